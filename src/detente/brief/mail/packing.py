"""Letters made each reader's own and put into envelopes, as they are taken up."""

from collections.abc import Callable
from dataclasses import dataclass, field

from detente.brief.letter.approving import as_letter
from detente.brief.letter.letter import Letter
from detente.brief.mail.envelopes import Envelope, Unsendable, envelope_of, holds_any, once_more, parcel_of
from detente.brief.mail.sending import Sending
from detente.store.mail.addressed import choice_of
from detente.store.mail.doubts import was_sent_again
from detente.store.mail.letters import letter_of
from detente.store.mail.queue import Due
from detente.store.mail.signing import token_of

__all__ = ["Packing"]

MOST_LETTERS = 4
"""Letters that are held in memory at once; all readers of an edition are sent the same."""


@dataclass(slots=True)
class Packing:
    """Packs letters: `key` signs their tokens, `sign` the messages."""

    sending: Sending
    key: bytes = field(repr=False)
    sign: Callable[[bytes], bytes]
    letters: dict[str, tuple[Letter, str]] = field(default_factory=dict)

    def pack(self, due: Due) -> Envelope | None:
        """Return a letter as the server is given it; None where nothing of it is for this reader any more.

        Raises `Unsendable` for one that cannot be sent as it is, `UsageError` where what is set lets none be made.
        """
        letter, kind = self._letter(due.letter)
        with self.sending.file.reading() as connection:
            subjects = choice_of(connection, due.subscriber, letter.edition)
            again = was_sent_again(connection, due.message_id)
        if due.part == "whole" and not holds_any(letter, subjects):
            return None
        parcel = parcel_of(due, letter, kind, subjects, self.sending.mail)
        parcel = once_more(parcel) if again else parcel
        token = token_of(self.key, due.message_id)
        return envelope_of(parcel, self.sending.make, self.sending.mail, token=token, sign=self.sign)

    def _letter(self, id_: str) -> tuple[Letter, str]:
        if id_ not in self.letters:
            with self.sending.file.reading() as connection:
                kept = letter_of(connection, id_)
            if kept is None:
                message = f"letter {id_} is not kept"
                raise Unsendable(message)
            if len(self.letters) >= MOST_LETTERS:
                self.letters.pop(next(iter(self.letters)))
            self.letters[id_] = (as_letter(kept), kept.kind)
        return self.letters[id_]
