"""Pieces of a sentence: the parts that tell one thing each, and who is listed before or behind words in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from detente.registry.assertions.actors import actor_of
from detente.registry.assertions.assertion import Part
from detente.registry.assertions.telling import Span, Telling

__all__ = ["Clause", "clauses_of", "is_open", "listed_after", "listed_before", "parts_of", "place_in"]

Json = Mapping[str, Any]
CUT = re.compile(
    r";\s*|,?\s+(?:but|while|whereas|although|though)\s+|,\s+(?=which\b)"
    r"|,?\s+and\s+(?=(?:(?:also|later|then|again)\s+)?(?:announced|said|did|will|would|has|had|have|was|were|is|are"
    r"|stayed|declined|refused|boycotted|skipped|withdrew|confirmed|it|they|he|she|that)\b)",
    re.IGNORECASE,
)
"""Where a sentence goes on to tell something else. A list's "and" cuts nothing."""
UNREAL = re.compile(r"\s*(?:If|Unless|Should|Whether|Had)\b")
WHO = frozenset({"state", "person", "organisation", "place", "group", "other"})
OFFICE = (
    r"(?:[A-Z][\w'’.-]*|foreign|defen[cs]e|interior|deputy|vice|prime|minister|president|premier|director|general"
    r"|ambassador|envoy|special|representative|counterpart|leader|secretary|state|of|his|her|their|its|the)"
)
BETWEEN = re.compile(
    rf"[\s,]*(?:(?:and|as well as|along with|together with|plus|both|the|also)[\s,]+)*(?:{OFFICE}\s+){{0,7}}"
)
OWNER = re.compile(r"\s+(?:of|for|from)\s+(?:the\s+)?")
"""Between a person and the state that he or she speaks for."""
SAYS = re.compile(r"\s+(?:has |have |had )?(?:said|says|announced|stated|reported|added|confirmed)\b")
PAIR = re.compile(r"\b(?:the|both|these) two\s+$", re.IGNORECASE)
AT = re.compile(r"\b(?:in|at|to)\s+(?:the\s+(?:city|town|capital)(?:\s+of)?\s+|[\w'’]+(?:'s|’s)\s+|the\s+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A part of a sentence, `[start, end)` in the text; `number` is its place among those of its sentence."""

    start: int
    end: int
    words: str
    sentence: Span
    number: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.end


def clauses_of(telling: Telling, sentence: Span) -> Iterator[Clause]:
    """Yield the parts of a sentence that tell one thing each, in their order."""
    start, end = sentence
    words = telling.text[start:end]
    cuts = [0, *(cut.end() if cut[0].strip() == ";" else cut.start() for cut in CUT.finditer(words)), len(words)]
    for number, (first, last) in enumerate(pairwise(cuts)):
        if words[first:last].strip():
            yield Clause(
                start=start + first, end=start + last, words=words[first:last], sentence=sentence, number=number
            )


def is_open(telling: Telling, sentence: Span) -> bool:
    """Say whether a sentence asks or supposes what it says, and tells nothing that is so."""
    return bool(UNREAL.match(telling.text, sentence[0])) or telling.text[slice(*sentence)].rstrip().endswith("?")


def listed_before(telling: Telling, span: Span) -> tuple[Json, ...]:
    """Return the mentions in a span that are listed up to its end, in their order: "A, B and C" before a verb."""
    found: list[Json] = []
    at = span[1]
    for mention in reversed(_outermost(telling, span)):
        between = telling.text[mention["end"] : at]
        if between.strip() and (not found or not BETWEEN.fullmatch(between)) and not OWNER.fullmatch(between):
            break
        found.append(mention)
        at = mention["start"]
    return tuple(reversed(found))


def listed_after(telling: Telling, span: Span) -> tuple[Json, ...]:
    """Return the mentions in a span that are listed from its beginning, in their order."""
    found: list[Json] = []
    at = span[0]
    for mention in _outermost(telling, span):
        between = telling.text[at : mention["start"]]
        if not BETWEEN.fullmatch(between) and not (found and OWNER.fullmatch(between)):
            break
        found.append(mention)
        at = mention["end"]
    # behind a list stands who says so: "..., Corvessa and Velduria, the Northmark foreign ministry said"
    return tuple(found[:-1] if found and SAYS.match(telling.text, found[-1]["end"]) else found)


def parts_of(telling: Telling, role: str, listed: Sequence[Json], *, value: str | None = None) -> tuple[Part, ...]:
    """Return the parts of those listed, each once: a person who is "of" a state has its part, a group its members'."""
    made: dict[str, Part] = {}
    skip = -1
    for number, mention in enumerate(listed):
        if number <= skip:
            continue
        follower = listed[number + 1] if number + 1 < len(listed) else None
        if follower is not None and _is_owner(telling, mention, follower):
            mention, skip = follower, number + 1  # noqa: PLW2901 - the state has the part, and its words carry it
        for part in _each(telling, role, mention, value):
            made.setdefault(part.actor or part.name, part)
    return tuple(made.values())


def place_in(telling: Telling, span: Span) -> Json | None:
    """Return the place in a span that "in" or "at" stands before, None where there is none."""
    for place in telling.layer_in("places", span):
        if AT.search(telling.text[span[0] : place["start"]]) and not place.get("in_name"):
            return _nearer(telling, place, span)
    return None


def _nearer(telling: Telling, place: Json, span: Span) -> Json:
    """Return the place that a place owns where one stands behind it: "in Corvessa's Kessing district"."""
    behind = [one for one in telling.layer_in("places", span) if one["start"] >= place["end"]]
    owns = behind and re.fullmatch(r"(?:'s|’s)\s+", telling.text[place["end"] : behind[0]["start"]])
    return behind[0] if owns else place


def _outermost(telling: Telling, span: Span) -> list[Json]:
    found: list[Json] = []
    for mention in telling.layer_in("mentions", span):
        if mention["kind"] not in WHO or mention["form"] == "pronoun":
            continue
        if not found or found[-1]["end"] <= mention["start"]:
            found.append(mention)
        elif found[-1]["end"] < mention["end"]:  # one that was cut short, "representatives of the Corvessan" army
            found[-1] = mention
    return found


def _is_owner(telling: Telling, mention: Json, follower: Json) -> bool:
    between = telling.text[mention["end"] : follower["start"]]
    return mention["kind"] in {"person", "group"} and bool(OWNER.fullmatch(between))


def _each(telling: Telling, role: str, mention: Json, value: str | None) -> Iterator[Part]:
    entity = telling.entities.get(mention.get("entity") or "")
    words = telling.evidence((mention["start"], mention["end"]))
    members = [telling.entities[one] for one in _members(telling, mention, entity) if one in telling.entities]
    if not members:
        yield telling.part(role, mention, value=value)
    for one in members:
        side = telling.side_of(one)
        yield Part(role=role, name=side.name, actor=actor_of(side, telling.actors), value=value, evidence=words)


def _members(telling: Telling, mention: Json, entity: Json | None) -> Sequence[str]:
    """Return the members of a group; of "the two countries" without any, those of the last two so called before it."""
    own: Sequence[str] = (entity or {}).get("members", ())
    if own or not PAIR.search(telling.text[: mention["start"]]) or mention["kind"] != "group":
        return own
    noun = mention["text"].casefold()
    before = [one for one in telling.reading["mentions"] if one["end"] <= mention["start"]]
    pairs = [telling.entities.get(one["entity"] or "") or {} for one in before if one["text"].casefold() == noun]
    return next((one["members"] for one in reversed(pairs) if len(one.get("members", ())) == len(("one", "other"))), ())
