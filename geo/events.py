"""Event mentions: which triggers of a sentence tell of something that happened, and which of them tell of one thing."""

from __future__ import annotations

from dataclasses import replace

from geo.captives import (
    Phase,
    frees,
    is_attribute,
    names_only,
    phase_of,
    read_release,
    read_seizure,
    retold,
)
from geo.incident import Type
from geo.line_days import event_dates, telling
from geo.parts import parts_of, places_in
from geo.reading import Line, Part, Reading, cue_set, in_part, means_else
from geo.realis import Realis, realis
from geo.triggers import FAMILY, Family, Trigger
from geo.verb_last import is_verb_last
from seeds.record import record
from seeds.report import Span

_STRENGTH = {"strong": 3.0, "weak": 1.0, "harm": 0.5}
"""What a word counts for the type it speaks for; harm alone tells no type."""
_WEAPON = 2.0
"""What a weapon beside the word counts for the type of its own."""


@record(frozen=True, slots=True)
class EventMention:
    """One telling of one event in one sentence."""

    line: int
    part: Part
    triggers: tuple[Trigger, ...]
    head: Trigger
    """The trigger that tells most: roles are read off it."""
    family: Family
    votes: tuple[tuple[Type, float], ...]
    """How much the words speak for each type, strongest first."""
    realis: Realis
    definite: bool
    harm_only: bool
    """Only harm is told ('nine people died'), not what did it."""
    joined: str | None
    """The words that tie it to the mention before it in the sentence ('in response to', 'while'), if any."""
    phase: Phase | None = None
    """Of an abduction: whether people were seized or came free; None where the words only name those held."""
    aside: tuple[Part, ...] = ()
    """Clauses within its part that tell another event: their days and places are not its own."""

    @property
    def type(self) -> Type:
        """The type most spoken for."""
        return self.votes[0][0]

    def span(self, line: Line) -> Span:
        """Its stretch of the text."""
        return line.tokens.span(self.part.first, self.part.last)


def find_events(reading: Reading) -> list[EventMention]:
    """The event mentions of a document in the order of the text, real or not; headlines and captions are left out."""
    found: list[EventMention] = []
    for number, line in enumerate(reading.lines):
        if line.kind == "paragraph" and line.triggers:
            found.extend(_events_of(reading, number, line))
    return found


def _events_of(reading: Reading, number: int, line: Line) -> list[EventMention]:
    text = line.tokens.words
    told = [
        _from_air(reading, line, _of_enemy(line, _by_no_forces(line, _of_town(line, _undergone(line, t)))))
        for t in line.triggers
        if not (
            means_else(text, t)
            or _unarmed(reading, line, t)
            or _judged(reading, number, t)
            or _compound(line, t)
            or _of_things(text, t)
            or _met_with_thing(line, t)
            or _harmless(line, t)
            or _is_name(line, t)
        )
    ]
    read = (read_release(reading, number, line, t) if frees(t) else read_seizure(reading, line, t) for t in told)
    triggers = [t for t in read if t is not None]
    ends = {t.last: t.first for t in reversed(triggers)}
    # 'attack' of 'repelled an attack' tells nothing besides
    triggers = [t for t in triggers if t.first != t.last or ends[t.last] == t.first]
    triggers = [t for t in triggers if not _anchor(line, t)] or triggers
    if not triggers:
        return []
    result: list[EventMention] = []
    parts = parts_of(line, triggers)
    for k, (part, joined) in enumerate(parts):
        if joined is None and [seam for _, seam in parts[k + 1 : k + 2]] == ["then"] and phase_of(triggers) == "freed":
            joined = "whom"  # 'Two months after rebels seized them, four men were freed'
        mine = [t for t in triggers if part.first <= t.first <= part.last]
        clauses = retold(line, part.first, part.last, mine)
        own = [c for c in clauses if _says_when_or_where(line, Part(c.first, c.last))]
        for c in own:
            # told in passing, but with a day or a place of its own
            taken = replace(c.trigger, types=(("abduction", "strong"),))
            result.extend(_mentions(reading, number, line, Part(c.opens, c.last), [taken], "whom"))
        freed = any(frees(t) for t in mine)
        gone = [c.trigger for c in clauses if c in own or not freed]
        aside = tuple(Part(c.first, c.last) for c in own)
        made = _mentions(reading, number, line, part, [t for t in mine if t not in gone], joined)
        told = [c.trigger for c in clauses]
        made = [_begun(line, m, told) for m in made]
        result.extend([replace(m, aside=aside) for m in made] if aside else made)
    return _in_short(line, sorted(result, key=lambda m: (m.part.first, m.head.first)))


