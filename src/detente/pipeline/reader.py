"""The stages of a reading in one readable line, and the one place that runs them."""

import contextlib
import dataclasses
import functools
import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from detente.core.errors import StageError
from detente.documents.document import Document
from detente.reading.bindings import BindQuantities
from detente.reading.candidates import FindCandidates
from detente.reading.claims import FindAttributions, FindClaims
from detente.reading.coding import CodeSentences, EncodeSentences, HearSentences, MakeCandidates
from detente.reading.damage import FindDamage
from detente.reading.dates import CheckDates, FindDates
from detente.reading.entities import LinkEntities
from detente.reading.events import AssembleEvents
from detente.reading.mentions import FindMentions
from detente.reading.places import FindPlaces
from detente.reading.published import ReadPublished
from detente.reading.quantities import FindQuantities
from detente.reading.reading import LAYERS, Reading
from detente.reading.records import Drop
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords
from detente.reading.stage import Stage, Together
from detente.reading.statements import FindStatements
from detente.reading.status import JudgeStandings

__all__ = ["Reader", "default_reader", "dictionary_reader"]

SINGLE = frozenset({"parse", "published"})


class Reader:
    """Runs stages over a document, in order; checks once that each one's needs are met by those before it."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        """Refuse an order in which a stage comes before what it needs.

        Raises `StageError`.
        """
        _check_order(stages)
        self.stages = tuple(stages)
        self.seconds: dict[str, float] = dict.fromkeys((s.name for s in stages), 0.0)
        """Time spent so far by stage, for `make bench`; no reading depends on it."""

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Name and version of every stage, in order."""
        return tuple((s.name, s.version) for s in self.stages)

    def read(self, document: Document) -> Reading:
        """Return the reading of a document."""
        (answer,) = self.read_all([document])
        if isinstance(answer, Exception):
            raise answer
        return answer

    def read_all(self, documents: Sequence[Document]) -> list[Reading | Exception]:
        """Return the reading of each document, or what went wrong with it; none of them depends on another."""
        answers: list[Reading | Exception] = [Reading(document=document) for document in documents]
        with _uncollected():
            for stage in self.stages:
                started = time.perf_counter()
                going = [(k, answer) for k, answer in enumerate(answers) if isinstance(answer, Reading)]
                for (k, _), answer in zip(going, _step(stage, [r for _, r in going]), strict=True):
                    answers[k] = answer
                self.seconds[stage.name] += time.perf_counter() - started
        return answers


@functools.cache
def default_reader() -> Reader:
    """Return the reader that `detente read` uses, made once a process."""
    return Reader(
        (
            ReadPublished(),
            SplitSentences(),
            ParseWords(),
            FindDamage(),
            FindDates(),
            CheckDates(),
            FindQuantities(),
            EncodeSentences(),
            CodeSentences(),
            HearSentences(),
            FindPlaces(),
            FindMentions(),
            FindAttributions(),
            LinkEntities(),
            FindClaims(),
            MakeCandidates(),
            JudgeStandings(),
            AssembleEvents(),
            BindQuantities(),
            FindStatements(),
        )
    )


@functools.cache
def dictionary_reader() -> Reader:
    """Return a reader that finds events by the lexicon of predicates and the parse alone, without the model.

    It labels real news for the model to learn from, and is what the model has to beat.
    """
    return Reader(
        (
            ReadPublished(),
            SplitSentences(),
            ParseWords(),
            FindDamage(),
            FindDates(),
            FindPlaces(),
            FindMentions(),
            FindAttributions(by_model=False),
            LinkEntities(),
            FindClaims(),
            FindCandidates(),
            JudgeStandings(),
            AssembleEvents(),
        )
    )


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the search for cycles away while documents are read: it would go through all our tables time and again.

    A reading makes hardly any cycles; those it makes are found between one call and the next.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check_order(stages: Iterable[Stage]) -> None:
    added: set[str] = set()
    for stage in stages:
        unknown = {*stage.needs, stage.adds} - LAYERS
        missing = [n for n in stage.needs if n not in added]
        if unknown or missing:
            message = (
                f"stage {stage.name!r} names layers that do not exist: {sorted(unknown)}"
                if unknown
                else f"stage {stage.name!r} needs {', '.join(missing)}, which no stage before it adds"
            )
            raise StageError(message)
        added.add(stage.adds)


def _step(stage: Stage, readings: Sequence[Reading]) -> Iterator[Reading | Exception]:
    """Yield each reading with the stage's layer, or what the stage failed of with it."""
    if isinstance(stage, Together) and len(readings) > 1:
        # where this fails, one after the other shows which of them it is
        with contextlib.suppress(Exception):
            yield from [_attach(r, stage, added) for r, added in zip(readings, stage.together(readings), strict=True)]
            return
    for reading in readings:
        try:
            yield _attach(reading, stage, stage(reading))
        except Exception as error:  # noqa: BLE001 - a defect met by one document must not cost the others
            yield error


def _attach(reading: Reading, stage: Stage, added: Any) -> Reading:
    changed: dict[str, Any] = {"stages": (*reading.stages, (stage.name, stage.version))}
    if stage.adds in SINGLE:
        changed[stage.adds] = added
    else:
        kept, dropped = _sort_out(added)
        changed |= {stage.adds: tuple(kept), "drops": (*reading.drops, *dropped)}
    return dataclasses.replace(reading, **changed)


def _sort_out(added: Iterable[Any]) -> tuple[list[Any], list[Drop]]:
    kept: list[Any] = []
    dropped: list[Drop] = []
    for record in added:
        (dropped if isinstance(record, Drop) else kept).append(record)
    return kept, dropped
