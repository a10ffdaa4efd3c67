"""The map in a notebook: it shows itself, saves the very same page, and takes folium layers of the user's own."""

from __future__ import annotations

import html
import os
from collections.abc import Iterator, Mapping
from typing import Any

import folium
from branca.element import CssLink, Element, JavascriptLink
from folium.elements import JSCSSMixin

from maps.page import Lang, PageError, ShellMap, render_page, shell_map, write_page

_HEIGHT_PX = 640


class IncidentMap:
    """Incidents on a map, as the last value of a notebook's cell or saved as the one HTML file.

    Parameters
    ----------
    collection : the GeoJSON FeatureCollection of `maps.geojson`, coordinates (lon, lat) in degrees.
    basemap : what `maps.basemap.base_map` cut; None cuts it from the bundled gazetteer, to what the incidents need.
    title, lang, tiles : as in `maps.page.render_page`.

    Examples
    --------
    In a notebook::

        shown = IncidentMap(collection, title="The border")
        folium.Circle((27.0, 64.1), radius=30_000).add_to(shown.folium)
        shown.save("border.html")
        shown
    """

    def __init__(
        self,
        collection: Mapping[str, Any],
        basemap: Mapping[str, Any] | None = None,
        *,
        title: str = "Incidents",
        lang: Lang = "en",
        tiles: str | None = None,
    ) -> None:
        self.collection = collection
        self.basemap = _cut(collection) if basemap is None else basemap
        self.title = title
        self.lang: Lang = lang
        self.tiles = tiles
        self.folium: ShellMap = shell_map()

    def add(self, layer: Element) -> IncidentMap:
        """Put a folium layer of your own on the map; gives the map, so that calls can be chained.

        Raises
        ------
        PageError : the layer needs something from a network, which the page must do without.
        """
        _check(layer)
        layer.add_to(self.folium)
        return self

    def render(self) -> str:
        """The page as text.

        Raises
        ------
        PageError : a layer put on `folium` needs something from a network.
        """
        for child in self.folium._children.values():
            _check(child)
        return render_page(
            self.collection, self.basemap, title=self.title, lang=self.lang, tiles=self.tiles, shell=self.folium
        )

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the page to a file, whole or not at all."""
        for child in self.folium._children.values():
            _check(child)
        write_page(
            path,
            self.collection,
            self.basemap,
            title=self.title,
            lang=self.lang,
            tiles=self.tiles,
            shell=self.folium,
        )

    def _repr_html_(self) -> str:
        """The page in a frame of its own, so that neither it nor the notebook can reach into the other."""
        page = html.escape(self.render(), quote=True)
        return (
            f'<iframe srcdoc="{page}" title="{html.escape(self.title, quote=True)}" width="100%" height="{_HEIGHT_PX}"'
            ' sandbox="allow-scripts allow-downloads allow-popups allow-modals"'
            ' style="border:1px solid #ccc;border-radius:6px"></iframe>'
        )


def _cut(collection: Mapping[str, Any]) -> Mapping[str, Any]:
    """The base map of the region that the incidents lie in."""
    from gazetteer.store import open_gazetteer
    from maps.basemap import base_map, view_box

    gazetteer = open_gazetteer()
    return base_map(view_box(dict(collection), gazetteer), gazetteer)


def _check(layer: Element) -> None:
    """Refuse a layer that would load something, by the name that its user knows it by."""
    for element in _within(layer):
        if isinstance(element, folium.raster_layers.TileLayer | folium.raster_layers.WmsTileLayer):
            raise PageError(
                f"{_named(element)} loads its pictures from a network; ask for online tiles with tiles=NAME instead"
            )
        if isinstance(element, JavascriptLink | CssLink):
            raise PageError(f"{_named(layer)} loads {element.url} from a network, and the page must work without one")
        links = [*element.default_js, *element.default_css] if isinstance(element, JSCSSMixin) else []
        if links:
            raise PageError(
                f"{_named(element)} needs {links[0][1]} from a network, and the page must work without one;"
                " folium's own markers, circles, lines, polygons and GeoJson do"
            )
        if isinstance(element, folium.Popup):
            raise PageError("folium.Popup needs jQuery from a network; a folium.Tooltip does without")


def _within(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():
        yield from _within(child)


def _named(element: Element) -> str:
    return f"folium.{type(element).__name__}"
