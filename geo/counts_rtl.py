"""Counts of people in Persian and Urdu reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.document import Document

if TYPE_CHECKING:
    from geo.counts import Count


def find_counts_rtl(doc: Document, language: str) -> tuple[Count, ...]:
    """The counts of a Persian ('fa') or Urdu ('ur') report."""
    return ()
