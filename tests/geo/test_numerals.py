"""Number words and digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.numerals import digits_value, language_of, numerals, parse_number, same_length_fold


@pytest.mark.parametrize(
    ("language", "words", "value", "used"),
    [
        ("en", "eleven men", 11, 1),
        ("en", "twenty five men", 25, 2),
        ("en", "thirty - two men", 32, 3),
        ("en", "one hundred and five men", 105, 4),
        ("en", "two thousand three hundred men", 2300, 4),
        ("en", "a dozen men", 12, 2),
        ("en", "half a dozen men", 6, 3),
        ("en", "a couple of men", 2, 3),
        ("en", "1,200 men", 1200, 1),
        ("en", "2.3 million people", 2_300_000, 2),
        ("en", "two and three", 2, 1),
        ("en", "2 3", 2, 1),
        ("fa", "بیست و پنج نفر", 25, 3),
        ("fa", "۱۱ نفر", 11, 1),
        ("fa", "یکصد و دو نفر", 102, 3),
        ("ur", "پچیس افراد", 25, 1),
        ("ur", "ایک سو پانچ افراد", 105, 3),
    ],
)
def test_numbers(language: str, words: str, value: int, used: int) -> None:
    split = same_length_fold(words).split() if language != "en" else words.split()
    assert parse_number(split, 0, numerals(language)) == (value, used)


@pytest.mark.parametrize("words", ["men", "a man", "", "2.3 men", "and five"])
def test_no_number(words: str) -> None:
    assert parse_number(words.split(), 0, numerals("en")) is None


@pytest.mark.parametrize(
    ("word", "value"), [("۱۱", 11), ("2,700", 2700), ("16th", None), ("4.5", 4.5), ("x", None), ("²", None)]
)
def test_digits(word: str, value: float | None) -> None:
    assert digits_value(word) == value


@pytest.mark.parametrize(
    ("text", "told", "language"),
    [
        ("Gunmen struck", None, "en"),
        ("ہلاک ہو گئے", None, "ur"),
        ("کشته شدند", None, "fa"),
        ("x", "fa-IR", "fa"),
        ("x", "de", "en"),
    ],
)
def test_language(text: str, told: str | None, language: str) -> None:
    assert language_of(text, told) == language


@given(st.text(max_size=200))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(same_length_fold(text)) == len(text)


@given(
    st.lists(
        st.sampled_from([*numerals("en").values, *numerals("en").scales, "and", "a", "12", "3.5", "1,000"]), max_size=8
    )
)
def test_a_number_is_never_negative_and_always_moves_on(words: list[str]) -> None:
    parsed = parse_number(words, 0, numerals("en"))
    assert parsed is None or (parsed[0] >= 0 and 0 < parsed[1] <= len(words))
