"""Words and stops of a stretch of text, case-folded, with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from seeds.report import Span

# Hyphenated words count as several; a possessive 's, a comma, a quotation mark are tokens. A ZWNJ binds (Persian).
_TOKEN = re.compile(r"[^\W_]+(?:\u200c[^\W_]+)*|(?<=\w)['’][sS]\b|[;:,()\[\]—–\"“”]|[.!?%۔؟،؛]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: the folded word, where it starts and ends in the text, whether it began in upper case."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    upper: list[bool]

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
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    upper: list[bool] = []
    for match in _TOKEN.finditer(text, within.start, within.end):
        word = match.group()
        words.append(word.casefold().replace("’", "'"))
        starts.append(match.start())
        ends.append(match.end())
        upper.append(word[0].isupper())
    return Tokens(words, starts, ends, upper)
