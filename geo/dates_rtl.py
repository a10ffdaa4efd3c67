"""Dates of Persian and Urdu reports: Solar Hijri and Gregorian months, weekdays, and days counted from publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from geo.days import (
    DateKind,
    DateMention,
    Days,
    Direction,
    is_taken,
    latest_weekday,
    month_days,
    months_back,
    part_of,
    precision_of,
    safe_day,
    shift,
    year_days,
)
from geo.document import Document
from geo.numerals import numerals, same_length_fold
from geo.vocabulary import vocabulary
from seeds.report import Span

# A blank, a zero-width joiner or nothing between the halves of a compound.
_JOIN = "[ \u200c\u00a0]?"
_LETTER = "[\\w\u200c]"
_UNIT_DAYS = {"hour": (0, 1), "day": (1, 1), "week": (6, 8), "month": (25, 35), "year": (335, 395)}
_SOLAR_YEARS = range(1300, 1500)
_NUMBERS = re.compile(r"(?<!\d)(1[34]\d\d|20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class _Patterns:
    table: Mapping[str, Any]
    months: dict[str, tuple[str, int]]
    weekdays: dict[str, int]
    month: re.Pattern[str]
    weekday: re.Pattern[str]
    fixed: re.Pattern[str]
    counted: re.Pattern[str]
    past: re.Pattern[str]
    year: re.Pattern[str]
    days: dict[str, int]
    """Days of a month in words ('پنجم', 'بیست و یکم')."""
    years: dict[str, int]
    """Words for a year, with the years back ('امسال', 'سال گذشته')."""


def _any(phrases: Any) -> str:
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    return "|".join(re.escape(p).replace("_", _JOIN).replace("\\ ", "[ \u200c]") for p in ordered) or "(?!)"


def _folded(keys: Any) -> list[str]:
    return [same_length_fold(key) for key in keys]


@cache
def _patterns(language: str) -> _Patterns:
    table = vocabulary(f"dates_{language}")
    months = {same_length_fold(name): ("solar", n) for name, n in table["solar_months"].items()}
    months |= {same_length_fold(name): ("gregorian", n) for name, n in table["months"].items()}
    weekdays = {same_length_fold(name).replace("_", ""): n for name, n in table["weekdays"].items()}
    words = table["words"]
    parts = [*words["part_early"], *words["part_mid"], *words["part_late"]]
    numbers = numerals(language)
    number = rf"\d{{1,3}}|{_any(_folded(numbers.values))}"
    days = {same_length_fold(word).replace("_", ""): n for word, n in table["day_words"].items()}
    years = {same_length_fold(word): steps for word, (unit, steps) in table["periods"].items() if unit == "year"}
    after = table["after_unit"]
    past, unit = _any(_folded(words["past"])), _any(_folded(table["units"]))
    whole_word = rf"(?<!{_LETTER})"
    stop = rf"(?!{_LETTER})"
    return _Patterns(
        table,
        months,
        weekdays,
        re.compile(
            rf"{whole_word}(?:(?P<part>{_any(_folded(parts))})[ \u200c])?"
            # '29 and' of '29 and 30 January', then the day
            rf"(?:(?P<first>\d{{1,2}})[ \u200c]?(?P<join>{_any(_folded(words['joiner']))}|-|–)[ \u200c]?)?"
            rf"(?:(?P<day>\d{{1,2}}|{_any(_folded(table['day_words']))})(?:م|مین|ام)?[ ،]{{1,2}}(?:ماه[ ])?)?"
            rf"(?P<month>{_any(months)})(?P<word>{_JOIN}(?:{_any(_folded(words['month_word']))}))?{stop}"
            rf"(?:،?[ ](?:(?:سال[ ])?(?P<year>\d{{4}}|[089]\d(?= ?[،,.؛)»]))|(?P<told>{_any(years)})){stop})?"
        ),
        re.compile(
            rf"{whole_word}(?P<name>{_any(_folded(table['weekdays']))}){stop}"
            rf"(?P<after>[ ](?:{_any(_folded(words['after_weekday']))}){stop})?"
        ),
        re.compile(
            whole_word
            + "(?:"
            + "|".join(
                f"(?P<{kind}>{_any(_folded(phrases))})"
                for kind, phrases in (
                    ("same", table["events"]["same"]),
                    ("later", table["events"]["after"]),
                    ("before", table["events"]["before"]),
                    ("period", table["periods"]),
                    ("day", table["days"]),
                )
            )
            + f"){stop}"
        ),
        re.compile(
            rf"{whole_word}(?P<number>{number})[ \u200c](?P<unit>{_any(_folded(table['units']))})[ ]"
            rf"(?:(?P<earlier>{_any(_folded(after['earlier']))})|(?P<later>{_any(_folded(after['later']))})"
            rf"|(?P<ago>{_any(_folded(after['ago']))})){stop}"
        ),
        re.compile(
            rf"{whole_word}(?:(?:{past})[ ](?P<number>{number})[ \u200c](?P<unit>{unit})"
            rf"|(?P<number_>{number})[ \u200c](?P<unit_>{unit})[ ](?:{past})){stop}"
        ),
        re.compile(
            rf"{whole_word}(?:(?:{_any(_folded(words['year']))})[ ](?P<told>\d{{4}})"
            rf"|(?P<bare>(?:19|20)\d\d)(?=[ ]میں)){stop}"
        ),
        days,
        years,
    )


def find_dates_rtl(doc: Document, language: str) -> tuple[DateMention, ...]:
    """The date mentions of a Persian ('fa') or Urdu ('ur') report, in the order of the text.

    Solar Hijri dates are turned into Gregorian days; one without a year is the latest on or before publication.
    """
    patterns = _patterns(language)
    low = doc.low
    found: list[DateMention] = []
    published = doc.report.published

    def add(
        start: int,
        end: int,
        days: Days | None,
        kind: DateKind,
        offset: tuple[int, int] | None = None,
        direction: Direction | None = None,
        precision: int | None = None,
    ) -> None:
        if doc.sentence_at(start) is None:
            return
        future = days is not None and published is not None and days[0] > published
        found.append(
            DateMention(
                Span(start, end),
                doc.text[start:end],
                days[0] if days else None,
                days[1] if days else None,
                precision if precision is not None and days is None else precision_of(days),
                kind,
                offset,
                direction,
                future=future,
            )
        )

    for match in patterns.month.finditer(low):
        _month(match, patterns, low, published, add)
    for match in patterns.weekday.finditer(low):
        name = re.sub("[ \u200c\u00a0]", "", match["name"])
        if match["name"] in _folded(patterns.table["words"]["shy_weekdays"]) and not match["after"]:
            continue
        day = latest_weekday(published, patterns.weekdays[name]) if published else None
        add(match.start("name"), match.end("name"), (day, day) if day else None, "publication", precision=1)
    for match in patterns.fixed.finditer(low):
        _fixed(match, patterns, published, add)
    for match in patterns.counted.finditer(low):
        _counted(match, patterns, language, published, add)
    for match in patterns.past.finditer(low):
        _past(match, patterns, language, published, add)
    for match in _NUMBERS.finditer(low):
        parts = [int(part) for part in match.groups()]
        day = _solar_day(*parts) if parts[0] in _SOLAR_YEARS else safe_day(*parts)
        if day:
            add(match.start(), match.end(), (day, day), "absolute")
    for match in patterns.year.finditer(low):
        year = int(match["told"] or match["bare"])
        days = _solar_year(year) if year in _SOLAR_YEARS else year_days(year) if 1800 <= year <= 2200 else None
        if days:
            add(match.start(), match.end(), days, "absolute")
    return _settle(found, doc, low)


def _month(match: re.Match[str], patterns: _Patterns, low: str, published: date | None, add: Any) -> None:
    calendar, month = patterns.months[match["month"]]
    words = patterns.table["words"]
    year = int(match["year"]) if match["year"] else None
    if year is not None and year < 100 and calendar == "solar":
        year += 1300 if year >= 80 else 1400
    if match["told"] and published is not None:
        this = _solar_year_of(published) if calendar == "solar" else published.year
        year = this - patterns.years[match["told"]]
    if year is not None and (year in _SOLAR_YEARS) != (calendar == "solar"):
        year = None
    told = "told" if match["told"] else "year"
    end = match.end(told) if year is not None else match.end("word") if match["word"] else match.end("month")
    day = _day_of(match["day"], patterns)
    if day is None:
        shy = match["month"] in _folded(words["shy_months"])
        if shy and year is None and not match["word"]:
            following = low[end : end + 6].split(" ")
            if not (following[:1] == [""] and following[1:2] and following[1] in words["after_month"]):
                return
        days = _one_month(calendar, year, month, published)
        if days and match["part"]:
            part = match["part"]
            days = part_of(
                days,
                "early"
                if part in _folded(words["part_early"])
                else "mid"
                if part in _folded(words["part_mid"])
                else "late",
            )
        start = match.start("part") if match["part"] else match.start("month")
        add(start, end, days, "absolute", precision=4)
        return
    last = _one_day(calendar, year, month, day, published)
    if match["first"] and 1 <= int(match["first"]) <= 31:
        first = _one_day(calendar, year, month, int(match["first"]), published)
        night = any(same_length_fold(p) in low[end : end + 24] for p in words["night_between"])
        if first and last and first <= last and (night or match["join"] not in ("و", "اور")):
            if night:
                stop = max(low.find(same_length_fold(p), end, end + 24) + len(p) for p in words["night_between"])
                end = max(end, stop)
            add(match.start("first"), end, (first, last), "absolute")
            return
        add(match.start("first"), match.end("first"), (first, first) if first else None, "absolute", precision=1)
    add(match.start("day"), end, (last, last) if last else None, "absolute", precision=1)


def _day_of(word: str | None, patterns: _Patterns) -> int | None:
    """The day of the month that a number or a word gives, None where there is none."""
    if word is None:
        return None
    day = int(word) if word.isdecimal() else patterns.days[re.sub("[ \u200c\u00a0]", "", word)]
    return day if 1 <= day <= 31 else None


def _one_day(calendar: str, year: int | None, month: int, day: int, published: date | None) -> date | None:
    """The day; without a year the latest one on or before publication, None where nobody knows the year."""
    if calendar == "gregorian":
        if year is not None:
            return safe_day(year, month, day)
        if published is None:
            return None
        ahead = safe_day(published.year, month, day)
        if ahead and 0 < (ahead - published).days <= 60:
            return ahead
        return next((d for y in (0, 1, 4) if (d := safe_day(published.year - y, month, day)) and d <= published), None)
    if year is not None:
        return _solar_day(year, month, day)
    if published is None:
        return None
    this = _solar_year_of(published)
    candidates = [d for y in (this, this - 1, this - 4) if (d := _solar_day(y, month, day))]
    return next((d for d in candidates if d <= published or (d - published).days <= 30), None)


def _one_month(calendar: str, year: int | None, month: int, published: date | None) -> Days | None:
    if year is None:
        if published is None:
            return None
        year = published.year if calendar == "gregorian" else _solar_year_of(published)
        days = _month_of(calendar, year, month)
        if days and days[0] > published:
            days = _month_of(calendar, year - 1, month)
        return days
    return _month_of(calendar, year, month)


def _month_of(calendar: str, year: int, month: int) -> Days | None:
    if calendar == "gregorian":
        return month_days(year, month) if 1 <= year <= 9998 else None
    first = _solar_day(year, month, 1)
    following = _solar_day(year + month // 12, month % 12 + 1, 1)
    return (first, following - timedelta(days=1)) if first and following else None


def _solar_day(year: int, month: int, day: int) -> date | None:
    import jdatetime

    try:
        found: date = jdatetime.date(year, month, day).togregorian()
    except ValueError:
        return None
    return found


def _solar_year_of(day: date) -> int:
    import jdatetime

    return int(jdatetime.date.fromgregorian(date=day).year)


def _solar_year(year: int) -> Days | None:
    first, following = _solar_day(year, 1, 1), _solar_day(year + 1, 1, 1)
    return (first, following - timedelta(days=1)) if first and following else None


def _fixed(match: re.Match[str], patterns: _Patterns, published: date | None, add: Any) -> None:
    start, end = match.span()
    table = patterns.table
    if match["same"]:
        add(start, end, None, "event", (0, 0), "same")
    elif match["later"]:
        if match.string[:start].rstrip().endswith(("مسلسل", "متواتر")):
            return  # 'for the second day running'
        add(start, end, None, "event", (1, 1), "after")
    elif match["before"]:
        add(start, end, None, "event", (1, 1), "before")
    elif match["day"]:
        low, high = next(
            v for k, v in table["days"].items() if same_length_fold(k) == match["day"].replace("\u200c", " ")
        )
        days = None
        if published and (first := shift(published, low)) and (last := shift(published, high)):
            days = (first, last)
        add(start, end, days, "publication", precision=1 if low == high else 2)
    else:
        unit, step = next(
            v for k, v in table["periods"].items() if same_length_fold(k) == match["period"].replace("\u200c", " ")
        )
        days = _period(unit, step, published, table["language"]) if published else None
        add(start, end, days, "publication", precision={"week": 3, "month": 4}.get(unit, 5))


def _period(unit: str, step: int, published: date, language: str) -> Days | None:
    if unit == "week":
        # The Iranian week begins on Saturday.
        start = 5 if language == "fa" else 0
        first = latest_weekday(published, start) - timedelta(days=7 * step)
        days: Days | None = (first, first + timedelta(days=6))
    elif unit == "month" and language == "fa":
        import jdatetime

        today = jdatetime.date.fromgregorian(date=published)
        index = today.year * 12 + today.month - 1 - step
        days = _month_of("solar", index // 12, index % 12 + 1)
    elif unit == "month":
        days = months_back(published, step)
    elif language == "fa":
        days = _solar_year(_solar_year_of(published) - step)
    else:
        days = year_days(published.year - step)
    if days and step == 0 and days[0] <= published <= days[1]:
        days = (days[0], published)
    return days


def _past(match: re.Match[str], patterns: _Patterns, language: str, published: date | None, add: Any) -> None:
    """'the past three days': up to publication; the past months and years are no event's date."""
    number, unit = _units(match["number"] or match["number_"], match["unit"] or match["unit_"], patterns, language)
    days = number * {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}[unit]
    if days > 31:
        add(match.start(), match.end(), None, "span", (0, round(days)))
        return
    first = shift(published, -max(1, round(days))) if published else None
    add(match.start(), match.end(), (first, published) if first and published else None, "publication", precision=3)


