"""A report's text cut into blocks, with boilerplate set aside; offsets are kept."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise
from typing import Literal

from seeds.days import days
from seeds.lines import Line, is_byline, is_caption, is_foot, is_notice, is_published_line, lines
from seeds.record import record
from seeds.report import Report, Span
from seeds.words import any_of, fold, word_set

Kind = Literal["headline", "heading", "dateline", "byline", "caption", "paragraph", "aside"]
"""dateline: 'QUETTA:' at the head of a paragraph. aside: sidebars, notices and link lists about other things."""

# Text wrapped by hand or by a mailer has lines of at most so many characters; longer lines are whole paragraphs.
_WRAP = range(40, 131)
# A block said twice is a repeat only when it has so many words: two paragraphs may both be 'Two people died.'
_REPEAT_WORDS = 5
# A teaser repeats the opening of its paragraph: so many words alike, and so large a part of the shorter one.
_TEASER_WORDS = 10
_TEASER_SHARE = 0.8
_TITLE_WORDS = 3
_WORD = re.compile(r"\w+")


@record(frozen=True, slots=True)
class Block:
    """A stretch of one kind; blocks do not overlap and come in the order of the text.

    ``repeat_of`` is the index of an earlier block that says the same words (a title given twice, a caption
    under two pictures, a first paragraph repeated as a teaser), None for words that are new.
    """

    kind: Kind
    span: Span
    repeat_of: int | None = None


def blocks(report: Report) -> tuple[Block, ...]:
    """The blocks of a report, empty for a text without words."""
    found = _unwrapped(report.text, lines(report.text))
    title = _same(report.title or "")
    foot = _foot(found)
    list_from = _closing_list(found, foot)
    result: list[Block] = []
    story = False
    skipping = False
    for first, line in enumerate(found):
        span, text = line.span, line.text
        kind: Kind
        if first >= foot:
            kind = "aside"
        elif is_foot(line):
            kind, skipping = "aside", True
        elif title and len(text) < 2 * len(title) + 20 and _same(text) == title:
            kind, skipping = "headline", False
        else:
            kind = _kind(line, story)
            if skipping and kind == "heading":  # 'Related stories' amid the text: the titles below it are asides too
                kind = "aside"
            skipping = skipping and kind == "aside"
            if first >= list_from and kind == "heading":
                kind = "aside"
        if kind == "paragraph":
            head = _dateline(text, first_paragraph=not story)
            story = True
            if head:
                result.append(Block("dateline", Span(span.start, span.start + head[0])))
                span = Span(span.start + head[1], span.end)
                if span.start >= span.end:
                    continue
        result.append(Block(kind, span))
    result = _uncut(report.text, result)
    told = [number for number, block in enumerate(result) if block.kind in ("headline", "heading")]
    if told and not any(block.kind == "paragraph" for block in result):
        # A report of one line, without a stop at its end, is all there is to read.
        result[told[-1]] = replace(result[told[-1]], kind="paragraph")
    return _repeats(report.text, _headlined(report.text, result, title))


def _kind(line: Line, story: bool) -> Kind:
    if is_notice(line):
        return "aside"
    if (is_published_line(line) and days(line.text)) or is_byline(line):
        return "byline"
    if is_caption(line):
        return "caption"
    if line.marked_heading:
        return "heading"
    if line.bullet or line.closed or len(line.text) >= (120 if story else 200):
        return "paragraph"
    if _dateline(line.text, first_paragraph=not story):
        return "paragraph"
    return "heading"


def _headlined(text: str, found: list[Block], title: str) -> list[Block]:
    """Above the story the first heading is the headline, unless the title itself stands there."""
    if title and any(block.kind == "headline" for block in found):
        return found
    above = []
    for index, block in enumerate(found):
        if block.kind in ("paragraph", "dateline"):
            break
        if block.kind == "heading":
            above.append(index)
    if not above:
        return found
    long = [index for index in above if len(found[index].span.of(text).split()) >= _TITLE_WORDS]
    chosen = (long or above)[0]
    return [*found[:chosen], replace(found[chosen], kind="headline"), *found[chosen + 1 :]]


def _uncut(text: str, found: list[Block]) -> list[Block]:
    """A last line without a stop heads nothing: it is a paragraph that was cut off."""
    for index in range(len(found) - 1, 0, -1):
        block = found[index]
        above = ("paragraph", "heading") if index == len(found) - 1 else ("paragraph",)
        if block.kind == "heading" and found[index - 1].kind in above and len(block.span.of(text).split()) > 3:
            return [*found[:index], replace(block, kind="paragraph"), *found[index + 1 :]]
        if block.kind not in ("aside", "byline"):
            break
    return found


def _foot(found: list[Line]) -> int:
    """The index of the line from which on all is about other things; past the end where nothing is.

    Comments and 'more stories' end an article, but only where most of it is already said: the same words may stand
    between two paragraphs of it.
    """
    total = sum(len(line.text) for line in found)
    said = 0
    paragraphs = 0
    for index, line in enumerate(found):
        if is_foot(line) and paragraphs:
            left = found[index + 1 :]
            if said > total * 0.4 or not any(rest.closed and len(rest.text) > 80 for rest in left):
                return index
        said += len(line.text)
        paragraphs += line.closed and len(line.text) > 60
    return len(found)


def _closing_list(found: list[Line], foot: int) -> int:
    """The index at which a list of links begins that ends the text: three short lines or more without a stop."""
    index = foot
    while index and not found[index - 1].closed and len(found[index - 1].text) < 120 and not found[index - 1].bullet:
        index -= 1
    return index if foot - index >= 3 and index > foot / 2 else len(found)


def _unwrapped(text: str, found: list[Line]) -> list[Line]:
    """The lines of a text with those put together that wrapping made out of one paragraph."""
    width = _width(found)
    result: list[Line] = []
    for index, line in enumerate(found):
        if index and _goes_on(found[index - 1], line, width):
            first = result[-1]
            span = Span(first.span.start, line.span.end)
            result[-1] = replace(first, span=span, text=span.of(text), folded=fold(span.of(text)))
        else:
            result.append(line)
    return result


def _width(found: list[Line]) -> int:
    """The number of characters at which a text is wrapped, 0 for one whose every line is a paragraph.

    In a wrapped text the lines that end amid a sentence are nearly full, and hardly any line is longer.
    """
    pairs = [(line, after) for line, after in pairwise(found) if _open(line) and not _begins(after)]
    width = max((len(line.text) for line, _ in pairs if len(line.text) in _WRAP), default=0)
    full = sum(_full(line, after, width) for line, after in pairs)
    longer = sum(len(line.text) > width + 10 for line in found)
    return width if full >= 2 and full >= 0.6 * len(pairs) and longer <= 0.15 * len(found) else 0


def _goes_on(line: Line, after: Line, width: int) -> bool:
    """Whether a line goes on in the next: that begins small amid a sentence, or would not have fitted any more."""
    if _begins(after):
        return False
    if not line.closed and line.words > 5 and after.text[:1].islower():
        return True
    return bool(width) and len(line.text) <= width + 10 and _full(line, after, width)


def _open(line: Line) -> bool:
    return not line.closed and len(line.text) >= _WRAP.start


def _begins(line: Line) -> bool:
    return line.after_blank or line.bullet or line.marked_heading


def _full(line: Line, after: Line, width: int) -> bool:
    return len(line.text) + 1 + len(after.text.split(maxsplit=1)[0]) > width


_TOWN_OF = re.compile(r"[A-Z][A-Z'’. -]{2,28}, [A-Z][a-z]\w+(?: [A-Z]\w+){0,2}")
"""A dateline on a line of its own."""


@lru_cache(maxsize=1)
def _dateline_patterns() -> tuple[re.Pattern[str], ...]:
    months = any_of(("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"))
    months += "|" + any_of(("november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep"))
    months += "|oct|nov|dec"
    day = rf"(?i:(?:{months})\.?\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+(?:{months})\.?(?:\s+\d{{4}})?)"
    upper = r"[^\W\d_a-zа-я]{2}[^\W\d_a-zа-я'’. -]{0,28}"  # capitals alone; scripts without capitals are told below
    name = r"[A-ZÀ-Þ][\w'’.-]*(?:[ -](?:[A-ZÀ-Þ][\w'’.-]*|al|el|de|e|i|o|of|the|and|va)){0,3}"
    agency = r"[.,]?\s*[(/\[][^()/\[\]]{2,40}[)/\]]"
    more = rf"(?:\s*[,/]\s*{name}\.?){{0,2}}"
    local = "[\u0600-\u06ff\u200c]{2,15}"
    dash = r"\s*(?:[–—:]|--|[-_](?=\s)|\s-(?=\w))"
    return (
        # QUETTA: / PESHAWAR, Pakistan — / TEHRAN (FNA)- / BEIRUT, Jan. 3 (Xinhua) -- / KYIV /Ukraine/.
        # A day and an agency need no mark behind them: COLOMBO, Sep 22 (Reuters) A bomb hit a bus.
        re.compile(
            rf"(?=[A-Z])(?:{upper}){more}(?:,?\s*{day}(?:,\s*{name})?)?(?:{agency}\s*(?:[–—:.-]+|$)|{dash}|\s*$)"
            rf"|(?=[A-Z])(?:{upper}){more},?\s*{day}{agency}(?=\s+[A-Z“\"])"
        ),
        # Islamabad, January 29, 2024, The Gazette: / Anantnag: / Kabul (AFP) -
        re.compile(rf"{name}{more},?\s*{day}(?:,\s*{name})?(?:{agency}\s*[.–—:-]+|{dash})"),
        re.compile(rf"{name}{more}(?:{agency}\s*[.–—:-]+|,\s*[A-Z]{{2,6}}\s*[–—-]+(?=\s))"),
        re.compile(rf"{name}(?:,\s*{name})?\s*(?::(?=\s)|\s[–—-]+(?=\s)|[–—])"),
        # کوئٹہ: / تهران (ایسنا) -
        re.compile(rf"{local}(?: {local}){{0,2}}\s*[(/][^()/]{{2,40}}[)/]\s*[:–—-]*"),
        re.compile(rf"{local}(?: {local})?\s*[:–—-](?:\s*{local}\s*[–—-])?(?=\s*\S)"),
    )


def _dateline(text: str, *, first_paragraph: bool) -> tuple[int, int] | None:
    """End of the dateline a paragraph begins with and start of the words after it; None without one.

    A place in capitals heads a paragraph anywhere; one written as any name is only at the head of the story.

    >>> _dateline('QUETTA: Two men died.', first_paragraph=False)
    (7, 8)
    >>> _dateline('Anantnag: A gunfight broke out.', first_paragraph=True)
    (9, 10)
    >>> _dateline('Anantnag: A gunfight broke out.', first_paragraph=False) is None
    True
    """
    for number, pattern in enumerate(_dateline_patterns()):
        if number and not first_paragraph:
            return None
        match = pattern.match(text)
        if not match or match.end() > 90:
            continue
        head = fold(re.split(r"[:(\[/,–—-]", match.group(), maxsplit=1)[0]).strip()
        if head in word_set("dateline", "never") or any(part in word_set("dateline", "never") for part in head.split()):
            return None
        rest = text[match.end() :]
        if not rest.strip():
            alone = match.group().rstrip()
            # 'QUETTA:', and a town in capitals with its country: 'TEHRAN, Iran'
            ends = alone.endswith((":", "-", "–", "—", ")"))
            marked = number == 0 and (ends or _TOWN_OF.fullmatch(alone) is not None)
            return (match.end(), len(text)) if marked else None
        end = len(match.group().rstrip())
        return end, match.end() + len(rest) - len(rest.lstrip())
    return None


def _repeats(text: str, found: list[Block]) -> tuple[Block, ...]:
    """Mark the blocks whose words an earlier one has said already."""
    firsts: dict[tuple[str, ...], int] = {}
    read: dict[tuple[str, ...], list[str]] = {}
    seen: dict[str, int] = {}
    result: list[Block] = []
    for index, block in enumerate(found):
        words = islice(_WORD.finditer(text, block.span.start, block.span.end), _TEASER_WORDS)
        opening = tuple(fold(" ".join([match.group() for match in words])).split())
        earlier = index
        if block.kind != "aside" and (len(opening) >= _REPEAT_WORDS or block.kind == "headline"):
            first = firsts.setdefault(opening, index)
            if first != index:  # only blocks that begin alike, and few do, are read to their ends
                if opening not in read:
                    said = _same(found[first].span.of(text))
                    seen[said], read[opening] = first, said.split()
                said = _same(block.span.of(text))
                earlier = seen.setdefault(said, index)
                if earlier == index and _alike(read[opening], said.split()):
                    earlier = first
        result.append(block if earlier == index else replace(block, repeat_of=earlier))
    return tuple(result)


def _alike(first: list[str], second: list[str]) -> bool:
    """Whether two blocks begin with the same words, and go on for nearly as long."""
    short, long = sorted((first, second), key=len)
    shared = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return shared >= _TEASER_WORDS and shared >= _TEASER_SHARE * len(short) and len(long) <= 1.5 * len(short)


def _same(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
