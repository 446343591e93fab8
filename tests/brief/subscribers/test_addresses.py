"""Addresses by their form: what letters can be sent to, and nothing that could be mistaken for more."""

import unicodedata
from email.headerregistry import Address as Header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.mail.envelopes import can_be_written
from detente.brief.subscribers.addresses import LONGEST, read_address
from detente.core.errors import UsageError

LONG_DOMAIN = ".".join(["d" * 60] * 4)


@pytest.mark.parametrize(
    ("given", "written", "folded"),
    [
        (" Ann.Brook@Example.ORG ", "Ann.Brook@example.org", "ann.brook@example.org"),
        ("a+b@example.org", "a+b@example.org", "a+b@example.org"),
        ("ann@exämple.org", "ann@xn--exmple-cua.org", "ann@xn--exmple-cua.org"),
        ("ann@пример.рф", "ann@xn--e1afmkfd.xn--p1ai", "ann@xn--e1afmkfd.xn--p1ai"),
        ("o'neil@sub.example.co", "o'neil@sub.example.co", "o'neil@sub.example.co"),
        ("Jürgen@müller.example", "Jürgen@xn--mller-kva.example", "jürgen@xn--mller-kva.example"),
        ("ju\u0308rgen@example.org", "jürgen@example.org", "jürgen@example.org"),
        ("ДЕЖУРНЫЙ@пример.рф", "ДЕЖУРНЫЙ@xn--e1afmkfd.xn--p1ai", "дежурный@xn--e1afmkfd.xn--p1ai"),
        (f"{'l' * 64}@example.org", f"{'l' * 64}@example.org", f"{'l' * 64}@example.org"),
    ],
)
def test_an_address_is_kept_as_it_is_written_and_folded_to_be_known_again(
    given: str, written: str, folded: str
) -> None:
    found = read_address(given)
    assert (found.written, found.folded) == (written, folded)


def test_dots_and_what_follows_a_plus_are_only_their_own_servers_to_read() -> None:
    assert len({read_address(one).folded for one in ("ab@gmail.com", "a.b@gmail.com", "ab+c@gmail.com")}) == 3


@pytest.mark.parametrize(
    "given",
    [
        "", "@", "ann", "ann@", "@example.org", "ann@example", "ann@@example.org", "ann b@example.org",
        "ann@example.org\nBcc: bob@example.org", "ann@example.org\r\nX: y", "ann@exa\x00mple.org",
        "ann,bob@example.org", "<ann@example.org>", "Ann <ann@example.org>", "ann@[192.0.2.1]",
        "ann@192.0.2.1", '"a b"@example.org',
        ".ann@example.org", "ann.@example.org", "a..b@example.org", "ann@-example.org", "ann@example-.org",
        "ann@example..org", "ann@example.org.", "bob%example.net@example.org", "net!bob@example.org",
        "ä n@example.org", "ä\u202en@example.org", "ж\u200bж@example.org", f"{'ж' * 33}@example.org",
        "ann@stra\u00dfe.example", "ann@exam\u200dple.org", "ann@ex\uff20mple.org",
        f"{'l' * 65}@example.org", f"ann@{LONG_DOMAIN}.{'d' * 20}.org", f"{'l' * 64}@{LONG_DOMAIN[:200]}.org",
        "ann@exam\u202eple.org", "=?utf-8?q?a?=@example.org", "a=?b@example.org",
        "a" * 100_000, "ann@" + "a." * 500 + "org", "\ud800@example.org", "ann@\ud800.org",
    ],
)  # fmt: skip
def test_what_no_letter_can_be_sent_to_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="no address of mail"):
        read_address(given)


@given(st.text(max_size=60) | st.from_regex(r"[!-~]{1,30}@[!-~]{1,30}\.[a-z]{2,6}", fullmatch=True))
def test_whatever_is_taken_is_one_plain_address(given: str) -> None:
    try:
        found = read_address(given)
    except UsageError:
        return
    assert found.written.isprintable()
    assert found.domain.isascii()
    assert not {*found.written} & {*' ,;:<>()[]"\\'}
    assert len(found.written.encode()) <= LONGEST
    assert read_address(found.written) == found
    if found.is_ascii:
        assert Header(addr_spec=found.written).addr_spec == found.written
        assert read_address(found.folded).folded == found.folded == read_address(found.written.upper()).folded
    else:
        assert can_be_written(found.written)
        assert not {unicodedata.category(one)[0] for one in found.written} & {"C", "Z"}
