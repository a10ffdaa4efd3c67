"""Many reports, one incident: which accounts tell of the same event, decided with reasons."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from geo.blocks import pairs
from geo.incident import Account, Incident
from geo.likeness import NEEDED, Likeness, compare, weigh
from geo.merge import Joined, merge
from geo.nearest import explain
from geo.previous import Previous, keep_ids
from geo.relate import relate
from geo.scarcity import context_of
from geo.signs import Signs, signs_of
from geo.wire import Press, read_press
from seeds.report import Report

if TYPE_CHECKING:
    from gazetteer.store import Gazetteer

__all__ = ["Decision", "decide", "explain", "fuse"]

MARGIN = 1.0
"""By how much the best explanation of a vague account must beat the next one."""

_FLOOR = -1.5
"""The least any two accounts of one incident may weigh."""

_MAY_BE_ONE = 1.0
"""The mean weight between two clusters that may yet turn out to be one: vague accounts have little to weigh."""

_LOOKED_AT = 12
"""Most accounts of a cluster that a joining one is held against: all tell of one event, so more add little."""


@dataclass
class Decision:
    """Which accounts go together. ``clusters`` are positions in ``accounts``, each sorted, in order of their first."""

    accounts: tuple[Account, ...]
    signs: tuple[Signs, ...]
    clusters: tuple[tuple[int, ...], ...] = ()
    joined: dict[int, list[tuple[int, int, Likeness | None]]] = field(default_factory=dict)
    """The pairs whose comparison joined a cluster, by its first account; without one, the same words."""


def fuse(
    accounts: Iterable[Account],
    reports: Iterable[Report],
    *,
    gazetteer: Gazetteer | None = None,
    previous: Previous | None = None,
) -> tuple[Incident, ...]:
    """Fuse the accounts of many reports into incidents.

    The order of ``accounts`` and of ``reports`` makes no difference, and a report or an account given twice
    adds nothing. ``gazetteer`` is asked only for the province that accounts naming different districts share.
    ``previous`` keeps the ids of an earlier run. Accounts of a report that is not among ``reports`` count too,
    as told by an unknown publisher on an unknown day. The result is sorted by day, then id.
    """
    with _collector_at_rest():
        return _fuse(accounts, reports, gazetteer, previous)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from going over everything again and again while it cannot find anything.

    A run makes a great many small records and not one cycle; looking for cycles among them takes a third of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _fuse(
    accounts: Iterable[Account], reports: Iterable[Report], gazetteer: Gazetteer | None, previous: Previous | None
) -> tuple[Incident, ...]:
    press = read_press(reports)
    decision = decide(accounts, press)
    incidents = [
        merge(
            tuple(decision.accounts[i] for i in cluster),
            press,
            joined=tuple(
                Joined(decision.accounts[a], decision.accounts[b], likeness)
                for a, b, likeness in decision.joined.get(cluster[0], ())
            ),
            gazetteer=gazetteer,
        )
        for cluster in decision.clusters
    ]
    if previous is not None:
        incidents = keep_ids(incidents, previous)
    return tuple(sorted(relate(incidents), key=_order))


def _order(incident: Incident) -> tuple[int, int, str]:
    return (incident.start is None, incident.start.toordinal() if incident.start else 0, incident.id)


def account_order(account: Account, published: date | None) -> tuple[date, str, str]:
    """The fixed order of accounts: by publication (unknown last), then report, then account."""
    return (published or date.max, account.report, account.id)


def decide(accounts: Iterable[Account], press: Press) -> Decision:
    """Which accounts tell of one event. Pure bookkeeping over the pairs that the blocks offer."""
    once: dict[tuple[str, str], Account] = {}
    for account in accounts:
        if press.is_repeat(account.report):
            continue
        known = once.setdefault((account.report, account.id), account)
        # The same id twice with other content can only be an input error: the order of input must not choose.
        if known is not account and repr(account) < repr(known):
            once[account.report, account.id] = account
    ordered = tuple(sorted(once.values(), key=lambda a: account_order(a, press.published(a.report))))
    signs = tuple(signs_of(a, i, press.published(a.report)) for i, a in enumerate(ordered))
    decision = Decision(ordered, signs)
    _cluster(decision)
    return decision


class _Clusters:
    """Union of positions, with the members of each root kept sorted."""

    def __init__(self, total: int) -> None:
        self.root = list(range(total))
        self.members: dict[int, list[int]] = {i: [i] for i in range(total)}

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


def _cluster(decision: Decision) -> None:
    signs = decision.signs
    clusters = _Clusters(len(signs))
    links: dict[int, list[tuple[int, int]]] = defaultdict(list)
    copies: set[tuple[int, int]] = set()
    told = _once(signs, clusters, copies, links)
    context = context_of(told)
    known: dict[tuple[int, int], float] = {}

    def likeness(a: int, b: int) -> float:
        key = (a, b) if a < b else (b, a)
        found = known.get(key)
        if found is None:
            found = known[key] = weigh(signs[key[0]], signs[key[1]], context)
        return found

    edges: list[tuple[float, int, int]] = []
    beside: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, other in pairs(told):
        a, b = told[one].rank, told[other].rank
        value = weigh(signs[a], signs[b], context, NEEDED)
        if value >= NEEDED:
            known[a, b] = value
            beside[a].append((value, b))
            beside[b].append((value, a))
            edges.append((-value, a, b))
    edges.sort()

    sharp = [s.sharp for s in signs]
    waiting = edges
    # An edge put off because two explanations were as good may be free once those two are seen to be one.
    for _ in range(3):
        again: list[tuple[float, int, int]] = []
        for minus, a, b in waiting:
            one, other = clusters.find(a), clusters.find(b)
            if one == other or not _fit(clusters.members[one], clusters.members[other], likeness):
                continue
            if _rival(clusters, one, other, sharp, beside, likeness, -minus):
                again.append((minus, a, b))
                continue
            rows = [*links.pop(one, ()), *links.pop(other, ()), (a, b)]
            links[clusters.join(one, other)] = rows
        if len(again) == len(waiting):
            break
        waiting = again

    decision.clusters = tuple(tuple(clusters.members[root]) for root in sorted(clusters.members))
    decision.joined = {
        root: [(a, b, None if (a, b) in copies else compare(signs[a], signs[b], context)) for a, b in sorted(rows)]
        for root, rows in links.items()
    }


def _once(
    signs: Sequence[Signs],
    clusters: _Clusters,
    copies: set[tuple[int, int]],
    links: dict[int, list[tuple[int, int]]],
) -> list[Signs]:
    """Join the accounts of different reports that say the very same in the same words; the first of each is returned.

    Ten papers that carry one wire story would otherwise be compared, and counted, ten times over.
    """
    first: dict[Hashable, Signs] = {}
    reports: dict[Hashable, set[str]] = {}
    told = []
    for s in signs:
        known = first.get(s.key)
        if known is None or s.report in reports[s.key] or not s.words:
            told.append(s)
            if known is None:
                first[s.key] = s
                reports[s.key] = {s.report}
            continue
        reports[s.key].add(s.report)
        copies.add((known.rank, s.rank))
        links[clusters.join(known.rank, s.rank)].append((known.rank, s.rank))
    return told


def _fit(
    one: Sequence[int], other: Sequence[int], likeness: Callable[[int, int], float], *, needed: float = NEEDED - 2.0
) -> bool:
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
    sharp: Sequence[bool],
    beside: Mapping[int, list[tuple[float, int]]],
    likeness: Callable[[int, int], float],
    value: float,
) -> bool:
    """Whether a third cluster explains a vague one nearly as well as the one it is about to join.

    Only a cluster all of whose accounts are vague has to be explained. A third cluster that may itself be one with
    the second is no rival, nor is one that the vague one cannot join.
    """
    for vague, target in ((one, other), (other, one)):
        if any(sharp[m] for m in clusters.members[vague]):
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
