"""Words and stops of a stretch of text, case-folded, with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from seeds.record import record
from seeds.report import Span

# Hyphenated words count as several; a possessive 's, a comma, a quotation mark are tokens. A ZWNJ and a vowel mark bind
# (Persian, Urdu), and so does the blank that some put before a Persian plural.
_TOKEN = re.compile(
    r"([^\W_]+(?:[\u200c\u064b-\u0655\u0670]+[^\W_]+)*(?:(?<=[\u0620-\u06d3]) (?:ها|های|هایی|(?<=ه )ای)(?![^\W_]))?|"
    r"(?<=\w)['’][sS]\b|[;:,()\[\]—–\"“”]|[.!?%۔؟،؛])"
)
# The same for text in ASCII, of which most sentences are: matched in half the time.
_ASCII_TOKEN = re.compile(r"([a-zA-Z0-9]+|(?<=\w)'[sS]\b|[;:,()\[\]\".!?%])", re.ASCII)
# Letters and digits that keyboards write in two ways are made one; joiners and vowel marks are dropped.
_ARABIC = str.maketrans(
    "يىكۀةأإۂ" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹",
    "ییکههااہ" + "0123456789" * 2,
    "\u200c\u0670 " + "".join(map(chr, range(0x64B, 0x656))),
)


def folded(word: str) -> str:
    """A word as tokens are compared: lower case, without what spellings of Persian and Urdu differ in.

    >>> folded('Raids'), folded('درگیری‌ها') == folded('درگيریها')
    ('raids', True)
    """
    word = word.casefold()
    return word if word.isascii() else word.replace("’", "'").translate(_ARABIC)


def by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases, folded, by their first word, longest first."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(map(folded, phrase.split()))
        rows.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(group, key=len, reverse=True)) for word, group in rows.items()}


# The same few thousand words make up most of every text.
_folded_before = lru_cache(maxsize=1 << 16)(folded)


@record(frozen=True, slots=True)
class Tokens:
    """Parallel lists: the folded word, where it starts and ends in the text, the word as written.

    ``arabic`` tells whether one of the first six words is written in Arabic script; ``present`` holds the different
    words, for rules that a sentence without one of theirs need not be read by.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    written: list[str]
    arabic: bool
    present: frozenset[str]

    def span(self, first: int, last: int) -> Span:
        """The span from token ``first`` to token ``last``, both included."""
        return Span(self.starts[first], self.ends[last])

    def first_at(self, offset: int) -> int:
        """Index of the first token that ends after the offset."""
        return bisect_right(self.ends, offset)

    def before(self, offset: int) -> int:
        """Number of tokens that start before the offset."""
        return bisect_left(self.starts, offset)


def tokens(text: str, within: Span) -> Tokens:
    """Cut a stretch into tokens.

    >>> tokens("Iran's missile-strike, he said.", Span(0, 31)).words
    ['iran', "'s", 'missile', 'strike', ',', 'he', 'said', '.']
    """
    stretch = within.of(text)
    plain = stretch.isascii()
    pieces = (_ASCII_TOKEN if plain else _TOKEN).split(stretch)  # gap, token, gap, token, ..., gap
    offsets = list(accumulate(map(len, pieces), initial=within.start))
    written = pieces[1::2]
    words = list(map(_folded_before, written))
    return Tokens(
        words,
        offsets[1:-1:2],
        offsets[2::2],
        written,
        not plain and any("\u0600" <= word[0] <= "\u06ff" for word in words[:6]),
        frozenset(words),
    )
