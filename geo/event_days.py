"""When an event was: its own days, days counted from another event, or the day before fresh news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from geo.counts import numbered
from geo.dates import DateMention
from geo.days import Days, precision_of
from geo.events import EventMention
from geo.line_days import said_on, telling
from geo.reading import Reading, cue_set
from geo.telling import AT_ONCE, Event
from geo.verb_last import is_verb_last, told_before
from seeds.report import Span


def days_told(mention: DateMention | None) -> Days | None:
    """The days that a date tells by itself; None where it is counted from another event or there is none."""
    if mention is None or mention.start is None or mention.end is None:
        return None
    return mention.start, mention.end


def event_days_of(event: Event) -> Days | None:
    """The days an event was told to be on by itself; None where they hang on another event or are not told."""
    return days_told(event.date)


def _relative(mention: DateMention, anchor: Days | None) -> Days | None:
    if anchor is None or mention.offset is None:
        return None
    low, high = mention.offset
    if mention.direction == "before":
        return anchor[0] - timedelta(days=high), anchor[1] - timedelta(days=low)
    return anchor[0] + timedelta(days=low), anchor[1] + timedelta(days=high)


@dataclass
class Dated:
    """When an event was: days, their precision, whether inferred, the words that show it."""

    days: Days | None
    precision: int
    inferred: bool
    span: Span | None
    words: str | None = None


def of_talks(events: Sequence[Event]) -> bool:
    """Whether the report is about talks or posts: violence it mentions without a day is then retold, not its news."""
    if events[0].family in ("diplomacy", "liaison"):
        return True
    second = events[0].first.mention.line + 1
    return any(e.family in ("diplomacy", "liaison") and e.first.mention.line <= second for e in events)


def is_retold(reading: Reading, event: Event) -> bool:
    """Whether an event is told as something past, not as the report's news."""
    m = event.first.mention
    words = reading.lines[m.line].tokens.words
    before = words[max(0, m.head.first - 4) : m.head.first]
    if event.phase == "freed" and event.date is None and any(d.kind == "span" for d in reading.lines[m.line].dates):
        return True  # 'five more have been released in recent weeks'
    if "had" in before and not _backshifted(words, m):
        return True
    behind = words[m.head.last + 1 : m.head.last + 3] if m.head.form == "noun" and m.line else []
    if "had" in behind and not _backshifted(words, m):
        return True  # 'a bomb had earlier killed nine'
    if is_verb_last(reading.lines[m.line].tokens) and told_before(words, m.head):
        return True
    if m.joined not in (None, "and", "and the", ";", "then", *AT_ONCE, *cue_set("clause", "drew")):
        return True
    if _answered(words[: m.head.first]):
        return True
    if "responded" in words[: m.head.first] and not {"with", "by"} & set(words[words.index("responded") + 1 :][:1]):
        return True
    opening = " ".join(words[max(0, m.head.first - 12) : m.head.first])
    if any(cue in opening for cue in _BACKGROUND):
        return True
    return m.line > 0 and "also" in opening and any(cue in opening for cue in _ALSO_DONE)


_ALSO_DONE = ("also behind", "also blamed for", "also responsible for", "also accused of", "also linked to")
"""What somebody is said to have done besides."""


def _answered(opening: list[str]) -> bool:
    """Whether an act is what another answers: 'in response to the raid', never 'in response, they shelled X'."""
    if _ANSWERS.isdisjoint(opening):
        return False
    at = max(i for i, word in enumerate(opening) if word in _ANSWERS)
    return "," not in opening[at:]


_ANSWERS = frozenset({"retaliation", "response", "reply"})
_BACKGROUND = (
    "aftermath of",
    "wake of",
    "following",
    "tensions",
    "triggered by",
    "in response to",
    "come two weeks",
    "comes two weeks",
    "follows",
    "came after",
    "comes after",
)


def _backshifted(words: list[str], mention: EventMention) -> bool:
    """Whether 'had' only follows the past of saying: 'announced that its agents had arrested' is news of the day.

    'That' may be left out: 'the army said its jets had bombed', 'said on Tuesday they had fired'.
    """
    opening = words[: mention.head.first]
    if mention.line > 3:
        return False
    if "that" in opening:
        return bool(telling() & set(opening[: opening.index("that")]))
    said = next((i for i in range(len(opening) - 1, -1, -1) if opening[i] in _SAID), None)
    return said is not None and not cue_set("clause", "bounds") & set(opening[said:])


