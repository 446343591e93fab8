"""Addresses of mail, looked at by their form alone: nobody is asked whether there is such a one."""

import re
import unicodedata
from dataclasses import dataclass

from detente.core.errors import UsageError
from detente.display.language import say

__all__ = ["LONGEST", "Address", "is_sendable_local", "read_address"]

LONGEST, LONGEST_LOCAL, LONGEST_DOMAIN = 254, 64, 253
"""Octets that an address, what stands before its @, and its domain may have (RFC 5321, 4.5.3.1; RFC 1035)."""
ATOM = r"[A-Za-z0-9#$&'*+/=?^_`{|}~-]+"
LOCAL = re.compile(rf"{ATOM}(?:\.{ATOM})*")
"""Words with dots between. Quoted ones are passed over, and ``!`` and ``%``, by which letters were once led on."""
ENCODED = "=?"
"""Begins a word in code (RFC 2047): in the head of a letter such an address would be read as another one."""
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
CHANGED = frozenset("\u00df\u03c2\u200c\u200d\u1e9e")
"""Characters that older and newer rules for names (IDNA) lead to different domains: a letter could go to another."""
MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address as letters go to it, its domain in ASCII; `folded` is the same for all ways of writing it."""

    written: str
    folded: str

    @property
    def is_ascii(self) -> bool:
        """Whether every server takes it: one with other characters before its @ takes a server that knows them."""
        return self.written.isascii()

    @property
    def domain(self) -> str:
        """The domain, in ASCII and small letters."""
        return self.folded.rpartition("@")[2]


def read_address(given: str) -> Address:
    """Return the address that somebody gives. Raises `UsageError` for what cannot be one.

    Large and small letters make no difference between two addresses; dots and what follows a plus do: only their own
    server knows what they mean.
    """
    local, at, domain = given.strip().rpartition("@") if len(given) <= MOST else ("", "", "")
    local = unicodedata.normalize("NFC", local)
    ascii_domain = _domain(domain)
    written = f"{local}@{ascii_domain}"
    if not at or not ascii_domain or not is_sendable_local(local) or len(written.encode()) > LONGEST:
        raise UsageError(say("This is no address of mail that letters can be sent to. One is: name@example.org"))
    return Address(written=written, folded=_folded(written))


def is_sendable_local(local: str) -> bool:
    """Say whether what stands before an @ can: of ASCII, or of letters, marks and figures of any script (RFC 6531)."""
    plain = "".join("a" if one > "\x7f" and unicodedata.category(one)[0] in "LMN" else one for one in local)
    fits = LOCAL.fullmatch(plain) is not None and ENCODED not in local
    return fits and len(local.encode("utf-8", "replace")) <= LONGEST_LOCAL


def _folded(written: str) -> str:
    """Return an address as all ways of writing it are, by the rules for letters of all scripts (Unicode, D145)."""
    apart = unicodedata.normalize("NFD", written)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", apart.casefold()))


def _domain(given: str) -> str:
    """Return a domain in ASCII; empty for what is none, or could be mistaken."""
    if not given or CHANGED & {*given}:
        return ""
    try:
        domain = given.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    labels = domain.split(".")
    fits = len(labels) > 1 and len(domain) <= LONGEST_DOMAIN and not labels[-1].isdecimal()
    return domain if fits and all(LABEL.fullmatch(one) for one in labels) else ""
