"""What one mention of an event says by itself: its place, day, counts and sides; and the event its tellings make up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

from geo.actors import Claim
from geo.captives import Phase, names_only
from geo.counts import Count
from geo.dates import DateMention
from geo.events import EventMention, hangs_on, opens_clause
from geo.line_days import event_dates, telling
from geo.reading import Line, Part, Reading, cue_set, cues
from geo.tokens import folded
from geo.toponym import Toponym
from geo.triggers import Trigger
from geo.verb_last import is_verb_last, points_back
from geo.where import Candidate, candidates, choose
from geo.who import Roles, roles
from seeds.report import Span


@dataclass
class Slots:
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
class Event:
    """Mentions of one report that tell of one event."""

    first: Slots
    all: list[Slots] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    place: Candidate | None = None
    date: DateMention | None = None
    rules: list[str] = field(default_factory=list)
    twin: Event | None = None
    """The one told first in the same words, of another place: what is said on of it holds for both."""

    @property
    def family(self) -> str:
        """The family of its first mention."""
        return self.first.mention.family

    @property
    def phase(self) -> Phase | None:
        """Of an abduction: whether it tells that people were seized or came free."""
        return next((s.mention.phase for s in self.all if s.mention.phase is not None), None)


@dataclass(frozen=True, slots=True)
class Left:
    """Words that might have told an incident and were left, with the reason."""

    span: Span
    reason: str


def slots_of(reading: Reading, mention: EventMention, history: list[Toponym]) -> Slots:
    """What a mention says: its place, day, counts, sides. ``history`` are the places named before it, for 'there'.

    Of violence that did not happen nothing is read: it is no incident, wherever it was feared or denied.
    """
    if mention.realis != "real" and mention.family in ("violence", "operation", "abduction"):
        return Slots(mention, [], None, [], Roles(), None, None)
    line = reading.lines[mention.line]
    found = candidates(reading, mention, history) or _fronted_place(reading, mention)
    if mention.head.form == "noun" and (own := [c for c in found if _told_of_noun(line, mention, c)]):
        found = own
    elif is_anaphoric(line, mention):
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
    found = [c for c in found if not _of_other_clause(line, mention, c.toponym.span)]
    named = mention.family == "abduction" and all(names_only(t) for t in mention.triggers)
    if named or mention.phase == "freed" and mention.head.form == "noun":
        # 'families in X welcomed the release of the hostages': only what stands right behind tells where
        near = line.tokens.words[mention.head.last : mention.head.last + 7]
        found = [c for c in found if not named and c.toponym.surface.casefold().split()[0] in near]
    if mention.family == "diplomacy":
        found = [c for c in found if not _of_both(reading.doc.text, c)]
    begin, end = line.tokens.starts[mention.part.first], line.tokens.ends[mention.part.last]
    return Slots(
        mention,
        choose(found, reading.doc.text, line.dates),
        None if named else _nearest_date(line, mention),
        [
            c
            for c in line.counts
            if begin <= c.span.start < end
            and _belongs(line, mention, c)
            and not _of_other_clause(line, mention, c.span)
        ],
        roles(line, mention),
        _act(mention) if mention.family == "diplomacy" else None,
        _office(line, mention) if mention.family == "diplomacy" else None,
        [c for c in found if c.relation == "from"],
    )


def _of_other_clause(line: Line, mention: EventMention, span: Span) -> bool:
    """Whether words stand in a clause of the mention's part that tells another event."""
    at = line.tokens.first_at(span.start)
    return any(part.first <= at <= part.last for part in mention.aside)


def _goes_on_to(line: Line, mention: EventMention, place: Candidate) -> bool:
    """'The strikes of Monday hit a camp which lies in X': the noun begins its sentence and nobody else speaks in it."""
    at = line.tokens.first_at(place.toponym.span.start)
    between = set(line.tokens.words[mention.head.last : at])
    return mention.head.first <= 2 < mention.head.last + 30 > at and not between & (
        telling() | {"who", "when", "after", "as", "while", "but"}
    )


