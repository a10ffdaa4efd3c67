"""Which day, publisher and title a text's own lines give; every line here is made up."""

from __future__ import annotations

from datetime import date

import pytest

from seeds.masthead import read_masthead

STORY = "Two men were shot on Monday near the bus stand, and the police are looking for three others, an officer said."


def around(above: str = "", below: str = "") -> str:
    return "\n\n".join(part for part in (above, STORY, below) if part)


FOUND = {
    "foot, with the paper": (around(below="Published in The Lantern, May 3rd, 2020"), date(2020, 5, 3)),
    "head, label and day": (around("Gunmen kill two\n\nPublished May 3, 2020"), date(2020, 5, 3)),
    "label with a clock and an update behind": (
        around("Published: 3rd May 2020 06:12 PM | Last Updated: 4th May 2020 07:00 AM | A+A-"),
        date(2020, 5, 3),
    ),
    "the update first": (around("Last updated: May 4, 2020 | Published: May 3, 2020"), date(2020, 5, 3)),
    "print edition": (around(below="From the print edition of May 3rd, 2020"), date(2020, 5, 3)),
    "byline": (around("Gunmen kill two\n\nBy A. Reporter May 3, 2020"), date(2020, 5, 3)),
    "byline of a desk": (around("Gunmen kill two\n\nAgencies May 3, 2020"), date(2020, 5, 3)),
    "dateline with the year": (f"Oldtown, May 3, 2020, The Lantern: {STORY}", date(2020, 5, 3)),
    "dateline of an agency": (f"OLDTOWN, 3 May 2020 (AFP) - {STORY}", date(2020, 5, 3)),
    "a line of its own": (around("Sun May 3, 2020 4:59\nGunmen kill two"), date(2020, 5, 3)),
    "a line of its own, day first": (around("Gunmen kill two\n\nSunday 3 May 2020 - 09:45"), date(2020, 5, 3)),
    "a line of its own below the title": (around("Gunmen kill two men\n\nMay 3, 2020"), date(2020, 5, 3)),
    "a line of its own at the foot": (around(below="May 3, 2020"), date(2020, 5, 3)),
    "after a bar": (around("World | May 3, 2020"), date(2020, 5, 3)),
    "numbers, year first": (around("Posted on 2020-05-03"), date(2020, 5, 3)),
    "Persian, Solar Hijri": (around("تاریخ انتشار: ۱۴ اردیبهشت ۱۳۹۹"), date(2020, 5, 3)),
    "Urdu": (around("تاریخ اشاعت: 3 مئی 2020"), date(2020, 5, 3)),
}

NOT_FOUND = {
    "only an update": around("Last update: May 4, 2020 00:20"),
    "only an edit": around("Last edited January 17th, 2024 at 22:07 IST"),
    "a date inside the story": STORY + " It was the worst attack since January 16, 2020, when nine died.",
    "a story that begins with its date": "On January 16, 2020, " + STORY,
    "a picture of a day": around("Smoke over Oldtown on May 1, 2020. — AFP/File"),
    "no year": around("OLDTOWN, May 3 (Agency) --"),
    "day and month cannot be told apart": around("Published 03/05/2020"),
    "another story below": around(below="More from this section\n\nPublished in The Lantern, May 3rd, 2020"),
    "a sentence that begins like a label": around(
        "Published on May 3, 2020, the report of the commission was read by nobody until a year had gone by."
    ),
    "the day on which the page was opened": around("Thursday, May 7, 2020\n\nGunmen kill two men"),
    "the same above a bare story": around("Thursday, May 7, 2020"),
    "copyright": around(below="Copyright May 3, 2020 The Lantern"),
}


@pytest.mark.parametrize("name", FOUND)
def test_day_found(name: str) -> None:
    text, day = FOUND[name]
    found = read_masthead(text)
    assert found.published == day
    assert found.span is not None
    assert any(char.isdigit() or "۰" <= char <= "۹" for char in found.span.of(text))


@pytest.mark.parametrize("name", NOT_FOUND)
def test_day_not_made_up(name: str) -> None:
    found = read_masthead(NOT_FOUND[name])
    assert found.published is None
    assert found.span is None


def test_span_covers_the_words_of_the_day() -> None:
    text = around(below="Published in The Lantern, May 3rd, 2020")
    found = read_masthead(text)
    assert found.span is not None
    assert found.span.of(text) == "May 3rd, 2020"


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (around(below="Published in The Lantern, May 3rd, 2020"), "The Lantern"),
        (f"Oldtown, May 3, 2020, The Daily Lantern: {STORY}", "The Daily Lantern"),
        (around("Published May 3, 2020"), None),
        (around(below="From the print edition of May 3rd, 2020"), None),
    ],
)
def test_publisher(text: str, publisher: str | None) -> None:
    assert read_masthead(text).publisher == publisher


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (around("Breaking News\n\n\nGunmen kill two at bus stand"), "Gunmen kill two at bus stand"),
        (
            around("Last update: May 4, 2020\n\nLogo\n\nGunmen kill two at bus stand\n\nBy A. Reporter"),
            "Gunmen kill two at bus stand",
        ),
        (STORY, None),
        (around("• Two men shot at bus stand\n• Three others sought"), None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert read_masthead(text).title == title
