"""A made-up collection and base map that have one of everything the page draws."""

from __future__ import annotations

import math
from typing import Any

Json = dict[str, Any]

_SUMMARY = {"publisher": "Dawn", "published": "2024-01-30"}
REPORTS: dict[str, Json] = {
    "one": {"publisher": None, "title": None, "url": None, "published": None, "language": "en", "summary_of": _SUMMARY},
    "two": {
        "publisher": "The Border Wire",
        "title": "Missiles on a market town",
        "url": "https://example.org/a?b=1&c=2",
        "published": "2024-01-17",
        "language": "en",
        "summary_of": None,
    },
    "three": {
        "publisher": "روزنامه مرز",
        "title": "حمله در مرز",
        "url": "javascript:alert(1)",
        "published": "2024-01-19",
        "language": "fa",
        "summary_of": None,
    },
    "four": {
        "publisher": None,
        "title": None,
        "url": None,
        "published": None,
        "language": "en",
        "summary_of": {"publisher": None, "published": None},
    },
}


def circle(lon: float, lat: float, km: float) -> Json:
    """A circle good enough to look at."""
    ring = [
        [round(lon + km / 111 / math.cos(math.radians(lat)) * math.sin(a), 4), round(lat + km / 111 * math.cos(a), 4)]
        for a in (-2 * math.pi * k / 36 for k in range(37))
    ]
    ring[-1] = ring[0]
    return {"type": "Polygon", "coordinates": [ring]}


PROVINCE_IR: Json = {
    "type": "Polygon",
    "coordinates": [
        [
            [58.5, 25.5],
            [61.6, 25.2],
            [63.2, 27.2],
            [62.8, 28.3],
            [60.9, 29.8],
            [61.7, 31.0],
            [60.6, 31.4],
            [59.0, 30.0],
            [59.6, 28.0],
            [58.5, 25.5],
        ]
    ],
}
PROVINCE_PK: Json = {
    "type": "Polygon",
    "coordinates": [
        [
            [61.6, 25.2],
            [66.6, 25.0],
            [67.8, 28.0],
            [70.2, 31.0],
            [66.3, 29.9],
            [60.9, 29.8],
            [62.8, 28.3],
            [63.2, 27.2],
            [61.6, 25.2],
        ]
    ],
}
STRIP: Json = {
    "type": "Polygon",
    "coordinates": [
        [
            [61.5, 25.2],
            [63.1, 27.2],
            [62.7, 28.2],
            [60.9, 29.7],
            [61.0, 29.9],
            [62.9, 28.3],
            [63.3, 27.2],
            [61.7, 25.2],
            [61.5, 25.2],
        ]
    ],
}

TOWNS = {
    "Panjgur": ("پنجگور", "PK", "Balochistan", 64.0946, 26.9718),
    "Turbat": ("تربت", "PK", "Balochistan", 63.0446, 26.0031),
    "Zahedan": ("زاهدان", "IR", "Sistan and Baluchestan", 60.8628, 29.4963),
    "Rask": ("راسک", "IR", "Sistan and Baluchestan", 61.4, 26.236),
    "Islamabad": ("اسلام آباد", "PK", "Islamabad", 73.0433, 33.7215),
    "Rawalpindi": ("راولپنڈی", "PK", "Punjab", 73.0433, 33.5973),
}


def place(name: str, precision: int = 1, **rest: Any) -> Json:
    """A place of the sample with everything a place carries."""
    local, country, admin1, lon, lat = TOWNS.get(name, (None, None, None, None, None))
    made = {
        "name": name,
        "local_name": local,
        "surface": name,
        "country": country,
        "admin1": admin1,
        "level": "town",
        "lat": lat,
        "lon": lon,
        "radius_km": 5.0,
        "where_precision": precision,
        "relation": None,
        "confidence": 0.9,
        "place_id": f"test:{name}",
        "outline_id": None,
        "within_id": None,
        "line": [],
        "reasons": ["the only place of that name near the others"],
    }
    return made | rest