def _told_of_noun(line: Line, mention: EventMention, place: Candidate) -> bool:
    """'spoke of the clash, which broke out in X': a clause about the noun itself says where it was."""
    words, at = line.tokens.words, line.tokens.first_at(place.toponym.span.start)
    for i in range(mention.head.last + 1, min(at, mention.head.last + 12)):
        if words[i] in ("which", "that") and set(words[i + 1 : i + 4]) & cue_set("again", "broke_out"):
            return not set(words[i + 1 : at]) & (telling() | _RELATIVE)
    return False


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


def is_destination(line: Line, toponym: Toponym) -> bool:
    """'the wounded were driven to Quetta': not where the next 'there' points."""
    at = line.tokens.first_at(toponym.span.start)
    return line.tokens.words[at - 1 : at] == ["to"]


_OUTCOME_FAMILY = {"arrested": "operation", "abducted": "abduction"}
"""The family of events whose verb such a count belongs to, whatever else the sentence tells."""


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
            and line.tokens.words[at : at + 1] != [","]
        ):
            told = [t for t in line.triggers if t.last < at - 1 and t.form != "noun"]
            if any(o.start is not None and o.span.start >= d.span.end for o in event_dates(line, mention.part)):
                continue  # 'a day after Sunday's bombing': it has a day of its own
            if not told and mention.joined != "then" and at <= mention.head.first <= at + 14:
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
    found = [d for d in found if _dates_it(line, mention, d) and not _of_other_clause(line, mention, d.span)]
    if mention.head.lemma == "claim responsibility":
        # 'on Tuesday they claimed responsibility for the raid of Sunday': what stands before is the day of the claim
        behind = mention.head.last + 2
        found = [d for d in found if line.tokens.first_at(d.span.start) > behind or _of_the_deed(line, d)]
    # a date without a year that gave no day keeps its words
    found = [d for d in found if d.start is not None or d.offset is not None] or found
    if mention.harm_only and _TOLLS & set(line.tokens.words[: mention.head.last + 1]):
        # 'the death toll rose to 55 on Saturday': the day of the counting
        found = [d for d in found if line.tokens.first_at(d.span.start) < mention.head.last]
    if not found and mention.joined == "then":
        found = _opening_dates(line, mention)
    found = [d for d in found if not _of_later_death(line, mention, d)]
    found = _not_of_main_clause(line, mention, _of_its_clause(line, mention, found))
    if mention.family not in ("liaison", "diplomacy"):
        found = [d for d in found if not d.future]  # 'ahead of the vote of February 8'
    if not found:
        return _fronted(line, mention) or _closing(line, mention)
    found = [_day_when(line, d) for d in found]
    if any(d.start is not None for d in found):
        # 'on Tuesday, days after Iran struck': the day itself tells more than the one counted from another act
        found = [d for d in found if d.start is not None or not _counted_from(line, d)]
    tokens = line.tokens
    if not is_verb_last(tokens):
        # 'shells killed nine on Sunday in X, the town that a drone hit on Friday'
        mine = _clause_of(tokens.words, mention.head.first)
        found = [d for d in found if _clause_of(tokens.words, tokens.first_at(d.span.start)) == mine] or found

    def distance(d: DateMention) -> tuple[int, int]:
        at = tokens.first_at(d.span.start)
        gaps = [min(abs(at - t.last), abs(t.first - at)) for t in mention.triggers if t.types] or [
            min(abs(at - mention.head.last), abs(mention.head.first - at))
        ]
        return min(gaps), d.span.start

    return min(found, key=distance)


def _of_the_deed(line: Line, date_: DateMention) -> bool:
    """'claimed responsibility for Monday's attack', not 'claimed responsibility on Tuesday'."""
    return line.tokens.words[line.tokens.first_at(date_.span.start) - 1] == "for"


