"""What a sentence tells of people taken: that they were seized or came free, and which clause tells the one, which the
other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from geo.reading import Line, Reading, cue_set
from geo.triggers import Trigger
from geo.verb_last import is_verb_last

Phase = Literal["seized", "freed"]

_REACH = 8
"""Words between a verb and the people it is about."""
_CLAUSE_REACH = 14
"""Words between 'whom' and the verb of its clause."""
_STOPS = frozenset({";", ":", "—", "–", "(", ")", ".", "“", "”"})
"""Marks that no phrase reaches over."""
_PRONOUNS = frozenset("they them he him she her all both those everyone everybody".split())
_OWNERS = frozenset({"their", "his", "her", "'s", "'", "’"})
"""Before 'release': somebody's."""
_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve dozen rest others".split())
_HAVE = frozenset("have has had".split())
_WHO = frozenset({"who", "that", "which"})
_OPENS_PHRASE = frozenset(
    "in on by last this from near during at earlier since while along after ago outside yesterday when as late early "
    "around inside between over off aboard close two three four five six nearly more".split()
)
"""Behind a participle that tells who somebody is: 'the men kidnapped in May'."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that only tells who somebody is by telling how they were taken: 'the men kidnapped in May by rebels'."""

    opens: int
    """Where the words for the people it is about begin."""
    first: int
    last: int
    trigger: Trigger


def frees(trigger: Trigger) -> bool:
    """Whether a trigger tells that people came free."""
    return trigger.lemma in cue_set("captivity", "freed")


def seizes(trigger: Trigger) -> bool:
    """Whether it tells that people were taken; nouns for those held ('hostage') tell neither."""
    return (
        any(kind == "abduction" for kind, _ in trigger.types)
        and not frees(trigger)
        and trigger.lemma not in cue_set("captivity", "held")
    )


def phase_of(triggers: Sequence[Trigger]) -> Phase | None:
    """What triggers tell of people taken; None where they only name those held."""
    if any(frees(t) for t in triggers):
        return "freed"
    return "seized" if any(seizes(t) for t in triggers) else None


def names_only(trigger: Trigger) -> bool:
    """Whether a word only names those held or their holders: it tells no act, place or day."""
    return trigger.lemma in cue_set("captivity", "persons")


@cache
def _auxiliaries() -> frozenset[str]:
    """Forms of 'be' and 'have'."""
    return cue_set("who", "be") | _HAVE


def is_attribute(line: Line, trigger: Trigger) -> bool:
    """'the kidnapped officials': the verb only describes the people behind it."""
    words = line.tokens.words
    if trigger.form != "past" or _auxiliaries() & set(words[max(0, trigger.first - 1) : trigger.first]):
        return False
    behind = trigger.last + 1
    if words[behind : behind + 1] and words[behind] in cue_set("captivity", "people"):
        return True
    return any(line.tokens.first_at(a.span.start) == behind and a.kind == "people" for a in line.actors)


def read_seizure(reading: Reading, line: Line, trigger: Trigger) -> Trigger | None:
    """A word of many meanings as what it tells here: a seizure for sure, perhaps one, or nothing."""
    if trigger.lemma not in cue_set("captivity", "taken"):
        return trigger
    if _surely_taken(reading, line, trigger):
        return replace(trigger, types=(("abduction", "strong"),))
    return None if trigger.lemma in cue_set("captivity", "dragged") else trigger


def _surely_taken(reading: Reading, line: Line, trigger: Trigger) -> bool:
    """'they were taken away': words of many meanings that tell a seizure where people are their passive subject."""
    words = line.tokens.words
    if not _is_passive(words, trigger):
        return False
    near = words[max(0, trigger.first - 4) : trigger.first]
    behind = words[trigger.last + 1 : trigger.last + 8]
    if "day" in words[max(0, trigger.first - 5) : trigger.first]:
        return False  # 'on the day they were taken, troops ...'
    if cue_set("captivity", "brought") & {*behind, *near}:
        return False
    people = any(
        a.kind in ("people", "forces") and 0 <= trigger.first - line.tokens.first_at(a.span.end - 1) <= _REACH
        for a in line.actors
    )
    if not people and not (_PRONOUNS - {"all", "both"} | cue_set("captivity", "people")) & set(near):
        return False
    if "by" in behind[:5]:
        by = trigger.last + 1 + behind.index("by")
        doers = [a for a in line.actors if 0 < line.tokens.first_at(a.span.start) - by <= 4]
        if doers and doers[0].kind in ("group", "unidentified"):
            return True
    if trigger.lemma in cue_set("captivity", "taken_away"):
        return True
    # 'the workers were taken in X last Monday', where the report is about captives
    begun = "".join(behind[:1]) in ("in", "from", "near", "last", "on")
    held = cue_set("captivity", "held_words")
    return trigger.lemma == "take" and begun and any(not held.isdisjoint(x.tokens.words) for x in reading.lines)


