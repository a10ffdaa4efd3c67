"""Event mentions: which triggers of a sentence tell of something that happened, and which of them tell of one thing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from geo.captives import (
    Phase,
    frees,
    is_attribute,
    is_wished,
    names_only,
    phase_of,
    read_release,
    read_seizure,
    retold,
)
from geo.dates import DateMention
from geo.incident import Type
from geo.reading import Line, Reading, cue_set, cues
from geo.tokens import Tokens, folded
from geo.toponym import Toponym
from geo.triggers import Trigger
from geo.verb_last import cuts, happened, is_verb_last, said
from seeds.report import Span

Family = Literal["violence", "abduction", "operation", "liaison", "diplomacy"]
Realis = Literal["real", "negated", "future", "hypothetical", "generic"]

FAMILY: dict[Type, Family] = {
    "strike": "violence",
    "attack": "violence",
    "clash": "violence",
    "abduction": "abduction",
    "operation": "operation",
    "liaison": "liaison",
    "diplomacy": "diplomacy",
}
_STRENGTH = {"strong": 3.0, "weak": 1.0, "harm": 0.5}
_WEAPON = 2.0
_CLAUSE = frozenset(
    {",", ";", ":", "—", "–", "but", "while", "when", "who", "which", "where", "because", "although", "whom", "(", ")"}
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence (tokens ``first`` to ``last``) that tells of one event."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
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


@cache
def _phrases(table: str, key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases of the cue table by their first word, longest first."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for phrase in cues()[table][key]:
        words = tuple(map(folded, phrase.split()))
        rows.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(group, key=len, reverse=True)) for word, group in rows.items()}


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
        _from_air(reading, line, _of_town(line, t))
        for t in line.triggers
        if not (_excluded(text, t) or _unarmed(reading, line, t) or _judged(line, t) or _compound(line, t))
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
    parts = _parts(line, triggers)
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
    return [m for m in mentions if m.phase != "freed" or m.part.first < old[0].part.first or _places(line, m.part)]


def _says_when_or_where(line: Line, part: Part) -> bool:
    return bool(event_dates(line, part) or _places(line, part))


def _anchor(line: Line, trigger: Trigger) -> bool:
    """Whether a noun only says from when days are counted: 'two days before the clash they had killed a colonel'."""
    if trigger.form != "noun" or is_verb_last(line.tokens):
        return False
    for d in line.dates:
        at = line.tokens.first_at(d.span.end)
        between = line.tokens.words[at : trigger.first]
        if d.kind == "event" and d.direction in ("before", "after") and 0 < len(between) <= 3 and between[0] in _THE:
            return not _CLAUSE & set(between) and line.tokens.words[at - 1] in ("before", "after", "following")
    return False


_THE = frozenset("the this that these those their his its".split())


def _compound(line: Line, trigger: Trigger) -> bool:
    """Whether a participle is the second half of an adjective: 'the rebel-held areas', 'a Houthi-seized ship'."""
    text, start = line.sentence.text, line.tokens.starts[trigger.first] - line.sentence.span.start
    return trigger.form == "past" and text[max(0, start - 1) : start] == "-"


def _judged(line: Line, trigger: Trigger) -> bool:
    """Whether it is a court's doing: 'was executed', 'convicted of murder', where the sentence speaks of trials."""
    if trigger.lemma not in cue_set("weak", "sentence_of_court"):
        return False
    return not cue_set("weak", "court").isdisjoint(line.tokens.present)


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
    if not set(trigger.lemma.split()) & _BLOWS:
        return trigger
    words = line.tokens.words
    before, after = words[max(0, trigger.first - 3) : trigger.first], words[trigger.last + 1 : trigger.last + 2]
    acts = bool(after) and after[0].isalnum()
    if acts and (set(before) & reading.words.air or before[-2:] == ["air", "force"]):
        return replace(trigger, types=(("strike", "strong"),))
    return trigger


_BLOWS = frozenset("raid destroy kill eliminate neutralise hit".split())


def _of_town(line: Line, trigger: Trigger) -> Trigger:
    """'took Wukro', 'captured the town': taking a place is fighting, not an arrest."""
    if trigger.lemma not in cue_set("weak", "takes_place") or trigger.form != "past":
        return trigger
    words = line.tokens.words
    for word in words[trigger.last + 1 : trigger.last + 6] if trigger.lemma != "overrun" else ():
        if word in cue_set("where", "governing") or word in _CLAUSE:
            break
        if word in _GROUND:
            return replace(trigger, types=(("clash", "weak"),))
    for t in line.toponyms:
        at = line.tokens.first_at(t.span.start)
        between = words[trigger.last + 1 : at]
        behind = 0 < at - trigger.last <= 5 and set(between) <= _TOWN_WORDS
        fine = t.place is None or t.place.level in ("town", "district", "site")
        if t.role in ("location", "metonym") and behind and fine:
            return replace(trigger, types=(("clash", "weak"),))
    return trigger