def _day_when(line: Line, date_: DateMention) -> DateMention:
    """The first day alone of 'since Saturday, when gunmen attacked': what lasts since then is something else."""
    tokens = line.tokens
    at = tokens.first_at(date_.span.start)
    if tokens.words[at - 1 : at] != ["since"] or tokens.words[tokens.first_at(date_.span.end) :][:2] != [",", "when"]:
        return date_
    runs_on = date_.kind == "publication" and date_.end == line.published
    return replace(date_, end=date_.start, precision=1) if runs_on else date_


def _clause_of(words: list[str], at: int) -> int:
    """Where the relative clause that holds a word begins; 0 for the main clause."""
    for i in range(at, 0, -1):
        if words[i] in _RELATIVE:
            return i
        if words[i] == ",":
            return 0
    return 0


_RELATIVE = frozenset("that which who whom where when".split())
"""What opens a clause about somebody: the days in it are not those of the act."""


def _fronted_place(reading: Reading, mention: EventMention) -> list[Candidate]:
    """The place a sentence opens with, which holds for all its clauses: 'In X, two women who had been abducted'."""
    line, part = reading.lines[mention.line], mention.part
    opening = line.tokens.words[: min(part.first, _OPENING_PLACE)]
    if mention.family == "diplomacy" or opening[:1] not in (["in"], ["at"], ["near"]) or "," not in opening:
        return []
    end = line.tokens.starts[opening.index(",")]
    whole = replace(mention, part=replace(part, first=0))
    return [c for c in candidates(reading, whole, []) if c.toponym.span.start < end]


_OPENING_PLACE = 9
"""Words in which a place that opens a sentence is named, the comma included."""


def _fronted(line: Line, mention: EventMention) -> DateMention | None:
    """The day a sentence opens with, which holds for all its clauses: 'On Monday they shelled X, and Y replied'.

    Of what was done at one time the one day told is that of both, wherever it stands.
    """
    words = line.tokens.words
    if mention.part.first == 0 or words[0] in ("by", "since"):
        return None
    whole = Part(0, mention.part.first - 1)
    if mention.joined in AT_ONCE and mention.head.form == "past" or mention.joined in cue_set("clause", "drew"):
        told = [d for d in event_dates(line, whole) if d.start is not None and d.precision == 1]
        if len(told) == 1:
            return told[0]
    if mention.harm_only or mention.joined not in _LEVEL:
        return None
    return next((d for d in event_dates(line, whole) if line.tokens.first_at(d.span.start) <= 2), None)


AT_ONCE = ("while", "whereas", "as", "meanwhile")
"""Seams between what was done at one time: 'jets bombed X on Tuesday, while rockets from Y killed three'."""


def _closing(line: Line, mention: EventMention) -> DateMention | None:
    """The only day of a sentence, at its end, which holds for both clauses: 'they shelled X and Y fell on Monday'."""
    words, last = line.tokens.words, mention.part.last
    if mention.part.first > 0 or mention.harm_only or words[last + 1 : last + 2] != ["and"]:
        return None
    dates = event_dates(line, Part(last + 1, len(words) - 1))
    ends = len(words) - 1 - line.tokens.first_at(dates[0].span.end - 1) <= 2 if dates else False
    return dates[0] if len(dates) == 1 and ends and dates[0].start is not None else None


_LEVEL = ("and", "and the", "while", ";", "whereas")
"""Seams between clauses of one rank: the day at the head of the sentence is that of all."""


def _of_its_clause(line: Line, mention: EventMention, dates: list[DateMention]) -> list[DateMention]:
    """The dates without those of a clause about somebody: 'the army, which took power in 2021, shelled a village'.

    Where no other date is left, only those of a clause between two commas are taken away.
    """
    if is_verb_last(line.tokens):
        return dates
    aside = {d: _aside(line, mention, d) for d in dates}
    outside = [d for d in dates if aside[d] is None]
    return outside or [d for d in dates if aside[d] != "closed"]