def read_release(reading: Reading, number: int, line: Line, trigger: Trigger) -> Trigger | None:
    """A word of release as what it tells here: captors letting go (abduction), forces getting back (operation), or
    neither, where the report speaks of nobody taken or the word is about no people."""
    types = dict(trigger.types)
    if cue_set("captivity", "published") & set(line.tokens.words[trigger.last + 1 : trigger.last + 5]):
        return None  # 'the police released footage'
    about_captives = _told_of(reading, number, trigger) and _of_people(line, trigger) and not _of_law(line, trigger)
    if not about_captives:
        types.pop("abduction", None)
    elif _by_forces(line, trigger):
        fought = any(strength == "strong" and kind in _FIGHTS for t in line.triggers for kind, strength in t.types)
        types = {"operation": "weak" if fought else "strong"}
    else:
        types = {"abduction": "weak"}
    if not types and not trigger.harm:
        return None
    return replace(trigger, types=tuple(types.items()))


_FIGHTS = frozenset({"attack", "clash", "strike"})
"""Types beside which a rescue is what came of the fighting."""


def _told_of(reading: Reading, number: int, trigger: Trigger) -> bool:
    """Whether the report speaks of people taken.

    A word that tells many things ('hand over') asks for it close by, unless people come back unhurt.
    """
    lines = reading.lines
    behind = lines[number].tokens.words[trigger.last + 1 : trigger.last + 4]
    if trigger.lemma in cue_set("captivity", "often_else") and not cue_set("captivity", "unhurt") & set(behind):
        lines = lines[max(0, number - 2) : number + 1]
    words = cue_set("captivity", "told")
    return any(
        not words.isdisjoint(x.tokens.words)
        or any(("abduction", "strong") in t.types and t.lemma not in cue_set("captivity", "taken") for t in x.triggers)
        for x in lines
    )


def _of_people(line: Line, trigger: Trigger) -> bool:
    """Whether people stand beside a word of release: its subject or object."""
    words = line.tokens.words
    if trigger.form == "noun" and trigger.lemma == "release":
        people = cue_set("captivity", "people")
        owned = (_OWNERS | people) & set(words[max(0, trigger.first - 1) : trigger.first])
        if not owned and words[trigger.last + 1 : trigger.last + 2] != ["of"]:
            return False
    if trigger.lemma in cue_set("captivity", "exchanges") and not _is_passive(words, trigger):
        behind = words[trigger.last + 1 : trigger.last + _CLAUSE_REACH]
        if "for" not in behind or {"fire", "gunfire", "shots"} & set(behind):
            return False
    begin, end = trigger.first, trigger.last
    near = trigger.lemma in cue_set("captivity", "often_else")
    reach, stops = (_CLAUSE_REACH, _STOPS) if near else (len(words), {";"})
    while begin > 0 and trigger.first - begin < reach and words[begin - 1] not in stops:
        begin -= 1
    while end + 1 < len(words) and end - trigger.last < _REACH and words[end + 1] not in _STOPS | {","}:
        end += 1
    around = words[begin : end + 1]
    if trigger.lemma == "escape":
        # 'the gunmen took three and escaped' tells of no captives
        from_them = cue_set("captivity", "holders") & set(words[trigger.last + 1 : end + 1])
        runs = [a for a in line.actors if begin <= line.tokens.first_at(a.span.start) < trigger.first]
        return bool(from_them) or bool(runs) and runs[-1].kind == "people"
    if (_PRONOUNS | _NUMBERS | cue_set("captivity", "people")) & set(around) or any(w.isdigit() for w in around):
        return True
    return any(
        a.kind in ("people", "forces") and begin <= line.tokens.first_at(a.span.start) <= end for a in line.actors
    )


def _of_law(line: Line, trigger: Trigger) -> bool:
    """Whether it is a court or a jail that lets somebody go, or prisoners go free, not captives."""
    words = line.tokens.words
    if trigger.lemma in cue_set("captivity", "exchanges"):
        return False
    near = set(words[max(0, trigger.first - 5) : trigger.last + 6])
    return bool(near & cue_set("captivity", "law"))


