"""Where -> what may honestly be drawn of it: a point, a circle that says so, an outline, a strip, or nothing.

Everything here is (lon, lat) in degrees, EPSG:4326; shapes are as `geo.geodesic` makes them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from gazetteer.place import Place
from geo.geodesic import circle, geodesic_line, lines_of, polygons, simplified, strip, tidied
from geo.incident import Where

DrawnAs = Literal["point", "near", "circle", "outline", "strip"]
"""point: exact. near: a point whose ring is ``radius_km`` wide. circle: a circle standing for an area without a
known outline. outline: the area itself, simplified. strip: along a line, such as a border."""

STRIP_WIDTH_KM = 20.0
"""How wide a strip along a border or a road is drawn, both sides together."""

NOMINAL_DISTRICT_KM = 25.0
"""Radius of the circle for a district whose size nobody gives."""

NEAR_KM = 25.0
"""Radius of the ring for 'near a known place', as UCDP GED means it, where nothing narrower is known."""

DISTRICT_OF_KM = 50.0
"""Radius of a district of which only the town it is named after is known."""

_DISTRICT_OF = "district-of:"
_SIMPLIFY_DEGREES = 0.02
# A border and a province's outline come from different sources: they miss each other by some kilometres.
_SLACK_DEGREES = 0.15


class Outlines(Protocol):
    """What is asked of a gazetteer here."""

    def by_id(self, place_id: str, /) -> Place | None:
        """The place of that id."""
        ...

    def outline(self, outline_id: str, /) -> BaseGeometry | None:
        """The outline of that key, (lon, lat)."""
        ...

    def border(self, country_a: str, country_b: str, /) -> BaseGeometry | None:
        """The line two countries (ISO 3166-1 alpha-2) share, (lon, lat)."""
        ...


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn for one place.

    ``geometry`` is None where nothing can be drawn without claiming too much; ``reason`` then says why.
    ``anchor`` (lon, lat) is where a badge may sit, None where there is no geometry. ``radius_km`` is that of
    the ring or the circle, None for exact points, outlines and strips.
    """

    geometry: BaseGeometry | None
    drawn_as: DrawnAs | None
    anchor: tuple[float, float] | None
    radius_km: float | None = None
    reason: str | None = None


def geometry(where: Where, gazetteer: Outlines) -> BaseGeometry | None:
    """The geometry of `draw`, None where nothing may be drawn."""
    return draw(where, gazetteer).geometry


def anchor(where: Where, gazetteer: Outlines) -> tuple[float, float] | None:
    """Where a badge may sit, (lon, lat) in degrees; None where nothing is drawn."""
    return draw(where, gazetteer).anchor


def draw(where: Where, gazetteer: Outlines) -> Drawing:
    """What may be drawn for a place, going by its ``where_precision`` and never finer.

    1 and 2 are points, 3 the district's outline or else a circle, 4 the province's outline or else a circle,
    5 a strip along a line or else an area, 6 (country) and 7 (sea or air) nothing. A name that no gazetteer
    has is drawn as the area it is said to be in.
    """
    precision = where.where_precision
    if precision >= 6:
        what = "at sea or in the air" if precision == 7 else "known only as far as the country"
        return Drawing(None, None, None, reason=what)
    if precision == 5:
        return _strip_or_area(where, gazetteer)
    point = _point(where)
    if precision <= 2 and point is not None:
        if precision == 1:
            return Drawing(point, "point", _position(point))
        return Drawing(point, "near", _position(point), radius_km=where.radius_km or NEAR_KM)
    return _area(where, gazetteer)


def _area(where: Where, gazetteer: Outlines) -> Drawing:
    if where.level == "country":
        return Drawing(None, None, None, reason="known only as far as the country")
    outline = _outline(where.outline_id, where.place_id, gazetteer)
    if outline is not None:
        return _outlined(outline, where)
    point = _point(where)
    radius = where.radius_km or (NOMINAL_DISTRICT_KM if where.where_precision == 3 else None)
    if point is not None and radius:
        return Drawing(circle(point.x, point.y, radius), "circle", _position(point), radius_km=radius)
    within = _within(where.within_id, gazetteer)
    if within is None or within.level == "country":
        return Drawing(None, None, None, reason=f"no gazetteer says where {where.name or where.surface or 'it'} is")
    around = Where(within.name, within.country, within.admin1, within.level, 4, within.lat, within.lon,
                   within.radius_km or NOMINAL_DISTRICT_KM, outline_id=within.outline_id)  # fmt: skip
    return _area(around, gazetteer)


def _within(place_id: str | None, gazetteer: Outlines) -> Place | None:
    """The place a name is said to be in; a district known only by its town is the country round that town."""
    if place_id is None:
        return None
    place = gazetteer.by_id(place_id)
    if place is None and place_id.startswith(_DISTRICT_OF):
        seat = gazetteer.by_id(place_id.removeprefix(_DISTRICT_OF))
        place = None if seat is None else replace(seat, level="district", radius_km=DISTRICT_OF_KM, outline_id=None)
    return place


def _outlined(outline: BaseGeometry, where: Where) -> Drawing:
    shape = simplified(outline, _SIMPLIFY_DEGREES)
    return Drawing(shape, "outline", _anchor_in(shape, where))


def _strip_or_area(where: Where, gazetteer: Outlines) -> Drawing:
    line = _line(where.line, gazetteer)
    if line is None:
        return _area(where, gazetteer)
    inside = _outline(where.outline_id, where.place_id, gazetteer)
    if inside is None:
        inside = _outline(None, where.within_id, gazetteer)
    if inside is None and where.country:
        inside = _outline(None, f"country:{where.country}", gazetteer)
    shape = _clipped_strip(line, inside)
    return Drawing(shape, "strip", _anchor_in(shape, where))


def _clipped_strip(line: BaseGeometry, inside: BaseGeometry | None) -> BaseGeometry:
    if inside is None:
        return strip(line, STRIP_WIDTH_KM)
    nearby = shapely.intersection(line, inside.buffer(_SLACK_DEGREES))
    whole = strip(line if nearby.is_empty or not lines_of(nearby) else nearby, STRIP_WIDTH_KM)
    clipped = polygons(shapely.intersection(whole, shapely.make_valid(inside)))
    # A strip quite outside its area means that the two do not belong together: then the line alone is believed.
    return whole if clipped is None else tidied(clipped)


def _line(ends: tuple[str, ...], gazetteer: Outlines) -> BaseGeometry | None:
    codes = [end.removeprefix("country:") for end in ends]
    if len(codes) == 2 and all(len(code) == 2 for code in codes):
        return gazetteer.border(codes[0], codes[1])
    points = []
    for end in ends:
        place = gazetteer.by_id(end)
        if place is None or place.lat is None or place.lon is None:
            return None
        points.append((place.lon, place.lat))
    return geodesic_line(points) if len(points) >= 2 else None


def _outline(outline_id: str | None, place_id: str | None, gazetteer: Outlines) -> BaseGeometry | None:
    if outline_id is None and place_id is not None:
        place = gazetteer.by_id(place_id)
        outline_id = place.outline_id if place else None
    return gazetteer.outline(outline_id) if outline_id else None


def _point(where: Where) -> Point | None:
    if where.lat is None or where.lon is None:
        return None
    return Point(round(where.lon, 5), round(where.lat, 5))


def _position(point: Point) -> tuple[float, float]:
    return (point.x, point.y)


def _anchor_in(shape: BaseGeometry, where: Where) -> tuple[float, float]:
    point = _point(where)
    if point is None or not shape.covers(point):
        point = shape.representative_point()
    return (round(point.x, 5), round(point.y, 5))
