"""Of which type an event is, by the votes of its tellings and by who struck whom."""

from __future__ import annotations

from collections.abc import Sequence

from geo.actors import ActorMention
from geo.counts import Count
from geo.event_sides import merged_roles
from geo.incident import Type
from geo.reading import cue_set
from geo.telling import Event, Slots
from geo.triggers import FAMILY


def type_of(event: Event, events: Sequence[Event]) -> Type:
    """The type that an event's words and sides speak for."""
    if event.family == "abduction":
        return "abduction"  # whoever else was shot in it
    votes: dict[Type, float] = {}
    most: dict[Type, float] = {}
    told = [*event.all, *event.twin.all[1:]] if event.twin is not None else event.all
    for n, s in enumerate(told):
        for kind, score in s.mention.votes:
            if kind == "operation" and event.family == "violence" and _is_aftermath(s):
                continue
            if score > 0:
                votes[kind] = votes.get(kind, 0.0) + min(score, 4.0) * (1.5 if n == 0 else 1.0 if n < 3 else 0.5)
                most[kind] = max(most.get(kind, 0.0), score)
    if all(s.mention.harm_only or _undecided(s) for s in told):
        # harm or 'was hit' alone says nothing of what did it: the same as what was told just before it
        near = _just_before(event, events)
        if near is not None:
            return near
    merged = merged_roles(event)
    kinds = [merged.first[k] for k in sorted(merged.agents, key=lambda k: -merged.agents[k])]
    patients = [merged.first[k] for k in sorted(merged.patients, key=lambda k: -merged.patients[k])]
    best = max(sorted(votes), key=lambda k: (votes[k], most[k]))
    taken = any(t.lemma in cue_set("weak", "held") for s in told for t in s.mention.triggers)
    armed = bool(kinds) and kinds[0].kind == "unidentified" and bool(patients) and patients[0].kind == "people"
    if best == "operation" and kinds and (kinds[0].kind == "group" or armed) and taken:
        return "abduction"  # whom an armed group holds it has abducted
    if best == "operation" and _let_go(event) and not any(k.kind in ("forces", "state") for k in kinds):
        return "abduction"  # captives whom nobody rescued were let go
    if FAMILY[best] == "violence" and event.family == "abduction":
        return "abduction"  # 'a sixth guard was shot dead' goes on about it
    if best == "attack" and _met_by_forces(event):
        return "clash"
    if best == "clash" and kinds and _ground_taken(told):
        return "operation" if kinds[0].kind in ("forces", "state") else "attack"
    if FAMILY[best] == "violence":
        state = bool(kinds) and kinds[0].kind == "state"
        if state and best == "attack" and votes.get("strike", 0.0) >= 1.0 and votes["attack"] < 5.0:
            return "strike"
        forces = kinds and kinds[0].kind in ("forces", "state")
        ground = event.place.toponym.place if event.place is not None else None
        abroad = kinds and kinds[0].country and ground and ground.country not in (None, kinds[0].country)
        if (
            best == "attack"
            and abroad
            and (kinds[0].kind == "state" or kinds[0].kind == "forces" and "strike" in votes)
        ):
            # a state that hits what lies in another country hits it from a distance
            return "strike" if votes["attack"] < 5.0 else "attack"
        if best == "attack" and forces and _raided(told):
            return "operation"
        fallen = [c for c in event.counts if c.outcome == "killed" and not c.vague]
        if best == "attack" and forces and fallen and all(c.party == "attacker" for c in fallen):
            # forces that killed none but armed men
            return "clash" if most.get("clash", 0.0) >= 3.0 else "operation"
        if best == "attack" and not kinds and fallen and _only_fighters(fallen, patients):
            return "operation"  # 'three insurgents were killed': by those who hunt them
        if (
            best == "attack"
            and forces
            and patients
            and patients[0].kind in ("group", "unidentified")
            and votes.get("strike", 0.0) < 2.0
        ):
            return "operation"
    return best


def _is_aftermath(s: Slots) -> bool:
    """Whether what forces did is only what came of an attack: the hunt for the gunmen, some of them killed."""
    harmed = [c for c in s.counts if c.outcome != "present"]
    hit_back = bool(s.roles.patients) and all(k in _ASSAILANTS for k in s.roles.patients)
    return not s.places and s.date is None and (not harmed or hit_back)


_ASSAILANTS = frozenset({"unidentified:attackers", "unidentified:assailants"})
"""Whom a text names by the attack that they made."""


def _met_by_forces(event: Event) -> bool:
    """Whether all that came of an attack is that forces fought those who made it: 'bandits were attacking a village;
    troops engaged them and killed three'."""
    fought = [
        s
        for s in event.all
        if dict(s.mention.votes).get("clash", 0.0) >= 1.0 and any(k.startswith("forces") for k in s.roles.agents)
    ]
    others = [s for s in event.all if s not in fought]
    attacked = any(k.startswith(("group", "unidentified")) for s in others for k in s.roles.agents)
    return bool(fought) and attacked and not any(c.outcome == "killed" and c.low for s in others for c in s.counts)


def _only_fighters(fallen: Sequence[Count], patients: Sequence[ActorMention]) -> bool:
    """Whether all who fell bore arms against a state."""
    hunted = bool(patients) and patients[0].kind in ("group", "unidentified")
    return hunted and all(c.party == "attacker" for c in fallen)


def _ground_taken(told: Sequence[Slots]) -> bool:
    """Whether all that speaks for a clash is that one side took ground: 'rebels captured the town'."""
    fought = [t for s in told for t in s.mention.triggers if any(kind == "clash" for kind, _ in t.types)]
    return all("<ground>" in t.lemma or t.lemma in cue_set("weak", "takes_place") for t in fought)


def _raided(told: Sequence[Slots]) -> bool:
    """Whether forces only raided a place, and killed nobody without arms."""
    acts = {
        t.lemma
        for s in told
        for t in s.mention.triggers
        if not (t.harm or t.lemma in cue_set("weak", "doers")) and any(FAMILY[k] == "violence" for k, _ in t.types)
    }
    dead = any(c.outcome == "killed" and c.party != "attacker" and c.high != 0 for s in told for c in s.counts)
    return bool(acts) and all(act.split()[0] == "raid" for act in acts) and not dead


def _let_go(event: Event) -> bool:
    """Whether the event is the release of captives, told in words that tell of no force."""
    freed = any(c.outcome == "freed" for c in event.first.counts)
    return freed and all(t.lemma in cue_set("captivity", "let_go") for t in event.first.mention.triggers)


def _undecided(s: Slots) -> bool:
    """Whether its words speak for an attack and for a strike alike: 'villages near the border were hit'."""
    votes = dict(s.mention.votes)
    strike = votes.get("strike", 0.0)
    return 0 < strike < 2 and abs(votes.get("attack", 0.0) - strike) < 0.5 and not votes.get("clash")


def _just_before(event: Event, events: Sequence[Event]) -> Type | None:
    """The type of the violence told just before it, in the same sentence or the one before what tells none either."""
    line, reach = event.first.mention.line, 1
    for e in reversed(events):
        m = e.first.mention
        if e is event or e.family != "violence" or m.line > line:
            continue
        if line - m.line > reach:
            return None
        if not m.harm_only and not _undecided(e.first):
            return m.type if not _undecided(event.first) or m.type == "strike" else None
        reach = max(reach, line - m.line + 1)
    return None


def type_votes(event: Event) -> str:
    """The votes of the first telling, in words."""
    return ", ".join(f"{kind} {score:.1f}" for kind, score in event.first.mention.votes if score > 0)
