"""Which accounts are worth comparing: blocks of period x cell, and for the vague ones period x area x sign."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from math import cos, floor, radians
from typing import TypeVar

import numpy as np

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


def pairs(signs: Sequence[Signs]) -> list[tuple[int, int]]:
    """Pairs of positions worth comparing, each once, lower first, sorted.

    ``signs`` stand in the order of their ``rank``. Accounts with a day and a point meet in their cell;
    those that name only a province, a country or a long time meet whatever shares their area, their
    time and, where that is a crowd, one more sign (an actor, a target, a toll, a word).
    """
    cells: _Index[int] = defaultdict(list)
    days: _Index[str] = defaultdict(list)
    signed: _Index[tuple[str, str]] = defaultdict(list)
    wide: _Index[tuple[str, str]] = defaultdict(list)
    marks = [_marks(s) for s in signs]
    for i, s in enumerate(signs):
        areas = _areas(s)
        if _narrow(s):
            assert s.first is not None
            for cell in _cells(s):
                cells[cell].append((s.first, i))
            for area in areas:
                days[area].append((s.first, i))
            index, when = signed, s.first
        else:
            index, when = wide, _middle(s)
        for area in areas:
            for mark in marks[i]:
                index[area, mark].append((when, i))
    by_cell, by_day, by_sign, by_sign_wide = _sorted(cells), _sorted(days), _sorted(signed), _sorted(wide)

    # Packed in one integer each: a hundred thousand accounts have some million pairs.
    packed = array("q")
    total = len(signs)
    for i, s in enumerate(signs):
        found: set[int] = set()
        own = _own_area(s)
        low, high, when = _reach(s)
        if _narrow(s):
            assert s.first is not None
            assert s.last is not None
            near = (s.first - REACH_DAYS - _WIDE, s.last + REACH_DAYS, s.first)
            if s.coarse <= 1 and s.lat is not None:
                # Two placed ones meet when the later of them looks back.
                for cell in _cells(s, around=True):
                    if cell in by_cell:
                        found.update(_between(by_cell[cell], near[0], s.first, s.first))
            else:
                found.update(_between(by_day.get(own), *near))
                found.update(_by_marks(by_sign, own, marks[i], *near))
            first, last = s.first - REACH_DAYS, s.last + REACH_DAYS
            found = {j for j in found if _within(signs[j], first, last)}
        else:
            found.update(_by_marks(by_sign, own, marks[i], low, high, when))
        if not (s.sharp and s.coarse == 0):
            found.update(_by_marks(by_sign_wide, own, marks[i], low, high, when))
        found.discard(i)
        packed.extend([i * total + j if i < j else j * total + i for j in found])
    one, other = np.divmod(np.unique(np.asarray(packed, dtype=np.int64)), max(total, 1))
    return list(zip(one.tolist(), other.tolist(), strict=True))


_Key = TypeVar("_Key")
_Index = defaultdict[_Key, list[tuple[int, int]]]
_Rows = tuple[list[int], list[int]]
"""Days in order, and the position of the account of each."""


def _sorted(index: _Index[_Key]) -> dict[_Key, _Rows]:
    result = {}
    for key, rows in index.items():
        rows.sort()
        result[key] = ([day for day, _ in rows], [i for _, i in rows])
    return result


def _within(s: Signs, first: int, last: int) -> bool:
    return s.first is None or s.last is None or (s.first <= last and s.last >= first)


def _narrow(s: Signs) -> bool:
    return s.first is not None and s.last is not None and s.last - s.first <= _WIDE


def _middle(s: Signs) -> int:
    if s.first is not None and s.last is not None:
        return (s.first + s.last) // 2
    return s.told if s.told is not None else 0


def _reach(s: Signs) -> tuple[int, int, int]:
    """First and last day an event of this telling may have, and the likeliest one."""
    if s.first is not None and s.last is not None:
        return (
            s.first - REACH_DAYS - _WIDE,
            s.last + REACH_DAYS + _UNDATED_REACH * (s.last - s.first <= _WIDE),
            (s.first + s.last) // 2,
        )
    if s.told is None:
        return -_UNDATED_REACH, 4_000_000, 4_000_000
    return s.told - _UNDATED_REACH, s.told + 60, s.told


def _areas(s: Signs) -> tuple[str, ...]:
    """The areas an account lies in, coarse to fine."""
    found = ["*"]
    if s.country:
        found.append(f"country {s.country}")
    if s.province:
        found.append(f"province {s.province}")
    return tuple(found)


def _own_area(s: Signs) -> str:
    """The area an account looks for others in: its own, as finely as it is told."""
    return _areas(s)[-1] if not s.region else "*"


def _cells(s: Signs, around: bool = False) -> list[int]:
    """The number of the cell an account lies in, with those around it if asked for; none without a point."""
    if s.lat is None or s.lon is None:
        return []
    row = floor(s.lat / CELL_DEGREES)
    found: list[int] = []
    for r in (row - 1, row, row + 1) if around else (row,):
        width = _width(r)
        columns = max(1, round(360 / width))
        column = floor((s.lon % 360.0) / width) % columns
        steps = (-1, 0, 1) if around else (0,)
        found.extend([r * _COLUMNS + (column + step) % columns for step in steps])
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


def _by_marks(
    index: Mapping[tuple[str, str], _Rows], area: str, marks: Sequence[str], low: int, high: int, when: int
) -> set[int]:
    """Candidates that share a mark, the rarest marks first, until there are enough of them."""
    slices = sorted(
        ((_between(index.get((area, mark)), low, high, when), mark) for mark in marks), key=lambda r: (len(r[0]), r[1])
    )
    found: set[int] = set()
    for rows, _ in slices:
        if len(found) + len(rows) > ENOUGH and found:
            break
        found.update(rows)
    return found


def _between(rows: _Rows | None, low: int, high: int, when: int) -> list[int]:
    """The candidates of an index from one day to another, at most MOST of them, the nearest to ``when``."""
    if rows is None:
        return []
    days, found = rows
    start, stop = bisect_left(days, low), bisect_right(days, high)
    if stop - start > MOST:
        middle = (bisect_left(days, when, start, stop) + bisect_right(days, when, start, stop)) // 2
        start = max(start, min(middle - MOST // 2, stop - MOST))
        stop = start + MOST
    return found[start:stop]
