import contextlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents.document import CUT_KINDS, Document
from detente.documents.html import read_html


def load_tool(name: str) -> Any:
    path = Path(__file__).parents[2] / f"tools/{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


measure_pages = load_tool("measure_pages")

WORDS = "The two foreign ministers met in Sochi and agreed to reopen the railway line between their countries. "
HEAD = (
    '<html lang="en"><head><title>Ministers meet</title><meta property="og:site_name" content="Example Wire">'
    '<meta property="article:published_time" content="2021-06-16T09:00:00Z"></head><body>'
)


def page(body: str, head: str = HEAD, tail: str = "</body></html>") -> bytes:
    return f"{head}{body}{tail}".encode()


def test_the_main_text_and_what_the_head_states() -> None:
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Subscribe now</a></li></ul></nav>"
    document = read_html(page(f"{menu}<article><p>{WORDS * 3}</p><p>{WORDS}</p></article>"), name="a.html")
    assert document.text.split("\n\n") == [(WORDS * 3).strip(), WORDS.strip()]
    assert (document.title, document.published, document.publisher) == ("Ministers meet", "2021-06-16", "Example Wire")
    assert "Subscribe" not in document.text
    ((kind, count),) = document.cut_away
    assert (kind, count) == ("menu", len("HomeSubscribe now"))


def test_a_day_in_the_body_is_not_the_day_of_publication() -> None:
    head = "<html><head><title>Ministers meet</title></head><body>"
    document = read_html(page(f"<article><p>On 15 June 2021 they met. {WORDS * 3}</p></article>", head), name="a.html")
    assert document.published is None


@pytest.mark.parametrize(
    "body",
    [
        f"<article><p>{WORDS * 3}",
        f"<article><p>{WORDS * 3}<p>{WORDS}<div><b><i>{WORDS}",
        f"<article><p>{WORDS * 3}</p><a href='/never",
        f"<article><p>{WORDS * 3}</p><!-- never ends",
        f"<article><p>{WORDS * 3}</p>" + "<div>" * 3_000,
    ],
    ids=["paragraph", "nested", "attribute", "comment", "deep"],
)
def test_a_page_that_never_closes_is_read(body: str) -> None:
    assert WORDS.strip() in read_html(page(body, tail=""), name="a.html").text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"<html></html>",
        b"<",
        b"\x00\x00\x00",
        b"<html><body><script>var a = 1</script></body>",
        b"\xff\xfe",
    ],
)
def test_a_page_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_html(data, name="a.html")
    assert caught.value.code == "no_main_text"
    assert ".txt" in caught.value.message


def test_a_page_in_another_encoding_that_says_so_is_read() -> None:
    text = f"Ağdam rayonu. {WORDS * 3}"
    data = f'<html><head><meta charset="windows-1254"></head><body><article><p>{text}</p></article>'.encode("cp1254")
    assert read_html(data, name="a.html").text.startswith("Ağdam rayonu.")


@pytest.mark.parametrize(
    "unseen",
    [
        "<p hidden>Iran attacked Syria.</p>",
        "<p style='display: none'>Iran attacked Syria.</p>",
        "<div style='visibility:hidden'><p>Iran attacked Syria.</p></div>",
        "<noscript>Iran attacked Syria.</noscript>",
        "<template><p>Iran attacked Syria.</p></template>",
    ],
)
def test_what_a_page_does_not_show_is_not_read(unseen: str) -> None:
    seen = "<p>The two ministers met in the capital and signed a treaty that ends a long dispute about water.</p>"
    page = f"<html><body><article>{seen}{unseen}{seen.replace('two', 'three')}</article></body></html>"
    text = read_html(page.encode(), name="page.html").text
    assert "Syria" not in text
    assert "three ministers" in text


ARTICLE = f"<article><h1>Ministers meet</h1><p>{WORDS * 3}</p>{{}}<p>{WORDS}They will meet again in May.</p></article>"


def read(body: str, head: str = HEAD) -> Document:
    return read_html(page(body, head), name="a.html")


@pytest.mark.parametrize(
    ("cut", "kind"),
    [
        ("<div class='mc4wp-form'><p>Sign up for our weekly letter:</p><p>It is free.</p></div>", "newsletter box"),
        ("<div id='cookie-notice'>This website uses cookies to make it better.</div>", "consent notice"),
        ("<p class='no-comments'>Comments are closed.</p>", "comments notice"),
        ("<p>Comments are closed.</p>", "comments notice"),
        ("<h3>Related articles</h3><ul><li><a href='/a'>Bus line to run on Sundays</a></li></ul>", "related articles"),
        ("<p>Read more: <a href='/a'>Bus line to run on Sundays</a></p>", "related articles"),
        ("<ul class='share-buttons'><li><a href='/f'>Share on Facebook</a></li></ul>", "share buttons"),
        ("<div class='ad'>Buy a tractor today.</div>", "advertisement"),
        ("<p>Advertisement</p>", "advertisement"),
        ("<div class='toc'><p>Contents</p><a href='#1'>1 The day</a></div>", "contents list"),
        ("<p hidden>Never shown to anybody who reads it.</p>", "hidden"),
        ("<script>var advert = 1</script>", "script"),
        (
            "<div id='disqus_thread'><p>I do not believe a word of what your paper writes here.</p></div>",
            "reader comments",
        ),
        (f"<aside class='pullquote'>{WORDS}</aside>", "repeated text"),
    ],
)
def test_what_is_cut_away_is_counted_by_its_kind(cut: str, kind: str) -> None:
    without, document = read(ARTICLE.format("")), read(ARTICLE.format(cut))
    assert document.text == without.text
    assert dict(document.cut_away)[kind] > dict(without.cut_away).get(kind, 0)
    assert {kind for kind, _ in document.cut_away} <= set(CUT_KINDS)


