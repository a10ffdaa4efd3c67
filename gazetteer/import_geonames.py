"""Rows from a GeoNames dump.

A country file or allCountries, with alternateNamesV2 and the admin code files beside it.
"""

from __future__ import annotations

import io
import math
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gazetteer.imports import Licence
from gazetteer.place import Level
from gazetteer.rows import Row, RowError, from_line, to_line

LICENCE = Licence("GeoNames", "CC BY 4.0", "Places © GeoNames (geonames.org), CC BY 4.0")

COLUMNS = 19
# What is kept of a dump: places that news names. Single buildings, streets and farms are most of the rest.
_CLASSES = frozenset("PAHTL")
_SITES = frozenset(
    "AIRB AIRF AIRP AIRQ BDG BDGQ CAVE CMP CMPRF CSTM DAM FT GOVL HSP"
    " INSM MNQ MN MNMT MSQE MILB NVB OILF OILR PRN PRT PS PSN"
    " PYR RECR RSTN RUIN STDM TMPL UNIV".split()
)
_NOT_A_PLACE = frozenset(("PPLH", "PPLQ", "PPLW", "PPLCH", "ADM1H", "ADM2H", "ADM3H", "ADM4H", "ADMDH", "PCLH"))
_NO_NAMES = frozenset(("post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "link", "phon", "piny"))


@contextmanager
def open_text(path: Path) -> Iterator[Iterable[str]]:
    """Lines of a text file, or of the one file of that kind inside a .zip."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
            if not names:
                raise RowError(f"{path.name}: no .txt file inside; give a GeoNames dump such as IR.zip")
            # alternateNamesV2.zip holds its language codes too; the dump is the largest.
            name = max(names, key=lambda n: archive.getinfo(n).file_size)
            with archive.open(name) as raw, io.TextIOWrapper(raw, encoding="utf-8", errors="replace") as text:
                yield text
    else:
        with path.open(encoding="utf-8", errors="replace") as text:
            yield text


def read_codes(path: Path) -> dict[str, str]:
    """Code -> English name of an admin1CodesASCII or admin2Codes file."""
    with open_text(path) as lines:
        return {c[0]: c[1] for c in (line.rstrip("\n").split("\t") for line in lines) if len(c) > 1}


def read_geonames(
    path: Path,
    alternate_names: Path | None = None,
    admin1: dict[str, str] | None = None,
    admin2: dict[str, str] | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> Iterator[Row | RowError]:
    """Rows of a dump, by GeoNames number. Lines that cannot be read are given as RowError, the reading goes on.

    ``admin1`` and ``admin2`` name the divisions by code ('PK.02', 'PK.02.1163052'). Places, alternate names and their
    joining go through a passing file, so memory stays small for a whole world.
    """
    tell = progress or (lambda what, count: None)
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "geonames.db")) as base:
        base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"
            "CREATE TABLE place(id INTEGER PRIMARY KEY, line TEXT); CREATE TABLE alt(id INT, language TEXT, name TEXT);"
        )
        rejected: list[RowError] = []
        with open_text(path) as lines:
            base.executemany(
                "INSERT OR REPLACE INTO place VALUES(?, ?)",
                _places(path, lines, admin1 or {}, admin2 or {}, rejected, tell),
            )
        yield from rejected
        if alternate_names is None:
            for (line,) in base.execute("SELECT line FROM place ORDER BY id"):
                yield from_line(line)
            return
        with open_text(alternate_names) as lines:
            base.executemany("INSERT INTO alt VALUES(?, ?, ?)", _alternates(lines, tell))
        tell("joining names", 0)
        base.execute("CREATE INDEX by_place ON alt(id)")
        for number, line in base.execute("SELECT id, line FROM place ORDER BY id"):
            row = from_line(line)
            known = {n for _, n in row.names}
            more = base.execute("SELECT language, name FROM alt WHERE id = ? ORDER BY language, name", (number,))
            names = row.names + tuple((tag, name) for tag, name in more if tag or name not in known)
            yield _with_names(row, names)


def _with_names(row: Row, names: tuple[tuple[str, str], ...]) -> Row:
    from dataclasses import replace

    return replace(row, names=names)


def _places(
    path: Path,
    lines: Iterable[str],
    admin1: dict[str, str],
    admin2: dict[str, str],
    rejected: list[RowError],
    tell: Callable[[str, int], None],
) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        if number % 50_000 == 0:
            tell("reading", number)
        cells = line.rstrip("\r\n").split("\t")
        try:
            row = _row(cells, admin1, admin2)
        except ValueError as error:
            if len(rejected) < 1000:
                rejected.append(RowError(f"{path.name}:{number}: {error}"))
            continue
        if row is not None:
            yield int(cells[0]), to_line(row)


def _row(cells: list[str], admin1: dict[str, str], admin2: dict[str, str]) -> Row | None:
    """The row of a dump's line, None for what is left out. Raises ValueError telling what would be right."""
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns, not {COLUMNS}; a GeoNames dump is tab-separated, geonameid first")
    number, name, _, alternates, lat, lon, feature_class, feature, country, _, first, second, *_ = cells
    if not number.isdigit():
        raise ValueError(f"geonameid {number!r} is no number")
    try:
        y, x = float(lat), float(lon)
    except ValueError:
        raise ValueError(f"latitude {lat!r}, longitude {lon!r}: not decimal degrees") from None
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        raise ValueError(f"latitude {lat}, longitude {lon}: out of range; latitude comes first")
    if feature in _NOT_A_PLACE or not (feature_class in _CLASSES or feature in _SITES):
        return None
    code1 = f"{country}.{first}"
    code2 = f"{code1}.{second}"
    people = int(cells[14]) if cells[14].isdigit() else 0
    place_id, level, kind, radius = _what(number, feature_class, feature, country, code1, code2, people)
    names = tuple(("", n) for n in alternates.split(",") if _spelt(n))
    return Row(
        place_id, name, level, kind, country or None,
        admin1.get(code1), admin2.get(code2), y, x, radius, people or None, None, "geonames", people, names,
    )  # fmt: skip


def _spelt(name: str) -> bool:
    """A name as people write it: no airport code, no machine transliteration in small letters."""
    return bool(name) and not (name.isascii() and (name == name.lower() or (len(name) < 5 and name.isupper())))


def _what(
    number: str, feature_class: str, feature: str, country: str, code1: str, code2: str, people: int
) -> tuple[str, Level, str, float | None]:
    """(id, level, kind, radius_km); divisions take the ids of the bundled ones, so as to replace them."""
    if feature.startswith("PCL"):
        return f"country:{country}", "country", "country", None
    if feature == "ADM1":
        return f"admin1:{code1}", "province", "province", None
    if feature == "ADM2":
        return f"admin2:{code2}", "district", "district", 40.0
    place_id = f"geonames:{number}"
    if feature_class == "A":
        return place_id, "district", "district", 20.0
    if feature_class == "P":
        kind = "city" if people >= 100_000 else "town" if people >= 5_000 else "village"
        return place_id, "town", kind, round(max(1.0, 0.0065 * math.sqrt(people)), 1)
    if feature_class == "H":
        kind = {"STM": "river", "LK": "lake", "SEA": "sea", "GULF": "gulf", "STRT": "strait"}.get(
            feature[:4].rstrip("SX"), "water"
        )
        return place_id, "region", kind, None
    if feature_class == "T":
        kind = {"MTS": "mountains", "MT": "mountain", "DSRT": "desert", "ISL": "island", "PASS": "pass"}.get(
            feature, "land"
        )
        return place_id, "site" if kind in ("mountain", "pass") else "region", kind, None
    if feature_class == "L":
        return place_id, "region", "area", None
    return place_id, "site", "site", 3.0


def _alternates(lines: Iterable[str], tell: Callable[[str, int], None]) -> Iterator[tuple[int, str, str]]:
    """(GeoNames number, language, name) of alternateNamesV2; historic names are kept, codes and links are not."""
    for number, line in enumerate(lines, 1):
        if number % 100_000 == 0:
            tell("reading names", number)
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) < 4 or not cells[1].isdigit():
            continue
        language, name = cells[2], cells[3]
        if language in _NO_NAMES or not name:
            continue
        if language == "abbr":
            language = "code"
        yield int(cells[1]), language if len(language) in (2, 3, 4) else "", name
