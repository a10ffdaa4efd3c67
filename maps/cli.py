"""The command `sarhad`: arguments in, one sub-command called, its exit code out."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from maps.outcome import DONE, WRONG_USE, UsageError, say

# In the order of the help. Each module has add_parser(subparsers); what it needs beyond argparse it imports when run,
# so that `sarhad locate` never waits for the map's libraries.
COMMANDS = ("map", "extract", "locate", "export", "gazetteer", "changes")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, every sub-command included."""
    parser = argparse.ArgumentParser(
        prog="sarhad",
        description="News reports in, an incident map that can be defended out. Nothing leaves this machine.",
        epilog="exit codes: 0 done; 1 some input was rejected (named, the rest done); 2 wrong use",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="the version, and nothing else")
    parser.add_argument("--verbose", action="store_true", default=False, help="tell why; errors with their full trace")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        importlib.import_module(f"maps.command_{name}").add_parser(subparsers)
    for sub in subparsers.choices.values():
        # Accepted on either side of the sub-command; SUPPRESS keeps the second from resetting the first.
        if "--verbose" not in sub._option_string_actions:
            sub.add_argument("--verbose", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; every failure is one line on standard error, and a trace only with `--verbose`."""
    _steady_streams()
    parser = build_parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has said what is wrong
        return stop.code if isinstance(stop.code, int) else WRONG_USE
    run: Callable[[argparse.Namespace], int] = args.run
    try:
        with _clearing_up():
            code = run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        say("stopped")
        return 130
    except BrokenPipeError:
        # The reader of the pipe (head, less) has seen enough. Python would complain again while shutting down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # the one place where a user gets a line instead of a trace
        if args.verbose and not isinstance(error, UsageError):
            raise
        say(_one_line(error))
        return WRONG_USE
    return code


@contextmanager
def _clearing_up() -> Iterator[None]:
    """While a command runs, being told to end (SIGTERM) unwinds it as Ctrl-C does: no half-written file stays."""
    if threading.current_thread() is not threading.main_thread():  # where Python lets nobody listen to signals
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL if before is None else before)


def _steady_streams() -> None:
    """Write UTF-8 whatever the locale says: half of the names on the map are not in Latin letters."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _one_line(error: BaseException) -> str:
    if isinstance(error, UsageError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'a file'}: {error.strerror}"
    words = " ".join(str(error).split())
    if isinstance(error, ValueError | RuntimeError) and words:
        return f"{words} (--verbose shows where)"
    return f"a fault of the program: {type(error).__name__}: {words} (--verbose shows where)"


class _Version(argparse.Action):
    """Looks the version up only when asked: reading an installation's metadata takes longer than a look-up does."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        sys.stdout.write(f"sarhad {_version()}\n")
        parser.exit()


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("sarhad")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0 (not installed)"


if __name__ == "__main__":
    sys.exit(main())
