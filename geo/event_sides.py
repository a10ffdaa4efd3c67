"""Who did it and whom it struck, and on whose word an event rests."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from geo.actors import ActorMention
from geo.clash_sides import fighters
from geo.days import Days
from geo.events import takes_to_force
from geo.incident import Evidence, Type
from geo.lexicon import lexicon
from geo.reading import Line, Reading, cue_set
from geo.telling import Event
from geo.victims import add_described, add_untold, count_harmed, is_anybody
from geo.who import BRINGS_DOWN, Roles, is_settlement, is_weapon, of_place
from geo.worth import elsewhere
from seeds.report import Span


def merged_roles(event: Event) -> Roles:
    """The sides of an event, from all its tellings and claims; the first telling weighs most."""
    merged = Roles()
    for n, s in enumerate(event.all):
        weight = 1.0 if n == 0 else 0.8
        for side, table in (("agent", s.roles.agents), ("patient", s.roles.patients)):
            for key, vote in table.items():
                merged.add(side, s.roles.first[key], vote * weight)
    for claim in event.claims:
        if claim.kind == "claim" and claim.speaker is not None and claim.speaker.kind == "group":
            merged.add("agent", claim.speaker, 3.0)
    if all(merged.first[k].kind not in ("state", "forces", "group") or _is_militia(k) for k in merged.agents):
        # nobody is seen to act: whom the report says was blamed
        for claim in event.claims:
            if (
                claim.kind == "blame"
                and claim.accused is not None
                and claim.accused.kind in ("state", "forces", "group")
            ):
                merged.add("agent", claim.accused, 1.0)
    return merged


def _is_militia(key: str) -> bool:
    """Whether a body is told of only as 'militiamen'."""
    return key.startswith("forces:") and key.endswith(":militia")


def evidence_of(name: str, span: Span, text: str) -> Evidence:
    """A row of evidence: the field it shows and its slice of the text."""
    return Evidence(name, span, span.of(text))  # type: ignore[arg-type]


def sides_of(
    reading: Reading, event: Event, kind: Type, events: Sequence[Event], days: Sequence[Days | None]
) -> tuple[tuple[str, ...], tuple[str, ...], list[Evidence]]:
    """Who did it and whom it struck, by name, with the words; empty where the report names nobody.

    ``days`` are those of ``events``, the incidents of the report.
    """
    merged = merged_roles(event)
    if kind in ("abduction", "attack"):
        _captors(reading, event, events, merged)
    if kind not in ("attack", "abduction"):
        for k in [k for k in merged.patients if is_settlement(merged.first[k])]:
            del merged.patients[k]  # what is shelled or searched from outside is a place
    counted = count_harmed(reading, event, merged)
    if event.family == "abduction":
        _captured(event, events, merged)
    if kind in ("attack", "strike", "abduction"):
        add_described(reading, event, events, merged, counted)
    add_untold(reading, event, kind, merged, counted)
    if kind == "clash":
        agents, patients = fighters(reading, event, merged, counted)
    else:
        from_afar = any(k == "strike" and score > 0 for s in event.all for k, score in s.mention.votes)
        agents, patients = _split_sides(merged, kind, counted, from_afar)
    doer: ActorMention | None = None
    if not agents and kind in ("attack", "abduction") and not _nameless(merged):
        doer = _group_beside(reading, event, merged)
    elif not agents and kind == "operation":
        doer = next(_around(reading, event, ("forces",)), None)
    elif not agents and kind == "strike":
        doer = _fired_from(reading, event, events) or _summoned_over(reading, event, events)
    if doer is not None:
        merged.first.setdefault(doer.key, doer)
        agents = [doer.key]
    if not agents and kind in ("strike", "attack", "abduction", "operation") and not _nameless(merged):
        agents, merged = _dominant_doer(
            reading, dict(zip(map(id, events), days, strict=True)), events, event, kind, merged
        )
    if not patients and kind == "strike":
        downed = any(t.lemma.startswith(BRINGS_DOWN) for t in event.first.mention.triggers)
        things = _around(reading, event, ("place-target",), reach=0)
        hit = next((a for a in things if not is_settlement(a) and (downed or not is_weapon(a))), None)
        if hit is not None:
            merged.first.setdefault(hit.key, hit)
            patients = [hit.key]
    owners = {merged.first[k].of_key for k in patients if _in_full(merged.first[k]) != merged.first[k].name}
    patients = [k for k in patients if k not in owners]  # 'the headquarters of X' names X
    shown = [Evidence("actors", merged.first[k].span, merged.first[k].text) for k in agents[:3]]
    shown += [Evidence("targets", merged.first[k].span, merged.first[k].text) for k in patients[:3]]
    if kind == "operation":
        patients = _sought(reading, event, merged, agents, patients)
    names = tuple(dict.fromkeys(_of_ground(_in_full(merged.first[k]), merged.first[k], event) for k in patients))
    unnamed = all(k == "people:civilians" for k in patients)
    if kind == "operation" and unnamed and any(c.outcome == "arrested" for c in event.counts):
        names = ("suspects",)
    doers = dict.fromkeys(merged.first[k].name for k in agents)
    if kind == "operation":
        doers = dict.fromkeys(_of_ground(merged.first[k].name, merged.first[k], event) for k in agents)
    return tuple(doers), names, shown


def _of_ground(name: str, mention: ActorMention, event: Event) -> str:
    """'soldiers' who were struck or hunt others, where no word tells whose they are, as those of the country."""
    ground = _ground(event)
    if mention.kind != "forces" or mention.country is not None or ground is None:
        return name
    lex = lexicon((), ())
    if name not in lex.sets["bare_forces"] or ground not in lex.states:
        return name
    return f"{lex.states[ground].adjective} {name}"


def _sought(reading: Reading, event: Event, merged: Roles, agents: list[str], patients: list[str]) -> list[str]:
    """Keys of those an operation is against: no force of the same side, and no bystander where fighters are named."""
    own = {merged.first[k].country for k in agents if merged.first[k].kind in ("state", "forces")}
    rest = [k for k in patients if merged.first[k].kind != "forces" or own and merged.first[k].country not in own]
    if any(merged.first[k].kind in ("group", "unidentified") for k in rest):
        return [k for k in rest if merged.first[k].kind not in ("place-target", "people")]
    sought = next((a for a in _around(reading, event, ("group", "unidentified"), reach=0) if a.key not in agents), None)
    if sought is None:
        return [k for k in rest if k != "people:civilians"]
    merged.first.setdefault(sought.key, sought)
    return [sought.key]


def _around(reading: Reading, event: Event, kinds: Collection[str], reach: int = 1) -> Iterator[ActorMention]:
    """Those of some kinds whom the sentences of an event name, then those of its neighbours, the nearest first."""
    told = [s.mention.line for s in event.all]
    near = (n + step for step in range(1, reach + 1) for n in (told[0] - step, told[-1] + step))
    for n in (*told, *near):
        if 0 <= n < len(reading.lines):
            line = reading.lines[n]
            yield from (a for a in line.actors if a.kind in kinds and not of_place(line, a))


def _captors(reading: Reading, event: Event, events: Sequence[Event], merged: Roles) -> None:
    """Vote for those who took the people that came free or were killed, by what is told of the seizure, and back."""
    if any(merged.first[k].kind == "group" for k in merged.agents):
        return
    told = {"hostage", "hostages", "captive", "captives"} | cue_set("captivity", "holders")
    others = any(merged.first[k].kind == "unidentified" and k != "unidentified:kidnappers" for k in merged.agents)
    words = reading.lines[event.first.mention.line].tokens.words
    if event.family == "violence" and (others or told.isdisjoint(words)):
        return
    tables = [merged_roles(e) for e in _story(event, events)]
    groups = {k: t.first[k] for t in tables for k in t.agents if t.first[k].kind == "group" and t.first[k].named}
    for mention in groups.values() if len(groups) == 1 else ():
        merged.add("agent", mention, 3.0)


def _captured(event: Event, events: Sequence[Event], merged: Roles) -> None:
    """Those taken by what is told of the other end of the story, where 'the hostages' is all that is said here."""
    if not {k for k in merged.patients if merged.first[k].kind in ("people", "forces")} - {_HELD}:
        for table in (merged_roles(e) for e in _story(event, events)):
            for k in table.patients:
                if k != _HELD and table.first[k].kind in ("people", "forces"):
                    merged.add("patient", table.first[k], 1.0)
    taken = {k for k in merged.patients if merged.first[k].kind in ("people", "forces")}
    for k in list(merged.patients):
        # people are carried off, not the school they were in
        if k == _HELD and len(merged.patients) > 1 or taken and merged.first[k].kind == "place-target":
            del merged.patients[k]


def _story(event: Event, events: Sequence[Event]) -> list[Event]:
    """The other end of a story of captives: the seizure of those freed or killed, the release of those seized."""
    captives = [e for e in events if e is not event and e.family == "abduction" and e.phase is not None]
    if event.family == "abduction":
        return [e for e in captives if e.phase != event.phase and event.phase is not None]
    return [e for e in captives if e.phase == "seized"]


_HELD = "people:hostages"
"""Key of those held: who they are is told by another word, where there is one."""


def _in_full(mention: ActorMention) -> str:
    """What is hit by its owner's name: 'a depot of X', "X's headquarters"."""
    if mention.kind != "place-target" or mention.of is None or not mention.name.isascii() or mention.of in mention.name:
        return mention.name
    return f"{mention.of} {mention.name}"


