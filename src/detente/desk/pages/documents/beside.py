"""What the record knows of each event and claim of a report beside its reading: its incident, and what people say."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.desk.asked import Asked
from detente.display.language import say
from detente.review.records import Review
from detente.store import events_told, hidden_keys, reviewed_claims, reviewed_events

__all__ = ["Beside", "beside_of", "verdict_in_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The key of an event or claim, to which incident it belongs with how many other reports, and its review."""

    key: str
    incident: str | None = None
    others: int = 0
    review: Review | None = None

    @property
    def said(self) -> str:
        """What people say of it."""
        return verdict_in_words(self.review) if self.review else ""


def beside_of(asked: Asked, document: str) -> Mapping[str, Beside]:
    """Return what stands beside each event and claim of a report, by its id in the reading ("V1", "C2").

    Of what coders code blind now no review is told.
    """
    record, known = asked.record, asked.known_on
    told = events_told(record, document, known_on=known.at)
    hidden = hidden_keys(record)
    found: dict[str, Beside] = {}
    for event in reviewed_events(record, document=document, known_on=known):
        incident, others = told.get(event.key, (None, 0))
        seen = None if event.key in hidden else event.review
        found[event.machine.local_id] = Beside(key=event.key, incident=incident, others=others, review=seen)
    for claim in reviewed_claims(record, document=document, known_on=known):
        seen = None if claim.key in hidden else claim.review
        found[claim.machine.local_id] = Beside(key=claim.key, review=seen)
    return found


def verdict_in_words(review: Review) -> str:
    """Say what a person says of a coding."""
    who = {"who": review.coder, "day": review.at.date().isoformat()}
    if review.verdict == "accept":
        return say("held to be right by %(who)s, %(day)s", **who)
    if review.verdict == "reject":
        return say("rejected by %(who)s, %(day)s: it counts no more", **who)
    if review.verdict == "doubt":
        names = dict.fromkeys([*(one.coder for one in review.beside), review.coder])
        return say("doubted by %(who)s, %(day)s: it cannot be told from these words", **who | {"who": ", ".join(names)})
    return say("corrected by %(who)s, %(day)s: %(fields)s", fields=", ".join(sorted(review.fields)), **who)
