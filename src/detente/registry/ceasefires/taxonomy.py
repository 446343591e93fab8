"""What counts as a violation: classes, what each is split into, and by what a report's words are told to be of one.

A ceasefire names its taxonomy: one that ships (`knowledge/data/ceasefires/`), or a file of its own in the same form.
To which clauses of its instrument a class belongs, a ceasefire says itself, since one forbids what another allows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.core.errors import UsageError
from detente.knowledge.files import read_toml

__all__ = ["SHIPPED", "Taxonomy", "ViolationClass", "shipped_taxonomy", "taxonomy_of"]

SHIPPED = ("explosions-and-fire", "posts-on-a-line")
CLASS_FIELDS = frozenset({"id", "one", "many", "called", "observed", "events", "words", "splits"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationClass:
    """A class: what one and several are called, and by what they are known.

    `called` is what reports and people call one and several besides.
    `observed` are kinds of an observer's form (`knowledge.field.kinds`), `events` PLOVER types with or without a mode
    ("ASSAULT", "ASSAULT/aerial"), `words` those that reports use. `within` is the class that it is a split of.
    """

    id: str
    one: str
    many: str
    called: tuple[str, ...] = ()
    observed: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    within: str | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """All that one and several of it are called: what is counted where these words are counted."""
        return (self.one, self.many, *self.called)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """The classes of a ceasefire in their order, splits behind what they split.

    `disjoint` is whether a thing is in one class only, so that figures of classes may be added up; `total` are the
    classes that make up a printed total; `counted` says what one is counted as.
    """

    id: str
    name: str
    counted: str
    disjoint: bool
    total: tuple[str, ...]
    classes: tuple[ViolationClass, ...]

    def __getitem__(self, id_: str) -> ViolationClass:
        """Return a class by its id. Raises `UsageError` where there is none."""
        for one in self.classes:
            if one.id == id_:
                return one
        known = ", ".join(one.id for one in self.classes)
        message = f"{id_!r} is no class of {self.id}; its classes are {known}"
        raise UsageError(message)

    def __contains__(self, id_: object) -> bool:
        """Say whether there is a class of that id."""
        return any(one.id == id_ for one in self.classes)

    def main_class(self, id_: str) -> str:
        """Return the class that a split belongs to, or the class itself."""
        return self[id_].within or id_

    def splits_of(self, id_: str) -> tuple[ViolationClass, ...]:
        """Return what a class is split into."""
        return tuple(one for one in self.classes if one.within == id_)


def shipped_taxonomy(name: str) -> Taxonomy:
    """Return one that ships. Raises `UsageError` for a name that there is none of."""
    if name not in SHIPPED:
        message = f"there is no taxonomy {name!r}; those that ship are {', '.join(SHIPPED)}, or give a file of your own"
        raise UsageError(message)
    return taxonomy_of(read_toml(f"ceasefires/{name}.toml"), id_=name)


def taxonomy_of(content: Mapping[str, Any], *, id_: str) -> Taxonomy:
    """Return a taxonomy from what its file holds. Raises `UsageError` that says what is wrong in it."""
    try:
        classes = tuple(_classes(content["classes"]))
        made = Taxonomy(
            id=id_,
            name=str(content["name"]),
            counted=str(content["counted"]),
            disjoint=bool(content["disjoint"]),
            total=tuple(content["total"]),
            classes=classes,
        )
    except (KeyError, TypeError, AttributeError) as error:
        message = f"taxonomy {id_} cannot be used: {error!r} is missing, or not what it should be"
        raise UsageError(message) from error
    ids = [one.id for one in classes]
    unknown = [name for name in made.total if name not in ids]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if unknown or twice:
        what = f"its total names {', '.join(unknown)}, no class" if unknown else f"{', '.join(twice)} is there twice"
        message = f"taxonomy {id_} cannot be used: {what}"
        raise UsageError(message)
    return made


def _classes(entries: Any) -> Iterator[ViolationClass]:
    for entry in entries:
        yield _class(entry, None)
        for split in entry.get("splits", ()):
            yield _class(split, entry["id"])


def _class(entry: Mapping[str, Any], within: str | None) -> ViolationClass:
    unknown = sorted(set(entry) - CLASS_FIELDS)
    if unknown:
        message = f"class {entry.get('id')!r} has {', '.join(unknown)}, which classes have not"
        raise UsageError(message)
    return ViolationClass(
        id=entry["id"],
        one=entry["one"],
        many=entry["many"],
        called=tuple(entry.get("called", ())),
        observed=tuple(entry.get("observed", ())),
        events=tuple(entry.get("events", ())),
        words=tuple(entry.get("words", ())),
        within=within,
    )
