"""Incidents as GeoJSON (RFC 7946), out and in.

One feature per incident, drawn as `geo.shapes` allows: a GIS that knows nothing of us cannot show a false pin.
`incidents.schema.json` beside this module is the published form; the texts of the reports are not in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from gazetteer.beside import beside
from geo.incident import Disagreement, Incident, Relation, Side, Source, Where
from geo.layers import LAYERS
from geo.shapes import Drawing, Outlines, draw
from maps.records import (
    Json,
    account_from,
    account_json,
    day_from,
    degrees,
    iso_day,
    place_row,
    toll_from,
    toll_json,
    where_from,
    where_json,
)
from seeds.report import Rejected, Report, SummaryOf

__all__ = [
    "IncidentFile",
    "NotOursError",
    "Unresolved",
    "account_json",
    "feature_collection",
    "incident_schema",
    "lazy_collection",
    "place_row",
    "read_geojson",
    "write_geojson",
]

FORMAT = "sarhad-incidents/1"
"""Says which form a file has; raised when a reader of the old form would be misled."""

DISCLAIMER = (
    "The boundaries and names shown do not imply any opinion on the legal status of any country, territory or area."
    " Figures are as reported by the sources named, not verified. Dates are local to the place of the event."
)


class Credit(Protocol):
    """A source of data, with the line to print for it."""

    @property
    def text(self) -> str:
        """Such as 'Places © GeoNames (geonames.org), CC BY 4.0'."""
        ...


class Atlas(Outlines, Protocol):
    """A gazetteer that can also say whose data it holds."""

    def attribution(self) -> Sequence[Credit]:
        """Whom to credit."""
        ...


class NotOursError(ValueError):
    """A file that is no incident file of this program; the message says what was found."""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name of a report that could not be resolved to a place, and why."""

    report: str
    surface: str
    reason: str


@dataclass(frozen=True)
class IncidentFile:
    """What an incident file holds. ``drawn`` has an entry for every incident's id: what stood in the file for it."""

    incidents: tuple[Incident, ...]
    drawn: Mapping[str, Drawing]
    reports: tuple[Json, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    title: str | None = None
    attribution: tuple[str, ...] = ()
    disclaimer: str = DISCLAIMER


def feature_collection(
    incidents: Collection[Incident],
    *,
    gazetteer: Atlas,
    reports: Iterable[Report] = (),
    rejected: Iterable[Rejected] = (),
    unresolved: Iterable[Unresolved] = (),
    title: str | None = None,
) -> Json:
    """A FeatureCollection of incidents, in their order, coordinates (lon, lat) in degrees.

    Members besides those of RFC 7946: ``format``, ``title``, ``reports`` (where each comes from, never its text),
    ``rejected`` (inputs that could not be read), ``unresolved`` (names without a place), ``attribution`` and
    ``disclaimer``. Incidents at one place share one geometry object: do not change it in place.
    """
    collection = lazy_collection(
        incidents, gazetteer=gazetteer, reports=reports, rejected=rejected, unresolved=unresolved, title=title
    )
    return collection | {"features": list(collection["features"])}


def lazy_collection(
    incidents: Collection[Incident],
    *,
    gazetteer: Atlas,
    reports: Iterable[Report] = (),
    rejected: Iterable[Rejected] = (),
    unresolved: Iterable[Unresolved] = (),
    title: str | None = None,
) -> Json:
    """The same with features that are made each time they are gone through, so that they need not all be held.

    `write_geojson` takes it; `json.dumps` does not.
    """
    return {
        "type": "FeatureCollection",
        "format": FORMAT,
        "title": title,
        "attribution": [credit.text for credit in gazetteer.attribution()],
        "disclaimer": DISCLAIMER,
        "reports": [_report_json(report) for report in sorted(reports, key=lambda report: report.id)],
        "rejected": [{"source": r.source, "reason": r.reason} for r in rejected],
        "unresolved": [
            {"report": u.report, "surface": u.surface, "reason": u.reason}
            for u in sorted(unresolved, key=lambda u: u.report)
        ],
        "features": _Features(incidents, _Drawn(gazetteer)),
    }


def write_geojson(path: str | os.PathLike[str], collection: Mapping[str, Any]) -> None:
    """Write a collection, one feature a line, whole or not at all; the same collection gives the same bytes."""
    with beside(path) as part, part.open("wb") as file:
        for line in geojson_lines(collection):
            file.write(line)


def geojson_lines(collection: Mapping[str, Any]) -> Iterator[bytes]:
    """The lines of a collection's file, UTF-8."""
    head = {name: value for name, value in collection.items() if name != "features"}
    yield _line(head)[:-1] + b',"features":['
    separator = b"\n"
    for feature in collection["features"]:
        yield separator + _line(feature)
        separator = b",\n"
    yield b"\n]}\n"


def read_geojson(path: str | os.PathLike[str]) -> IncidentFile:
    """Read what `write_geojson` wrote.

    Raises
    ------
    OSError : the file cannot be opened.
    NotOursError : it is no JSON, no FeatureCollection, or not of incidents.
    """
    try:
        data = json.loads(Path(path).read_bytes())
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise NotOursError(f"{path}: no JSON: {error}") from error
    features = data.get("features") if isinstance(data, dict) and data.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise NotOursError(f"{path}: no GeoJSON FeatureCollection; wanted: a file that `sarhad map --geojson` wrote")
    incidents: list[Incident] = []
    drawn: dict[str, Drawing] = {}
    shapes: dict[str, BaseGeometry] = {}
    for number, feature in enumerate(features):
        try:
            incident, drawing = _incident(feature, shapes)
        except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError) as error:
            what = f"{type(error).__name__}: {error}"
            raise NotOursError(f"{path}: features[{number}] is no incident of ours ({what})") from error
        incidents.append(incident)
        drawn[incident.id] = drawing
    try:
        return IncidentFile(
            incidents=tuple(incidents),
            drawn=drawn,
            reports=tuple(data.get("reports") or ()),
            rejected=tuple(Rejected(r["source"], r["reason"]) for r in data.get("rejected") or ()),
            unresolved=tuple(Unresolved(u["report"], u["surface"], u["reason"]) for u in data.get("unresolved") or ()),
            title=data.get("title"),
            attribution=tuple(data.get("attribution") or ()),
            disclaimer=data.get("disclaimer") or DISCLAIMER,
        )
    except (KeyError, TypeError) as error:
        raise NotOursError(f"{path}: its lists of reports or names are not ours ({error})") from error


