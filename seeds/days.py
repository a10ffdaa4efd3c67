"""Days written out in full, year included, as mastheads and metadata write them; other calendars turned into ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from seeds.report import Span
from seeds.words import any_of, fold, numbered, words

# A numeric year in this range is Solar Hijri: lunar Hijri years of our time begin above it, ours far above.
_SOLAR_YEARS = range(1300, 1425)


_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Day:
    """A day and the words that say it."""

    value: date
    span: Span


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    month = any_of(numbered("months"))
    solar = any_of(numbered("solar_months"))
    weekday = any_of(words("weekdays", "words"))
    return re.compile(
        rf"""
        (?<!\w)
        (?:(?:{weekday})\.?[\s,،:–-]*)?                                   # a weekday belongs to the words of the date
        (?:
          (?P<iso_y>(?:19|20)\d\d)(?P<s>[-/.])(?P<iso_m>\d\d?)(?P=s)(?P<iso_d>\d\d?)(?=\D|$)
        | (?P<solar_y>1[34]\d\d)(?P<t>[-/.])(?P<solar_m>\d\d?)(?P=t)(?P<solar_d>\d\d?)(?=\D|$)
        | (?P<num_a>\d\d?)(?P<u>[-/.])(?P<num_b>\d\d?)(?P=u)(?P<num_y>(?:19|20)\d\d)(?!\w)
        | (?P<month_1>{month})\.?[\s-]+(?P<day_1>\d\d?)(?:st|nd|rd|th)?[\s,،-]+(?P<year_1>(?:19|20)\d\d)(?!\w)
        | (?P<day_2>\d\d?)(?:st|nd|rd|th)?[\s-]*(?:of\s+)?(?P<month_2>{month})\.?[\s,،-]+(?P<year_2>(?:19|20)\d\d)(?!\w)
        | (?P<day_3>\d\d?)\s*(?P<month_3>{solar})(?:\s*ماه)?[\s,،]+(?:سال\s+)?(?P<year_3>1[34]\d\d)(?!\w)
        )
        """,
        re.VERBOSE,
    )


def days(text: str) -> list[Day]:
    """Every full date of a text, in its order; spans are offsets into the text.

    A date whose order of day and month cannot be known (03/04/2024) is left out.

    >>> [d.value.isoformat() for d in days('Published in Dawn, January 30th, 2024, not 03/04/2024; 31/01/2024')]
    ['2024-01-30', '2024-01-31']
    """
    folded = fold(text)
    if not _YEAR.search(folded):
        return []
    found = []
    for match in _pattern().finditer(folded):
        value = _value(match)
        if value:
            found.append(Day(value, Span(match.start(), match.end())))
    return found


def read_day(text: str) -> date | None:
    """The day that a field, a header or an option gives, None when it gives no full date.

    >>> read_day('2024-01-30T23:15:00+05:00'), read_day('Tue, 30 Jan 2024 10:00:00 GMT'), read_day('last week')
    (datetime.date(2024, 1, 30), datetime.date(2024, 1, 30), None)
    """
    compact = re.fullmatch(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?\s*", text)
    if compact:
        return _day(*(int(part) for part in compact.groups()))
    found = days(text)
    return found[0].value if found else None


def from_solar_hijri(year: int, month: int, day: int) -> date | None:
    """A day of the calendar of Iran as one of ours; None where that calendar has no such day, or outside 1300 to 1424.

    >>> from_solar_hijri(1402, 10, 26)
    datetime.date(2024, 1, 16)
    """
    if year not in _SOLAR_YEARS:
        return None
    import jdatetime

    try:
        found: date = jdatetime.date(year, month, day).togregorian()
    except ValueError:
        return None
    return found


def _value(match: re.Match[str]) -> date | None:
    group = match.group
    if group("iso_y"):
        return _day(int(group("iso_y")), int(group("iso_m")), int(group("iso_d")))
    if group("solar_y"):
        return from_solar_hijri(int(group("solar_y")), int(group("solar_m")), int(group("solar_d")))
    if group("num_y"):
        first, second, year = int(group("num_a")), int(group("num_b")), int(group("num_y"))
        if first > 12 or first == second or group("u") == ".":  # with full stops the day always stands first
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 else None
    if group("month_1"):
        return _day(int(group("year_1")), numbered("months")[_name(group("month_1"))], int(group("day_1")))
    if group("month_2"):
        return _day(int(group("year_2")), numbered("months")[_name(group("month_2"))], int(group("day_2")))
    return from_solar_hijri(
        int(group("year_3")), numbered("solar_months")[_name(group("month_3"))], int(group("day_3"))
    )


def _name(month: str) -> str:
    return re.sub(r" +", " ", month)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
