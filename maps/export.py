"""An incident file in the forms of other tools: GeoPackage, GeoParquet, CSV (own, ACLED, UCDP GED columns), KML.

Incidents that may not be drawn keep their row, without a geometry. Text of a report is untrusted: a cell that a
spreadsheet would take for a formula is marked as text, what KML readers would take for HTML is escaped, and characters
that XML or a database cannot hold become U+FFFD.
"""

from __future__ import annotations

import csv
import html
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gazetteer.beside import beside
from geo.incident import Incident
from geo.layers import COLUMNS, LAYERS, drawn_layers, flat_row, frame, printable
from geo.shapes import Drawing
from maps.codebooks import ACLED, UCDP, CountryName, acled_row, is_ged_event, ucdp_row
from maps.geojson import IncidentFile
from maps.style import TYPES

FORMS = (".gpkg", ".parquet", ".csv", ".kml")
CODEBOOKS = ("acled", "ucdp")

Drawn = Sequence[tuple[Incident, Drawing]]

# What a spreadsheet takes for the start of a formula; the wide forms too, which some turn into the narrow ones.
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠\t\r]")
_KML = "http://www.opengis.net/kml/2.2"


class ExportError(ValueError):
    """A form that is not written; the message says which are."""


def export(
    file: IncidentFile,
    path: str | os.PathLike[str],
    codebook: str | None = None,
    country_name: CountryName = lambda code: code,
) -> int:
    """Write the incidents in the form that the path's ending names; returns how many were written.

    Parameters
    ----------
    codebook : 'acled' or 'ucdp' for their columns (.csv only); 'ucdp' leaves out what is no event in its sense.
    country_name : English name of an ISO code, for the columns of the codebooks.

    Raises
    ------
    ExportError : an ending or a codebook that is not known, or the two do not go together.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in FORMS:
        raise ExportError(f"{target}: {suffix or 'no ending'} is not written; there are: {', '.join(FORMS)}")
    if codebook is not None and codebook not in CODEBOOKS:
        raise ExportError(f"{codebook!r} is no codebook; there are: {', '.join(CODEBOOKS)}")
    if codebook is not None and suffix != ".csv":
        raise ExportError(f"{target}: the columns of {codebook} are written as .csv")
    drawn = [(incident, file.drawn[incident.id]) for incident in file.incidents]
    if codebook == "ucdp":
        drawn = [(incident, drawing) for incident, drawing in drawn if is_ged_event(incident)]
    with beside(target) as part:
        if suffix == ".gpkg":
            _write_geopackage(part, drawn)
        elif suffix == ".parquet":
            _write_geoparquet(part, drawn)
        elif suffix == ".kml":
            part.write_bytes(kml(drawn, file.title, file.attribution, file.disclaimer))
        else:
            rows, columns = _rows(drawn, codebook, country_name)
            with part.open("w", encoding="utf-8", newline="") as out:
                write_csv(out, rows, columns)
    return len(drawn)


def write_csv(out: IO[str], rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Rows as CSV (RFC 4180); unknown values are empty, and no cell is taken for a formula by a spreadsheet."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in columns])


def kml(drawn: Drawn, title: str | None, attribution: Sequence[str], disclaimer: str) -> bytes:
    """Incidents as KML 2.2: a folder per layer, a placemark per incident, dated where its day is known."""
    ElementTree.register_namespace("", _KML)
    root = ElementTree.Element(f"{{{_KML}}}kml")
    document = _child(root, "Document")
    _child(document, "name", title or "Incidents")
    _child(document, "description", _html_lines([*attribution, disclaimer]))
    for style in TYPES:
        element = _child(document, "Style")
        element.set("id", style.type)
        colour = _kml_colour(style.colour)
        _child(_child(element, "IconStyle"), "color", f"ff{colour}")
        _child(_child(element, "LineStyle"), "color", f"ff{colour}")
        _child(_child(element, "PolyStyle"), "color", f"55{colour}")
    for kind, layer in LAYERS.items():
        pairs = [(incident, drawing) for incident, drawing in drawn if incident.type == kind]
        if pairs:
            folder = _child(document, "Folder")
            _child(folder, "name", layer)
            for incident, drawing in pairs:
                _placemark(folder, incident, drawing)
    ElementTree.indent(root, " ")
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _rows(
    drawn: Drawn, codebook: str | None, country_name: CountryName
) -> tuple[Iterator[dict[str, Any]], Sequence[str]]:
    if codebook == "acled":
        return (acled_row(incident, drawing, country_name) for incident, drawing in drawn), ACLED
    if codebook == "ucdp":
        return (ucdp_row(incident, drawing, country_name) for incident, drawing in drawn), UCDP
    return (flat_row(incident, drawing) for incident, drawing in drawn), COLUMNS


def _write_geopackage(path: Path, drawn: Drawn) -> None:
    import pyogrio

    # GDAL would write the time of writing into the file.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"})
    try:
        for name, table in drawn_layers(drawn).items():
            # Points and areas share a layer, as they do on the map.
            pyogrio.write_dataframe(table, path, layer=name, driver="GPKG", geometry_type="Unknown")
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    if not path.exists():
        raise ExportError("there is no incident to write: a GeoPackage without layers is none")


def _write_geoparquet(path: Path, drawn: Drawn) -> None:
    try:
        frame(drawn).to_parquet(path, index=False)
    except ImportError as missing:
        raise ExportError("GeoParquet needs pyarrow: pip install 'sarhad[parquet]'") from missing


def _placemark(folder: ElementTree.Element, incident: Incident, drawing: Drawing) -> None:
    mark = _child(folder, "Placemark")
    _child(mark, "name", incident.title)
    row = flat_row(incident, drawing)
    shown = ("start", "end", "place", "admin1", "country", "where_precision", "drawn_as", "actors", "targets",
             "killed_low", "killed_high", "status", "sources", "evidence")  # fmt: skip
    _child(mark, "description", _html_lines(f"{name}: {row[name]}" for name in shown if row[name] not in (None, "")))
    if incident.start is not None:
        span = _child(mark, "TimeSpan")
        _child(span, "begin", incident.start.isoformat())
        _child(span, "end", (incident.end or incident.start).isoformat())
    _child(mark, "styleUrl", f"#{incident.type}")
    data = _child(mark, "ExtendedData")
    for name in ("id", "layer", "date_precision", "where_precision", "radius_km", "drawn_as", "status"):
        if row[name] is not None:
            entry = _child(data, "Data")
            entry.set("name", name)
            _child(entry, "value", html.escape(str(row[name]), quote=False))
    if drawing.geometry is not None:
        _shape(mark, drawing.geometry)


def _shape(parent: ElementTree.Element, shape: BaseGeometry) -> None:
    if isinstance(shape, Point):
        _child(_child(parent, "Point"), "coordinates", f"{shape.x},{shape.y}")
    elif isinstance(shape, Polygon):
        polygon = _child(parent, "Polygon")
        _ring(polygon, "outerBoundaryIs", shape.exterior.coords)
        for inner in shape.interiors:
            _ring(polygon, "innerBoundaryIs", inner.coords)
    elif isinstance(shape, MultiPolygon):
        several = _child(parent, "MultiGeometry")
        for part in shape.geoms:
            _shape(several, part)


def _ring(polygon: ElementTree.Element, name: str, coords: Iterable[tuple[float, ...]]) -> None:
    ring = _child(_child(polygon, name), "LinearRing")
    _child(ring, "coordinates", " ".join(f"{x},{y}" for x, y in coords))


def _child(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_KML}}}{name}")
    if text is not None:
        element.text = printable(text)
    return element


def _html_lines(lines: Iterable[str]) -> str:
    """Lines for a balloon, which KML readers show as HTML: escaped here, and once more as XML by the writer."""
    return "<br>".join(html.escape(line) for line in lines)


def _kml_colour(css: str) -> str:
    """'#rrggbb' as KML's 'bbggrr'.

    >>> _kml_colour("#102030")
    '302010'
    """
    return css[5:7] + css[3:5] + css[1:3]


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if _FORMULA.match(text) else text
