"""What an installation may set: read from the environment once a process."""

import functools
import os
import re
import unicodedata
from dataclasses import dataclass

from detente.core.errors import UsageError

__all__ = ["BOTH", "PrivateHost", "Settings", "is_person", "load_settings", "read_author", "read_private_hosts"]

BOTH = "both"
LANGUAGE = re.compile(r"[a-z]{2,3}")
PRIVATE_HOST = re.compile(
    r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?))(?::(?P<port>\d{1,5}))?"
)
CONTACT = re.compile(r"[A-Za-z0-9@:/?&=%+~#._-]{3,200}")
LAST_PORT = 65_535
LONGEST_NAME = 120
NOBODY = re.compile(r"(?:the\s+)?machine\b|(?:third|talk)\Z", re.IGNORECASE)
"""What the record calls what the machine does, and the ways in which a disagreement is settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateHost:
    """A host inside the house that may be asked though its address is not public; `port` None: the ports of the web."""

    name: str
    port: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an installation has set.

    `names`: by whose name a place goes that two communities call by two: "both", or a language's (ISO 639, "az").
    `private_hosts`: hosts that gathering may ask though they are not public.
    `contact`: an address of mail or web at which whoever is asked for a page can reach this desk; may be empty.
    `author`: who does what a person does, where the command line does not say; may be empty.
    """

    names: str = BOTH
    private_hosts: tuple[PrivateHost, ...] = ()
    contact: str = ""
    author: str = ""


@functools.cache
def load_settings() -> Settings:
    """Return the settings of this process, from the environment (`DETENTE_NAMES` and the others).

    Raises `UsageError` for a value that is none.
    """
    return Settings(
        names=_names(os.environ.get("DETENTE_NAMES", BOTH)),
        private_hosts=read_private_hosts(os.environ.get("DETENTE_PRIVATE_HOSTS", "")),
        contact=_contact(os.environ.get("DETENTE_CONTACT", "")),
        author=read_author(os.environ.get("DETENTE_AUTHOR", "")),
    )


def read_private_hosts(value: str) -> tuple[PrivateHost, ...]:
    """Return the hosts in ``host[:port], ...``; an IPv6 address stands in brackets. Raises `UsageError`."""
    return tuple(_private_host(item.strip()) for item in value.split(",") if item.strip())


def read_author(value: str) -> str:
    """Return the name of a person as it is to be noted; empty where none is given. Raises `UsageError` for no name.

    What the machine does is noted as the machine's: nobody may be called so.
    """
    author = " ".join(value.split())
    if author and not is_person(value):
        message = f'{author[:60]!r} cannot be noted as an author; give the name of a person, such as "A. Karimova"'
        raise UsageError(message)
    return author


def is_person(name: str) -> bool:
    """Say whether a name may be that of a person: of some length, on one line, and not what the machine is called."""
    plain = unicodedata.normalize("NFKC", name.strip())
    return 0 < len(plain) <= LONGEST_NAME and plain.isprintable() and not NOBODY.match(plain)


def _names(value: str) -> str:
    names = value.strip().casefold() or BOTH
    if names != BOTH and not LANGUAGE.fullmatch(names):
        message = f'DETENTE_NAMES is {names[:40]!r}; set it to "both" or to the code of a language, such as "az"'
        raise UsageError(message)
    return names


def _private_host(item: str) -> PrivateHost:
    found = PRIVATE_HOST.fullmatch(item.lower())
    port = int(found["port"]) if found and found["port"] else None
    if found is None or not (port is None or 0 < port <= LAST_PORT):
        message = f'DETENTE_PRIVATE_HOSTS names {item[:60]!r}; give "host" or "host:port", with commas between them'
        raise UsageError(message)
    return PrivateHost(name=found["six"] or found["name"], port=port)


def _contact(value: str) -> str:
    contact = value.strip()
    if contact and not CONTACT.fullmatch(contact):
        message = f"DETENTE_CONTACT is {contact[:60]!r}; set it to one address, such as desk@example.org or https://..."
        raise UsageError(message)
    return contact