def feature(number: int, type_: str, title: str, where: Json, **rest: Any) -> Json:
    """One feature as `maps.geojson` writes it."""
    layers = {
        "strike": "strikes",
        "attack": "attacks",
        "clash": "clashes",
        "abduction": "abductions",
        "operation": "operations",
        "liaison": "liaison posts",
        "diplomacy": "diplomacy",
    }
    precision = where["where_precision"]
    drawn = {1: "point", 2: "near"}.get(precision)
    geometry = {"type": "Point", "coordinates": [where["lon"], where["lat"]]} if drawn else None
    reports = rest.pop("by", ["two"])
    quotes = rest.pop("quotes", {})
    properties: Json = {
        "id": f"{reports[0]}#{number}",
        "layer": layers[type_],
        "type": type_,
        "title": title,
        "start": "2024-01-16",
        "end": "2024-01-16",
        "date_precision": 1,
        "date_inferred": False,
        "place": where,
        "actors": [],
        "targets": [],
        "killed": None,
        "injured": None,
        "killed_best": None,
        "injured_best": None,
        "status": "reported",
        "salience": "main",
        "anchor": [where["lon"], where["lat"]] if geometry else None,
        "drawn_as": drawn,
        "drawn_radius_km": where["radius_km"] if drawn == "near" else None,
        "not_drawn": None,
        "sources": [{"report": r, **REPORTS[r], "carried_by": []} for r in reports],
        "disagreements": [],
        "relations": [],
        "supplied": [],
        "reasons": [],
    }
    geometry = rest.pop("geometry", geometry)
    properties |= rest
    properties["accounts"] = [
        {
            "id": f"{report}#{number}",
            "report": report,
            "type": type_,
            "title": title,
            "start": properties["start"],
            "end": properties["end"],
            "date_precision": properties["date_precision"],
            "date_inferred": properties["date_inferred"],
            "date_words": None,
            "place": where,
            "actors": properties["actors"],
            "targets": properties["targets"],
            "killed": properties["killed"],
            "injured": properties["injured"],
            "abducted": None,
            "arrested": None,
            "toll_words": None,
            "toll_by": None,
            "status": properties["status"],
            "status_by": None,
            "salience": "main",
            "links": [],
            "rules": [],
            "evidence": [
                {"field": "incident", "start": 0, "end": 20, "text": quotes.get(report, f"{title}, the report said.")},
                {"field": "place", "start": 20, "end": 27, "text": where["surface"] or "there"},
                {"field": "date", "start": 30, "end": 40, "text": "on Tuesday"},
            ],
        }
        for report in reports
    ]
    return {"type": "Feature", "id": properties["id"], "geometry": geometry, "properties": properties}


def collection() -> Json:
    """Fifteen incidents: every type, status and precision, two at one place, undated and country-level ones."""
    iran = place(
        "Sistan and Baluchestan",
        4,
        country="IR",
        admin1="Sistan and Baluchestan",
        level="province",
        local_name="سیستان و بلوچستان",
        lat=28.0,
        lon=60.5,
        radius_km=250.0,
    )
    county = place(
        "Rask County", 3, country="IR", admin1="Sistan and Baluchestan", level="district", lat=26.3, lon=61.5
    )
    border = place("the border", 5, country=None, level="region", line=["IR", "PK"], relation="along")
    pakistan = place("Pakistan", 6, country="PK", level="country", lat=30.0, lon=70.0)
    tehran = place("Iran", 6, country="IR", level="country", lat=32.0, lon=53.0)
    sea = place("Gulf of Oman", 7, country=None, level="region")
    near = place(
        "Kuh-e Sabz", 2, country="PK", admin1="Balochistan", lat=27.3, lon=63.4, radius_km=25.0, relation="near"
    )
    area = {"geometry": PROVINCE_IR, "anchor": [60.6, 28.2], "drawn_as": "outline"}
    features = [
        feature(
            1,
            "strike",
            "Missiles hit houses at Panjgur",
            place("Panjgur"),
            by=["two", "one", "three"],
            killed=[2, 3],
            killed_best=2,
            injured=[3, None],
            actors=["Iran"],
            targets=["Jaish al-Adl"],
            supplied=["injured"],
            reasons=["same day, same kind of act, one place within the other"],
            quotes={"three": "موشک‌ها به خانه‌هایی در پنجگور خورد و دو کودک کشته شدند."},
            disagreements=[
                {
                    "field": "place",
                    "sides": [
                        {"value": "Panjgur", "reports": ["two"], "quotes": ["Missiles came down on Panjgur."]},
                        {"value": "Pakistan", "reports": ["one"], "quotes": ["a strike inside Pakistan"]},
                    ],
                },
                {
                    "field": "killed",
                    "sides": [
                        {"value": "2", "reports": ["two", "three"], "quotes": ["two children were killed"]},
                        {"value": "3", "reports": ["one"], "quotes": ["three people died"]},
                    ],
                },
            ],
        ),
        feature(
            2,
            "strike",
            "Pakistan strikes back across the border",
            iran,
            start="2024-01-18",
            end="2024-01-18",
            killed=[9, 9],
            killed_best=9,
            actors=["Pakistan"],
            targets=["BLF", "BLA"],
            **area,
            relations=[{"kind": "response", "other": "two#1", "report": "two", "quote": "two days after the missiles"}],
        ),
        feature(
            3,
            "attack",
            "Gunmen kill nine labourers",
            iran,
            start="2024-01-27",
            end="2024-01-27",
            killed=[9, 9],
            killed_best=9,
            actors=["unidentified gunmen"],
            targets=["labourers"],
            by=["one", "four"],
            **area,
        ),
        feature(
            4,
            "attack",
            "Police station stormed in Rask",
            place("Rask"),
            start="2023-12-15",
            end="2023-12-15",
            killed=[11, None],
            killed_best=11,
            status="claimed",
            actors=["Jaish al-Adl"],
            targets=["police"],
        ),
        feature(
            5,
            "clash",
            "Border guards fight armed men in Rask County",
            county,
            start="2024-01-30",
            end="2024-01-30",
            killed=[1, 1],
            killed_best=1,
            geometry=circle(61.5, 26.3, 35),
            anchor=[61.5, 26.3],
            drawn_as="circle",
            drawn_radius_km=35.0,
        ),
        feature(
            6,
            "liaison",
            "A liaison officer is to sit in Turbat",
            place("Turbat"),
            start="2024-01-29",
            end="2024-01-29",
            status="planned",
            actors=["Iran", "Pakistan"],
            by=["one"],
        ),
        feature(
            7,
            "liaison",
            "A liaison officer is to sit in Zahedan",
            place("Zahedan"),
            start="2024-01-29",
            end="2024-01-29",
            status="planned",
            actors=["Iran", "Pakistan"],
            by=["one"],
        ),
        feature(
            8,
            "diplomacy",
            "The minister meets the army chief",
            place("Rawalpindi"),
            start="2024-01-29",
            end="2024-01-29",
            actors=["Iran's foreign minister", "Pakistan's army chief"],
        ),
        feature(
            9,
            "diplomacy",
            "The two foreign ministers meet",
            place("Islamabad"),
            start="2024-01-29",
            end="2024-01-30",
            date_precision=2,
        ),
        feature(
            10,
            "diplomacy",
            "The ambassador is recalled",
            pakistan,
            start=None,
            end=None,
            date_precision=5,
            not_drawn="known only as far as the country",
        ),
        feature(
            11,
            "diplomacy",
            "The chargé d'affaires is summoned",
            tehran,
            start=None,
            end=None,
            date_precision=5,
            not_drawn="known only as far as the country",
        ),
        feature(
            12,
            "abduction",
            "Guards taken near Kuh-e Sabz",
            near,
            start="2024-01-03",
            end="2024-01-09",
            date_precision=3,
            status="alleged",
            by=["three"],
        ),
        feature(
            13,
            "operation",
            "Raids in Panjgur through January",
            place("Panjgur"),
            start="2024-01-01",
            end="2024-01-31",
            date_precision=4,
        ),
        feature(
            14,
            "clash",
            "Shots along the border",
            border,
            start="2024-01-21",
            end="2024-01-21",
            status="denied",
            geometry=STRIP,
            anchor=[62.9, 27.6],
            drawn_as="strip",
            date_inferred=True,
        ),
        feature(
            15,
            "operation",
            "A boat is seized",
            sea,
            start="2024-01-24",
            end="2024-01-24",
            not_drawn="at sea or in the air",
        ),
    ]
    return {
        "type": "FeatureCollection",
        "format": "sarhad-incidents/1",
        "title": None,
        "attribution": ["Places: GeoNames, CC BY 4.0", "Outlines: Natural Earth, public domain"],
        "disclaimer": "The boundaries and names shown imply no opinion on the legal status of any territory.",
        "reports": [{"id": name, **report} for name, report in REPORTS.items()],
        "rejected": [{"source": "notes/scan.bin", "reason": "no text could be read from it"}],
        "unresolved": [{"report": "two", "surface": "Koh-i-Nowhere", "reason": "no gazetteer has it"}],
        "features": features,
    }


