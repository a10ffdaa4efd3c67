"""Where -> what may honestly be drawn of it: a point, a circle that says so, an outline, a strip, or nothing.

Everything here is (lon, lat) in degrees, EPSG:4326, as shapely and GeoJSON say it; distances are kilometres
on the WGS 84 ellipsoid. Geometries are valid, cut at the antimeridian, wound as RFC 7946 asks (outer rings
counter-clockwise) and snapped to five decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from gazetteer.place import Place
from geo.incident import Where

if TYPE_CHECKING:
    from pyproj import Geod

DrawnAs = Literal["point", "near", "circle", "outline", "strip"]
"""point: exact. near: a point whose ring is ``radius_km`` wide. circle: a circle standing for an area without a
known outline. outline: the area itself, simplified. strip: along a line, such as a border."""

STRIP_WIDTH_KM = 20.0
"""How wide a strip along a border or a road is drawn, both sides together."""

NOMINAL_DISTRICT_KM = 25.0
"""Radius of the circle for a district whose size nobody gives."""

NEAR_KM = 25.0
"""Radius of the ring for 'near a known place', as UCDP GED means it, where nothing narrower is known."""

_GRID = 1e-5
_SIMPLIFY_DEGREES = 0.02
_CIRCLE_CORNERS = 72
_PIECE_KM = 150.0
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


def circle(lon: float, lat: float, radius_km: float) -> BaseGeometry:
    """A geodesic circle as a polygon of 72 corners; across the antimeridian or a pole it is cut as RFC 7946 asks.

    >>> circle(62.0, 27.0, 10).geom_type, circle(179.9, -17.0, 50).geom_type
    ('Polygon', 'MultiPolygon')
    """
    azimuths = np.linspace(0.0, 360.0, _CIRCLE_CORNERS, endpoint=False)
    lons, lats, _ = _geod().fwd(
        np.full(_CIRCLE_CORNERS, lon),
        np.full(_CIRCLE_CORNERS, lat),
        azimuths,
        np.full(_CIRCLE_CORNERS, radius_km * 1e3),
    )
    pole = 90.0 if lat >= 0 else -90.0
    _, _, to_pole = _geod().inv(lon, lat, lon, pole)
    if to_pole < radius_km * 1e3:
        return _tidy(_cap(np.asarray(lons), np.asarray(lats), pole))
    return _tidy(_cut(Polygon(np.column_stack([_unwrap(np.asarray(lons), lon), lats]))))


def strip(line: BaseGeometry, width_km: float = STRIP_WIDTH_KM) -> BaseGeometry:
    """The area within half of ``width_km`` of a line (degrees in, degrees out), measured on the ellipsoid."""
    parts = [_buffer(piece, width_km / 2) for piece in _pieces(line)]
    return _tidy(_cut(shapely.union_all(parts)))


def geodesic_line(places: Iterable[tuple[float, float]]) -> LineString:
    """The shortest line over the ellipsoid through points (lon, lat); longitudes run on past 180 rather than jump."""
    points = list(places)
    coords: list[tuple[float, float]] = [points[0]]
    for lon, lat in points[1:]:
        before = coords[-1]
        _, _, metres = _geod().inv(*before, lon, lat)
        between = int(metres // 50_000)
        if between:
            coords.extend(_geod().npts(*before, lon, lat, between))
        coords.append((lon, lat))
    array = np.asarray(coords, dtype=float)
    array[:, 0] = np.degrees(np.unwrap(np.radians(array[:, 0])))
    return LineString(array)


def simplified(outline: BaseGeometry, degrees: float = _SIMPLIFY_DEGREES) -> BaseGeometry:
    """An outline with no more detail than ``degrees``, less for small areas so that they keep their form."""
    west, south, east, north = outline.bounds
    tolerance = min(degrees, max(east - west, north - south) / 60)
    return _tidy(shapely.simplify(outline, tolerance, preserve_topology=True))


def _area(where: Where, gazetteer: Outlines) -> Drawing:
    outline = _outline(where.outline_id, where.place_id, gazetteer)
    if outline is not None:
        return _outlined(outline, where)
    point = _point(where)
    radius = where.radius_km or (NOMINAL_DISTRICT_KM if where.where_precision == 3 else None)
    if point is not None and radius:
        return Drawing(circle(point.x, point.y, radius), "circle", _position(point), radius_km=radius)
    within = gazetteer.by_id(where.within_id) if where.within_id else None
    if within is not None and within.level != "country":
        outline = _outline(within.outline_id, within.id, gazetteer)
        if outline is not None:
            return _outlined(outline, where)
        if within.lat is not None and within.lon is not None and within.radius_km:
            shape = circle(within.lon, within.lat, within.radius_km)
            return Drawing(shape, "circle", (within.lon, within.lat), radius_km=within.radius_km)
    return Drawing(None, None, None, reason=f"no gazetteer says where {where.name or where.surface or 'it'} is")


def _outlined(outline: BaseGeometry, where: Where) -> Drawing:
    shape = simplified(outline)
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
        return strip(line)
    nearby = shapely.intersection(line, inside.buffer(_SLACK_DEGREES))
    whole = strip(line if nearby.is_empty or not _lines(nearby) else nearby)
    clipped = _polygons(shapely.intersection(whole, shapely.make_valid(inside)))
    # A strip quite outside its area means that the two do not belong together: then the line alone is believed.
    return whole if clipped is None else _tidy(clipped)


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


def _pieces(line: BaseGeometry) -> Iterator[LineString]:
    """A line in pieces short enough to be flattened one by one, each beginning where the one before ends."""
    for part in _lines(line):
        # GEOS refuses to cut a line from a place to itself, but widens it to a circle.
        coords = shapely.get_coordinates(shapely.segmentize(part, 0.5) if part.length else part)
        _, _, steps = _geod().inv(coords[:-1, 0], coords[:-1, 1], coords[1:, 0], coords[1:, 1])
        first, length = 0, 0.0
        for index, step in enumerate(np.asarray(steps), 1):
            length += step / 1e3
            if length >= _PIECE_KM or index == len(coords) - 1:
                yield LineString(coords[first : index + 1])
                first, length = index, 0.0


def _buffer(piece: LineString, distance_km: float) -> BaseGeometry:
    """A short line widened on its own azimuthal equidistant plane (metres), unwrapped round its middle."""
    coords = shapely.get_coordinates(piece)
    lon, lat = coords[len(coords) // 2]
    azimuth, _, metres = _geod().inv(np.full(len(coords), lon), np.full(len(coords), lat), coords[:, 0], coords[:, 1])
    angle = np.radians(azimuth)
    plane = LineString(np.column_stack([metres * np.sin(angle), metres * np.cos(angle)]))
    ring = shapely.get_coordinates(shapely.get_exterior_ring(plane.buffer(distance_km * 1e3, quad_segs=6)))
    back = np.degrees(np.arctan2(ring[:, 0], ring[:, 1]))
    lons, lats, _ = _geod().fwd(
        np.full(len(ring), lon), np.full(len(ring), lat), back, np.hypot(ring[:, 0], ring[:, 1])
    )
    # A strip over a pole would cross itself on the flat map.
    return shapely.make_valid(Polygon(np.column_stack([_unwrap(np.asarray(lons), lon), lats])))


def _unwrap(lons: np.ndarray, around: float) -> np.ndarray:
    return np.asarray(around + (lons - around + 180.0) % 360.0 - 180.0)


def _cap(lons: np.ndarray, lats: np.ndarray, pole: float) -> Polygon:
    """A ring that goes round a pole, as the polygon between it and the pole on the flat map."""
    order = np.argsort(lons)
    lons, lats = lons[order], lats[order]
    gap = lons[0] + 360.0 - lons[-1]
    edge = lats[-1] + (lats[0] - lats[-1]) * ((180.0 - lons[-1]) / gap if gap else 0.0)
    ring = [(-180.0, edge), *zip(lons, lats, strict=True), (180.0, edge), (180.0, pole), (-180.0, pole)]
    return Polygon(ring)


def _cut(shape: BaseGeometry) -> BaseGeometry:
    """A shape whose longitudes run past 180, cut there and each part put where it belongs."""
    west, _, east, _ = shape.bounds
    if west >= -180.0 and east <= 180.0:
        return shape
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        part = shapely.intersection(shape, shapely.box(-180.0 + turn, -90.0, 180.0 + turn, 90.0))
        if not part.is_empty:
            parts.append(translate(part, xoff=-turn))
    return shapely.union_all(parts)


def _lines(shape: BaseGeometry) -> list[LineString]:
    if isinstance(shape, LineString):
        return [] if shape.is_empty else [shape]
    merged = shapely.line_merge(shape) if isinstance(shape, MultiLineString) else shape
    return [p for p in shapely.get_parts(merged).tolist() if isinstance(p, LineString) and not p.is_empty]


def _polygons(shape: BaseGeometry) -> BaseGeometry | None:
    parts = _polygon_parts(shape)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def _polygon_parts(shape: BaseGeometry) -> list[Polygon]:
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    parts = shapely.get_parts(shape).tolist()
    # A collection may hold multipolygons; anything else falls into itself.
    return [
        q for p in parts if p is not shape and p.geom_type not in ("Point", "LineString") for q in _polygon_parts(p)
    ]


def _tidy(shape: BaseGeometry) -> BaseGeometry:
    """Valid, on the grid, and wound as RFC 7946 asks; only the polygons of it."""
    snapped = _polygons(shapely.set_precision(shapely.make_valid(shape), _GRID))
    if snapped is None:
        snapped = _polygons(shapely.make_valid(shape))
    if snapped is None:
        return shape
    wound = [orient(part, 1.0) for part in _polygon_parts(snapped)]
    return wound[0] if len(wound) == 1 else MultiPolygon(wound)


@lru_cache(maxsize=1)
def _geod() -> Geod:
    # Imported on first use: it takes a tenth of a second, and most runs that only read text draw nothing.
    from pyproj import Geod

    return Geod(ellps="WGS84")
