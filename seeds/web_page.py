"""A saved web page into its main text and what the page says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from seeds.days import read_day

# The extractor's date finder looks at the clock unless it is given a last day; ours must not.
_LAST_DAY = "2200-01-01"


@dataclass(frozen=True, slots=True)
class Page:
    """Main text and metadata of a page; None for what the page does not say."""

    text: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    language: str | None


class NoArticleError(ValueError):
    """A page in which no running text was found."""


def read_page(source: str) -> Page:
    """The article of an HTML page: paragraphs as lines, without menus, links to other stories and comments.

    Raises
    ------
    NoArticleError
        For a page without running text (a front page, a login form, a page that a script fills in).
    """
    from lxml import html as lxml_html
    from trafilatura import bare_extraction

    try:
        tree = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    except (ValueError, lxml_html.etree.ParserError) as error:
        raise NoArticleError("it holds no HTML") from error
    document = bare_extraction(
        source,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": _LAST_DAY},
    )
    text = (getattr(document, "text", None) or "").strip()
    if len(text.split()) < 5:
        raise NoArticleError("no running text was found in it; save the article itself, or its words as .txt")
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return Page(
        text=text,
        title=_given(document, "title"),
        publisher=_meta(tree, "og:site_name") or _given(document, "sitename"),
        published=_published(tree),
        url=_given(document, "url"),
        language=re.split("[-_]", language.strip().lower())[0] or None if language else None,
    )


def _given(document: object, name: str) -> str | None:
    value = getattr(document, name, None)
    return value.strip() or None if isinstance(value, str) else None


# In order of how plainly each says 'published', and not 'touched'.
_DAY_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "date",
)


def _meta(tree: object, *names: str) -> str | None:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):  # type: ignore[attr-defined]  # lxml has no types
        for key in ("property", "name", "itemprop"):
            label = (tag.get(key) or "").strip().lower()
            if label and tag.get("content"):
                found.setdefault(label, tag.get("content").strip())
    return next((found[name] for name in names if found.get(name)), None)


def _published(tree: object) -> date | None:
    """The day that the page's metadata gives: meta tags, JSON-LD, a `time` element marked as that of publication."""
    for name in _DAY_NAMES:
        content = _meta(tree, name)
        if content and (day := read_day(content)):
            return day
    for script in tree.iter("script"):  # type: ignore[attr-defined]
        if "ld+json" in (script.get("type") or ""):
            match = re.search(r'"datePublished"\s*:\s*"([^"]+)"', script.text or "")
            if match and (day := read_day(match.group(1))):
                return day
    for element in tree.iter("time"):  # type: ignore[attr-defined]
        marks = " ".join((element.get("itemprop") or "", element.get("class") or "", *element.keys())).lower()
        said = element.get("datetime") or element.text_content()
        of_publication = any(mark in marks for mark in ("publish", "pubdate", "entry-date"))
        if of_publication and "updated" not in marks and (day := read_day(said)):
            return day
    return None