def _of_later_death(line: Line, mention: EventMention, date_: DateMention) -> bool:
    """Whether a day is that on which somebody died of what was done to him before: 'died in hospital on Monday'."""
    words, part = line.tokens.words, mention.part
    at = line.tokens.first_at(date_.span.start)
    death = next(
        (t for t in line.triggers if part.first <= t.first and 0 < at - t.last <= 8 and t.lemma in _DIES), None
    )
    if death is None or any(word in words[death.last : at] for word in (",", "and")):
        return False
    near = set(words[max(part.first, death.first - 10) : at])
    return death.lemma == "succumb" or bool(near & _OF_WOUNDS)


_DIES = frozenset({"die", "succumb", "embrace martyrdom", "embrace shahadat"})
_OF_WOUNDS = frozenset("hospital hospitals clinic infirmary wounds injuries".split())
"""Beside a death, that it came later: 'died of his wounds', 'died in hospital'."""


def _not_of_main_clause(line: Line, mention: EventMention, dates: list[DateMention]) -> list[DateMention]:
    """The dates without those of the main clause, for what a clause about somebody tells as past by then.

    'On Monday he went to X, where a bomb had killed nine', 'a man whom rebels had shot died on Monday', 'on Monday
    they buried those who fell in the fighting'.
    """
    words, head = line.tokens.words, mention.head
    if not dates or is_verb_last(line.tokens) or _ABOUT.isdisjoint(line.tokens.present):
        return dates
    reach = range(head.first - 1, max(mention.part.first, head.first - 14), -1)
    opener = next((i for i in reach if words[i] in _ABOUT), 0)
    if not opener or words[opener - 1] in cue_set("saying", "verbs"):
        return dates
    person = words[opener] in ("who", "whom", "whose")
    if "had" not in words[opener : head.last + 3] and not (person and is_anaphoric(line, mention)):
        return dates
    main = next((t.first for t in line.triggers if t.first > head.last and _finite(words, t)), len(words))
    return [d for d in dates if opener < line.tokens.first_at(d.span.start) < main]


_ABOUT = frozenset({"who", "whom", "whose", "which", "where"})
"""What opens a clause about somebody or some place just named."""


def _finite(words: list[str], trigger: Trigger) -> bool:
    """Whether a past form is a verb by itself: no participle behind 'had', 'was', 'and' or a comma."""
    before = words[trigger.first - 1]
    return trigger.form == "past" and before not in cue_set("who", "be") | {"had", "has", "have", "and", ",", "or"}


def _aside(line: Line, mention: EventMention, date_: DateMention) -> str | None:
    """'open' or 'closed' (between commas) where a date stands in a clause about somebody that holds no such act."""
    words, head = line.tokens.words, mention.head
    at = line.tokens.first_at(date_.span.start)
    opener = next((i for i in range(at - 1, max(-1, at - 24), -1) if _opens_aside(words, i)), None)
    if opener is None or opener <= head.first < at or set(words[opener:at]) & {";", ":"}:
        return None
    if any(opener < t.first < at and t.form != "noun" for t in mention.triggers):
        return None  # 'the truce which both signed on Monday'
    comma = next((i for i in range(at, min(len(words), at + 8)) if words[i] == ","), None)
    if words[opener - 1 : opener] == [","]:
        if "," in words[opener:at]:
            return None  # the clause is over
        return "closed" if comma is not None and head.first > comma else "open"
    return "open"


def _opens_aside(words: list[str], i: int) -> bool:
    """Whether a clause about somebody opens here: 'who ...', 'which ...', 'that began ...'."""
    if words[i] in ("who", "which", "whom", "whose"):
        return words[i - 1 : i] != ["in"]
    return words[i] == "that" and "".join(words[i + 1 : i + 2]) in ("began", "started", "erupted", "broke", "followed")


def _opening_dates(line: Line, mention: EventMention) -> list[DateMention]:
    """'On Monday, a day after the raid, troops arrested': the day a sentence opens with is that of its main clause."""
    opening = line.tokens.words[: mention.part.first]
    after = next((i for i, word in enumerate(opening) if word in ("after", "following")), 0)
    return [d for d in event_dates(line, Part(0, after)) if d.start is not None] if after else []


