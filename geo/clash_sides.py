"""Who fought whom in a clash: the two camps its words name, else those its report tells of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from geo.actors import ActorMention
from geo.reading import Line, Reading
from geo.telling import Event
from geo.who import Roles, extent, of_place, speaks

_ARMED = frozenset({"state", "forces", "group", "unidentified"})
_BOTH = frozenset({"armed-group", "warring-tribes"})
"""Nouns that name both sides at once: 'rival clans', 'armed groups'."""
_OF_A_STATE = frozenset({"state", "forces"})


@dataclass
class _Camp:
    """Those on one side of a fight: keys of mentions with the weight of what is said of them."""

    weights: dict[str, float] = field(default_factory=dict)

    def best(self, merged: Roles) -> str:
        """Whom to name: a group before 'the militants', a force before 'officers', else who is told of most."""
        return max(
            self.weights,
            key=lambda k: (
                merged.first[k].kind != "unidentified",
                not k.endswith(":officers"),
                self.weights[k],
                merged.first[k].kind == "forces",
            ),
        )


def fighters(reading: Reading, event: Event, merged: Roles, counted: Collection[str]) -> tuple[list[str], list[str]]:
    """Keys of those who fought and of those they fought: each against the other, or winner and loser where told.

    ``counted`` are keys of those of whom a figure is given. Mentions found beyond the event's own words are added to
    ``merged.first``.
    """
    said = {k: merged.agents.get(k, 0.0) + merged.patients.get(k, 0.0) for k in (*merged.agents, *merged.patients)}
    camps = _camps(merged, {k: weight for k, weight in said.items() if merged.first[k].kind in _ARMED})
    told = [reading.lines[s.mention.line] for s in event.all]
    at = event.first.mention.line
    for lines in (told[:1], told, (), reading.lines[max(0, at - 2) : at + 3], reading.lines):
        if len(camps) >= 2 or any(k.rsplit(":", 1)[-1] in _BOTH for camp in camps.values() for k in camp.weights):
            break
        if camps and lines is reading.lines:
            break  # far from the clash whoever else bears arms need not be in it
        found = _named_in(lines, merged) if lines else {k: said[k] for k in merged.agents if _are_people(merged, k)}
        found |= {k: 1000.0 + w for camp in camps.values() for k, w in camp.weights.items()}
        camps = _camps(merged, found)
    sides = sorted(camps.values(), key=lambda c: -sum(c.weights.values()))[:2]
    keys = [camp.best(merged) for camp in sides]
    if len(keys) == 1 and not any(k in counted for k in merged.patients):
        states = _two_states(reading, merged, keys[0])
        if states:
            return states, states[::-1]
    if len(keys) < 2:
        return keys, [
            k for k in merged.patients if k in counted and k not in keys and not k.startswith("people:civilians")
        ]
    keys.sort(key=lambda k: -merged.agents.get(k, 0.0))
    loser = next((k for k in keys if _beaten(merged, sides, k, counted)), None)
    if loser is not None:
        return [k for k in keys if k != loser], [loser]
    return keys, keys[::-1]


def _two_states(reading: Reading, merged: Roles, key: str) -> list[str]:
    """Keys of the state whose forces fought and of the other one, where the report is of two at odds."""
    mine = merged.first[key]
    if mine.kind not in _OF_A_STATE or mine.country not in reading.states[:2]:
        return []
    named = [a for line in reading.lines for a in line.actors if a.kind == "state" and a.country in reading.states[:2]]
    others = [a for a in named if a.country != mine.country]
    if len(others) < _AT_ODDS or 3 * len(others) < len(named):
        return []
    own = next((a for a in named if a.country == mine.country), mine)
    for a in (own, others[0]):
        merged.first.setdefault(a.key, a)
    return [own.key, others[0].key]


_AT_ODDS = 3
"""Mentions of a second state that make a report one of two."""


def _are_people(merged: Roles, key: str) -> bool:
    """Whether a side bears no arms by its name: 'herders and farmers clashed'."""
    return merged.first[key].kind == "people"


def _camps(merged: Roles, weights: dict[str, float]) -> dict[str, _Camp]:
    """Some keys by the side they are on; a state's forces are on its side."""
    camps: dict[str, _Camp] = {}
    for key, weight in weights.items():
        camps.setdefault(_camp_of(merged.first[key]), _Camp()).weights[key] = weight
    # 'the army' is that of the only state, 'the militants' are those of the only group
    for loose, kinds in (("forces", _OF_A_STATE), ("unidentified", ("group",))):
        homes = [
            name for name, camp in camps.items() if name != loose and merged.first[camp.best(merged)].kind in kinds
        ]
        if loose in camps and len(homes) == 1:
            camps[homes[0]].weights |= camps.pop(loose).weights
    return camps


def _camp_of(mention: ActorMention) -> str:
    if mention.kind in _OF_A_STATE:
        return mention.country or "forces"
    return mention.key if mention.kind in ("group", "people") else "unidentified"


def _named_in(lines: Iterable[Line], merged: Roles) -> dict[str, float]:
    """How often some lines name each armed body, those left out that only speak or say whose ground it is."""
    found: dict[str, float] = {}
    for line in lines:
        words = line.tokens.words
        for a in line.actors:
            bears_arms = a.kind in ("forces", "group", "unidentified")
            if bears_arms and not of_place(line, a) and not speaks(words, extent(line, a)):
                merged.first.setdefault(a.key, a)
                found[a.key] = found.get(a.key, 0.0) + 1.0
    return found


def _beaten(merged: Roles, sides: list[_Camp], key: str, counted: Collection[str]) -> bool:
    """Whether the words tell that one of two camps lost: it only suffers what the other does, or those counted among
    the fallen are its fighters and the other side a state's."""
    (mine,), (theirs,) = ([c for c in sides if (key in c.weights) is own] for own in (True, False))
    acts = any(k in merged.agents for k in mine.weights)
    suffers = any(k in merged.patients for k in mine.weights)
    if suffers and not acts and any(k in merged.agents for k in theirs.weights):
        return True
    if merged.first[key].kind in _OF_A_STATE or merged.first[theirs.best(merged)].kind not in _OF_A_STATE:
        return False
    fallen = any(k in counted for k in mine.weights) and not any(k in counted for k in theirs.weights)
    return fallen or merged.first[key].kind == "unidentified"
