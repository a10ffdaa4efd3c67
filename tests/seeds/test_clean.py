"""Blocks: what is story and what is the frame of a page; every text here is made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.clean import Block, blocks
from seeds.report import Report

LEAD = "Two men were shot on Monday near the bus stand, and the police are looking for three others, an officer said."
MORE = (
    "The dead were drivers from the next valley, according to a cousin who had come to the hospital to take them home."
)


def cut(text: str, title: str | None = None) -> list[tuple[str, str]]:
    report = Report("r", text, title=title)
    return [(block.kind, block.span.of(text)) for block in blocks(report)]


def kinds(text: str, title: str | None = None) -> list[str]:
    return [kind for kind, _ in cut(text, title)]


@pytest.mark.parametrize(
    ("paragraph", "dateline", "rest"),
    [
        ("OLDTOWN: " + LEAD, "OLDTOWN:", LEAD),
        ("OLDTOWN, Newland — " + LEAD, "OLDTOWN, Newland —", LEAD),
        ("OLDTOWN (ANA)- " + LEAD, "OLDTOWN (ANA)-", LEAD),
        ("OLDTOWN (Agencies) – " + LEAD, "OLDTOWN (Agencies) –", LEAD),
        ("OLDTOWN - " + LEAD, "OLDTOWN -", LEAD),
        ("NEW OLDTOWN, Jan. 3 (Wire) -- " + LEAD, "NEW OLDTOWN, Jan. 3 (Wire) --", LEAD),
        ("OLDTOWN, Sep 22 (Wire) " + LEAD, "OLDTOWN, Sep 22 (Wire)", LEAD),
        ("OLDTOWN, Newland _ " + LEAD, "OLDTOWN, Newland _", LEAD),
        ("OLDTOWN /Newland/. " + LEAD, "OLDTOWN /Newland/.", LEAD),
        ("OLDTOWN, January 16. /WIRE/. " + LEAD, "OLDTOWN, January 16. /WIRE/.", LEAD),
        ("Oldtown, 3 May (ANA).- " + LEAD, "Oldtown, 3 May (ANA).-", LEAD),
        ("Oldtown, ANA- " + LEAD, "Oldtown, ANA-", LEAD),
        ("OLDTOWN/NEWTOWN: " + LEAD, "OLDTOWN/NEWTOWN:", LEAD),
        ("Oldtown, May 3, 2020, The Lantern: " + LEAD, "Oldtown, May 3, 2020, The Lantern:", LEAD),
        ("Oldtown: " + LEAD, "Oldtown:", LEAD),
        ("کوئٹہ: دو افراد کو پیر کے روز گولی مار دی گئی۔", "کوئٹہ:", "دو افراد کو پیر کے روز گولی مار دی گئی۔"),
        ("تهران (ایسنا) - دو نفر روز دوشنبه کشته شدند.", "تهران (ایسنا) -", "دو نفر روز دوشنبه کشته شدند."),
    ],
)
def test_dateline_is_a_block_of_its_own(paragraph: str, dateline: str, rest: str) -> None:
    assert cut(paragraph) == [("dateline", dateline), ("paragraph", rest)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Police: " + LEAD,
        "Warning: " + LEAD,
        "Watch: " + LEAD,
        "He said: " + LEAD,
        "A man named Old - once a driver - was shot.",
        "UN officials said on Monday that two men were shot.",
        "TWO men were shot - nobody knows why - on Monday.",
    ],
)
def test_no_dateline(paragraph: str) -> None:
    assert "dateline" not in kinds(paragraph)


def test_dateline_on_its_own_line() -> None:
    assert kinds(f"Gunmen kill two\n\nOLDTOWN:\n{LEAD}") == ["headline", "dateline", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Breaking News",
        "Home World",
        "World / Asia",
        "Share this:",
        "Last update: May 4, 2020 00:20",
        "Updated 18 Dec, 2020",
        "READ ALSO: Air strike on the suburb as the battle grows",
        "Also read: Three held over the bus stand shooting",
        "Sign up for our newsletter and get the day's stories in your inbox.",
        "Dear visitor, the comments section is closed for now and will return.",
        "Comments are closed.",
        "© 2020 The Lantern. All rights reserved.",
        "Copyright 2020 The Lantern",
        "https://lantern.example/story/12",
        "#Oldtown #News",
        "12 comments",
        "3 min read",
        "2 hours ago",
        "Story continues below this ad",
        "(With inputs from agencies)",
        "انتهای پیام/",
        "مزید پڑھیں: بس اڈے پر فائرنگ",
        "بیشتر بخوانید: تیراندازی در ترمینال",
    ],
)
def test_notices_are_asides_wherever_they_stand(line: str) -> None:
    for text in (f"{line}\n\n{LEAD}\n\n{MORE}", f"{LEAD}\n\n{line}\n\n{MORE}", f"{LEAD}\n\n{MORE}\n\n{line}"):
        assert ("aside", line) in cut(text)
        assert kinds(text).count("paragraph") == 2


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By A. Reporter May 3, 2020", "byline"),
        ("Staff Report", "byline"),
        ("Our Correspondent", "byline"),
        ("Published in The Lantern, May 3rd, 2020", "byline"),
        ("Sunday 3 May 2020 - 09:45", "byline"),
        ("Police at the bus stand in Oldtown. — AFP/File", "caption"),
        ("Police at the bus stand on Monday. | Image: Lantern", "caption"),
        ("Photo: the bus stand in Oldtown", "caption"),
        ("Three others sought", "heading"),
    ],
)
def test_kinds_of_lines(line: str, kind: str) -> None:
    assert (kind, line) in cut(f"Gunmen kill two at bus stand\n\n{LEAD}\n\n{line}\n\n{MORE}")


def test_what_a_person_said_to_an_agency_is_no_caption() -> None:
    text = f"{LEAD}\n\nThe army had told the police of the men weeks before, a colonel said to the Lantern news agency."
    assert kinds(text) == ["paragraph", "paragraph"]


def test_everything_below_the_foot_is_aside() -> None:
    below = (
        "More opinion\n\nLeader\n\nAfter the flood\n\nFIVE villages were washed away on Sunday in the north, where ..."
    )
    text = f"{LEAD}\n\n{MORE}\n\n{MORE.replace('drivers', 'cooks')}\n\n{below}"
    assert kinds(text) == ["paragraph"] * 3 + ["aside"] * 4


def test_a_list_of_other_stories_amid_the_text_ends_at_the_next_paragraph() -> None:
    text = f"{LEAD}\n\nRelated stories\n\nFive villages washed away\n\nBridge falls in north\n\n" + "\n\n".join(
        [MORE] * 1 + [MORE.replace("drivers", w) for w in ("cooks", "smiths", "boys")]
    )
    assert kinds(text) == ["paragraph", "aside", "aside", "aside"] + ["paragraph"] * 4


def test_hard_wrapped_paragraph_is_one_block() -> None:
    text = (
        "Gunmen kill two\n\nTwo men were shot on Monday near the bus stand in\n"
        "Oldtown, and the police are looking for three\n"
        "others, an officer said.\n\nThe dead were drivers from the next valley, a cousin\nsaid at the hospital.\n"
        "- one bullet each\n- no witnesses"
    )
    found = cut(text)
    assert found[1][0] == "paragraph"
    assert found[1][1].startswith("Two men")
    assert found[1][1].endswith("an officer said.")
    assert found[2][1].endswith("hospital.")
    assert [words for _, words in found[3:]] == ["one bullet each", "no witnesses"]


def test_indented_and_raggedly_wrapped_lines_are_put_together() -> None:
    text = (
        "Two men were shot on Monday near the bus stand in Oldtown, and the police are looking for three others.\n"
        "        The dead were drivers from the next valley, according to a cousin who had\n"
        "        come to the hospital to take them home.\n"
        "        What is known\n"
        "        A bullet of the kind that soldiers use was found under a bench by the men who\n"
        "        sweep the place, and it was handed to the army before the day was over by them.\n"
    )
    assert kinds(text) == ["paragraph", "paragraph", "heading", "paragraph"]


def test_short_lines_that_are_paragraphs_stay_apart() -> None:
    text = (
        "Two men were shot on Monday.\nBoth died.\nNobody saw it.\n"
        "The police are looking for three others, an officer said."
    )
    assert kinds(text) == ["paragraph"] * 4


def test_title_given_twice_is_a_repeat() -> None:
    text = f"Gunmen kill two at bus stand\n\nGunmen kill two at bus stand\n\n{LEAD}"
    found = blocks(Report("r", text, title="Gunmen kill two at bus stand"))
    assert [(block.kind, block.repeat_of) for block in found] == [
        ("headline", None),
        ("headline", 0),
        ("paragraph", None),
    ]


def test_teaser_above_its_paragraph_is_marked() -> None:
    text = (
        f"{LEAD}\n\nPhoto: the bus stand\n\n{LEAD.replace('an officer said', 'an officer told the Lantern')}\n\n{MORE}"
    )
    assert [block.repeat_of for block in blocks(Report("r", text))] == [None, None, 0, None]


def test_last_line_cut_off_is_a_paragraph() -> None:
    assert kinds(f"{LEAD}\n\n{MORE}\n\nAt the hospital, a short walk from the blas")[-1] == "paragraph"


LINES = st.sampled_from(
    [
        LEAD,
        MORE,
        "",
        "Comments",
        "OLDTOWN: " + LEAD,
        "Breaking News",
        "- bullet",
        "By A. B. May 3, 2020",
        "Related stories",
        "x",
        "\r",
        "۔",
    ]
)


@given(
    st.one_of(st.text(max_size=300), st.lists(LINES, max_size=12).map("\n".join)),
    st.one_of(st.none(), st.text(max_size=40)),
)
def test_blocks_are_slices_in_order_and_leave_out_no_word(text: str, title: str | None) -> None:
    found = blocks(Report("r", text, title=title))
    assert list(found) == sorted(found, key=lambda block: block.span)
    end = 0
    for index, block in enumerate(found):
        assert end <= block.span.start < block.span.end <= len(text)
        assert block.repeat_of is None or block.repeat_of < index
        assert not any(char.isalnum() for char in text[end : block.span.start].lstrip("0123456789.) \n"))
        end = block.span.end
    assert not any(char.isalnum() for char in text[end:])
    assert found == blocks(Report("r", text, title=title))


def test_no_evidence_of_the_evaluation_articles_is_set_aside(corpora: Path) -> None:
    """What a careful reader quotes as evidence must never be taken for the page's frame."""
    folder = corpora / "news" / "dev"
    gold = {row["id"]: row for row in _rows(folder / "gold.jsonl")}
    lost = []
    for article in _rows(folder / "articles.jsonl"):
        text = article["text"]
        found: tuple[Block, ...] = blocks(Report(article["id"], text, title=article["title"]))
        for incident in gold[article["id"]]["incidents"]:
            start = text.find(incident["evidence"])
            end = start + len(incident["evidence"])
            hidden = [b for b in found if b.kind in ("aside", "byline") and b.span.start < end and start < b.span.end]
            if hidden:
                lost.append(article["id"])
    assert lost == []


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]


def test_a_report_of_one_line_without_a_stop_is_its_own_story() -> None:
    text = "Gunmen shot dead two policemen in Turbat on Monday"
    assert [block.kind for block in blocks(Report("r", text))] == ["paragraph"]
    assert [block.kind for block in blocks(Report("r", text, title=text))] == ["paragraph"]
