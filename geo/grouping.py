"""Which mentions of a report tell of one event, and which say too little to be one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from geo.actor import Claim
from geo.affinity import (
    MERGE,
    affinity,
    dated_also,
    in_address,
    is_guessed,
    later_that_day,
    on_another,
    one_more,
    same_doer,
)
from geo.counts import Count, most
from geo.dates import DateMention
from geo.event_days import days_told, event_days_of, is_retold
from geo.event_types import type_of
from geo.events import EventMention
from geo.line_days import event_dates, overlap
from geo.place_ties import finer, place_relation
from geo.reading import Line, Reading, cue_set
from geo.realis import statistic
from geo.telling import Event, Left, Slots, answers, is_destination
from geo.where import Candidate, candidates, choose, contains
from geo.worth import elsewhere, tells_an_act, worth_an_event


def grouped(reading: Reading, slots: list[Slots], left: list[Left]) -> list[Event]:
    """The events that mentions tell of, in the order they are first told; what tells of none is added to ``left``."""
    events: list[Event] = []
    done: set[int] = set()
    focus: Event | None = None
    waiting: tuple[int, Slots] | None = None
    by_line: dict[int, list[Slots]] = {}
    for s in slots:
        by_line.setdefault(s.mention.line, []).append(s)
    order = sorted(range(len(reading.lines)), key=lambda n: (reading.lines[n].kind == "caption", n))
    for number in order:
        line = reading.lines[number]
        if line.kind not in ("paragraph", "caption"):
            continue
        told = False
        if waiting is not None and number - waiting[0] <= 3 and all(map(_names_again, by_line.get(number, ()))):
            listed = _listed_places(line)
            if listed:
                post = replace(waiting[1], places=listed)
                focus = Event(post, [post], place=listed[0], date=post.date)
                events.append(focus)
                waiting = None
                by_line.pop(number, None)
                continue
        posts = [x for x in by_line.get(number, ()) if x.mention.family == "liaison" and x.places]
        for s in (x for whole in by_line.get(number, ()) for x in _one_a_place(whole, events)):
            head = line.tokens.span(s.mention.head.first, s.mention.head.last)
            if not _happened(s):
                left.append(Left(head, _REALIS.get(s.mention.realis, s.mention.realis)))
                continue
            if s.act == "same":
                if focus is None or focus.first.act not in _ANSWERED:
                    left.append(Left(head, "an answer in kind to no act of state"))
                    continue
                focus = Event(in_kind := replace(s, act=focus.first.act, date=s.date or focus.date), [in_kind])
                focus.date = in_kind.date
                events.append(focus)
                continue
            if posts and s.mention.family == "diplomacy":
                # the towns of the sentence are those of the posts it agrees on
                s.places = [c for c in s.places if _held_there(line, s, c)]
            event = focus if focus is not None and _ends_on_harm(focus, s) else _join(reading, events, focus, s)
            if event is None:
                fine = any(c.level in ("site", "town", "district") for c in s.places)
                if s.mention.family == "liaison" and not fine and s.mention.votes[0][1] >= 3:
                    waiting = (number, s)
                if not worth_an_event(reading, s, events) or line.kind == "caption" and events:
                    why = "too little is said (place, day, toll, who) for an incident of its own"
                    left.append(
                        Left(head, "the report does not speak of armed conflict" if reading.warlike < 1.0 else why)
                    )
                    continue
                made = [Event(x, [x]) for x in _by_place(line, s)]
                for other in made[1:]:
                    other.twin = made[0]
                events.extend(made)
                event = made[0]
                for one in made:
                    one.rules.append(
                        f"told first by '{head.of(reading.doc.text)}' ({s.mention.type}), sentence {number + 1}"
                    )
                    _take(one, one.first)
            else:
                event.rules.append(f"told again by '{head.of(reading.doc.text)}', sentence {number + 1}")
                s, *elsewhere_too = _spread(line, event, s)
                _moved(line, event, s)
                # what was told of all the places is told of each
                common = [replace(x, places=[], counts=[]) for x in event.all] if elsewhere_too else []
                event.all.append(s)
                _take(event, s)
                for x in elsewhere_too:
                    other = Event(x, [x, *common], twin=event)
                    _take(other, x)
                    events.append(other)
            done.update(id(c) for c in s.counts)
            focus, told = event, True
        if focus is not None and not told and number not in by_line and focus.family in _AT_ONE_PLACE:
            _place_told(reading, focus, number)
        general = any(s.mention.realis == "generic" for s in by_line.get(number, ())) or statistic(line)
        violent = focus is not None and focus.family != "diplomacy"
        if focus is not None and violent and not told and not general and _goes_on(focus, line):
            # 'Four of the nine were children': a sentence of counts goes on about the event before it
            # what else a sentence tells beside captives has victims of its own
            others = focus.family == "abduction" and number in by_line
            outcomes = ("abducted",) if others else ("killed", "injured", "abducted")
            focus.counts.extend(
                c
                for c in line.counts
                if id(c) not in done and c.outcome in outcomes and not (c.cumulative or _beyond(focus, c))
            )
        for claim in line.claims:
            target = _claimed(events, focus, claim)
            if target is not None:
                target.claims.append(claim)
    if not events and reading.warlike >= 1.0:
        events.extend(_at_least(reading, slots))
    for event in events:
        _part_sums(reading, event, events)
        _leave_sums(event, events)
    if events and _sums_up(reading, events[0], events):
        events = events[1:]
    if events:
        _count_of_headline(reading, events[0])
    return _folded(reading, _told_closer(reading, events))


def _held_there(line: Line, s: Slots, place: Candidate) -> bool:
    """Whether the words of a meeting themselves say where it was: 'held talks in the village of X'."""
    words, last = line.tokens.words, s.mention.head.last
    between = words[last + 1 : line.tokens.first_at(place.toponym.span.start)]
    return s.act == "meeting" and between[:1] == ["in"] and len(between) <= 6 and "," not in between


def _count_of_headline(reading: Reading, event: Event) -> None:
    """Give the first event the toll that only the headline tells: 'Attack near X leaves 15 dead'."""
    if event.family in ("diplomacy", "liaison") or _tolled(event, 0):
        return
    for line in reading.lines:
        if line.kind == "headline" and _goes_on(event, line):
            event.counts.extend(c for c in line.counts if c.outcome in ("killed", "injured") and not c.cumulative)
        elif line.kind == "paragraph":
            return


def _claimed(events: list[Event], focus: Event | None, claim: Claim) -> Event | None:
    """The act somebody takes or lays responsibility for: the one told last; no group claims an army's search."""
    told = focus or (events[0] if events else None)
    if told is None or told.family != "operation" or claim.speaker is None or claim.speaker.kind != "group":
        return told
    return next((e for e in reversed(events) if e.family in ("violence", "abduction")), told)


