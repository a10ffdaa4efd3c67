"""Accounts of one event made one incident, each value said no more finely than the accounts support together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from gazetteer.names import fold
from geo.actors import canonical_name, identify
from geo.days import precision_of
from geo.disagree import disagreements
from geo.incident import Account, Incident, Source, Status, Toll, Type, Where
from geo.likeness import Likeness
from geo.signs import COARSENESS, name_keys, province_key
from geo.wire import Press

if TYPE_CHECKING:
    from gazetteer.store import Gazetteer

SAME_SPOT_KM = 25.0
"""Places this near one another are one spot named differently: UCDP's precision 2."""

_WEEK = 7

_TALKS = frozenset({"liaison", "diplomacy"})


@dataclass(frozen=True, slots=True)
class Joined:
    """A comparison that joined two accounts; None where they say the very same in the same words."""

    one: Account
    other: Account
    likeness: Likeness | None


def merge(
    accounts: Sequence[Account],
    press: Press,
    *,
    joined: Sequence[Joined] = (),
    gazetteer: Gazetteer | None = None,
) -> Incident:
    """One incident of accounts in their fixed order (earliest first); relations are added later, by ``relate``."""
    earliest = accounts[0]

    def heard(some: Iterable[Account]) -> int:
        return len({press.counted_under(a.report) for a in some})

    kind = _most(accounts, lambda a: a.type, heard)
    where, placed = fused_place(accounts, heard, gazetteer)
    start, end, date_precision, inferred, dated = fused_date(accounts, heard)
    actors, targets = fused_names(accounts, heard)
    killed, killed_best = fused_toll(accounts, [a.killed for a in accounts], press)
    injured, injured_best = fused_toll(accounts, [a.injured for a in accounts], press)
    supplied = []
    if _known(where) and (not _known(earliest.where) or where.where_precision < earliest.where.where_precision):
        supplied.append("place")
    if start is not None and end is not None and (earliest.start is None or _span(earliest) > (end - start).days):
        supplied.append("date")
    for name, value, first in (
        ("killed", killed, earliest.killed),
        ("injured", injured, earliest.injured),
        ("actors", actors, earliest.actors),
        ("targets", targets, earliest.targets),
    ):
        if value and not first:
            supplied.append(name)
    title = min(
        accounts,
        key=lambda a: (
            a.salience != "main",
            a.type != kind,
            (a.where.name, a.where.level) != (where.name, where.level),
            killed is not None and a.killed is None,
        ),
    ).title
    reasons = [
        f"{j.other.id} ({_teller(press, j.other)}) joined to {j.one.id} ({_teller(press, j.one)}): "
        + (f"{j.likeness.words()}; together {j.likeness.together:.1f}" if j.likeness else "the very same words")
        for j in joined
    ]
    return Incident(
        id=earliest.id,
        type=kind,
        title=title,
        start=start,
        end=end,
        date_precision=date_precision,
        where=where,
        actors=actors,
        targets=targets,
        killed=killed,
        injured=injured,
        killed_best=killed_best,
        injured_best=injured_best,
        status=fused_status([a for a in accounts if a.type == kind], press),
        accounts=tuple(accounts),
        sources=sources(accounts, press),
        disagreements=disagreements(accounts, press),
        supplied=tuple(supplied),
        reasons=(*reasons, *placed, *dated),
        date_inferred=inferred,
        salience="main" if any(a.salience == "main" for a in accounts) else "background",
    )


def _span(account: Account) -> int:
    return 0 if account.start is None else ((account.end or account.start) - account.start).days


def _known(where: Where) -> bool:
    return where.name is not None or where.country is not None


def _teller(press: Press, account: Account) -> str:
    source = press.source(account.report)
    if source.summary_of is not None:
        return f"our summary of {source.summary_of.publisher or 'an unnamed publisher'}"
    return source.publisher or account.report


def _most(  # the value that most sources give; of several, the one given first
    accounts: Sequence[Account], value: Callable[[Account], Type], heard: Callable[[Iterable[Account]], int]
) -> Type:
    groups: dict[Type, list[Account]] = {}
    for account in accounts:
        groups.setdefault(value(account), []).append(account)
    return max(groups, key=lambda v: heard(groups[v]))


