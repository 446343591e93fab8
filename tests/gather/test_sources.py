"""Lists of sources come in and go out, and a page tells its feeds."""

import dataclasses
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import SourcesBroken
from detente.gather.discover import discover_feeds
from detente.gather.opml import read_opml, write_opml
from detente.gather.sources import EVERY, Source, make_source

LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Watched</title></head><body>
  <outline text="South Caucasus">
    <outline text="Ministries, both">
      <outline type="rss" text="Ministry of Defence" xmlUrl="https://mod.example/feed.xml" language="hy"/>
    </outline>
    <outline type="rss" text="Valley Wire" title="The Valley Wire" xmlUrl="feed://wire.example/rss"
      category="/wire/local,daily"/>
    <outline text="Empty folder"/>
  </outline>
  <outline type="link" text="Line of contact" url="https://mission.example/contact"/>
  <outline text="Twice"><outline text="again" xmlUrl="https://mod.example/feed.xml"/></outline>
</body></opml>"""


def test_a_list_is_read_with_its_folders_as_tags() -> None:
    ministry, wire, page = read_opml(LIST)

    assert (ministry.kind, ministry.title, ministry.language) == ("feed", "Ministry of Defence", "hy")
    assert ministry.tags == ("South Caucasus", "Ministries both", "Twice")
    assert (wire.url, wire.title) == ("http://wire.example/rss", "The Valley Wire")
    assert wire.tags == ("South Caucasus", "wire local", "daily")
    assert (page.kind, page.url, page.follow) == ("page", "https://mission.example/contact", False)
    assert ministry.every == EVERY


NAMES = st.text(max_size=30)
SOURCES = st.builds(
    make_source,
    st.integers(0, 99).map(lambda n: f"https://h{n}.example/feed?x={n}&y=%20"),
    kind=st.sampled_from(["feed", "page"]),
    title=NAMES,
    publisher=NAMES,
    language=st.sampled_from(["", "en", "az"]),
    every=st.integers(60, 86_400),
    follow=st.booleans(),
    tags=st.lists(NAMES, max_size=3).map(tuple),
)


@given(st.lists(SOURCES, max_size=5, unique_by=lambda s: s.id), st.booleans())
def test_what_is_written_is_read_back(sources: list[Source], enabled: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    given_sources = tuple(dataclasses.replace(source, enabled=enabled) for source in sources)
    assert read_opml(write_opml(given_sources)) == given_sources


def test_reading_a_list_twice_gives_the_same_sources_and_never_more() -> None:
    assert read_opml(write_opml(read_opml(LIST))) == read_opml(LIST)
    assert {s.id for s in read_opml(LIST)} == {make_source(s.url).id for s in read_opml(LIST)}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not XML"),
        (b"<opml><body><outline text='a & b'/></body></opml>", "not XML.*line 1"),
        (b"\xff\xfe\x00garbage", "not XML"),
        (b"<rss version='2.0'><channel/></rss>", "it is 'rss'"),
        (b"<opml version='2.0'><head/></opml>", "with a 'body'"),
        (b"<opml><body>\n<outline text='x' xmlUrl='ftp://a.example/'/></body></opml>", "line 2: .*neither http"),
        (b"<opml><body><outline xmlUrl='http://u:p@a.example/'/></body></opml>", "user name"),
        (
            (
                b"<opml xmlns:d='urn:detente:sources'><body>"
                b"<outline xmlUrl='http://a.example/' d:every='x'/></body></opml>"
            ),
            "number of seconds",
        ),
        (
            (
                b"<opml xmlns:d='urn:detente:sources'><body>"
                b"<outline xmlUrl='http://a.example/' d:every='1'/></body></opml>"
            ),
            "every 1 seconds",
        ),
        (b"<!DOCTYPE opml [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><opml><body>&e;</body></opml>", "DOCTYPE"),
        (b"<opml><body>" + b"<outline text='x'>" * 5000 + b"</body></opml>", "not XML"),
        (b" " * 10_000_001, "limit"),
    ],
)
def test_a_broken_list_is_refused_whole_and_says_why(data: bytes, words: str) -> None:
    with pytest.raises(SourcesBroken, match=words):
        read_opml(data)


def test_a_list_that_unfolds_without_end_is_refused_soon() -> None:
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    bomb = f"<!DOCTYPE opml [<!ENTITY e0 'ha'>{entities}]><opml><body><outline text='&e11;'/></body></opml>"
    started = time.process_time()

    with pytest.raises(SourcesBroken):
        read_opml(bomb.encode())
    assert time.process_time() - started < 2


def test_all_that_is_wrong_is_named_up_to_five() -> None:
    wrong = "".join(f"<outline xmlUrl='ftp://h{n}.example/'/>" for n in range(8))
    with pytest.raises(SourcesBroken, match=r"h0\.example.*h4\.example.*and 3 more"):
        read_opml(f"<opml><body>{wrong}</body></opml>".encode())


@given(st.binary(max_size=200))
def test_no_bytes_break_what_reads_lists_and_pages(data: bytes) -> None:
    discover_feeds(data, "https://news.example/")
    with pytest.raises(SourcesBroken):
        read_opml(data)


def test_the_feeds_of_a_page_are_found() -> None:
    page = """<!doctype html><html><head><title>x</title>
    <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
    <LINK REL="alternate nofollow" TYPE="application/atom+xml" TITLE="All
      news" HREF="/atom.xml">
    <link rel=alternate type="application/rss+xml" href="//cdn.example/rss?a=1&amp;b=2">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
    <link rel="alternate" hreflang="az" href="/az/"><link rel="stylesheet" type="application/rss+xml" href="/x">
    <link rel="alternate" type="application/atom+xml" href="/atom.xml">
    </head><body>unclosed <p>"""

    found = discover_feeds(page.encode(), "https://news.example/world/")

    assert [feed.url for feed in found] == [
        "https://news.example/atom.xml",
        "https://cdn.example/rss?a=1&b=2",
        "https://news.example/comments/feed/",
    ]
    assert found[0].title == "All news"


def test_the_base_of_a_page_counts() -> None:
    page = b'<base href="https://other.example/x/"><link rel=alternate type=application/feed+json href="feed.json">'
    assert [f.url for f in discover_feeds(page, "https://news.example/")] == ["https://other.example/x/feed.json"]


@pytest.mark.parametrize(
    "outline",
    [
        "type='rss' text='Wire'",
        "text='Wire' xmlUrl=' '",
        "text='Wire' htmlUrl='https://a.example/'",
        "title='Wire' url=''",
    ],
)
def test_an_outline_that_is_no_folder_and_has_no_address_is_named_with_its_line(outline: str) -> None:
    good = "<outline xmlUrl='https://b.example/feed'/>"
    with pytest.raises(SourcesBroken, match=r"line 2: 'Wire' has no address to visit \(xmlUrl\)"):
        read_opml(f"<opml><body>{good}\n<outline text='F'><outline {outline}/></outline></body></opml>".encode())
