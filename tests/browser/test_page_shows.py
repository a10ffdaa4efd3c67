"""What the page shows, in the real browser with the network off."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
import pytest

from maps.notebook import IncidentMap
from maps.page import write_page
from maps.style import TYPES
from tests.browser.conftest import Opened, until
from tests.browser.many import many
from tests.browser.sample import basemap, collection

pytestmark = pytest.mark.browser


def titles(page: Any) -> list[str]:
    """The incidents of the list, top to bottom."""
    return page.locator("#sarhad-list .title").all_inner_texts()


def press_on(page: Any, lon: float, lat: float) -> None:
    """Click on the map where a place is."""
    x, y = page.evaluate(
        "([lon, lat]) => { const m = map_sarhad; const p = m.latLngToContainerPoint([lat, lon]);"
        " const r = m.getContainer().getBoundingClientRect(); return [p.x + r.left, p.y + r.top]; }",
        [lon, lat],
    )
    page.mouse.click(x, y)


def test_opens_without_a_network_or_an_error(sample: Opened) -> None:
    assert sample.page.title() == "A border in January"
    assert sample.page.inner_text("h1") == "A border in January"
    sample.page.wait_for_timeout(400)
    sample.quiet()


def test_every_layer_has_a_switch_with_its_count(sample: Opened) -> None:
    rows = sample.page.locator(".layers ul").first.locator("li").all_inner_texts()
    assert [row.split("\n") for row in rows] == [
        ["Strikes", "2"], ["Attacks", "2"], ["Clashes", "2"], ["Abductions", "1"],
        ["Operations", "2"], ["Liaison posts", "2"], ["Diplomacy", "4"],
    ]  # fmt: skip
    sample.page.uncheck("#layer-0")
    assert "Missiles hit houses at Panjgur" not in titles(sample.page)
    assert "13 of 15 incidents" in sample.page.inner_text(".state")
    sample.page.check("#layer-0")
    until(sample.page, "() => document.querySelectorAll('#sarhad-list .title').length > 10")
    assert "Missiles hit houses at Panjgur" in titles(sample.page)


def test_a_click_on_a_strike_opens_its_evidence(sample: Opened) -> None:
    sample.page.evaluate("map_sarhad.setView([27, 64.1], 9, {animate: false})")
    sample.page.uncheck("#layer-4")  # the operation at the same town
    sample.page.wait_for_timeout(200)
    press_on(sample.page, 64.0946, 26.9718)
    panel = sample.page.locator(".panel")
    panel.locator("h2", has_text="Missiles hit houses at Panjgur").wait_for()
    text = panel.inner_text()
    assert "16 January 2024" in text
    assert "Panjgur, Balochistan, Pakistan" in text
    assert "پنجگور" in text
    assert "Exact place" in text
    assert "Our summary of Dawn’s report, 30 January 2024" in text
    assert "The Border Wire, 17 January 2024" in text
    assert "Missiles hit houses at Panjgur, the report said." in text
    assert "From a later report: Injured" in text
    sides = panel.locator(".disagreement").first.locator(".opinion .value").all_inner_texts()
    assert sides == ["Panjgur", "Pakistan"]
    assert panel.locator(".tolls tbody tr").first.locator("td").all_inner_texts() == ["2", "2", "3"]
    sample.quiet()


def test_an_attack_and_a_liaison_post_open_too(sample: Opened) -> None:
    sample.page.evaluate("map_sarhad.setView([26.2, 61.4], 9, {animate: false})")
    press_on(sample.page, 61.4, 26.236)
    sample.page.locator(".panel h2", has_text="Police station stormed in Rask").wait_for()
    assert "known only from a party telling of its own deed" in sample.page.inner_text(".panel")
    sample.page.evaluate("map_sarhad.setView([26.0, 63.0], 9, {animate: false})")
    press_on(sample.page, 63.0446, 26.0031)
    sample.page.locator(".panel h2", has_text="A liaison officer is to sit in Turbat").wait_for()
    assert "agreed, not yet there" in sample.page.inner_text(".panel")


def test_a_province_is_an_area_that_opens_its_incidents(sample: Opened) -> None:
    sample.page.evaluate("map_sarhad.setView([28.0, 60.3], 7.5, {animate: false})")
    press_on(sample.page, 59.9, 27.4)
    sample.page.locator(".panel h2", has_text="2 incidents in Sistan and Baluchestan").wait_for()
    sample.page.click(".panel .incident >> nth=0")
    sample.page.locator(".panel h2", has_text="Gunmen kill nine labourers").wait_for()
    text = sample.page.inner_text(".panel")
    assert "Known only as far as the province" in text
    assert "Our summary of a report, publisher unknown, undated" in text


def test_country_level_and_unplaced_ones_are_listed_never_drawn(sample: Opened) -> None:
    aside = sample.page.inner_text(".not-on-map")
    assert "Known only as far as the country: Pakistan" in aside
    assert "The ambassador is recalled" in aside
    assert "At sea or in the air" in aside
    sample.page.evaluate("map_sarhad.setView([30, 70], 10, {animate: false})")
    press_on(sample.page, 70.0, 30.0)
    sample.page.wait_for_timeout(300)
    assert sample.page.locator(".panel").is_hidden()


def test_what_came_to_nothing_is_listed_with_its_reason(sample: Opened) -> None:
    for summary in sample.page.locator(".not-on-map summary").all():
        summary.click()
    aside = sample.page.inner_text(".not-on-map")
    assert "Koh-i-Nowhere" in aside
    assert "no gazetteer has it" in aside
    assert "notes/scan.bin" in aside


def test_links_are_only_http(sample: Opened) -> None:
    sample.page.click("text=Missiles hit houses at Panjgur")
    sample.page.locator(".source").first.wait_for()
    links = sample.page.locator(".source a")
    assert [link.get_attribute("href") for link in links.all()] == ["https://example.org/a?b=1&c=2"]
    assert "noopener" in links.first.get_attribute("rel")
    assert "javascript:alert(1)" in sample.page.inner_text(".panel")


def test_right_to_left_evidence_has_its_own_direction(sample: Opened) -> None:
    sample.page.click("text=Missiles hit houses at Panjgur")
    quote = sample.page.locator("blockquote", has_text="پنجگور").first
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert quote.get_attribute("lang") == "fa"


def test_filters_combine_count_and_clear(sample: Opened) -> None:
    page = sample.page
    page.click("#tab-filters")
    page.check("label:has-text('Exact places only') input")
    assert "7 of 15 incidents" in page.inner_text(".state")
    page.locator("fieldset", has_text="Country").locator("label", has_text="Pakistan").locator("input").check()
    assert "5 of 15 incidents" in page.inner_text(".state")
    assert "Filtered by Country, Precision of the place" in page.inner_text(".state")
    kinds = page.locator("fieldset", has_text="Type").first.locator("label").all_inner_texts()
    assert [kind.split("\n") for kind in kinds] == [
        ["Strike", "1"],
        ["Operation", "1"],
        ["Liaison post", "1"],
        ["Diplomacy", "2"],
    ]
    page.click(".state .chip")
    assert "15 incidents" in page.inner_text(".state")


def test_search_finds_the_words_of_a_report_in_any_script(sample: Opened) -> None:
    page = sample.page
    page.wait_for_timeout(400)
    page.click("#tab-filters")
    page.fill("#sarhad-search", "خانه‌هایی")
    until(page, "() => document.querySelector('.shown').textContent.startsWith('1 of')")
    page.fill("#sarhad-search", "minister ARMY")
    page.click("#tab-list")
    # the count was one before too: wait for the incident itself
    until(page, "() => document.querySelector('#sarhad-list').textContent.includes('The minister meets')")
    assert page.inner_text(".shown").startswith("1 of")


def test_deaths_filter_uses_the_conservative_figure(sample: Opened) -> None:
    sample.page.click("#tab-filters")
    sample.page.fill("#sarhad-deaths", "9")
    assert "3 of 15 incidents" in sample.page.inner_text(".state")


def test_the_timeline_moves_by_keyboard_and_keeps_the_undated_apart(sample: Opened) -> None:
    page = sample.page
    start = page.get_by_role("slider", name="Start of the period")
    start.focus()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    assert start.get_attribute("aria-valuetext") != "14 December 2023"
    assert "of 15 incidents" in page.inner_text(".state")
    assert "The ambassador is recalled" not in page.inner_text(".side")
    page.check("#sarhad-undated")
    page.wait_for_timeout(200)
    assert "The ambassador is recalled" in page.inner_text(".side")
    page.click("text=Whole period")
    assert "15 incidents" in page.inner_text(".state")


def test_the_timeline_is_brushed_and_played(sample: Opened) -> None:
    page = sample.page
    box = page.locator(".track").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 20, steps=4)
    page.mouse.up()
    until(page, "() => document.querySelector('.shown').textContent.includes('of 15')")
    page.click("text=Whole period")
    page.click(".play")
    assert page.inner_text(".play") == "Pause"
    before = page.inner_text(".period")
    until(page, "before => document.querySelector('.period').textContent !== before", before)
    page.click(".play")
    assert page.inner_text(".play") == "Play"


def test_list_follows_the_view_and_sorts(sample: Opened) -> None:
    page = sample.page
    page.evaluate("map_sarhad.setView([33.65, 73.05], 9, {animate: false})")
    until(page, "() => document.querySelector('.list-count').textContent === '2 in view'")
    page.click("text=Zoom to all")
    until(page, "() => document.querySelector('.list-count').textContent === '12 in view'")
    page.select_option("#sarhad-sort", "deaths")
    assert titles(page)[0] == "Police station stormed in Rask"
    page.select_option("#sarhad-sort", "oldest")
    assert titles(page)[0] == "Police station stormed in Rask"
    page.select_option("#sarhad-sort", "newest")
    assert titles(page)[0] == "Border guards fight armed men in Rask County"


def test_the_permalink_brings_back_view_filters_time_and_selection(
    sample: Opened, sample_page: Path, visit: Callable[..., Opened]
) -> None:
    page = sample.page
    page.click("#tab-filters")
    page.locator("fieldset", has_text="Country").locator("label", has_text="Pakistan").locator("input").check()
    page.click("#tab-list")
    page.click("text=Missiles hit houses at Panjgur")
    page.evaluate("map_sarhad.setView([27.5, 64], 8, {animate: false})")
    until(page, "() => location.hash.includes('map=8.00') && location.hash.includes('id=two')")
    again = visit(sample_page, page.evaluate("location.hash"))
    again.page.locator(".panel h2", has_text="Missiles hit houses at Panjgur").wait_for()
    assert again.page.evaluate("map_sarhad.getZoom()") == 8
    assert "Filtered by Country" in again.page.inner_text(".state")
    again.quiet()


@pytest.mark.parametrize(
    "hash_", ["#map=a/b/c&id=%00&type=none&time=2024-99-99..x", "#%%%", "#<img src=x onerror=alert(1)>"]
)
def test_a_broken_permalink_opens_the_whole_map(sample_page: Path, visit: Callable[..., Opened], hash_: str) -> None:
    opened = visit(sample_page, hash_)
    opened.page.wait_for_timeout(300)
    opened.quiet()


def test_relations_are_links_both_ways(sample: Opened) -> None:
    page = sample.page
    page.wait_for_timeout(400)
    page.click("text=Pakistan strikes back across the border")
    relation = page.locator(".relations")
    relation.wait_for()
    assert "two days after the missiles" in relation.inner_text()
    relation.locator("button").click()
    page.locator(".panel h2", has_text="Missiles hit houses at Panjgur").wait_for()
    assert "Led to" in page.inner_text(".relations")


def test_previous_next_and_escape(sample: Opened) -> None:
    page = sample.page
    first = page.locator("#sarhad-list button").first
    first.focus()
    page.keyboard.press("Enter")
    page.locator(".panel h2", has_text="Border guards fight").wait_for()
    assert page.evaluate("document.activeElement.className") == "panel"
    page.get_by_role("button", name="Next", exact=True).click()
    page.locator(".panel h2", has_text="A liaison officer").wait_for()
    page.get_by_role("button", name="Previous", exact=True).click()
    page.locator(".panel h2", has_text="Border guards fight").wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".panel").is_hidden()
    assert page.evaluate("document.activeElement.dataset.incident") is not None


def test_downloads_hold_what_is_shown(sample: Opened, tmp_path: Path) -> None:
    page = sample.page

    def fetch(name: str) -> str:
        page.click(".menu summary")
        with page.expect_download() as waiting:
            page.click(f"text={name}")
        target = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(target)
        return target.read_text(encoding="utf-8-sig")

    assert json.loads(fetch("GeoJSON of what is shown")) == collection()
    page.uncheck("#layer-0")
    rows = list(csv.DictReader(io.StringIO(fetch("CSV of what is shown"))))
    assert len(rows) == 13
    province = next(row for row in rows if row["title"] == "Gunmen kill nine labourers")
    assert (province["lat"], province["lon"], province["where_precision"]) == ("", "", "4")
    rask = next(row for row in rows if row["title"].startswith("Police"))
    assert (rask["killed_low"], rask["killed_high"], rask["status"]) == ("11", "", "claimed")


def test_the_citation_names_place_precision_and_sources(sample: Opened) -> None:
    page = sample.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=Missiles hit houses at Panjgur")
    page.click("text=Copy citation")
    page.wait_for_selector(".toast")
    text = page.evaluate("navigator.clipboard.readText()")
    assert "Missiles hit houses at Panjgur. Panjgur, Balochistan, Pakistan (exact place), 16 January 2024." in text
    assert "Our summary of Dawn’s report, 30 January 2024" in text
    assert "javascript:" not in text


def test_the_legend_is_drawn_from_the_table(sample: Opened) -> None:
    for style in TYPES:
        colour = sample.page.evaluate(
            "name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()", style.type
        )
        assert colour == style.colour
    legend = sample.page.inner_text(".legend")
    for words in (
        "Reported",
        "Claimed",
        "Alleged",
        "Planned",
        "Denied",
        "Exact place",
        "Near a known place",
        "never a pin",
    ):
        assert words in legend


def test_dark_follows_the_system_and_the_choice(sample_page: Path, visit: Callable[..., Opened]) -> None:
    page = visit(sample_page, color_scheme="dark").page
    style = "name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()"
    for each in TYPES:
        assert page.evaluate(style, each.type) == each.colour_dark
    page.click(".menu summary")
    page.select_option("#sarhad-theme", "light")
    assert page.evaluate(style, "strike") == TYPES[0].colour


@pytest.mark.parametrize(("lang", "word"), [("fa", "فهرست"), ("ur", "فہرست")])
def test_the_interface_speaks(lang: str, word: str, tmp_path: Path, visit: Callable[..., Opened]) -> None:
    path = tmp_path / "map.html"
    write_page(path, collection(), basemap(), title="مرز", lang=lang)  # type: ignore[arg-type]
    opened = visit(path)
    assert opened.page.inner_text("#tab-list") == word
    assert opened.page.evaluate("document.dir || document.documentElement.dir") == "rtl"
    opened.page.locator("#sarhad-list button").first.click()
    opened.page.locator(".panel h2").wait_for()
    opened.quiet()


@pytest.mark.parametrize("width", [1440, 1024, 768, 390, 320])
def test_nothing_runs_over_the_edge(sample_page: Path, visit: Callable[..., Opened], width: int) -> None:
    page = visit(sample_page, viewport={"width": width, "height": 800}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (
        page.evaluate("document.querySelector('meta[name=viewport]').content") == "width=device-width, initial-scale=1"
    )


def test_on_a_phone_a_tap_opens_the_sheet(sample_page: Path, visit: Callable[..., Opened]) -> None:
    page = visit(sample_page, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).page
    page.tap("#bottom-list")
    page.tap("text=Missiles hit houses at Panjgur")
    page.locator(".panel h2", has_text="Missiles").wait_for()
    panel = page.locator(".panel").bounding_box()
    assert panel["y"] > 200
    small = page.evaluate(
        "[...document.querySelectorAll('.bottom button, .panel .icon, .zoom button')]"
        ".filter(b => b.offsetParent && (b.offsetHeight < 44 || b.offsetWidth < 44)).length"
    )
    assert small == 0


def test_a_page_inside_another_works(sample_page: Path, tmp_path: Path, visit: Callable[..., Opened]) -> None:
    outer = tmp_path / "outer.html"
    outer.write_text(f'<!doctype html><iframe src="{sample_page.as_uri()}" width="900" height="600"></iframe>')
    opened = visit(outer, ready=False)
    frame = opened.page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    frame.locator("#sarhad-list button").first.click()
    frame.locator(".panel h2").wait_for()
    opened.quiet()


def test_printed_it_lists_the_points_with_their_sources(sample: Opened, tmp_path: Path) -> None:
    page = sample.page
    page.wait_for_timeout(400)
    view = "() => [map_sarhad.getCenter().lng, map_sarhad.getCenter().lat, map_sarhad.getZoom(), innerWidth].join()"
    before = page.evaluate(view)
    for paper in ("A4", "Letter"):
        page.pdf(path=tmp_path / f"{paper}.pdf", format=paper, print_background=True)
        assert (tmp_path / f"{paper}.pdf").stat().st_size > 20_000
    page.wait_for_timeout(400)
    assert page.evaluate(view) == before
    assert page.locator(".print-map").count() == 0
    table = page.evaluate("document.querySelector('.print-list').textContent")
    assert "Missiles hit houses at Panjgur" in table
    assert "Our summary of Dawn’s report, 30 January 2024" in table
    assert "(Province)" in table


def test_twenty_thousand_incidents_are_usable(tmp_path: Path, visit: Callable[..., Opened]) -> None:
    path = tmp_path / "many.html"
    write_page(path, many(20_000), basemap(), title="Many")
    opened = visit(path)
    page = opened.page
    assert "20,000 incidents" in page.inner_text(".state")
    page.click("#tab-filters")
    page.fill("#sarhad-search", "town 12")
    until(page, "() => document.querySelector('.shown').textContent.includes(' of 20,000')")
    page.click("#tab-list")
    page.locator("#sarhad-list button").first.click()
    page.locator(".panel .source").first.wait_for()
    opened.quiet()


def test_an_empty_collection_is_a_map_all_the_same(tmp_path: Path, visit: Callable[..., Opened]) -> None:
    path = tmp_path / "map.html"
    write_page(path, collection() | {"features": []}, basemap(), title="Nothing yet")
    opened = visit(path)
    assert "0 incidents" in opened.page.inner_text(".state")
    opened.quiet()


def test_a_users_folium_layers_are_drawn_and_can_be_switched(tmp_path: Path, visit: Callable[..., Opened]) -> None:
    shown = IncidentMap(collection(), basemap(), title="Mine")
    group = folium.FeatureGroup(name="My circles")
    folium.Circle((27, 64), radius=30_000).add_to(group)
    folium.Marker((28, 65), tooltip="here").add_to(group)
    shown.add(group)
    shown.add(folium.GeoJson({"type": "LineString", "coordinates": [[60, 27], [66, 27]]}, name="My line"))
    shown.save(tmp_path / "map.html")
    opened = visit(tmp_path / "map.html")
    page = opened.page
    assert page.locator("path.leaflet-interactive").count() == 2
    page.get_by_label("My circles").uncheck()
    assert page.locator("path.leaflet-interactive").count() == 1
    opened.quiet()


def test_it_shows_itself_in_a_notebook(tmp_path: Path, visit: Callable[..., Opened]) -> None:
    cell = tmp_path / "notebook.html"
    cell.write_text("<!doctype html>" + IncidentMap(collection(), basemap(), title="A")._repr_html_(), encoding="utf-8")
    opened = visit(cell, ready=False)
    frame = opened.page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    frame.locator("#sarhad-list button").first.click()
    frame.locator(".panel h2").wait_for()
    opened.quiet()
