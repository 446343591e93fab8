"""What each claimant tells of an incident, side by side: the same rows for each, and blank where it tells nothing."""

from collections.abc import Callable, Iterator, Sequence

from detente.desk.pages.incidents.seen import Seen, called_as, days_told, evidence_of
from detente.desk.pages.said.deeds import deeds_text, number_text, status_text
from detente.display.language import say
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, cell
from detente.incidents.column import Column as Told
from detente.incidents.column import DaysTold, NumberTold, PartyTold, PlaceTold, Words

__all__ = ["claimant_sheet"]

AGAINST = frozenset({"denied", "negated"})
"""Statuses that rows of their own tell better: denies, says none, not observed."""
LONGEST = 200


def claimant_sheet(seen: Seen) -> Sheet:
    """Return what claimants tell, however many in columns of one width; rows that nobody fills are left out."""
    columns = seen.told.columns
    heads = [Column(id=f"claimant_{n}", title=_head(seen, one), equal=True) for n, one in enumerate(columns, start=1)]
    told = ((id_, name, tuple(map(tell, columns))) for id_, name, tell in _fields(seen))
    rows = [
        Row(id=id_, cells=(cell(name), *map(_or_blank, cells)))
        for id_, name, cells in told
        if any(one.text for one in cells)
    ]
    return Sheet(
        id="told",
        title=say("What each says"),
        columns=(Column(id="field", title=say("field")), *heads),
        rows=tuple(rows),
        empty=Empty(means=say("Nothing is reported of it.")),
    )


def _head(seen: Seen, told: Told) -> str:
    return f"{seen.witness(told.claimant)} ({told.country})" if told.country else seen.witness(told.claimant)


def _or_blank(one: Cell) -> Cell:
    return one if one.text else Cell(blank=say("not reported"))


def _fields(seen: Seen) -> Iterator[tuple[str, str, Callable[[Told], Cell]]]:
    """Yield the rows, the same for every claimant."""
    yield "standing", say("role"), lambda told: cell(_standing(told))
    yield "through", say("known through"), lambda told: _through(seen, told)
    yield (
        "what",
        say("what"),
        lambda told: cell(deeds_text(seen.deeds_by(told)) or None, value=", ".join(told.types) or None),
    )
    yield (
        "status",
        say("reported as"),
        lambda told: cell(say(", ").join(status_text(s) for s in told.statuses if s not in AGAINST) or None),
    )
    yield "days", say("days"), _days
    yield "places", say("places"), _places
    yield "who", say("by whom"), lambda told: _parties(told.actors)
    yield "to_whom", say("to whom"), lambda told: _parties(told.recipients)
    yield "numbers", say("numbers"), _numbers
    yield "denies", say("denies"), lambda told: _quoted(told.denials)
    yield "none", say("says there was none"), lambda told: _quoted(told.nones)
    yield "not_observed", say("not observed"), lambda told: _quoted(told.not_observed)
    yield "unable", say("could not observe"), lambda told: _quoted(told.unable)
    yield "reports", say("reports"), lambda told: _reports(seen, told)


def _standing(told: Told) -> str:
    names = {
        "party": say("a party"),
        "monitor": say("a monitor"),
        "media": say("a publisher of reports"),
        "other": say("somebody else"),
    }
    own = say("speaks in its own reports") if told.own else ""
    return ", ".join(filter(None, (names[told.standing], own)))


def _through(seen: Seen, told: Told) -> Cell:
    return cell(", ".join(map(seen.witness, told.via)))


def _days(told: Told) -> Cell:
    return _values(told.days, lambda one: days_told(one.first, one.last) + _near(one))


def _places(told: Told) -> Cell:
    return _values(told.places, lambda one: one.name + _near(one))


def _near(one: DaysTold | PlaceTold) -> str:
    """Say where a place or day stands only near the event in the text, and is not told of it."""
    return {"told": "", "sentence": say(" (in its sentence)"), "around": say(" (near it in the text)")}[one.nearness]


def _parties(some: Sequence[PartyTold]) -> Cell:
    return _values(some, called_as)


def _numbers(told: Told) -> Cell:
    """Return numbers as each tells them, in the words of the report."""
    return _values(
        told.numbers,
        lambda one: say("%(what)s: %(more)s", what=number_text(one.kind), more=" ".join(one.words[0].text.split())),
    )


def _values(some: Sequence[DaysTold | PlaceTold | NumberTold | PartyTold], name: Callable[..., str]) -> Cell:
    called = list(dict.fromkeys(name(one) for one in some))
    return (
        Cell(text="; ".join(called), words=evidence_of([one.words[0] for one in some if one.words])) if some else BLANK
    )


def _quoted(words: Sequence[Words]) -> Cell:
    text = "; ".join(f"“{' '.join(one.text.split())[:LONGEST]}”" for one in words)
    return Cell(text=text, words=evidence_of(words)) if words else BLANK


def _reports(seen: Seen, told: Told) -> Cell:
    names = list(dict.fromkeys(seen.called(one) for one in told.documents))
    href = f"/documents/{told.documents[0]}" if len(told.documents) == 1 else None
    return Cell(text="; ".join(names[:5]) + (" …" if len(names) > 5 else ""), href=href)  # noqa: PLR2004 - a few
