"""Why an incident stands as it does, in plain text: its accounts, their words, and what joined them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from geo.incident import Account, Incident
from geo.nearest import explain
from maps.changes import toll_words, when


def explain_incident(incident: Incident, incidents: Collection[Incident]) -> str:
    """Everything that made one incident, a few lines an account; what a report says stands in quotation marks.

    ``incidents`` are all of the run, itself included: of those nearest to it is told why they are others.
    """
    return "\n".join(_lines(incident, incidents))


def _lines(incident: Incident, incidents: Collection[Incident]) -> Iterator[str]:
    yield f"{incident.id}: {incident.type}, {incident.status}"
    yield f"  {incident.title}"
    yield f"  when: {when(incident.start, incident.end)}, precision {incident.date_precision}"
    where = incident.where
    place = ", ".join(dict.fromkeys(part for part in (where.name or "unnamed", where.admin1, where.country) if part))
    yield f"  where: {place}, precision {where.where_precision}"
    yield from (f"    {reason}" for reason in where.reasons)
    yield f"  who: {', '.join(incident.actors) or 'nobody named'} -> {', '.join(incident.targets) or 'nobody named'}"
    for name, toll in (("killed", incident.killed), ("injured", incident.injured)):
        yield f"  {name}: {toll_words(toll) or 'not stated'}"
    yield from (f"  {line}" for line in explain(incident.id, incidents))
    for disagreement in incident.disagreements:
        yield f"  not agreed on: {disagreement.field}"
        yield from (f"    {side.value} ({', '.join(side.reports)})" for side in disagreement.sides)
    for account in incident.accounts:
        yield from _account(account)


def _account(account: Account) -> Iterator[str]:
    yield f"  told by {account.report} ({account.id}):"
    if account.rules:
        yield f"    rules: {', '.join(account.rules)}"
    yield from (f"    place: {reason}" for reason in account.where.reasons)
    for row in account.evidence:
        yield f"    {row.field} [{row.span.start}:{row.span.end}] {' '.join(row.text.split())!r}"