def _split_sides(
    merged: Roles, kind: Type, counted: Collection[str] = (), from_afar: bool = False
) -> tuple[list[str], list[str]]:
    """Keys of those who acted and of those whom it struck; ``counted`` are those of whom a figure is given."""
    agents = [k for k in merged.agents if _armed(merged, k)]
    agents = [k for k in agents if merged.agents[k] >= merged.patients.get(k, 0.0)]
    nameless = [k for k in merged.agents if merged.first[k].kind == "unidentified" and not _by_kind(k)]
    groups = [k for k in agents if merged.first[k].kind == "group"] or [k for k in agents if _by_kind(k)]
    if kind == "operation":
        agents = [k for k in agents if merged.first[k].kind != "unidentified"]
    if kind in ("attack", "abduction"):
        # 'gunmen' did it, or a group did: the police of the same report did not
        loudest = max((merged.agents[k] for k in nameless), default=0.0)
        share = 0.5 if sum(merged.first[k].named for k in groups) == 1 else 1.0  # 'the attackers' may be its men
        if loudest * share > max((merged.agents[k] for k in groups), default=0.0):
            groups = []
        agents = groups or ([] if nameless else agents)
        if kind == "attack":
            sure = (k for k in agents if merged.agents[k] >= 1.0 and (from_afar or merged.first[k].kind != "state"))
            agents = [*groups, *(k for k in sure if k not in groups)]
    agents = _top(agents, merged.agents)
    if kind == "abduction" and not set(merged.patients) - set(agents) and not groups:
        # 'the five guards carried off on Thursday': who is named alone was taken
        for k in agents:
            merged.add("patient", merged.first[k], merged.agents[k] + 1.0)
        agents = []
    patients = [k for k in merged.patients if k not in agents and merged.patients[k] >= merged.agents.get(k, 0.0)]
    if kind not in ("operation", "strike"):
        patients = [k for k in patients if merged.first[k].kind != "unidentified"]
    if kind == "strike":  # nobody shells his own
        own = {_side(merged.first[k]) for k in agents}
        patients = [k for k in patients if _side(merged.first[k]) not in own]
    patients = [k for k in patients if k.rsplit(":", 1)[-1] not in cue_set("who", "some_of_them")] or patients
    return agents, _struck(merged, patients, counted)


