"""What the desk follows, looked for by what stands in an address; and whom it follows, by name."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from detente.core.ids import hash_parts
from detente.desk.asked import Asked
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.pipeline.registries import Desk, actor_names, stored_desk
from detente.registry.assertions.assertion import Assertion
from detente.registry.watch.stated import Thing

__all__ = ["actor_choice", "day_asked", "desk_of", "href_of", "names_of", "thing_of", "turned", "unkept", "unkept_key"]

T = TypeVar("T", bound=Thing)


def desk_of(asked: Asked) -> Desk:
    """Return what the desk follows, as of the day that is asked for."""
    return asked.held("stored_desk", lambda: stored_desk(asked.record, known_on=asked.known_on))


def names_of(desk: Desk) -> Mapping[str, str]:
    """Return the names of actors by their ids."""
    return actor_names(desk)


def actor_choice(desk: Desk, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return actors to choose from, by their names."""
    names = names_of(desk)
    return sorted(((id_, names.get(id_, id_)) for id_ in set(ids)), key=lambda pair: (pair[1], pair[0]))


def thing_of(things: Iterable[T], id_: str, *, missing: str, href: str) -> T:
    """Return the thing of an id; the refusal of one that is not there leads to the list."""
    found = next((one for one in things if one.id == id_), None)
    if found is None:
        raise not_here(missing, now=say("See all that the desk follows."), href=href)
    return found


def unkept_key(name: str) -> str:
    """Return under what something that no watch has stands in an address: names may hold anything."""
    return f"named-{hash_parts('named', ' '.join(name.casefold().split()))[:16]}"


def unkept(said: Iterable[Assertion], key: str) -> tuple[Assertion, ...]:
    """Return what is said of something that no watch has."""
    return tuple(one for one in said if one.subject is None and unkept_key(one.named) == key)


def href_of(room: str, one: Assertion) -> str:
    """Return the page of what an assertion is about."""
    from urllib.parse import quote

    return f"/{room}/{quote(one.subject, safe='') if one.subject else unkept_key(one.named)}"


def day_asked(asked: Asked) -> dt.date:
    """Return the day that a page is of: the one as known on which it is asked for, else today."""
    return asked.known_on.at.date() if asked.known_on.at else asked.now.date()


def turned(ids: Sequence[str], day: dt.date) -> tuple[str, ...]:
    """Return parties in the order of their columns: turned round every other day, so that nobody is always left."""
    return tuple(reversed(ids) if day.toordinal() % 2 else ids)
