"""What could be verified as tables: each thing with who alleges it and where it stands, findings, steps."""

from collections.abc import Iterable, Sequence

from detente.desk.pages.ceasefires.around import href_of
from detente.desk.pages.ceasefires.violation_sheets import quoted
from detente.display.ceasefires.names import (
    Names,
    by_whom,
    claimant_of,
    days_iso,
    thing_words,
)
from detente.display.language import mark, say
from detente.display.sheets import BLANK, Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.corroboration import Corroboration
from detente.registry.ceasefires.verification.ladder import Standing, Step
from detente.registry.ceasefires.verification.verified import DESK, Enquiry, Verifiable
from detente.registry.interval import Interval

__all__ = ["METHOD_NAMES", "RUNG_NAMES", "beside_words", "bodies_sheet", "list_sheet", "lost_sheet", "stands_cell",
           "steps_sheet"]  # fmt: skip

RUNG_NAMES = {
    "alleged": mark("alleged"),
    "corroborated": mark("corroborated"),
    "enquiry open": mark("enquiry open"),
    "access denied": mark("access denied"),
    "confirmed": mark("confirmed"),
    "not confirmed": mark("not confirmed"),
    "refuted": mark("refuted"),
    "cannot tell": mark("cannot tell"),
}
METHOD_NAMES = {
    "visit": mark("visit"),
    "camera": mark("camera"),
    "drone": mark("drone"),
    "interview": mark("interview"),
    "crater analysis": mark("crater analysis"),
    "documents": mark("documents"),
    "own observation": mark("own observation"),
    "other": mark("other"),
}
STANDS: dict[str, Certainty] = {
    "confirmed": "told", "not confirmed": "told", "refuted": "told", "cannot tell": "unsure", "alleged": "claimed",
    "corroborated": "claimed",
}  # fmt: skip


def list_sheet(
    could_be: Iterable[Verifiable],
    ceasefire: Ceasefire,
    names: Names,
    interval: Interval,
    *,
    more: str | None,
    whole: bool,
) -> Sheet:
    """Return what could be verified: who alleges it, what, of whom, who tells the same, where it stands.

    `whole` is whether all steps that are kept are seen; else what has none that is seen is not said to have none.
    """
    days = {"from": interval.first.isoformat(), "to": interval.last.isoformat()}
    return Sheet(
        id="enquiries",
        title=say("What could be verified"),
        columns=(
            Column(id="who", title=say("who alleges it")),
            Column(id="what", title=say("what")),
            Column(id="of", title=say("said to be done")),
            Column(id="days", title=say("days")),
            Column(id="beside", title=say("independent sources beside")),
            Column(id="stands", title=say("state of the enquiry")),
            Column(id="words", title=say("in which words")),
        ),
        rows=tuple(_row(one, ceasefire, names, days, whole=whole) for one in could_be),
        empty=Empty(means=say("Nothing that could be verified is reported for these days."), of="days",
                    now=say("Choose other days above.")),
        more=more,
    )  # fmt: skip


def lost_sheet(lost: Iterable[Enquiry], ceasefire: Ceasefire, names: Names) -> Sheet:
    """Return the enquiries whose subject is no longer told: read otherwise, withdrawn or rejected."""
    return Sheet(
        id="lost",
        title=say("Enquiries whose subject is no longer reported"),
        columns=(
            Column(id="who", title=say("who alleged it")),
            Column(id="what", title=say("what")),
            Column(id="days", title=say("days")),
            Column(id="stands", title=say("state of the enquiry")),
            Column(id="words", title=say("its words were")),
        ),
        rows=tuple(
            Row(
                id=one.subject.id[:20],
                cells=(
                    cell(claimant_of(one.subject, names)),
                    Cell(text=thing_words(one.subject, ceasefire),
                         href=href_of(ceasefire, f"/enquiries/{one.subject.id}")),
                    cell(days_iso(one.subject.interval)),
                    stands_cell(one.standing),
                    quoted((one.subject.evidence,)),
                ),
            )
            for one in lost
        ),
        empty=Empty(means=say("None."), of="found"),
    )  # fmt: skip


