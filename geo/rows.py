"""Rows of names with one word for what they all are: 'in Sukma and Bijapur districts', 'the provinces of A and B'."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from gazetteer.place import Place
from geo.mentions import Mention
from geo.toponym import Toponym
from seeds.report import Span

_KINDS = {
    "provinces": "province", "states": "province", "regions": "province", "governorates": "province",
    "departments": "province", "oblasts": "province", "districts": "district", "counties": "district",
    "cities": "town", "towns": "town",
}  # fmt: skip
"""Words for several places, and the level they speak of."""
_KIND = re.compile(rf"\b(?:{'|'.join(_KINDS)})\b")
_AND = re.compile(r"(?:,? and |, )(?:the )?")

Find = Callable[[str, str, str], Sequence[Place]]
"""Places of a folded name and a level, written so: the name, the level, the words of the text."""


def same_kind(
    text: str, mentions: Sequence[Mention], judged: Sequence[Toponym | None], find: Find
) -> list[Toponym | None]:
    """What is told of each mention, with the names of a row put at the level that the word beside the row says."""
    result = list(judged)
    if not any(kind in text for kind in _KINDS):  # far faster than the pattern
        return result
    for kind in _KIND.finditer(text):
        level = _KINDS[kind.group()]
        row = _before(text, mentions, kind.start()) or _behind(text, mentions, kind.end())
        if len(row) < 2:
            continue
        known = Counter(t.place.country for i in row if (t := result[i]) is not None and t.place is not None)
        country = known.most_common(1)[0][0] if known else None
        for i in row:
            toponym, mention = result[i], mentions[i]
            if country is None or toponym is not None and toponym.place is not None and toponym.place.level == level:
                continue
            span = Span(mention.start, mention.end)
            places = [p for p in find(mention.key, level, span.of(text)) if p.country == country]
            if not places:
                continue
            why = (f"the text says that the places of the row are {kind.group()}",)
            if toponym is None:
                result[i] = Toponym(span, span.of(text), "location", places[0], 0.7, why)
            else:
                result[i] = replace(toponym, place=places[0], role="location", reasons=why)
    return result


def _before(text: str, mentions: Sequence[Mention], end: int) -> list[int]:
    """The row of names that ends right before an offset."""
    row: list[int] = []
    for i in range(len(mentions) - 1, -1, -1):
        if mentions[i].end > end or mentions[i].kind not in ("name", "unknown"):
            continue
        gap = text[mentions[i].end : end]
        if gap != " " if not row else _AND.fullmatch(gap) is None:
            break
        row.insert(0, i)
        end = mentions[i].start
    return row


def _behind(text: str, mentions: Sequence[Mention], start: int) -> list[int]:
    """The row of names that an 'of' ties to the word that ends at an offset."""
    row: list[int] = []
    for i, mention in enumerate(mentions):
        if mention.start < start or mention.kind not in ("name", "unknown"):
            continue
        gap = text[start : mention.start]
        if gap not in (" of ", " of the ", ": ") if not row else _AND.fullmatch(gap) is None:
            break
        row.append(i)
        start = mention.end
    return row
