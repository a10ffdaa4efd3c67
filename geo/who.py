"""Who did it and whom it struck: agents and patients of an event mention, read off the form of its triggers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from geo.actors import ActorMention
from geo.captives import names_only
from geo.events import EventMention, hangs_on, takes_to_force
from geo.lexicon import lexicon
from geo.reading import Line, cue_set
from geo.tokens import Tokens
from geo.triggers import Trigger
from geo.verb_last import is_verb_last
from geo.vocabulary import calendar
from geo.who_verb_last import vote

_AGENT_KINDS = frozenset({"state", "forces", "group", "unidentified", "organisation"})
_STOPS = frozenset({";", ":", "—", "–", "."})
_PRONOUNS = frozenset({"he", "it", "she", "they"})
_OWN = frozenset({"its", "their", "his"})
"""'its soldiers': the owner was named before."""
_AUXILIARIES = frozenset({"had", "has", "have", "was", "were", "will", "would", "did"})


@dataclass
class Roles:
    """Votes for who acted and who suffered: mention key -> weight, with the first mention of each."""

    agents: dict[str, float] = field(default_factory=dict)
    patients: dict[str, float] = field(default_factory=dict)
    first: dict[str, ActorMention] = field(default_factory=dict)
    speakers: tuple[ActorMention, ...] = ()
    """Those the sentence only quotes ('..., medics said'): they suffered nothing."""

    whose: tuple[ActorMention, ...] = ()
    """States named only to say whose something is ('a Maltese ship', "Malta's flag"): not they were hit."""

    def add(self, side: str, mention: ActorMention, weight: float) -> None:
        """Count one vote."""
        if side == "patient" and (mention in self.speakers or mention in self.whose):
            return
        mention = _manned(mention) if side == "agent" else mention
        table = self.agents if side == "agent" else self.patients
        table[mention.key] = table.get(mention.key, 0.0) + weight
        self.first.setdefault(mention.key, mention)


def roles(line: Line, mention: EventMention) -> Roles:
    """The votes of one mention; a place named as a place ('in Iran') never votes."""
    result = Roles()
    words = line.tokens.words
    begin, end = line.tokens.starts[mention.part.first], line.tokens.ends[mention.part.last]
    named = [
        a
        for a in line.actors
        if a.role not in ("place", "media")
        and not of_place(line, a)
        and not _described(line, a)
        and not _only_where(line, mention, a)
        and not _behind_place(line, a)
    ]
    if is_verb_last(line.tokens):
        named = [a for a in named if not _of_ground(line, a)]
    actors = [a for a in named if begin <= a.span.start < end]
    if not named:
        return result
    if is_verb_last(line.tokens):
        vote(result, line.tokens, mention.triggers, mention.head, actors, hangs_on(line, mention))
        return result
    at = {id(a): extent(line, a) for a in named}
    result.speakers = tuple(
        a
        for a in actors
        if cue_set("saying", "verbs") & set(words[at[id(a)][1] + 1 : at[id(a)][1] + 2])
        or words[at[id(a)][0] - 1 : at[id(a)][0]] == [","]
        and _says_behind(words, at[id(a)][1] + 1)
    )
    if mention.family != "diplomacy":
        result.whose = tuple(a for a in actors if a.kind == "state" and a.role in ("adjective", "possessive"))
    if mention.family == "violence":
        for a in actors:
            if _fires(words, at[id(a)], a, mention.triggers):
                result.add("agent", a, 0.8)
    if mention.type == "strike":
        for a in line.actors:
            if begin <= a.span.start < end and _fired_from(words, line.tokens.first_at(a.span.start), a):
                result.add("agent", a, 0.8)
    if mention.joined in cue_set("clause", "drew"):
        drawn = next((a for a in actors if at[id(a)][0] - mention.part.first <= 4 and _acts(a)), None)
        if drawn is not None:
            result.add("agent", drawn, 1.0)  # 'prompting the army to call in air strikes'
    for trigger in mention.triggers:
        weight = 1.0 if trigger is mention.head else 0.6
        if _attribute(words, trigger):
            continue
        # a noun that tells an incident by naming somebody in it: what stands around says nothing of who did what
        if trigger.lemma in cue_set("weak", "doers") or names_only(trigger):
            _whose_men(result, words, trigger, actors, at, weight)
            continue
        before = [a for a in actors if at[id(a)][1] < trigger.first]
        if trigger.form == "past" and words[trigger.first - 1 : trigger.first] == ["and"]:
            # 'expelled the ambassador and called its envoy back': the subject is that of the verb before
            verbs = [
                t.first
                for t in line.triggers
                if t.last < trigger.first and t.form == "past" and t.first >= mention.part.first
            ]
            before = [a for a in before if verbs and at[id(a)][1] < verbs[0]] or before
        after = [a for a in actors if at[id(a)][0] > trigger.last]
        held = [a for a in actors if trigger.first < at[id(a)][0] <= trigger.last]
        if _participle(words, trigger):
            for a in _objects(words, trigger, after, at):
                result.add("patient", a, weight)
            if before and _opens(line, mention, before[0], at) and _acts(before[0]):
                result.add("agent", before[0], 1.0)
        elif trigger.lemma.startswith(("<munition> ", "<aircraft> ", "<shell> ")):
            for a in _objects(words, trigger, after, at):
                result.add("patient", a, weight)  # 'missiles hit a ship'
            for a in actors:
                if at[id(a)][1] == trigger.first and _manned(a) is not a:
                    result.add("agent", a, weight)  # 'Iranian helicopters struck'
        elif trigger.form == "noun":
            verbs = [t.first for t in line.triggers if t.form in ("past", "base", "s") and t.first > trigger.last]
            reach = min(verbs, default=len(words))
            _noun(result, words, trigger, before, [a for a in after if at[id(a)][0] < reach], at, weight)
        elif _suffers(trigger):
            _sufferer(result, words, trigger, before, after, at, weight)
        elif trigger.lemma in _REPELS:
            for a in _subject(words, trigger, before, at):
                result.add("patient", a, weight)  # who beats an attack back was attacked
            for a in _objects(words, trigger, after, at):
                if a.kind in ("group", "unidentified"):
                    result.add("agent", a, weight)
        elif _passive(words, trigger, before):
            _done_to(result, words, trigger, before, after, at, weight)
        else:
            earlier = [a for a in named if a.span.start < begin]
            for a in _doers(line, mention, trigger, before, earlier, at):
                result.add("agent", a, weight)
            for a in before[::-1]:
                if "whom" in words[at[id(a)][1] + 1 : trigger.first]:
                    result.add("patient", a, weight)
                    break
            for a in held or _objects(words, trigger, after, at):
                if "with" in words[trigger.last + 1 : at[id(a)][0]][:2] and ("clash", "strong") in trigger.types:
                    result.add("agent", a, weight * 0.8)  # 'X clashed with Y'
                    result.add("patient", a, weight * 0.5)
                else:
                    result.add("patient", a, weight)
    if not result.patients:
        for trigger in mention.triggers:
            if cue_set("who", "blasts") & set(trigger.lemma.split()):
                for a in _beside(words, trigger, actors, at):
                    result.add("patient", a, 0.2)
    return result


def _beside(
    words: list[str], trigger: Trigger, actors: list[ActorMention], at: dict[int, tuple[int, int]]
) -> list[ActorMention]:
    """What stands where a bomb goes off: 'a blast outside a mosque', 'a device planted near a school exploded'."""
    for a in actors:
        first, last = at[id(a)]
        behind = first > trigger.last
        gap = words[trigger.last + 1 : first] if behind else words[last + 1 : trigger.first]
        if (
            a.kind != "place-target"
            or len(gap) > 6
            or _STOPS & set(gap)
            or not cue_set("who", "beside") & set(words[max(0, first - 3) : first])
        ):
            continue
        if "," not in gap if behind else cue_set("who", "planted") & set(words[max(0, first - 5) : first]):
            return [a]
    return []


def _sufferer(
    result: Roles,
    words: list[str],
    trigger: Trigger,
    before: list[ActorMention],
    after: list[ActorMention],
    at: dict[int, tuple[int, int]],
    weight: float,
) -> None:
    """Roles around a verb whose subject suffers: 'X died', 'X came under fire from Y', 'X lost the town to Y'."""
    for a in _subject(words, trigger, before, at):
        result.add("patient", a, weight)
    if trigger.lemma == "fall to":
        doers = after[:1]
    elif trigger.lemma == "lose":
        doers = [a for a in after if "to" in words[max(0, at[id(a)][0] - 3) : at[id(a)][0]]][:1]
    else:
        doers = [a for a in after[:1] if {"from", "by"} & set(words[trigger.last + 1 : at[id(a)][0]][:2])]
    for a in doers:
        if a.kind in _AGENT_KINDS:
            result.add("agent", a, weight)


def _done_to(
    result: Roles,
    words: list[str],
    trigger: Trigger,
    before: list[ActorMention],
    after: list[ActorMention],
    at: dict[int, tuple[int, int]],
    weight: float,
) -> None:
    """Roles around a passive verb: 'X was shot by Y', 'missiles of Y were fired at X'."""
    for a in _subject(words, trigger, before, at):
        owner = words[max(0, at[id(a)][0] - 3) : at[id(a)][0]]
        side = "agent" if "of" in owner and set(owner) & cue_set("who", "weapons") else "patient"
        result.add(side, a, weight)
    for a in after:
        gap = words[trigger.last + 1 : at[id(a)][0]]
        if trigger.harm and "including" in gap[-8:] and not _STOPS & set(gap):
            result.add("patient", a, weight)  # 'twenty were killed, including members of X'
    for a in after[:3]:
        gap = words[trigger.last + 1 : at[id(a)][0]]
        if {"after", "as", "when", "while", *calendar("weekdays")} & set(gap):
            break  # 'hacked to death on Sunday when X overran the village'
        if len(gap) <= 4 and {"at", "against", "into", "on"} & set(gap):
            result.add("patient", a, weight * 1.2)
            break
    by = next((i for i in range(trigger.last + 1, min(len(words), trigger.last + 14)) if words[i] == "by"), None)
    if by is not None:
        agent = next((a for a in after if 0 < at[id(a)][0] - by <= 5), None)
        if agent is not None:
            result.add("agent", agent, weight * 1.5)


def _doers(
    line: Line,
    mention: EventMention,
    trigger: Trigger,
    before: list[ActorMention],
    earlier: list[ActorMention],
    at: dict[int, tuple[int, int]],
) -> list[ActorMention]:
    """Who does what an active verb tells; ``earlier`` are named in the sentence before the part of this event."""
    words = line.tokens.words
    if trigger.lemma.startswith(BRINGS_DOWN):
        return []
    if before:
        shells = any(kind == "strike" for kind, _ in trigger.types)
        subject = (_as_state(a, words, at) if shells else a for a in _subject(words, trigger, before, at))
        return [a for a in map(_manned, subject) if _acts(a)]
    teller = _teller(words, trigger, earlier, at)
    return [teller] if teller is not None else _carried(line, mention, trigger, earlier, at)


def _opens(line: Line, mention: EventMention, actor: ActorMention, at: dict[int, tuple[int, int]]) -> bool:
    """Whether somebody is the subject of the verb that a clause begins with: 'Police broke up a rally, killing two'."""
    words = line.tokens.words
    first, last = at[id(actor)]
    following = words[last + 1 : last + 3]
    if first - mention.part.first > 3 or {"of", "in", "by", "from", "with", "against", "on", "for"} & set(
        words[mention.part.first : first]
    ):
        return False
    if actor.role in ("adjective", "possessive") or not following or following[0] in ("'s", ",", "and", "of", "in"):
        return False
    return not cue_set("who", "be") & set(following) and not speaks(words, at[id(actor)])


def _as_state(actor: ActorMention, words: list[str], at: dict[int, tuple[int, int]]) -> ActorMention:
    """The state that 'the Russians' stand for where they are told to shell."""
    nation = actor.key == f"people:{actor.country}:civilians" and " " not in actor.text
    first = at[id(actor)][0]
    return _state_of(actor) if nation and words[first - 1 : first] == ["the"] else actor


def _state_of(actor: ActorMention) -> ActorMention:
    """A mention as one of the state that it is of."""
    name = lexicon((), ()).states[actor.country or ""].name
    return replace(actor, kind="state", key=f"state:{actor.country}", name=name, canonical=name, role="adjective")


def is_weapon(actor: ActorMention) -> bool:
    """Whether what attacks may hit is a thing that attacks too: tanks, helicopters, ships of war."""
    return not cue_set("who", "weapons").isdisjoint(actor.text.casefold().split()[-1:])


def _manned(actor: ActorMention) -> ActorMention:
    """The state whose tanks or helicopters are told to act, else the body itself."""
    if actor.kind != "place-target" or actor.country is None:
        return actor
    return _state_of(actor) if is_weapon(actor) or actor.key.endswith(":aircraft") else actor


def _acts(actor: ActorMention) -> bool:
    """Whether somebody may be named as a doer: who bears arms, or people who take to force."""
    return actor.kind in _AGENT_KINDS or takes_to_force(actor.key)


def _described(line: Line, actor: ActorMention) -> bool:
    """Whether a nationality only says by whom another body is led or armed: 'Somali-led militants'."""
    if actor.role != "adjective":
        return False
    after = line.tokens.first_at(actor.span.end)
    return bool(cue_set("who", "led_by") & set(line.tokens.words[after : after + 1]))


def _of_ground(line: Line, actor: ActorMention) -> bool:
    """Whether a state is named only behind the place that lies in it: 'شهر X پاکستان'."""
    return actor.kind == "state" and any(
        t.role == "location"
        and (t.place is None or t.place.level != "country")
        and t.span.start < actor.span.start <= t.span.end + 1
        for t in line.toponyms
    )


def _behind_place(line: Line, actor: ActorMention) -> bool:
    """Whether a state only tells in which country a town lies: 'in Exampleville, Nigeria'."""
    if actor.kind != "state" or actor.role:
        return False
    first = line.tokens.first_at(actor.span.start)
    if line.tokens.words[first - 1 : first] != [","]:
        return False
    return any(t.role == "location" and 0 < actor.span.start - t.span.end <= 2 for t in line.toponyms)


def is_settlement(actor: ActorMention) -> bool:
    """Whether what was struck is where people live: who raids a village raids the villagers."""
    return actor.kind == "place-target" and bool(cue_set("who", "settlements") & set(actor.text.casefold().split()))


def _only_where(line: Line, mention: EventMention, actor: ActorMention) -> bool:
    """Whether a village only tells where: 'in the village of X', 'near X village', 'villages were hit'."""
    if actor.kind == "place-target" and any(
        t.span == actor.span and t.role == "location" and t.place is not None and t.place.level != "site"
        for t in line.toponyms
    ):
        return True  # 'in the districts of Wana and Tank'
    if not is_settlement(actor):
        return False
    if mention.type == "strike" or {t.lemma for t in mention.triggers if t.types} <= cue_set("who", "from_afar"):
        return True
    words, first = line.tokens.words, line.tokens.first_at(actor.span.start)
    before = words[max(0, first - 3) : first]
    named = any(t.span.start < actor.span.start <= t.span.end + 1 for t in line.toponyms)
    return named or bool(cue_set("who", "where") & set(before))


def of_place(line: Line, actor: ActorMention) -> bool:
    """Whether a state's name only tells whose ground it is: "Iran's Sistan province", 'the Iranian side'."""
    if actor.kind == "state" and actor.text.casefold().endswith(" side"):
        first = line.tokens.first_at(actor.span.start)
        before = line.tokens.words[max(0, first - 5) : first]
        if "from" in before[-2:] and {"opened", "opening"} & set(before):
            return True  # 'gunmen opened fire from the Chadian side'
    if actor.role not in ("adjective", "possessive"):
        return False
    words = line.tokens.words
    after = line.tokens.first_at(actor.span.end)
    if words[after : after + 1] == ["'s"]:
        after += 1
    if (
        words[after : after + 1]
        and words[after] in cue_set("who", "ground")
        and words[after + 1 : after + 2] not in (["guards"], ["guard"], ["forces"], ["police"], ["officials"])
    ):
        return True
    return any(
        t.role == "location" and t.span.start >= actor.span.end and line.tokens.first_at(t.span.start) - after <= 0
        for t in line.toponyms
    )


