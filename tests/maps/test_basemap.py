"""The base map: cut to its box, within its budget, the same each time."""

from __future__ import annotations

import json
from typing import Any

import pytest
from shapely import box
from shapely.geometry import shape
from shapely.ops import unary_union

from gazetteer.place import Place
from maps.basemap import WORLD, base_map, view_box
from maps.geojson import feature_collection


def size(data: Any) -> int:
    return len(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def test_it_is_cut_to_its_box(atlas: Any) -> None:
    data = base_map((58, 22, 64, 28), atlas)
    assert data["bbox"] == [58, 22, 64, 28]
    window = box(58, 22, 64, 28)
    for part in ("countries", "admin1", "borders", "disputed"):
        for feature in data[part]["features"]:
            assert window.covers(shape(feature["geometry"])), part
    assert [f["properties"]["name"] for f in data["countries"]["features"]] == ["Iran", "Pakistan"]
    # Beyond the box the coarse world goes on.
    world = unary_union([shape(f["geometry"]) for f in data["world"]["features"]])
    assert world.bounds == (50, 20, 70, 30)


def test_neighbours_meet_and_share_one_border(atlas: Any) -> None:
    data = base_map((58, 22, 64, 28), atlas)
    iran, pakistan = (shape(f["geometry"]) for f in data["countries"]["features"])
    assert iran.intersection(pakistan).area == 0
    assert iran.union(pakistan).area == pytest.approx(36)
    (border,) = data["borders"]["features"]
    assert border["properties"] == {"countries": ["IR", "PK"]}
    assert shape(border["geometry"]).length == pytest.approx(6)


def test_names_are_given_as_the_country_writes_them(atlas: Any) -> None:
    data = base_map((58, 22, 64, 28), atlas)
    province = data["admin1"]["features"][0]["properties"]
    assert province["name"] == "Sistan and Baluchestan"
    assert province["local"] == province["names"]["fa"] == "سیستان و بلوچستان"
    lon, lat = province["anchor"]
    assert 57 <= lon <= 60.5
    assert 24 <= lat <= 29


def test_a_line_that_is_no_agreed_border_is_kept_apart(atlas: Any) -> None:
    for code, area in (("IN", box(74, 30, 79, 36)), ("PK", box(70, 30, 74, 36))):
        atlas.places[f"country:{code}"] = Place(
            f"country:{code}", code, "country", "country", code, outline_id=f"country:{code}"
        )
        atlas.outlines[f"country:{code}"] = area
    data = base_map((72, 31, 76, 35), atlas)
    (agreed,) = data["borders"]["features"]
    (disputed,) = data["disputed"]["features"]
    assert disputed["properties"]["name"] == "Line of Control"
    assert shape(disputed["geometry"]).bounds == (74, 32.75, 74, 35)
    assert shape(agreed["geometry"]).bounds == (74, 31, 74, 32.75)


def test_towns_come_largest_first_and_empty_country_is_not_left_without(atlas: Any) -> None:
    crowd = [
        Place(f"t:{n:03}", f"T{n}", "town", "town", "IR", lat=25 + n / 1e4, lon=58.5, population=10_000 - n)
        for n in range(300)
    ]
    lonely = Place("t:lonely", "Lonely", "town", "town", "PK", lat=27.5, lon=63.5, population=7)
    nobody = Place("t:nobody", "Uncounted", "town", "town", "PK", lat=23.0, lon=62.0)
    atlas.places |= {p.id: p for p in (*crowd, lonely, nobody)}
    towns = base_map((58, 22, 64, 28), atlas)["towns"]
    assert [t["rank"] for t in towns] == list(range(len(towns)))
    assert towns[0]["name"] == "T0"
    assert towns[0]["population"] == 10_000
    assert 100 <= len(towns) < 150
    assert {"Lonely", "Uncounted"} <= {t["name"] for t in towns}
    assert towns[-1]["population"] is None


def test_hostile_names_pass_as_they_are(atlas: Any) -> None:
    words = "{{ 7*191 }}</script><img src=x onerror=alert(1)>${x}{% raw %}"
    atlas.places["t:1"] = Place("t:1", words, "town", words, "IR", lat=25, lon=59, names={"fa": "«${x}»"})
    atlas.places["admin1:IR.41"] = Place(
        "admin1:IR.41", words, "province", words, "IR", words, outline_id="admin1:IR.41"
    )
    data = base_map((58, 22, 64, 28), atlas)
    assert data["towns"][0]["name"] == words
    assert words in {f["properties"]["name"] for f in data["admin1"]["features"]}


def test_a_map_fits_what_is_drawn_with_room_around(atlas: Any, incidents: Any) -> None:
    collection = feature_collection(incidents, gazetteer=atlas)
    west, south, east, north = view_box(collection, atlas)
    for feature in collection["features"]:
        if feature["geometry"] is not None:
            assert box(west, south, east, north).contains(shape(feature["geometry"]))
    assert (east - west) / (north - south) > 1.29


def test_a_map_of_nothing_drawn_shows_its_countries_or_the_world(atlas: Any, incidents: Any) -> None:
    only_pakistan = feature_collection([incidents[-1]], gazetteer=atlas)
    assert only_pakistan["features"][0]["geometry"] is None
    west, south, east, north = view_box(only_pakistan, atlas)
    assert box(west, south, east, north).covers(atlas.outlines["country:PK"])
    assert view_box(feature_collection([], gazetteer=atlas), atlas) == WORLD


@pytest.fixture(scope="module")
def bundled() -> Any:
    from gazetteer.store import open_gazetteer

    return open_gazetteer()


@pytest.mark.parametrize("bbox", [(57, 23, 75, 36), (60.5, 25, 66, 30), (170, -25, -170, -10)])
def test_the_bundled_gazetteer_makes_a_small_map_the_same_twice(bbox: Any, bundled: Any) -> None:
    data = base_map(bbox, bundled)
    assert size(data) <= 300_000
    assert json.dumps(base_map(bbox, bundled)) == json.dumps(data)
    assert data["countries"]["features"]
    assert data["towns"]
    for part in ("countries", "admin1", "borders", "disputed", "world"):
        for feature in data[part]["features"]:
            assert not shape(feature["geometry"]).is_empty


def test_the_border_region_has_what_an_analyst_looks_for(bundled: Any) -> None:
    data = base_map((57, 23, 78, 36), bundled)
    assert {"IR", "PK", "AF"} <= {f["properties"]["country"] for f in data["countries"]["features"]}
    provinces = {f["properties"]["name"] for f in data["admin1"]["features"]}
    assert {"Sistan and Baluchestan", "Balochistan"} <= provinces
    assert {"IR", "PK"} in [set(f["properties"]["countries"]) for f in data["borders"]["features"]]
    assert "Line of Control" in [f["properties"]["name"] for f in data["disputed"]["features"]]
    assert {"Quetta", "Zahedan", "Turbat", "Panjgur"} <= {t["name"] for t in data["towns"]}
