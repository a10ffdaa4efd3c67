"""Many reports, one incident: which accounts tell of the same event, decided with reasons.

Reports and accounts are read one by one and set aside on disk. Memory holds some numbers for each account (which block
it lies in, which others it speaks for), and of the accounts themselves only those of one affair at a time.
"""

from __future__ import annotations

import gc
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from geo.blocks import Blocks
from geo.clusters import Cluster, affairs, clusters_of
from geo.incident import Account, Incident
from geo.likeness import NEEDED, weigh
from geo.merge import Joined, merge
from geo.nearest import explain
from geo.previous import Previous, keep_ids
from geo.relate import Told, related
from geo.scarcity import Context
from geo.signs import Signs, signs_of
from geo.spill import Spill
from geo.wire import Press
from seeds.report import Report

if TYPE_CHECKING:
    from types import TracebackType

    from gazetteer.store import Gazetteer

__all__ = ["Fusion", "explain", "fuse", "fuse_each"]

_AT_HAND = 1 << 15
"""Accounts whose signs are kept in memory while pairs are weighed: those of a pair mostly come close together."""


def fuse(
    accounts: Iterable[Account],
    reports: Iterable[Report],
    *,
    gazetteer: Gazetteer | None = None,
    previous: Previous | None = None,
) -> tuple[Incident, ...]:
    """Fuse the accounts of many reports into incidents, and hold them all: `fuse_each` at once."""
    with _collector_at_rest():
        return tuple(fuse_each(accounts, reports, gazetteer=gazetteer, previous=previous))


def fuse_each(
    accounts: Iterable[Account],
    reports: Iterable[Report],
    *,
    gazetteer: Gazetteer | None = None,
    previous: Previous | None = None,
) -> Iterator[Incident]:
    """Fuse the accounts of many reports into incidents, one by one, in memory that texts and words do not fill.

    The order of ``accounts`` and of ``reports`` makes no difference, and a report or an account given twice
    adds nothing. ``gazetteer`` is asked only for the province that accounts naming different districts share.
    ``previous`` keeps the ids of an earlier run. Accounts of a report that is not among ``reports`` count too,
    as told by an unknown publisher on an unknown day. The result is sorted by day, then id.
    """
    with Fusion() as fusion:
        for report in reports:
            fusion.add_report(report)
        for account in accounts:
            fusion.add_account(account)
        yield from fusion.incidents(gazetteer=gazetteer, previous=previous)


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


