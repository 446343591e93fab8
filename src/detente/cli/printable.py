"""Text that a terminal can take: evidence, files and people may bring what it would read as a command."""

__all__ = ["printable"]


def printable(text: str, *, keeping: str = "") -> str:
    """Return a text with a blank for each kind of space, and a sign for what cannot be seen; `keeping` stays."""
    return "".join(c if c.isprintable() or c in keeping else " " if c.isspace() else "\ufffd" for c in text)