_SAID = frozenset("announced claimed confirmed reported said says".split())
"""Verbs behind which a clause stands without 'that'."""


NEWS = timedelta(days=7)
"""How old the first act of a report may be for those told beside it without a day to be of its days."""


def days_of(
    reading: Reading, event: Event, events: list[Event], dated: list[Dated], main: bool, lead: Days | None
) -> Dated:
    """When an event was: by its own date, counted from another event, or as fresh news."""
    mention, published = event.date, reading.doc.report.published
    if mention is None and event.twin is not None:
        mention = event.twin.date
    if mention is not None and mention.start is not None and mention.end is not None:
        days = (mention.start, mention.end)
        if published is not None and days[0] > published and event.family != "liaison":
            return Dated(None, 5, False, None, mention.text)
        return Dated(days, mention.precision, False, mention.span)
    if mention is not None and mention.offset is not None:
        days_ = _relative(mention, _anchor(reading, event, events, dated, lead, mention))
        if days_ is not None and published is not None and days_[0] > published and event.family != "liaison":
            return Dated(None, 5, False, None, mention.text)
        if days_ is not None:
            return Dated(days_, precision_of(days_), False, mention.span)
    words = mention.text if mention is not None else None
    if event.twin is not None and mention is None:
        told = next((d for e, d in zip(events, dated, strict=False) if e is event.twin), None)
        if told is not None:
            return told
    if published is None:
        return Dated(None, 5, False, None, words)
    agreed = event.first.act in ("meeting", "accord") and not is_retold(reading, event)
    if agreed or event.family == "diplomacy" and main:
        day = _lead_day(reading)
        if day is not None and day.start is not None and day.end is not None:
            return Dated((day.start, day.end), 1, False, day.span)
    if main and not is_retold(reading, event) or _fresh_too(reading, event, events):
        said = _said(reading, event)
        last = said.end if said is not None and said.end is not None and said.end <= published else published
        if lead is not None and timedelta(days=1) < last - lead[1] <= NEWS:
            return Dated(lead, max(2, precision_of(lead)), True, None)  # as old as the news it is told with
        if said is None and lead is not None and any(d.inferred and d.days == lead for d in dated):
            return Dated(lead, 2, True, None)  # the day of the telling is that of all that is told
        return Dated((last - timedelta(days=1), last), 2, True, said.span if said else None)
    return Dated(None, 5, False, None, words)


def _lead_day(reading: Reading) -> DateMention | None:
    """The first day counted from publication that the opening paragraphs name ('announced on Monday')."""
    published = reading.doc.report.published
    if published is None:
        return None
    opening = [x for x in reading.lines if x.kind == "paragraph"]
    for line in opening[:4]:
        for d in line.dates:
            if d.kind == "publication" and d.precision == 1 and d.start and d.start <= published:
                return d
    for line in opening[:8]:
        talks = any(k == "diplomacy" for t in line.triggers for k, _ in t.types)
        for d in line.dates if talks else ():
            if (
                d.kind == "absolute"
                and d.precision == 1
                and d.start
                and timedelta(0) <= published - d.start <= timedelta(days=7)
            ):
                return d
    return None


def _anchor(
    reading: Reading, event: Event, events: list[Event], dated: list[Dated], lead: Days | None, mention: DateMention
) -> Days | None:
    """The days that 'two days later' counts from: of the event of its kind told last before it, else of the lead."""
    if mention.direction == "same":
        sentence = reading.doc.sentence_at(mention.span.start)
        told = _last_date(reading, mention, sentence.span.start if sentence else 0)
        if told is not None:
            return told
        wide = mention.offset[1] if mention.offset is not None else 0
        before_it = [
            (e, d.days)
            for e, d in zip(events, dated, strict=False)
            if d.days is not None
            and e.first.mention.line < event.first.mention.line
            and (d.days[1] - d.days[0]).days <= max(1, wide)
        ]
        alike = [days for e, days in before_it if (e.family == "diplomacy") == (event.family == "diplomacy")]
        earlier = alike or [days for _, days in before_it]
        told = earlier[-1] if earlier else _last_date(reading, mention, 0)
        if told is not None:
            return told
    if mention.direction == "before":
        # 'on Monday, a day after gunmen killed four': counted from what the same sentence dates
        line = event.first.mention.line
        beside = [e for e in events if e is not event and e.first.mention.line == line and event_days_of(e)]
        if beside:
            return event_days_of(beside[0])
        told = _said_beside(reading, event, mention)
        if told is not None:
            return told
        just_told = _dated_just_before(reading, event, events, mention)
        if just_told is not None:
            return just_told
    if mention.direction == "before" and lead is not None:
        return lead
    published = reading.doc.report.published
    if mention.direction == "before" and event is events[0] and published is not None:
        return published - timedelta(days=1), published  # counted back from the news that follows
    before = [(e, d.days) for e, d in zip(events, dated, strict=False) if d.days is not None]
    same = [days for e, days in before if (e.family == "diplomacy") == (event.family == "diplomacy")]
    return same[-1] if same else before[-1][1] if before else None


