"""The bar: for a person at a terminal only, and never in the way of the items."""

from __future__ import annotations

import sys

import pytest

from maps.progress import progress


def test_nothing_is_written_to_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress(iter("abc"), "reading", 3)) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_a_bar_and_standard_output_stays_clean(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    assert list(progress(iter("abc"), "reading", 3)) == ["a", "b", "c"]
    out, err = capsys.readouterr()
    assert out == ""
    assert "reading" in err
