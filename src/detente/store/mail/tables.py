"""The tables of the file of mail. None is of the record: no snapshot takes them along, no proof goes over them."""

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from detente.store.columns import ID, Moment, Verbatim

__all__ = [
    "abilities", "askings", "choices", "consents", "deliveries", "halts", "keys", "letter_pictures", "letters",
    "metadata", "put_ups", "returned", "rounds", "subscribers", "suppressed", "terms", "tries",
]  # fmt: skip

metadata = sa.MetaData()
HASH = String(64)

keys = Table(
    "keys",
    metadata,
    # "links": what signed links are signed by; "addresses": what hashes are by; "deliveries": what comes back is by
    Column("name", Text, primary_key=True),
    Column("secret", LargeBinary, nullable=False),
)

terms = Table(
    "terms",
    metadata,
    Column("hash", HASH, primary_key=True),
    Column("text", Verbatim, nullable=False),  # as it was shown
)

subscribers = Table(
    "subscribers",
    metadata,
    Column("id", ID, primary_key=True),  # drawn
    Column("address", Verbatim),  # null once it is erased
    Column("folded", Text, unique=True),  # two ways of writing one address; null once it is erased
    Column("state", Text, nullable=False),  # pending, confirmed, ended, suspended, erased
    Column("why", Text, nullable=False),  # of ended and suspended: how; else empty
    Column("zone", Text, nullable=False),
    Column("hour", Integer, nullable=False),  # in that zone, from when on letters may come
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Index(None, "state"),
    Index(None, "made_at", "id"),
)

choices = Table(
    "choices",
    metadata,
    Column("subscriber", ID, ForeignKey("subscribers.id"), primary_key=True),
    Column("edition", Text, primary_key=True),
    Column("subjects", sa.JSON, nullable=False),  # of `brief.brief.Subject`; empty: all of them
    Column("days", sa.JSON, nullable=False),  # of the week, 0 for Monday
    Index(None, "edition"),
)

consents = Table(
    "consents",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("subscriber", ID, ForeignKey("subscribers.id"), nullable=False, index=True),
    Column("deed", Text, nullable=False),  # asked, confirmed, changed, ended, suspended, resumed, exported, erased
    Column("at", Moment, nullable=False),
    Column("how", Text, nullable=False),  # form, letter, one click, desk (by whom), bounce, complaint
    Column("terms", HASH, ForeignKey("terms.hash")),  # what was shown when they agreed
    Column("choice", sa.JSON),  # what was asked for: choices, hour, zone; `note`: why, in the desk's words
    Column("answers", Integer, unique=True),  # of confirmed: the number of what was asked, so that it counts once
)

askings = Table(
    "askings",
    metadata,
    Column("key", HASH, primary_key=True),  # an address or a network, by the key of the file
    Column("day", Text, primary_key=True),  # YYYY-MM-DD in UTC; a month later it is forgotten
    Column("times", Integer, nullable=False),
)

letters = Table(
    "letters",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", Text, nullable=False),  # brief, correction, confirmation
    Column("brief", ID, index=True),
    Column("revision", Integer, nullable=False),
    Column("edition", Text, nullable=False),
    Column("subject", Verbatim, nullable=False),
    Column("html", Verbatim, nullable=False),
    Column("text", Verbatim, nullable=False),
    Column("subjects", sa.JSON, nullable=False),
    Column("corrects", sa.JSON, nullable=False),
    Column("heads", sa.JSON, nullable=False, default=list),  # what may stand as its subject: [of which subject, line]
    Column("day", Text, nullable=False, default=""),  # YYYY-MM-DD: of the brief, in the zone of its edition
    Column("made_at", Moment, nullable=False),
    Column("approved_by", Verbatim),  # null where it was sent on its own
)

letter_pictures = Table(
    "letter_pictures",
    metadata,
    Column("letter", ID, ForeignKey("letters.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("png", LargeBinary, nullable=False),
    Column("alternative", Verbatim, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("letter", ID, ForeignKey("letters.id"), primary_key=True),
    Column("subscriber", ID, ForeignKey("subscribers.id"), primary_key=True),  # so nobody is sent a letter twice
    # waiting, sending, handing over, sent, refused, given up, in doubt, called off (store.mail.queue.State)
    Column("state", Text, nullable=False),
    # whole, or corrections: where a letter is not what they chose, but puts right what they were sent
    Column("part", Text, nullable=False, default="whole"),
    Column("domain", Text, nullable=False),
    Column("due_at", Moment, nullable=False),  # when it is tried next
    Column("wanted_at", Moment),  # when it was due first
    Column("tries", Integer, nullable=False),
    Column("tried_at", Moment),
    Column("message_id", Text, nullable=False, unique=True),  # what stands before the @ in its Message-ID
    Column("sent_at", Moment),
    Column("answer", Verbatim, nullable=False),  # what the server said last, without addresses
    Index(None, "state", "due_at"),
    Index(None, "domain", "tried_at"),
)

put_ups = Table(
    "put_ups",
    metadata,
    Column("letter", ID, ForeignKey("letters.id"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("number", Integer, nullable=False),  # of subscribers to whom it goes
)

rounds = Table(
    "rounds",
    metadata,
    Column("edition", Text, primary_key=True),
    Column("day", Text, primary_key=True),  # YYYY-MM-DD, in the edition's zone
    Column("at", Moment, nullable=False),
    Column("outcome", Text, nullable=False),  # composed, or why it was not
    Column("brief", ID),
)

halts = Table(
    "halts",
    metadata,
    Column("name", Text, primary_key=True),  # "queue": nothing goes out until then
    Column("kind", Text, nullable=False),  # paused: it goes on by itself; stopped: somebody has to look
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("times", Integer, nullable=False),  # how often in a row
    Column("why", Verbatim, nullable=False),
)

abilities = Table(
    "abilities",
    metadata,
    Column("name", Text, primary_key=True),  # of the mail server (store.mail.abilities)
    Column("has", Boolean, nullable=False),
    Column("at", Moment, nullable=False),  # when it was seen first since it changed
)

returned = Table(
    "returned",
    metadata,
    Column("message_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),  # failed, delayed, delivered, complaint
    Column("at", Moment, nullable=False),
    Column("weight", Text, nullable=False),  # hard, soft, or none
    Column("signed", Boolean, nullable=False),  # whether it carried the token that only the letter had
    Column("status", Text, nullable=False),  # of RFC 3463; empty where none is told
    Column("words", Verbatim, nullable=False),  # what the other server said, without addresses
)

tries = Table(
    "tries",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("message_id", Text, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("stage", Text, nullable=False, default=""),  # of the conversation with the server
    Column("code", Integer),  # of SMTP; null where there was no answer
    Column("answer", Verbatim, nullable=False),
)

suppressed = Table(
    "suppressed",
    metadata,
    Column("hash", HASH, primary_key=True),  # of a folded address, by the key of the file: nobody is found by it
    Column("why", Text, nullable=False),  # asked not to be written to, complained, does not exist
    Column("at", Moment, nullable=False),
    Column("for_good", Boolean, nullable=False),
)