_GROUND = frozenset(
    "airfield airport barracks base bases camp garrison headquarters hill hills outpost outposts positions stronghold"
    " territory town towns village villages".split()
)
_TOWN_WORDS = frozenset("the town of city village port back border district base".split())


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
            families.pop("abduction" if killed >= taken else "violence")
    strong = {family for family, group in families.items() if any(_strong(t, family) for t in group)}
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
    if {"operation", "violence"} <= strong and _in_passing(families["operation"], families["violence"]):
        families.pop("operation")
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
        real = [t for t in heads if realis(line, t) == "real"]
        if family == "abduction" and phase_of(heads) == "freed":
            done = [t for t in real if not is_attribute(line, t)]
            if phase_of(done) is None:
                continue  # 'the remaining hostages are to be freed', 'to free the kidnapped officials'
        # 'two were shot dead in an encounter when they tried to storm a post': what was not done tells no type
        votes = _votes(reading, line, part, [t for t in group if t in real or not t.types] if real else group, family)
        if not real and len(heads) < len(group):
            real = [t for t in group if realis(line, t) == "real" and t.harm]
        head = _head(real or heads, family)
        state = "real" if real else realis(line, head)
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
    """Whether a participle before a noun only tells people apart: 'rescued 14 kidnapped pupils', 'a captured man'."""
    words = line.tokens.words
    before, after = words[trigger.first - 1 : trigger.first], words[trigger.last + 1 : trigger.last + 2]
    pointed = bool(before) and (before[0] in _DETERMINERS or before[0].isdigit())
    return trigger.form == "past" and pointed and bool(after) and after[0].isalpha() and after[0] not in _BEHIND_VERB


_DETERMINERS = frozenset("a an the his her its their those these two three four five six seven eight nine ten".split())
_BEHIND_VERB = frozenset("by in on at near from with and or while when during after as to for".split())


def _fell(line: Line, part: Part, triggers: list[Trigger]) -> bool:
    """Whether those who fell or were taken are armed men: 'three militants were eliminated', 'killed two gunmen'."""
    for a in line.actors:
        if a.kind not in ("group", "unidentified") or a.role == "place" or not _inside(line, part, a.span):
            continue
        first, last = line.tokens.first_at(a.span.start), line.tokens.first_at(a.span.end - 1)
        for t in triggers:
            passive = 0 < t.first - last <= 4 and _WERE & set(line.tokens.words[last + 1 : t.first])
            active = t.form != "noun" and 0 < first - t.last <= 3 and "by" not in line.tokens.words[t.last : first]
            if passive or active:
                return True
    return False


_WERE = frozenset({"was", "were", "been", "being"})


def _in_passing(operation: list[Trigger], violence: list[Trigger]) -> bool:
    """Whether what speaks for an operation is but what came of the fighting told beside it.

    'In a clash two were killed and one was arrested', 'the air raid killed eight militants'.
    """
    fought = any(kind == "clash" and s == "strong" for t in violence for kind, s in t.types)
    struck = any(kind in ("clash", "strike") and s == "strong" for t in violence for kind, s in t.types)
    lemmas = {t.lemma for t in operation if _strong(t, "operation")}
    return fought and lemmas <= HELD | _KILLS or struck and lemmas <= _KILLS


_KILLS = frozenset(f"{verb} _ <enemy>" for verb in ("kill", "shoot", "gun down", "eliminate", "neutralise"))
HELD = frozenset(
    {"detain", "arrest", "round up", "apprehend", "seize", "hold", "take _ into custody", "<enemy> _ arrested"}
    | {f"free _ {whom}" for whom in ("hostages", "captives", "kidnapped", "abducted")}
)


def _killed_and_taken(line: Line, part: Part, abduction: list[Trigger]) -> tuple[int, int]:
    """The most people a part tells were killed, and were taken by words of an abduction that tell nothing else."""
    sure = [t.last for t in abduction if _strong(t, "abduction") or t.lemma.startswith("take away")]
    killed = taken = 0
    for count in line.counts:
        if not _inside(line, part, count.span) or count.low is None:
            continue
        behind = any(0 < line.tokens.first_at(count.span.start) - last <= 3 for last in sure)
        if count.outcome == "killed":
            killed = max(killed, count.low)
        elif count.outcome == "abducted" or count.outcome == "present" and behind:
            taken = max(taken, count.low)
    return killed, taken


def _held_by_others(line: Line, part: Part, triggers: list[Trigger]) -> bool:
    """Whether those who detain are no state's men: what a group calls arrests are abductions."""
    if not {t.lemma for t in triggers if t.types} <= HELD:
        return False
    return _done_by(line, part, triggers) in ("group", "unidentified")


