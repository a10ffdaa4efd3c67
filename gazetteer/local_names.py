"""The name of a place as its own country writes it, where that is not the Latin alphabet."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from gazetteer.place import Place


def local_name(place: Place) -> str | None:
    """The name in the first of the country's own languages that has one; None where it says nothing new."""
    for language in _languages().get(place.country or "", ()):
        name = place.names.get(language)
        # A name with Latin letters in it is a transliteration that was filed in the wrong drawer.
        if name and not any("a" <= char <= "z" for char in name.casefold()):
            return name
    return None


@lru_cache(maxsize=1)
def _languages() -> dict[str, list[str]]:
    text = files("gazetteer").joinpath("local_languages.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)
    return table
