"""Invented actors and agreements, and short reports about them as tellings."""

import functools
from typing import Any

import detente
from detente.registry.agreements.definition import Agreement, AgreementParty
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.telling import Telling

ACTORS = (
    Actor(id="NOR", name="Northmark"),
    Actor(id="SOU", name="Southmark"),
    Actor(id="VEL", name="Velduria", names=("Veldurian",)),
    Actor(id="COR", name="Corvessa", names=("Corvessan",)),
    Actor(id="OST", name="Ostrel"),
)
KESSING = Agreement(
    id="kessing", name="Kessing Protocol", parties=(AgreementParty(actor="NOR"), AgreementParty(actor="SOU"))
)


@functools.cache
def read(text: str, published: str = "2021-06-16") -> dict[str, Any]:
    return detente.read(text, published=published, publisher="Valley Wire").model_dump()


def telling(
    text: str, *, published: str = "2021-06-16", document: str = "d1", things: tuple[Agreement, ...] = ()
) -> Telling:
    return Telling(reading=read(text, published), document=document, actors=ACTORS, things=things)
