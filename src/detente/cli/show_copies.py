"""What `detente show copies` shows: each report of a voice, its nearest copy, and the words in which they differ."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.store import Record

__all__ = ["copies_in_brief", "copy_rows"]

FEW, SHORT = 4, 70
"""Differences of each kind, and characters of each, that a table for people shows."""
WORDS = ("put in", "left out", "replaced")


def copy_rows(record: "Record", *, document: str | None, **_only: str | None) -> Iterator[dict[str, Any]]:
    """Yield each document that is a copy, voice by voice, with the copy it is nearest to and what differs from that."""
    from detente.store import copies_of, documents, text_of, voices

    voice, found = voices(record), {d.id: d for d in documents(record)}
    groups: dict[str, list[str]] = defaultdict(list)
    for one in found:
        groups[voice[one]].append(one)
    wanted = [document] if document is not None else sorted(found, key=lambda one: (voice[one], one))
    for one in wanted:
        copies = copies_of(record, one)
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
            **_differing(text_of(record, near.document_id), text_of(record, one)),
            "voice": voice[one][:10],
            "of one voice": len(groups[voice[one]]),
            "copies": [
                {"document": c.document_id, "how": c.kind, "share": c.share, "share back": c.share_back} for c in copies
            ],
        }


def _differing(their: str, own: str) -> dict[str, list[Any]]:
    """Return the words that a text puts in, leaves out and replaces of those of its nearest copy."""
    from detente.documents.copies.differences import differences

    told: dict[str, list[Any]] = {name: [] for name in WORDS}
    for one in differences(their, own):
        was = " ".join(their[slice(*one.one)].split()) if one.one else ""
        now = " ".join(own[slice(*one.other)].split()) if one.other else ""
        if one.kind == "changed":
            told["replaced"].append([was, now])
        elif one.kind != "kept":
            told["left out" if was else "put in"].append(was or now)
    return told


def copies_in_brief(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with the differences as words to read, the first few of each kind, and the nearest copy only."""
    brief = []
    for row in rows:
        said = {name: _few([_said(words) for words in row[name]]) for name in WORDS}
        brief.append({name: said.get(name, value) for name, value in row.items() if name != "copies"})
    return brief


def _said(words: str | list[str]) -> str:
    if isinstance(words, str):
        return f"“{_short(words)}”"
    return f"“{_short(words[0])}” → “{_short(words[1])}”"


def _short(words: str) -> str:
    return words if len(words) <= SHORT else words[: SHORT - 1].rstrip() + "…"


def _few(told: list[str]) -> str | None:
    more = len(told) - FEW
    return "; ".join(told[:FEW]) + (f"; and {more:,} more" if more > 0 else "") or None
