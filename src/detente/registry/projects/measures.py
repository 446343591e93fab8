"""How long a project is and what it can carry, as somebody gives it: forecasts stay forecasts."""

import re
from collections.abc import Iterator

from detente.registry.assertions.assertion import Amount, Assertion, Claimant, Day, Standing
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.count import Count
from detente.registry.projects.sentence import Sentence, standing_of
from detente.registry.projects.spoken import Spoken
from detente.registry.projects.wording import NAMED, SUM, told_words, wording
from detente.registry.where import Locality

__all__ = ["measures_of"]

LONG = re.compile(
    rf"{SUM}+[ -](?:long\b|(?:of|through|in) |[\w-]+ {NAMED})|"
    rf"(?:length|long|stretch\w*|runs?)\b[^;.]{{0,60}}{SUM}|{SUM}+[ -]{NAMED}"
)
GIVES = re.compile(r"(?:gives?|gave|puts?|estimates?) (?:its|the)(?: [\w']+){0,3} (?:at|as|to be) ?\Z")
"""By which somebody gives a figure: "BP gives its capacity as"."""
TO_WHICH = 70
"""Characters from a number of freight to the words that make it what a project can carry."""


def measures_of(telling: Telling, project: Spoken) -> Iterator[Assertion]:
    """Yield what a sentence says of the length and of the capacity of a project."""
    home = telling.sentence_at(project.start)
    for quantity in telling.layer_in("quantities", home):
        sentence = Sentence.of(telling, project, sum_=(quantity["start"], quantity["end"]))
        what = _measured(sentence, quantity)
        if what is not None:
            yield _assertion(sentence, quantity, what)


def _measured(sentence: Sentence, quantity: Json) -> str | None:
    words = sentence.telling.text[quantity["start"] : quantity["end"]].lower()
    if _length_unit(words) and LONG.search(sentence.words):
        return "length"
    counted = told_words(*wording()["capacity"]["counted"])
    if not re.search(rf"\b(?:{counted})\b", words) and not re.search(
        rf"{SUM}+ (?:of \w+ )?(?:{counted})", sentence.words
    ):
        return None
    at = quantity["start"] - sentence.home[0]
    before = sentence.words[max(0, at - TO_WHICH) : at]
    return "capacity" if re.search(rf"\b(?:{told_words(*wording()['capacity']['words'])})\b", before) else None


def _length_unit(words: str) -> str | None:
    for unit, said in wording()["lengths"]["units"].items():
        if re.search(rf"(?<!cubic )(?<!square )(?:\b|(?<=\d))(?:{told_words(*said)})\b", words):
            return str(unit)
    return None


def _assertion(sentence: Sentence, quantity: Json, what: str) -> Assertion:
    telling, at = sentence.telling, (quantity["start"], quantity["end"])
    return sentence.told(
        what, at, amount=_amount(telling, quantity, what), standing=_standing(sentence, at, what),
        claimant=_giver(sentence, at), where=_section(sentence),
        day=_since(sentence, at) if what == "capacity" else None,
    )  # fmt: skip


def _standing(sentence: Sentence, at: Span, what: str) -> Standing:
    before = sentence.words[max(0, at[0] - sentence.home[0] - TO_WHICH) : at[0] - sentence.home[0]]
    told = standing_of(re.split(r"[;]| and ", before)[-1] if what == "length" else before)
    if told == "hypothetical" and re.search(r"\bcan (?:\w+ )?(?:carry|handle|transport|pump|produce|generate)", before):
        return "happened"
    return told or sentence.telling.standing(*at)


def _amount(telling: Telling, quantity: Json, what: str) -> Amount:
    words = telling.words(quantity["start"], quantity["end"])
    unit = _length_unit(words.lower()) if what == "length" else _carried(words, quantity)
    factor = 1
    low, high = (quantity["value"] if quantity["value"] is not None else quantity[end] for end in ("low", "high"))
    if unit == "km" and any(one is not None and not float(one).is_integer() for one in (low, high)):
        unit, factor = "m", 1000
    low, high = (None if one is None else round(one * factor) for one in (low, high))
    return Amount(count=Count(low=low, high=high, words=words, qualifier=quantity["qualifier"]), unit=unit)


def _carried(words: str, quantity: Json) -> str | None:
    """Return what is carried and in what time: "barrels a day"."""
    what = quantity["counted"] or wording()["capacity"]["units"].get(quantity["unit"] or "") or quantity["unit"]
    time = re.search(r"\b(?:a|per|each|every) (day|month|year|hour)\b", words)
    return f"{what} a {time[1]}" if what and time else what


def _giver(sentence: Sentence, at: Span) -> Claimant | None:
    """Return who gives a figure in words that no claim is made of: the first who is named in the sentence."""
    telling, home = sentence.telling, sentence.home
    if not GIVES.search(telling.text[home[0] : at[0]]):
        return None
    first = next(iter(telling.layer_in("mentions", (home[0], at[0]))), None)
    if first is None or first["start"] - home[0] > len("The "):
        return None
    part = telling.part("claimant", first)
    return Claimant(name=part.name, actor=part.actor)


def _section(sentence: Sentence) -> Locality | None:
    section = sentence.project.section
    return Locality(words=sentence.telling.words(*section)) if section else None


def _since(sentence: Sentence, at: Span) -> Day | None:
    dates = sentence.telling.layer_in("dates", (at[1], sentence.home[1]))
    near = [
        one
        for one in dates
        if re.fullmatch(r" (?:a year )?(?:in|by|from|since) ", sentence.telling.text[at[1] : one["start"]])
    ]
    return sentence.telling.day_of(near[0]) if near else None
