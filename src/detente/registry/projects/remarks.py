"""What somebody says a project is and does: its kind, and remarks whose subject it is."""

import re
from collections.abc import Iterator, Sequence

from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.projects.sentence import claimant_of
from detente.registry.projects.spoken import Spoken, kind_words

__all__ = ["kinds_of", "remarks_of"]

FIRST = 12
"""Characters from the beginning of what is claimed in which its subject stands."""
MOST = 300


def kinds_of(telling: Telling, project: Spoken) -> Iterator[Assertion]:
    """Yield what kind of project it is called where it is named: "oil pipeline"."""
    kind = kind_words(telling, project) if project.by_name else None
    if kind is not None:
        value = telling.words(*kind).lower()
        yield telling.assertion(
            "project",
            "kind",
            named=project.named,
            subject=project.id,
            at=kind,
            value=value,
            standing="happened",
            claimant=claimant_of(telling, kind),
        )


def remarks_of(telling: Telling, spoken: Sequence[Spoken]) -> Iterator[Assertion]:
    """Yield what is claimed with a project, or several, as its subject: "these serve everyone"."""
    for claim in telling.reading["claims"]:
        if claim["source"] is None:
            continue
        content = claim["content"]
        start, end = content["start"], content["end"]
        for one in spoken:
            begins = one.start - start
            if (
                0 <= begins <= FIRST
                and one.end < end
                and not re.search(r"\b(?:of|in|near|on)\b", telling.text[start : one.start])
            ):
                yield telling.assertion(
                    "project", "remark", named=one.named, subject=one.id, at=(one.start, end),
                    value=telling.words(start, min(end, start + MOST)), claimant=claimant_of(telling, (start, end)),
                )  # fmt: skip
