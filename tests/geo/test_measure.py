"""Distances, bearings, areas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from geo.measure import area_km2, bearing_of, contains, distance_km, geodesic_km, offset

LAT, LON = st.floats(-80, 80), st.floats(-179, 179)


def test_a_known_distance() -> None:
    assert distance_km(26.0012, 63.0485, 29.4963, 60.8629) == pytest.approx(443, abs=3)


@given(LAT, LON, LAT, LON)
def test_the_sphere_is_near_the_ellipsoid(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    assert distance_km(lat1, lon1, lat2, lon2) == pytest.approx(
        geodesic_km(lat1, lon1, lat2, lon2), rel=0.006, abs=0.01
    )


@given(LAT, LON, st.floats(0, 360), st.floats(0, 500))
def test_an_offset_lies_as_far_as_said(lat: float, lon: float, bearing: float, km: float) -> None:
    assert geodesic_km(lat, lon, *offset(lat, lon, bearing, km)) == pytest.approx(km, abs=0.001)


def test_north_is_up() -> None:
    lat, lon = offset(30.0, 60.0, 0.0, 111.0)
    assert lat == pytest.approx(31.0, abs=0.01)
    assert lon == pytest.approx(60.0)


@pytest.mark.parametrize(
    ("word", "degrees"),
    [("north", 0), ("Southeastern", 135), ("north-west", 315), ("westward", 270), ("up", None), ("", None)],
)
def test_bearings_by_word(word: str, degrees: float | None) -> None:
    assert bearing_of(word) == degrees


def test_area_and_containment() -> None:
    square = box(60, 0, 61, 1)
    assert area_km2(square) == pytest.approx(12309, rel=0.001)
    assert contains(square, 0.5, 60.5)
    assert not contains(square, 60.5, 0.5)
