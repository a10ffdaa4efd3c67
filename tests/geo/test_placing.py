"""Names in running text: which are places, in which role, which place each is, and why."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.store import open_gazetteer
from geo.candidates import F_OUTSHONE, F_SEAT
from geo.document import read_document
from geo.places_model import calibrated, heard_names, model
from geo.placing import Placer
from geo.toponym import Toponym
from seeds.report import Report

IRAN = "Sistan and Baluchestan"


@pytest.fixture(scope="module")
def placer() -> Placer:
    return Placer(open_gazetteer())


def one(placer: Placer, text: str, surface: str) -> Toponym:
    found = [t for t in placer.in_text(text) if t.surface == surface]
    assert found, f"{surface!r} was not found in {text!r}: {[t.surface for t in placer.in_text(text)]}"
    return found[0]


# (text, surface, country, admin1, level)
PLACES = [
    ("Two men were shot in Turbat on Monday, police in Pakistan said.", "Turbat", "PK", "Balochistan", "town"),
    ("The minister flew to Zahedan in southeastern Iran.", "Zahedan", "IR", IRAN, "town"),
    ("A bomb went off in Panjgur, in Pakistan's Balochistan province.", "Panjgur", "PK", "Balochistan", "town"),
    ("A bomb went off in Panjgur, in Pakistan's Balochistan province.", "Balochistan", "PK", "Balochistan", "province"),
    ("Guards were hurt in the city of Rask in Iran, state media said.", "Rask", "IR", IRAN, "town"),
    ("Guards were hurt in Rask County in Iran, state media said.", "Rask County", "IR", IRAN, "district"),
    ("Traders met in Pishin, north of Quetta, in Pakistan.", "Pishin", "PK", "Balochistan", "town"),
    ("Traders met in Pishin, in Iran's Sistan and Baluchestan.", "Pishin", "IR", IRAN, "town"),
    ("Posts are to open at Pishin and Gabd in Gwadar district of Pakistan.", "Pishin", "IR", IRAN, "town"),
    ("He lives in Paris, Texas, with two dogs.", "Paris", "US", "Texas", "town"),
    ("Gunmen opened fire in the northern Lebanese city of Tripoli.", "Tripoli", "LB", "North Lebanon", "town"),
    ("She moved to Springfield, Ill., last year.", "Springfield", "US", "Illinois", "town"),
    ("A storm hit Boone County, Kentucky, on Friday.", "Boone County", "US", "Kentucky", "district"),
    ("QUETTA: Four miners died in a cave-in, officials in Balochistan said.", "QUETTA", "PK", "Balochistan", "town"),
    ("A cow on a Washington state farm was ill, vets said.", "Washington state", "US", "Washington", "province"),
    ("Four fell ill in Santa Catarina, Tocantins and Minas Gerais.", "Tocantins", "BR", "Tocantins", "province"),
    ("Officers in England and Wales were hurt in Leeds, Sheffield and York.", "Wales", "GB", "Wales", "province"),
    ("Talks between Tunisia and Algeria began in Tunis on Monday.", "Tunis", "TN", "Tunis Governorate", "town"),
    ("The mayor of Mexico City spoke of Mexico's economy.", "Mexico", "MX", None, "country"),
    ("He lives in New York and works in Riverdale.", "New York", "US", "New York", "town"),
    ("A ship left St. John's, Newfoundland, on Friday.", "St. John's", "CA", "Newfoundland and Labrador", "town"),
    ("Guards were taken in the Mirjaveh region of Iran.", "Mirjaveh", "IR", IRAN, "district"),
    ("A bomb went off in Pishin district, north of Quetta.", "Pishin district", "PK", "Balochistan", "district"),
    ("Shells fell near the town of Chahbahar in Iran, close to Konarak.", "Chahbahar", "IR", IRAN, "town"),
]


@pytest.mark.parametrize(("text", "surface", "country", "admin1", "level"), PLACES)
def test_a_name_is_resolved_in_its_context(
    placer: Placer, text: str, surface: str, country: str, admin1: str, level: str
) -> None:
    toponym = one(placer, text, surface)
    assert toponym.place is not None
    assert (toponym.place.country, toponym.place.admin1, toponym.place.level) == (country, admin1, level)
    assert toponym.reasons
    assert toponym.role == "location"


@pytest.mark.parametrize(
    "name",
    [
        "Sistan-Baluchistan",
        "Sistan-Baluchestan",
        "Sistan and Baluchistan",
        "Sistan va Baluchestan",
        "Sistan Baluchistan",
        "Sistan and Balouchestan",
    ],
)
def test_the_iranian_province_in_every_spelling(placer: Placer, name: str) -> None:
    toponym = one(placer, f"Nine workers were killed in {name}, a province of Iran.", name)
    assert toponym.place is not None
    assert toponym.place.id == "admin1:IR.04"


@pytest.mark.parametrize(
    ("text", "surface", "place_id"),
    [
        (
            "پلیس می‌گوید افراد مسلح در استان سیستان و بلوچستان به پاسگاهی یورش بردند.",
            "سیستان و بلوچستان",
            "admin1:IR.04",
        ),
        ("این دیدار روز دوشنبه در تهران برگزار شد و وزیر خارجه پاکستان در آن بود.", "پاکستان", "country:PK"),
        ("بلوچستان کے ضلع پنجگور میں دھماکا ہوا، پاکستان کے حکام نے بتایا۔", "بلوچستان", "admin1:PK.02"),
    ],
)
def test_persian_and_urdu(placer: Placer, text: str, surface: str, place_id: str) -> None:
    toponym = one(placer, text, surface)
    assert toponym.place is not None
    assert toponym.place.id == place_id


NOT_PLACES = [
    ("Paris Hilton said the party was over.", "Paris"),
    ("Of the nine, two were freed. He said so. Nice work, they told him.", "Of"),
    ("Reading the verdict took an hour.", "Reading"),
    ("General Munir visited the wounded.", "Munir"),
    ("Mobile phones were switched off.", "Mobile"),
    ("On Tuesday, March rains began.", "March"),
]


@pytest.mark.parametrize(("text", "surface"), NOT_PLACES)
def test_names_that_are_no_places_here(placer: Placer, text: str, surface: str) -> None:
    assert [t for t in placer.in_text(text) if t.surface == surface and t.role != "name"] == []


ROLES = [
    ("Iranian forces crossed the border.", "Iranian", "demonym"),
    ("Tehran said it had warned Islamabad twice.", "Tehran", "metonym"),
    ("Talks between Tehran and Islamabad went on.", "Islamabad", "metonym"),
    ("The delegation flew to Tehran on Monday.", "Tehran", "location"),
    ("TEHRAN: A court fined two newspapers on Monday.", "TEHRAN", "location"),
    ("A train left Karachi for Lahore.", "Lahore", "location"),
]


@pytest.mark.parametrize(("text", "surface", "role"), ROLES)
def test_roles(placer: Placer, text: str, surface: str, role: str) -> None:
    assert one(placer, text, surface).role == role


def test_a_village_no_gazetteer_has_is_kept_with_where_it_is_said_to_be(placer: Placer) -> None:
    toponym = one(placer, "Mortar shells fell on the village of Zarrinkuhak near Saravan in Iran.", "Zarrinkuhak")
    assert toponym.place is None
    assert toponym.feature == "village"
    assert toponym.within is not None
    assert toponym.within.country == "IR"
    assert toponym.confidence == 0
    assert "no gazetteer here has this name" in toponym.reasons


# (text, name no gazetteer has, what it is said to be in: None for nowhere)
UNKNOWN = [
    ("Two guards died at the Zarrinkuhi border post, located in Iran's Zabol county.", "Zarrinkuhi", "Zabol County"),
    ("Kurram district in Pakistan: a mine hit Kurram's old Zarrinkot town.", "Zarrinkot", "Kurram District"),
    ("The device exploded in North Waziristan's Zarrinkot locality.", "Zarrinkot", "North Waziristan District"),
    ("Rebels entered Qwimbazu, a village near Goma in Congo.", "Qwimbazu", "Goma"),
    ("Shells fell south of Qwimbazu in North Kivu.", "Qwimbazu", "North Kivu"),
    ("Camps were burnt in Qwimbazu and Zarrin Mbaru, North Kivu, in Congo.", "Zarrin Mbaru", "North Kivu"),
    ("Jets struck the southern Lebanese village of Kfar al-Zarin on Monday.", "Kfar al-Zarin", "Lebanon"),
    ("Forty people were killed in Dar es Salaam, a suburb of Omdurman in Sudan.", "Dar es Salaam", "Omdurman"),
    ("Soldiers died in Luz Amarillo, a village between Tame and Arauca in Colombia.", "Luz Amarillo", "Colombia"),
    ("Three blasts went off near Mount Zarrin in Tunisia.", "Mount Zarrin", "Tunisia"),
    # the name holds words that are names or plain words by themselves
    ("Gunmen attacked the village of Ali Saray in Daquq, a district of Kirkuk.", "Ali Saray", "Daquq District"),
    ("A bomb went off in Ban Zarrin Sat in Thailand's Narathiwat province.", "Ban Zarrin Sat", "Narathiwat"),
    ("Rebels overran the Kha Maung Zar outpost in Myanmar's Chin State.", "Kha Maung Zar", "Chin State"),
    # what is done to places, and what they stand in
    ("The raid on Qwimbazu left six dead in North Kivu.", "Qwimbazu", "North Kivu"),
    ("In North Kivu, shells fell on Kafr Zarrin on Monday.", "Kafr Zarrin", "North Kivu"),
    ("In North Kivu rebels withdrew from Qwimbazu on Monday.", "Qwimbazu", "North Kivu"),
    ("Rebels burnt the villages of Qwimbazu, Zarrin and Belmu in North Kivu.", "Belmu", "North Kivu"),
    ("In North Kivu people said that Qwimbazu was shelled on Monday.", "Qwimbazu", "North Kivu"),
    ("Soldiers were ambushed in the jungles of Qwimbazu, North Kivu, in Congo.", "Qwimbazu", "North Kivu"),
    ("Rebels moved on to Qwimbazu and Belmu, two villages in North Kivu.", "Qwimbazu", "North Kivu"),
    ("Marines boarded a dhow off Qwimbazu in Somalia on Monday.", "Qwimbazu", "Somalia"),
    # nothing beside the name tells where it is: the towns of the text do, more than the states it speaks of
    ("Jets hit a car in Tyre. Israel told of a raid on Qwimbazu. Shells fell on Nabatieh, Israel said.", "Qwimbazu",
     "Lebanon"),
    ("Five men died in general area Qwimbazu of North Waziristan District.", "Qwimbazu", "North Waziristan District"),
    ("A bomb went off in Zarrinkot tehsil of South Waziristan.", "Zarrinkot", "South Waziristan District"),
    ("An attack by gunmen on Qwimbazu, in North Kivu, killed six.", "Qwimbazu", "North Kivu"),
    ("Rebels raided Palma, a gas hub in Cabo Delgado in Mozambique.", "Palma", "Cabo Delgado Province"),
    ("The villages attacked in Zamfara State are Zarkin in Maru and Torwan in Anka.", "Zarkin", "Maru"),
    ("Khanaqin in Diyala and Zarkin in western Nineveh are the places where posts will open.", "Zarkin", "Nineveh"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "surface", "within"), UNKNOWN)
def test_a_name_the_words_make_a_place_is_kept_within_what_they_put_it_in(
    placer: Placer, text: str, surface: str, within: str
) -> None:
    toponym = one(placer, text, surface)
    assert toponym.place is None
    assert toponym.within is not None
    assert toponym.within.name == within


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Troops raided a Boko Haram camp near Maiduguri in Nigeria.", "Boko Haram"),
        ("A bomb hit a Shia neighbourhood of Kabul in Afghanistan.", "Shia"),
        ("In Al-Zarrin, its newspaper, the group wrote of a raid near Sinjar in Iraq.", "Al-Zarrin"),
        ("Fighters stormed a Frontier Corps post in Turbat, Pakistan.", "Frontier Corps"),
        ("A shot fired in Zahedan in Iran hit Zarrinkuh in the back.", "Zarrinkuh"),
        ("Jets led a raid on Zarrinkuh in Yemen, said Zarrinkuh fighters.", "Zarrinkuh"),
    ],
)
def test_what_only_stands_beside_a_kind_of_place_is_none(placer: Placer, text: str, surface: str) -> None:
    assert surface not in {t.surface for t in placer.in_text(text) if t.role == "location"}


def test_a_distance_tells_a_place_from_a_far_one_of_its_name(placer: Placer) -> None:
    far = one(placer, "A grenade was thrown in Nasirabad, 40 kilometres from Turbat in Pakistan.", "Nasirabad")
    right = one(placer, "A grenade was thrown in Tump, 80 kilometres from Turbat in Pakistan.", "Tump")
    assert far.place is None
    assert right.place is not None


def test_congo_alone_is_the_larger_one(placer: Placer) -> None:
    larger = one(placer, "Rebels entered Goma in Congo on Monday.", "Congo")
    smaller = one(placer, "Police searched homes in Brazzaville in Congo on Monday.", "Congo")
    assert [t.place.country for t in (larger, smaller) if t.place is not None] == ["CD", "CG"]


LEVELS = [
    ("Police were shot in Pakistan's Kalat district, in Balochistan.", "Kalat", "district"),
    ("A station in Hacarí, a district of Norte de Santander in Colombia, was hit.", "Hacarí", "district"),
    ("An ambush in Tizi Ouzou, a province in the north of Algeria, was told of.", "Tizi Ouzou", "province"),
    ("A convoy was hit in Garissa county in Kenya.", "Garissa", "province"),
    ("Police in Iraq said that bombs killed five people in Mosul.", "Mosul", "town"),
    ("Shells killed one man in Syria. Three more died in Raqqa.", "Raqqa", "town"),
    ("Fighting went on in Nineveh in Iraq.", "Nineveh", "province"),
    ("Soldiers were killed in the provinces of Kunduz and Baghlan in Afghanistan.", "Baghlan", "province"),
    ("Nine rebels fell in Sukma and Bijapur districts of Chhattisgarh in India.", "Sukma", "district"),
    ("Fighting went on in Pauktaw Township in Myanmar.", "Pauktaw", "district"),
    ("Militants killed six people in Kenya's Lamu county.", "Lamu", "province"),
    ("A car bomb in Sadr City, a Shiite district of Baghdad, killed nine in Iraq.", "Sadr City", "town"),
    ("Troops raided the Jenin refugee camp in the West Bank.", "Jenin", "site"),
    ("A bomber killed four people at Bagram air base in Afghanistan.", "Bagram", "site"),
    ("Drones struck Erbil airport in Iraq.", "Erbil", "site"),
]


@pytest.mark.parametrize(("text", "surface", "level"), LEVELS)
def test_the_word_beside_a_name_tells_its_level(placer: Placer, text: str, surface: str, level: str) -> None:
    (found,) = [t for t in placer.in_text(text) if t.surface.startswith(surface)]
    assert found.place is not None
    assert found.place.level == level


def test_one_unresolved_name_leaves_the_others_standing(placer: Placer) -> None:
    surfaces = {
        t.surface for t in placer.in_text("From Zarrinkuhak village they went to Turbat and on to Gwadar in Pakistan.")
    }
    assert {"Turbat", "Gwadar"} <= surfaces


def test_one_sense_for_a_district_named_with_and_without_its_word(placer: Placer) -> None:
    found = placer.in_text("The blast hit Kech district in Balochistan, Pakistan. Schools in Kech stayed shut.")
    kech = [t.place.level for t in found if t.surface.startswith("Kech") and t.place is not None]
    assert kech == ["district", "district"]


def test_asides_are_left_out(placer: Placer) -> None:
    report = Report(
        id="r", text="Two men were shot in Turbat on Monday, police said.\n\nShare this:\n\nRead more: Floods in Multan"
    )
    doc = read_document(report)
    for toponym in placer.toponyms(doc):
        assert not any(b.kind == "aside" and b.span.overlaps(toponym.span) for b in doc.blocks)


def test_the_heard_names_are_names_of_the_gazetteer(placer: Placer) -> None:
    known, alone = heard_names()
    gone = [key for key in known.keys.values() if not placer.gazetteer.has(key)]
    assert len(gone) <= len(known.keys) // 50, (
        f"write geo/words/sounds.json anew (python -m geo.train_places --sounds): {gone}"
    )
    assert known.keys["stnblCstn"] == "sistan and baluchestan"
    assert alone["blCstn"] == ["admin1:PK.02"]


def test_calibration_is_a_monotone_line() -> None:
    points = ((0.2, 0.1), (0.8, 0.9))
    assert calibrated(0.0, points) == 0.1
    assert calibrated(0.5, points) == pytest.approx(0.5)
    assert calibrated(1.0, points) == 0.9
    assert calibrated(0.3, ()) == 0.3


WORDS = [
    "Turbat",
    "Iran",
    "Paris",
    "Rask County",
    "the village of Kalag",
    "Iranian",
    "said",
    "in",
    ",",
    ".",
    "\n",
    "Mr",
    "U.S.",
    "Texas",
    "و",
    "تهران",
    "Smith",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_every_span_is_a_slice_and_none_cross(words: list[str]) -> None:
    text = " ".join(words)
    placer = Placer(open_gazetteer())
    found = placer.in_text(text)
    assert all(t.surface == text[t.span.start : t.span.end] for t in found)
    assert [t.span.start for t in found] == sorted(t.span.start for t in found)
    assert all(0 <= t.confidence <= 1 for t in found)
    assert placer.in_text(text) == found


def test_a_text_alone_or_after_others_gives_the_same(placer: Placer) -> None:
    text = "Guards in Rask, in Iran's Sistan-Baluchistan, fought with gunmen from Pishin."
    assert Placer(open_gazetteer()).in_text(text) == placer.in_text(text)


def in_report(placer: Placer, url: str | None, publisher: str | None) -> str | None:
    text = "Rain fell in Hyderabad."
    found = placer.toponyms(read_document(Report(id="r", text=text, url=url, publisher=publisher)))
    assert found
    assert found[0].place is not None
    return found[0].place.country


def test_the_publisher_s_country_counts_where_nothing_else_tells(placer: Placer) -> None:
    home = placer._home
    assert home(Report(id="r", text="", url="https://news.example.pk/1")) == "PK"
    assert home(Report(id="r", text="", url="https://news.example.co.uk:80/1")) == "GB"
    assert home(Report(id="r", text="", publisher="The Times of India")) == "IN"
    assert home(Report(id="r", text="", url="https://example.tv/x", publisher="Daily Courier")) is None
    assert home(Report(id="r", text="")) is None
    assert in_report(placer, None, None) == "IN"


def test_a_place_is_weighed_once(placer: Placer) -> None:
    _, groups, _ = placer.weigh("Guards were taken in the Mirjaveh region of Iran.", model())
    for group in groups:
        ids = [c.place.id for c in group.candidates]
        assert len(ids) == len(set(ids))


def test_a_small_namesake_of_a_country_far_off_is_outshone(placer: Placer) -> None:
    outshone = {c.place.name for c in placer._candidates("china") if (F_OUTSHONE, 1.0) in c.factors}
    assert "China" in outshone  # those in Texas and Maine
    assert not any((F_OUTSHONE, 1.0) in c.factors for c in placer._candidates("panjgur"))


def test_only_the_largest_town_of_a_name_is_the_seat(placer: Placer) -> None:
    seats = [c.place.admin1 for c in placer._candidates("washington") if (F_SEAT, 1.0) in c.factors]
    assert seats == ["District of Columbia"]


def test_nothing_is_said_to_be_surer_than_it_was_found_to_be() -> None:
    said = [point[0] for point in model().calibration]
    found = [point[1] for point in model().calibration]
    assert said == sorted(said)
    assert found == sorted(found)
    assert found[-1] < 0.97