def _fires(words: list[str], at: tuple[int, int], actor: ActorMention, triggers: tuple[Trigger, ...]) -> bool:
    """Whether a weapon is said to be somebody's: 'Iranian missiles', 'an IDF drone'."""
    adjective = actor.role in ("adjective", "possessive")
    if not adjective and actor.kind not in ("group", "forces") and (actor.kind != "state" or actor.role):
        return False
    after = at[1] + 1 + (words[at[1] + 1 : at[1] + 2] == ["."])  # 'a U.S. drone'
    if not cue_set("who", "weapons") & set(words[after : after + (3 if adjective else 1)]):
        return False
    if cue_set("who", "target") & set(words[max(0, at[0] - 2) : at[0]]):
        return False
    return not any(t.lemma.startswith(BRINGS_DOWN) and t.first < at[0] for t in triggers)


def _fired_from(words: list[str], first: int, actor: ActorMention) -> bool:
    """Whether fire came from a state's ground: 'mortars fired from Iranian territory', 'shells from its side'."""
    if actor.kind != "state" or actor.role not in ("adjective", "possessive", "place"):
        return False
    if _SOIL.isdisjoint(words[first + 1 : first + 3]):
        return False
    start = next((i for i in range(first - 1, max(-1, first - 3), -1) if words[i] == "from"), 0)
    came = words[max(0, start - 3) : start]
    return not (cue_set("where", "fired").isdisjoint(came) and cue_set("who", "weapons").isdisjoint(came))


