"""Gold from files: the project's corpus, its real items joined with their texts, and any file of the same form."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from detente.core.errors import UsageError
from detente.core.ids import hash_bytes, hash_parts
from detente.evaluate.gold import GoldDocument, Json, details_of, document_of, links_of, one_of

__all__ = ["SPLITS", "Gold", "collect_corpus", "collect_file", "parse_json", "rows_of"]

HASH = 16
"""Hexadecimal digits of its text's SHA-256 that a stand-off item keeps."""
REAL, COMPOSED, LOCAL = "real", "composed", "local"
SPLITS = ("test", "dev", "train")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The documents of one section, and the hash of the files that they were coded in."""

    section: str
    split: str
    hash: str
    documents: tuple[GoldDocument, ...]
    left_out: int = 0
    """Documents of the split whose texts are not at hand."""
    notes: tuple[str, ...] = ()
    """What was left out, and why, and what other splits hold."""


def collect_corpus(folder: Path, *, split: str, items: Path | None) -> Iterator[Gold]:
    """Yield the sections of a corpus folder: the real items where their texts are at hand, then the composed ones.

    Raises `UsageError` for a folder that holds no corpus, and for files that cannot be used.
    """
    real, composed = folder / "real" / "coding.jsonl", sorted((folder / "composed").glob("*.jsonl"))
    if not real.is_file() and not composed:
        message = (
            f"{folder} holds neither real/coding.jsonl nor composed/*.jsonl; "
            "name the corpus with --corpus, or files coded in the same form"
        )
        raise UsageError(message)
    details, local = folder / "details" / "coding.jsonl", folder / "details" / "local.jsonl"
    over = [details] if details.is_file() else []
    if real.is_file():
        yield _laid_over(_collect(REAL, [real], split, items), over)
    if composed:
        linked = sorted((folder / "links").glob("*.jsonl"))
        yield _laid_over(_collect(COMPOSED, composed, split, items), [*linked, *over])
    if local.is_file():
        yield _collect(LOCAL, [local], split, items)


def _laid_over(gold: Gold, paths: Sequence[Path]) -> Gold:
    """Return the gold with what was coded over its documents in files of their own: links, places and quantities."""
    documents = {d.id: d for d in gold.documents}
    for path in paths:
        for where, row in rows_of(path):
            document = documents.get(str(row.get("id")))
            if document is None:
                continue
            if "links" in row:
                document = replace(document, links=links_of(row, document.text, where=where))
            if "places" in row:
                places, quantities = details_of(row, document.text, where=where)
                document = replace(document, places=places, quantities=quantities)
            documents[document.id] = document
    if not paths:
        return gold
    return replace(
        gold,
        documents=tuple(documents.values()),
        hash=hash_parts(gold.hash, *(hash_bytes(p.read_bytes()) for p in paths)),
    )


def collect_file(path: Path, *, split: str, items: Path | None) -> Gold:
    """Return the gold of one file, which is a section of its own; lines that name another split are left out.

    Raises `UsageError` for a file that cannot be used, or has nothing of this split.
    """
    gold = _collect(path.name, [path], split, items)
    if not gold.documents:
        message = f"{path} gives no gold: {'; '.join(gold.notes) or 'it holds no document'}"
        raise UsageError(message)
    return gold


def rows_of(path: Path) -> Iterator[tuple[str, Json]]:
    """Yield the objects of a JSONL file, each with its file and line; the line that says where it comes from is none.

    Raises `UsageError`.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}; name a file that is there and may be read"
        raise UsageError(message) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _parse(line, f"{path}:{number}")
            if "_about" not in row:
                yield f"{path}:{number}", row


def parse_json(data: bytes, where: str) -> Any:
    """Return what JSON in UTF-8 holds; `where` names file and line for the messages.

    Raises `UsageError`.
    """
    try:
        value = json.loads(data.decode("utf-8-sig"))
        if b"\\ud" in data.lower():
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        message = f"{where}: not UTF-8 (byte {error.start + 1:,}); save the file in UTF-8"
        raise UsageError(message) from error
    except UnicodeEncodeError as error:
        message = (
            f"{where}: a text holds half a surrogate pair (\\uD800 to \\uDFFF alone), which is no character; mend it"
        )
        raise UsageError(message) from error
    except (ValueError, RecursionError) as error:
        message = f"{where}: not JSON ({error}); mend it"
        raise UsageError(message) from error
    return value


