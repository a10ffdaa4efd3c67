"""The record of people counted in a report, and how the counts of one incident make its toll."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geo.incident import Toll
from seeds.report import Span

Outcome = Literal["killed", "injured", "abducted", "arrested", "freed", "missing", "present"]
Party = Literal["victim", "attacker"]
Body = Literal["force", "civilian", "group"]
"""What the noun tells beyond the party: bearers of arms for a state, people without arms, or a sort of people who are
mostly some of a larger figure (children, women)."""


@dataclass(frozen=True, slots=True)
class Count:
    """One counted group of people.

    ``low`` and ``high`` are people, both ends included: exactly 11 is (11, 11), at least 11 (11, None), up to 11
    (None, 11); both None where the words are vague ('dozens'). ``span`` covers the number with its modifier
    ('at least 11'), ``noun_span`` the people counted. ``outcome`` is None where the words do not say which of killed
    and injured ('casualties'); 'present' are people at the scene of whom nothing is said. ``party`` is told by the noun
    alone. ``part_of`` is the index (in the same tuple) of the total this is a subset of, ``subset`` is True too where
    that total was not found; ``adds_to`` the index of the first member of a list that this belongs to ('six soldiers
    and two civilians'). ``cue`` covers the words that tell the outcome. ``implied``: no number is written ('killed the
    mayor'). ``additional``: on top of another figure ('two more'). ``cumulative``: its sentence tells of a stretch of
    time ('since then', 'in the past day'), so the figure may cover more than one incident. ``weak``: an earlier count
    that the text itself replaces; it gives way to any other figure of the incident. ``total``: the figure of a toll
    ('the death toll rose to 30').
    """

    span: Span
    text: str
    low: int | None
    high: int | None
    outcome: Outcome | None
    sentence: int
    noun: str | None = None
    noun_span: Span | None = None
    party: Party | None = None
    nationality: str | None = None
    part_of: int | None = None
    adds_to: int | None = None
    speaker_span: Span | None = None
    cue: Span | None = None
    approx: bool = False
    implied: bool = False
    vague: bool = False
    additional: bool = False
    subset: bool = False
    cumulative: bool = False
    weak: bool = False
    total: bool = False
    body: Body | None = None


def numbered(counts: Iterable[Count]) -> bool:
    """Whether a number of people killed, hurt or taken is told, not in vague words."""
    return any(c.outcome in ("killed", "injured", "abducted", "arrested") and not c.vague for c in counts)


def most(counts: Iterable[Count], outcome: Outcome) -> int:
    """The most people told to have met one outcome, 0 where none are."""
    return max((c.low or 0 for c in counts if c.outcome == outcome), default=0)


def toll(counts: Iterable[Count], outcome: Outcome, *, everyone: bool = False) -> tuple[Toll, tuple[Count, ...]] | None:
    """Merge the counts of one incident into (low, high) and tell which counts it used; None where none gives a number.

    Victims are counted; dead or hurt attackers only widen the high end ([victims, everybody]), unless ``everyone``
    (clash, operation, strike), where both sides add up, and 'ten people' hold six militants. Lists add up, subsets are
    left out, a later 'two more' adds to the figure before it, tallies over a time and earlier counts give way to
    figures of the incident, 'nine people' holds 'seven soldiers', totals that conflict give [lowest, highest]. Pass the
    counts in their order.
    """
    used = [
        c
        for c in counts
        if c.outcome == outcome and not c.subset and c.part_of is None and (c.low is not None or c.high is not None)
    ]
    if any(not c.cumulative for c in used):
        used = [c for c in used if not c.cumulative]
    if not everyone:
        used = _without_attackers(used, [c for c in counts if c.outcome == outcome and c.party == "attacker"])
    used = _without_weak(_told_again(_under_totals(used)))
    statements = _statements(used)
    if any(not c.implied and c.party != "attacker" for c in used):
        statements = [s for s in statements if any(not c.implied for c in s)]
    statements = _without_sum_of_both(_without_strays(statements))
    victims: list[tuple[Toll, Body | None]] = []
    attackers: list[Toll] = []
    for statement in statements:
        own = [c for c in statement if c.party != "attacker"]
        theirs = [c for c in statement if c.party == "attacker"]
        if own:
            victims.append((_sum(own), _body(own)))
        if theirs:
            attackers.append(_sum(theirs))
    told = tuple(c for s in statements for c in s)
    if not victims:
        return (_span_of(attackers), told) if everyone and attackers else None
    merged = _by_body(victims)
    if attackers and everyone and any(c.party is None and (c.low or 0) > (_span_of(attackers)[0] or 0) for c in used):
        attackers = []  # 'ten people' are all the dead
    if attackers:
        more_low, more_high = _span_of(attackers)
        high = None if merged[1] is None or more_high is None else merged[1] + more_high
        low = (merged[0] or 0) + (more_low or 0) if everyone else merged[0]
        merged = (low, high)
    return merged, told


_RISE = 5
"""Times that the toll of one act may grow within a report."""


def _without_attackers(used: Sequence[Count], attackers: Sequence[Count]) -> list[Count]:
    """'Ten people died, six of them attackers': four to ten, for the attackers are no victims."""

    def told_among(count: Count) -> int:
        some = (
            a.low or 0
            for a in attackers
            if (a.subset or a.part_of is not None) and a.sentence == count.sentence and a.span.start > count.span.start
        )
        return next(some, 0)

    def of_victims(count: Count) -> Count:
        some = told_among(count) if count.party is None and count.adds_to is None else 0
        return replace(count, low=count.low - some) if some and count.low and some < count.low else count

    return [of_victims(c) for c in used]


def _under_totals(used: Sequence[Count]) -> list[Count]:
    """'Seven more died, which took the toll to 59': the figures that a toll holds are left out beside it."""
    told = (c for c in used if not c.total and not c.additional and c.party != "attacker")
    others = max((c.low or 0 for c in told), default=0)
    if others:  # a toll many times higher is that of a war
        used = [c for c in used if not c.total or (c.low or 0) <= _RISE * others + _RISE]
    top = max((c.low or 0 for c in used if c.total), default=0)
    return [c for c in used if c.total or c.party == "attacker" or (c.low or 0) >= top]


def _told_again(used: Sequence[Count]) -> list[Count]:
    """'Troops killed two gunmen. The two men died in ...': people of no party who are the attackers told before."""
    if any(c.party == "victim" for c in used):
        return list(used)

    def again(n: int, count: Count) -> bool:
        same = (c for c in used[:n] if c.party == "attacker" and c.sentence < count.sentence)
        return count.party is None and not count.additional and any(c.low == count.low for c in same)

    return [c for n, c in enumerate(used) if not again(n, c)]


def _without_weak(used: Sequence[Count]) -> list[Count]:
    """The figures without the weak ones, and without 'nobody' beside somebody, unless both name sources."""
    firm = [c for c in used if c.party != "attacker" and not c.weak and c.high != 0]
    if not firm:
        return list(used)
    sourced = any(c.speaker_span is not None for c in firm)

    def gives_way(count: Count) -> bool:
        rival = sourced and count.speaker_span is not None
        return count.party != "attacker" and (count.weak or count.high == 0 and not rival)

    return [c for c in used if not gives_way(c)]


def _without_strays(statements: list[list[Count]]) -> list[list[Count]]:
    """The statements without those whose figure nobody is named for and that differ from the first about such people.

    Sources that disagree are named where they do; another figure in passing is of another incident.
    """
    first: dict[tuple[Party | None, Body | None], Toll] = {}
    kept = []
    for statement in statements:
        people, figure = (statement[0].party, _body(statement)), _sum(statement)
        known = first.setdefault(people, figure)
        exact = known[0] == known[1] and figure[0] == figure[1]
        if known == figure or not exact or any(c.speaker_span is not None or c.total for c in statement):
            kept.append(statement)
    return kept


def _without_sum_of_both(statements: list[list[Count]]) -> list[list[Count]]:
    """'Four people died' is left out where the four are one officer and three of the attackers."""

    def by(party: Party | None) -> set[int]:
        return {sum(c.low or 0 for c in s if c.party == party) for s in statements if any(c.party == party for c in s)}

    sums = {mine + theirs for mine in by("victim") for theirs in by("attacker")}
    return [s for s in statements if any(c.party is not None for c in s) or sum(c.low or 0 for c in s) not in sums]


def _body(counts: Sequence[Count]) -> Body | None:
    bodies = {c.body for c in counts}
    return next(iter(bodies)) if len(bodies) == 1 else None


def _by_body(totals: Sequence[tuple[Toll, Body | None]]) -> Toll:
    """One range for totals of several sorts of people.

    'Nine people' holds the 'seven soldiers' and the 'two civilians' told elsewhere; soldiers and civilians told apart
    add up where nobody tells both together; children are some of whoever is more.
    """

    def size(total: Toll) -> int:
        return total[0] or total[1] or 0

    holding = [t for t, body in totals if body is None] or [t for t, body in totals if body != "group"]
    if not holding:
        return _span_of([t for t, _ in totals])
    top = max(size(t) for t in holding)
    larger = [t for t, _ in totals if t in holding or size(t) > top]
    if any(body is None for _, body in totals):
        return _span_of(larger)
    forces = [t for t, body in totals if body == "force"]
    civilians = [t for t, body in totals if body == "civilian"]
    if not forces or not civilians:
        return _span_of(larger)
    one, two = _span_of(forces), _span_of(civilians)
    low = None if one[0] is None and two[0] is None else (one[0] or 0) + (two[0] or 0)
    return low, None if one[1] is None or two[1] is None else one[1] + two[1]


def _statements(used: Sequence[Count]) -> list[list[Count]]:
    """Counts that belong to one statement: a list, and what a later 'two more' adds to it."""
    statements: list[list[Count]] = []
    for count in used:
        mine = next((s for s in statements if _listed(s, count) or _besides(s, count)), None)
        if mine is None and count.additional and statements and count.low is not None:
            told_before = any(c.low == count.low for s in statements for c in s)
            mine = None if told_before else statements[-1]
        if mine is not None:
            mine.append(count)
            continue
        statements.append([count])
    return statements


def _listed(statement: Sequence[Count], count: Count) -> bool:
    """Whether a count stands in the list that the statement began: the same words tell the fate of both."""
    first = statement[0]
    if (first.sentence, first.cue) != (count.sentence, count.cue):
        return False
    return count.adds_to is not None or any(c.adds_to is not None for c in statement)


def _besides(statement: Sequence[Count], count: Count) -> bool:
    """'killed three gunmen and lost one of their own': two verbs of one sentence tell of different people."""
    first = statement[0]
    if first.sentence != count.sentence or first.cue is None or count.cue is None or first.cue == count.cue:
        return False
    rivals = first.total or count.total or first.weak or count.weak or first.low == count.low and not count.implied
    if rivals or not first.low or not count.low or count.low > first.low:
        return False  # 'nine bodies were found, but by now 12 are dead'
    return (first.party, first.body) == (count.party, count.body)


def _sum(counts: Sequence[Count]) -> Toll:
    if len(counts) > 2 and counts[0].low is not None and counts[0].low == sum(c.low or 0 for c in counts[1:]):
        counts = counts[:1]  # '30 people, 15 soldiers, 11 civilians and four guards'
    low = sum(c.low or 0 for c in counts) if any(c.low is not None for c in counts) else None
    high: int | None = 0
    for count in counts:
        high = None if high is None or count.high is None else high + count.high
    return low, high


def _span_of(totals: Sequence[Toll]) -> Toll:
    """One range for several totals: the same told twice, an 'at least' that an exact number meets, or a conflict."""
    exact = sorted({t for t in totals if t[0] is not None and t[0] == t[1]}, key=lambda t: t[0] or 0)
    if exact:
        totals = [t for t in totals if t[1] is not None or (t[0] or 0) > (exact[-1][0] or 0)]
    lows = [t[0] for t in totals if t[0] is not None]
    highs = [t[1] for t in totals if t[1] is not None]
    if len(set(totals)) == 1:
        return totals[0]
    low = min(lows) if lows else None
    if not exact:
        if any(t[1] is None for t in totals):
            return (max(lows) if lows else None, None)
        return low, max(highs) if highs else None
    top = exact[-1][0]
    assert top is not None
    if any(t[1] is None and (t[0] or 0) >= top for t in totals):
        return low, None
    return low, max(highs)
