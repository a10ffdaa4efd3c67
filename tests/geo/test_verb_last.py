"""Persian and Urdu reports of our own: place, day, toll and sides read off clauses whose verbs stand last."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from geo.incident import Account
from geo.pipeline import extract_report
from geo.tokens import tokens
from geo.triggers import find_triggers, trigger_words
from geo.verb_last import happened, tie
from seeds.report import Report, Span

PUBLISHED = date(2024, 3, 6)  # a Wednesday, 16 Esfand 1402


def accounts(language: str, text: str) -> tuple[Account, ...]:
    return extract_report(Report("r", text, published=PUBLISHED, language=language)).accounts


class Told(NamedTuple):
    """What one incident of a report should come out as."""

    type: str
    start: date | None
    place: str
    level: str
    killed: tuple[int | None, int | None] | None = None
    actors: tuple[str, ...] = ()


MONDAY, TUESDAY = date(2024, 3, 4), date(2024, 3, 5)

REPORTS: dict[str, tuple[str, str, list[Told]]] = {
    "a Persian attack, with the day and the year in words": (
        "fa",
        (
            "پلیس گفت دهم بهمن ماه امسال افراد مسلح در محور زاهدان به خودروی گشت حمله کردند"
            " و سه مأمور را به شهادت رساندند."
        ),
        [Told("attack", date(2024, 1, 30), "Zahedan", "town", (3, 3))],
    ),
    "a drone that hits is a strike, and 'also' begins another": (
        "fa",
        (
            "پهپادهای ارتش ترکیه روز دوشنبه پایگاهی را در نزدیکی سلیمانیه هدف گرفتند و دو نفر کشته شدند."
            " روز سه‌شنبه نیز پهپادها خودرویی را در شهر اربیل هدف قرار دادند."
        ),
        [
            Told("strike", MONDAY, "Sulaymaniyah", "town", (2, 2), ("ارتش ترکیه",)),
            Told("strike", TUESDAY, "Erbil", "town", None, ("ارتش ترکیه",)),
        ],
    ),
    "a village of a district; the keyboard is Arabic": (
        "fa",
        (
            "افراد مسلح روز دوشنبه در روستاي گلزاران از توابع شهرستان سراوان به پاسگاه مرزباني حمله كردند."
            " يك مرزبان كشته شد."
        ),
        [Told("attack", MONDAY, "گلزاران", "town", (1, 1))],
    ),
    "talks, and no plan for a wall": (
        "fa",
        (
            "وزیر خارجه ایران روز دوشنبه در اسلام‌آباد با همتای پاکستانی خود دیدار کرد."
            " طرح انسداد مرز در سال آینده دنبال خواهد شد."
        ),
        [Told("diplomacy", MONDAY, "Islamabad", "town", None, ("ایران", "پاکستانی"))],
    ),
    "an Urdu attack in a village no gazetteer has": (
        "ur",
        "ضلع پنجگور کے علاقے گلوبند میں پیر کو نامعلوم مسلح افراد کی فائرنگ سے دو مزدور جاں بحق ہو گئے۔",
        [Told("attack", MONDAY, "گلوبند", "town", (2, 2))],
    ),
    "shells that rain on a village, told by what rained": (
        "ur",
        "بھارتی فوج نے پیر کی رات پونچھ کے قریب شہری آبادی پر گولے برسائے جس سے ایک خاتون شہید ہو گئی۔",
        [Told("strike", MONDAY, "Pūnch", "town", (1, 1), ("بھارتی فوج",))],
    ),
    "each fought the other": (
        "ur",
        "منگل کو چمن میں پاکستانی سکیورٹی فورسز اور افغان طالبان کے درمیان جھڑپ ہوئی جس میں تین اہلکار ہلاک ہوئے۔",
        [Told("clash", TUESDAY, "Chaman", "town", (3, 3), ("پاکستانی سکیورٹی فورسز", "افغان طالبان"))],
    ),
    "the day is that of the summons, not of what it is about": (
        "ur",
        "پاکستان نے ژوب میں ہونے والے حملے پر منگل کو افغان ناظم الامور کو دفتر خارجہ طلب کر کے احتجاجی مراسلہ دیا۔",
        [Told("diplomacy", TUESDAY, "Pakistan", "country", None, ("پاکستان",))],
    ),
    "a market opened on the border": (
        "fa",
        "رئیس‌جمهور ایران و نخست‌وزیر پاکستان روز دوشنبه بازارچه مرزی پیشین را افتتاح کردند.",
        [Told("liaison", MONDAY, "Pishin", "town", None, ("ایران", "پاکستان"))],
    ),
}


def test_towns_of_one_preposition_are_one_act_at_each() -> None:
    text = "افراد مسلح روز دوشنبه در راسک و چابهار به یک خودروی انتظامی و دو پاسگاه حمله کردند و پنج مامور را کشتند."
    found = accounts("fa", text)
    assert {a.where.name for a in found} == {"Rask", "Chabahar"}
    assert [a.killed for a in found if a.killed is not None] == [(5, 5)]


@pytest.mark.parametrize("name", REPORTS)
def test_reports(name: str) -> None:
    language, text, expected = REPORTS[name]
    found = [
        Told(
            a.type,
            a.start,
            a.where.name or "",
            a.where.level or "",
            (a.killed[0], a.killed[1]) if a.killed is not None else None,
            tuple(a.actors),
        )
        for a in accounts(language, text)
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "فرمانده مرزبانی گفت مرزبانان بارها با قاچاقچیان درگیر شده‌اند."),
        ("fa", "استاندار حمله تروریستی به زاهدان را محکوم کرد."),
        ("fa", "اگر به زاهدان حمله کنند پاسخ خواهند گرفت."),
        ("fa", "در تصادف دو خودرو در محور زاهدان به خاش پنج نفر کشته شدند."),
        ("ur", "کوئٹہ کے قریب ٹریفک حادثے میں چار افراد جاں بحق ہو گئے۔"),
        ("ur", "وزیر داخلہ نے کہا کہ کوئٹہ میں کوئی حملہ نہیں ہوا۔"),
        ("ur", "کوئٹہ میں دہشت گردوں کے خلاف آپریشن کیا جائے گا۔"),
    ],
)
def test_what_is_no_incident(language: str, text: str) -> None:
    assert accounts(language, text) == ()


@pytest.mark.parametrize(
    ("text", "name", "relation"),
    [
        ("حمله در بازار شهر زاهدان بود", "زاهدان", "in"),
        ("به نزدیکی زاهدان رسید", "زاهدان", "near"),
        ("به گفته فرماندار زاهدان", "زاهدان", "subject"),
        ("از زاهدان آمدند", "زاهدان", "from"),
        ("میان زاهدان و خاش", "زاهدان", "between"),
        ("وہ کوئٹہ کے علاقے میں تھا", "کوئٹہ", "in"),
        ("وہ کوئٹہ کے قریب تھا", "کوئٹہ", "near"),
        ("کوئٹہ کے ڈپٹی کمشنر نے کہا", "کوئٹہ", "subject"),
        ("وہ کوئٹہ سے آئے", "کوئٹہ", "from"),
    ],
)
def test_what_ties_a_place(text: str, name: str, relation: str) -> None:
    words = tokens(text, Span(0, len(text))).words
    at = words.index(name)
    assert tie(words, at, at + 1)[0] == relation


@pytest.mark.parametrize(
    ("language", "text", "state"),
    [
        ("fa", "دو نفر کشته شدند", "real"),
        ("fa", "کسی کشته نشد", "negated"),
        ("fa", "حمله خنثی شد", "hypothetical"),
        ("fa", "هر سال ده‌ها نفر کشته می‌شوند", "generic"),
        ("ur", "دو افراد ہلاک ہوئے", "real"),
        ("ur", "کوئی ہلاک نہیں ہوا", "negated"),
        ("ur", "آئے روز لوگ ہلاک ہوتے ہیں", "generic"),
    ],
)
def test_whether_it_happened(language: str, text: str, state: str) -> None:
    line = tokens(text, Span(0, len(text)))
    triggers = find_triggers(line, trigger_words(language))
    assert happened(line.words, triggers[0]) == state