_AT_ONE_PLACE = ("violence", "abduction", "operation")
"""Families of acts of which a later sentence may tell where and when they were."""


def _place_told(reading: Reading, event: Event, number: int) -> None:
    """Take over the place and the day that a sentence without an act of its own gives: 'It happened near Zarrin'."""
    line, first = reading.lines[number], event.first.mention
    words = line.tokens.words
    happened, found, bodies = cue_set("again", "happened"), cue_set("again", "found"), cue_set("again", "bodies")
    at = next((i for i, word in enumerate(words) if word in happened or words[i : i + 2] == ["took", "place"]), None)
    if at is None and event.family == "operation":  # 'The operation was launched in X'
        made = cue_set("again", "made")
        at = next((i for i, word in enumerate(words) if i and word in made and words[i - 1] in ("was", "were")), None)
    if at is None or at > 24 or not cue_set("again", "it") & set(words[max(0, at - 4) : at]):
        if event.family != "violence" or not _tolled(event, 1):
            return
        # 'troops found the bodies of the six near X'
        at = next((i for i, w in enumerate(words) if w in found and bodies & set(words[max(0, i - 6) : i + 6])), None)
        if at is None:
            return
    verb = replace(first.head, first=at, last=at + (words[at] == "took"), form="past")
    told = replace(first, line=number, part=replace(first.part, first=0, last=len(words) - 1), head=verb, joined=None)
    days = [d for d in event_dates(line, told.part) if d.start is not None and d.precision <= 2]
    if event.date is None and days:
        event.date = days[0]
        event.rules.append(f"date '{days[0].text}': told of it afterwards")
    places = choose(candidates(reading, told, []), reading.doc.text)
    old = event.place if event.place is not None and event.place.score >= _SURE else None
    if not places:
        return
    # 'attacked a police station in Kashgar ... It happened in Selibuya township': a town is named for what lies by it
    seat = old is not None and words[at] in happened and _by_town(places[0], old)
    if old is not None and not seat and place_relation(places[0], old, event.family) is None:
        return
    if old is None or seat or finer(places[0], old):
        event.place = places[0]
        if len(places) > 1:
            event.first.places = places
        event.rules.append(f"place '{places[0].toponym.surface}': told of it afterwards")


