"""What somebody says of a thing, in words: who says it first, then what, how it is told, of which days."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from detente.display.language import count, mark, say
from detente.display.sheets import Cell, Certainty
from detente.display.witness import named_claimant
from detente.knowledge.plain import plain_words
from detente.registry.assertions.assertion import Assertion, Claimant, Day, Part
from detente.registry.evidence import Evidence

__all__ = [
    "MOST_WORDS", "STANDINGS", "by_words", "called_words", "certainty_of", "claim_cell", "claims_cell", "days_of",
    "kind_words", "parts_words", "said_by", "told_as", "told_words", "value_words", "who_say",
]  # fmt: skip

STANDINGS = plain_words("statuses")
"""How somebody puts it, in words."""
KINDS = (
    mark("signed"), mark("initialled"), mark("announced"), mark("effective"), mark("ratified"), mark("in force"),
    mark("suspended"), mark("withdrawn"), mark("ended"), mark("extended"), mark("guaranteed"), mark("witnessed"),
    mark("mediated"), mark("called"), mark("provision"), mark("agreed"), mark("founded"), mark("opened"),
    mark("at work"), mark("staffed"), mark("legal basis"), mark("function"), mark("seat"), mark("head"),
    mark("moved"), mark("mandate"), mark("closed"), mark("called for"), mark("proposed"), mark("established"),
    mark("being established"), mark("envisaged"), mark("aim"), mark("taking part"), mark("held"), mark("not held"),
    mark("planned"), mark("expected"), mark("postponed"), mark("cancelled"), mark("present"), mark("absent"),
    mark("declined"), mark("accepted"), mark("invited"), mark("joined"), mark("applied"), mark("left"),
    mark("readmitted"), mark("observer"), mark("member"), mark("not a member"), mark("renamed"), mark("kind"),
    mark("party"), mark("route"), mark("status"), mark("length"), mark("capacity"), mark("money"), mark("remark"),
)  # fmt: skip
"""Kinds of what is told; they are said as they are where a language has no word for one."""
ROLES = (
    mark("signatory"), mark("announcer"), mark("ratifier"), mark("suspender"), mark("leaver"), mark("ender"),
    mark("guarantor"), mark("witness"), mark("mediator"), mark("host"), mark("bound"), mark("toward"),
    mark("mentioned"), mark("founder"), mark("staff"), mark("caller"), mark("applicant"), mark("proposer"),
    mark("operator"), mark("builder"), mark("financier"), mark("investor"), mark("recipient"), mark("sector"),
    mark("place"),
)  # fmt: skip
"""As what somebody has a part in it; those of `KINDS` beside them."""
SHORT = 25
"""Characters under which words tell little by themselves."""
MOST_WORDS = 3
"""Places of words that a value leads to where the same is said in several."""


def said_by(one: Claimant) -> str:
    """Return who says so, and through whom it is known."""
    name = named_claimant(one.name)
    return say("%(who)s, through %(via)s", who=name, via=", ".join(one.via)) if one.via else name


def kind_words(kind: str) -> str:
    """Return a kind or a role in the language of the request."""
    return say(kind)


def told_as(one: Assertion) -> str:
    """Return how it is put: having happened, planned, denied."""
    return say(STANDINGS[one.standing])


def days_of(day: Day | None) -> str:
    """Return a day, or from when to when, and the words where no day of the calendar is told; "" for none."""
    if day is None:
        return ""
    if day.first is None and day.last is None:
        return day.words or ""
    if day.first == day.last:
        return day.first or ""
    if day.first is None or day.last is None:
        return say("since %(day)s", day=day.first) if day.first else say("until %(day)s", day=day.last)
    return say("%(first)s to %(last)s", first=day.first, last=day.last)


def value_words(one: Assertion) -> str:
    """Return what is said with its value, its figure and its place, without who says it."""
    figure = one.amount.count.words if one.amount else ""
    own = one.value or ""
    words = one.evidence[0].words
    told = [own, "" if figure in own or figure == words else figure]
    told.append(say("in %(place)s", place=one.where.words) if one.where else "")
    return ", ".join(filter(None, told))


def parts_words(role: str, parts: Sequence[Part]) -> str:
    """Return who has a part in it in one role, with what is told of each alone."""
    who = [say("%(who)s (%(value)s)", who=one.name, value=one.value) if one.value else one.name for one in parts]
    return say("%(role)s: %(who)s", role=kind_words(role), who=", ".join(who))


def certainty_of(one: Assertion) -> Certainty:
    """Return how a claim stands, by one rule for everybody: nobody's word makes it more than a claim."""
    if one.standing in {"denied", "negated"}:
        return "undone"
    return "claimed" if one.is_claimed_fact else "unsure"


def claim_cell(one: Assertion, what: str, *, note: str = "") -> Cell:
    """Return a claim as a value: who says it, then what, and how it is told where not as a fact."""
    hedge = "" if one.is_claimed_fact and one.standing != "alleged" else told_as(one)
    told = say("%(what)s (%(how)s)", what=what, how=hedge) if hedge and what else what or hedge
    text = say("%(who)s: %(what)s", who=said_by(one.claimant), what=told or say("says so"))
    return Cell(text=text, words=one.evidence, certainty=certainty_of(one), note=note)


def claims_cell(said: Iterable[Assertion], tell: Callable[[Assertion], str], *, blank: str, most: int = 6) -> Cell:
    """Return what several say of one thing, each with its words; `tell` says what one of them says.

    What one says twice stands once.
    Where there are more than `most` the others are counted: all of them stand on the page of the thing.
    """
    alike: dict[str, Cell] = {}
    for one in said:
        made = claim_cell(one, tell(one))
        before = alike.get(made.text)
        alike[made.text] = replace(made, words=_in_order((*(before.words if before else ()), *made.words)))
    if not alike:
        return Cell(blank=blank)
    first, *others = list(alike.values())[:most]
    if len(alike) > most:
        others.append(Cell(text=count("and %(n)d more claim", "and %(n)d more claims", len(alike) - most)))
    return replace(first, more=tuple(others))


def by_words(said: Iterable[Assertion], *, most: int = MOST_WORDS) -> tuple[Evidence, ...]:
    """Return where it is said, each place once: words of reports, which can be looked up, before what people wrote."""
    return _in_order([each for one in said for each in one.evidence], most=most)


def _in_order(words: Iterable[Evidence], *, most: int = MOST_WORDS) -> tuple[Evidence, ...]:
    return tuple(sorted(dict.fromkeys(words), key=lambda one: one.document is None)[:most])


def who_say(said: Iterable[Assertion], *, most: int = 3) -> str:
    """Return who say something, each once."""
    by = list(dict.fromkeys(said_by(one.claimant) for one in said))
    named = ", ".join(by[:most])
    if len(by) <= most:
        return named
    return say("%(who)s and %(more)s", who=named, more=count("%(n)d more", "%(n)d more", len(by) - most))


def called_words(names: Sequence[str], *, most: int = 8) -> str:
    """Return what else a thing is called, the first names of many."""
    told = "; ".join(names[:most])
    more = len(names) - most
    return told if more <= 0 else count("%(told)s and %(n)d more", "%(told)s and %(n)d more", more, told=told)


def told_words(one: Assertion) -> str:
    """Return the words that tell it: the first that are more than a few, else the longest."""
    every = [each.words for each in one.evidence]
    return next((words for words in every if len(words) >= SHORT), max(every, key=len))
