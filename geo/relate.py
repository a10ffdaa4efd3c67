"""What accounts say of how one incident follows another, carried over to the incidents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

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
class _Told:
    account: Account
    incident: Incident


def relate(incidents: Iterable[Incident]) -> list[Incident]:
    """The incidents with their relations, in the order given.

    A link of an account says which account of its report it means. Where it does not, the one incident of the
    same report is meant that fits: so many days before, or done by the other side and not later. A link that
    fits none, or several, gives no relation.
    """
    known = list(incidents)
    home = {(a.report, a.id): i for i in known for a in i.accounts}
    reports: dict[str, list[_Told]] = {}
    for incident in known:
        for account in incident.accounts:
            reports.setdefault(account.report, []).append(_Told(account, incident))
    result = []
    for incident in known:
        found: dict[tuple[str, str], Relation] = {}
        for account in incident.accounts:
            for link in account.links:
                other = _other(account, link, incident, home, reports[account.report])
                if other is not None and other.id != incident.id and link.kind != "same":
                    found.setdefault(
                        (link.kind, other.id), Relation(link.kind, other.id, account.report, _quote(account, link))
                    )
        result.append(replace(incident, relations=tuple(found[k] for k in sorted(found))))
    return result


def _quote(account: Account, link: Link) -> str:
    """The clause that holds the link, where it holds it: its words alone ('two days later') tell little."""
    clause = _clause(account)
    return clause.text if clause is not None and link.text in clause.text else link.text


def _clause(account: Account) -> Evidence | None:
    return next((e for e in account.evidence if e.field == "incident"), None)


def _other(
    account: Account,
    link: Link,
    incident: Incident,
    home: dict[tuple[str, str], Incident],
    told: list[_Told],
) -> Incident | None:
    if link.other is not None:
        return home.get((account.report, link.other))
    beside = [t for t in told if t.incident.id != incident.id]
    if link.kind == "after":
        fitting = _days_before(account, link, beside)
    elif link.kind == "response":
        fitting = _answered(account, link, beside)
    else:
        fitting = []
    ids = {t.incident.id: t.incident for t in fitting}
    return next(iter(ids.values())) if len(ids) == 1 else None


def _days_before(account: Account, link: Link, beside: list[_Told]) -> list[_Told]:
    # The same day is no order of events, and 'a day before' names a later one.
    if not link.days or account.start is None or _BACKWARDS.search(link.text):
        return []
    day = account.start - timedelta(days=link.days)
    return [t for t in beside if t.incident.start and t.incident.start <= day <= (t.incident.end or t.incident.start)]


def _answered(account: Account, link: Link, beside: list[_Told]) -> list[_Told]:
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
        and not (t.incident.start and account.start and t.incident.start > account.start)
    ]
