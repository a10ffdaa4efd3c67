"""Which language a text is in, by its letters and, for Latin ones, its small words."""

from __future__ import annotations

import re

from seeds.words import word_set

_SAMPLE = 4000
# Letters that one language of a script writes and its neighbours do not.
_URDU = frozenset("ٹڈڑںےہھۓ")
_PASHTO = frozenset("ټډړږښګڼېۍ")
_PERSIAN = frozenset("پچژگ")
_ARABIC = frozenset("ةيكىأإؤ")
_UKRAINIAN = frozenset("іїєґ")
_RUSSIAN = frozenset("ыэъё")


def language_of(text: str) -> str | None:
    """BCP 47 code of a text's language: 'en', 'fa', 'ur', 'ar', 'ps', 'ru', 'uk', 'he'; None where letters do not tell.

    >>> language_of('Two men were killed in the attack on the post, said the police.')
    'en'
    >>> language_of('دو نفر در حمله به پاسگاه کشته شدند'), language_of('حملے میں دو افراد ہلاک ہوگئے')
    ('fa', 'ur')
    >>> language_of('Turbat') is None
    True
    """
    letters = [char for char in text[:_SAMPLE].casefold() if char.isalpha()]
    if not letters:
        return None
    arabic = [char for char in letters if "\u0600" <= char <= "\u06ff" or "\u0750" <= char <= "\u077f"]
    if len(arabic) * 2 > len(letters):
        return _arabic_script(arabic)
    cyrillic = [char for char in letters if "\u0400" <= char <= "\u04ff"]
    if len(cyrillic) * 2 > len(letters):
        ukrainian, russian = (sum(char in some for char in cyrillic) for some in (_UKRAINIAN, _RUSSIAN))
        return None if ukrainian == russian else "uk" if ukrainian > russian else "ru"
    if sum("\u05d0" <= char <= "\u05ea" for char in letters) * 2 > len(letters):
        return "he"
    tokens = re.findall(r"[^\W\d_]+", text[:_SAMPLE].casefold())
    english = sum(token in word_set("language", "en") for token in tokens)
    other = sum(token in word_set("language", "other") for token in tokens)
    return "en" if english >= 2 and english * 12 >= len(tokens) and english > other else None


def _arabic_script(letters: list[str]) -> str | None:
    count = len(letters)
    urdu, pashto, persian, arabic = (
        sum(char in some for char in letters) for some in (_URDU, _PASHTO, _PERSIAN, _ARABIC)
    )
    if pashto * 50 > count and pashto > urdu:
        return "ps"
    if urdu * 50 > count:
        return "ur"
    if persian > arabic or (not arabic and any(char in "یک" for char in letters)):
        return "fa"
    return "ar" if arabic else None