def sources(accounts: Sequence[Account], press: Press) -> tuple[Source, ...]:
    """One source per story, earliest first; reports that carry the same wire story stand in its ``carried_by``."""
    told: dict[str, list[str]] = {}
    for account in accounts:
        reports = told.setdefault(press.counted_under(account.report), [])
        if account.report not in reports:
            reports.append(account.report)
    return tuple(replace(press.source(reports[0]), carried_by=tuple(reports[1:])) for reports in told.values())


# ---- place -----------------------------------------------------------------------------------------------------------


def place_identity(where: Where) -> str:
    """What two accounts must share to name the same place: the gazetteer's id, a province, else the folded name."""
    if where.level == "province" and where.admin1:
        return f"province {province_key(where.country, where.admin1)}"
    if where.level == "country" and where.country:
        return f"country {where.country}"
    if where.place_id is not None and where.where_precision <= 3:
        return where.place_id
    return f"{where.level} {where.country} {fold(where.name) if where.name else ''}"


def fused_place(
    accounts: Sequence[Account], heard: Callable[[Iterable[Account]], int], gazetteer: Gazetteer | None
) -> tuple[Where, tuple[str, ...]]:
    """The finest place that the accounts support together, and why.

    Where they name different districts or towns of one province it is the province (UCDP's rule), where they
    name different provinces the country. Places within SAME_SPOT_KM of one another are one spot.
    """
    groups: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        groups[place_identity(account.where)].append(account)
    # Of the tellings of one place the surest and most exact stands for it.
    best = {
        key: min(rows, key=lambda a: (a.where.where_precision, -(a.where.confidence or 0.0))).where
        for key, rows in groups.items()
    }
    fine = [key for key, where in best.items() if COARSENESS[where.level] <= 1 and where.where_precision <= 3]
    if fine:
        return _fused_fine(fine, best, groups, heard, accounts, gazetteer)
    ranked = sorted(
        best,
        key=lambda k: (not _known(best[k]), COARSENESS[best[k].level], best[k].where_precision, -heard(groups[k]), k),
    )
    first = best[ranked[0]]
    provinces = [best[k] for k in ranked if best[k].level == "province"]
    if len({province_key(w.country, w.admin1) for w in provinces}) > 1:
        return _country(accounts, provinces, gazetteer)
    return first, ()


def _fused_fine(
    fine: list[str],
    best: dict[str, Where],
    groups: dict[str, list[Account]],
    heard: Callable[[Iterable[Account]], int],
    accounts: Sequence[Account],
    gazetteer: Gazetteer | None,
) -> tuple[Where, tuple[str, ...]]:
    finest = sorted(
        fine,
        key=lambda k: (COARSENESS[best[k].level], not _pinned(best[k]), best[k].level != "site", -heard(groups[k]), k),
    )
    chosen = best[finest[0]]
    furthest, others = 0.0, []
    for key in finest[1:]:
        other = best[key]
        km = _km(chosen, other)
        if km is None:
            if _inside(chosen, other) or _inside(other, chosen) or _same_name(chosen, other):
                continue
            return _province(accounts, [best[k] for k in finest], gazetteer)
        slack = SAME_SPOT_KM
        if other.level == "district":
            slack = max(slack, (other.radius_km or 40.0) + (chosen.radius_km or 0.0))
        if km > slack:
            return _province(accounts, [best[k] for k in finest], gazetteer)
        if other.level != "district" and chosen.level != "site":
            furthest = max(furthest, km)
            others.append(other.name or "?")
    if others and furthest > 3.0:
        # Named differently a few kilometres apart: the one most sources name, and a ring that holds the others.
        towns = [k for k in finest if COARSENESS[best[k].level] == 0]
        chosen = best[max(towns, key=lambda k: heard(groups[k]))]
        reach = max((_km(chosen, best[k]) or 0.0) for k in towns)
        names = " and ".join(sorted({best[k].name or "?" for k in towns}))
        return (
            replace(
                chosen,
                where_precision=max(2, chosen.where_precision),
                radius_km=max(chosen.radius_km or 0.0, round(reach, 1)),
            ),
            (f"{names} are named, {reach:.0f} km apart at most: near {chosen.name}",),
        )
    return chosen, ()


def _inside(one: Where, other: Where) -> bool:
    return one.within_id is not None and one.within_id == other.place_id


def _pinned(where: Where) -> bool:
    """Whether its point is its own, not that of the place it is said to be in."""
    return where.lat is not None and where.within_id is None