def _by_forces(line: Line, trigger: Trigger) -> bool:
    """Whether a state's men got them back: 'troops freed five hostages', 'were freed by the army'."""
    words = line.tokens.words
    if cue_set("captivity", "raids") & set(words[max(0, trigger.first - 12) : trigger.last + 10]):
        return True
    if _is_passive(words, trigger):
        behind = words[trigger.last + 1 : trigger.last + 10]
        if "by" not in behind:
            return False
        by = trigger.last + 1 + behind.index("by")
        doers = [a for a in line.actors if 0 < line.tokens.first_at(a.span.start) - by <= 4]
        return bool(doers) and doers[0].kind in ("forces", "state")
    if trigger.form == "noun" or trigger.lemma in cue_set("captivity", "subject_freed"):
        return False
    before = [
        a
        for a in line.actors
        if 0 < trigger.first - line.tokens.first_at(a.span.end) + 1 <= 2 * _CLAUSE_REACH
        and a.role != "place"
        and not _STOPS & set(words[line.tokens.first_at(a.span.end) : trigger.first])
    ]
    if not before:
        return False
    # 'troops killed nine bandits and freed 16 captives': the subject is that of the verb before
    doer = before[0] if words[trigger.first - 1] == "and" else before[-1]
    return doer.kind in ("forces", "state") and "after" not in words[max(0, trigger.first - 4) : trigger.first]


def _is_passive(words: list[str], trigger: Trigger) -> bool:
    i = trigger.first - 1
    while i > 0 and (words[i] in cue_set("captivity", "adverbs") or words[i].endswith("ly")):
        i -= 1
    by = words[trigger.last + 1 : trigger.last + 2] == ["by"]
    return trigger.form == "past" and (i < 0 or words[i] in cue_set("who", "be") or by)


def is_wished(line: Line, trigger: Trigger) -> bool:
    """Whether a release is asked for or still to come: 'for the guards to be freed', 'talks on their release'."""
    words = line.tokens.words
    left = words[max(0, trigger.first - 9) : trigger.first]
    if trigger.form == "noun" and trigger.lemma == "release":
        told = cue_set("captivity", "confirms") & set(left)
        behind = {"came", "comes", "follows", "followed", "took"} & set(words[trigger.last + 1 : trigger.last + 14])
        asked = "for" in left[-4:] or bool(cue_set("captivity", "asks") & set(left))
        return asked or not (told or behind)
    if trigger.form in ("base", "ing", "s"):
        return True
    told_of = (cue_set("who", "be") | {"include"}) & set(words[trigger.last + 1 : trigger.last + 2])
    if told_of and not _is_passive(words, trigger):
        return True  # 'nine of the people released are minors'
    if "to" in left[-1:] or "to" in left[-3:] and {"be", "get"} & set(left[-2:]):
        return True
    return bool({"until", "unless", "till", "if", "once", "being"} & set(left[-7:])) or bool(
        {"would", "will", "could", "should"} & set(left[-5:])
    )


def retold(line: Line, first: int, last: int, triggers: Sequence[Trigger]) -> list[Clause]:
    """The clauses of a stretch of a sentence that tell a seizure beside the release or killing that it is about.

    'Two men [whom rebels took last week near X] were let go on Friday', 'killed six hostages [abducted on Monday]'.
    """
    if is_verb_last(line.tokens):
        return []
    found = []
    for trigger in triggers:
        if trigger.form != "past" or not seizes(trigger):
            continue
        others = [t for t in triggers if t is not trigger and (_tells_end(t) or _taken_too(line, trigger, t))]
        opened = _opened(line, first, trigger, [t for t in others if t.first > trigger.last])
        if opened is None:
            continue
        clause = _bounded(line, last, trigger, opened, others)
        if clause is not None:
            found.append(clause)
    return found


def _frees_later(others: Sequence[Trigger]) -> bool:
    """'Bandits who abducted 38 pupils in April freed them on Wednesday'."""
    return bool(others) and frees(others[0])


def _tells_end(trigger: Trigger) -> bool:
    """Whether a trigger tells what became of people taken: they came free or were killed."""
    deadly = trigger.harm or any(kind == "attack" and strength == "strong" for kind, strength in trigger.types)
    return frees(trigger) or deadly and trigger.form == "past"


