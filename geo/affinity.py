"""How well a mention fits an event told before it: the evidence for and against their being one."""

from __future__ import annotations

import re
from datetime import timedelta

from geo.counts import Count, Outcome
from geo.dates import DateMention
from geo.days import Days
from geo.event_days import days_told, event_days_of, is_retold
from geo.events import EventMention
from geo.place_ties import country_of, place_relation, two_towns
from geo.reading import Line, Reading, cue_set, in_part
from geo.telling import CLAIMS, Event, Slots, answers, is_anaphoric
from geo.verb_last import is_also, is_verb_last
from geo.where import RANK, Candidate, contains
from geo.who import Roles
from geo.worth import elsewhere
from seeds.record import record

MERGE = 1.0
"""Least affinity at which a mention joins an event told before it."""


@record(frozen=True, slots=True)
class Pair:
    """A mention beside an event it may belong to."""

    reading: Reading
    event: Event
    s: Slots
    line: Line
    focus: bool
    """Whether the event is the one told of last."""
    main: bool
    """Whether it is the first of the report."""
    lead: Days | None
    """The days of the first."""


def affinity(reading: Reading, event: Event, s: Slots, focus: bool, main: bool, lead: Days | None) -> float | None:
    """How well a mention fits an event; None where something forbids it.

    Each kind of evidence gives or takes points; MERGE of them make the two one.
    """
    pair = Pair(reading, event, s, reading.lines[s.mention.line], focus, main, lead)
    score = 0.0
    for evidence in (
        _of_family, _of_captives, _of_wording, _of_days, _of_place, _of_type, _of_sides, _of_toll, _of_telling,
    ):  # fmt: skip
        found = evidence(pair)
        if found is None:
            return None
        score += found
    return score


# ---------------------------------------------------------------- what was done


def _of_family(pair: Pair) -> float | None:
    """What speaks for one sort of act: violence may be part of an operation, and a meeting is no summons."""
    event, s, m = pair.event, pair.s, pair.s.mention
    if m.family == "diplomacy" == event.family:
        offices = {x.office for x in event.all} - {None}
        if event.first.act != s.act or s.office and offices and s.office not in offices:
            return None
        if _in_turn(event.first.roles, s.roles):
            return None
        return 1.5 if s.office in offices else 0.8
    if event.family == m.family:
        return 0.0
    bare = pair.focus and not s.places and s.date is None
    if (event.family, m.family) == ("abduction", "violence"):
        # 'a sixth guard was shot dead' goes on about the abduction it is told with
        if pair.focus and s.date is None and not s.counts and _names_the_deed(pair.line, m):
            return 0.0  # 'dissidents carried out the attacks': those who seized them, told just before
        same = bare or m.head.form == "noun" and m.definite
        if same and pair.focus and event.phase == "seized" and not s.counts and _in_a_raid(pair.reading, event):
            return 0.0  # 'gunmen raided a camp and took eighteen'; 'The attack was on Thursday night in X'
        if m.head.form == "noun" or event.phase == "freed":
            return None  # 'the group took responsibility for the killings of 14 guards'
        return 0.0 if bare and s.counts else None
    if {event.family, m.family} != {"violence", "operation"}:
        return None
    if _is_follow_up(pair):
        return None
    if bare or _same_fight(event, s):
        return -0.2
    violent = (s if m.family == "violence" else event.first).mention
    # 'the camps were raided' may be an operation told again, 'a bomb went off' is not
    return -0.4 if violent.votes[0][1] < 3 and not violent.harm_only else None


def _in_turn(one: Roles, two: Roles) -> bool:
    """Whether those to whom an act was done do the same in their turn: 'X summoned the envoy of Y, and Y that of X'."""
    doer, other = (_country(max(t, key=t.__getitem__), one) if t else None for t in (one.agents, one.patients))
    answer, back = (_country(max(t, key=t.__getitem__), two) if t else None for t in (two.agents, two.patients))
    return None not in (doer, other) and doer != other and (doer, other) == (back, answer)


def _in_a_raid(reading: Reading, event: Event) -> bool:
    """Whether the sentence that tells of a seizure tells of the raid, too, in which people were taken."""
    m = event.first.mention
    return any(
        kind == "attack" and m.part.first <= t.first <= m.part.last
        for t in reading.lines[m.line].triggers
        for kind, _ in t.types
    )