def _armed(merged: Roles, key: str) -> bool:
    """Whether it is a body that may be named as a side of a fight."""
    return merged.first[key].kind in ("state", "forces", "group") or _by_kind(key)


def _by_kind(key: str) -> bool:
    """Whether a report names its attackers by saying what they are ('rebels', 'gang members')."""
    if takes_to_force(key):
        return True
    return key.startswith("unidentified:") and key.rsplit(":", 1)[-1] in cue_set("who", "named_by_kind")


def _struck(merged: Roles, patients: list[str], counted: Collection[str]) -> list[str]:
    """The people named most closely and the things hit; 'people' only where nobody else is named."""
    harmed = [k for k in patients if merged.first[k].kind != "place-target"]
    # 'the home of a civilian who died in it': the civilian; but a car tells more than the 'people' in it
    known = any(k != "people:civilians" or merged.first[k].text.casefold() == "civilians" for k in harmed)
    things = tuple(f"place-target:{what}" for what in ("homes", "vehicle", "convoy")) if known else ()
    patients = [k for k in patients if not (things and k.startswith(things))]
    _fold_soldiers(merged, patients)
    closer = [k for k in patients if not k.startswith("people:civilians")]
    people = [
        k for k in closer if merged.first[k].kind not in ("place-target", "state") or is_settlement(merged.first[k])
    ]
    plain = [k for k in patients if k not in closer and not (people and is_anybody(merged.first[k]))]
    if any(not is_settlement(merged.first[k]) for k in people):
        closer = [k for k in closer if not is_settlement(merged.first[k])]
    if people or len(closer) > 1:
        closer = [k for k in closer if merged.first[k].kind != "state"] or closer
    limit = max((merged.patients[k] for k in closer or plain), default=0.0) * 0.25
    ranked = sorted([*closer, *plain], key=lambda k: -merged.patients[k])
    return [k for k in ranked if k in counted or merged.patients[k] >= limit][:3]


