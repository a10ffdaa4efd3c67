"""What accounts say of how one incident follows another, carried over to the incidents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from geo.incident import Account, Incident, Link, Relation


def relate(incidents: Iterable[Incident]) -> list[Incident]:
    """The incidents with their relations, in the order given. A link that points to no incident is dropped.

    A link says which account of its report it means; where it gives only a number of days, the one incident
    of the same report that happened so many days before is meant.
    """
    known = list(incidents)
    home = {(a.report, a.id): i for i in known for a in i.accounts}
    reports: dict[str, list[Incident]] = {}
    for incident in known:
        for report in {a.report for a in incident.accounts}:
            reports.setdefault(report, []).append(incident)
    result = []
    for incident in known:
        found: dict[tuple[str, str, str], Relation] = {}
        for account in incident.accounts:
            for link in account.links:
                if link.kind == "same":
                    continue
                other = _other(account, link, incident, home, reports)
                if other is not None and other.id != incident.id:
                    key = (link.kind, other.id, account.report)
                    found.setdefault(key, Relation(link.kind, other.id, account.report, link.text))
        result.append(replace(incident, relations=tuple(found[k] for k in sorted(found))))
    return result


def _other(
    account: Account,
    link: Link,
    incident: Incident,
    home: dict[tuple[str, str], Incident],
    reports: dict[str, list[Incident]],
) -> Incident | None:
    if link.other is not None:
        return home.get((account.report, link.other))
    if link.days is None or account.start is None:
        return None
    day = account.start - timedelta(days=link.days)
    there = [
        i for i in reports[account.report] if i.id != incident.id and i.start and i.start <= day <= (i.end or i.start)
    ]
    return there[0] if len(there) == 1 else None
