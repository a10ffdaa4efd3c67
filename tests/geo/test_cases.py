"""Whole reports against what an analyst finds in them: the cases of tests/cases, misses as strict expected failures."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geo.incident import Account
from geo.pipeline import extract_report
from seeds.read import read_reports
from seeds.report import Report

CASES = Path(__file__).parent.parent / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.json"))


@cache
def report_of(name: str) -> Report:
    result = read_reports([CASES / f"{name}.md"])
    assert not result.rejected
    (report,) = result.reports
    return report


@cache
def accounts_of(name: str) -> tuple[Account, ...]:
    return extract_report(report_of(name)).accounts


def row_of(account: Account) -> dict[str, Any]:
    """The fields of an account that a case may tell."""
    return {
        "type": account.type,
        "start": account.start.isoformat() if account.start else None,
        "end": account.end.isoformat() if account.end else None,
        "place": account.where.name,
        "where_precision": account.where.where_precision,
        "killed": list(account.killed) if account.killed else None,
        "injured": list(account.injured) if account.injured else None,
        "status": account.status,
    }


def rows(part: str) -> list[Any]:
    """One parameter an incident of a case, named after its type, place and first day."""
    found = []
    for name in NAMES:
        for row in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))[part]:
            told = {key: value for key, value in row.items() if key != "reason"}
            marks = [pytest.mark.xfail(strict=True, reason=row["reason"])] if part == "misses" else []
            label = f"{name}-{row['type']}-{row['place']}-{row['start']}"
            found.append(pytest.param(name, told, marks=marks, id=label.replace(" ", "_")))
    return found


@pytest.mark.parametrize(("name", "told"), rows("accounts"))
def test_incident_is_read(name: str, told: dict[str, Any]) -> None:
    assert told in [{key: row_of(account)[key] for key in told} for account in accounts_of(name)]


@pytest.mark.parametrize(("name", "told"), rows("misses"))
def test_known_miss(name: str, told: dict[str, Any]) -> None:
    assert told in [{key: row_of(account)[key] for key in told} for account in accounts_of(name)]


@pytest.mark.parametrize("name", NAMES)
def test_every_quotation_is_the_reports_own(name: str) -> None:
    quoted = [evidence for account in accounts_of(name) for evidence in account.evidence]
    assert quoted
    assert [e.span.of(report_of(name).text) for e in quoted] == [e.text for e in quoted]


def test_each_case_has_both_files() -> None:
    assert sorted(path.stem for path in CASES.glob("*.md") if path.stem != "README") == NAMES
