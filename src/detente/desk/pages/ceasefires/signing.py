"""What an officer may do with a text, why not, and the very wording that a signature is for."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.core.errors import UsageError
from detente.desk.access.viewer import Viewer
from detente.desk.pages.ceasefires.steps import one_line
from detente.display.language import mark, say
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.signing import Act, Signature, is_same_person
from detente.registry.ceasefires.verification.verified import Laid

__all__ = ["ACTS", "CHOICES", "Choice", "acts_open", "asked_act", "named_act", "refuse_unfit", "wording_of"]

ACTS: dict[Act, str] = {
    "signed": mark("signed"),
    "refused": mark("refused to sign"),
    "dissents": mark("dissents"),
    "took back": mark("took the signature back"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that an officer may do with a text: its name, what its button says, and what follows from it."""

    title: str
    button: str
    follows: str
    reason: str = ""


CHOICES: dict[Act, Choice] = {
    "signed": Choice(
        title=mark("Sign"), button=mark("Sign for %(side)s"),
        follows=mark("Your name stands under this wording for %(side)s. When the other side has signed it too, it is "
                     "joint. You may take the signature back; that it was given stays in the record."),
    ),
    "refused": Choice(
        title=mark("Refuse"), button=mark("Refuse for %(side)s"), reason=mark("Why"),
        follows=mark("It is noted with your name and your reason that %(side)s does not sign. A refusal is no denial: "
                     "nothing follows from it about what happened. You may still sign later."),
    ),
    "dissents": Choice(
        title=mark("Dissent"), button=mark("Dissent for %(side)s"),
        reason=mark("What you disagree with; it is shown beside the text"),
        follows=mark("What you disagree with is shown beside the text, with your name. It neither signs nor refuses "
                     "for %(side)s."),
    ),
    "took back": Choice(
        title=mark("Take back"), button=mark("Take back for %(side)s"), reason=mark("Why"),
        follows=mark("The text is signed for %(side)s no longer. That it was, and why you took it back, stays in the "
                     "record."),
    ),
}  # fmt: skip
Given = Mapping[str, Sequence[Signature]]


def wording_of(laid: Laid) -> str:
    """Return what names the wording that is shown: of its every character, and of what it is about."""
    text = laid.sign_off.text
    seen = "\0".join((text.id, *sorted(text.subjects), text.text))
    return hashlib.blake2b(seen.encode(), digest_size=16).hexdigest()


def acts_open(viewer: Viewer, ceasefire: Ceasefire, laid: Laid, given: Given) -> tuple[Act, ...]:
    """Return what somebody may do with a text now; nothing for who is no officer of one of its sides."""
    if not viewer.may("sign") or not viewer.name:
        return ()
    return tuple(act for act in ACTS if next(_unfit(viewer, ceasefire, laid, given, act), None) is None)


def asked_act(act: str, reason: str) -> tuple[Act, str | None]:
    """Return what a form asks for, with its reason. Raises `UsageError` where it is nothing that officers do."""
    one, why = named_act(act), one_line(reason) or None
    if one != "signed" and why is None:
        raise UsageError(say("Whoever refuses, dissents or takes a signature back says why."))
    return one, why


def named_act(act: str) -> Act:
    """Return what officers do that a name means. Raises `UsageError` where it is nothing of that."""
    for one in ACTS:
        if one == act:
            return one
    raise UsageError(say("Say what is to be noted: that you sign, refuse, dissent or take your signature back."))


def refuse_unfit(viewer: Viewer, ceasefire: Ceasefire, laid: Laid, given: Given, act: Act, *, wording: str) -> None:
    """Raise `UsageError` where an officer may not do this now, or saw another wording."""
    if wording != wording_of(laid):
        message = say("The wording is no longer the one that you saw; nothing was noted. Read it again, then decide.")
        raise UsageError(message)
    for why in _unfit(viewer, ceasefire, laid, given, act):
        raise UsageError(say("Nothing was noted: %(why)s", why=why))


def _unfit(viewer: Viewer, ceasefire: Ceasefire, laid: Laid, given: Given, act: Act) -> Iterator[str]:
    """Yield why somebody may not do something with a text now."""
    parties = {party.id: party.name for party in ceasefire.parties}
    if viewer.side not in parties or not viewer.signs_for(ceasefire.id, viewer.side):
        yield say("you are the officer of no side of this ceasefire.")
        return
    done = {one.party: one.act for one in given.get(laid.id, ()) if one.act != "dissents"}.get(viewer.side)
    if act in {"signed", "refused"} and laid.replaced_by is not None:
        yield say("a new wording replaced it; that one waits for signatures.")
    if act in {"signed", "refused"} and done == act:
        yield say("your side has done so already.")
    if act == "refused" and done == "signed":
        yield say("your side has signed; take the signature back first.")
    if act == "took back" and done != "signed":
        yield say("your side has not signed.")
    others = (one for some in given.values() for one in some if one.party != viewer.side)
    if any(is_same_person(one.officer, viewer.name) for one in others):
        yield say("the same name stands for the other side, and nobody signs for both.")