_SOIL = frozenset({"territory", "soil", "side", "land"})
"""Behind a state's name, its ground: fire from there is taken for its own."""


def _whose_men(
    result: Roles,
    words: list[str],
    trigger: Trigger,
    actors: list[ActorMention],
    at: dict[int, tuple[int, int]],
    weight: float,
) -> None:
    """'gunmen of X', 'X sent gunmen into the hall': the group they belong to acts."""
    for a in actors:
        if a.kind == "group":
            sent = words[at[id(a)][1] + 1 : trigger.first] in (["sent"], ["'s"])
            of = words[trigger.last + 1 : at[id(a)][0]]
            if sent or (0 < len(of) <= 2 and of[0] in ("of", "from")):
                result.add("agent", a, weight)


def _carried(
    line: Line,
    mention: EventMention,
    trigger: Trigger,
    before: list[ActorMention],
    at: dict[int, tuple[int, int]],
) -> list[ActorMention]:
    """The subject of the verb before, for one told in its train: 'X attacked a mine, killing six and taking three'."""
    words = line.tokens.words
    verbs = [t for t in line.triggers if t.last < mention.part.first and t.form in ("past", "s")]
    train = words[trigger.first - 1 : trigger.first] in (["and"], [","])
    if not verbs or not train or not (trigger.form == "ing" or trigger.first <= mention.part.first + 1):
        return []
    verb = verbs[-1]
    mine = [a for a in before if at[id(a)][1] < verb.first]
    if _suffers(verb) or _passive(words, verb, mine):
        return []
    return [a for a in _subject(words, verb, mine, at) if a.kind in _AGENT_KINDS]


