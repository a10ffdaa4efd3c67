"""What differs between two files of incidents: what is new, what changed, field by field, and what is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from geo.incident import Incident, Toll

FIELDS = (
    "type", "title", "when", "place", "actors", "targets", "killed", "killed best", "injured", "injured best", "status",
    "sources", "disagreements", "relations",
)  # fmt: skip
"""The fields that are compared, in the order they are told."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, in words; '' where there was nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An incident that both files have, and what differs."""

    incident: Incident
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """An incident that only the old file has. ``now_in`` are the ids of the new ones that hold its accounts."""

    incident: Incident
    now_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs; each list in the order of its file."""

    new: tuple[Incident, ...]
    changed: tuple[Changed, ...]
    gone: tuple[Gone, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def compare_incidents(old: Sequence[Incident], new: Sequence[Incident]) -> Changes:
    """Compare by id: what an incident says, not how it came about (reasons, rules, offsets of words)."""
    before = {i.id: i for i in old}
    after = {i.id: i for i in new}
    home: dict[tuple[str, str], str] = {(a.report, a.id): i.id for i in new for a in i.accounts}
    changed = []
    for incident in new:
        if incident.id in before:
            fields = _fields(before[incident.id], incident)
            if fields:
                changed.append(Changed(incident, fields))
    gone = []
    for incident in old:
        if incident.id not in after:
            held: dict[str, int] = defaultdict(int)
            for account in incident.accounts:
                if (account.report, account.id) in home:
                    held[home[account.report, account.id]] += 1
            gone.append(Gone(incident, tuple(sorted(held, key=lambda name: (-held[name], name)))))
    return Changes(tuple(i for i in new if i.id not in before), tuple(changed), tuple(gone))


def _fields(old: Incident, new: Incident) -> tuple[FieldChange, ...]:
    before, after = _words(old), _words(new)
    return tuple(FieldChange(f, before[f], after[f]) for f in FIELDS if before[f] != after[f])


def _words(incident: Incident) -> dict[str, str]:
    where = incident.where
    place = ", ".join(p for p in (where.name, where.admin1 if where.admin1 != where.name else None, where.country) if p)
    return {
        "type": incident.type,
        "title": incident.title,
        "when": when(incident.start, incident.end) + (" (inferred)" if incident.date_inferred else ""),
        "place": f"{place or 'not known'} (precision {where.where_precision})",
        "actors": ", ".join(incident.actors),
        "targets": ", ".join(incident.targets),
        "killed": toll_words(incident.killed),
        "killed best": "" if incident.killed_best is None else str(incident.killed_best),
        "injured": toll_words(incident.injured),
        "injured best": "" if incident.injured_best is None else str(incident.injured_best),
        "status": incident.status,
        "sources": ", ".join(sorted(r for s in incident.sources for r in (s.report, *s.carried_by))),
        "disagreements": "; ".join(
            f"{d.field}: {' / '.join(sorted(s.value for s in d.sides))}" for d in incident.disagreements
        ),
        "relations": ", ".join(sorted({f"{r.kind} {r.other}" for r in incident.relations})),
    }


def when(start: date | None, end: date | None) -> str:
    """Days in words.

    >>> when(date(2024, 1, 16), date(2024, 1, 18)), when(None, None)
    ('2024-01-16 to 2024-01-18', 'not known')
    """
    if start is None:
        return "not known"
    return start.isoformat() if end is None or start == end else f"{start.isoformat()} to {end.isoformat()}"


def toll_words(toll: Toll | None) -> str:
    """A toll in words, '' where none is given.

    >>> toll_words((11, None)), toll_words((9, 10)), toll_words((None, 4)), toll_words((0, 0)), toll_words(None)
    ('at least 11', '9 to 10', 'up to 4', '0', '')
    """
    if toll is None or toll == (None, None):
        return ""
    low, high = toll
    if low == high:
        return str(low)
    if high is None:
        return f"at least {low}"
    return f"up to {high}" if low is None else f"{low} to {high}"


def lines(changes: Changes) -> Iterator[str]:
    """The changes as lines of text; a single one where nothing differs."""
    if not changes:
        yield "nothing new, changed or gone"
        return
    for incident in changes.new:
        yield f"new      {_one(incident)}"
    for row in changes.changed:
        yield f"changed  {_one(row.incident)}"
        for field in row.fields:
            yield f"         {field.field}: {field.before or 'nothing'} -> {field.after or 'nothing'}"
    for gone in changes.gone:
        where = f" (now in {', '.join(gone.now_in)})" if gone.now_in else ""
        yield f"gone     {_one(gone.incident)}{where}"
    yield f"{len(changes.new)} new, {len(changes.changed)} changed, {len(changes.gone)} gone"


def _one(incident: Incident) -> str:
    # Report text may hold line breaks and tabs: one incident, one line.
    return f"{incident.id}: {' '.join(incident.title.split())}"


def as_json(changes: Changes) -> dict[str, object]:
    """The changes as JSON values."""
    return {
        "new": [{"id": i.id, "title": i.title} for i in changes.new],
        "changed": [
            {
                "id": row.incident.id,
                "title": row.incident.title,
                "fields": [{"field": f.field, "before": f.before, "after": f.after} for f in row.fields],
            }
            for row in changes.changed
        ],
        "gone": [{"id": g.incident.id, "title": g.incident.title, "now_in": list(g.now_in)} for g in changes.gone],
    }
