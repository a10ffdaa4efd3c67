"""What several commands are given alike: reports with their day, and what is said of those that could not be read."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from maps.outcome import DONE, SOME_REJECTED, UsageError, say
from seeds import ReadResult, Rejected, bundled_reports, read_reports

# So many reports without a day are named one by one; a folder of thousands would fill the screen.
_NAMED = 5


def add_report_arguments(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """REPORTS... and --published, as `map` and `extract` take them."""
    parser.add_argument(
        "reports",
        nargs="+" if required else "*",
        metavar="REPORTS",
        help=".txt .md .html .json .jsonl files, folders, or - for standard input"
        + ("" if required else "; none: the bundled reports"),
    )
    parser.add_argument(
        "--published",
        metavar="DATE",
        help="day of publication of reports that name none themselves, as 2024-01-30",
    )


def add_gazetteer_argument(group: argparse._ActionsContainer) -> None:
    """--gazetteer, as every command that looks up places takes it."""
    group.add_argument(
        "--gazetteer",
        type=Path,
        metavar="PATH",
        help="a file that `sarhad gazetteer import` made, or a folder of them, to use in place of those you imported",
    )


def add_coding_arguments(group: argparse._ActionsContainer) -> None:
    """--gazetteer, --words and --workers, as `map` and `extract` take them."""
    add_gazetteer_argument(group)
    group.add_argument("--words", action="append", default=[], metavar="FILE", help="a vocabulary file of yours (TOML)")
    group.add_argument(
        "--workers", type=int, metavar="N", help="processes to share the reports among (with many reports: one a core)"
    )


def check_coding(args: argparse.Namespace) -> None:
    """Raise UsageError for `--workers` below 1, and for a `--words` or `--gazetteer` that is not there."""
    if args.workers is not None and args.workers < 1:
        raise UsageError(f"--workers {args.workers}: give a number of processes, 1 or more")
    for name in args.words:
        if not Path(name).is_file():
            raise UsageError(f"--words {name}: there is no such file")
    check_gazetteer(args)


def check_gazetteer(args: argparse.Namespace) -> None:
    """Raise UsageError for a `--gazetteer` that holds no imported places."""
    if args.gazetteer is None:
        return
    from gazetteer.store import GazetteerError, files_of_imports

    try:
        files_of_imports(args.gazetteer)
    except GazetteerError as error:
        raise UsageError(f"--gazetteer {error}") from error


def load_reports(args: argparse.Namespace) -> ReadResult:
    """The reports that the arguments name, the bundled ones where they name none.

    Says on standard error what was rejected and which reports have no day of publication.

    Raises
    ------
    UsageError
        For a `--published` that is no day, or sources of which none could be read.
    """
    published = parse_day(args.published, "--published")
    if published is not None and not 1900 <= published.year < 2100:
        raise UsageError(f"--published {args.published}: give a day between 1900 and 2099")
    if not args.reports:
        return ReadResult(bundled_reports(), ())
    result = read_reports(args.reports, published=published)
    say_rejected(result.rejected)
    _say_undated([report.id for report in result.undated])
    if not result.reports:
        raise UsageError("no report could be read")
    return result


def _say_undated(ids: list[str]) -> None:
    if not ids:
        return
    named = ", ".join(ids[:_NAMED]) + (f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else "")
    say(
        f"nothing says when these were published, so 'on Monday' or 'January 16' in them name no day of a year;"
        f" give --published 2024-01-30: {named}"
    )


def parse_day(text: str | None, option: str) -> date | None:
    """A day given as an option; None where the option was not given."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} {text!r} is no day; write it as 2024-01-30") from None


def say_rejected(rejected: Iterable[Rejected]) -> None:
    """One line on standard error for each input that was left out, with its reason."""
    for item in rejected:
        say(f"rejected {item.source}: {item.reason}")


def failed(report_id: str, fault: str) -> Rejected:
    """A report that the program failed on, as something left out."""
    return Rejected(report_id, f"a fault of this program, not of the report ({fault}); please tell its makers")


def exit_code(rejected: Collection[Rejected]) -> int:
    """0 when everything was read, 1 when something was rejected."""
    return SOME_REJECTED if rejected else DONE
