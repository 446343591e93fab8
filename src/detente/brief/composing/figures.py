"""Figures that bodies publish of a ceasefire, as they give them: never added up, and each with whose it is."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlencode

from detente.brief.brief import Line, Piece, Sentence
from detente.brief.composing.basis import stood_violation
from detente.brief.composing.draft import line_of
from detente.brief.composing.incidents import sides_in_order
from detente.brief.composing.material import Material
from detente.brief.composing.names import column_name, in_sentence, through
from detente.brief.composing.quotes import quote_of
from detente.brief.composing.sentences import Part, sentence
from detente.brief.composing.witnesses import reporter
from detente.display.ceasefires.names import HARM_NAMES
from detente.display.language import say
from detente.display.prose import days_words
from detente.pipeline.ceasefires import kept_figures
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["figure_lines"]

WEIGHT = 4
Days = tuple[Interval, ...]


def figure_lines(ceasefire: Ceasefire, material: Material) -> Iterator[Line]:
    """Yield a line for each body and stretch of days that new figures are of; both sides' stand in turn."""
    held: dict[tuple[str, str, str], list[Violation]] = {}
    for one in _new(ceasefire, material):
        if one.interval is not None and one.count is not None:
            key = (one.claimant or one.claimant_name, one.interval.first.isoformat(), one.interval.last.isoformat())
            held.setdefault(key, []).append(one)
    order = sides_in_order(ceasefire, material)
    places = {id_: n for n, id_ in enumerate(order)}
    for key in sorted(held, key=lambda k: (places.get(k[0], len(places)), *k[1:])):
        yield _line(held[key], ceasefire, material)


def _new(ceasefire: Ceasefire, material: Material) -> Iterator[Violation]:
    told = material.told[ceasefire.id]
    seen: set[tuple[object, ...]] = set()
    for one in (o for o in told if o.origin == "published" and o.evidence[0].document in material.new):
        number = (one.count.low, one.count.high) if one.count else None
        figure = (one.claimant or one.claimant_name, one.alleged, one.kind, one.harm, number, one.interval)
        if figure not in seen:  # what copies of one text give is one figure
            seen.add(figure)
            yield one
    since = material.since.isoformat() if material.since else ""
    kept = kept_figures(material.record, ceasefire.id, known_on=material.known_on)
    yield from (one for one in kept if since and (one.known_at or "") > since)


def _line(some: Sequence[Violation], ceasefire: Ceasefire, material: Material) -> Line:
    first = some[0]
    days = {"from": first.interval.first.isoformat(), "to": first.interval.last.isoformat()} if first.interval else {}
    href = f"/ceasefires/{quote(ceasefire.id, safe='')}?{urlencode(days)}"
    material.used.extend((words.document, words.start, words.end) for one in some for words in one.evidence)  # type: ignore[misc]
    return line_of(
        "board", first.id, href, [_sentence(some, ceasefire, material)], map(stood_violation, some), weight=WEIGHT
    )  # fmt: skip


def _sentence(some: Sequence[Violation], ceasefire: Ceasefire, material: Material) -> Sentence:
    first = some[0]
    who = reporter(first, material) if first.claimant is None else through(
        column_name(first.claimant_name, first.claimant, ceasefire), tuple(first.via))  # fmt: skip
    figures: list[Piece] = []
    for n, one in enumerate(some):
        figures += [*([Piece(text=say(", "))] if n else ()), *_figure(one, ceasefire)]
    days = (
        Piece(text=days_words(first.interval.first, first.interval.last), evidence=first.evidence[-1])
        if first.interval
        else ""
    )
    lead = Piece(text=who, evidence=first.evidence[-1])
    return sentence(
        say("%(who)s gives for %(days)s: %(figures)s%(more)s."), claimant=who, who=lead, days=days,
        figures=tuple(figures), more=_corrects(first),
    )  # fmt: skip


def _figure(one: Violation, ceasefire: Ceasefire) -> Iterator[Piece]:
    words = one.evidence[0]
    if one.count is not None and one.count.is_exact:
        yield Piece(text=f"{one.count.low:,}", evidence=words)
    elif one.count is not None:
        yield quote_of(words).piece
    yield Piece(text=f" {_what(one, ceasefire)}")
    if one.alleged:
        names = {party.id: party.name for party in ceasefire.parties}
        yield Piece(text=say(" by "))
        yield Piece(text=in_sentence(names.get(one.alleged, one.alleged)), evidence=one.evidence[-1])


def _what(one: Violation, ceasefire: Ceasefire) -> str:
    is_single = one.count is not None and one.count.low == one.count.high == 1
    if one.harm:
        return say(HARM_NAMES[one.harm])
    if one.kind is None or one.kind not in ceasefire.taxonomy:
        return say("violation of the ceasefire") if is_single else say("violations of the ceasefire")
    kind = ceasefire.taxonomy[one.kind]
    return kind.one if is_single else kind.many


def _corrects(one: Violation) -> Part:
    """Return that a body put an earlier figure of its own right, with the number that it had given."""
    if one.instead_of is not None:
        return say("; it says so instead of “%(before)s”", before=one.instead_of.words)
    return say("; it corrects an earlier figure of its own") if one.supersedes else ""