def _begun(line: Line, mention: EventMention, told: list[Trigger]) -> EventMention:
    """'Were seized in May and freed a week later' tells the seizure, and of the release in passing."""
    if mention.phase != "freed":
        return mention
    own = [t for t in mention.triggers if t not in told and t.types and not is_attribute(line, t)]
    if phase_of(own[:1]) != "seized" or own[0].form == "noun":
        return mention
    kept = tuple(t for t in mention.triggers if not frees(t))
    return replace(mention, phase="seized", triggers=kept, head=own[0])


_FRESH = 14
"""Days back to which a report tells its news, not a story of old."""


def _in_short(line: Line, mentions: list[EventMention]) -> list[EventMention]:
    """The mentions without a release that ends a story of old told in one sentence: 'seized five in May 2014; four were
    let go in June'."""
    old = [
        m
        for m in mentions
        if m.phase == "seized"
        and m.joined != "whom"
        and any(
            d.start is not None and line.published is not None and (line.published - d.start).days > _FRESH
            for d in event_dates(line, m.part)
        )
    ]
    if not old:
        return mentions
    return [m for m in mentions if m.phase != "freed" or m.part.first < old[0].part.first or places_in(line, m.part)]


def _says_when_or_where(line: Line, part: Part) -> bool:
    return bool(event_dates(line, part) or places_in(line, part))


def _anchor(line: Line, trigger: Trigger) -> bool:
    """Whether a noun only says from when days are counted: 'two days before the clash they had killed a colonel'."""
    if trigger.form != "noun" or is_verb_last(line.tokens):
        return False
    words = line.tokens.words
    if words[trigger.first - 1] in _THE and words[max(0, trigger.first - 3) : trigger.first - 1] in _NEWS_OF:
        return True  # 'When word of the encounter spread, protesters clashed with police'
    for d in line.dates:
        at = line.tokens.first_at(d.span.end)
        between = line.tokens.words[at : trigger.first]
        if d.kind == "event" and d.direction in ("before", "after") and 0 < len(between) <= 3 and between[0] in _THE:
            counted = line.tokens.words[at - 1] in ("before", "after", "following")
            return counted and not cue_set("clause", "bounds") & set(between)
    return False


_NEWS_OF = (["news", "of"], ["word", "of"], ["rumours", "of"], ["rumors", "of"])
_THE = frozenset("the this that these those their his its".split())
"""Before a noun that was told of before: 'two days before the clash'."""


def _compound(line: Line, trigger: Trigger) -> bool:
    """Whether a participle is the second half of an adjective: 'the rebel-held areas', 'a Houthi-seized ship'."""
    text, start = line.sentence.text, line.tokens.starts[trigger.first] - line.sentence.span.start
    return trigger.form == "past" and text[max(0, start - 1) : start] == "-"


def _is_name(line: Line, trigger: Trigger) -> bool:
    """Whether 'operation' is part of the name of those who act: 'troops of Operation Hadin Kai'."""
    tokens = line.tokens
    if tokens.words[trigger.first] != "operation" or tokens.words[trigger.first - 1 : trigger.first] != ["of"]:
        return False
    text, start = line.sentence.text, line.sentence.span.start
    behind = tokens.starts[trigger.first + 1] - start if trigger.first + 1 < len(tokens.words) else len(text) - 1
    return text[tokens.starts[trigger.first] - start].isupper() and text[behind].isupper()


def _judged(reading: Reading, number: int, trigger: Trigger) -> bool:
    """Whether it is a court's doing: 'convicted of murder' where the sentence speaks of trials, 'was executed' where
    one of those about it does."""
    if trigger.lemma not in cue_set("weak", "sentence_of_court"):
        return False
    near = 2 if trigger.lemma in cue_set("weak", "executions") else 0
    lines = reading.lines[max(0, number - near) : number + near + 1]
    return any(not cue_set("weak", "court").isdisjoint(line.tokens.present) for line in lines)


