"""The map as an object: it shows itself, saves the same page, takes layers that need no network."""

from __future__ import annotations

import html
import re
from pathlib import Path

import folium
import folium.plugins
import pytest

from maps.notebook import IncidentMap
from maps.page import PageError, render_page
from tests.browser.sample import basemap, collection


def made(**options: str) -> IncidentMap:
    return IncidentMap(collection(), basemap(), title="A", **options)  # type: ignore[arg-type]


def test_it_shows_the_page_in_a_frame_of_its_own() -> None:
    shown = made()._repr_html_()
    inner = re.search(r'srcdoc="([^"]*)"', shown)
    assert inner
    assert html.unescape(inner[1]) == render_page(collection(), basemap(), title="A")
    assert "allow-same-origin" not in shown


def test_it_saves_the_same_page(tmp_path: Path) -> None:
    shown = made()
    shown.save(tmp_path / "a.html")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == render_page(collection(), basemap(), title="A")


def test_it_can_be_shown_saved_and_added_to_in_any_order() -> None:
    shown = made()
    first = shown.render()
    assert shown.render() == first
    shown.add(folium.Circle((27, 64), radius=9000))
    second = shown.render()
    assert second.index("L.circle(") < second.index("Sarhad.start(")
    assert shown.render() == second


@pytest.mark.parametrize(
    ("layer", "word"),
    [
        (folium.TileLayer("OpenStreetMap"), "tiles=NAME"),
        (folium.plugins.MarkerCluster(), "MarkerCluster"),
        (folium.plugins.HeatMap([[27, 64]]), "HeatMap"),
        (folium.Marker((27, 64), popup="hello"), "Popup"),
    ],
)
def test_what_needs_a_network_is_refused_by_name(layer: folium.map.Layer, word: str) -> None:
    with pytest.raises(PageError, match=word):
        made().add(layer)
    shown = made()
    layer.add_to(shown.folium)
    with pytest.raises(PageError, match=word):
        shown.render()


@pytest.mark.parametrize(
    "layer",
    [
        folium.Circle((27, 64), radius=1000, tooltip="a"),
        folium.CircleMarker((27, 64)),
        folium.Marker((27, 64), tooltip="here"),
        folium.PolyLine([(27, 64), (28, 65)]),
        folium.Polygon([(27, 64), (28, 65), (27, 66)]),
        folium.FeatureGroup(name="mine"),
        folium.GeoJson({"type": "Point", "coordinates": [64, 27]}),
    ],
)
def test_what_needs_none_is_taken(layer: folium.map.Layer) -> None:
    assert "Content-Security-Policy" in made().add(layer).render()


def test_the_base_map_is_cut_where_none_is_given() -> None:
    shown = IncidentMap(collection(), title="A")
    assert shown.basemap["bbox"]


def test_a_users_layers_do_not_make_the_bytes_random() -> None:
    def page() -> str:
        return made().add(folium.FeatureGroup(name="mine").add_child(folium.Circle((27, 64), radius=9))).render()

    assert page() == page()
