"""The dates of a report taken together: joined to ranges, counted from one another, told apart from stamps."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from geo.date_words import DateWords
from geo.days import DateMention, is_taken, precision_of, shift
from geo.document import Document
from seeds.report import Span

_PARTS = ("early", "late", "the")
"""What may stand before a day in a range: 'between late Sunday and early Monday'."""
_WEEKS = 31
"""Days back to which 'since' tells of one stretch of news, not of a war."""
_CLOCK_LINE = re.compile(r"\d{1,2}:\d\d")
"""The hour that a line of publication gives."""
_DATELINE_END = re.compile(r"^[^.!?\n]{0,40}?(?::| [—–-] )")
"""What follows the day in a dateline: 'QUETTA, March 3: '."""


class Settling:
    """What the mentions of one report are to one another; ``settle`` takes them as each was read alone."""

    def __init__(self, doc: Document, words: DateWords) -> None:
        self.doc = doc
        self.text = doc.text
        self.low = doc.low
        self.published = doc.report.published
        self.v = words

    def settle(self, found: Sequence[DateMention]) -> tuple[DateMention, ...]:
        """In the order of the text, none inside another, ranges and 'Monday (January 29)' made one."""
        kept: list[DateMention] = []
        for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
            if is_taken(kept, mention):
                continue
            if kept:
                joined = self._joined(kept[-1], mention)
                if joined is not None:
                    kept[-1] = joined
                    continue
                kept[-1] = self._anchored(kept[-1], mention) or kept[-1]
            kept.append(self._running(mention))
        self._told_later(kept)
        self._of_same(kept)
        return tuple(self._stamped(mention) for mention in kept)

    def _running(self, mention: DateMention) -> DateMention:
        """'since January 15' reaches to the day of publication, where that is weeks away, not years."""
        start, published = mention.start, self.published
        if mention.kind != "absolute" or mention.precision != 1 or start is None or published is None:
            return mention
        if not 0 < (published - start).days <= _WEEKS or not self.low.endswith("since ", 0, mention.span.start):
            return mention
        return replace(mention, end=published, precision=precision_of((start, published)))

    def _told_later(self, kept: list[DateMention]) -> None:
        """'said on Friday that gunmen attacked on Wednesday': no weekday told of lies behind the one of the telling."""
        for k in range(1, len(kept)):
            one, two = kept[k - 1], kept[k]
            if one.start is None or two.start is None or one.precision != 1 or two.precision != 1 or two.future:
                continue
            if two.kind != "publication" or two.start <= one.start or "." in self.low[one.span.end : two.span.start]:
                continue
            weekday = self.low.startswith(tuple(self.v.weekdays), two.span.start)
            before = self.low[max(0, one.span.start - 30) : one.span.start].split()
            told = [word for word in before[-3:] if word not in ("on", "late", "early", "earlier")][-1:]
            if weekday and told and told[0] in self.v.saying:
                week = timedelta(days=7)
                kept[k] = replace(two, start=two.start - week, end=two.start - week)

    def _of_same(self, kept: list[DateMention]) -> None:
        """'Earlier that month', 'the same year': the month or the year of the date told before it."""
        for k in range(1, len(kept)):
            unit = kept[k].text.rsplit(" ", 1)[-1].casefold()
            if kept[k].direction != "same" or unit not in ("month", "year"):
                continue
            told = next((d for d in reversed(kept[:k]) if d.start is not None and d.end is not None), None)
            if told is None or told.start is None or told.end is None or told.start.year != told.end.year:
                continue
            first, last = told.start.replace(day=1), told.end.replace(day=monthrange(told.end.year, told.end.month)[1])
            if unit == "year":
                first, last = first.replace(month=1), last.replace(month=12, day=31)
            elif first.month != last.month:
                continue
            kept[k] = replace(
                kept[k],
                start=first,
                end=last,
                precision=precision_of((first, last)),
                kind="absolute",
                offset=None,
                direction=None,
            )

    def _anchored(self, one: DateMention, two: DateMention) -> DateMention | None:
        """'two days after January 16' is a date of its own: the first mention with its days, None elsewhere."""
        if one.kind != "event" or two.kind != "absolute" or one.offset is None or two.start is None or two.end is None:
            return None
        if self.low[one.span.end : two.span.start].strip(" ") not in ("", "on", "the") or one.direction == "same":
            return None
        low, high = one.offset if one.direction == "after" else (-one.offset[1], -one.offset[0])
        start, end = shift(two.start, low), shift(two.end, high)
        if start is None or end is None:
            return None
        days = (start, end)
        return replace(
            one, start=start, end=end, precision=precision_of(days), kind="absolute", offset=None, direction=None
        )

    def _joined(self, one: DateMention, two: DateMention) -> DateMention | None:
        """Two mentions that tell one stretch of days as one, 'Monday (January 29)'; None where they tell two."""
        gap = self.low[one.span.end : two.span.start]
        if len(gap) > 12 or "\n" in gap:
            return None
        text = self.text
        if (
            one.kind == "publication"
            and two.kind == "absolute"
            and (one.precision <= 2 or not one.start)
            and (two.precision == 1 or not two.start)
        ):
            closing = gap.strip(" ,") == "(" and text[two.span.end : two.span.end + 1] == ")"
            if gap.strip() in ("", ",", "the", ", the") or closing:
                span = Span(one.span.start, two.span.end + closing)
                return replace(two, span=span, text=span.of(text))
            return None
        word = gap.strip()
        week = self._in_week(one, two, word)
        if week is not None:
            return week
        if not one.start or not one.end or not two.start or not two.end:
            return None
        opened = [w for w in self.low[max(0, one.span.start - 20) : one.span.start].split() if w not in _PARTS]
        word = " ".join(w for w in word.split() if w not in _PARTS)  # 'between late Sunday and early Monday'
        between = opened[-1:] in (["between"], ["from"]) or opened[-2:] in (["night", "of"], ["night", "from"])
        between = between or self.low.startswith("overnight from", one.span.start)
        if self.low[one.span.start : one.span.end] == "overnight" and two.kind == "publication" and two.precision == 1:
            # 'overnight into Tuesday' began on Monday, 'overnight on Monday' ended on Tuesday
            first, last = (-1, 0) if word == "into" else (0, 1) if word in ("", "on") else (0, 0)
            days = (two.start + timedelta(days=first), two.start + timedelta(days=last))
            span = Span(one.span.start, two.span.end)
            return replace(two, span=span, text=span.of(text), start=days[0], end=days[1], precision=precision_of(days))
        ranged = word in ("-", "–", "—", "to", "into", "until", "till", "through") or (
            word == "and" and "between" in opened[-2:]
        )
        days_on_end = one.precision == two.precision == 1 and two.start == shift(one.start, 1)
        if word in ("and", "or") and days_on_end and one.kind == two.kind == "publication":
            ranged = True  # 'on Monday and Tuesday'
        if word == "and" and one.kind == two.kind == "absolute" and one.precision == two.precision == 4:
            ranged = ranged or two.start == shift(one.end, 1)  # 'in May and June'
        if not ranged or not (between or word != "to") or one.kind == "event" or two.kind == "event":
            return None
        start = one.start
        if start > two.end and one.kind == "publication":
            # 'from Thursday to Monday': the first lies before the second.
            start -= timedelta(days=7)
        if start > two.end:
            return None
        span = Span(one.span.start, two.span.end)
        days = (start, two.end)
        return replace(two, span=span, text=span.of(text), start=start, precision=precision_of(days))

    def _long_past(self, mention: DateMention) -> bool:
        published = self.published
        return published is not None and mention.start is not None and abs((published - mention.start).days) > 2

    def _in_week(self, one: DateMention, two: DateMention, word: str) -> DateMention | None:
        """'Monday last week', 'last week on Monday': the day of that week."""
        if word not in ("", "on", "of", ",") or one.kind != "publication" or two.kind != "publication":
            return None
        day, week = (one, two) if one.precision == 1 else (two, one)
        words = self.low[week.span.start : week.span.end].removeprefix("earlier ").removeprefix("later ")
        if words not in ("last week", "this week") or day.precision != 1 or not day.start or not week.start:
            return None
        if not self.low.startswith(tuple(self.v.weekdays), day.span.start):
            return None
        when = week.start + timedelta(days=day.start.weekday())
        span = Span(one.span.start, two.span.end)
        return replace(day, span=span, text=span.of(self.text), start=when, end=when)

    def _stamped(self, mention: DateMention) -> DateMention:
        """Mark the dates of publication and update lines, and of datelines."""
        if mention.kind == "event" or mention.kind == "span":
            return mention
        known = self.doc.report.published_span
        if known is not None and known.overlaps(mention.span):
            return replace(mention, stamp=True)
        sentence = self.doc.sentence_at(mention.span.start)
        if sentence is None:
            return mention
        block = self.doc.blocks[sentence.block]
        if block.kind in ("byline", "dateline"):
            return replace(mention, stamp=True)
        low = self.low
        line = low[block.span.start : min(block.span.end, block.span.start + 160)]
        if len(line) <= 110:
            if line.startswith(self.v.stamps):
                return replace(mention, stamp=True)
            rest = len(line) - (mention.span.end - mention.span.start)
            bare = mention.kind == "absolute" and mention.precision == 1
            if bare and line[-1:] not in ".!?" and (rest <= 30 or _CLOCK_LINE.search(line)):
                return replace(mention, stamp=True)
        if mention.span.start - block.span.start <= 70 and mention.kind == "absolute" and mention.precision == 1:
            head = low[block.span.start : mention.span.start]
            placed = head.split()[-1:] in (["on"], ["of"], ["since"], ["from"], ["by"])
            # 'June 3: gunmen killed ...' in a list of events long past heads its line, as no dateline does
            listed = not head.strip() and self._long_past(mention)
            if (
                "." not in head
                and not placed
                and not listed
                and _DATELINE_END.match(low[mention.span.end : min(block.span.end, mention.span.end + 44)])
            ):
                return replace(mention, stamp=True)
        return mention
