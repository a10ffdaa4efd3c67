"""Fusion of many accounts whose events are known, at a size that a test may take. The bench tells times and more."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from geo.blocks import Blocks
from geo.fusion import fuse
from geo.signs import signs_of


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    path = Path(__file__).parent.parent / "bench" / "bench_fusion.py"
    spec = importlib.util.spec_from_file_location("bench_fusion", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_fusion"] = module
    spec.loader.exec_module(module)
    return module


def test_false_merges_are_rarer_than_splits_and_both_are_rare(bench: ModuleType) -> None:
    accounts, reports, truth = bench.make(800)
    precision, recall, f1 = bench.b_cubed(fuse(accounts, reports), truth)
    assert precision >= 0.98
    assert recall >= 0.90
    assert f1 >= 0.94


def test_pairs_grow_with_the_accounts_not_their_square(bench: ModuleType) -> None:
    counts = []
    for size in (500, 2000):
        accounts, reports, _ = bench.make(size)
        published = {report.id: report.published for report in reports}
        blocks = Blocks()
        for rank, account in enumerate(sorted(accounts, key=lambda a: (published[a.report] or date.max, a.id))):
            blocks.add(signs_of(account, rank, published[account.report]))
        counts.append(sum(1 for _ in blocks.pairs()) / len(accounts))
    # Four times the accounts on the same days and in the same towns: by squares each would meet four times as many.
    assert counts[1] < 2.5 * counts[0]


def test_wire_copies_are_not_counted_as_sources(bench: ModuleType) -> None:
    accounts, reports, _ = bench.make(300)
    incidents = fuse(accounts, reports)
    assert any(s.carried_by for i in incidents for s in i.sources)
    for incident in incidents:
        told = [r for s in incident.sources for r in (s.report, *s.carried_by)]
        assert sorted(told) == sorted({a.report for a in incident.accounts})
