"""The page at 1,000, 10,000 and 100,000 incidents beside plain folium on the same data, in the same run.

Build time and bytes; in Chromium, offline for ours: time until ready, the script's heap, the longest task while the map
is dragged and while a filter is chosen, and how long that filter takes to answer. Tasks are told twice: by the clock,
and by the processor time of the page's main thread, which a busy machine does not stretch. Plain folium's libraries
come from hosts on the net; here its page is given the same Leaflet from this machine, which is to its advantage.

    python -m tests.bench.bench_page [--sizes 1000,10000] [--no-folium]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import folium
import folium.plugins

from maps.page import render_page
from tests.browser.conftest import ARGUMENTS
from tests.browser.many import many
from tests.browser.sample import basemap

_WEB = Path(__file__).parents[2] / "maps" / "web"
_CLUSTER = _WEB / "node_modules" / "leaflet.markercluster" / "dist" / "leaflet.markercluster.js"
"""A development dependency of the page's script: `make test` installs it."""
_CLUSTER_STYLES = ("MarkerCluster.css", "MarkerCluster.Default.css")
_MOST_FOLIUM = 10_000
"""Plain folium takes minutes and hundreds of megabytes beyond; `--all-folium` tries it."""


def ours(collection: dict[str, Any], _: Path) -> str:
    return render_page(collection, basemap(), title="Bench")


def _plain(title: str) -> folium.Map:
    made = folium.Map((30, 60), zoom_start=5, tiles=None, prefer_canvas=True)
    made.options["max_zoom"] = 18  # else a map without tiles has none, which clusters need
    made.default_js, made.default_css = [], []
    leaflet = (_WEB / "node_modules" / "leaflet" / "dist" / "leaflet.js").read_text(encoding="utf-8")
    style = (_WEB / "node_modules" / "leaflet" / "dist" / "leaflet.css").read_text(encoding="utf-8")
    made.get_root().header.add_child(
        folium.Element(f"<title>{title}</title><style>{style}</style><script>{leaflet}</script>")
    )
    return made


def _add_points(collection: dict[str, Any], layer: folium.Map | folium.plugins.MarkerCluster) -> None:
    for feature in collection["features"]:
        if feature["geometry"] and feature["geometry"]["type"] == "Point":
            lon, lat = feature["geometry"]["coordinates"]
            folium.CircleMarker((lat, lon), radius=6, tooltip=feature["properties"]["title"]).add_to(layer)


def circle_markers(collection: dict[str, Any], _: Path) -> str:
    made = _plain("CircleMarker")
    _add_points(collection, made)
    return made.get_root().render()


def marker_cluster(collection: dict[str, Any], _: Path) -> str:
    made = _plain("MarkerCluster")
    dist = _CLUSTER.parent
    styles = "".join((dist / name).read_text(encoding="utf-8") for name in _CLUSTER_STYLES)
    script = _CLUSTER.read_text(encoding="utf-8")
    made.get_root().header.add_child(folium.Element(f"<style>{styles}</style><script>{script}</script>"))
    grouped = folium.plugins.MarkerCluster().add_to(made)
    grouped.default_js, grouped.default_css = [], []
    _add_points(collection, grouped)
    return made.get_root().render()


def geo_json(collection: dict[str, Any], _: Path) -> str:
    made = _plain("GeoJson")
    folium.GeoJson(collection, marker=folium.CircleMarker(radius=6)).add_to(made)
    return made.get_root().render()


_LONG = """
window.tasks = [];
new PerformanceObserver(list => { for (const e of list.getEntries()) tasks.push(e.duration); })
  .observe({type: 'longtask', buffered: true});
"""


def _busiest(trace: Path) -> float:
    """Processor time of the longest task of the page's main thread in a trace, ms."""
    events = json.loads(trace.read_text())["traceEvents"]
    mains = {
        (e["pid"], e["tid"]) for e in events if e.get("name") == "thread_name" and e["args"]["name"] == "CrRendererMain"
    }
    return max(
        (e.get("tdur", 0) / 1000 for e in events
         if e.get("ph") == "X" and e.get("name", "").endswith("RunTask") and (e["pid"], e["tid"]) in mains),
        default=0.0,
    )  # fmt: skip


