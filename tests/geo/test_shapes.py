"""What is drawn never claims more than is known, and is always a valid shape."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from pyproj import Geod
from shapely import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from gazetteer.place import Place
from geo.incident import Where
from geo.shapes import anchor, draw, geometry

GEOD = Geod(ellps="WGS84")


@dataclass
class Atlas:
    """A gazetteer of two square countries side by side, each with one province along their border."""

    places: dict[str, Place] = field(default_factory=dict)
    outlines: dict[str, BaseGeometry] = field(default_factory=dict)
    borders: dict[frozenset[str], BaseGeometry] = field(default_factory=dict)

    def by_id(self, place_id: str) -> Place | None:
        return self.places.get(place_id)

    def outline(self, outline_id: str) -> BaseGeometry | None:
        return self.outlines.get(outline_id)

    def border(self, country_a: str, country_b: str) -> BaseGeometry | None:
        return self.borders.get(frozenset((country_a, country_b)))


@pytest.fixture
def atlas() -> Atlas:
    def place(place_id: str, level: str, lat: float | None, lon: float | None, radius: float | None = None) -> Place:
        return Place(place_id, place_id, level, level, "AA", lat=lat, lon=lon, radius_km=radius, outline_id=place_id)  # type: ignore[arg-type]

    west, east = box(50, 20, 60, 30), box(60, 20, 70, 30)
    return Atlas(
        places={
            "country:AA": place("country:AA", "country", 25, 55),
            "country:BB": place("country:BB", "country", 25, 65),
            "admin1:AA.1": place("admin1:AA.1", "province", 25, 58, 200),
            "district:AA.1.1": place("district:AA.1.1", "district", 26, 59, 40),
            "town:x": Place("town:x", "X", "town", "town", "AA", lat=24.0, lon=58.0),
            "town:y": Place("town:y", "Y", "town", "town", "AA", lat=26.0, lon=59.0),
            "town:nowhere": Place("town:nowhere", "N", "town", "town", "AA"),
        },
        outlines={"country:AA": west, "country:BB": east, "admin1:AA.1": box(57, 22, 60, 28)},
        borders={frozenset(("AA", "BB")): LineString([(60, 20), (60, 30)])},
    )


def where(precision: int, **rest: object) -> Where:
    known: dict[str, object] = {"name": "X", "country": "AA", "admin1": None, "level": "town"}
    return Where(where_precision=precision, **(known | rest))  # type: ignore[arg-type]


def test_an_exact_place_is_a_point_lon_first(atlas: Atlas) -> None:
    drawing = draw(where(1, lat=26.0012345, lon=63.0485), atlas)
    assert drawing.geometry == Point(63.0485, 26.00123)
    assert (drawing.drawn_as, drawing.radius_km, drawing.anchor) == ("point", None, (63.0485, 26.00123))


def test_near_a_place_is_a_point_with_its_ring(atlas: Atlas) -> None:
    drawing = draw(where(2, lat=26.0, lon=63.0, radius_km=12.0), atlas)
    assert (drawing.geometry, drawing.drawn_as, drawing.radius_km) == (Point(63, 26), "near", 12.0)
    assert draw(where(2, lat=26.0, lon=63.0), atlas).radius_km == 25.0


def test_a_district_is_a_circle_that_says_so_unless_its_outline_is_known(atlas: Atlas) -> None:
    rask = where(3, level="district", lat=26.0, lon=59.0, radius_km=40.0, place_id="district:AA.1.1")
    drawing = draw(rask, atlas)
    assert (drawing.drawn_as, drawing.radius_km) == ("circle", 40.0)
    assert isinstance(drawing.geometry, Polygon)
    for lon, lat in drawing.geometry.exterior.coords:
        assert GEOD.inv(59.0, 26.0, lon, lat)[2] == pytest.approx(40_000, abs=2)
    atlas.outlines["district:AA.1.1"] = box(58.5, 25.5, 59.5, 26.5)
    assert draw(rask, atlas).drawn_as == "outline"


def test_a_province_is_its_outline_and_never_a_point(atlas: Atlas) -> None:
    province = where(4, level="province", lat=29.5, lon=55.0, radius_km=300.0, place_id="admin1:AA.1")
    drawing = draw(province, atlas)
    assert drawing.drawn_as == "outline"
    assert drawing.geometry is not None
    assert drawing.geometry.equals(box(57, 22, 60, 28))
    # The point given lies outside, so the badge is put inside rather than there.
    assert drawing.anchor is not None
    assert drawing.geometry.covers(Point(drawing.anchor))
    assert draw(where(4, level="province", lat=29.5, lon=55.0), atlas).geometry is None


def test_countries_and_the_sea_are_not_drawn(atlas: Atlas) -> None:
    for precision in (6, 7):
        drawing = draw(where(precision, level="country", lat=25.0, lon=55.0, place_id="country:AA"), atlas)
        assert (drawing.geometry, drawing.anchor, drawing.drawn_as) == (None, None, None)
        assert drawing.reason


def test_a_name_no_gazetteer_has_is_the_area_it_is_said_to_be_in(atlas: Atlas) -> None:
    village = where(3, name="Kalag", within_id="district:AA.1.1")
    assert draw(village, atlas).radius_km == 40.0
    assert draw(where(4, name="Kalag", within_id="admin1:AA.1"), atlas).drawn_as == "outline"
    # A district that is known only by its town: the country round it.
    assert draw(where(3, name="Kalag", within_id="district-of:town:x"), atlas).radius_km == 50.0
    lost = draw(where(1, name="Kalag"), atlas)
    assert lost.geometry is None
    assert "Kalag" in (lost.reason or "")
    assert draw(where(1, name="Kalag", within_id="country:AA"), atlas).geometry is None


def test_a_border_is_a_strip_cut_to_the_side_it_is_on(atlas: Atlas) -> None:
    both = geometry(where(5, country=None, line=("AA", "BB")), atlas)
    side = geometry(where(5, line=("AA", "BB")), atlas)
    province = geometry(where(5, line=("country:AA", "country:BB"), place_id="admin1:AA.1"), atlas)
    assert both is not None
    assert side is not None
    assert province is not None
    half_degree = 10 / 111.32 / 0.905  # half of the width at 25 degrees north
    assert both.bounds[0] == pytest.approx(60 - half_degree, abs=0.01)
    assert both.bounds[2] == pytest.approx(60 + half_degree, abs=0.01)
    assert side.bounds[2] == pytest.approx(60, abs=1e-4)
    assert (province.bounds[1], province.bounds[3]) == pytest.approx((22, 28), abs=1e-4)
    point = anchor(where(5, line=("AA", "BB"), lat=25.0, lon=55.0), atlas)
    assert point is not None
    assert side.covers(Point(point))


def test_a_road_is_a_strip_between_its_ends(atlas: Atlas) -> None:
    road = draw(where(5, country=None, line=("town:x", "town:y")), atlas)
    assert road.drawn_as == "strip"
    assert road.geometry is not None
    assert road.geometry.covers(Point(58, 24))
    assert road.geometry.covers(Point(59, 26))
    assert not road.geometry.covers(Point(58.2, 25.8))


def test_a_line_of_unknown_ends_falls_back_to_what_is_known(atlas: Atlas) -> None:
    assert draw(where(5, line=("town:x", "town:nowhere"), place_id="admin1:AA.1"), atlas).drawn_as == "outline"
    assert draw(where(5, line=("AA", "CC")), atlas).geometry is None


def test_a_fuzzy_part_of_a_country_is_not_drawn_as_all_of_it(atlas: Atlas) -> None:
    assert draw(where(5, level="country", place_id="country:AA", outline_id="country:AA"), atlas).geometry is None


def test_a_strip_outside_its_area_is_kept_whole(atlas: Atlas) -> None:
    atlas.outlines["admin1:AA.1"] = box(50, 22, 51, 23)
    drawn = geometry(where(5, line=("AA", "BB"), place_id="admin1:AA.1"), atlas)
    assert drawn is not None
    assert drawn.bounds[0] > 59
