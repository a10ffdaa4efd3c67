"""What accounts say of how one incident follows another, carried over to the incidents."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.incident import Account, Evidence, Incident, Link, Relation
from geo.signs import keys_of, states_in

_VIOLENT = frozenset({"strike", "attack", "clash", "abduction", "operation"})
_TALKS = frozenset({"liaison", "diplomacy"})

# Cues that name what is answered right after them; the others ('retaliated') leave it to the context.
_NAMES_CAUSE = re.compile(r"\b(?:following|after|to|for|over|against)\W*$", re.IGNORECASE)
_BACKWARDS = re.compile(r"\b(?:before|earlier|ahead|prior)\b", re.IGNORECASE)
_CAUSE_WORDS = 60
"""Characters after a cue in which the one who caused it is named."""

_NEAR = 300
"""Characters past its clause in which a report may still say what an official act answers."""


@dataclass(frozen=True, slots=True)
class Told:
    """An account, and of the incident it tells of what a relation asks for."""

    account: Account
    incident: str
    """Id of the incident."""
    start: date | None
    end: date | None


def related(incident: Incident, told_in: Callable[[str], Sequence[Told]]) -> Incident:
    """The incident with its relations. ``told_in`` gives all that a report tells; it is asked where one is stated.

    A link of an account says which account of its report it means. Where it does not, the one incident of the
    same report is meant that fits: so many days before, or done by the other side and not later. A link that
    fits none, or several, gives no relation.
    """
    found: dict[tuple[str, str], Relation] = {}
    for account in incident.accounts:
        links = [link for link in account.links if link.kind != "same"]
        told = told_in(account.report) if links else ()
        for link in links:
            other = _other(account, link, incident, told)
            if other is not None and other != incident.id:
                found.setdefault((link.kind, other), _relation(account, link, other))
    return replace(incident, relations=tuple(found[k] for k in sorted(found)))


def _relation(account: Account, link: Link, other: str) -> Relation:
    assert link.kind != "same"
    return Relation(link.kind, other, account.report, _quote(account, link))


def _quote(account: Account, link: Link) -> str:
    """The clause that holds the link, where it holds it: its words alone ('two days later') tell little."""
    clause = _clause(account)
    return clause.text if clause is not None and link.text in clause.text else link.text


def _clause(account: Account) -> Evidence | None:
    return next((e for e in account.evidence if e.field == "incident"), None)


def _other(account: Account, link: Link, incident: Incident, told: Sequence[Told]) -> str | None:
    if link.other is not None:
        return next((t.incident for t in told if t.account.id == link.other), None)
    beside = [t for t in told if t.incident != incident.id]
    fitting = _days_before(account, link, beside) if link.kind == "after" else _answered(account, link, beside)
    ids = {t.incident for t in fitting}
    return ids.pop() if len(ids) == 1 else None


def _days_before(account: Account, link: Link, beside: list[Told]) -> list[Told]:
    # The same day is no order of events, and 'a day before' names a later one.
    if not link.days or account.start is None or _BACKWARDS.search(link.text):
        return []
    day = account.start - timedelta(days=link.days)
    return [t for t in beside if t.start and t.start <= day <= (t.end or t.start)]


def _answered(account: Account, link: Link, beside: list[Told]) -> list[Told]:
    clause = _clause(account)
    # 'Response' alone is as often what two sides plan together.
    if clause is None:
        return []
    if link.text.casefold() == "response":
        before = clause.text[: max(0, link.span.start - clause.span.start)]
        if not before.casefold().endswith("in "):
            return []
    reach = clause.span.end + (_NEAR if account.type in _TALKS else 0)
    if not clause.span.start <= link.span.start < reach:
        return []
    own = frozenset(k for k in keys_of(account.actors) if k.startswith("state:"))
    cause: frozenset[str] = frozenset()
    if _NAMES_CAUSE.search(link.text) and clause.span.overlaps(link.span):
        at = link.span.end - clause.span.start
        named = states_in(clause.text[at : at + _CAUSE_WORDS])
        # 'Tension rose following Iran's strikes': the strikes are what is told, not the answer.
        if not named or named[0] in own:
            return []
        cause = frozenset(named[:1])
    here = {f"state:{account.where.country}"} - own
    by = cause or here or (frozenset(states_in(" ".join(account.targets))) - own)
    return [
        t
        for t in beside
        if t.account.type in _VIOLENT
        and keys_of(t.account.actors) & by
        and not (t.start and account.start and t.start > account.start)
    ]
