"""Dates in words: a table of sentences of our own against one day of publication, and laws for any text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dates import DateMention, find_dates
from geo.days import precision_of
from geo.document import read_document
from seeds.report import Report

# A Wednesday.
PUBLISHED = date(2024, 3, 6)


def dates(text: str, published: date | None = PUBLISHED, language: str = "en") -> tuple[DateMention, ...]:
    return find_dates(read_document(Report("r", text, published=published, language=language)))


def days(text: str, published: date | None = PUBLISHED, language: str = "en") -> list[tuple[str | None, str | None]]:
    """First and last day of every mention that has days, without the year where it is that of publication."""
    return [
        (str(m.start).removeprefix("2024-"), str(m.end).removeprefix("2024-"))
        for m in dates(text, published, language)
        if m.start is not None and m.kind != "span"
    ]


RESOLVED = [
    # one day told by its name
    ("on Wednesday", "03-06", "03-06"),
    ("on Monday", "03-04", "03-04"),
    ("on Thursday", "02-29", "02-29"),
    ("last Wednesday", "02-28", "02-28"),
    ("last Monday", "03-04", "03-04"),
    ("on Monday night", "03-04", "03-04"),
    ("in the early hours of Sunday", "03-03", "03-03"),
    ("at midnight on Sunday", "03-03", "03-04"),
    ("next Monday", "03-11", "03-11"),
    ("since Saturday", "03-02", "03-06"),
    ("They will meet on Friday", "03-08", "03-08"),
    ("The envoys will be received on Friday", "03-08", "03-08"),
    ("Talks are scheduled for Sunday", "03-10", "03-10"),
    ("He said on Friday", "03-01", "03-01"),
    ("on Monday last week", "02-26", "02-26"),
    ("last week on Monday", "02-26", "02-26"),
    ("on Saturday night into Sunday", "03-02", "03-03"),
    ("overnight into Tuesday", "03-04", "03-05"),
    ("overnight on Monday", "03-04", "03-05"),
    ("The fighting set in on Monday", "03-04", "03-04"),
    ("The guns would fall silent, and on Tuesday", "03-05", "03-05"),
    ("on Sunday and Monday", "03-03", "03-04"),
    ("in the night of March 3 to March 4", "03-03", "03-04"),
    ("between late Sunday and early Monday", "03-03", "03-04"),
    ("late Sunday or early Monday", "03-03", "03-04"),
    ("overnight from Monday to Tuesday", "03-04", "03-05"),
    ("in the night to Tuesday", "03-04", "03-05"),
    ("earlier this week on Monday", "03-04", "03-04"),
    ("in November and December", "2023-11-01", "2023-12-31"),
    ("since March 2", "03-02", "03-06"),
    ("on the 17th of last month", "02-17", "02-17"),
    ("in the second week of February", "02-08", "02-14"),
    ("The council will meet over the raid of Monday that killed nine", "03-04", "03-04"),
    # counted from publication
    ("today", "03-06", "03-06"),
    ("yesterday", "03-05", "03-05"),
    ("the day before yesterday", "03-04", "03-04"),
    ("tomorrow", "03-07", "03-07"),
    ("overnight", "03-05", "03-06"),
    ("last night", "03-05", "03-06"),
    ("this morning", "03-06", "03-06"),
    ("three days ago", "03-03", "03-03"),
    ("two weeks ago", "02-20", "02-22"),
    ("a week ago", "02-27", "02-29"),
    ("last week", "02-26", "03-03"),
    ("this week", "03-04", "03-06"),
    ("earlier this week", "03-04", "03-06"),
    ("next week", "03-11", "03-17"),
    ("last month", "02-01", "02-29"),
    ("earlier this month", "03-01", "03-06"),
    ("late last month", "02-20", "02-29"),
    ("next month", "04-01", "04-30"),
    ("later this month", "03-06", "03-31"),
    ("last year", "2023-01-01", "2023-12-31"),
    ("this year", "01-01", "03-06"),
    ("in the past week", "02-28", "03-06"),
    ("in the last three days", "03-03", "03-06"),
    ("in the past 24 hours", "03-05", "03-06"),
    ("over the weekend", "03-02", "03-03"),
    ("a fortnight ago", "02-19", "02-23"),
    ("two years ago", "2022-01-01", "2022-12-31"),
    ("earlier in the month", "03-01", "03-06"),
    ("over the past weekend", "03-02", "03-03"),
    # naming their own day
    ("On New Year's Eve", "2023-12-31", "2023-12-31"),
    ("Last year, in July", "2023-07-01", "2023-07-31"),
    ("last year on April 22", "2023-04-22", "2023-04-22"),
    ("on 27-Feb-2024", "02-27", "02-27"),
    ("on 2024/02/27", "02-27", "02-27"),
    ("June 3: gunmen kill two", "2023-06-03", "2023-06-03"),
    ("Since October 2021, when the first posts were attacked", "2021-10-01", "2021-10-31"),
    ("on January 16", "01-16", "01-16"),
    ("on Jan. 16", "01-16", "01-16"),
    ("on 16 January", "01-16", "01-16"),
    ("on the 16th of January", "01-16", "01-16"),
    ("on January 16th", "01-16", "01-16"),
    ("on December 15", "2023-12-15", "2023-12-15"),
    ("on December 15, 2022,", "2022-12-15", "2022-12-15"),
    ("on 7 June 2017", "2017-06-07", "2017-06-07"),
    ("on Friday, January 26, 2024,", "01-26", "01-26"),
    ("on Monday (March 4)", "03-04", "03-04"),
    ("on Monday, 4 March,", "03-04", "03-04"),
    ("January 16-18", "01-16", "01-18"),
    ("16-18 January", "01-16", "01-18"),
    ("from January 16 to 18", "01-16", "01-18"),
    ("between 3 and 5 January", "01-03", "01-05"),
    ("from January 30 to February 2", "01-30", "02-02"),
    ("from Monday to Wednesday", "03-04", "03-06"),
    ("between Friday and Sunday", "03-01", "03-03"),
    ("on the 29th.", "02-29", "02-29"),
    ("on the 5th, he said", "03-05", "03-05"),
    ("on 2024-01-16", "01-16", "01-16"),
    ("on 16/01/2024", "01-16", "01-16"),
    ("on 1/16/2024", "01-16", "01-16"),
    ("on 4.3.2024", "03-04", "03-04"),
    ("from November 1, 2023", "2023-11-01", "2023-11-01"),
    ("before the vote on March 20", "03-20", "03-20"),
    ("The officer was shot on April 30", "2023-04-30", "2023-04-30"),
    # months, years, seasons
    ("in January", "01-01", "01-31"),
    ("in December", "2023-12-01", "2023-12-31"),
    ("in October 2013", "2013-10-01", "2013-10-31"),
    ("in February last year", "2023-02-01", "2023-02-28"),
    ("last April", "2023-04-01", "2023-04-30"),
    ("in May this year", "05-01", "05-31"),
    ("It will open in April", "04-01", "04-30"),
    ("in mid-January", "01-11", "01-21"),
    ("in early January", "01-01", "01-11"),
    ("at the end of January", "01-21", "01-31"),
    ("in March", "03-01", "03-06"),
    ("in May", "2023-05-01", "2023-05-31"),
    ("a suicide attack in 2009", "2009-01-01", "2009-12-31"),
    ("the 2009 bombing", "2009-01-01", "2009-12-31"),
    ("in late 2023", "2023-09-01", "2023-12-31"),
    ("in the summer of 2020", "2020-06-01", "2020-08-31"),
    ("last summer", "2023-06-01", "2023-08-31"),
    ("last winter", "2023-12-01", "02-29"),
]


def test_that_year_is_the_last_one_named() -> None:
    assert days("Troops who came in July 2021 took the port on August 8 of that year.")[-1] == (
        "2021-08-08",
        "2021-08-08",
    )


@pytest.mark.parametrize(("words", "start", "end"), RESOLVED, ids=[row[0] for row in RESOLVED])
def test_days_against_publication(words: str, start: str, end: str) -> None:
    text = words if words[0].isupper() and " " in words else f"It happened {words} near the town."
    assert days(text) == [(start, end)]


EVENTS = [
    ("two days later", (2, 2), "after"),
    ("the next day", (1, 1), "after"),
    ("the following day", (1, 1), "after"),
    ("a day after the strike", (1, 1), "after"),
    ("the day after the strike", (1, 1), "after"),
    ("the same day", (0, 0), "same"),
    ("that day", (0, 0), "same"),
    ("the same evening", (0, 0), "same"),
    ("earlier in the day", (0, 0), "same"),
    ("less than 48 hours later", (0, 2), "after"),
    ("within 48 hours of the raid", (0, 2), "after"),
    ("two days earlier", (2, 2), "before"),
    ("a day before the vote", (1, 1), "before"),
    ("the day before", (1, 1), "before"),
    ("a week later", (6, 8), "after"),
    ("two weeks after the strikes", (13, 15), "after"),
    ("in the week leading up to the visit", (0, 7), "before"),
    ("hours later", (0, 1), "after"),
    ("days after the raid", (1, 6), "after"),
    ("more than two weeks later", (14, 22), "after"),
]


@pytest.mark.parametrize(("words", "offset", "direction"), EVENTS, ids=[row[0] for row in EVENTS])
def test_days_counted_from_another_event(words: str, offset: tuple[int, int], direction: str) -> None:
    (mention,) = dates(f"It happened {words}.")
    assert (mention.kind, mention.offset, mention.direction) == ("event", offset, direction)
    assert mention.start is None


def test_no_weekday_told_of_lies_behind_the_day_of_its_telling() -> None:
    assert days("The army said on Monday that rebels had shelled the post on Tuesday.") == [
        ("03-04", "03-04"),
        ("02-27", "02-27"),
    ]


def test_a_month_keeps_the_year_it_was_named_with() -> None:
    text = "In July 2022 the gate was opened again. They had met in Nairobi on 5 July."
    assert days(text) == [("2022-07-01", "2022-07-31"), ("2022-07-05", "2022-07-05")]


def test_days_counted_from_a_date_are_days() -> None:
    found = dates("It came two days after January 16, and a day before March 1.")
    assert [(m.text, m.start, m.end) for m in found] == [
        ("two days after", date(2024, 1, 18), date(2024, 1, 18)),
        ("January 16", date(2024, 1, 16), date(2024, 1, 16)),
        ("a day before", date(2024, 2, 29), date(2024, 2, 29)),
        ("March 1", date(2024, 3, 1), date(2024, 3, 1)),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "for 20 years",
        "since 2004",
        "in recent months",
        "in recent years",
        "over the past decade",
        "in the 1990s",
        "on most Fridays, every Friday",
        "since April 2023",
        "for two days",
    ],
)
def test_spans_date_no_event(words: str) -> None:
    found = dates(f"They have fought {words}.")
    assert found
    assert all(m.kind == "span" for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "May the dead rest.",
        "He was 40 years old and had three-year-old twins.",
        "Call 2024 for help; the road is 2020 km long.",
        "Theresa May spoke with April Jones.",
        "The second bomb and the first one.",
        "They fired at 04:30am.",
        "It hit 2000 people.",
        "The Sunday Times wrote so.",
        "The USA Today report.",
        "The price rose to $2021.",
        "The sun and the sat phone.",
        "Children aged 11 months.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [m.text for m in dates(text)] == []


def test_a_day_without_a_year_needs_publication() -> None:
    (mention,) = dates("The strikes of January 16 began it.", published=None)
    assert (mention.start, mention.end, mention.text, mention.precision) == (None, None, "January 16", 5)
    (mention,) = dates("The strikes of January 16, 2024 began it.", published=None)
    assert mention.start == date(2024, 1, 16)


@pytest.mark.parametrize("text", ["On 7/6/2017 it began.", "On 3/4/2023 it began."])
def test_day_or_month_first_is_not_guessed(text: str) -> None:
    (mention,) = dates(text)
    assert mention.start is None


def test_day_or_month_first_is_clear_where_one_lies_ahead() -> None:
    (mention,) = dates("On 7/6/2017 it began.", published=date(2017, 6, 8))
    assert mention.start == date(2017, 6, 7)


@pytest.mark.parametrize(
    "text",
    [
        "Published March 5, 2024\nThe raid came.",
        "QUETTA, March 5 — Gunmen struck a post, officials said.",
    ],
)
def test_publication_lines_are_stamps(text: str) -> None:
    assert [m.stamp for m in dates(text)][:1] == [True]


def test_a_stop_after_a_month_ends_its_sentence() -> None:
    assert [m.text for m in dates("It ended in April. This year it began.")] == ["April", "This year"]


def test_words_of_the_future_are_marked() -> None:
    assert [(m.text, m.future) for m in dates("It opens next month, on April 12.")] == [
        ("next month", True),
        ("April 12", True),
    ]
    assert [m.future for m in dates("It opened last month.")] == [False]


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [(1, 1, 1), (1, 2, 2), (1, 6, 2), (1, 7, 3), (1, 8, 4), (1, 31, 4)],
)
def test_precision_is_the_length(first: int, last: int, precision: int) -> None:
    assert precision_of((date(2024, 1, first), date(2024, 1, last))) == precision


def test_fresh_news() -> None:
    assert [m.fresh for m in dates("It struck on Monday, overnight and last month.")] == [True, True, False]


SCRIPTS = [
    ("fa", "جمعه، ۱۱ اسفند", "03-01", "03-01"),
    ("fa", "۲۴ آذر ۱۴۰۲", "2023-12-15", "2023-12-15"),
    ("fa", "۲۴ آذر", "2023-12-15", "2023-12-15"),
    ("fa", "دیروز", "03-05", "03-05"),
    ("fa", "سه‌شنبه شب", "03-05", "03-05"),
    ("fa", "سال ۱۳۹۷", "2018-03-21", "2019-03-20"),
    ("fa", "۲۷ ژانویه", "01-27", "01-27"),
    ("fa", "هفته گذشته", "02-24", "03-01"),
    ("fa", "سه روز پیش", "03-03", "03-03"),
    ("fa", "دوشنبه هفته گذشته", "02-26", "02-26"),
    ("ur", "پیر کو", "03-04", "03-04"),
    ("ur", "گزشتہ ہفتے جمعرات کو", "02-29", "02-29"),
    ("ur", "پیر اور منگل کی درمیانی شب", "03-04", "03-05"),
    ("ur", "گزشتہ روز", "03-05", "03-05"),
    ("ur", "27 جنوری", "01-27", "01-27"),
    ("ur", "29 اور 30 جنوری کی درمیانی شب", "01-29", "01-30"),
    ("ur", "دسمبر 2023", "2023-12-01", "2023-12-31"),
    ("ur", "دو روز قبل", "03-04", "03-04"),
]


@pytest.mark.parametrize(("language", "words", "start", "end"), SCRIPTS, ids=[row[1] for row in SCRIPTS])
def test_persian_and_urdu(language: str, words: str, start: str, end: str) -> None:
    text = f"این حمله {words} رخ داد." if language == "fa" else f"یہ حملہ {words} ہوا۔"
    assert days(text, language=language) == [(start, end)]


WORDS = st.sampled_from(
    "on Monday January 16 - to and between from 2024 2009 the last next two days later ago 29th of May week month year "
    "overnight ( ) , . hours before جمعه ۲۴ آذر پیر جنوری 30 روز قبل 2024-02-30 9999 0 31 February".split(" ")
)
ANY_DAY = st.one_of(st.none(), st.dates())


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=50).map(" ".join)),
    ANY_DAY,
    st.sampled_from(["en", "fa", "ur", None]),
)
def test_spans_are_slices_in_order(text: str, published: date | None, language: str | None) -> None:
    found = find_dates(read_document(Report("r", text, published=published, language=language)))
    for mention in found:
        assert mention.span.of(text) == mention.text
        assert mention.text
        assert (mention.start is None) == (mention.end is None)
        if mention.start is not None and mention.end is not None:
            assert mention.start <= mention.end
            assert mention.precision == precision_of((mention.start, mention.end))
    assert [m.span for m in found] == sorted(m.span for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "unit", ["January 16-", "the day before ", "2009 ", "1/2/", "Monday ", "two ", "of ", "1-", "from Monday to "]
)
def test_long_runs_of_one_word_are_read(unit: str) -> None:
    text = "On Monday " + unit * 4000
    assert all(m.span.of(text) == m.text for m in dates(text))