def incident_schema() -> Json:
    """The published JSON Schema (draft 2020-12) of the files."""
    text = resources.files("maps").joinpath("incidents.schema.json").read_text(encoding="utf-8")
    schema: Json = json.loads(text)
    return schema


class _Drawn:
    """What is drawn for a place, and its GeoJSON, worked out once for all incidents there."""

    def __init__(self, gazetteer: Outlines) -> None:
        self._gazetteer = gazetteer
        self._known: dict[tuple[Any, ...], tuple[Drawing, Json | None]] = {}

    def __call__(self, where: Where) -> tuple[Drawing, Json | None]:
        key = (
            where.where_precision, where.lat, where.lon, where.radius_km, where.level, where.country, where.line,
            where.place_id, where.outline_id, where.within_id, where.name, where.surface,
        )  # fmt: skip
        found = self._known.get(key)
        if found is None:
            drawing = draw(where, self._gazetteer)
            found = self._known[key] = (drawing, _geometry_json(drawing.geometry))
        return found


class _Features:
    """The features of incidents, made one by one whenever they are asked for."""

    def __init__(self, incidents: Collection[Incident], drawn: _Drawn) -> None:
        self._incidents = incidents
        self._drawn = drawn

    def __len__(self) -> int:
        return len(self._incidents)

    def __iter__(self) -> Iterator[Json]:
        return (_feature(incident, *self._drawn(incident.where)) for incident in self._incidents)


def _feature(incident: Incident, drawing: Drawing, geometry: Json | None) -> Json:
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": geometry,
        "properties": {
            "id": incident.id,
            "layer": LAYERS[incident.type],
            "type": incident.type,
            "title": incident.title,
            "start": iso_day(incident.start),
            "end": iso_day(incident.end),
            "date_precision": incident.date_precision,
            "date_inferred": incident.date_inferred,
            "place": where_json(incident.where),
            "actors": list(incident.actors),
            "targets": list(incident.targets),
            "killed": toll_json(incident.killed),
            "injured": toll_json(incident.injured),
            "killed_best": incident.killed_best,
            "injured_best": incident.injured_best,
            "status": incident.status,
            "salience": incident.salience,
            "anchor": None if drawing.anchor is None else [degrees(v) for v in drawing.anchor],
            "drawn_as": drawing.drawn_as,
            "drawn_radius_km": drawing.radius_km,
            "not_drawn": drawing.reason,
            "sources": [_source_json(source) for source in incident.sources],
            "disagreements": [_disagreement_json(d) for d in incident.disagreements],
            "relations": [
                {"kind": r.kind, "other": r.other, "report": r.report, "quote": r.quote} for r in incident.relations
            ],
            "supplied": list(incident.supplied),
            "reasons": list(incident.reasons),
            "accounts": [account_json(account) for account in incident.accounts],
        },
    }