_SURE = 1.0
"""Score of a place from which its words put the act there: whither people were bound is a guess until told better."""


def _by_town(fine: Candidate, town: Candidate) -> bool:
    """Whether a place is a small one of the province of a town that was named for it."""
    a, b = fine.toponym.place, town.toponym.place
    if a is None or b is None or a.level != "town" or b.level != "town" or fine.relation != "in":
        return False
    return (
        a.admin1 is not None
        and (a.country, a.admin1) == (b.country, b.admin1)
        and (a.population or 0) < (b.population or 0)
    )


def _sums_up(reading: Reading, event: Event, events: list[Event]) -> bool:
    """Whether an event told once counts the dead of those told after it within its place: 17 of nine and eight."""
    dead = most(event.counts, "killed")
    if dead <= _CHANCE or len(event.all) > 1 or event.place is not None and event.place.level not in _WIDE:
        return False
    tolls = [(e, most(e.counts, "killed")) for e in _told_after(reading, event, events)]
    others = [(e, n) for e, n in tolls if n and _holds(event.place, e.place)]
    return len(others) > 1 and sum(n for _, n in others) == dead


def _part_sums(reading: Reading, event: Event, events: list[Event]) -> None:
    """Let the toll of an event and those after it give way to its own: 'Seven died. In A four ... In B three'."""
    wide = event.first.places
    if len(event.all) == 1 or wide and wide[0].level not in _WIDE:
        return
    after = _told_after(reading, event, events)
    for outcome in ("killed", "injured"):
        figures = {c.low for c in event.counts if c.outcome == outcome and c.low}
        others = sum(most(e.counts, outcome) for e in after)
        sums = {n + others for n in figures if others} & figures
        for n, count in enumerate(event.counts):
            if count.outcome == outcome and count.low in sums:
                event.counts[n] = replace(count, cumulative=True)


def _leave_sums(event: Event, events: list[Event]) -> None:
    """Take a toll told of several places from the first where another has its own: 'eleven died ... four in B'."""
    twins = [e for e in events if e.twin is event]
    for outcome in ("killed", "injured"):
        if any(c.outcome == outcome and c.low and not c.cumulative for e in twins for c in e.counts):
            event.counts[:] = [c for c in event.counts if c.outcome != outcome or not c.cumulative]


def _told_closer(reading: Reading, events: list[Event]) -> list[Event]:
    """The events without those told in short, of a province and no day, that closer tellings after them make up.

    'The envoy was summoned over strikes in X and Y which killed three. ... On Sunday a drone hit Aro in X ...'
    """
    kept = list(events)
    for event in events:
        told = [event, *(e for e in events if e.twin is event)]
        if event.twin is not None or not all(e.family == "violence" and e.date is None for e in told):
            continue
        places = [(e, c) for e in told for c in _places_told(e)]
        if not places or any(c.level not in ("province", "region", "country") for _, c in places):
            continue
        closer = [[e for e in kept if _is_closer(reading, e, wide, c, events)] for wide, c in places]
        within = list({id(e): e for group in closer for e in group}.values())
        tolls = ((most(event.counts, o), sum(most(e.counts, o) for e in within)) for o in ("killed", "injured"))
        if not all(closer) or any(most > others for most, others in tolls):
            continue
        for wide in told:
            for one in within:
                one.all.extend(wide.all)  # who did it holds for each of them
                one.claims.extend(wide.claims)
                one.rules.append("told before in short, of a wider place")
        kept = [e for e in kept if all(e is not wide for wide in told)]
    return kept


