"""Whether a mention that joins no event says enough to be one of its own."""

from __future__ import annotations

from geo.captives import is_attribute, names_only
from geo.counts import most, numbered
from geo.dates import DateMention
from geo.place_ties import country_of
from geo.reading import Line, Reading, cue_set
from geo.telling import Event, Slots, answers, is_anaphoric, is_participle
from geo.triggers import FAMILY, Trigger
from geo.where import RANK
from geo.who import BRINGS_DOWN


def worth_an_event(reading: Reading, s: Slots, events: list[Event]) -> bool:
    """Whether a mention that joins no event says enough to be one of its own."""
    m = s.mention
    line = reading.lines[m.line]
    text = set(line.tokens.words[m.part.first : m.part.last + 1])
    strong = m.votes[0][1] >= 3.0
    counted = numbered(s.counts)
    named = bool(s.roles.agents or s.roles.patients)
    placed = bool(s.places)
    if m.family == "liaison":
        return _post(line, s, text)
    if m.family == "diplomacy":
        if s.date is not None and s.date.start and s.date.end and (s.date.end - s.date.start).days >= 364:
            return False  # 'under the accord of 2003': what is known only by its year is told to explain the news
        return not _of_daily_life(line, s, text) and _official_act(reading, line, s, text, events)
    if m.family == "abduction" and not _of_captives(line, s, events):
        return False
    men = _by_men(s)
    daily = _is_daily(line, s, text)
    if reading.warlike < 1.0 and not (_deadly(s) or _armed(line, s, text, daily)):
        return False
    bursts = not men and all(t.lemma in cue_set("weak", "bursts") or t.harm for t in m.triggers)
    if bursts and text & cue_set("other", "bursts") and not text & cue_set("conflict", "explosives"):
        return False  # an explosion in a coal mine
    sealed = m.head.lemma.startswith("<frontier>") or m.head.lemma.endswith("<frontier>") or "curfew" in m.head.lemma
    if m.family == "operation" and not sealed and not any(k.startswith(("forces", "state")) for k in s.roles.agents):
        if any(c.outcome == "freed" for c in s.counts):
            # captors let somebody go: an incident on its day, where the text tells of the taking
            taken = bool(text & cue_set("diplomats", "captives")) or any(e.family == "abduction" for e in events)
            return taken and s.date is not None and s.date.precision <= 2
        # 'in the hands of the rebels' tells of no operation against them
        people = any(strong or k.startswith(("people", "unidentified")) for k in s.roles.patients)
        if not people and not any(c.outcome in ("arrested", "killed") for c in s.counts):
            return False
    if (
        m.head.lemma == "rescue"
        and not text & cue_set("diplomats", "captives")
        and not any(e.family == "abduction" for e in events)
    ):
        return False  # out of a river, not out of captivity
    if not tells_an_act(reading, line, s):
        return False
    # 'for several hours' is how long one act went on
    general = any(map(_lasting, line.dates)) and s.date is None and not counted
    if general:
        return False
    if m.joined == "since" and not (counted or placed):
        return False
    if m.head.lemma.startswith(BRINGS_DOWN) and not placed and not counted:
        return False
    if answers(line, m) and named or placed and m.head.lemma.startswith("come under"):
        return True
    if elsewhere(line) and placed and m.family in ("violence", "abduction"):
        return True
    if is_participle(line, m) and events:
        return False
    if m.harm_only:
        told = counted or bool(s.roles.agents and s.roles.patients)
        fired = counted and m.type == "strike" and m.joined is not None and bool(s.roles.agents or s.origins)
        return (told and (placed or s.date is not None or not events) or fired) and not daily
    if not events:
        return placed or s.date is not None or counted or named
    if m.head.form == "noun" and not (placed or s.date is not None or counted):
        return False
    if is_anaphoric(line, m) and not counted and s.date is None and events:
        near = placed and 0 < line.tokens.first_at(s.places[0].toponym.span.start) - m.head.last <= 5
        if not near:
            return False
    exact = s.date is not None and s.date.precision == 1
    near = placed and RANK[s.places[0].level] <= RANK["province" if exact else "town"]
    if near and s.date is not None and m.family in ("violence", "abduction") and m.joined in (None, "and"):
        return True  # 'it began on Friday with attacks on two villages, A and B'
    if m.phase == "freed" and (_many_freed(s) or s.date is not None and s.date.precision == 1):
        return True
    if placed or s.date is not None:
        return strong or counted or named
    return strong and counted