def drive(browser: Any, path: Path, folder: Path, own: bool) -> dict[str, float]:
    """Open a page, drag its map, choose a filter; milliseconds and megabytes."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=own)
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.add_init_script(_LONG)
    found: dict[str, float] = {}
    page.on("pageerror", lambda error: print(f"the page's own script failed: {error}"))
    page.goto(path.as_uri(), wait_until="load", timeout=180_000)
    if own:
        page.wait_for_selector("html[data-ready]")
        found["ready"] = page.evaluate("() => sarhadReady")
    else:
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")
        found["ready"] = page.evaluate("() => performance.now()")
    page.wait_for_timeout(2500)
    found["heap"] = page.evaluate("() => performance.memory.usedJSHeapSize") / 1e6
    trace = folder / "trace.json"

    def watched(name: str, act: Any) -> None:
        page.evaluate("() => { tasks.length = 0; }")
        browser.start_tracing(
            page=page, path=trace, categories=["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"]
        )
        act()
        page.wait_for_timeout(500)
        browser.stop_tracing()
        found[f"{name}_clock"] = max(page.evaluate("() => tasks"), default=0)
        found[f"{name}_cpu"] = _busiest(trace)

    def drag() -> None:
        page.mouse.move(800, 400)
        page.mouse.down()
        for step in range(40):
            page.mouse.move(800 - step * 9, 400 - step * 3)
        page.mouse.up()

    watched("pan", drag)
    if own:
        watched("filter", lambda: page.uncheck("#layer-0"))
        found["answer"] = page.evaluate(
            """() => new Promise(done => {
                 const box = document.querySelector('#layer-1');
                 const from = performance.now();
                 box.click();
                 requestAnimationFrame(() => setTimeout(() => done(performance.now() - from), 0));
               })"""
        )
    context.close()
    return found


def main() -> None:
    """Print one row for each size and way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--no-folium", action="store_true")
    parser.add_argument("--all-folium", action="store_true")
    arguments = parser.parse_args()
    chromium = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if chromium is None:
        print("no Chromium on this machine: nothing measured")
        return
    from playwright.sync_api import sync_playwright

    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{os.cpu_count()} cores, load {load:.1f} at the start (times by the clock grow with it)")
    head = (
        "incidents",
        "way",
        "build s",
        "MB",
        "ready s",
        "heap MB",
        "pan ms",
        "(cpu)",
        "filter ms",
        "(cpu)",
        "answer ms",
    )
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        browser = playwright.chromium.launch(
            executable_path=chromium, args=[*ARGUMENTS, "--enable-precise-memory-info"]
        )
        for size in map(int, arguments.sizes.split(",")):
            collection = many(size)
            ways = [("this page", ours)]
            if not arguments.no_folium and (size <= _MOST_FOLIUM or arguments.all_folium):
                ways += [("folium CircleMarker", circle_markers), ("folium GeoJson", geo_json)]
                if _CLUSTER.exists():
                    ways.append(("folium MarkerCluster", marker_cluster))
                else:
                    print("folium MarkerCluster is not measured: its script is not installed (`make test` does)")
            for name, way in ways:
                start = time.perf_counter()
                text = way(collection, folder)
                took = time.perf_counter() - start
                path = folder / "page.html"
                path.write_text(text, encoding="utf-8")
                seen = drive(browser, path, folder, own=way is ours)
                cells = [
                    f"{size:,}", name, f"{took:.2f}", f"{path.stat().st_size / 1e6:.2f}", f"{seen['ready'] / 1000:.2f}",
                    f"{seen['heap']:.0f}", f"{seen['pan_clock']:.0f}", f"{seen['pan_cpu']:.0f}",
                    *(f"{seen[key]:.0f}" if key in seen else "-" for key in ("filter_clock", "filter_cpu", "answer")),
                ]  # fmt: skip
                print("| " + " | ".join(cells) + " |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
