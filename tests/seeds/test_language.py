"""The language of a text by its letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Two guards were killed in the attack on the post at the border, the police said.", "en"),
        ("TWO KILLED IN THE ATTACK ON A POST", "en"),
        ("دو مرزبان در حمله به پاسگاه کشته شدند و سه نفر زخمی شدند", "fa"),
        ("دو مرزبان در حمله به پاسگاه كشته شدند و گروه مسئوليت را پذيرفت", "fa"),
        ("سرحدی چوکی پر حملے میں دو اہلکار ہلاک ہوگئے جبکہ تین زخمی ہیں", "ur"),
        ("قتل جنديان في هجوم على نقطة حدودية وأصيب ثلاثة آخرون بجروح", "ar"),
        ("په برید کې دوه سرتیري ووژل شول او درې نور ټپیان شول", "ps"),
        ("Двое военных погибли при обстреле, сообщили власти, были ранены ещё трое", "ru"),
        ("Двоє військових загинули під час обстрілу, ще троє поранені, її доставили", "uk"),
        ("Deux soldats ont été tués dans une attaque près de la frontière et les autres blessés", None),
        ("Zwei Soldaten wurden bei dem Angriff getötet, und die anderen sind verletzt", None),
        ("Turbat", None),
        ("12:30", None),
        ("", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert language_of(text) == language


@given(st.text())
def test_any_text_has_a_code_or_none(text: str) -> None:
    assert language_of(text) in {None, "en", "fa", "ur", "ar", "ps", "ru", "uk", "he"}
