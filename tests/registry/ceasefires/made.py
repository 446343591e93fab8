"""A made ceasefire between two invented sides, and what is said of it, for tests."""

import datetime as dt
from typing import Any

from detente.registry.ceasefires.definition import Basis, Ceasefire, Clause, Monitor, Party
from detente.registry.ceasefires.taxonomy import shipped_taxonomy
from detente.registry.ceasefires.violation import Violation
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval

WORDS = (Evidence(words="opened fire on our post", document="d1", start=10, end=33),)


def ceasefire(**change: Any) -> Ceasefire:
    """Return a ceasefire between Northmark (A) and Southmark (B) that a joint centre (M) watches."""
    clause = Clause(id="1", words="The parties shall not open fire.", breached_by=("fire",))
    made: dict[str, Any] = {
        "id": "ford", "name": "Line of the Ford", "taxonomy": shipped_taxonomy("posts-on-a-line"), "invented": True,
        "bases": (Basis(title="Protocol of the Ford", clauses=(clause,)),),
        "parties": (Party(id="A", name="Northmark"), Party(id="B", name="Southmark")),
        "monitors": (Monitor(id="M", name="Joint Centre"),),
    } | change  # fmt: skip
    return Ceasefire(**made)


def days(first: int, last: int | None = None) -> Interval:
    """Return days of May 2031."""
    return Interval(first=dt.date(2031, 5, first), last=dt.date(2031, 5, last or first))


def counted(low: int | None, high: int | None = None, words: str | None = None) -> Count:
    """Return a count; exact where only one bound is given."""
    high = low if high is None else high
    return Count(low=low, high=high, words=words or f"{low} to {high}")


def violation(id_: str, claimant: str | None = "A", alleged: str | None = "B", **change: Any) -> Violation:
    """Return what a side says of the other: by default that it opened fire on 3 May, told in a report."""
    made: dict[str, Any] = {
        "id": id_, "ceasefire": "ford", "origin": "report", "said": "some", "claimant": claimant, "alleged": alleged,
        "claimant_name": claimant or "The Ford Herald", "kind": "fire", "interval": days(3), "evidence": WORDS,
    } | change  # fmt: skip
    return Violation(**made)
