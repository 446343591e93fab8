"""What `detente show copies` shows: each report of a voice, its nearest copy, and the words in which they differ."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.store import Known, Record

__all__ = ["copies_in_brief", "copy_rows"]


def copy_rows(
    record: "Record", *, document: str | None, known_on: "Known", **_only: str | None
) -> Iterator[dict[str, Any]]:
    """Yield each document that is a copy, voice by voice, with the copy it is nearest to and what differs from that."""
    from detente.exchange.intake_words import differing
    from detente.store import copies_of, documents, text_of, voices

    voice, found = voices(record, known_on=known_on), {d.id: d for d in documents(record, known_on=known_on)}
    groups: dict[str, list[str]] = defaultdict(list)
    for one in found:
        groups[voice[one]].append(one)
    wanted = [document] if document is not None else sorted(found, key=lambda one: (voice[one], one))
    for one in wanted:
        copies = copies_of(record, one, known_on=known_on)
        if not copies:
            continue
        near = copies[0]
        yield {
            "document": one,
            "name": found[one].external_id,
            "publisher": found[one].publisher,
            "copy of": found[near.document_id].external_id,
            "which is by": found[near.document_id].publisher,
            "how": near.kind,
            "of its words there": f"{near.share:.0%}",
            "of theirs here": f"{near.share_back:.0%}",
            **differing(text_of(record, near.document_id), text_of(record, one)),
            "voice": voice[one][:10],
            "of one voice": len(groups[voice[one]]),
            "copies": [
                {"document": c.document_id, "how": c.kind, "share": c.share, "share back": c.share_back} for c in copies
            ],
        }


def copies_in_brief(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with the differences as words to read, the first few of each kind, and the nearest copy only."""
    from detente.exchange.intake_words import DIFFERENCES, in_few

    brief = []
    for row in rows:
        said = {name: in_few(row[name]) for name in DIFFERENCES}
        brief.append({name: said.get(name, value) for name, value in row.items() if name != "copies"})
    return brief
