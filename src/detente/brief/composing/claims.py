"""What is claimed of a ceasefire and is no measurement: trends without a figure, control, hopes; told as such."""

import datetime as dt
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from detente.brief.brief import Line, Piece, Sentence
from detente.brief.composing.basis import stood_claimed
from detente.brief.composing.draft import line_of
from detente.brief.composing.incidents import sides_in_order
from detente.brief.composing.material import Material
from detente.brief.composing.names import column_name, in_sentence, through
from detente.brief.composing.quotes import quote_of
from detente.brief.composing.sentences import says, sentence
from detente.brief.composing.witnesses import reporter
from detente.display.ceasefires.names import names_of
from detente.display.ceasefires.trend_words import TOO_LITTLE, about_words, over_words, trend_words
from detente.display.language import mark, say
from detente.display.prose import listed
from detente.pipeline.ceasefires import gather_ceasefire
from detente.pipeline.told_in import claimed_in
from detente.pipeline.trends import measure_trends
from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.interval import DAY, Interval

__all__ = ["claim_lines"]

KINDS = ("trend", "control", "holds", "belief", "hope")
VERBS = {"hope": "hopes", "belief": "believes"}
STEADY = mark("That is a claim that violations stay as they were; no figure goes with it.")
WAYS = {
    "falling": mark("That is a claim that violations are falling; no figure goes with it."),
    "rising": mark("That is a claim that violations are rising; no figure goes with it."),
    "steady": STEADY,
}
WEIGHT = 3
SAID = 4
"""Claims of one who says several that a line tells of."""
LOOKED_AT = 26 * 7
"""Days up to that of the brief whose figures stand beside a claim."""


def claim_lines(ceasefire: Ceasefire, material: Material) -> Iterator[Line]:
    """Yield a line for each who claims something of a ceasefire in a new report, parties in turn, then others."""
    order = {id_: n for n, id_ in enumerate(sides_in_order(ceasefire, material))}
    found = claimed_in(material.record, ceasefire, material.new, known_on=material.known_on)
    held: dict[tuple[str | None, str], list[ClaimedItem]] = {}
    for one in found:
        if one.kind == "other ceasefires broken":  # of days before this one began: looked back at, and no news
            words = one.evidence[0]
            material.used.append((words.document or "", words.start or 0, words.end or 0))
        elif one.kind in KINDS:
            held.setdefault((one.claimant, one.claimant_name), []).append(one)
    keys = sorted(held, key=lambda key: (order.get(key[0] or "", len(order)), _first(held[key], material)))
    for key in keys:
        some = sorted(_once(held[key]), key=lambda one: KINDS.index(one.kind))[:SAID]
        yield _line(some, ceasefire, material, speakers={claimant for claimant, _ in held})


def _first(some: Sequence[ClaimedItem], material: Material) -> tuple[str, str, int]:
    return min((*material.order_of(one.evidence[0].document), one.evidence[0].start or 0) for one in some)


def _once(some: Sequence[ClaimedItem]) -> list[ClaimedItem]:
    """Return claims, those that several reports have in the same words once."""
    return list({(one.kind, one.words): one for one in some}.values())


def _line(
    some: Sequence[ClaimedItem], ceasefire: Ceasefire, material: Material, *, speakers: set[str | None]
) -> Line:  # fmt: skip
    made: list[Sentence] = []
    for one in some:
        who = _who(one, ceasefire, material)
        words = one.evidence[0]
        made.append(
            says(
                who,
                quote_of(words, spoken=True, by=one.claimant_name),
                verb=VERBS.get(one.kind, "says"),
                evidence=words,
            )
        )
        material.used.append((words.document or "", words.start or 0, words.end or 0))
        if one.kind == "trend":
            way = WAYS.get(one.trend or "", STEADY)
            made.append(sentence(say(way)))
            made += _measured(ceasefire, material)
    made += _silence(ceasefire, material, speakers)
    href = f"/ceasefires/{quote(ceasefire.id, safe='')}/trend"
    stood = [stood_claimed(one, ceasefire.id) for one in some]
    about = f"{some[0].claimant_name} {ceasefire.id}"
    return line_of("trend", about, href, made, stood, weight=WEIGHT)


def _who(one: ClaimedItem, ceasefire: Ceasefire, material: Material) -> str:
    if one.claimant is None:
        return reporter(one, material)
    return through(column_name(one.claimant_name, one.claimant, ceasefire), tuple(one.via))


def _measured(ceasefire: Ceasefire, material: Material) -> Iterator[Sentence]:
    """Yield what is measured beside a claimed trend: of the longest series, or that its figures say too little."""
    last = material.day
    first = last - DAY * min(LOOKED_AT, last.toordinal() - 1)
    begun = dt.date.fromisoformat(ceasefire.first) if ceasefire.first else first
    within = Interval(first=min(max(first, begun), last), last=last)
    told = gather_ceasefire(material.record, ceasefire, within, known_on=material.known_on)
    found = [one.trend for one in measure_trends(told, efforts=told.efforts, within=within).measured]
    best = max(found, key=lambda one: (one.outcome != TOO_LITTLE, one.periods), default=None)
    href = f"/ceasefires/{quote(ceasefire.id, safe='')}/trend"
    if best is None:
        yield sentence(say("The desk keeps no figures from which a trend could be %(measured)s."),
                       measured=Piece(text=say("measured"), href=href))  # fmt: skip
        return
    who, what = about_words(best.about, ceasefire, names_of(ceasefire))
    own = {"who": in_sentence(who), "what": what}
    if best.outcome == TOO_LITTLE:
        yield sentence(say("%(measured)s by the desk: the figures of %(who)s (%(what)s) say too little of a trend."),
                       measured=Piece(text=say("Measured"), href=href), **own)  # fmt: skip
        return
    yield sentence(
        say("%(measured)s by the desk, from the figures of %(who)s (%(what)s): %(trend)s, over %(over)s."),
        measured=Piece(text=say("Measured"), href=href), trend=trend_words(best), over=over_words(best), **own,
    )  # fmt: skip


def _silence(ceasefire: Ceasefire, material: Material, speakers: set[str | None]) -> Iterator[Sentence]:
    """Yield which party says nothing of the ceasefire in the reports that came in, where somebody else does."""
    heard = speakers | {one.claimant for one in material.told[ceasefire.id]}
    names = {party.id: in_sentence(party.name) for party in ceasefire.parties}
    silent = [id_ for id_ in sides_in_order(ceasefire, material) if id_ in names and id_ not in heard]
    if silent:
        who = listed([names[id_] for id_ in silent], either=True)
        yield sentence(say("No word on the ceasefire by %(who)s was found in %(reports)s."), who=who,
                       reports=material.reports)  # fmt: skip
