"""The message that a reader is sent: the letter as it was kept, with their subjects, and links of their own."""

from email.message import EmailMessage

from detente.brief.letter.message import as_message
from detente.brief.letter.own import own_letter
from detente.brief.mail.envelopes import MakeMessage, Parcel
from detente.brief.settings import BriefSettings
from detente.brief.subscribers.links import Links

__all__ = ["message_maker"]


def message_maker(settings: BriefSettings, links: Links) -> MakeMessage:
    """Return what makes messages of an office."""

    def make(parcel: Parcel) -> EmailMessage:
        if parcel.kind == "confirmation":  # of no edition: its links were set when it was kept
            return as_message(parcel.letter, settings, to=parcel.address, message_id=parcel.message_id, date=parcel.at)
        unsubscribe = links.unsubscribe(parcel.subscriber, parcel.letter.edition)
        own = own_letter(
            parcel.letter, parcel.subjects, unsubscribe=unsubscribe, preferences=links.preferences(parcel.subscriber)
        )
        return as_message(
            own, settings, to=parcel.address, message_id=parcel.message_id, date=parcel.at, unsubscribe=unsubscribe
        )

    return make
