"""Second thoughts on a text's places: names that are half of a longer one, and pins in countries nobody spoke of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gazetteer.names import fold
from gazetteer.place import Place
from geo.measure import distance_km
from geo.mentions import caseless
from geo.toponym import Toponym
from seeds.report import Span

_REST = re.compile(r"-[A-Z][\w’']*(?:-[A-Z][\w’']*)*")
"""The rest of a name with hyphens: 'Pont-Sonde'."""
_SURE = 0.9
"""Confidence from which a town of some size is kept wherever it lies."""
_SOME = 50_000
"""People of a town of some size: the one known place of a name may be a hamlet at the other end of the world."""
_GREAT = 500_000
"""People of a city so well known that it needs no company."""
_HAMLET = 5_000
"""People below which a town is taken for its greater namesake, unless something beside its name speaks for it."""
_CLOSE_BY = 50.0
"""Kilometres within which another place of the text speaks for a hamlet."""
_FAR_OFF = 100.0
"""Kilometres beyond which nothing of the text speaks for a hamlet."""
_VERY_FAR_OFF = 250.0
"""The same for a small town."""
_ABROAD_KM = 500.0
"""Kilometres beyond a country's bounds from which a small town has nothing to do with it."""
_FINE = frozenset({"site", "town", "district"})
"""Levels of place that a pin claims to be near."""


def second_thoughts(text: str, found: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """The toponyms, with those unpinned that the rest of the text makes unlikely; order and number stay.

    'Pont' of 'Pont-Sonde' is no place of its own. A small town in a country that nothing else in the text points to,
    in a report whose other places lie in one country, is likelier a place of that country that no gazetteer has: a
    false pin is worse than none.
    """
    kept = [_alone(t, found) for t in (_greater(_whole(text, t, found), found) for t in found)]
    gone = {t.place.id for t, k in zip(found, kept, strict=True) if t.place is not None and k.place is None}
    # what was said to lie in a place that is none lies nobody knows where
    return tuple(replace(k, within=None) if k.within is not None and k.within.id in gone else k for k in kept)


def _whole(text: str, toponym: Toponym, found: Sequence[Toponym]) -> Toponym:
    rest = _REST.match(text, toponym.span.end)
    if rest is None or toponym.role == "name" or any(toponym.span.end <= t.span.start < rest.end() for t in found):
        return toponym
    span = Span(toponym.span.start, rest.end())
    why = ("no gazetteer here has this name", f"'{toponym.surface}' is only a part of it")
    return replace(toponym, span=span, surface=span.of(text), role="location", place=None, confidence=0.0, reasons=why)


def _greater(toponym: Toponym, found: Sequence[Toponym]) -> Toponym:
    """The city of a name rather than a hamlet of its country, where all that speaks for the hamlet is its province.

    A province named for another place's sake says little of a town that stands far from its mention.
    """
    place = toponym.place
    if place is None or place.level != "town" or (place.population or 0) >= _HAMLET or toponym.role == "name":
        return toponym
    greater = next(
        (
            p
            for p in toponym.runners_up
            if p.level == "town"
            and p.country == place.country
            and (p.population or 0) >= _SOME
            and fold(p.name) == fold(place.name)
        ),
        None,
    )
    if greater is None or any(_speaks_for(place, toponym, other) for other in found):
        return toponym
    why = ("the city of this name, and nothing beside the name speaks for a smaller place",)
    return replace(toponym, place=greater, reasons=why, runners_up=(place,))


def _speaks_for(place: Place, toponym: Toponym, other: Toponym) -> bool:
    """Whether another toponym tells for a hamlet: a place close by, or what holds it named beside the name."""
    if other.place is None or other.place.id == place.id or fold(other.surface) == fold(toponym.surface):
        return False
    if other.place.level in ("province", "district"):
        beside = -40 <= other.span.start - toponym.span.end <= 40
        return beside and other.place.country == place.country and other.place.admin1 == place.admin1
    if other.place.level not in ("town", "site"):
        return False
    (lat, lon), (lat2, lon2) = (place.lat, place.lon), (other.place.lat, other.place.lon)
    if lat is None or lon is None or lat2 is None or lon2 is None:
        return False
    return distance_km(lat, lon, lat2, lon2) <= _CLOSE_BY


def _alone(toponym: Toponym, found: Sequence[Toponym]) -> Toponym:
    place = toponym.place
    if (
        place is None
        or place.level not in _FINE
        or place.country is None
        or toponym.role not in ("location", "modifier")
    ):
        return toponym
    # Few of the world's towns are listed by their names in other scripts: the one that is may be the wrong one.
    sure = toponym.confidence >= _SURE and not caseless(toponym.surface)
    if sure and (place.level != "town" or (place.population or 0) >= _SOME) or (place.population or 0) >= _GREAT:
        return toponym
    others = {t.surface.casefold(): t.place for t in found if t.place is not None and t.place.id != place.id}
    if any(p.country == place.country for p in others.values()):
        return _far_off(toponym, place, list(others.values()))
    fine = [p.country for p in others.values() if p.level in (*_FINE, "province") and p.country is not None]
    here = max(sorted(set(fine)), key=fine.count, default=None)
    settled = here is not None and fine.count(here) >= 2 and fine.count(here) * 2 > len(fine)
    if not settled and not _abroad(place, found):
        return toponym
    return _unpinned(toponym, place, f"lies in {place.country}, of which the text says nothing else")


def _abroad(place: Place, found: Sequence[Toponym]) -> bool:
    """Whether a small town lies far from every country in which a text says that something is."""
    lands = [t.place for t in found if t.role == "location" and t.place is not None and t.place.level == "country"]
    small = (place.population or 0) < _SOME
    return small and bool(lands) and all(_is_far(place, p, _ABROAD_KM) for p in lands)


def _far_off(toponym: Toponym, place: Place, others: Sequence[Place]) -> Toponym:
    """A small town unpinned that lies far from all that the text names in its country: many a village has its name."""
    if place.level != "town" or (place.population or 0) >= _SOME:
        return toponym
    # a great city is named in reports from anywhere in its country
    here = [
        p
        for p in others
        if p.country == place.country and p.level in (*_FINE, "province") and (p.population or 0) < _GREAT
    ]
    far = _FAR_OFF if (place.population or 0) < _HAMLET else _VERY_FAR_OFF
    if len({p.id for p in here}) < 2 or not all(p.admin1 != place.admin1 and _is_far(place, p, far) for p in here):
        return toponym
    return _unpinned(toponym, place, f"lies far from all else of {place.country} that the text names")


def _is_far(place: Place, other: Place, far: float) -> bool:
    """Whether a place is known to lie more than so many kilometres beyond the bounds of another."""
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return False
    return distance_km(place.lat, place.lon, other.lat, other.lon) > far + (other.radius_km or 0.0)


def _unpinned(toponym: Toponym, place: Place, why: str) -> Toponym:
    reasons = (f"the only place known by this name {why}",)
    return replace(toponym, place=None, confidence=0.0, reasons=reasons, runners_up=(place, *toponym.runners_up))
