"""An institution as the desk's watch has it: a joint centre, a commission, a mission."""

from dataclasses import dataclass

__all__ = ["Institution"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """An institution. `actors` are those of the watch who staff it or sit in it, as far as the desk follows them."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    invented: bool = False