def _done_by(line: Line, part: Part, triggers: list[Trigger]) -> str | None:
    """The kind of whoever stands behind 'by': 'were captured in Hawija on Tuesday by the police'."""
    words = line.tokens.words
    last = max(t.last for t in triggers)
    for a in line.actors:
        at = line.tokens.first_at(a.span.start)
        if at > last and _inside(line, part, a.span) and "by" in words[max(last + 1, at - 4) : at]:
            return a.kind
    return None


def _taken(line: Line, part: Part, triggers: list[Trigger]) -> bool:
    """Whether people were taken by force, not by the law: told by a count, else by who took whom."""
    outcomes = [c.outcome for c in line.counts if _inside(line, part, c.span)]
    first = min(t.first for t in triggers)
    before = [a for a in line.actors if _inside(line, part, a.span) and line.tokens.first_at(a.span.end) <= first]
    if before and before[0].kind == "group" and line.tokens.first_at(before[0].span.start) <= part.first + 2:
        return True
    if before and before[-1].kind in ("group", "unidentified") and "whom" in line.tokens.words[part.first : first]:
        return True
    if "arrested" in outcomes or _done_by(line, part, triggers) in ("forces", "state"):
        return False
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
            _inside(line, part, actor.span)
            and actor.role != "place"
            and actor.kind in ("forces", "state", "group", "unidentified")
        ):
            return "forces" if actor.kind in ("forces", "state") else actor.kind
    return None


def _confirmed(line: Line, part: Part, triggers: list[Trigger], family: Family) -> bool:
    """Whether a weak word ('took', 'held', 'freed') has beside it people taken or forces that act."""
    if family == "violence" or family in ("liaison", "diplomacy"):
        return True
    inside = [a for a in line.actors if _inside(line, part, a.span) and a.role != "place"]
    people = [a for a in inside if a.kind in ("people", "forces")]
    counted = any(
        c.outcome in ("abducted", "freed", "arrested", "missing") and _inside(line, part, c.span) for c in line.counts
    )
    after = [a for a in people for t in triggers if 0 < line.tokens.first_at(a.span.start) - t.last <= 8]
    before = [
        a for a in people for t in triggers if 0 < t.first - line.tokens.first_at(a.span.end) <= 8 and t.form == "past"
    ]
    if family == "abduction":
        lemma = {t.lemma for t in triggers}
        if lemma <= {"take", "take away", "take _ away", "hostage", "seize", "capture", "captive", "seizure"}:
            takers = [a for a in inside if a.kind in ("group", "unidentified")]
            words = line.tokens.words
            pronoun = any(words[t.last + 1 : t.last + 2] in (["them"], ["him"], ["her"]) for t in triggers)
            abducted = any(c.outcome == "abducted" and _inside(line, part, c.span) for c in line.counts)
            if _done_by(line, part, triggers) in ("group", "unidentified") and not _GROUND & set(words):
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
    return tuple(sorted(votes.items(), key=lambda row: (-row[1], row[0])))


def _reach(words: list[str], at: int, step: int, limit: int) -> int:
    """How far from a trigger a weapon still tells of it: nine words, not past ';' or 'and the'."""
    i = at
    while i != limit and abs(i - at) < 9 and words[i] not in (";", ":") and words[i : i + 2] != ["and", "the"]:
        i += step
    return i


def _excluded(text: list[str], trigger: Trigger) -> bool:
    """Whether the word belongs to a phrase that means something else ('hunger strike')."""
    table = _phrases("not", "phrases")
    for start in range(max(0, trigger.first - 3), trigger.first + 1):
        for words in table.get(text[start], ()):
            end = start + len(words)
            if end > trigger.first and tuple(text[start:end]) == words:
                return True
    return False


