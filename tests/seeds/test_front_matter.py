"""Front matter: fields above the text, one level deep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.front_matter import FrontMatterError, split_front_matter


def test_fields_and_text() -> None:
    fields, text = split_front_matter(
        "---\n# a note\nid: a-b\ntitle: 'He said: no'\nurl: ~\nempty:\n"
        "summary_of:\n  publisher: The Lantern\n  date: null\n---\nWords.\n---\nMore."
    )
    assert fields == {
        "id": "a-b",
        "title": "He said: no",
        "url": None,
        "empty": None,
        "summary_of": {"publisher": "The Lantern", "date": None},
    }
    assert text == "Words.\n---\nMore."


def test_a_text_without_a_fence_is_left_alone() -> None:
    assert split_front_matter("Words.\n---\nid: a\n---\n") == ({}, "Words.\n---\nid: a\n---\n")


@pytest.mark.parametrize("text", ["---\nid: a\n", "---\nno pair\n---\n", "---\n  id: a\n---\n", "---\n[1]: a\n---\n"])
def test_what_it_is_not(text: str) -> None:
    with pytest.raises(FrontMatterError):
        split_front_matter(text)


@given(st.text())
def test_any_text_is_split_or_refused(text: str) -> None:
    try:
        fields, rest = split_front_matter("---\n" + text)
    except FrontMatterError:
        return
    assert isinstance(fields, dict)
    assert text.endswith(rest)
