"""What the reports and entries that are released are called, and which page shows them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from detente.desk.rendering import clip
from detente.store import EntryView

__all__ = ["entry_called", "entry_href", "kind_href"]

PAGES: Mapping[str, str] = {
    "ceasefire": "/ceasefires/{owner}", "text": "/ceasefires/{owner}/findings/{subject}",
    "signature": "/ceasefires/{owner}/findings/{text}#done", "figure": "/ceasefires/{owner}/figures",
    "effort": "/ceasefires/{owner}/effort", "step": "/ceasefires/{owner}/enquiries/{about}#steps",
    "watch": "/watches/{owner}", "mine-accident": "/mines", "mine-figure": "/mines", "mine-hazard": "/mines",
    "brief": "/briefs/{subject}",
}  # fmt: skip
"""By kind, the page on which an entry is seen."""
LONGEST = 90


def entry_called(one: EntryView) -> str:
    """Return what an entry is called: its name, else the first words that it stands on."""
    content: Mapping[str, Any] = one.content
    if isinstance(content.get("name"), str):
        return clip(content["name"], LONGEST)
    if one.kind == "brief":
        return clip(f"{content.get('title', '')}, {one.first}", LONGEST)
    if one.kind == "text":
        return f"“{clip(str(content.get('text', {}).get('text', '')), LONGEST)}”"
    if one.kind == "signature":
        return clip(str(content.get("officer", "")), LONGEST)
    words = _words(content.get("step", content))
    return f"“{clip(words, LONGEST)}”" if words else one.subject[:10]


def entry_href(one: EntryView) -> str | None:
    """Return the page on which an entry is seen; None where there is none of its own."""
    page = PAGES.get(one.kind)
    if page is None:
        return None
    step = one.content.get("step")
    told = {
        "owner": one.owner, "subject": one.subject, "text": one.content.get("text"),
        "about": step.get("subject") if isinstance(step, Mapping) else None,
    }  # fmt: skip
    return page.format(**{name: quote(str(value), safe="") for name, value in told.items()})


def kind_href(kind: str, under: str) -> str:
    """Return the page that lists the entries of a kind that are kept under one thing."""
    return f"/release/entries?{urlencode({'kind': kind, 'under': under})}"


def _words(content: Any) -> str:
    evidence = content.get("evidence") if isinstance(content, Mapping) else None
    first = evidence[0] if isinstance(evidence, list) and evidence else evidence
    return str(first.get("words", "")) if isinstance(first, Mapping) else ""
