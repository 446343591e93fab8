"""A text is laid before both sides: what is to be seen by whom is shown first, then it is done."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Adjudicates, Asked
from detente.desk.pages.ceasefires import finding_sheets as sheets
from detente.desk.pages.ceasefires.around import around, href_of
from detente.desk.pages.ceasefires.enquiry_page import chosen_thing
from detente.desk.pages.ceasefires.finding_page import text_called
from detente.desk.pages.ceasefires.gathered import kept_ceasefire, latest_day
from detente.desk.pages.ceasefires.period import asked_whole
from detente.desk.pages.ceasefires.reach import quoted_reports, unseen_sheet
from detente.desk.pages.ceasefires.steps import LONGEST
from detente.display.ceasefires.names import names_of
from detente.display.language import say
from detente.pipeline.sign_offs import laid_texts, lay_text
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.signing import LONGEST_TEXT, checked_words, text_id
from detente.registry.ceasefires.verification.subject import Subject
from detente.registry.ceasefires.verification.verified import Laid

__all__ = ["router"]

router = APIRouter()
Words = Annotated[str, Form(max_length=LONGEST)]
Text = Annotated[str, Form(max_length=LONGEST_TEXT + 1000)]


@router.post("/ceasefires/{id_}/findings/draft")
def show_draft(id_: str, asked: Adjudicates, words: Text, about: Words = "", replaces: Words = "") -> Response:
    """Show a text as both sides will read it, who will see it, and what goes with it; nothing is laid yet."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    subjects, _ = _fit(asked, ceasefire, words, about, replaces)
    quoted = quoted_reports(asked, subjects)
    names = names_of(ceasefire)
    return asked.page(
        "ceasefire_draft.html.j2", title=say("%(name)s: before a text is put to both sides", name=ceasefire.name),
        sheets=[unseen_sheet(asked, ceasefire, quoted), sheets.subjects_sheet(subjects, ceasefire, names)],
        words=checked_words(words), about=about, replaces=replaces, quoted=len(quoted),
        typed=sum(one.evidence.document is None for one in subjects),
        sides=[names[one.id] for one in ceasefire.parties], **around(asked, ceasefire, here="findings"),
    )  # fmt: skip


@router.post("/ceasefires/{id_}/findings")
def post_finding(id_: str, asked: Adjudicates, words: Text, about: Words = "", replaces: Words = "") -> Response:
    """Lay a text before both sides, or a new wording of one."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    subjects, older = _fit(asked, ceasefire, words, about, replaces)
    with asked.writing() as record:
        made = lay_text(record, ceasefire, words, subjects, by=asked.viewer.name, replaces=older, now=asked.now)
    return asked.back(href_of(ceasefire, f"/findings/{made}"))


def _fit(
    asked: Asked, ceasefire: Ceasefire, words: str, about: str, replaces: str
) -> tuple[tuple[Subject, ...], Laid | None]:
    """Return what a text is about, and which it replaces. Raises `UsageError` where it may not be laid."""
    laid = laid_texts(asked.record, ceasefire)
    older = text_called(laid, ceasefire, replaces) if replaces else None
    if older is None and not about:
        raise UsageError(say("The text is about nothing; lay it from the page of what it is about."))
    if older is not None and older.replaced_by is not None:
        raise UsageError(say("That text has a new wording already; replace that one."))
    whole = asked_whole(ceasefire, None, None, latest_day(asked))
    chosen = (chosen_thing(asked, ceasefire, whole, about).subject,) if about else ()
    own = chosen or (older.about if older else ())
    if any(one.id == text_id(checked_words(words), {each.id for each in own}) for one in laid):
        raise UsageError(say("A text in these very words lies before both sides already."))
    return own, older
