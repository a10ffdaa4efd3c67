"""Who did it and whom it struck: agents and patients of an event mention, read off the form of its triggers."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.actors import ActorMention
from geo.events import EventMention, hangs_on
from geo.reading import Line, cue_set
from geo.triggers import Trigger
from geo.verb_last import is_verb_last
from geo.who_verb_last import vote

_AGENT_KINDS = frozenset({"state", "forces", "group", "unidentified", "organisation"})
_STOPS = frozenset({";", ":", "—", "–", "."})
_SUFFERING = frozenset(
    {
        "die",
        "lose _ life",
        "lose _ lives",
        "perish",
        "succumb",
        "embrace martyrdom",
        "come under attack",
        "come under fire",
    }
)
# nouns that name the doer with the deed


@dataclass
class Roles:
    """Votes for who acted and who suffered: mention key -> weight, with the first mention of each."""

    agents: dict[str, float] = field(default_factory=dict)
    patients: dict[str, float] = field(default_factory=dict)
    first: dict[str, ActorMention] = field(default_factory=dict)
    speakers: tuple[ActorMention, ...] = ()
    """Those the sentence only quotes ('..., medics said'): they suffered nothing."""

    def add(self, side: str, mention: ActorMention, weight: float) -> None:
        """Count one vote."""
        if side == "patient" and mention in self.speakers:
            return
        table = self.agents if side == "agent" else self.patients
        table[mention.key] = table.get(mention.key, 0.0) + weight
        self.first.setdefault(mention.key, mention)


def roles(line: Line, mention: EventMention) -> Roles:
    """The votes of one mention; a place named as a place ('in Iran') never votes."""
    result = Roles()
    words = line.tokens.words
    begin, end = line.tokens.starts[mention.part.first], line.tokens.ends[mention.part.last]
    actors = [a for a in line.actors if begin <= a.span.start < end and a.role != "place" and not of_place(line, a)]
    if is_verb_last(line.tokens):
        actors = [a for a in actors if not _of_ground(line, a)]
    if not actors:
        return result
    if is_verb_last(line.tokens):
        vote(result, line.tokens, mention.triggers, mention.head, actors, hangs_on(line, mention))
        return result
    at = {id(a): (line.tokens.first_at(a.span.start), line.tokens.first_at(a.span.end) - 1) for a in actors}
    result.speakers = tuple(
        a for a in actors if cue_set("who", "says") & set(words[at[id(a)][1] + 1 : at[id(a)][1] + 2])
    )
    for a in actors:
        follow = words[at[id(a)][1] + 1 : at[id(a)][1] + 4]
        if (
            a.role in ("adjective", "possessive")
            and mention.family == "violence"
            and set(follow) & cue_set("who", "weapons")
        ):
            result.add("agent", a, 0.8)
    for trigger in mention.triggers:
        weight = 1.0 if trigger is mention.head else 0.6
        before = [a for a in actors if at[id(a)][1] < trigger.first]
        if trigger.form == "past" and words[trigger.first - 1 : trigger.first] == ["and"]:
            # 'expelled the ambassador and called its envoy back': the subject is that of the verb before
            earlier = [
                t.first
                for t in line.triggers
                if t.last < trigger.first and t.form == "past" and t.first >= mention.part.first
            ]
            before = [a for a in before if earlier and at[id(a)][1] < earlier[0]] or before
        after = [a for a in actors if at[id(a)][0] > trigger.last]
        held = [a for a in actors if trigger.first < at[id(a)][0] <= trigger.last]
        if trigger.form == "noun":
            _noun(result, words, trigger, before, after, at, weight)
        elif _suffers(trigger):
            for a in _subject(words, trigger, before, at):
                result.add("patient", a, weight)
        elif _passive(words, trigger, before):
            for a in _subject(words, trigger, before, at):
                owner = words[max(0, at[id(a)][0] - 3) : at[id(a)][0]]
                side = "agent" if "of" in owner and set(owner) & cue_set("who", "weapons") else "patient"
                result.add(side, a, weight)
            for a in after[:3]:
                gap = words[trigger.last + 1 : at[id(a)][0]]
                if len(gap) <= 4 and {"at", "against", "into", "on"} & set(gap):
                    result.add("patient", a, weight * 1.2)
                    break
            by = next(
                (i for i in range(trigger.last + 1, min(len(words), trigger.last + 14)) if words[i] == "by"), None
            )
            if by is not None:
                agent = next((a for a in after if 0 < at[id(a)][0] - by <= 5), None)
                if agent is not None:
                    result.add("agent", agent, weight * 1.5)
        else:
            defends = trigger.lemma.startswith(_DEFENCE)
            subject = [] if defends else [a for a in _subject(words, trigger, before, at) if a.kind in _AGENT_KINDS]
            taken = [a for a in before if "whom" in words[at[id(a)][1] + 1 : trigger.first]]
            for a in taken[-1:]:
                result.add("patient", a, weight)
            for a in subject:
                result.add("agent", a, weight)
            for a in held or _objects(words, trigger, after, at):
                result.add("patient", a, weight)
    return result


def _of_ground(line: Line, actor: ActorMention) -> bool:
    """Whether a state is named only behind the place that lies in it: 'شهر X پاکستان'."""
    return actor.kind == "state" and any(
        t.role == "location"
        and (t.place is None or t.place.level != "country")
        and t.span.start < actor.span.start <= t.span.end + 1
        for t in line.toponyms
    )


def of_place(line: Line, actor: ActorMention) -> bool:
    """Whether a state's name only tells whose ground it is: "Iran's Sistan province", 'the Iranian side'."""
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


