"""Which addresses may be asked: those that anybody on the internet could ask, and private hosts that were named.

A list of sources comes from outside, a feed links where it likes, and a page forwards where it likes: none of them may
make this desk's machine read its own network for them. A host is resolved once, every address that it resolves to has
to be public, and the connection goes to those very addresses, so that a name which answers otherwise a moment later
gains nothing.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network

from detente.core.errors import AddressRefused, FetchFailed
from detente.core.settings import PrivateHost

__all__ = ["PORTS", "SCHEMES", "Address", "Guard", "is_public", "resolve_host"]

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], tuple[str, ...]]

SCHEMES = {"http": 80, "https": 443}
PORTS = (80, 443, 8080, 8443)
UNICAST = IPv6Network("2000::/3")
"""All that is given out of IPv6 for the internet; the rest is private, local or meant for nobody yet (IANA)."""
NAT64 = IPv6Network("64:ff9b::/96")
WITHHELD = tuple(
    ipaddress.ip_network(n)
    # the relays of 6to4; Teredo, benchmarks and ORCHID; the second documentation block; older Pythons call them global
    for n in ("192.88.99.0/24", "2001::/23", "2001:db8::/32", "3fff::/20")
)
INSIDE = tuple(
    ipaddress.ip_address(a)
    # where clouds tell a machine its own keys: link-local, unique local, and two that pass for public
    for a in ("169.254.169.254", "fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16", "192.0.0.192")
)
NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+)){0,3}\.?")


def resolve_host(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses that the machine's resolver gives for a host; raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What may be asked; `private` are the hosts that may be although they are not public."""

    private: tuple[PrivateHost, ...] = ()
    resolve: Resolve = resolve_host

    def is_named(self, host: str, port: int) -> bool:
        """Return whether a host is among the private ones that may be asked, at this port."""
        name = _bare(host)
        return any(p.name == name and (port == p.port if p.port else port in PORTS) for p in self.private)

    def check_host(self, scheme: str, host: str, port: int | None, *, private: bool = True) -> bool:
        """Refuse what can be refused by its address alone; return whether it is a private host that was named.

        `private` says whether such a host may be asked at all: not where a public host's words lead there.
        Raises `AddressRefused`.
        """
        if scheme not in SCHEMES:
            message = f"{scheme or 'no scheme'} is not asked; only http and https addresses are"
            raise AddressRefused(message)
        if not host:
            message = "the address names no host"
            raise AddressRefused(message)
        number = port or SCHEMES[scheme]
        if self.is_named(host, number):
            if not private:
                message = f"{host} is a private host, and a public one led there"
                raise AddressRefused(message)
            return True
        if number not in PORTS:
            message = f"port {number} is not asked; those of the web are {', '.join(map(str, PORTS))}"
            raise AddressRefused(message)
        return False

    def check_written(self, scheme: str, host: str, port: int | None) -> None:
        """Refuse an address that can never be asked, whatever its host stands for; nothing is resolved.

        Raises `AddressRefused`.
        """
        if not self.check_host(scheme, host, port):
            for address in _literal(host):
                if not is_public(address):
                    message = f"{host} is no public address"
                    raise AddressRefused(message)

    def find_addresses(self, host: str, port: int) -> tuple[Address, ...]:
        """Return the addresses to connect to, all of them checked.

        Raises `AddressRefused`, or `FetchFailed` where the host cannot be resolved.
        """
        found = tuple(_literal(host)) or self._resolved(host, port)
        named = self.is_named(host, port)
        if not named and port not in PORTS:
            message = f"port {port} is not asked"
            raise AddressRefused(message)
        for address in found:
            if not (_may_be_named(address) if named else is_public(address)):
                message = f"{host} stands for {address}, which is no public address"
                raise AddressRefused(message)
        return found

    def _resolved(self, host: str, port: int) -> tuple[Address, ...]:
        try:
            texts = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            message = f"the host {host} is not known ({_reason(error)})"
            raise FetchFailed(message) from error
        if not texts:
            message = f"the host {host} has no address"
            raise FetchFailed(message)
        return tuple(_address(text) for text in texts)


def is_public(address: Address) -> bool:
    """Return whether anybody on the internet could ask an address, and what is embedded in it as well."""
    if address in INSIDE or any(address in network for network in WITHHELD):
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not (address.is_multicast or address.is_reserved)
    if address.scope_id or not all(is_public(inner) for inner in _embedded(address)):
        return False
    return address in NAT64 or (address in UNICAST and address.is_global and not address.is_multicast)


def _embedded(address: IPv6Address) -> Iterator[IPv4Address]:
    """Yield the IPv4 addresses that an IPv6 one leads to: 6to4's and NAT64's (Teredo is refused whole)."""
    if address.sixtofour is not None:
        yield address.sixtofour
    if address in NAT64:
        yield IPv4Address(int(address) & 0xFFFFFFFF)


def _may_be_named(address: Address) -> bool:
    """Return whether a named private host may stand for an address: the house's own, never a cloud's keys."""
    never = address.is_link_local or address.is_multicast or address.is_unspecified
    return not never and address not in INSIDE


def _literal(host: str) -> Iterator[Address]:
    """Yield the address that a host is written as, in any form that a C library takes (127.1, 0x7f000001)."""
    bare = _bare(host)
    if NUMERIC.fullmatch(bare):
        try:
            yield IPv4Address(socket.inet_aton(bare.rstrip(".")))
        except OSError as error:
            message = f"{host} is neither a name nor an address"
            raise AddressRefused(message) from error
    elif ":" in bare:
        yield _address(bare)


def _address(text: str) -> Address:
    try:
        address = ipaddress.ip_address(text)
    except ValueError as error:
        message = f"{text[:60]} is no address"
        raise AddressRefused(message) from error
    # a mapped address is the IPv4 one in other clothes, so it is judged, and connected to, as that
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _bare(host: str) -> str:
    return host.lower().strip("[]").removesuffix(".")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
