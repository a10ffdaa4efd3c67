"""How a command ends: its exit code, and the error that means wrong use."""

from __future__ import annotations

import sys

DONE, SOME_REJECTED, WRONG_USE = 0, 1, 2


class UsageError(ValueError):
    """What the user asked for cannot be done as asked; the message says what would be right. Exit code 2."""


def say(words: str) -> None:
    """Words for the user, on standard error so that results stay clean."""
    print(f"sarhad: {words}", file=sys.stderr)
