"""Dates of Persian and Urdu reports."""

from __future__ import annotations

from geo.days import DateMention
from geo.document import Document


def find_dates_rtl(doc: Document, language: str) -> tuple[DateMention, ...]:
    """The date mentions of a Persian ('fa') or Urdu ('ur') report."""
    return ()
