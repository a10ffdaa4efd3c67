"""The page for everybody: axe-core finds nothing, in every state, language and theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maps.page import write_page
from tests.browser.conftest import Opened, until
from tests.browser.sample import basemap, collection

pytestmark = pytest.mark.browser

_AXE = Path(__file__).parents[2] / "maps" / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def axe() -> str:
    """The checker's script."""
    if not _AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci in maps/web")
    return _AXE.read_text(encoding="utf-8")


def check(page: Any, axe: str) -> None:
    """No violation of WCAG 2.2 A and AA, nor of axe's best practices."""
    page.evaluate(axe)
    found = page.evaluate(
        "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    assert [
        (violation["id"], node["target"], node["failureSummary"])
        for violation in found["violations"]
        for node in violation["nodes"]
    ] == []


def panel(page: Any) -> None:
    page.locator("#sarhad-list button", has_text="Missiles hit houses").click()
    page.locator(".panel .disagreement").first.wait_for()


def filters(page: Any) -> None:
    page.click("#tab-filters")


def menu(page: Any) -> None:
    page.click(".menu summary")


def filtered(page: Any) -> None:
    page.uncheck("#layer-0")
    page.focus(".handle >> nth=0")
    page.keyboard.press("Shift+ArrowRight")
    until(page, "() => document.querySelector('.shown').textContent.includes('of')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", [None, panel, filters, menu, filtered])
def test_on_a_desk(
    sample_page: Path, visit: Callable[..., Opened], axe: str, scheme: str, state: Callable[[Any], None] | None
) -> None:
    page = visit(sample_page, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce").page
    if state:
        state(page)
    page.wait_for_timeout(250)
    check(page, axe)


@pytest.mark.parametrize("lang", ["fa", "ur"])
def test_in_other_languages(tmp_path: Path, visit: Callable[..., Opened], axe: str, lang: str) -> None:
    path = tmp_path / "map.html"
    write_page(path, collection(), basemap(), title="مرز", lang=lang)  # type: ignore[arg-type]
    page = visit(path, bypass_csp=True).page
    panel(page)
    check(page, axe)


@pytest.mark.parametrize("tab", ["map", "list", "filters"])
def test_on_a_phone(sample_page: Path, visit: Callable[..., Opened], axe: str, tab: str) -> None:
    page = visit(sample_page, viewport={"width": 390, "height": 844}, bypass_csp=True, has_touch=True).page
    page.click(f"#bottom-{tab}")
    check(page, axe)
    if tab == "list":
        panel(page)
        check(page, axe)


def test_everything_is_reached_by_tab(sample: Opened) -> None:
    page = sample.page
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "() => document.activeElement.className || document.activeElement.id || document.activeElement.tagName"
        )
        reached.add(str(name).split(" ")[0])
    for wanted in ("skip", "incident", "play", "handle", "sarhad-sort"):
        assert wanted in reached
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_motion_is_left_out_where_it_is_not_wanted(sample_page: Path, visit: Callable[..., Opened]) -> None:
    page = visit(sample_page, reduced_motion="reduce").page
    assert page.evaluate("() => getComputedStyle(document.querySelector('.cards')).transitionDuration") == "0s"
    page.evaluate("() => map_sarhad.setView([27, 64], 6, {animate: false})")
    page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate("() => map_sarhad.getZoom()") == 7
