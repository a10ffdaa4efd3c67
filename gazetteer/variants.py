"""Other spellings that transliteration from Persian, Urdu, Arabic or Cyrillic may give a folded name."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SAME = "="  # stands for the doubled letter itself
_TWICE = "=="  # stands for the letter doubled

# (pattern, what may stand instead); each occurrence is changed alone.
_SWAPS = tuple(
    (re.compile(old), new)
    for old, new in (
        (r"([a-z])\1", _SAME), (r"(?<=[aeiou])([lmnr])(?=[aeiou])", _TWICE), (r"^t[ae]ll? ", "tall "),
        (r"(?<=[aeiou])h(?=[^aeiou ]|$)", ""), (r"(?<=[aeiou])(?=$)", "h"), (r"ou|oo|uu", "u"),
        (r"ow", "au"),
        (r"u", "o"), (r"o", "u"), (r"ee|ei|iy", "i"), (r"e", "i"), (r"i", "e"), (r"aa", "a"), (r"a", "e"), (r"e",
        "a"), (r"o", "a"),
        (r"y", "i"), (r"i", "y"), (r"ai|ei", "ay"), (r"ay", "ai"), (r"ey", "ay"), (r"q", "gh"), (r"q", "k"), (r"gh",
        "q"), (r"gh", "g"),
        (r"kh", "k"), (r"k(?!h)", "kh"), (r"k(?!h)", "q"), (r"w", "v"), (r"v", "w"), (r"dj", "j"), (r"j", "dj"),
        (r"tch|tsh", "ch"),
        (r"th", "t"), (r"t(?!h)", "th"), (r"dh", "d"), (r"d(?!h)", "dh"), (r"ph", "f"), (r"z", "s"), (r"s(?!h)", "z"),
        (r"ts", "s"), (r"zh", "j"),
        (r"(?<=\w)(?: e | va | wa | o | and )(?=\w)", " "), (r" ", ""), (r"abad$", " abad"), (r"^al ", ""), (r"^",
        "al "), (r"iyah?$|iya$", "ia"),
    )
)  # fmt: skip


def variants(name: str, depth: int = 2) -> Iterator[str]:
    """Spellings one change away from a folded name, then two; each once, the name itself left out. A fixed order.

    >>> 'chabahar' in set(variants('chahbahar')), 'qila saifullah' in set(variants('qilla saifullah'))
    (True, True)
    """
    seen = {name}
    edge = [name]
    for _ in range(depth):
        following: list[str] = []
        for word in edge:
            for pattern, new in _SWAPS:
                for match in pattern.finditer(word):
                    put = match[1] if new == _SAME else 2 * match[1] if new == _TWICE else new
                    other = word[: match.start()] + put + word[match.end() :]
                    if other not in seen:
                        seen.add(other)
                        following.append(other)
                        yield other
        edge = following