class Fusion:
    """Reports and accounts taken in one by one, in any order, then given back as incidents.

    What `fuse_each` does for those who meet a report and its accounts together. To be closed, or used in a ``with``:
    what was set aside on disk is then gone, whatever happened.
    """

    def __init__(self) -> None:
        self._press = Press()
        self._accounts: Spill[Account] = Spill()
        self._names: list[tuple[str, str]] = []
        """Report and id of each account; only until their order is known."""
        self._order = array("q")
        """The number of each account that counts, by its rank in the fixed order."""
        self._fused: Spill[Incident] = Spill()
        """The incidents without their accounts and relations."""
        self._ranks, self._ends = array("i"), array("q", [0])
        """The ranks of the accounts of each incident, by its number."""
        self._home = array("i")
        """The number of the incident of each account, by rank."""
        self._ids: list[str] = []
        self._days: list[tuple[date | None, date | None]] = []

    def __enter__(self) -> Fusion:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all that was set aside."""
        self._press.close()
        self._accounts.close()
        self._fused.close()

    def add_report(self, report: Report) -> None:
        """Read a report; its text is not kept."""
        self._press.add(report)

    def add_account(self, account: Account) -> None:
        """Set an account aside."""
        self._accounts.append(account)
        self._names.append((account.report, account.id))

    def incidents(self, *, gazetteer: Gazetteer | None = None, previous: Previous | None = None) -> Iterator[Incident]:
        """The incidents of all that was added, sorted by day, then id; to be asked for once, when all is there."""
        with _collector_at_rest():
            self._press.finish()
            self._settle_order()
            for cluster in self._clusters():
                self._merge(cluster, gazetteer)
        if previous is not None:
            by_first = sorted(range(len(self._ids)), key=lambda n: self._ranks[self._ends[n]])
            names = keep_ids(((self._ids[n], self._told_by(n)) for n in by_first), previous)
            for n, name in zip(by_first, names, strict=True):
                self._ids[n] = name
        for n in sorted(range(len(self._ids)), key=self._place):
            incident = replace(self._fused[n], id=self._ids[n], accounts=tuple(self._told_by(n)))
            ranks = self._ranks[self._ends[n] : self._ends[n + 1]]
            rank_of = {account.report: rank for account, rank in zip(incident.accounts, ranks, strict=True)}
            yield related(incident, partial(self._told_in, rank_of))

    def _place(self, n: int) -> tuple[bool, date, str]:
        start = self._days[n][0]
        return start is None, start or date.max, self._ids[n]

    def _account(self, rank: int) -> Account:
        return self._accounts[self._order[rank]]

    def _told_by(self, n: int) -> Iterator[Account]:
        """The accounts of an incident, earliest first."""
        return map(self._account, self._ranks[self._ends[n] : self._ends[n + 1]])

    def _told_in(self, rank_of: Mapping[str, int], report: str) -> list[Told]:
        """All that a report tells: its accounts stand together in the fixed order, and of one the rank is given."""
        rank = rank_of[report]
        found = []
        for way in (range(rank, -1, -1), range(rank + 1, len(self._order))):
            for at in way:
                account = self._account(at)
                if account.report != report:
                    break
                n = self._home[at]
                found.append(Told(account, self._ids[n], *self._days[n]))
        return found

    def _settle_order(self) -> None:
        """The fixed order of accounts: by publication (unknown last), then report, then account, each once."""
        press = self._press
        last: tuple[str, str] | None = None
        for _, report, name, number in sorted(
            (press.published(report) or date.max, report, name, number)
            for number, (report, name) in enumerate(self._names)
            if not press.is_repeat(report)
        ):
            if (report, name) != last:
                self._order.append(number)
                last = (report, name)
            # The same id twice with other content can only be an input error: the order of input must not choose.
            elif repr(self._accounts[number]) < repr(self._account(-1)):
                self._order[-1] = number
        self._names.clear()

    def _clusters(self) -> Iterator[Cluster]:
        """Which accounts tell of one event, one affair (accounts that pairs link, however far) after another."""
        signs: Spill[Signs] = Spill()
        try:
            at_hand = lru_cache(maxsize=_AT_HAND)(signs.__getitem__)
            blocks, context, told, copies = self._read_signs(signs, at_hand)
            values, ones, others = array("d"), array("i"), array("i")
            for one, rows in groupby(blocks.pairs(), key=itemgetter(0)):
                mine = at_hand(told[one])
                for _, other in rows:
                    theirs = at_hand(told[other])
                    value = weigh(mine, theirs, context, NEEDED)
                    if value >= NEEDED:
                        values.append(value)
                        ones.append(mine.rank)
                        others.append(theirs.rank)
            del blocks
            for ranks, edges in affairs(told, values, ones, others):
                pairs = [(a, b) for a in ranks for b in copies.get(a, ())]
                if not edges and not pairs:
                    yield Cluster(tuple(ranks))
                    continue
                everybody = sorted((*ranks, *(b for _, b in pairs)))
                pairs.sort(key=lambda pair: pair[1])
                yield from clusters_of({rank: at_hand(rank) for rank in everybody}, pairs, edges, context)
        finally:
            signs.close()

    def _read_signs(
        self, signs: Spill[Signs], at_hand: Callable[[int], Signs]
    ) -> tuple[Blocks, Context, array[int], dict[int, list[int]]]:
        """Set the signs of every account aside, and gather what has to be known of all before two are compared.

        Accounts of different reports that say the very same in the same words are put together here, under the rank of
        the first; ten papers that carry one wire story would otherwise be compared, and counted, ten times over.
        """
        blocks, context = Blocks(), Context()
        told = array("i")
        first: dict[bytes, int] = {}
        copies: dict[int, list[int]] = defaultdict(list)
        reports: dict[int, set[str]] = {}
        for rank in range(len(self._order)):
            account = self._account(rank)
            s = signs_of(account, rank, self._press.published(account.report))
            signs.append(s)
            known = first.setdefault(s.key, rank)
            if known != rank and s.words:
                heard = reports.setdefault(known, {at_hand(known).report})
                if s.report not in heard:
                    heard.add(s.report)
                    copies[known].append(rank)
                    continue
            told.append(rank)
            blocks.add(s)
            context.add(s)
        context.finish()
        return blocks, context, told, copies

    def _merge(self, cluster: Cluster, gazetteer: Gazetteer | None) -> None:
        n = len(self._ids)
        accounts = {rank: self._account(rank) for rank in cluster.ranks}
        joined = tuple(Joined(accounts[a], accounts[b], likeness) for a, b, likeness in cluster.joined)
        incident = merge(tuple(accounts.values()), self._press, joined=joined, gazetteer=gazetteer)
        self._fused.append(replace(incident, accounts=()))
        self._ranks.extend(cluster.ranks)
        self._ends.append(len(self._ranks))
        self._ids.append(incident.id)
        self._days.append((incident.start, incident.end))
        if len(self._home) == 0:
            self._home = array("i", bytes(4 * len(self._order)))
        for rank in cluster.ranks:
            self._home[rank] = n
