"""How far two accounts speak for one event: a weight and a reason for each respect in which they can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from rapidfuzz import fuzz

from geo.incident import Toll, Type
from geo.scarcity import Context
from geo.signs import Signs, is_security

NEEDED = 4.5
"""The weight at which two accounts are taken for one event: false merges are held worse than splits."""

NEVER = -50.0
"""The weight of what rules it out, whatever else agrees."""

_WEEK, _MONTH, _YEAR = 7, 31, 366

# What one reporter calls an attack another calls a clash; pairs not named here are never one event.
_TYPES: Mapping[frozenset[Type], float] = {
    frozenset({"strike", "attack"}): 0.0,
    frozenset({"attack", "clash"}): 0.2,
    frozenset({"strike", "clash"}): -1.0,
    frozenset({"clash", "operation"}): 0.2,
    frozenset({"attack", "abduction"}): -0.5,
    frozenset({"attack", "operation"}): -1.0,
    frozenset({"strike", "operation"}): -0.5,
    frozenset({"abduction", "operation"}): -1.5,
    frozenset({"liaison", "diplomacy"}): -2.5,
}
_TALKS = frozenset({"liaison", "diplomacy"})


class Weight(NamedTuple):
    """One respect: what it adds, and why, in words."""

    value: float
    why: str


NOTHING = Weight(0.0, "")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two accounts compared: the sum and its parts. ``together`` below NEVER / 2 means that something rules it out."""

    together: float
    parts: tuple[Weight, ...]

    @property
    def never(self) -> bool:
        """Whether the two cannot be one event."""
        return self.together < NEVER / 2

    def words(self) -> str:
        """The parts in one line, heaviest first."""
        parts = sorted((p for p in self.parts if p.why), key=lambda p: (-abs(p.value), p.why))
        ruled_out = [p for p in parts if p.value <= NEVER]
        if ruled_out:
            return ruled_out[0].why
        return ", ".join(f"{p.why} {p.value:+.1f}" for p in parts)


def compare(a: Signs, b: Signs, context: Context) -> Likeness:
    """Weigh every respect, against what else is told in the run. The order of the two makes no difference."""
    if b.rank < a.rank:
        a, b = b, a
    parts: list[Weight] = []
    together = 0.0
    for weigh in (_type, _time, _place):
        part = weigh(a, b)
        parts.append(part)
        together += part.value
        if part.value <= NEVER:
            return Likeness(together, tuple(parts))
    if a.report == b.report:
        part = _twice(a, b)
        parts.append(part)
        together += part.value
        if part.value <= NEVER:
            return Likeness(together, tuple(parts))
    for part in (
        _actors(a, b),
        _targets(a, b),
        _toll(a, b),
        _words(a, b, context.rarity),
        _acts(a, b),
        _scarce(a, b, context),
    ):
        parts.append(part)
        together += part.value
    return Likeness(together, tuple(parts))


def _type(a: Signs, b: Signs) -> Weight:
    if a.type == b.type:
        return Weight(1.0, f"both tell of {_a(a.type)}")
    value = _TYPES.get(frozenset({a.type, b.type}), NEVER)
    return Weight(value, f"{_a(a.type)} and {_a(b.type)}")


def _a(word: str) -> str:
    if word == "diplomacy":
        return word
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _time(a: Signs, b: Signs) -> Weight:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return _undated(a, b)
    gap = max(0, a.first - b.last, b.first - a.last)
    loose = a.inferred or b.inferred
    if gap == 0:
        span = max(a.last - a.first, b.last - b.first) + 1
        if span == 1:
            return Weight(2.5, "the same day")
        if span <= 3:
            return Weight(2.0, "the same days")
        if span <= _WEEK:
            return Weight(1.5, "the same week")
        if span <= _MONTH:
            return Weight(0.9, "the same month")
        return Weight(0.4, "the same year") if span <= _YEAR else Weight(0.0, "a long time named")
    # Midnight, time zones and 'yesterday' move a day; a day said outright seldom moves by more.
    if gap == 1:
        return Weight(0.7 if loose else -0.8, "a day apart")
    if gap == 2:
        return Weight(-0.8 if loose else -2.0, "two days apart")
    if gap <= 4:
        return Weight(-4.0, f"{gap} days apart")
    return Weight(NEVER, f"{gap} days apart")


def _undated(a: Signs, b: Signs) -> Weight:
    if a.first is None and b.first is None:
        if a.told is None or b.told is None:
            return NOTHING
        gap = abs(a.told - b.told)
        if gap <= _WEEK:
            return Weight(0.5, "both undated, told in the same days")
        return Weight(0.0, "both undated") if gap <= 60 else Weight(-1.5, "both undated, told far apart")
    dated, undated = (a, b) if a.first is not None else (b, a)
    if undated.told is None or dated.first is None or dated.last is None:
        return Weight(0.0, "one undated")
    if dated.first > undated.told + 1:
        return Weight(NEVER, "told before it happened")
    age = undated.told - dated.last
    if age <= 14:
        return Weight(0.6, "the undated telling came soon after")
    if age <= 60:
        return Weight(0.3, "the undated telling came weeks after")
    return Weight(-0.5, "the undated telling came months after") if age <= 400 else Weight(-1.5, "told years after")


