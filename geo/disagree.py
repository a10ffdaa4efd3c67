"""Where the accounts of one incident do not agree: field by field, each side with its reports and their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from gazetteer.names import fold
from geo.contrasts import Contrast, find_contrasts
from geo.incident import Account, Disagreement, Field, Side, Status
from geo.likeness import toll_bounds
from geo.signs import is_everyday, is_people, keys_of, name_keys, province_key, telling_words

if TYPE_CHECKING:
    from geo.wire import Press

_NEAR = 300
"""Characters between a clause and words of its paragraph that are still about the same."""

_RECENT_DAYS = 10

_STATED_DAYS = 7
"""A date of more days than a week is a coarser telling, no other day."""


def disagreements(accounts: Sequence[Account], press: Press) -> tuple[Disagreement, ...]:
    """Every field on which two accounts differ, in a fixed order; empty for a single account.

    A place is listed where the accounts name different places, a coarser one that holds the finer included:
    the reader sees who says how much. All other fields are listed only where two accounts cannot both be right,
    or name different things.
    """
    if len({a.report for a in accounts}) < 2:
        return ()
    found = [
        _place(accounts),
        _date(accounts),
        _toll(accounts, "killed"),
        _toll(accounts, "injured"),
        _names(accounts, "actors"),
        _names(accounts, "targets"),
        _status(accounts),
        *_contrasts(accounts, press),
    ]
    return tuple(d for d in found if d is not None)


def quote(account: Account, field: Field) -> str:
    """The words of an account for a field, else the clause that tells the incident, else its title."""
    for wanted in (field, "incident"):
        for evidence in account.evidence:
            if evidence.field == wanted:
                return evidence.text
    return account.title


def _sides(groups: Sequence[tuple[str, Sequence[tuple[Account, str]]]]) -> tuple[Side, ...]:
    sides = []
    for value, rows in groups:
        told: dict[str, str] = {}
        for account, words in rows:
            told.setdefault(account.report, words)
        sides.append(Side(value, tuple(told), tuple(told.values())))
    return tuple(sides)


def _grouped(
    accounts: Sequence[Account], field: Field, value: Callable[[Account], str | None]
) -> list[tuple[str, list[tuple[Account, str]]]]:
    groups: dict[str, list[tuple[Account, str]]] = {}
    for account in accounts:
        key = value(account)
        if key is not None:
            groups.setdefault(key, []).append((account, quote(account, field)))
    return list(groups.items())


def _place(accounts: Sequence[Account]) -> Disagreement | None:
    names: dict[str, str] = {}

    def value(account: Account) -> str | None:
        where = account.where
        if where.name is None or where.level == "region":
            return None
        if where.level == "province":
            key = f"province {province_key(where.country, where.admin1 or where.name)}"
        elif where.level == "country":
            key = f"country {where.country}"
        else:
            key = where.place_id or f"{fold(where.name)} {where.country}"
        if where.level in ("country", "province"):
            words = f"{where.name} ({where.level}, no nearer place)"
        else:
            words = f"{where.name} ({where.level})"
        return names.setdefault(key, words)

    groups = _grouped(accounts, "place", value)
    return Disagreement("place", _sides(groups)) if len(groups) > 1 else None


def _date(accounts: Sequence[Account]) -> Disagreement | None:
    def value(account: Account) -> str | None:
        if account.start is None or account.date_inferred:
            return None
        end = account.end or account.start
        if (end - account.start).days >= _STATED_DAYS:
            return None
        return _days(account.start, end)

    groups = _grouped(accounts, "date", value)
    return Disagreement("date", _sides(groups)) if len(groups) > 1 else None


def _days(start: date, end: date) -> str:
    return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"


def _toll(accounts: Sequence[Account], field: Field) -> Disagreement | None:
    def value(account: Account) -> str | None:
        toll = account.killed if field == "killed" else account.injured
        if toll is None:
            return None
        low, high = toll
        if low == high:
            return str(low)
        return f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"

    given = [t for a in accounts if (t := a.killed if field == "killed" else a.injured) is not None]
    # 'at least 11' and 12 may both be right; 9 and 10 may not.
    bounds = [(lo, hi if t[1] is not None else 10**9) for t in given for lo, hi in [toll_bounds(t)]]
    if all(a[0] <= b[1] and b[0] <= a[1] for a in bounds for b in bounds):
        return None
    return Disagreement(field, _sides(_grouped(accounts, field, value)))


def _names(accounts: Sequence[Account], field: Field) -> Disagreement | None:
    if accounts[0].type in ("liaison", "diplomacy"):
        return None
    groups: list[tuple[frozenset[str], list[tuple[Account, tuple[str, ...]]]]] = []
    for account in accounts:
        names = account.actors if field == "actors" else account.targets
        keys = keys_of(names) - {"civilian", "child"} if field == "targets" else keys_of(names)
        # 'Strikes on Iran' is where, not whom.
        if not keys or (field == "targets" and keys == {f"state:{account.where.country}"}):
            continue
        for i, (known, members) in enumerate(groups):
            if _same_side(keys, known):
                groups[i] = (known & keys, [*members, (account, names)])
                break
        else:
            groups.append((keys, [(account, names)]))
    if len(groups) < 2 or len({all(k.isascii() for k in keys) for keys, _ in groups}) > 1:
        return None
    sides = []
    for keys, members in groups:
        # A side is called by its shortest list, so that it claims no more than all of its accounts say.
        names = min((n for _, n in members), key=len)
        told = [n for n in names if name_keys(n) & keys] or list(names)
        sides.append((", ".join(told), [(a, quote(a, "incident")) for a, _ in members]))
    return Disagreement(field, _sides(sides))


def _same_side(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two lists of names do not contradict one another.

    'Police' and 'a police station', a group and the same group with more beside it are one side; a people
    ('Baloch outfits') or a country's groups are told apart from a group that is named.
    """
    if one == other:
        return True
    less, more = (one, other) if one < other else (other, one)
    if not less < more:
        return bool(one & other) and all(map(is_everyday, one ^ other))
    return all(map(is_everyday, more - less)) or not all(k.startswith("state:") or is_people(k) for k in less)


