"""A page to look at located places: one drawing without any script, over the gazetteer's own outlines."""

from __future__ import annotations

import base64
import hashlib
import html
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gazetteer.store import Gazetteer
from maps.basemap import base_map, view_box

_WIDTH = 1100.0
_STYLE = """
body{margin:0 auto;max-width:1140px;padding:1rem;font:15px/1.45 system-ui,sans-serif;color:#1c2733;background:#fff}
svg{width:100%;height:auto;background:#dbe8f0;border:1px solid #b9c6cf}
.land{fill:#f4f1ea;stroke:#b8b1a2;stroke-width:.6}.province{fill:none;stroke:#d3ccbd;stroke-width:.5}
.border{fill:none;stroke:#8d8573;stroke-width:1.1}
.disputed{fill:none;stroke:#8d8573;stroke-width:1.1;stroke-dasharray:4 3}
.area{fill:#b5482b;fill-opacity:.16;stroke:#b5482b;stroke-width:1.2}.point{fill:#b5482b;stroke:#fff;stroke-width:1.2}
text{font:12px system-ui,sans-serif;paint-order:stroke;stroke:#fff;stroke-width:3px;fill:#1c2733}
.town{fill:#6b7680;font-size:10px}
table{border-collapse:collapse;margin-top:1rem;width:100%}
td,th{text-align:start;padding:.25rem .6rem;border-bottom:1px solid #dde3e8}
small{color:#5a6670}
@media(prefers-color-scheme:dark){body{background:#14191e;color:#e6eaee}td,th{border-color:#2b343c}small{color:#9aa7b2}}
"""


def look_page(collection: Mapping[str, Any], gazetteer: Gazetteer) -> str:
    """HTML of located places, a GeoJSON FeatureCollection (lon, lat) with ``name``, ``level`` and ``confidence``.

    It holds no script and asks no network; every name is escaped, so a hostile one is only text. Places without a shape
    (countries, regions) are in the list below the drawing.
    """
    features: Sequence[Mapping[str, Any]] = collection["features"]
    box = view_box(collection, gazetteer)
    base = base_map(box, gazetteer, budget=400_000)
    west, south, east, north = base["bbox"]
    # Equirectangular, true to scale at the middle latitude.
    squeeze = max(0.2, math.cos(math.radians((south + north) / 2)))
    scale = _WIDTH / max(1e-6, (east - west) * squeeze)
    height = (north - south) * scale

    def at(point: Sequence[float]) -> tuple[float, float]:
        return (point[0] - west) * squeeze * scale, (north - point[1]) * scale

    drawn = [
        *_shapes(base["world"]["features"], "land", at),
        *_shapes(base["countries"]["features"], "land", at),
        *_shapes(base["admin1"]["features"], "province", at),
        *_shapes(base["borders"]["features"], "border", at),
        *_shapes(base["disputed"]["features"], "disputed", at),
    ]
    for town in base["towns"][:25]:
        x, y = at((town["lon"], town["lat"]))
        drawn.append(f'<text class="town" x="{x:.1f}" y="{y:.1f}">{_safe(town["name"])}</text>')
    for feature in features:
        geometry = feature["geometry"]
        if geometry is None:
            continue
        title = f"<title>{_safe(_title(feature['properties']))}</title>"
        if geometry["type"] == "Point":
            x, y = at(geometry["coordinates"])
            name = _safe(feature["properties"]["name"])
            drawn.append(f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="5">{title}</circle>')
            drawn.append(f'<text x="{x + 8:.1f}" y="{y + 4:.1f}">{name}</text>')
        else:
            drawn.append(f'<path class="area" d="{_path(geometry, at)}">{title}</path>')
    rows = "".join(_row(feature["properties"]) for feature in features)
    sources = "; ".join(collection.get("attribution", ()))
    policy = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{policy}'\">"
        f"<title>Located places</title><style>{_STYLE}</style></head><body><h1>Located places</h1>"
        f'<svg viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" aria-label="Map of the places listed below">'
        f"{''.join(drawn)}</svg>"
        "<table><thead><tr><th>Place<th>Level<th>In<th>Sure<th>Why</tr></thead><tbody>"
        f"{rows}</tbody></table><p><small>Boundaries and names imply no opinion on status. {_safe(sources)}</small></p>"
        "</body></html>\n"
    )


def _safe(text: object) -> str:
    return html.escape(str(text), quote=True)


def _title(properties: Mapping[str, Any]) -> str:
    return f"{properties['name']} ({properties['level']}), sure {properties['confidence']:.2f}"


def _row(properties: Mapping[str, Any]) -> str:
    within = ", ".join(filter(None, (properties.get("admin1"), properties.get("country"))))
    cells = (
        properties["name"],
        properties["level"],
        within,
        f"{properties['confidence']:.2f}",
        "; ".join(properties.get("reasons", ())),
    )
    return "<tr>" + "".join(f'<td dir="auto">{_safe(cell)}</td>' for cell in cells) + "</tr>"


def _shapes(features: Iterable[Mapping[str, Any]], kind: str, at: Any) -> Iterable[str]:
    for feature in features:
        yield f'<path class="{kind}" d="{_path(feature["geometry"], at)}"/>'


def _path(geometry: Mapping[str, Any], at: Any) -> str:
    """The drawing commands of a (multi)polygon or (multi)line string."""
    coordinates = geometry["coordinates"]
    lines: list[Any]
    if geometry["type"] == "MultiPolygon":
        lines = [ring for polygon in coordinates for ring in polygon]
    elif geometry["type"] == "LineString":
        lines = [coordinates]
    else:
        lines = coordinates
    close = "Z" if geometry["type"].endswith("Polygon") else ""
    return "".join(
        "M" + "L".join("{:.1f} {:.1f}".format(*at(point)) for point in line) + close for line in lines if len(line) > 1
    )