def _of_things(words: list[str], trigger: Trigger) -> bool:
    """Whether things are met, sent or recalled, no people: 'met its goal', 'sent the matter to the envoy'."""
    if trigger.lemma == "meet":
        return not cue_set("weak", "met_things").isdisjoint(words[trigger.last + 1 : trigger.last + 5])
    if trigger.lemma in ("hit", "strike") and words[trigger.first - 1] in cue_set("other", "vehicles"):
        return not cue_set("other", "obstacles").isdisjoint(words[trigger.last + 1 : trigger.last + 4])
    if trigger.lemma == "recall":
        return "that" in words[trigger.last + 1 : trigger.last + 5]
    return trigger.lemma.endswith(" _ <envoy>") and "to" in words[trigger.first + 1 : trigger.last]


def _unarmed(reading: Reading, line: Line, trigger: Trigger) -> bool:
    """Whether a word that tells a strike only beside what was fired ('landed', 'came down') stands without it."""
    if trigger.lemma not in cue_set("weak", "needs_munition"):
        return False
    near = line.tokens.words[max(0, trigger.first - 9) : trigger.last + 10]
    flies = cue_set("weak", "flies") if trigger.lemma in cue_set("weak", "comes_down") else frozenset()
    words = reading.words
    return not any((words.weapons.get(word) == "strike" or word in words.air) and word not in flies for word in near)


def _from_air(reading: Reading, line: Line, trigger: Trigger) -> Trigger:
    """'air force jets killed bandits', 'warplanes carried out a raid': what aircraft do on their own are strikes."""
    if trigger.form == "noun" or not any(kind == "operation" for kind, _ in trigger.types):
        return trigger
    if not set(trigger.lemma.split()) & cue_set("weak", "blows_from_air"):
        return trigger
    words = line.tokens.words
    before, after = words[max(0, trigger.first - 3) : trigger.first], words[trigger.last + 1 : trigger.last + 2]
    acts = bool(after) and after[0].isalnum()
    by_air = bool(set(before) & reading.words.air) or before[-2:] == ["air", "force"]
    if acts and (by_air or _fired(reading, line, trigger.first)):
        return replace(trigger, types=(("strike", "strong"),))
    return trigger


def _harmless(line: Line, trigger: Trigger) -> bool:
    """Whether a weapon that is named did not go off: 'the bomb was defused'."""
    return trigger.lemma in cue_set("weak", "arms") and not cue_set("weak", "harmless").isdisjoint(line.tokens.present)


def _fired(reading: Reading, line: Line, verb: int) -> bool:
    """Whether what was fired is the subject of a verb: 'missiles that a drone fired at a house killed four rebels'."""
    words = line.tokens.words
    places = {line.tokens.first_at(t.span.start) for t in line.toponyms} | {verb}
    for i in range(verb - 2, max(-1, verb - 24), -1):
        if words[i] in _NEW_SUBJECT or words[i] == "," and i + 1 not in places:
            return False
        if reading.words.weapons.get(words[i]) == "strike" and words[i + 1] in cue_set("weak", "told_of_fire"):
            return i == 0 or words[i - 1] not in cue_set("where", "governing")
    return False


_NEW_SUBJECT = frozenset({";", ":", "and", "who", "while", "when", "after", "before", "as", "but", "where"})
"""Behind one of these the subject may be another."""


def _undergone(line: Line, trigger: Trigger) -> Trigger:
    """'was killed in a confrontation with bandits': who is named behind a passive verb is not whom it befell."""
    if trigger.lemma not in _KILLS or trigger.form != "past":
        return trigger
    words = line.tokens.words
    i = trigger.first - 1
    while i > 0 and (words[i].endswith("ly") or words[i] in cue_set("who", "adverbs")):
        i -= 1
    if i < 0 or words[i] not in cue_set("who", "be"):
        return trigger
    verb = trigger.lemma.split(" _ ")[0]
    return replace(trigger, last=trigger.first + verb.count(" "), types=(), harm=True, lemma=verb)


def _by_no_forces(line: Line, trigger: Trigger) -> Trigger:
    """'tribesmen raided a camp': what is an operation where forces do it is an attack where others do."""
    if trigger.form == "noun" or not trigger.lemma.startswith("raid _ "):
        return trigger
    before = [a for a in line.actors if a.role != "place" and line.tokens.first_at(a.span.end) <= trigger.first]
    if before and (before[-1].kind in ("group", "unidentified") or takes_to_force(before[-1].key)):
        return replace(trigger, types=(("attack", "strong"),))
    return trigger


