"""Where an event was: the place told of it, or one argued from whom it struck and where the report stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from gazetteer.place import Place
from geo.days import Days
from geo.event_days import event_days_of, fresh_day, is_retold
from geo.event_sides import both_sides, diplomats, merged_roles
from geo.incident import Where
from geo.lexicon import lexicon
from geo.place_ties import country_of
from geo.reading import Line, Part, Reading
from geo.telling import Event
from geo.toponym import Toponym
from geo.where import RANK, Candidate, candidates, inside, is_envoys_seat, where_of
from geo.worth import elsewhere
from seeds.report import Span


def places_of(reading: Reading, event: Event, events: list[Event]) -> list[tuple[Where, Span | None]]:
    """The place or places of an event: its own, else one argued from who struck whom, else the report's."""
    if event.family == "liaison":
        fine = {
            c.toponym.place.id if c.toponym.place else c.toponym.surface: c
            for x in event.all
            for c in x.places
            if c.level in ("site", "town", "district")
        }
        return [_at(c) for c in fine.values()]
    if event.family == "diplomacy":
        argued = _seat(reading, event, _host(event, events))
        if argued is not None:
            return [argued]
    several = next((s.places for s in event.all if len(s.places) > 1), None)
    if several is not None and event.place is not None and any(c.toponym is event.place.toponym for c in several):
        return [_at(c) for c in several]
    scene = _scene(reading, event, events)
    if scene is not None:
        event.rules.append(f"place '{scene.toponym.surface}': the sentence after puts it there")
        return [(_where(event, scene), scene.span or scene.toponym.span)]
    if event.place is not None:
        # 'near Somalia's presidential palace' under a headline that says Mogadishu
        wide = event.place.level in ("country", "province")
        titled = _titled_place(reading, event, events, ("headline",)) if wide else None
        finer = titled is not None and RANK[titled.level] < RANK[event.place.level]
        if titled is not None and finer and inside(titled.toponym, event.place.toponym):
            return [_at(titled)]
        where = _where(event, event.place)
        if where.country is None and where.place_id is None:
            where = _in_country(reading, where)
        return [(where, event.place.span or event.place.toponym.span)]
    country = _held_in(event, events) or _argued_country(reading, event)
    told = _titled_place(reading, event, events)
    if told is None or country not in (None, country_of(told)):
        told = _told_at(reading, event, events) or _setting(reading, event, events)
    if told is not None and country in (None, country_of(told)):
        return [_at(told)]
    if country is None:
        placed = (country_of(e.place) for e in events if e is not event and e.place is not None)
        country = next((c for c in placed if c), None)
    toponym = _country_toponym(reading, country) if country else None
    if toponym is not None:
        return [_at(Candidate(toponym, "in", 0.0))]
    grounds = [t for line in reading.lines for t in line.toponyms if t.role == "location" and t.place is not None]
    # one in the country argued from the rest of the report, where there is one
    grounds.sort(key=lambda t: country is not None and t.place is not None and t.place.country != country)
    dateline = grounds[0] if grounds else None
    if dateline is not None and dateline.place is not None and dateline.place.country:
        top = _country_toponym(reading, dateline.place.country)
        chosen = top or dateline
        # Where a report was written is no place of an event: it tells the country, never a point.
        where = where_of(Candidate(chosen, "in", 0.0))
        return [(replace(where, where_precision=6), chosen.span)]
    return []


def _at(place: Candidate) -> tuple[Where, Span]:
    """A place as an account has it, with the words that tell it."""
    return where_of(place), place.span or place.toponym.span


def _held_in(event: Event, events: list[Event]) -> str | None:
    """The country where others came free or were seized, for a release told without a place."""
    if event.phase != "freed":
        return None
    story = [e for phase in ("freed", "seized") for e in events if e.phase == phase and e.place is not None]
    return next((country_of(e.place) for e in story if e.place is not None), None)


_SOON = 2
"""Sentences behind an act's first telling that may say where it was without telling of it again."""