def _same_name(one: Where, other: Where) -> bool:
    return bool(one.name) and bool(other.name) and fold(one.name or "") == fold(other.name or "")


def _km(one: Where, other: Where) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    if not _pinned(one) or not _pinned(other):
        return None
    from geopy.distance import geodesic

    return float(geodesic((one.lat, one.lon), (other.lat, other.lon)).km)


def _province(
    accounts: Sequence[Account], named: list[Where], gazetteer: Gazetteer | None
) -> tuple[Where, tuple[str, ...]]:
    provinces = {province_key(w.country, w.admin1) for w in named}
    if None in provinces or len(provinces) > 1:
        return _country(accounts, named, gazetteer)
    why = f"different places are named ({_names(named)}): the province they share"
    for account in accounts:
        where = account.where
        if where.level == "province" and province_key(where.country, where.admin1) in provinces:
            return where, (why,)
    first = named[0]
    where = Where(first.admin1, first.country, first.admin1, "province", 4, reasons=(why,))
    if gazetteer is not None and first.country:
        for place in gazetteer.admin1(first.country):
            if province_key(place.country, place.admin1 or place.name) in provinces:
                where = replace(
                    where,
                    name=place.name,
                    lat=place.lat,
                    lon=place.lon,
                    radius_km=place.radius_km,
                    place_id=place.id,
                    outline_id=place.outline_id,
                )
                break
    return where, (why,)


def _country(
    accounts: Sequence[Account], named: list[Where], gazetteer: Gazetteer | None
) -> tuple[Where, tuple[str, ...]]:
    why = f"different provinces are named ({_names(named)}): no nearer than the country"
    countries = sorted({w.country for w in named if w.country})
    if len(countries) != 1:
        return Where(None, None, None, "region", 6, reasons=(why,)), (why,)
    for account in accounts:
        if account.where.level == "country" and account.where.country == countries[0]:
            return account.where, (why,)
    name = countries[0]
    if gazetteer is not None:
        name = next((p.name for p in gazetteer.countries() if p.country == countries[0]), name)
    return Where(name, countries[0], None, "country", 6, reasons=(why,)), (why,)


def _names(named: Iterable[Where]) -> str:
    return ", ".join(sorted({w.name or "?" for w in named}))


# ---- date ------------------------------------------------------------------------------------------------------------


def fused_date(
    accounts: Sequence[Account], heard: Callable[[Iterable[Account]], int]
) -> tuple[date | None, date | None, int, bool, tuple[str, ...]]:
    """Start, end, precision, whether inferred, and why: the days that most sources have in common.

    Days said in words go before days inferred from a report's freshness, and of days on which as many
    sources agree the later told (a correction) wins.
    """
    dated = [a for a in accounts if a.start is not None]
    if not dated:
        return None, None, 5, False, ()
    # The day of fresh news is better than a month said in words; of a retelling an inferred day says nothing.
    stated = [a for a in dated if not a.date_inferred]
    fresh = [a for a in dated if a.date_inferred and a.salience == "main"]
    wide = all(_span(a) >= _WEEK for a in stated)
    pool = ([a for a in dated if a in fresh or a in stated] if wide else stated) or dated
    best: tuple[int, float, int] | None = None
    chosen: list[Account] = []
    for day in sorted({a.start for a in pool if a.start}):
        there = [n for n, a in enumerate(pool) if a.start and a.start <= day <= (a.end or a.start)]
        exact = max(1.0 / (_span(pool[n]) + 1) for n in there)
        rank = (heard(pool[n] for n in there), exact, there[-1])
        if best is None or rank > best:
            best, chosen = rank, [pool[n] for n in there]
    start = max(a.start for a in chosen if a.start)
    end = min(a.end or a.start for a in chosen if a.start)
    why: tuple[str, ...] = ()
    if len(chosen) < len(pool):
        why = (f"{heard(chosen)} of {heard(pool)} sources that name a day agree on {_days(start, end)}",)
    precision = min(
        (a.date_precision for a in chosen if (a.start, a.end or a.start) == (start, end)),
        default=precision_of((start, end)),
    )
    narrowest = min(map(_span, chosen))
    inferred = all(a.date_inferred for a in chosen if _span(a) == narrowest)
    return start, end, precision, inferred, why


def _days(start: date, end: date) -> str:
    return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"


# ---- names, tolls, status --------------------------------------------------------------------------------------------


