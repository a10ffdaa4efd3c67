"""Which reports were read twice, and which carry one wire story."""

from __future__ import annotations

import random
from datetime import date
from itertools import permutations

import pytest

from geo.contrasts import find_contrasts
from geo.wire import read_press
from seeds.report import Report, Span, SummaryOf

_rng = random.Random(5)
_WORDS = "dam bridge officer village road hill market river school court police night rain train bus shop fire".split()


def story(length: int = 160) -> str:
    return " ".join(_rng.choice(_WORDS) + str(_rng.randrange(60)) for _ in range(length))


def report(name: str, text: str, published: str | None = "2024-03-02", publisher: str | None = None) -> Report:
    return Report(name, text, publisher=publisher, published=date.fromisoformat(published) if published else None)


STORY, OTHER = story(), story()


def test_a_story_cut_short_or_begun_anew_is_the_same_story() -> None:
    words = STORY.split()
    cut = report("b", " ".join(words[:90]), "2024-03-03", "B")
    begun = report("c", "Our own correspondent in the hills. " + STORY + " With more by the staff.", "2024-03-04", "C")
    press = read_press([report("a", STORY, publisher="A"), cut, begun, report("d", OTHER, publisher="D")])
    assert press.leader == {"b": "a", "c": "a"}
    assert press.counted_under("c") == "a"
    assert press.counted_under("d") == "d"


def test_a_shared_paragraph_is_no_shared_story() -> None:
    words = STORY.split()
    other = report("b", OTHER + " " + " ".join(words[:40]), publisher="B")
    assert read_press([report("a", STORY, publisher="A"), other]).leader == {}


def test_short_notices_are_never_called_copies() -> None:
    text = "Four people died when a bus left the road near the dam on Friday."
    press = read_press([report("a", text + " More follows.", publisher="A"), report("b", text, publisher="B")])
    assert press.leader == {}


def test_the_same_words_of_one_publisher_are_one_report_read_twice() -> None:
    press = read_press([report("a", STORY, publisher="A"), report("b", STORY.upper() + "!", "2024-03-05", "A")])
    assert press.repeats == {"b": "a"}


def test_the_same_words_without_a_publisher_are_read_twice_too() -> None:
    press = read_press([report("a", STORY, publisher="A"), report("b", STORY, None, None)])
    assert press.is_repeat("b")
    assert not press.is_repeat("a")


def test_the_same_words_of_two_publishers_are_a_wire_story() -> None:
    press = read_press([report("a", STORY, publisher="A"), report("b", STORY, "2024-03-05", "B")])
    assert press.repeats == {}
    assert press.leader == {"b": "a"}


def test_the_order_of_reports_makes_no_difference() -> None:
    reports = [
        report("a", STORY, publisher="A"),
        report("a", STORY + " changed", publisher="A"),
        report("b", STORY + " and more", None, "B"),
        report("c", OTHER, publisher=None),
    ]
    found = [
        (press.repeats, press.leader, [press.source(name) for name in "abc"], press.contrasts("a"))
        for press in map(read_press, permutations(reports))
    ]
    assert all(press == found[0] for press in found)


def test_a_summary_is_dated_by_what_it_retells() -> None:
    retold = Report("s", STORY, summary_of=SummaryOf("Dawn", date(2024, 1, 30)))
    assert read_press([retold]).published("s") == date(2024, 1, 30)
    assert read_press([retold]).published("unheard of") is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The kingdom expelled the republic's ambassador.", ["the envoy was expelled"]),
        ("The kingdom's ambassador would not be allowed to return.", ["the envoy was kept from coming back"]),
        ("It kept the envoy from coming back.", ["the envoy was kept from coming back"]),
        (
            "She arrived for a day-long visit; he had paid a two-day official visit.",
            ["a visit of one day", "a visit of two days"],
        ),
        ("They expelled the smoke. The ambassador watched.", []),
        ("The ambassador returned to his post.", []),
    ],
)
def test_contrasts_are_found_and_quoted(text: str, values: list[str]) -> None:
    found = find_contrasts(text)
    assert [c.value for c in found] == values
    for contrast in found:
        assert contrast.sentence.of(text) == contrast.quote
        assert Span(contrast.words.start, contrast.words.end).of(text) in contrast.quote
