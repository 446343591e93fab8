"""What the relations of claims, and what people decide of them, are called."""

from collections.abc import Mapping

from detente.desk.pages.said.telling import said_by
from detente.display.language import mark, say
from detente.display.sheets import Cell
from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.contradiction import Contradiction

__all__ = ["RELATIONS", "ROOMS", "RULINGS", "came_out", "ruling_cell", "side_cell"]

RELATIONS: Mapping[str, str] = {
    "contradiction": mark("cannot both be true"),
    "tension": mark("both true only if something changed in between"),
    "rival": mark("differ, and may both be true"),
}
RULINGS: Mapping[str, str] = {
    "open": mark("nobody has decided"),
    "upheld": mark("upheld"),
    "dismissed": mark("dismissed"),
}
ROOMS: Mapping[str, str] = {
    "agreement": mark("agreements"),
    "institution": mark("institutions"),
    "platform": mark("platforms"),
    "project": mark("projects"),
    "relation": mark("relations"),
    "expectation": mark("expectations"),
}
CLIPPED = 160


def came_out(one: Assertion) -> str:
    """Return the day on which it was said, as far as it is known."""
    return one.published or say("day not reported")


def side_cell(side: tuple[Assertion, ...]) -> Cell:
    """Return who says so first on a side, on which day, in which words."""
    first = side[0]
    words = " ".join(first.evidence[0].words.split())
    told = words if len(words) <= CLIPPED else f"{words[:CLIPPED].rsplit(' ', 1)[0]} …"
    text = say("%(who)s, %(day)s: “%(words)s”", who=said_by(first), day=came_out(first), words=told)
    more = len({said_by(one) for one in side} - {said_by(first)})
    note = say("and %(n)s more who say so", n=more) if more else ""
    return Cell(text=text, value=first.evidence[0].words, words=first.evidence[:1], note=note)


def ruling_cell(one: Contradiction) -> Cell:
    """Return what a person decided, by whom and when."""
    said = one.verdict
    if said is None or said.ruling == "open":
        return Cell(text=say(RULINGS["open"]), value="open")
    note = say("%(who)s, %(day)s: %(reason)s", who=said.author, day=said.made_at[:10], reason=said.reason)
    return Cell(text=say(RULINGS[said.ruling]), value=said.ruling, note=note)
