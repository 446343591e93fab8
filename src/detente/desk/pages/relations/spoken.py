"""What actors say of one another as sheets: accusations with what came back, positions, anniversaries."""

from collections.abc import Sequence

from detente.desk.pages.relations.words import named
from detente.desk.pages.said.telling import days_text, quoted_cell, said_by, said_cell
from detente.display.language import count, mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.assertions.assertion import Assertion, Part
from detente.registry.relations.ledger import Accusation, Answer

__all__ = ["accusations_sheet", "anniversaries_sheet", "positions_sheet"]

STANDS = {
    "for": mark("with"),
    "against": mark("against"),
    "goal": mark("says what it wants"),
    "belief": mark("says what it believes"),
}
KINDS = {"denied": mark("denied"), "counter-accused": mark("turned against the accuser")}
WHYS = {
    "the same incident": mark("of the same incident"),
    "beside it in the report": mark("beside it in the report"),
    "the same words": mark("in the same words"),
}


def accusations_sheet(shown: Sequence[Accusation], *, within: int, more: str | None = None) -> Sheet:
    """Return accusations, who accuses first; what came back stands beside, and silence confirms nothing."""
    return Sheet(
        id="accusations", title=say("Who accuses whom"), more=more,
        columns=(
            Column(id="accuser", title=say("who accuses")),
            Column(id="accused", title=say("whom")),
            Column(id="of", title=say("of what, in which words")),
            Column(id="day", title=say("published on"), tight=True),
            Column(id="back", title=say("what came back")),
            Column(id="answer", title=say("in which words")),
        ),
        rows=tuple(row for one in shown for row in _accusation(one, within)),
        empty=Empty(
            means=say("No accusation is found here. That none is found does not say that none was made."), of="found"
        ),
        rule=say(
            "an answer is one that the accused gives within %(n)s days, of the same incident, beside it in the report "
            "or in the same words; silence confirms nothing", n=within,
        ),
    )  # fmt: skip


def _accusation(one: Accusation, within: int) -> tuple[Row, ...]:
    own = one.said.assertion
    accuser, accused = own.parts_of("accuser"), own.parts_of("accused")
    by = ", ".join(map(named, accuser)) or said_by(own)
    again = count("reported %(n)d more time", "reported %(n)d more times", one.again) if one.again else ""
    first = (
        Cell(text=by, value=next((part.actor for part in accuser), None) or by),
        Cell(text=", ".join(map(named, accused)), words=tuple(e for part in accused for e in part.evidence[:1])),
        Cell(text=quoted_cell(own.value or own.evidence[0].words, ()).text, words=own.evidence, note=again),
        Cell(text=own.published or "", blank=say("not reported")),
    )
    answers = [_answer(answer) for answer in one.answers] or [(_unanswered(own, within), Cell())]
    blank = (Cell(),) * len(first)
    return tuple(
        Row(id=f"{own.id[:16]}-{n}", cells=(*(blank if n else first), *answer), within=bool(n))
        for n, answer in enumerate(answers)
    )


def _unanswered(own: Assertion, within: int) -> Cell:
    if not own.published:
        return Cell(blank=say("no answer found in this report, whose day is not known"))
    return Cell(blank=say("no answer found within %(n)s days", n=within))


def _answer(one: Answer) -> tuple[Cell, Cell]:
    back = one.said.assertion
    text = say("%(who)s: %(kind)s", who=said_by(back), kind=say(KINDS[one.kind]))
    note = say("%(day)s, %(why)s", day=back.published or say("day not reported"), why=say(WHYS[one.why]))
    return Cell(text=text, value=one.kind, note=note), quoted_cell(back.evidence[0].words, back.evidence[:1])


def positions_sheet(shown: Sequence[Assertion]) -> Sheet:
    """Return how actors stand to one another by their word."""
    return Sheet(
        id="positions", title=say("Positions"),
        columns=(
            Column(id="by", title=say("who says it")),
            Column(id="holder", title=say("who")),
            Column(id="stands", title=say("position")),
            Column(id="to", title=say("to whom"), tight=True),
            Column(id="day", title=say("published on"), tight=True),
            Column(id="words", title=say("in which words")),
        ),
        rows=tuple(_position(one) for one in shown),
        empty=Empty(means=say("No report says how these see one another."), of="found"),
    )  # fmt: skip


def _position(one: Assertion) -> Row:
    holder, *toward = one.parts
    stands = one.value or "belief"
    return Row(
        id=one.id[:16],
        cells=(
            said_cell((one,)),
            cell(named(holder)),
            Cell(text=say(STANDS.get(stands, stands)), value=stands),
            Cell(
                text=_all(toward), blank=say("not reported"), note=say("something that is theirs") if one.note else ""
            ),
            Cell(text=one.published or "", blank=say("not reported")),
            quoted_cell(one.evidence[0].words, one.evidence[:1]),
        ),
    )


def anniversaries_sheet(shown: Sequence[Assertion]) -> Sheet:
    """Return what is kept by these as an anniversary, with the day that is recalled as far as it is told."""
    return Sheet(
        id="anniversaries", title=say("Anniversaries"),
        columns=(
            Column(id="by", title=say("who says it")),
            Column(id="of", title=say("about what")),
            Column(id="recalled", title=say("day recalled"), tight=True),
            Column(id="whose", title=say("whose")),
            Column(id="words", title=say("in which words")),
        ),
        rows=tuple(_anniversary(one) for one in shown),
        empty=Empty(means=say("No report has an anniversary that these keep."), of="found"),
    )  # fmt: skip


def _anniversary(one: Assertion) -> Row:
    rule = one.day.rule if one.day else None
    return Row(
        id=one.id[:16],
        cells=(
            said_cell((one,)),
            Cell(text=one.named, note=one.note or ""),
            Cell(text=days_text(one.day) or one.value or "", note=rule or "", blank=say("how long ago is not said")),
            cell(_all(one.parts)),
            quoted_cell(one.evidence[0].words, one.evidence[:1]),
        ),
    )


def _all(some: Sequence[Part]) -> str:
    return ", ".join(map(named, some))
