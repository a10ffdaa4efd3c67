"""How one account came about: its fields with the words and rules behind each, and what was considered and left."""

from __future__ import annotations

from pathlib import Path

from geo.coder import code_and_explain
from geo.document import read_document
from geo.incident import Account
from geo.pipeline import resolver
from seeds.report import Report


def explain_account(
    report: Report, account_id: str, *, gazetteer: Path | None = None, words: tuple[str, ...] = ()
) -> str | None:
    """The explanation as lines of text, of one account or, for the report's own id, of all; None where neither fits."""
    doc = read_document(report)
    accounts, left = code_and_explain(doc, resolver(gazetteer).toponyms(doc), words)
    chosen = [a for a in accounts if account_id in (a.id, report.id)]
    if not chosen and account_id != report.id:
        return None
    lines = [line for account in chosen for line in [*_account(account, report), ""]] or [
        f"{report.id}: no account",
        "",
    ]
    lines.append("considered and left in this report")
    lines += [f"  [{x.span.start}:{x.span.end}] '{_short(x.span.of(doc.text))}': {x.reason}" for x in left] or [
        "  nothing"
    ]
    return "\n".join(lines)


def _account(account: Account, report: Report) -> list[str]:
    lines = [f"{account.id}  {account.title}  ({account.type}, {account.salience}, report {report.id})", ""]
    lines += [f"  {name:<9}{value}" for name, value in _fields(account)]
    lines += ["", "words"]
    lines += [f"  {e.field:<9}[{e.span.start}:{e.span.end}] {_short(e.text)}" for e in account.evidence]
    lines += ["", "rules"]
    lines += [f"  {rule}" for rule in account.rules]
    lines += [f"  place: {reason}" for reason in account.where.reasons]
    return lines


def _fields(account: Account) -> list[tuple[str, str]]:
    days = (
        "unknown" if account.start is None else f"{account.start} to {account.end}, precision {account.date_precision}"
    )
    where = account.where
    place = ", ".join(x for x in (where.name, where.admin1, where.country) if x)
    rows = [
        ("when", days + (", inferred" if account.date_inferred else "")),
        ("where", f"{place}, precision {where.where_precision}"),
        ("actors", ", ".join(account.actors) or "nobody named"),
        ("targets", ", ".join(account.targets) or "nobody named"),
        ("status", account.status + (f" by {account.status_by}" if account.status_by else "")),
    ]
    for name, toll in (
        ("killed", account.killed),
        ("injured", account.injured),
        ("abducted", account.abducted),
        ("arrested", account.arrested),
    ):
        if toll is not None:
            low, high = ("?" if n is None else str(n) for n in toll)
            rows.append((name, low if low == high else f"{low} to {high}"))
    return rows


def _short(text: str, most: int = 160) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"
