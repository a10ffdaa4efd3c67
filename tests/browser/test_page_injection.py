"""Report text, gazetteer names and options are not trusted: whatever they hold is shown as text and runs nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maps.page import render_page, write_page
from tests.browser.conftest import Opened
from tests.browser.injections import injections
from tests.browser.sample import basemap, collection

pytestmark = pytest.mark.browser

_FIXED = {
    "type", "layer", "status", "level", "drawn_as", "start", "end", "published", "salience", "kind", "field", "format",
}  # fmt: skip
"""Fields whose values our own records allow to be nothing else."""


def poisoned(value: Any, text: str, name: str = "") -> Any:
    """The same value with every free string in it replaced."""
    if isinstance(value, dict):
        return {key: poisoned(inner, text, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner, text, name) for inner in value]
    return text if isinstance(value, str) and name not in _FIXED else value


def evil_collection(texts: list[str]) -> dict[str, Any]:
    """One incident for each text, all its free strings that text."""
    made = collection()
    patterns = made["features"][:1] + made["features"][4:5] + made["features"][11:12] + made["features"][9:10]
    features = []
    for number, text in enumerate(texts):
        feature = poisoned(json.loads(json.dumps(patterns[number % 4])), text)
        feature["type"] = "Feature"
        feature["id"] = feature["properties"]["id"] = f"{text}#{number}"
        feature["geometry"] = patterns[number % 4]["geometry"]
        features.append(feature)
    rest = poisoned({k: v for k, v in made.items() if k not in ("type", "features")}, texts[0])
    rest["attribution"] = texts[:40]
    rest["disclaimer"] = " ".join(texts)
    rest["unresolved"] = [{"report": t, "surface": t, "reason": t} for t in texts]
    rest["rejected"] = [{"source": t, "reason": t} for t in texts]
    return {"type": "FeatureCollection", "features": features, **rest}


def evil_basemap(texts: list[str]) -> dict[str, Any]:
    """The base map with every name replaced."""
    base = basemap()
    for part in ("countries", "admin1", "disputed", "borders"):
        for number, feature in enumerate(base[part]["features"]):
            kept = {k: feature["properties"][k] for k in ("anchor",) if k in feature["properties"]}
            feature["properties"] = poisoned(feature["properties"], texts[number]) | kept
    base["towns"] = [poisoned(town, texts[n]) | {"population": 9e6} for n, town in enumerate(base["towns"])]
    return base


def test_building_the_page_executes_none_of_it() -> None:
    texts = injections()
    assert len(texts) > 300
    page = render_page(evil_collection(texts), evil_basemap(texts), title="{{ 7*191 }}{% raw %}</title><script>")
    assert "1337" not in page
    # Between our own script's end and folium's last one there are only the shell and data without any markup in it.
    assert page.count("<script") == page.count("</script>")
    assert page.count("<iframe") == page.count("<object") == 0
    assert "http-equiv=refresh" not in page


def test_opening_the_page_runs_none_of_it_and_shows_all_as_text(tmp_path: Path, visit: Callable[..., Opened]) -> None:
    texts = injections()
    path = tmp_path / "map.html"
    title = "</title><script>window.ran=1</script>{{ 7*191 }}${window.ran=1}"
    write_page(path, evil_collection(texts), evil_basemap(texts), title=title)
    opened = visit(path)
    page = opened.page
    assert page.inner_text("h1") == title
    assert page.title() == title
    for zoom in (4, 6, 9):
        page.evaluate("zoom => map_sarhad.setView([27, 63.5], zoom, {animate: false})", zoom)
        page.wait_for_timeout(100)
    page.click("#tab-filters")
    page.fill("#sarhad-search", texts[40])
    page.wait_for_timeout(300)
    page.fill("#sarhad-search", "")
    page.wait_for_timeout(300)
    page.click("#tab-list")
    page.click("text=Zoom to all")
    page.wait_for_timeout(500)

    shown = page.evaluate(
        """async () => {
          const seen = [];
          const wait = ms => new Promise(done => setTimeout(done, ms));
          let open = document.querySelector('#sarhad-list button, .not-on-map button');
          open.click();
          await wait(100);
          for (let k = 0; k < 1000; k++) {
            const panel = document.querySelector('.panel');
            seen.push([panel.querySelector('h2').textContent, panel.textContent]);
            const next = [...panel.querySelectorAll('.panel-bar button')].filter(b => b.textContent === '›')[0];
            if (next.disabled) break;
            next.click();
            for (let n = 0; n < 3 && panel.querySelector('h2').textContent === seen.at(-1)[0]; n++) await wait(4);
          }
          return seen;
        }"""
    )
    found = {heading for heading, _ in shown}
    assert [text for text in texts if text not in found] == []
    assert page.evaluate("() => window.ran") is None
    assert page.evaluate("() => document.querySelectorAll('img, iframe, object, embed, form, link, base').length") == 0
    assert page.evaluate(
        "() => [...document.querySelectorAll('a')].every(a => /^(#|https?:)/.test(a.getAttribute('href')))"
    )
    assert page.evaluate(
        "() => [...document.querySelectorAll('*')].every(e => [...e.attributes].every(a => !/^on/.test(a.name)))"
    )
    opened.quiet()
