"""PlaceResolver: the places of a report, and the same knowledge asked as a geopy geocoder; nothing leaves the
machine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.place import Place
from gazetteer.store import Gazetteer, open_gazetteer
from geo.candidates import Named
from geo.placing import Placer

_PARTS = ("amenity", "street", "city", "county", "state", "country", "postalcode")
"""The keys of a structured query, finest first, as Nominatim's; of a street or a postal code nothing is known here."""
_FEATURES = {"country": ("country",), "state": ("province",), "city": ("town",), "settlement": ("town", "site")}
_REACH_KM = 50.0


class _Offline(BaseSyncAdapter):  # type: ignore[misc]  # geopy is untyped
    """The adapter of a geocoder that asks nobody."""

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        raise GeocoderServiceError("this geocoder works offline; it opens no address")

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        raise GeocoderServiceError("this geocoder works offline; it opens no address")


class PlaceResolver(Placer, Geocoder):  # type: ignore[misc]  # geopy is untyped
    """Finds and resolves the places of a report (``toponyms``), and answers as a geopy geocoder, offline.

    ``geocode`` and ``reverse`` take what geopy's own Nominatim takes and answer in the same form, so ``RateLimiter``,
    ``pandas.Series.apply`` and ``geopandas.tools.geocode(names, provider=PlaceResolver)`` work unchanged.

    >>> resolver = PlaceResolver()
    >>> resolver.geocode('Springfield, Illinois').raw['admin1']
    'Illinois'
    >>> resolver.geocode('no such place whatever') is None
    True
    """

    structured_query_params = frozenset(_PARTS)

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        timeout: Any = DEFAULT_SENTINEL,
        user_agent: str | None = None,
        domain: str = "",
    ) -> None:
        Geocoder.__init__(self, timeout=timeout, user_agent=user_agent or "sarhad", adapter_factory=_offline)
        Placer.__init__(self, open_gazetteer() if gazetteer is None else gazetteer)
        self.domain = domain

    def geocode(
        self,
        query: str | Mapping[str, str] | None,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        addressdetails: bool = False,
        language: str | bool | None = False,
        geometry: str | None = None,
        extratags: bool = False,
        country_codes: str | Sequence[str] | None = None,
        viewbox: Any = None,
        bounded: bool = False,
        featuretype: str | None = None,
        namedetails: bool = False,
        fuzzy: bool = False,
    ) -> Location | list[Location] | None:
        """The place of a name, 'Turbat' or 'Springfield, Illinois', or of parts (``{'city': ..., 'country': ...}``).

        Returns a ``Location`` (latitude first), a list of them with ``exactly_one=False``, and None when there is no
        such place
        or the query is empty, None or NaN. ``country_codes`` (ISO alpha-2) restricts; ``viewbox`` (two corners,
        latitude first)
        is a preference, with ``bounded`` a restriction; ``language`` is that of the address. ``fuzzy`` allows misspelt
        names, and ``raw['fuzzy']`` then tells which name matched. ``timeout`` is accepted and means nothing here.

        Raises ``GeocoderQueryError`` for a viewbox, geometry or feature type that is none, ``ValueError`` for a limit
        below 1.
        """
        if limit is not None and int(limit) < 1:
            raise ValueError("Limit cannot be less than 1")
        box = _box(self, viewbox)
        if geometry is not None and geometry.lower() not in ("wkt", "geojson"):
            raise GeocoderQueryError("Invalid geometry format. Must be one of: wkt, geojson.")
        if featuretype is not None and featuretype not in _FEATURES:
            raise GeocoderQueryError(f"Invalid feature type {featuretype!r}. Must be one of: {', '.join(_FEATURES)}.")
        name, containers, levels = _parts(query)
        if not name:
            return None
        if featuretype is not None:
            levels = _FEATURES[featuretype]
        countries = _codes(country_codes)
        found = self.named(name, containers, levels=levels, countries=countries, box=box, bounded=bounded, fuzzy=fuzzy)
        rows = [
            _location(self, n, language, geometry, namedetails) for n in found[: 1 if exactly_one else int(limit or 10)]
        ]  # fmt: skip
        if not rows:
            return None
        return rows[0] if exactly_one else rows

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        language: str | bool | None = False,
        addressdetails: bool = True,
        zoom: int | None = None,
        namedetails: bool = False,
        radius_km: float = _REACH_KM,
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """The nearest known town or site within ``radius_km`` of a point (latitude first), else the area it lies in;
        None at sea.

        ``zoom`` as Nominatim's: up to 5 the country, up to 8 the province, up to 10 the district. Raises
        ``ValueError`` for what is
        no coordinate pair.
        """
        if query is None or (isinstance(query, str) and not query.strip()):
            raise ValueError("Must be a coordinate pair or Point")
        try:
            point = query if isinstance(query, Point) else Point(query)
        except (TypeError, ValueError) as error:
            raise ValueError("Must be a coordinate pair or Point") from error
        lat, lon = point.latitude, point.longitude
        areas = self.gazetteer.containing(lat, lon)
        wanted = (
            None if zoom is None or zoom > 10 else "country" if zoom <= 5 else "province" if zoom <= 8 else "district"
        )
        found: list[Named] = []
        if wanted is None:
            nearest = self.gazetteer.near(lat, lon, radius_km, levels=("town", "site"), limit=int(limit or 10))
            found.extend(Named(place, 1.0, (f"{away:.1f} km away",)) for place, away in nearest)
        found.extend(Named(a, 1.0, ("the point lies in it",)) for a in areas if wanted is None or a.level == wanted)
        if not found:
            return None
        rows = [
            _location(self, n, language, None, namedetails) for n in found[: 1 if exactly_one else int(limit or 10)]
        ]
        return rows[0] if exactly_one else rows


