"""Rows and outlines from OpenStreetMap objects: GeoJSON, or .osm.pbf and .osm through pyogrio."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.imports import Licence
from gazetteer.place import Level
from gazetteer.rows import Row, RowError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LICENCE = Licence("OpenStreetMap", "ODbL 1.0", "© OpenStreetMap contributors, ODbL 1.0")

_PLACES: dict[str, tuple[Level, float]] = {
    "country": ("country", 500.0), "state": ("province", 150.0), "province": ("province", 150.0),
    "region": ("region", 100.0), "county": ("district", 40.0), "district": ("district", 40.0),
    "city": ("town", 10.0), "town": ("town", 4.0), "village": ("town", 1.5), "hamlet": ("town", 1.0),
    "isolated_dwelling": ("site", 0.5), "suburb": ("site", 3.0), "quarter": ("site", 2.0),
    "neighbourhood": ("site", 1.0), "locality": ("site", 1.0), "island": ("region", 10.0), "islet": ("site", 1.0),
}  # fmt: skip
# Levels differ between countries; these are the commonest meanings.
_ADMIN: dict[str, Level] = {"2": "country", "3": "province", "4": "province", "5": "district", "6": "district"}
_HSTORE = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_NAME = re.compile(r"(?:alt_|old_|official_|short_|int_|loc_)?name(?::([a-z]{2,3}))?\Z")
SIMPLIFY_DEGREES = 0.002


def read_osm(
    path: Path, country: str | None = None, progress: Callable[[str, int], None] | None = None
) -> Iterator[Row | RowError | tuple[str, bytes]]:
    """Rows of place and boundary objects, and outlines of those that are areas, as (id, well-known binary).

    ``country`` is the ISO code to note where an object tells none. Objects without a name, or that are neither a place
    nor an administrative boundary, are passed over; broken ones are given as RowError.
    """
    tell = progress or (lambda what, count: None)
    features = _geojson(path) if path.suffix.lower() in (".geojson", ".json") else _osm_file(path)
    for number, (tags, shape, trouble) in enumerate(features, 1):
        if number % 1000 == 0:
            tell("reading", number)
        if trouble or shape is None:
            yield RowError(f"{path.name}: feature {number}: {trouble or 'no geometry'}")
            continue
        found = _what(tags)
        if found is None or not tags.get("name"):
            continue
        yield from _items(tags, shape, *found, country)


def _what(tags: dict[str, str]) -> tuple[Level, str, float] | None:
    """(level, kind, radius_km) of an object that is a place or a boundary."""
    if tags.get("boundary") == "administrative" and (level := _ADMIN.get(tags.get("admin_level", ""))):
        return level, {"country": "country", "province": "province"}.get(level, "district"), 0.0
    place = tags.get("place", "")
    if place in _PLACES:
        return _PLACES[place][0], place, _PLACES[place][1]
    return None


def _items(
    tags: dict[str, str], shape: BaseGeometry, level: Level, kind: str, radius: float, country: str | None
) -> Iterator[Row | tuple[str, bytes]]:
    import shapely

    from gazetteer.outlines import shape_point

    place_id = f"osm:{tags.get('osm_id') or tags.get('@id') or tags.get('id') or tags['name']}"
    outline_id = None
    if shape.geom_type in ("Polygon", "MultiPolygon") and not shape.is_empty:
        lat, lon, radius = shape_point(shape)
        outline_id = place_id
        yield outline_id, shapely.to_wkb(shape.simplify(SIMPLIFY_DEGREES))
    else:
        point = shape.representative_point()
        lat, lon = point.y, point.x
    names = []
    for key, value in sorted(tags.items()):
        if (match := _NAME.match(key)) and key != "name":
            names += [(match.group(1) or "", part.strip()) for part in value.split(";") if part.strip()]
    people = tags.get("population", "").replace(",", "").replace(" ", "")
    population = int(people) if people.isdigit() and int(people) > 0 else None
    code = (
        tags.get("ISO3166-1:alpha2") or tags.get("ISO3166-1") or tags.get("is_in:country_code") or country or ""
    ).upper()
    yield Row(
        place_id, tags["name"], level, kind, code if len(code) == 2 and code.isalpha() else None,
        tags.get("is_in:state") or tags.get("is_in:province"), None, lat, lon, radius or None, population, outline_id,
        "osm", population or 0, tuple(names),
    )  # fmt: skip


_Feature = tuple[dict[str, str], "BaseGeometry | None", str]


def _geojson(path: Path) -> Iterator[_Feature]:
    from shapely.geometry import shape

    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        features = data["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise RowError(f"{path.name}: no GeoJSON FeatureCollection ({error})") from None
    for feature in features:
        tags: dict[str, str] = {}
        try:
            properties: dict[str, Any] = dict(feature.get("properties") or {})
            nested = properties.pop("tags", None)
            tags = {
                str(k): str(v)
                for k, v in {**properties, **(nested if isinstance(nested, dict) else {})}.items()
                if v is not None
            }
            tags.setdefault("osm_id", str(feature.get("id") or ""))
            geometry = shape(feature["geometry"])
            west, south, east, north = geometry.bounds
            if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
                yield tags, None, "coordinates out of range; GeoJSON gives longitude before latitude, in degrees"
                continue
            yield tags, geometry, ""
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield tags, None, f"cannot be read ({error}); a feature has properties and a geometry"


def _osm_file(path: Path) -> Iterator[_Feature]:
    import pyogrio
    import shapely

    for layer, mark in (("points", "n"), ("multipolygons", "r")):
        try:
            frame = pyogrio.raw.read(path, layer=layer)
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, OSError) as error:
            raise RowError(f"{path.name}: cannot be read as OpenStreetMap data ({error})") from None
        meta, _, shapes, columns = frame
        fields = list(meta["fields"])
        for n, data in enumerate(shapes):
            tags = {f: str(columns[i][n]) for i, f in enumerate(fields) if columns[i][n] is not None}
            tags.update(_HSTORE.findall(tags.pop("other_tags", "")))
            identity = tags.get("osm_id") or tags.get("osm_way_id") or ""
            tags["osm_id"] = f"{mark if tags.get('osm_id') else 'w'}{identity}"
            yield tags, shapely.from_wkb(data), ""
