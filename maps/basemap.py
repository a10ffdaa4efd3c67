"""The quiet map beneath: land, provinces, borders and towns of a box, cut from the gazetteer for one page."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from gazetteer.local_names import local_name
from gazetteer.place import Place
from maps.records import Json

Bbox = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""

WORLD: Bbox = (-180.0, -60.0, 180.0, 84.0)
BUDGET = 300_000
"""Bytes of JSON that the base map of one page may take, the coarse world included."""

_FINEST = 0.004
"""Degrees; the outlines themselves are hardly finer."""
_STEPS_ACROSS = 4000
"""Across the box, so many steps of detail at most: about three screens."""
_ATTEMPTS = 6
_PROVINCES_ACROSS = 100.0
"""Degrees; in a wider box provinces are left out."""

_WORLD_TOLERANCE = 0.6
_WORLD_ISLAND = 1.5
"""Square degrees below which land is left out of the coarse world."""
_MOST_TOWNS = 120
_TOWNS_PER_CELL = 2
_CELLS = 20
_ROOM = 0.2
"""Part of the width and height that is left free on each side of what is drawn."""
_ASPECT = 1.3
"""Width of the box by its height, in degrees, at least."""
_LANGUAGES = ("fa", "ur")
"""The languages of the page's interface besides English."""


class Atlas(Protocol):
    """What is asked of a gazetteer here; see `gazetteer.store.Gazetteer`."""

    def countries(self) -> tuple[Place, ...]:
        """All countries."""
        ...

    def admin1(self, country: str, /) -> tuple[Place, ...]:
        """The provinces of a country."""
        ...

    def outline(self, outline_id: str, /) -> BaseGeometry | None:
        """The outline of that key."""
        ...

    def towns(self, bbox: Bbox, /) -> tuple[Place, ...]:
        """Towns in a box, most people first."""
        ...


