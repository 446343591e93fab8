"""By which places a project runs, in the order in which somebody names them; what it does not pass is told as well."""

import re
from collections.abc import Iterator

from detente.registry.assertions.assertion import Assertion, Part
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.projects.sentence import Sentence
from detente.registry.projects.spoken import Spoken
from detente.registry.projects.wording import NAMED

__all__ = ["routes_of"]

RUNS = re.compile(
    rf"{NAMED}+(?:,[^,;]{{1,90}},)? (?:will |would |is to )?"
    r"(runs?|ran|stretch(?:es|ed)?|passes|goes|leads|extends|links?|connects?|joins|linking|connecting|running|crosses)\b"
    r"([^;.]*)"
)
NOT_BY = re.compile(rf"{NAMED}+[^,;.]{{0,20}}? (?:does|do|did|will) not (pass|run|go|cross|touch|lead)\b([^;.,]*)")
NOT_AND = re.compile(r"\b(?:and|but) (?:does|do|did|will) not (pass|run|go|cross|touch|lead)\b([^;.,]*)")
STOP = re.compile(r",? (?:and|but) (?:does|do|did|will|has|was|is)\b|,? (?:which|whose|where|who|carrying|carries)\b")
NAME = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")
WAY = re.compile(r"\b(?:from|through|via|to|with|and|across|between|the|[a-z]+ (?:with|to|and))\b")


def routes_of(telling: Telling, project: Spoken) -> Iterator[Assertion]:
    """Yield by which places a sentence says that a project runs, and by which it does not."""
    sentence = Sentence.of(telling, project)
    for found in RUNS.finditer(sentence.words):
        stop = STOP.search(found[2])
        end = found.start(2) + stop.start() if stop else found.end()
        if WAY.search(found[2]) and len(places := _places(telling, sentence.span(found.start(2), end))) > 1:
            yield sentence.told("route", sentence.span(found.start(1), found.end(1)), parts=places)
    for pattern in (NOT_BY, NOT_AND):
        for found in pattern.finditer(sentence.words):
            if places := _places(telling, sentence.span(found.start(2), found.end())):
                at = sentence.span(found.start(1), found.end(1))
                yield sentence.told("route", at, parts=places, standing="negated")


def _places(telling: Telling, span: Span) -> tuple[Part, ...]:
    """Return the places of a span in their order, each once."""
    named: dict[str, Part] = {}
    known = list(_of_place(telling, span))
    before: Json | None = None
    for found in NAME.finditer(telling.text, *span):
        at = found.span()
        mention = next((one for one in known if one["start"] < at[1] and at[0] < one["end"]), None)
        part = telling.part("place", mention) if mention else _plain(telling, at)
        if mention is None or before is None or not _holds(telling, before, mention):
            named.setdefault(part.name, part)
        before = mention or before
    return tuple(named.values())


def _holds(telling: Telling, one: Json, holder: Json) -> bool:
    """Whether a place or state only says where the one before it lies: "Kars, Turkey"."""
    if not re.fullmatch(r",\s+", telling.text[one["end"] : holder["start"]]):
        return False
    inner, outer = telling.side(one), telling.side(holder)
    countries = {place["country"] for place in telling.layer_in("places", (one["start"], one["end"]))}
    return outer.country is not None and outer.country in {inner.country, *countries} and inner.kind == "place"


def _plain(telling: Telling, at: Span) -> Part:
    """Return a place that nobody knows where it lies, by its name alone."""
    return Part(role="place", name=telling.words(*at), evidence=telling.evidence(at))


def _of_place(telling: Telling, span: Span) -> Iterator[Json]:
    """Yield the mentions of places and states; of those in one another the outer one."""
    end = -1
    for one in telling.layer_in("mentions", span):
        if one["start"] >= end and one["kind"] in {"place", "state"} and one["form"] == "name":
            end = one["end"]
            yield one
