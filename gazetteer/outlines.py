"""Outlines: arcs shared by neighbours, stored once as whole numbers; an outline is the rings that its arcs close.

All coordinates are (lon, lat) in degrees, WGS 84. A stored arc is a list of whole thousandths of a degree, the first point
as it is, every further one as the step from the one before.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

    def add_topology(self, topology: dict[str, Any], wanted: Iterable[tuple[str, list[dict[str, Any]]]], tolerance: float) -> None:
        """Add outlines made of a topology's geometries: (outline id, its TopoJSON geometries).

        ``tolerance`` is in degrees; shared arcs are simplified once, so neighbours still meet.
        """
        from shapely.geometry import LineString

        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        numbers: dict[int, int] = {}

        def number(arc: int) -> int:
            plain = arc if arc >= 0 else ~arc
            if plain not in numbers:
                points, x, y = [], 0, 0
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
        closed = [_ring(ring, arcs) for ring in rings]
        closed = [r for r in closed if len(r) >= 4]
        if closed:
            shape = Polygon(closed[0], closed[1:])
            shapes.append(shape if shape.is_valid else _areas(make_valid(shape)))
    if len(shapes) == 1:
        return shapes[0]
    if all(s.geom_type == "Polygon" for s in shapes):
        together = MultiPolygon(shapes)
        if together.is_valid:
            return together
    return _areas(unary_union(shapes))


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
