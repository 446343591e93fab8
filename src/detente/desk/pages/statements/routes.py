"""Statements: the ledger with filters, one utterance with all of its versions, phrases through time."""

from fastapi import APIRouter
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.fields import After, Day, Everything, From, Text, days_between
from detente.desk.pages.said.paging import one_called, onward, reports_of, turn_to
from detente.desk.pages.statements.phrases import followed_sheet, months_sheet, occurrences_sheet, proposed_sheet
from detente.desk.pages.statements.view import ledger_sheet, nothing, versions_sheet
from detente.desk.pages.statements.words import heard_words, speaker_text
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.pipeline.ledger import gather_ledger, gather_phrases
from detente.registry.statements.ledger import Line
from detente.registry.statements.selection import select_lines

__all__ = ["ledger", "router"]

router = APIRouter()


def ledger(asked: Asked, *, everything: bool = False) -> tuple[Line, ...]:
    """Return the ledger, the latest last: what is quoted, or what is told in reporters' words as well."""
    return asked.held(
        "ledger",
        lambda: gather_ledger(asked.record, known_on=asked.known_on, quoted_only=not everything),
        everything,
    )


@router.get("/statements")
def list_statements(  # noqa: PLR0913 - each narrows the list, by its name in the address
    asked: Reads, *, speaker: Text = "", audience: Text = "", about: Text = "", words: Text = "", from_: From = None,
    to: Day = None, everything: Everything = False, after: After = "",
) -> Response:  # fmt: skip
    """List what is quoted, the latest first."""
    chosen = select_lines(
        ledger(asked, everything=everything), speaker=speaker or None, audience=audience or None, about=about or None,
        words=words or None, days=days_between(from_, to),
    )  # fmt: skip
    found = sorted(chosen, key=lambda one: one.days[-1] if one.days else "", reverse=True)
    shown, then = turn_to(asked, found, after, called=lambda one: one.id[:16])
    reports = reports_of(asked, [one.fullest.document for one in shown])
    narrowed = bool(speaker or audience or about or words or from_ or to)
    sheet = ledger_sheet(shown, reports, empty=nothing(narrowed=narrowed), more=onward(asked, then))
    return asked.page(
        "statements.html.j2", title=say("Statements"), sheets=[sheet], speaker=speaker, audience=audience, about=about,
        words=words, first=from_, last=to, everything=everything,
    )  # fmt: skip


@router.get("/statements/phrases")
def show_phrases(asked: Reads, phrase: Text = "", after: After = "") -> Response:
    """Show the phrases of the watches through time, and where one of them stands."""
    found = asked.held("phrases", lambda: gather_phrases(asked.record, known_on=asked.known_on))
    own = next((one for one in found.watched if one.id == phrase), None)
    if phrase and own is None:
        raise not_here(say("No watch here follows a phrase of this id."), now=say("List them"), href=PHRASES)
    sheets = [followed_sheet(found), months_sheet(found), proposed_sheet(found.proposed)]
    if own is not None:
        some = sorted(found.of(own.id), key=lambda one: one.published or "", reverse=True)
        shown, then = turn_to(asked, some, after, called=lambda one: f"{one.document[:10]}-{one.start}")
        reports = reports_of(asked, [one.document for one in shown])
        sheets.append(occurrences_sheet(shown, reports, more=onward(asked, then)))
    return asked.page("phrases.html.j2", title=say("Phrases through time"), sheets=sheets, own=own)


PHRASES = "/statements/phrases"


@router.get("/statements/{id_}")
def show_statement(asked: Reads, id_: str) -> Response:
    """Show one utterance: each version with who passed it on, which is fullest, what differs."""
    line = _found(asked, id_)
    reports = reports_of(asked, [one.heard.document for one in line.versions])
    sheet = versions_sheet(line, reports)
    return asked.page(
        "statement.html.j2", title=speaker_text(line), sheets=[sheet], line=line, said=heard_words(line.fullest)
    )


def _found(asked: Asked, id_: str) -> Line:
    quoted = [one for one in ledger(asked) if one.id.startswith(id_)]
    every = quoted if len(quoted) == 1 else ledger(asked, everything=True)
    none = say("No quotation here has this address. Its report may have been withdrawn, or read anew.")
    return one_called(every, id_, ids=lambda one: (one.id,), none=none, href="/statements")