def _taken_too(line: Line, first: Trigger, other: Trigger) -> bool:
    """Whether the sentence goes on to take more people: 'officials sent to free men seized in X were taken'."""
    words = line.tokens.words
    between = words[first.last + 1 : other.first]
    return seizes(other) and other.first > first.last and _is_passive(words, other) and not {"and", "or"} & set(between)


def _opened(line: Line, first: int, trigger: Trigger, others: Sequence[Trigger]) -> tuple[int, int] | None:
    """Where the people and where the clause about them begin, None where the verb is that of the sentence."""
    words = line.tokens.words
    at = trigger.first
    back = at - 1
    while back > first and words[back] in cue_set("captivity", "adverbs"):
        back -= 1
    after = "".join(words[trigger.last + 1 : trigger.last + 2])
    if words[back] not in _auxiliaries():
        people = _people_before(line, back + (words[back] != ","))
        dated = any(line.tokens.first_at(d.span.start) == trigger.last + 1 for d in line.dates)
        bare = after in _OPENS_PHRASE | _auxiliaries() or after[:1].isdigit() and dated or dated
        if people is not None and people >= first and bare:
            return people, at
    begun = at
    while begun > first and at - begun < _CLAUSE_REACH and words[begun - 1] not in _STOPS - {"(", ")"}:
        begun -= 1
        if words[begun] == "whom" or words[begun] in _WHO and (_is_passive(words, trigger) or _frees_later(others)):
            people = _people_before(line, begun - (words[begun - 1] == ","))
            return (people if people is not None and people >= first else begun), begun
        if words[begun] == ",":
            break
    if words[back] in _HAVE or words[at - 1] in ("they", "it", "he"):
        subject = back - 1 if words[back] in _HAVE else at - 1
        if words[subject] in ("they", "it", "he"):
            people = _people_before(line, subject)
            if people is not None and people >= first:
                return people, subject
    return None


def _people_before(line: Line, end: int) -> int | None:
    """Where the words for people begin that end right before a token."""
    words = line.tokens.words
    if words[end - 1 : end] == ["those"] or words[end - 2 : end] in (["of", "them"], ["of", "whom"]):
        return end - 1
    starts = [
        line.tokens.first_at(a.span.start)
        for a in line.actors
        if a.kind in ("people", "forces", "place-target") and line.tokens.first_at(a.span.end - 1) == end - 1
    ]
    starts += [
        line.tokens.first_at(c.span.start)
        for c in line.counts
        if line.tokens.first_at((c.noun_span or c.span).end - 1) == end - 1 and c.noun_span is not None
    ]
    if not starts and words[end - 1 : end] and words[end - 1] in cue_set("captivity", "people"):
        starts = [end - 1]
    return min(starts, default=None)


def _bounded(
    line: Line, last: int, trigger: Trigger, opened: tuple[int, int], others: Sequence[Trigger]
) -> Clause | None:
    words = line.tokens.words
    people, first = opened
    behind = [t for t in others if t.first > trigger.last]
    if behind:
        end = behind[0].first - 1
        between_verbs = _auxiliaries() | cue_set("captivity", "adverbs") | {","}
        while end > trigger.last and (words[end] in between_verbs or words[end].endswith("ly")):
            end -= 1
        between = words[end + 1 : behind[0].first]
        told = set(words[trigger.last + 1 : behind[0].first])
        active = words[first] in _WHO and not _is_passive(words, trigger)
        if active and {"and", "but"} & told:
            return None
        if (
            active
            or frees(behind[0])
            and (_auxiliaries() | {"now"}) & set(between)
            or not told & {"and", "but", "who", "whom"}
        ):
            return Clause(people, first, end, trigger)
        return None
    before = [t for t in others if t.last < first]
    if not before:
        return None
    gap = words[before[-1].last + 1 : people]
    if not frees(before[-1]) and {",", "and", ";"} & set(gap):
        return None
    end = last
    for at in range(trigger.last + 1, last):
        if words[at] == "," and words[at + 1] in ("after", "following", "and", "but", "in") and not _in_date(line, at):
            end = at - 1
            break
    dates = [line.tokens.first_at(d.span.start) for d in line.dates]
    inside, outside = [k for k in dates if first <= k <= end], [k for k in dates if k < first]
    if len(inside) > 1 and not outside:
        end = inside[-1] - 1 - (words[inside[-1] - 1] in ("on", "in", "late", "early"))
    return Clause(people, first, end, trigger)


def _in_date(line: Line, at: int) -> bool:
    start = line.tokens.starts[at]
    return any(d.span.start <= start < d.span.end for d in line.dates)