def realis(line: Line, trigger: Trigger) -> Realis:
    """Whether a trigger states a fact, read off the words before it in its clause.

    A verb in the present tells a habit in running text; 'to attack' after 'vowed' a wish; 'no attack' nothing.
    """
    text = line.tokens.words
    if is_verb_last(line.tokens):
        return happened(text, trigger)
    if frees(trigger) and is_wished(line, trigger):
        return "hypothetical"
    start = trigger.first
    while start > 0 and text[start - 1] not in _CLAUSE and trigger.first - start < 14:
        start -= 1
    left = text[start : trigger.first]
    near = left[-5:]
    verb = trigger.form != "noun"
    if "and" in near and trigger.form == "past" and cue_set("realis", "modal") & set(left[: left.index("and")]):
        near = near[near.index("and") :]  # 'they would not surrender and return fire killed them'
    if verb and cue_set("realis", "negation") & set(near):
        return "negated"
    if not verb and set(left[-2:]) & {"no", "without", "any", "neither", "nor", "not"}:
        return "negated"
    held = text[trigger.first + 1 : trigger.last] if trigger.form == "noun" and "_" in trigger.lemma else []
    if {"not", "never"} & set(held):
        return "negated"
    if {"will", "would", "should", "could", "may", "might", "to", "must"} & set(held):
        return "future"  # 'talks will be held'
    official = not verb and any(FAMILY[kind] == "diplomacy" for kind, _ in trigger.types)
    if official and {"will", "would", "may", "might", "could"} & set(text[trigger.last + 1 : trigger.last + 3]):
        return "future"
    if verb and cue_set("realis", "modal") & set(near):
        return "future"
    if verb and trigger.form == "base":
        if "to" in left[-3:]:
            governing = left[:-1] if left else []
            if not cue_set("telling", "began") & set(governing[-4:]):
                return "hypothetical"
        elif "did" not in near and ("and" not in left[-1:] or cue_set("realis", "generic") & set(near)):
            return "generic"
    if verb and trigger.form == "s":
        return "generic"
    done_often = bool({"have", "has"} & set(left[-2:]))
    habit = done_often and (_many_times(text, trigger) or any(d.kind == "span" for d in line.dates))
    if verb and trigger.form == "past" and habit and not trigger.harm and not _anchored(line, trigger):
        return "generic"
    if verb and trigger.form == "ing" and {"go", "goes", "gone", "keep", "keeps", "kept"} & set(left[-2:]):
        return "generic"  # 'the groups go on clashing'
    if not verb and _bare_plural(line, trigger) and not _anchored(line, trigger) and not _carried_out(line, trigger):
        return "generic"
    if trigger.form in ("noun", "ing") and _enumerated(text, trigger) and not _anchored(line, trigger):
        return "generic"
    if _has_share(line.tokens):
        return "generic"
    if _of_habit(line.tokens) and not _anchored(line, trigger):
        return "generic"
    if not verb and text[trigger.last].endswith("s") and _many(text, trigger.first):
        return "generic"  # '33,000 murders last year', 'over 300 air strikes'
    if (
        not verb
        and {"deadliest", "worst", "bloodiest", "biggest", "largest"} & set(left[-3:])
        and _ranks(text, trigger)
    ):
        return "generic"
    # 'have killed thousands since', 'attacks have cost 300 lives this year'
    perfect = left[-5:] if verb else text[trigger.last + 1 : trigger.last + 9]
    if (trigger.harm or trigger.form in ("past", "noun")) and {"have", "has"} & set(perfect) and statistic(line):
        return "generic"
    if (
        not verb
        and {"have", "has", "had"} & set(left[-4:])
        and {"seen", "faced", "suffered", "witnessed"} & set(left[-4:])
        and not _anchored(line, trigger)
    ):
        return "generic"
    # 'threat of a missile attack': such words reach over the whole clause for a noun, for a verb only before it
    if cue_set("realis", "hypothetical") & set(left[-7:]) and trigger.form != "past":
        return "hypothetical"
    if trigger.form in ("ing", "noun") and cue_set("realis", "rehearsal") & set(text[: trigger.first]):
        return "hypothetical"  # 'held a naval drill, firing missiles at mock targets'
    if trigger.form == "past" and {"if", "unless", "whether"} & set(left[:6]):
        return "hypothetical"
    around = set(left[-3:]) | set(text[trigger.last + 1 : trigger.last + 3])
    if trigger.form == "past" and _anchored(line, trigger):
        around -= _HOW_MANY  # 'dozens were massacred on Friday'
    if cue_set("realis", "generic") & around - {"every", "type", "years", "months"} and not (
        trigger.harm and not trigger.types
    ):
        return "generic"
    return "real"


_HOW_MANY = frozenset({"dozens", "hundreds", "many", "numerous", "various"})


def _many_times(text: list[str], trigger: Trigger) -> bool:
    """Whether the words about a verb in the perfect tell of many deeds: 'have attacked villages', 'long fought'."""
    behind = text[trigger.last + 1 : trigger.last + 5]
    around = {*text[max(0, trigger.first - 2) : trigger.first], *text[trigger.last + 1 : trigger.last + 7]}
    if around & {"long", "years", "decades", "often", "since", "times"}:
        return True
    for word in behind:
        if word in _CLAUSE or word in ("in", "at", "near", "on", "by", "the", "a", "an", "two", "three"):
            return False
        if word.endswith("s") and len(word) > 3:
            return True
    return False


def _of_habit(tokens: Tokens) -> bool:
    """Whether the sentence tells what was done many times: 'has time and again attacked'."""
    table, text = _phrases("realis", "habit"), tokens.words
    if tokens.present.isdisjoint(table):
        return False
    return any(tuple(text[k : k + len(words)]) == words for k, word in enumerate(text) for words in table.get(word, ()))


