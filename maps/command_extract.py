"""`sarhad extract`: reports to accounts and places before any fusion, one JSON line a report."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gazetteer.beside import beside
from maps.inputs import (
    add_coding_arguments,
    add_report_arguments,
    check_coding,
    exit_code,
    failed,
    load_reports,
    say_rejected,
)
from maps.outcome import DONE, UsageError
from maps.progress import progress
from maps.records import account_json, place_row
from seeds import Rejected, Report

if TYPE_CHECKING:
    from geo.pipeline import Extraction


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the sub-command."""
    parser = subparsers.add_parser("extract", help="reports -> accounts, one line per report, before fusion")
    add_report_arguments(parser, required=True)
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (.jsonl); none or -: standard output")
    add_coding_arguments(parser)
    parser.add_argument("--explain", metavar="ID", help="tell how an account, or all of a report, came about")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Extract and write; the reports that could not be read are named on standard error."""
    check_coding(args)
    reports = load_reports(args)
    if args.explain:
        return _explain(args, reports.reports)
    faults: list[Rejected] = []
    lines = _lines(args, reports.reports, faults)
    if args.output and args.output != "-":
        with beside(args.output) as path, path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
    else:
        sys.stdout.writelines(lines)
    say_rejected(faults)
    return exit_code((*reports.rejected, *faults))


def _lines(args: argparse.Namespace, reports: tuple[Report, ...], faults: list[Rejected]) -> Iterator[str]:
    # imported late: other commands must not wait for the extractors
    from geo.pipeline import extract

    found = extract(reports, gazetteer=args.gazetteer, words=tuple(args.words), workers=args.workers)
    for extraction in progress(found, "reading reports", len(reports)):
        if extraction.fault is not None:
            faults.append(failed(extraction.report.id, extraction.fault))
            continue
        yield json.dumps(extraction_json(extraction), ensure_ascii=False) + "\n"


def extraction_json(extraction: Extraction) -> dict[str, object]:
    """One report's line: its places (a row a mention), its incidents, and the names that stayed unresolved."""
    return {
        "id": extraction.report.id,
        "places": [place_row(toponym) for toponym in extraction.toponyms],
        "incidents": [account_json(account) for account in extraction.accounts],
        "unresolved": [{"surface": surface, "reason": reason} for surface, reason in extraction.unresolved],
    }


def _explain(args: argparse.Namespace, reports: tuple[Report, ...]) -> int:
    from geo.explain import explain_account

    for report in reports:
        told = explain_account(report, args.explain, gazetteer=args.gazetteer, words=tuple(args.words))
        if told is not None:
            print(told)
            return DONE
    raise UsageError(f"--explain {args.explain}: no account of that id; `sarhad extract` writes the ids")
