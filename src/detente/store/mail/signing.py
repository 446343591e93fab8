"""What is signed for deliveries: Message-IDs, and the tokens of envelopes.

Both are guessed by nobody. A token is known only to who held the letter or carried it; a Message-ID is quoted in
answers as well, and so proves less.
"""

import hashlib
import hmac
import re

__all__ = ["DELIVERIES", "ID_DIGITS", "message_id_of", "read_token", "token_of"]

DELIVERIES = "deliveries"
"""The key that they are signed by (`store.mail.keys`)."""
ID_DIGITS, PROOF_DIGITS = 24, 16
TOKEN = re.compile(rf"([0-9a-f]{{{ID_DIGITS}}})([0-9a-f]{{{PROOF_DIGITS}}})\Z")


def message_id_of(key: bytes, letter: str, subscriber: str) -> str:
    """Return what stands before the @ of the Message-ID of a letter to a subscriber, however often it is tried."""
    return _digits(key, "message", letter, subscriber)[:ID_DIGITS]


def token_of(key: bytes, message_id: str) -> str:
    """Return the token of a delivery: its id, and the proof that it is ours."""
    return message_id + _digits(key, "return", message_id)[:PROOF_DIGITS]


def read_token(key: bytes, token: str) -> str | None:
    """Return the id of the delivery that a token is of; None for one that is not ours."""
    found = TOKEN.match(token.lower())
    if found is None or not hmac.compare_digest(token_of(key, found[1]), found[0]):
        return None
    return found[1]


def _digits(key: bytes, *parts: str) -> str:
    return hmac.new(key, "\n".join(parts).encode(), hashlib.sha256).hexdigest()