def _carried_out(line: Line, trigger: Trigger) -> bool:
    """Whether a plural is the subject of what was done once: 'Air strikes on depots were launched last week'."""
    behind = line.tokens.words[trigger.last + 1 : trigger.last + 14]
    done = {"launched", "carried", "conducted", "staged", "mounted", "took", "erupted", "broke", "began"} & set(behind)
    dated = any(d.start is not None and d.precision <= 4 and d.kind != "span" for d in line.dates)
    return bool(done) and dated


def _enumerated(text: list[str], trigger: Trigger) -> bool:
    """Whether a deed is named as one kind of evil among others: 'insurgency, banditry and kidnapping'."""
    if not text[trigger.last].endswith("ing") or trigger.first != trigger.last:
        return False
    before = text[trigger.first - 1] if trigger.first else ""
    after = text[trigger.last + 1] if trigger.last + 1 < len(text) else "."
    return before in ("and", ",", "or") and not trigger.harm and (after in _CLAUSE or after in (".", "and", "or"))


def _ranks(text: list[str], trigger: Trigger) -> bool:
    """Whether the words behind measure an event against the past: 'the deadliest attack since he took office'."""
    behind = text[trigger.last + 1 : trigger.last + 12]
    return "since" in behind or any(
        behind[k : k + 2] in (["in", "years"], ["in", "months"], ["in", "decades"]) for k in range(len(behind))
    )


_WAR = 1000
"""As many dead as no single attack leaves."""

_LONG = 60
"""Days over which a toll is a running total, not one event's."""


def statistic(line: Line) -> bool:
    """Whether a sentence sums up a war or a year: 'have been killed since 2011', 'this year alone', 'in two months'."""
    text = line.tokens.words
    if line.tokens.present.isdisjoint(("have", "has")):
        return False
    if any(c.outcome == "killed" and (c.low or 0) >= _WAR for c in line.counts):
        return True
    for d in line.dates:
        at = line.tokens.first_at(d.span.start)
        if (
            d.offset is not None
            and d.kind == "span"
            and d.offset[1] >= _LONG
            and {"in", "over", "for", "during"} & set(text[max(0, at - 3) : at])
        ):
            return True
        if d.start is None or line.published is None or (line.published - d.start).days < _LONG:
            continue
        if "since" in text[max(0, at - 14) : at] or d.text.casefold().startswith("this year"):
            return True
    return "since" in line.tokens.present and any(
        text[k] == "since" and text[k + 1] in (",", ".") for k in range(len(text) - 1)
    )


def _many(text: list[str], first: int) -> bool:
    """Whether a number of ten or more stands right before a noun: a tally of events, not one."""
    word = text[first - 1] if first else ""
    return word.isdigit() and (int(word) >= 10 or text[first - 2 : first - 1] == [","])


_SHARE = frozenset({"%", "percent", "cent"})


def _has_share(tokens: Tokens) -> bool:
    """Whether the sentence gives a share ('84 %', '20 per cent'): statistics, not an event."""
    if _SHARE.isdisjoint(tokens.present):
        return False
    text = tokens.words
    return any(
        word in _SHARE and (text[k - 1][:1].isdigit() or text[k - 1] == "per") for k, word in enumerate(text) if k
    )


def _anchored(line: Line, trigger: Trigger) -> bool:
    """Whether a day or a number of people stands in the sentence: habits have neither."""
    if any(
        d.start is not None
        and d.precision <= 2
        and d.kind != "span"
        and not (line.published and d.start > line.published)
        and not said_on(line, d)
        for d in line.dates
    ):
        return True
    return any(c.outcome in ("killed", "injured", "abducted", "arrested") and not c.vague for c in line.counts)


def _bare_plural(line: Line, trigger: Trigger) -> bool:
    """'attacks' without article, number, owner or day: attacks in general."""
    text = line.tokens.words
    last = text[trigger.last]
    if any(
        a.kind in ("state", "forces", "group") and 0 <= trigger.first - line.tokens.first_at(a.span.end) <= 2
        for a in line.actors
    ):
        return False
    if not last.endswith("s") or last.endswith("ss"):
        return False
    before = text[max(0, trigger.first - 3) : trigger.first]
    for k in range(len(before) - 1, -1, -1):
        if before[k] in _CLAUSE or before[k] in ("for", "of", "with", "by", "in", "on", "and", "or"):
            before = before[k + 1 :]
            break
    counted = {"two", "three", "four", "five", "six", "dozen"}
    return not (cue_set("telling", "definite") | cue_set("telling", "indefinite") | counted) & set(before) and not any(
        word[0].isdigit() for word in before
    )


def _definite(line: Line, trigger: Trigger) -> bool:
    if trigger.form != "noun":
        return False
    text = line.tokens.words
    for i in range(trigger.first - 1, max(-1, trigger.first - 5), -1):
        if text[i] in cue_set("telling", "definite"):
            return True
        if text[i] in cue_set("telling", "indefinite") or text[i] in _CLAUSE:
            return False
    return False


