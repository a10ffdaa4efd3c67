"""Pages in a real Chromium with the network off: what they ask for, what they say, what runs in them is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from maps.page import write_page
from tests.browser.sample import basemap, collection

ARGUMENTS = [
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@dataclass
class Opened:
    """A page in the browser, and what came of opening it."""

    page: Any
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def quiet(self) -> None:
        """Nothing was asked of a network, nothing went wrong, nothing popped up."""
        assert self.requests == []
        assert self.errors == []
        assert self.console == []
        assert self.dialogs == []


def until(page: Any, expression: str, argument: Any = None, seconds: float = 15) -> None:
    """Wait until a function of the page says true; Playwright's own way needs eval, which the page's policy forbids."""
    for _ in range(int(seconds / 0.05)):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {expression}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Opened]]:
    """Open a file in a context of its own, offline."""
    contexts = []

    def visit_(path: Path, hash_: str = "", ready: bool = True, **options: Any) -> Opened:
        settings: dict[str, Any] = {
            "viewport": {"width": 1440, "height": 900},
            "offline": True,
            "accept_downloads": True,
        }
        context = browser.new_context(**(settings | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        opened = Opened(page)
        page.on("console", lambda message: opened.console.append(message.text))
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on("dialog", lambda dialog: (opened.dialogs.append(dialog.message), dialog.dismiss()))
        page.on(
            "request",
            lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else opened.requests.append(r.url),
        )
        page.goto(path.as_uri() + hash_)
        if ready:
            page.wait_for_selector("html[data-ready]")
        return opened

    yield visit_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a page in English."""
    path = tmp_path_factory.mktemp("page") / "map.html"
    write_page(path, collection(), basemap(), title="A border in January")
    return path


@pytest.fixture
def sample(sample_page: Path, visit: Callable[..., Opened]) -> Opened:
    """The sample, opened on a desk."""
    return visit(sample_page)
