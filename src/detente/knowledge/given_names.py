"""Given names and the gender they tell, over the regions of the world; those given to both tell nothing."""

import functools

from detente.knowledge.files import read_json
from detente.knowledge.gazetteer import fold_name

__all__ = ["gender_of"]


def gender_of(name: str) -> str | None:
    """Return "m" or "f" for a given name, None where it is not known or tells nothing."""
    return _genders().get(fold_name(name))


@functools.cache
def _genders() -> dict[str, str]:
    table = read_json("persons/given_names.json")
    return {fold_name(name): gender for gender in ("m", "f") for name in table[gender]}
