"""The ledger of quotations of a record, and the phrases of its watches through time; worked out anew when asked for."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.core.errors import UsageError
from detente.pipeline.registries import stored_desk
from detente.registry.assertions.telling import Json
from detente.registry.statements.ledger import Heard, Line, heard_in, ledger_of
from detente.registry.statements.phrases import Occurrence, occurrences_in
from detente.registry.statements.proposed import ProposedPhrase, propose_phrases
from detente.registry.watch.definition import Phrase
from detente.store import NOW, Known, Record, documents, readings_published, readings_that_quote

__all__ = ["Carrier", "Phrases", "carriers", "find_line", "gather_ledger", "gather_phrases"]


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
    heard = list(_heard(record, known_on, quoted_only=quoted_only))
    return ledger_of(one for one in heard if one.quotation is not None or not quoted_only or one.mode != "indirect")


def _heard(record: Record, known_on: Known, *, quoted_only: bool) -> Iterator[Heard]:
    for document, reading in _readings(record, known_on, quoted_only=quoted_only):
        yield from heard_in(reading, document=document)


def _readings(record: Record, known_on: Known, *, quoted_only: bool) -> Iterator[tuple[str, Json]]:
    if quoted_only:
        return readings_that_quote(record, known_on=known_on)
    return readings_published(record, dt.date.min, dt.date.max, known_on=known_on)


def gather_phrases(record: Record, *, known_on: Known = NOW) -> Phrases:
    """Return the watches' phrases through time, and those that the machine proposes; none of these is followed."""
    watched = tuple(one for watch in stored_desk(record, known_on=known_on).watches for one in watch.phrases)
    found = [
        one
        for document, reading in _readings(record, known_on, quoted_only=False)
        for one in occurrences_in(reading, watched, document=document)
    ]
    known = {form.casefold() for phrase in watched for form in (phrase.words, *phrase.forms)}
    proposed = propose_phrases(gather_ledger(record, known_on=known_on))
    return Phrases(
        watched=watched,
        occurrences=tuple(sorted(found, key=_order)),
        proposed=tuple(one for one in proposed if one.words not in known),
    )


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
