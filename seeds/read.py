"""Files, folders and standard input into reports; what cannot be read is kept with its place and reason."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO

from seeds.days import read_day
from seeds.decode import UndecodableError, decode
from seeds.front_matter import FrontMatterError, split_front_matter
from seeds.language import language_of
from seeds.masthead import read_masthead
from seeds.report import Rejected, Report, SummaryOf

STDIN = "-"
_TEXT = frozenset({".txt", ".text"})
_MARKDOWN = frozenset({".md", ".markdown"})
_HTML = frozenset({".html", ".htm", ".xhtml"})
_ROWS = frozenset({".jsonl", ".ndjson"})
_JSON = frozenset({".json"})
SUFFIXES = _TEXT | _MARKDOWN | _HTML | _ROWS | _JSON
_DOCUMENTS = frozenset({".doc", ".docx", ".eml", ".epub", ".msg", ".odt", ".pdf", ".rtf"})
"""What may well hold a report but is not read: in a folder it is named, where a picture or a table is passed over."""
_KNOWN = ".txt, .md, .html, .json or .jsonl"
# A report is an article. A text a hundred times as long is a mistake, and would hold up everything after it.
_LONGEST = 300_000
# Names under which a field is known in what other programs write, ours first.
_FIELDS = {
    "text": ("text", "body", "content", "article"),
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "outlet"),
    "published": ("published", "published_at", "date_published", "datePublished", "pubDate", "date"),
    "language": ("language", "lang"),
    "url": ("url", "link"),
}


class _UnreadableError(ValueError):
    """An input that is refused; the message is the reason as the user reads it."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What was read, in the order of the sources, and what was not, each with its reason."""

    reports: tuple[Report, ...]
    rejected: tuple[Rejected, ...]

    @property
    def undated(self) -> tuple[Report, ...]:
        """Reports of which nothing says when they were published; their 'January 16' has no year."""
        return tuple(report for report in self.reports if report.published is None)


def read_reports(
    sources: Sequence[str | Path], *, published: date | None = None, stdin: IO[bytes] | None = None
) -> ReadResult:
    """Read every report of files, folders and, for '-', standard input.

    Parameters
    ----------
    sources
        Paths; a folder stands for the files of a known form in it, at any depth, hidden ones left out.
    published
        The day of publication of reports that name none themselves.
    stdin
        Where '-' is read from, the process's own standard input by default.

    Returns
    -------
    ReadResult
        Nothing is raised for an input that cannot be read: it stands in `rejected`.
    """
    reports: list[Report] = []
    rejected: list[Rejected] = []
    for item in iter_reports(sources, published=published, stdin=stdin):
        if isinstance(item, Report):
            reports.append(item)
        else:
            rejected.append(item)
    return ReadResult(tuple(reports), tuple(rejected))


def iter_reports(
    sources: Sequence[str | Path], *, published: date | None = None, stdin: IO[bytes] | None = None
) -> Iterator[Report | Rejected]:
    """The same one by one, so that any number of reports passes through little memory.

    A report that comes again word for word under the same id is passed over. One that brings another text under an id
    already seen gets the id with a mark of its content behind it, so that no two reports share one.
    """
    seen: dict[str, str] = {}
    for source in sources:
        for item in _source(source, published, stdin):
            if isinstance(item, Report):
                mark = _mark(item.text)
                if seen.get(item.id) == mark:
                    continue
                if item.id in seen:
                    item = replace(item, id=f"{item.id}-{mark[:8]}")
                    if item.id in seen:
                        continue
                seen[item.id] = mark
            yield item


def _source(source: str | Path, published: date | None, stdin: IO[bytes] | None) -> Iterator[Report | Rejected]:
    if source == STDIN:
        yield from _standard_input(stdin or sys.stdin.buffer, published)
        return
    name = str(source)
    if "://" in name:
        yield Rejected(name, "an address is not fetched; save the page and give the file")
        return
    path = Path(source)
    if path.is_dir():
        closed: list[OSError] = []
        found = [inner for inner in _walk(path, closed) if inner.suffix.lower() in SUFFIXES | _DOCUMENTS]
        for error in closed:
            yield Rejected(_shown(Path(error.filename)), f"it cannot be opened: {error.strerror}")
        if not found:
            yield Rejected(_shown(path), f"no file in the folder is {_KNOWN}")
        for inner in found:
            yield from _file(inner, published)
    else:
        yield from _file(path, published)


