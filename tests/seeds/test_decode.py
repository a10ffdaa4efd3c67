"""Encodings and line ends as they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.decode import UndecodableError, decode

ENGLISH = "The minister’s convoy was hit near the border – “two guards” died, officials said on Monday. " * 3
PERSIAN = "دو مرزبان در درگیری نزدیک مرز کشته شدند و سه نفر دیگر زخمی شدند. " * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [ENGLISH, PERSIAN])
def test_unicode(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(("text", "encoding"), [(ENGLISH, "cp1252"), (PERSIAN.replace("ی", "ي"), "cp1256")])
def test_old_code_pages(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_page_is_read_as_it_declares() -> None:
    page = '<html><head><meta charset="windows-1256"></head><body>دو مرزبان</body></html>'.replace("ی", "ي")
    assert decode(page.encode("cp1256")) == page
    nonsense = '<meta charset="no-such-code">é'
    assert decode(nonsense.encode("utf-8")) == nonsense


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert decode(f"one{end}{end}two{end}".encode()) == "one\n\ntwo\n"


def test_no_text() -> None:
    with pytest.raises(UndecodableError, match="zero bytes"):
        decode(b"GIF89a\0\0")


@given(st.text())
def test_utf8_comes_back(text: str) -> None:
    expected = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8")) == expected
