"""Who speaks, to whom, and by whom it was passed on, as cells."""

from collections.abc import Iterable, Mapping

from detente.desk.pages.said.telling import words_at
from detente.desk.pages.said.witness import outlet_of
from detente.display.language import mark, say
from detente.display.sheets import Cell
from detente.registry.evidence import Evidence
from detente.registry.statements.ledger import Heard, Line, Version
from detente.store import OutletView

__all__ = ["MODES", "chain_cell", "heard_words", "manner_text", "names_of", "speaker_cell", "speaker_text"]

MODES: Mapping[str, str] = {
    "direct": mark("in the speaker’s own words"),
    "indirect": mark("in the reporter’s words"),
    "mixed": mark("partly in the speaker’s own words"),
    "unmarked": mark("not clear in whose words"),
}
ARROW = " → "


def speaker_text(line: Line) -> str:
    """Return who speaks; where reports leave that open, the words that stand there, and nobody is put in that place."""
    one = line.fullest
    return line.speaker or one.speaker or say("not clear who (“%(words)s”)", words=one.named)


def speaker_cell(line: Line) -> Cell:
    """Return who speaks, in which office."""
    return Cell(text=speaker_text(line), value=line.speaker, note=line.fullest.office or "")


def chain_cell(one: Heard, reports: Mapping[str, OutletView]) -> Cell:
    """Return who passed it on: whom the report names, then the outlet that put it out, leading to the report."""
    passed = dict.fromkeys((*one.via, outlet_of(reports, one.document)))
    return Cell(text=ARROW.join(passed), href=f"/documents/{one.document}")


def heard_words(one: Heard) -> tuple[Evidence, ...]:
    """Return the words of a saying with where they stand."""
    return words_at(one.document, one.start, one.end, one.words)


def manner_text(version: Version, *, is_fullest: bool) -> str:
    """Return how a version has it: in whose words, whole, cut or damaged, and how sure the reading is."""
    one = version.heard
    told = [
        say(MODES.get(one.mode, one.mode)),
        say("the fullest") if is_fullest else "",
        say("cut") if version.is_cut else "",
        say("damaged: %(how)s", how=", ".join(one.damage)) if one.damage else "",
        say("confidence of the machine: %(n)s", n=f"{one.confidence:.2f}"),
    ]
    return "; ".join(filter(None, told))


def names_of(line: Line, field: str) -> str:
    """Return whom all versions of an utterance name in a field, each once."""
    some: Iterable[str] = (name for one in line.versions for name in getattr(one.heard, field))
    return ", ".join(dict.fromkeys(some))