_FOLLOWS = frozenset({"later", "subsequently", "afterwards", "afterward"})


def _is_follow_up(pair: Pair) -> bool:
    """Whether forces set out after an attack and took or killed some: 'in a search four were held', 'later raided'."""
    event, s, m = pair.event, pair.s, pair.s.mention
    attack = event.first.mention
    if m.family != "operation" or attack.family != "violence" or attack.type == "clash" or attack.harm_only:
        return False
    if any(k.startswith(("forces", "state")) for x in event.all for k in x.roles.agents):
        return False
    sets_out = cue_set("again", "sets_out") & {word for t in m.triggers for word in t.lemma.split()}
    later = _FOLLOWS & set(pair.line.tokens.words[m.part.first : m.head.first])
    return bool(sets_out or later) and any(c.outcome in ("killed", "arrested") and c.low for c in s.counts)


def _names_the_deed(line: Line, mention: EventMention) -> bool:
    """Whether the words only name what was told before: 'the attack', 'carried out the attacks'."""
    head, words = mention.head, line.tokens.words
    bare = words[head.last] in cue_set("weak", "deeds") and mention.votes[0][1] < 3
    return bare and bool({"the", "this", "these"} & set(words[max(0, head.last - 2) : head.last]))


def _of_captives(pair: Pair) -> float | None:
    """What speaks for one end of a story of captives: they were seized one day and came free another."""
    event, s, phase = pair.event, pair.s, pair.s.mention.phase
    if event.family != "abduction" or phase is None:
        return 0.0
    if event.phase not in (None, phase):
        return None
    if phase == "seized":
        return 0.0
    mine, theirs = ({c.low for c in counts if c.outcome == "freed" and c.low} for counts in (s.counts, event.counts))
    if mine and theirs and mine.isdisjoint(theirs):
        return None  # some came free, later the rest
    # what is told of a release without a day is the one told before
    return 1.0 if s.date is None and event.phase is not None else 0.0


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
    if violent.mention.type == "attack" and violent.mention.votes[0][1] >= 3:
        return False
    forces = any(k.startswith("forces") for k in violent.roles.agents)
    return violent.mention.type == "clash" or violent.mention.harm_only and not violent.mention.definite or forces


def _of_type(pair: Pair) -> float | None:
    """What the types say: the same told in strong words, or one strong word against another."""
    event, s, m, first = pair.event, pair.s, pair.s.mention, pair.event.first.mention
    if m.votes[0][1] < 3:
        return _of_ground(event, s)
    if m.type == first.type:
        return 0.5 if first.votes[0][1] >= 1 else 0.0
    score = 0.0
    if m.type == "clash" and not any(x.mention.type == "clash" for x in event.all):
        score -= 0.3
    kinds = {first.type, m.type}
    if first.votes[0][1] < 3 or "abduction" in kinds or m.family != first.family and "clash" in kinds:
        return score  # the arrests of a clash are part of it
    score -= 0.4 if "strike" not in kinds else 1.0 if "clash" in kinds else 1.2
    own = any(c.outcome == "killed" and c.low for c in s.counts)
    if kinds == {"strike", "clash"} and own and s.places and s.places[0].level in ("site", "town"):
        score -= 1.5  # bombs on a village beside the fighting
    if event.place is None and s.places and s.places[0].level in ("site", "town"):
        score -= 0.6
    return score


def _of_ground(event: Event, s: Slots) -> float | None:
    """What speaks against one event where ground is won: bombs take none, and a running battle has no one day."""
    if s.mention.type != "clash" or s.mention.head.lemma not in cue_set("weak", "takes_place") | cue_set(
        "weak", "retakes"
    ):
        return 0.0
    kinds = {x.mention.type for x in event.all if x.mention.votes[0][1] >= 3}
    if kinds == {"strike"}:
        return None
    running = any(c.cumulative and c.outcome == "killed" for c in event.counts) and event.date is None
    return -1.0 if running and s.date is not None else 0.0


# ---------------------------------------------------------------- how it is told

