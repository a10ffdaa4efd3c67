"""Incidents -> layers: strikes, attacks, clashes, abductions, operations, liaison posts, diplomacy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from geo.incident import Incident, Type
from geo.shapes import Drawing, Outlines, draw

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

LAYERS: Mapping[Type, str] = {
    "strike": "strikes",
    "attack": "attacks",
    "clash": "clashes",
    "abduction": "abductions",
    "operation": "operations",
    "liaison": "liaison posts",
    "diplomacy": "diplomacy",
}
"""The layer of each type, in the order in which layers are listed and drawn."""

CRS = "EPSG:4326"


def layers(incidents: Iterable[Incident], gazetteer: Outlines) -> dict[str, GeoDataFrame]:
    """One GeoDataFrame per layer that has incidents, in the order of `LAYERS`; EPSG:4326, (lon, lat) in degrees.

    Rows keep the order of the incidents. Incidents that may not be drawn have a row with no geometry. Columns are
    those of `flat_row`; days are `datetime64`, counts nullable integers.
    """
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in LAYERS.values()}
    shapes: dict[str, list[Any]] = {name: [] for name in LAYERS.values()}
    for incident in incidents:
        name = LAYERS[incident.type]
        drawing = draw(incident.where, gazetteer)
        rows[name].append(flat_row(incident, drawing))
        shapes[name].append(drawing.geometry)
    return {name: frame(rows[name], shapes[name]) for name in rows if rows[name]}


def flat_row(incident: Incident, drawing: Drawing) -> dict[str, Any]:
    """An incident as one row of plain values; lists are joined by '; ', tolls stand as low, best and high.

    ``latitude`` and ``longitude`` are given only where a point is claimed (precision 1 and 2).
    """
    where = incident.where
    pinned = drawing.drawn_as in ("point", "near") and drawing.anchor is not None
    return {
        "id": incident.id,
        "layer": LAYERS[incident.type],
        "type": incident.type,
        "title": incident.title,
        "start": incident.start,
        "end": incident.end,
        "date_precision": incident.date_precision,
        "date_inferred": incident.date_inferred,
        "place": where.name,
        "admin1": where.admin1,
        "country": where.country,
        "level": where.level,
        "where_precision": where.where_precision,
        "latitude": drawing.anchor[1] if pinned and drawing.anchor else None,
        "longitude": drawing.anchor[0] if pinned and drawing.anchor else None,
        "radius_km": drawing.radius_km,
        "drawn_as": drawing.drawn_as,
        "actors": "; ".join(incident.actors),
        "targets": "; ".join(incident.targets),
        "killed_low": incident.killed[0] if incident.killed else None,
        "killed_best": incident.killed_best,
        "killed_high": incident.killed[1] if incident.killed else None,
        "injured_low": incident.injured[0] if incident.injured else None,
        "injured_best": incident.injured_best,
        "injured_high": incident.injured[1] if incident.injured else None,
        "status": incident.status,
        "salience": incident.salience,
        "sources": "; ".join(publisher_of(incident)),
        "reports": "; ".join(source.report for source in incident.sources),
        "disagreements": "; ".join(d.field for d in incident.disagreements),
        "evidence": " […] ".join(
            dict.fromkeys(e.text for account in incident.accounts for e in account.evidence if e.field == "incident")
        ),
    }


def publisher_of(incident: Incident) -> tuple[str, ...]:
    """Who tells of an incident, each once, in the order of the sources; a summary of ours counts as whom it retells."""
    named = (s.summary_of.publisher if s.summary_of else s.publisher for s in incident.sources)
    return tuple(dict.fromkeys(name or "unnamed publisher" for name in named))


def frame(rows: list[dict[str, Any]], shapes: list[Any]) -> GeoDataFrame:
    """Rows of `flat_row` and their geometries as one table with settled column types."""
    import geopandas
    import pandas

    table = pandas.DataFrame(rows)
    for name in table.columns:
        if name in ("start", "end"):
            table[name] = pandas.to_datetime(table[name]).astype("datetime64[ms]")
        elif name.endswith(("_low", "_best", "_high", "_precision")):
            table[name] = table[name].astype("Int64")
        elif name in ("latitude", "longitude", "radius_km"):
            table[name] = table[name].astype("Float64").astype("float64")
    return geopandas.GeoDataFrame(table, geometry=shapes, crs=CRS)
