"""Rows of the compiled sources: a place with every name it is found under, one line of tab-separated text each."""

from __future__ import annotations

import csv
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args

from gazetteer.beside import beside
from gazetteer.place import Level

COLUMNS = (
    "id", "name", "level", "kind", "country", "admin1", "admin2", "lat", "lon", "radius_km", "population", "outline_id",
    "source", "weight",
)  # fmt: skip
"""The fixed columns; every further column of a line is one more name: 'name', '@fa name' or '@code name'."""

LEVELS: tuple[Level, ...] = get_args(Level)
CODE = "code"
"""Language tag of abbreviations ('U.S.', 'Calif.'): only written so, in capitals or with their dot, are they names."""


@dataclass(frozen=True, slots=True)
class Row:
    """One place as the sources give it. Degrees WGS 84, km; None is unknown. ``names`` are (language or '', name).

    ``weight`` orders places of one name, best known first: inhabitants, or what would weigh as much.
    """

    id: str
    name: str
    level: Level
    kind: str
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    population: int | None = None
    outline_id: str | None = None
    source: str = "geonames"
    weight: int = 0
    names: tuple[tuple[str, str], ...] = ()


def to_line(row: Row) -> str:
    """The row as one line without its line end. Tabs and line ends inside a name become blanks."""
    fixed = [
        row.id, row.name, row.level, row.kind, row.country, row.admin1, row.admin2, _degrees(row.lat),
        _degrees(row.lon),
        "" if row.radius_km is None else f"{row.radius_km:g}", row.population, row.outline_id, row.source, row.weight,
    ]  # fmt: skip
    names = [f"@{language} {name}" if language or name.startswith("@") else name for language, name in row.names]
    return "\t".join(" ".join(str(v).split()) if v is not None else "" for v in [*fixed, *names])


def from_line(line: str) -> Row:
    """Read a line of :func:`to_line` back."""
    cells = line.rstrip("\n").split("\t")
    names = []
    for cell in cells[len(COLUMNS) :]:
        language, _, name = cell[1:].partition(" ") if cell.startswith("@") else ("", "", cell)
        names.append((language, name))
    i, name, level, kind, country, admin1, admin2, lat, lon, radius, population, outline, source, weight = cells[
        : len(COLUMNS)
    ]
    return Row(
        i, name, cast(Level, level), kind, country or None, admin1 or None, admin2 or None,
        float(lat) if lat else None, float(lon) if lon else None, float(radius) if radius else None,
        int(population) if population else None, outline or None, source, int(weight or 0), tuple(names),
    )  # fmt: skip


def write_rows(path: Path, rows: Iterable[Row]) -> int:
    """Write rows, in the order given, as .tsv.xz; the same rows give the same bytes. Returns how many.

    The file is written beside its place and moved there, so a reader never sees half of it.
    """
    count = 0
    with (
        beside(path) as part,
        lzma.open(part, "wt", encoding="utf-8", newline="\n", preset=9 | lzma.PRESET_EXTREME) as file,
    ):
        for row in rows:
            file.write(to_line(row) + "\n")
            count += 1
    return count


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a .tsv.xz file."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield from_line(line)


class RowError(ValueError):
    """A row a person wrote is wrong. The message names the file, the line, and what would be right."""


CSV_COLUMNS = (
    "id", "name", "level", "kind", "country", "admin1", "admin2", "lat", "lon", "radius_km", "population", "names",
    "weight", "source",
)  # fmt: skip
"""Columns of a CSV of places: see gazetteer/data/README. Only name, lat and lon are needed."""


def read_csv(path: Path, prefix: str = "local") -> Iterator[Row | RowError]:
    """Rows of a CSV file with a header of :data:`CSV_COLUMNS` (any order, all but ``name`` may be missing).

    A row that cannot be used is given as a RowError and the reading goes on. ``names`` holds further names, parted by
    '|', each plain, 'fa=name' with a language, or 'code=name' for an abbreviation.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _read_lines(path.name, csv.reader(file), prefix)
    except UnicodeDecodeError as error:
        yield RowError(f"{path.name}: not UTF-8 at byte {error.start}; save the file as UTF-8")
    except csv.Error as error:
        yield RowError(f"{path.name}: cannot be read as CSV from here on ({error})")


def _read_lines(file: str, lines: Any, prefix: str) -> Iterator[Row | RowError]:
    header: list[str] = []
    ids: dict[str, int] = {}
    for cells in lines:
        if not any(c.strip() for c in cells) or cells[0].startswith("#"):
            continue
        if not header:
            header = [c.strip().lower() for c in cells]
            if "name" not in header:
                yield RowError(f"{file}:{lines.line_num}: no column 'name'; columns are {', '.join(CSV_COLUMNS)}")
                return
            continue
        values = {k: v.strip() for k, v in zip(header, cells, strict=False)}
        try:
            row = _from_values(values, prefix)
        except ValueError as error:
            yield RowError(f"{file}:{lines.line_num}: {error}")
            continue
        if (count := ids.get(row.id, 0)) and values.get("id"):
            yield RowError(f"{file}:{lines.line_num}: id {row.id!r} is taken by a row above; give each place its own")
            continue
        ids[row.id] = count + 1
        # Two places of one name without an id of their own are two places.
        yield replace(row, id=f"{row.id}.{count + 1}") if count else row


def _from_values(values: dict[str, str], prefix: str) -> Row:
    name = values.get("name", "")
    if not name:
        raise ValueError("no name; give the place's usual English name in column 'name'")
    level = values.get("level") or "town"
    if level not in LEVELS:
        raise ValueError(f"level {level!r} is none of {', '.join(LEVELS)}")
    country = (values.get("country") or "").upper() or None
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise ValueError(f"country {country!r} is no ISO 3166-1 alpha-2 code such as PK")
    lat, lon = _number(values, "lat", 90), _number(values, "lon", 180)
    if (lat is None) != (lon is None):
        raise ValueError("lat and lon must be given together, in decimal degrees, or both left empty")
    kind = values.get("kind") or {"site": "site", "town": "town"}.get(level, level)
    names = []
    for part in (values.get("names") or "").split("|"):
        language, mark, text = part.partition("=")
        tagged = bool(mark) and language.isascii() and language.isalpha() and 2 <= len(language) <= 4
        if (text if tagged else part).strip():
            names.append((language if tagged else "", (text if tagged else part).strip()))
    population = _number(values, "population", 1e11)
    weight = _number(values, "weight", 1e11)
    radius = _number(values, "radius_km", 20_050)
    place_id = values.get("id") or f"{prefix}:{'.'.join([country or 'XX', *name.lower().split()])}"
    return Row(
        place_id, name, level, kind, country, values.get("admin1") or None, values.get("admin2") or None,
        lat, lon, radius, int(population) if population else None, values.get("outline_id") or None,
        values.get("source") or prefix, int(weight or population or 0), tuple(names),
    )  # fmt: skip


def _number(values: dict[str, str], key: str, limit: float) -> float | None:
    text = values.get(key) or ""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{key} {text!r} is no number; write it like 26.0031") from None
    low = -limit if key in ("lat", "lon") else 0
    if not low <= value <= limit:
        raise ValueError(f"{key} {text} is not between {low:g} and {limit:g}")
    return value


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.5f}".rstrip("0").rstrip(".")