def takes_to_force(key: str) -> bool:
    """Whether they are people who may be the doers: 'tribesmen raided a camp'."""
    return key.startswith("people:") and key.rsplit(":", 1)[-1] in cue_set("who", "take_to_force")


def _of_town(line: Line, trigger: Trigger) -> Trigger:
    """'took Wukro', 'captured the town': taking a place is fighting, not an arrest."""
    if trigger.lemma not in cue_set("weak", "takes_place") or trigger.form != "past":
        return trigger
    words = line.tokens.words
    for word in words[trigger.last + 1 : trigger.last + 6] if trigger.lemma != "overrun" else ():
        if word in cue_set("where", "governing") or word in cue_set("clause", "bounds"):
            break
        if word in cue_set("weak", "taken_ground"):
            return replace(trigger, types=(("clash", "weak"),))
    for t in line.toponyms:
        at = line.tokens.first_at(t.span.start)
        between = words[trigger.last + 1 : at]
        behind = 0 < at - trigger.last <= 5 and set(between) <= cue_set("weak", "before_town")
        fine = t.place is None or t.place.level in ("town", "district", "site")
        if t.role in ("location", "metonym") and behind and fine:
            return replace(trigger, types=(("clash", "weak"),))
    return trigger


def _met_with_thing(line: Line, trigger: Trigger) -> bool:
    """Whether somebody only came upon something: 'met with the swift reaction of the guards', 'with heavy losses'."""
    words, after = line.tokens.words, trigger.last + 1
    return trigger.lemma == "meet with" and bool(cue_set("weak", "met_with") & set(words[after : after + 4]))


def _of_enemy(line: Line, trigger: Trigger) -> Trigger:
    """'Troops met some forty rebels': who comes upon armed men, told by their number, fights them."""
    words = line.tokens.words
    if trigger.form != "past" or words[trigger.last] != "met":
        return trigger
    number = words[trigger.last + 1 : trigger.last + 3]
    if not any(word.isdigit() or word in _COUNTED for word in number):
        return trigger
    forces = any(a.kind == "forces" and line.tokens.first_at(a.span.start) < trigger.first for a in line.actors)
    armed = ("group", "unidentified")
    met = any(a.kind in armed and 0 < line.tokens.first_at(a.span.start) - trigger.last <= 5 for a in line.actors)
    return replace(trigger, types=(("clash", "strong"),)) if forces and met else trigger


_COUNTED = frozenset("some about around nearly dozens several group band".split())
"""Before the number of those whom a patrol met."""


