"""Claims of responsibility, denials and accusations, with who makes them."""

from __future__ import annotations

from geo.actor import ActorMention, Claim
from geo.document import Document


def claimed_by(doc: Document, mentions: tuple[ActorMention, ...]) -> tuple[Claim, ...]:
    """The claims, denials and accusations of the report, in the order of the text."""
    return ()
