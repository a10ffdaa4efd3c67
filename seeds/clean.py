"""A report's text cut into blocks, with boilerplate set aside; offsets are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from seeds.report import Report, Span

Kind = Literal["headline", "heading", "dateline", "byline", "caption", "paragraph", "aside"]
"""dateline: 'QUETTA:' at the head of a paragraph. aside: sidebars, notices and link lists about other things."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one kind; blocks do not overlap and come in the order of the text."""

    kind: Kind
    span: Span


def blocks(report: Report) -> tuple[Block, ...]:
    """The blocks of a report, empty for a text without words."""
    found: list[Block] = []
    for line in re.finditer(r"[^\n]+", report.text):
        raw = line.group()
        start = line.start() + len(raw) - len(raw.lstrip())
        end = line.end() - (len(raw) - len(raw.rstrip()))
        if end > start:
            found.append(Block(_kind(report, report.text[start:end], not found), Span(start, end)))
    return tuple(found)


def _kind(report: Report, text: str, first: bool) -> Kind:
    if report.title and text.casefold() == report.title.casefold():
        return "headline"
    if len(text) < 120 and not text.endswith((".", "!", "?", '"', "”", "۔", "؟", ":", ".”")):
        return "headline" if first else "heading"
    return "paragraph"
