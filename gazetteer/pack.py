"""Rows -> the form that is looked up: a trie of folded names and fixed-size records, all read through mmap.

A pack is a folder:

- ``names.trie``   marisa-trie of folded names; a name's number leads into ``starts.bin``
- ``starts.bin``   u32 per name: where its hits start in ``hits.bin``
- ``hits.bin``     u32 per hit, best-known place first: the place's number and three flag bits (see LAST, ALTERNATE,
CODE)
- ``places.bin``   one record per place (RECORD), by place number; numbers follow the order of ids
- ``strings.bin``  UTF-8 strings, each with its length before it
- ``cells.bin``    places by cells of one degree: 64,801 starts, then place numbers
- ``outlines.bin`` ``outlines.json``  well-known binary (lon, lat) of each outline; id -> [offset, length, w, s, e, n]
- ``meta.json``    counts, sources, kinds

The staging database that sorts the names lives in the same folder while it is written and is gone afterwards, so memory
stays small whatever the number of rows.
"""

from __future__ import annotations

import json
import re
import struct
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.names import fold
from gazetteer.rows import CODE, LEVELS, Row, from_line, to_line

if TYPE_CHECKING:
    import sqlite3

RECORD = struct.Struct("<IIIII2sBBHHiifII")
"""id, name, admin1, admin2, outline (string offsets); country; level; kind; source; unused; lat, lon (1e-5 degree);
radius_km; population; names by language (string offset)."""
UNKNOWN = 0x7FFFFFFF
NO_COUNT = 0xFFFFFFFF
LAST = 1 << 31
ALTERNATE = 1 << 30
ABBREVIATION = 1 << 29
NUMBER = ABBREVIATION - 1
CELLS = 360 * 180

Progress = Callable[[str, int], None]
"""Called with what is being done and how many rows are through."""


def cell_of(lat: float, lon: float) -> int:
    """The one-degree cell of a point; latitude 90 and longitude 180 fall into the last row and the first column."""
    return min(179, int(lat + 90)) * 360 + int(lon + 180) % 360


_DOUBT = "\0"
_SPECIAL = re.compile(r"\b(?:saint|sainte|fort|mount|the|city)\b")


class _Letters(dict[int, str]):
    """What fold() makes of each character between two others, learnt from fold() as characters turn up."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = fold(f"a{letter}a")[1:-1]
        # Marks, and the parts of Korean syllables, may join what stands before them: those names go the long way.
        joins = unicodedata.category(letter).startswith("M") and folded or 0x1100 <= code <= 0x11FF
        self[code] = result = _DOUBT if joins else folded
        return result


_LETTERS = _Letters()


def quick_fold(name: str) -> str:
    """What fold() gives, many times faster for nearly all of a million names.

    Letter by letter, where letters are all there is.
    """
    text = " ".join(name.translate(_LETTERS).split())
    if _DOUBT in text or _SPECIAL.search(text):
        return fold(name)
    return text


class _Strings:
    """Writes strings; those asked for as common are kept in memory and written once."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._at = 0
        self._seen: dict[str, int] = {}
        self.add("")

    def add(self, text: str | None, common: bool = False) -> int:
        if not text and self._at:
            return 0
        text = text or ""
        if common and (known := self._seen.get(text)) is not None:
            return known
        data = text.encode("utf-8", "replace")[:65535]
        self._file.write(struct.pack("<H", len(data)) + data)
        at = self._at
        self._at += 2 + len(data)
        if common:
            self._seen[text] = at
        return at

    def close(self) -> None:
        self._file.close()


# The staging files are thrown away on any trouble, so nothing need be safe on disk.
_FAST = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; PRAGMA cache_size=-65536;"


def sorted_rows(folder: Path, rows: Iterable[Row], progress: Progress | None = None) -> Iterator[Row]:
    """The rows by id, through a passing file in ``folder``: memory stays small. Of rows with one id the last counts."""
    import sqlite3

    path = folder / "rows.db"
    base = sqlite3.connect(path)
    base.executescript(_FAST + "CREATE TABLE row(id TEXT PRIMARY KEY, line TEXT) WITHOUT ROWID;")

    def lines() -> Iterator[tuple[str, str]]:
        for count, row in enumerate(rows, 1):
            if progress is not None and count % 20000 == 0:
                progress("reading", count)
            yield row.id, to_line(row)

    with closing(base):
        base.executemany("INSERT OR REPLACE INTO row VALUES(?, ?)", lines())
        for (line,) in base.execute("SELECT line FROM row ORDER BY id"):
            yield from_line(line)
    path.unlink()


