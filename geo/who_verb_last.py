"""Who did it and whom it struck where the verb stands last (Persian, Urdu): the small words around a name say it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Protocol

from geo.actor import ActorMention
from geo.tokens import Tokens, folded
from geo.triggers import Trigger
from geo.vocabulary import vocabulary

_AGENTS = frozenset({"state", "forces", "group", "unidentified", "organisation"})
_VICTIMS = frozenset({"people", "forces", "place-target"})
_HARMED = 14
"""Most words between those who came to harm and the word that says so."""
_JOINED = 4
"""Most words between two who came to harm together."""


class Votes(Protocol):
    """What takes the votes: the coder's roles."""

    def add(self, side: str, mention: ActorMention, weight: float) -> None:
        """Count one vote."""
        ...


@cache
def _phrases() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return {key: tuple(tuple(map(folded, row.split())) for row in rows) for key, rows in vocabulary("roles").items()}


def vote(
    votes: Votes,
    tokens: Tokens,
    triggers: tuple[Trigger, ...],
    head: Trigger,
    actors: list[ActorMention],
    hangs: bool = False,
) -> None:
    """Add the votes of one event mention: ``actors`` are the bodies of its part of the sentence, in order.

    A body marked by a small word is what the word says; whose arms or whose deed it was acted; of the others, those
    before a word of harm suffered, and one that opens an active clause acted. ``hangs``: the mention is a noun on which
    another deed follows ('over the attack, X summoned Y'), so that the clause's cases are not its own.
    """
    words = tokens.words
    at = [(tokens.first_at(a.span.start), tokens.first_at(a.span.end - 1)) for a in actors]
    marks = ["" if hangs else _marked(words, first, last) for first, last in at]
    _share(words, at, marks)
    acted = False
    for actor, (first, last), mark in zip(actors, at, marks, strict=True):
        inside = next((t for t in triggers if first <= t.last and last >= t.first), None)
        if inside is not None and "_" in inside.lemma and inside.first < first and last < inside.last:
            votes.add("patient", actor, 1.0)  # what a verb in two parts holds is its object
            continue
        if inside is not None or _tells(words, first, last):
            continue
        owned = _owned(words, triggers, first, last)
        if owned == "patient":
            votes.add("patient", actor, 1.0)
        elif actor.kind in _AGENTS and (mark == "agent" or owned == "agent"):
            votes.add("agent", actor, 1.5)
            acted = True
        elif mark == "patient":
            votes.add("patient", actor, 1.0)
        elif mark == "both" and actor.kind in _AGENTS:
            votes.add("agent", actor, 1.0)
            acted = True
    if not acted and not hangs:
        _opens(votes, words, head, triggers, actors, at, marks)
    for trigger in triggers:
        if trigger.harm:
            _harmed(votes, words, trigger, actors, at, marks, 1.0 if trigger is head else 0.6)


def _opens(
    votes: Votes,
    words: list[str],
    head: Trigger,
    triggers: tuple[Trigger, ...],
    actors: list[ActorMention],
    at: list[tuple[int, int]],
    marks: list[str],
) -> None:
    """The unmarked body that opens the clause of an active verb; of a passive one only who is armed by name."""
    verbs = [t for t in triggers if t.form != "noun"]
    harmed = any(t.harm and set(words[t.last : t.last + 4]) & _set("passive") for t in verbs)
    if harmed and not any(t.types for t in verbs):
        return  # the clause only says who fell
    passive = bool(set(words[head.last : head.last + 4]) & _set("passive"))
    kinds = ("group", "unidentified") if passive or head.form == "noun" else tuple(_AGENTS)
    told = max((i for i in range(head.first) if words[i] in _set("told")), default=-1)
    for actor, (first, last), mark in zip(actors, at, marks, strict=True):
        if actor.kind not in kinds or mark or not told < first <= last < head.first or _tells(words, first, last):
            continue
        votes.add("agent", actor, 1.0)
        return


