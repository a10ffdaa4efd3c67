"""Reports shared among processes: the same accounts, in the same order, and no more processes than are worth it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from geo import pipeline
from geo.document import Document
from geo.incident import Account
from geo.pipeline import extract, processes_for
from geo.vocabulary import VocabularyError
from seeds.report import Report

TOWNS = ("Turbat", "Zahedan", "Panjgur", "Khash", "Quetta")


def reports(number: int) -> list[Report]:
    return [
        Report(
            id=f"r{i}",
            text=f"{i + 2} soldiers were killed when gunmen attacked a convoy in {TOWNS[i % len(TOWNS)]} on Monday.",
            published=date(2024, 1, 17),
        )
        for i in range(number)
    ]


def test_processes_tell_what_one_tells_in_the_same_order() -> None:
    given = reports(20)
    alone, shared = list(extract(given, workers=1)), list(extract(given, workers=2))
    assert [a.report.id for a in shared] == [r.id for r in given]
    assert shared == alone
    assert all(len(a.accounts) == 1 for a in alone)


def test_a_crowd_is_shared_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.pipeline.processes_for", lambda number: 2 if number == 20 else 1)
    given = reports(20)
    assert list(extract(iter(given))) == list(extract(given, workers=1))


@pytest.mark.parametrize(
    ("number", "cores", "processes"), [(0, 4, 1), (5, 4, 1), (130, 4, 2), (10_000, 4, 4), (9_999, 1, 1)]
)
def test_processes_that_are_worth_their_start(
    number: int, cores: int, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(cores)), raising=False)
    assert processes_for(number) == processes


def test_a_fault_of_ours_in_one_report_keeps_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def code(doc: Document, toponyms: object, words: object) -> tuple[Account, ...]:
        if doc.report.id == "bad":
            raise KeyError("QX")
        return ()

    monkeypatch.setattr(pipeline, "code_report", code)
    given = [Report(name, "Two men were shot in Quetta.", language="en") for name in ("good", "bad", "last")]
    assert [(e.report.id, e.fault) for e in extract(given, workers=1)] == [
        ("good", None), ("bad", "KeyError: 'QX'"), ("last", None),
    ]  # fmt: skip


def test_what_is_wrong_with_a_users_file_is_told_once_and_not_of_every_report(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[actors.groups", encoding="utf-8")
    with pytest.raises(VocabularyError):
        list(extract([Report("r", "Two men were shot.")], words=(str(tmp_path / "mine.toml"),), workers=1))
