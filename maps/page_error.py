"""What a caller is told when a page cannot be written as asked."""

from __future__ import annotations


class PageError(ValueError):
    """The page cannot be written as asked; the message says what would be right."""