def _fold_soldiers(merged: Roles, patients: list[str]) -> None:
    """Take 'the soldiers' for those of the one named force that was hit: 'six soldiers of a convoy of X died'."""
    named = [k for k in patients if merged.first[k].kind == "forces" and merged.first[k].named]
    if len(named) != 1:
        return
    body = merged.first[named[0]]
    for k in [k for k in patients if k.rsplit(":", 1)[-1] in cue_set("who", "ranks") and k.startswith("forces:")]:
        if merged.first[k].country in (None, body.country):
            merged.patients[body.key] += merged.patients[k]
            patients.remove(k)


def _group_beside(reading: Reading, event: Event, merged: Roles) -> ActorMention | None:
    """The only armed group the sentence names: 'eleven were hacked to death where men of X went from door to door'."""
    line = reading.lines[event.first.mention.line]
    groups = {a.key: a for a in line.actors if a.kind == "group" and a.named and a not in event.first.roles.speakers}
    owners = {a.of_key for a in line.actors if a.kind == "place-target"}
    if len(groups) != 1 or next(iter(groups)) in {*merged.patients, *owners}:
        return None
    return next(iter(groups.values()))


def _fired_from(reading: Reading, event: Event, events: Sequence[Event]) -> ActorMention | None:
    """The state from whose ground fire came ('rockets from Cambodia killed three'), in a fight of states alone."""
    origins = [(reading.lines[s.mention.line], c.toponym.span) for s in event.all for c in s.origins]
    if not origins:
        return None
    tables = [s.roles for e in events for s in e.all]
    if any(key.startswith("group") for table in tables for key in table.agents):
        return None
    fighting = {
        a.country
        for table in tables
        for key, a in table.first.items()
        if a.kind in ("state", "forces", "place-target") and (key in table.agents or key in table.patients)
    } - {_ground(event)}
    states = (a for line, span in origins for a in line.actors if a.kind == "state" and a.span.overlaps(span))
    return next((a for a in states if a.country in fighting), None)


def _summoned_over(reading: Reading, event: Event, events: Sequence[Event]) -> ActorMention | None:
    """The state whose envoy was summoned over a strike: 'X's envoy was summoned over drone strikes in Y'."""
    for s in (s for s in event.all if s.mention.joined is not None):
        for other in events:
            if other.first.act == "summons" and any(s.mention.line == x.mention.line for x in other.all):
                states = diplomats(reading, other)
                if len(states) > 1 and states[1].country != _ground(event):
                    return states[1]
    return None