def _mentions(
    reading: Reading, number: int, line: Line, part: Part, triggers: list[Trigger], joined: str | None
) -> list[EventMention]:
    """One mention a family; harm alone joins the family it stands with."""
    families: dict[Family, list[Trigger]] = {}
    harm = [t for t in triggers if t.harm and not t.types]
    for t in triggers:
        for family in dict.fromkeys(FAMILY[kind] for kind, _ in t.types):
            families.setdefault(family, []).append(t)
    if len(families) + bool(harm) > 1 and all(_tells_apart(line, t) for t in families.get("abduction", ())):
        families.pop("abduction", None)
    if {"abduction", "violence"} <= set(families) and phase_of(families["abduction"]) != "freed":
        # a raid that killed many and took some is an attack, one that took many and killed some an abduction
        killed, taken = _killed_and_taken(line, part, families["abduction"])
        if killed or taken:
            gone = families.pop("abduction" if killed >= taken else "violence")
            harm.extend(t for t in gone if t.harm and t.types)
    strong = {family for family, group in families.items() if any(_strong(t, family) for t in group)}
    by_weapon = any(_by_weapon(reading, line, t) for t in families.get("violence", ()))
    if by_weapon:
        strong.add("violence")
    for family in list(families):
        if family in strong:
            continue
        # a word that may be several things ('seize', 'raid') goes with the strong ones beside it
        if strong - {"diplomacy", "liaison"} or not _confirmed(line, part, families[family], family):
            del families[family]
    if "abduction" in families and "operation" in families and not {"abduction", "operation"} <= strong:
        families.pop("operation" if "abduction" in strong or _taken(line, part, families["abduction"]) else "abduction")
    if "operation" in families and "violence" in families and "operation" not in strong:
        against = _doers(line, part) == "forces" or _fell(line, part, harm + families["operation"])
        families.pop("violence" if against else "operation")
    if {"operation", "violence"} <= strong and _in_passing(families["operation"], families["violence"], by_weapon):
        families["violence"] += [t for t in families.pop("operation") if t.lemma in _KILLS]
    elif {"operation", "violence"} <= strong and _shot_in_raid(line, part, families["violence"]):
        families["operation"].extend(t for t in families.pop("violence") if t not in families["operation"])
    fought = {t.lemma for t in families.get("violence", ())}
    if "abduction" in families and fought <= cue_set("weak", "doers"):
        families.pop("violence", None)
    elif (
        "abduction" in strong & set(families)
        and not harm
        and fought <= cue_set("weak", "doers") | cue_set("weak", "stops")
    ):
        # 'their car was intercepted in X by gunmen and they were taken away'
        families["abduction"].extend(families.pop("violence"))
    if "violence" not in families and harm:
        if "operation" in families or "abduction" in families:
            families["operation" if "operation" in families else "abduction"].extend(harm)
        else:
            families["violence"] = harm
    elif harm:
        families["violence"].extend(harm)
    made: list[EventMention] = []
    if "operation" in families and "abduction" not in families and _held_by_others(line, part, families["operation"]):
        families["abduction"] = families.pop("operation")
    for family, group in families.items():
        group.sort(key=lambda t: t.first)
        heads = [t for t in group if t.types] or group
        states = {id(t): realis(line, t) for t in heads}
        real = [t for t in heads if states[id(t)] == "real"]
        if family == "abduction" and phase_of(heads) == "freed":
            done = [t for t in real if not is_attribute(line, t)]
            if phase_of(done) is None:
                continue  # 'the remaining hostages are to be freed', 'to free the kidnapped officials'
        # 'two were shot dead in an encounter when they tried to storm a post': what was not done tells no type
        votes = _votes(reading, line, part, [t for t in group if t in real or not t.types] if real else group, family)
        if not real and len(heads) < len(group):
            real = [t for t in group if t.harm and not t.types and realis(line, t) == "real"]
        head = _head(real or heads, family)
        state = "real" if real else states[id(head)]
        made.append(
            EventMention(
                number,
                part,
                tuple(group),
                head,
                family,
                votes,
                state,
                _definite(line, head),
                all(t.harm and not t.types for t in group),
                joined,
                phase_of(real or group) if family == "abduction" else None,
            )
        )
    return made


def _head(triggers: list[Trigger], family: Family) -> Trigger:
    """The trigger that tells most of a family's act."""
    if len(triggers) == 1:
        return triggers[0]
    return max(
        triggers,
        key=lambda t: (
            max((_STRENGTH[s] for k, s in t.types if FAMILY[k] == family), default=0.5),
            not names_only(t),
            -t.first,
        ),
    )


def _tells_apart(line: Line, trigger: Trigger) -> bool:
    """Whether a word before a noun only tells people apart: 'rescued 14 kidnapped pupils', 'two kidnap victims'."""
    words = line.tokens.words
    before, after = words[trigger.first - 1 : trigger.first], words[trigger.last + 1 : trigger.last + 2]
    if trigger.form == "noun" and after in (["victim"], ["victims"]):
        return True
    pointed = bool(before) and (before[0] in _DETERMINERS or before[0].isdigit())
    return trigger.form == "past" and pointed and bool(after) and after[0].isalpha() and after[0] not in _BEHIND_VERB


_DETERMINERS = frozenset("a an the his her its their those these two three four five six seven eight nine ten".split())
"""Before a participle that only tells people apart: 'the kidnapped pupils'."""
_BEHIND_VERB = frozenset("by in on at near from with and or while when during after as to for".split())
"""Behind a participle that is a verb all the same."""


def _fell(line: Line, part: Part, triggers: list[Trigger]) -> bool:
    """Whether those who fell or were taken are armed men: 'three militants were eliminated', 'killed two gunmen'."""
    for a in line.actors:
        if a.kind not in ("group", "unidentified") or a.role == "place" or not in_part(line, part, a.span):
            continue
        first, last = line.tokens.first_at(a.span.start), line.tokens.first_at(a.span.end - 1)
        for t in triggers:
            passive = 0 < t.first - last <= 4 and _WERE & set(line.tokens.words[last + 1 : t.first])
            active = t.form != "noun" and 0 < first - t.last <= 3 and "by" not in line.tokens.words[t.last : first]
            if passive or active:
                return True
    return False


