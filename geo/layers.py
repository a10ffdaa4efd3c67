"""Incidents -> layers: strikes, attacks, clashes, abductions, operations, liaison posts, diplomacy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo.incident import Incident, Source, Type
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
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

COLUMNS = (
    "id", "layer", "type", "title", "start", "end", "date_precision", "date_inferred", "place", "admin1", "country",
    "level", "where_precision", "latitude", "longitude", "radius_km", "drawn_as", "actors", "targets", "killed_low",
    "killed_best", "killed_high", "injured_low", "injured_best", "injured_high", "status", "salience", "sources",
    "reports", "disagreements", "evidence",
)  # fmt: skip
"""What `flat_row` tells of an incident, in its order."""


def layers(incidents: Iterable[Incident], gazetteer: Outlines) -> dict[str, GeoDataFrame]:
    """One GeoDataFrame per layer that has incidents, in the order of `LAYERS`; EPSG:4326, (lon, lat) in degrees.

    Rows keep the order of the incidents. Incidents that may not be drawn have a row with no geometry. Columns are
    those of `flat_row`; days are `datetime64`, counts nullable integers.
    """
    return drawn_layers((incident, draw(incident.where, gazetteer)) for incident in incidents)


def drawn_layers(drawn: Iterable[tuple[Incident, Drawing]]) -> dict[str, GeoDataFrame]:
    """The same for incidents whose drawings are known already."""
    found: dict[str, list[tuple[Incident, Drawing]]] = {name: [] for name in LAYERS.values()}
    for incident, drawing in drawn:
        found[LAYERS[incident.type]].append((incident, drawing))
    return {name: frame(pairs) for name, pairs in found.items() if pairs}


def flat_row(incident: Incident, drawing: Drawing) -> dict[str, Any]:
    """An incident as one row of plain values; lists are joined by '; ', tolls stand as low, best and high.

    ``latitude`` and ``longitude`` are given only where a point is claimed (precision 1 and 2).
    """
    where = incident.where
    pinned = drawing.drawn_as in ("point", "near") and drawing.anchor is not None
    row = {
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
        "sources": "; ".join(dict.fromkeys(citation(source) for source in incident.sources)),
        "reports": "; ".join(source.report for source in incident.sources),
        "disagreements": "; ".join(d.field for d in incident.disagreements),
        "evidence": " […] ".join(
            dict.fromkeys(e.text for account in incident.accounts for e in account.evidence if e.field == "incident")
        ),
    }
    return {name: printable(value) if isinstance(value, str) else value for name, value in row.items()}


def printable(text: str) -> str:
    """A text that any file format can hold: characters that XML, a database or UTF-8 cannot are U+FFFD.

    >>> printable("Zahedan\\x00")
    'Zahedan\\ufffd'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def publisher_of(incident: Incident) -> tuple[str, ...]:
    """Who tells of an incident, each once, in the order of the sources; a summary of ours counts as whom it retells."""
    named = (s.summary_of.publisher if s.summary_of else s.publisher for s in incident.sources)
    return tuple(dict.fromkeys(name or "unnamed publisher" for name in named))


def citation(source: Source) -> str:
    """'Dawn, 2024-01-30'; for words of ours 'our summary of Dawn, 2024-01-30', never as the publisher's own."""
    retold = source.summary_of
    publisher, day = (retold.publisher, retold.published) if retold else (source.publisher, source.published)
    name = ", ".join(part for part in (publisher or "unnamed publisher", day.isoformat() if day else "") if part)
    return f"our summary of {name}" if retold else name


def frame(drawn: Sequence[tuple[Incident, Drawing]]) -> GeoDataFrame:
    """One table of some incidents, whatever their layers, with settled column types."""
    import geopandas
    import numpy
    import pandas

    rows = [flat_row(incident, drawing) for incident, drawing in drawn]
    table = pandas.DataFrame(rows, columns=list(COLUMNS))
    for name in table.columns:
        if name in ("start", "end"):
            table[name] = pandas.to_datetime(table[name]).astype("datetime64[ms]")
        elif name.endswith(("_low", "_best", "_high", "_precision")):
            table[name] = table[name].astype("Int64")
        elif name in ("latitude", "longitude", "radius_km"):
            table[name] = table[name].astype("float64")
    shapes = numpy.array([drawing.geometry for _, drawing in drawn], dtype=object)
    return geopandas.GeoDataFrame(table, geometry=shapes, crs=CRS)