_ORDINALS = frozenset({"second", "third", "another", "fourth", "other", "separate"})
"""Words that tell of one more event, not of the same again."""
_SPAN_DAYS = 2
"""Days that one attack may go on."""


def _of_wording(pair: Pair) -> float | None:
    """What the words about the mention say: the same again, one more, or what came of it."""
    event, s, m, words = pair.event, pair.s, pair.s.mention, pair.line.tokens.words
    before = words[max(0, m.head.first - 4) : m.head.first]
    if _ORDINALS & set(before) and not ("first" in before and len(event.all) == 1):
        return None
    if m.line > event.first.mention.line and (elsewhere(pair.line) or on_another(pair.line, m)):
        return None
    if event.family == m.family and answers(pair.line, m) and (m.type != event.first.mention.type or _turned(event, s)):
        return None
    if one_more(pair.line, m) or later_that_day(pair.line, s):
        return None
    bare = not s.places and s.date is None
    score = 0.0
    if any(x.mention.line == m.line and x.mention.part != m.part for x in event.all):
        # the sentence told the two apart, unless it only goes on: 'two fell in the clash, and the third was arrested'
        # '... and three were killed while two sustained bullet injuries'
        hurt = m.harm_only or bool(s.counts) and m.votes[0][1] < 3 and not s.roles.agents
        both = m.joined == "while" and (hurt or {"both", "each"} & set(words[m.part.first : m.part.last + 1]))
        if not bare or m.joined not in ("and", "and the", ";") and not both:
            return None
        score -= 0.2
    if _of_them(pair):
        score += 1.0
    if m.head.form == "noun" and {"a", "an"} & set(before[-2:]) and "had" in words[m.head.last : m.head.last + 4]:
        score -= 1.0
    if is_anaphoric(pair.line, m) or m.head.form != "noun" and m.harm_only:
        score += 0.6
    elif m.definite:
        score += 0.3
    if m.harm_only and bare:
        score += 0.4
    if m.joined not in (None, "and", "and the", "after", "following") and pair.focus:
        score -= 1.0
    spans = (d for d in pair.line.dates if d.kind == "span" and (d.offset is None or d.offset[1] > _SPAN_DAYS))
    if s.date is None and not m.definite and any(spans):
        score -= 1.0
    return score


def _turned(event: Event, s: Slots) -> bool:
    """Whether those who act are none of those who acted before: 'Rebels responded with drones'."""
    return bool(s.roles.agents) and not any(s.roles.agents.keys() & x.roles.agents.keys() for x in event.all)


def one_more(line: Line, mention: EventMention) -> bool:
    """'They also clashed with another group': one more act, however near the first."""
    if not line.tokens.present >= {"also", "another"}:
        return False
    head = mention.head
    around = line.tokens.words[max(0, head.first - 4) : head.first] + line.tokens.words[head.last + 1 : head.last + 4]
    return {"also", "another"} <= set(around)


def _of_them(pair: Pair) -> bool:
    """Whether those it befell are some of those told of just before: 'one of them was shot dead near X'."""
    if not pair.focus or pair.s.date is not None or not {"them", "other"} & pair.line.tokens.present:
        return False
    m, words = pair.s.mention, pair.line.tokens.words
    return any(
        words[i - 2] in _SOME and words[i - 3 : i - 2] != ["in"]
        for i in range(max(2, m.part.first), m.head.first)
        if words[i - 1 : i + 1] == ["of", "them"]
    )


_SOME = frozenset("one two three four five six seven some most many all none several".split())


def on_another(line: Line, mention: EventMention) -> bool:
    """Whether it befell one more target: 'a grenade went off beside another checkpoint'."""
    if "another" not in line.tokens.present:
        return False
    words, part = line.tokens.words, mention.part
    found = (i for i in range(part.first, part.last) if words[i] == "another")
    return any(
        line.tokens.starts[i] < a.span.start <= line.tokens.ends[min(i + 2, part.last)] and a.kind == "place-target"
        for i in found
        for a in line.actors
    )


_LATER = re.compile(r" later (?:that|the same|in the (?:day|evening|night|afternoon|morning)|on [a-z]+day|still) ")