def _attribute(words: list[str], trigger: Trigger) -> bool:
    """Whether a past form only describes a noun: 'the wounded constable was taken to hospital'."""
    return trigger.form == "past" and words[trigger.first - 1 : trigger.first] in (["the"], ["a"], ["an"])


def _participle(words: list[str], trigger: Trigger) -> bool:
    """Whether an '-ing' form tells what came of a deed told before: 'stormed the post, killing two soldiers'."""
    if trigger.first == 0 or trigger.first != trigger.last or not words[trigger.first].endswith("ing"):
        return False
    left = {",", "and", "before", "after", "by"} & set(words[trigger.first - 1 : trigger.first])
    return bool(left) and words[trigger.last + 1 : trigger.last + 2] not in (["of"], ["in"], ["by"], ["on"], ["at"])


def _suffers(trigger: Trigger) -> bool:
    return trigger.lemma in cue_set("who", "suffers") or trigger.lemma in cue_set("captivity", "subject_freed")


_MORE = frozenset({"and", "or", "others", "more"})
"""Before a participle without 'were': 'two killed and others injured'."""

_REPELS = ("beat back", "throw back", "fight off", "repel _ attack", "fend off", "repulse", "repel")
"""Who does this was attacked."""
# who brings a missile down did not fire it
BRINGS_DOWN = ("bring down _ <", "shoot down", "intercept", "down _ <")
_GOVERNED = frozenset({"by", "against", "at", "from", "with", "to", "of", "on"})
"""Before a name that is no subject."""