def _offline(*, proxies: Any, ssl_context: Any) -> BaseSyncAdapter:
    return _Offline(proxies=proxies, ssl_context=ssl_context)


def _parts(query: Any) -> tuple[str, tuple[str, ...], tuple[str, ...] | None]:
    """Name, what it is said to be in (finest first), and the levels a structured query asks for."""
    if isinstance(query, Mapping):
        given = [
            (key, str(query[key]).strip())
            for key in _PARTS
            if query.get(key) and key not in ("street", "postalcode", "amenity")
        ]
        if not given:
            return "", (), None
        levels = {"city": ("town", "site"), "county": ("district",), "state": ("province",), "country": ("country",)}[
            given[0][0]
        ]
        return given[0][1], tuple(value for _, value in given[1:]), levels
    if query is None or (isinstance(query, float) and math.isnan(query)):
        return "", (), None
    text = query.decode("utf-8", "replace") if isinstance(query, bytes) else str(query)
    pieces = [p.strip() for p in text.replace("،", ",").replace("\n", ",").split(",")]
    pieces = [p for p in pieces if p]
    return (pieces[0] if pieces else ""), tuple(pieces[1:]), None


def _codes(country_codes: str | Sequence[str] | None) -> frozenset[str] | None:
    if not country_codes:
        return None
    given = country_codes.split(",") if isinstance(country_codes, str) else country_codes
    return frozenset(c.strip().upper() for c in given if c.strip())


def _box(geocoder: Geocoder, viewbox: Any) -> tuple[float, float, float, float] | None:
    """(west, south, east, north) of a viewbox in any form geopy takes."""
    if not viewbox:
        return None
    west, south, east, north = (
        float(v) for v in geocoder._format_bounding_box(viewbox, "%(lon1)s,%(lat1)s,%(lon2)s,%(lat2)s").split(",")
    )
    return west, south, east, north


def _location(
    resolver: Placer, named: Named, language: str | bool | None, geometry: str | None, namedetails: bool
) -> Location:
    place = named.place
    address = _address(resolver, place, language)
    raw: dict[str, Any] = {
        "place_id": place.id, "name": place.name, "display_name": address, "level": place.level, "kind": place.kind,
        "country_code": place.country, "admin1": place.admin1, "admin2": place.admin2, "lat": place.lat, "lon":
        place.lon,
        "radius_km": place.radius_km, "population": place.population, "outline_id": place.outline_id, "source":
        place.source,
        "confidence": round(named.confidence, 3), "reasons": list(named.reasons),
    }  # fmt: skip
    if named.fuzzy is not None:
        raw["fuzzy"] = named.fuzzy
    if namedetails:
        raw["namedetails"] = dict(place.names)
    if geometry is not None:
        shape = resolver.gazetteer.outline(place.outline_id)
        if geometry.lower() == "wkt":
            raw["geotext"] = None if shape is None else shape.wkt
        else:
            from shapely.geometry import mapping

            raw["geojson"] = None if shape is None else mapping(shape)
    return Location(address, (place.lat, place.lon, 0.0), raw)


def _address(resolver: Placer, place: Place, language: str | bool | None) -> str:
    """'Turbat, Balochistan, Pakistan', in the first of the languages asked for that has a name."""
    codes = [c.split(";")[0].strip().split("-")[0] for c in language.split(",")] if isinstance(language, str) else []
    country = resolver.gazetteer.country(place.country) if place.country else None
    province = next((p for p in resolver.gazetteer.admin1(place.country or "") if p.name == place.admin1), None)
    parts: list[str] = []
    for part in (place, province, country):
        if part is None or (parts and part.id == place.id):
            continue
        shown = next((part.names[c] for c in codes if c in part.names), part.name)
        if shown not in parts:
            parts.append(shown)
    return ("، " if codes[:1] in (["fa"], ["ur"], ["ar"]) else ", ").join(parts)
