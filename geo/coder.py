"""Event coding: one report in, its accounts out, each with the words that show it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256

from gazetteer.place import Place
from geo.actors import ActorMention, Claim
from geo.counts import Count, Outcome, toll
from geo.dates import DateMention
from geo.document import Document
from geo.events import FAMILY, EventMention, event_dates, find_events, hangs_on, said_on, statistic
from geo.incident import Account, Evidence, Link, Status, Toll, Type, Where
from geo.lexicon import slug
from geo.reading import Line, Reading, cue_set, cues, read
from geo.tokens import folded
from geo.toponym import Toponym
from geo.verb_last import announces, is_also, is_verb_last, points_back, told_before
from geo.where import Candidate, candidates, choose, contains, inside, where_of
from geo.who import Roles, of_place, roles
from seeds.report import Span

MERGE = 1.0
"""Least score at which a mention joins an event told before it."""


@dataclass
class _Slots:
    """What one mention says by itself."""

    mention: EventMention
    places: list[Candidate]
    date: DateMention | None
    counts: list[Count]
    roles: Roles
    act: str | None
    office: str | None
    origins: list[Candidate] = field(default_factory=list)
    """Places it came from ('rockets from Cambodia')."""


@dataclass
class _Event:
    """Mentions of one report that tell of one event."""

    first: _Slots
    all: list[_Slots] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    place: Candidate | None = None
    date: DateMention | None = None
    rules: list[str] = field(default_factory=list)
    twin: _Event | None = None
    """The one told first in the same words, of another place: what is said on of it holds for both."""

    @property
    def family(self) -> str:
        """The family of its first mention."""
        return self.first.mention.family


def code_report(doc: Document, toponyms: Sequence[Toponym], words: tuple[str, ...] = ()) -> tuple[Account, ...]:
    """The accounts of one report in the order of the text; none for a report that tells no incident.

    ``toponyms`` are the report's resolved mentions. ``words`` are the user's vocabulary files. The
    result depends on nothing but the arguments.
    """
    return code_and_explain(doc, toponyms, words)[0]


@dataclass(frozen=True, slots=True)
class Left:
    """Words that might have told an incident and were left, with the reason."""

    span: Span
    reason: str


def code_and_explain(
    doc: Document, toponyms: Sequence[Toponym], words: tuple[str, ...] = ()
) -> tuple[tuple[Account, ...], tuple[Left, ...]]:
    """The accounts as `code_report` gives them, and what was considered and left."""
    reading = read(doc, toponyms, words)
    left: list[Left] = []
    events = _cluster(reading, _all_slots(reading), left)
    return _accounts(reading, events), tuple(left)


def _all_slots(reading: Reading) -> list[_Slots]:
    """The slots of every event mention, in the order of the text."""
    ends: list[int] = []
    history: list[Toponym] = []
    for line in reading.lines:
        ends.append(len(history))
        if line.kind not in ("headline", "dateline"):
            history.extend(t for t in line.toponyms if t.role in ("location", "modifier") and not _destination(line, t))
    return [_slots(reading, m, history[: ends[m.line]]) for m in find_events(reading)]


def _slots(reading: Reading, mention: EventMention, history: list[Toponym]) -> _Slots:
    line = reading.lines[mention.line]
    found = candidates(reading, mention, history)
    if _anaphoric(line, mention):
        # 'condemned the attack, said X in Hawaii': only what stands close behind the noun is its place
        found = [
            c
            for c in found
            if _goes_on_to(line, mention, c)
            or any(
                t.first < line.tokens.first_at((c.span or c.toponym.span).start) <= t.last + 16
                for t in mention.triggers
            )
            or c.toponym.span.start < line.tokens.starts[mention.head.first]
            and c.score > 3.0
        ]
    if mention.family == "diplomacy":
        found = [c for c in found if not _of_both(reading.doc.text, c)]
    begin, end = line.tokens.starts[mention.part.first], line.tokens.ends[mention.part.last]
    return _Slots(
        mention,
        choose(found, mention, reading.doc.text),
        _nearest_date(line, mention),
        [c for c in line.counts if begin <= c.span.start < end and _belongs(line, mention, c)],
        roles(line, mention),
        _act(mention) if mention.family == "diplomacy" else None,
        _office(line, mention) if mention.family == "diplomacy" else None,
        [c for c in found if c.relation == "from"],
    )


def _goes_on_to(line: Line, mention: EventMention, place: Candidate) -> bool:
    """'The strikes of Monday hit a camp which lies in X': the noun begins its sentence and nobody else speaks in it."""
    at = line.tokens.first_at(place.toponym.span.start)
    between = set(line.tokens.words[mention.head.last : at])
    return mention.head.first <= 2 < mention.head.last + 30 > at and not between & (
        cue_set("telling", "saying") | {"who", "when", "after", "as", "while", "but"}
    )


def _of_both(text: str, place: Candidate) -> bool:
    """Whether a country's name only says who meets: 'the Pakistan-Iran border commission'."""
    span = place.toponym.span
    return place.level == "country" and ("-" in (text[span.end : span.end + 1], text[span.start - 1 : span.start]))


def _dates_next(line: Line, mention: EventMention, date_: DateMention) -> bool:
    """'the visit comes two weeks after Iran struck': the words date the strike by the visit."""
    at = line.tokens.first_at(date_.span.start)
    return (
        date_.kind == "event"
        and date_.direction == "after"
        and mention.head.form == "noun"
        and mention.head.last < at
        and line.tokens.words[at - 1] in ("comes", "come", "came", "comes,", "just", "only")
    )


def _destination(line: Line, toponym: Toponym) -> bool:
    """'the wounded were driven to Quetta': not where the next 'there' points."""
    at = line.tokens.first_at(toponym.span.start)
    return line.tokens.words[at - 1 : at] == ["to"]


_OUTCOME_FAMILY = {"arrested": "operation", "abducted": "abduction"}


def _belongs(line: Line, mention: EventMention, count: Count) -> bool:
    """Whether a count of its part is this mention's: its cue is one of the triggers, or no other family's."""
    owner = _OUTCOME_FAMILY.get(count.outcome or "")
    if owner is not None:
        return owner == mention.family
    if mention.family in ("operation", "abduction") and count.outcome in ("killed", "injured"):
        return any(
            t.harm or t.types and line.tokens.starts[t.first] == (count.cue.start if count.cue else -1)
            for t in mention.triggers
        )
    return True


def _nearest_date(line: Line, mention: EventMention) -> DateMention | None:
    if mention.joined in ("after", "following", "since"):
        # 'the visit comes two weeks after Iran launched ...': the words date this clause, backwards
        at = line.tokens.starts[mention.part.first]
        for d in line.dates:
            if d.kind == "event" and d.direction == "after" and d.span.start < at <= d.span.end + 1:
                return replace(d, direction="before")
    for d in line.dates:
        # 'It comes a week after 44 people were killed': nothing is told before the words, so they date what follows
        at = line.tokens.first_at(d.span.end)
        if (
            d.kind == "event"
            and d.direction == "after"
            and d.offset
            and d.offset[1] > 0
            and line.tokens.words[at - 1] == "after"
        ):
            told = [t for t in line.triggers if t.last < at - 1 and t.form != "noun"]
            if not told and at <= mention.head.first <= at + 14:
                return replace(d, direction="before")
    for d in line.dates:
        at = line.tokens.first_at(d.span.start)
        if not mention.part.first <= at <= mention.part.last:
            continue
        if (
            d.kind == "span"
            and d.offset
            and d.offset[1] <= 10
            and set(line.tokens.words[max(0, at - 3) : at]) & {"less", "within"}
        ):
            # 'in less than 48 hours Pakistan struck': counted from what was told before
            return replace(d, kind="event", direction="after")
    if hangs_on(line, mention):
        return None
    end = line.tokens.ends[mention.part.last]
    found = [d for d in event_dates(line, mention.part) if d.span.end <= end and not _dates_next(line, mention, d)]
    found = [d for d in found if _dates_it(line, mention, d)]
    # a date without a year that gave no day keeps its words
    found = [d for d in found if d.start is not None or d.offset is not None] or found
    if not found:
        return None
    tokens = line.tokens

    def distance(d: DateMention) -> tuple[int, int]:
        at = tokens.first_at(d.span.start)
        gaps = [min(abs(at - t.last), abs(t.first - at)) for t in mention.triggers if t.types] or [
            min(abs(at - mention.head.last), abs(mention.head.first - at))
        ]
        return min(gaps), d.span.start

    return min(found, key=distance)


def _dates_it(line: Line, mention: EventMention, date_: DateMention) -> bool:
    """False for a date that hangs on another noun: 'the bombing of February 13' does not date the arrests."""
    tokens = line.tokens
    at = tokens.first_at(date_.span.start)
    if tokens.words[at - 1 : at] != ["of"] or at < 2:
        return True
    owner = next((t for t in line.triggers if t.first <= at - 2 <= t.last), None)
    return owner is None or owner in mention.triggers


@cache
def _acts() -> dict[str, str]:
    return {lemma: act for act, lemmas in cues()["acts"].items() for lemma in lemmas}


def _act(mention: EventMention) -> str | None:
    found = [_acts().get(t.lemma) for t in mention.triggers]
    order = ("envoy", "summons", "ties", "rupture", "meeting", "call", "accord")
    return next((act for act in order if act in found), None)


def _office(line: Line, mention: EventMention) -> str | None:
    text = " " + " ".join(line.tokens.words[mention.part.first : mention.part.last + 1]) + " "
    offices = cues()["offices"]
    found = [office for office, names in offices.items() if any(f" {folded(name)} " in text for name in names)]
    return found[0] if len(found) == 1 else None


# ---------------------------------------------------------------- which mentions tell of one event


