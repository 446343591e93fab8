"""Feeds as they come: cut into entries, which are read as documents."""

import io
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents.document import CUT_KINDS, Document
from detente.documents.feed import EMPTY_TOLD, FEED_BYTES, cut_feed
from detente.documents.feed_entry import read_entry
from detente.documents.feed_parsers import MOST_ENTRIES
from detente.documents.packet import Packet

HEAD = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    "<channel><title>Valley Wire</title><link>https://wire.example/</link><language>en-gb</language>"
)
TAIL = "</channel></rss>"
ITEM = (
    "<item><title>Shelling near the bridge</title><link>https://wire.example/a</link>"
    "<guid>https://wire.example/?p=7</guid>"
    "<pubDate>Wed, 16 Jun 2021 09:00:00 +0400</pubDate><description>Two men were hurt.</description></item>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://north.example/news/">'
    "<title>North Post</title>"
    "<updated>2021-06-17T00:00:00Z</updated><entry><id>tag:north.example,2021:1</id>"
    '<title type="html">Talks &amp;amp; a truce</title>'
    '<link href="talks.html"/><updated>2021-06-16T10:00:00Z</updated>{published}<author><name>R. Observer'
    "</name></author>"
    '<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The two sides met.</p>'
    "<p>Nothing was signed.</p></div></content></entry></feed>"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://rdf.example/"><title>Old Gazette</title>'
    '<link>https://rdf.example/</link></channel><item rdf:about="https://rdf.example/1"><title>A convoy passed</title>'
    "<link>https://rdf.example/1</link><description>Twelve lorries.</description><dc:date>2003-04-05"
    "</dc:date></item></rdf:RDF>"
)
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour Notes",
    "home_page_url": "https://harbour.example/",
    "items": [
        {
            "id": 7,
            "url": "/7",
            "title": "Ships",
            "content_html": "<p>Two ships left.</p>",
            "date_published": "2022-02-01",
        },
        {
            "id": "8",
            "content_text": "One came\nback.",
            "date_modified": "2022-02-02",
            "authors": [{"name": "K. Pilot"}],
        },
        "no entry",
    ],
}


def cut(data: bytes | str) -> list[Packet]:
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    return list(cut_feed(stream, name="f.xml"))


def documents(data: bytes | str) -> list[Document]:
    return [read_entry(packet.data, name=packet.name) for packet in cut(data) if packet.error is None]


