"""A sentence of a report that speaks of a project, with the words that name it and the sums in it marked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from detente.incidents.saying import claim_over
from detente.registry.assertions.assertion import Assertion, Claimant, Part, Standing
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.projects.spoken import Spoken
from detente.registry.projects.wording import NAMED, OTHER_SUM, SUM, masked, told_words, wording

__all__ = ["ACTING", "Sentence", "claimant_of", "named_parts", "outermost", "standing_of"]

ACTING = frozenset({"state", "organisation", "group", "place", "person", "other"})
"""Kinds of mentions that may have a part in a project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence `home` that speaks of `project`; `words` is it with the project marked (and one sum, if any)."""

    telling: Telling
    home: Span
    project: Spoken
    words: str

    @classmethod
    def of(
        cls, telling: Telling, project: Spoken, *, sum_: Span | None = None, others: Iterable[Span] = ()
    ) -> "Sentence":
        """Return the sentence of a project, with a sum marked as the one that is asked about."""
        home = telling.sentence_at(project.start)
        named = [(project.start, project.end)]
        words = masked(telling.text, home, (NAMED, named), (OTHER_SUM, others), (SUM, [sum_] if sum_ else []))
        return cls(telling=telling, home=home, project=project, words=words)

    def span(self, start: int, end: int) -> Span:
        """Return where a part of the words stands in the text."""
        return self.home[0] + start, self.home[0] + end

    def told(self, what: str, at: Span, **told: Any) -> Assertion:
        """Return what is told of the project by the words at a place of the text."""
        told["claimant"] = told.get("claimant") or claimant_of(self.telling, at)
        return self.telling.assertion("project", what, named=self.project.named, subject=self.project.id, at=at, **told)


def claimant_of(telling: Telling, at: Span) -> Claimant:
    """Return who says the words there; a thing says nothing: where a reading has one speak, its words stand alone."""
    claim = claim_over(telling.reading, *at)
    source = claim["source"] if claim else None
    if source is None or telling.side(source).kind not in {"project", "agreement"}:
        return telling.claimant(*at)
    return Claimant(name=telling.words(source["start"], source["end"]))


def standing_of(words: str) -> Standing | None:
    """Return in what standing a verb is told, by the words before it; None where they say nothing of it."""
    for standing, signs in wording()["standing"].items():
        if re.search(rf"(?<![\w])(?:{told_words(*signs)})(?!\w)", words) or ("n't" in signs and "n't" in words):
            made: Standing = standing
            return made
    return None


def named_parts(telling: Telling, role: str, span: Span) -> tuple[Part, ...]:
    """Return the part of everybody who is named in a span, each once: the widest mention of each."""
    return tuple(one for mention in outermost(telling, span) for one in telling.members(role, mention))


def outermost(telling: Telling, span: Span) -> Iterator[Json]:
    """Yield the mentions of those who may act, without those that lie in another, in the order of the text."""
    end = -1
    for one in telling.layer_in("mentions", span):
        if one["start"] >= end and one["kind"] in ACTING and one["form"] != "pronoun":
            end = one["end"]
            yield one
