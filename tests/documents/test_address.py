"""One page has one address, however it was linked to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.address import address_of, canonical_address, site_of, without_login
from detente.documents.formats import open_packet
from detente.documents.packet import Carried, Packet

PAGE = "https://example.org/news/ceasefire-holds"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/news/ceasefire-holds",
        "HTTPS://WWW.Example.ORG/news/ceasefire-holds/",
        "https://example.org:443/news/ceasefire-holds",
        "http://example.org:80/news//ceasefire-holds#comments",
        "https://example.org./news/./x/../ceasefire-holds",
        "https://example.org/news/ceasefire-holds?utm_source=feed&utm_medium=rss&fbclid=IwAR0",
        "https://example.org/news/ceasefire-holds?gclid=1&igshid=2&mc_cid=3",
        "https://amp.example.org/news/ceasefire-holds",
        "https://m.example.org/news/ceasefire-holds/amp/",
        "https://example.org/news/ceasefire-holds.amp",
        "https://example.org/amp/news/ceasefire-holds?amp=1",
        "https://example.org/news/%63easefire-holds",
        "  https://example.org/news/ceasefire-holds?\n",
    ],
)
def test_all_ways_of_writing_an_address_are_one(url: str) -> None:
    assert canonical_address(url) == PAGE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/b"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org/a", "https://example.net/a"),
        ("https://example.org:8443/a", "https://example.org/a"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/?q=a%26b=c", "https://example.org/?q=a&b=c"),
        ("https://example.org/?q=1%2B1", "https://example.org/?q=1+1"),
        ("https://news.example.org/a", "https://example.org/a"),
    ],
)
def test_other_pages_have_other_addresses(one: str, other: str) -> None:
    assert canonical_address(one) != canonical_address(other)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("https://XN--MNCHEN-3YA.example/stra%c3%9fe", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/?b=2&a=1", "https://example.org/?a=1&b=2"),
        ("https://www.gov.example/index.html", "https://gov.example/"),
        ("https://[2001:DB8::1]:8080/x", "https://[2001:db8::1]:8080/x"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/amp", "https://example.org/amp"),
        ("https://amp.dev", "https://amp.dev/"),
    ],
)
def test_addresses_are_written_one_way(url: str, address: str) -> None:
    assert canonical_address(url) == address


@pytest.mark.parametrize(
    "url", ["", "mailto:desk@example.org", "http://[bad", "http://a b/", "file:///etc/passwd", "x" * 3000]
)
def test_what_is_no_web_address_stays_as_it_is(url: str) -> None:
    assert canonical_address(url) == url


@pytest.mark.parametrize(
    ("stated", "fetched", "address"),
    [
        ("https://example.org/news/1", "http://m.example.org/1?utm_source=x", "https://example.org/news/1"),
        ("https://other.example/news/1", "https://example.org/1", "https://example.org/1"),
        ("https://evil.example/www.example.org/1", "https://example.org/1", "https://example.org/1"),
        ("/news/1", "https://example.org/1", "https://example.org/1"),
        ("https://example.org/", "https://example.org/1", "https://example.org/1"),
        (None, "https://www.example.org/1", "https://www.example.org/1"),
        ("", "https://example.org/1", "https://example.org/1"),
        ("https://example.org/1", "not an address", "https://example.org/1"),
        (None, "not an address", "not an address"),
    ],
)
def test_a_page_speaks_for_its_own_site_alone(stated: str | None, fetched: str, address: str) -> None:
    assert address_of(stated, fetched) == address


def test_a_site_is_its_host_without_what_marks_versions_of_it() -> None:
    assert site_of("https://www.example.org:443/x") == site_of("http://amp.example.org") == "example.org"
    assert site_of("nothing") == ""


@given(st.text(max_size=200))
def test_any_text_can_be_given_and_an_address_given_twice_is_the_same(url: str) -> None:
    once = canonical_address(url)
    assert canonical_address(once) == once


@given(
    st.lists(
        st.sampled_from(["amp", "a", "..", ".", "", "index.html", "%61", "%2f", "x.amp", "é", "amp.html", "%"]),
        max_size=6,
    ),
    st.lists(st.sampled_from(["a=1", "utm_x=1", "b", "=", "a=%26", "é=1", "amp", "%61=%"]), max_size=5),
    st.sampled_from(["www.example.org", "amp.www.a.org", "m.b.org:80", "xn--mnchen-3ya.de", "ü.de", "www.org"]),
)
def test_an_address_written_one_way_stays_so(path: list[str], query: list[str], host: str) -> None:
    once = canonical_address(f"http://{host}/{'/'.join(path)}?{'&'.join(query)}")
    assert canonical_address(once) == once
    assert once.startswith("https://")


def test_the_address_that_a_document_states_is_kept_without_a_user_name_and_a_password() -> None:
    line = b'{"id": "1", "text": "Shells fell.", "url": "https://me:secret@wire.example/a"}'
    document = open_packet(Packet(name="x:1", suffix=".jsonl", data=line))
    assert (document.url, document.filled) == ("https://wire.example/a", ())
    carried = Carried(url="http://me@wire.example/b")
    document = open_packet(Packet(name="x.txt", suffix=".txt", data=b"Shells fell.", carried=carried))
    assert (document.url, document.filled) == ("http://wire.example/b", ("url",))
    assert without_login("http://[") == "http://["
