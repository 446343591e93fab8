"""What was made out of a number of a sentence, part by part, and what was not: before anything is said of it."""

from detente.desk.pages.check.gathered import Known
from detente.display.ceasefires.names import days_prose
from detente.display.language import mark, say
from detente.registry.numbers.asked import AskedFigure, Passed

__all__ = ["passed_words", "understood"]

NOT_OUT = mark("not made out")
PASSED = {
    "year": mark("a year"), "clock time": mark("the time of a clock"), "name": mark("part of a name, or an order"),
    "distance": mark("a distance"), "measure": mark("a measure"), "time": mark("a length of time"),
    "age": mark("an age"), "share": mark("a share"), "pronoun": mark("a word that counts nothing"),
}  # fmt: skip


def understood(asked: AskedFigure, known: Known) -> list[tuple[str, str]]:
    """Return the parts of what is asked, each as it was made out."""
    shown = known.shown

    def names(ids: frozenset[str]) -> str:
        return say(", ").join(sorted({shown.get(one, one) for one in ids}))

    named = asked.named
    others = named.every - named.said - named.done
    told = [
        (say("what is counted"), _counted(asked)),
        (say("days"), days_prose(asked.interval) if asked.interval else say("none named")),
        (say("counted by"), names(named.said) or say("nobody named")),
    ]
    told += [(say("said to be done by"), names(named.done))] if named.done else []
    told += [(say("place"), _places(asked, known))] if asked.places else []
    told += [(say("also named"), names(others))] if others else []
    told += [(say(NOT_OUT), say(", ").join(f"“{one}”" for one in asked.rest))] if asked.rest else []
    return told


def _counted(asked: AskedFigure) -> str:
    counted = asked.counted
    if not counted.words:
        return say("a share") if asked.is_percent else say("money") if "money" in counted.subjects else say(NOT_OUT)
    words = f"“{counted.words}”"
    if counted.is_carried:
        return say("%(what)s, as of the number before it", what=words)
    return words


def _places(asked: AskedFigure, known: Known) -> str:
    return say(", ").join(sorted({known.places[one][0] for one in asked.places if one in known.places}))


def passed_words(passed: tuple[Passed, ...]) -> str:
    """Return the numbers that count nothing, each with what it is."""
    return say(", ").join(say("“%(words)s” (%(why)s)", words=one.words, why=say(PASSED[one.why])) for one in passed)
