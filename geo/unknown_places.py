"""Names that no gazetteer has: where they stand, and whether the words around them leave little but a place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from gazetteer.names import demonyms, fold
from geo.mentions import REACH, TOKEN, Mention, is_plain, vocabulary


def placed_unknowns(text: str, mentions: list[Mention]) -> list[Mention]:
    """Names that no gazetteer has but that the words before place: 'in Qalandarkhel', perhaps another spelling.

    ``mentions`` are those that were taken for places, in order; a name that holds none of them may start with a known
    one's name ('Bulo Marer').
    """
    words = vocabulary()
    found: list[Mention] = []
    starts = [m.start for m in mentions]
    for start, end, kind in (*_unknown_names(text), *_in_rows(text, mentions)):
        end = _without_day(text, start, end)
        if end - start < _SHORTEST or any(w.istitle() and fold(w) in _PARTICLES for w in text[start:end].split()[1:]):
            continue
        article = _ARTICLE.match(text, start, end)
        first = fold(re.split(r"[ -]", text[article.end() if article else start : end])[0])
        if first in words.months or first in words.never and first != fold("Mount"):
            continue
        # asked one by one: a union of such lists takes longer than all the rest
        given = first in words.given
        if kind != "site" and (first in words.bearings or given and " " not in text[start:end]):
            continue
        if kind != "site" and (given or first in words.common) and _rest_plain(text[start:end]):
            continue
        before = bisect_left(starts, end) - 1
        if before >= 0 and mentions[before].end > start or any(m.start < end and start < m.end for m in found):
            continue
        feature = words.features["village"] if kind == "appositive" else None
        mention = Mention(start, end, fold(text[start:end]), "unknown", feature=feature)
        if kind == "row":
            mention.placed = not _is_of_people(mention)
        if kind == "passive":
            mention.placed = _is_no_actor(text, text[start:end]) and _stands_inside(text, start, end)
            if not mention.placed:
                continue
        found.append(mention)
    return sorted(found, key=lambda m: m.start)


_ARTICLE = re.compile(r"(?:A[ldrstzn]h?|El)[ -](?=[A-Z])|(?:a[ldrstzn]h?|el)-")
"""The article of Arabic names."""
_PARTICLES = frozenset("and at by for from in of on the to with".split())
"""Words that no name of a place holds with a capital."""
_SHORTEST = 3
"""Letters of the shortest name taken for a place for the words around it."""


def _in_rows(text: str, mentions: list[Mention]) -> Iterator[tuple[int, int, str]]:
    """The names that a row goes on with behind one taken for a place: 'in Kirkuk, Kasim, Chal and Beri.'"""
    for mention in mentions:
        if _ROW_BEGINS.search(text, max(0, mention.start - 12), mention.start) is None:
            continue
        row = _ROW_GOES_ON.match(text, mention.end)
        for name in _ROW_NAME.finditer(row.group()) if row is not None else ():
            yield mention.end + name.start(), mention.end + name.end(), "row"


def _is_of_people(mention: Mention) -> bool:
    """Whether a word of a name is a title, a given name or that of a body."""
    words = vocabulary()
    parts = mention.key.replace("-", " ").split()
    return any(p in words.organisations or p in words.titles or p in words.given for p in parts)


def _without_day(text: str, start: int, end: int) -> int:
    """Where a name ends without an owner's ending and a day that follows it unmarked: 'attacked Aro Monday'."""
    end -= 2 if text[end - 2 : end] in ("'s", "’s") else 0
    while (space := text.rfind(" ", start, end)) > 0 and fold(text[space + 1 : end]) in vocabulary().never:
        end = space
    return end


def _rest_plain(name: str) -> bool:
    """Whether the words behind a name's first are none that belong to a place's name: 'Old Street', 'Border Kills'."""
    rest = name.split()[1:]
    return not rest or any(map(is_plain, rest))