def _parts(line: Line, triggers: list[Trigger]) -> list[tuple[Part, str | None]]:
    """The sentence cut where a second event may begin, parts that tell of one event joined again."""
    text = line.tokens.words
    last = len(text) - 1
    seams = cuts(text) if is_verb_last(line.tokens) else _cuts(text)
    parts: list[tuple[Part, str | None]] = []
    start, why = 0, None
    for at, words in seams:
        if at == 0:
            why = words
            continue
        if not any(t.first >= at for t in triggers):
            continue
        if any(start <= t.first < at for t in triggers):
            parts.append((Part(start, at - 1), why))
            start, why = at, words
        elif parts:
            # nothing is told between two seams: the later one parts the events
            parts[-1] = (Part(parts[-1][0].first, at - 1), parts[-1][1])
            start, why = at, words
    # what a sentence opens with came before only where something else follows in it
    parts.append((Part(start, last), why if start or why != "after" else None))
    joined: list[tuple[Part, str | None]] = [parts[0]]
    for part, seam in parts[1:]:
        before, reason = joined[-1]
        if _one_event(line, triggers, before, part, seam or ""):
            # a sentence that opens with what came before ('after the raid, ...') tells, as a whole, of one thing
            joined[-1] = (Part(before.first, part.last), reason if before.first else None)
        else:
            joined.append((part, seam))
    return joined


def _cuts(text: list[str]) -> list[tuple[int, str]]:
    table = _phrases("clause", "response")
    split = cue_set("clause", "split")
    found: list[tuple[int, str]] = []
    after = _opens_after(text)
    go_on = 0
    for i, word in [(i, word) for i, word in enumerate(text) if word in split or word in table or word in _SEAMS]:
        if i < go_on:
            continue
        if (
            word == ";"
            or word in split
            and text[i - 1 : i] != ["a"]
            and not "".join(text[i + 1 : i + 2]).endswith("ing")
        ):
            found.append((i + 1 if word == ";" else i, word))
        elif word == "and" and i + 1 < len(text) and text[i + 1] in ("in", "at", "another", "one", "near"):
            found.append((i, "and"))
        elif word == "," and after >= 0 and _is_opening(text[after:i]) and not any(after < at for at, _ in found):
            # 'After the clashes, the Guards shelled the area': what comes first is what was told before
            found.append((i + 1, "then"))
        elif word == "," and i + 2 < len(text) and text[i + 1] == "and":
            found.append((i + 1, "and"))
            go_on = i + 2
        elif word == "and" and i + 1 < len(text) and text[i + 1] in ("the", "a", "an"):
            found.append((i, "and the"))
        else:
            for words in table.get(word, ()):
                if words == ("since",) and text[i + 2 : i + 3] in (["was"], ["were"], ["has"], ["have"]):
                    continue  # 'held captive since 2022 was set free'
                if tuple(text[i : i + len(words)]) == words and text[i : i + 2] != ["since", "then"]:
                    found.append((i, " ".join(words)))
                    go_on = i + len(words)
                    break
    return found


_SEAMS = frozenset({";", ",", "and"})


def _is_opening(opening: list[str]) -> bool:
    """Whether words from 'after' to a comma are few enough to be what came before; a seizure is told at length."""
    return len(opening) <= (20 if cue_set("captivity", "told") & set(opening) else 12)


_QUOTES = frozenset('"“')
_BEFORE_COMMA = frozenset({"after", "following", "before"})
_ANSWERED = frozenset("answered responded retaliated replied countered".split())
_SPELLS = frozenset("minute minutes hour hours day days week weeks month months year years soon shortly".split())


def _opens_after(text: list[str]) -> int:
    """Where the word stands behind which a sentence opens with what came before, -1 where it does not.

    'After the clashes, ...', 'Two days after the raid, ...', 'On Monday, a day after gunmen killed four, ...'.
    """
    for i, word in enumerate(text[:10]):
        if word in _BEFORE_COMMA and (i == (text[0] in _QUOTES) or text[i - 1] in _SPELLS):
            return i
    return -1


_STAYS = frozenset({"after", "following", "and", "and the", "over the", "caused by"})


