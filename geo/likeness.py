"""How far two accounts speak for one event: a weight and a reason for each respect in which they can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import get_args

from rapidfuzz import fuzz

from geo.incident import Toll, Type
from geo.scarcity import Context
from geo.signs import SHARP_DAYS, Signs, is_security

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
    frozenset({"liaison", "diplomacy"}): -1.5,
}
_TALKS = frozenset({"liaison", "diplomacy"})


Weight = tuple[float, str]
"""One respect: what it adds, and why, in words."""

_NOTHING: Weight = (0.0, "")


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
        ruled_out = [why for value, why in self.parts if value <= NEVER]
        if ruled_out:
            return ruled_out[0]
        parts = sorted((part for part in self.parts if part[1]), key=lambda part: (-abs(part[0]), part[1]))
        return ", ".join(f"{why} {value:+.1f}" for value, why in parts)


def compare(a: Signs, b: Signs, context: Context) -> Likeness:
    """Weigh every respect, against what else is told in the run. The order of the two makes no difference."""
    parts = tuple(_parts(a, b, context))
    together = 0.0
    for value, _ in parts:
        together += value
    return Likeness(together, parts)


def weigh(a: Signs, b: Signs, context: Context, at_least: float = NEVER) -> float:
    """The sum that `compare` gives, without its reasons: most pairs are weighed and forgotten.

    Below ``at_least`` the sum need not be exact: what cannot reach it any more is not looked at.
    """
    together = 0.0
    for (value, _), left in zip(_parts(a, b, context), _LEFT, strict=False):
        together += value
        if together + left < at_least:
            break
    return together


def may_be_one(a: Type, b: Type) -> bool:
    """Whether accounts of the two types may ever tell of one event."""
    return _TYPE_WEIGHTS[a, b][0] > NEVER


def _parts(a: Signs, b: Signs, context: Context) -> Iterator[Weight]:
    # Always in the same order of the two and of the parts: a sum of floats depends on it.
    if b.rank < a.rank:
        a, b = b, a
    for respect in (_type, _time, _place):
        part = respect(a, b)
        yield part
        if part[0] <= NEVER:
            return
    part = _twice(a, b, context) if a.report == b.report else _NOTHING
    yield part
    if part[0] <= NEVER:
        return
    yield _actors(a, b)
    yield _targets(a, b)
    yield _toll(a, b)
    yield _words(a, b, context)
    yield _scarce(a, b, context)
    if a.type == "diplomacy":
        yield _acts(a, b)
    elif a.type != "liaison" and a.coarse <= 1 and b.coarse <= 1:
        yield _busy(a, b, context)


_MOST = (1.0, 2.5, 3.0, 0.0, 1.5, 1.2, 2.25, 2.0, 2.0, 2.0)
"""No less than each respect can add, in the order of `_parts`."""

_LEFT = tuple(sum(_MOST[n + 1 :]) for n in range(len(_MOST)))
"""No less than can follow each."""


def _type(a: Signs, b: Signs) -> Weight:
    return _TYPE_WEIGHTS[a.type, b.type]


def _a(word: str) -> str:
    if word == "diplomacy":
        return word
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


_TYPE_WEIGHTS: Mapping[tuple[Type, Type], Weight] = {
    (a, b): (1.0, f"both tell of {_a(a)}") if a == b else (_TYPES.get(frozenset({a, b}), NEVER), f"{_a(a)} and {_a(b)}")
    for a in get_args(Type)
    for b in get_args(Type)
}


def _time(a: Signs, b: Signs) -> Weight:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return _undated(a, b)
    gap = max(0, a.first - b.last, b.first - a.last)
    loose = a.inferred or b.inferred
    if gap == 0:
        span = max(a.last - a.first, b.last - b.first) + 1
        if span == 1:
            return (2.5, "the same day")
        if span <= 3:
            return (2.0, "the same days")
        if span <= _WEEK:
            return (1.5, "the same week")
        if span <= _MONTH:
            return (0.9, "the same month")
        return (0.4, "the same year") if span <= _YEAR else (0.0, "a long time named")
    # Midnight, time zones and 'yesterday' move a day; a day said outright seldom moves by more.
    if gap == 1:
        return (0.7 if loose else -0.8, "a day apart")
    if gap == 2:
        return (-0.8 if loose else -2.0, "two days apart")
    if gap == 3:
        return (-4.0, f"{gap} days apart")
    return (NEVER, f"{gap} days apart")


def _undated(a: Signs, b: Signs) -> Weight:
    if a.first is None and b.first is None:
        if a.told is None or b.told is None:
            return _NOTHING
        gap = abs(a.told - b.told)
        if gap <= _WEEK:
            return (0.5, "both undated, told in the same days")
        return (0.0, "both undated") if gap <= 60 else (-1.5, "both undated, told far apart")
    dated, undated = (a, b) if a.first is not None else (b, a)
    if undated.told is None or dated.first is None or dated.last is None:
        return (0.0, "one undated")
    if dated.first > undated.told + 1:
        return (NEVER, "told before it happened")
    age = undated.told - dated.last
    if age <= 14:
        return (0.6, "the undated telling came soon after")
    if age <= 60:
        return (0.3, "the undated telling came weeks after")
    return (-0.5, "the undated telling came months after") if age <= 400 else (-1.5, "told years after")


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
            return (-2.0, "one on a border, one in another country")
        return (NEVER, f"in different countries ({a.country}, {b.country})")
    if a.region or b.region:
        if a.place and a.place == b.place:
            return (1.5, "the same region")
        return (0.0, "a region and a place" if a.country or b.country else "regions")
    fine, coarse = (a, b) if a.coarse <= b.coarse else (b, a)
    if coarse.coarse == 3:
        if fine.coarse == 3:
            return (0.4, "the same country, no nearer place")
        return (0.2, "a place in the country that the other names")
    if coarse.coarse == 2:
        if fine.province is None or coarse.province is None:
            return (0.1, "a province not known")
        if fine.province != coarse.province:
            return (NEVER if fine.coarse == 2 else -6.0, "in different provinces")
        return (1.2, "the same province") if fine.coarse == 2 else (1.0, "a place in the province that the other names")
    return _near(fine, coarse)


def _near(a: Signs, b: Signs) -> Weight:
    same_name = bool(a.place) and a.place == b.place
    far = distance_km(a, b)
    talks = a.type in _TALKS or b.type in _TALKS
    apart = a.province is not None and b.province is not None and a.province != b.province
    if a.place_id is not None and a.place_id == b.place_id:
        return (3.0, "the same place") if b.coarse == 0 else (2.2, "the same district")
    if same_name and (far is None or far <= a.radius + b.radius + 25) and not (apart and far is None):
        return (3.0, "the same place") if b.coarse == 0 else (2.2, "the same district")
    if far is None:
        if (a.within_id and a.within_id == b.place_id) or (b.within_id and b.within_id == a.place_id):
            return (1.5, "a place within the other")
        if a.place and b.place and fuzz.ratio(a.place, b.place) >= 84:
            return (1.5, "places of much the same name")
        return (NEVER if apart else -1.5, "different places, one without a point")
    if a.coarse != b.coarse and far <= b.radius + a.radius:
        return (1.6, "a town and its district")
    if far <= 3:
        return (2.4 if not talks else 1.5, "places side by side")
    if a.place and b.place and far <= 60 and fuzz.ratio(a.place, b.place) >= 84:
        return (1.5, "places of much the same name")
    near = f"{far:.0f} km apart"
    if far <= 12:
        return (-2.0 if talks else 0.3, near)
    if far <= 30:
        return (-3.0 if talks else -0.7, near)
    if far <= 60:
        return (-2.5 - apart, near)
    return (-4.0 - 2 * apart, near) if far <= 120 + max(a.radius, b.radius) else (NEVER, near)


def _twice(a: Signs, b: Signs, context: Context) -> Weight:
    """Two accounts of one report are two events, unless they say the same of the same."""
    if a.type != b.type and not {a.type, b.type} <= {"attack", "clash", "strike"}:
        return (NEVER, "two events of one report")
    dated_apart = a.first is not None and b.first is not None and (a.first, a.last) != (b.first, b.last)
    placed_apart = a.place is not None and b.place is not None and a.place != b.place
    tolls_apart = a.killed is not None and b.killed is not None and a.killed != b.killed
    if dated_apart or placed_apart or tolls_apart:
        return (NEVER, "two events of one report")
    shared = len(a.words & b.words)
    smaller = min(len(a.words), len(b.words))
    overlapping = any(s < e2 and s2 < e for s, e in a.quotes for s2, e2 in b.quotes)
    who = (not a.targets or not b.targets or bool(a.targets & b.targets)) and (
        not a.actors or not b.actors or bool(a.actors & b.actors)
    )
    if who and (overlapping or (smaller and shared / smaller >= 0.6)):
        return (0.0, "told twice in one report")
    # A report that comes back to what it told, without place or day, of a deed there is only one of.
    if who and not a.sharp and not b.sharp and a.type == b.type and context.only(a, b):
        return (0.0, "told twice in one report")
    return (NEVER, "two events of one report")


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
        return _parties(a.actors | a.targets, b.actors | b.targets)
    if not a.actors or not b.actors:
        return _NOTHING
    return _who(a.actors, b.actors, a.targets, b.targets, "clash" in (a.type, b.type))


# What follows depends on a few sets that come again and again: remembered.


@lru_cache(maxsize=1 << 14)
def _parties(mine: frozenset[str], theirs: frozenset[str]) -> Weight:
    if not mine or not theirs:
        return _NOTHING
    share = shared_share(mine, theirs)
    return (0.9 * share, "the same parties") if share > 0 else (-3.0, "other parties")


@lru_cache(maxsize=1 << 16)
def _who(
    one: frozenset[str], other: frozenset[str], one_hits: frozenset[str], other_hits: frozenset[str], clash: bool
) -> Weight:
    shared = one & other
    if not shared:
        if one & other_hits or other & one_hits:
            return (-0.3 if clash else -3.0, "the one who did it is the other's target")
        if _scripts_differ(one, other):
            return _NOTHING
        return (-1.2, "different actors")
    named = any(not k.startswith("state:") for k in shared)
    return ((1.5 if named else 0.8) * shared_share(one, other), "the same actor")


def _targets(a: Signs, b: Signs) -> Weight:
    if a.type in _TALKS or not a.targets or not b.targets:
        return _NOTHING
    # 'Strikes on Iran' and strikes on somebody in Iran do not differ: the country is only where it was.
    if a.targets == frozenset({f"state:{a.country}"}) or b.targets == frozenset({f"state:{b.country}"}):
        return _NOTHING
    return _whom(a.targets, b.targets, "clash" in (a.type, b.type))


# Whatever was aimed at, these are who was hit.
_BYSTANDERS = frozenset({"civilian", "child"})


@lru_cache(maxsize=1 << 16)
def _whom(one: frozenset[str], other: frozenset[str], clash: bool) -> Weight:
    shared = one & other
    if not shared:
        if clash or _scripts_differ(one, other):
            return _NOTHING
        if any(map(is_security, one)) and any(map(is_security, other)):
            return _NOTHING
        if one <= _BYSTANDERS or other <= _BYSTANDERS:
            return _NOTHING
        return (-0.7, "different targets")
    named = any(not k.startswith("state:") for k in shared)
    return ((1.2 if named else 0.5) * shared_share(one, other), "the same target")


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
    dead = _NOTHING if a.killed is None or b.killed is None else _figures(a.killed, b.killed, "dead")
    if a.injured is None or b.injured is None:
        return dead
    hurt = _figures(a.injured, b.injured, "injured")
    return dead[0] + 0.5 * hurt[0], f"{dead[1]}, {hurt[1]}" if dead[1] else hurt[1]


@lru_cache(maxsize=1 << 14)
def _figures(mine: Toll, theirs: Toll, what: str) -> Weight:
    (al, ah), (bl, bh) = toll_bounds(mine), toll_bounds(theirs)
    if al == bl and (ah == bh or None in (*mine, *theirs)):
        return (1.5 if al >= 5 else 0.9 if al >= 3 else 0.4), f"the same number {what}"
    if al <= bh and bl <= ah:
        return 0.6, f"numbers {what} that fit"
    low, high = sorted(((al + ah) / 2, (bl + bh) / 2))
    ratio = (high + 1) / (low + 1)
    value = 0.2 if ratio <= 1.2 else -0.6 if ratio <= 1.6 else -1.6 if ratio <= 2.5 else -3.0
    if al != ah or bl != bh:
        # A report that itself gives two figures leaves it open which is wrong.
        value = max(value, -2.0)
    return value, f"{_number(mine)} and {_number(theirs)} {what}"


def _number(toll: Toll) -> str:
    low, high = toll
    if low == high:
        return str(low)
    return f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"


def _words(a: Signs, b: Signs, context: Context) -> Weight:
    shared = a.words & b.words
    if not shared:
        return _NOTHING
    both = context.rare(shared)
    # Two short clauses may share their one word by chance.
    return 2.0 * both / max(4.0, min(context.rare_all(a), context.rare_all(b))), "the same words"


def _acts(a: Signs, b: Signs) -> Weight:
    if b.type != "diplomacy":
        return _NOTHING
    value, why = 0.0, []
    if a.acts and b.acts:
        same = bool(a.acts & b.acts)
        value += 1.0 if same else -2.0
        why.append("the same official act" if same else "different official acts")
    if a.offices and b.offices:
        same = bool(a.offices & b.offices)
        value += 1.0 if same else -1.0
        why.append("the same office takes part" if same else "different offices take part")
    return (value, ", ".join(why)) if why else _NOTHING


def _scarce(a: Signs, b: Signs, context: Context) -> Weight:
    events = context.events(a, b)
    if events is not None:
        value = 2.0 if events <= 1 else 0.9 if events <= 2 else 0.4 if events <= 3 else 0.0
        if value:
            return value, "hardly any other event of these there at the time"
    if a.type not in _TALKS and b.type not in _TALKS and context.quiet(a, b):
        return 1.0, "nothing else of the kind told of there at the time"
    return _NOTHING


def _busy(a: Signs, b: Signs, context: Context) -> Weight:
    """Where things happen every week, the place of an account without a day says little of which of them it means."""
    if a.first is None or a.last is None or a.last - a.first >= SHARP_DAYS:
        vague = a
    elif b.first is None or b.last is None or b.last - b.first >= SHARP_DAYS:
        vague = b
    else:
        return _NOTHING
    others = context.happenings(vague) - 1
    if others <= 0:
        return _NOTHING
    return (-0.6 if others == 1 else -1.2 if others == 2 else -1.8), "other events of the kind told of there"
