"""What an editor does with a draft, and its approval: each is a text of the brief of its own, with name and reason."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import Response

from detente.brief.brief import Brief
from detente.brief.kept import KeptBrief, brief_entry
from detente.brief.letter import editing
from detente.brief.letter.approving import approve, put_letter
from detente.core.errors import UsageError
from detente.desk.asked import Adjudicates, Asked
from detente.desk.pages.briefs.called import texts_of
from detente.desk.pages.briefs.drawn import drawn_for
from detente.desk.pages.briefs.listed import brief_page
from detente.desk.pages.briefs.post import open_post, settings_of, settings_to_send
from detente.desk.pages.registry.addresses import Id
from detente.desk.pages.said.writing import Reason, author_of, reason_of
from detente.display.language import say
from detente.store import keep_revision

__all__ = ["router"]

router = APIRouter()
Deed = Literal["strike", "put back", "cut", "put sentences back", "say", "take back", "up", "down"]
Place = Annotated[int, Form(ge=0, le=1_000)]
Revision = Annotated[int, Form(ge=1, le=1_000_000)]
Which = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=2000)]
MOVED = "the order of its sections"


@router.post("/briefs/{id_}/edit")
def edit_brief(
    asked: Adjudicates, id_: Id, deed: Annotated[Deed, Form()], revision: Revision, at: Which = "", words: Words = "",
    place: Place = 0, reason: Reason = "",
) -> Response:  # fmt: skip
    """Keep a text of a draft: a line or a sentence left out or put back, own words, sections in another order."""
    author = author_of(asked)
    why = reason_of(reason) if deed not in {"up", "down"} else reason.strip() or MOVED
    with asked.writing() as record:
        every = texts_of(record, id_)
        kept = _read_by(every[-1], revision)
        made = _edited(every, deed, at, words, place=place, by=author)
        keep_revision(record, brief_entry(made), after=kept.revision, author=author, reason=why, now=asked.now)
    return asked.back(f"{brief_page(made.id)}#{'edited' if deed in {'up', 'down'} or not at else f'line-{at}'}")


def _edited(every: tuple[KeptBrief, ...], deed: Deed, at: str, words: str, *, place: int, by: str) -> Brief:
    brief = every[-1].brief
    match deed:
        case "strike" | "cut":
            return editing.strike(brief, at) if deed == "strike" else editing.strike_sentence(brief, at, place)
        case "put back":
            return editing.put_back(brief, _earlier(every, at), at)
        case "put sentences back":
            return editing.put_sentences_back(brief, _composed(every, at), at)
        case "say":
            return editing.remark_on(brief, words, by=by, line=at or None)
        case "take back":
            return editing.take_back_remarks(brief, line=at or None)
        case "up" | "down":
            return editing.move_section(brief, at, up=deed == "up")


def _composed(every: tuple[KeptBrief, ...], line: str) -> Brief:
    """Return the last text that was composed and has a line."""
    bare = (one for one in reversed(every) if not one.brief.cut)
    return next((one.brief for one in bare if _has(one.brief, line)), every[-1].brief)


def _has(brief: Brief, line: str) -> bool:
    return any(own.id == line for section in brief.sections for own in section.lines)


def _earlier(every: tuple[KeptBrief, ...], line: str) -> Brief:
    """Return the last text that had a line."""
    found = (
        one.brief
        for one in reversed(every)
        for section in one.brief.sections
        for own in section.lines
        if own.id == line
    )
    return next(found, every[-1].brief)


@router.post("/briefs/{id_}/approve")
def approve_brief(asked: Adjudicates, id_: Id, revision: Revision, reason: Reason = "") -> Response:
    """Approve a brief: it is released to whom it was composed for, and its letter is put up to be sent."""
    author, why = author_of(asked), reason_of(reason)
    with asked.writing() as record:
        kept = _read_by(texts_of(record, id_)[-1], revision)
        sends = settings_of(asked) is not None
        if sends:
            settings_to_send(asked, kept.brief.edition)
        approved = approve(record, kept, by=author, reason=why, now=asked.now)
    if sends:
        _put_up(asked, approved)
    return asked.back(brief_page(approved.brief.id))


@router.post("/briefs/{id_}/letter")
def put_up_letter(asked: Adjudicates, id_: Id) -> Response:
    """Put up the letter of a brief that was approved where none could be set: once, however often it is asked."""
    author_of(asked)
    kept = texts_of(asked.record, id_)[-1]
    _put_up(asked, kept)
    return asked.back(brief_page(kept.brief.id))


def _put_up(asked: Asked, kept: KeptBrief) -> None:
    settings = settings_to_send(asked, kept.brief.edition)
    with open_post(asked, new=True) as mail:
        if mail is not None:
            put_letter(mail, kept, settings, drawn_for(asked, kept.brief), now=asked.now)


def _read_by(kept: KeptBrief, revision: int) -> KeptBrief:
    """Return a brief that nobody changed since it was read. Raises `UsageError` where somebody did."""
    if kept.revision != revision:
        message = say(
            "%(who)s changed this brief meanwhile; nothing was kept. Go back, read it again, and send again.",
            who=kept.author,
        )
        raise UsageError(message)
    return kept
