"""What a web page says of itself: the day of publication in the places where pages put it."""

from __future__ import annotations

from datetime import date

import pytest

from seeds.web_page import NoArticleError, read_page

STORY = "".join(
    f"<p>{number} men were shot on Monday near the bus stand, and the police are looking for the others.</p>"
    for number in ("Two", "Three", "Four")
)


def page(head: str = "", body: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}<article>{STORY}</article></body></html>"


@pytest.mark.parametrize(
    "source",
    [
        page('<meta property="article:published_time" content="2020-05-03T10:00:00+05:00">'),
        page('<meta itemprop="datePublished" content="2020-05-03">'),
        page('<meta name="pubdate" content="20200503">'),
        page('<meta name="DC.date.issued" content="3 May 2020">'),
        page(
            '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2021-01-01",'
            ' "datePublished": "2020-05-03T04:00:00Z"}</script>'
        ),
        page(body='<time itemprop="datePublished" datetime="2020-05-03">yesterday</time>'),
        page(body='<time class="entry-date published">May 3, 2020</time>'),
        page(body='<time pubdate datetime="2020-05-03"></time>'),
        '<?xml version="1.0" encoding="utf-8"?>' + page('<meta name="date" content="2020-05-03">'),
    ],
)
def test_the_day_is_found(source: str) -> None:
    assert read_page(source).published == date(2020, 5, 3)


@pytest.mark.parametrize(
    "source",
    [
        page(),
        page('<meta property="article:modified_time" content="2020-05-03">'),
        page('<meta property="og:updated_time" content="2020-05-03">'),
        page('<script type="application/ld+json">{"dateModified": "2020-05-03"}</script>'),
        page(body='<time class="updated" datetime="2020-05-03">May 3, 2020</time>'),
        page(body='<time datetime="2020-05-03">of another story</time>'),
        page('<meta name="date" content="soon">'),
    ],
)
def test_the_day_is_not_made_up(source: str) -> None:
    assert read_page(source).published is None


@pytest.mark.parametrize(("attribute", "language"), [('lang="ur-PK"', "ur"), ('xml:lang="fa_IR"', None), ("", None)])
def test_language(attribute: str, language: str | None) -> None:
    assert read_page(page().replace("<html>", f"<html {attribute}>")).language == language


@pytest.mark.parametrize("source", ["", "<html></html>", "<html><body><p>Log in</p></body></html>"])
def test_a_page_without_a_story(source: str) -> None:
    with pytest.raises(NoArticleError):
        read_page(source)


def test_scripts_and_menus_are_no_text() -> None:
    source = page("<script>var secret = 1</script><style>p {}</style>", "<nav><a href='/'>Home of the paper</a></nav>")
    text = read_page(source).text
    assert "secret" not in text
    assert "Home of the paper" not in text
    assert text.count("\n") == 2
