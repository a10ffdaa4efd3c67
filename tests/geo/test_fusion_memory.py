"""What fusion holds in memory, and what is left on disk: little for each account, and nothing."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from geo import fusion, spill
from geo.fusion import Fusion, fuse_each
from geo.incident import Account, Evidence, Where
from seeds.report import Report, Span

LENGTH = 12_000
"""Characters of a report, and of the words that one account quotes."""

LIMIT = 4_000
"""Bytes that one more account may take at the peak; held whole, it and its report would take six times as many."""


def report(n: int) -> Report:
    # Long words: what is long about a report must not be what takes long here.
    text = " ".join(f"{n}-{i}-".ljust(400, "x") for i in range(LENGTH // 400))
    return Report(f"r{n}", text, publisher=f"Paper {n % 20}", published=date(2020, 1, 1) + timedelta(days=n // 4))


def account(n: int) -> Account:
    day = date(2020, 1, 1) + timedelta(days=n // 4)
    place = Where(f"Town {n % 50}", "XX", "Province", "town", 1, n % 50, n % 50, 5.0, place_id=f"t:{n % 50}")
    words = (
        Evidence("incident", Span(0, 9), f"gunmen shot at van {n % 90}"),
        Evidence("place", Span(0, 9), "x" * LENGTH),
    )
    return Account(f"r{n}#1", f"r{n}", "attack", "a shooting", day, day, 1, place, evidence=words)


def peak(size: int) -> int:
    tracemalloc.start()
    count = sum(len(i.accounts) for i in fuse_each(map(account, range(size)), map(report, range(size))))
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == size
    return found


def test_memory_grows_by_a_few_numbers_an_account_not_by_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "HELD", 50)
    monkeypatch.setattr(fusion, "_AT_HAND", 50)
    # What is loaded once and kept (vocabularies, remembered words) is no account's.
    peak(60)
    assert (peak(600) - peak(200)) / 400 < LIMIT


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(spill, "HELD", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_nothing_is_left_on_disk_after_an_error(disk: Path) -> None:
    def broken() -> Iterator[Account]:
        yield from map(account, range(30))
        raise OSError("the file ended")

    with pytest.raises(OSError, match="the file ended"):
        list(fuse_each(broken(), map(report, range(30))))
    assert list(disk.iterdir()) == []


def test_nothing_is_left_on_disk_when_only_some_incidents_are_taken(disk: Path) -> None:
    incidents = fuse_each(map(account, range(30)), map(report, range(30)))
    next(incidents)
    incidents.close()  # type: ignore[attr-defined]
    assert list(disk.iterdir()) == []


def test_reports_and_accounts_may_come_together_in_any_order(disk: Path) -> None:
    with Fusion() as together:
        for n in reversed(range(30)):
            together.add_account(account(n))
            together.add_report(report(n))
        found = list(together.incidents())
    assert found == list(fuse_each(map(account, range(30)), map(report, range(30))))
    assert list(disk.iterdir()) == []