def rss(*items: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?>{HEAD}{"".join(items)}{TAIL}'


def item(content: str, extra: str = "") -> str:
    return f"<item><guid>urn:x:1</guid><description><![CDATA[{content}]]></description>{extra}</item>"


def test_an_rss_entry_with_what_it_and_its_feed_state() -> None:
    (packet,) = cut(rss(ITEM))
    assert (packet.name, packet.suffix) == ("f.xml:1", ".entry")
    assert packet.carried.published == "2021-06-16T09:00:00+04:00"
    assert (packet.carried.url, packet.carried.publisher) == ("https://wire.example/a", "Valley Wire")
    document = read_entry(packet.data, name=packet.name)
    assert (document.id, document.text) == ("https://wire.example/?p=7", "Two men were hurt.")
    assert (document.title, document.language, document.format) == ("Shelling near the bridge", "en-gb", "feed")


def test_an_atom_entry_with_its_base_and_its_fullest_text() -> None:
    (document,) = documents(ATOM.format(published="<published>2021-06-15T08:00:00Z</published>"))
    assert document.text == "The two sides met.\n\nNothing was signed."
    assert (document.title, document.url) == ("Talks & a truce", "https://north.example/news/talks.html")
    assert (document.published, document.modified) == ("2021-06-15T08:00:00Z", "2021-06-16T10:00:00Z")


def test_a_date_of_change_is_no_date_of_publication() -> None:
    (document,) = documents(ATOM.format(published=""))
    assert (document.published, document.modified) == (None, "2021-06-16T10:00:00Z")
    (document,) = documents(rss(item("A text.")))
    assert (document.published, document.modified) == (None, None)


def test_rdf_states_its_day_as_dc_date() -> None:
    (document,) = documents(RDF)
    assert (document.published, document.modified, document.publisher) == ("2003-04-05", None, "Old Gazette")


def test_an_entry_is_published_by_the_feed_that_it_was_taken_over_from() -> None:
    entry = "<entry><title>T</title><summary>Shells fell.</summary>{}</entry>"
    source = "<source><title>Agency X</title></source>"
    head = '<title type="html">Min &lt;b&gt;of&lt;/b&gt; Def</title>'
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{entry.format(source)}{entry.format("")}</feed>'
    assert [d.publisher for d in documents(feed)] == ["Agency X", "Min of Def"]
    assert [packet.carried.publisher for packet in cut(feed)] == ["Agency X", "Min of Def"]
    (document,) = documents(rss(item("Shells fell.", '<source url="https://x.example/rss">Agency X</source>')))
    assert document.publisher == "Agency X"


def test_a_json_feed() -> None:
    packets = cut(json.dumps(JSON_FEED))
    first, second = documents(json.dumps(JSON_FEED))
    assert (first.id, first.url, first.text) == (
        "https://harbour.example/#7",
        "https://harbour.example/7",
        "Two ships left.",
    )
    assert (second.text, second.published, second.modified) == ("One came\nback.", None, "2022-02-02")
    assert packets[2].error is not None
    assert packets[2].error.code == "empty"


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_the_older_kinds_of_rss(version: str) -> None:
    (document,) = documents(f'<rss version="{version}"><channel><title>F</title>{ITEM}</channel></rss>')
    assert document.text == "Two men were hurt."


def test_the_same_entry_is_the_same_bytes_wherever_it_stands_and_however_it_is_written() -> None:
    other = "<item><title>Another</title></item>"
    turned = ITEM.replace("<title>Shelling near the bridge</title>", "").replace(
        "</item>", "<title>\n Shelling  near the bridge</title>\n</item>"
    )
    first, last, again = cut(rss(ITEM, other))[0], cut(rss(other, ITEM))[1], cut(rss(turned))[0]
    assert first.data == last.data == again.data


def test_an_entry_that_names_itself_in_no_way_is_named_by_what_it_holds() -> None:
    entry = "<item><title>A title alone</title></item>"
    first, second = documents(rss(entry))[0], documents(rss(ITEM, entry))[1]
    assert first.id == second.id
    assert first.text == "A title alone"


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("Wed, 16 Jun 2021 09:00:00 GMT", "2021-06-16T09:00:00+00:00"),
        ("16 Jun 2021", "2021-06-16"),
        ("Wed, 16 Jun 2021 09:00:00 XYZ", "2021-06-16T09:00:00"),
        ("2021-06-16T09:00:00+05:30", "2021-06-16T09:00:00+05:30"),
        ("03/04/2022", "03/04/2022"),
        ("Mon, 31 Feb 2022 10:00:00 GMT", "Mon, 31 Feb 2022 10:00:00 GMT"),
        ("yesterday at noon", "yesterday at noon"),
    ],
)
def test_a_date_is_as_stated_and_never_guessed(stated: str, kept: str) -> None:
    (document,) = documents(rss(item("A text.", f"<pubDate>{stated}</pubDate>")))
    assert document.published == kept


@pytest.mark.parametrize(
    ("added", "kind"),
    [
        (
            "<p>The post <a href='/a'>Shelling</a> appeared first on <a href='/'>Valley Wire</a>.</p>",
            "syndication notice",
        ),
        ("<p><a href='/a'>Continue reading</a></p>", "syndication notice"),
        ("<p>Share this: Facebook Twitter</p>", "share buttons"),
        ("<div class='sharedaddy sd-sharing'><ul><li>Post</li></ul></div>", "share buttons"),
        ("<p>Comments are closed.</p>", "comments notice"),
        ("<img src='https://count.example/p.gif' width='1' height='1'>", "tracking pixel"),
        ("<script>count('a')</script>", "script"),
        ("<p style='display: none'>Hidden words</p>", "hidden"),
    ],
)
def test_what_a_feed_adds_is_cut_away_and_counted(added: str, kind: str) -> None:
    (document,) = documents(rss(item(f"<p>Two men were hurt.</p><p>The road is shut.</p>{added}")))
    assert document.text == "Two men were hurt.\n\nThe road is shut."
    assert [found for found, count in document.cut_away if count > 0] == [kind]
    assert kind in CUT_KINDS


def test_words_that_only_begin_like_a_notice_stay() -> None:
    said = (
        "<p>Share of the vote fell.</p><p>The post office appeared to be hit first.</p>"
        "<p>Tweet by a minister denied it.</p>"
    )
    (document,) = documents(rss(item(said)))
    assert document.text.count("\n\n") == 2
    assert document.cut_away == ()


