"""What a text's own lines say of its publication: the day, the publisher, the title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from seeds.days import Day, days
from seeds.lines import Line, is_byline, is_caption, is_foot, is_notice, is_published_line, is_update, lines
from seeds.report import Span
from seeds.words import any_of, fold, words

# A masthead is at the head: below so many lines a lone date is part of something else.
_HEAD = 12
_FOOT = 4
_ZONE = "gmt|utc|ist|pkt|pst|pdt|est|edt|et|bst|irst|local time|[+-]\\d{4}"
_CLOCK = rf"(?:[\s,،|•·@–—-]|at|\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?|[ap]\.?m\.?|{_ZONE})*"
_PLACE = r"[^\W\d_][\w .'’-]{1,30}(?:[,،]\s*[^\W\d_][\w .'’-]{1,30})?[,،(/]?\s*"


@dataclass(frozen=True, slots=True)
class Masthead:
    """What was found; None for what no line says. ``span`` is that of the words naming the day."""

    published: date | None = None
    span: Span | None = None
    publisher: str | None = None
    title: str | None = None


def read_masthead(text: str) -> Masthead:
    """Find day, publisher and title in the lines of a text; a date inside the story is never taken.

    >>> read_masthead('QUETTA: Two men were shot on Monday.' + chr(10) + 'Published in Dawn, May 3rd, 2020').published
    datetime.date(2020, 5, 3)
    >>> read_masthead('On January 16, 2024, missiles fell.').published is None
    True
    """
    found = _story(lines(text))
    day, publisher = None, None
    for attempt in (_labelled, _dateline, _byline, _alone, _after_bar):
        day, named = attempt(found)
        publisher = publisher or named
        if day:
            break
    title = _title_line(found)
    return Masthead(day.value if day else None, day.span if day else None, publisher, title.text if title else None)


def _story(found: list[Line]) -> list[Line]:
    """The lines down to where other stories and comments begin."""
    for index, line in enumerate(found):
        if index > len(found) * 0.3 and is_foot(line):
            return found[:index]
    return found


def _labelled(found: list[Line]) -> tuple[Day | None, str | None]:
    """'Published January 29, 2024', 'Published in Dawn, ...', 'From the print edition of May 22nd, 2017'."""
    for line in found:
        if len(line.text) > 200:
            continue
        for label in _label().finditer(line.folded):
            rest = line.text[label.end() :]
            day = next(iter(_moved(rest, line.span.start + label.end())), None)
            if day is None:
                continue
            between = rest[: day.span.start - line.span.start - label.end()]
            after = rest[day.span.end - line.span.start - label.end() :]
            if _not_label().search(fold(between)) or len(re.split("[|•·]", after)[0]) > 60:
                continue  # a sentence that begins as a label does
            if label.group("where"):
                publisher = re.sub(r"[\s,،:–—-]+(?:on\s*)?$", "", between)
                if 0 < len(publisher.split()) <= 6:
                    return day, publisher
                continue
            if len(between.strip(" ,،:–—-|")) <= 12:
                return day, None
    return None, None


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    plain = any_of((*words("published", "labels"), *words("published", "print_labels")))
    return re.compile(
        rf"(?:^[\W_]*|[|•·;(–—]\s*)(?:(?P<where>{any_of(words('published', 'in_labels'))})|(?:{plain}))(?!\w)[\s:\"']*"
    )


@lru_cache(maxsize=1)
def _not_label() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(words('published', 'not_labels'))})(?!\w)")


def _dateline(found: list[Line]) -> tuple[Day | None, str | None]:
    """'Islamabad, January 29, 2024, The Gazette: In the ...': a place, the day, and the story goes on after a mark."""
    for line in found[:_HEAD]:
        if len(line.text) < 60:
            continue
        for day in _moved(line.text[:120], line.span.start)[:1]:
            before = line.text[: day.span.start - line.span.start]
            after = line.text[day.span.end - line.span.start :]
            mark = re.match(r"(?P<who>[^.!?:–—-]{0,40}?)\s*(?::|–|—|\s-|\)-)", after)
            if not mark or not re.fullmatch(_PLACE, before):
                continue
            if not before[0].isupper() and before[0].lower() != before[0].upper():
                continue
            who = mark.group("who").strip(" ,،()/-")
            named = bool(who) and who[0].isupper() and len(who.split()) <= 5 and len(who) > 5
            return day, who if named else None
    return None, None


def _byline(found: list[Line]) -> tuple[Day | None, str | None]:
    """'By N. B. January 31, 2024', 'Agencies October 28, 2013'."""
    for line in found[:_HEAD]:
        if is_update(line) or not is_byline(line):
            continue
        for day in _moved(line.text, line.span.start):
            before = line.folded[: day.span.start - line.span.start]
            if re.search(r"[^\W\d]{2}", before) and not _not_label().search(before):
                return day, None
    return None, None


def _alone(found: list[Line]) -> tuple[Day | None, str | None]:
    """A line at the head or the foot that is a day and nothing else.

    Above the title a day without a clock time is not taken: there a page shows the day on which it was opened.
    """
    title = _title_line(found)
    below = next(
        (index for index, line in enumerate(found) if line is title or (line.closed and line.words > 8)), _HEAD
    )
    for index, line in enumerate(found):
        if _HEAD <= index < len(found) - _FOOT:
            continue
        for day in _moved(line.text, line.span.start)[:1]:
            before = line.folded[: day.span.start - line.span.start]
            after = line.folded[day.span.end - line.span.start :]
            timed = any(char.isdigit() for char in before + after)
            if (timed or index > below) and re.fullmatch(_CLOCK, before) and re.fullmatch(_CLOCK + r"\W*", after):
                return day, None
    return None, None


def _after_bar(found: list[Line]) -> tuple[Day | None, str | None]:
    """'World | January 31, 2024': a short line at the head whose last part is the day."""
    for line in found[:_HEAD]:
        if len(line.text) > 100 or is_update(line) or is_caption(line):
            continue
        for day in _moved(line.text, line.span.start)[:1]:
            before = line.folded[: day.span.start - line.span.start]
            after = line.folded[day.span.end - line.span.start :]
            if _not_label().search(before) or not re.fullmatch(_CLOCK + r"\W*", after):
                continue
            if re.search(r"[|•·]\s*$", before):
                return day, None
    return None, None


def _moved(text: str, offset: int) -> list[Day]:
    return [Day(day.value, Span(day.span.start + offset, day.span.end + offset)) for day in days(text)]


def _title_line(found: list[Line]) -> Line | None:
    """The first line above the story that is written as a title is: some words, no stop, a paragraph below."""
    for index, line in enumerate(found[:_HEAD]):
        if line.bullet or len(line.text) > 200:
            return None
        if (
            line.words < 3
            or is_notice(line)
            or is_byline(line)
            or is_published_line(line)
            or is_update(line)
            or is_caption(line)
        ):
            continue
        if line.closed or line.words > 30 or index + 1 >= len(found):
            return None
        return line
    return None
