"""Which rules there are, and where each is held: its text is that of the code that keeps to it, and is never copied."""

import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.display.language import mark, say

__all__ = ["RULES", "HeldRule", "Part", "load_rule", "numbers_of", "parts_of", "text_of"]

Numbers = tuple[tuple[str, str], ...]
"""Numbers of a rule: what each is called in its module, and what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRule:
    """A rule: its id, what it is about, the module that keeps to it, and the numbers that it goes by."""

    id: str
    title: str
    module: str
    numbers: Numbers = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A function or a record of a rule's module, with what it says of itself."""

    name: str
    text: str


RULES = (
    HeldRule(id="board", title=mark("What a cell of the board counts"), module="registry.ceasefires.board"),
    HeldRule(id="once", title=mark("Incidents are counted once"), module="registry.ceasefires.happenings"),
    HeldRule(id="figures-once", title=mark("Published figures are counted once"), module="registry.ceasefires.repeats"),
    HeldRule(id="both-sides", title=mark("Both sides of a row"), module="registry.ceasefires.both_sides"),
    HeldRule(id="denied", title=mark("When sides contradict each other"), module="registry.ceasefires.contradiction"),
    HeldRule(id="voices", title=mark("Copies are one voice"), module="documents.copies.voices", numbers=(
        ("MOSTLY", mark("share of either text from which on two are one voice")),)),
    HeldRule(id="balance", title=mark("Whether one side is read more"), module="registry.watch.balance", numbers=(
        ("ONE_SIDED", mark("share of voices of known side above which it is")),
        ("FEWEST", mark("voices that are needed to say so")))),
    HeldRule(id="independence", title=mark("Independent sources"), module="incidents.independence"),
    HeldRule(id="merging", title=mark("Accounts put together into incidents"), module="incidents.clustering"),
    HeldRule(id="likelihood", title=mark("How likely two accounts are one"), module="incidents.scoring"),
    HeldRule(id="credibility", title=mark("How credible an incident is as reported"), module="review.credibility"),
    HeldRule(id="comparison", title=mark("More or fewer than before"),
             module="registry.ceasefires.comparison", numbers=(
        ("LEVEL", mark("share of intervals that hold the truth")),
        ("FEWEST", mark("periods that either interval needs")),
        ("LEAST_COVERED", mark("share of days that figures must cover")),
        ("EFFORT_CHANGE", mark("factor by which hours on watch may differ")))),
    HeldRule(id="trend", title=mark("Measured trend"), module="registry.ceasefires.trend.trend", numbers=(
        ("LEVEL", mark("share of intervals that hold the truth")),)),
    HeldRule(id="enough", title=mark("Too little for a trend"), module="registry.ceasefires.trend.enough", numbers=(
        ("FEWEST_BLOCKS", mark("weeks or periods that are needed")),
        ("MOST_BLOCKS", mark("weeks or periods at most")),
        ("FEWEST_FILLED", mark("of them that must not be zero")),
        ("FEWEST_COUNTED", mark("counted in all, at least")),
        ("LONGEST_GAP", mark("share of all days that one gap may have")))),
    HeldRule(id="series", title=mark("Figures that may be compared through time"), module="registry.ceasefires.series"),
    HeldRule(id="mines", title=mark("Totals of the mine record"), module="registry.mines.totals"),
    HeldRule(id="meetings", title=mark("Which claims are of one meeting"),
             module="registry.platforms.meetings", numbers=(
        ("RULE", mark("in short")),)),
    HeldRule(id="attendance", title=mark("Who came to which meeting"), module="registry.platforms.matrix"),
    HeldRule(id="money", title=mark("Money through time"), module="registry.projects.series"),
    HeldRule(id="bearing", title=mark("Which deeds concern which provisions"),
             module="registry.agreements.bearing.proposals"),
    HeldRule(id="implementation", title=mark("What came of a provision"), module="registry.agreements.implementation"),
    HeldRule(id="expectations", title=mark("What is one expectation"),
             module="registry.expectations.grouping", numbers=(
        ("ALIKE", mark("likeness of words from which on two promises are one")),)),
    HeldRule(id="contradictions", title=mark("Claims that cannot both be true"), module="registry.contradictions.find"),
    HeldRule(id="statements", title=mark("The ledger of what is quoted"), module="registry.statements.ledger"),
    HeldRule(id="numbers", title=mark("Numbers as they are said"), module="registry.count"),
    HeldRule(id="checking", title=mark("How a number is checked"), module="registry.numbers.matching"),
)  # fmt: skip
"""All of them, in the order in which they are shown."""


def load_rule(id_: str) -> HeldRule | None:
    """Return the rule of an id, None where there is none."""
    return next((one for one in RULES if one.id == id_), None)


def text_of(rule: HeldRule) -> tuple[str, ...]:
    """Return what the module says of itself, paragraph by paragraph."""
    return _paragraphs(inspect.getdoc(importlib.import_module(f"detente.{rule.module}")))


def numbers_of(rule: HeldRule) -> tuple[tuple[str, str], ...]:
    """Return the numbers that the rule goes by, each with what it means."""
    module = importlib.import_module(f"detente.{rule.module}")
    return tuple((say(meaning), _number(getattr(module, name))) for name, meaning in rule.numbers)


def parts_of(rule: HeldRule) -> tuple[Part, ...]:
    """Return what the module gives to others, each with what it says of itself."""
    module = importlib.import_module(f"detente.{rule.module}")
    return tuple(_parts(module, getattr(module, "__all__", ())))


def _parts(module: object, names: object) -> Iterator[Part]:
    for name in names if isinstance(names, list) else ():
        one: object = getattr(module, name)
        is_own = (inspect.isfunction(one) or inspect.isclass(one)) and one.__module__ == module.__name__  # type: ignore[attr-defined]
        text = _paragraphs(inspect.getdoc(one)) if is_own else ()
        if text:
            yield Part(name=name, text=" ".join(text))


def _paragraphs(text: str | None) -> tuple[str, ...]:
    told = re.split(r"\n\s*\n", text or "")
    return tuple(" ".join(one.split()).replace("`", "") for one in told if one.strip())


def _number(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)
