"""Event coding: one report in, its accounts out, each with the words that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise

from geo.counts import Count, Outcome, toll
from geo.days import Days, precision_of
from geo.document import Document
from geo.event_days import NEWS, Dated, days_of, event_days_of, is_retold, of_talks
from geo.event_places import places_of
from geo.event_sides import evidence_of, parties_of, sides_of
from geo.event_status import status_of
from geo.event_types import type_of, type_votes
from geo.events import find_events
from geo.grouping import grouped
from geo.incident import Account, Link, Toll, Type, Where
from geo.reading import Reading, read
from geo.telling import Event, Left, Slots, answers, is_destination, slots_of
from geo.toponym import Toponym
from seeds.report import Span


def code_report(doc: Document, toponyms: Sequence[Toponym], words: tuple[str, ...] = ()) -> tuple[Account, ...]:
    """The accounts of one report in the order of the text; none for a report that tells no incident.

    ``toponyms`` are the report's resolved mentions. ``words`` are the user's vocabulary files. The
    result depends on nothing but the arguments.
    """
    return code_and_explain(doc, toponyms, words)[0]


def code_and_explain(
    doc: Document, toponyms: Sequence[Toponym], words: tuple[str, ...] = ()
) -> tuple[tuple[Account, ...], tuple[Left, ...]]:
    """The accounts as `code_report` gives them, and what was considered and left."""
    reading = read(doc, toponyms, words)
    left: list[Left] = []
    events = grouped(reading, _all_slots(reading), left)
    return _accounts(reading, events), tuple(left)


def _all_slots(reading: Reading) -> list[Slots]:
    """The slots of every event mention, in the order of the text."""
    ends: list[int] = []
    history: list[Toponym] = []
    for line in reading.lines:
        ends.append(len(history))
        if line.kind not in ("headline", "dateline"):
            history.extend(
                t for t in line.toponyms if t.role in ("location", "modifier") and not is_destination(line, t)
            )
    slots = [slots_of(reading, m, history[: ends[m.line]]) for m in find_events(reading)]
    for first, second in pairwise(slots):
        if _is_gapped(reading, first, second):
            second.mention = replace(second.mention, votes=first.mention.votes, harm_only=first.mention.harm_only)
            first.date = first.date or second.date
    return slots


def _is_gapped(reading: Reading, first: Slots, second: Slots) -> bool:
    """Whether one verb tells of both: 'jets bombed a port in X and a factory in Y on Monday, killing four'."""
    one, two = first.mention, second.mention
    if one.line != two.line or two.joined != "and the" or one.family != "violence" or two.family != "violence":
        return False
    tokens = reading.lines[two.line].tokens
    harm_alone = all(tokens.words[t.first].endswith("ing") for t in two.triggers)
    if not first.places or not second.places or not harm_alone:
        return False
    between = tokens.words[two.part.first : tokens.first_at(second.places[0].toponym.span.start)]
    verbs = {"was", "were", "had", "has", "have", "is", "are"}
    return len(between) <= _GAP and not any(word in verbs or word.endswith("ed") for word in between)


_GAP = 7
"""Words between 'and' and the second place that a verb tells of."""


_FRESH = timedelta(days=1)
"""Before publication, within which an act is news wherever it is told; what is older is so beside a lead as old."""


def _accounts(reading: Reading, events: list[Event]) -> tuple[Account, ...]:
    kept = [e for e in events if _keep(reading, e)]
    main = _main_events(reading, kept)
    made: list[Account] = []
    dated: list[Dated] = []
    lead: Days | None = None
    for event in kept:
        when = days_of(reading, event, kept, dated, event in main, lead)
        dated.append(when)
        if lead is None and event in main:
            lead = when.days
    agreed = next(
        (d for e, d in zip(kept, dated, strict=True) if e.family == "diplomacy" and d.days and e in main), None
    )
    for event, when in zip(kept, dated, strict=True):
        if event.family == "liaison" and (when.days is None or when.inferred) and (agreed or lead):
            # a post without a day of its own was agreed when the parties met
            days = agreed.days if agreed is not None and agreed.days is not None else lead
            assert days is not None
            when = Dated(days, precision_of(days), True, agreed.span if agreed else None)
        wheres = places_of(reading, event, kept)
        news = event in main or _is_news(reading, event, when, lead)
        for n, (where, span) in enumerate(wheres):
            made.append(_account(reading, event, kept, dated, when, where, span, n == 0, news))
    return tuple(made)


def _is_news(reading: Reading, event: Event, when: Dated, lead: Days | None) -> bool:
    """Whether an act is as fresh as the news, though it names no day: 'in another incident', 'on the same day'."""
    published = reading.doc.report.published
    if when.days is None or published is None or is_retold(reading, event):
        return False
    age = published - when.days[1]
    return age <= _FRESH or lead is not None and when.days[1] >= lead[0] and age <= NEWS


def _keep(reading: Reading, event: Event) -> bool:
    if event.family == "liaison":
        return event.place is not None
    if event.family in ("violence", "operation", "abduction"):
        answer = event.first.roles.agents and answers(reading.lines[event.first.mention.line], event.first.mention)
        return bool(event.place or event.date or event.counts or len(event.all) > 1 or answer)
    return True


def _main_events(reading: Reading, events: list[Event]) -> list[Event]:
    """The article's news: what its first telling sentences tell, and what else it dates as late as that.

    A retelling in the past perfect or behind 'in response to' is background wherever it stands, and so is what is
    dated from the news itself: 'two days before the raid'.
    """
    if not events:
        return []
    published = reading.doc.report.published
    chosen = []
    talks = of_talks(events)
    first = min(e.first.mention.line for e in events)
    lead = next((event_days_of(e) for e in events if not is_retold(reading, e)), None)
    for event in events:
        retold = is_retold(reading, event)
        days = event_days_of(event)
        if days is not None and published is not None:
            # what a report opens with may be some days old: a weekly, a follow-up
            leads = event is events[0] or event.twin is events[0]
            of_news = leads and not retold or lead is not None and days[1] >= lead[0]
            fresh = published - days[1] <= (NEWS if of_news else _FRESH)
            if fresh and not (retold and event.first.mention.line > first + 2):
                chosen.append(event)
        elif talks and event.family not in ("diplomacy", "liaison"):
            continue
        elif event.first.mention.line <= first + 2 and not retold or event.family == "liaison":
            chosen.append(event)
    return chosen or events[:1]


def _account(
    reading: Reading,
    event: Event,
    events: Sequence[Event],
    dated: Sequence[Dated],
    when: Dated,
    where: Where,
    place: Span | None,
    whole: bool,
    main: bool,
) -> Account:
    report = reading.doc.report
    text = reading.doc.text
    kind = type_of(event, events)
    best = event.first
    line = reading.lines[best.mention.line]
    clause = best.mention.span(line)
    evidence = [evidence_of("incident", clause, text)]
    if place is not None:
        evidence.append(evidence_of("place", place, text))
    if when.days is not None:
        evidence.append(evidence_of("date", when.span or clause, text))
    if kind in ("liaison", "diplomacy"):
        actors, targets, shown = parties_of(reading, event)
    else:
        actors, targets, shown = sides_of(reading, event, kind, events, [d.days for d in dated])
    evidence.extend(shown)
    tolls: dict[str, Toll | None] = {}
    by = None
    if kind not in ("liaison", "diplomacy"):
        for outcome in ("killed", "injured", "abducted", "arrested"):
            tolls[outcome], used = _toll(reading, event, outcome, kind) if whole else (None, ())
            if not used:
                continue
            evidence.append(evidence_of(outcome, used[0].span, text))
            speaker = used[0].speaker_span
            if by is None and speaker is not None and outcome in ("killed", "injured"):
                by = speaker.of(text)
                evidence.append(evidence_of("toll_by", speaker, text))
    status, status_by, status_span = status_of(reading, event, kind, actors)
    if kind == "operation" and not actors and status == "claimed" and status_by is not None and status_span is not None:
        # 'three men were taken, the Guards announced': who announces an operation carried it out
        actors = (status_by,)
        evidence.append(evidence_of("actors", status_span, text))
    if status_span is not None:
        evidence.append(evidence_of("status", status_span, text))
    rules = [*event.rules, f"type {kind}: " + type_votes(event)]
    if when.inferred:
        rules.append("date: fresh news that names no day, the day before publication to the day itself")
    if event.place is None:
        rules.append(
            f"place '{where.name}': named nowhere beside it; argued from those it is about or from the report's ground"
        )
    key = f"{report.id}\n{kind}\n{clause.start}\n{where.name}\n{where.country}"
    return Account(
        id=f"{report.id}:{sha256(key.encode()).hexdigest()[:8]}",
        report=report.id,
        type=kind,
        title=_title(kind, where),
        start=when.days[0] if when.days else None,
        end=when.days[1] if when.days else None,
        date_precision=when.precision if when.days else 5,
        where=where,
        actors=actors,
        targets=targets,
        killed=tolls.get("killed"),
        injured=tolls.get("injured"),
        abducted=tolls.get("abducted"),
        arrested=tolls.get("arrested"),
        status=status,
        status_by=status_by,
        salience="main" if main else "background",
        date_inferred=when.inferred,
        date_words=when.words if when.days is None else None,
        toll_words=next((c.text for c in event.counts if c.vague and c.outcome in ("killed", "injured")), None),
        toll_by=by,
        evidence=tuple(evidence),
        links=_links(reading, event),
        rules=tuple(rules),
    )


def _title(kind: Type, where: Where) -> str:
    names = {"liaison": "Liaison post", "diplomacy": "Diplomacy"}
    return f"{names.get(kind, kind.capitalize())}, {where.name}" if where.name else names.get(kind, kind.capitalize())


def _toll(reading: Reading, event: Event, outcome: Outcome, kind: Type) -> tuple[Toll | None, tuple[Count, ...]]:
    if not any(c.outcome == outcome for c in event.counts):
        return None, ()
    told, first = {c.span for c in event.counts}, event.first.counts
    # 'Two died when another bomb exploded': what opens an event is no part of the toll of the one before
    strays = [c for c in first if c.part_of is not None and reading.counts[c.part_of].span not in told]
    counts = [_whole(c) if c in strays else c for c in event.counts]
    result = toll(counts, outcome, everyone=kind in ("clash", "operation", "strike"))
    return result if result is not None else (None, ())


def _whole(count: Count) -> Count:
    """A figure taken for some of those dead in another event, as a figure of its own."""
    return replace(count, part_of=None, subset=count.subset and count.noun is not None)


def _links(reading: Reading, event: Event) -> tuple[Link, ...]:
    found = []
    for s in event.all:
        line = reading.lines[s.mention.line]
        text = line.sentence.text.casefold()
        for cue in (
            "in response to",
            "in retaliation",
            "retaliatory",
            "in reply to",
            "responded",
            "following",
            "response",
        ):
            at = text.find(cue)
            if at >= 0:
                start = line.sentence.span.start + at
                found.append(
                    Link("response", Span(start, start + len(cue)), reading.doc.text[start : start + len(cue)])
                )
                break
        d = s.date
        if d is not None and d.kind == "event" and d.offset is not None:
            found.append(Link("after", d.span, d.text, days=d.offset[1]))
    return tuple(found)
