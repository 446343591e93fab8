"""What an adjudicator does with agreements: notes, names, what bears on a provision, how far it is carried out."""

import datetime as dt
import re
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, UploadFile
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Adjudicates
from detente.desk.pages.agreements import gathered
from detente.desk.pages.agreements.listed import agreement_href
from detente.desk.pages.agreements.provisions import provision_href
from detente.desk.pages.agreements.sent_file import words_of_file
from detente.desk.pages.registry.addresses import Id
from detente.desk.pages.registry.notes import Reason, Sent, keep_note, reason_of
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.pipeline.agreements import keep_alias, keep_text
from detente.pipeline.implementation import decide_bearing, keep_assessment
from detente.registry.agreements.aliases import Verdict
from detente.registry.agreements.definition import Agreement, TextVariant
from detente.registry.agreements.implementation import Assessment
from detente.registry.agreements.told.statuses import KINDS
from detente.registry.evidence import Evidence
from detente.store import Record

__all__ = ["router"]

router = APIRouter()
Words = Annotated[str, Form(max_length=4000)]
Short = Annotated[str, Form(max_length=200)]
LONGEST_TEXT = 400_000
"""Characters of a text that is pasted or brought as a file; a longer one is brought with the command line."""
LANGUAGE = re.compile("[a-z]{2,3}")


@router.post("/agreements/{id_}/notes")
def write_note(asked: Adjudicates, id_: Id, sent: Annotated[Sent, Depends()]) -> Response:
    """Keep what a person writes down of an agreement."""
    found = gathered.agreements_of(asked)
    keep_note(asked, found.desk, gathered.agreement_of(found, id_), "agreement", sent, whats=KINDS)
    return asked.back(f"{agreement_href(id_)}#said")


@router.post("/agreements/{id_}/names")
def decide_name(
    asked: Adjudicates, id_: Id, words: Short, verdict: Annotated[Verdict, Form()], reason: Reason = ""
) -> Response:
    """Keep that words are a name of an agreement, or are not."""
    why = reason_of(reason)
    one = gathered.agreement_of(gathered.agreements_of(asked), id_)
    if not words.strip():
        raise UsageError(say("No words are given: whose name is it to be?"))
    with asked.writing() as record:
        keep_alias(record, one, words, verdict, author=asked.viewer.name, reason=why, now=asked.now)
    return asked.back(f"{agreement_href(id_)}#names")


@router.post("/agreements/{id_}/bearings/{proposal}")
def decide_proposal(
    asked: Adjudicates, id_: Id, proposal: Id, holds: Annotated[Literal["yes", "no"], Form()], reason: Reason = ""
) -> Response:
    """Keep whether a proposed bearing holds."""
    why = reason_of(reason)
    rows = gathered.bearings_of(asked, id_)
    found = next((row.proposal for row in rows if row.proposal.id == proposal), None)
    if found is None:
        raise not_here(
            say("This is not proposed, and was not: the report may have been read anew since."),
            now=say("See the provisions."), href=agreement_href(id_),
        )  # fmt: skip
    with asked.writing() as record:
        decide_bearing(record, found, accepted=holds == "yes", author=asked.viewer.name, reason=why, now=asked.now)
    return asked.back(f"{provision_href(id_, found.provision)}#{'bears' if holds == 'yes' else 'dismissed'}")


class Text:
    """What was sent with the form of a text: pasted, or as a file, as somebody published it."""

    def __init__(
        self,
        called: Annotated[str, Form(max_length=100)],
        words: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
        file: UploadFile | None = None,
        language: Annotated[str, Form(max_length=3)] = "en",
        claimant: Short = "",
        source: Annotated[str, Form(max_length=400)] = "",
        translated_from: Annotated[str, Form(max_length=3)] = "",
        reason: Reason = "",
    ) -> None:
        """Keep what was sent as it is."""
        self.called, self.language, self.reason = called.strip(), language.strip(), reason
        self.pasted, self.file = words, file
        self.claimant, self.source, self.translated_from = claimant.strip(), source.strip(), translated_from.strip()

    @property
    def words(self) -> str:
        """The words of the text. Raises `UsageError` where they come twice, or in a file that is no plain text."""
        brought = words_of_file(self.file, most=LONGEST_TEXT)
        if brought is not None and self.pasted.strip():
            raise UsageError(say("A text is pasted, or brought as a file, and not both: which is meant?"))
        return self.pasted if brought is None else brought


@router.post("/agreements/{id_}/texts")
def bring_text(asked: Adjudicates, id_: Id, sent: Annotated[Text, Depends()]) -> Response:
    """Keep a text of an agreement, as somebody published it; the same id again makes a revision."""
    why = reason_of(sent.reason)
    for code in filter(None, (sent.language, sent.translated_from)):
        if not LANGUAGE.fullmatch(code):
            raise UsageError(say("A language is given by its code of two or three letters, such as en, fr or az."))
    words = sent.words
    if not sent.called or not words.strip():
        raise UsageError(say("A text has a short name of its own, and words: give both."))
    one = gathered.agreement_of(gathered.agreements_of(asked), id_)
    variant = TextVariant(
        id=sent.called, language=sent.language, claimant=sent.claimant or None, text=words,
        translated_from=sent.translated_from or None, source=sent.source or None,
    )  # fmt: skip
    try:
        with asked.writing() as record:
            keep_text(record, one, variant, author=asked.viewer.name, reason=why, now=asked.now)
    except UsageError as error:
        message = say(
            "This text cannot be kept: the desk’s watch has one of this name, or no provisions can be told apart in "
            "it. Give another name, or look at what was pasted."
        )
        raise UsageError(message) from error
    return asked.back(f"{agreement_href(id_)}#texts")


class Judgement:
    """What was sent with the form of a judgement."""

    def __init__(
        self,
        party: Short,
        value: Annotated[int, Form(ge=0, le=3)],
        day: Annotated[dt.date, Form()],
        words: Words,
        source: Annotated[str, Form(max_length=400)] = "",
        reason: Reason = "",
    ) -> None:
        """Keep what was sent as it is."""
        self.party, self.value, self.day, self.words, self.source, self.reason = (
            party, value, day, words, source, reason,
        )  # fmt: skip


@router.post("/agreements/{id_}/assessments/{number:path}")
def judge(asked: Adjudicates, id_: Id, number: Id, sent: Annotated[Judgement, Depends()]) -> Response:
    """Keep how far a party has carried out a provision, as one person judges."""
    why, by = reason_of(sent.reason), asked.viewer.name
    if not sent.words.strip():
        raise UsageError(say("A judgement rests on words: write them, and where they are from."))
    made = Assessment(
        agreement=id_, provision=number, party=sent.party, day=sent.day.isoformat(), value=sent.value, by=by,
        reason=why, evidence=(Evidence(words=sent.words.strip(), by=by, source=sent.source.strip() or None),),
    )  # fmt: skip
    one = gathered.implemented(asked, id_)
    with asked.writing() as record:
        _keep(record, one, made, asked.now)
    return asked.back(f"{agreement_href(id_)}/provisions/{quote(number, safe='')}#judged")


def _keep(record: Record, one: Agreement, made: Assessment, now: dt.datetime) -> None:
    """Keep a judgement. Raises `UsageError` in the desk's own words for what cannot be judged."""
    try:
        keep_assessment(record, one, made, now=now)
    except UsageError as error:
        message = say(
            "This cannot be judged: a judgement is of somebody whom the provision binds, and of a day between the "
            "beginning of the agreement and today."
        )
        raise UsageError(message) from error
