"""The page as text: its policy, its data, its determinism, and what may never be in it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import folium
import folium.plugins
import pytest

from maps.packing import json_in_html, packed_columns
from maps.page import PageError, render_page, shell_map, write_page
from tests.browser.sample import basemap, collection


def blocks(page: str) -> dict[str, Any]:
    """The data blocks of a page, by id."""
    found = {}
    for name, form, text in re.findall(
        r'<script type="application/json" id="([\w-]+)"( data-form="gzip")?>(.*?)</script>', page, re.DOTALL
    ):
        value = json.loads(text)
        found[name] = json.loads(gzip.decompress(base64.b64decode(value))) if form else value
    return found


def policy(page: str) -> dict[str, list[str]]:
    """The page's Content-Security-Policy by directive."""
    content = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert content
    return {part.split()[0]: part.split()[1:] for part in content[1].split("; ")}


def test_same_input_same_bytes() -> None:
    assert render_page(collection(), basemap(), title="A") == render_page(collection(), basemap(), title="A")


def test_policy_allows_only_the_scripts_and_styles_that_are_there() -> None:
    page = render_page(collection(), basemap(), title="A")
    rules = policy(page)
    assert rules["default-src"] == ["'none'"]
    assert rules["base-uri"] == ["'none'"]
    assert rules["form-action"] == ["'none'"]
    assert rules["img-src"] == ["data:"]
    for kind in ("script", "style"):
        texts = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts}
        assert texts
        assert set(rules[f"{kind}-src"]) == hashes
    assert "\r" not in page


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = render_page(collection(), basemap(), title="A")
    assert not re.search(r"<(script|img|iframe)[^>]*\bsrc=", page)
    assert "<link" not in page
    assert "user-scalable=no" not in page


def test_five_reports_make_a_small_page() -> None:
    assert len(render_page(collection(), basemap(), title="A").encode()) < 1_000_000


def test_language_and_direction_are_said() -> None:
    assert '<html lang="fa" dir="rtl">' in render_page(collection(), basemap(), title="A", lang="fa")
    with pytest.raises(PageError, match="'de'"):
        render_page(collection(), basemap(), title="A", lang="de")  # type: ignore[arg-type]


def test_the_data_come_out_as_they_went_in() -> None:
    given = collection()
    columns, chunks = packed_columns(given)
    page = blocks(render_page(given, basemap(), title="A"))
    assert page["sarhad-core"] == json.loads(json.dumps(columns))
    assert page["sarhad-details-0"] == chunks[0]
    assert page["sarhad-base"] == basemap()


def test_a_shared_outline_is_kept_once() -> None:
    columns, _ = packed_columns(collection())
    outlines = [g for g in columns["geometries"] if g["type"] == "Polygon" and len(g["coordinates"][0]) == 10]
    assert len(outlines) == 1


@pytest.mark.parametrize("text", ["</script><script>", "<!--", "a & b", "\u2028", "\ud800 alone", "]]>"])
def test_json_can_stand_in_a_script_element(text: str) -> None:
    written = json_in_html(text)
    assert not re.search("[<>&\u2028\ud800]", written)
    assert json.loads(written) == text


def test_no_text_of_the_data_or_the_title_is_executed_while_the_page_is_built() -> None:
    evil = "{{ 7*191 }}{% raw %}{# gone #}</script><img src=x onerror=alert(1)>${7*191}"
    given = collection()
    given["features"][0]["properties"]["title"] = evil
    given["features"][0]["properties"]["place"]["name"] = evil
    given["disclaimer"] = evil
    base = basemap()
    base["towns"][0]["name"] = evil
    page = render_page(given, base, title=evil)
    assert "1337" not in page
    assert "<img" not in page
    data = blocks(page)
    assert data["sarhad-core"]["columns"]["title"][0] == evil
    assert data["sarhad-core"]["collection"]["disclaimer"] == evil
    assert data["sarhad-base"]["towns"][0]["name"] == evil
    assert data["sarhad-config"]["title"] == evil


def test_online_tiles_widen_the_policy_to_their_hosts_alone() -> None:
    page = render_page(collection(), basemap(), title="A", tiles="OpenStreetMap.Mapnik")
    assert policy(page)["img-src"] == ["data:", "https://tile.openstreetmap.org"]
    assert blocks(page)["sarhad-config"]["tiles"]["attribution"] == "© OpenStreetMap contributors"


def test_a_layer_that_needs_a_network_is_refused() -> None:
    shell = shell_map()
    folium.plugins.MarkerCluster([[30, 60]]).add_to(shell)
    with pytest.raises(PageError, match="network"):
        render_page(collection(), basemap(), title="A", shell=shell)


def test_a_layer_of_the_users_own_is_on_the_map_and_under_the_policy() -> None:
    shell = shell_map()
    folium.Circle((30, 60), radius=1000).add_to(shell)
    page = render_page(collection(), basemap(), title="A", shell=shell)
    assert "L.circle(" in page
    assert page.index("L.circle(") < page.index("Sarhad.start(")


def test_a_title_of_any_kind_can_be_written(tmp_path: Path) -> None:
    write_page(tmp_path / "map.html", collection(), basemap(), title="a \ud800 </title> \x00")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "<title>a ? &lt;/title&gt; \x00</title>" in page


def test_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out" / "map.html"
    write_page(target, collection(), basemap(), title="A")
    before = target.read_bytes()
    with pytest.raises(PageError):
        write_page(target, collection(), basemap(), title="A", lang="xx")  # type: ignore[arg-type]
    assert target.read_bytes() == before
    assert [p.name for p in target.parent.iterdir()] == ["map.html"]
    assert b"\r" not in before
