"""One folding of names, its laws, the coarser key, variants of spelling, and the demonyms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.names import area_demonyms, demonyms, fold, sound
from gazetteer.variants import variants

SAME = [
    ("Sistan-va-Baluchestan", "sistan va baluchestan"),
    ("Zahedān", "ZAHEDAN"),
    ("Xi’an", "Xi'an"),
    ("City of London", "London"),
    ("The Hague", "hague"),
    ("Saint Petersburg", "St. Petersburg"),
    ("U.S.", "US"),
    ("Washington, D.C.", "Washington DC"),
    ("كراچي", "کراچی"),
    ("پاکستان", "پاكستان"),
    ("میر\u200cجاوه", "میرجاوه"),
    ("کوئٹہ", "کویٹه"),
    ("بَلوچستان", "بلوچستان"),
    ("ایران ۱۲", "ایران 12"),
    ("آباد", "اباد"),
    ("Łódź", "lodz"),
    ("İstanbul", "istanbul"),
    ("Côte d’Ivoire", "Cote d'Ivoire"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Iran", "Iraq"), ("Mali", "Mali i Zi"), ("قم", "قمر"), ("नगर", "नागर")])
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lo", "Zs"]), max_size=30))
def test_a_folded_name_has_single_blanks_and_no_capitals(name: str) -> None:
    folded = fold(name)
    assert folded == " ".join(folded.split())
    assert folded == folded.lower() or not folded.isascii()


@given(st.text(max_size=30))
def test_the_coarse_key_depends_on_the_folded_name_alone(name: str) -> None:
    assert sound(name) == sound(fold(name))


@pytest.mark.parametrize(
    "name",
    [
        "Sistan-Baluchistan",
        "Sistan and Balouchestan",
        "Sistan va Baluchestan",
        "Sistan-o-Balochistan",
        "Sistan Baluchistan",
        "SISTAN-E BALUCHESTAN",
    ],
)
def test_the_province_sounds_the_same_in_every_spelling(name: str) -> None:
    assert sound(name) == sound("Sistan and Baluchestan")


@pytest.mark.parametrize(
    ("one", "other"), [("Torbat", "Turbat"), ("Eslamabad", "Islamabad"), ("Qandahar", "Kandahar"), ("Gwadar", "Gvadar")]
)
def test_transliterations_sound_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("chahbahar", "chabahar"),
        ("qilla saifullah", "qila saifullah"),
        ("zahidan", "zahedan"),
        ("panjgour", "panjgur"),
        ("al fallujah", "fallujah"),
    ],
)
def test_variants_reach_the_known_spelling(written: str, known: str) -> None:
    assert known in set(variants(written))


def test_variants_come_in_a_fixed_order_without_the_name_itself() -> None:
    found = list(variants("mirjaveh"))
    assert found == list(variants("mirjaveh"))
    assert len(found) == len(set(found))
    assert "mirjaveh" not in found


def test_demonyms_of_countries_and_of_wider_areas() -> None:
    assert demonyms()["iranian"] == "IR"
    assert demonyms()["pakistanis"] == "PK"
    assert demonyms()[fold("ایرانی")] == "IR"
    assert area_demonyms()["european"] == "Europe"
    assert not set(demonyms()) & set(area_demonyms())
    assert all(len(code) == 2 and code.isupper() for code in demonyms().values())
