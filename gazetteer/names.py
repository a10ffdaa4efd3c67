"""One folding of place names, a second and coarser key for transliterations, and the table of demonyms."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

# Letters that Unicode does not decompose, and the Arabic-script letters that Persian, Urdu, Arabic and Pashto
# keyboards use for one another. The key is looked up after NFKD and case folding.
_LETTERS = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŋ": "ng", "ə": "a",
    "ɓ": "b", "ɗ": "d", "ƙ": "k", "ơ": "o", "ư": "u",
    "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ێ": "ی", "ے": "ی", "ئ": "ی", "ك": "ک", "ڪ": "ک", "ګ": "گ",
    "ہ": "ه", "ھ": "ه", "ە": "ه", "ة": "ه", "ۃ": "ه", "ۀ": "ه", "ۂ": "ه",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ۆ": "و", "ں": "ن", "ڼ": "ن", "ټ": "ٹ", "ډ": "ڈ", "ړ": "ڑ",
    "ء": "", "ـ": "", "&": " and ",
}  # fmt: skip
# Joiners, direction marks, apostrophes of every make and dots vanish ('U.S.' is 'us', "Xi'an" is 'xian') ...
_VANISH = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\ufeff.'’‘ʼʻʾʿ`´ʹʺ′·"
)
_TABLE = {ord(c): "" for c in _VANISH} | {ord(c): to for c, to in _LETTERS.items()}
# ... marks written over or under a letter go too, but not the vowel signs of Indic scripts ...
_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
# ... and whatever else is no letter, mark or digit parts two words.
_KEEP_MARKS = re.compile(r"[^\W_]")
_PLAIN = re.compile(r"[a-z0-9 ]*\Z")

_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
_LONG_WORD = re.compile(r"\b(?:saint|sainte|fort|mount)\b")
# Only stripped where something is left: 'City of London' is 'london', 'the Hague' is 'hague', 'The' stays 'the'.
_LEADING = re.compile(r"(?:(?:the )?city of |the )+(?=\S)")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """The form under which spellings of one name meet; '' for a name without letters or digits.

    Case, accents, hyphens, apostrophes, dots, 'city of', 'Saint' / 'St.', the Arabic-script letters and
    digits that stand for one another, joiners and vowel marks make no difference. Folding twice changes nothing.

    >>> fold('Sistan-va-Balūchestān'), fold("Xi'an"), fold('U.S.'), fold('The City of Saint-Denis')
    ('sistan va baluchestan', 'xian', 'us', 'st denis')
    >>> fold('كراچي') == fold('کراچی')
    True
    """
    if name.isascii() and name.isalpha():  # most words of a text: what else is folded makes no difference to them
        lower = name.lower()
        return _SHORT.get(lower, lower)
    before = name
    while (after := _fold_once(before)) != before:
        before = after
    return after


def _fold_once(name: str) -> str:
    text = name.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold()).casefold()
        # Composed Arabic letters first: NFKD takes 'آ' apart, and the mark would otherwise be all that differs.
        text = _MARKS.sub("", text)
        text = unicodedata.normalize("NFC", text)
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    text = text.translate(_TABLE)
    if not _PLAIN.match(text):
        text = "".join(c if _KEEP_MARKS.match(c) or unicodedata.category(c) in ("Mn", "Mc") else " " for c in text)
    text = " ".join(text.split())
    text = _LONG_WORD.sub(lambda m: _SHORT[m.group()], text)
    match = _LEADING.match(text)
    return text[match.end() :] if match else text


# Words that link two names, or an article, and come and go between transliterations.
_LINKS = frozenset("and va wa o u e i y al el ul ol ud ad as ash an ar az us at il de del la le و ال".split())
_ARTICLE = re.compile(r"^(?:al|el|ul|an|as|ash|ar|az|ad|at)(?=[bcdfghjklmnpqrstvwxz]{1,2}[aeiou])")
_PAIRS = (
    ("tch", "C"), ("tsh", "C"), ("sch", "S"), ("ch", "C"), ("sh", "S"), ("zh", "J"), ("dj", "J"), ("j", "J"),
    ("kh", "k"), ("gh", "k"), ("q", "k"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("bh", "b"),
    ("x", "ks"), ("c", "k"), ("g", "g"), ("w", "v"),
)  # fmt: skip
_VOWELS = re.compile(r"(?<=.)[aeiouy]+")
_DOUBLES = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 14)
def sound(name: str) -> str:
    """A coarser key than :func:`fold`: transliterations of one name from Persian, Arabic or Urdu meet in it.

    Linking words, articles, vowels after the first letter, doubled letters and word breaks are dropped.
    Use it only where the exact key finds nothing, and not for short names: under four letters it says little.

    >>> sound('Sistan va Baluchestan') == sound('Sistan-Balouchistan') == sound('Sistan-o-Balochistan')
    True
    >>> sound('Torbat') == sound('Turbat'), sound('Eslamabad') == sound('Islamabad')
    (True, True)
    """
    words = [w for w in fold(name).split() if w not in _LINKS]
    if len(words) > 1:
        words = [_ARTICLE.sub("", w) for w in words]
    text = "".join(words)
    if not text.isascii():
        return text
    for old, new in _PAIRS:
        text = text.replace(old, new)
    first = text[:1]
    if first in "aeiouy":
        text = "a" + text[1:]
    text = _VOWELS.sub("", text)
    return _DOUBLES.sub(r"\1", text)


@cache
def _demonym_rows() -> tuple[tuple[str, str, str], ...]:
    lines = files("gazetteer").joinpath("data/demonyms.csv").read_text(encoding="utf-8").splitlines()
    return tuple((fold(row["demonym"]), row["country"], row["place"]) for row in csv.DictReader(lines))


@cache
def demonyms() -> dict[str, str]:
    """Folded demonym -> ISO 3166-1 alpha-2 code of its country ('iranian' -> 'IR'), in English, Persian and Urdu."""
    return {name: country for name, country, _ in _demonym_rows() if country}


@cache
def area_demonyms() -> dict[str, str]:
    """Folded demonym -> name of the place it speaks of, for those of no one country ('european' -> 'Europe')."""
    return {name: place for name, _, place in _demonym_rows() if place}
