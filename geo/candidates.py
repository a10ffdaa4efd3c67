"""Candidates: the places a name may mean, with what is weighed of each in any text."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from gazetteer.names import fold
from gazetteer.place import Place
from geo.measure import distance_km
from geo.mentions import vocabulary

FACTORS = (
    "size", "country", "province", "district", "region", "site", "primary", "code", "rank", "first",
    "feature", "other-feature", "held", "held-elsewhere", "country-named", "province-named", "country-share",
    "province-share",
    "near-50", "near-300", "publisher", "small", "size-country-share", "unknown-size", "first-country-share",
    "first-near",
    "seat", "twin-town", "twin-province", "support-near", "support-province", "first-support", "sure-held",
    "row", "outshone", "called", "borrowed",
)  # fmt: skip
"""What is weighed of a candidate; the weights are in geo/words/places_model.json."""


(
    F_SIZE, F_COUNTRY, F_PROVINCE, F_DISTRICT, F_REGION, F_SITE, F_PRIMARY, F_CODE, F_RANK, F_FIRST,
    F_FEATURE, F_OTHER_FEATURE, F_HELD, F_HELD_ELSEWHERE, F_COUNTRY_NAMED, F_PROVINCE_NAMED, F_COUNTRY_SHARE,
    F_PROVINCE_SHARE,
    F_NEAR_50, F_NEAR_300, F_PUBLISHER, F_SMALL, F_SIZE_SHARE, F_UNKNOWN_SIZE, F_FIRST_SHARE, F_FIRST_NEAR,
    F_SEAT, F_TWIN_TOWN, F_TWIN_PROVINCE, F_SUPPORT_NEAR, F_SUPPORT_PROVINCE, F_FIRST_SUPPORT, F_SURE_HELD,
    F_ROW, F_OUTSHONE, F_CALLED, F_BORROWED,
) = range(len(FACTORS))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a name may mean, and how the name is its; what is weighed of it in any text is worked out once."""

    place: Place
    lat: float
    lon: float
    admin1: str
    """Folded name of the first-order division."""
    size: float
    """log10 of the inhabitants, 0 where unknown."""
    primary: bool
    code: bool
    rank: int
    wide: float
    """Kilometres to a degree of longitude there."""
    cells: tuple[int, int]
    """Its cells in two grids of two degrees, one shifted by half a cell."""
    division: tuple[str, str]
    factors: tuple[tuple[int, float], ...]
    """The factors that hold in any text, by number."""
    twin: int
    """1 a town that its province is named after, 2 such a province; they count only without a feature word."""


def make_candidate(
    place: Place,
    key: str,
    primary: bool,
    code: bool,
    rank: int,
    twin: int = 0,
    *,
    largest: bool = True,
    outshone: bool = False,
    borrowed: bool = False,
) -> Candidate:
    """A candidate with its fixed factors; the place must have a point.

    ``largest`` is said of the town with the most people of its name and country, ``outshone`` of a small place
    elsewhere whose name is above all that of a country, a province or a region, ``borrowed`` of a town that has as
    another name what a larger town is called.
    """
    lat, lon = place.lat or 0.0, place.lon or 0.0
    size = math.log10(place.population) if place.population else 0.0
    level, town = place.level, place.level == "town"
    factors = [(F_RANK, 1 / (1 + rank))]
    if town:
        factors.append((F_SIZE, size / 7))
        if size < 3.5:
            factors.append((F_SMALL, 1.0))
        if size == 0:
            factors.append((F_UNKNOWN_SIZE, 1.0))
        if largest and (key, place.country) in vocabulary().seats:
            factors.append((F_SEAT, 1.0))
    else:
        factors.append((FACTORS.index(level), 1.0))
    if primary:
        factors.append((F_PRIMARY, 1.0))
    if code:
        factors.append((F_CODE, 1.0))
    if rank == 0:
        factors.append((F_FIRST, 1.0))
    if outshone:
        factors.append((F_OUTSHONE, 1.0))
    if borrowed:
        factors.append((F_BORROWED, 1.0))
    y, x = lat + 90, lon + 180
    cells = (int(y / 2) * 181 + int(x / 2), -1 - int((y + 1) / 2) * 182 - int((x + 1) / 2))
    admin1 = fold(place.admin1 or "")
    return Candidate(
        place,
        lat,
        lon,
        admin1,
        size,
        primary,
        code,
        rank,
        math.cos(math.radians(lat)) * 111.2,
        cells,
        (place.country or "", admin1),
        tuple(factors),
        twin,
    )


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a bare name may mean, with the chance that it does, the reasons, and the name that matched if only
    like."""

    place: Place
    confidence: float
    reasons: tuple[str, ...]
    fuzzy: str | None = None


TRANSLITERATED = frozenset(
    "AF AM AZ BD BG BY CN DZ EG ER ET GE IL IN IQ IR JO KG KH KP KR KZ LA LB LK"
    " LY MA MK MM NP OM PK PS RS RU SA SD SY TH TJ TM TN UA UZ YE".split()
)
"""Countries whose towns reach English by transliteration, so that spellings differ."""


def holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether a place holds another, as far as their divisions tell, or as a town and its quarters lie."""
    a, b = outer.place, inner.place
    if a.id == b.id or a.country is None:
        return (
            a.level == "region"
            and a.id != b.id
            and distance_km(outer.lat, outer.lon, inner.lat, inner.lon) < (a.radius_km or 0)
        )
    if a.country != b.country:
        return False
    if a.level == "country":
        return b.level != "country"
    if a.level == "province":
        return b.level not in ("country", "province") and outer.admin1 == inner.admin1
    if b.level in ("country", "province"):
        return False
    if a.level == "district" and b.admin2 is not None and a.admin2 is not None:
        return a.admin2 == b.admin2 and outer.admin1 == inner.admin1
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) < 40


def in_box(candidate: Candidate, box: tuple[float, float, float, float]) -> bool:
    """Whether it lies in (west, south, east, north); a box may reach over the antimeridian by an east below its
    west."""
    west, south, east, north = box
    across = west <= candidate.lon <= east if west <= east else candidate.lon >= west or candidate.lon <= east
    return across and south <= candidate.lat <= north


def district_of(town: Place, name: str) -> Place:
    """The district named after a town, where the gazetteer has none: about its seat, as wide as districts are."""
    return replace(
        town, id=f"district-of:{town.id}", name=" ".join(name.split()), level="district", kind="district",
        radius_km=50.0,
        population=None, outline_id=None, admin2=None, names={},
    )  # fmt: skip