def test_html_is_kept_in_paragraphs() -> None:
    body = (
        "<h2>Head</h2><ul><li>one</li><li>two &mdash; three</li></ul>text<br>line<table><tr><td>a</td><td>b</td>"
        "</tr></table>"
    )
    (document,) = documents(rss(item(body)))
    assert document.text == "Head\n\none\n\ntwo — three\n\ntext\nline\n\na b"


@pytest.mark.parametrize(
    "data",
    [
        rss(ITEM)[: -len(TAIL)],
        rss(ITEM).replace("</item>", ""),
        rss(ITEM).replace("Two men", "Two &nbsp; men &"),
        rss(ITEM).replace("<title>Shelling", "<title><b>Shelling"),
        rss(ITEM).replace("hurt", "hurt\x01"),
        f"\n\n  {rss(ITEM)}",
        rss(ITEM).replace('encoding="utf-8"', 'encoding="no-such"'),
    ],
)
def test_broken_xml_is_taken_as_far_as_it_goes(data: str) -> None:
    (document,) = documents(data)
    assert document.text.startswith("Two")
    assert document.published == "2021-06-16T09:00:00+04:00"


def test_an_entry_within_which_the_feed_breaks_off_is_said_and_the_others_are_taken() -> None:
    whole, half = cut(rss(ITEM, ITEM)[: -len(TAIL) - 20])
    assert whole.error is None
    assert half.error is not None
    assert "breaks off" in half.error.message


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251", "iso-8859-1"])
def test_other_encodings_that_the_feed_states(encoding: str) -> None:
    word = "мост" if encoding != "iso-8859-1" else "Málaga"
    data = rss(ITEM.replace("bridge", word)).replace("utf-8", encoding).encode(encoding)
    assert documents(data)[0].title == f"Shelling near the {word}"


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        ("<urlset><url><loc>https://a.example/</loc></url></urlset>", "not_a_document", "<urlset>"),
        ("<!doctype html><html><body><p>Page</p></body></html>", "not_a_document", "<html>"),
        ("", "not_a_document", "no element"),
        ("plain words", "not_a_document", "no element"),
        ('{"id": "d", "text": "t"}', "not_a_document", ".jsonl"),
        ("[1, 2]", "not_a_document", ".jsonl"),
        ("{", "not_json", ".jsonl"),
        ('{"a":' * 100_000, "not_json", ".jsonl"),
    ],
)
def test_what_is_no_feed_is_refused(data: str, code: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        cut(data)
    assert (caught.value.code, says in caught.value.message) == (code, True)


def test_items_opened_in_items_without_end_are_one_refusal() -> None:
    (packet,) = cut('<rss version="2.0"><channel>' + "<item>" * 50_000)
    assert packet.error is not None


def test_an_entry_inside_an_entry_is_none_and_is_said() -> None:
    inner = "<item><title>Another</title><description>Other words.</description><b><item/></b></item>"
    first, second, told = cut(rss(ITEM.replace("</item>", f"{inner}</item>"), ITEM.replace("?p=7", "?p=8")))
    assert read_entry(first.data, name="a").text == read_entry(second.data, name="b").text == "Two men were hurt."
    assert told.error is not None
    assert told.error.message.startswith("2 entries lie inside other entries")


def test_empty_entries_are_told_one_by_one_and_from_then_on_in_one() -> None:
    *_, last = told = cut(rss(*["<item></item>"] * 500, ITEM))
    assert len(told) == EMPTY_TOLD + 2
    assert last.error is not None
    assert last.error.message.startswith("480 more entries")


@pytest.mark.parametrize(
    "data",
    [
        rss("<item/>" * (MOST_ENTRIES + 1)),
        json.dumps({"version": JSON_FEED["version"], "items": [0] * (MOST_ENTRIES + 1)}),
    ],
)
def test_a_feed_of_too_many_entries_is_refused(data: str) -> None:
    with pytest.raises(DocumentError, match="100,000"):
        cut(data)


def test_a_feed_whose_entities_stand_for_one_another_is_refused() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'
    with pytest.raises(DocumentError, match="stand for one another"):
        cut(f'<?xml version="1.0"?>{doctype}{HEAD}{item("x")}<item><title>&c;</title></item>{TAIL}')


def test_a_feed_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(DocumentError, match="32,000,000"):
        cut(b" " * (FEED_BYTES + 1))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>',
        f'<!-- <a --><!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>',
        f'<!DOCTYPE rss [<!ENTITY l9 "{"x" * 100_000}">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p; <!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_neither_unfold_without_end_nor_open_anything(doctype: str) -> None:
    data = f'<?xml version="1.0"?>{doctype}{HEAD}{item("x")}<item><title>{"&l9;" * 1_000}</title></item>{TAIL}'
    started = time.process_time()
    try:
        found = b"".join(packet.data for packet in cut(data))
    except DocumentError as error:
        found = error.message.encode()
    assert b"root:" not in found
    assert len(found) < 20_000
    assert time.process_time() - started < 5


def test_a_feed_of_many_entries_is_cut_in_a_time_that_grows_with_it() -> None:
    entries = [ITEM.replace("?p=7", f"?p={number}") for number in range(4_000)]
    started = time.process_time()
    assert len(cut(rss(*entries[:1_000]))) == 1_000
    quarter = time.process_time() - started
    assert len({packet.data for packet in cut(rss(*entries))}) == 4_000
    assert time.process_time() - started < 12 * quarter + 2


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "data:text/html,x"])
def test_an_address_that_is_none_on_the_web_is_not_kept(link: str) -> None:
    assert documents(rss(item("A text.", f"<link>{link}</link>")))[0].url is None


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b'{"id": 1}', b"[" * 100_000, b'{"content": ["a"]}'])
def test_an_entry_in_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        read_entry(data, name="x")


