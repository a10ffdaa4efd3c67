"""How the places of two tellings agree: the same, one in the other, close by, or two."""

from __future__ import annotations

from gazetteer.place import Place
from geo.measure import distance_km
from geo.telling import Event
from geo.where import RANK, Candidate, contains, inside


def finer(new: Candidate, old: Candidate) -> bool:
    """Whether a place told later is a closer one for the same event."""
    if new.relation in ("border", "from") or new.score < 1.0:
        return False
    if old.relation == "near" and new.relation == "in":
        here, there = new.toponym.place or new.toponym.within, old.toponym.place
        unknown = new.toponym.place is None and here is not None and RANK[here.level] <= RANK["district"]
        closer = RANK[new.level] < RANK[old.level] or unknown
        if closer and here is not None and there is not None and _km(here, there) < 60:
            return True  # 'south of Kirkuk', and then 'in Daquq'
    if _off(old) and not _off(new) and new.relation in ("in", "near") and RANK[new.level] <= RANK["district"]:
        return place_relation(new, old, "violence") is not None  # 'south-west of Kirkuk', and then 'near Hawija'
    if _namesake(new, old):
        if old.level == "district" and new.level in ("site", "town") and new.toponym.feature not in _SETTLED:
            return False  # 'Hacarí', told to be a district before
        if old.level == "town" and new.level in ("district", "province"):
            return _told_wide(new, old)  # 'a bomb in Ghazni'; 'In Ghazni province the bomb ...'
    if RANK[new.level] >= RANK[old.level]:
        return _village_of(new, old)
    if new.level == "site" and old.level == "town" and new.toponym.place is not None and old.toponym.place is not None:
        return _km(new.toponym.place, old.toponym.place) < 40
    return inside(new.toponym, old.toponym) or old.level == "country"


def _off(place: Candidate) -> bool:
    """Whether an act is told to have been some way or distance off a place, not at it: 'south of Kirkuk'."""
    return place.relation == "distance" or place.relation == "near" and (place.words or "").endswith(" of")


_OFF_KM = 80.0
"""How far what is told to be 'south of' a town may lie from it."""
_SETTLED = frozenset({"village", "town"})
_AROUND = (" region", " oblast")
"""Behind a town's name, what it is the centre of, and what a text tells apart from the town."""
_GREAT_TOWN = 200_000
"""People of a town that is told of by its bare name beside the district or province of that name."""


def _namesake(a: Candidate, b: Candidate) -> bool:
    """Whether two names are one but for a word that says what it is: 'Ghazni', 'Ghazni province'."""
    x, y = sorted((a.toponym.surface.casefold(), b.toponym.surface.casefold()), key=len)
    return x == y or y.startswith(f"{x} ") and y.count(" ") == x.count(" ") + 1


def _told_wide(wide: Candidate, bare: Candidate) -> bool:
    """Whether the text calls a district or province what it named barely before, like a town that is not great."""
    town = bare.toponym.place
    return (
        wide.toponym.feature in ("district", "province")
        and not wide.toponym.surface.casefold().endswith(_AROUND)
        and bare.toponym.feature not in _SETTLED
        and (town is None or (town.population or 0) < _GREAT_TOWN)
    )


def _village_of(new: Candidate, old: Candidate) -> bool:
    """Whether a village, an area or a tehsil that no gazetteer has lies in the town or district told before.

    'In Bela'; 'at Zarrin, a village of Bela', 'the house is in the Zarrin area of Bela'.
    """
    fine, wide = new.toponym, old.toponym.place
    return (
        wide is not None
        and wide.level in ("town", "district")
        and fine.place is None
        and fine.feature in ("village", "area", "district")
        and fine.within is not None
        and fine.within.id == wide.id
    )


def two_towns(event: Event, place: Candidate) -> bool:
    """Whether the event was told of another named town before: neighbours, even close ones, are two."""
    here = place.toponym.place
    if here is None or here.level not in ("town", "district") or place.relation != "in":
        return False
    for s in event.all:
        for c in s.places[:1]:
            there = c.toponym.place
            if there is None or there.level not in ("town", "district") or c.relation != "in" or there.id == here.id:
                continue
            apart, nested = _km(here, there), contains(here, there) or contains(there, here)
            if apart > 3 and not nested and not _quarter(here, there, apart):
                return True
    return False


def place_relation(a: Candidate, b: Candidate, family: str) -> float | None:
    """How well two places agree: the same, one in the other, close by; None where they are two."""
    x, y = a.toponym, b.toponym
    if x.place is None or y.place is None:
        if x.surface.casefold() == y.surface.casefold():
            return 1.5
        fine, coarse = (x, y) if x.place is None else (y, x)
        if family == "diplomacy" and fine.feature == "site":
            return 0.2  # they met at an airport or a base of the town that the text is about
        if coarse.place is None:
            # two names no gazetteer has: one may be a quarter of the other where the text puts both in one town
            if x.feature in _SETTLED and y.feature in _SETTLED:
                return None  # two villages
            same = x.within is not None and y.within is not None and x.within.id == y.within.id
            return 0.2 if same and x.within is not None and RANK[x.within.level] <= RANK["district"] else None
        if fine.within is not None and fine.within.country and coarse.place.country not in (None, fine.within.country):
            return None  # the text puts it in another country
        if (
            fine.within is not None
            and RANK[fine.within.level] > RANK["district"] >= RANK[coarse.place.level]
            and fine.within.level != "country"
        ):
            return None  # another town of the same province
        if fine.within is not None and fine.within.level != "country":
            if contains(coarse.place, fine.within) or contains(fine.within, coarse.place):
                return 0.8 if RANK[coarse.place.level] > 1 else 0.2
            if fine.within.level != "region" and coarse.place.level != "region":
                return None  # the text puts the one in another province or district
        return 0.3 if coarse.place.level in ("province", "country", "region") else None
    if x.place.id == y.place.id:
        return _SAME[x.place.level]
    if contains(x.place, y.place) or contains(y.place, x.place):
        return 0.8
    if family == "diplomacy":
        return None  # two named seats of talks are two, however near
    apart = _km(x.place, y.place)
    if x.place.country == y.place.country and _off(a) != _off(b) and apart < _OFF_KM:
        return 0.2
    near = "near" in (a.relation, b.relation) or "site" in (x.place.level, y.place.level)
    if x.place.country == y.place.country and (apart < 3 or apart < 40 and near or _quarter(x.place, y.place, apart)):
        return 0.8
    if "country" in (x.place.level, y.place.level) and (
        a.relation in ("subject", "from", "border") or b.relation in ("subject", "from", "border")
    ):
        return 0.0
    return None


_SAME = {"site": 1.5, "town": 1.5, "district": 1.2, "province": 0.8, "region": 0.8, "country": 0.5}
"""What one and the same place says: the wider, the less."""

_METROPOLIS = 1_000_000
"""Inhabitants from which the places around a city's centre are its quarters."""


def _quarter(a: Place, b: Place, apart: float) -> bool:
    """Whether one of two towns is a quarter of the other: it lies within the reach of a great city."""
    great = max(a, b, key=lambda p: p.population or 0)
    return (great.population or 0) >= _METROPOLIS and apart <= (great.radius_km or 0)


def _km(a: Place, b: Place) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 1e9
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def country_of(place: Candidate) -> str | None:
    """ISO code of the country a place is in, or is said to be in."""
    source = place.toponym.place or place.toponym.within
    return source.country if source is not None else None
