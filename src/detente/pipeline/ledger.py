"""The ledger of quotations of a record, and the phrases of its watches through time; worked out anew when asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from detente.core.errors import UsageError
from detente.pipeline.registries import Desk, stored_desk
from detente.pipeline.told import Reader, told_to
from detente.registry.statements.ledger import Heard, Line, heard_in, ledger_of
from detente.registry.statements.phrases import Occurrence, occurrences_in
from detente.registry.statements.proposed import ProposedPhrase, propose_phrases
from detente.registry.watch.definition import Phrase
from detente.store import NOW, Known, Record, derived, documents

__all__ = [
    "HEARD",
    "NOBODYS",
    "Carrier",
    "Phrases",
    "carriers",
    "find_line",
    "gather_ledger",
    "gather_phrases",
    "phrases_asked",
]

HEARD = Reader(name="heard", kind=Heard, read=lambda one: heard_in(one.reading, document=one.document), forms=True)
NOBODYS = Desk(watches=(), assertions=())
"""What is said is read by no desk: whom it follows changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """What a report is called, and which outlet put it out, None where that is not told."""

    report: str
    outlet: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The phrases of the watches with where reports have them, and those that are found by machine."""

    watched: tuple[Phrase, ...]
    occurrences: tuple[Occurrence, ...]
    proposed: tuple[ProposedPhrase, ...]

    def of(self, phrase: str) -> tuple[Occurrence, ...]:
        """Return where reports have a phrase."""
        return tuple(one for one in self.occurrences if one.phrase == phrase)


def carriers(record: Record, *, known_on: Known = NOW) -> dict[str, Carrier]:
    """Return by the ids of documents what each is called and who put it out."""
    every = documents(record, known_on=known_on)
    return {one.id: Carrier(report=one.external_id, outlet=one.publisher) for one in every}


def gather_ledger(record: Record, *, known_on: Known = NOW, quoted_only: bool = True) -> tuple[Line, ...]:
    """Return the lines of the ledger; with those told in reporters' words where not only quotations are asked for."""
    told = told_to(record, NOBODYS, HEARD, known_on=known_on)

    def made() -> tuple[Line, ...]:
        heard = (one for report in told for one in report.found)
        return ledger_of(one for one in heard if one.quotation is not None or not quoted_only or one.mode != "indirect")

    return derived(record, f"ledger, quoted {quoted_only}", made, told, known_on=known_on)


def gather_phrases(record: Record, *, known_on: Known = NOW) -> Phrases:
    """Return the watches' phrases through time, and those that the machine proposes; none of these is followed."""
    desk = stored_desk(record, known_on=known_on)
    watched = tuple(one for watch in desk.watches for one in watch.phrases)
    told = told_to(record, NOBODYS, phrases_asked(watched), known_on=known_on)
    lines = gather_ledger(record, known_on=known_on)
    again = derived(record, "phrases proposed", lambda: propose_phrases(lines), lines, known_on=known_on)

    def made() -> Phrases:
        known = {form.casefold() for phrase in watched for form in (phrase.words, *phrase.forms)}
        return Phrases(
            watched=watched,
            occurrences=tuple(sorted((one for report in told for one in report.found), key=_order)),
            proposed=tuple(one for one in again if one.words not in known),
        )

    return derived(record, "phrases", made, desk, told, again, known_on=known_on)


def phrases_asked(watched: tuple[Phrase, ...]) -> Reader[Occurrence]:
    """Return what reads out of a report where it has one of the phrases that are followed."""
    return Reader(
        name="phrase", kind=Occurrence, inputs=watched, forms=True,
        read=lambda one: occurrences_in(one.reading, watched, document=one.document),
    )  # fmt: skip


def find_line(lines: Iterable[Line], given: str) -> Line:
    """Return the one line whose id is, or begins with, what is given. Raises `UsageError` where it is not one."""
    found = [one for one in lines if given and one.id.startswith(given)]
    if len(found) == 1:
        return found[0]
    told = f"{len(found)} utterances answer to" if found else "no utterance answers to"
    message = f"{told} {given[:60]!r}; detente statements list DIR --all lists them with their ids"
    raise UsageError(message)


def _order(one: Occurrence) -> tuple[bool, str, str, int]:
    return one.published is None, one.published or "", one.document, one.start