def _dated_just_before(reading: Reading, event: Event, events: list[Event], mention: DateMention) -> Days | None:
    """The day that 'Four days earlier' at the head of a sentence counts from: that of the act told right before it."""
    line = event.first.mention.line
    if reading.lines[line].sentence.span.start != mention.span.start:
        return None
    alike = [e for e in events if e is not event and (e.family == "diplomacy") == (event.family == "diplomacy")]
    told = [e for e in alike if any(s.mention.line == line - 1 for s in e.all)]
    days = [days for e in told if (days := event_days_of(e)) is not None]
    return days[-1] if days else None


def _said_beside(reading: Reading, event: Event, mention: DateMention) -> Days | None:
    """The day of the telling in the same sentence: 'were killed the day before, the army said on Tuesday'."""
    for s in event.all:
        line = reading.lines[s.mention.line]
        if mention not in line.dates:
            continue
        for d in line.dates:
            if d.start is not None and d.end is not None and d.precision == 1 and said_on(line, d):
                return d.start, d.end
    return None


def _last_date(reading: Reading, mention: DateMention, start: int) -> Days | None:
    """The single day that 'the same day' points back to: the first of the nearest sentence before it that names one."""
    for line in reversed(reading.lines):
        if line.sentence.span.start > mention.span.start:
            continue
        for d in line.dates:
            if (
                start <= d.span.start < mention.span.start
                and d.start is not None
                and d.end is not None
                and d.precision == 1
            ):
                return d.start, d.end
    return None


def _said(reading: Reading, event: Event) -> DateMention | None:
    """The day on which somebody told of it, where the text gives no other."""
    for s in event.all[:2]:
        line = reading.lines[s.mention.line]
        for d in line.dates:
            if d.start is not None and d.precision == 1 and said_on(line, d):
                return d
    return None


def _fresh_too(reading: Reading, event: Event, events: list[Event]) -> bool:
    """An undated violent event in the simple past with a place of its own, in a report of fresh violence."""
    if event.family in ("diplomacy", "liaison") or is_retold(reading, event) or not events or of_talks(events):
        return False
    m = event.first.mention
    counted = numbered(event.counts)
    if "had" in reading.lines[m.line].tokens.words[m.head.last + 1 : m.head.last + 4]:
        return False  # 'before that a mine had gone off'
    acted = event.family == "violence" or event.family == "operation" and bool(event.first.roles.agents)
    # a noun and its participle are a clause: 'outposts were taken', 'a grenade was thrown'
    past = m.head.form == "past" or m.head.lemma.startswith("<") or m.head.form == "noun" and " _ " in m.head.lemma
    # 'troops and rebels had a shootout', 'there is still fighting in X': of these days, though a noun tells it
    words = reading.lines[m.line].tokens.words
    before = words[max(0, m.head.first - 2) : m.head.first]
    news = event.first.roles.agents or cue_set("telling", "lasting") & set(words) or _ONE_MORE & set(before)
    told = past and acted or counted or m.head.form == "noun" and event.family == "violence" and bool(news)
    again = m.definite and not _ONE_MORE & set(before)
    return told and (event.place is not None or counted) and not again


_ONE_MORE = frozenset("second third other fourth next latest another separate new fresh".split())
"""'The second blast' is another one than told before, not the same told again."""


def fresh_day(reading: Reading, days: Days) -> bool:
    """Whether days are those of fresh news: of the week before publication."""
    published = reading.doc.report.published
    return published is None or published - days[1] <= NEWS
