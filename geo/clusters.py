"""Accounts that speak for one another taken together, the surest pairs first, as long as nothing speaks against it."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from geo.likeness import NEEDED, Likeness, compare, weigh
from geo.scarcity import Context
from geo.signs import Signs

MARGIN = 1.0
"""By how much the best explanation of a vague account must beat the next one."""

_FLOOR = -1.5
"""The least any two accounts of one incident may weigh."""

_MAY_BE_ONE = 1.0
"""The mean weight between two clusters that may yet turn out to be one: vague accounts have little to weigh."""

_LOOKED_AT = 12
"""Most accounts of a cluster that a joining one is held against: all tell of one event, so more add little."""

Edge = tuple[float, int, int]
"""The weight of two accounts, and their ranks, the lower first."""

_Likeness = Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Accounts of one event, by rank, sorted; and the pairs whose comparison joined them.

    A pair without a comparison says the very same in the same words.
    """

    ranks: tuple[int, ...]
    joined: tuple[tuple[int, int, Likeness | None], ...] = ()


def affairs(
    ranks: array[int], values: array[float], ones: array[int], others: array[int]
) -> Iterator[tuple[list[int], list[Edge]]]:
    """Accounts that edges link, however far, with those edges; in order of the first of each.

    ``ranks`` are sorted; an edge is a value, with one of its ranks in ``ones`` and the other in ``others``.
    """
    root = array("i", range(ranks[-1] + 1 if ranks else 0))

    def find(rank: int) -> int:
        while root[rank] != rank:
            root[rank] = root[root[rank]]
            rank = root[rank]
        return rank

    for a, b in zip(ones, others, strict=True):
        low, high = sorted((find(a), find(b)))
        root[high] = low
    homes, edge_homes = array("i", map(find, ranks)), array("i", map(find, ones))
    edges = iter(_sorted(edge_homes))
    edge = next(edges, None)
    for home, members in groupby(_sorted(homes), key=homes.__getitem__):
        found: list[Edge] = []
        while edge is not None and edge_homes[edge] == home:
            found.append((values[edge], ones[edge], others[edge]))
            edge = next(edges, None)
        yield [ranks[n] for n in members], found


def _sorted(numbers: array[int]) -> array[int]:
    """The positions of numbers in ascending order, those of equal ones as they stand."""
    order = np.argsort(np.array(numbers, dtype=np.int32), kind="stable")
    return array("i", order.astype(np.int32).tobytes())


class _Clusters:
    """Union of ranks, with the members of each root kept sorted."""

    def __init__(self, ranks: Iterable[int]) -> None:
        self.members = {rank: [rank] for rank in ranks}
        self.root = {rank: rank for rank in self.members}

    def find(self, i: int) -> int:
        while self.root[i] != i:
            self.root[i] = self.root[self.root[i]]
            i = self.root[i]
        return i

    def join(self, a: int, b: int) -> int:
        a, b = sorted((self.find(a), self.find(b)))
        self.root[b] = a
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        return a


def clusters_of(
    signs: Mapping[int, Signs], copies: Sequence[tuple[int, int]], edges: Sequence[Edge], context: Context
) -> list[Cluster]:
    """The clusters among some accounts, in order of their first.

    ``signs`` are by rank, and hold all that ``edges`` and ``copies`` reach: what is decided of accounts that no edge
    links, however far, does not depend on one another. Each of ``copies`` says what the first of its pair says.
    """
    clusters = _Clusters(signs)
    links: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in copies:
        links[clusters.join(*pair)].append(pair)
    known: dict[tuple[int, int], float] = {}
    beside: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for value, a, b in edges:
        known[a, b] = value
        beside[a].append((value, b))
        beside[b].append((value, a))

    def likeness(a: int, b: int) -> float:
        key = (a, b) if a < b else (b, a)
        found = known.get(key)
        if found is None:
            found = known[key] = weigh(signs[key[0]], signs[key[1]], context, _FLOOR)
        return found

    vague = {rank for rank, s in signs.items() if not s.sharp}
    waiting = sorted((-value, a, b) for value, a, b in edges)
    # An edge put off because two explanations were as good may be free once those two are seen to be one.
    for _ in range(3):
        again: list[Edge] = []
        for minus, a, b in waiting:
            one, other = clusters.find(a), clusters.find(b)
            if one == other or not _fit(clusters.members[one], clusters.members[other], likeness):
                continue
            if _rival(clusters, one, other, vague, beside, likeness, -minus):
                again.append((minus, a, b))
                continue
            rows = [*links.pop(one, ()), *links.pop(other, ()), (a, b)]
            links[clusters.join(one, other)] = rows
        if len(again) == len(waiting):
            break
        waiting = again

    same = set(copies)
    return [
        Cluster(
            tuple(clusters.members[root]),
            tuple(
                (a, b, None if (a, b) in same else compare(signs[a], signs[b], context))
                for a, b in sorted(links.get(root, ()))
            ),
        )
        for root in sorted(clusters.members)
    ]


def _fit(one: Sequence[int], other: Sequence[int], likeness: _Likeness, *, needed: float = NEEDED - 2.0) -> bool:
    """Whether nothing between the members of two clusters speaks against their being one."""
    total, count = 0.0, 0
    few, many = one[:_LOOKED_AT], other[:_LOOKED_AT]
    for a in few:
        for b in many:
            value = likeness(a, b)
            if value < _FLOOR:
                return False
            total += value
            count += 1
    return total / count >= needed


def _rival(
    clusters: _Clusters,
    one: int,
    other: int,
    vague_ones: set[int],
    beside: Mapping[int, list[tuple[float, int]]],
    likeness: _Likeness,
    value: float,
) -> bool:
    """Whether a third cluster explains a vague one nearly as well as the one it is about to join.

    Only a cluster all of whose accounts are vague has to be explained. A third cluster that may itself be one with
    the second is no rival, nor is one that the vague one cannot join.
    """
    for vague, target in ((one, other), (other, one)):
        if not vague_ones.issuperset(clusters.members[vague]):
            continue
        seen = {vague, target}
        for m in clusters.members[vague][:_LOOKED_AT]:
            for rival_value, n in beside.get(m, ()):
                third = clusters.find(n)
                if third in seen or rival_value <= value - MARGIN:
                    continue
                seen.add(third)
                if not _fit(clusters.members[vague], clusters.members[third], likeness):
                    continue
                if not _fit(clusters.members[target], clusters.members[third], likeness, needed=_MAY_BE_ONE):
                    return True
    return False