def base_map(bbox: Bbox, gazetteer: Atlas, *, budget: int = BUDGET) -> Json:
    """The base map of a box (west, south, east, north in degrees), in at most about ``budget`` bytes of JSON.

    Returns
    -------
    An object with

    - ``bbox``: ``[west, south, east, north]``; beyond it there is only ``world``
    - ``countries``, ``admin1``: FeatureCollections of areas, cut to the box; properties ``id``, ``name`` (English),
      ``local`` (as the country writes it, or None), ``names`` (``fa``, ``ur`` where known), ``country`` (ISO
      alpha-2) and ``anchor`` (``[lon, lat]``, where a label fits)
    - ``borders``: a FeatureCollection of lines between two countries; properties ``countries``
    - ``disputed``: the same for lines that are no agreed border; properties ``countries`` and ``name``
    - ``towns``: ``name``, ``local``, ``names``, ``country``, ``lon``, ``lat``, ``population`` (None unknown) and
      ``rank`` (0 is the largest), in the order of their rank
    - ``world``: a FeatureCollection of all countries, very coarse, for the land around; empty where the box is
      the world itself

    Neighbours still meet after simplification. A box over the antimeridian (west > east) stands for the whole
    width of the world. The same box and gazetteer give the same object.
    """
    west, south, east, north = bbox
    if west > east:
        west, east = -180.0, 180.0
    frame = (max(-180.0, west), max(-90.0, south), min(180.0, east), min(90.0, north))
    parts = {"world": _world(gazetteer) if _is_part(frame) else _collection([]), "towns": _towns(frame, gazetteer)}
    countries = _meeting(gazetteer.countries(), frame, gazetteer)
    width = max(frame[2] - frame[0], frame[3] - frame[1])
    provinces: list[_Area] = []
    if width <= _PROVINCES_ACROSS:
        provinces = _meeting((p for c in countries for p in gazetteer.admin1(c.place.country or "")), frame, gazetteer)
    tolerance = max(_FINEST, width / _STEPS_ACROSS)
    for attempt in range(_ATTEMPTS):
        # Each attempt begins with what the one before left: the first takes most of the time.
        countries, provinces = _simplified(countries, tolerance), _simplified(provinces, tolerance)
        data = {"bbox": [round(v, 3) for v in frame], **_areas(countries, provinces, frame, tolerance), **parts}
        size = len(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
        if size <= budget:
            break
        tolerance *= min(8.0, max(1.5, (size / budget) ** 1.5))
        if attempt == _ATTEMPTS - 3:
            provinces = []
    return data


def view_box(collection: Mapping[str, Any], gazetteer: Atlas) -> Bbox:
    """The box that a map of these features wants: all that is drawn, with room around it.

    Where nothing is drawn, the countries that the incidents are known to be in; without any, the world.
    """
    shapes = {id(f["geometry"]): f["geometry"] for f in collection["features"] if f["geometry"] is not None}
    corners = [box(*_bounds(geometry)) for geometry in shapes.values()]
    if not corners:
        codes = {f["properties"]["place"]["country"] for f in collection["features"]}
        outlines = [gazetteer.outline(f"country:{code}") for code in sorted(code for code in codes if code)]
        corners = [box(*outline.bounds) for outline in outlines if outline is not None]
    if not corners:
        return WORLD
    west, south, east, north = shapely.total_bounds(corners).tolist()
    # Room for what is a single point, and for a page that is wider than its data.
    wide, high = max(_ROOM * (east - west), 1.5), max(_ROOM * (north - south), 1.0)
    lack = (north - south + 2 * high) * _ASPECT - (east - west + 2 * wide)
    wide += max(0.0, lack / 2)
    return (
        round(max(WORLD[0], west - wide), 3),
        round(max(WORLD[1], south - high), 3),
        round(min(WORLD[2], east + wide), 3),
        round(min(WORLD[3], north + high), 3),
    )


def _bounds(geometry: Mapping[str, Any]) -> Bbox:
    """West, south, east, north of a GeoJSON geometry."""
    points = [geometry["coordinates"]]
    while isinstance(points[0][0], Sequence):
        points = [inner for outer in points for inner in outer]
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class _Area:
    place: Place
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class _Disputed:
    name: str
    countries: tuple[str, str]
    box: Bbox | None


def _areas(countries: Sequence[_Area], provinces: Sequence[_Area], frame: Bbox, tolerance: float) -> Json:
    borders, disputed = [], []
    for one, two, line in _shared(countries):
        pair = [one.place.country or "", two.place.country or ""]
        for name, part in _by_agreement(line, pair):
            cut = shapely.clip_by_rect(part, *frame)
            geometry = _line_json(cut)
            if geometry is None:
                continue
            if name is None:
                borders.append(_feature(geometry, {"countries": pair}))
            else:
                disputed.append(_feature(geometry, {"countries": pair, "name": name}))
    return {
        "countries": _collection(_area_features(countries, frame, tolerance)),
        "admin1": _collection(_area_features(provinces, frame, tolerance)),
        "borders": _collection(borders),
        "disputed": _collection(disputed),
    }


def _meeting(places: Iterable[Place], frame: Bbox, gazetteer: Atlas) -> list[_Area]:
    window = box(*frame)
    found = []
    for place in places:
        shape = gazetteer.outline(place.outline_id) if place.outline_id else None
        if shape is not None and shape.intersects(window):
            found.append(_Area(place, shape))
    return sorted(found, key=lambda area: area.place.id)


def _simplified(areas: Sequence[_Area], tolerance: float) -> list[_Area]:
    """Areas with less detail, common edges kept common."""
    if not areas:
        return []
    shapes = shapely.coverage_simplify([area.shape for area in areas], tolerance)
    return [_Area(area.place, shape) for area, shape in zip(areas, shapes, strict=True)]


def _shared(areas: Sequence[_Area]) -> Iterator[tuple[_Area, _Area, BaseGeometry]]:
    """The lines that two areas share, each pair once."""
    tree = shapely.STRtree([area.shape for area in areas])
    pairs = tree.query([area.shape for area in areas], predicate="intersects").T.tolist()
    for one, two in sorted((a, b) for a, b in pairs if a < b):
        line = shapely.intersection(areas[one].shape.boundary, areas[two].shape.boundary)
        if not line.is_empty:
            yield areas[one], areas[two], line


def _by_agreement(line: BaseGeometry, pair: list[str]) -> Iterator[tuple[str | None, BaseGeometry]]:
    """The stretches of a line between two countries: (None, agreed border) and (name, disputed line)."""
    rest = line
    for known in _disputed():
        if set(known.countries) != set(pair):
            continue
        window = box(*known.box) if known.box else box(*line.bounds).buffer(1)
        part = shapely.intersection(rest, window)
        if not part.is_empty:
            yield known.name, part
            rest = shapely.difference(rest, window)
    if not rest.is_empty:
        yield None, rest


@lru_cache(maxsize=1)
def _disputed() -> tuple[_Disputed, ...]:
    table = tomllib.loads(files("maps").joinpath("disputed.toml").read_text(encoding="utf-8"))
    return tuple(
        _Disputed(row["name"], (row["countries"][0], row["countries"][1]), tuple(row["box"]) if "box" in row else None)
        for row in table["line"]
    )


def _area_features(areas: Sequence[_Area], frame: Bbox, tolerance: float) -> list[Json]:
    features = []
    for area in areas:
        cut = shapely.make_valid(shapely.clip_by_rect(area.shape, *frame))
        kept = _large_enough(cut, tolerance)
        geometry = _polygons_json(kept)
        if geometry is not None:
            features.append(_feature(geometry, _named(area.place) | {"anchor": _label_point(kept)}))
    return features


def _large_enough(shape: BaseGeometry, tolerance: float) -> list[Polygon]:
    """The polygons of a shape, without islands too small to be seen; always the largest."""
    polygons = [p for p in _flat(shape) if isinstance(p, Polygon) and not p.is_empty]
    polygons.sort(key=lambda p: -p.area)
    return polygons[:1] + [p for p in polygons[1:] if p.area > tolerance * tolerance]


def _label_point(polygons: list[Polygon]) -> list[float]:
    """The middle of the widest open ground, (lon, lat)."""
    largest = polygons[0]
    west, south, east, north = largest.bounds
    widest = shapely.maximum_inscribed_circle(largest, tolerance=max(east - west, north - south) / 100)
    lon, lat = widest.coords[0]
    return [round(lon, 3), round(lat, 3)]


def _named(place: Place) -> Json:
    return {
        "id": place.id,
        "name": place.name,
        "local": local_name(place),
        "names": {code: place.names[code] for code in _LANGUAGES if code in place.names},
        "country": place.country,
    }


def _towns(frame: Bbox, gazetteer: Atlas) -> list[Json]:
    """The largest towns, and in every part of the box its largest, so that empty country is not left without a name."""
    west, south, east, north = frame
    taken: dict[tuple[int, int], int] = {}
    chosen: list[Place] = []
    for place in gazetteer.towns(frame):
        if place.lat is None or place.lon is None:
            continue
        cell = (
            min(_CELLS - 1, int((place.lon - west) / max(east - west, 1e-9) * _CELLS)),
            min(_CELLS - 1, int((place.lat - south) / max(north - south, 1e-9) * _CELLS)),
        )
        if len(chosen) < _MOST_TOWNS or taken.get(cell, 0) < _TOWNS_PER_CELL:
            chosen.append(place)
            taken[cell] = taken.get(cell, 0) + 1
    return [
        {
            "name": place.name,
            "local": local_name(place),
            "names": {code: place.names[code] for code in _LANGUAGES if code in place.names},
            "country": place.country,
            "lon": round(place.lon or 0.0, 4),
            "lat": round(place.lat or 0.0, 4),
            "population": place.population,
            "rank": rank,
        }
        for rank, place in enumerate(chosen)
    ]


def _world(gazetteer: Atlas) -> Json:
    """All countries, for the land around: neighbours may gape by a pixel there, which no coarse map shows."""
    features = []
    for place in sorted(gazetteer.countries(), key=lambda p: p.id):
        shape = gazetteer.outline(place.outline_id) if place.outline_id else None
        if shape is None:
            continue
        large = [p for p in _flat(shape) if isinstance(p, Polygon) and p.area > _WORLD_ISLAND and p.bounds[1] > -60]
        coarse = shapely.GeometryCollection(shapely.simplify(large, _WORLD_TOLERANCE, preserve_topology=False).tolist())
        geometry = _polygons_json(_large_enough(coarse, _WORLD_TOLERANCE), digits=1)
        if geometry is not None:
            features.append(_feature(geometry, {"id": place.id, "name": place.name}))
    return _collection(features)


def _is_part(frame: Bbox) -> bool:
    return frame[2] - frame[0] < 270.0


def _collection(features: list[Json]) -> Json:
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: Json, properties: Json) -> Json:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _polygons_json(polygons: Sequence[Polygon], digits: int = 3) -> Json | None:
    found = []
    for polygon in polygons:
        turned = shapely.geometry.polygon.orient(polygon)
        rings = [_points(ring, digits) for ring in (turned.exterior, *turned.interiors)]
        # A ring that rounding has folded up would be no area; a lost outer ring takes its holes along.
        if len(rings[0]) >= 4:
            found.append([ring for ring in rings if len(ring) >= 4])
    if not found:
        return None
    if len(found) == 1:
        return {"type": "Polygon", "coordinates": found[0]}
    return {"type": "MultiPolygon", "coordinates": found}


def _line_json(shape: BaseGeometry) -> Json | None:
    lines = [part for part in _flat(shape) if isinstance(part, LineString) and part.length > 0]
    merged = _flat(shapely.line_merge(MultiLineString(lines))) if lines else []
    found = [points for line in merged if len(points := _points(line, 3)) >= 2]
    if not found:
        return None
    return {"type": "MultiLineString", "coordinates": found}


def _flat(shape: BaseGeometry) -> list[BaseGeometry]:
    parts: list[BaseGeometry] = shapely.get_parts(shape).tolist()
    if len(parts) == 1 and parts[0].geom_type == shape.geom_type:
        return parts
    return [
        inner for part in parts for inner in (_flat(part) if part.geom_type.startswith(("Multi", "Geom")) else [part])
    ]


def _points(line: BaseGeometry, digits: int) -> list[list[float]]:
    """The points of a line or ring, rounded, without those that rounding has made one."""
    coords = np.round(shapely.get_coordinates(line), digits) + 0.0
    kept = np.ones(len(coords), dtype=bool)
    kept[1:] = (coords[1:] != coords[:-1]).any(axis=1)
    points: list[list[float]] = coords[kept].tolist()
    return points