def test_a_text_nested_without_end_is_refused_and_not_lost() -> None:
    with pytest.raises(DocumentError, match="nested so deeply"):
        documents(rss(item("<div>" * 5_000 + "words")))


def joined(pieces: list[str]) -> bytes:
    return "".join(pieces).encode("utf-8", "replace")


PIECES = st.sampled_from([
    HEAD, TAIL, ITEM, ATOM, RDF, "<item>", "</item>", "<title>", "<![CDATA[", "]]>", "<!--",
    "<!DOCTYPE x [", "<!ENTITY a 'b'>",
    "&a;", "&#x0;", "&#55296;", "<pubDate>", "<dc:date>", "</", "<link href='",
    "<content type='image/png'>", "<?xml", "x:y", '{"a":', "\x00",
])  # fmt: skip


@settings(max_examples=150, deadline=2_000)
@given(st.one_of(st.binary(max_size=300), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map(joined)))
def test_any_bytes_are_packets_or_a_reason(data: bytes) -> None:
    try:
        packets = cut(data)
    except DocumentError:
        return
    for packet in packets:
        if packet.error is None:
            try:
                assert read_entry(packet.data, name=packet.name).text.strip()
            except DocumentError:
                continue


def test_nothing_is_read_from_a_file_that_the_bytes_name(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(rss(ITEM))
    with pytest.raises(DocumentError):
        cut(str(secret))


def _links(data: bytes, name: str) -> list[str | None]:
    return [packet.carried.url for packet in cut_feed(io.BytesIO(data), name=name)]


def test_a_relative_link_is_relative_to_the_feed_and_of_a_feed_from_a_disk_to_its_site() -> None:
    rss = f"{HEAD}<item><title>T</title><link>../a2.html</link></item>{TAIL}".encode()
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"url": "/a1.html", "title": "T"}]}
    atom = ATOM.format(published="").encode()
    address = "https://far.example/feeds/all/feed.xml"
    assert _links(rss, address) == ["https://far.example/feeds/a2.html"]
    assert _links(json.dumps(feed).encode(), address) == ["https://far.example/a1.html"]
    assert _links(atom, address) == ["https://north.example/news/talks.html"], "it says itself what it is relative to"
    assert _links(rss, "feed.xml") == ["https://wire.example/a2.html"]
    assert _links(json.dumps(feed | {"home_page_url": "https://w.example/"}).encode(), "feed.json") == [
        "https://w.example/a1.html"
    ]


def test_a_user_name_and_a_password_in_a_link_are_not_kept() -> None:
    link = "https://me:pa@ss@wire.example/a@b"
    rss = f"{HEAD}<item><title>T</title><link>{link}</link></item>{TAIL}".encode()
    (packet,) = cut_feed(io.BytesIO(rss), name="feed.xml")
    assert packet.carried.url == "https://wire.example/a@b"
    assert b"me:pa" not in packet.data