def tells_an_act(reading: Reading, line: Line, s: Slots) -> bool:
    """Whether its words tell an act of war: no mishap or crime of daily life, nothing of long ago, and not only who or
    what is known by an act ('a murdered policeman')."""
    m = s.mention
    text = set(line.tokens.words[m.part.first : m.part.last + 1])
    if _is_daily(line, s, text) and not _is_violent(line, s):
        return False
    if reading.warlike < _AT_WAR and _is_crime(line, s):
        return False
    counted = numbered(s.counts)
    known = s.date.start if s.date is not None else None
    if known is not None and line.published is not None and (line.published - known).days > _HISTORY:
        return False
    summed = bool(text & cue_set("telling", "tallies"))
    if m.harm_only and (summed or line.tokens.present & cue_set("telling", "burials")):
        return False
    acts = [t for t in m.triggers if not _names_somebody(line, t)]
    if not acts:
        return False
    lemmas = {t.lemma for t in acts}
    if lemmas == {"be behind"}:
        return False  # somebody is behind an act told elsewhere
    if lemmas <= cue_set("weak", "doers") and not counted and s.date is None and not s.roles.patients:
        return False  # 'the gunman shouted'
    if m.head.lemma == "round up" and not counted and not s.roles.patients:
        return False  # cattle
    vague = m.head.form == "noun" and not s.places and not counted and not s.roles.agents and not s.roles.patients
    return not vague or s.date is None or s.date.precision < 5


def _by_men(s: Slots) -> bool:
    """Whether armed men did or suffered it."""
    return any(k.startswith(("group", "unidentified")) for k in (*s.roles.agents, *s.roles.patients))


def _is_daily(line: Line, s: Slots, text: set[str]) -> bool:
    """Whether the words of its part, ``text``, speak of an accident, a storm or a match, and not of armed men."""
    if _by_men(s):
        return False
    daily = text & cue_set("other", "words")
    return bool(daily and daily - _to_do(line)) or _runs_into(line)


def _is_violent(line: Line, s: Slots) -> bool:
    """Whether its words tell of violence by themselves: not of the dead alone, nor of an aircraft that crashed."""
    m = s.mention
    if m.votes[0][1] < 3.0 or m.harm_only:
        return False
    fell = line.tokens.present & _CRASH and line.tokens.present & cue_set("weak", "flies")
    return not fell or not {t.lemma for t in m.triggers} <= {"kill", "wound", "injure", "die"}


_CRASH = frozenset({"crash", "crashed", "crashes", "crashing"})


_AT_WAR = 2.5
"""How warlike a report is in which whoever robs and kills is no thief."""


def _is_crime(line: Line, s: Slots) -> bool:
    """Whether somebody killed a few for money or at home, and no armed power had a hand in it."""
    if s.mention.family != "violence" or line.tokens.present.isdisjoint(cue_set("other", "crime")):
        return False
    dead = most(s.counts, "killed")
    armed = any(k.startswith(("group", "forces", "state")) for k in (*s.roles.agents, *s.roles.patients))
    return dead < 3 and not armed


def _runs_into(line: Line) -> bool:
    """Whether a vehicle runs into something: 'his motorcycle hit a lorry'."""
    words = line.tokens.words
    return not line.tokens.present.isdisjoint(("hit", "struck")) and any(
        word in ("hit", "struck")
        and words[k - 1] in cue_set("other", "vehicles")
        and not cue_set("other", "obstacles").isdisjoint(words[k + 1 : k + 4])
        for k, word in enumerate(words)
        if k
    )