def _parse(line: bytes, where: str) -> Json:
    row = parse_json(line, where)
    if not isinstance(row, dict):
        message = f"{where}: the line is JSON and no object; mend it"
        raise UsageError(message)
    return row


def _collect(section: str, paths: Sequence[Path], split: str, items: Path | None) -> Gold:
    every = [(where, row) for path in paths for where, row in rows_of(path)]
    splits = Counter(one_of(row.get("split", split), SPLITS, "split", where) for where, row in every)
    rows = [(where, row) for where, row in every if row.get("split", split) == split]
    _check_ids(rows)
    standing_off = [_checked(row, where) for where, row in rows if "text" not in row and "item" in row]
    texts = _join(standing_off, items) if items and standing_off else {}
    documents, absent, changed = [], 0, 0
    for where, row in rows:
        text = _text_of(row, texts, where)
        if text is None:
            absent += 1
        elif "text" not in row and _hash_of(text) != row.get("hash"):
            changed += 1
        else:
            documents.append(document_of(row, text, where=where))
    return Gold(
        section=section,
        split=split,
        hash=hash_parts(*(part for p in paths for part in (p.name, hash_bytes(p.read_bytes())))),
        documents=tuple(documents),
        left_out=absent + changed,
        notes=(*_notes(section, absent, changed, items), *([] if rows else _elsewhere(section, split, splits))),
    )


def _check_ids(rows: Sequence[tuple[str, Json]]) -> None:
    seen: dict[str, str] = {}
    for where, row in rows:
        first = seen.setdefault(str(row.get("id")), where)
        if first != where:
            message = f"{where}: the id {row.get('id')!r} is taken already, at {first}; give each document its own"
            raise UsageError(message)


def _text_of(row: Json, texts: dict[int, str], where: str) -> str | None:
    if "text" not in row and "item" in row:
        return texts.get(row["item"])
    if not isinstance(row.get("text"), str):
        message = f"{where}: there is neither a `text` nor the number of an `item`"
        raise UsageError(message)
    return str(row["text"])


def _checked(row: Json, where: str) -> Json:
    if type(row["item"]) is not int or row["item"] < 0:
        message = f"{where}: `item` is {str(row['item'])[:40]!r}; give the number of a line, counted from 0"
        raise UsageError(message)
    return row


def _join(rows: Sequence[Json], items: Path) -> dict[int, str]:
    """Return the texts of the items coded, by their numbers; only their lines are parsed."""
    wanted = {row["item"] for row in rows}
    texts: dict[int, str] = {}
    try:
        lines = items.open("rb")
    except OSError as error:
        message = f"{items} cannot be read: {error.strerror or error}; it is to hold the texts of the real items"
        raise UsageError(message) from error
    with lines:
        for number, line in enumerate(lines):
            if number in wanted:
                texts[number] = str(_parse(line, f"{items}:{number + 1}").get("text"))
    if not any(_hash_of(texts.get(row["item"], "")) == row.get("hash") for row in rows):
        message = f"no text of {items} is one that was coded; give the collection that corpus/README.md names"
        raise UsageError(message)
    return texts


def _hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH]


def _notes(section: str, absent: int, changed: int, items: Path | None) -> Iterator[str]:
    if absent and items is None:
        yield f"{section}: {absent:,} items are left out: their texts stand elsewhere; name the file with --items"
    elif absent:
        yield f"{section}: {absent:,} items are left out: {items} ends before them"
    if changed:
        yield f"{section}: {changed:,} items are left out: their texts are others than were coded"


def _elsewhere(section: str, split: str, splits: Counter[str]) -> Iterator[str]:
    if splits:
        found = ", ".join(f"{name} ({count:,})" for name, count in splits.items())
        yield f"{section}: no line is in the split {split!r}; there are: {found}"
