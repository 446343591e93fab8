"""One item as a coder is shown it: its report, its fields, who has said what of it, and what must not be seen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from detente.core.errors import DetenteError
from detente.core.ids import hash_parts
from detente.core.spans import Span
from detente.desk.asked import Asked
from detente.desk.pages.review.given import Before, before_of
from detente.desk.refusals import Refused, not_here
from detente.display.language import say
from detente.registry.evidence import Evidence
from detente.review.coded import coded_fields
from detente.review.correct import scene_of
from detente.review.keys import subjects_of
from detente.review.records import Field, Review, Subject
from detente.review.withheld import withhold
from detente.store import (
    SessionView,
    coder_reviews_of,
    extended_reading,
    hidden_keys,
    review_sessions,
    reviews,
)

__all__ = ["Item", "find_item", "item_of_session", "reading_here"]

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An event or a claim with the reading it stands in, as one coder may see it.

    `said` is what counts or was said outside running sessions; `own` what this coder said and did not take back. `seen`
    names the state that is shown: another where anything of it has changed.
    """

    subject: Subject
    reading: Json
    coded: Json
    session: SessionView | None
    said: tuple[Review, ...]
    own: tuple[Review, ...]
    seen: str

    @property
    def hides_machine(self) -> bool:
        """Whether the coder is not to see what the machine read."""
        return self.session is not None and self.session.blind_to_machine

    @property
    def scene(self) -> Span:
        """The sentences that it stands in."""
        return scene_of(self.reading, self.coded)

    @property
    def evidence(self) -> Evidence:
        """The words of its sentences."""
        own, text = self.scene, self.reading["text"]
        return Evidence(words=own.text_in(text), document=self.subject.document, start=own.start, end=own.end)

    @property
    def fields(self) -> Mapping[str, Field]:
        """What was read, or of what is coded blind nothing but the words by which it is known."""
        found = coded_fields(self.subject.kind, self.coded, reading=self.reading, document=self.subject.document)
        shown = "trigger" if self.subject.kind == "event" else "content"
        return {shown: found[shown]} if self.hides_machine else found

    @property
    def before(self) -> Before:
        """What stands in a form for it before anybody types."""
        if self.hides_machine:
            return {}
        kind, document = self.subject.kind, self.subject.document
        return before_of(kind, self.fields, reading=self.reading, document=document, scene=self.scene)

    @property
    def position(self) -> int | None:
        """Which item of its session it is."""
        return None if self.session is None else self.session.items.index(self.subject) + 1


def find_item(asked: Asked, document: str, key: str) -> Item:
    """Return an item, as who asks may see it. Raises `Refused` where it is gone, or others code it blind."""
    session = _session_of(asked, key)
    if session is not None and asked.viewer.name not in session.coders:
        raise Refused(
            HTTPStatus.FORBIDDEN, say("This is being coded blind by others: nobody else sees it until they end."),
            now=say("Go on with the next item"), href="/review/next",
        )  # fmt: skip
    reading = reading_here(asked, document)
    if session is None:
        reading = withhold(reading, hidden_keys(asked.record), document=document)
    found = next(((s, c) for s, c in subjects_of(reading, document=document) if s.key == key), None)
    if found is None:
        raise not_here(
            say("In the report as it is read now nothing of this kind is here any more, or it is being "
                "coded blind."),
            now=say("Go on with the next item"), href="/review/next",
        )  # fmt: skip
    return _item(asked, found[0], found[1], reading, session)


def _item(asked: Asked, subject: Subject, coded: Json, reading: Json, session: SessionView | None) -> Item:
    said = () if session is not None else _said(asked, subject)
    own = coder_reviews_of(asked.record, subject.key, coder=asked.viewer.name)
    if session is not None:
        own = tuple(one for one in own if one.session == session.id)
    told = sorted({one.id for one in (*said, *own)})
    state = json.dumps({name: value for name, value in coded.items() if name != "id"}, sort_keys=True, default=str)
    seen = hash_parts("seen", subject.key, reading["text"], state, *told)
    return Item(subject=subject, reading=reading, coded=coded, session=session, said=said, own=own, seen=seen)


def _said(asked: Asked, subject: Subject) -> tuple[Review, ...]:
    return tuple(one for one in reviews(asked.record, document=subject.document) if one.subject == subject)


def item_of_session(asked: Asked, view: SessionView, key: str) -> Item:
    """Return an item of a session that has ended, as it was read. Raises `Refused` where there is none, or it runs."""
    subject = next((one for one in view.items if one.key == key), None)
    if subject is None or view.ended_at is None:
        raise not_here(
            say("Nothing of this session is here to be settled: it is running, or has no such item."),
            now=say("To the session"), href=f"/review/sessions/{view.id}",
        )  # fmt: skip
    reading = reading_here(asked, subject.document)
    found = next((c for s, c in subjects_of(reading, document=subject.document) if s == subject), None)
    if found is None:
        raise not_here(say("In the report as it is read now nothing of this kind is here any more."))
    return Item(subject=subject, reading=reading, coded=found, session=None, said=(), own=(), seen="")


def _session_of(asked: Asked, key: str) -> SessionView | None:
    running = review_sessions(asked.record, only_running=True)
    return next((view for view in running if any(item.key == key for item in view.items)), None)


def reading_here(asked: Asked, document: str) -> Json:
    """Return the current reading of a report, with what people added. Raises `Refused` where there is none."""
    try:
        return extended_reading(asked.record, document)
    except DetenteError:
        message = say("No report of this id was read here.")
        raise not_here(message, now=say("Go on with the next item"), href="/review/next") from None