def _passive(words: list[str], trigger: Trigger, before: list[ActorMention]) -> bool:
    if trigger.form != "past":
        return False
    i, be = trigger.first - 1, cue_set("who", "be")
    while i > 0 and words[i] not in be and (words[i].endswith("ly") or words[i] in cue_set("who", "adverbs")):
        i -= 1
    if i >= 0 and words[i] in be:
        return True
    near = words[max(0, trigger.first - 4) : trigger.first]
    if trigger.harm and {"left", "leave", "leaves", "leaving"} & set(words[max(0, trigger.first - 8) : trigger.first]):
        return True  # 'left a constable wounded'
    # 'nine people killed in ...', 'a soldier shot dead by ...'
    follow = words[trigger.last + 1 : trigger.last + 2]
    if follow == ["by"]:
        return True
    freed = ("abduction", "weak") in trigger.types and trigger.lemma in cue_set("captivity", "freed")
    if freed and follow and follow[0] in cue_set("who", "no_object"):
        return True  # 'the twelve missionaries now released, police say'
    if trigger.last > trigger.first and " _ " in trigger.lemma:
        return False  # 'killed four militants in a raid': what was done has its object
    if {"have", "has", "had", "whom"} & set(near):
        return False
    sufferer = not before or before[-1].kind not in ("group", "unidentified", "state")
    if trigger.harm and (not follow or follow[0] in cue_set("who", "no_object")):
        return sufferer or words[trigger.first - 1] in _MORE
    return follow in (["in"], ["when"], ["after"]) and sufferer


def _subject(
    words: list[str], trigger: Trigger, before: list[ActorMention], at: dict[int, tuple[int, int]]
) -> list[ActorMention]:
    """The mention before a verb that may be its subject, with those joined to it by 'and'."""
    link, be = trigger.first - 1, cue_set("who", "be")
    while link > 0 and (words[link] in be or words[link] in _AUXILIARIES):
        link -= 1
    if words[link : link + 1] in (["that"], ["which"]) and before and at[id(before[-1])][1] < link:
        gap = words[at[id(before[-1])][1] + 1 : link]
        armed = before[-1].kind in ("group", "unidentified", "forces") and len(gap) <= 3
        if gap and (not armed or cue_set("who", "weapons") & set(gap) or "fire" in gap):
            return []  # 'mortar fire that wounded a woman': a thing did it
    teller = _teller(words, trigger, before, at)
    if teller is not None:
        return [teller]
    skipped: list[ActorMention] = []
    for k in range(len(before) - 1, -1, -1):
        a = before[k]
        between = words[at[id(a)][1] + 1 : trigger.first]
        # a verb joined by 'and' may stand far behind its subject, with nobody else between them
        reach = 30 if k == len(before) - 1 else 16
        if len(between) > reach or _STOPS & set(between):
            return skipped
        if speaks(words, at[id(a)]):
            continue
        if k > 0 and "," in between and _told_aside(words, at[id(before[k - 1])][1], at[id(a)][0]):
            continue  # 'three men who are accused of the attack on X, have been arrested'
        if _apposed(words, at[id(a)]) and k > 0:
            continue
        # inside a prepositional phrase ('in a bus carrying soldiers', 'members of the forces were'): go on left
        left = words[max(0, at[id(a)][0] - 2) : at[id(a)][0]]
        if left and k > 0 and (left[-1] in _GOVERNED or left[-1] in ("the", "a", "an") and left[0] in _GOVERNED):
            skipped = skipped or [a]
            continue
        if a.role in ("adjective", "possessive") and between[:1] and k + 1 < len(before):
            if skipped:
                return [a]  # 'Iranian strikes on bases of X killed ...'
            continue
        chosen = [a]
        while k > 0 and _joined(words[at[id(before[k - 1])][1] + 1 : at[id(before[k])][0]]):
            k -= 1
            chosen.append(before[k])
        return chosen
    return skipped


