"""Days, months and years against a day of publication, and the record of a date that a text words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from seeds.report import Span

DateKind = Literal["absolute", "publication", "event", "span"]
"""absolute: names its own day, month or year. publication: counted from the day of publication ('yesterday').
event: counted from another event ('two days later'). span: a duration or a general time, which dates no event
('for 20 years')."""
Direction = Literal["after", "before", "same"]

Days = tuple[date, date]
"""First and last day, both included."""


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


def precision_of(days: Days | None) -> int:
    """UCDP's precision of a range of days: 1 for a day, 2 up to six, 3 a week, 4 up to 31 days, 5 more or unknown."""
    if days is None:
        return 5
    length = (days[1] - days[0]).days + 1
    return 1 if length <= 1 else 2 if length <= 6 else 3 if length <= 7 else 4 if length <= 31 else 5


def is_taken(kept: list[DateMention], mention: DateMention) -> bool:
    """Whether a mention overlaps the last one kept; the longer of the two is then the one that stays in ``kept``."""
    if not kept or mention.span.start >= kept[-1].span.end:
        return False
    if mention.span.end - mention.span.start > kept[-1].span.end - kept[-1].span.start:
        kept[-1] = mention
    return True


def shift(day: date, days: int) -> date | None:
    """A day moved; None where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def safe_day(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has no such one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    """First and last day of a month.

    >>> month_days(2024, 2)[1]
    datetime.date(2024, 2, 29)
    """
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def year_days(year: int) -> Days:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def months_back(day: date, months: int) -> Days:
    """The calendar month that lies ``months`` before the one of ``day`` (negative: after)."""
    index = day.year * 12 + day.month - 1 - months
    return month_days(index // 12, index % 12 + 1)


def latest_weekday(published: date, weekday: int, *, before: bool = False) -> date:
    """The latest such weekday (Monday is 0) on or before the day, or strictly before it."""
    back = (published.weekday() - weekday) % 7
    return published - timedelta(days=7 if before and back == 0 else back)


def next_weekday(published: date, weekday: int) -> date:
    """The first such weekday after the day."""
    return published + timedelta(days=(weekday - published.weekday() - 1) % 7 + 1)


def part_of(days: Days, part: str) -> Days:
    """The 'early', 'mid' or 'late' third of a range, the whole for any other word."""
    first, last = days
    third = (last - first).days // 3
    if part == "early":
        return first, first + timedelta(days=third)
    if part == "mid":
        return first + timedelta(days=third), last - timedelta(days=third)
    if part == "late":
        return last - timedelta(days=third), last
    return days
