"""Why an incident was not joined with the ones most like it, told from the incidents alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from geo.incident import Incident
from geo.likeness import NEEDED, NEVER, Likeness, compare, weigh
from geo.scarcity import Context, context_of
from geo.signs import Signs, signs_of

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Beside:
    incident: Incident
    likeness: Likeness
    worst: Likeness


def explain(incident_id: str, incidents: Collection[Incident]) -> list[str]:
    """Lines that tell why the accounts of an incident were joined, and why the nearest other incidents were not.

    Raises
    ------
    KeyError
        If no incident has the id.
    """
    chosen = next((i for i in incidents if i.id == incident_id), None)
    if chosen is None:
        raise KeyError(f"no incident has the id {incident_id!r}")
    lines = []
    if len(chosen.accounts) == 1:
        lines.append(f"{incident_id} is told by one account.")
    else:
        lines.append(f"{incident_id} joins {len(chosen.accounts)} accounts; {NEEDED} speaks for one event:")
        lines.extend(f"  {reason}" for reason in chosen.reasons)
    beside = nearest(chosen, incidents)
    if beside:
        lines.append("The nearest others were not joined:")
    lines.extend(
        f"  {near.incident.id} ({near.incident.type}, {near.incident.title}): "
        f"{near.likeness.words()}; together {near.likeness.together:.1f}: {_why(near)}"
        for near in beside
    )
    return lines


def _why(near: _Beside) -> str:
    if near.likeness.together < NEEDED:
        return f"too little, {NEEDED} is needed"
    if near.worst.together < NEEDED:
        return f"but other accounts of the two do not fit together ({near.worst.words()})"
    return "but another event explains it as well"


def nearest(chosen: Incident, incidents: Collection[Incident]) -> list[_Beside]:
    """The other incidents whose accounts come nearest to those of one, nearest first, at most three."""
    rank = 0
    signs: dict[str, list[Signs]] = {}
    for incident in incidents:
        published = _published(incident)
        rows = []
        for account in incident.accounts:
            rows.append(signs_of(account, rank, published.get(account.report)))
            rank += 1
        signs[incident.id] = rows
    context = context_of([s for rows in signs.values() for s in rows])
    found: list[tuple[float, str, _Beside]] = []
    for incident in incidents:
        if incident.id == chosen.id:
            continue
        best = _best(signs[chosen.id], signs[incident.id], context)
        if best is None or best[0] <= 0:
            continue
        value, mine, other = best
        worst = min(
            ((weigh(a, b, context), a, b) for a in signs[chosen.id] for b in signs[incident.id]), key=lambda r: r[0]
        )
        row = _Beside(incident, compare(mine, other, context), compare(worst[1], worst[2], context))
        found.append((-value, incident.id, row))
    found.sort(key=lambda r: r[:2])
    return [row for _, _, row in found[:_SHOWN]]


def _published(incident: Incident) -> dict[str, date | None]:
    days: dict[str, date | None] = {}
    for source in incident.sources:
        day = source.published or (source.summary_of.published if source.summary_of else None)
        for report in (source.report, *source.carried_by):
            days[report] = day
    return days


def _best(mine: Sequence[Signs], others: Sequence[Signs], context: Context) -> tuple[float, Signs, Signs] | None:
    best: tuple[float, Signs, Signs] | None = None
    for a in mine:
        for b in others:
            value = weigh(a, b, context)
            if value > NEVER / 2 and (best is None or value > best[0]):
                best = (value, a, b)
    return best