def _walk(folder: Path, closed: list[OSError]) -> list[Path]:
    """The files below a folder in one order on every machine; folders that cannot be opened are added to ``closed``."""
    found = [
        Path(parent) / name
        for parent, folders, names in os.walk(folder, onerror=closed.append)
        if not _hide(folders)
        for name in names
        if not name.startswith(".")
    ]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _hide(folders: list[str]) -> bool:
    """Take the hidden folders out of the walk, in place as os.walk wants it; always False, to stand in a condition."""
    folders[:] = [name for name in folders if not name.startswith(".")]
    return False


def _file(path: Path, published: date | None) -> Iterator[Report | Rejected]:
    suffix = path.suffix.lower()
    shown = _shown(path)
    if suffix not in SUFFIXES and path.exists():
        yield Rejected(shown, f"{suffix or 'a file without an ending'} is not read; give {_KNOWN}")
        return
    try:
        if suffix in _ROWS:
            with path.open("rb") as lines:
                yield from _rows(lines, shown, published)
            return
        data = path.read_bytes()
    except FileNotFoundError:
        yield Rejected(shown, "there is no such file")
        return
    except OSError as error:
        yield Rejected(shown, f"it cannot be opened: {error.strerror or error}")
        return
    yield from _whole(data, suffix, shown, path.stem, published)


def _whole(data: bytes, suffix: str, shown: str, stem: str, published: date | None) -> Iterator[Report | Rejected]:
    try:
        text = decode(data)
        if suffix in _JSON:
            yield from _json(text, shown, published)
        elif suffix in _HTML:
            yield _html(text, stem, published)
        elif suffix in _MARKDOWN:
            fields, body = split_front_matter(text)
            yield _report({**fields, "text": body.lstrip("\n")}, stem, published)
        else:
            yield _report({"text": text}, stem, published)
    except (UndecodableError, FrontMatterError, _UnreadableError) as error:
        yield Rejected(shown, str(error))


def _standard_input(stream: IO[bytes], published: date | None) -> Iterator[Report | Rejected]:
    """What comes through a pipe has no ending to go by: its first letter tells."""
    data = stream.read()
    head = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"[")):
        suffix = ".json"
    elif head[:1] == b"<":
        suffix = ".html"
    else:
        suffix = ".md" if head.startswith(b"---") else ".txt"
    yield from _whole(data, suffix, "standard input", "", published)


