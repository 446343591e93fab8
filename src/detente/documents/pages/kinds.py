"""Tells what on a page is no part of its text, by the words of its mark-up and by its phrases."""

import functools
import re
from typing import Any, TypeAlias

from detente.knowledge.files import read_toml

__all__ = ["kind_of_element", "kind_of_heading", "kind_of_text"]

FILE = "pages/kinds.toml"
PARTS = re.compile(r"[^a-z0-9]+")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
NEVER = frozenset({"html", "body", "main", "article", "p", "span", "h1", "em", "strong", "b", "i", "font"})
"""Elements that are not what their class says: a body's says what it holds, a paragraph is judged by its words."""
SMALL = frozenset({"p", "span", "h1", "em", "strong", "b", "i", "font"})
BY_SMALL = frozenset(
    {"byline", "share buttons", "keywords", "comments notice", "header", "outside the main text", "menu"}
)
"""What a paragraph or a stretch of one may be by its class."""
LONGEST_HEADING = 80
LONGEST_NOTICE = 700
Named: TypeAlias = tuple[tuple[str, str], ...]


def kind_of_element(tag: str, *, role: str, names: str) -> str | None:
    """Return what an element is by its tag, role, class and id; None where they say nothing."""
    rules = _rules()
    by_tag = rules["tags"].get(tag) or rules["roles"].get(role.strip().lower())
    if by_tag is not None:
        return str(by_tag)
    if not names or (tag in NEVER and tag not in SMALL):
        return None
    kind = _kind_of_names(" ".join(names.split()))
    return None if tag in SMALL and kind not in BY_SMALL else kind


def kind_of_text(text: str) -> str | None:
    """Return what a paragraph is by its words alone."""
    if len(text) > LONGEST_NOTICE:
        return None
    return next((kind for pattern, kind in _patterns("texts") if pattern.fullmatch(text)), None)


def kind_of_heading(text: str) -> str | None:
    """Return the kind of section that a heading opens."""
    if len(text) > LONGEST_HEADING:
        return None
    bare = text.strip(" :–—-|»›·")
    return next((kind for pattern, kind in _patterns("headings") if pattern.fullmatch(bare)), None)


@functools.lru_cache(maxsize=20_000)
def _kind_of_names(names: str) -> str | None:
    for name in names.split(" "):
        joined = f"-{PARTS.sub('-', CAMEL.sub('-', name).lower()).strip('-')}-"
        found = _name_pattern().search(joined) or _name_pattern().search(f"-{joined.replace('-', '')}-")
        if found is not None:
            return _name_kinds()[found[1]]
    return None


@functools.cache
def _name_pattern() -> re.Pattern[str]:
    names = sorted(_name_kinds(), key=len, reverse=True)
    return re.compile("-(" + "|".join(map(re.escape, names)) + ")(?=-)")


@functools.cache
def _name_kinds() -> dict[str, str]:
    tables = _kinds().items()
    return {name.strip("-").replace("_", "-"): kind for kind, table in tables for name in table.get("names", ())}


@functools.cache
def _patterns(field: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    tables = _kinds().items()
    return tuple(
        (re.compile(text, re.IGNORECASE | re.DOTALL if field == "texts" else re.IGNORECASE), kind)
        for kind, table in tables
        for text in table.get(field, ())
    )


def _kinds() -> dict[str, Any]:
    return {kind: table for kind, table in _rules().items() if kind not in {"tags", "roles"}}


@functools.cache
def _rules() -> dict[str, Any]:
    return read_toml(FILE)
