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
    votes: Votes, tokens: Tokens, triggers: tuple[Trigger, ...], head: Trigger, actors: list[ActorMention]
) -> None:
    """Add the votes of one event mention: ``actors`` are the bodies of its part of the sentence, in order.

    A body marked by a small word is what the word says; of the others, those before a word of harm suffered, a
    named or unnamed bearer of arms at the head of the clause acted.
    """
    words = tokens.words
    at = [(tokens.first_at(a.span.start), tokens.first_at(a.span.end) - 1) for a in actors]
    marked = [_marked(words, first, last) for first, last in at]
    acted = False
    for actor, (first, last), mark in zip(actors, at, marked, strict=True):
        if any(first <= t.last and last >= t.first for t in triggers) or _tells(words, last):
            continue
        if mark == "agent" and actor.kind in _AGENTS:
            votes.add("agent", actor, 1.5)
            acted = True
        elif mark == "patient" and actor.kind != "unidentified":
            votes.add("patient", actor, 1.0)
        elif mark == "both" and actor.kind in _AGENTS:
            votes.add("agent", actor, 0.5)
        elif actor.kind in _AGENTS and any(t.types and t.form == "noun" and first == t.last + 1 for t in triggers):
            votes.add("agent", actor, 1.0)  # 'the attack of X'
            acted = True
    if not acted:
        for actor, (_, last), mark in zip(actors, at, marked, strict=True):
            if actor.kind in ("group", "unidentified") and not mark and last < head.last and not _tells(words, last):
                votes.add("agent", actor, 1.0)
                break
    for trigger in triggers:
        if trigger.harm:
            _harmed(votes, words, trigger, actors, at, marked, 1.0 if trigger is head else 0.6)


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
        last = at[k][1]
        if last >= trigger.first or actors[k].kind not in _VICTIMS or marked[k] not in ("", "patient"):
            continue
        if reach - last > (_HARMED if reach == trigger.first else _JOINED) or _tells(words, last):
            return
        votes.add("patient", actors[k], weight * 1.2)
        reach = at[k][0]


def _marked(words: list[str], first: int, last: int) -> str:
    """'agent', 'patient' or 'both' where a small word says so, else ''."""
    table = _phrases()
    between = {row[0] for row in table["between"]}
    start = first
    while start > 0 and first - start < 3 and (words[start - 1] in between or words[start - 1].isdecimal()):
        start -= 1
    for role in ("agent", "patient", "both"):
        for row in table[f"{role}_before"]:
            for head in {start, first}:
                if tuple(words[max(0, head - len(row)) : head]) == row:
                    return role
        for row in table[f"{role}_after"]:
            if tuple(words[last + 1 : last + 1 + len(row)]) == row:
                return role
    return ""


def _tells(words: list[str], last: int) -> bool:
    """Whether the body only tells the news: 'the police say'."""
    says = {row[0] for row in _phrases()["says"]}
    return any(word in says for word in words[last + 1 : last + 4])
