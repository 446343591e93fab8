"""Only public addresses are asked, however they are written and whatever a name answers."""

import re
from ipaddress import ip_address

import httpcore2
import pytest

from detente.core.errors import AddressRefused, FetchFailed
from detente.core.settings import PrivateHost
from detente.gather.address_guard import Guard, is_public
from detente.gather.network import Deadline, GuardedBackend

PRIVATE = re.split(
    r"\s+",
    "127.0.0.1 127.8.9.1 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 169.254.1.1 100.64.0.1 "
    "100.100.100.200 192.0.0.192 192.0.2.7 198.51.100.7 203.0.113.7 198.18.0.1 224.0.0.1 224.0.1.1 239.1.1.1 240.0.0.1 "
    "255.255.255.255 192.88.99.1 168.63.129.16 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 "
    "fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd00:ec2::254 ff02::1 ff0e::1 2001:db8::1 3fff::1 2001:2::1 100::1 "
    "2001::7f00:1 2001:0:7f00:1::1 2001:0:808:808::f7f7:f7f7 2002:7f00:1::1 2002:a00:1::1 2002:c0a8:101::1 "
    "64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::808:808 5f00::1 4000::1",
)
PUBLIC = re.split(
    r"\s+",
    "8.8.8.8 1.1.1.1 93.184.215.14 2606:4700:4700::1111 2a00:1450:4001:81b::200e 2002:808:808::1 64:ff9b::808:808",
)
WRITTEN = re.split(
    r"\s+",
    "127.0.0.1 127.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001 127.0.0.1. 0 0x0 [::1] ::1 ::ffff:127.0.0.1 "
    "::ffff:7f00:1 3232235777 0xA9FEA9FE 169.254.43518 999.1.1.1 1.2.3.99999999999 ::1%lo fe80::1%25eth0",
)


class Lines(httpcore2.NetworkBackend):
    """Connects nowhere, keeps where it was told to, and refuses some."""

    def __init__(self, *, dead: tuple[str, ...] = ()) -> None:
        self.called: list[tuple[str, int]] = []
        self._dead = dead

    def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore2.NetworkStream:
        self.called.append((host, port))
        if host in self._dead:
            message = "nobody there"
            raise httpcore2.ConnectError(message)
        return httpcore2.MockStream([])


def _guard(*answers: str, private: str | None = None, port: int | None = None) -> Guard:
    named = (PrivateHost(name=private, port=port),) if private else ()
    return Guard(private=named, resolve=lambda _host, _port: answers)


@pytest.mark.parametrize("text", PRIVATE)
def test_an_address_that_is_not_public_is_told(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_is_told(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize("text", [t for t in PRIVATE if t != "::ffff:8.8.8.8"])
def test_a_name_that_stands_for_a_private_address_is_refused(text: str) -> None:
    with pytest.raises(AddressRefused, match="no public address"):
        _guard("93.184.215.14", text).find_addresses("news.example", 443)


@pytest.mark.parametrize("host", WRITTEN)
def test_a_private_address_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(AddressRefused):
        _guard("93.184.215.14").find_addresses(host, 80)


def test_a_mapped_public_address_is_asked_as_what_it_is() -> None:
    assert _guard("::ffff:8.8.8.8").find_addresses("news.example", 80) == (ip_address("8.8.8.8"),)


def test_the_connection_goes_to_the_address_that_was_checked_though_the_name_answers_otherwise_then() -> None:
    answers = iter([("93.184.215.14",), ("127.0.0.1",)])
    guard, lines = Guard(resolve=lambda _host, _port: next(answers)), Lines()

    GuardedBackend(guard, Deadline(5), inner=lines).connect_tcp("rebinding.example", 443)

    assert lines.called == [("93.184.215.14", 443)]
    with pytest.raises(AddressRefused):
        GuardedBackend(guard, Deadline(5), inner=lines).connect_tcp("rebinding.example", 443)
    assert len(lines.called) == 1


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    lines = Lines(dead=("8.8.8.8", "2606:4700::1"))
    guard = _guard("8.8.8.8", "8.8.4.4", "2606:4700::1")

    GuardedBackend(guard, Deadline(5), inner=lines).connect_tcp("news.example", 443)

    assert [host for host, _ in lines.called] == ["8.8.8.8", "2606:4700::1", "8.8.4.4"]


def test_nothing_is_connected_to_when_the_time_is_over() -> None:
    lines, times = Lines(), iter([0.0, 9.0])
    with pytest.raises(httpcore2.ReadTimeout):
        GuardedBackend(_guard("8.8.8.8"), Deadline(5, timer=lambda: next(times)), inner=lines).connect_tcp(
            "a.example", 80
        )
    assert lines.called == []


@pytest.mark.parametrize("port", [22, 25, 6379, 8000])
def test_a_port_that_is_not_of_the_web_is_refused_before_and_at_the_connection(port: int) -> None:
    with pytest.raises(AddressRefused, match=f"port {port}"):
        _guard("8.8.8.8").check_host("http", "news.example", port)
    with pytest.raises(AddressRefused, match=f"port {port}"):
        _guard("8.8.8.8").find_addresses("news.example", port)


@pytest.mark.parametrize("scheme", ["ftp", "file", "gopher", "ws", ""])
def test_other_schemes_are_refused(scheme: str) -> None:
    with pytest.raises(AddressRefused, match="only http and https"):
        _guard("8.8.8.8").check_host(scheme, "news.example", None)


def test_a_named_private_host_is_asked_at_its_port_only() -> None:
    guard = _guard("10.0.0.7", private="feeds.intern", port=8099)

    assert guard.check_host("http", "Feeds.Intern.", 8099)
    assert guard.find_addresses("feeds.intern", 8099) == (ip_address("10.0.0.7"),)
    with pytest.raises(AddressRefused):
        guard.find_addresses("feeds.intern", 80)
    with pytest.raises(AddressRefused):
        guard.find_addresses("other.intern", 8080)


def test_a_private_host_named_without_a_port_is_asked_at_those_of_the_web() -> None:
    guard = _guard("127.0.0.1", private="feeds.intern")

    assert guard.check_host("http", "feeds.intern", 8080)
    assert guard.find_addresses("feeds.intern", 443)
    with pytest.raises(AddressRefused):
        guard.check_host("http", "feeds.intern", 22)


@pytest.mark.parametrize(
    "text", ["169.254.169.254", "fd00:ec2::254", "168.63.129.16", "::", "::ffff:169.254.169.254", "ff02::1"]
)
def test_even_a_named_host_never_stands_for_where_a_cloud_keeps_its_keys(text: str) -> None:
    with pytest.raises(AddressRefused):
        _guard(text, private="feeds.intern").find_addresses("feeds.intern", 80)


def test_a_private_host_is_not_asked_where_a_public_one_leads_there() -> None:
    with pytest.raises(AddressRefused, match="a public one led there"):
        _guard("10.0.0.7", private="feeds.intern").check_host("http", "feeds.intern", None, private=False)


def test_a_host_that_nobody_knows_is_said_to_be_unknown() -> None:
    def resolve(_host: str, _port: int) -> tuple[str, ...]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(FetchFailed, match=r"gone\.example is not known"):
        Guard(resolve=resolve).find_addresses("gone.example", 80)