_WERE = frozenset({"was", "were", "been", "being"})


def _in_passing(operation: list[Trigger], violence: list[Trigger], by_weapon: bool) -> bool:
    """Whether what speaks for an operation is but what came of the fighting told beside it.

    'In a clash two were killed and one was arrested', 'the air raid killed eight militants', 'a drone hit a house,
    killing four militants'.
    """
    fought = any(kind == "clash" and s == "strong" for t in violence for kind, s in t.types)
    struck = by_weapon or any(kind in ("clash", "strike") and s == "strong" for t in violence for kind, s in t.types)
    lemmas = {t.lemma for t in operation if _strong(t, "operation")}
    return fought and lemmas <= cue_set("weak", "held") | _KILLS or struck and lemmas <= _KILLS


def _by_weapon(reading: Reading, line: Line, trigger: Trigger) -> bool:
    """Whether what flies is the subject of a weak verb: 'a US drone struck', 'missiles hit'."""
    if trigger.form != "past" or ("strike", "weak") not in trigger.types or not trigger.first:
        return False
    before = line.tokens.words[max(0, trigger.first - 2) : trigger.first]
    return reading.words.weapons.get(before[-1]) == "strike" or before == ["air", "force"]


def _shot_in_raid(line: Line, part: Part, violence: list[Trigger]) -> bool:
    """Whether the violence beside an operation is what forces did in it: 'raided a den and shot dead four rebels'."""
    shot = all(t.lemma in cue_set("weak", "shoots") for t in violence if t.types)
    return shot and _doers(line, part) == "forces" and _fell(line, part, violence)


_KILLS = frozenset(f"{verb} _ <enemy>" for verb in ("kill", "shoot", "gun down", "eliminate", "neutralise"))
"""Operations that are a killing: beside fighting they are what came of it."""


def _killed_and_taken(line: Line, part: Part, abduction: list[Trigger]) -> tuple[int, int]:
    """The most people a part tells were killed, and were taken by words of an abduction that tell nothing else."""
    sure = [t.last for t in abduction if _strong(t, "abduction") or t.lemma.startswith("take away")]
    killed = taken = 0
    for count in line.counts:
        if not in_part(line, part, count.span) or count.low is None:
            continue
        behind = any(0 < line.tokens.first_at(count.span.start) - last <= 3 for last in sure)
        if count.outcome == "killed":
            killed = max(killed, count.low)
        elif count.outcome == "abducted" or count.outcome == "present" and behind:
            taken = max(taken, count.low)
    return killed, taken


def _held_by_others(line: Line, part: Part, triggers: list[Trigger]) -> bool:
    """Whether those who detain are no state's men: what a group calls arrests are abductions."""
    if not {t.lemma for t in triggers if t.types} <= cue_set("weak", "held"):
        return False
    return _done_by(line, part, triggers) in ("group", "unidentified")


def _done_by(line: Line, part: Part, triggers: list[Trigger]) -> str | None:
    """The kind of whoever stands behind 'by': 'were captured in Hawija on Tuesday by the police'."""
    words = line.tokens.words
    last = max(t.last for t in triggers)
    for a in line.actors:
        at = line.tokens.first_at(a.span.start)
        if at > last and in_part(line, part, a.span) and "by" in words[max(last + 1, at - 4) : at]:
            return a.kind
    return None


def _taken(line: Line, part: Part, triggers: list[Trigger]) -> bool:
    """Whether people were taken by force, not by the law: told by a count, else by who took whom."""
    outcomes = [c.outcome for c in line.counts if in_part(line, part, c.span)]
    first = min(t.first for t in triggers)
    before = [a for a in line.actors if in_part(line, part, a.span) and line.tokens.first_at(a.span.end) <= first]
    armed = ("group", "unidentified")
    if before and before[0].kind in armed and line.tokens.first_at(before[0].span.start) <= part.first + 2:
        return True
    if before and before[-1].kind in armed and "whom" in line.tokens.words[part.first : first]:
        return True
    if "arrested" in outcomes or _done_by(line, part, triggers) in ("forces", "state"):
        return False
    if before and before[-1].kind in ("forces", "state") and _fell(line, part, triggers):
        return False  # 'troops captured three suspected rebels'
    return "abducted" in outcomes or not (before and before[-1].kind in ("forces", "state"))


