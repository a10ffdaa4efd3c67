"""Other spellings that transliteration from Persian, Urdu, Arabic or Cyrillic may give a folded name."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SAME = "="  # stands for the doubled letter itself
_TWICE = "=="  # stands for the letter doubled

# (letters that must be there, pattern, what may stand instead); each occurrence is changed alone.
_SWAPS = tuple(
    (must, re.compile(old), new)
    for must, old, new in (
        ("", r"([a-z])\1", _SAME), ("", r"(?<=[aeiou])([lmnr])(?=[aeiou])", _TWICE), ("t", r"^t[ae]ll? ", "tall "),
        ("h", r"(?<=[aeiou])h(?=[^aeiou ]|$)", ""), ("", r"(?<=[aeiou])(?=$)", "h"),
        ("", r"ou|oo|uu", "u"), ("ow", r"ow", "au"), ("u", r"u", "o"), ("o", r"o", "u"), ("", r"ee|ei|iy", "i"),
        ("e", r"e", "i"), ("i", r"i", "e"), ("aa", r"aa", "a"), ("a", r"a", "e"), ("e", r"e", "a"), ("o", r"o", "a"),
        ("y", r"y", "i"), ("i", r"i", "y"), ("i", r"ai|ei", "ay"), ("ay", r"ay", "ai"), ("ey", r"ey", "ay"),
        ("q", r"q", "gh"), ("q", r"q", "k"), ("gh", r"gh", "q"), ("gh", r"gh", "g"), ("kh", r"kh", "k"),
        ("k", r"k(?!h)", "kh"), ("k", r"k(?!h)", "q"), ("w", r"w", "v"), ("v", r"v", "w"), ("dj", r"dj", "j"),
        ("j", r"j", "dj"), ("t", r"tch|tsh", "ch"), ("th", r"th", "t"), ("t", r"t(?!h)", "th"), ("dh", r"dh", "d"),
        ("d", r"d(?!h)", "dh"), ("ph", r"ph", "f"), ("z", r"z", "s"), ("s", r"s(?!h)", "z"), ("ts", r"ts", "s"),
        ("zh", r"zh", "j"), (" ", r"(?<=\w)(?: e | va | wa | o | and )(?=\w)", " "), (" ", r" ", ""),
        ("abad", r"abad$", " abad"), ("al ", r"^al ", ""), ("", r"^", "al "), ("iya", r"iyah?$|iya$", "ia"),
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
            for must, pattern, new in _SWAPS:
                if must not in word:
                    continue
                for match in pattern.finditer(word):
                    put = match[1] if new == _SAME else 2 * match[1] if new == _TWICE else new
                    other = word[: match.start()] + put + word[match.end() :]
                    if other not in seen:
                        seen.add(other)
                        following.append(other)
                        yield other
        edge = following
