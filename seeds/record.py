"""Working records: frozen dataclasses to the type checker, and as quick to make as those that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen, slots):
        """A dataclass with slots that is compared and hashed by its fields.

        At run time nothing guards it, as mypy has refused every assignment before: for the guard a frozen dataclass
        takes up to four times as long to make, and of some records one report takes dozens. For those only; what
        users are given is frozen.
        """
        assert frozen
        return dataclass(slots=slots, unsafe_hash=True)


__all__ = ["record"]