def _places_told(event: Event) -> list[Candidate]:
    """The places of an event: those of a row, or its one."""
    several = next((s.places for s in event.all if len(s.places) > 1), None)
    return several or ([event.place] if event.place is not None else [])


def _is_closer(reading: Reading, event: Event, wide: Event, place: Candidate, events: list[Event]) -> bool:
    """Whether an event may be one of those told before in short: of that sort and doer, later told, in a part of it."""
    a, b = (None if c is None else c.toponym.place for c in (place, event.place))
    if a is None or b is None or a.id == b.id or not contains(a, b) or event.family != wide.family:
        return False
    if event.first.mention.line <= wide.first.mention.line or is_retold(reading, event):
        return False
    if _told_apart(reading.lines[event.first.mention.line], event.first):
        return False
    return type_of(event, events) == type_of(wide, events) and all(same_doer(event, s) > -1.0 for s in wide.all)


def _told_apart(line: Line, s: Slots) -> bool:
    """Whether the words make it an act of its own: elsewhere, on another of a kind, one more, later that day."""
    return elsewhere(line) or on_another(line, s.mention) or one_more(line, s.mention) or later_that_day(line, s)


_CHANCE = 3
"""Up to how many dead may be the sum of other tolls by chance."""
_WIDE = frozenset({"district", "province", "region", "country"})


def _holds(wide: Candidate | None, fine: Candidate | None) -> bool:
    """Whether one place may lie in another; nothing is known of one that is not told or in no gazetteer."""
    a, b = (None if c is None else c.toponym.place for c in (wide, fine))
    return a is None or b is None or contains(a, b) or contains(b, a)


def _told_after(reading: Reading, event: Event, events: list[Event]) -> list[Event]:
    at = next(n for n, e in enumerate(events) if e is event)
    fights = [e for e in events[at + 1 :] if e.family in ("violence", "operation")]
    return [e for e in fights if not is_retold(reading, e)]


def _folded(reading: Reading, events: list[Event]) -> list[Event]:
    """The events, those that count nobody joined to the nearest of the same sort that does, where nothing forbids it.

    A report tells once how many were hurt; what it tells of the same sort, days and place beside it is the same.
    """
    kept = list(events)
    twins = {id(e) for e in events if e.twin is not None} | {id(e.twin) for e in events if e.twin is not None}
    for bare in events:
        if id(bare) in twins or bare.family != "violence" or _tolled(bare, 0):
            continue
        line = reading.lines[bare.first.mention.line]
        other = _told_apart(line, bare.first) or bare.first.date is not None and dated_also(line, bare.first.date)
        if other or answers(line, bare.first.mention):
            continue
        lines = {s.mention.line for s in bare.all}
        kind = type_of(bare, events)
        hosts = [
            e
            for e in kept
            if e is not bare
            and id(e) not in twins
            and e.family == "violence"
            and _tolled(e, 1)
            and lines.isdisjoint(s.mention.line for s in e.all)
            and type_of(e, events) == kind
            and not _two_days(reading, bare, e)
            and all(same_doer(e, s) > -1.0 for s in bare.all)
            and (bare.place is None or e.place is None or place_relation(bare.place, e.place, e.family) is not None)
        ]
        if not hosts:
            continue
        host = min(hosts, key=lambda e: min(abs(n - s.mention.line) for n in lines for s in e.all))
        host.rules.append("what is told of the same sort, days and place without a toll is the same")
        for s in bare.all:
            host.all.append(s)
            _take(host, s)
        host.claims.extend(bare.claims)
        kept.remove(bare)
    return kept


