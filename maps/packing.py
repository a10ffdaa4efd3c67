"""A FeatureCollection and its base map as data blocks of the page: columns and tables, compressed where it pays.

What the map, the timeline, the filters and the list need is one block of columns; everything else of an incident
(accounts, evidence, sources, disagreements) is kept in blocks of `CHUNK` incidents, which the page opens when an
incident is opened. `maps/web/src/data.ts` is the other end: what is packed here comes out there as the same features.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any

from maps.style import STATUSES, TYPES

CHUNK = 1000
"""Incidents in one block of details."""

PAYS_BYTES = 50_000
"""From this size on (in characters) a block is compressed: below it, the third that base64 adds is hardly won back."""

_LEVEL = 5

_UNSAFE = re.compile("[<>&\u2028\u2029\x7f\ud800-\udfff]")
_EPOCH = date(1970, 1, 1).toordinal()
_PLACE = ("name", "local_name", "country", "admin1", "level", "lat", "lon", "radius_km", "where_precision")
_LAT, _LON = _PLACE.index("lat"), _PLACE.index("lon")
_AT_PLACE = -2
_DRAWN = ("drawn_as", "drawn_radius_km", "not_drawn")
_SHARED = (
    "type", "title", "start", "end", "date_precision", "date_inferred", "place", "actors", "targets", "killed",
    "injured", "status", "salience",
)  # fmt: skip
_CORE = ("id", "layer", "type", "status", "title", "start", "end", "date_precision", "date_inferred", "salience")
_TOLLS = ("killed", "injured")


def packed_blocks(collection: Mapping[str, Any], basemap: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    """The page's data as `<script type="application/json">` elements, safe to stand in HTML as they are."""
    core, details = packed_columns(collection)
    blocks = [
        _block("sarhad-config", dict(config) | {"chunk": CHUNK, "chunks": len(details)}),
        _block("sarhad-core", core),
        _block("sarhad-base", basemap),
        *(_block(f"sarhad-details-{index}", rows) for index, rows in enumerate(details)),
    ]
    return "\n".join(blocks)


def packed_columns(collection: Mapping[str, Any]) -> tuple[dict[str, Any], list[list[dict[str, Any]]]]:
    """The collection as one object of columns and tables, and the rest of each feature in chunks, in order."""
    features: Sequence[Mapping[str, Any]] = collection["features"]
    types = _Table([style.type for style in TYPES])
    statuses = _Table([style.status for style in STATUSES])
    layers, names, publishers = _Table(), _Table(), _Table()
    places, geometries = _Table(), _Geometries()
    columns: dict[str, list[Any]] = {
        name: []
        for name in (
            *_CORE,
            "place",
            "actors",
            "targets",
            "publishers",
            "killed",
            "injured",
            "killed_best",
            "injured_best",
        )
    }
    reports = {
        report["id"]: {name: value for name, value in report.items() if name != "id"}
        for report in collection.get("reports") or ()
    }
    rest: list[dict[str, Any]] = []
    for feature in features:
        properties = dict(feature["properties"])
        columns["publishers"].append(_publishers(properties, publishers))
        if "accounts" in properties:
            properties["accounts"] = [_account(account, properties) for account in properties["accounts"]]
        if "sources" in properties:
            properties["sources"] = [_source(source, reports) for source in properties["sources"]]
        place = dict(properties.pop("place", None) or {})
        anchor = properties.pop("anchor", None)
        row = (*(place.pop(name, None) for name in _PLACE), *(properties.pop(name, None) for name in _DRAWN))
        point = (row[_LON], row[_LAT])
        key = (*row, geometries.index(feature.get("geometry"), point), _anchor(anchor, point))
        columns["place"].append(places.index(key))
        columns["id"].append(properties.pop("id"))
        columns["title"].append(properties.pop("title", ""))
        columns["layer"].append(layers.index(properties.pop("layer", None)))
        columns["type"].append(types.index(properties.pop("type")))
        columns["status"].append(statuses.index(properties.pop("status", "reported")))
        columns["start"].append(_day(properties.pop("start", None)))
        columns["end"].append(_day(properties.pop("end", None)))
        columns["date_precision"].append(properties.pop("date_precision", 5))
        columns["date_inferred"].append(int(bool(properties.pop("date_inferred", False))))
        columns["salience"].append(int(properties.pop("salience", "main") == "background"))
        for name in ("actors", "targets"):
            columns[name].append([names.index(value) for value in properties.pop(name, ())])
        for name in _TOLLS:
            columns[name].append(properties.pop(name, None))
            columns[f"{name}_best"].append(properties.pop(f"{name}_best", None))
        if place:
            properties["place"] = place
        rest.append(properties)
    core = {
        "columns": columns,
        "types": types.values,
        "statuses": statuses.values,
        "layers": layers.values,
        "names": names.values,
        "publishers": publishers.values,
        "places": {
            name: [row[index] for row in places.values]
            for index, name in enumerate((*_PLACE, *_DRAWN, "geometry", "anchor"))
        },
        "geometries": geometries.values,
        "collection": {name: value for name, value in collection.items() if name not in {"type", "features"}},
    }
    return core, [rest[at : at + CHUNK] for at in range(0, len(rest), CHUNK)]


