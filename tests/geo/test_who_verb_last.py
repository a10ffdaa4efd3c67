"""Who did it and whom it struck, in Persian and Urdu sentences of ours."""

from __future__ import annotations

import pytest

from geo.actor import ActorMention
from geo.actors import claimed_by, find_actors
from geo.document import read_document
from geo.tokens import tokens
from geo.triggers import find_triggers, trigger_words
from geo.verb_last import is_verb_last
from geo.who_verb_last import vote
from seeds.report import Report


class Ballot:
    def __init__(self) -> None:
        self.sides: dict[str, set[str]] = {"agent": set(), "patient": set()}

    def add(self, side: str, mention: ActorMention, weight: float) -> None:
        assert weight > 0
        self.sides[side].add(mention.name)


def sides(language: str, text: str) -> tuple[set[str], set[str]]:
    doc = read_document(Report("r", text, language=language))
    (sentence,) = doc.sentences
    line = tokens(text, sentence.span)
    triggers = tuple(find_triggers(line, trigger_words(language)))
    assert triggers
    assert is_verb_last(line)
    ballot = Ballot()
    vote(ballot, line, triggers, triggers[0], list(find_actors(doc)))
    return ballot.sides["agent"], ballot.sides["patient"]


@pytest.mark.parametrize(
    ("language", "text", "agents", "patients"),
    [
        ("fa", "سه کارگر توسط افراد مسلح کشته شدند.", {"افراد مسلح"}, {"کارگر"}),
        ("fa", "حمله جیش العدل به پاسگاه مرزی.", {"جیش العدل"}, {"پاسگاه مرزی"}),
        ("fa", "پنج مرزبان ایران در کمین کشته شدند.", set(), {"مرزبان ایران"}),
        ("fa", "دو سرباز زخمی شدند.", set(), {"سرباز"}),
        ("ur", "دہشت گردوں نے چیک پوسٹ پر حملہ کیا۔", {"دہشت گردوں"}, {"چیک پوسٹ"}),
        ("ur", "نامعلوم افراد کی فائرنگ سے چار مزدور جاں بحق ہوئے۔", {"نامعلوم افراد"}, {"مزدور"}),
        ("ur", "دھماکے میں تین پولیس اہلکار زخمی ہو گئے۔", set(), {"پولیس اہلکار"}),
    ],
)
def test_sides(language: str, text: str, agents: set[str], patients: set[str]) -> None:
    assert sides(language, text) == (agents, patients)


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("جیش‌العدل حمله کرد.", "group:jaish-al-adl", "جیش‌العدل"),
        ("جیشالعدل حمله کرد.", "group:jaish-al-adl", "جیشالعدل"),
        ("گروهک تروریستی جيش العدل حمله کرد.", "group:jaish-al-adl", "گروهک تروریستی جيش العدل"),
        ("بی ایل اے نے حملہ کیا۔", "group:baloch-liberation-army", "بی ایل اے"),
        ("سپاه پاسداران شلیک کرد.", "forces:IR:irgc", "سپاه پاسداران"),
        ("کارگران پاکستانی آمدند.", "people:PK:workers", "کارگران پاکستانی"),
        ("پاکستانی مزدور آئے۔", "people:PK:workers", "پاکستانی مزدور"),
        ("ایران کے سرحدی محافظ آئے۔", "forces:IR:border-guards", "ایران کے سرحدی محافظ"),
        ("مرزبانان ایران آمدند.", "forces:IR:border-guards", "مرزبانان ایران"),
        ("تروریست ها گریختند.", "unidentified:terrorists", "تروریست ها"),
        ("تروریستها گریختند.", "unidentified:terrorists", "تروریستها"),
    ],
)
def test_bodies_are_the_same_in_every_language(text: str, key: str, name: str) -> None:
    (mention,) = find_actors(read_document(Report("r", text)))
    assert (mention.key, mention.name) == (key, name)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("جیش العدل مسئولیت این حمله را بر عهده گرفت.", "claim"),
        ("حماس نے حملے کی ذمہ داری قبول کر لی۔", "claim"),
        ("کسی گروپ نے حملے کی ذمہ داری قبول نہیں کی۔", "none"),
        ("حماس این خبر را تکذیب کرد.", "denial"),
    ],
)
def test_claims(text: str, kind: str) -> None:
    doc = read_document(Report("r", text))
    (claim,) = claimed_by(doc, find_actors(doc))
    assert claim.kind == kind
    assert (claim.speaker is None) == (kind == "none")
