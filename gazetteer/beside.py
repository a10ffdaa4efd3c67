"""Files written beside their place and then renamed, so that nobody ever meets half of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def beside(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A path in the same folder, with the same suffix, to write to; it takes the place of `path` when all went well.

    The folder is made where it is missing. What is no ordinary file (a pipe, a terminal) is written to as it is.
    After an error nothing is left behind and an older file stays as it was.
    """
    given = Path(path)
    if given.exists() and not given.is_file():
        yield given
        return
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    # The process's number keeps two runs apart that write the same file at once.
    part = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
