"""Relations in words and as JSON: pairs, timelines, accusations with their answers, positions, anniversaries."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.cli.registry.assertions import assertion_plain, day_words, evidence_line, said_by

if TYPE_CHECKING:
    from detente.pipeline.relations import Counted
    from detente.registry.assertions.assertion import Assertion, Part
    from detente.registry.relations.happenings import Happening
    from detente.registry.relations.ledger import Accusation
    from detente.registry.relations.parties import Party
    from detente.registry.relations.timeline import Lane, Row, Timeline

__all__ = [
    "accusation_lines", "accusation_plain", "anniversary_lines", "pair_plain", "pair_row", "position_lines",
    "timeline_plain",
]  # fmt: skip

STANDS = {
    "for": "stands with",
    "against": "stands against",
    "goal": "says what it wants",
    "belief": "says what it believes",
}


def pair_row(one: "Counted") -> dict[str, Any]:
    """Return a pair as a row of a list for people."""
    first, second, count = one
    since, until = _day(count.since), _day(count.until)
    named = [party.name if party.name == party.id else f"{party.name} ({party.id})" for party in (first, second)]
    return {
        "one": named[0], "other": named[1], "cooperation": count.cooperation or None,
        "conflict": count.conflict or None, "from": since, "to": until,
    }  # fmt: skip


def pair_plain(one: "Counted") -> dict[str, Any]:
    """Return a pair for programs: null where nothing is told."""
    first, second, count = one
    return {
        "one": _party(first), "other": _party(second), "cooperation": count.cooperation or None,
        "conflict": count.conflict or None, "from": _day(count.since), "to": _day(count.until),
    }  # fmt: skip


def timeline_plain(found: "Timeline") -> Iterator[dict[str, Any]]:
    """Yield a timeline for programs: the pair, each period, all together, then each happening with its words."""
    yield {
        "object": "pair", "first": _party(found.pair.first), "second": _party(found.pair.second), "by": found.by,
        "scores": found.table,
    }  # fmt: skip
    for row in found.rows:
        yield {"object": "period", **_row(row)}
    yield {"object": "all", **_row(found.total)}
    for group, some in (("counted", found.counted), ("apart", found.apart), ("recalled", found.recalled)):
        for one in some:
            yield {"object": "happening", "group": group, **_happening(one)}


def _row(row: "Row") -> dict[str, Any]:
    return {
        "period": row.period, **{name: _lane(lane) for name, lane in row.lanes.items()},
        "reports": {"both": row.both, "either": row.either},
    }  # fmt: skip


def _lane(lane: "Lane") -> dict[str, Any]:
    from detente.registry.relations.timeline import MANNERS, WAYS

    cells = {manner: {way: lane.cells.get((manner, way)) for way in WAYS} for manner in MANNERS}
    return {**cells, "happenings": lane.total or None, "sum": lane.sum, "mean": lane.mean}


def _happening(one: "Happening") -> dict[str, Any]:
    days = one.days
    return {
        "id": one.id, "status": one.status, "way": one.way, "type": one.lead.type, "mode": one.lead.mode,
        "quad": one.quad, "score": one.score, "from": _day(days[0] if days else None),
        "to": _day(days[1] if days else None), "day_told": one.is_dated, "by_word_of": one.word, "denied": one.denied,
        "told": [
            {
                "document": told.document, "status": told.status, "words": told.said,
                "claimant": told.claimant.name if told.claimant else None,
                "actors": [who.name for who in told.actors], "recipients": [who.name for who in told.recipients],
            }
            for told in one.told
        ],
    }  # fmt: skip


def accusation_lines(one: "Accusation", *, within: int, as_of: str) -> Iterator[str]:
    """Yield an accusation as lines for people: who accuses whom, of what, in which words; then what came back."""
    own = one.said.assertion
    accused = own.parts_of("accused")[0]
    accuser = next(iter(own.parts_of("accuser")), None)
    by = _named(accuser) if accuser else said_by(own)
    told = f"{own.published or 'day not known'}  {by} accuses {_named(accused)}: {own.value} ({own.standing})"
    yield told + (f"; told {one.again} more times" if one.again else "")
    yield f"  {evidence_line(own.evidence[0])}"
    if own.note:
        yield f"  {own.note}"
    for answer in one.answers:
        back = answer.said.assertion
        yield f"  {answer.kind} by {said_by(back)}, {back.published or 'day not known'} ({answer.why}):"
        yield f"    {evidence_line(back.evidence[0])}"
    if not one.is_answered:
        where = f"within {within} days, as of {as_of}" if own.published else "in this report, whose day is not known"
        yield f"  no answer found {where}; silence confirms nothing"


def accusation_plain(one: "Accusation", *, within: int, as_of: str) -> dict[str, Any]:
    """Return an accusation for programs, with its answers."""
    answers = [
        {"kind": answer.kind, "why": answer.why, "said": assertion_plain(answer.said.assertion)}
        for answer in one.answers
    ]
    return {
        "accusation": assertion_plain(one.said.assertion), "again": one.again, "answered": one.is_answered,
        "answers": answers, "within_days": within, "as_of": as_of,
    }  # fmt: skip


def anniversary_lines(one: "Assertion") -> Iterator[str]:
    """Yield an anniversary as lines for people: of what, the day recalled, whose, and the words."""
    day = day_words(one.day)
    recalled = f"{day} ({one.day.rule})" if one.day and day else (one.value or "how long ago is not told")
    yield f"{one.named}: {recalled}"
    yield f"  of {', '.join(map(_named, one.parts))}{f'; {one.note}' if one.note else ''}"
    yield f"  {said_by(one)}: {evidence_line(one.evidence[0])}"


def position_lines(one: "Assertion") -> Iterator[str]:
    """Yield a position as lines for people: who stands how to whom, by whose word, and the words."""
    holder, *toward = one.parts
    to = ", ".join(map(_named, toward))
    of_theirs = " something of" if one.note else ""
    about = f"{of_theirs} {to}" if to and one.value in {"for", "against"} else (f", about {to}" if to else "")
    yield f"{one.published or 'day not known'}  {_named(holder)} {STANDS[one.value or 'belief']}{about}"
    yield f"  {said_by(one)}: {evidence_line(one.evidence[0])}"


def _named(part: "Part") -> str:
    """Return somebody's own name, with whom it counts to."""
    return part.name if part.actor in {None, part.name} else f"{part.name} ({part.actor})"


def _party(party: "Party") -> dict[str, str]:
    return {"id": party.id, "name": party.name}


def _day(ordinal: int | None) -> str | None:
    return dt.date.fromordinal(ordinal).isoformat() if ordinal is not None else None