def fused_names(
    accounts: Sequence[Account], heard: Callable[[Iterable[Account]], int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Everybody who is said to have acted, and to have suffered it, each once by the name most sources use.

    A name that only says less than another ('Baloch groups' beside a named Baloch group) is left to the accounts.
    In talks, where each side may be named first, nobody stands on both sides.
    """
    actors = _distinct(accounts, lambda a: a.actors, heard)
    targets = _distinct(accounts, lambda a: a.targets, heard)
    if accounts[0].type not in _TALKS:
        # 'Strikes on Iran' says where: it is no target beside those that are named.
        here = {frozenset({f"state:{a.where.country}"}) for a in accounts}
        targets = tuple(n for n in targets if name_keys(n) not in here) or targets
    else:
        taken = {name_keys(n) for n in actors}
        first = _distinct(accounts[:1], lambda a: a.actors, heard)
        if first and targets and {name_keys(n) for n in targets} & taken:
            actors, targets = (
                first,
                tuple(
                    n for n in dict.fromkeys((*targets, *actors)) if name_keys(n) not in {name_keys(m) for m in first}
                ),
            )
    return actors, targets


def _distinct(
    accounts: Sequence[Account], names: Callable[[Account], tuple[str, ...]], heard: Callable[[Iterable[Account]], int]
) -> tuple[str, ...]:
    told: dict[frozenset[str], dict[str, list[Account]]] = {}
    for account in accounts:
        for name in names(account):
            told.setdefault(name_keys(name), {}).setdefault(name, []).append(account)
    order = list(told)
    ranked = sorted(
        told, key=lambda keys: (-heard(a for rows in told[keys].values() for a in rows), -len(keys), order.index(keys))
    )
    kept: list[frozenset[str]] = []
    for keys in ranked:
        if not keys or any(keys <= k for k in kept):
            continue
        less = [k for k in kept if k < keys]
        # A country says enough by itself; a people ('Baloch groups') gives way to the group that is named.
        if any(all(x.startswith("state:") for x in k) for k in less):
            continue
        kept = [k for k in kept if k not in less] + [keys]
    # A name without any telling word ('gunmen') stands only where there is no better.
    return tuple(_called(told[keys], heard) for keys in kept or ranked[:1])


def _called(spellings: dict[str, list[Account]], heard: Callable[[Iterable[Account]], int]) -> str:
    """The vocabulary's name of a known group, else the spelling that most sources use."""
    name = max(spellings, key=lambda n: heard(spellings[n]))
    return canonical_name(name) if (identify(name) or "").startswith("group:") else name


def fused_toll(
    accounts: Sequence[Account], tolls: Sequence[Toll | None], press: Press
) -> tuple[Toll | None, int | None]:
    """(lowest, highest) over all accounts, and the latest best figure; None, None where nobody gives a number.

    An account's own best figure is its lower one: no more than it vouches for. Of figures published on one
    day the one that most sources give counts, of as many the lower.
    """
    given = [(a, t) for a, t in zip(accounts, tolls, strict=True) if t is not None]
    if not given:
        return None, None
    lows = [t[0] for _, t in given if t[0] is not None]
    highs = [t[1] for _, t in given if t[1] is not None]
    open_low = max((t[0] for _, t in given if t[1] is None and t[0] is not None), default=None)
    high = max(highs + lows, default=None)
    if open_low is not None and high == open_low and open_low not in highs:
        high = None
    best = [(press.published(a.report), a, _vouched(t)) for a, t in given]
    days = [d for d, _, _ in best if d is not None]
    last = [(a, n) for d, a, n in best if n is not None and (not days or d == max(days))]
    votes = Counter(n for _, n in {(press.counted_under(a.report), n) for a, n in last})
    return (min(lows, default=None), high), max(votes, key=lambda n: (votes[n], -n), default=None)


def _vouched(toll: Toll) -> int | None:
    """The figure an account vouches for: its lower one, but for 'up to 45' and 'none to 45' the upper."""
    low, high = toll
    return low if low or not high else high


def fused_status(accounts: Sequence[Account], press: Press) -> Status:
    """Reported if anybody reports it; denied, claimed or alleged only where nobody does; of plans the latest word."""
    said = {a.status for a in accounts}
    if "planned" in said:
        latest = max(reversed(accounts), key=lambda a: press.published(a.report) or date.min)
        return latest.status
    for status in ("reported", "denied", "claimed", "alleged"):
        if status in said:
            return status
    return "reported"