def _names_somebody(line: Line, trigger: Trigger) -> bool:
    """Whether a participle stands between an article and a noun: 'the coffin of a murdered policeman'."""
    words = line.tokens.words
    before, after = words[trigger.first - 1 : trigger.first], words[trigger.last + 1 : trigger.last + 2]
    return trigger.form == "past" and before in (["a"], ["an"]) and bool(after) and after[0].isalpha()


def _to_do(line: Line) -> frozenset[str]:
    """Verbs behind 'to': 'gunmen who tried to storm a base' tells of no weather."""
    words = line.tokens.words
    verbs = (t.first for t in line.triggers if t.form == "base")
    return frozenset(words[at] for at in verbs if words[at - 1 : at] == ["to"])


def _lasting(mention: DateMention) -> bool:
    """Whether a date is a stretch of more days than one act goes on."""
    return mention.kind == "span" and (mention.offset is None or mention.offset[1] > 2)


_HISTORY = 50 * 365
"""Days after which an event is history, not the background of news."""


def _post(line: Line, s: Slots, text: set[str]) -> bool:
    """Whether a post, a market or a crossing that two states share is told of, and not only as where something was."""
    if not any(c.level in ("site", "town", "district") for c in s.places):
        return False
    strong = s.mention.votes[0][1] >= 3.0
    abroad = len(_sides(line, s, False)) >= 2
    shared = text & (cue_set("opened", "shared") | cue_set("opened", "border")) or abroad
    done = text & (cue_set("opened", "act") | cue_set("opened", "done"))
    part = s.mention.part
    other = any(
        t.harm or FAMILY[t.types[0][0]] not in ("liaison", "diplomacy")
        for t in line.triggers
        if part.first <= t.first <= part.last
    )
    head = s.mention.head.lemma
    if head.endswith(("patrol", "patrols")):
        return bool(abroad or text & cue_set("diplomats", "sides")) and bool(done)
    if head in cue_set("opened", "landmarks"):
        strong = False
    return bool(shared) and (bool(done) or strong and not other)


def _official_act(reading: Reading, line: Line, s: Slots, text: set[str], events: list[Event]) -> bool:
    """Whether states, or a state and an armed group, deal with each other: two sides, and a place, a day or both."""
    m = s.mention
    strong = m.votes[0][1] >= 3.0
    placed, dated = bool(s.places), s.date is not None
    sides = _sides(line, s, reading.warlike >= 1.0 or any(a.role == "official" for a in line.actors))
    abroad = len(sides) >= 2 or len(reading.states) >= 2 and bool(sides)
    if s.act is None or s.act in ("meeting", "accord", "call") and _of_business(reading):
        return False
    meanwhile = m.head.form == "ing" and line.tokens.words[m.head.first - 1 : m.head.first] in (["was"], ["were"])
    if meanwhile and not sides and any(e.family == "violence" for e in events):
        return False  # 'the commanders were meeting the elders' when the bomb went off
    peace = bool(text & cue_set("diplomats", "parties")) or s.act == "accord" and s.office == "government"
    if s.act in ("accord", "meeting") and strong and reading.warlike >= 1.0 and peace:
        return placed or dated
    made = text & cue_set("diplomats", "peace") and text & cue_set("diplomats", "made")
    if s.act == "accord" and made and strong and reading.warlike >= 1.0 and (placed or dated):
        return True
    if s.act == "accord":
        both = bool(sides or strong or text & cue_set("diplomats", "sides"))
        if both and s.date is not None and s.date.kind == "absolute" and len(reading.states) >= 2:
            return True
        lead = m.line <= _LEAD and m.head.form == "past" and len(sides) >= 2 and reading.warlike >= 1.0
        return strong and (placed or dated or lead) and (len(sides) >= 2 or abroad and reading.warlike >= 1.0)
    if s.act == "meeting":
        if m.head.form == "ing" and m.head.lemma in cue_set("diplomats", "travels"):
            return False
        official = (
            strong
            or s.office is not None
            or any(a.role == "official" for a in line.actors)
            or bool(text & cue_set("diplomats", "words"))
            or bool(s.roles.agents and s.roles.patients)
        )
        if s.office and any(e.family == "diplomacy" for e in events) and (m.head.form == "past" or placed):
            return len(reading.states) >= 2 and (bool(sides) or m.head.lemma not in cue_set("diplomats", "travels"))
        if len(sides) >= 2:
            return official and (placed or dated or strong)
        received = m.head.lemma == "meet" and m.head.form == "past" and s.office == "government" and bool(sides)
        if (strong or received) and len(reading.states) >= 2:
            return placed or strong and bool(sides) and m.line <= _LEAD
        held = m.head.form == "noun" and m.head.lemma not in cue_set("diplomats", "travels")
        return held and official and placed and dated and bool(sides) and len(reading.states) >= 2
    if s.act == "call":
        return len(sides) >= 2 or strong and dated and len(reading.states) >= 2
    if s.act == "ties":
        return strong and (dated or bool(sides)) and (len(sides) >= 2 or len(reading.states) >= 2)
    return bool(sides) and (strong or len(sides) >= 2) or strong and placed and reading.warlike >= 1.0


