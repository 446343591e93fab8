"""What an officer is told around an act: that it was noted, and whose standing act it would take the place of."""

import datetime as dt
from collections.abc import Mapping, Sequence

from detente.desk.asked import Asked
from detente.desk.rendering import moment_words
from detente.display.ceasefires.names import names_of
from detente.display.language import mark, say
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.signing import Act, Signature, is_same_person
from detente.registry.ceasefires.verification.verified import Laid

__all__ = ["noted_words", "standing_of_colleague", "taking_place_of"]

NOTED: Mapping[Act, str] = {
    "signed": mark("You signed for %(side)s, %(at)s."),
    "refused": mark("You refused to sign for %(side)s, %(at)s."),
    "dissents": mark("You noted a dissent for %(side)s, %(at)s."),
    "took back": mark("You took the signature of %(side)s back, %(at)s."),
}
STANDING: Mapping[Act, str] = {
    "signed": mark("%(officer)s signed this for %(side)s, %(at)s."),
    "refused": mark("%(officer)s refused to sign this for %(side)s, %(at)s."),
}
INSTEAD: Mapping[tuple[Act, Act], str] = {
    ("signed", "took back"): mark("You would take back the signature that %(officer)s gave."),
    ("refused", "signed"): mark("Your signature would stand in place of the refusal that %(officer)s noted."),
}


def noted_words(asked: Asked, ceasefire: Ceasefire, laid: Laid, given: Sequence[Signature], number: int | None) -> str:
    """Return that an act of the officer who looks was noted, and who has not answered; nothing for anything else."""
    viewer, names = asked.viewer, names_of(ceasefire)
    own = (one for one in given if one.number == number and viewer.signs_for(ceasefire.id, one.party))
    done = next((one for one in own if one.officer == viewer.name), None)
    if done is None:
        return ""
    told = say(NOTED[done.act], side=names.get(done.party, done.party), at=_when(done))
    owed = [say("%(side)s has not answered.", side=names[party]) for party in laid.sign_off.waits_for]
    return " ".join([told, *owed])


def standing_of_colleague(asked: Asked, ceasefire: Ceasefire, given: Sequence[Signature]) -> str:
    """Return what another officer of the same side did last with a text, where that stands; nothing otherwise."""
    found = _by_colleague(asked, ceasefire, given)
    if found is None:
        return ""
    side = names_of(ceasefire).get(found.party, found.party)
    return say(STANDING[found.act], officer=found.officer, side=side, at=_when(found))


def taking_place_of(asked: Asked, ceasefire: Ceasefire, given: Sequence[Signature], act: Act) -> str:
    """Return whose signature or refusal an act would undo; nothing where it is the officer's own, or none stands."""
    found = _by_colleague(asked, ceasefire, given)
    told = INSTEAD.get((found.act, act)) if found else None
    if found is None or told is None:
        return ""
    return f"{standing_of_colleague(asked, ceasefire, given)} {say(told, officer=found.officer)}"


def _by_colleague(asked: Asked, ceasefire: Ceasefire, given: Sequence[Signature]) -> Signature | None:
    viewer = asked.viewer
    of_side = [one for one in given if one.act != "dissents" and viewer.signs_for(ceasefire.id, one.party)]
    last = of_side[-1] if of_side else None
    if last is None or last.act not in STANDING or is_same_person(last.officer, viewer.name):
        return None
    return last


def _when(one: Signature) -> str:
    return moment_words(dt.datetime.fromisoformat(one.at))