def later_that_day(line: Line, s: Slots) -> bool:
    """'They attacked the town itself later that Friday': the next act of those who acted before."""
    m = s.mention
    if "later" not in line.tokens.present or m.head.form != "past" or m.harm_only or m.head.lemma in CLAIMS:
        return False
    words = " ".join(["", *line.tokens.words[m.part.first : m.part.last + 1], ""])
    told = bool(s.roles.agents) or any(c.outcome == "killed" and c.low for c in s.counts)
    return told and _LATER.search(words) is not None


def dated_also(line: Line, mention: DateMention) -> bool:
    """'On Sunday, too, a drone struck' in a language that ends on its verb: another one than told before."""
    after = line.tokens.first_at(mention.span.end - 1) + 1
    return is_verb_last(line.tokens) and is_also(line.tokens.words, after)


def _of_telling(pair: Pair) -> float:
    """Where in the report the event was told: just before, or first of all and in short."""
    event, s = pair.event, pair.s
    score = 0.6 if pair.focus else 0.4 if pair.main else 0.0
    if event.family != s.mention.family or is_retold(pair.reading, event):
        return score
    # the lead tells in short, of a province or of several places, what the paragraphs after it tell at length
    short = pair.main and (event.place is None or event.place.level in ("country", "province"))
    closer = bool(s.places) and event.place is not None and RANK[s.places[0].level] < RANK[event.place.level]
    return score + 0.5 if short or closer and event.twin is not None else score


# ---------------------------------------------------------------- when and where


def _of_days(pair: Pair) -> float | None:
    """What the days say."""
    reading, event, s, m = pair.reading, pair.event, pair.s, pair.s.mention
    if s.date is None:
        return 0.0
    if dated_also(pair.line, s.date):
        return None
    counted = s.date.kind == "event" and s.date.offset is not None and s.date.offset[1] > 0
    if counted and s.date.direction != "same":
        return None  # 'two days later'
    day, other = days_told(s.date), event_days_of(event)
    if day is None:
        return 0.6 if pair.focus and s.date.direction == "same" else 0.0  # 'on that day'
    published = reading.doc.report.published
    if m.family == "liaison" and published is not None and event.date is None and (published - day[1]).days > 10:
        return None  # the agreement of old is not the opening of today
    score = 0.0
    ended = _is_ended(pair.line, m)
    pointing = ended or is_anaphoric(pair.line, m)
    fresh = m.family not in ("liaison", "diplomacy") and published is not None and not is_retold(reading, event)
    if other is None and fresh and (pair.main or pair.lead):
        # the lead is fresh: what happened days before is something else
        assert published is not None
        vague = s.date.precision >= 3 and not m.definite and not pointing
        # an act at several places need not be of one day
        lead = pair.lead if event.twin is None else None
        if lead is None and vague and same_toll(event, s) <= 0:
            return None  # 'earlier this month', 'last week': not the day before
        other = lead or (published - timedelta(days=3), published)
    elif other is None and not pointing and not pair.main:
        score -= 0.8
    if other is None:
        return score
    if day[0] > other[1] or other[0] > day[1]:
        gap = min(abs((day[0] - other[1]).days), abs((other[0] - day[1]).days))
        exact = (day[1] - day[0]).days == 0 == (other[1] - other[0]).days
        # what points back may name the day of the saying
        sure = s.date.kind == "absolute" or event.date is not None and not pointing
        if ended and 0 < (day[0] - other[1]).days <= _SPAN_DAYS:
            return 1.0
        return None if gap > 1 or exact and sure else score - 1.0
    if event.date is None or (day[1] - day[0]).days > 27 and (other[1] - other[0]).days < 7:
        return score + 0.2
    if min(s.date.precision, event.date.precision) >= 3 and day != other:
        return score - 0.5  # 'earlier this month', 'last week': the one may hold the other and yet be another day
    if max(s.date.precision, event.date.precision) >= 3 and not pointing:
        return score + 0.3
    return score + 1.5


