"""Circles and strips are as large as they say, valid, and in range, wherever on the earth."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point

from geo.geodesic import circle, geodesic_line, simplified, strip


def test_a_strip_over_the_antimeridian_is_cut_there() -> None:
    shape = strip(geodesic_line([(179.0, -17.0), (-179.0, -18.0)]), 20.0)
    assert shape.is_valid
    assert shape.geom_type == "MultiPolygon"
    assert shape.bounds[0] == pytest.approx(-180)
    assert shape.bounds[2] == pytest.approx(180)
    assert shape.covers(Point(-179.0, -18.0))
    assert not shape.covers(Point(0, -17.5))


def test_an_outline_is_simplified_but_keeps_a_small_area() -> None:
    wavy = LineString([(0, 0), (4, 0)]).buffer(2, quad_segs=200)
    assert len(shapely.get_coordinates(simplified(wavy, 0.02))) < len(shapely.get_coordinates(wavy)) / 5
    tiny = Point(73.0, 33.7).buffer(0.02, quad_segs=16)
    assert simplified(tiny, 0.02).area == pytest.approx(tiny.area, rel=0.1)


@settings(deadline=None)
@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    radius=st.floats(0.5, 900),
)
def test_every_circle_is_valid_wound_right_and_in_range(lon: float, lat: float, radius: float) -> None:
    shape = circle(lon, lat, radius)
    assert shape.is_valid
    assert not shape.is_empty
    west, south, east, north = shape.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    for part in shapely.get_parts(shape).tolist():
        assert shapely.is_ccw(part.exterior)


@settings(deadline=None)
@given(
    st.tuples(st.floats(-180, 180), st.floats(-85, 85)),
    st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=1, max_size=3),
    st.floats(1, 60),
)
def test_every_strip_is_valid_and_in_range(
    start: tuple[float, float], steps: list[tuple[float, float]], width: float
) -> None:
    points = [start]
    for east, north in steps:
        lon, lat = points[-1]
        points.append(((lon + east + 180) % 360 - 180, max(-90.0, min(90.0, lat + north))))
    shape = strip(geodesic_line(points), width)
    assert shape.is_valid
    assert not shape.is_empty
    west, south, east, north = shape.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
