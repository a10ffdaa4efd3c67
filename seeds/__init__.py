"""Reports in: texts with their provenance."""

from seeds.report import Rejected, Report, Span, SummaryOf

__all__ = ["Rejected", "Report", "Span", "SummaryOf"]
