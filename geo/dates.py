"""When: the words of a report that tell a date, and the days they mean against the day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from geo.document import Document
from seeds.report import Span

DateKind = Literal["absolute", "publication", "event", "span"]
"""absolute: names its own day, month or year. publication: counted from the day of publication ('yesterday').
event: counted from another event ('two days later'). span: a duration or a general time, no event's date ('for 20 years')."""
Direction = Literal["after", "before", "same"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date as the text words it.

    ``start`` and ``end`` are days, both given or both None (the words then stay as they are).
    ``precision`` is UCDP GED's: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 longer or unknown.
    ``offset`` is (low, high) days from the other event for kind 'event', with its ``direction``; for kind
    'span' the length in days of a stated duration ('a two-day meeting'). ``stamp``: the words are a publication or
    update line, no event's date. ``future``: the words themselves point past the day of publication ('next month').
    """

    span: Span
    text: str
    start: date | None
    end: date | None
    precision: int
    kind: DateKind
    offset: tuple[int, int] | None = None
    direction: Direction | None = None
    stamp: bool = False
    future: bool = False

    @property
    def fresh(self) -> bool:
        """Whether it is a day or two counted from publication: 'today', 'on Monday', 'overnight'."""
        return self.kind == "publication" and self.start is not None and self.precision <= 2 and not self.future


def find_dates(doc: Document) -> tuple[DateMention, ...]:
    """The date mentions of a report's sentences, in the order of the text; none for a text without any."""
    return ()
