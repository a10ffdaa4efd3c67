"""Reports in: texts with their provenance."""

from seeds.bundled import bundled_reports
from seeds.clean import Block, blocks
from seeds.read import ReadResult, iter_reports, read_reports
from seeds.report import Rejected, Report, Span, SummaryOf

__all__ = [
    "Block",
    "ReadResult",
    "Rejected",
    "Report",
    "Span",
    "SummaryOf",
    "blocks",
    "bundled_reports",
    "iter_reports",
    "read_reports",
]
