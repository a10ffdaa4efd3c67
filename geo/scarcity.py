"""How much else of the kind is told in a run: what is rare is strong evidence that two accounts mean one event."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil, log
from sys import intern

from geo.signs import FORCE, FORCES, Signs

_BUCKET_DAYS = 30
_NARROW_DAYS = 6
_CROWD = 40
_RECENT_DAYS = 60


@dataclass
class Context:
    """What a pair is weighed against.

    ``rarity`` gives each telling word's weight in thousandths, 0 (in every account) to 1000 (in hardly any): whole
    numbers, so that a sum does not depend on its order. ``days`` and ``places`` hold for a sign in a country and a
    month the days and the places told of; ``calendar`` for an area the (day, place) of what was told there exactly.
    """

    rarity: Mapping[str, int] = field(default_factory=dict)
    days: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    places: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    calendar: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    _accounts: int = 0
    _tellings: Counter[str] = field(default_factory=Counter)
    _rare: dict[int, float] = field(default_factory=dict)
    _happenings: dict[int, int] = field(default_factory=dict)
    _counted: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(self, s: Signs) -> None:
        """Count one more account."""
        self._accounts += 1
        self._tellings.update(s.words)
        if s.first is None or s.last is None or s.last - s.first >= _NARROW_DAYS:
            return
        if s.coarse <= 1:
            row = (s.last, intern(s.place or ""))
            for area in _areas(s):
                self.calendar[area].append(row)
        for sign in s.scarce:
            key = (sign, s.first // _BUCKET_DAYS)
            self.days[key].add(s.last)
            if s.coarse == 0 and s.place:
                self.places[key].add(intern(s.place))

    def finish(self) -> None:
        """Weigh the words, when all accounts are counted."""
        # Of a handful of accounts, all of one affair, nothing can be learnt about which words are common.
        total = max(self._accounts, 40)
        self.rarity = {
            # A country's name is told with everything that happens there.
            word: min(weight, 300) if word.startswith("state:") else weight
            for word, n in self._tellings.items()
            for weight in (round(1000 * max(0.1, log(total / n) / log(total))),)
        }
        self._tellings.clear()
        for rows in self.calendar.values():
            rows.sort()

    def rare(self, words: frozenset[str]) -> float:
        """The weights of some words of the run together, a whole one for a word in hardly any account."""
        return sum(map(self.rarity.__getitem__, words)) / 1000

    def rare_all(self, s: Signs) -> float:
        """The weights of all words of an account together."""
        found = self._rare.get(s.rank)
        if found is None:
            found = self._rare[s.rank] = self.rare(s.words)
        return found

    def events(self, a: Signs, b: Signs) -> int | None:
        """About how many events of the sign the two share happened there within a month or so; None if they share none.

        A sign is a named actor or target, or a state that acts in another country. The scarcest counts.
        """
        shared = a.scarce & b.scarce
        if not shared:
            return None
        day = _day(a, b)
        if day is None:
            return None
        bucket = day // _BUCKET_DAYS
        return min([self._count(sign, bucket) for sign in shared])

    def quiet(self, a: Signs, b: Signs) -> bool:
        """Whether nothing else of the kind is told of there at the time: in the town for weeks, the country for days.

        Only for two accounts of a few days each, that overlap. Where little happens, two accounts of something
        that happened are sooner of one thing.
        """
        if a.first is None or a.last is None or b.first is None or b.last is None:
            return False
        first, last = max(a.first, b.first), min(a.last, b.last)
        if first > last or max(a.last - a.first, b.last - b.first) > 3:
            return False
        coarse = a if a.coarse >= b.coarse else b
        near = coarse.coarse <= 1
        if near and (a.place_id or a.place) != (b.place_id or b.place) and a.coarse == b.coarse:
            return False
        reach = 15 if near else 2
        rows = self.calendar.get(_area(coarse), ())
        start, stop = bisect_left(rows, (first - reach, "")), bisect_left(rows, (last + reach + 1, ""))
        if stop - start > _CROWD:
            return False
        told = rows[start:stop]
        if near:
            return not told or told[-1][0] - told[0][0] <= 2
        return len({place for _, place in told}) <= 1

    def happenings(self, s: Signs) -> int:
        """About how many events of the kind are told of at the place of an account in the time it leaves open.

        For an undated one that is the two months before it was told.
        """
        found = self._happenings.get(s.rank)
        if found is None:
            if s.first is not None and s.last is not None:
                low, high = s.first, s.last
            elif s.told is not None:
                low, high = s.told - _RECENT_DAYS, s.told
            else:
                low, high = 0, 1 << 30
            rows = self.calendar.get(_area(s), ())
            found, last = 0, -(1 << 30)
            for day, _ in rows[bisect_left(rows, (low, "")) : bisect_left(rows, (high + 1, ""))]:
                if day - last > 2:
                    found += 1
                    last = day
            self._happenings[s.rank] = found
        return found

    def only(self, a: Signs, b: Signs) -> bool:
        """Whether the two share a sign of which there is but one event at the time.

        A state that fires into another country is rarely named as the one who did it each time it comes up: for
        strikes its name among the words of the other telling is enough.
        """
        if self.events(a, b) == 1:
            return True
        if a.type != "strike" or b.type != "strike" or a.country != b.country:
            return False
        day = _day(a, b) or 0
        for one, other in ((a, b), (b, a)):
            for key in sorted(one.actors):
                if key.startswith("state:") and key != f"state:{one.country}" and key in other.words:
                    return self._count(f"{FORCE} by {key} in {one.country}", day // _BUCKET_DAYS) == 1
        return False

    def _count(self, sign: str, bucket: int) -> int:
        key = (sign, bucket)
        found = self._counted.get(key)
        if found is None:
            days: set[int] = set()
            places: set[str] = set()
            for b in (bucket - 1, bucket, bucket + 1):
                days |= self.days.get((sign, b), set())
                places |= self.places.get((sign, b), set())
            # One event is told under days a little apart: a few neighbouring days may be one.
            together = len(days) <= 3 and (not days or max(days) - min(days) <= 3)
            found = self._counted[key] = max(1 if together else ceil(len(days) / 1.5), len(places), 1)
        return found


def _day(a: Signs, b: Signs) -> int | None:
    if a.first is not None:
        return a.first
    return b.first if b.first is not None else a.told if a.told is not None else b.told


def context_of(signs: Iterable[Signs]) -> Context:
    """What all accounts of a run tell together."""
    context = Context()
    for s in signs:
        context.add(s)
    context.finish()
    return context


def _area(s: Signs) -> str:
    """The area an account names, with the kind of event: of what happens there much or little is told."""
    kind = FORCE if s.type in FORCES else s.type
    if s.coarse <= 1:
        return f"{kind} at {s.place_id or s.place}"
    return f"{kind} in {s.province}" if s.coarse == 2 and s.province else f"{kind} in {s.country}"


def _areas(s: Signs) -> tuple[str, ...]:
    kind = FORCE if s.type in FORCES else s.type
    return f"{kind} at {s.place_id or s.place}", f"{kind} in {s.province}", f"{kind} in {s.country}"