def _one_event(line: Line, triggers: list[Trigger], a: Part, b: Part, words: str) -> bool:
    """Whether two neighbouring parts tell of one event: no date, place or toll of theirs speaks against it."""
    mine, yours = [[t for t in triggers if p.first <= t.first <= p.last] for p in (a, b)]
    families = [{FAMILY[k] for t in group for k, _ in t.types} for group in (mine, yours)]
    violent = [("violence" in f) or any(t.harm for t in g) for f, g in zip(families, (mine, yours), strict=True)]
    if not all(violent):
        if words == "and" and not any(t.types for t in yours) and not event_dates(line, b) and not _places(line, b):
            return True  # 'raided a hideout in X, and six were killed': what came of it
        if {phase_of(mine), phase_of(yours)} == {"seized", "freed"}:
            return False
        where = [_places(line, p) for p in (a, b)]
        if where[0] and where[1] and not _nested(where[0], where[1]):
            return False
        taken = "abduction" in families[1] and violent[0] and not event_dates(line, b) and not _places(line, b)
        killed = any(c.outcome == "killed" and _inside(line, a, c.span) for c in line.counts)
        if taken and words == "and" and not killed:
            return True  # 'attacked a village, and made off with fifteen': the raid was for them
        return bool(families[0] & families[1]) and words in _STAYS
    if words not in _STAYS and words not in ("while", ";", "meanwhile", "whereas", "since"):
        return False
    if words == "since":
        return False
    if words in (";", "while") and not any(realis(line, t) == "real" for t in mine) and any(t.types for t in mine):
        return False
    if words == "and the" and {_nature(mine), _nature(yours)} == {"strike", "other"}:
        return False
    opening = line.tokens.words[b.first : yours[0].first + 1]
    if _nature(yours) == "strike" and _ANSWERED & set(opening):
        return False
    # 'strikes strained relations, and nine labourers were killed': a toll of its own is an event of its own
    strained = _nature(mine) == "strike" and _nature(yours) == "other" and not any(t.harm for t in mine)
    if (
        words == "and"
        and strained
        and not is_verb_last(line.tokens)
        and any(c.outcome == "killed" and _inside(line, b, c.span) for c in line.counts)
    ):
        return False
    if words in _LATER and _counted_to(line, b):
        return False
    dates = [event_dates(line, p) for p in (a, b)]
    if dates[0] and dates[1] and not _overlap(dates[0][0], dates[1][0]):
        return False
    places = [_places(line, p) for p in (a, b)]
    if places[0] and places[1] and not _nested(places[0], places[1]):
        return False
    if words in ("while", "whereas", "meanwhile") and all(any(t.types for t in g) for g in (mine, yours)):
        return False
    if words in ("while", ";", "whereas", "meanwhile"):
        tolls = [[c for c in line.counts if c.outcome == "killed" and _inside(line, p, c.span)] for p in (a, b)]
        return not (tolls[0] and tolls[1]) and not (places[0] and places[1])
    if words == "and":
        return not (places[0] and places[1] and all(any(t.types for t in g) or line.counts for g in (mine, yours)))
    return True


_LATER = frozenset({"after", "following", "since"})


def _counted_to(line: Line, part: Part) -> bool:
    """Whether time lies between what a part tells and what was told before: 'came a day after rockets had landed'."""
    at = line.tokens.ends[part.first]
    spans = (d for d in line.dates if d.kind == "event" and d.direction == "after" and d.span.end == at)
    return any(d.offset is not None and d.offset[1] > 0 for d in spans)


def event_dates(line: Line, part: Part) -> list[DateMention]:
    """The dates of a part that may be an event's: no durations, no stamps, no 'said on Thursday'."""
    return [
        d
        for d in line.dates
        if d.kind != "span"
        and not d.stamp
        and _inside(line, part, d.span)
        and not said_on(line, d)
        and not _of_other(line, d)
    ]


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


def _of_other(line: Line, mention: DateMention) -> bool:
    """Whether the date belongs to another noun: 'since the coup of 2021', 'the revolution of 1979', 'since April'."""
    text = line.tokens.words
    at = line.tokens.first_at(mention.span.start)
    before = text[max(0, at - 7) : at]
    before = text[max(0, at - 14) : at]
    if text[at - 1 : at] == ["since"] and _runs_on(line, mention) and {"have", "has"} & set(text):
        return False
    if mention.kind != "event" and "since" in before and not {",", ";"} & set(before[before.index("since") :]):
        since = at - len(before) + before.index("since")
        when = text[line.tokens.first_at(mention.span.end) :][:2] == [",", "when"]
        if not when and not any(since < t.first < at and not _excluded(text, t) for t in line.triggers):
            return True
    if text[at - 1 : at] == ["of"] and at >= 2 and mention.precision >= 4:
        noun = at - 2
        return not any(t.first <= noun <= t.last for t in line.triggers)
    return False


def _runs_on(line: Line, mention: DateMention) -> bool:
    """Whether a date reaches from a day of the last weeks to that of publication ('since Friday')."""
    if mention.start is None or mention.start == mention.end:
        return False
    return mention.end == line.published and mention.precision <= 4


def _nature(triggers: list[Trigger]) -> str:
    """'strike' where fire from a distance is told by a strong word, 'other' where harm or an attack is, else ''."""
    kinds = {k for t in triggers for k, s in t.types if s == "strong"}
    if "strike" in kinds:
        return "strike"
    return "other" if kinds or any(t.harm for t in triggers) else ""