def _share(words: list[str], at: list[tuple[int, int]], marks: list[str]) -> None:
    """Bodies joined by 'and' share the mark that only one of them bears; so do a base and whose it is."""
    for i in range(1, len(at)):
        gap = words[at[i - 1][1] + 1 : at[i][0]]
        if not gap:
            marks[i - 1] = marks[i] = marks[i] or marks[i - 1]
        elif len(gap) == 1 and gap[0] in _set("and"):
            if marks[i] and not marks[i - 1]:
                marks[i - 1] = marks[i]
            elif marks[i - 1] == "both" and not marks[i]:
                marks[i] = "both"


def _owned(words: list[str], triggers: tuple[Trigger, ...], first: int, last: int) -> str:
    """'agent' for whose arms or whose deed it was ('the drones of X', 'the raid of X'), 'patient' for whose death."""
    arms, case = _set("weapons"), _set("genitive")
    back = first - 1
    while back > 0 and words[back] in _set("of_arms"):
        back -= 1
    if back >= 0 and words[back] in arms:
        return "agent"
    if words[last + 1 : last + 2] and (
        words[last + 1] in arms or words[last + 1] in case and set(words[last + 2 : last + 3]) & arms
    ):
        return "agent"
    for t in triggers:
        if t.form != "noun":
            continue
        persian = first == t.last + 1
        gap = words[last + 1 : t.first]
        urdu = 0 < len(gap) <= 3 and gap[0] in case and not set(gap) & _set("patient_after") or t.first == last + 1
        if persian or urdu:
            return "patient" if set(words[t.first : t.last + 1]) & _set("befalls") or t.harm else "agent"
    return ""


def _harmed(
    votes: Votes,
    words: list[str],
    trigger: Trigger,
    actors: list[ActorMention],
    at: list[tuple[int, int]],
    marked: list[str],
    weight: float,
) -> None:
    """Those named nearest before 'killed', 'hurt', 'martyred', and those joined to them by 'and'."""
    reach = trigger.first
    for k in range(len(actors) - 1, -1, -1):
        first, last = at[k]
        if last >= trigger.first or actors[k].kind not in _VICTIMS or marked[k] not in ("", "patient"):
            continue
        if reach - last > (_HARMED if reach == trigger.first else _JOINED) or _tells(words, first, last):
            return
        votes.add("patient", actors[k], weight * 1.2)
        reach = at[k][0]


def _marked(words: list[str], first: int, last: int) -> str:
    """'agent', 'patient', 'both' or 'aside' where a small word says so, else ''."""
    table = _phrases()
    between = {row[0] for row in table["between"]}
    start = first
    while start > 0 and first - start < 3 and (words[start - 1] in between or words[start - 1].isdecimal()):
        start -= 1
    if words[last + 1 : last + 2] == ["("] and ")" in words[last + 1 : last + 6]:
        last = words.index(")", last + 1)  # a short name in brackets
    for role in ("agent", "patient", "both", "aside"):
        for row in table[f"{role}_before"]:
            for head in {start, first}:
                if tuple(words[max(0, head - len(row)) : head]) == row:
                    return role
        for row in table[f"{role}_after"]:
            if tuple(words[last + 1 : last + 1 + len(row)]) == row:
                return role
    if words[last + 1 : last + 2] and words[last + 1] in _set("genitive"):
        # 'X کی گاڑی پر': what is X's is struck, and X with it
        for word in words[last + 2 : last + 7]:
            if word in _set("patient_after"):
                return "patient"
            if word in _set("agent_after") or word in _set("aside_after"):
                break
    return ""


def _tells(words: list[str], first: int, last: int) -> bool:
    """Whether the body only tells the news: 'the police say', 'according to the police'."""
    before = words[max(0, first - 2) : first]
    return bool(_set("says") & set(words[last + 1 : last + 4]) or _set("says_before") & set(before))


def _set(key: str) -> frozenset[str]:
    return _sets()[key]


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    return {key: frozenset(row[0] for row in rows) for key, rows in _phrases().items()}
