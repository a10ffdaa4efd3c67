"""People counted: a table of sentences of our own, and laws that hold for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.counts import Count, find_counts, toll
from geo.document import Document, read_document
from seeds.report import Report


def document(text: str, language: str = "en") -> Document:
    return read_document(Report("r", text, published=date(2024, 3, 6), language=language))


def told(text: str, language: str = "en") -> list[tuple[str, int | None, int | None]]:
    """Outcome and numbers of every count that befell somebody, subsets left out."""
    return [
        (c.outcome or "either", c.low, c.high)
        for c in find_counts(document(text, language))
        if c.outcome != "present" and not c.subset
    ]


K, J, A, R, F, M, E = "killed", "injured", "abducted", "arrested", "freed", "missing", "either"

TABLE: list[tuple[str, list[tuple[str, int | None, int | None]]]] = [
    # the verb and its object
    ("The blast killed at least 11 policemen.", [(K, 11, None)]),
    ("A roadside bomb killed three soldiers and wounded five others.", [(K, 3, 3), (J, 5, 5)]),
    ("Gunmen killed more than 40 villagers in two raids.", [(K, 41, None)]),
    ("The shelling killed up to 15 people.", [(K, None, 15)]),
    ("The strike killed nearly 20 fighters.", [(K, 20, 20)]),
    ("The attack left 11 dead and 24 wounded.", [(K, 11, 11), (J, 24, 24)]),
    ("A bombing that left fourteen border guards dead.", [(K, 14, 14)]),
    ("The explosion, which killed six members of one family, shook the town.", [(K, 6, 6)]),
    ("They opened fire, killing two guards and injuring a driver.", [(K, 2, 2), (J, 1, 1)]),
    ("The raid claimed the lives of 26 people.", [(K, 26, 26)]),
    ("The bombing took the lives of seven worshippers.", [(K, 7, 7)]),
    ("The fire claimed nine lives.", [(K, 9, 9)]),
    ("Militants shot dead four labourers.", [(K, 4, 4)]),
    ("Assailants gunned down three traders near the bazaar.", [(K, 3, 3)]),
    ("Security forces killed eight terrorists and arrested two more.", [(K, 8, 8), (R, 2, 2)]),
    ("The army said it had killed 12 militants.", [(K, 12, 12)]),
    # told of the people
    ("Gunmen attacked a post, killing three soldiers, two security officials said.", [(K, 3, 3)]),
    ("A mine went off, killing three soldiers, a Taliban provincial commander told reporters.", [(K, 3, 3)]),
    ("Shells killed four farmers, a driver stationed at the base said.", [(K, 4, 4)]),
    ("A mine went off, killing three soldiers, an official at the hospital in Quetta said.", [(K, 3, 3)]),
    ("Nine Pakistani workers were shot dead on Saturday.", [(K, 9, 9)]),
    ("Eleven officers were killed and seven wounded.", [(K, 11, 11), (J, 7, 7)]),
    ("Nine soldiers were killed and 14 seriously wounded in an attack.", [(K, 9, 9), (J, 14, 14)]),
    ("Five Islamic State (IS) militants were killed in a raid.", [(K, 5, 5)]),
    ("11 were killed.", [(K, 11, 11)]),
    ("At least seven people died and two were injured.", [(K, 7, None), (J, 2, 2)]),
    ("Ten Pakistanis lost their lives.", [(K, 10, 10)]),
    ("Six soldiers and two civilians were killed.", [(K, 6, 6), (K, 2, 2)]),
    ("Two police officers, a teacher among them, were later reported killed.", [(K, 2, 2)]),
    ("Nine workers who had come from the plains were killed.", [(K, 9, 9)]),
    ("Five soldiers travelling in a convoy were martyred.", [(K, 5, 5)]),
    ("Thirty-two people were injured, six of them seriously.", [(J, 32, 32)]),
    ("A total of 21 people were hurt.", [(J, 21, 21)]),
    ("One hundred and five people have died.", [(K, 105, 105)]),
    ("About a dozen soldiers were wounded.", [(J, 12, 12)]),
    ("1,200 people have been killed since then.", [(K, 1200, 1200)]),
    ("Between three and five men were killed.", [(K, 3, 5)]),
    ("Five or six gunmen were killed.", [(K, 5, 6)]),
    ("Four bodies were found.", [(K, 4, 4)]),
    ("Twelve others were taken to hospital.", [(J, 12, 12)]),
    ("Three more people suffered injuries.", [(J, 3, 3)]),
    ("No fewer than 16 people were wounded.", [(J, 16, None)]),
    ("Fifteen people or more were killed.", [(K, 15, None)]),
    # nouns
    ("The killing of nine labourers drew anger.", [(K, 9, 9)]),
    ("The deaths of 10 guards soured relations.", [(K, 10, 10)]),
    ("The death toll rose to 30.", [(K, 30, 30)]),
    ("The death toll has risen from 20 to at least 34.", [(K, 34, None)]),
    ("The dead numbered nine.", [(K, 9, 9)]),
    ("The loss of at least 11 officers' lives stunned the town.", [(K, 11, None)]),
    ("Officials confirmed six deaths and 14 injuries.", [(K, 6, 6), (J, 14, 14)]),
    ("The abduction of 12 guards went unsolved.", [(A, 12, 12)]),
    ("He gave 17 as the number of villagers killed.", [(K, 17, 17)]),
    # others than the dead
    ("Militants abducted five guards.", [(A, 5, 5)]),
    ("Fighters took 50 hostage.", [(A, 50, 50)]),
    ("Four engineers were kidnapped by armed men.", [(A, 4, 4)]),
    ("Police arrested six suspects.", [(R, 6, 6)]),
    ("Sixteen people were detained in the raid.", [(R, 16, 16)]),
    ("Three sailors were freed after two months.", [(F, 3, 3)]),
    ("Seven miners are missing.", [(M, 7, 7)]),
    # one person
    ("A soldier was killed.", [(K, 1, 1)]),
    ("Gunmen killed the mayor of the town.", [(K, 1, 1)]),
    ("One policeman was hurt.", [(J, 1, 1)]),
    ("A member of the border force was shot dead.", [(K, 1, 1)]),
    ("Lieutenant Colonel Amir Farazi was shot dead.", [(K, 1, 1)]),
    ("The killing of a judge shook the capital.", [(K, 1, 1)]),
    ("Rocket fire killed one person in the north and one near the river.", [(K, 1, 1), (K, 1, 1)]),
    ("Nine members of one family were killed, and three other people with them.", [(K, 9, 9), (K, 3, 3)]),
    ("A woman and two children were killed.", [(K, 1, 1), (K, 2, 2)]),
    ("It killed a man and his three sons.", [(K, 1, 1), (K, 3, 3)]),
    ("Four members of the guard and a visiting teacher were killed.", [(K, 4, 4), (K, 1, 1)]),
    ("Captain Farid Example and three soldiers were martyred.", [(K, 1, 1), (K, 3, 3)]),
    ("The blast killed one policeman and wounded another.", [(K, 1, 1), (J, 1, 1)]),
    ("One man was killed and another was hurt.", [(K, 1, 1), (J, 1, 1)]),
    ("A 12-year-old girl was killed.", [(K, 1, 1)]),
    ("The shell killed a 12-year-old girl.", [(K, 1, 1)]),
    ("Two of the attackers were killed.", [(K, 2, 2)]),
    ("They took 12 guards hostage; five of them were killed.", [(A, 12, 12), (K, 5, 5)]),
    (
        "Officials reported 45 people dead in the north, 12 in the east and seven in the west.",
        [(K, 45, 45), (K, 12, 12), (K, 7, 7)],
    ),
    ("Some 60 fighters, killed in air raids, were buried.", [(K, 60, 60)]),
    ("A car bomb leaves five people, including a child, dead.", [(K, 5, 5)]),
    ("Death toll in the market blast climbs to 23.", [(K, 23, 23)]),
    ("Blast kills nine, injures 15.", [(K, 9, 9), (J, 15, 15)]),
    ("Four soldiers martyred, six terrorists killed in border raid.", [(K, 4, 4), (K, 6, 6)]),
    ("The attack resulted in the martyrdom of five security personnel.", [(K, 5, 5)]),
    ("The attack cost nine people their lives.", [(K, 9, 9)]),
    ("The fighting cost them nine vehicles.", []),
    ("The dead were three policemen and a passer-by.", [(K, 3, 3), (K, 1, 1)]),
    ("Officials put the number of dead at 12.", [(K, 12, 12)]),
    ("The governor put the dead at nine and the wounded at 20.", [(K, 9, 9), (J, 20, 20)]),
    ("Two of the crew did not survive.", [(K, 2, 2)]),
    ("The army lost 12 soldiers in the fight.", [(K, 12, 12)]),
    ("The team lost 12 games.", []),
    ("Three traders met their deaths there.", [(K, 3, 3)]),
    ("It brought to 17 the number of people killed.", [(K, 17, 17)]),
    ("The commander was killed along with two of his guards.", [(K, 1, 1), (K, 2, 2)]),
    ("The old man, known as Example, was shot dead along with nine others.", [(K, 1, 1), (K, 9, 9)]),
    ("Four guards and a woman visiting from Exampleland were killed.", [(K, 4, 4), (K, 1, 1)]),
    ("About six soldiers sustained very severe injuries.", [(J, 6, 6)]),
    ("At least 42 civilians including women and children have been killed.", [(K, 42, None)]),
    ("The group counted 66 civilians, including 10 children, who have been killed since.", [(K, 66, 66)]),
    ("Sixteen children and 11 women were among the dead.", []),
    ("Residents say at least 13 and as many as 46 people were killed.", [(K, 13, 46)]),
    ("A senior officer of the guard and three conscripts have been killed.", [(K, 1, 1), (K, 3, 3)]),
    ("Farid Example and Omar Sample were killed.", [(K, 2, 2)]),
    ("Colonel Farid Example, chief of the office, was fatally shot.", [(K, 1, 1)]),
    ("Commanders claim to have killed roughly 100 fighters.", [(K, 100, 100)]),
    ("The agency said “nine militants” were killed.", [(K, 9, 9)]),
    ("At least one Lebanese and 11 Syrians were injured.", [(J, 1, None), (J, 11, 11)]),
    ("Several dozen people were killed.", [(K, None, None)]),
    ("They ambushed the truck, killing six policemen and the driver.", [(K, 6, 6), (K, 1, 1)]),
    ("They killed six policemen and the driver fled.", [(K, 6, 6)]),
    ("Eight officers held hostage in the hills were released.", [(A, 8, 8), (F, 8, 8)]),
    (
        "Five guards, including a major in the army, two teachers and four drivers were killed.",
        [(K, 5, 5), (K, 2, 2), (K, 4, 4)],
    ),
    ("A strike killed Sami al-Example, a leader of the group.", [(K, 1, 1)]),
    ("The killing of Sami al-Example on Tuesday drew threats.", [(K, 1, 1)]),
    ("Sami al-Example was killed in the capital.", [(K, 1, 1)]),
    ("Officials said Example was shot dead near his home.", [(K, 1, 1)]),
    ("He was killed in the blast.", [(K, 1, 1)]),
    ("A gunman fired at the judge, killing him.", [(K, 1, 1)]),
    ("Gunmen shot a cleric dead outside the mosque.", [(K, 1, 1)]),
    ("The slain mayor was buried.", [(K, 1, 1)]),
    ("They killed the driver and his passenger.", [(K, 1, 1), (K, 1, 1)]),
    ("The dead are not yet counted.", []),
    ("Nothing was hurt.", []),
    ("They attacked the post, killing, by one count, nine men.", [(K, 9, 9)]),
    ("Both policemen were killed.", [(K, 2, 2)]),
    ("Both sides were hurt.", []),
    ("A missile killed three people; four others needed hospital treatment.", [(K, 3, 3), (J, 4, 4)]),
    ("Seven of the injured are in hospital.", []),
    ("Among the dead were two children.", []),
    ("The raid took no lives.", [(K, 0, 0)]),
    ("It did not hurt anyone.", [(K, 0, 0), (J, 0, 0)]),
    # named persons, kin, trades
    ("Police Sub-Inspector Karim Example was killed.", [(K, 1, 1)]),
    ("Rahim Sample, Dara Example, Nura Sample and Hamid Example were injured.", [(J, 4, 4)]),
    ("Captain Rahim Sample and Sepoy Dara Example embraced martyrdom.", [(K, 2, 2)]),
    ("Sepoy Rahim Sample (age 25, of Exampletown) embraced martyrdom.", [(K, 1, 1)]),
    ("The blast killed a police officer and his driver.", [(K, 1, 1), (K, 1, 1)]),
    ("A farmer, his young son and two children were killed.", [(K, 1, 1), (K, 1, 1), (K, 2, 2)]),
    ("A woman was killed and her son injured.", [(K, 1, 1), (J, 1, 1)]),
    ("A traditional ruler was reportedly murdered.", [(K, 1, 1)]),
    ("An aide to the commander was killed.", [(K, 1, 1)]),
    ("They stopped the minister and killed him and two of his guards.", [(K, 1, 1), (K, 2, 2)]),
    ("Troops killed a top commander and six of his aides.", [(K, 1, 1), (K, 6, 6)]),
    ("Rabbi Farid Example, 35, lost his life in the attack near the town.", [(K, 1, 1)]),
    # lists with something between
    ("It left one member of the Example Front (EF) and two members of another group dead.", [(K, 1, 1), (K, 2, 2)]),
    ("Three policemen, including an inspector, and two civilians were killed.", [(K, 3, 3), (K, 2, 2)]),
    ("The rebels suffered 3 killed, including a captain, and 7 wounded.", [(K, 3, 3), (J, 7, 7)]),
    ("Two soldiers, including a captain, were killed and four others injured.", [(K, 2, 2), (J, 4, 4)]),
    ("At least 50 pupils – among them 40 girls – lost their lives.", [(K, 50, None)]),
    ("Four soldiers and as many militants were killed.", [(K, 4, 4), (K, 4, 4)]),
    ("Three guards were martyred and as many injured.", [(K, 3, 3), (J, 3, 3)]),
    # who the verb is told of
    ("It said that one of its officers had been killed and another wounded.", [(K, 1, 1), (J, 1, 1)]),
    ("A soldier crossed the river, fired at the guards and was shot dead by them.", [(K, 1, 1)]),
    ("Eight gunmen attacked the port; all of them died, and so did two soldiers.", [(K, 8, 8), (K, 2, 2)]),
    ("They seized four drivers and later killed them.", [(K, 4, 4), (A, 4, 4)]),
    ("At least 11 people were hacked or shot to death.", [(K, 11, None)]),
    ("The drone hit the car, killing its two passengers.", [(K, 2, 2)]),
    ("Two workers building a road died.", [(K, 2, 2)]),
    ("One of the two was dead when he got there.", [(K, 1, 1)]),
    ("Two were shot dead and a third was badly hurt.", [(K, 2, 2), (J, 1, 1)]),
    ("Guards killed three gunmen and lost one of their own.", [(K, 3, 3), (K, 1, 1)]),
    # wounds
    ("It left one constable dead and another with gunshot wounds.", [(K, 1, 1), (J, 1, 1)]),
    ("A farmer lost a foot when he trod on a mine.", [(J, 1, 1)]),
    ("One man was shot and is still fighting for life.", [(J, 1, 1)]),
    ("A woman of 63 died of her injuries.", [(K, 1, 1)]),
    # days of a month
    ("On May 5 gunmen killed a guard.", [(K, 1, 1)]),
    ("Forty rebels were killed on April 22 and 23.", [(K, 40, 40)]),
    # vague
    ("Dozens were killed or wounded.", [(E, None, None)]),
    ("Several soldiers were wounded.", [(J, None, None)]),
    ("Scores of civilians were killed.", [(K, None, None)]),
    ("An unknown number of rebels were killed.", [(K, None, None)]),
    # nobody
    ("Nobody was hurt.", [(K, 0, 0), (J, 0, 0)]),
    ("There were no casualties.", [(K, 0, 0), (J, 0, 0)]),
    ("There were no injuries.", [(J, 0, 0)]),
    ("The rocket landed without causing any injuries.", [(J, 0, 0)]),
    ("There was no loss of life.", [(K, 0, 0)]),
    ("There were no immediate reports of casualties.", []),
    ("There were no reports of casualties.", [(K, 0, 0), (J, 0, 0)]),
    ("Two rockets fell on a farm, doing harm to no one.", [(K, 0, 0), (J, 0, 0)]),
    ("On the side of the army no one was hurt.", []),
    ("Nobody in the village was hurt.", [(K, 0, 0), (J, 0, 0)]),
    ("The rocket fell on a field, hurting no one.", [(K, 0, 0), (J, 0, 0)]),
    ("It fell without killing or wounding anyone.", [(K, 0, 0), (J, 0, 0)]),
    ("The shells did not injure anybody.", [(J, 0, 0)]),
    ("The blast caused no deaths, injuries or damage.", [(K, 0, 0), (J, 0, 0)]),
    ("No one in the house was killed or wounded.", [(K, 0, 0), (J, 0, 0)]),
    ("They left without hurting trade.", []),
    ("No one else was hurt.", []),
    ("There were no further casualties.", []),
    ("No serious injuries were reported.", []),
    ("There was no word of casualties.", []),
    ("No group claimed the blast, which killed three people.", [(K, 3, 3)]),
    ("He had no right to kill them; nobody knows the wounded.", []),
    # no people at all
    ("Samir Example, 34, of the old town, was arrested.", []),
    ("He could face the death penalty with two others.", []),
    ("The disease killed 200 birds.", []),
    ("The blast killed 30 goats and destroyed two houses.", []),
    ("The girl, aged 6, was playing outside.", []),
    ("They seized 150 kilograms of explosives and 12 rifles.", []),
    ("He was killed at 4am, 12 km from the border.", [(K, 1, 1)]),
    ("Around 40 percent of the wounded had left.", []),
    ("In May 12 rockets fell there and wounded goats.", []),
    ("The group threatened to kill five hostages.", [(A, 5, 5)]),
    ("The plan would have killed 20 people.", []),
    ("On January 16 militants attacked a post; the dead are unknown.", []),
    ("Officers seized three vehicles.", []),
    ("Four constables on patrol between Example and Other were shot dead.", [(K, 4, 4)]),
    # how old they were is no number of them
    ("A woman, 63, and a man, 65, died.", [(K, 1, 1), (K, 1, 1)]),
    ("A woman (63) and a man (65) died.", [(K, 1, 1), (K, 1, 1)]),
    ("Shrapnel killed a boy, three years old, and a man of 22.", [(K, 1, 1), (K, 1, 1)]),
    ("Two women aged 63 and 65 died.", [(K, 2, 2)]),
    ("A middle-aged man was hacked to death.", [(K, 1, 1)]),
    # persons by name
    ("They killed Amad Example, 35, Bela Sample, 20, and Cyrus Other, 41, at home.", [(K, 3, 3)]),
    ("The dead were identified as Amad Example, Bela Sample and Cyrus Other.", [(K, 3, 3)]),
    ("Officer Amad Example, a father of three, was killed.", [(K, 1, 1)]),
    # some of those told of
    ("Ten people were injured, two of whom later died.", [(J, 10, 10), (K, 2, 2)]),
    ("Eleven people were taken to hospital, where two of them died.", [(J, 11, 11), (K, 2, 2)]),
    ("Four people were shot, one of them fatally.", [(K, 1, 1)]),
    ("Three soldiers, one a sergeant, were killed.", [(K, 3, 3)]),
    ("A sergeant was one of the three soldiers killed.", [(K, 3, 3)]),
    ("They killed four of the country's soldiers.", [(K, 4, 4)]),
    ("Twenty people - 12 women and eight children - were killed.", [(K, 12, 12), (K, 8, 8)]),
    ("The raid killed 14: ten policemen and four villagers.", [(K, 14, 14)]),
    # with them
    ("Seven pupils as well as a teacher were killed.", [(K, 7, 7), (K, 1, 1)]),
    ("Seven pupils were killed along with their teacher.", [(K, 7, 7), (K, 1, 1)]),
    ("A tribal elder along with his two guards was killed.", [(K, 1, 1), (K, 2, 2)]),
    ("The mayor, along with three others, was shot dead.", [(K, 1, 1), (K, 3, 3)]),
    ("The driver, his wife, and two guards were killed.", [(K, 1, 1), (K, 1, 1), (K, 2, 2)]),
    ("Nine traders were killed, as well as three soldiers.", [(K, 9, 9), (K, 3, 3)]),
    ("Two rangers and a passer-by were killed.", [(K, 2, 2), (K, 1, 1)]),
    # in other words
    ("They hacked 14 people to death.", [(K, 14, 14)]),
    ("A court sentenced 14 people to death.", []),
    ("They slit the throats of three men.", [(K, 3, 3)]),
    ("A shot hit him, which caused his immediate death.", [(K, 1, 1)]),
    ("A woman received fatal injuries.", [(K, 1, 1)]),
    ("Gunmen are said to have killed four soldiers.", [(K, 4, 4)]),
    ("Nine people are now known to have died.", [(K, 9, 9)]),
    ("He died on the spot.", [(K, 1, 1)]),
    ("The shots killed him on the spot and wounded his brother.", [(K, 1, 1), (J, 1, 1)]),
    ("One more died in hospital.", [(K, 1, 1)]),
    ("Rescuers recovered nine bodies.", [(K, 9, 9)]),
    ("The number of people killed has climbed to 31, with 60 wounded.", [(K, 31, 31), (J, 60, 60)]),
    ("A dozen were killed and twice as many wounded.", [(K, 12, 12), (J, None, None)]),
    ("The toll could rise as six soldiers are missing.", [(M, 6, 6)]),
    ("None of the residents was harmed.", [(K, 0, 0), (J, 0, 0)]),
    ("People were not hurt.", [(K, 0, 0), (J, 0, 0)]),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0][:50] for row in TABLE])
def test_table(text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert told(text) == expected


def only(text: str, outcome: str = "killed") -> list[Count]:
    return [c for c in find_counts(document(text)) if c.outcome == outcome]


@pytest.mark.parametrize(
    "text",
    [
        "The strikes killed nine people, including four children.",
        "Nine people, four of them children, were killed.",
        "Nine people were killed, among them four children.",
        "Nine people were killed, four of whom were children.",
        "Nine people, including two women and two children, were killed.",
        "More than nine people lost their lives, six officers of the guard among them.",
    ],
)
def test_a_subset_adds_nothing(text: str) -> None:
    counts = find_counts(document(text))
    total, *rest = [c for c in counts if c.outcome == "killed"]
    assert total.part_of is None and not total.subset
    assert rest and all(c.subset and c.part_of is not None and counts[c.part_of] is total for c in rest)


def test_a_tally_over_time_gives_way_to_the_incident() -> None:
    counts = find_counts(
        document("The shell killed two people. In the past day 14 people were killed in the province.")
    )
    assert [c.cumulative for c in counts] == [False, True]
    result = toll(counts, "killed")
    assert result is not None
    assert result[0] == (2, 2)


def test_others_than_the_killed_add_nothing_to_the_wounded() -> None:
    counts = find_counts(document("One was killed and two others were hurt. It killed one, wounding two others."))
    result = toll(counts, "injured")
    assert result is not None
    assert result[0] == (2, 2)


def test_a_list_adds_up() -> None:
    counts = find_counts(document("Six soldiers, two policemen and a dozen civilians were killed."))
    assert [c.low for c in counts] == [6, 2, 12]
    assert [c.adds_to for c in counts] == [None, 0, 0]
    result = toll(counts, "killed")
    assert result is not None and result[0] == (20, 20)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Three militants were killed.", "attacker"),
        ("Two suicide bombers were killed.", "attacker"),
        ("Three soldiers were killed.", "victim"),
        ("Five labourers were killed.", "victim"),
        ("Five people were killed.", None),
        ("Five were killed.", None),
    ],
)
def test_the_noun_tells_the_party(text: str, party: str | None) -> None:
    assert [c.party for c in only(text)] == [party]


def test_nationality_and_people_keep_their_words() -> None:
    (count,) = only("Nine Pakistani workers were shot dead by gunmen.")
    assert (count.nationality, count.noun, count.text) == ("Pakistani", "Pakistani workers", "Nine")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Nine people were killed, according to provincial officials.", "according to provincial officials"),
        ("The ministry said nine people were killed.", "The ministry said"),
        ("Nine people were killed, the governor said.", "the governor said"),
        ("Nine people were killed.", None),
    ],
)
def test_who_gave_the_number(text: str, speaker: str | None) -> None:
    doc = document(text)
    (count,) = [c for c in find_counts(doc) if c.outcome == "killed"]
    assert (count.speaker_span.of(doc.text) if count.speaker_span else None) == speaker


@pytest.mark.parametrize(
    ("text", "everyone", "expected"),
    [
        ("Six soldiers and two civilians were killed.", False, (8, 8)),
        ("Ten civilians died. Another report counted nine dead.", False, (9, 10)),
        ("Five policemen were killed. Two attackers were killed too.", False, (5, 7)),
        ("Five policemen were killed. Two militants were killed too.", True, (7, 7)),
        ("The blast killed 12 people. Two more people died on Sunday.", False, (14, 14)),
        ("At least three people were killed. Three people were killed.", False, (3, 3)),
        ("At least 11 were killed. The assault killed at least 11 officers.", False, (11, None)),
        ("In all 30 people, 15 soldiers, 11 traders and four guards, were killed.", False, (30, 30)),
        ("Nine people were killed. Seven soldiers were killed, officials said. Two workers died.", False, (9, 9)),
        ("Seven soldiers were killed. Two workers were killed there.", False, (9, 9)),
        ("Five workers were killed. Two children were killed.", False, (5, 5)),
        ("Five workers were killed. Four workers were killed, police said.", False, (4, 5)),
        ("Two children were killed. Three children were killed, he said.", False, (2, 3)),
        ("A woman and two children were killed.", False, (3, 3)),
        ("A senior officer of the guard and three conscripts were killed.", False, (4, 4)),
        ("Captain Farid Example and three soldiers were killed.", False, (4, 4)),
        ("Several people were killed.", False, None),
        ("Nobody was hurt.", False, (0, 0)),
        ("Nobody was hurt, police said at first. A boy was killed.", False, (1, 1)),
        ("Six people were killed. An earlier count had spoken of four dead.", False, (6, 6)),
        ("Seven more people died, which took the death toll to 59.", False, (59, 59)),
        ("Four policemen died. Three were dead at once, and the fourth died later.", False, (4, 4)),
        ("Over 45 people died. Police counted 46 dead.", False, (46, 46)),
        ("Troops killed two gunmen. The two men were killed as they fled.", True, (2, 2)),
        ("Four people were killed. Three of the attackers and one policeman were dead.", False, (1, 4)),
        ("Ten people were killed. Six militants were killed.", True, (10, 10)),
        ("Guards shot three men dead and lost one of their own.", True, (4, 4)),
        ("Two guards were killed. Three guards were killed in a street.", False, (2, 2)),
        ("Ten people, including all six attackers, were killed.", False, (4, 10)),
        ("Ten people, including all six attackers, were killed.", True, (10, 10)),
        ("A bomb killed six people and wounded 20. One of the wounded died later.", False, (7, 7)),
        ("Nine people died, police said. Doctors put the toll at 12.", False, (9, 12)),
        ("Six soldiers died. The number of people killed in the war rose to 618.", False, (6, 6)),
        ("A first count spoke of nine dead, but the army later said 15 had been killed.", False, (15, 15)),
    ],
)
def test_toll(text: str, everyone: bool, expected: tuple[int | None, int | None] | None) -> None:
    result = toll(find_counts(document(text)), "killed", everyone=everyone)
    assert (result[0] if result else None) == expected


FOREIGN = [
    ("fa", "۱۱ مأمور پلیس کشته و ۵ نفر زخمی شدند.", [(K, 11, 11), (J, 5, 5)]),
    ("fa", "دست‌کم سه سرباز جان باختند.", [(K, 3, None)]),
    ("fa", "بیش از بیست و پنج نفر بازداشت شدند.", [(R, 26, None)]),
    ("fa", "در پی کشته شدن ۴ کارگر اعتراض شد.", [(K, 4, 4)]),
    ("fa", "۳ موشک شلیک شد.", []),
    ("fa", "شمار کشته‌شدگان انفجار به ۳۰ نفر رسید.", [(K, 30, 30)]),
    ("fa", "۹ تن از جمله ۴ کودک و ۳ زن کشته شدند.", [(K, 9, 9)]),
    ("fa", "این انفجار جان بیست و پنج نفر را گرفت.", [(K, 25, 25)]),
    ("fa", "ده‌ها نفر کشته و زخمی شدند.", [(E, None, None)]),
    ("fa", "چهار تن از گروگان‌ها آزاد شدند.", [(F, 4, 4)]),
    ("fa", "روز ۲۶ آبان ۱۴۰۲ دو مأمور شهید شدند.", [(K, 2, 2)]),
    ("fa", "حمله تلفات جانی نداشت.", [(K, 0, 0), (J, 0, 0)]),
    ("ur", "ایک کیپٹن سمیت چار فوجی شہید ہوئے۔", [(K, 4, 4)]),
    ("ur", "ہلاکتوں کی تعداد 30 تک پہنچ گئی۔", [(K, 30, 30)]),
    ("ur", "حملے میں ایک خاتون اور دو بچے ہلاک ہوئے۔", [(K, 1, 1), (K, 2, 2)]),
    ("ur", "حملے میں کوئی جانی نقصان نہیں ہوا۔", [(K, 0, 0), (J, 0, 0)]),
    ("ur", "دھماکے میں 6 اہلکار شہید اور 12 افراد زخمی ہوئے۔", [(K, 6, 6), (J, 12, 12)]),
    ("ur", "کم از کم نو مزدور جاں بحق ہو گئے۔", [(K, 9, None)]),
    ("ur", "پولیس نے پانچ ملزمان کو گرفتار کر لیا۔", [(R, 5, 5)]),
]


@pytest.mark.parametrize(("language", "text", "expected"), FOREIGN, ids=[row[1] for row in FOREIGN])
def test_persian_and_urdu(language: str, text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert told(text, language) == expected


def test_more_than_at_the_end_of_a_sentence_has_nothing_behind_it() -> None:
    assert told("رواں سال 122 زائد", "ur") == []


WORDS = st.sampled_from(
    "killed wounded dead 11 nine at least soldiers people and , including of them were the a lives claimed abducted "
    "4am % January 16 - nobody was hurt no casualties dozens شهید نفر ۱۱ کشته افراد ہلاک زائد بیش “ ( ) . in who more "
    "others another half toll to from number as one hundred thousand Colonel Example members".split(" ")
)


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)),
    st.sampled_from(["en", "fa", "ur", None]),
)
def test_spans_are_slices_and_indexes_point_into_the_tuple(text: str, language: str | None) -> None:
    counts = find_counts(read_document(Report("r", text, language=language)))
    for number, count in enumerate(counts):
        assert count.span.of(text) == count.text and count.text
        if count.noun_span is not None:
            assert count.noun_span.of(text) == count.noun
        for other in (count.part_of, count.adds_to):
            assert other is None or (0 <= other < len(counts) and other != number)
        if count.low is not None and count.high is not None:
            assert 0 <= count.low <= count.high
    for outcome in ("killed", "injured"):
        result = toll(counts, outcome)
        if result is not None:
            low, high = result[0]
            assert low is not None or high is not None
            assert low is None or high is None or low <= high


@pytest.mark.parametrize(
    "unit", ["killed 11 ", "11, ", "nine of them ", "and ", "a hundred and ", "Nobody was ", "at least ", "(", "who "]
)
def test_long_runs_of_one_word_are_read(unit: str) -> None:
    text = "Gunmen killed " + unit * 3000
    assert all(c.span.of(text) == c.text for c in find_counts(document(text)))


def test_a_spelled_number_behind_a_month_counts_people() -> None:
    text = "In December eleven police officers lost their lives when gunmen overran a station in Rask."
    counts = find_counts(read_document(Report("x", text, published=date(2024, 1, 29), language="en")))
    assert [(c.low, c.high, c.outcome) for c in counts] == [(11, 11, "killed")]
