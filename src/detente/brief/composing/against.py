"""Claims that stand against each other since a new report came in: both in turn, and no verdict."""

from collections.abc import Iterator

from detente.brief.brief import Line, Piece, Sentence
from detente.brief.composing.basis import stood_assertion
from detente.brief.composing.draft import Drafted, line_of
from detente.brief.composing.material import Material
from detente.brief.composing.names import in_sentence
from detente.brief.composing.quotes import quote_of
from detente.brief.composing.sentences import MOODS, says, sentence
from detente.brief.composing.witnesses import reporter
from detente.display.language import mark, say
from detente.display.prose import day_words, days_words
from detente.pipeline.contradictions import gather_contradictions
from detente.pipeline.since import contradictions_since
from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.contradiction import Contradiction, Relation

__all__ = ["contradiction_draft"]

RELATIONS: dict[Relation, str] = {
    "contradiction": mark("Taken by their words, both cannot be so."),
    "tension": mark("Taken by their words, both can be so only if something changed in between."),
    "rival": mark("They differ, and both may be so."),
}
ORDER: tuple[Relation, ...] = ("contradiction", "tension", "rival")
WEIGHT = 2
LONGEST = 24
"""Words of each side that are quoted."""


def contradiction_draft(material: Material) -> Drafted:
    """Return what contradicts since, those first that cannot both be so."""
    found = contradictions_since(
        gather_contradictions(material.record, known_on=material.known_on), material.since
    )  # fmt: skip
    own = [one for one in found if any(said.document in material.new for side in one.sides for said in side)]
    if material.watch:
        own = [one for one in own if one.subject is None or one.subject in _known(material)]
    own.sort(key=lambda one: (ORDER.index(one.relation), *material.order_of(_first_new(one, material))))
    return Drafted(
        subject="contradictions", title=say("Claims against each other"), href="/contradictions",
        lines=tuple(_lines(own, material)),
    )  # fmt: skip


def _known(material: Material) -> set[str]:
    return {*material.things, *(one.id for one in material.ceasefires)}


def _first_new(one: Contradiction, material: Material) -> str | None:
    documents = [said.document for side in one.sides for said in side if said.document in material.new]
    return min(documents, key=material.order_of, default=None)


def _lines(found: list[Contradiction], material: Material) -> Iterator[Line]:
    for one in found:
        sides = [_stands_for(side, material) for side in one.sides[:2]]
        made: list[Sentence] = [_said(each, one, material) for each in sides]
        made.append(sentence(say(RELATIONS[one.relation])))
        yield line_of(
            "contradiction", one.id, f"/contradictions/{one.id[:16]}", made, map(stood_assertion, sides), weight=WEIGHT
        )  # fmt: skip


def _stands_for(side: tuple[Assertion, ...], material: Material) -> Assertion:
    return next((one for one in side if one.document in material.new), side[0])


def _said(one: Assertion, of: Contradiction, material: Material) -> Sentence:
    """Return what one side says: its day, or its value where the rule is on values, else in its words."""
    words = one.evidence[0]
    who = reporter(one, material)
    if one.document is None:
        who = say("the desk’s registry, for %(who)s,", who=in_sentence(one.claimant.name))
    thing = in_sentence(material.things.get(of.subject or "", of.named))
    told = _day(one) if "day" in of.rule or one.what == "in force" else ""
    told = told or (material.things.get(one.value, one.value) if one.value else "")
    if not told:
        verb = MOODS.get(one.claimant.mood or "", "says")
        about = say(" of %(thing)s", thing=thing)
        return says(who, quote_of(words, most=LONGEST), verb=verb, of=about, evidence=words)
    return sentence(
        say("%(who)s gives %(told)s for %(thing)s (%(what)s)."), claimant=who, who=Piece(text=who, evidence=words),
        thing=thing, what=say(one.what), told=Piece(text=told, evidence=words),
    )  # fmt: skip


def _day(one: Assertion) -> str:
    """Return the days that a claim has, or since when; nothing where it has none."""
    if one.day is None or one.day.first is None:
        return ""
    if (days := one.day.interval) is not None:
        return days_words(days.first, days.last)
    return say("the time since %(day)s", day=day_words(one.day.first))