def distance_km(a: Signs, b: Signs) -> float | None:
    """Great-circle distance between the points of two accounts, None where one has no point.

    The sphere is half a per cent off, which decides nothing here, and costs a hundredth of a geodesic.
    """
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    la, lb = radians(a.lat), radians(b.lat)
    h = sin((lb - la) / 2) ** 2 + cos(la) * cos(lb) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(h)))


def _place(a: Signs, b: Signs) -> Weight:
    if a.country and b.country and a.country != b.country:
        if a.region or b.region:
            return Weight(-2.0, "one on a border, one in another country")
        return Weight(NEVER, f"in different countries ({a.country}, {b.country})")
    if a.region or b.region:
        if a.place and a.place == b.place:
            return Weight(1.5, "the same region")
        return Weight(0.0, "a region and a place" if a.country or b.country else "regions")
    fine, coarse = (a, b) if a.coarse <= b.coarse else (b, a)
    if coarse.coarse == 3:
        if fine.coarse == 3:
            return Weight(0.4, "the same country, no nearer place")
        return Weight(0.2, "a place in the country that the other names")
    if coarse.coarse == 2:
        if fine.province is None or coarse.province is None:
            return Weight(0.1, "a province not known")
        if fine.province != coarse.province:
            return Weight(NEVER if fine.coarse == 2 else -6.0, "in different provinces")
        return (
            Weight(1.2, "the same province")
            if fine.coarse == 2
            else Weight(1.0, "a place in the province that the other names")
        )
    return _near(fine, coarse)


def _near(a: Signs, b: Signs) -> Weight:
    same_name = bool(a.place) and a.place == b.place
    far = distance_km(a, b)
    talks = a.type in _TALKS or b.type in _TALKS
    apart = a.province is not None and b.province is not None and a.province != b.province
    if a.place_id is not None and a.place_id == b.place_id:
        return Weight(3.0, "the same place") if b.coarse == 0 else Weight(2.2, "the same district")
    if same_name and (far is None or far <= a.radius + b.radius + 25) and not (apart and far is None):
        return Weight(3.0, "the same place") if b.coarse == 0 else Weight(2.2, "the same district")
    if far is None:
        if (a.within_id and a.within_id == b.place_id) or (b.within_id and b.within_id == a.place_id):
            return Weight(1.5, "a place within the other")
        if a.place and b.place and fuzz.ratio(a.place, b.place) >= 84:
            return Weight(1.5, "places of much the same name")
        return Weight(NEVER if apart else -1.5, "different places, one without a point")
    if a.coarse != b.coarse and far <= b.radius + a.radius:
        return Weight(1.6, "a town and its district")
    if far <= 3:
        return Weight(2.4 if not talks else 1.5, "places side by side")
    if a.place and b.place and far <= 60 and fuzz.ratio(a.place, b.place) >= 84:
        return Weight(1.5, "places of much the same name")
    near = f"{far:.0f} km apart"
    if far <= 12:
        return Weight(-2.0 if talks else 0.3, near)
    if far <= 30:
        return Weight(-3.0 if talks else -0.7, near)
    if far <= 60:
        return Weight(-2.5 - apart, near)
    return Weight(-4.0 - 2 * apart, near) if far <= 120 + max(a.radius, b.radius) else Weight(NEVER, near)


def _twice(a: Signs, b: Signs) -> Weight:
    """Two accounts of one report are two events, unless they say the same of the same."""
    if a.type != b.type and not {a.type, b.type} <= {"attack", "clash", "strike"}:
        return Weight(NEVER, "two events of one report")
    dated_apart = a.first is not None and b.first is not None and (a.first, a.last) != (b.first, b.last)
    placed_apart = a.place is not None and b.place is not None and a.place != b.place
    tolls_apart = a.killed is not None and b.killed is not None and a.killed != b.killed
    if dated_apart or placed_apart or tolls_apart:
        return Weight(NEVER, "two events of one report")
    shared = len(a.words & b.words)
    smaller = min(len(a.words), len(b.words))
    overlapping = any(s < e2 and s2 < e for s, e in a.quotes for s2, e2 in b.quotes)
    who = (not a.targets or not b.targets or bool(a.targets & b.targets)) and (
        not a.actors or not b.actors or bool(a.actors & b.actors)
    )
    if who and (overlapping or (smaller and shared / smaller >= 0.6)):
        return Weight(0.0, "told twice in one report")
    return Weight(NEVER, "two events of one report")


