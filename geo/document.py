"""A report read once: blocks, sentences and words, with offsets, shared by every extractor."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from geo.numerals import same_length_fold
from geo.tokens import Tokens, tokens
from seeds.clean import Block, blocks
from seeds.record import record
from seeds.report import Report, Span

# A full stop after these ends no sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr gen lt col maj capt sgt brig adm sen rep gov pres st mt ft no vs etc jan feb mar apr jun jul aug sep"
    " sept oct nov dec mon tue wed thu fri sat sun prof rev hon supt insp u.s u.k u.n a.m p.m e.g i.e km al".split()
)
# Both ways begin with the same class of characters: the engine skips fast to what every match begins with.
_END = re.compile(r"""[.!?۔؟](?:[.!?۔؟]*["'”’»)\]]*(?=\s|$)|(?<=[.!?])["”’»]+(?=[A-Z]))""")
_WORD_BEFORE = re.compile(r"([\w.]+)$")
_LONGEST_WORD = 20
"""Characters before a full stop that are looked at: more than any abbreviation has."""


@record(frozen=True, slots=True)
class Sentence:
    """One sentence, never across two blocks. ``index`` counts over the document, ``block`` is its block's number."""

    index: int
    block: int
    span: Span
    text: str


@dataclass(frozen=True)
class Document:
    """A report with its blocks and sentences. Asides (sidebars, notices) have no sentences."""

    report: Report
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def text(self) -> str:
        """The report's text; all spans are offsets into it."""
        return self.report.text

    @cached_property
    def low(self) -> str:
        """The text in small letters and with one form of each, at the same offsets."""
        return same_length_fold(self.text)

    @cached_property
    def tokens(self) -> tuple[Tokens, ...]:
        """The words of each sentence."""
        return tuple(tokens(self.text, s.span) for s in self.sentences)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.span.start for s in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers the offset, None outside of all."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self.sentences[i].span.end:
            return self.sentences[i]
        return None


def read_document(report: Report) -> Document:
    """Cut a report into blocks and sentences."""
    parts = blocks(report)
    sentences: list[Sentence] = []
    for number, block in enumerate(parts):
        if block.kind == "aside":
            continue
        for span in sentence_spans(report.text, block.span):
            sentences.append(Sentence(len(sentences), number, span, span.of(report.text)))
    return Document(report, parts, tuple(sentences))


def sentence_spans(text: str, within: Span) -> list[Span]:
    """Sentences of a stretch of text, trimmed of blanks; English, Persian and Urdu stops.

    >>> [s.of('Gen. Munir spoke. He left.') for s in sentence_spans('Gen. Munir spoke. He left.', Span(0, 26))]
    ['Gen. Munir spoke.', 'He left.']
    """
    result: list[tuple[int, int]] = []
    start = within.start
    for match in _END.finditer(text, within.start, within.end):
        if match.group().startswith(".") and _no_end(text, start, match.start(), match.end(), within.end):
            continue
        result.append((start, match.end()))
        start = match.end()
    result.append((start, within.end))
    cut = (piece for start, end in result for piece in _bearable(text, start, end))
    return [_trimmed(text, start, end) for start, end in cut if not text[start:end].isspace() and start < end]


_LONGEST_SENTENCE = 1500
"""Characters beyond which a sentence is none but a list or a text without stops, and would take very long to read."""


def _bearable(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch in pieces of bearable length, cut at blanks where there are any."""
    while end - start > _LONGEST_SENTENCE:
        blank = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        stop = blank if blank > start else start + _LONGEST_SENTENCE
        yield start, stop
        start = stop
    yield start, end


def _no_end(text: str, start: int, stop: int, after: int, limit: int) -> bool:
    word = _WORD_BEFORE.search(text, max(start, stop - _LONGEST_WORD), stop)
    if not word:
        return False
    token = word.group(1).casefold()
    following = text[after:limit].lstrip()[:1]
    if following.islower():
        return True
    return token in _ABBREVIATIONS or (len(token) == 1 and token.isalpha() and word.group(1).isupper())


def _trimmed(text: str, start: int, end: int) -> Span:
    raw = text[start:end]
    return Span(start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip())))
