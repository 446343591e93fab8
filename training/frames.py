"""Predicate frames as examples: the same plain predicates, between parties drawn anew each time."""

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.core.spans import Span
from detente.evaluate.pairs import NONE, Pair
from detente.knowledge.files import read_jsonl
from examples import Coded, Example

__all__ = ["PredicateFrame", "fill_frames", "load_frames", "plain_frame"]

SLOT = re.compile(r"\{([ST])\}")
STARRED = re.compile(r"\*([^*]+)\*")
JOINED = 0.3
"""Share of examples that tell of two frames in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PredicateFrame:
    """A clause with places for actor {S} and recipient {T}; `trigger` is None where it is not marked."""

    type: str
    mode: str | None
    status: str | None
    text: str
    trigger: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A clause with parties in its places, and where they stand in the sentence."""

    text: str
    actor: Span
    recipient: Span
    trigger: Span | None


def load_frames(path: Path) -> list[PredicateFrame]:
    """Return the frames of a file: "TYPE.mode | status | clause with *trigger*" a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_parsed(line) for line in lines if line.strip() and not line.startswith("#")]


def plain_frame(event_type: str, clause: str) -> PredicateFrame:
    """Return a frame of which only the type is known."""
    return PredicateFrame(type=event_type, mode="?", status=None, text=clause, trigger=None)


def _parsed(line: str) -> PredicateFrame:
    code, status, clause = (part.strip() for part in line.split("|", 2))
    name, _, mode = code.partition(".")
    starred = STARRED.search(clause)
    trigger = Span(starred.start(), starred.end() - 2) if starred else None
    if starred:
        clause = clause[: starred.start()] + starred[1] + clause[starred.end() :].replace("*", "")
    return PredicateFrame(
        type=name, mode=mode or None, status=None if status == "-" else status, text=clause, trigger=trigger
    )


class Parties:
    """Draws parties of every kind."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        """Read the lists of `path`; states come from the package's table."""
        self._lists = tomllib.loads(path.read_text(encoding="utf-8"))
        rows = [row for row in read_jsonl("countries/states.jsonl") if row.get("adjectives") and row.get("capitals")]
        self._states, self._chance = rows, chance

    def hull(self, kind: str) -> str:
        """Return one of the hulls for one frame ("hulls") or two ("joints")."""
        return str(self._chance.choice(self._lists[kind]))

    def draw(self) -> str:
        """Return a noun phrase that names a party."""
        pick, lists = self._chance.choice, self._lists
        state = pick(self._states)
        adjective, name, capital = state["adjectives"][0], state["name"], state["capitals"][0]
        person = f"{pick(lists['first_names'])} {pick(lists['last_names'])}"
        return str(
            pick(
                (
                    name,
                    name,
                    capital,
                    f"{adjective} {pick(lists['groups'])}",
                    f"the {adjective} {pick(lists['bodies'])}",
                    f"{name}'s {pick(lists['bodies'] + lists['offices'])}",
                    f"{adjective} {pick(lists['titles'])} {person}",
                    f"{pick(lists['titles'])} {pick(lists['last_names'])}",
                    person,
                    pick(lists["organisations"]),
                    pick(lists["organisations"]),
                    pick(lists["generic"]),
                    pick(lists["generic"]),
                )
            )
        )


def fill_frames(frames: list[PredicateFrame], times: int, fillers: Path, chance: random.Random) -> Iterator[Example]:
    """Yield each frame `times` times with other parties; some beside another frame in one sentence."""
    parties = Parties(fillers, chance)
    for _ in range(times):
        for frame in frames:
            others = [frame]
            if chance.random() < JOINED:
                others.append(chance.choice(frames))
                hull = parties.hull("joints")
            else:
                hull = parties.hull("hulls")
            yield _example(others, hull, parties)


def _example(frames: list[PredicateFrame], hull: str, parties: Parties) -> Example:
    text, whole = "", True
    events: list[Coded] = []
    pairs: list[Pair] = []
    for part in re.split(r"(\{[FG]\})", hull):
        if not (part.startswith("{") and part.endswith("}")):
            text += part
            continue
        frame = frames[0 if part == "{F}" else 1]
        filled = _filled(frame, parties, len(text))
        text += filled.text
        pairs.append(Pair(actor=filled.actor, recipient=filled.recipient, type=frame.type))
        if frame.type == NONE:
            continue
        if filled.trigger is None:
            whole = False
        else:
            events.append(_coded(frame, filled, filled.trigger))
    if len(pairs) > 1:
        first, second = pairs
        pairs += [Pair(actor=first.actor, recipient=second.recipient, type=NONE)]
        pairs += [Pair(actor=second.actor, recipient=first.actor, type=NONE)]
    start = text[:1].upper() + text[1:]
    return Example(text=start, source="frames", events=tuple(events), pairs=tuple(pairs), whole=whole)


def _coded(frame: PredicateFrame, filled: Filled, trigger: Span) -> Coded:
    return Coded(
        type=frame.type,
        trigger=trigger,
        actors=(filled.actor,),
        recipients=(filled.recipient,),
        mode=frame.mode,
        status=frame.status,
    )


def _filled(frame: PredicateFrame, parties: Parties, offset: int) -> Filled:
    """Return a clause with parties in its places, as it stands at `offset` of its sentence; articles are outside."""
    out, at = "", 0
    spans: dict[str, Span] = {}
    moves: list[tuple[int, int]] = []
    for slot in SLOT.finditer(frame.text):
        name = parties.draw()
        out += frame.text[at : slot.start()]
        bare = len(name) - len(re.sub(r"^(?:the|an|a) ", "", name))
        spans[slot[1]] = Span(offset + len(out) + bare, offset + len(out) + len(name))
        out += name
        moves.append((slot.end(), len(name) - len(slot[0])))
        at = slot.end()
    out += frame.text[at:]
    trigger = frame.trigger
    if trigger:
        shift = sum(by for end, by in moves if end <= trigger.start)
        inner = sum(by for end, by in moves if trigger.start < end <= trigger.end)
        trigger = Span(offset + trigger.start + shift, offset + trigger.end + shift + inner)
    return Filled(text=out, actor=spans["S"], recipient=spans["T"], trigger=trigger)