def basemap() -> Json:
    """Two countries, two provinces, a border, a disputed line and some towns."""

    def area(name: str, local: str, geometry: Json, anchor: list[float]) -> Json:
        return {
            "type": "Feature",
            "geometry": geometry,
            "properties": {
                "id": name,
                "name": name,
                "local": local,
                "names": {"fa": local, "ur": local},
                "anchor": anchor,
            },
        }

    def box(west: float, south: float, east: float, north: float) -> Json:
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return {"type": "Polygon", "coordinates": [ring]}

    def line(points: list[list[float]], **properties: Any) -> Json:
        return {"type": "Feature", "geometry": {"type": "LineString", "coordinates": points}, "properties": properties}

    return {
        "bbox": [55, 22, 76, 37],
        "world": {"type": "FeatureCollection", "features": []},
        "countries": {
            "type": "FeatureCollection",
            "features": [
                area("Iran", "ایران", box(55, 25.3, 61.5, 37), [57.5, 31]),
                area("Pakistan", "پاکستان", box(61.5, 25, 75, 36), [69, 30]),
            ],
        },
        "admin1": {
            "type": "FeatureCollection",
            "features": [
                area("Sistan and Baluchestan", "سیستان و بلوچستان", PROVINCE_IR, [60.3, 27.6]),
                area("Balochistan", "بلوچستان", PROVINCE_PK, [65.5, 28.2]),
            ],
        },
        "borders": {
            "type": "FeatureCollection",
            "features": [
                line([[61.6, 25.2], [63.2, 27.2], [62.8, 28.3], [60.9, 29.8], [61.7, 31.0]], countries=["IR", "PK"])
            ],
        },
        "disputed": {
            "type": "FeatureCollection",
            "features": [line([[74, 33], [74.2, 34], [75, 34.8]], countries=["IN", "PK"], name="Line of Control")],
        },
        "towns": [
            {
                "name": name,
                "local": local,
                "names": {},
                "country": country,
                "lon": lon,
                "lat": lat,
                "population": 400000 - 40000 * k,
                "rank": k,
            }
            for k, (name, (local, country, _, lon, lat)) in enumerate(TOWNS.items())
        ],
    }
