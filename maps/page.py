"""The one HTML file: a folium map as the shell, the incidents as JSON data, a policy that lets only our script run.

Nothing that comes from a report, a gazetteer or an option passes through a folium or Jinja template: folium compiles
rendered script a second time as a template, so a `{{ ... }}` in it would be executed as Python. Such text travels as
JSON inside `<script type="application/json">` and is shown by the page's script with `textContent`.
"""

from __future__ import annotations

import base64
import hashlib
import html
import os
import re
from collections.abc import Mapping
from typing import Any, Literal

import folium
from branca.element import Element, Figure

from gazetteer.beside import beside
from maps.built import built
from maps.packing import packed_blocks
from maps.page_error import PageError
from maps.style import page_style
from maps.tiles import OnlineTiles, online_tiles

__all__ = ["Lang", "PageError", "ShellMap", "render_page", "shell_map", "write_page"]

Lang = Literal["en", "fa", "ur"]
MAP_ID = "sarhad"
"""folium's ids are random; ours is set, so that the same input gives the same bytes."""

_POLICY = "sarhad-policy-goes-here"
_NO_SCRIPT = "<noscript><p>The script in this file draws the map: please allow it. It needs no network.</p></noscript>"
_DIRECTION = {"en": "ltr", "fa": "rtl", "ur": "rtl"}


class Untouched(Element):
    """An element whose text reaches the page as it is, past every template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:
        """The text itself."""
        return self.text


class ShellMap(folium.Map):
    """folium's map without the libraries that it would load from four hosts; Leaflet comes with our script."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  as folium declares them
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


def shell_map() -> ShellMap:
    """A folium map with no tiles and no libraries, whose view the page's script sets from the data."""
    shell = ShellMap(
        location=(0.0, 0.0),
        zoom_start=2,
        tiles=None,
        zoom_control=False,
        attributionControl=False,
        minZoom=2,
        maxZoom=18,
        zoomSnap=0.25,
        zoomDelta=0.5,
        wheelPxPerZoomLevel=120,
        worldCopyJump=False,
    )
    shell._id = MAP_ID
    return shell


def render_page(
    collection: Mapping[str, Any],
    basemap: Mapping[str, Any],
    *,
    title: str,
    lang: Lang = "en",
    tiles: str | None = None,
    shell: folium.Map | None = None,
) -> str:
    """The page as text, `\\n` line ends only, since the hashes of the policy cover exact bytes.

    Parameters
    ----------
    collection : the GeoJSON FeatureCollection of `maps.geojson`, coordinates (lon, lat) in degrees.
    basemap : what `maps.basemap` cuts from the gazetteer; see `maps/web/src/basemap.ts`.
    title : shown as the page's heading, as text.
    lang : of the interface; reports stay in their own.
    tiles : name of an online tile set (xyzservices), None for none. The policy is then widened to its host alone.
    shell : a map made by `shell_map`, with layers that a user added to it.

    Raises
    ------
    PageError : an unknown language or tile set, or a layer in `shell` that would load something from a network.
    """
    if lang not in _DIRECTION:
        raise PageError(f"no interface texts in {lang!r}; there are: {', '.join(_DIRECTION)}")
    online = online_tiles(tiles) if tiles else None
    shell = shell_map() if shell is None else shell
    _settle_ids(shell)
    config = {
        "title": title,
        "lang": lang,
        "map": shell.get_name(),
        "style": page_style(),
        "tiles": online.as_json() if online else None,
        "added": [
            {"variable": layer.get_name(), "name": layer.layer_name}
            for layer in shell._children.values()
            if isinstance(layer, folium.map.Layer) and layer.control
        ],
    }
    blocks = packed_blocks(collection, basemap, config)

    figure = shell.get_root()
    if not isinstance(figure, Figure):
        raise PageError("the map has been taken out of its page; make a new one with shell_map()")
    first = {
        "sarhad_policy": f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}" />',
        "sarhad_title": f"<title>{html.escape(_writable(title))}</title>",
        "sarhad_referrer": '<meta name="referrer" content="no-referrer" />',
        "sarhad_scheme": '<meta name="color-scheme" content="light dark" />',
        "sarhad_style": f"<style>\n{built('page.css')}</style>",
        "sarhad_script": f"<script>\n{built('page.js')}</script>",
    }
    for index, (name, text) in enumerate(first.items(), start=1):
        figure.header.add_child(Untouched(text), name=name, index=index)
    figure.html._children.pop("sarhad_data", None)
    figure.html.add_child(Untouched(f"{_NO_SCRIPT}\n{blocks}"), name="sarhad_data", index=0)
    # The page's script starts after folium has made the map and every layer that a user added.
    figure._children.pop("sarhad_start", None)
    figure.add_child(_Start(figure, shell.get_name()), name="sarhad_start")
    return _finished(figure.render().replace("\r\n", "\n"), lang, online)


