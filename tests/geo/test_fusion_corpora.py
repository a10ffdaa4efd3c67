"""Linking on the gold accounts of the evaluation texts: fusion alone, whatever extraction can do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.score.fusion import linking


@pytest.mark.corpora
def test_gold_accounts_of_one_event_come_together(corpora: Path) -> None:
    folder = corpora / "news" / "dev"
    precision, recall, f1 = linking(folder / "gold.jsonl", folder / "articles.jsonl")
    # False merges are held worse than splits.
    assert precision >= 0.99
    assert recall >= 0.93
    assert f1 >= 0.95