def _json(text: str, shown: str, published: date | None) -> Iterator[Report | Rejected]:
    """One report, a list of them, an object that holds such a list, or rows in a file with the wrong ending."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = text.splitlines()
        if len(lines) > 1 and lines[0].startswith("{") and lines[0].rstrip().endswith("}"):
            yield from _rows((line.encode("utf-8", "surrogatepass") for line in lines), shown, published)
            return
        raise _UnreadableError(
            f"it is no JSON ({_where(error)}); give one object, a list of objects, or .jsonl"
        ) from error
    if isinstance(value, dict) and not any(name in value for name in _FIELDS["text"]):
        lists = (value[name] for name in ("reports", "articles", "items") if isinstance(value.get(name), list))
        value = next(lists, value)
    rows = value if isinstance(value, list) else [value]
    if not rows:
        yield Rejected(shown, "it holds no report")
    for number, row in enumerate(rows, start=1):
        try:
            yield _row(row, published)
        except _UnreadableError as error:
            yield Rejected(f"{shown}, item {number}" if len(rows) > 1 else shown, str(error))


def _rows(lines: Iterator[bytes] | IO[bytes], shown: str, published: date | None) -> Iterator[Report | Rejected]:
    empty = True
    for number, line in enumerate(lines, start=1):
        if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield Rejected(shown, "it is UTF-16, which has no lines to read one by one; save it as UTF-8")
            return
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not line.strip():
            continue
        empty = False
        try:
            try:
                row = json.loads(line.decode("utf-8"))
            except UnicodeDecodeError as error:
                raise _UnreadableError(f"it is not UTF-8 at byte {error.start}; JSON is written in UTF-8") from error
            except (ValueError, RecursionError) as error:
                raise _UnreadableError(f"it is no JSON ({_where(error)}); write one object a line") from error
            yield _row(row, published)
        except _UnreadableError as error:
            yield Rejected(f"{shown}, line {number}", str(error))
    if empty:
        yield Rejected(shown, "it holds no report")


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, column {error.colno}"
    return "too deeply nested" if isinstance(error, RecursionError) else str(error)[:80]


def _row(row: object, published: date | None) -> Report:
    if not isinstance(row, dict):
        raise _UnreadableError(f'it is {_kind(row)}; a report is an object with at least "text"')
    return _report(row, "", published)


def _html(source: str, stem: str, published: date | None) -> Report:
    from seeds.web_page import NoArticleError, read_page

    try:
        page = read_page(source)
    except NoArticleError as error:
        raise _UnreadableError(str(error)) from error
    fields = {
        "text": page.text,
        "title": page.title,
        "publisher": page.publisher,
        "published": page.published.isoformat() if page.published else None,
        "url": page.url,
        "language": page.language,
    }
    return _report(fields, stem, published)


def _report(row: Mapping[str, object], name: str, published: date | None) -> Report:
    """A report from its fields; what they leave open is looked for in the text's own lines, then in `published`."""
    text = _text(row)
    given_day = _day(row, "published")
    summary = _summary(row)
    if given_day is None and summary:
        given_day = summary.published
    title, publisher = _words(row, "title"), _words(row, "publisher")
    span = None
    if given_day is None or title is None or publisher is None:
        own = read_masthead(text)
        title = title or (None if summary else own.title)
        publisher = publisher or (None if summary else own.publisher)
        if given_day is None:
            given_day, span = own.published or published, own.span
    identity = row.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if identity is not None and not isinstance(identity, str):
        raise _UnreadableError(f'"id" is {_kind(identity)}; write it as text')
    return Report(
        id=identity or name or f"report-{_mark(text)[:12]}",
        text=text,
        title=title,
        publisher=publisher,
        url=_words(row, "url"),
        published=given_day,
        published_span=span,
        language=_words(row, "language") or language_of(text),
        summary_of=summary,
    )


def _text(row: Mapping[str, object]) -> str:
    text = _field(row, "text")
    if text is None:
        raise _UnreadableError('it has no "text", the words of the report')
    if not isinstance(text, str):
        raise _UnreadableError(f'"text" is {_kind(text)}; give the words of the report')
    if not any(char.isalnum() for char in text):
        raise _UnreadableError("it holds no words")
    if len(text) > _LONGEST:
        raise _UnreadableError(
            f"it has {len(text):,} characters, more than {_LONGEST:,}; a report is one article: split it"
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _UnreadableError(
            f"character {error.start} is half of a pair and stands for nothing; remove it"
        ) from error
    return text


def _field(row: Mapping[str, object], name: str) -> object:
    """What stands under the name, or under another program's name for it when that holds text (there "source" may
    be an object that is none of our business)."""
    own, *others = _FIELDS[name]
    if row.get(own) is not None:
        return row[own]
    return next((row[key] for key in others if isinstance(row.get(key), str)), None)


def _words(row: Mapping[str, object], name: str) -> str | None:
    value = _field(row, name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _UnreadableError(f'"{name}" is {_kind(value)}; write it as text, or leave it out')
    clean = value.encode("utf-8", "replace").decode("utf-8").strip()
    return clean or None


def _day(row: Mapping[str, object], name: str) -> date | None:
    value = _words(row, name)
    if value is None:
        return None
    day = read_day(value)
    if day is None:
        raise _UnreadableError(f'"{name}" is {value[:40]!r}, which names no one day; write 2024-01-30, or leave it out')
    return day


def _summary(row: Mapping[str, object]) -> SummaryOf | None:
    value = row.get("summary_of")
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise _UnreadableError('"summary_of" holds "publisher" and "date", each a text or null')
    return SummaryOf(_words(value, "publisher"), _day(value, "published"))


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number"}
    return names.get(type(value), "null" if value is None else "a number")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _shown(path: Path) -> str:
    """A path as it can be printed anywhere, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")