def write_page(
    path: str | os.PathLike[str],
    collection: Mapping[str, Any],
    basemap: Mapping[str, Any],
    *,
    title: str,
    lang: Lang = "en",
    tiles: str | None = None,
    shell: folium.Map | None = None,
) -> None:
    """Write `render_page` to `path` in UTF-8, beside it first and then renamed, so that no half page is ever seen."""
    page = render_page(collection, basemap, title=title, lang=lang, tiles=tiles, shell=shell)
    with beside(path) as part:
        part.write_text(page, encoding="utf-8", newline="\n")


def _writable(text: str) -> str:
    """The text without lone surrogates, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _settle_ids(shell: folium.Map) -> None:
    """Name a user's layers by their place on the map; folium's own ids are random, and a page's bytes must not be."""
    counted = 0
    waiting: list[Element] = list(shell._children.values())
    while waiting:
        element = waiting.pop(0)
        counted += 1
        element._id = f"{counted:06d}"
        waiting.extend(element._children.values())


class _Start(Element):
    """Starts the page's script as the last thing in folium's own script."""

    def __init__(self, figure: Figure, map_name: str) -> None:
        super().__init__()
        self.figure = figure
        self.map_name = map_name

    def render(self, **kwargs: Any) -> str:
        """Nothing here; it adds its line behind those that are there when its turn comes."""
        script = self.figure.script
        script._children.pop("sarhad_start", None)
        script.add_child(Untouched(f"Sarhad.start({self.map_name});"), name="sarhad_start")
        return ""


_VIEWPORT = re.compile(r'<meta name="viewport" content="width=device-width,\s*[^"]*" />')
_INLINE = re.compile(r"<(script|style)([^>]*)>(.*?)</\1>", re.DOTALL)


def _finished(page: str, lang: Lang, online: OnlineTiles | None) -> str:
    """The page with its language, a viewport that allows pinch zoom, and the policy over its final bytes."""
    page = page.replace("<html>", f'<html lang="{lang}" dir="{_DIRECTION[lang]}">', 1)
    # folium's viewport tag forbids pinch zoom, which people with poor sight need.
    page = _VIEWPORT.sub('<meta name="viewport" content="width=device-width, initial-scale=1" />', page, count=1)
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, attributes, text in _INLINE.findall(page):
        if "application/json" in attributes:
            continue
        if "src=" in attributes:
            raise PageError("a layer on the map loads a script from a network; the page must work without one")
        digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        if digest not in hashes[kind]:
            hashes[kind].append(digest)
    if re.search(r"<link\b", page):
        raise PageError("a layer on the map loads a style from a network; the page must work without one")
    images = " ".join(["data:", *(online.origins if online else ())])
    policy = "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(f"'sha256-{digest}'" for digest in hashes["script"]),
            "style-src " + " ".join(f"'sha256-{digest}'" for digest in hashes["style"]),
            f"img-src {images}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return page.replace(_POLICY, policy, 1)
