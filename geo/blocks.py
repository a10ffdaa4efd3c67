"""Which accounts are worth comparing: blocks of period x cell, and for the vague ones period x area x sign."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cache
from math import cos, floor, radians
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from geo.incident import Type
from geo.likeness import may_be_one
from geo.signs import Signs

CELL_DEGREES = 0.5
"""Height of a cell; its width is widened towards the poles so that it stays about as many kilometres."""

_COLUMNS = 1000
"""More than the cells of a row."""

REACH_DAYS = 3
"""How far two stated dates may lie apart and still be looked at."""

MOST = 24
"""Most candidates looked at for one account by one key: the nearest in time. Bounds the cost of a crowded block."""

ENOUGH = 40
"""Candidates by marks at which no commoner mark is looked up."""

_WIDE = 7
"""A date that spans more days than this is looked up by sign, not by day."""

_UNDATED_REACH = 800

_DAY_BITS = 22
"""Enough for every day of the calendar. Day 0, which it has not, stands for a day not known."""

_FAR = 4_000_000
"""Later than every day of the calendar."""

_CHUNK = 1 << 11
"""Accounts looked up at a time."""

_AROUND = 9
"""Cells in which an account with a point looks for others; its own is the middle one."""

TYPES: tuple[Type, ...] = get_args(Type)

_Ints = npt.NDArray[np.int64]


class Blocks:
    """The accounts of a run as far as blocking needs them: a few numbers for each, in the order of their ``rank``.

    Accounts with a day and a point meet in their cell; those that name only a province, a country or a long time meet
    whatever shares their area, their time and, where that is a crowd, one more sign (an actor, a target, a toll, a
    word).
    """

    def __init__(self) -> None:
        self._first, self._last, self._told = array("i"), array("i"), array("i")
        self._sure = array("b")
        """Whether a day and a point are told: what is vague is then looked at only from its own side."""
        self._kind, self._country = array("b"), array("i")
        """The type by its place in TYPES; the country, -1 where none is known or the place may reach over a border."""
        self._point = array("i")
        self._cells = array("i")
        """The cells around each point, by the point's number."""
        self._areas, self._own = array("i"), array("i")
        """Three areas for each account, coarse to fine, -1 where it has fewer; and the one it looks in."""
        self._marks, self._ends = array("i"), array("q", [0])
        self._points: dict[tuple[float, float], int] = {}
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._first)

    def add(self, s: Signs) -> None:
        """Take in the next account."""
        dated = s.first is not None and s.last is not None
        self._first.append(s.first or 0 if dated else 0)
        self._last.append(s.last or 0 if dated else 0)
        self._told.append(s.told or 0)
        self._sure.append(s.sharp and s.coarse == 0)
        self._kind.append(TYPES.index(s.type))
        self._country.append(self._number(s.country) if s.country and not s.region else -1)
        self._point.append(-1 if s.lat is None or s.lon is None else self._point_number(s.lat, s.lon))
        areas = [self._number(area) for area in _areas(s)]
        self._areas.extend((*areas, -1, -1)[:3])
        self._own.append(areas[0] if s.region else areas[-1])
        self._marks.extend([self._number(mark) for mark in _marks(s)])
        self._ends.append(len(self._marks))

    def _number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers))

    def _point_number(self, lat: float, lon: float) -> int:
        known = self._points.get((lat, lon))
        if known is None:
            known = self._points[lat, lon] = len(self._points)
            self._cells.extend(_around(lat, lon))
        return known

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Pairs of positions worth comparing, each once, lower first, sorted."""
        total = len(self)
        # Packed in one integer each: a hundred thousand accounts have some million pairs.
        packed = np.unique(np.concatenate([np.empty(0, np.int64), *self._packed()]))
        for at in range(0, len(packed), _CHUNK):
            one, other = np.divmod(packed[at : at + _CHUNK], total)
            yield from zip(one.tolist(), other.tolist(), strict=True)

    def _packed(self) -> Iterator[_Ints]:
        first, last, told = (np.array(days, dtype=np.int64) for days in (self._first, self._last, self._told))
        sure, point = np.array(self._sure, dtype=bool), np.array(self._point, dtype=np.int64)
        own, ends = np.array(self._own, dtype=np.int64), np.array(self._ends, dtype=np.int64)
        areas = np.array(self._areas, dtype=np.int64).reshape(-1, 3)
        marks = np.array(self._marks, dtype=np.int64)
        cells = np.array(self._cells, dtype=np.int64).reshape(-1, _AROUND)

        kind, country = np.array(self._kind, dtype=np.int64), np.array(self._country, dtype=np.int64)
        apart_by_type = np.array([[not may_be_one(a, b) for b in TYPES] for a in TYPES])
        dated = first > 0
        narrow = dated & (last - first <= _WIDE)
        placed = narrow & (point >= 0)
        middle = (first + last) // 2
        low = np.where(dated, first - REACH_DAYS - _WIDE, np.where(told > 0, told - _UNDATED_REACH, 0))
        high = np.where(dated, last + REACH_DAYS + _UNDATED_REACH * narrow, np.where(told > 0, told + 60, _FAR))
        when = np.where(dated, middle, np.where(told > 0, told, _FAR))
        near, until = first - REACH_DAYS - _WIDE, last + REACH_DAYS

        at = np.flatnonzero(placed)
        by_cell = _Index(cells[point[at], _AROUND // 2], first[at], at)
        at = np.repeat(np.flatnonzero(narrow), 3)
        by_day = _Index(areas[narrow].ravel(), first[at], at)
        keys = _asked(np.flatnonzero(~placed), own, marks, ends)[2]
        by_sign = _signed(np.flatnonzero(narrow), areas, marks, ends, first, keys)
        keys = _asked(np.flatnonzero(~sure), own, marks, ends)[2]
        by_sign_wide = _signed(np.flatnonzero(~narrow), areas, marks, ends, np.where(dated, middle, told), keys)

        for start in range(0, len(self), _CHUNK):
            rows = np.arange(start, min(start + _CHUNK, len(self)))
            # Two placed ones meet when the later of them looks back.
            at = rows[placed[rows]]
            who = np.repeat(at, _AROUND)
            found = by_cell.flat(who, cells[point[at]].ravel(), near[who], first[who], first[who])
            at = rows[narrow[rows] & ~placed[rows]]
            spoken = _asked(at, own, marks, ends)
            found += by_day.flat(at, own[at], near[at], until[at], first[at])
            found += by_sign.rarest(*spoken, near, until, first)
            found += by_sign.rarest(*_asked(rows[~narrow[rows]], own, marks, ends), low, high, when)
            found += by_sign_wide.rarest(*_asked(rows[~sure[rows]], own, marks, ends), low, high, when)
            one, other = np.concatenate(found[::2]), np.concatenate(found[1::2])
            # What `likeness` rules out whatever else agrees is not worth a comparison.
            apart = (first[other] > last[one] + REACH_DAYS) | (first[one] > last[other] + REACH_DAYS)
            early = (told[one] > 0) & (first[other] > told[one] + 1)
            early |= (told[other] > 0) & (first[one] > told[other] + 1)
            hopeless = np.where(dated[one] & dated[other], apart, early) | apart_by_type[kind[one], kind[other]]
            hopeless |= (country[one] >= 0) & (country[other] >= 0) & (country[one] != country[other])
            one, other = one[~hopeless], other[~hopeless]
            packed = np.minimum(one, other) * len(self) + np.maximum(one, other)
            yield np.unique(packed[one != other])


class _Index:
    """Accounts by key, and for each key by day, then position."""

    def __init__(self, keys: _Ints, days: _Ints, who: _Ints) -> None:
        known = keys >= 0
        keys, days, who = keys[known], days[known], who[known]
        order = np.lexsort((who, days, keys))
        keys = keys[order]
        fresh = np.diff(keys, prepend=-1) > 0
        self._keys = keys[fresh]
        self._rows = ((np.cumsum(fresh) - 1) << _DAY_BITS) + days[order]
        self._who = who[order].astype(np.int32)

    def _windows(self, keys: _Ints, low: _Ints, high: _Ints, when: _Ints) -> tuple[_Ints, _Ints]:
        """Where the candidates of each key from one day to another stand: at most MOST, the nearest to ``when``."""
        place = np.searchsorted(self._keys, keys)
        known = place < len(self._keys)
        known[known] = self._keys[place[known]] == keys[known]
        base = place << _DAY_BITS

        def at(days: _Ints, side: Literal["left", "right"]) -> _Ints:
            return np.searchsorted(self._rows, base + np.clip(days, 0, _FAR), side)

        start, stop = at(low, "left"), at(high, "right")
        stop = np.where(known, np.maximum(start, stop), start)
        middle = (np.clip(at(when, "left"), start, stop) + np.clip(at(when, "right"), start, stop)) // 2
        crowded = stop - start > MOST
        start = np.where(crowded, np.maximum(start, np.minimum(middle - MOST // 2, stop - MOST)), start)
        return start, np.where(crowded, start + MOST, stop)

    def flat(self, asking: _Ints, keys: _Ints, low: _Ints, high: _Ints, when: _Ints) -> list[_Ints]:
        """Who asks and whom it finds, pair by pair."""
        start, stop = self._windows(keys, low, high, when)
        many = stop - start
        place = np.arange(int(many.sum())) + np.repeat(start - (np.cumsum(many) - many), many)
        return [np.repeat(asking, many), self._who[place].astype(np.int64)]

    def rarest(self, asking: _Ints, ends: _Ints, keys: _Ints, low: _Ints, high: _Ints, when: _Ints) -> list[_Ints]:
        """The same for accounts that ask by several keys: those with the fewest candidates first, until ENOUGH."""
        who = np.repeat(asking, np.diff(ends))
        windows = self._windows(keys, low[who], high[who], when[who])
        start, stop = windows[0].tolist(), windows[1].tolist()
        one, other = array("q"), array("q")
        bounds = ends.tolist()
        for n, asks in enumerate(asking.tolist()):
            slices = sorted((stop[q] - start[q], q) for q in range(bounds[n], bounds[n + 1]) if stop[q] > start[q])
            found: set[int] = set()
            for many, q in slices:
                if found and len(found) + many > ENOUGH:
                    break
                found.update(self._who[start[q] : stop[q]].tolist())
            one.extend([asks] * len(found))
            other.extend(found)
        return [np.array(one, dtype=np.int64), np.array(other, dtype=np.int64)]


def _signed(at: _Ints, areas: _Ints, marks: _Ints, ends: _Ints, days: _Ints, asked: _Ints) -> _Index:
    """Accounts by each of their areas with each of their marks, as far as anybody asks for them."""
    asked = np.unique(asked)
    said = _of(marks, ends, at)
    who = np.repeat(at, ends[at + 1] - ends[at])
    found: list[_Ints] = []
    for n in range(areas.shape[1]):
        keys = _key(areas[who, n], said)
        wanted = np.isin(keys, asked)
        found += [keys[wanted], who[wanted]]
    who = np.concatenate(found[1::2])
    return _Index(np.concatenate(found[::2]), days[who], who)


def _asked(at: _Ints, own: _Ints, marks: _Ints, ends: _Ints) -> tuple[_Ints, _Ints, _Ints]:
    """Accounts, where the keys of each end, and their keys: an area with each of their marks."""
    many = ends[at + 1] - ends[at]
    return at, np.concatenate(([0], np.cumsum(many))), _key(np.repeat(own[at], many), _of(marks, ends, at))


def _of(marks: _Ints, ends: _Ints, at: _Ints) -> _Ints:
    many = ends[at + 1] - ends[at]
    found: _Ints = marks[np.arange(int(many.sum())) + np.repeat(ends[at] - (np.cumsum(many) - many), many)]
    return found


def _key(area: _Ints, mark: _Ints) -> _Ints:
    return np.where(area < 0, -1, (area << 32) + mark)


def _areas(s: Signs) -> tuple[str, ...]:
    """The areas an account lies in, coarse to fine."""
    found = ["*"]
    if s.country:
        found.append(f"country {s.country}")
    if s.province:
        found.append(f"province {s.province}")
    return tuple(found)


def _around(lat: float, lon: float) -> list[int]:
    """The numbers of the cell a point lies in and of those around it, its own in the middle."""
    row = floor(lat / CELL_DEGREES)
    found: list[int] = []
    for r in (row - 1, row, row + 1):
        width = _width(r)
        columns = max(1, round(360 / width))
        column = floor((lon % 360.0) / width) % columns
        # Rows are counted from below the south pole, so that no number is negative.
        found.extend([(r + _COLUMNS) * _COLUMNS + (column + step) % columns for step in (-1, 0, 1)])
    return found


@cache
def _width(row: int) -> float:
    middle = min(80.0, abs((row + 0.5) * CELL_DEGREES))
    return 360.0 / max(1, floor(360.0 * cos(radians(middle)) / CELL_DEGREES))


def _marks(s: Signs) -> tuple[str, ...]:
    marks = {f"a {k}" for k in s.actors} | {f"t {k}" for k in s.targets}
    if s.killed is not None and (s.killed[0] or s.killed[1] or 0) >= 3:
        marks.add(f"k {s.killed[0] if s.killed[0] is not None else s.killed[1]}")
    if len(marks) < 3:
        marks |= {f"w {w}" for w in s.words}
    marks.add(f"y {s.type}")
    return tuple(sorted(marks))
