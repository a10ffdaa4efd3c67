"""Outlines: arcs shared by neighbours, stored once as whole numbers; an outline is the rings that its arcs close.

All coordinates are (lon, lat) in degrees, WGS 84. A stored arc is a list of whole thousandths of a degree, the first
point as it is, every further one as the step from the one before.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.distance import great_circle_km

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SCALE = 1000
Polygons = list[list[list[int]]]
"""Polygons of rings of arc numbers; ~n is arc n walked backwards, as in TopoJSON."""


class OutlineBuilder:
    """Collects arcs and outlines of many topologies, simplified, for :func:`write_outlines`."""

    def __init__(self) -> None:
        self.arcs: list[list[int]] = []
        self.outlines: dict[str, Polygons] = {}

    def add_topology(
        self, topology: dict[str, Any], wanted: Iterable[tuple[str, list[dict[str, Any]]]], tolerance: float
    ) -> None:
        """Add outlines made of a topology's geometries: (outline id, its TopoJSON geometries).

        ``tolerance`` is in degrees; shared arcs are simplified once, so neighbours still meet.
        """
        from shapely.geometry import LineString

        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        numbers: dict[int, int] = {}

        def number(arc: int) -> int:
            plain = arc if arc >= 0 else ~arc
            if plain not in numbers:
                points: list[tuple[float, ...]] = []
                x = y = 0
                for dx, dy in topology["arcs"][plain]:
                    x, y = x + dx, y + dy
                    points.append((x * sx + tx, y * sy + ty))
                if len(points) > 2:
                    simple = list(LineString(points).simplify(tolerance).coords)
                    # A small island must not collapse into a line.
                    if points[0] == points[-1] and len(simple) < 5:
                        simple = points
                    points = simple
                numbers[plain] = len(self.arcs)
                self.arcs.append(_pack(points))
            return numbers[plain] if arc >= 0 else ~numbers[plain]

        for outline_id, geometries in wanted:
            polygons: Polygons = []
            for geometry in geometries:
                if geometry["type"] == "Polygon":
                    parts = [geometry["arcs"]]
                elif geometry["type"] == "MultiPolygon":
                    parts = geometry["arcs"]
                else:
                    continue
                polygons += [[[number(a) for a in ring] for ring in part] for part in parts]
            if polygons:
                self.outlines.setdefault(outline_id, []).extend(polygons)

    def write(self, path: Path) -> None:
        """Write all as .json.xz; the same outlines give the same bytes."""
        text = json.dumps({"arcs": self.arcs, "outlines": dict(sorted(self.outlines.items()))}, separators=(",", ":"))
        path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def read_outlines(path: Path) -> tuple[list[list[tuple[float, float]]], dict[str, Polygons]]:
    """The arcs, as (lon, lat) points, and the outlines of a file of :meth:`OutlineBuilder.write`."""
    data = json.loads(lzma.decompress(path.read_bytes()))
    return [unpack(arc) for arc in data["arcs"]], data["outlines"]


def outline_shape(polygons: Polygons, arcs: Sequence[Sequence[tuple[float, float]]]) -> BaseGeometry:
    """The (multi)polygon of an outline, made valid. Pieces cut at the antimeridian stay cut."""
    from shapely import make_valid, unary_union
    from shapely.geometry import MultiPolygon, Polygon

    shapes: list[BaseGeometry] = []
    for rings in polygons:
        closed = [_unwrapped(r) for r in (_ring(ring, arcs) for ring in rings) if len(r) >= 4]
        if closed:
            shape: BaseGeometry = Polygon(closed[0], [_beside(hole, closed[0]) for hole in closed[1:]])
            shape = shape if shape.is_valid else _areas(make_valid(shape))
            shapes.append(_within_the_map(shape))
    shapes = [s for s in shapes if not s.is_empty]
    if len(shapes) == 1:
        return shapes[0]
    whole = [s for s in shapes if isinstance(s, Polygon)]
    if len(whole) == len(shapes):
        together = MultiPolygon(whole)
        if together.is_valid:
            return together
    return _areas(unary_union(shapes))


def shape_point(shape: Any) -> tuple[float, float, float]:
    """(lat, lon, radius_km) of an outline: a point inside its largest part, and how far the outline reaches from it.

    Far islands would move the point off the mainland and blow up the radius: parts under a tenth of the largest count
    for neither, unless they are all there is.
    """
    parts = list(getattr(shape, "geoms", [shape]))
    largest = max(parts, key=lambda p: p.area)
    middle = largest.centroid
    if not largest.contains(middle):
        middle = largest.representative_point()
    lat, lon = middle.y, middle.x
    reach = max(
        great_circle_km(lat, lon, y, x) for p in parts if p.area >= largest.area / 10 for x, y in p.exterior.coords
    )
    return round(lat, 4), round(lon, 4), round(reach, 1)


def _unwrapped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The ring without leaps from one edge of the map to the other: it runs on beyond 180 or -180 degrees instead.

    A ring round a pole does not come back to where it began; it is closed along that edge of the map.
    """
    turns = 0
    result = [ring[0]]
    for before, point in pairwise(ring):
        if point[0] - before[0] > 180:
            turns -= 1
        elif point[0] - before[0] < -180:
            turns += 1
        result.append((point[0] + 360 * turns, point[1]))
    if turns:
        pole = -90.0 if result[0][1] < 0 else 90.0
        result += [(result[-1][0], pole), (result[0][0], pole), result[0]]
    return result


def _beside(hole: list[tuple[float, float]], ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The hole moved by whole turns to where its ring was unwrapped to."""
    low, high = min(x for x, _ in ring), max(x for x, _ in ring)
    for turn in (0, 360, -360):
        if low <= hole[0][0] + turn <= high:
            return [(x + turn, y) for x, y in hole]
    return hole


def _within_the_map(shape: BaseGeometry) -> BaseGeometry:
    """The shape cut at 180 degrees, what lies beyond moved to the other edge."""
    from shapely import box, intersection, unary_union
    from shapely.affinity import translate

    west, _, east, _ = shape.bounds
    if west >= -180 and east <= 180:
        return shape
    parts = [translate(intersection(shape, box(low, -90, low + 360, 90)), -180 - low) for low in (-540, -180, 180)]
    return _areas(unary_union([p for p in parts if not p.is_empty]))


def _areas(shape: BaseGeometry) -> BaseGeometry:
    """Only the polygons of a shape: making a ring valid may leave loose lines."""
    from shapely.geometry import MultiPolygon

    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [g for g in getattr(shape, "geoms", ()) if g.geom_type in ("Polygon", "MultiPolygon")]
    polygons = [p for g in parts for p in (g.geoms if g.geom_type == "MultiPolygon" else [g])]
    return MultiPolygon(polygons)


def _ring(ring: list[int], arcs: Sequence[Sequence[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def _pack(points: Sequence[tuple[float, ...]]) -> list[int]:
    packed: list[int] = []
    before = (0, 0)
    for n, point in enumerate(points):
        now = (round(point[0] * SCALE), round(point[1] * SCALE))
        if n and now == before and n + 1 < len(points):
            continue
        packed += [now[0] - before[0], now[1] - before[1]]
        before = now
    return packed


def unpack(packed: Sequence[int]) -> list[tuple[float, float]]:
    points, x, y = [], 0, 0
    for n in range(0, len(packed), 2):
        x, y = x + packed[n], y + packed[n + 1]
        points.append((x / SCALE, y / SCALE))
    return points