def _two_days(reading: Reading, one: Event, two: Event) -> bool:
    """Whether events are of two days; undated news is of the last three, and a weekday may be the day it was told."""
    published = reading.doc.report.published
    days = []
    for event in (one, two):
        known = event_days_of(event)
        if known is None and event.date is not None:
            return True  # dated by another event: 'twelve days later'
        if known is None and published is not None and not is_retold(reading, event):
            known = (published - timedelta(days=3), published)
        days.append(known)
    a, b = days
    if a is None or b is None:
        return False
    gap = max((a[0] - b[1]).days, (b[0] - a[1]).days)
    exact = one.date is not None and two.date is not None and _is_sure(one.date) and _is_sure(two.date)
    return gap > (0 if exact else 1)


def _is_sure(date_: DateMention) -> bool:
    """Whether a day cannot be that of the telling: a day of the calendar, 'yesterday', 'today'."""
    return date_.kind == "absolute" or date_.text.casefold().startswith(("yesterday", "today", "this ", "last night"))


def _tolled(event: Event, least: int) -> bool:
    """Whether somebody is counted as killed or hurt in an event, ``least`` at least."""
    tolls = (c.low for c in event.counts if c.outcome in ("killed", "injured") and not (least and c.cumulative))
    return any(low is not None and low >= least for low in tolls)


def _ends_on_harm(event: Event, s: Slots) -> bool:
    """'Gunmen attacked the port; all of them died': the sentence ends on what came of the event it told."""
    m, last = s.mention, event.all[-1].mention
    bare = m.harm_only and m.joined == ";" and not s.places and s.date is None
    return bare and m.line == last.line and same_doer(event, s) > -1.0


def _goes_on(event: Event, line: Line) -> bool:
    """Whether a sentence without an event of its own may count the people of the one before: same days, same place."""
    days = event_days_of(event)
    for mention in line.dates:
        day = days_told(mention)
        if day is not None and days is not None and (day[0] > days[1] or days[0] > day[1]):
            return False
    if event.place is None or "hospital" in line.tokens.present:
        return True
    for t in line.toponyms:
        if t.role != "location" or t.place is None or t.place.level not in ("town", "district", "province"):
            continue
        if is_destination(line, t):
            continue
        if place_relation(Candidate(t, "in", 3.0), event.place, event.family) is None:
            return False
    return True


_MORE = 3
"""Times that a figure told afterwards may exceed those told of the act itself."""


_OF_MANY = 9
"""Figure told of an act of which only one person is named so far."""


def _beyond(event: Event, count: Count) -> bool:
    """Whether a figure is too great for an event whose toll is told: 'the monitor counted 217 dead'."""
    mine = [c for c in event.counts if c.outcome == count.outcome and c.party != "attacker" and c.low]
    if not mine or count.total or count.low is None:
        return False
    # the one person named first may be one of many
    told = max((c.low or 0 for c in mine if not c.implied), default=_OF_MANY)
    return count.low > _MORE * (told + 1)


def _by_place(line: Line, s: Slots) -> list[Slots]:
    """A telling of violence at several places cut into one a place, so that what follows joins the one it is about.

    The figures told of all of them ('two attacks left six dead') stay with the first, and give way to what is told of
    it alone.
    """
    if s.mention.family in ("liaison", "diplomacy"):
        return [s]
    if len(s.places) < 2 and not _several(line, s.mention):
        return [s]
    together = [replace(c, cumulative=True) for c in s.counts]
    if len(s.places) < 2:
        return [replace(s, counts=together)]
    dates = [d for d in event_dates(line, s.mention.part) if d.start is not None]
    # 'On Friday they said they were behind ...': the first may be the day of the telling
    one_side = ("behind", "before")
    days = _shared_out(s.places, dates, one_side) or _shared_out(s.places, dates[1:], one_side)
    own = _shared_out(s.places, [c for c in s.counts if c.outcome is not None])
    return [
        replace(
            s,
            places=[c],
            date=days[n][0] if days is not None else s.date,
            counts=own[n] if own is not None else together if n == 0 else [],
        )
        for n, c in enumerate(s.places)
    ]


