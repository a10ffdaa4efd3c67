"""A text's lines, and what a single line looks like: a byline, a caption, a notice, the start of the page's foot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from seeds.report import Span
from seeds.words import any_of, fold, word_set, words

_BULLET = re.compile(r"(?:[•▪◦●■‣·*-]|\d{1,2}[.)])\s+(?=\S)")
_HEADING_MARK = re.compile(r"#{1,6}\s+|\*{2,3}\s?(?=[^\s*])|={2,}\s+")
_STOPS = tuple(".!?۔؟:;…")
_CLOSERS = "\"'”’»)]*_/ "
# No notice of a page is longer than this; a longer line is somebody's sentence.
_NOTICE = 240
_BYLINE = 120
_CREDIT = 100


@dataclass(frozen=True)
class Line:
    """One line without the blanks and bullet around it.

    ``folded`` is its text as words are compared, at the same offsets; ``after_blank`` tells that an empty line, or
    nothing, stands above it.
    """

    span: Span
    text: str
    folded: str
    after_blank: bool
    bullet: bool = False
    marked_heading: bool = False

    @cached_property
    def bare(self) -> str:
        """The folded line without punctuation at its ends."""
        return self.folded.strip(" \t:.*|-–—_#>«»…/")

    @cached_property
    def closed(self) -> bool:
        """Whether it ends as a sentence ends."""
        return self.text.rstrip(_CLOSERS).endswith(_STOPS) or self.text.endswith((".", "۔"))

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def lines(text: str) -> list[Line]:
    """The lines of a text that hold words, in order."""
    found: list[Line] = []
    blank = True
    folded = fold(text)
    for match in re.finditer(r"[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029]|$)", text):
        raw = match.group()
        body = raw.strip(" \t\r\n\u00a0\u200b\u200e\u200f\ufeff\u2028\u2029")
        if not body or not any(char.isalnum() for char in body):
            blank = blank or bool(raw)
            continue
        start = match.start() + raw.index(body)
        end = start + len(body)
        bullet = _BULLET.match(body)
        mark = None if bullet else _HEADING_MARK.match(body)
        cut = (bullet or mark).end() if bullet or mark else 0  # type: ignore[union-attr]  # one of them matched
        start += cut
        found.append(
            Line(Span(start, end), text[start:end], folded[start:end], blank, bullet is not None, mark is not None)
        )
        blank = False
    return found


@lru_cache(maxsize=1)
def _aside_start() -> re.Pattern[str]:
    return re.compile(rf"(?:[\W_]*)(?:{any_of(words('aside', 'starts'))})(?!\w)")


@lru_cache(maxsize=1)
def _update() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{any_of(words('published', 'not_labels'))})(?!\w)")


@lru_cache(maxsize=1)
def _published_label() -> re.Pattern[str]:
    labels = (*words("published", "labels"), *words("published", "in_labels"), *words("published", "print_labels"))
    return re.compile(rf"[\W_]*(?:{any_of(labels)})(?!\w)")


@lru_cache(maxsize=1)
def _noise() -> re.Pattern[str]:
    return re.compile(
        r"""  (?:https?://|www\.)\S+ | \[\d+\]:?\s*\S* | \S+@\S+\.\S+     # an address, a note that holds one
        | [\d\s.,:|/+-]+                                               # a number of views, a page's number
        | (?:[#@]\w+[\s,]*)+                                           # hashtags
        | \d+\s*(?:comments?|shares?|views?|likes?)
        | \d+[\s-]*min(?:ute)?s?\s+read
        | \d+\s*(?:second|sec|minute|min|hour|hr|day|week|month)s?\s+ago
    """,
        re.VERBOSE | re.IGNORECASE,
    )


def is_notice(line: Line) -> bool:
    """A line that the page says and not the story: navigation, sign-ups, comment rules, links, update stamps."""
    if len(line.text) > _NOTICE:
        return False
    if line.bare in word_set("aside", "whole") or _noise().fullmatch(line.text):
        return True
    if (line.words <= 6 and _is_trail(line)) or is_update(line):
        return True
    match = _aside_start().match(line.folded)
    return bool(match) and (line.words <= 6 or not line.bullet)


def _is_trail(line: Line) -> bool:
    """'Home World', 'World / Asia', 'Home > News > Pakistan': words that each are a section's name."""
    parts = [part for part in re.split(r"\s*[/>»|›,]\s*|\s+", line.bare) if part]
    return 0 < len(parts) <= 5 and all(part in word_set("aside", "whole") for part in parts)


def is_update(line: Line) -> bool:
    """'Last update: ...', 'Updated 18 Dec, 2024': when the page was touched, which dates nothing."""
    return len(line.text) <= _BYLINE and bool(_update().match(line.folded)) and any(c.isdigit() for c in line.text)


def is_foot(line: Line) -> bool:
    """The head of what follows most articles: comments, more stories. What comes after is about other things."""
    if len(line.text) > 60:
        return False
    bare = re.sub(r"\s*\(?\d+\)?$", "", line.bare)  # 'Comments (12)'
    return bare in word_set("aside", "rest") or any(
        bare.startswith(word + " ") and len(bare) <= len(word) + 12 for word in ("more from", "you are answering")
    )


def is_published_line(line: Line) -> bool:
    """A line that begins as those do which name the day of publication."""
    return len(line.text) <= _BYLINE + 40 and bool(_published_label().match(line.folded))


def is_byline(line: Line) -> bool:
    """Who wrote it, and no more: 'By N. B.', 'Staff Report', 'Agencies October 28, 2013'."""
    if len(line.text) > _BYLINE or line.words > 14:
        return False
    from seeds.days import days

    rest = line.folded
    for day in reversed(days(line.text)):
        rest = rest[: day.span.start] + rest[day.span.end :]
    rest = re.sub(r"\b\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?(?:\s*(?:gmt|utc|ist|pkt|pst|est|edt|et|bst)\b)?", "", rest)
    bare = rest.strip(" \t:.,*|-–—_#>«»…/•·@()")
    if bare in word_set("byline", "whole") or not bare:
        return True
    if line.closed:
        return False
    if re.match(rf"(?:{any_of(words('byline', 'starts'))})\b[\s:]+\S", bare) and _names(line.text):
        return True
    last = bare.split()[-1]
    return last in word_set("byline", "roles") and len(bare.split()) <= 5 and _names(line.text)


def _names(text: str) -> bool:
    """Whether most words are written as names are; scripts without capitals count as names."""
    tokens = [word for word in re.findall(r"[^\W\d_][\w.'’-]*", text) if len(word) > 2]
    small = sum(1 for word in tokens if word[0].islower() and word not in ("and", "for", "the", "our"))
    return small <= max(1, len(tokens) // 4)


@lru_cache(maxsize=1)
def _credit() -> re.Pattern[str]:
    names = any_of(words("caption", "credits"))
    return re.compile(
        rf"""(?: [|/–—:]\s*(?:(?:{names})\b[\s:/,&.]*){{1,4}}[^.!?]{{0,40}}     # '— File photo', '| Image:File'
               | [(\[](?:{names})\b[^)\]]{{0,40}}[)\]]                           # '(AFP)', '[Photo/Xinhua]'
               | \b(?:photo|image|picture|credit)s?\s*(?::|by\b)[^.!?]{{1,40}}
               | (?:{any_of(words("caption", "ends"))})
               | ^[^.!?]{{0,24}}\b(?:photo|image|picture|screengrab)s?
             )\.?\s*$""",
        re.VERBOSE,
    )


@lru_cache(maxsize=1)
def _credit_hints() -> tuple[str, ...]:
    """Without one of these the end of a line holds no credit; they are looked for far faster than the pattern is."""
    ends = [end.split()[0] for end in words("caption", "ends")]
    return (*"|/–—:([", "photo", "image", "picture", "credit", "screengrab", *ends)


@lru_cache(maxsize=1)
def _caption_start() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{any_of(words('caption', 'starts'))})\s*(?::|$|\b(?=.*\b(?:taken|shows?|showing)\b))")


def is_caption(line: Line) -> bool:
    """The words under a picture, told by their credit or by what they begin with."""
    if len(line.text) > 400:
        return False
    if _caption_start().match(line.folded):
        return True
    end = line.folded[-_CREDIT:]
    for hint in _credit_hints():
        if hint in end:
            return bool(_credit().search(line.folded, max(0, len(line.folded) - _CREDIT)))
    return False
