"""What a publisher is, as a reader means it: a monitor, a ministry, an agency; as far as its name says."""

import functools
import re
from collections.abc import Mapping

from detente.core.errors import KnowledgeError
from detente.incidents.standing import is_monitor, known_side
from detente.knowledge.files import read_toml

__all__ = ["FIELD_REPORT", "publisher_kind"]

FILE = "organisations/publishers.toml"
FIELD_REPORT = "field report"
BY_SECTOR = (("MIL", "armed-forces"), ("GOV", "government"), ("COP", "government"), ("LEG", "government"))
BY_COUNTRY = {"IGO": "international", "UNO": "international", "EUR": "international", "NGO": "civil-society"}


def publisher_kind(name: str | None, *, form: str) -> str | None:
    """Return what put a report out: "field-report", "monitor", "agency" and so on; None where nothing says it.

    `form` is the form in which the report came in: the desk's own form for observers is a kind by itself.
    """
    if form == FIELD_REPORT:
        return "field-report"
    return None if name is None else _kind_of(name)


@functools.lru_cache(maxsize=4096)
def _kind_of(name: str) -> str | None:
    if is_monitor(name):
        return "monitor"
    by_name = next((kind for kind, words in _kinds().items() if words.search(name)), None)
    return by_name or _by_tables(name)


def _by_tables(name: str) -> str | None:
    """Return what the tables of organisations say; they take whom they do not know for a medium, which says nothing."""
    side = known_side(name)
    by_sector = next((kind for sector, kind in BY_SECTOR if sector in side.sectors), None)
    return by_sector or BY_COUNTRY.get(side.country or "")


@functools.cache
def _kinds() -> Mapping[str, re.Pattern[str]]:
    """Return the words of each kind as a pattern. Raises `KnowledgeError` where the file is broken."""
    try:
        told = {one["name"]: one["words"] for one in read_toml(FILE)["kinds"]}
        return {name: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
                for name, words in told.items()}  # fmt: skip
    except (KeyError, TypeError) as error:
        message = f"{FILE} lacks a name or the words of a kind ({error}); reinstall détente to restore it"
        raise KnowledgeError(message) from error
