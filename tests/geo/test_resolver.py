"""The resolver as a geopy geocoder: what geopy's own take and give, and its recipes, without any network."""

from __future__ import annotations

from typing import Any

import pytest
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.resolver import PlaceResolver


@pytest.fixture(scope="module")
def resolver() -> PlaceResolver:
    return PlaceResolver()


def test_it_is_a_geocoder(resolver: PlaceResolver) -> None:
    assert isinstance(resolver, Geocoder)
    found = resolver.geocode("Turbat")
    assert isinstance(found, Location)
    assert found.latitude == pytest.approx(26.0, abs=0.05)
    assert found.longitude == pytest.approx(63.05, abs=0.05)
    assert found.address == "Turbat, Balochistan, Pakistan"
    assert found.raw["country_code"] == "PK"
    assert found.raw["reasons"]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("Springfield, Illinois", "Springfield, Illinois, United States"),
        ("Springfield IL", "Springfield, Illinois, United States"),
        ("Paris, Texas", "Paris, Texas, United States"),
        ("paris", "Paris, Île-de-France, France"),
        ("Pishin, Pakistan", "Pishin, Balochistan, Pakistan"),
        ("Sistan-Baluchistan", "Sistan and Baluchestan, Iran"),
        ("Rask County", "Rask County, Sistan and Baluchestan, Iran"),
        ("São Paulo", "São Paulo, Brazil"),
        ({"city": "Springfield", "state": "Illinois"}, "Springfield, Illinois, United States"),
        ({"state": "Illinois"}, "Illinois, United States"),
        ({"country": "Iran"}, "Iran"),
        ({"city": "Paris", "country": "France", "postalcode": "75001"}, "Paris, Île-de-France, France"),
    ],
)
def test_names_and_structured_queries(resolver: PlaceResolver, query: Any, address: str) -> None:
    found = resolver.geocode(query)
    assert isinstance(found, Location)
    assert found.address == address


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        ",",
        None,
        float("nan"),
        123,
        "no such place whatever",
        "Turbat, France",
        {},
        {"street": "Main Street 1"},
    ],
)
def test_nothing_found_is_none(resolver: PlaceResolver, query: Any) -> None:
    assert resolver.geocode(query) is None
    assert resolver.geocode(query, exactly_one=False) is None


def test_a_list_with_exactly_one_false(resolver: PlaceResolver) -> None:
    found = resolver.geocode("Pishin", exactly_one=False)
    assert isinstance(found, list)
    assert {f.raw["country_code"] for f in found} >= {"PK", "IR"}
    shorter = resolver.geocode("Springfield", exactly_one=False, limit=2)
    assert isinstance(shorter, list)
    assert len(shorter) == 2
    with pytest.raises(ValueError, match="Limit cannot be less than 1"):
        resolver.geocode("Springfield", exactly_one=False, limit=0)


def test_countries_and_viewbox(resolver: PlaceResolver) -> None:
    for codes in ("ir", "IR", ["ir"], "ir,af"):
        found = resolver.geocode("Pishin", country_codes=codes)
        assert isinstance(found, Location)
        assert found.raw["country_code"] == "IR"
    oregon = [Point(42, -125), (46.3, -116)]
    found = resolver.geocode("Springfield", viewbox=oregon)
    assert isinstance(found, Location)
    assert found.raw["admin1"] == "Oregon"
    assert resolver.geocode("Turbat", viewbox=oregon) is not None
    assert resolver.geocode("Turbat", viewbox=oregon, bounded=True) is None
    with pytest.raises(GeocoderQueryError):
        resolver.geocode("Turbat", viewbox=[(1, 2), (3, 4), (5, 6)])


def test_wrong_options_are_told(resolver: PlaceResolver) -> None:
    with pytest.raises(GeocoderQueryError):
        resolver.geocode("Turbat", geometry="svgz")
    with pytest.raises(GeocoderQueryError):
        resolver.geocode("Turbat", featuretype="street")


def test_language_names_geometry(resolver: PlaceResolver) -> None:
    found = resolver.geocode("Zahedan", language="fa", namedetails=True)
    assert isinstance(found, Location)
    assert found.address.startswith("زاهدان")
    assert "fa" in found.raw["namedetails"]
    province = resolver.geocode("Sistan and Baluchestan", geometry="geojson")
    assert isinstance(province, Location)
    assert province.raw["geojson"]["type"] in ("Polygon", "MultiPolygon")


def test_fuzzy_only_when_asked_and_says_so(resolver: PlaceResolver) -> None:
    assert resolver.geocode("Gwaadarrr") is None
    found = resolver.geocode("Gwaadarrr", fuzzy=True)
    if found is not None:
        assert isinstance(found, Location)
        assert found.raw["fuzzy"]
        assert any("fuzzy" in reason for reason in found.raw["reasons"])


@pytest.mark.parametrize("point", [(26.0, 63.05), "26.0, 63.05", Point(26.0, 63.05), [26.0, 63.05]])
def test_reverse(resolver: PlaceResolver, point: Any) -> None:
    found = resolver.reverse(point)
    assert isinstance(found, Location)
    assert found.raw["name"] == "Turbat"


def test_reverse_elsewhere(resolver: PlaceResolver) -> None:
    assert resolver.reverse((-48.0, -125.0)) is None
    assert resolver.reverse((-48.0, -125.0), exactly_one=False) is None
    country = resolver.reverse((28.0, 62.0), zoom=5)
    assert isinstance(country, Location)
    assert country.raw["level"] == "country"
    several = resolver.reverse((26.0, 63.05), exactly_one=False)
    assert isinstance(several, list)
    assert len(several) > 1


@pytest.mark.parametrize("point", ["", "Turbat", None, "12", (1, 2, 3, 4, 5)])
def test_reverse_wants_a_pair(resolver: PlaceResolver, point: Any) -> None:
    with pytest.raises(ValueError, match="coordinate pair"):
        resolver.reverse(point)


def test_rate_limiter_and_pandas_recipe(resolver: PlaceResolver) -> None:
    pandas = pytest.importorskip("pandas")
    geocode = RateLimiter(resolver.geocode, min_delay_seconds=0)
    frame = pandas.DataFrame({"name": ["Turbat", "nowhere at all", None]})
    frame["location"] = frame["name"].apply(geocode)
    frame["point"] = frame["location"].apply(lambda loc: tuple(loc.point) if loc else None)
    assert frame["point"].iloc[0][:2] == pytest.approx((26.00122, 63.04849))
    assert frame["point"].iloc[1] is None


def test_geopandas_recipes() -> None:
    tools = pytest.importorskip("geopandas.tools")
    found = tools.geocode(["Turbat", "nowhere at all"], provider=PlaceResolver)
    assert found.crs == "EPSG:4326"
    assert found.geometry.iloc[0].x == pytest.approx(63.05, abs=0.05)
    assert found.geometry.iloc[1].is_empty
    back = tools.reverse_geocode(found.geometry.iloc[:1], provider=PlaceResolver)
    assert back["address"].iloc[0].startswith("Turbat")
