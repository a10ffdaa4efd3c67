"""Whether a mention that joins no event says enough to be one of its own."""

from __future__ import annotations

from geo.captives import names_only
from geo.place_ties import country_of
from geo.reading import Line, Reading, cue_set
from geo.telling import Event, Slots, answers, is_anaphoric, is_participle
from geo.where import RANK


def worth_an_event(reading: Reading, s: Slots, events: list[Event]) -> bool:
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
    if m.family == "abduction" and all(names_only(t) for t in m.triggers):
        return False
    if m.phase == "freed" and events and s.date is None and not any(c.outcome == "freed" and c.low for c in s.counts):
        return False  # 'the mother of a woman who was freed not long ago'
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
    if answers(line, m) and named or placed and m.head.lemma.startswith("come under"):
        return True
    if elsewhere(line) and placed and m.family in ("violence", "abduction"):
        return True
    if is_participle(line, m) and events:
        return False
    if m.harm_only:
        return counted and (placed or s.date is not None or not events) and not (text & cue_set("other", "words"))
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
    if near and s.date is not None and m.family == "violence" and m.joined in (None, "and"):
        return True  # 'it began on Friday with attacks on two villages, A and B'
    if placed or s.date is not None:
        return strong or counted or named
    return strong and counted


def _by_armed_power(s: Slots) -> bool:
    """Whether an armed group, another state or its people did it: no daily crime, however short the report."""
    here = country_of(s.places[0])
    return s.mention.family in ("violence", "abduction") and any(
        k.startswith("group:") or (a.country is not None and here is not None and a.country != here)
        for k, a in s.roles.first.items()
        if k in s.roles.agents
    )


_BY_ENVOY = frozenset({"recall", "expel", "withdraw"})
_TRAVELS = frozenset({"arrive", "travel to", "fly to", "fly on to", "fly into", "visit", "trip"})


def _of_daily_life(line: Line, s: Slots, text: set[str]) -> bool:
    """Whether goods were recalled or ordinary people travelled: no act of a state."""
    if s.mention.head.lemma in _BY_ENVOY:
        return not text & cue_set("diplomats", "words")
    if s.mention.head.lemma in _TRAVELS:
        officials = any(a.role == "official" for a in line.actors) or s.office is not None
        return not officials and not text & cue_set("diplomats", "words")
    return False


def _states(line: Line, s: Slots) -> list[str]:
    """Countries of the state mentions of the mention's part, in order."""
    begin, end = line.tokens.starts[s.mention.part.first], line.tokens.ends[s.mention.part.last]
    found = [
        a.country for a in line.actors if a.country and begin <= a.span.start < end and a.kind in ("state", "forces")
    ]
    return list(dict.fromkeys(found))


def elsewhere(line: Line) -> bool:
    """Whether a sentence opens on something else: 'In another incident', 'Separately', 'In a similar attack'."""
    opening = line.tokens.words[:4]
    return opening[:1] in (["separately"], ["elsewhere"]) or (
        opening[:1] in (["in"], ["at"], ["on"]) and bool({"another", "separate", "similar", "different"} & set(opening))
    )