def _told_aside(words: list[str], last: int, first: int) -> bool:
    """Whether a clause about the one named last ('who ...') holds a name: that is not whom the sentence is about."""
    between = words[last + 1 : first]
    return len(between) > 1 and between[0] in ("who", "which")


def _joined(between: list[str]) -> bool:
    """Whether two names stand side by side: 'X and Y', 'six civilians and three soldiers'."""
    if between[:1] == [","]:
        between = between[1:]
    elif between[:1] != ["and"]:
        return False
    if between[:1] == ["and"]:
        between = between[1:]
    return len(between) <= 2 and all(w.isalnum() and not w.endswith(("ed", "ing")) for w in between)


def extent(line: Line, actor: ActorMention) -> tuple[int, int]:
    """First and last token of a mention with the office and the name behind it: 'police' of 'police official Khan'.

    The name ends where another mention, a place or a day begins.
    """
    tokens = line.tokens
    first, last = tokens.first_at(actor.span.start), tokens.first_at(actor.span.end) - 1
    end = last + 1
    if actor.kind not in _NAMED_BEHIND or end >= len(tokens.words) or not tokens.words[end].isalpha():
        return first, last
    spans = (m.span for group in (line.actors, line.toponyms, line.dates) for m in group)
    stop = tokens.first_at(min((s.start for s in spans if s.start > actor.span.start), default=line.sentence.span.end))
    while end < stop and tokens.words[end] in cue_set("who", "offices"):
        end += 1
    named = end
    while end < stop and _is_of_name(tokens, end):
        end += 1
    posted = _past_post(line, end)
    speaking = posted < len(tokens.words) and tokens.words[posted] in cue_set("saying", "verbs")
    if speaking:
        return first, posted - 1
    return (first, end - 1) if end > named else (first, last)


def _past_post(line: Line, at: int) -> int:
    """The token behind the place a speaker is of, ``at`` where none is named: 'the prosecutor in Example said'."""
    tokens = line.tokens
    if tokens.words[at : at + 1] not in (["in"], ["of"], ["for"], ["at"]):
        return at
    begin = at + 2 if tokens.words[at + 1 : at + 2] == ["the"] else at + 1
    here = (t.span.end for t in line.toponyms if tokens.first_at(t.span.start) == begin)
    return next((tokens.first_at(end) for end in here), at)


def _is_of_name(tokens: Tokens, i: int) -> bool:
    """Whether a token goes on with a name: a capital, the dot of a rank ('Gen.'), a small word inside it ('bin')."""
    if tokens.written[i] == ".":
        return len(tokens.words[i - 1]) <= 4 and tokens.written[i - 1][:1].isupper()
    return tokens.written[i][:1].isupper() or tokens.words[i] in cue_set("who", "inside_names")


_NAMED_BEHIND = frozenset({"forces", "people", "organisation"})
"""Kinds of actor that the name of one of them may follow."""


def speaks(words: list[str], at: tuple[int, int]) -> bool:
    """Whether 'said' or the like follows a mention, with no more than an acronym in brackets between."""
    if "according" in words[max(0, at[0] - 4) : at[0]]:
        return True
    after = at[1] + 1
    if words[after : after + 1] == ["("] and ")" in words[after : after + 5]:
        after = words.index(")", after) + 1
    return _says_next(words, after) or words[at[0] - 1 : at[0]] == [","] and _says_behind(words, after)


def _says_behind(words: list[str], after: int) -> bool:
    """Whether a title in apposition ends before a verb of saying: 'N. N., commissioner of the town, told reporters'."""
    comma = next((i for i in range(after, min(after + 7, len(words))) if words[i] == ","), None)
    return comma is not None and not cue_set("saying", "verbs").isdisjoint(words[comma + 1 : comma + 2])