def _is_ended(line: Line, mention: EventMention) -> bool:
    """Whether the last hour of an act told before is told: 'troops ended the siege on Saturday after a gun battle'."""
    if line.tokens.present.isdisjoint(cue_set("again", "ended")):
        return False
    words, part = line.tokens.words, mention.part
    if cue_set("again", "ended").isdisjoint(words[part.first : part.last + 1]):
        return False
    nouns = (t for t in mention.triggers if t.form == "noun")
    return any({"the", "this", "that"} & set(words[max(part.first, t.first - 2) : t.first]) for t in nouns)


def _of_place(pair: Pair) -> float | None:
    """What the places say; a mention without one fits any event, the one told of last best."""
    event, s = pair.event, pair.s
    if not s.places:
        return 0.8 if s.date is None and pair.focus else 0.4
    if event.place is None:
        return 0.0
    here, family = s.places[0], s.mention.family
    relation = place_relation(here, event.place, family)
    told = [place_relation(here, x.places[0], family) for x in event.all if x.places]
    best = max((r for r in told if r is not None), default=None)
    if best is not None and (best > 1.0 if relation is None else best > relation):
        relation = best  # told of that very place before, in other words
    if relation is None and here.toponym.place is None and pair.focus and is_anaphoric(pair.line, s.mention):
        relation = 0.2  # 'this attack in X', where X is a name that no gazetteer has
    if relation is None and _named_with(pair, here):
        return 0.4  # 'In Karachi, a grenade thrown at an office in Lyari'; 'The grenade fell in Lyari'
    if relation is None:
        return 0.0 if _over_border(event, s) else None
    anew = _goes_over(pair.line) and not is_anaphoric(pair.line, s.mention)
    if relation < 1.0 and anew and _two_names(event.place, here):
        return None  # 'Earlier in the day a drone hit a car near X'
    return None if two_towns(event, here) else relation


def _named_with(pair: Pair, place: Candidate) -> bool:
    """Whether a telling of the same sort put the event in this place too; not 'in A, near B', 'in A and B'."""
    name, m = place.toponym.surface.casefold(), pair.s.mention
    if not pair.event.family == m.family == "violence":
        return False
    for x in pair.event.all:
        if x.mention.type != m.type or len(x.places) != 1 or x.mention.line == m.line:
            continue
        if any(c.cumulative for c in x.counts):
            continue  # 'two attacks': one of several places
        line, taken = pair.reading.lines[x.mention.line], x.places[0].toponym.span
        for t in line.toponyms:
            if t.role != "location" or t.surface.casefold() != name or not in_part(line, x.mention.part, t.span):
                continue
            apart = max(t.span.start - taken.end, taken.start - t.span.end) > _ROW
            return apart and line.tokens.words[line.tokens.first_at(t.span.start) - 1] in ("in", "at", "of")
    return False


_ROW = 5
"""Letters between two names of a row ('A and B')."""


def _two_names(a: Candidate, b: Candidate) -> bool:
    """Whether two places have two names and neither is known to hold the other."""
    x, y = a.toponym, b.toponym
    if x.surface.casefold() == y.surface.casefold() or "country" in (a.level, b.level):
        return False
    return x.place is None or y.place is None or not (contains(x.place, y.place) or contains(y.place, x.place))


def _goes_over(line: Line) -> bool:
    """Whether a sentence opens on another hour or another scene: 'Earlier', 'Hours later', 'Meanwhile', 'Similarly'."""
    words, opens = line.tokens.words, cue_set("again", "opens")
    return words[0] in opens or words[1] in opens and words[0] in cue_set("clause", "spells")


def _over_border(event: Event, s: Slots) -> bool:
    """Whether both tell of a clash of the same two sides, and each names its own side of the frontier."""
    if event.place is None or not {event.first.mention.type, s.mention.type} <= {"clash", "attack"}:
        return False
    coarse = "province" in (event.place.level, s.places[0].level)
    sides = _sides(s) & {side for x in event.all for side in _sides(x)}
    return coarse and country_of(event.place) != country_of(s.places[0]) and len(sides) >= 2


def _sides(s: Slots) -> set[str]:
    """The states and groups that take part, forces by their state."""
    parties = (k for k in (*s.roles.agents, *s.roles.patients) if k.startswith(("forces", "state", "group")))
    return {_country(k, s.roles) or k for k in parties}


# ---------------------------------------------------------------- who, and how many