def _doers(line: Line, part: Part) -> str | None:
    """The kind of the first actor of a part that acts: named before the first trigger, or behind 'by'."""
    first = next((t.first for t in line.triggers if part.first <= t.first <= part.last), part.last)
    words = line.tokens.words
    for actor in line.actors:
        at = line.tokens.first_at(actor.span.start)
        if at > first and "by" not in words[max(0, at - 4) : at]:
            continue
        if (
            in_part(line, part, actor.span)
            and actor.role != "place"
            and actor.kind in ("forces", "state", "group", "unidentified")
        ):
            return "forces" if actor.kind in ("forces", "state") else actor.kind
    return None


def _confirmed(line: Line, part: Part, triggers: list[Trigger], family: Family) -> bool:
    """Whether a weak word ('took', 'held', 'freed') has beside it people taken or forces that act."""
    if family == "violence" or family in ("liaison", "diplomacy"):
        return True
    inside = [a for a in line.actors if in_part(line, part, a.span) and a.role != "place"]
    people = [a for a in inside if a.kind in ("people", "forces")]
    counted = any(
        c.outcome in ("abducted", "freed", "arrested", "missing") and in_part(line, part, c.span) for c in line.counts
    )
    after = [a for a in people for t in triggers if 0 < line.tokens.first_at(a.span.start) - t.last <= 8]
    before = [
        a for a in people for t in triggers if 0 < t.first - line.tokens.first_at(a.span.end) <= 8 and t.form == "past"
    ]
    by = ("group", "unidentified") if family == "abduction" else ("forces", "state")
    if any(_takes_vessel(line, t) for t in triggers) and any(a.kind in by for a in inside):
        return True
    if family == "abduction":
        lemma = {t.lemma for t in triggers}
        if lemma <= {"take", "take away", "take _ away", "hostage", "seize", "capture", "captive", "seizure"}:
            takers = [a for a in inside if a.kind in ("group", "unidentified")]
            words = line.tokens.words
            pronoun = any(words[t.last + 1 : t.last + 2] in (["them"], ["him"], ["her"]) for t in triggers)
            abducted = any(c.outcome == "abducted" and in_part(line, part, c.span) for c in line.counts)
            ground = cue_set("weak", "taken_ground") & set(words)
            if _done_by(line, part, triggers) in ("group", "unidentified") and not ground:
                return True
            return abducted or bool((after or before or pronoun) and takers) or "hostage" in lemma and bool(people)
        return True
    forces = [a for a in inside if a.kind in ("forces", "state")]
    enemies = [a for a in inside if a.kind in ("group", "unidentified")]
    if counted or forces and enemies:
        return True
    lemmas = {t.lemma for t in triggers}
    if lemmas & {"operation", "raid"} and _fell(line, part, [t for t in line.triggers if t.harm or t in triggers]):
        return True  # 'two militants were killed in an operation'
    first = min(t.first for t in triggers)
    return "pick up" in lemmas and any(line.tokens.first_at(a.span.start) < first for a in forces) and bool(after)


def _takes_vessel(line: Line, trigger: Trigger) -> bool:
    """Whether a ship is seized: 'seized a cargo ship', 'a tanker was seized'."""
    if trigger.lemma not in ("seize", "capture", "seizure"):
        return False
    near = line.tokens.words[max(0, trigger.first - 4) : trigger.last + 7]
    return not cue_set("weak", "vessels").isdisjoint(near)


def _strong(trigger: Trigger, family: Family) -> bool:
    return any(s == "strong" and FAMILY[k] == family for k, s in trigger.types)


