"""Names of countries and provinces in other languages, from the Unicode CLDR."""

from __future__ import annotations

import re
import subprocess
import tarfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# Of countries: the languages of the press where conflicts are, and the great ones.
LANGUAGES = {
    "main": (
        "am ar az bn ckb de en es fa fr he hi hy id it ja ka kk ko ku ky my pa ps pt ru sd so sw tg ti tk tr uk ur uz"
        " zh"
    ).split(),
    "subdivisions": ["ar", "en", "fa", "ps", "ur"],
}
"""Languages read, by the CLDR's folder: 'main' has the countries, 'subdivisions' their provinces."""
_INHERITED = "↑↑↑"
_DPKG = "/usr/bin/dpkg-deb"


class ScriptName(NamedTuple):
    """A name in another language, of a country (code 'IR') or a subdivision (code 'IR13': ISO 3166-2 without dash)."""

    code: str
    english: str
    language: str
    name: str


def read_script_names(archive: Path) -> list[ScriptName]:
    """The names in Debian's package of the CLDR, sorted; needs ``dpkg-deb``, as Debian has it."""
    documents = _documents(archive)
    # The CLDR has continents too ('150'); countries have letters.
    countries = {c: n for c, n in _english(documents["main/en"], "territory").items() if re.fullmatch("[A-Z]{2}", c)}
    provinces = _english(documents["subdivisions/en"], "subdivision")
    names = {
        ScriptName(code, known[code], language, name)
        for folder, tag, known in (("main", "territory", countries), ("subdivisions", "subdivision", provinces))
        for language in LANGUAGES[folder]
        for code, _, name in _names(documents[f"{folder}/{language}"], tag)
        if code in known and name != _INHERITED
    }
    return sorted(names)


def _documents(archive: Path) -> dict[str, ElementTree.Element]:
    """The documents read from, by folder and language: 'main/fa'."""
    wanted = {f"{folder}/{language}" for folder, languages in LANGUAGES.items() for language in languages}
    found = {}
    with (
        subprocess.Popen([_DPKG, "--fsys-tarfile", str(archive)], stdout=subprocess.PIPE) as process,
        tarfile.open(fileobj=process.stdout, mode="r|") as members,
    ):
        for member in members:
            name = member.name.partition("/common/")[2].removesuffix(".xml")
            if name in wanted and (file := members.extractfile(member)) is not None:
                found[name] = ElementTree.fromstring(file.read())  # noqa: S314 -- the archive's hash was checked
    return found


def _names(document: ElementTree.Element, tag: str) -> Iterator[tuple[str, str | None, str]]:
    """Code, which alternative form ('short', 'variant' or None for the usual one), name."""
    for element in document.iter(tag):
        if element.text:
            yield element.attrib["type"].upper(), element.get("alt"), element.text


def _english(document: ElementTree.Element, tag: str) -> dict[str, str]:
    return {code: name for code, form, name in _names(document, tag) if form is None}
