"""Full dates in the forms of mastheads and metadata, and the Solar Hijri calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.days import days, from_solar_hijri, read_day

FORMS = [
    "2024-01-30",
    "2024-01-30T23:15:00+05:00",
    "2024/01/30",
    "20240130",
    "January 30th, 2024",
    "Jan. 30, 2024",
    "30 January 2024",
    "30th of January, 2024",
    "30-Jan-2024",
    "Tue, 30 Jan 2024 10:00:00 GMT",
    "Tuesday 30 January 2024 - 09:45",
    "30.01.2024",
    "30/01/2024",
    "01/30/2024",
    "30 جنوری 2024",
    "۳۰ ژانویه ۲۰۲۴",
    "30 يناير 2024",
    "سه‌شنبه ۱۰ بهمن ۱۴۰۲",
    "۱۴۰۲/۱۱/۱۰",
]


@pytest.mark.parametrize("text", FORMS)
def test_forms(text: str) -> None:
    assert read_day(text) == date(2024, 1, 30)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "January 30", "2024", "03/04/2024", "2024-13-01", "30 February 2024", "1445/07/18"]
)
def test_no_one_day(text: str) -> None:
    assert read_day(text) is None


@given(st.dates(min_value=date(1921, 3, 21), max_value=date(2046, 3, 19)))
def test_solar_hijri_counts_every_day_once(day: date) -> None:
    """The year, month and day that count up to a day lead back to it, and to no other."""
    found = [
        (year, month, number)
        for year in (day.year - 622, day.year - 621)
        for month in range(1, 13)
        for number in range(1, 32)
        if from_solar_hijri(year, month, number) == day
    ]
    assert len(found) == 1


def test_solar_new_years() -> None:
    assert from_solar_hijri(1399, 12, 30) == date(2021, 3, 20)
    assert from_solar_hijri(1400, 1, 1) == date(2021, 3, 21)
    assert from_solar_hijri(1400, 12, 30) is None


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)), st.text(max_size=20), st.text(max_size=20))
def test_spans_are_slices(day: date, before: str, after: str) -> None:
    text = f"{before} ({day.isoformat()}) {after}"
    found = [item for item in days(text) if item.span.of(text).endswith(day.isoformat())]
    assert [item.value for item in found][:1] == [day]
    assert all(0 <= item.span.start < item.span.end <= len(text) for item in days(text))


def test_years_follow_each_other() -> None:
    for year in range(1300, 1424):
        first, following = from_solar_hijri(year, 1, 1), from_solar_hijri(year + 1, 1, 1)
        assert first is not None
        assert following is not None
        assert following - first in (timedelta(days=365), timedelta(days=366))
