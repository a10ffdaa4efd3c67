"""Every known name in a text, with its span, in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from gazetteer.names import fold

# A name begins with a capital, or with a letter of a script that has no capitals; only those words are looked at.
# The class is one flat range list because that is what the regular-expression engine skips fastest to.
_CAPITALS = (
    "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u0104\u0106\u010c\u010e\u0110\u0112\u0118\u011a\u011e\u0122\u0124\u0126\u012a\u0130"
    "\u0139\u013b\u013d\u0141\u0143\u0147\u014c\u0150\u0152\u0158\u015a\u015e\u0160\u0162\u0164\u016a\u016e\u0170\u0178\u0179"
    "\u017b\u017d\u018f\u0218\u021a\u0386-\u03ab\u0400-\u042f\u0490\u0492\u049a\u0531-\u0556\u1e0c\u1e24\u1e5a\u1e62\u1e6c\u1e92"
)
_CASELESS = (
    "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0710-\u072f\u0904-\u0939\u0985-\u0dc6\u0e01-\u0eae\u0f40-\u10ff\u1100-\u11ff"
    "\u1200-\u135a\u1780-\u17b3\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3"
)
# Marks of scripts whose vowels are marks, dots ('U.S.'), apostrophes ("Xi'an") and ZWNJ go on with a word.
_REST = (
    r"[\w.'’ʻʼ‘\u200c\u064b-\u065f\u0670\u0900-\u0963"
    r"\u0966-\u0dff\u0e31-\u0e4e\u0eb0-\u0ecd\u102b-\u103e\u17b4-\u17d3]*"
)
_WORD = re.compile(f"[{_CAPITALS}{_CASELESS}]{_REST}")
_NO_SPACES = re.compile(r"[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]")
_DOTTED = re.compile(r"(?:\w{1,2}\.)+\w{1,2}\.?\Z")
_TRAIL = re.compile(r"(?:['’ʼ‘][sS])?[.'’ʻʼ‘\u200c]*\Z")

# What may stand between two words of one name; small linking words among it are part of the name.
_LINKS = frozenset(
    "of and de du des la le les del della di da do dos das e y i o va wa al el ul ud an as ash ar van von der den am"
    " au aux"
    " sur sous en upon on in under the bei ob na nad pod los las et bin ibn ed es ez ye ol til vor d l dell n".split()
)
_GAP = re.compile(r"(?:[-–‑/]|\s{1,2}|[ \t]*\n[ \t]*)(?:([^\W\d_]{1,5})(?:[-–‑' ’]|\s)){0,2}\Z")
_ARTICLE = re.compile(r"(?<![\w])(?:al|el|ul|ad|as|ash|ar|at|az|an|es|ez|ed)[-‑ ]\Z", re.IGNORECASE)
_LONGEST = 8
"""Words of the longest name looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a text: where it stands (characters, ``text[start:end]``) and its folded form."""

    start: int
    end: int
    key: str


class Scanner:
    """Finds the longest known names of a text.

    ``prefixes`` gives the known folded names that the given folded words begin with (as ``marisa_trie.Trie``'s
    method of that name does); ``extra`` holds more folded names, of one to three words; ``watch`` says of a folded
    word whether
    its places in a text are wanted as well. Words are folded once and remembered, so a scanner is made once and kept.
    """

    def __init__(
        self,
        prefixes: Callable[[str], Sequence[str]],
        extra: Collection[str] = frozenset(),
        watch: Callable[[str], bool] | None = None,
    ) -> None:
        self._prefixes = prefixes
        self._extra = extra
        self._watch = watch
        self._folded: dict[str, tuple[str, int, bool, bool]] = {}
        self._gaps: dict[str, str | None] = {"": None, " ": " ", "-": " ", "\n\n": None}
        self._alone: dict[str, bool] = {}

    def scan(self, text: str) -> list[Hit]:
        """Known names in the order of the text, none inside or across another; the longest from each word on.

        Capitalised names (however written: 'QUETTA', 'Quetta'), and any word of a script without capitals.
        Whether the name is a place there is not asked.
        """
        return self.scan_watching(text)[0]

    def scan_watching(self, text: str) -> tuple[list[Hit], list[tuple[int, int]]]:
        """The known names as :meth:`scan` gives them, and where the watched words stand (start, end)."""
        watched: list[tuple[int, int]] = []
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        owned: list[bool] = []
        folded = self._folded
        for match in _WORD.finditer(text):
            raw = match.group()
            known = folded.get(raw)
            if known is None:
                known = self._fold_word(raw)
            if known[0]:
                start = match.start()
                words.append(known[0])
                starts.append(start)
                ends.append(start + known[1])
                owned.append(known[3])
                if known[2]:
                    watched.append((start, start + known[1]))
        hits: list[Hit] = []
        gaps, alone, prefixes = self._gaps, self._alone, self._prefixes
        count = len(words)
        joins: list[str | None] = []
        for i in range(count - 1):
            gap = text[ends[i] + 2 if owned[i] else ends[i] : starts[i + 1]]
            join = gaps.get(gap, gaps)
            joins.append(self._gap(gap) if join is gaps else join)  # type: ignore[arg-type]
        joins.append(None)
        i = 0
        while i < count:
            word = words[i]
            begin = starts[i]
            if begin and text[begin - 1] in "-‑" and (article := _ARTICLE.search(text, max(0, begin - 5), begin)):
                hit = self._longest(f"{fold(article.group())} {word}", i, words, ends, owned, joins)
                if hit:
                    hits.append(Hit(article.start(), hit[1], hit[2]))
                    i = hit[0] + 1
                    continue
            if joins[i] is None:
                here = alone.get(word)
                if here is None:
                    here = alone[word] = word in self._extra or word in prefixes(word)
                if here:
                    hits.append(Hit(begin, ends[i], word))
                elif _NO_SPACES.match(text, begin):
                    hits.extend(self._unspaced(text, begin, ends[i]))
                i += 1
                continue
            hit = self._longest(word, i, words, ends, owned, joins)
            if hit is None:
                if _NO_SPACES.match(text, begin):
                    hits.extend(self._unspaced(text, begin, ends[i]))
                i += 1
                continue
            hits.append(Hit(begin, hit[1], hit[2]))
            i = hit[0] + 1
        return hits, watched

    def _longest(
        self,
        first: str,
        index: int,
        words: list[str],
        ends: list[int],
        owned: list[bool],
        joins: list[str | None],
    ) -> tuple[int, int, str] | None:
        """Index of the last word of the longest known name that begins with the word at ``index``, the name's end in
        the text, and its folded form.

        The 's of a word may be the name's own: "St. John's", "People's Republic of China".
        """
        joined = first
        lengths = [len(joined)]
        if owned[index]:
            joined += "s"
        for j in range(index, min(index + _LONGEST, len(words) - 1)):
            join = joins[j]
            if join is None:
                break
            joined += join + words[j + 1]
            lengths.append(len(joined))
            if owned[j + 1]:
                joined += "s"
        best = end = -1
        key = ""
        for count, size in enumerate(lengths[:3]):
            if joined[:size] in self._extra:
                best, key = count, joined[:size]
                end = ends[index + count]
        for name in self._prefixes(joined):
            size = len(name)
            if size <= len(key):
                continue
            if size in lengths:
                best, key = lengths.index(size), name
                end = ends[index + best]
            elif size - 1 in lengths and name[-1] == "s" and " " in name:
                count = lengths.index(size - 1)
                if owned[index + count]:
                    best, key = count, name
                    end = ends[index + count] + 2
        return None if best < 0 else (index + best, end, key)

    def _fold_word(self, raw: str) -> tuple[str, int, bool, bool]:
        """A word's folded form, its length in the text without a possessive or a full stop, whether it is watched, and
        whether it stands in the possessive; the form may be ''."""
        if len(self._folded) > 500_000:
            self._folded.clear()
        trimmed = raw if _DOTTED.match(raw) else _TRAIL.sub("", raw)
        folded = fold(trimmed)
        owned = raw[len(trimmed) + 1 : len(trimmed) + 2] in ("s", "S")
        value = (folded, len(trimmed), self._watch is not None and self._watch(folded), owned)
        self._folded[raw] = value
        return value

    def _gap(self, gap: str) -> str | None:
        """How a gap between two capitalised words reads in a folded name, None where a name cannot go on over it."""
        if len(self._gaps) > 100_000:
            self._gaps.clear()
        value: str | None = None
        if len(gap) < 40 and gap.count("\n") < 2 and _GAP.match(gap):
            links = fold(gap).split() if gap.strip(" -–‑/\n\t") else []
            if all(link in _LINKS for link in links):
                value = " " + "".join(link + " " for link in links)
                if gap.endswith(("'", "’")):  # 'Côte d'Ivoire' folds to 'cote divoire'
                    value = value.rstrip()
        elif gap in (". ", "., "):  # 'St. Louis', 'Mt. Hood'
            value = " " if gap == ". " else None
        self._gaps[gap] = value
        return value

    def _unspaced(self, text: str, start: int, end: int) -> list[Hit]:
        """Names in a stretch of a script that parts no words: the longest from each letter on, of two letters or
        more."""
        hits: list[Hit] = []
        while start < end - 1:
            stretch = fold(text[start : min(end, start + 24)])
            names = [n for n in self._prefixes(stretch) if len(n) >= 2]
            size = max(map(len, names), default=0)
            if size and text[start : start + size] == stretch[:size]:
                hits.append(Hit(start, start + size, stretch[:size]))
                start += size
            else:
                start += 1
        return hits


__all__ = ["Hit", "Scanner"]
