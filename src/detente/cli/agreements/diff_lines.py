"""Two texts of an agreement held against each other, in lines and for programs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.registry.agreements.definition import TextVariant
    from detente.registry.agreements.texts.alignment import ClausePair

__all__ = ["diff_lines", "pair_plain"]


def diff_lines(old: "TextVariant", new: "TextVariant", pairs: "Sequence[ClausePair]") -> Iterator[str]:
    """Yield what differs between two texts, clause by clause; what is the same is only counted."""
    yield f"A: {old.id} ({old.language})   B: {new.id} ({new.language})"
    if old.language != new.language:
        yield "words are not compared between two languages; figures, dates and the names that the desk knows are"
    if not pairs:
        yield "neither text has a provision that could be compared"
    for pair in pairs:
        if pair.kind not in {"same", "not compared"} or pair.figures or pair.names:
            yield from _pair(pair)
    counts = Counter(pair.kind for pair in pairs)
    yield "; ".join(f"{kind}: {count}" for kind, count in sorted(counts.items()))


def _pair(pair: "ClausePair") -> Iterator[str]:
    where = " / ".join(f"{side} {one.id}" for side, one in (("A", pair.old), ("B", pair.new)) if one)
    why = f" ({pair.rule})" if pair.old and pair.new else ""
    yield f"{where}: {pair.kind}{why}"
    if pair.old is None or pair.new is None:
        only = pair.old or pair.new
        yield f"  “{only.words if only else ''}”"
    for change in pair.changes:
        if change.old and change.new:
            yield f"  “{change.old}” became “{change.new}”"
        else:
            yield f"  left out: “{change.old}”" if change.old else f"  put in: “{change.new}”"
    if pair.kind == "not compared":
        yield from (f"  figure {what} is only in {side}" for what, side in pair.figures)
        yield from (f"  name {what} is only in {side}" for what, side in pair.names)


def pair_plain(pair: "ClausePair") -> dict[str, Any]:
    """Return a pair of clauses for programs, with where each stands in its text."""
    import msgspec

    def clause(one: Any) -> dict[str, Any] | None:
        return {"id": one.id, "start": one.start, "end": one.end, "words": one.words} if one else None

    plain: dict[str, Any] = msgspec.to_builtins(pair)
    return plain | {"old": clause(pair.old), "new": clause(pair.new)}