def _status(accounts: Sequence[Account]) -> Disagreement | None:
    said: set[Status] = {a.status for a in accounts}
    if "denied" not in said or len(said) < 2:
        return None
    return Disagreement("status", _sides(_grouped(accounts, "status", lambda a: a.status)))


def _contrasts(accounts: Sequence[Account], press: Press) -> list[Disagreement]:
    """Tellings that do not go together, wherever no account of one has the other's word too."""
    told: dict[str, dict[str, dict[str, str]]] = {}
    for account in accounts:
        for contrast in press.contrasts(account.report):
            if account.type in contrast.types and _concerns(contrast, account, press):
                by_value = told.setdefault(contrast.field, {}).setdefault(account.report, {})
                by_value.setdefault(contrast.value, contrast.quote)
        for evidence in account.evidence:
            if evidence.field != "incident":
                continue
            for contrast in find_contrasts(evidence.text, reach=frozenset({"clause"})):
                if account.type in contrast.types:
                    by_value = told.setdefault(contrast.field, {}).setdefault(account.report, {})
                    by_value.setdefault(contrast.value, evidence.text)
    found = []
    for field, reports in sorted(told.items()):
        values = [frozenset(v) for v in reports.values()]
        if all(a & b for a in values for b in values):
            continue
        sides: dict[str, Side] = {}
        for report, by_value in reports.items():
            name = " and ".join(sorted(by_value))
            side = sides.get(name, Side(name, (), ()))
            sides[name] = Side(name, (*side.reports, report), (*side.quotes, next(iter(by_value.values()))))
        found.append(Disagreement(field, tuple(sides.values())))
    return found


def _concerns(contrast: Contrast, account: Account, press: Press) -> bool:
    """Whether a telling elsewhere in the report is about the account's event."""
    clauses = [e for e in account.evidence if e.field == "incident"]
    if contrast.reach == "paragraph":
        return any(
            e.span.overlaps(contrast.block)
            and contrast.sentence.start - _NEAR <= e.span.start
            and e.span.end <= contrast.sentence.end + _NEAR
            for e in clauses
        )
    # A visit of two days is the one the report is about, not one it remembers.
    published = press.published(account.report)
    recent = account.start is None or published is None or abs((published - account.start).days) <= _RECENT_DAYS
    return recent and any("talks" in telling_words(e.text)[1] for e in clauses)