def shared_share(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the shorter of two sets of name keys the other holds, 0 to 1; a country's name counts half.

    >>> shared_share(frozenset({'baloch', 'front'}), frozenset({'baloch', 'army', 'front'}))
    1.0
    """
    if not a or not b:
        return 0.0

    def size(keys: frozenset[str]) -> float:
        return sum(0.5 if k.startswith("state:") else 1.0 for k in keys)

    return size(a & b) / min(size(a), size(b))


def _actors(a: Signs, b: Signs) -> Weight:
    if a.type in _TALKS:
        mine, theirs = a.actors | a.targets, b.actors | b.targets
        if not mine or not theirs:
            return NOTHING
        share = shared_share(mine, theirs)
        return Weight(0.9 * share, "the same parties") if share > 0 else Weight(-3.0, "other parties")
    if not a.actors or not b.actors:
        return NOTHING
    if not a.actors & b.actors:
        if a.actors & b.targets or b.actors & a.targets:
            return Weight(-0.3 if "clash" in (a.type, b.type) else -3.0, "the one who did it is the other's target")
        if _scripts_differ(a.actors, b.actors):
            return NOTHING
        return Weight(-1.2, "different actors")
    named = any(not k.startswith("state:") for k in a.actors & b.actors)
    return Weight((1.5 if named else 0.8) * shared_share(a.actors, b.actors), "the same actor")


def _targets(a: Signs, b: Signs) -> Weight:
    if a.type in _TALKS or not a.targets or not b.targets:
        return NOTHING
    if not a.targets & b.targets:
        if _scripts_differ(a.targets, b.targets) or "clash" in (a.type, b.type):
            return NOTHING
        if any(map(is_security, a.targets)) and any(map(is_security, b.targets)):
            return NOTHING
        return Weight(-0.7, "different targets")
    named = any(not k.startswith("state:") for k in a.targets & b.targets)
    return Weight((1.2 if named else 0.5) * shared_share(a.targets, b.targets), "the same target")


def _scripts_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    # Names in two scripts that no table links cannot be said to differ.
    return all(k.isascii() for k in a) != all(k.isascii() for k in b)


def toll_bounds(toll: Toll) -> tuple[int, int]:
    """Lowest and highest number a toll allows, an open end taken as half as many again."""
    low, high = toll
    if low is None:
        return 0, high or 0
    return low, high if high is not None else low + max(3, low // 2)


def _toll(a: Signs, b: Signs) -> Weight:
    value, why = 0.0, []
    for name, mine, theirs, share in (("dead", a.killed, b.killed, 1.0), ("injured", a.injured, b.injured, 0.5)):
        if mine is None or theirs is None:
            continue
        (al, ah), (bl, bh) = toll_bounds(mine), toll_bounds(theirs)
        if (al == bl and ah == bh) or (al == bl and None in (*mine, *theirs)):
            value += share * (1.5 if al >= 5 else 0.9 if al >= 3 else 0.4)
            why.append(f"the same number {name}")
        elif al <= bh and bl <= ah:
            value += share * 0.6
            why.append(f"numbers {name} that fit")
        else:
            low, high = sorted(((al + ah) / 2, (bl + bh) / 2))
            ratio = (high + 1) / (low + 1)
            value += share * (0.2 if ratio <= 1.2 else -0.6 if ratio <= 1.6 else -1.6 if ratio <= 2.5 else -3.0)
            why.append(f"{_number(mine)} and {_number(theirs)} {name}")
    return Weight(value, ", ".join(why)) if why else NOTHING


def _number(toll: Toll) -> str:
    low, high = toll
    if low == high:
        return str(low)
    return f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"


def _words(a: Signs, b: Signs, rarity: Mapping[str, float]) -> Weight:
    if not a.words or not b.words:
        return NOTHING
    both = sum(rarity.get(w, 1.0) for w in a.words & b.words)
    if not both:
        return NOTHING
    smaller = min(sum(rarity.get(w, 1.0) for w in a.words), sum(rarity.get(w, 1.0) for w in b.words))
    # Two short clauses may share their one word by chance.
    return Weight(2.0 * both / max(smaller, 4.0), "the same words")


def _acts(a: Signs, b: Signs) -> Weight:
    if a.type != "diplomacy" or b.type != "diplomacy":
        return NOTHING
    value, why = 0.0, []
    if a.acts and b.acts:
        same = bool(a.acts & b.acts)
        value += 1.0 if same else -2.0
        why.append("the same official act" if same else "different official acts")
    if a.offices and b.offices:
        same = bool(a.offices & b.offices)
        value += 1.0 if same else -1.0
        why.append("the same office takes part" if same else "different offices take part")
    return Weight(value, ", ".join(why)) if why else NOTHING


def _scarce(a: Signs, b: Signs, context: Context) -> Weight:
    events = context.events(a, b)
    if events is None:
        return NOTHING
    value = 1.6 if events <= 1 else 0.8 if events <= 2 else 0.4 if events <= 3 else 0.0
    return Weight(value, "hardly any other event of these there at the time") if value else NOTHING