def _suffers(trigger: Trigger) -> bool:
    return trigger.lemma in _SUFFERING


# who brings a missile down did not fire it
_DEFENCE = ("bring down _ <", "shoot down", "intercept", "down _ <")
_GOVERNED = frozenset({"by", "against", "at", "from", "with", "to", "of", "on"})


def _passive(words: list[str], trigger: Trigger, before: list[ActorMention]) -> bool:
    if trigger.form != "past":
        return False
    i = trigger.first - 1
    while i > 0 and (words[i].endswith("ly") or words[i] in cue_set("who", "adverbs")):
        i -= 1
    if i >= 0 and words[i] in cue_set("who", "be"):
        return True
    near = words[max(0, trigger.first - 4) : trigger.first]
    # 'nine people killed in ...', 'a soldier shot dead by ...'
    follow = words[trigger.last + 1 : trigger.last + 2]
    if follow == ["by"]:
        return True
    sufferer = not before or before[-1].kind not in ("group", "unidentified", "state")
    return follow in (["in"], ["when"], ["after"]) and sufferer and not {"have", "has", "had", "whom"} & set(near)


def _subject(
    words: list[str], trigger: Trigger, before: list[ActorMention], at: dict[int, tuple[int, int]]
) -> list[ActorMention]:
    """The mention before a verb that may be its subject, with those joined to it by 'and'."""
    if words[trigger.first - 1 : trigger.first] in (["that"], ["which"]) and before:
        last = at[id(before[-1])][1]
        if trigger.first - last > 2:
            return []  # 'mortar fire that wounded a woman': a thing did it
    skipped: list[ActorMention] = []
    for k in range(len(before) - 1, -1, -1):
        a = before[k]
        between = words[at[id(a)][1] + 1 : trigger.first]
        if len(between) > 16 or _STOPS & set(between):
            return skipped
        if cue_set("who", "says") & set(between) and "that" not in between and "," not in between:
            continue
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
        if k > 0 and words[at[id(before[k - 1])][1] + 1 : at[id(a)][0]] in (
            ["and"],
            [","],
            [",", "and"],
            ["and", "the"],
        ):
            chosen.append(before[k - 1])
        return chosen
    return skipped


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
        if cue_set("who", "says") & set(between) and "what" not in between:
            break
        if chosen and not ({"and", ",", "or"} & set(between) or {"of", "in", "at", "near"} & set(between)):
            break
        if {"by", "when", "after", "while", "who", "which"} & set(between):
            break
        if cue_set("who", "says") & set(words[at[id(a)][1] + 1 : at[id(a)][1] + 3]):
            break  # 'killing eleven, medics said'

        chosen.append(a)
        last = at[id(a)][1]
        if len(chosen) == 4:
            break
    return chosen


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
    if words[trigger.first - 1 : trigger.first] in (["its"], ["their"]) and before:
        # 'Iran, following its strikes': the pronoun stands for whoever the sentence is about
        owner = next((a for a in before if a.kind in ("state", "forces", "group")), None)
        if owner is not None:
            result.add("agent", owner, weight)
    elif before:
        a = before[-1]
        between = words[at[id(a)][1] + 1 : trigger.first]
        owns = len(between) <= 4 and not {",", "by", "and", "in", "on", "of"} & set(between)
        made = len(between) <= 8 and {"launched", "carried", "conducted", "mounted", "made", "staged"} & set(between)
        if a.kind in _AGENT_KINDS and (owns or made):
            result.add("agent", a, weight)
    marker = ""
    last = trigger.last
    for a in after:
        between = words[last + 1 : at[id(a)][0]]
        if len(between) > 9 or _STOPS & set(between) or {"that", "which", "who", "when"} & set(between):
            break
        preposition = next(
            (w for w in reversed(between) if w in cue_set("who", "target") or w in ("by", "of", "between", "with")), ""
        )
        # 'strikes on bases of the group': what is struck goes on behind 'of'
        marker = marker if preposition == "of" and marker in cue_set("who", "target") else preposition or marker
        if marker == "by":
            if a.kind in _AGENT_KINDS:
                result.add("agent", a, weight * 1.5)
        elif marker in cue_set("who", "target"):
            result.add("patient", a, weight * 1.2)
        elif marker == "of":
            lemma = " ".join(words[trigger.first : trigger.last + 1])
            if lemma.startswith(_OF_IS_PATIENT) or a.kind in ("people", "place-target"):
                result.add("patient", a, weight)
            elif a.kind in _AGENT_KINDS and not lemma.startswith(("bomb", "blast", "explosion", "mine", "landmine")):
                result.add("agent", a, weight * 0.7)
        elif marker in ("between", "with") and any(k in ("clash", "diplomacy") for k, _ in trigger.types):
            result.add("agent", a, weight * 0.8)
            result.add("patient", a, weight * 0.5)
        last = at[id(a)][1]
