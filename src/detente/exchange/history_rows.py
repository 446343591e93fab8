"""The history of one record in words: each revision, by whom, when, why, and what it changed."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.store import DecisionChange, Known, ReadingView, Record, RevisionView

__all__ = ["CHANGED", "history_rows"]

CHANGED = "what changed"


def history_rows(record: "Record", subject: str, known_on: "Known") -> Iterator[dict[str, Any]]:
    """Yield the revisions of a record, its readings' and withdrawals' among them, with what each changed."""
    from detente.store import history as revisions_of

    made = _readings(record, subject)
    for one in revisions_of(record, subject, known_on=known_on):
        yield {
            "number": one.number,
            "of": one.kind,
            "revision": made[one.subject].revision if one.subject in made else one.revision,
            "author": one.author,
            "at": one.at.isoformat(),
            "reason": one.reason,
            CHANGED: _changed(record, one, made, known_on),
            "subject": one.subject,
            "content hash": one.content_hash,
            "hash": one.hash,
        }


def _readings(record: "Record", subject: str) -> "dict[str, ReadingView]":
    """Return the readings that are told of, by their ids: those of a document, or one with those before it."""
    from detente.store import document_read, readings

    return {one.id: one for one in readings(record, document_read(record, subject) or subject)}


def _changed(record: "Record", one: "RevisionView", made: "Mapping[str, ReadingView]", known_on: "Known") -> list[str]:
    """Say what a revision changed: of a reading against the one before it; of a withdrawal that it was one."""
    if one.kind == "withdrawal":
        return ["withdrawn" if one.revision % 2 else "taken back in"]
    if one.kind in DEEDS:
        return DEEDS[one.kind](record, one, known_on)
    reading = made.get(one.subject)
    if reading is None:
        return []
    before = next((r for r in made.values() if r.revision == reading.revision - 1), None)
    return _read_anew(record, before, reading) if before is not None else ["first reading"]


def _came_and_went(record: "Record", one: "RevisionView", _known_on: "Known") -> list[str]:
    from detente.store import comings

    told = []
    for each in comings(record, one.subject):
        # the first may be of all that came before such things were noted
        if (each.at == one.at and each.author == one.author) or (one.revision == 1 and each.at < one.at):
            way = ("came", "from") if each.came else ("left", "for")
            beside = f" {way[1]} incident {each.other[:10]}" if each.other else ""
            told.append(f"account {each.account[:10]} {way[0]}{beside}: {each.reason}")
    return told


def _decided(record: "Record", one: "RevisionView", _known_on: "Known") -> list[str]:
    from detente.store import decision_changes
    from detente.store import history as revisions_of

    made = decision_changes(record, one.subject)
    # where the first revision is of all that was kept before such things were noted, it is of more than one change
    before = max(0, len(made) - sum(other.kind == one.kind for other in revisions_of(record, one.subject)))
    own = made[: before + 1] if one.revision == 1 else made[before + one.revision - 1 : before + one.revision]
    return [_deed(each) for each in own]


def _deed(made: "DecisionChange") -> str:
    count = f"{made.accounts} accounts"
    words = {
        "together": f"{count} put together",
        "apart": f"{count} put apart from {made.others} others",
        "undo": "taken back",
        "dismiss": "still stands, whatever came since",
    }
    return words[made.kind]


def _reviewed(record: "Record", one: "RevisionView", known_on: "Known") -> list[str]:
    from detente.store import review_said

    if one.revision > 1:
        return ["withdrawn"]
    said = review_said(record, one.subject, known_on=known_on)
    if said is None:
        return ["coded in a blind session that is running"]
    from detente.review.added import ADDED

    fields = [name for name in said.fields if name != ADDED]
    verdict = "added" if ADDED in said.fields else said.verdict
    told = f"{said.of}: {verdict}" + (f" ({', '.join(fields)})" if fields else "")
    return [told, "withdrawn"] if said.withdrawn_at is not None and said.withdrawn_at <= one.at else [told]


DEEDS = {"incident": _came_and_went, "decision": _decided, "review": _reviewed}
"""Of kinds that are told by the rows that were added with a revision, what tells them."""


def _read_anew(record: "Record", before: "ReadingView", after: "ReadingView") -> list[str]:
    from detente.exchange.intake_words import changes_between
    from detente.store import shown_reading

    old, new = (shown_reading(record, one.document_id, revision=one.revision) for one in (before, after))
    told = [
        f"stage {name} {before.stages.get(name, 'new')} → {after.stages.get(name, 'gone')}"
        for name in dict.fromkeys((*before.stages, *after.stages))
        if before.stages.get(name) != after.stages.get(name)
    ]
    return [*told, *changes_between(old, new)] or ["nothing but when it was read"]
