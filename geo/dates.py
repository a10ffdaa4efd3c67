"""When: the words of a report that tell a date, and the days they mean against the day of publication."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from geo.date_settling import Settling
from geo.date_words import date_words
from geo.days import (
    DateKind,
    DateMention,
    Days,
    Direction,
    latest_weekday,
    month_days,
    months_back,
    next_weekday,
    part_of,
    precision_of,
    safe_day,
    shift,
    year_days,
)
from geo.document import Document
from geo.numerals import language_of, numerals, parse_number
from seeds.report import Span

__all__ = ["DateKind", "DateMention", "Direction", "find_dates"]

_TOKEN = re.compile(r"([^\W_]+)")
_ISO = re.compile(r"(?<![\w/.-])((?:19|20)\d\d)([-/])([01]\d)\2([0-3]\d)(?![\w/-])")
_NUMERIC = re.compile(r"\d[-/.]\d")
_SLASHED = re.compile(r"(?<![\w/.-])(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)(?![\w/])")
_NO_CLOCK = r"(?![\d%]|:\d|[ \u00a0]?[ap]\.?m\b)"
_DAY_AFTER = re.compile(
    r"\.?(?:[ \u00a0]+the)?[ \u00a0-](?P<day>\d{1,2})(?:st|nd|rd|th)?(?!,\d)" + _NO_CLOCK +
    # a second day: after a dash or 'to', or after 'and' where no noun follows ('January 16 and 18')
    r"(?:(?P<join>[ \u00a0]?[-–—][ \u00a0]?|[ \u00a0](?:to|until|through|and|or)[ \u00a0])"
    r"(?P<last>\d{1,2})(?:st|nd|rd|th)?"
    + _NO_CLOCK
    + r"(?=[ \u00a0]*(?:[^\w \u00a0]|$)|[ \u00a0](?:in|at|on|near|when|by|the|of|as|last|this|\d{4})\b))?"
    # the year
    r"(?:,?[ \u00a0](?P<year>(?:19|20)\d\d)(?!\d)"
    r"|,?[ \u00a0](?:of[ \u00a0])?(?P<named>(?:last|this|next|that|the[ \u00a0]same)[ \u00a0]year)\b)?"
)
_YEAR_AFTER = re.compile(
    r"\.?(?:,?[ \u00a0]|-(?=\d{4})|,[ \u00a0]?in[ \u00a0]|[ \u00a0](?:of|in)[ \u00a0])"
    r"(?:(?P<year>(?:19|20)\d\d)(?![\d:])|(?P<named>(?:last|this|next|that|the[ \u00a0]same)[ \u00a0]year)\b)"
)
_YEAR_BEFORE = re.compile(r"\b(?:(?P<named>last|this) year|(?:in )?(?P<year>(?:19|20)\d\d)),? (?:(?:in|on) )?\Z")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,.:]\d|\d)")
_DAY_PART = re.compile(r"(?:,? (?:in the )?(?:late |early )?)(?:night|evening|morning|afternoon)\b")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_DONE = re.compile(r" (?:that|which) (?:[a-z]+ed|left|cost|took)\b")
"""What follows the day of an act, whatever is to come of it: 'will meet over the raid of Sunday that killed'."""
_IT_IS = re.compile(r"\bit (?:is|was|has been)(?: \w+)? \Z")
_NEAR = 400
"""Characters over which a month keeps the year it was named with."""
_WEEKS_OF = {"first": (1, 7), "second": (8, 14), "third": (15, 21), "fourth": (22, 28)}
_FEAST = re.compile(r"\b(?:new year['’]s (?:eve|day)|christmas (?:eve|day))\b")


def find_dates(doc: Document) -> tuple[DateMention, ...]:
    """The date mentions of a report's sentences, in the order of the text; none for a text without any.

    Dates are resolved against ``doc.report.published``; where that is None, only dates that name their own year have
    days. A weekday is the latest one on or before publication, a month the latest that has begun; words of the
    future turn both round.
    """
    language = language_of(doc.text, doc.report.language)
    if language != "en":
        from geo.dates_rtl import find_dates_rtl

        return find_dates_rtl(doc, language)
    return _English(doc).run()


class _English:
    """One pass over the words of one report."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.text = doc.text
        self.low = doc.low
        self.published = doc.report.published
        parts: list[str] = _TOKEN.split(self.low)  # gap, word, gap, word, ..., gap
        self.parts, self.words, self.gaps = parts, parts[1::2], parts[::2]
        self.found: list[DateMention] = []
        self.v = date_words()

    def run(self) -> tuple[DateMention, ...]:
        cues = self.v.cues
        readers: dict[str, Callable[[int], None]] = {
            "month": self._month,
            "weekday": self._weekday,
            "day": self._day,
            "unit": self._unit,
            "season": self._season,
            "part": self._part,
            "weekend": self._weekend,
        }
        for i in [i for i, word in enumerate(self.words) if word in cues or word[0] in "0123456789"]:
            word = self.words[i]
            cue = cues.get(word)
            if cue is not None:
                readers[cue](i)
            else:
                self._digits(i, word)
        if _NUMERIC.search(self.low):
            self._numeric()
        if " eve" in self.low or "christmas" in self.low or "new year" in self.low:
            self._feasts()
        return Settling(self.doc, self.v).settle(self.found)

    def _feasts(self) -> None:
        """'on New Year's Eve': the latest one that was not after publication."""
        for match in _FEAST.finditer(self.low):
            month, day = self.v.feasts[match.group().replace("’", "'")]
            self._add(
                match.start(), match.end(), self._one_day(None, month, day, self._word_at(match.start())), "absolute"
            )

    @cached_property
    def starts(self) -> list[int]:
        """Where each word starts; many a report has no date at all."""
        return self._offsets[0:-1:2]

    @cached_property
    def ends(self) -> list[int]:
        return self._offsets[1::2]

    @cached_property
    def _offsets(self) -> list[int]:
        return list(accumulate(map(len, self.parts)))

    def _word_at(self, start: int) -> int:
        return bisect_left(self.starts, start)

    def _digits(self, i: int, word: str) -> None:
        if len(word) == 4 and word[:2] in ("19", "20") and word.isdigit():
            self._year(i)
        elif len(word) == 5 and word[4] == "s" and word[:2] in ("18", "19", "20") and word[:4].isdigit():
            self._add(self.starts[i], self.ends[i], None, "span")
        elif not word.isdigit() and len(word) <= 4:
            self._ordinal(i)

    # Small looks around a word.

    def _gap(self, i: int) -> str:
        """What stands between word ``i`` and the next; a full stop where there is none."""
        if i < 0 or i + 1 >= len(self.words):
            return "."
        return self.gaps[i + 1]

    def _before(self, i: int, back: int = 1) -> str:
        """The word ``back`` places before word ``i`` where only blanks or hyphens part them, else ''."""
        for k in range(i - back, i):
            if k < 0 or self._gap(k) not in (" ", "-", "\u00a0", "  ", "‑"):
                return ""
        word: str = self.words[i - back]
        return word

    def _after(self, i: int, forward: int = 1) -> str:
        """The word ``forward`` places after word ``i`` where only blanks or hyphens part them, else ''."""
        for k in range(i, i + forward):
            if self._gap(k) not in (" ", "-", "\u00a0", "  ", "‑"):
                return ""
        word: str = self.words[i + forward]
        return word

    def _capital(self, i: int) -> bool:
        return self.text[self.starts[i]].isupper()

    def _number_before(self, i: int) -> tuple[float, float, int] | None:
        """The number that ends just before word ``i``: (low, high, index of its first word)."""
        words = self.words
        english = numerals("en")
        for length in (3, 2, 1):
            first = i - length
            if first < 0 or not self._before(i, length):
                continue
            parsed = parse_number(words[first:i], 0, english)
            if parsed is not None and parsed[1] == length:
                return parsed[0], parsed[0], first
        one = self._before(i)
        if one in ("a", "an"):
            return 1, 1, i - 1
        if one == "of" and self._before(i, 2) in self.v.vague_numbers:
            low, high = self.v.vague_numbers[self._before(i, 2)]
            return low, high, i - (3 if self._before(i, 3) == "a" else 2)
        if one in self.v.vague_numbers:
            low, high = self.v.vague_numbers[one]
            return low, high, i - (2 if self._before(i, 2) in ("a", "the") else 1)
        if one == "half" and self._before(i, 2) == "a":
            return 0.5, 0.5, i - 2
        return None

    def _future(self, i: int) -> bool:
        """Whether the verb before word ``i`` looks ahead: 'will meet on Monday', not 'said on Monday'."""
        return self._tense(i) == "future"

    def _tense(self, i: int) -> str:
        """'future' or 'past' as the last verb before word ``i`` in its sentence tells, '' where none does."""
        for k in range(i - 1, max(-1, i - 13), -1):
            gap = self._gap(k)
            if "." in gap or "\n" in gap or ";" in gap:
                return ""
            word = self.words[k]
            if word == "set" and self._after(k) != "to" or word == "may" and self._capital(k):
                continue
            if word == "and" and "," in self._gap(k - 1):
                return ""  # what stands before another clause tells nothing of this one
            if word in self.v.future:
                return "future"
            done = word.endswith("ed") and k > 0 and self.words[k - 1] not in ("be", "been", "being", "the")
            if done or word in self.v.past:
                return "past"
        return ""

    def _add(
        self,
        start: int,
        end: int,
        days: Days | None,
        kind: DateKind,
        *,
        offset: tuple[int, int] | None = None,
        direction: Direction | None = None,
        future: bool = False,
    ) -> None:
        if self.doc.sentence_at(start) is None:
            return
        later = days is not None and self.published is not None and days[0] > self.published
        self.found.append(
            DateMention(
                Span(start, end),
                self.text[start:end],
                days[0] if days else None,
                days[1] if days else None,
                precision_of(days),
                kind,
                offset,
                direction,
                future=future or later,
            )
        )

    # Days and months that name themselves.

    def _month(self, i: int) -> None:
        v = self.v
        word = self.words[i]
        if not self._capital(i):
            return
        short = word not in v.months
        month = v.short_months[word] if short else v.months[word]
        start, end = self.starts[i], self.ends[i]
        before = self._before(i)
        after = _DAY_AFTER.match(self.low, end)
        if after and before == "in" and not after["year"] and not self.low[after.end("day")].isalpha():
            after = None  # 'in December 12 people were killed'
        if after and 1 <= int(after["day"]) <= 31:
            year, stop = self._year_of(after), after.end()
            day, last = int(after["day"]), int(after["last"]) if after["last"] else None
            start = self._weekday_before(i)
            led = self._year_before(start) if year is None else None
            year, start = led or (year, start)
            joined_by_and = bool(after["join"]) and after["join"].strip() in ("and", "or") and not self._between(i)
            if last is None or joined_by_and or not 1 <= last <= 31:
                stop = after.end("day") if last is not None and not after["year"] and not after["named"] else stop
                self._add(start, self._ordinal_end(stop), self._one_day(year, month, day, i), "absolute")
                if last is not None and joined_by_and:
                    self._add(
                        after.start("last"),
                        self._ordinal_end(after.end("last")),
                        self._one_day(year, month, last, i),
                        "absolute",
                    )
                return
            first_day, last_day = self._one_day(year, month, day, i), self._one_day(year, month, last, i)
            days = (first_day[0], last_day[0]) if first_day and last_day and first_day[0] <= last_day[0] else first_day
            self._add(start, stop, days, "absolute")
            return
        if after and int(after["day"]) > 31:
            after = None
        # A full stop belongs to 'Oct. 2013'; after 'April' it ends the sentence.
        named = _YEAR_AFTER.match(self.low, end) if short or self.low[end : end + 1] != "." else None
        year = self._year_of(named) if named else None
        stop = named.end() if named and year is not None else end
        first = i
        day_before = self._day_number(i)
        if day_before is not None:
            day, first = day_before
            start = self._weekday_before(first)
            other = self._list_before(first)
            if other is not None:
                joiner, number, at = other
                one, two = self._one_day(year, month, number, i), self._one_day(year, month, day, i)
                if joiner in ("and", "or") and not self._between(at):
                    self._add(self.starts[at], self._ordinal_end(self.ends[at]), one, "absolute")
                else:
                    start = self._weekday_before(at)
                    two = (one[0], two[0]) if one and two and one[0] <= two[0] else two
                self._add(start, stop, two, "absolute")
                return
            self._add(start, stop, self._one_day(year, month, day, i), "absolute")
            return
        led = self._year_before(start) if year is None else None
        if led is not None:
            days = self._whole_month(led[0], month, i, before)
            self._add(led[1], end, days, "absolute")
            return
        if year is None:
            if short and not (before in v.before_month and self.low[end : end + 1] == "."):
                return
            if word in ("may", "march") and before not in v.before_month:
                return
            if word in v.name_months and before not in v.before_month and self._after(i) and self._capital(i + 1):
                return
            if word in v.name_months and self._before(i) and self._capital(i - 1) and before not in v.before_month:
                return
        modifier = before if before in ("early", "mid", "late") else ""
        first = i - 1 if modifier or before in ("last", "next", "this") else i
        if before == "of" and self._before(i, 2) in ("end", "beginning", "start", "middle"):
            modifier = {"end": "late", "middle": "mid"}.get(self._before(i, 2), "early")
            first = i - 2
        days = self._whole_month(year, month, i, before)
        if days and modifier:
            days = part_of(month_days(days[0].year, days[0].month), modifier)
        week = _WEEKS_OF.get(self._before(i, 3)) if before == "of" and self._before(i, 2) == "week" else None
        if days and week is not None:
            first, days = i - 3, (days[0].replace(day=week[0]), days[0].replace(day=week[1]))
        since = self._before(first) == "since" and not self.low.startswith(", when", stop)
        kind: DateKind = "span" if since else "absolute"
        self._add(self.starts[first], stop, days, kind)

    def _ordinal_end(self, end: int) -> int:
        """The end of a day with its 'th', given the end of its digits."""
        return end + 2 if self.low[end : end + 2] in ("st", "nd", "rd", "th") else end

    def _day_number(self, i: int) -> tuple[int, int] | None:
        """The day written before the month at ``i`` ('7 June', '7th of June'): (day, index of its word)."""
        for back in (1, 2):
            word = self._before(i, back)
            if back == 2 and self.words[i - 1] != "of":
                return None
            match = _ORDINAL.fullmatch(word)
            number = match[1] if match else word if word.isdigit() and len(word) <= 2 else ""
            if number and 1 <= int(number) <= 31:
                return int(number), i - back
        return None

    def _list_before(self, first: int) -> tuple[str, int, int] | None:
        """The other day of 'D and D Month', 'D-D Month': (joiner, day, index of its word)."""
        gap = self._gap(first - 1).strip()
        if gap in ("-", "–", "—"):
            joiner, at = "to", first - 1
        elif self._before(first) in ("and", "or", "to", "until", "through") and self._before(first, 2):
            joiner, at = self._before(first), first - 2
        else:
            return None
        match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", self.words[at])
        if not match or not 1 <= int(match[1]) <= 31:
            return None
        return joiner, int(match[1]), at

    def _between(self, i: int) -> bool:
        """Whether 'between' or 'from' opens a range just before word ``i``, or before the night it names."""
        return self._before(i) in ("between", "from") or (self._before(i) == "the" and self._before(i, 2) == "between")

    def _weekday_before(self, i: int) -> int:
        """Where the date that begins with word ``i`` starts, a weekday before it included ('Fri Jun 16')."""
        if i > 0 and re.fullmatch(r"[.,]?[ \u00a0]+(?:the )?|, ", self._gap(i - 1)):
            word = self.words[i - 1]
            if (word in self.v.weekdays or word in self.v.short_weekdays) and self._capital(i - 1):
                return self.starts[i - 1]
        return self.starts[i]

    def _year_of(self, match: re.Match[str]) -> int | None:
        if match["year"]:
            return int(match["year"])
        if match["named"] and match["named"].startswith(("that", "the")):
            told = _YEAR.findall(self.low, 0, match.start("named"))
            return int(told[-1]) if told else None
        if match["named"] and self.published:
            return self.published.year + {"l": -1, "t": 0, "n": 1}[match["named"][0]]
        return None

    def _year_before(self, start: int) -> tuple[int, int] | None:
        """The year that stands right before a month or its day ('last year, in July'), and where its words start."""
        match = _YEAR_BEFORE.search(self.low, max(0, start - 24), start)
        if match is None:
            return None
        if match["year"]:
            return int(match["year"]), match.start()
        return (self.published.year - (match["named"] == "last"), match.start()) if self.published else None

    def _one_day(self, year: int | None, month: int, day: int, i: int) -> Days | None:
        """The day; without a year the one that fits publication, None where nobody knows the year."""
        if year is not None:
            found = safe_day(year, month, day)
            return (found, found) if found else None
        told = self._year_told(month, i)
        if told is not None:
            found = safe_day(told, month, day)
            return (found, found) if found else None
        if self.published is None:
            return None
        published = self.published
        past = next((d for y in (0, 1, 4) if (d := safe_day(published.year - y, month, day)) and d <= published), None)
        coming = next((d for y in (0, 1, 4) if (d := safe_day(published.year + y, month, day)) and d > published), None)
        if past and coming:
            ahead, back = (coming - published).days, (published - past).days
            tense = self._tense(i)
            # A day soon to come is rarely the one of eleven months ago; words of the future decide up to half a year.
            soon = 21 if tense == "past" else 60
            if (ahead <= soon and back > 300) or (ahead < back and tense == "future"):
                return coming, coming
        best = past or coming
        return (best, best) if best else None

    def _year_told(self, month: int, i: int) -> int | None:
        """The year of a month that was named with it just before: 'In July 2022 ... on 05 July'."""
        if not self.found or i >= len(self.starts):
            return None
        last = self.found[-1]
        near = self.starts[i] - last.span.end <= _NEAR and last.kind == "absolute" and last.precision == 4
        if not near or last.start is None or last.start.month != month or _YEAR.search(last.text) is None:
            return None
        return last.start.year

    def _whole_month(self, year: int | None, month: int, i: int, before: str) -> Days | None:
        if year is not None:
            return month_days(year, month) if 1 <= year <= 9998 else None
        if self.published is None:
            return None
        published = self.published
        this = month_days(published.year, month)
        if before == "last":
            return this if this[1] < published else month_days(published.year - 1, month)
        if before == "next" or (this[0] > published and self._future(i)):
            return this if this[0] > published else month_days(published.year + 1, month)
        if this[0] > published:
            return month_days(published.year - 1, month)
        if this[1] > published and before != "this" and not self._future(i):
            return this[0], published
        return this

    def _year(self, i: int) -> None:
        before = self._before(i)
        start, end = self.starts[i], self.ends[i]
        low = self.low
        if self.found and self.found[-1].span.end >= end:
            return
        if start and low[start - 1] in "$€£#/.:," or low[end : end + 1] in ("%", "/"):
            return
        if before in self.v.months or low[end : end + 2] in (":0", ".0"):
            return
        if before not in self.v.before_year:
            return
        unit = self._after(i)
        if before in ("the", "to", "and", "of") and not self._year_stands(i, before, unit):
            return
        if unit in (
            "people",
            "civilians",
            "soldiers",
            "troops",
            "km",
            "kilometers",
            "kilometres",
            "miles",
            "metres",
            "feet",
            "men",
        ):
            return
        year = int(self.words[i])
        days = year_days(year)
        if before in ("early", "mid", "late"):
            start = self.starts[i - 1]
            days = part_of(days, before)
        elif before == "of" and self._before(i, 2) in ("end", "beginning", "start", "middle"):
            start = self.starts[i - 2]
            days = part_of(days, {"end": "late", "middle": "mid"}.get(self._before(i, 2), "early"))
        if self.published and days[0] <= self.published < days[1] and not self._future(i):
            days = (days[0], self.published)
        since = before == "since" and not self.low.startswith(", when", end)
        kind: DateKind = "span" if since or before == "throughout" else "absolute"
        self._add(start, end, days, kind)

    def _year_stands(self, i: int, before: str, unit: str) -> bool:
        """Whether a bare four-digit number is a year after a word that may also precede an amount."""
        if before == "the":
            return bool(unit)  # 'the 2009 bombing'
        if before == "of":
            return True
        return any(m.precision == 5 and m.start and self.starts[i] - m.span.end <= 5 for m in self.found[-1:])

    def _ordinal(self, i: int) -> None:
        """'on the 29th': a day of the month of publication, or of the one before."""
        match = _ORDINAL.fullmatch(self.words[i])
        if (
            not match
            or self._before(i) != "the"
            or self._before(i, 2) not in ("on", "until", "since", "by", "from", "of")
        ):
            return
        following = self._after(i)
        if following and following not in ("when", "and", "to", "in", "at", "of", "after", "but", "as", "by"):
            return
        if following == "of" and self._after(i, 2) in self.v.months:
            return
        if following == "of" and self._after(i, 2) not in ("this", "last", "the"):
            return
        days: Days | None = None
        named = self._after(i, 2) if following == "of" and self._after(i, 3) == "month" else ""
        end = self.ends[i + 3] if named else self.ends[i]
        if self.published:
            for back in (1,) if named == "last" else (0, 1, 2):
                first, _ = months_back(self.published, back)
                day = safe_day(first.year, first.month, int(match[1]))
                if day and day <= self.published:
                    days = (day, day)
                    break
        self._add(self.starts[i], end, days, "absolute")

    def _numeric(self) -> None:
        for match in _ISO.finditer(self.low):
            day = safe_day(int(match[1]), int(match[3]), int(match[4]))
            if day:
                self._add(match.start(), match.end(), (day, day), "absolute")
        for match in _SLASHED.finditer(self.low):
            days = self._slashed(int(match[1]), int(match[3]), int(match[4]), match[2])
            self._add(match.start(), match.end(), (days, days) if days else None, "absolute")

    def _slashed(self, one: int, two: int, year: int, mark: str) -> date | None:
        """'7/6/2017': day first or month first, told by the calendar, the dot, or by not lying after publication."""
        day_first, month_first = safe_day(year, two, one), safe_day(year, one, two)
        if day_first == month_first or mark == "." or month_first is None:
            return day_first
        if day_first is None:
            return month_first
        if self.published:
            known = [d for d in (day_first, month_first) if d <= self.published]
            if len(known) == 1:
                return known[0]
        return None

    # Days told against the day of publication.

    def _weekday(self, i: int) -> None:
        if not self._capital(i):
            return
        after = self._after(i)
        if after in self.v.after_weekday_name and self._capital(i + 1):
            return
        before = self._before(i)
        start, end = self.starts[i], self.ends[i]
        if before in ("every", "each", "a", "most"):
            self._add(start, end, None, "span")
            return
        part = _DAY_PART.match(self.low, end)
        if part:
            end = part.end()
        if before in ("last", "next", "this", "coming"):
            start = self.starts[i - 1]
        days: Days | None = None
        future = False
        if self.published:
            weekday = self.v.weekdays[self.words[i]]
            if before in ("next", "coming") or (before not in ("last", "on") and self._before(i, 2) == "next"):
                day, future = next_weekday(self.published, weekday), True
            elif before != "last" and self._future(i) and not _DONE.match(self.low, end):
                day = next_weekday(self.published - timedelta(days=1), weekday)
                future = day > self.published
            else:
                # 'since Saturday' tells of days gone by: told on a Saturday, it is the one before
                day = latest_weekday(self.published, weekday, before=before in ("last", "since"))
            days = (day, day)
            if before == "since" and not future:
                days = (day, self.published)
            around = self.low[max(0, start - 24) : start]
            if "midnight" in around or "mid-night" in around:
                days = (day, day + timedelta(days=1))
            elif around.endswith(" night to "):
                days = (day - timedelta(days=1), day)  # 'in the night to Wednesday'
        self._add(start, end, days, "publication", future=future)

    def _day(self, i: int) -> None:
        word = self.words[i]
        if self._capital(i) and i and self._before(i) and self._capital(i - 1):
            return  # part of a name: 'USA Today'
        low, high = self.v.days[word]
        start, end = self.starts[i], self.ends[i]
        if word in ("tomorrow", "yesterday") and self._before(i) in ("after", "before") and self._before(i, 2) == "day":
            extra = 1 if word == "tomorrow" else -1
            low, high, start = low + extra, high + extra, self.starts[i - 2]
        elif self._after(i) in self.v.day_parts:
            end = self.ends[i + 1]
        if word == "tonight" and not self._future(i):
            low = 0
        days = self._from_published(low, high)
        self._add(start, end, days, "publication", future=low > 0)

    def _from_published(self, low: int, high: int) -> Days | None:
        if self.published is None:
            return None
        first, last = shift(self.published, low), shift(self.published, high)
        return (first, last) if first and last else None

    def _part(self, i: int) -> None:
        """'last night', 'this morning', 'the same evening', 'earlier in the day' is read at its unit."""
        before = self._before(i)
        if before == "last" and self.words[i] == "night":
            self._add(self.starts[i - 1], self.ends[i], self._from_published(-1, 0), "publication")
        elif before == "this":
            self._add(self.starts[i - 1], self.ends[i], self._from_published(0, 0), "publication")
        elif before in ("same", "that"):
            first = i - 2 if self._before(i, 2) == "the" else i - 1
            self._add(self.starts[first], self.ends[i], None, "event", offset=(0, 0), direction="same")
        elif before in ("next", "following") and self._before(i, 2) == "the":
            self._add(self.starts[i - 2], self.ends[i], None, "event", offset=(1, 1), direction="after")
        elif before in ("previous", "preceding") and self._before(i, 2) == "the":
            self._add(self.starts[i - 2], self.ends[i], None, "event", offset=(1, 1), direction="before")

    def _weekend(self, i: int) -> None:
        before = self._before(i)
        if before not in ("the", "this", "last", "past", "next"):
            return
        days: Days | None = None
        if self.published:
            saturday = latest_weekday(self.published, 5)
            if before == "last" and self.published.weekday() >= 5:
                saturday -= timedelta(days=7)
            if before == "next" or self._future(i):
                saturday += timedelta(days=7)
            sunday = saturday + timedelta(days=1)
            days = (saturday, min(sunday, self.published) if saturday <= self.published else sunday)
        self._add(self.starts[i - 1], self.ends[i], days, "publication")

    # Weeks, months, hours: counted from publication, from an event, or mere durations.

    def _unit(self, i: int) -> None:
        name = self.v.units[self.words[i]]
        start, end = self.starts[i], self.ends[i]
        before, after = self._before(i), self._after(i)
        if after in ("old", "olds") or after == "of" and self._after(i, 2) == "age":
            return
        number = self._number_before(i)
        if after == "ago":
            self._ago(i, number, name)
        elif number is not None:
            self._counted(i, number, name)
        else:
            self._named_unit(i, name, before, after, start, end)

    def _amount(self, number: tuple[float, float, int], name: str) -> tuple[int, int, int]:
        """Days (low, high) that 'more than two weeks' covers, and the index of the phrase's first word."""
        low, high, first = number
        around = {"day": 0, "week": 1, "fortnight": 2, "month": 5, "year": 30, "decade": 365, "hour": 0}[name]
        size = {
            "day": 1.0,
            "week": 7.0,
            "fortnight": 14.0,
            "month": 30.4,
            "year": 365.25,
            "decade": 3652.5,
            "hour": 1 / 24,
        }[name]
        if low > 100_000 or high > 100_000:
            low = high = 100_000
        if name == "month" and low >= 2:
            around = 15
        if name == "year" and low >= 2:
            around = 180
        days_low, days_high = low * size, high * size
        if name == "hour":
            span = (
                int(days_low),
                max(1, int(days_high + 0.999)) if days_high % 1 or days_high == 0 else int(days_high),
            )
        else:
            span = (max(0, round(days_low - around)), round(days_high + around))
        modifier = self._before(first)
        two = self._before(first, 2)
        if modifier == "than" and two in ("less", "fewer"):
            return 0, round(days_high + 0.499), first - 2
        if modifier in ("within", "under"):
            return 0, round(days_high + 0.499), first - 1
        if modifier == "than" and two == "more":
            return round(days_low), round(days_high * 1.5 + 0.5), first - 2
        if modifier == "over":
            return round(days_low), round(days_high * 1.5 + 0.5), first - 1
        if modifier in ("about", "around", "nearly", "almost", "some", "roughly", "barely", "just", "only"):
            extra = 1 if modifier in ("about", "around", "roughly") and name == "day" else 0
            return max(0, span[0] - extra), span[1] + extra, first - 1
        return span[0], span[1], first

    def _ago(self, i: int, number: tuple[float, float, int] | None, name: str) -> None:
        end = self.ends[i + 1]
        if number is None:
            self._add(self.starts[i], end, None, "span")
            return
        low, high, first = self._amount(number, name)
        if name == "year" and number[0] >= 2 and self.published and number[0] == number[1]:
            year = self.published.year - int(number[0])
            self._add(self.starts[first], end, year_days(year) if year >= 1 else None, "publication")
            return
        days = self._from_published(-high, -low)
        self._add(self.starts[first], end, days, "publication")

    def _counted(self, i: int, number: tuple[float, float, int], name: str) -> None:
        before = self._before(number[2])
        after = self._after(i)
        start = self.starts[number[2]]
        end = self.ends[i]
        low, high, first = self._amount(number, name)
        later: Direction | None = None
        gap_after = self._gap(i)
        if after == "since" and _IT_IS.search(self.low, max(0, start - 40), start):
            self._ago(i, number, name)  # 'It is almost ten years since they took'
            return
        if after in ("later", "afterwards", "afterward") or (
            after in ("after", "since", "into") and self._stands_after(i)
        ):
            later = "after"
        elif after in ("earlier", "before", "previously", "beforehand") or (after == "prior"):
            later = "before"
        elif self._counts_on(i, number[2], low):
            later = "after"
        elif before == "by" and self._before(number[2], 2) == "followed" and gap_after == " ":
            later = "before"  # 'the raid followed by a day the launch': the launch, told after it, came before
        elif before == "by" and self._before(number[2], 2) == "preceded" and gap_after == " ":
            later = "after"
        if later is not None:
            stop = self.ends[i] if after in ("of", "from") or before == "by" else self.ends[i + 1]
            self._add(self.starts[first], stop, None, "event", offset=(low, high), direction=later)
            return
        past = self._before(number[2])
        if past in ("last", "past", "previous") and self._before(number[2], 2) in ("the", "these"):
            days = self._from_published(-high if name != "hour" else -max(1, high), 0)
            kind: DateKind = "publication" if name in ("hour", "day", "week", "fortnight") else "span"
            self._add(self.starts[number[2] - 1], end, days, kind)
            return
        if past in ("next", "coming"):
            days = self._from_published(0, max(1, high))
            self._add(self.starts[number[2] - 1], end, days, "span", future=True)
            return
        if self._gap(i - 1) in ("-", "‑"):
            # 'a two-day meeting', '20-year insurgency'; ages were set aside before.
            length = round(number[1] * {"hour": 1 / 24, "week": 7, "month": 30, "year": 365}.get(name, 1) + 0.49)
            self._add(start, end, None, "span", offset=(max(1, length), max(1, length)))
            return
        if past in (
            "for",
            "during",
            "over",
            "in",
            "within",
            "than",
            "nearly",
            "almost",
            "about",
            "some",
            "around",
            "lasted",
            "of",
        ):
            self._add(start, end, None, "span", offset=(low, high))

    def _counts_on(self, i: int, first: int, low: int) -> bool:
        """'two years on,', 'within 48 hours of the raid'."""
        after = self._after(i)
        if after == "on":
            return self.low[self.ends[i + 1] : self.ends[i + 1] + 1] in (",", ".", "")
        return after in ("of", "from") and self._before(first) in ("within", "than") and low == 0

    def _stands_after(self, i: int) -> bool:
        return bool(self._after(i, 2)) or self._after(i) == "after"

    def _named_unit(self, i: int, name: str, before: str, after: str, start: int, end: int) -> None:
        two = self._before(i, 2)
        size = {"day": 1, "week": 7, "fortnight": 14, "month": 31, "year": 366, "decade": 3653, "hour": 1}[name]
        plural = self.words[i].endswith("s")
        if before in ("same", "that") and not plural and name != "hour":
            if before == "that" and self.words[i] == "day" and two == "from":
                return
            first = i - 2 if two == "the" else i - 1
            self._add(self.starts[first], end, None, "event", offset=(0, size - 1), direction="same")
        elif (
            before == "the"
            and name == "day"
            and two == "in"
            and self._before(i, 3) in ("earlier", "later", "late", "early")
        ):
            self._add(self.starts[i - 3], end, None, "event", offset=(0, 0), direction="same")
        elif before == "the" and name in ("week", "month", "year") and two == "in" and self._before(i, 3) == "earlier":
            self._calendar(i, name, "this", "earlier", plural, start=self.starts[i - 3])
        elif before in ("next", "following") and not plural and (two == "the" or name == "day"):
            first = i - 2 if two == "the" else i - 1
            offset = (1, 1) if name == "day" else (1, 2 * size - 1)
            self._add(self.starts[first], end, None, "event", offset=offset, direction="after")
        elif before in ("previous", "preceding") and not plural:
            first = i - 2 if two == "the" else i - 1
            self._add(
                self.starts[first],
                end,
                None,
                "event",
                offset=(1, 1) if name == "day" else (1, size),
                direction="before",
            )
        elif before in ("this", "last", "next", "past", "current", "coming"):
            self._calendar(i, name, before, two, plural)
        elif before == "recent":
            days = self._from_published(-7, 0) if name == "day" else None
            self._add(self.starts[i - 1], end, days, "span")
        elif before == "the" and two == "of" and self._before(i, 3) in ("start", "beginning", "end") and name != "day":
            self._calendar(i, name, "this", "of", plural)
        elif before in ("the", "in") and name != "decade":
            self._around(i, name, after, size, plural)
        elif (
            name == "day"
            and before == ""
            and after == ""
            or name in ("year", "month")
            and before in ("for", "over", "many")
        ):
            return
        elif plural and after in ("later", "after", "before", "earlier"):
            offset = {"hour": (0, 1), "day": (1, 6), "week": (7, 35), "month": (30, 365), "year": (365, 3650)}.get(
                name, (0, 3650)
            )
            direction: Direction = "after" if after in ("later", "after") else "before"
            self._add(start, self.ends[i + 1], None, "event", offset=offset, direction=direction)
        elif before in ("for", "over") and plural:
            self._add(start, end, None, "span")

    def _around(self, i: int, name: str, after: str, size: int, plural: bool) -> None:
        """'the day after', 'in the week leading up to', 'in the days before'."""
        direction: Direction
        if after in ("after", "following", "since"):
            direction = "after"
        elif after in ("before", "preceding", "prior") or (after == "leading" and self._after(i, 2) == "up"):
            direction = "before"
        else:
            return
        if name == "day" and not plural and self._after(i, 2) in ("tomorrow", "yesterday"):
            return
        if name == "hour":
            offset = (0, 1)
        elif name == "day" and not plural:
            offset = (1, 1)
        else:
            offset = (0, size if not plural else {"day": 6, "week": 30}.get(name, 4 * size))
        last = i + (3 if after == "leading" and self._after(i, 3) == "to" else 1)
        self._add(self.starts[i - 1], self.ends[last], None, "event", offset=offset, direction=direction)

    def _calendar(self, i: int, name: str, before: str, two: str, plural: bool, start: int | None = None) -> None:
        """'last week', 'earlier this month', 'late last year', 'the past day'. ``start``: of the phrase, if known."""
        known_start = start
        start, end = self.starts[i - 1], self.ends[i]
        published = self.published
        if plural or name == "decade" or name == "hour":
            known = self._from_published(-7, 0) if name == "day" and before in ("last", "past") else None
            self._add(start, end, known, "span")
            return
        length = {"day": 1, "week": 7, "fortnight": 14, "month": 31, "year": 366}[name]
        if before == "past" or (before == "last" and two == "the") or (name == "day" and before == "last"):
            days = self._from_published(-length, 0)
            self._add(start, end, days, "publication" if name in ("day", "week") else "span")
            return
        if name == "day":
            return
        future = before in ("next", "coming") or two == "later"
        if two in ("earlier", "later", "early", "late", "mid") or (
            two == "of" and self._before(i, 3) in ("end", "beginning", "start")
        ):
            start = self.starts[i - 2] if two != "of" else self.starts[i - 3]
        if known_start is not None:
            start = known_start
        if published is None:
            self._add(start, end, None, "publication", future=future)
            return
        step = {"last": 1, "next": -1, "coming": -1}.get(before, 0)
        if name == "week":
            monday = published - timedelta(days=published.weekday() + 7 * step)
            days = (monday, monday + timedelta(days=6))
        elif name == "month":
            days = months_back(published, step)
        elif name == "fortnight":
            days = (published - timedelta(days=14), published)
        else:
            year = published.year - step
            days = year_days(year)
        if two in ("early", "late", "mid"):
            days = part_of(days, two)
        elif two == "of":
            days = part_of(days, "late" if self._before(i, 3) == "end" else "early")
        elif step == 0:
            ahead = two == "later" or self._future(i)
            days = (published, days[1]) if ahead else (days[0], published)
            future = ahead
        self._add(start, end, days, "publication", future=future)

    def _season(self, i: int) -> None:
        word, before, end = self.words[i], self._before(i), self.ends[i]
        first_month, last_month = self.v.seasons[word]
        year_match = _YEAR_AFTER.match(self.low, end)
        year = self._year_of(year_match) if year_match else None
        named = before in ("last", "this", "next")
        if year is None and not named:
            return
        if year is None and self.published is None:
            self._add(self.starts[i - 1], end, None, "publication")
            return
        wraps = last_month < first_month
        if year is None:
            assert self.published is not None
            year = self.published.year
            start = date(year, first_month, 1)
            if before == "last":
                stop = month_days(year + wraps, last_month)[1]
                year -= stop >= self.published
                if stop >= self.published and month_days(year + wraps, last_month)[1] >= self.published:
                    year -= 1
            elif before == "this":
                year -= start > self.published and not self._future(i)
            else:
                year += start <= self.published
        part = self._before(i) if self._before(i) in ("early", "mid", "late") else ""
        days = part_of((date(year, first_month, 1), month_days(year + wraps, last_month)[1]), part)
        first = i - 1 if named or part else i
        stop_at = year_match.end() if year_match else end
        self._add(self.starts[first], stop_at, days, "publication" if named else "absolute")
