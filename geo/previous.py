"""Ids that last: what an earlier run called an incident, kept when accounts are added or incidents come together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.incident import Account, Incident


@dataclass(frozen=True, slots=True)
class Told:
    """One account of an earlier run: its report, its id, and what it told, for when another version reads it anew."""

    report: str
    account: str
    sign: tuple[str, str | None, str | None]
    """Type, first day (ISO) and name of the place."""


@dataclass(frozen=True, slots=True)
class Previous:
    """An earlier run: for each incident id its accounts, earliest first."""

    incidents: Mapping[str, tuple[Told, ...]]


def previous_of(incidents: Iterable[Incident]) -> Previous:
    """What a later run needs to know of this one."""
    return Previous({i.id: tuple(map(_told, i.accounts)) for i in incidents})


def _told(account: Account) -> Told:
    start = account.start.isoformat() if account.start else None
    return Told(account.report, account.id, (account.type, start, account.where.name))


def previous_from_geojson(collection: Mapping[str, Any]) -> Previous:
    """The same from a GeoJSON FeatureCollection as this project writes it, already parsed.

    Raises
    ------
    ValueError
        If it is no FeatureCollection, or a feature of it is no incident of ours: taken in silence it would keep no id.
    """
    features = collection.get("features")
    if not isinstance(features, list):
        raise ValueError("the earlier incidents are no GeoJSON FeatureCollection: it has no list of 'features'")
    found: dict[str, tuple[Told, ...]] = {}
    for number, feature in enumerate(features):
        told = feature.get("properties") if isinstance(feature, Mapping) else None
        properties = told if isinstance(told, Mapping) else {}
        accounts = properties.get("accounts")
        if not isinstance(accounts, list) or not all(isinstance(row, Mapping) for row in accounts):
            raise ValueError(f"features[{number}] is no incident of ours")
        name = feature.get("id") or properties.get("id")
        if isinstance(name, str):
            found[name] = tuple(
                Told(
                    str(row.get("report")),
                    str(row.get("id") or ""),
                    (str(row.get("type")), row.get("start"), (row.get("place") or {}).get("name")),
                )
                for row in accounts
            )
    return Previous(found)


def keep_ids(incidents: Iterable[tuple[str, Iterable[Account]]], previous: Previous) -> list[str]:
    """The ids that incidents had, for each the one to bear now; given are their own ids, with their accounts.

    An incident keeps the id of the earlier one whose accounts it holds; of several that came together, the id
    of the one that holds most of them, then the first in order of id. An earlier incident that came apart
    leaves its id to the part that holds most of it. All others keep the id of their earliest account, which
    is changed only where another incident bears it. An account that goes by another id now is known by its
    report and what it tells.
    """
    ids = {(told.report, told.account) for rows in previous.incidents.values() for told in rows}
    signs = {(told.report, told.sign) for rows in previous.incidents.values() for told in rows}
    by_id: dict[tuple[str, str], int] = {}
    by_sign: dict[tuple[str, tuple[str, str | None, str | None]], int] = {}
    names = []
    for n, (own, accounts) in enumerate(incidents):
        names.append(own)
        for account in accounts:
            told = _told(account)
            if (told.report, told.account) in ids:
                by_id[told.report, told.account] = n
            if (told.report, told.sign) in signs:
                by_sign.setdefault((told.report, told.sign), n)
    shared: dict[tuple[int, str], int] = defaultdict(int)
    for name, rows in previous.incidents.items():
        for told in rows:
            home = by_id.get((told.report, told.account))
            if home is None:
                home = by_sign.get((told.report, told.sign))
            if home is not None:
                shared[home, name] += 1
    taken: dict[int, str] = {}
    used: set[str] = set()
    for (n, name), _ in sorted(shared.items(), key=lambda kv: (-kv[1], kv[0][1], kv[0][0])):
        if n not in taken and name not in used:
            taken[n] = name
            used.add(name)
    for n, own in enumerate(names):
        if n in taken:
            names[n] = taken[n]
            continue
        # Its own name may be borne by another now: number it, so that no two share one.
        name, count = own, 2
        while name in used:
            name = f"{own}~{count}"
            count += 1
        names[n] = name
        used.add(name)
    return names