def _of_sides(pair: Pair) -> float:
    """What those say who did it and whom it befell."""
    event, s = pair.event, pair.s
    score = 0.0
    patients = {k for k in s.roles.patients if not k.startswith("people:civilians")}
    others = {k for x in event.all for k in x.roles.patients if not k.startswith("people:civilians")}
    if patients & others:
        score += 0.5
    elif patients and others and _counts_others(pair):
        score -= 2.0
    elif patients and others and not pair.focus:
        score -= 0.3
    if s.mention.family in ("diplomacy", "liaison"):
        return score
    return score + (0.8 if pair.focus and _fights_doers(event, s) else same_doer(event, s))


def _fights_doers(event: Event, s: Slots) -> bool:
    """Whether forces fight those who did what was told just before: 'troops engaged the bandits and killed three'."""
    if not any(k.startswith("forces") for k in s.roles.agents):
        return False
    foes = {k for k in s.roles.patients if k.startswith(("group", "unidentified"))}
    return any(foes & x.roles.agents.keys() for x in event.all)


def _counts_others(pair: Pair) -> bool:
    """Whether a deed is told anew with other dead: 'two soldiers died', and then 'gunmen killed five farmers'."""
    m = pair.s.mention
    bare = not pair.s.places and pair.s.date is None
    if bare or m.harm_only or m.definite or is_anaphoric(pair.line, m):
        return False
    mine, theirs = _figures(pair.s.counts, "killed"), _figures(pair.event.counts, "killed")
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def same_doer(event: Event, s: Slots) -> float:
    """What the doers of both say: one and the same, men of one country, or two, of whom one answers the other."""
    mine = {a for a in s.roles.agents if not a.startswith("unidentified")}
    theirs = {a for x in event.all for a in x.roles.agents if not a.startswith("unidentified")}
    nameless = any(a.startswith("unidentified") for a in s.roles.agents)
    if nameless and not mine and any(a.startswith("state") for a in theirs) and s.mention.family == "violence":
        return -1.5
    if not mine or not theirs:
        return 0.0
    if mine & theirs:
        return 0.5
    countries = {_country(k, s.roles) for k in mine} & {_country(k, x.roles) for x in event.all for k in x.roles.agents}
    if countries - {None}:
        return 0.2
    kinds = {event.first.mention.type, s.mention.type}
    return 0.0 if "clash" in kinds else -2.5 if "strike" in kinds else -0.5


def _country(key: str, table: Roles) -> str | None:
    mention = table.first.get(key)
    return mention.country if mention else None


def _of_toll(pair: Pair) -> float:
    return same_toll(pair.event, pair.s)


def same_toll(event: Event, s: Slots) -> float:
    """What the figures of both say; two may be the same by chance, and fewer may be some of those told before."""
    score = 0.0
    differ = 0
    outcomes: tuple[Outcome, ...] = ("killed", "injured", "abducted")
    for outcome in outcomes:
        # what an event's places have together says nothing of the one told of now
        mine, theirs = _figures(s.counts, outcome), _figures([c for c in event.counts if not c.cumulative], outcome)
        low, high = min(mine | theirs, default=0), max(mine | theirs, default=0)
        if not mine or not theirs:
            if mine and _nobody(event.counts, outcome) or theirs and _nobody(s.counts, outcome):
                score -= 1.6
        elif mine & theirs:
            score += 1.2 if max(mine & theirs) > 2 else 0.4
            differ -= 1
        elif high > 2 * low + 2:
            some = max(mine) < max(theirs) and not s.places and s.date is None
            score -= 0.8 if some else 1.6
            differ += 1
        else:
            score -= 0.2
            differ += 1
    # 'four killed and six hurt', 'two killed and three hurt': one figure may grow, two that differ are of two acts
    return score - 1.0 if differ > 1 else score


def _figures(counts: list[Count], outcome: Outcome) -> set[int]:
    """The numbers of victims: how many attackers fell is another figure."""
    told = (c for c in counts if c.outcome == outcome and not c.implied and c.party != "attacker")
    return {c.low for c in told if c.low}


def _nobody(counts: list[Count], outcome: Outcome) -> bool:
    return any(c.outcome == outcome and c.low == 0 == c.high for c in counts)
