"""What is told of happenings of a ceasefire: both sides in turn, then the monitors, each by one wording."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from detente.brief.brief import Line, Piece, Sentence
from detente.brief.composing.basis import stood_violation
from detente.brief.composing.draft import line_of
from detente.brief.composing.material import Material
from detente.brief.composing.names import column_name, through
from detente.brief.composing.quotes import AROUND, adjoining, begins_openly, quote_of
from detente.brief.composing.sentences import Part, says
from detente.brief.composing.silence import silence_of
from detente.brief.composing.witnesses import dated, reporter
from detente.display.ceasefires.names import HARM_NAMES
from detente.display.language import say
from detente.display.prose import days_words
from detente.registry.ceasefires.board import columns_in_order
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import HARMS, Violation
from detente.registry.consequence import WEIGHTS
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval

__all__ = ["happening_lines", "sides_in_order"]

ORDER = ("some", "none", "denied", "not observed", "cannot tell")
VERBS = {"denied": "denies", "not observed": "saw", "cannot tell": "cannot"}
STATUSES = {"background": "recalls", "alleged": "alleges"}
TWICE, FEW = 2, 8
"""Things of different kinds that one column says of a happening: that it was, by the other, and a denial.

A number of people, or who they were, stands beside a deed in a few words.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """What one column says of one kind: the telling that stands for it, with what it tells of people."""

    main: Violation
    harms: tuple[Violation, ...]
    is_new: bool


def sides_in_order(ceasefire: Ceasefire, material: Material) -> tuple[str, ...]:
    """Return the columns as they are told in turn: one party, the other, the monitors; who is first changes daily."""
    columns = columns_in_order(ceasefire, Interval(first=material.day, last=material.day))
    return (columns[0], columns[-1], *columns[1:-1])


def happening_lines(ceasefire: Ceasefire, material: Material) -> Iterator[Line]:
    """Yield a line for each happening that a new report tells of, weightiest first."""
    held: dict[str, list[Violation]] = {}
    for one in material.told[ceasefire.id]:
        if one.origin == "report":
            held.setdefault(one.incident or f"{one.evidence[0].document}:{one.evidence[0].start}", []).append(one)
    places = {item.incident.id: n for n, item in enumerate(material.news.items)}
    own = {id_: some for id_, some in held.items() if any(_is_new(one, material) for one in some)}
    weights = {id_: _weight(id_, some, material) for id_, some in own.items()}
    for id_ in sorted(own, key=lambda k: (-weights[k], places.get(k, len(places)), _first(own[k], material))):
        made = _line(id_, own[id_], ceasefire, material, weight=weights[id_])
        if made is not None:
            yield made


def _weight(id_: str, some: Sequence[Violation], material: Material) -> int:
    """Return how much a happening weighs: as the incident does, or by whom it is told to have harmed."""
    known = next((item.weight for item in material.news.items if item.incident.id == id_), "breaches")
    harms = {one.harm for one in some if one.said == "some"}
    told = "deaths" if "killed" in harms else "harm" if harms - {None} else "breaches"
    return len(WEIGHTS) - min(WEIGHTS.index(known), WEIGHTS.index(told))


def _line(id_: str, some: Sequence[Violation], ceasefire: Ceasefire, material: Material, *, weight: int) -> Line | None:
    told = _told(some, ceasefire, material)
    if not told or any(material.is_used(*_span(one.main)) for one in told[:1]):
        return None
    if len(told) == 1 and told[0].main.said != "some" and not (incident_of(some) or _stands_alone(told[0])):
        return None
    made = _sentences(told, ceasefire, material)
    if any(one.main.said == "some" for one in told):
        made += silence_of([one.main for one in told], sides_in_order(ceasefire, material), ceasefire, material)
    material.used.extend(_span(one.main) for one in told)  # type: ignore[misc]
    incident = incident_of(some)
    stood = [stood_violation(each) for one in told for each in (one.main, *one.harms)]
    return line_of(
        "incident", incident or id_, _href(incident, ceasefire), made, stood, weight=weight, incident=incident or ""
    )  # fmt: skip


def _told(some: Sequence[Violation], ceasefire: Ceasefire, material: Material) -> list[_Voice]:
    """Return who tells of a happening, in turn; where no party and no monitor does, one other."""
    voices = [one for column in sides_in_order(ceasefire, material) for one in _voices(column, some, material)]
    return voices or list(_voices(None, some, material)[:1])


def _sentences(told: Sequence[_Voice], ceasefire: Ceasefire, material: Material) -> list[Sentence]:
    has_claim = any(one.main.said == "some" for one in told)
    return [_said(one, ceasefire, material, against=has_claim and n > 0) for n, one in enumerate(told)]


