"""Expectations made by hand."""

from typing import Any

from detente.registry.assertions.assertion import Assertion, Claimant, Day, Part
from detente.registry.evidence import Evidence

ON = "2024-03-20"


def expected(
    id_: str, *, who: tuple[str, ...] = ("Northmark", "Southmark"), due: str | None = ON, **told: Any
) -> Assertion:
    words = told.pop("words", "the ministers will meet")
    return Assertion(
        id=id_, room="expectation", subject=told.pop("subject", None), named=words, what=told.pop("what", "meeting"),
        claimant=Claimant(name=told.pop("by", "Valley Wire")), standing=told.pop("standing", "planned"),
        evidence=(Evidence(words=words, document=id_),), voice=told.pop("voice", id_),
        published=told.pop("published", "2024-03-06"),
        parts=tuple(Part(role="who", name=name) for name in who) + told.pop("more", ()),
        day=Day(first=told.pop("first", due), last=due) if due else None, **told,
    )  # fmt: skip