def _scene(reading: Reading, event: Event, events: list[Event]) -> Candidate | None:
    """The one town or district that the next sentences name, for an act told without a place or of a wide one alone.

    'A grenade wounded three in the south of the country. The church is in Karun.'
    """
    coarse = event.place
    if event.family in ("diplomacy", "liaison") or event.twin is not None:
        return None
    if coarse is not None and RANK[coarse.level] < RANK["district"] or coarse is None and event.family == "abduction":
        return None
    finer = RANK["province"] if coarse is None else min(RANK["province"], RANK[coarse.level])
    act = event.first.mention
    told = {s.mention.line for e in events for s in e.all}
    for number in range(act.line + 1, min(act.line + 1 + _SOON, len(reading.lines))):
        line = reading.lines[number]
        if line.kind != "paragraph" or number in told or elsewhere(line) or _of_another_day(event, line):
            return None
        if coarse is None and line.tokens.words[0] not in _GOES_ON:
            return None
        last = len(line.tokens.words) - 1
        whole = replace(act, line=number, part=Part(0, last), head=replace(act.head, first=0, last=0), triggers=())
        found = {
            c.toponym.surface: c
            for c in candidates(reading, whole, [])
            if RANK[c.level] < finer
            and (c.relation in ("in", "near") and c.score > 2.0 or _is_theirs(reading, c.toponym))
        }
        if len(found) > 1:
            return None
        for place in found.values():
            return place if coarse is None or inside(place.toponym, coarse.toponym) else None
    return None


def _of_another_day(event: Event, line: Line) -> bool:
    """Whether a sentence tells of a day that is not the event's; the hour of the act is no other day."""
    days = event_days_of(event)
    told = [(d.start, d.end) for d in line.dates if d.start is not None or d.offset is not None]
    if days is None:
        return bool(told)
    return any(a is None or b is None or b < days[0] or days[1] < a for a, b in told)


_THEIRS = re.compile(
    r"\b(?:[Mm]ayor|[Hh]ead|[Cc]hief|[Ee]lders?|[Cc]ouncillor|[Rr]esidents?|[Vv]illagers|[Ii]nhabitants|[Pp]eople"
    r"|[Nn]atives?) (?:of|from|in) (?:the )?"
    r"(?:(?:village|town|hamlet|community) of )?\Z"
    r"|\b(?:[Vv]illage|[Tt]own|[Hh]amlet|[Ss]ettlement)(?: [a-z]+)?, \Z"
)
"""Before the place of an act, where those who live there tell of it: 'The mayor of X'; or named: 'The village, X'."""


def _is_theirs(reading: Reading, toponym: Toponym) -> bool:
    """Whether a place told of behind an act is that of those whom it befell."""
    start = toponym.span.start
    return toponym.role == "location" and _THEIRS.search(reading.doc.text, max(0, start - 50), start) is not None


_GOES_ON = frozenset("the it they this that these those their its both all".split())
"""What a sentence begins with that says more of what the one before told: 'The base is in X', 'It happened in X'."""


def _titled_place(
    reading: Reading, event: Event, events: list[Event], kinds: tuple[str, ...] = ("headline", "dateline")
) -> Candidate | None:
    """The one town, district or province of headline and dateline, for the first act told where that names no place.

    Not where the text before the act names others: then the dateline is that of the press office.
    """
    if event is not events[0] or event.family == "diplomacy":
        return None
    if _somewhere(reading.lines[event.first.mention.line]):
        kinds = ("headline",)
    titles = [line for line in reading.lines if line.kind in kinds]
    found = [t for line in titles for t in _fine_places(line)] or _in_title(reading)
    unknown = [t for line in titles if _in_small_letters(line) for t in line.toponyms if _is_unknown(t)]
    if not found and not unknown:
        return None
    titled = _finest((*found, *unknown))
    if any(t.surface != titled.surface for t in unknown):
        return None
    if not all(t.place == titled.place or inside(titled, t) for t in found):
        return None
    told = [
        t
        for line in reading.lines[: event.first.mention.line + 1]
        if line.kind == "paragraph"
        for t in _fine_places(line)
        if not inside(t, titled) and not inside(titled, t)
    ]
    if not told:
        return Candidate(titled, "in", 0.0)
    return _within_all(told)


_SOMEWHERE = re.compile(
    r"\b(?:in|of|across|throughout) the (?:[\w-]+ ){0,2}(?:country|island|nation|kingdom)\b"
    r"|\b(?:country|island|nation|kingdom)['’]s (?:[\w-]+ )?(?:north|south|east|west|cent(?:re|er|ral)|interior)"
)


