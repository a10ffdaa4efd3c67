"""Time, memory and B-cubed of fusion on 1,000, 10,000 and 100,000 accounts of our own making.

No corpus has so many accounts whose events are known. So events are drawn with a fixed seed (a place, a day, who, whom,
how many; a few places and groups have most of them, as in life) and each is told by one to many reports: with the
place at times only as the district, the province or the country, the day a day off, inferred, a month or missing, the
actor under another spelling or not at all, the toll revised, the type confused, the words others. A fifth of the
reports carry another's text. Countries, places and groups are invented.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from geo.fusion import fuse, fuse_each
from geo.incident import Account, Evidence, Incident, Toll, Type, Where
from seeds.report import Report, Span

MEASURED = 20_000
"""Accounts up to which memory is measured unasked: that takes several times as long as fusion itself."""

START, DAYS = date(2023, 1, 1), 730
COUNTRIES = ("QA1", "QB2", "QC3", "QD4", "QE5", "QF6", "QG7", "QH8", "QI9", "QJ0", "QK1", "QL2")
SYLLABLES = "ba ke ri mo zu ta fe lo shi ga du ne po xa vi ho ju se ral min dor keth".split()
TARGETS: dict[Type, tuple[tuple[str, ...], ...]] = {
    "attack": (
        ("police",),
        ("policemen",),
        ("soldiers",),
        ("labourers", "workers"),
        ("market",),
        ("mosque",),
        ("convoy",),
        ("school",),
    ),
    "strike": (("depot",), ("hospital",), ("homes",), ("airfield",), ("power station",), ("market",)),
    "clash": (("soldiers",), ("border guards",), ("militia",)),
    "abduction": (("engineers",), ("villagers",), ("aid workers",), ("border guards",)),
    "operation": (("militants",), ("smugglers",), ("suspects",)),
}
DETAILS = (
    "near the bus stand", "by the old bridge", "during the evening prayer", "as the shops opened",
    "on the highway", "beside the river", "after a wedding", "in heavy fog",
    "from a passing car", "behind the grain store", "at a petrol pump", "outside the court",
    "at the stadium gate", "in a vineyard", "close to the dam", "at a tea house",
    "in the cattle market", "by the railway crossing",
)  # fmt: skip
VERBS: dict[Type, tuple[str, ...]] = {
    "attack": ("attacked", "opened fire on", "assaulted", "ambushed"),
    "strike": ("bombed", "struck", "shelled", "fired rockets at"),
    "clash": ("fought with", "clashed with", "exchanged fire with"),
    "abduction": ("seized", "abducted", "carried off"),
    "operation": ("raided", "arrested", "detained"),
}
CONFUSED: dict[Type, Type] = {
    "attack": "clash",
    "strike": "attack",
    "clash": "attack",
    "abduction": "attack",
    "operation": "clash",
}


@dataclass(frozen=True)
class Town:
    name: str
    country: str
    province: str
    district: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Event:
    number: int
    type: Type
    town: Town
    day: date
    actor: str
    targets: tuple[str, ...]
    killed: int | None
    detail: str


def _name(rng: random.Random, taken: set[str]) -> str:
    while True:
        name = "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 3, 3, 4)))).capitalize()
        if name not in taken:
            taken.add(name)
            return name


def make_world(rng: random.Random) -> tuple[list[Town], dict[str, list[str]]]:
    """Towns, and the armed groups and forces of every country."""
    taken: set[str] = set()
    towns = []
    groups: dict[str, list[str]] = {}
    for n, country in enumerate(COUNTRIES):
        west, south = -60 + 12 * (n % 6), 5 + 15 * (n // 6)
        groups[country] = [
            f"{_name(rng, taken)} {rng.choice(('Front', 'Brigade', 'Movement', 'Army'))}" for _ in range(4)
        ]
        groups[country].append(f"{_name(rng, taken)} armed forces")
        for p in range(6):
            province = _name(rng, taken)
            for d in range(4):
                district = _name(rng, taken)
                for _ in range(3):
                    lat = south + 2.5 * (p // 3) + 1.0 * (d // 2) + rng.random() * 0.8
                    lon = west + 3 * (p % 3) + 1.2 * (d % 2) + rng.random() * 1.0
                    towns.append(Town(_name(rng, taken), country, province, district, lat, lon))
    return towns, groups


def make(total: int, seed: int = 7) -> tuple[list[Account], list[Report], dict[str, str]]:
    """Accounts, their reports, and the event of every account by the account's id."""
    rng = random.Random(seed)
    towns, groups = make_world(rng)
    weights = [1 / (1 + i) ** 0.7 for i in range(len(towns))]
    rng.shuffle(weights)
    tellings: list[tuple[Event, date]] = []
    number = 0
    while len(tellings) < total:
        number += 1
        event = _event(rng, number, rng.choices(towns, weights)[0], groups)
        told = min(60, 1 + int(rng.paretovariate(1.1)))
        for i in range(min(told, total - len(tellings))):
            later = rng.choice((0, 0, 1, 1, 2)) if i < max(1, told * 3 // 4) else rng.randrange(5, 200)
            tellings.append((event, event.day + timedelta(days=later)))
    return _reports(rng, tellings)


def _event(rng: random.Random, number: int, town: Town, groups: dict[str, list[str]]) -> Event:
    kind: Type = rng.choices(("attack", "strike", "clash", "abduction", "operation"), (40, 20, 18, 7, 15))[0]
    killed = None if rng.random() < 0.25 or kind in ("abduction", "operation") else min(80, int(rng.paretovariate(0.9)))
    return Event(
        number, kind, town, START + timedelta(days=rng.randrange(DAYS)), rng.choice(groups[town.country]),
        rng.choice(TARGETS[kind]), killed, rng.choice(DETAILS),
    )  # fmt: skip


def _reports(
    rng: random.Random, tellings: Sequence[tuple[Event, date]]
) -> tuple[list[Account], list[Report], dict[str, str]]:
    by_day: dict[date, list[Event]] = {}
    for event, day in tellings:
        by_day.setdefault(day, []).append(event)
    accounts: list[Account] = []
    reports: list[Report] = []
    truth: dict[str, str] = {}
    for day in sorted(by_day):
        events = by_day[day]
        rng.shuffle(events)
        while events:
            size = rng.choice((1, 1, 2, 3))
            # A report tells an event once.
            chosen = list({e.number: e for e in events[:size]}.values())
            for e in chosen:
                events.remove(e)
            _report(rng, day, chosen, accounts, reports, truth)
    return accounts, reports, truth


def _report(
    rng: random.Random,
    day: date,
    events: Iterable[Event],
    accounts: list[Account],
    reports: list[Report],
    truth: dict[str, str],
) -> None:
    name = f"r{len(reports):06d}"
    text = f"{rng.choice(('Officials', 'Residents', 'A spokesman', 'The agency'))} told of the day's news. "
    mine: list[Account] = []
    for n, event in enumerate(events):
        clause = _clause(rng, event)
        mine.append(_account(rng, f"{name}#{n}", name, day, event, clause, len(text)))
        text += f"{clause}. " + " ".join(rng.choice(SYLLABLES) for _ in range(30)) + ". "
        truth[mine[-1].id] = str(event.number)
    reports.append(Report(name, text, None, f"Paper {rng.randrange(40)}", None, day, None, "en"))
    accounts += mine
    if rng.random() < 0.2:
        copy = f"r{len(reports):06d}"
        reports.append(
            Report(
                copy,
                text + "Our own correspondent adds a word.",
                None,
                f"Daily {rng.randrange(40)}",
                None,
                day,
                None,
                "en",
            )
        )
        for account in mine:
            twin = replace(account, id=account.id.replace(name, copy), report=copy)
            truth[twin.id] = truth[account.id]
            accounts.append(twin)


def _spelt(rng: random.Random, name: str) -> str:
    if rng.random() < 0.7:
        return name
    return rng.choice(
        (f"the {name}", name.replace(" ", "-"), name.replace("a", "aa", 1), name.split()[0] + " fighters")
    )


def _clause(rng: random.Random, event: Event) -> str:
    where = event.town.name if rng.random() < 0.7 else event.town.province
    who = _spelt(rng, event.actor) if rng.random() < 0.7 else "armed men"
    detail = f" {event.detail}" if rng.random() < 0.5 else ""
    return f"{who} {rng.choice(VERBS[event.type])} {' and '.join(event.targets)} in {where}{detail}"


def _account(rng: random.Random, name: str, report: str, told: date, event: Event, clause: str, at: int) -> Account:
    fresh = (told - event.day).days <= 3
    start, end, precision, inferred = _when(rng, event.day, told, fresh)
    return Account(
        id=name,
        report=report,
        type=CONFUSED[event.type] if rng.random() < 0.06 else event.type,
        title=clause,
        start=start,
        end=end,
        date_precision=precision,
        where=_where(rng, event.town, fresh),
        actors=(_spelt(rng, event.actor),) if rng.random() < 0.65 else (),
        targets=event.targets if rng.random() < 0.7 else (),
        killed=_killed(rng, event.killed, fresh),
        salience="main" if fresh else "background",
        date_inferred=inferred,
        evidence=(Evidence("incident", Span(at, at + len(clause)), clause),),
    )


def _when(rng: random.Random, day: date, told: date, fresh: bool) -> tuple[date | None, date | None, int, bool]:
    x = rng.random()
    one = timedelta(days=1)
    if fresh:
        if x < 0.72:
            return day, day, 1, False
        if x < 0.88:
            return told - one, told, 2, True
        return (day - one, day, 2, False) if x < 0.95 else (None, None, 5, False)
    if x < 0.5:
        return day, day, 1, False
    if x < 0.8:
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - one, 4, False
    return None, None, 5, False


def _where(rng: random.Random, town: Town, fresh: bool) -> Where:
    x = rng.random() * (1.0 if fresh else 0.8)
    if x > 0.35:
        return Where(
            town.name, town.country, town.province, "town", 1, town.lat, town.lon, 5.0, place_id=f"t:{town.name}"
        )
    if x > 0.25:
        return Where(
            town.district,
            town.country,
            town.province,
            "district",
            3,
            town.lat,
            town.lon,
            40.0,
            place_id=f"d:{town.district}",
        )
    if x > 0.07:
        return Where(
            town.province,
            town.country,
            town.province,
            "province",
            4,
            town.lat,
            town.lon,
            150.0,
            place_id=f"p:{town.province}",
        )
    return Where(
        town.country, town.country, None, "country", 6, town.lat, town.lon, 500.0, place_id=f"c:{town.country}"
    )


def _killed(rng: random.Random, killed: int | None, fresh: bool) -> Toll | None:
    if killed is None or rng.random() < 0.15:
        return None
    x = rng.random()
    if fresh and x < 0.2 and killed > 2:
        early = max(1, round(killed * rng.choice((0.6, 0.8, 0.9))))
        return early, None
    return (killed, None) if x < 0.35 else (killed, killed)


def b_cubed(incidents: Iterable[Incident], truth: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 against the known events."""
    rows = [(truth[a.id], n) for n, i in enumerate(incidents) for a in i.accounts]
    both, events, clusters = Counter(rows), Counter(e for e, _ in rows), Counter(n for _, n in rows)
    precision = sum(both[r] / clusters[r[1]] for r in rows) / len(rows)
    recall = sum(both[r] / events[r[0]] for r in rows) / len(rows)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _peak(accounts: Sequence[Account], reports: Sequence[Report]) -> str:
    """The most that fusion held beside the accounts and reports given, the incidents being let go as they come."""
    tracemalloc.start()
    for _ in fuse_each(accounts, reports):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return f"{peak / 1e6:.0f} MB at the peak, {peak / len(accounts) / 1e3:.1f} kB each"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "sizes", nargs="*", type=int, default=None, help="how many accounts (default 1000 10000 100000)"
    )
    parser.add_argument(
        "--memory", action="store_true", help=f"measure memory above {MEASURED:,} accounts too, which takes long"
    )
    args = parser.parse_args(arguments)
    spent = []
    for size in args.sizes or (1_000, 10_000, 100_000):
        accounts, reports, truth = make(size)
        fuse(accounts[:50], reports[:50])
        begun = time.process_time()
        incidents = fuse(accounts, reports)
        seconds = time.process_time() - begun
        spent.append((len(accounts), seconds))
        p, r, f = b_cubed(incidents, truth)
        count = len(incidents)
        del incidents
        memory = f", {_peak(accounts, reports)}" if args.memory or size <= MEASURED else ""
        print(
            f"fusion  {len(accounts):>7,} accounts of {len(reports):,} reports, {len(set(truth.values())):,} events -> "
            f"{count:,} incidents: {seconds:.2f} s of one core, {1e6 * seconds / len(accounts):.0f} us each"
            f"{memory}; B-cubed P {p:.3f} R {r:.3f} F1 {f:.3f}"
        )
    for (n, t), (m, u) in pairwise(spent):
        print(f"        {m / n:.0f} times the accounts took {u / t:.1f} times as long")
    return 0


if __name__ == "__main__":
    sys.exit(main())
