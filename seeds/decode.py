"""Bytes into text: encodings and line ends as they come."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UndecodableError(ValueError):
    """Bytes that are no text in any encoding tried; the message says what would be right."""


def decode(data: bytes) -> str:
    """The text of a file, line ends as ``\\n``: by its byte-order mark, as UTF-8, as the
    page declares, else by the likeliest old code page.

    Raises
    ------
    UndecodableError
        For bytes that are no text.

    >>> decode('Panjgur\\r\\nMand'.encode('utf-16'))
    'Panjgur\\nMand'
    """
    return _decode(data).replace("\r\n", "\n").replace("\r", "\n")


def _declared(data: bytes) -> str:
    """The encoding that a web page or an XML file says it is in; UTF-8 where it says nothing."""
    match = re.search(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", data[:2048])
    return match.group(1).decode("ascii", "replace") if match else "utf-8"


def _decode(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                reason = f"it is marked as {name} but is not ({error.reason}); save it as UTF-8"
                raise UndecodableError(reason) from error
    if b"\0" in data:
        raise UndecodableError("it holds zero bytes, so it is no text; save its words as .txt in UTF-8")
    for name in ("utf-8", _declared(data)):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise UndecodableError("its encoding could not be told; save it as UTF-8")
    return str(best)