def _nameless(merged: Roles) -> bool:
    """Whether 'gunmen' or the like are said to have done it: then nobody else did."""
    return any(merged.first[k].kind == "unidentified" for k in merged.agents)


def _dominant_doer(
    reading: Reading, days: Mapping[int, Days | None], events: Sequence[Event], event: Event, kind: Type, merged: Roles
) -> tuple[list[str], Roles]:
    """Who acts in all other incidents of this kind of the report, where it is one body only."""
    doers: dict[str, ActorMention] = {}
    grounds: set[str | None] = set()
    ground = _ground(event)
    apart = kind != "strike" and elsewhere(reading.lines[event.first.mention.line])
    alike = [e for e in events if e is not event and e.family == event.family]
    if kind == "strike":  # whoever else attacks on the ground
        alike = [e for e in alike if e.first.mention.type == "strike"] or alike
    for other in alike:
        table = merged_roles(other)
        grounds.add(_ground(other))
        agents = _split_sides(table, kind)[0]
        if not agents and _from_afar(other):
            agents = [k for k in _split_sides(table, "strike")[0] if table.first[k].country != ground]
        shelled = kind == "strike" == other.first.mention.type
        for k in agents:
            if not shelled and (apart or not _at_once(days[id(event)], days[id(other)])):
                continue  # an attack of another day may be another's
            doers.setdefault(_side(table.first[k]), table.first[k])
    if kind == "strike" and ground is not None and (len(doers) > 1 or ground not in grounds):
        # a state shells the ground of another: its own only in a report that is about its own
        doers = {k: m for k, m in doers.items() if m.country != ground}
    if not doers and kind == "strike":
        # told by the only air force of the report, in words that are no incident by themselves
        air = {
            a.key: a for x in reading.lines for a in x.actors if a.kind == "forces" and "air force" in a.name.casefold()
        }
        doers = {_side(a): a for a in air.values()}
    if len(doers) != 1:
        return [], merged
    mention = next(iter(doers.values()))
    key = mention.key
    if any(_side(merged.first[k]) == _side(mention) for k in merged.patients):
        return [], merged
    merged.first.setdefault(key, mention)
    return [key], merged


def _from_afar(event: Event) -> bool:
    """Whether an event is told as shelling, bombing or the like."""
    return any(k == "strike" and score >= 3.0 for s in event.all for k, score in s.mention.votes)


def _ground(event: Event) -> str | None:
    """The country whose ground an incident was on, where its place tells one."""
    place = event.place.toponym.place if event.place is not None else None
    return place.country if place is not None else None


def _side(mention: ActorMention) -> str:
    """What a body fights for: a state and its forces are one side."""
    return mention.country if mention.country is not None and mention.kind in ("state", "forces") else mention.key


def _at_once(one: Days | None, other: Days | None) -> bool:
    """Whether two incidents may be of one day or of one night and the morning after."""
    if one is None or other is None:
        return one is None
    return (one[0] - other[1]).days <= 1 and (other[0] - one[1]).days <= 1


def _top(keys: list[str], weights: dict[str, float], most: int = 2) -> list[str]:
    if not keys:
        return []
    ranked = sorted(keys, key=lambda k: -weights[k])
    limit = weights[ranked[0]] * 0.5
    return [k for k in ranked if weights[k] >= limit][:most]


def _verbs_after_be(line: Line) -> set[str]:
    words = line.tokens.words
    return {words[i + 1] for i in range(len(words) - 1) if words[i] in ("was", "were", "been")}