def json_in_html(value: Any) -> str:
    """JSON that may stand inside a script element: no `<`, `>` or `&`, no line separators, no lone surrogates.

    >>> json_in_html("</script>&")
    '"\\\\u003c/script\\\\u003e\\\\u0026"'
    """
    return _safe(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def _safe(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _block(name: str, value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if len(text) < PAYS_BYTES:
        return f'<script type="application/json" id="{name}">{_safe(text)}</script>'
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError:  # lone surrogates, which only an escape can carry
        raw = _safe(text).encode("utf-8")
    packed = base64.b64encode(gzip.compress(raw, compresslevel=_LEVEL, mtime=0)).decode("ascii")
    return f'<script type="application/json" id="{name}" data-form="gzip">"{packed}"</script>'


class _Table:
    """Distinct values in the order they were first seen."""

    def __init__(self, values: Sequence[Hashable] = ()) -> None:
        self.values: list[Any] = list(values)
        self._index: dict[Hashable, int] = {value: index for index, value in enumerate(self.values)}

    def index(self, value: Hashable) -> int:
        found = self._index.get(value)
        if found is None:
            found = self._index[value] = len(self.values)
            self.values.append(value)
        return found


class _Geometries:
    """Distinct geometries: -1 for none, -2 for a Point at the place's own (lon, lat); a shared outline is kept once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._by_identity: dict[int, int] = {}
        self._by_text: dict[str, int] = {}
        self._alive: list[Any] = []

    def index(self, geometry: Mapping[str, Any] | None, point: tuple[Any, Any]) -> int:
        if geometry is None:
            return -1
        if geometry["type"] == "Point" and tuple(geometry["coordinates"]) == point:
            return _AT_PLACE
        found = self._by_identity.get(id(geometry))
        if found is None:
            text = json.dumps(geometry, sort_keys=True)
            found = self._by_text.get(text)
            if found is None:
                found = self._by_text[text] = len(self.values)
                self.values.append(geometry)
            self._by_identity[id(geometry)] = found
            self._alive.append(geometry)  # an id is only good while its object lives
        return found


def _account(account: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    """An account without what it says just as its incident does."""
    return {name: value for name, value in account.items() if name not in _SHARED or properties.get(name) != value}


def _source(source: Mapping[str, Any], reports: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A source without what the list of reports says of it already."""
    report = reports.get(source["report"])
    if report is None or len(source) - ("report" in source) - ("carried_by" in source) != len(report):
        return dict(source)
    if any(source.get(name, report) != value for name, value in report.items()):
        return dict(source)
    return {name: source[name] for name in ("report", "carried_by") if source.get(name)}


def _anchor(anchor: Sequence[float] | None, point: tuple[Any, Any]) -> tuple[float, ...] | int | None:
    """The anchor, or `_AT_PLACE` where it is the place's own (lon, lat)."""
    if anchor is None:
        return None
    return _AT_PLACE if tuple(anchor) == point else tuple(anchor)


def _publishers(properties: Mapping[str, Any], table: _Table) -> list[int]:
    """Whom the incident comes from: of a summary of ours the publisher it retells; None where nobody knows."""
    found = []
    for source in properties.get("sources") or ():
        retold = source.get("summary_of")
        found.append(table.index((retold or source).get("publisher")))
    return sorted(set(found))


def _day(iso: str | None) -> int | None:
    """Days since 1970-01-01."""
    return None if iso is None else date.fromisoformat(iso).toordinal() - _EPOCH
