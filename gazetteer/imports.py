"""Files of imported places: what `sarhad gazetteer import` writes and the store reads.

One gzip file per import, so that it is there whole or not at all: a first line with JSON about it, then rows as in
gazetteer.rows, and lines '%id<TAB>hex' with the outlines (well-known binary, lon and lat in degrees).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gazetteer.beside import beside
from gazetteer.rows import Row, RowError, from_line, to_line

IMPORT_SUFFIX = ".places.gz"


@dataclass(frozen=True, slots=True)
class Licence:
    """On what terms a source is used. ``text`` is the line to print on a map."""

    name: str
    licence: str
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    The file written, rows kept, outlines kept, rows rejected with their reasons (the first 100).
    """

    file: Path
    rows: int
    outlines: int
    rejected: int
    reasons: tuple[str, ...]


def write_import(
    folder: Path, name: str, items: Iterable[Row | RowError | tuple[str, bytes]], licences: Iterable[Licence]
) -> Imported:
    """Write an import file beside its place and move it there when it is whole.

    ``items`` are rows, outlines as (id, well-known binary), and rows that could not be read. An import of the same name
    is replaced. Whatever stops this (an error, the user) leaves no new file and the old one as it was.
    """
    import gzip

    path = folder / f"{name}{IMPORT_SUFFIX}"
    rows = outlines = rejected = 0
    reasons: list[str] = []
    about = {"name": name, "attribution": [asdict(s) for s in licences]}
    with (
        beside(path) as part,
        part.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=3, fileobj=raw, mtime=0) as file,
    ):
        file.write(b"#" + json.dumps(about, ensure_ascii=False).encode() + b"\n")
        for item in items:
            if isinstance(item, Row):
                rows += 1
                file.write(to_line(item).encode("utf-8", "replace") + b"\n")
            elif isinstance(item, RowError):
                rejected += 1
                if len(reasons) < 100:
                    reasons.append(str(item))
            else:
                outlines += 1
                file.write(f"%{item[0]}\t{item[1].hex()}\n".encode())
    return Imported(path, rows, outlines, rejected, tuple(reasons))


def import_meta(file: Path) -> dict[str, Any]:
    """The JSON about an import file."""
    import gzip

    with gzip.open(file, "rt", encoding="utf-8") as lines:
        about: dict[str, Any] = json.loads(lines.readline()[1:])
    return about


def import_rows(file: Path) -> Iterator[Row]:
    """The rows of an import file."""
    import gzip

    with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line[0] not in "#%":
                yield from_line(line)


def import_outlines(file: Path) -> Iterator[tuple[str, bytes]]:
    """The outlines of an import file, as (id, well-known binary)."""
    import gzip

    with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.startswith("%"):
                outline_id, _, data = line[1:].rstrip("\n").partition("\t")
                yield outline_id, bytes.fromhex(data)
