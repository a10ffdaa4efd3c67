"""The front matter of a Markdown file: `key: value` lines between two `---`, one level of nesting and no more."""

from __future__ import annotations

import re

_FENCE = re.compile(r"---[ \t]*\n(?P<head>.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_PAIR = re.compile(r"(?P<indent>[ ]*)(?P<key>[\w-]+):(?:[ \t]+(?P<value>.*?))?[ \t]*$")


class FrontMatterError(ValueError):
    """A line between the fences that is no `key: value`; the message names the line and what would be right."""


def split_front_matter(text: str) -> tuple[dict[str, str | dict[str, str | None] | None], str]:
    """Fields and the text below them; a text that does not begin with a fence has no fields.

    `null`, `~` and an empty value are None. Keys with nothing behind the colon and an indented block below hold that
    block's pairs. Lists, anchors and everything else of YAML are refused, since nothing here needs them.

    Raises
    ------
    FrontMatterError
        For a line that is none of this, or a fence that is never closed.

    >>> split_front_matter('---\\nid: a\\nsummary_of:\\n  publisher: null\\n---\\nWords.')
    ({'id': 'a', 'summary_of': {'publisher': None}}, 'Words.')
    """
    if not re.match(r"---[ \t]*\n", text):
        return {}, text
    match = _FENCE.match(text)
    if not match:
        raise FrontMatterError("the front matter begins with --- but never ends; put --- on a line below it")
    fields: dict[str, str | dict[str, str | None] | None] = {}
    parent: str | None = None
    for number, line in enumerate((match.group("head") or "").splitlines(), start=2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pair = _PAIR.match(line)
        if not pair:
            raise FrontMatterError(f"line {number}: {line.strip()[:60]!r} is no 'key: value'")
        key, value = pair.group("key"), _scalar(pair.group("value"))
        if pair.group("indent"):
            if parent is None:
                raise FrontMatterError(f"line {number}: {key!r} is indented but stands under no key")
            nested = fields[parent]
            if not isinstance(nested, dict):
                nested = fields[parent] = {}
            nested[key] = value
        else:
            fields[key] = value
            parent = key if value is None else None
    return fields, text[match.end() :]


def _scalar(value: str | None) -> str | None:
    if value is None or value in ("", "null", "Null", "NULL", "~"):
        return None
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
