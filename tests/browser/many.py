"""Many made-up incidents, the same ones every time: for timing the page, and for seeing that it stands them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from tests.browser.sample import PROVINCE_IR, PROVINCE_PK, REPORTS, feature, place

_TYPES = ("strike", "attack", "clash", "abduction", "operation", "liaison", "diplomacy")
_STATUS = ("reported",) * 12 + ("claimed", "claimed", "alleged", "planned", "denied")
_ACTORS = [f"{kind} {number}" for kind in ("Group", "Force", "Ministry") for number in range(40)]
_DEEDS = {
    "strike": "Missiles hit a compound near",
    "attack": "Gunmen open fire on a patrol in",
    "clash": "Guards fight men at",
    "abduction": "Travellers taken on the road to",
    "operation": "Arrests after raids in",
    "liaison": "A post is agreed for",
    "diplomacy": "Officials meet in",
}


def many(count: int, seed: int = 7) -> dict[str, Any]:
    """A collection of `count` incidents: mostly points around a thousand towns, some areas, some without a place."""
    chance = random.Random(seed)
    towns = [(f"Town {k}", round(chance.uniform(45, 75), 4), round(chance.uniform(24, 38), 4)) for k in range(1000)]
    first = date(2015, 1, 1)
    features = []
    for number in range(count):
        type_ = _TYPES[min(int(chance.expovariate(0.55)), 6)]
        day = first + timedelta(days=int(chance.random() * 3650))
        name, lon, lat = towns[int(chance.random() ** 2 * 1000)]
        lon, lat = round(lon + chance.gauss(0, 0.12), 4), round(lat + chance.gauss(0, 0.12), 4)
        country = "IR" if lon < 62 else "PK"
        kind = chance.random()
        rest: dict[str, Any] = {}
        if kind < 0.08:
            ours, other = ("IR", PROVINCE_IR) if country == "IR" else ("PK", PROVINCE_PK)
            where = place(f"Province {ours}", 4, country=ours, level="province", lat=28.0, lon=61.0)
            rest = {"geometry": other, "anchor": [61.0 if ours == "IR" else 65.0, 28.0], "drawn_as": "outline"}
        elif kind < 0.12:
            where = place(country, 6, country=country, level="country")
        else:
            precision = 2 if kind < 0.3 else 1
            where = place(name, precision, country=country, admin1=f"Province {int(lon)}", lat=lat, lon=lon)
        killed = None if chance.random() < 0.4 else int(chance.expovariate(0.3))
        features.append(
            feature(
                number,
                type_,
                f"{_DEEDS[type_]} {where['name']}, {number}",
                where,
                by=[chance.choice(sorted(REPORTS))],
                start=day.isoformat(),
                end=day.isoformat(),
                killed=None if killed is None else [killed, killed],
                killed_best=killed,
                status=chance.choice(_STATUS),
                actors=[chance.choice(_ACTORS)],
                targets=[chance.choice(_ACTORS)],
                **rest,
            )
        )
    return {
        "type": "FeatureCollection",
        "format": "sarhad-incidents/1",
        "title": None,
        "attribution": [],
        "disclaimer": "-",
        "reports": [{"id": name, **report} for name, report in REPORTS.items()],
        "rejected": [],
        "unresolved": [],
        "features": features,
    }
