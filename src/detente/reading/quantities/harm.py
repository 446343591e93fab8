"""Whether the people counted came to harm, told from the words around the number."""

from dataclasses import dataclass

from detente.core.spans import Span
from detente.reading.quantities.counting import NOTHING, PERSONS, Counted
from detente.reading.quantities.fate import tell_fate
from detente.reading.quantities.figures import Figure
from detente.reading.quantities.lexicon import Harm, load_lexicon
from detente.reading.reading import Reading

__all__ = ["Harmed", "tell_harm"]

REACH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmed:
    """The harm, where its word ends if it stands right behind the number, and on which side of the number it stands."""

    kind: str
    end: int
    side: str


def tell_harm(figure: Figure, counted: Counted, reading: Reading, *, since: int, until: int) -> Harmed | None:
    """Return the harm that those counted came to, if the grammar or the words between `since` and `until` say so."""
    if counted.kind is not None and counted.kind not in PERSONS:
        return None
    text = reading.text
    told = _tallied(figure, counted, text, since) or _behind(counted, text, until)
    told = told or _right_behind(counted, text, until) or _before(figure, counted, text, since, apart=False)
    if told or (counted.refused and counted.refused != NOTHING):
        return told
    told = _by_grammar(figure, counted, reading)
    if told or counted.refused:
        return told
    return _before(figure, counted, text, since) or _later(counted, text, until)


def _by_grammar(figure: Figure, counted: Counted, reading: Reading) -> Harmed | None:
    told = tell_fate(reading.parsed(), Span(figure.bare, max(counted.end, figure.end)))
    if told is None and counted.noun:  # a number in several words may be parsed apart from its noun
        told = tell_fate(reading.parsed(), counted.noun)
    if told is None or (told.kind == "captured" and figure.scaled and counted.kind is None):
        return None  # "police hold 19.5 billion" tells of money
    side = "right" if reading.parsed().words[told.at].start >= figure.end else "left"
    return Harmed(kind=told.kind, end=counted.end, side=side)


def _tallied(figure: Figure, counted: Counted, text: str, since: int) -> Harmed | None:
    """Find the words that count those who came to harm: "the death toll rose to five", "the bodies of 20 drivers"."""
    start = max(since, figure.start - REACH)
    for harm in load_lexicon().harms:
        if harm.counting and harm.counting.search(text, start, figure.start):
            return Harmed(kind=harm.kind, end=counted.end, side="left")
    return None


def _behind(counted: Counted, text: str, until: int) -> Harmed | None:
    """Find the harm right behind: "five soldiers killed in", "twenty injured"."""
    for harm in load_lexicon().harms:
        match = harm.behind.match(text, counted.end)
        if match and match.end() <= until:
            end = match.end() if counted.kind is None else counted.end
            return Harmed(kind=harm.kind, end=end, side="right")
    return None


def _right_behind(counted: Counted, text: str, until: int) -> Harmed | None:
    """Find the harm that a clause of their own tells: "five were killed", "several are missing"."""
    for harm in load_lexicon().harms:
        match = harm.later.match(text, counted.end + 1)
        if match and match.end() <= until:
            return Harmed(kind=harm.kind, end=counted.end, side="right")
    return None


def _before(figure: Figure, counted: Counted, text: str, since: int, *, apart: bool = True) -> Harmed | None:
    """Find the harm before: "killing five", and `apart` from it as well "killed the mayor and two guards"."""
    lexicon, start = load_lexicon(), max(since, figure.start - REACH)
    best: tuple[int, Harmed] | None = None
    for harm in lexicon.harms:
        at = _acts_before(harm, text, start, figure.start, apart=apart)
        if at is not None and (best is None or at > best[0]):
            best = at, Harmed(kind=harm.kind, end=counted.end, side="left")
    return best[1] if best else None


def _acts_before(harm: Harm, text: str, start: int, end: int, *, apart: bool) -> int | None:
    """Return where the word stands that takes the number for its object."""
    acting = harm.acting.search(text, start, end)
    if acting and acting[1] and not apart:
        return None
    return acting.start() if acting and not load_lexicon().apart.search(acting[1] or "") else None


def _later(counted: Counted, text: str, until: int) -> Harmed | None:
    """Find the harm later in the clause: "five people, two of them children, were killed"."""
    clause = load_lexicon().clause_end.search(text, counted.end, until)
    stop = min(clause.start() if clause else until, counted.end + REACH)
    found = [(m.start(), h.kind) for h in load_lexicon().harms if (m := h.later.search(text, counted.end, stop))]
    return Harmed(kind=min(found)[1], end=counted.end, side="right") if found else None