def _cluster(reading: Reading, slots: list[_Slots], left: list[Left]) -> list[_Event]:
    events: list[_Event] = []
    done: set[int] = set()
    focus: _Event | None = None
    waiting: tuple[int, _Slots] | None = None
    by_line: dict[int, list[_Slots]] = {}
    for s in slots:
        by_line.setdefault(s.mention.line, []).append(s)
    order = sorted(range(len(reading.lines)), key=lambda n: (reading.lines[n].kind == "caption", n))
    for number in order:
        line = reading.lines[number]
        if line.kind not in ("paragraph", "caption"):
            continue
        told = False
        if waiting is not None and number - waiting[0] <= 3 and number not in by_line:
            listed = _listed_places(line, waiting[1])
            if listed:
                post = replace(waiting[1], places=listed)
                focus = _Event(post, [post], place=listed[0], date=post.date)
                events.append(focus)
                waiting = None
                continue
        posts = [x for x in by_line.get(number, ()) if x.mention.family == "liaison" and x.places]
        for s in by_line.get(number, ()):
            head = line.tokens.span(s.mention.head.first, s.mention.head.last)
            if not _happened(s):
                left.append(Left(head, _REALIS.get(s.mention.realis, s.mention.realis)))
                continue
            if posts and s.mention.family == "diplomacy":
                s.places = []  # the towns of the sentence are those of the posts it agrees on
            event = focus if focus is not None and _ends_on_harm(focus, s) else _join(reading, events, focus, s)
            if event is None:
                fine = any(c.level in ("site", "town", "district") for c in s.places)
                if s.mention.family == "liaison" and not fine and s.mention.votes[0][1] >= 3:
                    waiting = (number, s)
                if not _worth(reading, s, events) or line.kind == "caption" and events:
                    why = "too little is said (place, day, toll, who) for an incident of its own"
                    left.append(
                        Left(head, "the report does not speak of armed conflict" if reading.warlike < 1.0 else why)
                    )
                    continue
                made = [_Event(x, [x]) for x in _by_place(s)]
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
            focus.counts.extend(
                c for c in line.counts if id(c) not in done and c.outcome in ("killed", "injured", "abducted")
            )
        for claim in line.claims:
            target = focus or (events[0] if events else None)
            if target is not None:
                target.claims.append(claim)
    if not events and reading.warlike >= 1.0:
        events.extend(_at_least(reading, slots))
    return _folded(reading, events)


def _place_told(reading: Reading, event: _Event, number: int) -> None:
    """Take over a place that a sentence without an act of its own gives: 'It happened near Zarrin in Kech district'."""
    line, first = reading.lines[number], event.first.mention
    words = line.tokens.words
    at = next((i for i, word in enumerate(words) if word in _HAPPENED or words[i : i + 2] == ["took", "place"]), None)
    if at is None or at > 14 or not _IT & set(words[max(0, at - 4) : at]):
        return
    verb = replace(first.head, first=at, last=at + (words[at] == "took"), form="past")
    told = replace(first, line=number, part=replace(first.part, first=0, last=len(words) - 1), head=verb, joined=None)
    places = choose(candidates(reading, told, []), told, reading.doc.text)
    if not places or event.place is not None and _place_relation(places[0], event.place, event.family) is None:
        return
    if event.place is None or _finer(places[0], event.place):
        event.place = places[0]
        event.rules.append(f"place '{places[0].toponym.surface}': told of it afterwards")


_HAPPENED = frozenset({"happened", "occurred"})
_IT = frozenset(
    "it this that incident attack assault ambush explosion blast shooting clash strike raid killings".split()
)