def diplomats(reading: Reading, event: Event) -> list[ActorMention]:
    """The states that act in an official act, doer first."""
    found: dict[str, ActorMention] = {}
    if event.first.act in ("meeting", "accord", "ties") and both_sides(reading, event):
        states = [a for x in reading.lines for a in x.actors if a.kind == "state"]
        return [next(a for a in states if a.country == country) for country in reading.states[:2]]
    summoned = [
        a.country
        for s in event.all[:1]
        if event.first.act in ("envoy", "summons")
        and (not s.roles.agents or cue_set("diplomats", "done_to") & _verbs_after_be(reading.lines[s.mention.line]))
        for a in (s.roles.first[k] for k in [*s.roles.patients, *s.roles.agents])
        if a.country
    ][:1]
    head = event.first.mention.head
    if event.first.act == "summons" and head.lemma.startswith("<envoy> _ ") and not summoned:
        # "Pakistan's envoy was called in": whose envoy it is suffers the act
        line = reading.lines[event.first.mention.line]
        end = line.tokens.ends[head.last]
        summoned = [a.country for a in line.actors if a.kind == "state" and a.country and a.span.start < end][:1]
    called = _called_in(reading, event)
    if called is not None:
        summoned = [called]
    if summoned:
        agents = (event.first.roles.first[k] for k in event.first.roles.agents)
        doers = [a.country for a in agents if a.kind != "people"]
        host = next((c for c in [*doers, *reading.states] if c and c != summoned[0]), None)
        for line in reading.lines:
            for a in line.actors:
                if host is not None and a.country == host and a.kind == "state":
                    found.setdefault(host, a)
    abroad = _posted_to(reading, event) if event.first.act == "envoy" else None
    for s in event.all[:1] if not summoned else ():
        for key in sorted(s.roles.agents, key=lambda k: -s.roles.agents[k]):
            a = s.roles.first[key]
            if a.country and a.kind in ("state", "forces"):
                for one in _together(reading, reading.lines[s.mention.line], a):
                    found.setdefault(one.country or "", one)
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


def _doers(reading: Reading, event: Event, states: Sequence[ActorMention]) -> list[ActorMention]:
    """The first of the states of an act with those named side by side with it; whom it was done to is none of them."""
    line = reading.lines[event.first.mention.line]
    beside = _together(reading, line, states[0]) if states else []
    agents = {s.country for s in (event.first.roles.first[k] for k in event.first.roles.agents)}
    return [a for a in states if a is states[0] or a in beside and agents & {b.country for b in beside}]


def _called_in(reading: Reading, event: Event) -> str | None:
    """The state whose envoy suffers an act told in the passive: 'The Iranian ambassador was summoned by ...'."""
    if event.first.act not in ("envoy", "summons"):
        return None
    m = event.first.mention
    line = reading.lines[m.line]
    words = line.tokens.words
    for a in line.actors:
        after = line.tokens.first_at(a.span.end)
        envoy = not cue_set("diplomats", "envoys").isdisjoint(a.text.casefold().split())
        verb = next((i for i in range(after, min(len(words), after + 6)) if words[i] in ("was", "were", "been")), None)
        done = cue_set("diplomats", "done_to") & set(words[verb + 1 : verb + 2]) if verb is not None else None
        if envoy and a.country and done:
            return a.country
    return None


def both_sides(reading: Reading, event: Event) -> bool:
    """Whether those who act are only pointed back to: 'the two sides agreed', 'the neighbours signed'."""
    m = event.first.mention
    before = reading.lines[m.line].tokens.words[max(m.part.first, m.head.first - 5) : m.head.first]
    sides = cue_set("diplomats", "sides")
    return any(
        a in ("two", "both", "the") and b in sides and (a != "the" or b in ("sides", "parties", "neighbours"))
        for a, b in pairwise(before)
    )


def _together(reading: Reading, line: Line, doer: ActorMention) -> list[ActorMention]:
    """The states named side by side with one that acts ('Mali, Niger and Burkina Faso recalled'), in their order."""
    states = [a for a in line.actors if a.kind in ("state", "forces") and a.country]
    if doer not in states:
        return [doer]
    first = last = states.index(doer)
    text = reading.doc.text

    def side_by_side(a: ActorMention, b: ActorMention) -> bool:
        return _AND.fullmatch(text, a.span.end, b.span.start) is not None

    while first and side_by_side(states[first - 1], states[first]):
        first -= 1
    while last + 1 < len(states) and side_by_side(states[last], states[last + 1]):
        last += 1
    beside = states[first : last + 1]
    # 'India and Pakistan expelled diplomats': two alone act on each other
    return beside if len(beside) != 2 or len({a.country for a in states}) > 2 else [doer]


