"""Who says something, of which days and how it stands, as cells: the same on every page of what is said."""

from collections.abc import Iterable, Mapping

from detente.desk.pages.said.witness import report_href
from detente.display.language import say
from detente.display.prose import clip
from detente.display.sheets import Cell, Certainty, cell
from detente.display.witness import named_claimant
from detente.knowledge.plain import plain_words
from detente.registry.assertions.assertion import Assertion, Day, Part
from detente.registry.evidence import Evidence

__all__ = [
    "STANDINGS", "certainty_of", "days_text", "names_cell", "quoted_cell", "said_by", "said_cell", "standing_cell",
    "what_text", "words_at",
]  # fmt: skip

STANDINGS: Mapping[str, str] = plain_words("statuses")
"""How somebody puts it, in words; none of them is ours."""
SURE = frozenset({"happened", "ongoing", "background"})
NOT_SO = frozenset({"denied", "negated"})


def certainty_of(standing: str) -> Certainty | None:
    """Return by which outline something is drawn that is told as less than having been; all is somebody's word."""
    if standing in SURE:
        return None
    if standing in NOT_SO:
        return "undone"
    return "claimed" if standing == "alleged" else "unsure"


def standing_cell(standing: str) -> Cell:
    """Return how it is told: in words, with its weight."""
    return Cell(text=say(STANDINGS.get(standing, standing)), value=standing, certainty=certainty_of(standing))


def said_by(one: Assertion) -> str:
    """Return who says so, and through whom."""
    name = named_claimant(one.claimant.name)
    if not one.claimant.via:
        return name
    return say("%(who)s, through %(via)s", who=name, via=", ".join(one.claimant.via))


def said_cell(some: Iterable[Assertion]) -> Cell:
    """Return all who say so, each once."""
    said = tuple(some)
    href = next(filter(None, map(report_href, said)), None) if len(said) == 1 else None
    return cell("; ".join(dict.fromkeys(map(said_by, said))), href=href, blank=say("nobody named"))


def words_at(document: str, start: int, end: int, words: str) -> tuple[Evidence, ...]:
    """Return words of a report as what a value stands on; nothing where there are none."""
    return (Evidence(words=words, document=document, start=start, end=end),) if words.strip() else ()


def quoted_cell(words: str, evidence: tuple[Evidence, ...], *, most: int = 240) -> Cell:
    """Return words as they stand, the beginning of long ones, leading to where they stand."""
    return Cell(text=clip(words, most), value=words, words=evidence)


def days_text(day: Day | None) -> str:
    """Return a day as tables have it, or from when to when; the report's own words where it tells no day."""
    if day is None:
        return ""
    if day.first is None and day.last is None:
        return say("“%(words)s”", words=day.words) if day.words else ""
    if day.first == day.last:
        return str(day.first)
    if day.first is None:
        return say("by %(day)s", day=day.last)
    if day.last is None:
        return say("since %(day)s", day=day.first)
    return say("%(first)s to %(last)s", first=day.first, last=day.last)


def what_text(one: Assertion) -> str:
    """Return what is asserted, with its value, its amount and its place."""
    amount = one.amount.count.words if one.amount else None
    told = [one.value, None if amount and amount in (one.value or "") else amount]
    if one.where:
        told.append(say("at %(place)s", place=one.where.words))
    more = ", ".join(filter(None, told))
    return say("%(what)s: %(more)s", what=one.what, more=more) if more else one.what


def names_cell(parts: Iterable[Part]) -> Cell:
    """Return who has a part in it, each by the words that name it."""
    some = tuple(parts)
    return Cell(text=", ".join(part.name for part in some), words=tuple(e for part in some for e in part.evidence[:1]))