_LEAD = 5
"""Sentences at the head of a report in which what two states agreed is its news, though no day is told."""


def _of_business(reading: Reading) -> bool:
    """Whether a report that speaks of no conflict and no border is one of trade, culture or sport."""
    if reading.warlike >= 1.0:
        return False
    seen = set().union(*(line.tokens.present for line in reading.lines))
    return not seen & cue_set("diplomats", "border") and len(seen & cue_set("diplomats", "business")) >= 2


def _sides(line: Line, s: Slots, host: bool) -> set[str]:
    """Who deals with whom in a mention's part: states, armed groups and, with ``host``, the state in whose town."""
    begin, end = line.tokens.starts[s.mention.part.first], line.tokens.ends[s.mention.part.last]
    travels = s.mention.head.lemma in cue_set("diplomats", "travels")
    talks = s.act in ("accord", "rupture") or s.act == "meeting" and not travels
    found = set()
    for a in line.actors:
        if not begin <= a.span.start < end:
            continue
        if a.country and a.kind in ("state", "forces"):
            found.add(a.country)
        elif a.country and a.kind == "people" and talks and cue_set("diplomats", "words") & set(a.text.lower().split()):
            found.add(a.country)  # 'commanders of X'
        elif a.kind == "group" and talks:
            found.add(a.key)
    if host and s.act in ("meeting", "ties") and s.places and s.places[0].level in ("town", "site", "country"):
        here = country_of(s.places[0])
        if here is not None and found:
            found.add(here)
    return found


def _of_captives(line: Line, s: Slots, events: list[Event]) -> bool:
    """Whether words on captives tell an act: not who is held, nor a release told only to say who somebody is."""
    m = s.mention
    if all(names_only(t) for t in m.triggers) or s.date is None and is_attribute(line, m.head):
        return False
    if m.phase != "freed" or not events or s.date is not None:
        return True
    if not s.places and not any(e.phase == "seized" for e in events) and events[0].family == "violence":
        return False  # attackers who let five of their victims go
    # without a day it is the report's news, or one of 'recent weeks'; else what came of the seizure it tells
    in_passing = all(e.first.mention.joined == "whom" for e in events if e.phase == "seized")
    return _many_freed(s) and (in_passing or any(d.kind == "span" for d in line.dates))


def _many_freed(s: Slots) -> bool:
    return any(c.outcome == "freed" and (c.low or 0) > 1 for c in s.counts)


def _deadly(s: Slots) -> bool:
    """Whether so many were killed, on a day or at a place, that it is no daily crime."""
    m = s.mention
    dead = most(s.counts, "killed")
    strong = m.votes[0][1] >= 3.0
    told = strong and dead >= 3 or m.type == "attack" and not m.harm_only and dead >= 5
    return told and bool(s.places or s.date)


def _armed(line: Line, s: Slots, text: set[str], daily: bool) -> bool:
    """Whether a mention's own words tell of war or of what one state does to another, however short the report."""
    if s.mention.votes[0][1] >= 3.0 and s.places and (_by_armed_power(s) or _of_war(s, text)):
        return True
    if daily or not (s.places or s.date or s.roles.agents and (s.roles.patients or s.counts)):
        return False
    return _over_border(line, s) or _struck(s)


