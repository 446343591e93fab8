"""A section of gold, measured: what was given for it, counted document by document, and the figures of that."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.evaluate.claims import tally_claims
from detente.evaluate.collect import Gold
from detente.evaluate.details import tally_parties, tally_places, tally_quantities
from detente.evaluate.figures import Figure, figures_of
from detente.evaluate.given import Given
from detente.evaluate.gold import YIELD, GoldDocument
from detente.evaluate.links import tally_links
from detente.evaluate.tally import Relate, Tally, questions_of, tally_events, tally_pair

__all__ = ["Section", "measure_section", "read_in_full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What there was to measure, and the figures."""

    name: str
    split: str
    hash: str
    documents: int
    events: int
    pairs: int
    refused: int
    """Documents that there is no reading of; nothing is given for them."""
    figures: tuple[Figure, ...]

    def values(self) -> Mapping[str, float]:
        """Return the figures over all labels, by name."""
        return {f.name: f.estimate.value for f in self.figures if not f.label}


def read_in_full(gold: Gold) -> tuple[GoldDocument, ...]:
    """Return the documents of which all events or all places are coded: those that a reading is needed of."""
    return tuple(d for d in gold.documents if d.events is not None or d.places is not None)


def measure_section(
    gold: Gold,
    given: Iterable[Given],
    relate: Relate | None = None,
    *,
    advance: Callable[[int], object] = bool,
) -> Section:
    """Measure what was given for a section; `given` has an entry for each document of `read_in_full`, in order.

    `relate` is asked about each pair of parties; without it the figures of pairs are left out. `advance` hears of each
    document that was asked about.
    """
    tallies = {d.id: Tally() for d in gold.documents}
    refused = 0
    for document, found in zip(read_in_full(gold), given, strict=True):
        if document.events is not None:
            tallies[document.id].update(tally_events(document, found.events, refused=found.refused))
        if document.claims is not None:
            tallies[document.id].update(tally_claims(found.claims, document.claims))
        if document.links is not None:
            linked = found.links or ((),) * len(document.links)
            tallies[document.id].update(tally_links(linked, document.links, document.text))
        if document.places is not None:
            tallies[document.id].update(tally_places(found.places, document.places))
        if document.quantities is not None:
            tallies[document.id].update(tally_quantities(found.quantities, document.quantities))
        if found.parties:
            tallies[document.id].update(tally_parties(found.parties, document.parties))
        refused += found.refused
    pairs = 0
    if relate is not None:
        for document, count, tally in _asked(gold.documents, relate):
            pairs += count
            tallies[document.id].update(tally)
            advance(len(document.text))
    return Section(
        name=gold.section,
        split=gold.split,
        hash=gold.hash,
        documents=len(gold.documents),
        events=sum(len(d.events or ()) for d in gold.documents),
        pairs=pairs,
        refused=refused,
        figures=figures_of(list(tallies.values())),
    )


def _asked(documents: Sequence[GoldDocument], relate: Relate) -> Iterator[tuple[GoldDocument, int, Tally]]:
    """Yield each document with the number of its pairs and what was counted in them."""
    old = any(d.asked is not None and d.asked.type == YIELD for d in documents)
    for document in documents:
        tally, pairs = Tally(), 0
        for text, pair in questions_of(document):
            pairs += 1
            tally.update(tally_pair(pair.type, relate(text, pair.actor, pair.recipient), old=old))
        yield document, pairs, tally
