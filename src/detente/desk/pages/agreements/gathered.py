"""What the pages of agreements are worked out from, held for the state of the record."""

from detente.desk.asked import Asked
from detente.desk.pages.registry.things import thing_of
from detente.display.language import say
from detente.pipeline.agreements import Agreements, cut_texts, deadlines_in, gather_agreements
from detente.pipeline.implementation import (
    ProposalRow,
    assessments_of,
    bearing_proposals,
    implemented_agreements,
)
from detente.registry.agreements.deadlines import Deadline
from detente.registry.agreements.definition import Agreement, TextVariant
from detente.registry.agreements.implementation import Assessment
from detente.registry.agreements.texts.cutting import CutText

__all__ = ["agreement_of", "agreements_of", "bearings_of", "deadlines_of_all", "implemented", "judged", "texts_of"]


def agreements_of(asked: Asked) -> Agreements:
    """Return all that is said of agreements."""
    return asked.held("gather_agreements", lambda: gather_agreements(asked.record, known_on=asked.known_on))


def agreement_of(found: Agreements, id_: str) -> Agreement:
    """Return the agreement of an id."""
    return thing_of(
        found.kept,
        id_,
        missing=say("No agreement of this name is followed here, or it is not released to you."),
        href="/agreements",
    )


def deadlines_of_all(asked: Asked) -> tuple[Deadline, ...]:
    """Return the deadlines of all agreements, by their days."""

    def work() -> tuple[Deadline, ...]:
        found = agreements_of(asked)
        every = (deadline for one in found.kept for deadline in deadlines_in(found, one))
        return tuple(sorted(every, key=lambda one: (one.day is None, str(one.day or ""), one.agreement)))

    return asked.held("deadlines_of_all", work)


def texts_of(asked: Asked, one: Agreement) -> tuple[tuple[TextVariant, CutText], ...]:
    """Return the texts of an agreement that are kept, each cut into its provisions."""
    return asked.held("cut_texts", lambda: tuple(cut_texts(one)), one.id)


def implemented(asked: Asked, id_: str) -> Agreement:
    """Return an agreement with what binds its actors by its texts beside the watch's own provisions."""
    kept = asked.held(
        "implemented_agreements", lambda: implemented_agreements(asked.record, known_on=asked.known_on)[1]
    )
    return thing_of(
        kept,
        id_,
        missing=say("No agreement of this name is followed here, or it is not released to you."),
        href="/agreements",
    )


def bearings_of(asked: Asked, id_: str) -> tuple[ProposalRow, ...]:
    """Return what the machine proposes of an agreement's provisions, and what people decided of it."""
    every = asked.held("bearing_proposals", lambda: bearing_proposals(asked.record, known_on=asked.known_on))
    return tuple(row for row in every if row.proposal.agreement == id_)


def judged(asked: Asked, id_: str) -> tuple[Assessment, ...]:
    """Return what people judged of an agreement."""
    return asked.held("assessments_of", lambda: assessments_of(asked.record, id_, known_on=asked.known_on), id_)
