"""Which mentions of a report tell of one event, and which say too little to be one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from geo.counts import Count
from geo.dates import DateMention
from geo.event_days import Days, days_told, event_days_of, is_retold, overlap
from geo.event_types import type_of
from geo.events import EventMention, event_dates, statistic
from geo.place_ties import finer, place_relation, two_towns
from geo.reading import Line, Reading, cue_set
from geo.telling import Event, Left, Slots, answers, is_anaphoric, is_destination
from geo.verb_last import is_also, is_verb_last
from geo.where import Candidate, candidates, choose
from geo.who import Roles
from geo.worth import elsewhere, worth_an_event

MERGE = 1.0
"""Least score at which a mention joins an event told before it."""


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
            listed = _listed_places(line, waiting[1])
            if listed:
                post = replace(waiting[1], places=listed)
                focus = Event(post, [post], place=listed[0], date=post.date)
                events.append(focus)
                waiting = None
                by_line.pop(number, None)
                continue
        posts = [x for x in by_line.get(number, ()) if x.mention.family == "liaison" and x.places]
        for s in by_line.get(number, ()):
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
                s.places = []  # the towns of the sentence are those of the posts it agrees on
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
                made = [Event(x, [x]) for x in _by_place(s)]
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
                event.all.append(s)
                _take(event, s)
            done.update(id(c) for c in s.counts)
            focus, told = event, True
        if focus is not None and not told and number not in by_line and focus.family in ("violence", "abduction"):
            _place_told(reading, focus, number)
        general = any(s.mention.realis == "generic" for s in by_line.get(number, ())) or statistic(line)
        violent = focus is not None and focus.family != "diplomacy"
        if focus is not None and violent and not told and not general and _goes_on(reading, focus, line):
            # 'Four of the nine were children': a sentence of counts goes on about the event before it
            # what else a sentence tells beside captives has victims of its own
            others = focus.family == "abduction" and number in by_line
            outcomes = ("abducted",) if others else ("killed", "injured", "abducted")
            focus.counts.extend(c for c in line.counts if id(c) not in done and c.outcome in outcomes)
        for claim in line.claims:
            target = focus or (events[0] if events else None)
            if target is not None:
                target.claims.append(claim)
    if not events and reading.warlike >= 1.0:
        events.extend(_at_least(reading, slots))
    return _folded(reading, events)


def _place_told(reading: Reading, event: Event, number: int) -> None:
    """Take over the place and the day that a sentence without an act of its own gives: 'It happened near Zarrin'."""
    line, first = reading.lines[number], event.first.mention
    words = line.tokens.words
    at = next((i for i, word in enumerate(words) if word in _HAPPENED or words[i : i + 2] == ["took", "place"]), None)
    if at is None or at > 14 or not _IT & set(words[max(0, at - 4) : at]):
        if event.family != "violence" or not _tolled(event, 1):
            return
        # 'troops found the bodies of the six near X'
        at = next((i for i, w in enumerate(words) if w in _FOUND and _BODIES & set(words[max(0, i - 6) : i + 6])), None)
        if at is None:
            return
    verb = replace(first.head, first=at, last=at + (words[at] == "took"), form="past")
    told = replace(first, line=number, part=replace(first.part, first=0, last=len(words) - 1), head=verb, joined=None)
    days = [d for d in event_dates(line, told.part) if d.start is not None and d.precision <= 2]
    if event.date is None and days:
        event.date = days[0]
        event.rules.append(f"date '{days[0].text}': told of it afterwards")
    places = choose(candidates(reading, told, []), told, reading.doc.text)
    if not places or event.place is not None and place_relation(places[0], event.place, event.family) is None:
        return
    if event.place is None or finer(places[0], event.place):
        event.place = places[0]
        if len(places) > 1:
            event.first.places = places
        event.rules.append(f"place '{places[0].toponym.surface}': told of it afterwards")


_FOUND = frozenset({"found", "discovered", "recovered", "dumped"})
_BODIES = frozenset({"bodies", "body", "corpses", "corpse"})
_HAPPENED = frozenset({"happened", "occurred"})
_IT = frozenset(
    "it this that event events incident incidents abduction abductions kidnapping kidnappings attack"
    " assault ambush explosion blast shooting clash strike raid killings".split()
)


def _folded(reading: Reading, events: list[Event]) -> list[Event]:
    """The events, those that count nobody joined to the nearest of the same sort that does, where nothing forbids it.

    A report tells once how many were hurt; what it tells of the same sort, days and place beside it is the same.
    """
    kept = list(events)
    twins = {id(e) for e in events if e.twin is not None} | {id(e.twin) for e in events if e.twin is not None}
    for bare in events:
        line = reading.lines[bare.first.mention.line]
        other = elsewhere(line) or _one_more(line, bare.first.mention) or _later_that_day(line, bare.first)
        other = other or bare.first.date is not None and _dated_also(line, bare.first.date)
        if id(bare) in twins or bare.family != "violence" or _tolled(bare, 0) or other:
            continue
        lines = {s.mention.line for s in bare.all}
        kind = type_of(reading, bare, events)
        hosts = [
            e
            for e in kept
            if e is not bare
            and id(e) not in twins
            and e.family == "violence"
            and _tolled(e, 1)
            and lines.isdisjoint(s.mention.line for s in e.all)
            and type_of(reading, e, events) == kind
            and not _two_days(reading, bare, e)
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


def _dated_also(line: Line, mention: DateMention) -> bool:
    """'On Sunday, too, a drone struck' in a language that ends on its verb: another one than told before."""
    after = line.tokens.first_at(mention.span.end - 1) + 1
    return is_verb_last(line.tokens) and is_also(line.tokens.words, after)


def _two_days(reading: Reading, one: Event, two: Event) -> bool:
    """Whether events are of two days; undated news is of the last three, and a weekday may be the day it was told."""
    published = reading.doc.report.published
    days = []
    for event in (one, two):
        known = event_days_of(reading, event)
        if known is None and event.date is not None:
            return True  # dated by another event: 'twelve days later'
        if known is None and published is not None and not is_retold(reading, event):
            known = (published - timedelta(days=3), published)
        days.append(known)
    a, b = days
    if a is None or b is None:
        return False
    gap = max((a[0] - b[1]).days, (b[0] - a[1]).days)
    exact = one.date is not None and two.date is not None and one.date.kind == two.date.kind == "absolute"
    return gap > (0 if exact else 1)


def _tolled(event: Event, least: int) -> bool:
    """Whether somebody is counted as killed or hurt in an event, ``least`` at least."""
    tolls = (c.low for c in event.counts if c.outcome in ("killed", "injured") and not (least and c.cumulative))
    return any(low is not None and low >= least for low in tolls)


def _ends_on_harm(event: Event, s: Slots) -> bool:
    """'Gunmen attacked the port; all of them died': the sentence ends on what came of the event it told."""
    m, last = s.mention, event.all[-1].mention
    return m.harm_only and m.joined == ";" and m.line == last.line and not s.places and s.date is None


def _goes_on(reading: Reading, event: Event, line: Line) -> bool:
    """Whether a sentence without an event of its own may count the people of the one before: same days, same place."""
    days = event_days_of(reading, event)
    for mention in line.dates:
        day = days_told(reading, event, mention)
        if day is not None and days is not None and (day[0] > days[1] or days[0] > day[1]):
            return False
    if event.place is None:
        return True
    for t in line.toponyms:
        if t.role != "location" or t.place is None or t.place.level not in ("town", "district", "province"):
            continue
        if is_destination(line, t) or "hospital" in line.tokens.words:
            continue
        if place_relation(Candidate(t, "in", 3.0), event.place, event.family) is None:
            return False
    return True


def _by_place(s: Slots) -> list[Slots]:
    """A telling of violence at several places cut into one a place, so that what follows joins the one it is about.

    The figures told of all of them stay with the first, and give way to what is told of it alone.
    """
    if s.mention.family in ("liaison", "diplomacy") or len(s.places) < 2:
        return [s]
    together = [replace(c, cumulative=True) for c in s.counts]
    return [replace(s, places=[c], counts=together if n == 0 else []) for n, c in enumerate(s.places)]


def _at_least(reading: Reading, slots: list[Slots]) -> list[Event]:
    """The first telling of violence in a report of conflict that gave no incident, where it has a place or a day."""
    for s in slots:
        told = s.places or s.date is not None or s.roles.patients
        if s.mention.votes[0][1] < 3 and cue_set("other", "words") & set(reading.lines[s.mention.line].tokens.words):
            continue  # people died, but of an accident or a flood
        if s.mention.family in ("violence", "operation", "abduction") and _happened(s) and told:
            event = Event(s, [s])
            _take(event, s)
            event.rules.append("the report tells of nothing else")
            return [event]
    return []


def _names_again(s: Slots) -> bool:
    """Whether a mention only names posts told of before: 'the four centres', 'the market'."""
    return s.mention.family == "liaison" and s.mention.definite and s.mention.votes[0][1] < 3


def _listed_places(line: Line, s: Slots) -> list[Candidate]:
    """Places of a sentence that only lists them ('They gave the places as ...'), for posts told of just before.

    One place is enough behind 'It stands at', 'It is in'.
    """
    fine = [
        Candidate(t, "in", 3.0)
        for t in line.toponyms
        if t.role == "location" and (t.place is None or t.place.level in ("town", "site"))
    ]
    words = set(line.tokens.words)
    if line.tokens.words[0] in ("it", "this", "they") and line.tokens.words[1] in _STANDS:
        return fine[:1]
    return (
        fine if len(fine) >= 2 and words & {"places", "points", "sites", "locations", "towns", "at", "as", "in"} else []
    )


_ANSWERED = frozenset({"envoy", "summons", "rupture"})
"""Acts that another state may answer in kind ('Tehran did the same')."""
_STANDS = frozenset("is are was stands stand lies lie sits".split())

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
    event.counts.extend(s.counts)
    if s.places:
        best = s.places[0]
        aside = s is not event.first and s.mention.definite and _of_many_countries(best)
        if event.place is None and not aside or event.place is not None and finer(best, event.place):
            event.place = best
            event.rules.append(f"place '{best.toponym.surface}': {best.preposition or best.relation} ({best.relation})")
    if s.date is not None and (event.date is None or _narrower(s.date, event.date)):
        event.date = s.date
        event.rules.append(f"date '{s.date.text}': {s.date.kind}")


def _of_many_countries(place: Candidate) -> bool:
    """Whether a place is a stretch of the world ('West Africa'), which what is told again is not placed by."""
    where = place.toponym.place
    return where is not None and where.level == "region" and where.country is None


def _narrower(new: DateMention, old: DateMention) -> bool:
    if old.start is None:
        return new.start is not None
    return new.start is not None and new.precision < old.precision and overlap(new, old)


def _join(reading: Reading, events: list[Event], focus: Event | None, s: Slots) -> Event | None:
    best: tuple[float, int] | None = None
    freed = any(e.phase == "freed" or "people:hostages" in e.first.roles.patients for e in events)
    for k, event in enumerate(events):
        lead = event_days_of(reading, events[0])
        score = _affinity(reading, event, s, event is focus, k == 0, lead)
        if score is not None and event.phase == s.mention.phase == "freed" and s.date is None:
            score += 1.0  # what is told of a release without a day is the one told before
        if score is not None and event.phase == s.mention.phase == "seized" and freed:
            # a report of a release tells of the seizure in several places
            score += 2.0 if event.date is None or s.date is None else 1.0
        if score is not None and score >= MERGE and (best is None or score > best[0]):
            best = (score, k)
    return events[best[1]] if best else None


_ORDINALS = frozenset({"second", "third", "another", "fourth", "other", "separate"})


def _one_more(line: Line, mention: EventMention) -> bool:
    """'They also clashed with another group': one more act, however near the first."""
    head = mention.head
    around = line.tokens.words[max(0, head.first - 4) : head.first] + line.tokens.words[head.last + 1 : head.last + 4]
    return {"also", "another"} <= set(around)


def _later_that_day(line: Line, s: Slots) -> bool:
    """'They attacked the town itself later that Friday': the next act of those who acted before."""
    words = line.tokens.words[s.mention.part.first : s.mention.part.last + 1]
    later = any(
        words[i : i + 2] == ["later", "that"] or words[i : i + 3] == ["later", "the", "same"] for i in range(len(words))
    )
    return later and s.mention.head.form == "past" and not s.mention.harm_only and bool(s.roles.agents)


_COMPATIBLE = ({"violence"}, {"operation"}, {"abduction"}, {"liaison"}, {"diplomacy"}, {"violence", "operation"})


def _affinity(reading: Reading, event: Event, s: Slots, focus: bool, main: bool, lead: Days | None) -> float | None:
    """How well a mention fits an event; None where something forbids it."""
    m = s.mention
    if {event.family, m.family} == {"abduction", "violence"}:
        # 'a sixth guard was shot dead' goes on about the abduction it is told with
        if not focus or s.places or s.date is not None or event.family != "abduction" or not s.counts:
            return None
        if m.head.form == "noun" or event.phase == "freed":
            return None  # 'the group took responsibility for the killings of 14 guards'
    elif not any({event.family, m.family} <= group for group in _COMPATIBLE):
        return None
    if m.family == event.family == "abduction":
        if m.phase is not None and event.phase not in (None, m.phase):
            return None  # they were seized one day and came free another
        if (
            m.phase == "freed"
            and _freed(s.counts).isdisjoint(_freed(event.counts))
            and _freed(event.counts) != {None} != _freed(s.counts)
        ):
            return None  # some came free, later the rest
    score = 0.0
    if event.family != m.family and event.family != "abduction":
        if not (focus and not s.places and s.date is None) and not _same_fight(event, s):
            return None
        score -= 0.2
    if m.family == "diplomacy":
        if event.first.act != s.act:
            return None
        offices = {x.office for x in event.all} - {None}
        if s.office and offices and s.office not in offices:
            return None
        if s.office and s.office in offices:
            score += 0.7
        score += 0.8
    line = reading.lines[m.line]
    day, other = days_told(reading, event, s.date), event_days_of(reading, event)
    published = reading.doc.report.published
    if (
        m.family == "liaison"
        and day is not None
        and published is not None
        and event.date is None
        and (published - day[1]).days > 10
    ):
        return None  # the agreement of old is not the opening of today
    fresh = m.family not in ("liaison", "diplomacy") and reading.doc.report.published is not None
    if other is None and day is not None and fresh and not is_retold(reading, event) and (main or lead):
        # the lead is fresh: what happened days before is something else
        assert published is not None
        vague = s.date is not None and s.date.precision >= 3 and not m.definite and not is_anaphoric(line, m)
        if lead is None and vague and _same_toll(event, s) <= 0:
            return None  # 'earlier this month', 'last week': not the day before
        other = lead or (published - timedelta(days=3), published)
    elif other is None and day is not None and (not main or is_retold(reading, event)) and not is_anaphoric(line, m):
        score -= 0.8
    if day is not None and other is not None:
        if day[0] > other[1] or other[0] > day[1]:
            gap = min(abs((day[0] - other[1]).days), abs((other[0] - day[1]).days))
            if (
                gap > 1
                or (day[1] - day[0]).days == 0 == (other[1] - other[0]).days
                and s.date is not None
                and s.date.kind == "absolute"
            ):
                return None
            score -= 1.0
        elif event.date is None or (day[1] - day[0]).days > 27 and (other[1] - other[0]).days < 7:
            score += 0.2
        elif s.date is not None and min(s.date.precision, event.date.precision) >= 3 and day != other:
            score -= 0.5  # 'earlier this month', 'last week': the one may hold the other and yet be another day
        else:
            score += 1.5
    if s.date is not None and _dated_also(line, s.date):
        return None
    if s.places and event.place is not None:
        relation = place_relation(s.places[0], event.place, m.family)
        if relation is None and s.places[0].toponym.place is None and focus and is_anaphoric(line, m):
            relation = 0.2  # 'this attack in X', where X is a name that no gazetteer has
        if relation is None:
            return None
        if two_towns(event, s.places[0]):
            return None
        score += relation
    elif not s.places:
        score += 0.4
    if not s.places and s.date is None and focus:
        score += 0.4
    before = line.tokens.words[max(0, m.head.first - 4) : m.head.first]
    if _ORDINALS & set(before) and not ("first" in before and len(event.all) == 1):
        return None
    if elsewhere(line) and m.line > event.first.mention.line:
        return None
    if event.family == m.family and m.type != event.first.mention.type and answers(line, m):
        return None
    if (
        m.head.form == "noun"
        and {"a", "an"} & set(before[-2:])
        and "had" in line.tokens.words[m.head.last : m.head.last + 4]
    ):
        score -= 1.0
    around = {*before[-1:], *line.tokens.words[m.head.last + 1 : m.head.last + 4]}
    if _one_more(line, m) or _later_that_day(line, s):
        return None
    if {"also", "another"} & around and m.family not in ("diplomacy", "liaison"):
        score -= 1.0  # 'also clashed with another group'
    patients = {k for k in s.roles.patients if not k.startswith("people:civilians")}
    others = {k for x in event.all for k in x.roles.patients if not k.startswith("people:civilians")}
    if patients & others:
        score += 0.5
    elif patients and others and not focus:
        score -= 0.3
    if (
        s.date is not None
        and s.date.kind == "event"
        and s.date.offset is not None
        and s.date.offset[1] > 0
        and s.date.direction != "same"
    ):
        return None
    agents = _clash_of_agents(event, s)
    if agents is None:
        return None
    score += agents
    score += _same_toll(event, s)
    if is_anaphoric(line, m) or m.head.form != "noun" and m.harm_only:
        score += 0.6
    elif m.definite:
        score += 0.3
    if any(x.mention.line == m.line and x.mention.part != m.part for x in event.all):
        return None  # the sentence itself told the two apart
    if m.votes[0][1] >= 3 and m.type == event.first.mention.type and event.first.mention.votes[0][1] >= 1:
        score += 0.5
    elif m.votes[0][1] >= 3 and m.type == "clash" and not any(x.mention.type == "clash" for x in event.all):
        score -= 0.3
    if focus:
        score += 0.6
    elif main:
        score += 0.4
    if (
        main
        and event.family == m.family
        and not is_retold(reading, event)
        and (event.place is None or event.place.level in ("country", "province"))
    ):
        # the lead tells in short what the paragraphs after it tell at length
        score += 0.5
    if m.harm_only and not s.places and s.date is None:
        score += 0.4
    if m.joined not in (None, "and", "after", "following") and focus:
        score -= 1.0
    kinds = {event.first.mention.type, m.type}
    if len(kinds) == 2 and "abduction" not in kinds and m.votes[0][1] >= 3 and event.first.mention.votes[0][1] >= 3:
        score -= 0.4 if "strike" not in kinds else 1.0 if "clash" in kinds else 1.2
        if event.place is None and s.places and s.places[0].level in ("site", "town"):
            score -= 0.6
    if any(d.kind == "span" for d in line.dates) and s.date is None and not m.definite:
        score -= 1.0
    return score


def _same_fight(event: Event, s: Slots) -> bool:
    """A cordon and the gunfight in it are one; an arrest and the bombing it answers are two."""
    violent = s if s.mention.family == "violence" else event.first
    if s.mention.family == "operation" and s.date is not None and s.mention.head.lemma in ("arrest", "detain"):
        return False
    here, there = (
        (s.places[0].toponym.place if s.places else None),
        (event.place.toponym.place if event.place else None),
    )
    if here is not None and there is not None and here.id == there.id and here.level in ("site", "town", "district"):
        return True
    if {"abduction", "liaison", "diplomacy"} & {event.family, s.mention.family}:
        return False
    if violent.mention.type == "attack" and violent.mention.votes[0][1] >= 3:
        return False
    forces = any(k.startswith("forces") for k in violent.roles.agents)
    return violent.mention.type == "clash" or violent.mention.harm_only and not violent.mention.definite or forces


def _clash_of_agents(event: Event, s: Slots) -> float | None:
    """None where one state or group did the one and another the other; a bonus where the doer is the same."""
    mine = {a for a in s.roles.agents if not a.startswith("unidentified")}
    theirs = {a for x in event.all for a in x.roles.agents if not a.startswith("unidentified")}
    strangers = {a for a in s.roles.agents if a.startswith("unidentified")} - mine
    if strangers and not mine and any(x.startswith("state") for x in theirs) and s.mention.family == "violence":
        return None
    if not mine or not theirs or s.mention.family in ("diplomacy", "liaison"):
        return 0.0
    if mine & theirs:
        return 0.5
    nameless = {a for x in event.all for a in x.roles.agents if a.startswith("unidentified")}
    if s.mention.type == "strike" and nameless and not theirs:
        return -0.5
    countries = [
        {_country(k, s.roles) for k in mine},
        {_country(k, x.roles) for x in event.all for k in x.roles.agents},
    ]
    if countries[0] & countries[1] - {None}:
        return 0.2
    both_sides = {"clash"} & {event.first.mention.type, s.mention.type}
    if both_sides:
        return 0.0
    if s.mention.type == "strike" or event.first.mention.type == "strike":
        return None
    return -0.5


def _country(key: str, table: Roles) -> str | None:
    mention = table.first.get(key)
    return mention.country if mention else None


def _freed(counts: list[Count]) -> set[int | None]:
    """How many are said to have come free; None alone where no figure tells."""
    return {c.low for c in counts if c.outcome == "freed" and c.low} or {None}


def _told(count: Count, outcome: str) -> bool:
    """Whether a count is a number of victims: how many attackers fell is another figure."""
    return count.outcome == outcome and bool(count.low) and not count.implied and count.party != "attacker"


def _same_toll(event: Event, s: Slots) -> float:
    score = 0.0
    for outcome in ("killed", "injured", "abducted"):
        mine = {(c.low, c.high) for c in s.counts if _told(c, outcome)}
        theirs = {(c.low, c.high) for c in event.counts if _told(c, outcome)}
        if mine and theirs:
            low, high = min(c[0] or 0 for c in mine | theirs), max(c[0] or 0 for c in mine | theirs)
            if {c[0] for c in mine} & {c[0] for c in theirs}:
                score += 1.2
            elif high > 2 * low + 2:
                score -= 1.6
            else:
                score -= 0.2
    return score
