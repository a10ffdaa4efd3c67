"""The reports that come with the program: summaries in our own words of what five papers wrote of the border."""

from __future__ import annotations

from importlib.resources import as_file, files

from seeds.read import read_reports
from seeds.report import Report


def bundled_reports() -> tuple[Report, ...]:
    """The five reports of January 2024, each with `summary_of` naming whose report it retells.

    Raises
    ------
    RuntimeError
        When the installation is broken and one of them is missing or spoilt.
    """
    with as_file(files("seeds") / "border_2024") as folder:
        result = read_reports([folder])
    if result.rejected:
        first = result.rejected[0]
        raise RuntimeError(f"the bundled reports cannot be read: {first.source}: {first.reason}")
    return result.reports