def _one_a_place(s: Slots, events: list[Event]) -> list[Slots]:
    """A telling that gives each of its places figures of its own, cut where another than the first was told of before.

    'Shells hit Zarrin and Karun. Nine died in Zarrin and two in Karun': the two are those of Karun's event.
    """
    if len(s.places) < 2:
        return [s]
    told = {c.toponym.place.id for e in events if (c := e.place) is not None and c.toponym.place is not None}
    if not any(c.toponym.place is not None and c.toponym.place.id in told for c in s.places[1:]):
        return [s]
    own = _shared_out(s.places, [c for c in s.counts if c.outcome is not None])
    return [replace(s, places=[c], counts=x) for c, x in zip(s.places, own, strict=True)] if own is not None else [s]


def _spread(line: Line, event: Event, s: Slots) -> list[Slots]:
    """A telling again cut into one a place, where the act was told before without a place or of a wide one.

    'Gunmen killed twelve in the north. They attacked Zarrin and Karun on Monday. In Karun one person died.'
    """
    wide = event.place is None or event.place.level in ("country", "region", "province")
    fine = all(c.level in ("site", "town", "district") or c.toponym.place is None for c in s.places)
    if not wide or not fine or len(s.places) < 2 or event.twin is not None:
        return [s]
    made = _by_place(line, s)
    if len(made) > 1:
        event.counts[:] = [replace(c, cumulative=True) for c in event.counts]
    return made


Told = TypeVar("Told", Count, DateMention)
"""What may be told of each place."""


def _shared_out(
    places: list[Candidate], told: list[Told], sides: tuple[str, ...] = ("behind", "before", "nearest")
) -> list[list[Told]] | None:
    """The figures or days of each place, where each has its own beside it; ``sides`` are where the place stands.

    'Killed two in Nikopol and one in Marhanets', 'in Nikopol on Sunday and in Marhanets on Monday'.
    """
    starts = sorted(c.toponym.span.start for c in places)
    ends = {c.toponym.span.start: n for n, c in enumerate(places)}
    for side in sides:
        own: list[list[Told]] = [[] for _ in places]
        for x in told:
            at = x.span.start
            near = [place for place in starts if side == "nearest" or (place > at if side == "behind" else place < at)]
            if near:
                own[ends[min(near, key=lambda place: abs(place - at))]].append(x)
        if all(own) and sum(map(len, own)) == len(told):
            return own
    return None


def _several(line: Line, mention: EventMention) -> bool:
    """Whether the sentence tells of several acts in one: 'two attacks', 'separate operations'."""
    words, part = line.tokens.words, mention.part
    acts, several = cue_set("again", "acts"), cue_set("again", "several")
    told = (i for i in range(part.first + 1, part.last + 1) if words[i] in acts)
    return any(several & set(words[max(part.first, i - 3) : i]) for i in told)


def _at_least(reading: Reading, slots: list[Slots]) -> list[Event]:
    """The first telling of violence in a report of conflict that gave no incident, where it has a place or a day."""
    for s in slots:
        told = s.places or s.date is not None or s.roles.patients
        sure = s.mention.votes[0][1] >= 3 or any(c.outcome in ("killed", "injured") and not c.vague for c in s.counts)
        if not sure and reading.warlike < _SURELY:
            continue
        line = reading.lines[s.mention.line]
        if s.mention.votes[0][1] < 3 and not cue_set("other", "words").isdisjoint(line.tokens.present):
            continue  # people died, but of an accident or a flood
        if any(c.outcome == "freed" for c in s.counts) or not tells_an_act(reading, line, s):
            continue  # somebody was rescued, out of a river for all that is told
        if s.mention.family in ("violence", "operation", "abduction") and _happened(s) and told:
            event = Event(s, [s])
            _take(event, s)
            event.rules.append("the report tells of nothing else")
            return [event]
    return []


_SURELY = 2.0
"""How warlike a report is in which a weak word without a toll tells of violence."""


def _names_again(s: Slots) -> bool:
    """Whether a mention only names posts told of before: 'the four centres', 'the market'."""
    return s.mention.family == "liaison" and s.mention.definite and s.mention.votes[0][1] < 3


