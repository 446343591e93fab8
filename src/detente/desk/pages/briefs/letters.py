"""The letter of a brief: as it was put up, else as it would be sent now; alone, in a frame that may do nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from detente.brief.brief import Brief
from detente.brief.kept import KeptBrief, put_right
from detente.brief.letter.approving import as_letter
from detente.brief.letter.files import plain_letter, shown_letter
from detente.brief.letter.letter import Letter, Picture
from detente.brief.letter.notice import Noticed, html_with_notice, notice_text, noticed
from detente.brief.letter.setting import letter_id, set_letter
from detente.desk.answers import answer
from detente.desk.asked import Asked, Reads
from detente.desk.pages.briefs.called import texts_of
from detente.desk.pages.briefs.drawn import drawn_for
from detente.desk.pages.briefs.post import looked_back, settings_of, the_letter
from detente.desk.pages.registry.addresses import Id
from detente.desk.refusals import not_here
from detente.display.language import say

__all__ = ["Given", "given_letter", "notices_of", "router"]

router = APIRouter()
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""A letter has its style in its tags, and its pictures in itself; it runs nothing, asks nothing, sends nothing."""
ALONE = {"Content-Security-Policy": POLICY, "X-Frame-Options": "SAMEORIGIN"}
FORM = "/subscribe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A letter, and whether it is as it was put up; else it is as it would be set now."""

    letter: Letter
    is_kept: bool

    @property
    def text(self) -> str:
        """Its plain text, as it is shown to nobody in particular."""
        return plain_letter(self.letter, form=FORM).text


def given_letter(asked: Asked, kept: KeptBrief, pictures: Sequence[Picture] = ()) -> Given | None:
    """Return the letter of a brief; None where none was put up, and nothing is set to make one by."""
    found = the_letter(asked, letter_id(kept.brief.id, kept.revision))
    if found is not None:
        return Given(letter=as_letter(found), is_kept=True)
    settings = settings_of(asked)
    edition = next((one for one in settings.editions if one.id == kept.brief.edition), None) if settings else None
    if settings is None or edition is None:
        return None
    return Given(letter=set_letter(kept.brief, settings, edition, pictures, revision=kept.revision), is_kept=False)


@router.get("/briefs/{id_}/letter")
def show_letter(asked: Reads, id_: Id) -> Response:
    """Show the letter of a brief as a mail program does; its own two links lead to the form."""
    kept, found = _letter(asked, id_)
    told = shown_letter(found.letter, form=FORM, in_frame=True)
    made = answer(asked.request, html_with_notice(told, notices_of(asked, kept.brief)))
    made.headers.update(ALONE)
    return made


@router.get("/briefs/{id_}/letter.txt")
def show_text(asked: Reads, id_: Id) -> Response:
    """Show the plain text of the letter of a brief."""
    kept, found = _letter(asked, id_)
    told = notice_text(notices_of(asked, kept.brief), origin=asked.settings.origin)
    return answer(asked.request, f"{told}\n\n{found.text}" if told else found.text, kind="text/plain")


def notices_of(asked: Asked, brief: Brief) -> tuple[Noticed, ...]:
    """Return what later briefs put right of one, as far as who asks may see these."""
    days = looked_back(asked)
    return noticed(put_right(asked.record, [brief], days=days, known_on=asked.known_on)[brief.id])


def _letter(asked: Asked, id_: str) -> tuple[KeptBrief, Given]:
    kept = texts_of(asked.record, id_, known_on=asked.known_on)[-1]
    found = given_letter(asked, kept, drawn_for(asked, kept.brief))
    if found is None:
        raise not_here(
            say("There is no letter of a brief at this address, or it is not released to you."),
            now=say("See the briefs."), href="/briefs",
        )  # fmt: skip
    return kept, found