def write_pack(
    folder: Path, rows: Iterable[Row], outlines: Iterable[tuple[str, bytes]] = (), meta: dict[str, Any] | None = None,
    progress: Progress | None = None,
) -> int:  # fmt: skip
    """Write a pack into an existing, empty folder and give the number of places.

    ``rows`` come by id, in the order of its UTF-8 bytes, each id once (see :func:`sorted_rows`).
    """
    tell = progress or (lambda what, count: None)
    import sqlite3

    base = sqlite3.connect(folder / "staging.db")
    base.executescript(_FAST + "CREATE TABLE name(name TEXT, weight INT, ix INT, flag INT);")
    kinds: dict[str, int] = {}
    sources: dict[str, int] = {}
    per_source: dict[str, int] = {}
    cells: list[array[int]] = [array("I") for _ in range(CELLS)]
    count = 0
    with (
        closing(base),
        (folder / "places.bin").open("wb") as file,
        closing(_Strings(folder / "strings.bin")) as strings,
    ):
        cursor = base.cursor()
        before = b""
        for row in rows:
            if (key := row.id.encode()) <= before:
                raise ValueError(f"rows must come by id, each once: {row.id!r} comes after {before.decode()!r}")
            before = key
            ix = count
            count += 1
            if count % 20000 == 0:
                tell("folding", count)
            by_language: dict[str, str] = {}
            found: dict[str, int] = {}
            for language, name in (("", row.name), *row.names):
                folded = quick_fold(name)
                if language and language != CODE:
                    by_language.setdefault(language, name)
                if folded and len(folded) <= 200:
                    flag = (
                        0
                        if name is row.name
                        else ALTERNATE | (ABBREVIATION if language == CODE or _capitals(name) else 0)
                    )
                    # Once as a full name is enough: 'Georgia' must not count as an abbreviation because 'GEORGIA' is
                    # one.
                    found[folded] = min(flag, found.get(folded, flag))
            cursor.executemany(
                "INSERT INTO name VALUES(?, ?, ?, ?)", [(n, _rank(row, f), ix, f) for n, f in found.items()]
            )
            located = row.lat is not None and row.lon is not None
            if located:
                cells[cell_of(row.lat or 0.0, row.lon or 0.0)].append(ix)
            names = json.dumps(by_language, ensure_ascii=False, separators=(",", ":")) if by_language else ""
            per_source[row.source] = per_source.get(row.source, 0) + 1
            file.write(
                RECORD.pack(
                    strings.add(row.id),
                    strings.add(row.name),
                    strings.add(row.admin1, True),
                    strings.add(row.admin2, True),
                    strings.add(row.outline_id),
                    (row.country or "").encode()[:2],
                    LEVELS.index(row.level),
                    kinds.setdefault(row.kind, len(kinds)),
                    sources.setdefault(row.source, len(sources)),
                    0,
                    round((row.lat or 0.0) * 1e5) if located else UNKNOWN,
                    round((row.lon or 0.0) * 1e5) if located else UNKNOWN,
                    float("nan") if row.radius_km is None else row.radius_km,
                    NO_COUNT if row.population is None else min(row.population, NO_COUNT - 1),
                    strings.add(names),
                )
            )
        _write_names(folder, base, tell)
    (folder / "staging.db").unlink()
    with (folder / "cells.bin").open("wb") as file:
        starts = array("I", [0])
        for cell in cells:
            starts.append(starts[-1] + len(cell))
        starts.tofile(file)
        for cell in cells:
            cell.tofile(file)
    tell("outlines", count)
    _write_outlines(folder, outlines)
    about = {
        **(meta or {}),
        "places": count,
        "kinds": list(kinds),
        "sources": list(sources),
        "per_source": dict(sorted(per_source.items())),
    }
    (folder / "meta.json").write_text(json.dumps(about, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    return count


def _capitals(name: str) -> bool:
    """A short form such as 'US' or 'UAE', which a list of names may hold without saying that it is one."""
    return len(name) <= 4 and name.isascii() and name.isupper()


def _rank(row: Row, flag: int) -> int:
    """A town's own name counts more than one of its alternates.

    Islamabad is not the old name of a larger city elsewhere.
    """
    return row.weight // 20 if flag & ALTERNATE and row.level in ("town", "district", "site") else row.weight


def _write_names(folder: Path, base: sqlite3.Connection, tell: Progress) -> None:
    import marisa_trie

    tell("sorting names", 0)
    base.execute("CREATE INDEX by_name ON name(name, weight DESC, ix, flag)")
    trie = marisa_trie.Trie(n for (n,) in base.execute("SELECT DISTINCT name FROM name"))
    trie.save(str(folder / "names.trie"))
    starts = array("I", bytes(4 * len(trie)))
    hits = array("I")
    before = None
    for n, (name, ix, flag) in enumerate(
        base.execute("SELECT name, ix, flag FROM name ORDER BY name, weight DESC, ix, flag")
    ):
        if n % 50000 == 0:
            tell("indexing names", n)
        if name != before:
            if hits:
                hits[-1] |= LAST
            starts[trie[name]] = len(hits)
            before = name
        hits.append(ix | flag)
    if hits:
        hits[-1] |= LAST
    for name, values in (("starts", starts), ("hits", hits)):
        with (folder / f"{name}.bin").open("wb") as file:
            values.tofile(file)


def _write_outlines(folder: Path, outlines: Iterable[tuple[str, bytes]]) -> None:
    import shapely

    index: dict[str, list[float]] = {}
    at = 0
    with (folder / "outlines.bin").open("wb") as file:
        for outline_id, data in outlines:
            shape = shapely.from_wkb(data)
            if shape.is_empty:  # too small for the grid it was kept on, such as the Vatican
                continue
            file.write(data)
            index[outline_id] = [at, len(data), *(round(v, 4) for v in shape.bounds)]
            at += len(data)
    (folder / "outlines.json").write_text(json.dumps(index), encoding="utf-8")


def bundled_outlines(source: Path) -> Iterator[tuple[str, bytes]]:
    """The outlines of an .json.xz file of gazetteer.outlines as (id, well-known binary)."""
    import shapely

    from gazetteer.outlines import outline_shape, read_outlines

    arcs, outlines = read_outlines(source)
    for outline_id, polygons in outlines.items():
        yield outline_id, shapely.to_wkb(outline_shape(polygons, arcs))


def remove(folder: Path) -> None:
    """Delete a pack that was not finished."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
