"""The bundled summaries: whole, labelled as ours, and in nobody else's words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from seeds import bundled_reports
from seeds.report import SummaryOf


def test_five_summaries_each_naming_whose_report_it_retells() -> None:
    assert {report.id: report.summary_of for report in bundled_reports()} == {
        "border-2024-000": SummaryOf(None, date(2024, 1, 29)),
        "border-2024-001": SummaryOf("Dawn", date(2024, 1, 30)),
        "border-2024-002": SummaryOf("The Europe Today", date(2024, 1, 29)),
        "border-2024-003": SummaryOf(None, date(2024, 1, 29)),
        "border-2024-004": SummaryOf("Caspian News", date(2024, 1, 31)),
    }
    for report in bundled_reports():
        assert report.publisher is None  # the words are ours, never the publisher's
        assert report.summary_of is not None
        assert report.published == report.summary_of.published
        assert report.language == "en"
        assert report.title


def test_no_run_of_words_is_taken_from_the_articles(corpora: Path) -> None:
    """Eight words in a row that an article has too would be its sentence."""
    for report, path in zip(bundled_reports(), sorted((corpora / "news" / "seeds").glob("*.txt")), strict=True):
        article = _words(path.read_text(encoding="utf-8"))
        theirs = {tuple(article[i : i + 8]) for i in range(len(article))}
        ours = _words(report.text)
        taken = [" ".join(ours[i : i + 8]) for i in range(len(ours) - 7) if tuple(ours[i : i + 8]) in theirs]
        assert taken == []


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