def _by_armed_power(s: Slots) -> bool:
    """Whether an armed group, another state or its people did it: no daily crime, however short the report."""
    here = country_of(s.places[0])
    return s.mention.family in ("violence", "abduction") and any(
        k.startswith("group:") or (a.country is not None and here is not None and a.country != here)
        for k, a in s.roles.first.items()
        if k in s.roles.agents
    )


def _over_border(line: Line, s: Slots) -> bool:
    """Whether a state shuts its frontier, or its men take, hit or stop those of another: 'The navy seized a boat of X'.

    Guards of a border or a coast stand for their state, whomever they take.
    """
    m = s.mention
    if m.family not in ("operation", "violence") or not s.roles.agents:
        return False
    if m.head.lemma.endswith("<frontier>") or m.head.lemma.startswith("<frontier>"):
        exact = s.date is not None and s.date.precision == 1
        return bool(s.places) or exact and len({a.country for a in line.actors if a.country}) >= 2
    doers = [a for k, a in s.roles.first.items() if k in s.roles.agents and a.kind in ("state", "forces")]
    if not doers:
        return False
    if cue_set("conflict", "guards") & {word for a in doers for word in a.text.casefold().split()}:
        return bool(s.roles.patients or s.counts)
    ours = {a.country for a in doers if a.country}
    theirs = {a.country for a in line.actors if a.country and a not in doers}
    return bool(ours and theirs - ours) and bool(s.roles.patients or s.counts)


def _struck(s: Slots) -> bool:
    """Whether people were hit from afar, or men in uniform by unknown ones: 'The strikes in X killed two children'."""
    m = s.mention
    if m.family != "violence":
        return False
    hurt = any(c.outcome in ("killed", "injured") and not c.vague for c in s.counts)
    if m.type == "strike" and not m.harm_only:
        return hurt
    unknown = any(k.startswith("unidentified") for k in s.roles.agents)
    return hurt and unknown and any(k.startswith("forces") for k in s.roles.patients)


def _of_war(s: Slots, text: set[str]) -> bool:
    """Whether a mention's own words tell of war: explosives, shells, soldiers whom it befell, two armed sides.

    That it befell policemen is not enough: they know daily crime.
    """
    m = s.mention
    if m.family != "violence":
        return False
    if m.type == "strike" and s.roles.patients and text & cue_set("conflict", "sure"):
        return True
    if m.type == "clash" and sum(k.startswith(("forces", "state", "group")) for k in s.roles.agents) > 1:
        return True
    soldiers = any(k.startswith("forces") and not k.endswith("police") for k in s.roles.patients)
    return soldiers or bool(text & cue_set("conflict", "explosives"))


def _of_daily_life(line: Line, s: Slots, text: set[str]) -> bool:
    """Whether goods were recalled or ordinary people travelled: no act of a state."""
    if s.mention.head.lemma in cue_set("diplomats", "by_envoy"):
        return not text & cue_set("diplomats", "words")
    if s.mention.head.lemma in cue_set("diplomats", "travels"):
        officials = any(a.role == "official" for a in line.actors) or s.office is not None
        return not officials and not text & cue_set("diplomats", "words")
    return False


_OTHER = frozenset({"another", "separate", "similar", "different", "related"})
"""Words for one more act of the sort told before."""


def elsewhere(line: Line) -> bool:
    """Whether a sentence opens on something else: 'In another incident', 'Separately', 'On Friday, in another'."""
    words = line.tokens.words[:12]
    if words[:1] == ["also"] and words[1:2] in (["in"], ["on"], ["at"], ["near"]):
        return True
    for i, word in enumerate(words):
        if any(t.first < i for t in line.triggers):
            return False
        if i and words[i - 1] != ",":
            continue
        if word in ("separately", "elsewhere"):
            return True
        if word in ("in", "at", "on") and (_OTHER & set(words[i : i + 4]) or words[i + 1 : i + 3] == ["one", "more"]):
            return True
    return False
