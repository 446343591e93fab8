import pytest

from detente.core.errors import DocumentError
from detente.documents.html import read_html

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
    assert kind == "outside the main text"
    assert count > 0


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
