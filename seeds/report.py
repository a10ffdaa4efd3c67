"""A report: one published text, as it was given, with what is known of where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters of one report's text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class SummaryOf:
    """What a text in our own words retells, so that it is never shown as the publisher's."""

    publisher: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class Report:
    """One report.

    ``text`` is exactly what was read (line ends as ``\\n``), boilerplate and all: every span of every
    later record is an offset into it. ``published`` is the day of publication as found or given,
    None where nobody says; ``published_span`` the words of the text that say it, when the text does.
    ``language`` is a BCP 47 code ('en', 'fa', 'ur') or None.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    published_span: Span | None = None
    language: str | None = None
    summary_of: SummaryOf | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not be read: where it was, why, and what would be right."""

    source: str
    reason: str