@pytest.mark.parametrize(
    ("kept", "lines"),
    [
        ("<ul><li>two tanks</li><li>a lorry</li></ul>", ["two tanks", "a lorry"]),
        (
            "<table><tr><th>Side</th><th>Dead</th></tr><tr><td>North</td><td>1</td></tr></table>",
            ["Side | Dead", "North | 1"],
        ),
        ("<p>Nobody was hurt.</p>", ["Nobody was hurt."]),
        ("<div>One man fell.<br>He rose.</div>", ["One man fell.", "He rose."]),
        ("<figure><img src='a'><figcaption>The bridge at dawn</figcaption></figure>", ["The bridge at dawn"]),
        ("<blockquote>“We saw nobody,” said the guard.</blockquote>", ["“We saw nobody,” said the guard."]),
        ("<dl><dt>Visibility</dt><dd>Good</dd></dl>", ["Visibility", "Good"]),
        ("<h2>Third incident</h2>", ["Third incident"]),
    ],
)
def test_what_stands_between_paragraphs_is_kept_as_lines(kept: str, lines: list[str]) -> None:
    assert read(ARTICLE.format(kept)).text.split("\n\n")[1:-1] == lines


def test_the_entries_of_a_live_report_keep_their_times() -> None:
    entries = "".join(
        f"<div class='entry'><div class='entry-meta'><time>{at}</time></div><p>{WORDS}{at}.</p></div>"
        for at in ("09:30", "13:05")
    )
    lines = read(f"<main><h1>Ministers meet</h1>{entries}</main>").text.split("\n\n")
    assert [line for line in lines if len(line) == len("09:30")] == ["09:30", "13:05"]


def test_a_page_behind_a_paywall_says_so_in_its_own_words() -> None:
    gate = "<div class='paywall'><h2>Subscribe to continue reading</h2></div>"
    assert read(ARTICLE.format("")).incomplete is None
    assert read(ARTICLE.format("") + gate).incomplete == "Subscribe to continue reading"


def test_a_page_of_nothing_but_a_headline_says_what_it_says() -> None:
    document = read("<h1>Two dead near Agdam</h1>", "<html><body>")
    assert (document.text, document.cut_away) == ("Two dead near Agdam", ())


def test_a_text_that_only_the_linked_data_holds_is_read() -> None:
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{WORDS}"}}</script>'
    assert read(f"{data}<div id='root'></div>").text == WORDS.strip()


LINKED = """<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "datePublished": "June 16, 2021",
    "dateModified": "2021-06-18T01:00:00+04:00"}]}</script>"""


@pytest.mark.parametrize(
    ("head", "published", "modified"),
    [
        ('<meta property="article:modified_time" content="2021-06-17T09:00:00Z">', None, "2021-06-17"),
        ('<meta name="dcterms.date" content="2021-06-16">', "2021-06-16", None),
        ('<meta name="sailthru.date" content="Wed, 16 Jun 2021 11:20:00 +0000">', "2021-06-16", None),
        (LINKED, "2021-06-16", "2021-06-18"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": </script>', None, None),
        ('<meta name="date" content="yesterday"><meta name="pubdate" content="0000-00-00">', None, None),
    ],
)  # fmt: skip
def test_the_days_that_a_head_states_are_kept_apart(head: str, published: str | None, modified: str | None) -> None:
    document = read(ARTICLE.format(""), f"<html><head><title>Ministers meet</title>{head}</head><body>")
    assert (document.published, document.modified) == (published, modified)


@pytest.mark.parametrize(
    "line",
    ["16 June 2021", "Published: 16.06.2021 17:45", "Wed, 16/06/2021 - 12:05", "by press » Wed Jun 16, 2021 4:15 pm",
     '<time datetime="2021-06-16T10:00">10:00</time>'],
)  # fmt: skip
def test_a_line_beside_the_headline_states_the_day(line: str) -> None:
    body = ARTICLE.replace("</h1>", f"</h1><div class='d'>{line}</div>").format("")
    document = read(body, "<html><head><title>Ministers meet</title></head><body>")
    assert document.published == "2021-06-16"
    assert document.text.startswith("The two")


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (page(f"<meta charset='iso-8859-1'><p>“Ağdam” was quiet. {WORDS * 3}</p>"), "“Ağdam”"),
        (page(f"<meta charset='windows-1251'><p>МЧС was told. {WORDS * 3}</p>").decode().encode("cp1251"), "МЧС"),
        (page(f"<p>“Ağdam” was quiet. {WORDS * 3}</p>").decode().encode("utf-16"), "“Ağdam”"),
        (page(f"<p>“Ağdam” was quiet. {WORDS * 3}</p>").decode().encode("utf-16-be"), "“Ağdam”"),
        (page(f"<p>“Ağdam” was quiet. {WORDS * 3}</p>").replace("“".encode(), b"\x93"), "“Ağdam”"),
        (page(f"<meta charset='no-such'><p>Caf\u00e9 open. {WORDS * 3}</p>").decode().encode("cp1252"), "Café"),
    ],
    ids=["lying", "windows-1251", "utf-16", "utf-16 without its mark", "mixed", "unknown"],
)
def test_a_page_is_read_in_the_encoding_that_it_has(data: bytes, start: str) -> None:
    assert read_html(data, name="a.html").text.startswith(start)


