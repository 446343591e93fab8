"""What two coders made of the same items: how far they agree, where they differ, and how that is settled."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.core.errors import UsageError
from detente.pipeline.reviewing import asked_item, given_fields
from detente.review.agreement import Coding, compare_codings, measure_agreement
from detente.review.alpha import Agreement
from detente.review.coded import coded_fields, laid_over
from detente.review.records import VERDICTS, Field, Kind, Review, Subject, Verdict
from detente.store import Record, SessionView, session_codings

__all__ = ["agreement_of", "agreement_rows", "codings_of", "differing_items", "refuse_agreed", "settled_as"]


def codings_of(record: Record, view: SessionView) -> list[tuple[Subject, list[Coding]]]:
    """Return the items that both coders have coded, with every field as each left it.

    Raises `UsageError` while the session is running.
    """
    found = session_codings(record, view)
    return [
        (subject, [_coding(record, view, found[subject.key][coder]) for coder in view.coders])
        for subject in view.items
        if len(found.get(subject.key, {})) == len(view.coders)
    ]


def _coding(record: Record, view: SessionView, review: Review) -> Coding:
    fields: Mapping[str, Any] = review.fields
    if not view.blind_to_machine:
        subject = review.subject
        reading, coded = asked_item(record, subject)
        machine = coded_fields(subject.kind, coded, reading=reading, document=subject.document)
        fields = laid_over(machine, review.fields)
    return Coding(coder=review.coder, verdict=review.verdict, fields=fields)


def differing_items(record: Record, view: SessionView) -> list[tuple[Subject, list[Coding]]]:
    """Return the items on which the coders differ. Raises `UsageError` while the session is running."""
    return [(s, codings) for s, codings in codings_of(record, view) if compare_codings(s.kind, codings)]


def agreement_of(record: Record, sessions: Iterable[SessionView]) -> dict[tuple[Kind, str], Agreement]:
    """Return alpha by kind and field over sessions that have ended."""
    by_kind: dict[Kind, list[list[Coding]]] = {}
    for view in sessions:
        for subject, codings in codings_of(record, view):
            by_kind.setdefault(subject.kind, []).append(codings)
    return {
        (kind, name): found for kind, items in by_kind.items() for name, found in measure_agreement(kind, items).items()
    }


def agreement_rows(record: Record, sessions: Iterable[SessionView]) -> list[dict[str, Any]]:
    """Return alpha by field over sessions that have ended, for each kind that was coded in them."""
    return [
        {
            "of": kind,
            "field": name,
            "alpha": _rounded(found.alpha),
            "from": _rounded(found.low),
            "to": _rounded(found.high),
            "items": found.items,
            "agreed": found.agreed,
            "note": _note(found),
        }
        for (kind, name), found in agreement_of(record, sessions).items()
    ]


def _note(found: Agreement) -> str | None:
    if not found.items:
        return "nothing that both coded"
    if found.alpha is None:
        return "all say the same of all: alpha is not defined"
    return "too few items to say much" if found.is_few else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def refuse_agreed(record: Record, view: SessionView, subject: Subject) -> None:
    """Refuse to settle what both coders say the same of. Raises `UsageError`."""
    codings = dict(codings_of(record, view)).get(subject)
    if codings is not None and not compare_codings(subject.kind, codings):
        message = f"the coders agree on {subject.key[:10]}; it counts as they say, and there is nothing to settle"
        raise UsageError(message)


def settled_as(
    record: Record,
    view: SessionView,
    subject: Subject,
    *,
    take: str | None,
    verdict: str | None,
    given: Sequence[str],
) -> tuple[Verdict, Mapping[str, Field]]:
    """Return what an item is settled as: what the coder said whose coding is taken, or what is given.

    Raises `UsageError`.
    """
    if (take is None) == (verdict is None):
        message = "say how it is settled: --take NAME, or --verdict accept, correct, reject or doubt"
        raise UsageError(message)
    if take is not None:
        review = session_codings(record, view).get(subject.key, {}).get(take)
        if review is None:
            message = f"{take!r} coded nothing there; the coders are {' and '.join(view.coders)}"
            raise UsageError(message)
        return review.verdict, review.fields
    if verdict == "correct":
        return "correct", given_fields(record, subject, given)
    found = next((one for one in VERDICTS if one == verdict), None)
    if found is None or given:
        message = f"--verdict is accept, correct (with --field), reject or doubt, not {verdict!r}"
        raise UsageError(message)
    return found, {}