def _counted_from(line: Line, date_: DateMention) -> bool:
    """Whether the words behind a date name the act it is counted from ('two days after the raid')."""
    at = line.tokens.first_at(date_.span.end)
    return date_.kind == "event" and line.tokens.words[at - 1] in ("after", "before", "since", "of", "following")


def _dates_it(line: Line, mention: EventMention, date_: DateMention) -> bool:
    """False for a date that hangs on another noun: 'the bombing of February 13' does not date the arrests."""
    tokens = line.tokens
    at = tokens.first_at(date_.span.start)
    if tokens.words[at - 1 : at] != ["of"] or at < 2:
        return True
    owner = next((t for t in line.triggers if t.first <= at - 2 <= t.last), None)
    if owner is not None and "during" in tokens.words[max(0, owner.first - 4) : owner.first]:
        return True  # 'was dragged off during the raid of February 13'
    return owner is None or owner in mention.triggers


_TOLLS = frozenset({"toll", "tolls"})
CLAIMS = frozenset({"claim responsibility", "be behind"})
"""Verbs that tell who did what was told before."""


@cache
def _acts() -> dict[str, str]:
    return {lemma: act for act, lemmas in cues()["acts"].items() for lemma in lemmas}


def _act(mention: EventMention) -> str | None:
    sure = [t for t in mention.triggers if t.types and t.types[0][1] == "strong"]  # not the talks it came of
    found = [_acts().get(t.lemma) for t in sure or mention.triggers]
    order = ("envoy", "summons", "ties", "rupture", "call", "meeting", "accord", "same")
    return next((act for act in order if act in found), None)


def _office(line: Line, mention: EventMention) -> str | None:
    text = " " + " ".join(line.tokens.words[mention.part.first : mention.part.last + 1]) + " "
    found = {office for name, office in _offices() if name in text}
    return found.pop() if len(found) == 1 else None


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    """The names of offices, folded and with a blank on either side, each with its office."""
    return tuple((f" {folded(name)} ", office) for office, names in cues()["offices"].items() for name in names)


def is_anaphoric(line: Line, mention: EventMention) -> bool:
    """Whether the words point back: 'the attack', 'that raid', not "Iran's attack" or 'its attack'."""
    if is_verb_last(line.tokens):
        return points_back(line.tokens.words, mention.head)
    if mention.head.form != "noun":
        return is_participle(line, mention)
    if mention.head.lemma.startswith("<"):
        return False  # a clause: 'the Zarrin outpost was taken by rebels'
    words = line.tokens.words
    for at in range(mention.head.first - 1, max(-1, mention.head.first - 4), -1):
        word = words[at]
        if word in ("a", "an", "'s") or word in _BREAKS or word == "that" and opens_clause(words, at, mention.head):
            return False
        if word in ("the", "this", "that", "these", "those", "both"):
            return True
    return False


def is_participle(line: Line, mention: EventMention) -> bool:
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
"""Before a participle that tells of people again, not anew."""
_OWN_CLAUSE = frozenset("by in on at near from with and or , . ; ) : when while during after as to".split())
"""Behind a participle that opens a clause of its own."""
_BREAKS = frozenset({",", ";", "of", "in", "by", "for", "with", "and", "said", "on", "at", "to"})


def answers(line: Line, mention: EventMention) -> bool:
    """Whether it tells what came of an act told before: 'After the clashes the army shelled', 'the army responded'."""
    if mention.votes[0][1] < 3 or mention.family == "abduction":
        return False  # 'after the blast they made off with rifles' goes on with the same
    words = line.tokens.words
    before = set(words[mention.part.first : mention.head.first])
    around = set(words[mention.part.first : mention.part.last + 1])
    if before & cue_set("again", "replied") or mention.head.form != "noun" and around & cue_set("again", "reply"):
        return True
    first = words[0] in _QUOTES  # “After the clashes ...
    if words[first : first + 2] not in (["after", "the"], ["following", "the"]):
        return False
    return any(t.form == "noun" and t.first <= 5 and t.last < mention.head.first for t in line.triggers)


_QUOTES = frozenset('"“')
