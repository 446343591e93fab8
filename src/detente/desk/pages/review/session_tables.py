"""The tables of blind sessions: how far each is, where coders differ, and how far they agree."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.desk.asked import Asked
from detente.desk.pages.review.fields_words import field_name
from detente.desk.pages.review.item import reading_here
from detente.desk.pages.review.sayings import kind_told
from detente.desk.pages.review.shown import cell_of
from detente.display.language import mark, say
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.coding_sessions import agreement_of, codings_of
from detente.review.agreement import Coding, Differing, compare_codings
from detente.review.alpha import Agreement
from detente.review.records import Kind, Subject
from detente.store import SessionView

__all__ = ["AGREEMENT_RULE", "agreement_sheet", "differing_count", "differing_sheet", "sessions_sheet"]

AGREEMENT_RULE = mark(
    "Krippendorff’s alpha over the items that both coded: 1 is full agreement, 0 is what "
    "chance gives. Between “from” and “to” lie 95 of 100 draws of items. Under 20 items it "
    "says little. “There at all” is yes, no or cannot tell; the other fields are compared where "
    "both say yes"
)
IS_THERE: Mapping[str, str] = {"yes": mark("yes"), "no": mark("no"), "cannot tell": mark("cannot tell")}


def sessions_sheet(asked: Asked, sessions: Sequence[SessionView]) -> Sheet:
    """Return sessions, the last one first, with how far each coder is."""
    return Sheet(
        id="sessions",
        title=say("Sessions"),
        columns=(
            Column(id="session", title=say("session")),
            Column(id="coders", title=say("coders")),
            Column(id="how", title=say("how")),
            Column(id="items", title=say("items"), numeric=True),
            Column(id="done", title=say("coded")),
            Column(id="opened", title=say("opened")),
            Column(id="ended", title=say("ended")),
            Column(id="differ", title=say("differ"), numeric=True),
            Column(id="settled", title=say("settled"), numeric=True),
        ),
        rows=tuple(_session(asked, view) for view in reversed(sessions)),
        empty=Empty(means=say("No blind session yet, or none of this kind."), now=say("Begin one below.")),
    )


def _session(asked: Asked, view: SessionView) -> Row:
    done = ", ".join(f"{coder} {len(view.done.get(coder, ()))}" for coder in view.coders)
    ended = view.ended_at
    return Row(
        id=view.id,
        cells=(
            Cell(text=view.id[:10], href=f"/review/sessions/{view.id}"),
            cell(say("%(one)s and %(other)s", one=view.coders[0], other=view.coders[-1])),
            cell(say("blind to the machine too") if view.blind_to_machine else say("blind to each other")),
            cell(len(view.items)),
            cell(done),
            cell(view.opened_at.date().isoformat()),
            Cell(blank=say("running")) if ended is None else cell(ended.date().isoformat()),
            BLANK if ended is None else cell(differing_count(asked, view)),
            BLANK if ended is None else cell(len(view.settled)),
        ),
    )


def differing_count(asked: Asked, view: SessionView) -> int:
    """Return on how many items the coders of a session that has ended differ."""
    return len(_differing(asked, view))


def _differing(asked: Asked, view: SessionView) -> tuple[tuple[Subject, tuple[Coding, ...]], ...]:
    def work() -> tuple[tuple[Subject, tuple[Coding, ...]], ...]:
        every = codings_of(asked.record, view)
        return tuple((s, tuple(codings)) for s, codings in every if compare_codings(s.kind, codings))

    return asked.held("differing", work, view.id)


def differing_sheet(asked: Asked, view: SessionView) -> Sheet:
    """Return the fields in which coders differ: what each says in columns of the same width."""
    rows = [
        _differs(asked, view, subject, one)
        for subject, codings in _differing(asked, view)
        for one in compare_codings(subject.kind, codings)
    ]
    return Sheet(
        id="differing",
        title=say("Where the coders differ"),
        columns=(
            Column(id="item", title=say("item")),
            Column(id="field", title=say("field")),
            *(Column(id=f"coder{n}", title=coder, equal=True) for n, coder in enumerate(view.coders, 1)),
            Column(id="settled", title=say("settled")),
        ),
        rows=tuple(rows),
        empty=Empty(means=say("The coders agree on all that both coded: there is nothing to settle.")),
    )


def _differs(asked: Asked, view: SessionView, subject: Subject, one: Differing) -> Row:
    reading = asked.held("reading", lambda: reading_here(asked, subject.document), subject.document)
    said = (_said(one, one.said.get(coder), reading, subject) for coder in view.coders)
    done = subject.key in view.settled
    return Row(
        id=f"{subject.key}-{one.field.replace(' ', '-')}",
        cells=(
            Cell(
                text=f"{kind_told(subject.kind)} {subject.key[:10]}",
                href=f"/review/sessions/{view.id}/items/{subject.key}",
            ),
            cell(field_name(one.field), value=one.field),
            *said,
            cell(say("yes")) if done else Cell(blank=say("not yet")),
        ),
    )


def _said(one: Differing, field: Any, reading: Mapping[str, Any], subject: Subject) -> Cell:
    if one.field == "there at all":
        return cell(say(IS_THERE[str(field.value)])) if field is not None else BLANK
    return cell_of(one.field, field, reading=reading, document=subject.document)


def agreement_sheet(asked: Asked, sessions: Sequence[SessionView]) -> Sheet:
    """Return alpha by field over sessions that have ended, with its interval and the number of items."""
    ids = tuple(view.id for view in sessions)
    found = asked.held("agreement", lambda: tuple(agreement_of(asked.record, sessions).items()), ids)
    return Sheet(
        id="agreement",
        title=say("By field"),
        columns=(
            Column(id="of", title=say("of")),
            Column(id="field", title=say("field")),
            Column(id="alpha", title=say("alpha"), numeric=True),
            Column(id="from", title=say("from"), numeric=True),
            Column(id="to", title=say("to"), numeric=True),
            Column(id="items", title=say("items"), numeric=True),
            Column(id="agreed", title=say("agreed"), numeric=True),
            Column(id="note", title=say("note")),
        ),
        rows=tuple(_agreement(kind, name, one) for (kind, name), one in found),
        empty=Empty(
            means=say("No blind session has ended in this time, so nothing is measured."),
            now=say("Begin a blind session"),
            href="/review/sessions",
        ),
        rule=say(AGREEMENT_RULE),
    )


def _agreement(kind: Kind, name: str, one: Agreement) -> Row:
    return Row(
        id=f"{kind}-{name.replace(' ', '-')}",
        cells=(
            cell(kind),
            cell(name),
            *(_figure(value) for value in (one.alpha, one.low, one.high)),
            cell(one.items),
            cell(one.agreed),
            cell(_note(one)),
        ),
    )


def _figure(value: float | None) -> Cell:
    return Cell(blank=say("not defined")) if value is None else Cell(text=f"{value:.3f}", value=round(value, 3))


def _note(one: Agreement) -> str | None:
    if not one.items:
        return say("nothing coded by both")
    if one.alpha is None:
        return say("all answers are the same: alpha is not defined")
    return say("too few items to say much") if one.is_few else None