def _folded(reading: Reading, events: list[_Event]) -> list[_Event]:
    """The events, those that count nobody joined to the nearest of the same sort that does, where nothing forbids it.

    A report tells once how many were hurt; what it tells of the same sort, days and place beside it is the same.
    """
    kept = list(events)
    twins = {id(e) for e in events if e.twin is not None} | {id(e.twin) for e in events if e.twin is not None}
    for bare in events:
        line = reading.lines[bare.first.mention.line]
        other = _elsewhere(line) or _one_more(line, bare.first.mention) or _later_that_day(line, bare.first)
        other = other or bare.first.date is not None and _dated_also(line, bare.first.date)
        if id(bare) in twins or bare.family != "violence" or _tolled(bare, 0) or other:
            continue
        lines = {s.mention.line for s in bare.all}
        kind = _type_of(reading, bare, events)
        hosts = [
            e
            for e in kept
            if e is not bare
            and id(e) not in twins
            and e.family == "violence"
            and _tolled(e, 1)
            and lines.isdisjoint(s.mention.line for s in e.all)
            and _type_of(reading, e, events) == kind
            and not _two_days(reading, bare, e)
            and (bare.place is None or e.place is None or _place_relation(bare.place, e.place, e.family) is not None)
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


def _two_days(reading: Reading, one: _Event, two: _Event) -> bool:
    """Whether events are of two days; undated news is of the last three, and a weekday may be the day it was told."""
    published = reading.doc.report.published
    days = []
    for event in (one, two):
        known = _event_days(reading, event)
        if known is None and event.date is not None:
            return True  # dated by another event: 'twelve days later'
        if known is None and published is not None and not _retold(reading, event):
            known = (published - timedelta(days=3), published)
        days.append(known)
    a, b = days
    if a is None or b is None:
        return False
    gap = max((a[0] - b[1]).days, (b[0] - a[1]).days)
    exact = one.date is not None and two.date is not None and one.date.kind == two.date.kind == "absolute"
    return gap > (0 if exact else 1)


def _tolled(event: _Event, least: int) -> bool:
    """Whether somebody is counted as killed or hurt in an event, ``least`` at least."""
    tolls = (c.low for c in event.counts if c.outcome in ("killed", "injured") and not (least and c.cumulative))
    return any(low is not None and low >= least for low in tolls)


def _ends_on_harm(event: _Event, s: _Slots) -> bool:
    """'Gunmen attacked the port; all of them died': the sentence ends on what came of the event it told."""
    m, last = s.mention, event.all[-1].mention
    return m.harm_only and m.joined == ";" and m.line == last.line and not s.places and s.date is None


def _goes_on(reading: Reading, event: _Event, line: Line) -> bool:
    """Whether a sentence without an event of its own may count the people of the one before: same days, same place."""
    days = _event_days(reading, event)
    for mention in line.dates:
        day = _days(reading, event, mention)
        if day is not None and days is not None and (day[0] > days[1] or days[0] > day[1]):
            return False
    if event.place is None:
        return True
    for t in line.toponyms:
        if t.role != "location" or t.place is None or t.place.level not in ("town", "district", "province"):
            continue
        if _destination(line, t) or "hospital" in line.tokens.words:
            continue
        if _place_relation(Candidate(t, "in", 3.0), event.place, event.family) is None:
            return False
    return True


def _by_place(s: _Slots) -> list[_Slots]:
    """A telling of violence at several places cut into one a place, so that what follows joins the one it is about.

    The figures told of all of them stay with the first, and give way to what is told of it alone.
    """
    if s.mention.family in ("liaison", "diplomacy") or len(s.places) < 2:
        return [s]
    together = [replace(c, cumulative=True) for c in s.counts]
    return [replace(s, places=[c], counts=together if n == 0 else []) for n, c in enumerate(s.places)]


def _at_least(reading: Reading, slots: list[_Slots]) -> list[_Event]:
    """The first telling of violence in a report of conflict that gave no incident, where it has a place or a day."""
    for s in slots:
        told = s.places or s.date is not None or s.roles.patients
        if s.mention.votes[0][1] < 3 and cue_set("other", "words") & set(reading.lines[s.mention.line].tokens.words):
            continue  # people died, but of an accident or a flood
        if s.mention.family in ("violence", "operation", "abduction") and _happened(s) and told:
            event = _Event(s, [s])
            _take(event, s)
            event.rules.append("the report tells of nothing else")
            return [event]
    return []


def _listed_places(line: Line, s: _Slots) -> list[Candidate]:
    """Places of a sentence that only lists them ('They gave the places as ...'), for posts told of just before."""
    fine = [
        Candidate(t, "in", 3.0)
        for t in line.toponyms
        if t.role == "location" and (t.place is None or t.place.level in ("town", "site"))
    ]
    words = set(line.tokens.words)
    return (
        fine if len(fine) >= 2 and words & {"places", "points", "sites", "locations", "towns", "at", "as", "in"} else []
    )


_REALIS = {
    "negated": "said not to have happened",
    "future": "still to come",
    "hypothetical": "wished, feared or warned of, not done",
    "generic": "told as a habit or in general",
}


def _happened(s: _Slots) -> bool:
    state = s.mention.realis
    if s.mention.family == "liaison":
        return state != "negated"
    return state == "real" or s.act == "envoy" and state == "negated"


def _take(event: _Event, s: _Slots) -> None:
    """Add what a mention says to its event: a finer place, a date where there was none, its counts."""
    event.counts.extend(s.counts)
    if s.places:
        best = s.places[0]
        aside = s is not event.first and s.mention.definite and _of_many_countries(best)
        if event.place is None and not aside or event.place is not None and _finer(best, event.place):
            event.place = best
            event.rules.append(f"place '{best.toponym.surface}': {best.preposition or best.relation} ({best.relation})")
    if s.date is not None and (event.date is None or _narrower(s.date, event.date)):
        event.date = s.date
        event.rules.append(f"date '{s.date.text}': {s.date.kind}")


def _of_many_countries(place: Candidate) -> bool:
    """Whether a place is a stretch of the world ('West Africa'), which what is told again is not placed by."""
    where = place.toponym.place
    return where is not None and where.level == "region" and where.country is None


_RANK = {"site": 0, "town": 1, "district": 2, "province": 3, "region": 4, "country": 5}


def _finer(new: Candidate, old: Candidate) -> bool:
    if new.relation in ("border", "from") or new.score < 1.0:
        return False
    if old.relation == "near" and new.relation == "in":
        here, there = new.toponym.place, old.toponym.place
        finer = _RANK[new.level] < _RANK[old.level]
        if finer and here is not None and there is not None and _km(here, there) < 60:
            return True  # 'south of Kirkuk', and then 'in Daquq'
    if _RANK[new.level] >= _RANK[old.level]:
        return _village_of(new, old)
    if old.level == "district" and new.toponym.surface == old.toponym.surface and new.toponym.feature is None:
        return False  # 'Hacarí', told to be a district before
    if new.level == "site" and old.level == "town" and new.toponym.place is not None and old.toponym.place is not None:
        return _km(new.toponym.place, old.toponym.place) < 40
    return inside(new.toponym, old.toponym) or old.level == "country"


def _village_of(new: Candidate, old: Candidate) -> bool:
    """Whether a village no gazetteer has lies at the town told before: 'in Bela'; 'at Zarrin, a village of Bela'."""
    fine, town = new.toponym, old.toponym.place
    return (
        town is not None
        and town.level == "town"
        and fine.place is None
        and fine.feature == "village"
        and fine.within is not None
        and fine.within.id == town.id
    )


def _narrower(new: DateMention, old: DateMention) -> bool:
    if old.start is None:
        return new.start is not None
    return new.start is not None and new.precision < old.precision and _overlap(new, old)


def _worth(reading: Reading, s: _Slots, events: list[_Event]) -> bool:
    """Whether a mention that joins no event says enough to be one of its own."""
    m = s.mention
    line = reading.lines[m.line]
    text = set(line.tokens.words[m.part.first : m.part.last + 1])
    strong = m.votes[0][1] >= 3.0
    counted = any(c.outcome in ("killed", "injured", "abducted", "arrested") and not c.vague for c in s.counts)
    named = bool(s.roles.agents or s.roles.patients)
    placed = bool(s.places)
    if m.family == "liaison":
        fine = [c for c in s.places if c.level in ("site", "town", "district")]
        words = {"border", "joint", "jointly", "liaison", "ceasefire", "crossing", "immigration"}
        border = text & (words | cue_set("opened", "border"))
        done = {"open", "opened", "launch", "launched", "inaugurated", "set", "establish", "established", "new"}
        return bool(fine) and bool(border) and (strong or bool(text & (done | cue_set("opened", "done"))))
    if m.family == "diplomacy":
        states = _states(line, s)
        if _of_daily_life(line, s, text):
            return False
        if s.act == "accord" and s.date is not None and s.date.kind == "absolute":
            return len(reading.states) >= 2
        if s.act is None or s.act == "call" and s.date is None:
            return False
        if s.act == "meeting":
            official = (
                strong
                or s.office is not None
                or any(a.role == "official" for a in line.actors)
                or bool(s.roles.agents and s.roles.patients)
            )
            if m.head.form == "ing" and m.head.lemma in ("visit", "arrive", "travel to"):
                return False
            if s.office and any(e.family == "diplomacy" for e in events) and (m.head.form == "past" or placed):
                return len(reading.states) >= 2
            if strong and states and m.line <= 5 and len(reading.states) >= 2:
                return True
            if strong and placed and len(reading.states) >= 2:
                return True
            return len(states) >= 2 and official and (placed or s.date is not None or strong)
        if s.act in ("ties", "accord") and strong and (s.date is not None or states):
            return len(reading.states) >= 2 and (s.act == "ties" or bool(s.roles.agents))
        return bool(states) and (strong or len(states) >= 2)
    deadly = strong and any(c.outcome == "killed" and (c.low or 0) >= 3 for c in s.counts)
    if (
        reading.warlike < 1.0
        and not deadly
        and not (strong and placed and _by_armed_power(s))
        or text & cue_set("other", "words")
        and not strong
    ):
        return False
    sealed = m.head.lemma.startswith("<frontier>") or m.head.lemma.endswith("<frontier>")
    if m.family == "operation" and not sealed and not any(k.startswith(("forces", "state")) for k in s.roles.agents):
        if not any(c.outcome in ("arrested", "killed") for c in s.counts) and not s.roles.patients:
            return False
        if any(c.outcome == "freed" for c in s.counts):
            return False
    if m.head.lemma == "rescue" and not text & cue_set("diplomats", "captives"):
        return False  # out of a river, not out of captivity
    general = any(d.kind == "span" for d in line.dates) and s.date is None and not counted
    if general:
        return False
    if m.joined == "since" and not (counted or placed):
        return False
    if m.head.lemma.startswith(("bring down _ <", "shoot down", "intercept", "down _ <")) and not placed:
        return False
    if m.harm_only and text & {"tally", "total", "totals", "overall", "altogether", "statistics", "count"}:
        return False
    if _answers(line, m) and named or placed and m.head.lemma.startswith("come under"):
        return True
    if _elsewhere(line) and placed and m.family in ("violence", "abduction"):
        return True
    if _participle(line, m) and events:
        return False
    if m.harm_only:
        return counted and (placed or s.date is not None or not events) and not (text & cue_set("other", "words"))
    if not events:
        return placed or s.date is not None or counted or named
    if m.head.form == "noun" and not (placed or s.date is not None or counted):
        return False
    if _anaphoric(line, m) and not counted and s.date is None and events:
        near = placed and 0 < line.tokens.first_at(s.places[0].toponym.span.start) - m.head.last <= 5
        if not near:
            return False
    exact = s.date is not None and s.date.precision == 1
    near = placed and _RANK[s.places[0].level] <= _RANK["province" if exact else "town"]
    if near and s.date is not None and m.family == "violence" and m.joined in (None, "and"):
        return True  # 'it began on Friday with attacks on two villages, A and B'
    if placed or s.date is not None:
        return strong or counted or named
    return strong and counted


def _by_armed_power(s: _Slots) -> bool:
    """Whether an armed group, another state or its people did it: no daily crime, however short the report."""
    here = _country_of(s.places[0])
    return s.mention.family in ("violence", "abduction") and any(
        k.startswith("group:") or (a.country is not None and here is not None and a.country != here)
        for k, a in s.roles.first.items()
        if k in s.roles.agents
    )


_BY_ENVOY = frozenset({"recall", "expel", "withdraw"})
_TRAVELS = frozenset({"arrive", "travel to", "fly to", "fly on to", "fly into", "visit", "trip"})


def _of_daily_life(line: Line, s: _Slots, text: set[str]) -> bool:
    """Whether goods were recalled or ordinary people travelled: no act of a state."""
    if s.mention.head.lemma in _BY_ENVOY:
        return not text & cue_set("diplomats", "words")
    if s.mention.head.lemma in _TRAVELS:
        officials = any(a.role == "official" for a in line.actors) or s.office is not None
        return not officials and not text & cue_set("diplomats", "words")
    return False


def _states(line: Line, s: _Slots) -> list[str]:
    """Countries of the state mentions of the mention's part, in order."""
    begin, end = line.tokens.starts[s.mention.part.first], line.tokens.ends[s.mention.part.last]
    found = [
        a.country for a in line.actors if a.country and begin <= a.span.start < end and a.kind in ("state", "forces")
    ]
    return list(dict.fromkeys(found))


def _join(reading: Reading, events: list[_Event], focus: _Event | None, s: _Slots) -> _Event | None:
    best: tuple[float, int] | None = None
    for k, event in enumerate(events):
        lead = _event_days(reading, events[0])
        score = _affinity(reading, event, s, event is focus, k == 0, lead)
        if score is not None and score >= MERGE and (best is None or score > best[0]):
            best = (score, k)
    return events[best[1]] if best else None


def _anaphoric(line: Line, mention: EventMention) -> bool:
    """Whether the words point back: 'the attack', 'that raid', not "Iran's attack" or 'its attack'."""
    if is_verb_last(line.tokens):
        return points_back(line.tokens.words, mention.head)
    if mention.head.form != "noun":
        return _participle(line, mention)
    if mention.head.lemma.startswith("<"):
        return False  # a clause: 'the Zarrin outpost was taken by rebels'
    for word in reversed(line.tokens.words[max(0, mention.head.first - 3) : mention.head.first]):
        if word in ("a", "an", "'s") or word in _BREAKS:
            return False
        if word in ("the", "this", "that", "these", "those", "both"):
            return True
    return False


def _participle(line: Line, mention: EventMention) -> bool:
    """Whether the verb only tells people apart: 'the kidnapped officials', 'one of those abducted'."""
    head, words = mention.head, line.tokens.words
    if head.form != "past":
        return False
    before, after = "".join(words[head.first - 1 : head.first]), "".join(words[head.last + 1 : head.last + 2])
    if before in ("those", "anyone", "someone"):
        return True
    if before.isdigit() or before in _NUMBERS:
        before = "".join(words[head.first - 2 : head.first - 1])
    return before in _POINTING and after not in _OWN_CLAUSE


_NUMBERS = frozenset("two three four five six seven eight nine ten dozen".split())
_POINTING = frozenset("the these those their his her its both all".split())
_OWN_CLAUSE = frozenset("by in on at near from with and or , . ; ) : when while during after as to".split())
_BREAKS = frozenset({",", ";", "of", "in", "by", "for", "with", "and", "said", "on", "at", "to"})
_ORDINALS = frozenset({"second", "third", "another", "fourth", "other", "separate"})


def _elsewhere(line: Line) -> bool:
    """Whether a sentence opens on something else: 'In another incident', 'Separately', 'In a similar attack'."""
    opening = line.tokens.words[:4]
    return opening[:1] in (["separately"], ["elsewhere"]) or (
        opening[:1] in (["in"], ["at"], ["on"]) and bool({"another", "separate", "similar", "different"} & set(opening))
    )


def _one_more(line: Line, mention: EventMention) -> bool:
    """'They also clashed with another group': one more act, however near the first."""
    head = mention.head
    around = line.tokens.words[max(0, head.first - 4) : head.first] + line.tokens.words[head.last + 1 : head.last + 4]
    return {"also", "another"} <= set(around)


def _later_that_day(line: Line, s: _Slots) -> bool:
    """'They attacked the town itself later that Friday': the next act of those who acted before."""
    words = line.tokens.words[s.mention.part.first : s.mention.part.last + 1]
    later = any(
        words[i : i + 2] == ["later", "that"] or words[i : i + 3] == ["later", "the", "same"] for i in range(len(words))
    )
    return later and s.mention.head.form == "past" and not s.mention.harm_only and bool(s.roles.agents)


def _answers(line: Line, mention: EventMention) -> bool:
    """Whether the sentence tells what came after an act it points back to: 'After the clashes the army shelled'."""
    if line.tokens.words[:2] not in (["after", "the"], ["following", "the"]) or mention.votes[0][1] < 3:
        return False
    if mention.family == "abduction":
        return False  # 'after the blast they made off with rifles' goes on with the same
    return any(t.form == "noun" and t.first <= 4 and t.last < mention.head.first for t in line.triggers)


_COMPATIBLE = ({"violence"}, {"operation"}, {"abduction"}, {"liaison"}, {"diplomacy"}, {"violence", "operation"})


def _affinity(reading: Reading, event: _Event, s: _Slots, focus: bool, main: bool, lead: Days | None) -> float | None:
    """How well a mention fits an event; None where something forbids it."""
    m = s.mention
    if {event.family, m.family} == {"abduction", "violence"}:
        # 'a sixth guard was shot dead' goes on about the abduction it is told with
        if not focus or s.places or s.date is not None or event.family != "abduction" or not s.counts:
            return None
    elif not any({event.family, m.family} <= group for group in _COMPATIBLE):
        return None
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
    day, other = _days(reading, event, s.date), _event_days(reading, event)
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
    if other is None and day is not None and fresh and not _retold(reading, event) and (main or lead):
        # the lead is fresh: what happened days before is something else
        assert published is not None
        vague = s.date is not None and s.date.precision >= 3 and not m.definite and not _anaphoric(line, m)
        if lead is None and vague and _same_toll(event, s) <= 0:
            return None  # 'earlier this month', 'last week': not the day before
        other = lead or (published - timedelta(days=3), published)
    elif other is None and day is not None and (not main or _retold(reading, event)) and not _anaphoric(line, m):
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
        relation = _place_relation(s.places[0], event.place, m.family)
        if relation is None and s.places[0].toponym.place is None and focus and _anaphoric(line, m):
            relation = 0.2  # 'this attack in X', where X is a name that no gazetteer has
        if relation is None:
            return None
        if _two_towns(event, s.places[0]):
            return None
        score += relation
    elif not s.places:
        score += 0.4
    if not s.places and s.date is None and focus:
        score += 0.4
    before = line.tokens.words[max(0, m.head.first - 4) : m.head.first]
    if _ORDINALS & set(before) and not ("first" in before and len(event.all) == 1):
        return None
    if _elsewhere(line) and m.line > event.first.mention.line:
        return None
    if event.family == m.family and m.type != event.first.mention.type and _answers(line, m):
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
    if _anaphoric(line, m) or m.head.form != "noun" and m.harm_only:
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
        and not _retold(reading, event)
        and (event.place is None or event.place.level in ("country", "province"))
    ):
        # the lead tells in short what the paragraphs after it tell at length
        score += 0.5
    if m.harm_only and not s.places and s.date is None:
        score += 0.4
    if m.joined not in (None, "and", "after", "following") and focus:
        score -= 1.0
    kinds = {event.first.mention.type, m.type}
    if len(kinds) == 2 and m.votes[0][1] >= 3 and event.first.mention.votes[0][1] >= 3:
        score -= 0.4 if "strike" not in kinds else 1.0 if "clash" in kinds else 1.2
        if event.place is None and s.places and s.places[0].level in ("site", "town"):
            score -= 0.6
    if any(d.kind == "span" for d in line.dates) and s.date is None and not m.definite:
        score -= 1.0
    return score


