"""What a field of an event or a claim holds, in words for people."""

from detente.review.records import Field

__all__ = ["field_told"]


def field_told(name: str, field: Field | None, *, none: str = "–") -> str:
    """Return what a field holds, on one line; `none` where the text tells nothing of it."""
    if field is None or field.value in (None, []):
        return none
    value = field.value
    if isinstance(value, dict):
        low, high = (value["from"], value["to"]) if "from" in value else (value["low"], value["high"])
        ends = [("" if end is None else f"{end:g}" if isinstance(end, float) else str(end)) for end in (low, high)]
        return ends[0] if ends[0] == ends[1] else " to ".join(end or "…" for end in ends)
    if isinstance(value, list):
        return _line(", ".join(value) if name == "contexts" else "; ".join(f"“{one}”" for one in value))
    return value[:10] if name == "claim" else _line(str(value))


def _line(words: str) -> str:
    return " ".join(words.split())
