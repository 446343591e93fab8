"""All that is kept of a subscriber, to be given to them."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from detente.store.columns import moment
from detente.store.mail.confirmations import SentLetter, letters_to
from detente.store.mail.consents import Consent, consents_of, note_consent, terms_of
from detente.store.mail.subscribers import Subscriber, choices_of, is_suppressed

__all__ = ["export"]


def export(connection: Connection, found: Subscriber, *, how: str, now: dt.datetime) -> dict[str, Any]:
    """Return what is kept of a subscriber, with the terms as they were shown, and note that it was given out."""
    note_consent(connection, found.id, "exported", how=how, now=now)
    consents = consents_of(connection, found.id)
    shown = sorted({one.terms for one in consents if one.terms})
    return {
        "given out": moment(now),
        "subscriber": {**_plain(asdict(found)), "must not be written to": _is_suppressed(connection, found)},
        "choices": [asdict(one) for one in choices_of(connection, found.id)],
        "consents": [_consent(one) for one in consents],
        "terms": [{"hash": one, "text": terms_of(connection, one)} for one in shown],
        "letters": [_letter(one) for one in letters_to(connection, found.id)],
    }


def _is_suppressed(connection: Connection, found: Subscriber) -> bool:
    return found.folded is not None and is_suppressed(connection, found.folded)


def _consent(one: Consent) -> dict[str, Any]:
    return {name: value for name, value in _plain(asdict(one)).items() if name != "subscriber"}


def _letter(one: SentLetter) -> dict[str, Any]:
    tried = [{"at": moment(at), "code": code, "answer": answer} for at, code, answer in one.tries]
    came = [{**_plain(asdict(each)), "at": moment(each.at)} for each in one.returned]
    return {**_plain(asdict(one)), "tries": tried, "returned": came}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: moment(value) if isinstance(value, dt.datetime) else value for name, value in row.items()}