def _says_next(words: list[str], after: int) -> bool:
    """Whether a verb of saying stands at a word or the next: 'medics said', 'a police spokesman said'.

    Behind a comma somebody else speaks ('at the mosque, said a witness'), as before 'according to'.
    """
    near = words[after : after + 2]
    if near[:1] in (["according"], [","]) or near[1:] == ["according"]:
        near = []
    return bool(cue_set("saying", "verbs") & set(near))


def _teller(
    words: list[str], trigger: Trigger, before: list[ActorMention], at: dict[int, tuple[int, int]]
) -> ActorMention | None:
    """Who tells of a deed of his own: 'the army said that it had shelled ...', 'X said its men had killed ...'."""
    i = trigger.first - 1
    while i > 0 and (words[i] in _AUXILIARIES or words[i].endswith("ly") or words[i] in cue_set("who", "adverbs")):
        i -= 1
    if words[i : i + 1] and words[i] in _PRONOUNS:
        begin = i
    else:
        owned = [j for j in range(max(0, i - 3), i) if words[j] in _OWN]
        if not owned:
            return None
        begin = owned[-1]
    for a in reversed(before):
        if at[id(a)][1] < begin and speaks(words, at[id(a)]) and begin - at[id(a)][1] <= 14 and a.kind in _AGENT_KINDS:
            return a
    if words[begin] in _PRONOUNS:
        return next((a for a in reversed(before) if a.kind in ("group", "unidentified")), None)
    return None


def _apposed(words: list[str], at: tuple[int, int]) -> bool:
    """Whether a mention only explains the one before it: 'X, a militant group, killed ...'."""
    first, last = at
    left = first - 1
    while left > 0 and left > first - 4 and words[left] not in (",", "a", "an", "the"):
        left -= 1
    return words[left] in ("a", "an", "the") and words[left - 1 : left] == [","] and words[last + 1 : last + 2] == [","]


def _objects(
    words: list[str], trigger: Trigger, after: list[ActorMention], at: dict[int, tuple[int, int]]
) -> list[ActorMention]:
    """The mentions after a verb that may be its objects: the nearest, and what is joined to it."""
    chosen: list[ActorMention] = []
    last = trigger.last
    for a in after:
        between = words[last + 1 : at[id(a)][0]]
        limit = 12 if not chosen else 5
        if len(between) > limit or _STOPS & set(between):
            break
        # 'hitting what it claimed were bases of X' still names what was hit
        if {"according", *cue_set("saying", "verbs")} & set(between) and "what" not in between:
            break
        if chosen and not (_GOES_ON | cue_set("who", "holds")) & set(between):
            break
        owned = cue_set("who", "used") & set(between)
        if {"when", "after", "while", "who", "which"} & set(between) or ("by" in between and not owned):
            break
        if words[at[id(a)][0] - 1 : at[id(a)][0]] == ["what"] and not chosen:
            continue  # 'bombed what Ankara calls depots of X'
        if a.kind == "place-target" and cue_set("who", "not_far") & set(words[max(0, at[id(a)][0] - 3) : at[id(a)][0]]):
            break  # 'infiltrated the quarter near the palace'
        moved = a.kind == "place-target" and {"to", "from"} & set(between[-2:])
        if moved and "fire" not in words[trigger.first : last + 1]:
            break  # 'were taken to hospital', but 'set fire to a shop'
        if _says_next(words, at[id(a)][1] + 1):
            break  # 'killing eleven, medics said'
        chosen.append(a)
        last = at[id(a)][1]
        if len(chosen) == 4:
            break
    return chosen


_GOES_ON = frozenset({"and", ",", "or", "of", "in", "at"})
"""Between two objects of one verb."""

_OF_IS_PATIENT = (
    "kill",
    "abduct",
    "kidnap",
    "murder",
    "arrest",
    "assassinat",
    "death",
    "behead",
    "shooting",
    "seiz",
    "captur",
    "detention",
    "bombing",
    "lives",
    "execution",
    "massacre",
    "casual",
    "recall",
    "expulsion",
    "martyrdom",
    "rescue",
    "release",
)
"""What nouns begin with behind which 'of' tells who suffered: 'the killing of X'."""


def _is_deed(between: list[str]) -> bool:
    """Whether 'by' behind a noun tells its doer: 'an attack mounted by X', not 'the attack was condemned by X'."""
    return not cue_set("who", "be") & set(between) or bool(cue_set("who", "deeds") & set(between))


_OF_DEED = frozenset({"with", "under", "in", "by", "to", "of"})