def _two_towns(event: _Event, place: Candidate) -> bool:
    """Whether the event was told of another named town before: neighbours, even close ones, are two."""
    here = place.toponym.place
    if here is None or here.level not in ("town", "district") or place.relation != "in":
        return False
    for s in event.all:
        for c in s.places[:1]:
            there = c.toponym.place
            if there is None or there.level not in ("town", "district") or c.relation != "in" or there.id == here.id:
                continue
            apart, nested = _km(here, there), contains(here, there) or contains(there, here)
            if apart > 3 and not nested and not _quarter(here, there, apart):
                return True
    return False


def _same_fight(event: _Event, s: _Slots) -> bool:
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


def _place_relation(a: Candidate, b: Candidate, family: str) -> float | None:
    """How well two places agree: the same, one in the other, close by; None where they are two."""
    x, y = a.toponym, b.toponym
    if x.place is None or y.place is None:
        if x.surface.casefold() == y.surface.casefold():
            return 1.5
        fine, coarse = (x, y) if x.place is None else (y, x)
        if coarse.place is None:
            # two names no gazetteer has: one may be a quarter of the other where the text puts both in one town
            same = x.within is not None and y.within is not None and x.within.id == y.within.id
            return 0.2 if same and x.within is not None and _RANK[x.within.level] <= _RANK["district"] else None
        if (
            fine.within is not None
            and _RANK[fine.within.level] > _RANK["district"] >= _RANK[coarse.place.level]
            and fine.within.level != "country"
        ):
            return None  # another town of the same province
        if fine.within is not None and fine.within.level != "country":
            if contains(coarse.place, fine.within) or contains(fine.within, coarse.place):
                return 0.8 if _RANK[coarse.place.level] > 1 else 0.2
            if fine.within.level != "region" and coarse.place.level != "region":
                return None  # the text puts the one in another province or district
        return 0.3 if coarse.place.level in ("province", "country", "region") else None
    if x.place.id == y.place.id:
        return 1.5 if x.place.level != "country" else 0.5
    if contains(x.place, y.place) or contains(y.place, x.place):
        return 0.8
    if family == "diplomacy":
        return None  # two named seats of talks are two, however near
    apart = _km(x.place, y.place)
    near = "near" in (a.relation, b.relation) or "site" in (x.place.level, y.place.level)
    if x.place.country == y.place.country and (apart < 3 or apart < 40 and near or _quarter(x.place, y.place, apart)):
        return 0.8
    if "country" in (x.place.level, y.place.level) and (
        a.relation in ("subject", "from", "border") or b.relation in ("subject", "from", "border")
    ):
        return 0.0
    return None


_METROPOLIS = 1_000_000
"""Inhabitants from which the places around a city's centre are its quarters."""


def _quarter(a: Place, b: Place, apart: float) -> bool:
    """Whether one of two towns is a quarter of the other: it lies within the reach of a great city."""
    great = max(a, b, key=lambda p: p.population or 0)
    return (great.population or 0) >= _METROPOLIS and apart <= (great.radius_km or 0)


def _km(a: Place, b: Place) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 1e9
    # a flat reckoning is enough to tell 15 km from 100
    from math import cos, hypot, radians

    return 111.2 * hypot(a.lat - b.lat, (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2)))


def _clash_of_agents(event: _Event, s: _Slots) -> float | None:
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


def _told(count: Count, outcome: str) -> bool:
    """Whether a count is a number of victims: how many attackers fell is another figure."""
    return count.outcome == outcome and bool(count.low) and not count.implied and count.party != "attacker"


def _same_toll(event: _Event, s: _Slots) -> float:
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


# ---------------------------------------------------------------- when


Days = tuple[date, date]


def _overlap(a: DateMention, b: DateMention) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return True
    return a.start <= b.end and b.start <= a.end


def _days(reading: Reading, event: _Event | None, mention: DateMention | None) -> Days | None:
    """The days of a mention; one counted from another event is counted from ``event`` only if that comes before."""
    if mention is None or mention.start is None or mention.end is None:
        return None
    return mention.start, mention.end


def _event_days(reading: Reading, event: _Event) -> Days | None:
    return _days(reading, None, event.date)


def _relative(mention: DateMention, anchor: Days | None) -> Days | None:
    if anchor is None or mention.offset is None:
        return None
    low, high = mention.offset
    if mention.direction == "before":
        return anchor[0] - timedelta(days=high), anchor[1] - timedelta(days=low)
    return anchor[0] + timedelta(days=low), anchor[1] + timedelta(days=high)


def _precision(days: Days) -> int:
    length = (days[1] - days[0]).days + 1
    return 1 if length == 1 else 2 if length <= 6 else 3 if length <= 7 else 4 if length <= 31 else 5


# ---------------------------------------------------------------- events -> accounts


@dataclass
class _Dated:
    days: Days | None
    precision: int
    inferred: bool
    span: Span | None
    words: str | None = None


def _accounts(reading: Reading, events: list[_Event]) -> tuple[Account, ...]:
    kept = [e for e in events if _keep(reading, e)]
    main = _main_events(reading, kept)
    made: list[Account] = []
    dated: list[_Dated] = []
    lead: Days | None = None
    for event in kept:
        when = _when(reading, event, kept, dated, event in main, lead)
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
            when = _Dated(days, _precision(days), True, agreed.span if agreed else None)
        wheres = _wheres(reading, event, kept)
        for n, (where, span) in enumerate(wheres):
            made.append(_account(reading, event, kept, when, where, span, n == 0, event in main))
    return tuple(made)


def _keep(reading: Reading, event: _Event) -> bool:
    if event.family == "liaison":
        return event.place is not None
    if event.family in ("violence", "operation", "abduction"):
        answer = event.first.roles.agents and _answers(reading.lines[event.first.mention.line], event.first.mention)
        return bool(event.place or event.date or event.counts or len(event.all) > 1 or answer)
    return True