def _votes(
    reading: Reading, line: Line, part: Part, triggers: list[Trigger], family: Family
) -> tuple[tuple[Type, float], ...]:
    if family != "violence":
        score = max((_STRENGTH[s] for t in triggers for k, s in t.types if FAMILY[k] == family), default=0.5)
        kind: Type = next(k for k, f in FAMILY.items() if f == family)
        return ((kind, score),)
    votes: dict[Type, float] = {"strike": 0.0, "attack": 0.1, "clash": 0.0}
    doers = cue_set("weak", "doers")
    strong = {k for t in triggers for k, s in t.types if s == "strong"}
    told = {k for t in triggers if t.lemma not in doers for k, _ in t.types}
    only = told == {"clash"}
    bare = not told and _fell(line, part, triggers)  # 'all four attackers were killed'
    fought = only or "clash" in strong and "attack" not in strong
    for t in triggers:
        if fought and t.lemma in doers:
            continue  # 'gunmen' who clash with the police tell no attack
        for k, s in t.types:
            if FAMILY[k] == family:
                votes[k] += _STRENGTH[s]
    # each weapon counts once: a list of five drones is no stronger than one
    words = line.tokens.words
    near: set[int] = set()
    if is_verb_last(line.tokens):
        near.update(range(part.first, part.last + 1))  # the verb at the end tells what all before it did
    for t in triggers:
        near.update(range(_reach(words, t.first, -1, part.first), _reach(words, t.last, 1, part.last) + 1))
    weapons = reading.words.weapons
    # 'attacked the office and the police station with bombs carried by drone'
    near.update(i for i in range(part.first + 1, part.last + 1) if words[i - 1] == "by" and words[i] in _FLIERS)
    # the 'bomb' of 'an aerial bomb' is dropped from above
    armed = {weapons.get(words[i]) for i in near if not i or weapons.get(words[i - 1]) != "strike"}
    armed |= {"strike" for i in near if weapons.get(words[i]) == "strike"}
    for weapon in ("strike", "attack"):
        if weapon in armed and not (only or weapon == "attack" and (fought or bare)):
            votes[weapon] += _WEAPON
    if not only and any(words[i] in reading.words.air for i in near):
        votes["strike"] += 1.5
    if any(weapons.get(words[t.first - 1]) == "strike" for t in triggers if t.first and ("strike", "weak") in t.types):
        votes["strike"] += _WEAPON  # 'a shell hit', 'drones struck': the weapon itself does it
    if any(t.lemma == "strike" and t.form == "noun" and words[t.last] == "strikes" for t in triggers):
        votes["strike"] += 0.5  # 'the strikes in Panjgur': one 'strike' may be a bomb's, several are from afar
    return tuple(sorted(votes.items(), key=lambda row: (-row[1], row[0])))


_FLIERS = frozenset("aircraft drone drones helicopter helicopters jet jets plane planes warplane warplanes".split())
"""What carries bombs to those on the ground, behind 'by'."""


def _reach(words: list[str], at: int, step: int, limit: int) -> int:
    """How far from a trigger a weapon still tells of it: eleven words, not past ';' or 'and the'."""
    i = at
    end = min(limit, at + 11) if step > 0 else max(limit, at - 11)
    while (end - i) * step > 0 and words[i] not in (";", ":") and words[i : i + 2] != ["and", "the"]:
        i += step
    return i


def _definite(line: Line, trigger: Trigger) -> bool:
    if trigger.form != "noun":
        return False
    text = line.tokens.words
    for i in range(trigger.first - 1, max(-1, trigger.first - 5), -1):
        if text[i] == "that" and opens_clause(text, i, trigger):
            return False
        if text[i] in cue_set("telling", "definite"):
            return text[i - 2 : i] != ["one", "of"]  # 'one of its deadliest strikes' is told for the first time
        if text[i] in cue_set("telling", "indefinite") or text[i] in cue_set("clause", "bounds"):
            return False
    return False


def opens_clause(words: list[str], at: int, trigger: Trigger) -> bool:
    """Whether a 'that' before a noun opens a clause, and points at nothing.

    'Said that shells had landed', 'villages that count four dead'.
    """
    noun = words[trigger.last]
    several = noun.endswith("s") and not noun.endswith("ss")
    return several or at < trigger.first - 2 or bool(telling() & set(words[max(0, at - 3) : at]))


def hangs_on(line: Line, mention: EventMention) -> bool:
    """Whether a noun only gives the ground of a verb behind it that tells something else: its day is that verb's.

    'پاکستان نے حملے پر بدھ کو سفیر طلب کر لیا': the envoy was summoned on Wednesday.
    """
    if mention.head.form != "noun" or not is_verb_last(line.tokens):
        return False
    return any(
        t.form != "noun" and t.types and mention.head.last < t.first <= mention.part.last
        for t in line.triggers
        if t not in mention.triggers
    )
