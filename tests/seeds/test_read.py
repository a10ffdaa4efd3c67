"""Files, folders and pipes into reports; what is broken is named and the rest goes on."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.read import iter_reports, read_reports
from seeds.report import Rejected, Report, SummaryOf

STORY = "Two men were shot on Monday near the bus stand, and the police are looking for three others, an officer said."


def rows(*items: object) -> str:
    return "\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n"


def test_bare_text(tmp_path: Path) -> None:
    path = tmp_path / "bus-stand.txt"
    path.write_text(f"Gunmen kill two\n\n{STORY}\n\nPublished in The Lantern, May 3rd, 2020\n", encoding="utf-8")
    (report,) = read_reports([path]).reports
    assert report.id == "bus-stand"
    assert report.title == "Gunmen kill two"
    assert report.publisher == "The Lantern"
    assert report.published == date(2020, 5, 3)
    assert report.published_span is not None
    assert report.published_span.of(report.text) == "May 3rd, 2020"
    assert report.language == "en"
    assert report.text == path.read_text(encoding="utf-8")


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\nid: bus-stand\ntitle: 'Two shot'\npublished: 2020-05-03\nurl: null\nlanguage: en\n"
        f"summary_of:\n  publisher: The Lantern\n  date: 2020-05-02\n---\n\n{STORY}\n",
        encoding="utf-8",
    )
    (report,) = read_reports([path]).reports
    assert report == Report(
        id="bus-stand",
        text=STORY + "\n",
        title="Two shot",
        published=date(2020, 5, 3),
        language="en",
        summary_of=SummaryOf("The Lantern", date(2020, 5, 2)),
    )


def test_a_summary_without_a_day_of_its_own_has_that_of_what_it_retells(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\nsummary_of:\n  publisher: null\n  date: 2020-05-02\n---\n{STORY}", encoding="utf-8")
    (report,) = read_reports([path]).reports
    assert (report.published, report.publisher, report.id) == (date(2020, 5, 2), None, "a")


def test_markdown_without_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# Two shot\n\n{STORY}\n", encoding="utf-8")
    assert read_reports([path]).reports[0].text == f"# Two shot\n\n{STORY}\n"


def test_web_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    paragraphs = "".join(f"<p>{STORY.replace('Two', number)}</p>" for number in ("Two", "Three", "Four"))
    path.write_text(
        '<!doctype html><html lang="en-GB"><head><title>Two shot | The Lantern</title>'
        '<meta property="og:title" content="Two shot at bus stand"><meta property="og:site_name" content="The Lantern">'
        '<meta property="article:published_time" content="2020-05-03T10:00:00Z">'
        '<meta property="article:modified_time" content="2021-01-01T10:00:00Z">'
        '<link rel="canonical" href="https://lantern.example/two-shot"></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>Two shot at bus stand</h1>{paragraphs}</article><footer>Copyright 2022</footer>"
        "<script>document.write('x')</script></body></html>",
        encoding="utf-8",
    )
    (report,) = read_reports([path]).reports
    assert report.id == "page"
    assert report.title == "Two shot at bus stand"
    assert report.publisher == "The Lantern"
    assert report.published == date(2020, 5, 3)
    assert report.url == "https://lantern.example/two-shot"
    assert report.language == "en"
    assert STORY in report.text
    assert "Copyright" not in report.text
    assert "document.write" not in report.text


def test_web_page_that_was_only_modified_has_no_day(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        '<html><head><meta property="article:modified_time" content="2021-01-01T10:00:00Z"></head><body><article>'
        + "".join(f"<p>{STORY.replace('Two', n)}</p>" for n in ("Two", "Three", "Four"))
        + "</article><footer>© 2022 The Lantern</footer></body></html>",
        encoding="utf-8",
    )
    assert read_reports([path]).reports[0].published is None


def test_rows_keep_their_text_to_the_letter(tmp_path: Path) -> None:
    text = "  \r\n\t" + STORY + "\r\n\ufeff 'ــ' \n\n "
    path = tmp_path / "a.jsonl"
    path.write_text(
        rows({"id": "x", "text": text, "published": "2020-05-03", "title": None, "url": "https://a.example"})
    )
    (report,) = read_reports([path]).reports
    assert report.text == text
    assert report.url == "https://a.example"


@given(st.text(min_size=1).filter(lambda text: any(char.isalnum() for char in text)))
def test_any_text_of_a_row_comes_through(text: str) -> None:
    stream = io.BytesIO(rows({"id": "x", "text": text}).encode("utf-8"))
    (report,) = read_reports(["-"], stdin=stream).reports
    assert report.text == text
    assert report.published_span is None or report.published_span.of(text)


@pytest.mark.parametrize(
    "wrap", [lambda items: items, lambda items: {"articles": items}, lambda items: {"reports": items}]
)
def test_json_lists(tmp_path: Path, wrap: object) -> None:
    path = tmp_path / "a.json"
    items = [{"id": "x", "text": STORY}, {"headline": "Two shot", "body": STORY + " Again.", "source": {"id": None}}]
    path.write_text(json.dumps(wrap(items)))  # type: ignore[operator]
    result = read_reports([path])
    assert result.rejected == ()
    assert [report.text for report in result.reports] == [STORY, STORY + " Again."]
    assert result.reports[1].title == "Two shot"


def test_rows_in_a_file_called_json(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(rows({"id": "x", "text": STORY}, {"id": "y", "text": STORY}))
    assert [report.id for report in read_reports([path]).reports] == ["x", "y"]


@pytest.mark.parametrize(
    ("data", "identity"),
    [
        (rows({"id": "x", "text": STORY}).encode(), "x"),
        (rows({"id": "x", "text": STORY}, {"id": "y", "text": STORY}).encode(), "x"),
        (f"---\nid: x\n---\n{STORY}".encode(), "x"),
        (STORY.encode(), None),
    ],
)
def test_standard_input_is_told_by_its_first_letters(data: bytes, identity: str | None) -> None:
    reports = read_reports(["-"], stdin=io.BytesIO(data)).reports
    assert reports[0].text == STORY
    if identity:
        assert reports[0].id == identity
    else:
        assert reports[0].id.startswith("report-")


def test_folder_in_one_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/c.txt", "picture.png", "a/B.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name} {STORY}", encoding="utf-8")
    result = read_reports([tmp_path])
    assert [report.id for report in result.reports] == ["B", "z", "b"]
    assert result.rejected == ()


def test_the_day_that_is_given_stands_only_where_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{STORY}\n\nPublished May 3, 2020\n")
    (tmp_path / "b.txt").write_text(STORY)
    reports = read_reports([tmp_path], published=date(2021, 1, 1)).reports
    assert [report.published for report in reports] == [date(2020, 5, 3), date(2021, 1, 1)]
    assert reports[1].published_span is None


def test_without_any_day_it_is_none_and_said(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(STORY)
    result = read_reports([tmp_path])
    assert [report.id for report in result.undated] == ["b"]


BROKEN = {
    "nothing.txt": (b" \n\n", "no words"),
    "picture.txt": (b"\x89PNG\0\0", "zero bytes"),
    "half.txt": (b"\xef\xbb\xbf\xff\xff", "marked as utf-8"),
    "page.html": (b"<html><body><form>Log in</form></body></html>", "no running text"),
    "fence.md": (b"---\nid: a\n\nwords", "never ends"),
    "list.md": (b"---\n- id\n---\nwords", "'- id' is no 'key: value'"),
    "cut.json": (b'{"text": "a', "no JSON"),
    "number.json": (b"42", "it is a number"),
    "deep.json": (b"[" * 100_000, "no JSON"),
    "fields.json": (b'{"title": "a"}', 'no "text"'),
    "text.json": (b'{"text": 3}', '"text" is a number'),
    "title.json": (b'{"text": "words", "title": ["a"]}', '"title" is a list'),
    "day.json": (b'{"text": "words", "published": "last week"}', "write 2024-01-30"),
    "pair.json": (b'{"text": "words \\ud800"}', "half of a pair"),
    "id.json": (b'{"text": "words", "id": {"a": 1}}', '"id" is an object'),
    "summary.json": (b'{"text": "words", "summary_of": "The Lantern"}', '"summary_of" holds'),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    data, reason = BROKEN[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz.txt").write_text(STORY)
    result = read_reports([tmp_path / name, tmp_path / "zz.txt"])
    (rejected,) = result.rejected
    assert rejected.source == str(tmp_path / name)
    assert reason in rejected.reason
    assert [report.id for report in result.reports] == ["zz"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("missing.txt", "no such file"),
        ("https://lantern.example/story", "not fetched"),
        ("picture.png", ".png is not read"),
        ("empty-folder", "no file in the folder"),
    ],
)
def test_sources_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, reason: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "picture.png").write_bytes(b"x")
    (tmp_path / "empty-folder").mkdir()
    result = read_reports([source])
    assert result.reports == ()
    assert result.rejected[0].source == source
    assert reason in result.rejected[0].reason


def test_a_bad_row_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = rows({"id": "x", "text": STORY}).encode()
    path.write_bytes(good + b"\n{oops\n" + b'"words"\n' + b'{"text": "\xff"}\n' + good.replace(b'"x"', b'"y"'))
    result = read_reports([path])
    assert [report.id for report in result.reports] == ["x", "y"]
    assert [rejected.source.rpartition(", ")[2] for rejected in result.rejected] == ["line 3", "line 4", "line 5"]
    assert "it is a text" in result.rejected[1].reason
    assert "not UTF-8" in result.rejected[2].reason


def test_a_report_read_twice_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(rows({"id": "x", "text": STORY}, {"id": "x", "text": STORY}))
    assert len(read_reports([path, path]).reports) == 1


def test_two_texts_of_one_id_get_two_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(rows({"id": "x", "text": STORY}, {"id": "x", "text": STORY + " He died."}))
    first, second = read_reports([path]).reports
    assert first.id == "x"
    assert second.id.startswith("x-")
    assert read_reports([path]).reports == (first, second)


def test_ids_of_nameless_texts_come_from_their_words(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(rows({"text": STORY}, {"text": STORY + " He died."}, {"id": 7, "text": STORY + " She died."}))
    first, second, third = read_reports([path]).reports
    path.write_text(rows({"text": STORY + " He died."}, {"text": STORY}))
    assert [report.id for report in read_reports([path]).reports] == [second.id, first.id]
    assert third.id == "7"


def test_reports_pass_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(rows({"id": "x", "text": STORY}, 3, {"id": "y", "text": STORY}))
    stream = iter_reports([path])
    assert isinstance(next(stream), Report)
    assert isinstance(next(stream), Rejected)
    assert isinstance(next(stream), Report)


def test_the_published_articles_as_bare_files(corpora: Path) -> None:
    result = read_reports([corpora / "news" / "seeds"])
    assert {report.id: report.published for report in result.reports} == {
        "seed-000": None,
        "seed-001": date(2024, 1, 30),
        "seed-002": date(2024, 1, 29),
        "seed-003": date(2024, 1, 29),
        "seed-004": date(2024, 1, 31),
    }
    assert result.rejected == ()


def test_no_evaluation_article_gets_a_wrong_day_from_its_own_lines(corpora: Path) -> None:
    """The text alone may leave the day open; it must never give another one."""
    path = corpora / "news" / "dev" / "articles.jsonl"
    wrong = []
    for article in map(json.loads, path.read_text(encoding="utf-8").rstrip("\n").split("\n")):
        stream = io.BytesIO(rows({"id": article["id"], "text": article["text"]}).encode())
        (report,) = read_reports(["-"], stdin=stream).reports
        if report.published not in (None, date.fromisoformat(article["published"])):
            wrong.append((article["id"], "day"))
        if report.language != article["language"]:
            wrong.append((article["id"], "language"))
    assert wrong == []


@pytest.mark.parametrize(("name", "content"), [("none.json", "[]"), ("none.jsonl", ""), ("blank.jsonl", "\n\n")])
def test_a_file_without_a_report_is_named(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    [rejected] = read_reports([tmp_path / name]).rejected
    assert rejected.source.endswith(name) and rejected.reason == "it holds no report"


def test_a_document_of_another_kind_in_a_folder_is_named_and_a_picture_is_not(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.png", "c.txt"):
        (tmp_path / name).write_text(STORY)
    result = read_reports([tmp_path])
    assert [report.id for report in result.reports] == ["c"]
    (rejected,) = result.rejected
    assert rejected.source == str(tmp_path / "a.pdf") and ".pdf is not read; give .txt" in rejected.reason