def _of_talks(events: Sequence[_Event]) -> bool:
    """Whether the report is about talks or posts: violence it mentions without a day is then retold, not its news."""
    if events[0].family in ("diplomacy", "liaison"):
        return True
    second = events[0].first.mention.line + 1
    return any(e.family in ("diplomacy", "liaison") and e.first.mention.line <= second for e in events)


def _main_events(reading: Reading, events: list[_Event]) -> list[_Event]:
    """The article's news: what its first telling sentences tell, and what else it dates within two days of publication.

    A retelling in the past perfect or behind 'in response to' is background wherever it stands.
    """
    if not events:
        return []
    published = reading.doc.report.published
    chosen = []
    talks = _of_talks(events)
    first = min(e.first.mention.line for e in events)
    for event in events:
        retold = _retold(reading, event)
        days = _event_days(reading, event)
        if days is not None and published is not None:
            fresh = (published - days[1]).days <= 2
            if fresh and not (retold and event.first.mention.line > first + 2):
                chosen.append(event)
        elif talks and event.family not in ("diplomacy", "liaison"):
            continue
        elif event.first.mention.line <= first + 2 and not retold or event.family == "liaison":
            chosen.append(event)
    return chosen or events[:1]


def _retold(reading: Reading, event: _Event) -> bool:
    m = event.first.mention
    words = reading.lines[m.line].tokens.words
    before = words[max(0, m.head.first - 4) : m.head.first]
    if "had" in before and not _backshifted(words, m):
        return True
    if is_verb_last(reading.lines[m.line].tokens) and told_before(words, m.head):
        return True
    if m.joined not in (None, "and", "while", ";", "meanwhile"):
        return True
    if {"retaliation", "response", "responded", "reply"} & set(words[: m.head.first]):
        return True
    opening = " ".join(words[max(0, m.head.first - 12) : m.head.first])
    return any(
        cue in opening
        for cue in (
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
    )


def _backshifted(words: list[str], mention: EventMention) -> bool:
    """Whether 'had' only follows the past of saying: 'announced that its agents had arrested' is news of the day."""
    opening = words[: mention.head.first]
    return (
        mention.line <= 3
        and "that" in opening
        and bool(cue_set("telling", "saying") & set(opening[: opening.index("that")]))
    )


def _when(
    reading: Reading, event: _Event, events: list[_Event], dated: list[_Dated], main: bool, lead: Days | None
) -> _Dated:
    mention, published = event.date, reading.doc.report.published
    if mention is None and event.twin is not None:
        mention = event.twin.date
    if mention is not None and mention.start is not None and mention.end is not None:
        days = (mention.start, mention.end)
        if published is not None and days[0] > published and event.family != "liaison":
            return _Dated(None, 5, False, None, mention.text)
        return _Dated(days, mention.precision, False, mention.span)
    if mention is not None and mention.offset is not None:
        days_ = _relative(mention, _anchor(reading, event, events, dated, lead, mention))
        if days_ is not None and published is not None and days_[0] > published and event.family != "liaison":
            return _Dated(None, 5, False, None, mention.text)
        if days_ is not None:
            return _Dated(days_, _precision(days_), False, mention.span)
    words = mention.text if mention is not None else None
    if published is None:
        return _Dated(None, 5, False, None, words)
    if event.first.act in ("meeting", "accord") and not _retold(reading, event) or event.family == "diplomacy" and main:
        day = _lead_day(reading)
        if day is not None and day.start is not None and day.end is not None:
            return _Dated((day.start, day.end), 1, False, day.span)
    if main and not _retold(reading, event) or _fresh_too(reading, event, events, main):
        said = _said(reading, event)
        last = said.end if said is not None and said.end is not None and said.end <= published else published
        if said is not None and said.precision == 1 and last == published - timedelta(days=0):
            return _Dated((last - timedelta(days=1), last), 2, True, said.span)
        return _Dated((last - timedelta(days=1), last), 2, True, said.span if said else None)
    return _Dated(None, 5, False, None, words)


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
    reading: Reading, event: _Event, events: list[_Event], dated: list[_Dated], lead: Days | None, mention: DateMention
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
    if mention.direction == "before" and lead is not None:
        return lead
    before = [(e, d.days) for e, d in zip(events, dated, strict=False) if d.days is not None]
    same = [days for e, days in before if (e.family == "diplomacy") == (event.family == "diplomacy")]
    return same[-1] if same else before[-1][1] if before else None


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


def _said(reading: Reading, event: _Event) -> DateMention | None:
    """The day on which somebody told of it, where the text gives no other."""
    for s in event.all[:2]:
        line = reading.lines[s.mention.line]
        for d in line.dates:
            if d.start is not None and d.precision == 1 and said_on(line, d):
                return d
    return None


def _fresh_too(reading: Reading, event: _Event, events: list[_Event], main: bool) -> bool:
    """An undated violent event in the simple past with a place of its own, in a report of fresh violence."""
    if event.family in ("diplomacy", "liaison") or _retold(reading, event) or not events or _of_talks(events):
        return False
    m = event.first.mention
    counted = any(c.outcome in ("killed", "injured", "abducted") and not c.vague for c in event.counts)
    if "had" in reading.lines[m.line].tokens.words[m.head.last + 1 : m.head.last + 4]:
        return False  # 'before that a mine had gone off'
    told = m.head.form == "past" and event.family == "violence" or counted
    return told and (event.place is not None or counted) and not m.definite


def _wheres(reading: Reading, event: _Event, events: list[_Event]) -> list[tuple[Where, Span | None]]:
    """The place or places of an event: its own, else one argued from who struck whom, else the report's."""
    family = event.first.mention.family
    if event.family == "liaison":
        fine = {
            c.toponym.place.id if c.toponym.place else c.toponym.surface: c
            for x in event.all
            for c in x.places
            if c.level in ("site", "town", "district")
        }
        return [(where_of(c, family), c.span or c.toponym.span) for c in fine.values()]
    if event.family == "diplomacy":
        argued = _seat(reading, event, _host(event, events))
        if argued is not None:
            return [argued]
    several = next((s.places for s in event.all if len(s.places) > 1), None)
    if several is not None and event.place is not None and any(c.toponym is event.place.toponym for c in several):
        return [(where_of(c, family), c.span or c.toponym.span) for c in several]
    if event.place is not None:
        where = where_of(event.place, family)
        if where.country is None and where.place_id is None:
            where = _in_country(reading, where)
        return [(where, event.place.span or event.place.toponym.span)]
    country = _argued_country(reading, event)
    told = _titled_place(reading, event, events)
    if told is None or country not in (None, _country_of(told)):
        told = _told_at(reading, event, events)
    if told is not None and country in (None, _country_of(told)):
        return [(where_of(told, family), told.span or told.toponym.span)]
    if country is None:
        for other in events:
            if other is not event and other.place is not None:
                source = other.place.toponym.place or other.place.toponym.within
                if source is not None and source.country:
                    country = source.country
                    break
    toponym = _country_toponym(reading, country) if country else None
    if toponym is not None:
        return [(where_of(Candidate(toponym, "in", 0.0), family), toponym.span)]
    dateline = next(
        (t for line in reading.lines for t in line.toponyms if t.role == "location" and t.place is not None), None
    )
    if dateline is not None and dateline.place is not None and dateline.place.country:
        top = _country_toponym(reading, dateline.place.country)
        chosen = top or dateline
        # Where a report was written is no place of an event: it tells the country, never a point.
        where = where_of(Candidate(chosen, "in", 0.0), family)
        return [(replace(where, where_precision=6), chosen.span)]
    return []


def _titled_place(reading: Reading, event: _Event, events: list[_Event]) -> Candidate | None:
    """The one town, district or province of headline and dateline, for the first act told where that names no place.

    Not where the text before the act names others: then the dateline is that of the press office.
    """
    if event is not events[0] or event.family == "diplomacy" or _retold(reading, event):
        return None
    found = [t for line in reading.lines if line.kind in ("headline", "dateline") for t in _fine_places(line)]
    if len({t.place.id for t in found if t.place is not None}) != 1:
        return None
    titled = found[0]
    told = [
        t
        for line in reading.lines[: event.first.mention.line + 1]
        if line.kind == "paragraph"
        for t in _fine_places(line)
        if not inside(t, titled) and not inside(titled, t)
    ]
    if not told:
        return Candidate(titled, "in", 0.0)
    finest = min(told, key=lambda t: _RANK[t.place.level] if t.place is not None else 9)
    return Candidate(finest, "in", 0.0) if all(inside(finest, t) for t in told) else None


def _fine_places(line: Line) -> list[Toponym]:
    """The towns, districts and provinces a sentence names as places."""
    fine = ("site", "town", "district", "province")
    return [t for t in line.toponyms if t.role == "location" and t.place is not None and t.place.level in fine]


def _country_of(place: Candidate) -> str | None:
    source = place.toponym.place or place.toponym.within
    return source.country if source is not None else None


def _told_at(reading: Reading, event: _Event, events: list[_Event]) -> Candidate | None:
    """The place of the act told just before, for one of the same days that names none: a story stays where it is."""
    if event.family == "diplomacy" or _retold(reading, event) and event.date is None:
        return None
    if event.date is not None and event.date.kind == "event":
        return None
    days = _event_days(reading, event)
    before = [
        other
        for other in events
        if other is not event
        and other.place is not None
        and other.family not in ("diplomacy", "liaison")
        and other.place.level not in ("country", "region")
        and other.first.mention.line <= event.first.mention.line
    ]
    for other in sorted(before, key=lambda e: -e.first.mention.line):
        if _same_time(reading, days, _event_days(reading, other)):
            return other.place
    return None


def _same_time(reading: Reading, days: Days | None, other: Days | None) -> bool:
    """Whether two acts may be of the same days; an undated one is of the day of the report or the one before."""
    if days is None:
        return other is None or _fresh_day(reading, other)
    if other is None:
        published = reading.doc.report.published
        other = None if published is None else (published - timedelta(days=1), published)
    return other is not None and max(days[0] - other[1], other[0] - days[1]) <= timedelta(days=2)


def _fresh_day(reading: Reading, days: Days) -> bool:
    published = reading.doc.report.published
    return published is None or (published - days[1]).days <= 7


def _in_country(reading: Reading, where: Where) -> Where:
    """A name no gazetteer has, put in the country that holds most of the report's other places, where one does."""
    found: dict[str, int] = {}
    for line in reading.lines:
        for t in line.toponyms:
            if t.role == "location" and t.place is not None and t.place.country:
                found[t.place.country] = found.get(t.place.country, 0) + 1
    if not found:
        return where
    country = max(sorted(found), key=lambda c: found[c])
    if found[country] * 2 <= sum(found.values()):
        return where
    return replace(where, country=country, reasons=(*where.reasons, "most places of the report are in this country"))


def _host(event: _Event, events: list[_Event]) -> str | None:
    """The country of the report's other meetings: one that names no place was held on the same visit."""
    for other in events:
        if (
            other is not event
            and other.first.act == "meeting"
            and other.place is not None
            and other.place.toponym.place is not None
        ):
            return other.place.toponym.place.country
    return None


def _close(reading: Reading, event: _Event, place: Candidate) -> bool:
    """Whether a place stands near the words of the act, not in a clause about something else."""
    m = event.first.mention
    at = reading.lines[m.line].tokens.first_at(place.toponym.span.start)
    return (
        m.head.first - 8 <= at <= m.head.last + 14
        and place.toponym.span.start < reading.lines[m.line].sentence.span.end
    )


def _seat(reading: Reading, event: _Event, host: str | None) -> tuple[Where, Span | None] | None:
    """Where an act of state is: envoys recalled or summoned in the doer's country, ties restored in both."""
    act = event.first.act
    states = _diplomats(reading, event)
    if act in ("envoy", "summons") and states:
        doer = states[0].country
        town = event.place if event.place is not None and event.place.level in ("town", "site") else None
        if (
            act == "summons"
            and town is not None
            and town.preposition in ("in", "at", "در", "میں")
            and _close(reading, event, town)
        ):
            return where_of(town, "diplomacy"), town.toponym.span
        toponym = _country_toponym(reading, doer) if doer else None
        if toponym is not None:
            return where_of(Candidate(toponym, "in", 0.0), "diplomacy"), toponym.span
    if act == "meeting" and event.place is None and host is not None:
        toponym = _country_toponym(reading, host)
        if toponym is not None:
            return where_of(Candidate(toponym, "in", 0.0), "diplomacy"), toponym.span
    if act == "ties" and event.place is None and len(states) >= 2:
        both = [_country_toponym(reading, a.country) for a in states[:2] if a.country]
        names = [t.place.name for t in both if t is not None and t.place is not None]
        if len(names) == 2:
            span = states[0].span
            lat, lon = _middle([t.place for t in both if t is not None and t.place is not None])
            why = ("an act of both states",)
            return Where(" and ".join(names), None, None, "region", 6, lat, lon, reasons=why), span
    return None


def _middle(places: list[Place]) -> tuple[float | None, float | None]:
    """Halfway between two places (degrees): an anchor for what concerns both, never a claim."""
    a, b = places[:2]
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None, None
    from geo.measure import midpoint

    return midpoint(a.lat, a.lon, b.lat, b.lon)


def _argued_country(reading: Reading, event: _Event) -> str | None:
    """Whose country a placeless event was in: of those struck, of the host, of the other side of a strike."""
    merged = _merge_roles(event)
    agents = [merged.first[k].country for k in merged.agents if merged.first[k].country]
    patients = [merged.first[k].country for k in merged.patients if merged.first[k].country]
    if event.family == "diplomacy":
        states = _diplomats(reading, event)
        return states[0].country if states else None
    state = any(merged.first[k].kind == "state" for k in merged.agents)
    if patients and event.first.mention.type != "strike" and not (state and patients[0] in agents):
        return patients[0]
    agents += [
        c.toponym.place.country
        for x in event.all
        for c in x.origins
        if c.toponym.place is not None and c.toponym.place.country
    ]
    others = [c for c in patients if c not in agents]
    if others:
        return others[0]
    if agents and (state or event.first.mention.type == "strike"):
        ranked = reading.states
        return next((c for c in ranked if c not in agents), None)
    return None


def _country_toponym(reading: Reading, country: str) -> Toponym | None:
    fallback = None
    for line in reading.lines:
        for t in line.toponyms:
            if t.place is not None and t.place.level == "country" and t.place.country == country:
                if t.role in ("location", "metonym", "modifier"):
                    return t
                fallback = fallback or t
    return fallback


def _merge_roles(event: _Event) -> Roles:
    merged = Roles()
    for n, s in enumerate(event.all):
        weight = 1.0 if n == 0 else 0.8
        for side, table in (("agent", s.roles.agents), ("patient", s.roles.patients)):
            for key, vote in table.items():
                merged.add(side, s.roles.first[key], vote * weight)
    for claim in event.claims:
        if claim.kind == "claim" and claim.speaker is not None and claim.speaker.kind == "group":
            merged.add("agent", claim.speaker, 3.0)
    if not any(merged.first[k].kind in ("state", "forces", "group") for k in merged.agents):
        # nobody is seen to act: whom the report says was blamed
        for claim in event.claims:
            if (
                claim.kind == "blame"
                and claim.accused is not None
                and claim.accused.kind in ("state", "forces", "group")
            ):
                merged.add("agent", claim.accused, 1.0)
    return merged


_DONE_TO = frozenset({"killed", "injured", "abducted", "arrested", "missing", "freed"})


def _counted(reading: Reading, count: Count) -> ActorMention | None:
    """The people a figure counts ('nine Pakistani labourers'), where they came to harm: they are whom it struck."""
    if count.outcome not in _DONE_TO or count.party == "attacker":
        return None
    span = count.noun_span or count.span
    line = reading.lines[count.sentence]
    actors = [a for a in line.actors if a.kind in ("people", "forces", "group")]
    for actor in actors:
        if actor.span.overlaps(span):
            return actor
    if count.noun_span is not None:
        # people the vocabulary has no word for: by the word the report has
        words = span.of(reading.doc.text).split()
        kept = [w for w in words[:-1] if w[0].isupper()] + words[-1:]
        name = " ".join(kept)
        if (
            len(kept) <= 3
            and name.isascii()
            and len(kept[-1]) > 3
            and kept[-1].islower()
            and kept[-1] not in cue_set("who", "anybody")
        ):
            return ActorMention(span, span.of(reading.doc.text), name, name, "people", f"people:{slug(name)}")
    if {"others", "other"} & set(span.of(reading.doc.text).casefold().split()):
        # 'three villagers were killed and five others taken': whom the figure before it counts
        before = [c.noun_span or c.span for c in line.counts if c.span.end <= span.start]
        return next((a for s in reversed(before) for a in actors if a.span.overlaps(s)), None)
    return None


def _type_of(reading: Reading, event: _Event, events: Sequence[_Event]) -> Type:
    votes: dict[Type, float] = {}
    told = [*event.all, *event.twin.all[1:]] if event.twin is not None else event.all
    for n, s in enumerate(told):
        for kind, score in s.mention.votes:
            if score > 0:
                votes[kind] = votes.get(kind, 0.0) + min(score, 4.0) * (1.5 if n == 0 else 1.0 if n < 3 else 0.5)
    if all(s.mention.harm_only for s in told):
        # harm alone says nothing of its cause: the same as what was told just before it
        near = [
            e
            for e in events
            if e.family == "violence" and e is not event and 0 <= event.first.mention.line - e.first.mention.line <= 1
        ]
        if (
            near
            and near[-1].first.mention.line + 1 >= event.first.mention.line
            and not near[-1].first.mention.harm_only
        ):
            return near[-1].first.mention.type
    merged = _merge_roles(event)
    kinds = [merged.first[k] for k in sorted(merged.agents, key=lambda k: -merged.agents[k])]
    patients = [merged.first[k] for k in sorted(merged.patients, key=lambda k: -merged.patients[k])]
    best = max(sorted(votes), key=lambda k: votes[k])
    if best == "operation" and kinds and kinds[0].kind == "group":
        return "abduction"  # whom an armed group holds it has abducted
    if FAMILY[best] == "violence":
        if (
            kinds
            and kinds[0].kind == "state"
            and "strike" in votes
            and votes["strike"] > 0
            and best == "attack"
            and votes["strike"] >= 1.0
            and votes["attack"] < 5.0
        ):
            return "strike"
        forces = kinds and kinds[0].kind in ("forces", "state")
        ground = event.place.toponym.place if event.place is not None else None
        abroad = kinds and kinds[0].country and ground and ground.country not in (None, kinds[0].country)
        if (
            best == "attack"
            and abroad
            and (kinds[0].kind == "state" or kinds[0].kind == "forces" and "strike" in votes)
        ):
            # a state that hits what lies in another country hits it from a distance
            return "strike" if votes["attack"] < 5.0 else "attack"
        fallen = [c for c in event.counts if c.outcome == "killed" and not c.vague]
        if best == "attack" and forces and fallen and all(c.party == "attacker" for c in fallen):
            return "operation"  # forces that killed none but armed men
        if (
            best == "attack"
            and forces
            and patients
            and patients[0].kind in ("group", "unidentified")
            and votes.get("strike", 0.0) < 2.0
        ):
            return "operation"
    return best


def _type_votes(event: _Event) -> str:
    """The votes of the first telling, in words."""
    return ", ".join(f"{kind} {score:.1f}" for kind, score in event.first.mention.votes if score > 0)


def _account(
    reading: Reading,
    event: _Event,
    events: Sequence[_Event],
    when: _Dated,
    where: Where,
    place: Span | None,
    whole: bool,
    main: bool,
) -> Account:
    report = reading.doc.report
    text = reading.doc.text
    kind = _type_of(reading, event, events)
    best = event.first
    line = reading.lines[best.mention.line]
    clause = best.mention.span(line)
    evidence = [_evidence("incident", clause, text)]
    if place is not None:
        evidence.append(_evidence("place", place, text))
    if when.days is not None:
        evidence.append(_evidence("date", when.span or clause, text))
    if kind in ("liaison", "diplomacy"):
        actors, targets, shown = _parties(reading, event)
    else:
        actors, targets, shown = _sides(reading, event, kind, events)
    evidence.extend(shown)
    tolls: dict[str, Toll | None] = {}
    by = None
    if kind not in ("liaison", "diplomacy"):
        for outcome in ("killed", "injured", "abducted", "arrested"):
            tolls[outcome], used = _toll(event, outcome, kind) if whole else (None, ())
            if used and outcome in ("killed", "injured"):
                evidence.append(_evidence(outcome, used[0].span, text))
                if used[0].speaker_span is not None:
                    by = by or used[0].speaker_span.of(text)
    status, status_by, status_span = _status(reading, event, kind, actors)
    if kind == "operation" and not actors and status == "claimed" and status_by is not None and status_span is not None:
        # 'three men were taken, the Guards announced': who announces an operation carried it out
        actors = (status_by,)
        evidence.append(_evidence("actors", status_span, text))
    if status_span is not None:
        evidence.append(_evidence("status", status_span, text))
    rules = [*event.rules, f"type {kind}: " + _type_votes(event)]
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


def _evidence(name: str, span: Span, text: str) -> Evidence:
    return Evidence(name, span, span.of(text))  # type: ignore[arg-type]


def _toll(event: _Event, outcome: Outcome, kind: Type) -> tuple[Toll | None, tuple[Count, ...]]:
    mine = [c for c in event.counts if c.outcome == outcome]
    if not mine:
        return None, ()
    result = toll(event.counts, outcome, everyone=kind in ("clash", "operation", "strike"))
    return result if result is not None else (None, ())


def _sides(
    reading: Reading, event: _Event, kind: Type, events: Sequence[_Event]
) -> tuple[tuple[str, ...], tuple[str, ...], list[Evidence]]:
    """Who did it and whom it struck, by name, with the words; empty where the report names nobody."""
    merged = _merge_roles(event)
    counted = _count_harmed(reading, event, merged)
    if kind == "clash":
        if _anybody(merged.first.get("people:civilians")):
            merged.patients.pop("people:civilians", None)  # those who died in a clash are those who fought
        _fighters(reading, event, merged)
    from_afar = any(k == "strike" and score > 0 for s in event.all for k, score in s.mention.votes)
    agents, patients = _split_sides(merged, kind, counted, from_afar)
    if kind == "clash" and len(agents) == 2 and all(k.startswith("forces") for k in patients):
        patients = agents[::-1]  # each fought the other
    if not agents and kind in ("attack", "abduction") and not _nameless(merged):
        alone = _group_beside(reading, event, merged)
        if alone is not None:
            merged.first.setdefault(alone.key, alone)
            agents = [alone.key]
    if not agents and kind in ("strike", "attack", "abduction", "operation") and not _nameless(merged):
        agents, merged = _dominant_doer(events, event, kind, merged)
    shown = [Evidence("actors", merged.first[k].span, merged.first[k].text) for k in agents[:3]]
    shown += [Evidence("targets", merged.first[k].span, merged.first[k].text) for k in patients[:3]]
    names = tuple(dict.fromkeys(merged.first[k].name for k in patients))
    anybody = all(k == "people:civilians" for k in patients)
    if kind == "operation" and anybody and any(c.outcome == "arrested" for c in event.counts):
        names = ("suspects",)
    return tuple(dict.fromkeys(merged.first[k].name for k in agents)), names, shown


def _count_harmed(reading: Reading, event: _Event, merged: Roles) -> set[str]:
    """Vote for the people whom the figures count; their keys."""
    counted = set()
    for count in {id(c): c for c in event.counts}.values():
        harmed = _counted(reading, count)
        if harmed is None:
            continue
        merged.add("patient", harmed, 0.35 if count.subset else 0.7)
        if not count.subset or harmed.key not in ("people:civilians", "people:children"):
            counted.add(harmed.key)
        if harmed.key == "people:civilians" and not _anybody(harmed):
            merged.first[harmed.key] = harmed
    return counted


def _fighters(reading: Reading, event: _Event, merged: Roles) -> None:
    """Vote for both armed bodies a sentence on a clash names, where it tells of no one else who fought or fell."""
    line = reading.lines[event.first.mention.line]
    speakers = event.first.roles.speakers
    armed = {a.key: a for a in line.actors if a.kind in ("forces", "group") and a not in speakers}
    if len(armed) == 2 and not set(merged.agents) - set(armed) and not set(merged.patients) - set(armed):
        for a in armed.values():
            merged.add("agent", a, 1.0)
    elif len(armed) == 1 and not merged.agents and not merged.patients:
        for a in line.actors:
            if a.kind == "unidentified" or a.key in armed:
                merged.add("patient" if a.kind == "unidentified" else "agent", a, 1.0)


def _split_sides(
    merged: Roles, kind: Type, counted: Collection[str] = (), from_afar: bool = False
) -> tuple[list[str], list[str]]:
    """Keys of those who acted and of those whom it struck; ``counted`` are those of whom a figure is given."""
    agents = [k for k in merged.agents if _armed(merged, k)]
    # who fights suffers too
    bar = 0.5 if kind == "clash" else 1.0
    agents = [k for k in agents if merged.agents[k] >= bar * merged.patients.get(k, 0.0)]
    nameless = [k for k in merged.agents if merged.first[k].kind == "unidentified" and not _by_kind(k)]
    groups = [k for k in agents if merged.first[k].kind == "group"] or [k for k in agents if _by_kind(k)]
    if kind in ("attack", "abduction"):
        # 'gunmen' did it, or a group did: the police of the same report did not
        if nameless and max(merged.agents[k] for k in nameless) > max((merged.agents[k] for k in groups), default=0.0):
            groups = []
        agents = groups or ([] if nameless else agents)
        if kind == "attack":
            sure = (k for k in agents if merged.agents[k] >= 1.0 and (from_afar or merged.first[k].kind != "state"))
            agents = [*groups, *(k for k in sure if k not in groups)]
    if kind == "clash" and nameless and not groups:
        agents = [k for k in agents if merged.agents[k] > merged.patients.get(k, 0.0) + 0.5]
    agents = _top(agents, merged.agents)
    if kind == "abduction" and not set(merged.patients) - set(agents) and not groups:
        # 'the five guards carried off on Thursday': who is named alone was taken
        for k in agents:
            merged.add("patient", merged.first[k], merged.agents[k] + 1.0)
        agents = []
    patients = [
        k
        for k in merged.patients
        if k not in agents
        and (merged.patients[k] >= merged.agents.get(k, 0.0) or (kind == "clash" and agents and not _armed(merged, k)))
    ]
    if kind not in ("operation", "clash", "strike"):
        patients = [k for k in patients if merged.first[k].kind != "unidentified"]
    if kind == "clash" and not agents:
        # 'two soldiers and three rebels died in a gunfight': those who fell are those who fought
        agents = [k for k in patients if _armed(merged, k)][:2] if len(patients) >= 2 else []
        patients = [k for k in patients if k not in agents]
    if kind == "clash" and len(agents) == 2 and not patients:
        return agents, agents[::-1]  # both fought, each against the other
    return agents, _struck(merged, patients, counted)


def _armed(merged: Roles, key: str) -> bool:
    """Whether it is a body that may be named as a side of a fight."""
    return merged.first[key].kind in ("state", "forces", "group") or _by_kind(key)


def _by_kind(key: str) -> bool:
    """Whether a report names its attackers by saying what they are ('rebels', 'gang members')."""
    return key.startswith("unidentified:") and key.rsplit(":", 1)[-1] in cue_set("who", "named_by_kind")


def _struck(merged: Roles, patients: list[str], counted: Collection[str]) -> list[str]:
    """The people named most closely and the things hit; 'people' only where nobody else is named."""
    harmed = any(merged.first[k].kind != "place-target" for k in patients)
    # 'the home of a civilian who died in it': the civilian; else what is more telling than 'people'
    things = tuple(f"place-target:{what}" for what in ("homes", "vehicle", "convoy")) if harmed else ()
    patients = [k for k in patients if not (things and k.startswith(things))]
    closer = [k for k in patients if not k.startswith("people:civilians")]
    people = [k for k in closer if merged.first[k].kind not in ("place-target", "state")]
    plain = [k for k in patients if k not in closer and not (people and _anybody(merged.first[k]))]
    if people or len(closer) > 1:
        closer = [k for k in closer if merged.first[k].kind != "state"] or closer
    limit = max((merged.patients[k] for k in closer or plain), default=0.0) * 0.35
    ranked = sorted([*closer, *plain], key=lambda k: -merged.patients[k])
    return [k for k in ranked if k in counted or merged.patients[k] >= limit][:3]


def _anybody(mention: ActorMention | None) -> bool:
    """Whether a word for people says nothing of who they are."""
    return mention is not None and mention.text.casefold() in _ANYBODY


_ANYBODY = frozenset("people persons person individuals men man".split())


def _group_beside(reading: Reading, event: _Event, merged: Roles) -> ActorMention | None:
    """The only armed group the sentence names: 'eleven were hacked to death where men of X went from door to door'."""
    line = reading.lines[event.first.mention.line]
    groups = {a.key: a for a in line.actors if a.kind == "group" and a.named and a not in event.first.roles.speakers}
    if len(groups) != 1 or next(iter(groups)) in merged.patients:
        return None
    return next(iter(groups.values()))


def _nameless(merged: Roles) -> bool:
    """Whether 'gunmen' or the like are said to have done it: then nobody else did."""
    return any(merged.first[k].kind == "unidentified" for k in merged.agents)


def _dominant_doer(events: Sequence[_Event], event: _Event, kind: Type, merged: Roles) -> tuple[list[str], Roles]:
    """Who acts in all other incidents of this kind of the report, where it is one body only."""
    doers: dict[str, ActorMention] = {}
    for other in events:
        if other is event or other.family != event.family:
            continue
        table = _merge_roles(other)
        for k in _split_sides(table, kind)[0]:
            if kind == "strike" or event.date is None or other.date and other.date.text == event.date.text:
                doers[k] = table.first[k]
            else:
                return [], merged  # an attack of another day may be another's
    if len(doers) != 1 or next(iter(doers)) in merged.patients:
        return [], merged
    key, mention = next(iter(doers.items()))
    merged.first.setdefault(key, mention)
    return [key], merged


def _top(keys: list[str], weights: dict[str, float], most: int = 2) -> list[str]:
    if not keys:
        return []
    ranked = sorted(keys, key=lambda k: -weights[k])
    limit = weights[ranked[0]] * 0.5
    return [k for k in ranked if weights[k] >= limit][:most]


_SUMMONED = frozenset("called summoned handed given told expelled recalled".split())


def _verbs_after_be(line: Line) -> set[str]:
    words = line.tokens.words
    return {words[i + 1] for i in range(len(words) - 1) if words[i] in ("was", "were", "been")}


def _diplomats(reading: Reading, event: _Event) -> list[ActorMention]:
    """The states that act in an official act, doer first."""
    found: dict[str, ActorMention] = {}
    summoned = [
        a.country
        for s in event.all[:1]
        if event.first.act in ("envoy", "summons")
        and (not s.roles.agents or _SUMMONED & _verbs_after_be(reading.lines[s.mention.line]))
        for a in (s.roles.first[k] for k in [*s.roles.patients, *s.roles.agents])
        if a.country
    ][:1]
    head = event.first.mention.head
    if event.first.act == "summons" and head.lemma.startswith("<envoy> _ ") and not summoned:
        # "Pakistan's envoy was called in": whose envoy it is suffers the act
        line = reading.lines[event.first.mention.line]
        end = line.tokens.ends[head.last]
        summoned = [a.country for a in line.actors if a.kind == "state" and a.country and a.span.start < end][:1]
    if summoned:
        host = next((c for c in reading.states if c != summoned[0]), None)
        for line in reading.lines:
            for a in line.actors:
                if host is not None and a.country == host and a.kind == "state":
                    found.setdefault(host, a)
    recalled = head.lemma.startswith(("recall", "call", "withdraw", "pull", "bring"))
    abroad = _posted_to(reading, event) if recalled else None
    for s in event.all[:1] if not summoned else ():
        for key in sorted(s.roles.agents, key=lambda k: -s.roles.agents[k]):
            a = s.roles.first[key]
            if a.country and a.kind in ("state", "forces"):
                found.setdefault(a.country, a)
                break
    if abroad is not None and found and abroad.country not in found:
        found[abroad.country or ""] = abroad
        return list(found.values())
    for s in event.all:
        line = reading.lines[s.mention.line]
        for a in line.actors:
            if a.country and a.kind in ("state", "forces") and a.country not in found and a.role != "place":
                found[a.country] = a
    for line in reading.lines:
        if len(found) >= 2:
            break
        for a in line.actors:
            if a.country and a.kind == "state" and a.country not in found:
                found[a.country] = a
    return list(found.values())


def _posted_to(reading: Reading, event: _Event) -> ActorMention | None:
    """The state an envoy is called home from ('recalled its ambassador from Algiers'), by a mention of it anywhere."""
    line = reading.lines[event.first.mention.line]
    end = line.tokens.ends[event.first.mention.head.last]
    for t in line.toponyms:
        near = line.tokens.words[max(0, line.tokens.first_at(t.span.start) - 2) : line.tokens.first_at(t.span.start)]
        if t.span.start >= end and t.place is not None and {"from", "to", "in"} & set(near):
            states = (a for x in reading.lines for a in x.actors if a.kind == "state" and a.country == t.place.country)
            return next(states, None)
    return None


def _parties(reading: Reading, event: _Event) -> tuple[tuple[str, ...], tuple[str, ...], list[Evidence]]:
    """The doer of an official act and the other side; both on both sides where the act is mutual."""
    states = _diplomats(reading, event)[:2]
    if event.first.act not in ("envoy", "summons", "rupture", "call") and len(states) == 2:
        order = _named_first(reading, {a.country for a in states})
        states.sort(key=lambda a: order.index(a.country) if a.country in order else 9)
    names = [_state_name(reading, a) for a in states]
    shown = [Evidence("actors", a.span, a.text) for a in states[:1]] + [
        Evidence("targets", a.span, a.text) for a in states[1:]
    ]
    if event.first.act not in ("envoy", "summons", "rupture", "call") and len(names) == 2:
        # A meeting, an accord, a post agreed on is the act of both, each towards the other.
        return tuple(names), tuple(reversed(names)), shown
    return tuple(names[:1]), tuple(names[1:2]), shown


def _state_name(reading: Reading, mention: ActorMention) -> str:
    """The state behind a mention: 'Pakistan' for its army's chief."""
    if mention.kind == "state" and mention.role != "official":
        return mention.name
    same = [a for line in reading.lines for a in line.actors if a.kind == "state" and a.country == mention.country]
    return next((a.name for a in same if a.role != "official"), same[0].name if same else mention.name)


def _named_first(reading: Reading, countries: set[str | None]) -> list[str]:
    """The countries in the order of a headline or lead ('Pakistan and Iran agree'), else of first mention."""
    order: list[str] = []
    for line in reading.lines:
        if line.kind not in ("headline", "paragraph"):
            continue
        for a in line.actors:
            country = a.country if a.kind == "state" and a.role != "place" and not of_place(line, a) else None
            if country is not None and country in countries and country not in order:
                order.append(country)
        if len(order) == len(countries):
            break
    return order


def _status(
    reading: Reading, event: _Event, kind: Type, actors: tuple[str, ...]
) -> tuple[Status, str | None, Span | None]:
    m = event.first.mention
    words = reading.lines[m.line].tokens.words
    if kind == "liaison":
        opened = set(words) & ({"opened", "inaugurated", "launched", "attended"} | cue_set("opened", "done"))
        waits = set(words) & {
            "will",
            "would",
            "agreed",
            "agree",
            "plan",
            "plans",
            "planned",
            "decided",
            "should",
            "next",
            "soon",
            "expected",
            "to",
        }
        if m.realis == "real" and opened and not (waits - {"to"}):
            return "reported", None, None
        return "planned", None, None
    if kind in ("operation", "clash", "strike"):
        own = _own_word(reading, event, kind)
        if own is not None:
            return "claimed", own.name, own.span
    if kind == "attack":
        claim = _only_claimed(reading, event)
        if claim is not None and claim.speaker is not None:
            return "claimed", claim.speaker.name, claim.span
    if len(event.all) == 1:
        blame = next((c for c in _leading_claims(reading, event) if c.kind == "blame"), None)
        if blame is not None and blame.speaker and blame.accused and blame.accused.name in actors:
            return "alleged", blame.speaker.name, blame.span
    return "reported", None, None


def _leading_claims(reading: Reading, event: _Event) -> list[Claim]:
    """Claims and accusations that open the sentence which first tells of the event."""
    line = reading.lines[event.first.mention.line]
    head = line.tokens.starts[event.first.mention.head.first]
    return [c for c in line.claims if c.span.start <= head]


def _only_claimed(reading: Reading, event: _Event) -> Claim | None:
    """The claim of a group that is all that tells of its attack: 'X claimed responsibility for an attack on a post'."""
    if any(c.outcome in ("killed", "injured") for c in event.counts):
        return None  # who claims an attack with a toll mostly claims what others report
    leading = (c for c in _leading_claims(reading, event) if c.kind == "claim")
    return next((c for c in leading if c.speaker is not None and c.speaker.kind == "group"), None)


_TELLS = frozenset(
    "said says announced declared claimed stated reported confirmed told tweeted emphasized added".split()
)


def _own_word(reading: Reading, event: _Event, kind: Type) -> ActorMention | None:
    """The party whose own word is all that tells of its deed: 'the Guards announced', 'a statement by the army'."""
    doers = {k for s in event.all for k in s.roles.agents if k.startswith(("forces", "group"))}
    countries = {
        s.roles.first[k].country for s in event.all for k in s.roles.agents
        if kind == "operation" and k.startswith("forces")
    }  # fmt: skip
    speaker: ActorMention | None = None
    for s in event.all[:2]:
        line = reading.lines[s.mention.line]
        words = line.tokens.words
        for a in line.actors:
            first, last = line.tokens.first_at(a.span.start), line.tokens.first_at(a.span.end)
            if words[last : last + 1] == ["("] and ")" in words[last : last + 5]:
                last = words.index(")", last) + 1
            if is_verb_last(line.tokens):
                if speaker is not None:
                    break  # the first one tells; the others are told of
                if not announces(words, first, last, line.triggers):
                    continue
            elif not (
                _TELLS & set(words[last : last + 2])
                or {"according", "statement"} & set(words[max(0, first - 4) : first])
            ):
                continue
            theirs = a.key in doers or (not doers and event.family == "operation")
            # the military tells of what the security forces did
            theirs = theirs or (a.kind == "forces" and a.country is not None and a.country in countries)
            if a.kind in ("forces", "group") and theirs:
                speaker = speaker or a
            elif a.kind != "state":
                return None  # somebody else tells of it too
    return speaker


def _links(reading: Reading, event: _Event) -> tuple[Link, ...]:
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