def incident_of(some: Sequence[Violation]) -> str | None:
    """Return the incident of the record that tellings belong to; None where they belong to none."""
    return next((one.incident for one in some if one.incident), None)


def _stands_alone(voice: _Voice) -> bool:
    """Say whether a denial, or that nothing was seen, can be understood without what stood before it in its report."""
    return begins_openly(quote_of(voice.main.evidence[-1]).piece.text)


def _span(one: Violation) -> tuple[str | None, int | None, int | None]:
    words = one.evidence[-1]
    return words.document, words.start, words.end


def _href(incident: str | None, ceasefire: Ceasefire) -> str:
    return f"/incidents/{incident[:16]}" if incident else f"/ceasefires/{quote(ceasefire.id, safe='')}"


def _is_new(one: Violation, material: Material) -> bool:
    return any(words.document in material.new for words in one.evidence)


def _first(some: Sequence[Violation], material: Material) -> tuple[str, str, int]:
    return min((*material.order_of(one.evidence[0].document), one.evidence[0].start or 0) for one in some)


def _voices(column: str | None, some: Sequence[Violation], material: Material) -> tuple[_Voice, ...]:
    """Return what a column says of a happening, of each kind once: as its newest report has it."""
    own = [one for one in some if one.claimant == column and one.status != "planned"]
    harmed = {one.evidence[0].document for one in own if one.harm and one.said == "some"}
    found: dict[str, _Voice] = {}
    for one in sorted((o for o in own if o.harm is None), key=lambda o: _rank(o, material, harmed)):
        if one.said not in found:
            of_people = [o for o in own if o.harm and o.evidence[0].document == one.evidence[0].document]
            found[one.said] = _Voice(main=one, harms=tuple(of_people), is_new=_is_new(one, material))
    return tuple(found[said] for said in ORDER if said in found)[:TWICE]


def _rank(
    one: Violation, material: Material, harmed: Collection[str | None]
) -> tuple[bool, bool, bool, str, str, int]:  # fmt: skip
    """Return what stands for a column: what is new, who was harmed, what it published itself, what came out first."""
    words = one.evidence[0]
    outlet = material.outlets.get(words.document or "")
    is_own = outlet is not None and outlet.publisher == one.claimant_name
    tells_harm = words.document in harmed
    return not _is_new(one, material), not tells_harm, not is_own, *material.order_of(words.document), words.start or 0


def _said(voice: _Voice, ceasefire: Ceasefire, material: Material, *, against: bool) -> Sentence:
    one = voice.main
    who = reporter(one, material) if one.claimant is None else through(
        column_name(one.claimant_name, one.claimant, ceasefire), tuple(one.via))  # fmt: skip
    words = one.evidence[-1]
    for harm in voice.harms:
        words = adjoining(harm.evidence[0], words)
    told = quote_of(words)
    if not told.is_clause and not begins_openly(told.piece.text):
        words = material.sentence_of(words)
        told = quote_of(words)
    verb = VERBS.get(one.said) or STATUSES.get(one.status or "", "says")
    if verb == "denies" and not told.is_clause and not against:
        verb = "says"  # "it" would stand for nothing that is told before: what it says is told as it says it
    of = _of(one, words, material, is_new=voice.is_new)
    return says(who, told, verb=verb, of=of, more=_more(voice, told.piece.text), evidence=words)


def _of(one: Violation, words: Evidence, material: Material, *, is_new: bool) -> Part:
    days: tuple[Piece, ...] = ()
    if one.interval is not None and one.said != "denied":
        lead, end = (say(" of "), "") if one.said in {"some", "none"} else (" (", ")")
        days = (Piece(text=lead), Piece(text=days_words(one.interval.first, one.interval.last), evidence=words),
                Piece(text=end))  # fmt: skip
    if not days and (late := dated(words.document, material)):
        days = (Piece(text=late),)
    return days if is_new else (*days, Piece(text=say(" (told before)")))


def _more(voice: _Voice, quoted: str) -> Part:
    """Return what is told of people beside the deed, as it is told: a number of what, or that there was none."""
    pieces: list[Piece] = []
    told: set[str] = set()
    for harm in sorted(voice.harms, key=lambda one: HARMS.index(one.harm or "")):
        words = " ".join(harm.evidence[0].words.split()).strip(AROUND)
        if words.casefold() in told or words.casefold() in quoted.casefold() or len(words.split()) > FEW:
            continue
        told.add(words.casefold())
        lead = say("; and says: ") if harm.said == "none" else say("; %(kind)s: ", kind=say(HARM_NAMES[str(harm.harm)]))
        pieces += [Piece(text=lead), quote_of(harm.evidence[0]).piece]
    return tuple(pieces)
