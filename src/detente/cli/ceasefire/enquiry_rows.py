"""What could be verified and where each thing stands, for programs."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.registry.ceasefires.chosen import Chosen
    from detente.registry.ceasefires.verification.verified import Enquiry, Verifiable

__all__ = ["enquiry_plain", "lost_plain", "row_plain", "shown_plain"]


def row_plain(one: "Verifiable") -> dict[str, Any]:
    """Return what could be verified as a row for programs."""
    from detente.registry.forms import to_plain

    lead = one.happening.lead
    return {
        "id": one.id,
        "incident": one.happening.incident,
        "rungs": list(one.rungs),
        "disputed": any(enquiry.standing.is_disputed for enquiry in one.enquiries),
        "open": any(enquiry.standing.is_open for enquiry in one.enquiries),
        "findings": [dict(enquiry.standing.findings) for enquiry in one.enquiries],
        "alleged by": list(one.happening.alleged_by),
        "alleged of": list(one.happening.alleged_of),
        "alleged": [to_plain(alleged) for alleged in one.happening.alleged],
        "independent sources": list(one.corroboration.also),
        "kind": lead.kind,
        "harm": lead.harm,
        "interval": to_plain(lead.interval),
        "words": lead.evidence[0].words,
        "told": [violation.id for violation in one.happening.told],
        "against": [violation.id for violation in one.happening.against],
        "enquiries": [enquiry_plain(enquiry) for enquiry in one.enquiries],
    }


def lost_plain(one: "Enquiry") -> dict[str, Any]:
    """Return an enquiry whose subject is no more as a row for programs."""
    return {"id": one.subject.id, "lost": True, "enquiries": [enquiry_plain(one)]}


def enquiry_plain(one: "Enquiry") -> dict[str, Any]:
    """Return an enquiry whole: as it began, what is read otherwise now, and its steps."""
    from detente.registry.forms import to_plain

    return {
        "subject": to_plain(one.subject),
        "violation": one.found.violation.id if one.found.violation else None,
        "by words": one.found.by_words,
        "read otherwise": list(one.found.changed),
        "perhaps": list(one.found.perhaps),
        "standing": to_plain(one.standing),
    }


def shown_plain(chosen: "Chosen") -> dict[str, Any]:
    """Return one thing that could be verified, with all that is told of it."""
    from detente.registry.forms import to_plain

    if chosen.verifiable is None:
        return lost_plain(chosen.enquiry) if chosen.enquiry else {"id": chosen.subject.id}
    happening = chosen.verifiable.happening
    told = {"told": to_plain(happening.told), "against": to_plain(happening.against)}
    return row_plain(chosen.verifiable) | told | {"corroboration": to_plain(chosen.verifiable.corroboration)}