def _listed_places(line: Line) -> list[Candidate]:
    """Places of a sentence that only lists them ('They gave the places as ...'), for posts told of just before.

    One place is enough behind 'It stands at', 'It is in'.
    """
    fine = [
        Candidate(t, "in", 3.0)
        for t in line.toponyms
        if t.role == "location" and (t.place is None or t.place.level in ("town", "site"))
    ]
    words = set(line.tokens.words)
    if line.tokens.words[0] in ("it", "this", "they") and line.tokens.words[1] in cue_set("again", "stands"):
        return fine[:1]
    return fine if len(fine) >= 2 and words & _LISTING else []


_LISTING = frozenset({"places", "points", "sites", "locations", "towns", "at", "as", "in", "where"})
"""Words of a sentence that lists places."""


_ANSWERED = frozenset({"envoy", "summons", "rupture"})
"""Acts that another state may answer in kind ('Tehran did the same')."""

_REALIS = {
    "negated": "said not to have happened",
    "future": "still to come",
    "hypothetical": "wished, feared or warned of, not done",
    "generic": "told as a habit or in general",
}


def _happened(s: Slots) -> bool:
    state = s.mention.realis
    if s.mention.family == "liaison":
        return state != "negated"
    if s.mention.family == "diplomacy" and state == "future":
        # 'will recall its envoys' is the act announced; what is to be held today is the day's news
        return s.act == "envoy" or s.date is not None and s.date.start is not None and not s.date.future
    return state == "real" or s.act == "envoy" and state == "negated"


def _take(event: Event, s: Slots) -> None:
    """Add what a mention says to its event: a finer place, a date where there was none, its counts."""
    # what somebody sums up later is the toll of more than this
    later = s is not event.first
    event.counts.extend([c for c in s.counts if not (later and (c.cumulative or _beyond(event, c)))])
    if s.places:
        best = s.places[0]
        aside = s is not event.first and s.mention.definite and _of_many_countries(best)
        aside = aside or event.family == "violence" and "curfew" in s.mention.head.lemma  # it holds where many live
        if event.place is None and not aside or event.place is not None and finer(best, event.place):
            event.place = best
            event.rules.append(f"place '{best.toponym.surface}': {best.preposition or best.relation} ({best.relation})")
    if s.date is not None and (event.date is None or _narrower(s.date, event.date)):
        event.date = s.date
        event.rules.append(f"date '{s.date.text}': {s.date.kind}")


def _moved(line: Line, event: Event, s: Slots) -> None:
    """Let the place of an event give way to one told again: where it was a guess or a frontier, or holds this."""
    if event.place is None or not s.places or s.mention.family not in ("violence", "operation", "abduction"):
        return
    here = s.places[0]
    sure = here.relation == "in" and here.score >= 2.0 and here.level not in ("country", "province")
    if sure and (_of_many_countries(event.place) or is_guessed(event.place) or in_address(line, s, event.place)):
        event.place = None


def _of_many_countries(place: Candidate) -> bool:
    """Whether a place is a stretch of the world ('West Africa'), which what is told again is not placed by."""
    where = place.toponym.place
    return where is not None and where.level == "region" and where.country is None


def _narrower(new: DateMention, old: DateMention) -> bool:
    if old.start is None:
        return new.start is not None
    return new.start is not None and new.precision < old.precision and overlap(new, old)


def _told_of(events: list[Event]) -> Event | None:
    """The violence that the talks a report opens with are about: 'X was summoned over raids that killed three'."""
    if not events or events[0].family != "diplomacy":
        return None
    line = events[0].first.mention.line
    return next((e for e in events[1:] if e.family == "violence" and e.first.mention.line == line), None)


def _join(reading: Reading, events: list[Event], focus: Event | None, s: Slots) -> Event | None:
    best: tuple[float, int] | None = None
    freed = any(e.phase == "freed" or "people:hostages" in e.first.roles.patients for e in events)
    lead = event_days_of(events[0]) if events else None
    over = _told_of(events)
    for k, event in enumerate(events):
        score = affinity(reading, event, s, event is focus, k == 0 or event is over, lead)
        if score is not None and event.phase == s.mention.phase == "seized" and freed:
            # a report of a release tells of the seizure in several places
            score += 2.0 if event.date is None or s.date is None else 1.0
        if score is not None and score >= MERGE and (best is None or score > best[0]):
            best = (score, k)
    return events[best[1]] if best else None
