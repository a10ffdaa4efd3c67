"""The page's script and style as the build made them."""

from __future__ import annotations

from functools import cache
from importlib import resources

from maps.page_error import PageError


@cache
def built(name: str) -> str:
    """A built file's text; PageError where the page was never built."""
    try:
        text = resources.files("maps").joinpath("web", "built", name).read_text(encoding="utf-8")
    except FileNotFoundError as missing:
        raise PageError(
            f"maps/web/built/{name} is not there: `npm ci && npm run build` in maps/web, or install sarhad as a package"
        ) from missing
    return text.replace("\r\n", "\n")