def _undergoer(
    words: list[str], trigger: Trigger, before: list[ActorMention], at: dict[int, tuple[int, int]]
) -> ActorMention | None:
    """Who meets with a deed told by a noun: 'a convoy was met with gunfire', 'the town came under heavy shelling'."""
    if not before:
        return None
    nearest = at[id(before[-1])][1] + 1
    link = next((i for i in range(trigger.first - 1, nearest - 1, -1) if words[i] in cue_set("who", "undergoes")), None)
    if link is None or trigger.first - link > 5 or trigger.first - nearest > 12:
        return None
    behind = set(words[link + 1 : trigger.first])
    if (_STOPS | {",", "who", "which", "that", "after"}) & behind or not (
        cue_set("who", "bears") & {words[link]} or _OF_DEED & behind
    ):
        return None
    subject = _subject(words, replace(trigger, first=link), before, at)[:1]
    return next((a for a in subject if a.kind != "unidentified"), None)


def _noun(
    result: Roles,
    words: list[str],
    trigger: Trigger,
    before: list[ActorMention],
    after: list[ActorMention],
    at: dict[int, tuple[int, int]],
    weight: float,
) -> None:
    """Roles around a noun: "Iran's strike on X", 'the attack by X on Y', 'the killing of Y by X'."""
    if trigger.lemma == "target" and cue_set("who", "be") & set(words[max(0, trigger.first - 3) : trigger.first]):
        for a in _subject(words, trigger, before, at):
            result.add("patient", a, weight)  # 'a patrol of the police was the target'
        return
    undergoer = _undergoer(words, trigger, before, at)
    if undergoer is not None:
        result.add("patient", undergoer, weight)
    elif words[trigger.first - 1 : trigger.first] in (["its"], ["their"]) and before:
        # 'Iran, following its strikes': the pronoun stands for whoever the sentence is about
        owner = next((a for a in before if a.kind in ("state", "forces", "group")), None)
        if owner is not None:
            result.add("agent", owner, weight)
    elif before:
        a = before[-1]
        between = words[at[id(a)][1] + 1 : trigger.first]
        verbal = any(w.endswith("ed") and w not in cue_set("who", "participles") for w in between)
        owns = len(between) <= 4 and not verbal and not {
            ",", "by", "and", "in", "on", "of", "according", *cue_set("saying", "verbs"), *cue_set("who", "be"),
        } & set(between)  # fmt: skip
        made = len(between) <= 8 and bool(cue_set("who", "mounts") & set(between))
        # 'X broke the truce with heavy shelling', 'X answered with air raids'
        by_it = len(between) <= 10 and "with" in between[-4:] and not {",", "by", "and"} & set(between)
        if a.kind in _AGENT_KINDS and (owns or made or by_it):
            result.add("agent", a, weight)
    near = range(trigger.last + 1, min(trigger.last + 5, len(words)))
    damaged = next((i for i in near if words[i] in cue_set("who", "wrecked")), 0)
    if damaged and after and 0 < at[id(after[0])][0] - damaged <= 4:
        for a in _objects(words, replace(trigger, last=damaged), after, at):
            result.add("patient", a, weight)  # 'the blast damaged two shops'
        return
    marker = "on" if " on " in trigger.lemma else ""  # 'raid on a hideout of X'
    last = trigger.last
    for a in after:
        between = words[last + 1 : at[id(a)][0]]
        if a in result.speakers or len(between) > 9:
            break
        if _STOPS & set(between) or {"that", "which", "who", "when", "where"} & set(between):
            break
        preposition = ""
        for i in range(at[id(a)][0] - 1, last, -1):
            if words[i] in cue_set("who", "target") or words[i] in ("by", "of", "between", "with"):
                if words[i] == "on" and (words[i + 1] in calendar("months", "weekdays") or words[i + 1].isdigit()):
                    continue  # 'on Monday' is no target
                preposition = "by" if words[i] == "on" and "blamed" in between else words[i]
                break
        aside = "," in between and marker not in cue_set("who", "target")
        if preposition == "of" and aside and not trigger.lemma.startswith(_OF_IS_PATIENT):
            break  # 'an attack in 2009, six officers of the army among the dead'
        # 'strikes on bases of the group': what is struck goes on behind 'of'
        marker = marker if preposition == "of" and marker in cue_set("who", "target") else preposition or marker
        if marker == "by":
            if not _is_deed(between):
                break
            if a.kind in _AGENT_KINDS:
                result.add("agent", a, weight * 1.5)
        elif marker in cue_set("who", "target"):
            result.add("patient", a, weight * 1.2)
        elif marker == "of":
            lemma = " ".join(words[trigger.first : trigger.last + 1])
            if lemma.startswith(_OF_IS_PATIENT) or a.kind in ("people", "place-target"):
                result.add("patient", a, weight)
            elif a.kind in _AGENT_KINDS and not cue_set("who", "blasts") & set(trigger.lemma.split()):
                result.add("agent", a, weight * 0.7)
        elif marker in ("between", "with") and any(k in ("clash", "diplomacy") for k, _ in trigger.types):
            result.add("agent", a, weight * 0.8)
            result.add("patient", a, weight * 0.5)
        last = at[id(a)][1]