def bodies_sheet(standing: Standing | None, order: Sequence[str], names: Names) -> Sheet:
    """Return what each body found last, a column of the same width for each."""
    found = dict(standing.findings) if standing else {}
    bodies = list(dict.fromkeys((*order, DESK, *found)))
    last = {step.body or DESK: step for step in standing.steps if step.rung in STANDS} if standing else {}
    return Sheet(
        id="bodies",
        title=say("Found by each"),
        columns=tuple(Column(id=body, title=names.get(body, body), equal=True) for body in bodies),
        rows=(
            Row(
                id="found",
                cells=tuple(
                    Cell(text=say(RUNG_NAMES[found[body]]), certainty=STANDS.get(found[body]),
                         words=last[body].evidence if body in last else (),
                         note=say(METHOD_NAMES.get(last[body].method or "", "")) if body in last else "")
                    if body in found else Cell(blank=say("no finding"))
                    for body in bodies
                ),
            ),
        ),
        empty=Empty(means=""),
        head=False,
    )  # fmt: skip


def steps_sheet(steps: Sequence[Step], names: Names) -> Sheet:
    """Return the steps of an enquiry, the first one first, each with its words."""
    return Sheet(
        id="steps",
        title=say("Steps"),
        columns=(
            Column(id="number", title=say("step")),
            Column(id="for", title=say("for whom")),
            Column(id="rung", title=say("what")),
            Column(id="method", title=say("method")),
            Column(id="day", title=say("day")),
            Column(id="words", title=say("its words")),
            Column(id="by", title=say("taken by")),
        ),
        rows=tuple(Row(id=f"step-{one.number}", cells=_step(one, names)) for one in steps),
        empty=Empty(means=say("No step was taken yet."), of="found"),
    )


def stands_cell(standing: Standing, *, whole: bool = True) -> Cell:
    """Return where something stands; of findings that differ none comes before the others.

    Where its steps may be kept back (not `whole`), it is said that they are not seen: what it is now is no end.
    """
    if standing.is_disputed:
        return Cell(text=say("in dispute"), certainty="unsure")
    again = [
        say(RUNG_NAMES[rung])
        for rung, is_so in (("enquiry open", standing.is_open), ("access denied", standing.is_denied))
        if is_so and standing.rung != rung
    ]
    kept_back = () if whole else (say("steps of an enquiry are not released to you"),)
    note = "; ".join((*again, *kept_back))
    return Cell(text=say(RUNG_NAMES[standing.rung]), certainty=STANDS.get(standing.rung), note=note)


def beside_words(found: Corroboration, names: Names) -> Cell:
    """Return who tells the same without depending on who alleges it."""
    if not found.also:
        return Cell(blank=say("none"))
    return cell(len(found.also), note=", ".join(names.get(one, one) for one in found.also))


def _row(one: Verifiable, ceasefire: Ceasefire, names: Names, days: dict[str, str], *, whole: bool) -> Row:
    lead = one.happening.lead
    standing = one.enquiries[0].standing if one.enquiries else one.standing
    alleged = [by_whom(each.of, names) for each in one.happening.alleged if each.of]
    told = dict.fromkeys(filter(None, (days_iso(each.interval) for each in one.happening.told)))
    return Row(
        id=one.id[:20],
        cells=(
            cell(", ".join(names.get(who, who) for who in one.happening.alleged_by[:4])),
            Cell(text=thing_words(lead, ceasefire), href=href_of(ceasefire, f"/enquiries/{one.id}", **days)),
            cell("; ".join(alleged)) if alleged else Cell(blank=say("not reported who did it")),
            cell("; ".join(list(told)[:3])) if told else Cell(blank=say("days not reported")),
            beside_words(one.corroboration, names),
            stands_cell(standing, whole=whole or bool(one.enquiries)),
            quoted(lead.evidence),
        ),
    )


def _step(one: Step, names: Names) -> tuple[Cell, ...]:
    denied = say("by whom is not known") if one.rung == "access denied" else ""
    return (
        cell(one.number),
        cell(names.get(one.body or DESK, one.body or "")),
        Cell(text=say(RUNG_NAMES[one.rung]), certainty=STANDS.get(one.rung),
             note=by_whom(one.denied_by, names) if one.denied_by else denied),
        cell(say(METHOD_NAMES.get(one.method, one.method))) if one.method else BLANK,
        cell(one.day),
        quoted(one.evidence) if one.evidence else BLANK,
        cell(one.by, note=one.note or ""),
    )  # fmt: skip
