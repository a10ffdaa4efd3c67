"""Records set aside on disk and read back one at a time, so that memory need not hold them."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from datetime import date
from io import BytesIO
from operator import attrgetter
from tempfile import TemporaryFile
from typing import Any, ClassVar, TypeVar
from weakref import finalize

from geo.contrasts import Contrast
from geo.incident import Account, Disagreement, Evidence, Incident, Link, Relation, Side, Source, Where
from geo.signs import recalled
from seeds.report import Span, SummaryOf

HELD = 1 << 14
"""Records that memory still holds: a run of a few thousand accounts need not touch the disk."""

_Record = TypeVar("_Record")


class Spill(Collection[_Record]):
    """A list of records: the first ones in memory, all others in a temporary file, eight bytes in memory for each.

    Where the system allows it the file has no name, so that nothing is left of it whatever becomes of the process;
    elsewhere it goes when it is closed. Nobody else can write to it, which is what makes unpickling it safe.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="sarhad-")  # noqa: SIM115  closed by close(), or when nobody holds this
        self._held: list[_Record] = []
        self._starts = array("Q", [0])
        self._at_end = True
        self.close = finalize(self, self._file.close)
        """Give the file back; the records on it are gone."""

    def append(self, record: _Record) -> int:
        """Set a record aside; its number, counted from 0."""
        if len(self._held) < HELD:
            self._held.append(record)
            return len(self._held) - 1
        if not self._at_end:
            self._file.seek(self._starts[-1])
            self._at_end = True
        buffer = BytesIO()
        _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(record)
        self._starts.append(self._starts[-1] + self._file.write(buffer.getbuffer()))
        return len(self) - 1

    def __getitem__(self, number: int) -> _Record:
        if number < len(self._held):
            return self._held[number]
        at = number - len(self._held)
        start = self._starts[at]
        self._at_end = False
        self._file.seek(start)
        record: _Record = _Unpickler(BytesIO(self._file.read(self._starts[at + 1] - start))).load()
        return record

    def __len__(self) -> int:
        return len(self._held) + len(self._starts) - 1

    def __iter__(self) -> Iterator[_Record]:
        return map(self.__getitem__, range(len(self)))

    def __contains__(self, record: object) -> bool:
        return any(record == known for known in self)


_KINDS = (
    *(Account, Contrast, Disagreement, Evidence, Incident, Link, Relation),
    *(Side, Source, Span, SummaryOf, Where),
)


def _rebuilt(kind: type[Any]) -> Any:
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda record: (kind, values(record))


class _Pickler(pickle.Pickler):
    # A frozen record is rebuilt by calling its class: half the time of what dataclasses give pickle.
    dispatch_table = {kind: _rebuilt(kind) for kind in _KINDS}  # noqa: RUF012  as pickle declares it


class _Unpickler(pickle.Unpickler):
    _KNOWN: ClassVar[Mapping[str, Any]] = {kind.__name__: kind for kind in (*_KINDS, date, recalled)}

    def find_class(self, module: str, name: str, /) -> Any:
        """The class of a record: no other is ever called, and none has to be looked for in its module."""
        return self._KNOWN[name]
