"""Circles, lines and strips measured on the ellipsoid, as valid shapes in degrees.

Everything is (lon, lat) in degrees, EPSG:4326, as shapely and GeoJSON say it; distances are kilometres on WGS 84.
Shapes are valid, cut at the antimeridian, wound as RFC 7946 asks (outer rings counter-clockwise) and snapped to
five decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

if TYPE_CHECKING:
    from pyproj import Geod

_GRID = 1e-5
_CIRCLE_CORNERS = 72
_PIECE_KM = 150.0


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
        return tidied(_cap(np.asarray(lons), np.asarray(lats), pole))
    return tidied(_cut(Polygon(np.column_stack([_unwrap(np.asarray(lons), lon), lats]))))


def strip(line: BaseGeometry, width_km: float) -> BaseGeometry:
    """The area within half of ``width_km`` of a line (degrees in, degrees out), measured on the ellipsoid."""
    parts = [_buffer(piece, width_km / 2) for piece in _pieces(line)]
    return tidied(_cut(shapely.union_all(parts)))


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


def simplified(outline: BaseGeometry, degrees: float) -> BaseGeometry:
    """An outline with no more detail than ``degrees``, less for small areas so that they keep their form."""
    west, south, east, north = outline.bounds
    tolerance = min(degrees, max(east - west, north - south) / 60)
    return tidied(shapely.simplify(outline, tolerance, preserve_topology=True))


def tidied(shape: BaseGeometry) -> BaseGeometry:
    """Valid, on the grid, and wound as RFC 7946 asks; only the polygons of it."""
    snapped = polygons(shapely.set_precision(shapely.make_valid(shape), _GRID))
    if snapped is None:
        snapped = polygons(shapely.make_valid(shape))
    if snapped is None:
        return shape
    wound = [orient(part, 1.0) for part in _polygon_parts(snapped)]
    return wound[0] if len(wound) == 1 else MultiPolygon(wound)


def polygons(shape: BaseGeometry) -> BaseGeometry | None:
    """Only the polygons of a shape, None where it has none."""
    parts = _polygon_parts(shape)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def lines_of(shape: BaseGeometry) -> list[LineString]:
    """The lines of a shape, joined where they meet."""
    if isinstance(shape, LineString):
        return [] if shape.is_empty else [shape]
    merged = shapely.line_merge(shape) if isinstance(shape, MultiLineString) else shape
    return [p for p in shapely.get_parts(merged).tolist() if isinstance(p, LineString) and not p.is_empty]


def _pieces(line: BaseGeometry) -> Iterator[LineString]:
    """A line in pieces short enough to be flattened one by one, each beginning where the one before ends."""
    for part in lines_of(line):
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


def _polygon_parts(shape: BaseGeometry) -> list[Polygon]:
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    parts = shapely.get_parts(shape).tolist()
    # A collection may hold multipolygons; anything else falls into itself.
    return [
        q for p in parts if p is not shape and p.geom_type not in ("Point", "LineString") for q in _polygon_parts(p)
    ]


@lru_cache(maxsize=1)
def _geod() -> Geod:
    # Imported on first use: it takes a tenth of a second, and most runs that only read text draw nothing.
    from pyproj import Geod

    return Geod(ellps="WGS84")
