"""The words that frame an article (seeds/words.toml), and the folding under which they are compared."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

_SAME = {
    "ي": "ی",
    "ى": "ی",
    "ك": "ک",
    "ة": "ه",
    "‘": "'",
    "’": "'",
    "ʼ": "'",
    "“": '"',
    "”": '"',
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\t": " ",
    **{chr(0x06F0 + n): str(n) for n in range(10)},
    **{chr(0x0660 + n): str(n) for n in range(10)},
}
# Five times as fast on English text as str.translate, which looks at every letter.
_ANY = re.compile(f"[{''.join(_SAME)}]")


def fold(text: str) -> str:
    """Lower case, one form of each letter and digit; every character stays at its offset.

    >>> fold('Published ۳۰ January’s')
    "published 30 january's"
    """
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals have no single small letter; an offset must not move for them
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return _ANY.sub(lambda match: _SAME[match.group()], lower)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads((files("seeds") / "words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def words(section: str, key: str) -> tuple[str, ...]:
    """The folded words of one row of the vocabulary, in its order."""
    return tuple(fold(word) for word in _table()[section][key])


@lru_cache(maxsize=64)
def word_set(section: str, key: str) -> frozenset[str]:
    """The same as a set."""
    return frozenset(words(section, key))


@lru_cache(maxsize=8)
def numbered(section: str) -> dict[str, int]:
    """Word -> number, for the rows that are numbered (months)."""
    return {fold(word): int(number) for number, row in _table()[section].items() for word in row}


def any_of(found: Iterable[str]) -> str:
    """An alternation of literal words, the longest first; a blank stands for any run of blanks.

    >>> any_of(['may', 'december'])
    'december|may'
    """
    return "|".join(re.escape(word).replace("\\ ", r"\ +") for word in sorted(set(found), key=lambda w: (-len(w), w)))
