"""Ids that last: what an earlier run called an incident, kept when accounts are added or incidents come together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geo.incident import Incident


@dataclass(frozen=True, slots=True)
class Previous:
    """An earlier run: for each incident id its accounts, as (report, account id), earliest first."""

    incidents: Mapping[str, tuple[tuple[str, str], ...]]


def previous_of(incidents: Iterable[Incident]) -> Previous:
    """What a later run needs to know of this one."""
    return Previous({i.id: tuple((a.report, a.id) for a in i.accounts) for i in incidents})


def previous_from_geojson(collection: Mapping[str, Any]) -> Previous:
    """The same from a GeoJSON FeatureCollection as this project writes it, already parsed.

    An account without an id stands under its report alone.

    Raises
    ------
    ValueError
        If it is no FeatureCollection.
    """
    features = collection.get("features")
    if not isinstance(features, list):
        raise ValueError("the earlier incidents are no GeoJSON FeatureCollection: it has no list of 'features'")
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for feature in features:
        properties = feature.get("properties") or {}
        name = feature.get("id") or properties.get("id")
        if isinstance(name, str):
            rows = properties.get("accounts") or []
            found[name] = tuple((str(r.get("report")), str(r.get("id") or "")) for r in rows)
    return Previous(found)


def keep_ids(incidents: Sequence[Incident], previous: Previous) -> list[Incident]:
    """The incidents under the ids they had.

    An incident keeps the id of the earlier one whose accounts it holds; of several that came together, the id
    of the one that holds most of them, then the first in order of id. An earlier incident that came apart
    leaves its id to the part that holds most of it. All others keep the id of their earliest account, which
    is changed only where an earlier incident of other accounts bears it.
    """
    home: dict[tuple[str, str], int] = {(a.report, a.id): n for n, i in enumerate(incidents) for a in i.accounts}
    shared: dict[tuple[int, str], int] = defaultdict(int)
    for name, accounts in previous.incidents.items():
        for account in accounts:
            if account in home:
                shared[home[account], name] += 1
    taken: dict[int, str] = {}
    used: set[str] = set()
    for (n, name), _ in sorted(shared.items(), key=lambda kv: (-kv[1], kv[0][1], kv[0][0])):
        if n not in taken and name not in used:
            taken[n] = name
            used.add(name)
    result = []
    for n, incident in enumerate(incidents):
        name = taken.get(n, incident.id)
        if n not in taken:
            # Its own name may be borne by another now: number it, so that no two share one.
            count = 2
            while name in used:
                name = f"{incident.id}~{count}"
                count += 1
            used.add(name)
        result.append(replace(incident, id=name))
    return result