def _somewhere(line: Line) -> bool:
    """Whether a sentence puts its act in a part of the country without a name: 'in the east of the country'."""
    return _SOMEWHERE.search(line.sentence.text) is not None


def _in_title(reading: Reading) -> list[Toponym]:
    """The towns, districts and provinces of a text that the report's title names; a text need not begin with it."""
    title = f" {reading.doc.report.title or ''} "
    told = [t for line in reading.lines for t in _fine_places(line) if t.surface in title]
    return [t for t in told if re.search(rf"\b{re.escape(t.surface)}\b", title) is not None]


def _is_unknown(toponym: Toponym) -> bool:
    """Whether the words make a place of a name that no gazetteer has."""
    return toponym.role == "location" and toponym.place is None and toponym.within is not None


def _in_small_letters(line: Line) -> bool:
    """Whether a headline is not set in capitals, so that a capital shows a name."""
    words = [word for word in line.sentence.text.split()[1:] if word[0].isalpha()]
    return line.kind == "headline" and 2 * sum(word[0].islower() for word in words) >= len(words)


def _setting(reading: Reading, event: Event, events: list[Event]) -> Candidate | None:
    """The one place of the sentence before an act that names none: 'The convoy left Gao. Soon a mine killed two.'"""
    line = event.first.mention.line - 1
    told = {s.mention.line for e in events for s in e.all}
    if event.family == "diplomacy" or line < 0 or line in told or reading.lines[line].kind != "paragraph":
        return None
    if is_retold(reading, event) or elsewhere(reading.lines[line]):
        return None
    found = _fine_places(reading.lines[line])
    return _within_all(found) if found else None


def _finest(toponyms: Iterable[Toponym]) -> Toponym:
    """The one that pins down most, the first of those that pin down as much."""
    return min(toponyms, key=lambda t: RANK[t.place.level] if t.place is not None else 9)


def _within_all(toponyms: list[Toponym]) -> Candidate | None:
    """The finest of some places, None where it does not lie in all the others."""
    finest = _finest(toponyms)
    return Candidate(finest, "in", 0.0) if all(inside(finest, t) for t in toponyms) else None


def _fine_places(line: Line) -> list[Toponym]:
    """The towns, districts and provinces a sentence names as places."""
    fine = ("site", "town", "district", "province")
    return [t for t in line.toponyms if t.role == "location" and t.place is not None and t.place.level in fine]


def _told_at(reading: Reading, event: Event, events: list[Event]) -> Candidate | None:
    """The place of the act told just before, for one of the same days that names none: a story stays where it is."""
    if event.family == "diplomacy" or is_retold(reading, event) and event.date is None:
        return None
    if event.date is not None and event.date.kind == "event":
        return None
    days = event_days_of(event)
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
        if _same_time(reading, days, event_days_of(other)):
            return other.place
    return None


def _same_time(reading: Reading, days: Days | None, other: Days | None) -> bool:
    """Whether two acts may be of the same days; an undated one is of the day of the report or the one before."""
    if days is None:
        return other is None or fresh_day(reading, other)
    if other is None:
        published = reading.doc.report.published
        other = None if published is None else (published - timedelta(days=1), published)
    return other is not None and max(days[0] - other[1], other[0] - days[1]) <= timedelta(days=2)


def _where(event: Event, place: Candidate) -> Where:
    """The record of an event's place; a name no gazetteer has lies in the district or province of another telling."""
    toponym = place.toponym
    wide = [] if toponym.place is not None or place.relation == "between" else _told_wide(event, toponym.within)
    if not wide:
        return where_of(place)
    closest = min(wide, key=lambda p: RANK[p.level])
    why = (*toponym.reasons, f"the act is told to have been in {closest.name}")
    return where_of(replace(place, toponym=replace(toponym, within=closest, reasons=why)))


def _told_wide(event: Event, within: Place | None) -> list[Place]:
    """The districts, provinces and countries an event was told in, where they say more than is known of a village."""
    if within is not None and within.level != "country":
        return []
    told = [c.toponym.place for s in event.all for c in s.places[:1] if c.relation in ("in", "near")]
    return [
        p
        for p in told
        if p is not None
        and p.level in ("district", "province", "country")
        and p.country is not None
        and (within is None or p.country == within.country and p.level != "country")
    ]


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