def _unknown_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Where names stand that the words around them make places of, and what makes them: (start, end, kind)."""
    for match in _SITED.finditer(text):
        yield *match.span(1), "site"
    for match in _APPOSITION.finditer(text):
        ends, reach = (_NAMED_END, 40) if match["several"] is None else (_ROW_END, 90)
        row = ends.search(text, max(0, match.start() - reach), match.start())
        if row is not None:
            for told in _ROW_NAME.finditer(row.group()):
                yield row.start() + told.start(), row.start() + told.end(), "appositive"
    several = any(kind in text for kind in _SEVERAL)
    rows = [(_KIND_ROW, _ROW_NAME), (_ROW_KIND, _ROW_NAME), (_KIND_LIST, _ITEM_NAME)] if several else []
    if _LISTED_AS.search(text) is not None:
        rows.append((_LIST_KIND, _ITEM_NAME))
    for pattern, item in rows:
        for match in pattern.finditer(text):
            for name in item.finditer(match.group(1)):
                yield match.start(1) + name.start(1), match.start(1) + name.end(1), "appositive"
    for pattern in (_KIND_NAMED, _KIND_BARE):
        for match in pattern.finditer(text):
            yield *match.span(1), "appositive"
    for pattern, tie in ((_UNDER_FIRE, "appositive"), (_IS_HARMED, "passive")):
        for match in pattern.finditer(text):
            ended = _NAMED_END.search(text, max(0, match.start() - 40), match.start())
            if ended is not None:
                yield *ended.span(), tie
    for match in _PLACED.finditer(text):
        yield *match.span(1), "placed"
    for match in _ROAD_NAME.finditer(text) if _ROAD_AHEAD.search(text) is not None else ():
        yield *match.span(1), "placed"
        yield *match.span(2), "placed"


_CAPITAL = "A-ZÀ-ÖØ-ÞĆČĐİŁŃŚŞŠŹŽ"
_NAMED = (
    r"(?:(?:Al|El|As|Ash|Ar|Ad|An|Az)[ -]|(?:al|el|as|ash|ar|ad|an|az|at)-)?"
    rf"[{_CAPITAL}][a-zà-öø-ÿāăīıōūḩş](?:[\w’'-]*\w)?"
    rf"(?:[ ](?:(?:[Aa]l|[Ee]l|[Uu]l|[Aa]d|[Aa]n|[Aa]z|de la|de los|de las|del|de|la|los)[- ])?"
    rf"[{_CAPITAL}][a-zà-öø-ÿāăīıōūḩş]\w*(?:-\w+)?){{0,2}}"
)
"""A name of up to three words with capitals, with an article or a particle."""
_LAND = (
    "jungle", "jungles", "forest", "forests", "hills", "mountains", "highlands", "foothills", "valley", "woods", "bush",
    "desert", "outskirts", "vicinity", "surroundings", "environs", "suburbs", "countryside",
)  # fmt: skip
"""Kinds of land before 'of X', where X is a place."""
_BEARING = r"(?:[Nn]orth(?:east|west)?|[Ss]outh(?:east|west)?|[Ee]ast|[Ww]est)"
_BEARING_OF = rf"(?:{_BEARING}|{'|'.join(_LAND)}) of"
_DOES_TO_PLACE = (
    "attacked", "raided", "shelled", "bombed", "stormed", "captured", "seized", "retook", "overran", "entered",
    "reached", "torched", "looted",
)  # fmt: skip
"""Verbs whose object, in a capital, is a place."""
_ROAD = ("road", "highway", "route", "motorway", "expressway")
_ROADS = rf"(?:{'|'.join(_ROAD)})"
_ROAD_TO = ("linking", "connecting", "joining", *(f"{road} {way}" for road in _ROAD for way in ("from", "to")))
_HITS = (
    "struck", "hit", "pounded", "rocked", "invaded", "besieged", "bombarded", "recaptured", "liberated", "fled", "left",
    "leaving", "took", "retaken", "taken", "approached", "encircled", "occupied", "targeted", "targeting", "hitting",
    "striking",
)  # fmt: skip
"""What is done to places, but also to people."""
_AHEAD = (
    "in", "In", "near", "Near", "at", "At", "from", "of", "and", "between", "around", "Around", "outside", "Outside",
    "on", "off", "into", "to", "for", "towards", "toward", "northern", "southern", "eastern", "western", "rural",
    "nearby", *_DOES_TO_PLACE, *_ROAD_TO, *_HITS,
)  # fmt: skip
"""Words that a place may stand behind."""


def _behind(words: tuple[str, ...]) -> str:
    """A pattern that stands behind one of the words and a blank.

    For the blank to come first in a pattern: the engine skips fast to what a pattern begins with. Words of one length
    are looked for at once, which is three times as fast as one by one.
    """
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    return "(?:" + "|".join(rf"(?<=\b(?:{'|'.join(group)}) )" for group in by_length.values()) + ")"


_PLACED = re.compile(rf" (?=[{_CAPITAL}][a-zà-ÿ]|a[a-z]h?-[A-Z]){_behind(_AHEAD)}({_NAMED})")
_ROAD_BEHIND = re.compile(rf" (?:main )?{_ROADS}\b", re.IGNORECASE)
_ROAD_NAME = re.compile(rf"\b([A-Z]\w+)[-–/]([A-Z]\w+)(?= (?:main )?{_ROADS}\b)")
_ROAD_AHEAD = re.compile(rf"[-–/][A-Z]\w+ (?:main )?{_ROADS}\b")
_NAMED_END = re.compile(rf"\b{_NAMED}\Z")
_APPOSITION = re.compile(
    r", (?:an?|the) (?:[\w-]+ ){0,3}?"
    r"(?:village|hamlet|town|locality|settlement|suburb|neighbou?rhood"
    r"|(?:farming|fishing|mining|rural|remote|small) community)"
    r"(?= (?:in|of|near|nearby|on|at|close|some|about|around|where|which|that|just|outside|\d"
    r"|(?:north|south|east|west)\w*)\b|[,.;)])"
    r"|, (?:(?:both|all|two|three|four|five) )?(?:[a-z-]+ )?(?P<several>villages|hamlets|towns|settlements)"
    r"(?= (?:in|of|near|on|where|which|that)\b|[,.;)])"
)
_UNDER_FIRE = re.compile(
    r" came under (?:(?:heavy|artillery|mortar|rocket|enemy) )?(?:attack|fire|shelling|bombardment)"
    r"(?= (?:as well|again|too|late|early|overnight|on|at)\b|[.,;])"
)
_IS_HARMED = re.compile(
    r" (?:was|were|has been|had been) (?:(?:also|again|then|heavily|partly|completely|reportedly|itself) )?"
    r"(?:shelled|bombed|bombarded|raided|overrun|retaken|recaptured|burned|burnt|razed|stormed|besieged|encircled|surrounded"
    r"|liberated|looted|torched|pounded|attacked|hit|struck)\b"
)
_ROW = rf"{_NAMED}(?:, {_NAMED}){{0,4}},? and {_NAMED}"
"""Names joined to a row."""
# 'two border villages, Aro and Bel', 'the villages that they burnt, Aro and Bel', 'the villages of Aro, Bel and Dun'
_KIND_ROW = re.compile(
    rf"\b(?:villages|hamlets|towns|settlements|islands)(?: (?:that|which)(?: [a-z]+){{1,4}})?(?:,|:| of) ({_ROW})\b"
)
# 'Aro, Bel and Dun villages'
_ROW_KIND = re.compile(rf"(?<=[a-z,] )({_ROW}) (?=(?:villages|hamlets|settlements)\b)")
_ROW_END = re.compile(rf"\b(?:{_ROW}|{_NAMED})\Z")
_SEVERAL = ("villages", "hamlets", "towns", "settlements", "communities", "localities", "islands")
"""Words for several places, without which no row is looked for."""
_ROW_NAME = re.compile(rf"({_NAMED})")
_ROW_BEGINS = re.compile(r"\b(?:in|near|at|of|around|outside|between|from)(?: the)? \Z")
_ROW_GOES_ON = re.compile(
    rf"(?:, {_NAMED}){{0,6}},? and {_NAMED}"
    r"(?=[.;)\n]|, (?:in|which|where|all)\b| (?:in|near|districts?|villages|towns|areas|on)\b)"
)
# 'The affected village, Aro, lies ...', 'the village attacked, Aro,'
_KIND_NAMED = re.compile(
    rf" (?:village|hamlet|town|settlement|locality)(?: (?:[a-z]+ed|hit|struck|burnt|overrun))?, ({_NAMED})(?=,)"
)
# 'in general area Aro', 'in village Aro'
_KIND_BARE = re.compile(
    rf" (?=[agklmtv]){_behind(('in', 'at', 'near', 'of', 'from', 'around', 'the'))}"
    rf"(?:(?:general )?area|village|tehsil|locality|mohalla|killi|goth) ({_NAMED})"
)
_IN = r" in (?:the )?(?:[a-z-]+ern )?"
_ITEM = rf"{_NAMED}(?:{_IN}{_NAMED}(?: (?!(?:are|were)\b)[a-z]+)?)?"
# 'the villages attacked are Aro in Bel and Dun in Kor'
_KIND_LIST = re.compile(
    r"\b(?:villages|hamlets|towns|settlements|communities|localities)\b(?: [A-Za-z]+){0,6}? "
    rf"(?:are|were|include|included|including|as|namely|like) ({_ITEM}(?:(?:, {_ITEM}){{0,5}},? and {_ITEM})?)"
)
# 'Aro in Bel, Dun in Kor and Esk are the places where'
_LISTED = (
    r" (?:are|were) (?:the|among the) (?:places|points|sites|locations|villages|towns|posts|markets|cent(?:er|re)s)\b"
)
_LISTED_AS = re.compile(_LISTED)
_LIST_KIND = re.compile(rf"\b({_ITEM}(?:, {_ITEM}){{0,5}},? and {_ITEM}){_LISTED}")
_ITEM_NAME = re.compile(rf"({_NAMED})(?:{_IN}{_NAMED})?")
_SITE = (
    r"(?:the )?((?:[A-Z][\w’'-]+ ){1,3}"
    r"(?:Road|Street|Avenue|Beach|Square|Bazaar|Market|Highway|Bridge|Hotel|Mall|Stadium|Barracks|Plaza|Camp|Island"
    r"|Roundabout|Junction|Souk|Mountains?|Hills?|Valley|Forest|Bay|Gate|Pass|Crossing|Station|Airport|Airfield|Prison"
    r"|Mosque|Temple|Monastery|Refinery|Tunnel|Tower|Heights|Desert|Gorge|Oasis|Plateau)"
    r"|(?:Mount|Mt|Camp|Fort|Jabal|Jebel|Lake|Wadi) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\b"
)
"""A name with the kind of site that it ends or begins with."""
_SITING = ("in", "near", "at", "on", "of", "outside", "inside", "along", "around", "hit", "attacked", "struck")
"""Words that a site may stand behind."""
_SITED = re.compile(rf" (?=[A-Z]|the [A-Z]){_behind(_SITING)}{_SITE}")
_AT_SITE = re.compile(rf"\b(?:{'|'.join(_SITING)}) {_SITE}")
_BEFORE_PLACE = re.compile(
    rf"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Aa]round|[Oo]utside(?: of)?|[Cc]lose to|off|between|{_BEARING_OF}"
    rf"|{'|'.join((*_DOES_TO_PLACE, *_ROAD_TO))}) \Z"
)
_DEEDS_ON = (
    r"(?:attack|strike|raid|assault|ambush|offensive|advance|march|shell|rocket|bomb|missile|mortar|air ?strike"
    r"|onslaught)s?"
)
"""Nouns of a deed 'on X'."""
# What stands before places mostly, but before people and bodies as well.
_MAYBE_PLACE = re.compile(
    rf"\b(?:(?:{_DEEDS_ON}(?: by [a-z]+(?: [a-z]+)?)?|shelling|bombing"
    r"|fell|landed|rained(?: down)?|advanced|advancing|marched) on"
    rf"|(?:km|kms|kilomet(?:er|re)s|miles)(?: {_BEARING.lower()}(?:ern)?)? (?:from|of)"
    r"|(?:withdrew|withdrawn|retreated|retreat|pulled (?:out|back)|driven out|drove|expelled|ousted|fled"
    r"|fleeing|came) from"
    r"|(?:control|capture|fall|siege|seizure|loss|shelling|bombing|bombardment|battle|liberation|sack|town|city|village"
    r"|island|residents|inhabitants|villagers|mayor|streets|centre|center) of|battle for|battles for"
    r"|(?:crossed|moved|pushed|drove|stormed|marched|advanced|broke) into"
    r"|(?:came|march|marched|drove|returned|fled|way) to"
    r"|(?:in|of|from|near|across|around) (?:the )?(?:rural|nearby|northern|southern|eastern|western)"
    rf"|towards?|(?P<hit>{'|'.join(_HITS)})) \Z"
)
_GOES_ON_AS_PLACE = re.compile(
    r"[,.;:)”\"\n]|\Z"
    r"| (?:in|on|at|near|and|with|when|while|after|before|since|early|late|overnight|again|for|from|to|by|as|during"
    r"|killing|leaving|wounding|injuring|left|killed|wounded|injured|has|had|was|were|is|that|where|which|last|this|yesterday"
    r"|today|around|shortly|twice|using|but|until|over|went|continued|district|province|until)\b"
)
"""What stands behind a place, not behind the name of somebody who acts."""


def stands_as_place(text: str, mention: Mention) -> bool:
    """Whether the words around an unknown name leave little but a place: 'a gunfight near Machil, in'."""
    if mention.placed:
        return True
    surface = text[mention.start : mention.end]
    if surface.isupper() or _AT_SITE.match(text, max(0, text.rfind(" ", 0, max(0, mention.start - 1)) + 1)) is not None:
        return not surface.isupper()
    if text[mention.start - 1 : mention.start] in ("-", "–", "/"):
        return _ROAD_BEHIND.match(text, mention.end) is not None
    if _ROAD_AHEAD.match(text, mention.end) is not None:
        return True
    if _BEFORE_PLACE.search(text, max(0, mention.start - 20), mention.start) is None and not _may_stand(text, mention):
        return _AT_SITE.search(text, max(0, mention.start - 12), mention.end) is not None
    words = vocabulary()
    if re.search(rf"\b{re.escape(surface.lower())}\b", text) is not None:
        return False  # a plain word with a capital
    after = TOKEN.findall(text, mention.end, min(len(text), mention.end + REACH))[:2]
    follow = after[0] if after else ""
    if follow == "," and after[1:] and after[1] in ("its", "his", "her", "their", "who"):
        return False  # 'in Al-Naba, its newspaper'
    if text[mention.end : mention.end + 1] == "-":
        return False
    if (
        follow[:1].isupper()
        and not follow.endswith("day")
        or fold(follow) in words.organisations
        or follow in ("'s", "’s", "(")
    ):
        return False
    return not _is_of_people(mention)


def _may_stand(text: str, mention: Mention) -> bool:
    """Whether a name stands as places do behind words that people stand behind too: 'the raid on Aro left six dead'."""
    ahead = _MAYBE_PLACE.search(text, max(0, mention.start - 32), mention.start)
    if ahead is None or _GOES_ON_AS_PLACE.match(text, mention.end) is None:
        return False
    if ahead["hit"] is not None and _OF_SOMEBODY.match(text, mention.end) is not None:
        return False
    surface = text[mention.start : mention.end]
    return fold(surface).removesuffix("s") not in demonyms() and _is_no_actor(text, surface)


_OF_SOMEBODY = re.compile(r" in (?:the|his|her) | and (?![A-Z])")
"""Behind the name of somebody who was hit: 'struck Zarif in the back', 'struck Zarif and his brother'."""


def _is_no_actor(text: str, name: str) -> bool:
    """Whether nothing in the text makes a name that of somebody or of a body: 'Zarif said', 'Lakur fighters'."""
    this = re.escape(name)
    return re.search(rf"\b{this}{_ACTS}|\b{_BEARER} {this}\b|\b{this}, \d\d?,|\([^)]*\b{this}\)", text) is None


_ACTS = (
    r"(?:['’]s)?,? (?:fighters?|militants?|rebels?|group|movement|members?|leaders?|commanders?|gunmen|insurgents?"
    r"|militia|party|soldiers|troops|forces|government|said|says|told|tells|who|added|himself|herself|claimed|denied|announced|wants?"
    r"|vowed|spokes\w+|ally|allies|supporters?)\b"
)
"""What stands behind the name of somebody or of a body."""
_BEARER = (
    r"(?:[Mm]r|[Mm]s|[Mm]rs|[Dd]r|[Pp]resident|[Mm]inister|[Gg]eneral|[Cc]olonel|[Cc]aptain|[Cc]ommander|[Gg]overnor|[Ss]heikh"
    r"|[Ll]eader|[Gg]roup|[Mm]ilitia|[Cc]hief|[Jj]ournalist|[Aa]ctivist|[Pp]olitician|called|named)\.?(?: [A-Z]\w+)?"
)
"""What stands before it."""


def _stands_inside(text: str, start: int, end: int) -> bool:
    """Whether a name is one for its capital: it stands within a sentence, here or elsewhere, or has several words."""
    name = text[start:end]
    words = name.split()
    if len(words) > 1 and 2 * sum(map(is_plain, words)) < len(words):
        return True
    return re.search(rf"[a-z,] {re.escape(name)}\b", text) is not None