def _shape(geometry: Json | None, known: dict[str, BaseGeometry]) -> BaseGeometry | None:
    """The shape of a GeoJSON geometry; many incidents share one outline, which is built once."""
    if geometry is None:
        return None
    text = json.dumps(geometry)
    found = known.get(text)
    if found is None:
        found = known[text] = shape(geometry)
    return found


def _incident(feature: Mapping[str, Any], shapes: dict[str, BaseGeometry]) -> tuple[Incident, Drawing]:
    p = feature["properties"]
    geometry = _shape(feature["geometry"], shapes)
    anchor = p["anchor"]
    drawing = Drawing(
        geometry,
        p["drawn_as"],
        None if anchor is None else (anchor[0], anchor[1]),
        radius_km=p["drawn_radius_km"],
        reason=p["not_drawn"],
    )
    if p["type"] not in LAYERS:
        raise ValueError(f"type {p['type']!r} is none of {', '.join(LAYERS)}")
    incident = Incident(
        id=p["id"],
        type=p["type"],
        title=p["title"],
        start=day_from(p["start"]),
        end=day_from(p["end"]),
        date_precision=p["date_precision"],
        where=where_from(p["place"]),
        actors=tuple(p["actors"]),
        targets=tuple(p["targets"]),
        killed=toll_from(p["killed"]),
        injured=toll_from(p["injured"]),
        killed_best=p["killed_best"],
        injured_best=p["injured_best"],
        status=p["status"],
        accounts=tuple(account_from(a) for a in p["accounts"]),
        sources=tuple(_source(s) for s in p["sources"]),
        disagreements=tuple(
            Disagreement(
                d["field"],
                tuple(Side(s["value"], tuple(s["reports"]), tuple(s["quotes"])) for s in d["sides"]),
            )
            for d in p["disagreements"]
        ),
        relations=tuple(Relation(r["kind"], r["other"], r["report"], r["quote"]) for r in p["relations"]),
        supplied=tuple(p["supplied"]),
        reasons=tuple(p["reasons"]),
        date_inferred=p["date_inferred"],
        salience=p["salience"],
    )
    return incident, drawing


def _report_json(report: Report) -> Json:
    return {"id": report.id, **_origin(report)}


def _source_json(source: Source) -> Json:
    return {"report": source.report, **_origin(source), "carried_by": list(source.carried_by)}


def _origin(item: Report | Source) -> Json:
    """Where a text comes from, and of words of ours whose report they retell."""
    return {
        "publisher": item.publisher,
        "title": item.title,
        "url": item.url,
        "published": iso_day(item.published),
        "language": item.language,
        "summary_of": _summary_json(item.summary_of),
    }


def _source(data: Mapping[str, Any]) -> Source:
    retold = data["summary_of"]
    return Source(
        report=data["report"],
        publisher=data["publisher"],
        title=data["title"],
        url=data["url"],
        published=day_from(data["published"]),
        language=data["language"],
        summary_of=None if retold is None else SummaryOf(retold["publisher"], day_from(retold["published"])),
        carried_by=tuple(data["carried_by"]),
    )


def _summary_json(summary: SummaryOf | None) -> Json | None:
    return None if summary is None else {"publisher": summary.publisher, "published": iso_day(summary.published)}


def _disagreement_json(disagreement: Disagreement) -> Json:
    return {
        "field": disagreement.field,
        "sides": [
            {"value": side.value, "reports": list(side.reports), "quotes": list(side.quotes)}
            for side in disagreement.sides
        ],
    }


def _geometry_json(geometry: BaseGeometry | None) -> Json | None:
    if geometry is None or geometry.is_empty:
        return None
    data = mapping(geometry)
    return {"type": data["type"], "coordinates": _rounded(data["coordinates"])}


def _rounded(value: Any) -> Any:
    if isinstance(value, Sequence):
        return [_rounded(part) for part in value]
    return degrees(value)


def _line(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # Half a surrogate pair, as some JSON input brings, has no UTF-8: written as an escape instead.
        return json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")