def said_on(line: Line, mention: DateMention) -> bool:
    """Whether the date is that of the saying ('an official said on Thursday'), not of what is said."""
    text = line.tokens.words
    at = line.tokens.first_at(mention.span.start)
    if is_verb_last(line.tokens):
        return said(text, line.tokens.first_at(mention.span.end - 1) + 1, line.triggers)
    i = at - 1
    while i >= 0 and text[i] in cue_set("telling", "free"):
        i -= 1
    after = line.tokens.first_at(mention.span.end)
    behind = text[after : after + 1]
    if behind and behind[0] in cue_set("telling", "reacting") | cue_set("telling", "says"):
        return True  # 'the president on Tuesday condemned'
    if at <= 1 and mention.kind != "event" and _opens_on_reaction(line, after):
        return True
    if i < 0:
        return False
    if text[i] in cue_set("telling", "saying") and text[after : after + 2] == ["to", "have"]:
        return False  # 'were reported last month to have killed a hostage'
    if text[i] in cue_set("telling", "saying") or text[i] in cue_set("telling", "reacting"):
        return True
    if text[i] == "known" and i and text[i - 1] in ("made", "make"):
        return True
    if text[i] in _BULLETINS and cue_set("telling", "saying") & set(text[max(0, i - 6) : i]):
        return True
    if text[i] in _GIVEN_OUT and (_BULLETINS | _TELL_ONLY | {"statement"}) & set(text[max(0, i - 3) : i]):
        return True  # 'a statement issued on Tuesday'
    if text[i] in _TELL_ONLY and {"in", "at", "during", "to"} & set(text[max(0, i - 4) : i]):
        return True  # 'In a press release on Tuesday, the ministry said'
    # 'told reporters in Islamabad on Sunday', 'said the monitor of such groups late on Thursday'
    told = {k for t in line.triggers if t.form != "noun" for k in range(t.first, t.last + 1)}
    for back in range(i, max(-1, i - 10), -1):
        if text[back] in cue_set("telling", "says"):
            return True
        if text[back] in (",", ";", "that", "when", "after", "before", "which", "who") or back in told:
            return False
    return False


def _opens_on_reaction(line: Line, after: int) -> bool:
    """Whether the first verb of a sentence that opens with a day tells what was said to an act ('condemned')."""
    text = line.tokens.words
    acts = {t.first for t in line.triggers if t.form != "noun" and t.lemma != "claim responsibility"}
    for i in range(after + (text[after : after + 1] == [","]), min(len(text), after + 8)):
        if i in acts or text[i] in _CLAUSE:
            return False
        if text[i] in cue_set("telling", "reacting"):
            return True
    return False


_BULLETINS = frozenset(
    "release statement briefing conference communique post tweet message bulletin report interview".split()
)
"""What somebody tells of something in: 'announced in a press release on Wednesday'."""
_TELL_ONLY = frozenset("release briefing communique tweet message bulletin interview".split())
"""Those of them that are nothing else (a 'post' may be a police post)."""
_GIVEN_OUT = frozenset("issued released published posted carried broadcast aired".split())


def _inside(line: Line, part: Part, span: Span) -> bool:
    return line.tokens.starts[part.first] <= span.start < line.tokens.ends[part.last]


def _places(line: Line, part: Part) -> list[Toponym]:
    return [
        t
        for t in line.toponyms
        if t.role == "location"
        and (t.place is None or t.place.level != "country")
        and _inside(line, part, t.span)
        and not _cared_for(line, t)
    ]


def _cared_for(line: Line, toponym: Toponym) -> bool:
    """Whether it is where the wounded lie: 'four are in hospital at Turbat'."""
    at = line.tokens.first_at(toponym.span.start)
    return any(word.startswith(("hospital", "clinic", "morgue")) for word in line.tokens.words[max(0, at - 4) : at])


def _overlap(a: DateMention, b: DateMention) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return True
    return a.start <= b.end and b.start <= a.end


def _nested(a: list[Toponym], b: list[Toponym]) -> bool:
    """Whether some place of one list is, holds or lies in some place of the other."""
    for x in a:
        for y in b:
            if x.place is None or y.place is None:
                if x.surface.casefold() == y.surface.casefold():
                    return True
                known, held = (x, y.within) if y.place is None else (y, x.within)
                if known.place is not None and held is not None and held.id == known.place.id:
                    return True
                continue
            if x.place.id == y.place.id:
                return True
            if x.place.country == y.place.country and (
                x.place.level in ("province", "region")
                and x.place.name == y.place.admin1
                or y.place.level in ("province", "region")
                and y.place.name == x.place.admin1
            ):
                return True
    return False