_AND = re.compile(r",? (?:and )?(?:(?:its |his |their )?(?:two |three )?(?:allies|neighbours|neighbors|partners),? )?")
"""Between states that act together: 'Mali, Niger', 'Mali and two allies, Niger and ...'."""


_RECALLS = ("recall", "call", "withdraw", "pull", "bring")
"""What verbs of calling an envoy home begin with."""


def _posted_to(reading: Reading, event: Event) -> ActorMention | None:
    """The state an envoy is called home from ('recalled its ambassador from Algiers'), by a mention of it anywhere."""
    line = reading.lines[event.first.mention.line]
    recall = next((t for t in event.first.mention.triggers if t.lemma.startswith(_RECALLS)), None)
    if recall is None:
        return None
    end = line.tokens.starts[recall.first]
    for t in line.toponyms:
        near = line.tokens.words[max(0, line.tokens.first_at(t.span.start) - 2) : line.tokens.first_at(t.span.start)]
        if t.span.start >= end and t.place is not None and {"from", "to", "in"} & set(near):
            states = (a for x in reading.lines for a in x.actors if a.kind == "state" and a.country == t.place.country)
            return next(states, None)
    return None


def parties_of(reading: Reading, event: Event) -> tuple[tuple[str, ...], tuple[str, ...], list[Evidence]]:
    """The doer of an official act and the other side; both on both sides where the act is mutual."""
    states = _with_group(reading, event) or diplomats(reading, event)
    alone = event.first.act in ("envoy", "summons", "rupture", "call")
    states = states[: len(_doers(reading, event, states)) + 1] if alone else states[:2]
    if event.first.act not in ("envoy", "summons", "rupture", "call") and len(states) == 2:
        order = _named_first(reading, {a.country for a in states if a.kind != "group"})
        states.sort(key=lambda a: order.index(a.country) if a.country in order else 9)
    names = [_state_name(reading, a) for a in states]
    shown = [Evidence("actors", a.span, a.text) for a in states[:1]] + [
        Evidence("targets", a.span, a.text) for a in states[1:]
    ]
    if event.first.act not in ("envoy", "summons", "rupture", "call") and len(names) == 2:
        # A meeting, an accord, a post agreed on is the act of both, each towards the other.
        return tuple(names), tuple(reversed(names)), shown
    doers = len(_doers(reading, event, states)) if len(states) > 1 else 1
    return tuple(names[:doers]), tuple(names[doers : doers + 1]), shown


def _with_group(reading: Reading, event: Event) -> list[ActorMention]:
    """A state or its army and the armed group it talks with, where the telling names no second state; else nobody."""
    m = event.first.mention
    line = reading.lines[m.line]
    begin, end = line.tokens.starts[m.part.first], line.tokens.ends[m.part.last]
    told = [a for a in line.actors if begin <= a.span.start < end and a not in event.first.roles.speakers]
    groups = list({a.key: a for a in told if a.kind == "group" and a.named}.values())
    groups = groups or [a for a in told if a.kind in ("group", "unidentified")][:1]
    states = list({a.country or a.key: a for a in told if a.kind in ("state", "forces")}.values())
    if event.first.act in ("envoy", "summons", "call") or not groups or len(states) > 1:
        return []
    if not states and len(groups) == 1:
        mine = [a for a in diplomats(reading, event) if a.country == groups[0].country]
        states = mine or diplomats(reading, event)[:1]
    found = [*states[:1], *groups]
    return found[:2] if len(found) > 1 else []


def _state_name(reading: Reading, mention: ActorMention) -> str:
    """The state behind a mention: 'Pakistan' for its army's chief."""
    if mention.kind == "group" or mention.kind == "state" and mention.role != "official":
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
