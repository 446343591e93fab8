"""Agreements as rows of a list, and for programs."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.pipeline.agreements import Agreements, OtherAgreement
    from detente.registry.agreements.definition import Agreement
    from detente.registry.agreements.view import Status
    from detente.registry.assertions.assertion import Assertion

__all__ = ["agreement_plain", "agreement_row", "other_plain", "other_row"]

NOBODY = None
"""What stands where nobody says anything: a blank."""


def agreement_row(found: "Agreements", one: "Agreement") -> dict[str, Any]:
    """Return an agreement as a row: of signing, ratification and force who says what, a blank where nobody does."""
    from detente.registry.agreements.view import provisions_told, statuses_of

    said = found.said_of(one.id)
    statuses = statuses_of(one, said)
    return {
        "agreement": one.id,
        "name": one.name,
        "signed": _told(statuses, "signed"),
        "ratified": _told(statuses, "ratified"),
        "in force": _told(statuses, "in force"),
        "texts": len(one.texts),
        "provisions": len(one.provisions) + len(provisions_told(said)),
        "reports": len({assertion.document for assertion in said if assertion.document}),
    }


def _told(statuses: "tuple[Status, ...]", what: str) -> str | None:
    """Return the days that are told of a status, each once, and how it is told where not as a fact."""
    from detente.cli.registry.assertions import day_words

    told: dict[str, None] = {}
    for status in statuses:
        for one in status.said if status.what == what else ():
            day = day_words(one.day) or (one.day.words if one.day else None) or "no day told"
            told[day if one.is_claimed_fact and one.standing != "alleged" else f"{day} ({one.standing})"] = None
    days = [day for day in told if day != "no day told"] or list(told)
    return "; ".join(days) or NOBODY


def agreement_plain(found: "Agreements", one: "Agreement") -> dict[str, Any]:
    """Return an agreement for programs: its names, parties and texts, each status with all that is said of it."""
    import msgspec

    from detente.cli.agreements.aliases import alias_plain
    from detente.cli.registry.assertions import assertion_plain
    from detente.registry.agreements.view import statuses_of

    return {
        "id": one.id,
        "name": one.name,
        "names": list(one.names),
        "invented": one.invented,
        "ceasefire": one.ceasefire,
        "parties": msgspec.to_builtins(one.parties),
        "texts": [_text_plain(text) for text in msgspec.to_builtins(one.texts)],
        "aliases": [alias_plain(claim) for claim in found.aliases_of(one.id)],
        "statuses": [
            {"what": status.what, "party": status.party, "claimed": status.is_claimed, "disputed": status.is_disputed,
             "said": [assertion_plain(assertion) for assertion in status.said]}
            for status in statuses_of(one, found.said_of(one.id))
        ],
    }  # fmt: skip


def _text_plain(text: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in text.items() if name != "text"} | {"characters": len(text["text"] or "")}


def other_row(one: "OtherAgreement") -> dict[str, Any]:
    """Return an agreement that no watch has as a row: what is told of it, and in how many reports."""
    from detente.cli.registry.assertions import day_words

    first = one.said[0]
    signed = [said for said in one.said if said.what in {"signed", "initialled"}]
    who = {f"{part.name}{_unless_fact(said)}": None for said in signed for part in said.parts_of("signatory")}
    days = {f"{day}{_unless_fact(said)}": None for said in signed if (day := day_words(said.day))}
    return {
        "agreement": _distinct(one),
        "told": ", ".join(dict.fromkeys(f"{said.what}{_unless_fact(said)}" for said in one.said)),
        "signatories": ", ".join(who) or NOBODY,
        "signed": "; ".join(days) or NOBODY,
        "reports": len({said.document for said in one.said}),
        "claimed by": first.claimant.name,
        "words": first.evidence[0].words,
    }


def _unless_fact(said: "Assertion") -> str:
    """Return how something is told where it is not told as having been: " (planned)"."""
    is_fact = said.is_claimed_fact and said.standing != "alleged"
    return "" if is_fact else f" ({said.standing})"


def _distinct(one: "OtherAgreement") -> str:
    """Return what an agreement is called; of one that any could be called, with whom and when it is told of."""
    if one.name != one.name.lower():
        return one.name
    parts = [part for said in one.said for part in said.parts if part.role not in {"mentioned", "bound", "toward"}]
    parts = parts or [part for said in one.said for part in said.parts]
    who = dict.fromkeys(part.name for part in parts)
    told = [", ".join(who), next((f"report of {said.published}" for said in one.said if said.published), "")]
    behind = "; ".join(filter(None, told))
    return f"{one.name} ({behind})" if behind else one.name


def other_plain(one: "OtherAgreement") -> dict[str, Any]:
    """Return an agreement that no watch has for programs."""
    from detente.cli.registry.assertions import assertion_plain

    return {"name": one.name, "said": [assertion_plain(said) for said in one.said]}
