"""Ways of telling an event that do not go together ('expelled', 'not allowed back'), found in a report's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from geo.document import sentence_spans
from geo.vocabulary import vocabulary
from seeds.report import Span

_WORD = re.compile(r"[^\W_]+")

Reach = Literal["clause", "paragraph", "report"]


@dataclass(frozen=True, slots=True)
class Contrast:
    """One such way, as a report words it: ``value`` in short; ``words`` and ``sentence`` are spans of the text."""

    field: str
    value: str
    types: frozenset[str]
    reach: Reach
    words: Span
    sentence: Span
    block: Span
    """The line of the text, a paragraph in most reports, that holds it."""
    quote: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    field: str
    types: frozenset[str]
    reach: Reach
    value: str
    words: frozenset[str]
    pattern: re.Pattern[str]


@cache
def _phrases() -> tuple[_Phrase, ...]:
    raw = vocabulary("contrasts")
    return tuple(
        _Phrase(
            row["field"],
            frozenset(row["types"]),
            row["reach"],
            value,
            frozenset(phrase.split()) - {"_"},
            _pattern(phrase),
        )
        for row in raw["contrast"]
        for value, phrases in row["alternatives"].items()
        for phrase in phrases
    )


@cache
def _anchored() -> Mapping[str, tuple[_Phrase, ...]]:
    """The phrases by their longest word."""
    found: dict[str, tuple[_Phrase, ...]] = {}
    for phrase in _phrases():
        anchor = max(sorted(phrase.words), key=len)
        found[anchor] = (*found.get(anchor, ()), phrase)
    return found


def _pattern(phrase: str) -> re.Pattern[str]:
    # Hyphens part words as blanks do; a gap never runs over the end of a clause.
    text = ""
    for word in phrase.split():
        text += r"(?:[^\s.!?;,]+[\s\-]+){0,4}?" if word == "_" else re.escape(word) + r"[\s\-]+"
    text = text.removesuffix(r"[\s\-]+")
    return re.compile(rf"\b{text}\b", re.IGNORECASE)


def find_contrasts(
    text: str, words: Iterable[str] | None = None, *, reach: frozenset[Reach] = frozenset({"paragraph", "report"})
) -> tuple[Contrast, ...]:
    """The contrasts of a text that count as far as one of ``reach``, in its order.

    ``words`` are the text's words in lower case, where the caller has them already.

    >>> [c.value for c in find_contrasts("It expelled the other envoy after a two-day visit.")]
    ['the envoy was expelled', 'a visit of two days']
    """
    present = frozenset(_WORD.findall(text.lower()) if words is None else words)
    anchored = _anchored()
    found: dict[tuple[int, str], Contrast] = {}
    # Most texts lack a word of most phrases: cheaper to ask than to search.
    for phrase in [p for word in sorted(anchored.keys() & present) for p in anchored[word]]:
        if phrase.reach not in reach or not phrase.words <= present:
            continue
        for match in phrase.pattern.finditer(text):
            block = _line(text, match.start())
            sentence = next((s for s in sentence_spans(text, block) if s.start <= match.start() < s.end), block)
            found.setdefault(
                (match.start(), phrase.value),
                Contrast(
                    phrase.field,
                    phrase.value,
                    phrase.types,
                    phrase.reach,
                    Span(*match.span()),
                    sentence,
                    block,
                    sentence.of(text),
                ),
            )
    return tuple(found[key] for key in sorted(found))


def _line(text: str, offset: int) -> Span:
    stop = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, stop if stop >= 0 else len(text))
