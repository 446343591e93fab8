"""The numbers of a record that a sentence is held against: those of its registries, and those told in any report."""

from collections.abc import Iterator

from detente.documents.copies.words import stem_of, words_of
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.numbers.asked import AskedFigure
from detente.registry.numbers.held import HeldFigure
from detente.store import NOW, Known, QuantityView, Record, documents, quantities, voices

__all__ = ["figures_in_reports", "figures_of_record"]

MOST = 60
"""Numbers in reports that are looked at for one of a sentence."""
KINDS = {
    "violations": "violations", "killed": "killed", "wounded": "wounded", "captured": "captured", "missing": "missing",
    "displaced": "displaced", "money": "money", "area": "ground",
}  # fmt: skip
"""By which subject a kind of quantity is asked for."""
VIOLATIONS = frozenset(map(stem_of, ("violation", "breach", "incident", "infringement")))


def figures_in_reports(record: Record, asked: AskedFigure, *, known_on: Known = NOW) -> tuple[HeldFigure, ...]:
    """Return the same number where reports tell it, each with who says so; of days they are not bound to."""
    if asked.count.low is None or asked.count.low != asked.count.high or asked.unit == "m2":
        return ()
    found = quantities(record, value=float(asked.count.low), limit=MOST, known_on=known_on)
    of = sorted({one.document_id for one in found})
    outlets = {one.id: one.publisher or "" for one in documents(record, among=of, known_on=known_on)}
    return tuple(_told(one, asked, outlets.get(one.document_id, "")) for one in found)


def _told(one: QuantityView, asked: AskedFigure, outlet: str) -> HeldFigure:
    number = asked.count.low
    return HeldFigure(
        id=one.id, room="report", of=None, what=_what(one), unit=one.unit,
        claimant=(one.source.name or one.source.words.exact) if one.source else outlet,
        subjects=frozenset(_subjects(one, asked)),
        count=Count(low=number, high=number, words=one.words.exact, qualifier=one.qualifier), rule="told",
        evidence=(Evidence(words=one.words.exact, document=one.document_id, start=one.words.start, end=one.words.end),),
    )  # fmt: skip


def _subjects(one: QuantityView, asked: AskedFigure) -> Iterator[str]:
    """Yield what a number in a report may be asked by. Explosions are violations, and not all of them."""
    subject = KINDS.get(one.kind)
    if subject:
        yield subject
    elif _counts_it(one, asked):
        yield from asked.subjects
    if subject == "violations" and one.counted and not VIOLATIONS & _stems(one.counted):
        yield f"noun:{one.counted}"


def _what(one: QuantityView) -> str:
    """Return what a report counts: the kind, and the noun that stands there."""
    if subject := KINDS.get(one.kind):
        return f"{subject}: {one.counted}" if one.counted and one.counted != subject else subject
    return one.counted or one.kind


def _counts_it(one: QuantityView, asked: AskedFigure) -> bool:
    """Say whether what a report counts is called as the sentence calls it: "7 drones"."""
    called, counted = (_stems(words) for words in (asked.counted.words, one.counted or ""))
    return bool(called) and called <= counted


def _stems(words: str) -> set[str]:
    return {stem_of(word) for _, _, word in words_of(words)}


def figures_of_record(record: Record, *, known_on: Known = NOW) -> Iterator[HeldFigure]:
    """Yield how many reports are kept, and how many voices they are."""
    voice = voices(record, known_on=known_on)
    for what, number in (("reports", len(voice)), ("voices", len(set(voice.values())))):
        yield HeldFigure(
            id=what, room="record", of=None, claimant="", subjects=frozenset({"reports"}), what=what, rule="reports",
            count=Count(low=number, high=number, words=str(number)),
        )  # fmt: skip