def _units(word: str, unit: str, patterns: _Patterns, language: str) -> tuple[int, str]:
    """A number and a unit of time, from their words."""
    values = {same_length_fold(k): v for k, v in numerals(language).values.items()}
    number = int(word) if word.isdecimal() else values[word]
    return number, next(v for k, v in patterns.table["units"].items() if same_length_fold(k) == unit)


def _counted(match: re.Match[str], patterns: _Patterns, language: str, published: date | None, add: Any) -> None:
    number, unit = _units(match["number"], match["unit"], patterns, language)
    low, high = _UNIT_DAYS[unit]
    around = (high - low) // 2
    if unit == "hour":
        offset = (number // 24, max(1, -(-number // 24)))
    else:
        middle = (low + high) // 2 * number
        offset = (max(0, middle - around), middle + around)
    if match["ago"]:
        days = None
        if published and (first := shift(published, -offset[1])) and (last := shift(published, -offset[0])):
            days = (first, last)
        add(match.start(), match.end(), days, "publication")
    else:
        add(match.start(), match.end(), None, "event", offset, "after" if match["later"] else "before")


def _settle(found: list[DateMention], doc: Document, low: str) -> tuple[DateMention, ...]:
    """In the order of the text, none inside another, 'جمعه، ۲۴ آذر' made one, publication lines marked."""
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if is_taken(kept, mention):
            continue
        if (
            kept
            and kept[-1].kind == "publication"
            and mention.kind == "absolute"
            and kept[-1].precision == mention.precision == 1
        ):
            gap = low[kept[-1].span.end : mention.span.start].strip(" ،,(")
            if gap == "" and mention.span.start - kept[-1].span.end <= 4:
                span = Span(kept[-1].span.start, mention.span.end)
                kept[-1] = replace(mention, span=span, text=span.of(doc.text))
                continue
        joined = _in_week(kept[-1], mention, doc, low) or _night_between(kept[-1], mention, doc, low) if kept else None
        if joined is not None:
            kept[-1] = joined
            continue
        kept.append(mention)
    return tuple(_stamped(mention, doc) for mention in kept)


def _in_week(one: DateMention, two: DateMention, doc: Document, low: str) -> DateMention | None:
    """'پنجشنبه هفته گذشته', 'گزشتہ ہفتے جمعرات کو': the day of that week."""
    if one.kind != "publication" or two.kind != "publication" or low[one.span.end : two.span.start].strip(" ،,"):
        return None
    day, week = (one, two) if one.precision == 1 else (two, one)
    if (day.precision, week.precision) != (1, 3) or day.start is None or week.start is None or week.end is None:
        return None
    when = week.start + timedelta(days=(day.start.weekday() - week.start.weekday()) % 7)
    span = Span(one.span.start, two.span.end)
    return replace(day, span=span, text=span.of(doc.text), start=when, end=when) if when <= week.end else None


def _night_between(one: DateMention, two: DateMention, doc: Document, low: str) -> DateMention | None:
    """'پیر اور منگل کی درمیانی شب', 'دوشنبه و سه‌شنبه': two days on end are one stretch of days."""
    if low[one.span.end : two.span.start].strip() not in ("اور", "و") or {one.kind, two.kind} != {"publication"}:
        return None
    if one.start is None or two.end is None or one.precision != 1 or two.precision != 1:
        return None
    if shift(one.start, 1) != two.end:
        return None
    span = Span(one.span.start, two.span.end)
    precision = precision_of((one.start, two.end))
    return replace(two, span=span, text=span.of(doc.text), start=one.start, precision=precision)


def _stamped(mention: DateMention, doc: Document) -> DateMention:
    sentence = doc.sentence_at(mention.span.start)
    known = doc.report.published_span
    if sentence is None or mention.kind in ("event", "span"):
        return mention
    block = doc.blocks[sentence.block]
    bare = (block.span.end - block.span.start) - (
        mention.span.end - mention.span.start
    ) <= 20 and mention.kind == "absolute"
    if block.kind in ("byline", "dateline") or bare or (known is not None and known.overlaps(mention.span)):
        return replace(mention, stamp=True)
    return mention