def _host(event: Event, events: list[Event]) -> str | None:
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


def _close(reading: Reading, event: Event, place: Candidate) -> bool:
    """Whether a place stands near the words of the act, not in a clause about something else, or is an envoy's."""
    m, line = event.first.mention, reading.lines[event.first.mention.line]
    at = line.tokens.first_at(place.toponym.span.start)
    near = m.head.first - 8 <= at <= m.head.last + 14 or is_envoys_seat(line.tokens.words, at)
    return near and place.toponym.span.start < line.sentence.span.end


def _seat(reading: Reading, event: Event, host: str | None) -> tuple[Where, Span | None] | None:
    """Where an act of state is: envoys recalled or summoned in the doer's country, ties restored in both."""
    act = event.first.act
    states = diplomats(reading, event)
    if act in ("envoy", "summons") and states:
        doer = states[0].country
        town = event.place if event.place is not None and event.place.level in ("town", "site") else None
        if (
            act == "summons"
            and town is not None
            and town.preposition in ("in", "to", "at", "در", "میں")
            and _close(reading, event, town)
        ):
            return where_of(town), town.toponym.span
        toponym = (
            (_capital(reading, event, doer) if act == "summons" and doer else None)
            or (_country_toponym(reading, doer) if doer else None)
            or _named_by(reading, event, states[0].span)
        )
        if toponym is not None:
            return _at(Candidate(toponym, "in", 0.0))
    if act == "meeting" and event.place is None and host is not None:
        toponym = _country_toponym(reading, host)
        if toponym is not None:
            return _at(Candidate(toponym, "in", 0.0))
    told = {a.country for s in event.all for a in reading.lines[s.mention.line].actors}
    named = act == "accord" and ({a.country for a in states[:2]} <= told or both_sides(reading, event))
    place = event.place
    no_place = place is None or act == "ties" and place.level == "country" and place.preposition == "of"
    if (act == "ties" or named) and no_place and len(states) >= 2:
        order = sorted(states[:2], key=lambda a: a.span.start) if act == "accord" else states[:2]
        both = [_country_toponym(reading, a.country) for a in order if a.country]
        names = [t.place.name for t in both if t is not None and t.place is not None]
        if len(names) == 2:
            span = states[0].span
            lat, lon = _middle([t.place for t in both if t is not None and t.place is not None])
            why = ("an act of both states",)
            return Where(" and ".join(names), None, None, "region", 6, lat, lon, reasons=why), span
    return None


def _capital(reading: Reading, event: Event, country: str) -> Toponym | None:
    """The doer's capital: where a later telling has the act in it, or a report that opens with the act was filed."""
    told = [c.toponym for s in event.all for c in s.places if c.relation == "in"]
    first = next((n for n, line in enumerate(reading.lines) if line.kind == "paragraph"), None)
    if first is not None and any(s.mention.line in (first, first + 1) for s in event.all):
        told += [t for line in reading.lines[: first + 1] for t in line.toponyms if line.kind == "dateline"]
    for toponym in told:
        if any(e.sort == "seat" and e.country == country for e in lexicon((), ()).find(toponym.surface)):
            return toponym
    return None


def _named_by(reading: Reading, event: Event, doer: Span) -> Toponym | None:
    """The capital that a state is named by: 'Islamabad summoned the ambassador'."""
    line = reading.lines[event.first.mention.line]
    return next((t for t in line.toponyms if t.place is not None and t.span.overlaps(doer)), None)


def _middle(places: list[Place]) -> tuple[float | None, float | None]:
    """Halfway between two places (degrees): an anchor for what concerns both, never a claim."""
    a, b = places[:2]
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None, None
    from geo.measure import midpoint

    return midpoint(a.lat, a.lon, b.lat, b.lon)


def _argued_country(reading: Reading, event: Event) -> str | None:
    """Whose country a placeless event was in: of those struck, of the host, of the other side of a strike."""
    merged = merged_roles(event)
    agents = [merged.first[k].country for k in merged.agents if merged.first[k].country]
    patients = [merged.first[k].country for k in merged.patients if merged.first[k].country]
    if event.family == "diplomacy":
        states = diplomats(reading, event)
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
    if event.family == "operation" and agents:
        return agents[0]  # who arrests somebody does so at home
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
