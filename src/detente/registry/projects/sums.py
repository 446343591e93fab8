"""A sum of money in its sentence, with the words around it marked, and the project that it is of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.projects.spoken import Spoken
from detente.registry.projects.wording import NAMED, OTHER_SUM, SUM, masked

__all__ = ["Sum", "is_refused", "sum_of"]

NOT_BUT = re.compile(rf"(?:\bnot [\w.,$€£ ]{{1,30}}?|{OTHER_SUM}+) but (?={SUM}|[a-z]+ {SUM})")
"""Another sum that is set aside for the one that is asked about: "not 250 million but"."""
SKIPPED = "~"
"""Stands for words that are set aside, as many signs as they are: for a pattern it is one word."""
REFUSED = re.compile(r"not (?!(?:only|less|more|just|merely|under|over|below|above|even)\b)", re.IGNORECASE)
INSTEAD = re.compile(r"\b(?:rather than|instead of|and not|not)(?: the)? \Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum of a sentence `home`, with the words around it marked, and the project that it is of, if any."""

    telling: Telling
    home: Span
    quantity: Json
    words: str
    project: Spoken | None

    @property
    def at(self) -> Span:
        """Where the sum stands."""
        return self.quantity["start"], self.quantity["end"]

    @property
    def place(self) -> int:
        """Where the sum begins in the words."""
        return int(self.quantity["start"]) - self.home[0]


def sum_of(telling: Telling, spoken: Sequence[Spoken], quantity: Json) -> Sum:
    """Return a quantity of money in its sentence; it is a project's where its sentence speaks of just one."""
    home = telling.sentence_at(quantity["start"])
    inside = [one for one in spoken if home[0] <= one.start < home[1]]
    at = (quantity["start"], quantity["end"])
    others = [
        (one["start"], one["end"])
        for one in telling.layer_in("quantities", home)
        if one["kind"] == "money" and (one["start"], one["end"]) != at
    ]
    named = [(one.start, one.end) for one in inside]
    words = masked(telling.text, home, (NAMED, named), (OTHER_SUM, others), (SUM, [at]))
    which = {one.id or telling.words(*one.named) for one in inside}
    return Sum(
        telling=telling, home=home, quantity=quantity, words=NOT_BUT.sub(_skipped, words),
        project=inside[0] if len(which) == 1 else None,
    )  # fmt: skip


def is_refused(one: Sum) -> bool:
    """Whether it is the sum that it was not: "not 250 million but 180", "rather than 250 million"."""
    return bool(REFUSED.match(one.telling.text[slice(*one.at)]) or INSTEAD.search(one.words[: one.place]))


def _skipped(found: re.Match[str]) -> str:
    return SKIPPED * (len(found[0]) - 1) + " "
