"""Number words and digits of English, Persian and Urdu, read as whole numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from geo.vocabulary import vocabulary

_DIGITS = re.compile(r"\d{1,3}(?:[,٬،]\d{3})+|\d{1,9}(?:[.٫]\d{1,3})?")
_URDU_LETTERS = re.compile("[ٹڈڑںےہھ]")
_ARABIC_LETTERS = re.compile("[\u0620-\u064a\u067e-\u06d5]")
_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff]")
# One letter, several code points: Arabic and Persian keyboards differ. Lengths are kept, so offsets are too.
_SAME_LETTER = {ord("ي"): "ی", ord("ى"): "ی", ord("ك"): "ک", ord("ۀ"): "ه", ord("ة"): "ه"}
_SAME_LETTER |= {ord("٠") + n: str(n) for n in range(10)} | {ord("۰") + n: str(n) for n in range(10)}


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of one language; words are lower case, letters as ``same_length_fold`` writes them."""

    values: dict[str, int]
    pairs: dict[str, int]
    scales: dict[str, int]
    joiner: frozenset[str]
    articles: frozenset[str]
    vague: frozenset[str]


@cache
def numerals(language: str) -> Numerals:
    """The number words of a language ('en', 'fa', 'ur'); English for any other code."""
    tables = vocabulary("numbers")
    table = tables.get(language, tables["en"])
    return Numerals(
        table["values"],
        table["pairs"],
        table["scales"],
        frozenset(table["joiner"]),
        frozenset(table["articles"]),
        frozenset(table["vague"]),
    )


def language_of(text: str, told: str | None) -> str:
    """The language whose words are looked for: 'en', 'fa' or 'ur'; by the script where nobody told.

    >>> language_of('Gunmen struck.', None), language_of('ہلاک ہو گئے', None), language_of('کشته شد', None)
    ('en', 'ur', 'fa')
    """
    if told:
        code = told.casefold()[:2]
        if code in ("en", "fa", "ur"):
            return code
    sample = text[:2000]
    if not _ARABIC_LETTERS.search(sample):
        return "en"
    if len(_ARABIC_LETTERS.findall(sample)) * 3 < len(sample):
        return "en"
    return "ur" if _URDU_LETTERS.search(sample) else "fa"


def same_length_fold(text: str) -> str:
    """Lower case with the letters and digits of Arabic script made one; as long as the text, so offsets hold.

    >>> same_length_fold('Killed ۱۱ ')
    'killed 11 '
    """
    if text.isascii():
        return text.lower()
    folded = text.translate(_SAME_LETTER) if _ARABIC_SCRIPT.search(text) else text
    lowered = folded.lower()
    # 'İ' lowers to two characters; such a text is lowered letter by letter where the length stays.
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


def one_spelling(text: str) -> str:
    """The text with the letters of Arabic script that keyboards write in two ways made one; offsets hold."""
    return text.translate(_SAME_LETTER) if _ARABIC_SCRIPT.search(text) else text


def digits_value(word: str) -> float | None:
    """The value of a word of digits, Latin or Arabic-Indic, with thousands marks; None for anything else.

    >>> digits_value('2,700'), digits_value('۱۱'), digits_value('16th')
    (2700, 11, None)
    """
    if not word[:1].isdecimal() or not _DIGITS.fullmatch(word):
        return None
    if word.isdecimal():
        return int(word)
    if "." in word or "٫" in word:
        return float(word.replace("٫", "."))
    return int(re.sub("[,٬،]", "", word))


def parse_number(words: Sequence[str], start: int, language: Numerals) -> tuple[int, int] | None:
    """Read the number that begins at ``words[start]`` and give (value, index after it); None where none does.

    Words are lower case. A fraction counts only before a scale ('2.3 million').

    >>> parse_number(['twenty', 'five', 'men'], 0, numerals('en'))
    (25, 2)
    >>> parse_number(['thirty', '-', 'two', 'men'], 0, numerals('en'))
    (32, 3)
    >>> parse_number(['one', 'hundred', 'and', 'five'], 0, numerals('en'))
    (105, 4)
    >>> parse_number(['a', 'dozen', 'men'], 0, numerals('en'))
    (12, 2)
    """
    count = len(words)
    at = start
    if at >= count:
        return None
    word = words[at]
    # 'half a dozen', 'a dozen', 'a hundred', 'a couple of'
    if word == "half" and words[at + 1 : at + 3] == ["a", "dozen"]:
        return 6, at + 3
    if word in language.articles:
        following = words[at + 1] if at + 1 < count else ""
        if following in language.pairs:
            return language.pairs[following], at + 3 if words[at + 2 : at + 3] == ["of"] else at + 2
        if following not in language.scales:
            return None
        at += 1
        word = following
    if word in language.pairs:
        return language.pairs[word], at + 2 if words[at + 1 : at + 2] == ["of"] else at + 1
    total = 0.0
    part: float | None = None
    while at < count:
        word = words[at]
        value = digits_value(word) if word[:1].isdecimal() else language.values.get(word)
        if value is not None:
            if part is None:
                part = value
            elif (
                0 < value < part
                and part % 10 == 0
                and not words[at - 1][:1].isdecimal()
                and (part >= 100 or value < 10)
            ):
                part += value
            else:
                break
        elif word in language.scales:
            scale = language.scales[word]
            if scale < 1000:
                part = (1 if part is None else part) * scale
            else:
                total += (1 if part is None else part) * scale
                part = None
        elif _is_inside(words, at, part, language):
            pass
        else:
            break
        at += 1
    if (part is None and total == 0) or (total + (part or 0)) % 1:
        return None
    return int(total + (part or 0)), at


def _is_inside(words: Sequence[str], at: int, part: float | None, language: Numerals) -> bool:
    """Whether a hyphen or a joiner binds what stands before it to what follows."""
    if words[at] == "-":
        return _is_compound(words, at, part, language)
    return words[at] in language.joiner and _joins(words, at, part, language)


def _is_compound(words: Sequence[str], at: int, part: float | None, language: Numerals) -> bool:
    """Whether the hyphen at ``at`` stands in 'thirty-two', never in '30-2'."""
    if part is None or part % 10 or at + 1 >= len(words) or words[at - 1][:1].isdecimal():
        return False
    return 0 < language.values.get(words[at + 1], 0) < 10


def _joins(words: Sequence[str], at: int, part: float | None, language: Numerals) -> bool:
    """Whether the joiner at ``at`` stands inside a number: 'hundred and five', 'بیست و پنج', never 'two and three'."""
    if at == 0 or at + 1 >= len(words) or words[at - 1][:1].isdecimal():
        return False
    following = language.values.get(words[at + 1])
    if following is None:
        return False
    if words[at - 1] in language.scales:
        return True
    # Only where every number is joined so ('بیست و پنج') do tens take a joiner.
    return "و" in language.joiner and part is not None and part % 10 == 0 and 0 < following < part