def test_what_was_decoded_wrongly_is_mended_and_said() -> None:
    document = read(
        f"<p>{WORDS}</p><p>â€œOne shot\u00adonly,â€\x9d said Captain\u00a0Iosif of the mixed force in the town.</p>"
    )
    assert document.text.endswith("“One shotonly,” said Captain Iosif of the mixed force in the town.")
    assert {document.text[r.start : r.end] for r in document.repairs} == {"“", "”"}
    assert [r.was for r in document.repairs] == ["â€œ", "â€\x9d"]
    assert dict(document.cut_away)["invisible characters"] == 1


def test_a_script_that_parts_no_words_has_paragraphs_too() -> None:
    text = (
        "外交部长在索契会晤，同意重新开放两国之间的铁路，并将在五月再次会面，届时双方将讨论边境问题和交换战俘的安排。"
    )
    menu = "<div><a href='/'>首页</a><a href='/n'>新闻</a></div>"
    assert read(f"{menu}<div class='c'><p>{text}</p><p>{text}</p></div>").text == f"{text}\n\n{text}"


HOSTILE = {
    "links": "<a href='/x'>link to a page</a> " * 50_000 + f"<p>{WORDS * 3}</p>",
    "deep": "<div>" * 10_000 + f"<p>{WORDS * 3}</p>",
    "deep tables": "<table><tr><td>" * 10_000 + WORDS * 3,
    "attributes": f"<div {' '.join(f'a{i}=1' for i in range(200_000))}><p>{WORDS * 3}</p>",
    "zeros": f"<p>{WORDS}\0{WORDS * 2}</p>" + "\0" * 1_000,
    "linked data": "<script type='application/ld+json'>" + "[" * 500_000 + f"</script><p>{WORDS * 3}</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_in_bounded_time(name: str) -> None:
    assert WORDS.strip() in read(HOSTILE[name]).text


@pytest.mark.parametrize("body", ["<p>" + "word " * 1_000_000, "word<br>" * 300_000, "<p>" * 3_000_000])
def test_a_page_that_is_too_much_is_refused(body: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(body)
    assert caught.value.code in {"too_long", "no_main_text"}


def test_an_entity_bomb_is_not_opened() -> None:
    bomb = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 20}">' for i in range(12))
    head = f'<!DOCTYPE html [<!ENTITY a0 "lol">{bomb}]>{HEAD}'
    assert len(read(f"<p>{WORDS * 3}&a12;</p>", head).text) < 3_000


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class=ad>",
                "<table><tr><td>",
                "</td>",
                "<br>",
                "<time>",
                "<h1>",
                "<a href=x>",
                "</a>",
                "é",
                "\x00",
                "\ud83d",
                "<!--",
                "<li>",
                WORDS,
                "<span class=byline>",
                "</span>",
                "&#0;",
            ]
        ),
        max_size=40,
    )
)
def test_no_mark_up_breaks_the_reader(parts: list[str]) -> None:  # fmt: skip
    with contextlib.suppress(DocumentError):
        document = read_html("".join(parts).encode("utf-8", "surrogatepass"), name="a.html")
        assert document.text == document.text.strip()


FLOORS = {"dev": (0.99, 1.0), "test": (0.985, 0.95)}
"""The figures of the 40 pages, rounded down: F1 of words, and the share of days right."""


@pytest.mark.parametrize("part", FLOORS)
def test_the_composed_pages_are_read_as_well_as_they_were(part: str) -> None:
    pages = [gold for gold in measure_pages.composed_pages() if gold.part == part]
    found = measure_pages.measure(pages, measure_pages.read_ours)
    assert len(pages) > 20
    assert found.f1 >= FLOORS[part][0], found.of_page
    assert found.days_right / found.days >= FLOORS[part][1], found.of_page
