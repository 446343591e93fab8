"""Packets opened in order: harmless ones here, hostile ones under guard, each with its document or its reason."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.core.errors import DocumentError
from detente.documents.packet import Carried, Packet
from detente.pipeline.guard import Limits
from detente.pipeline.opening import Opened, Opener

PAGE = b"""<html><head><title>T</title></head><body><article>
<p>The mission counted eleven shots near the bridge on Monday, its head of office said in a written report.</p>
<p>Two of its patrols were turned back at the crossing, and nobody was hurt, the report says of the same day.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def opener() -> Iterator[Opener]:
    with Opener(workers=2, limits=Limits(seconds=20)) as made:
        yield made


def page(number: int, data: bytes = PAGE, **carried: str) -> Packet:
    return Packet(name=f"{number}.html", suffix=".html", data=data, carried=Carried(**carried))


def line(number: int) -> Packet:
    return Packet(name=f"x:{number}", suffix=".jsonl", data=b'{"id": "d%d", "text": "Words."}' % number)


def names(opened: list[Opened]) -> list[str]:
    return [one.packet.name for one in opened]


def test_everything_comes_in_the_order_it_was_given(opener: Opener) -> None:
    given = [page(0), line(1), line(2), page(3), line(4)]
    found = list(opener.open_all(given))
    assert names(found) == [p.name for p in given]
    assert [one.document.format for one in found if one.document] == ["html", "jsonl", "jsonl", "html", "jsonl"]


def test_what_is_harmless_is_opened_as_it_comes(opener: Opener) -> None:
    taken: list[int] = []

    def given() -> Iterator[Packet]:
        for number in range(3):
            taken.append(number)
            yield line(number)

    found = opener.open_all(given())
    assert next(found).packet.name == "x:0"
    assert taken == [0]


def test_a_refusal_is_kept_with_its_packet(opener: Opener) -> None:
    (found,) = opener.open_all([page(0, b"<html></html>")])
    assert (found.document, found.error and found.error.code) == (None, "no_main_text")


def test_a_packet_that_came_with_an_error_keeps_it(opener: Opener) -> None:
    error = DocumentError("unreadable", "gone")
    (found,) = opener.open_all([Packet(name="x", suffix=".html", error=error)])
    assert found.error is error


def test_what_brought_it_fills_what_the_document_leaves_open(opener: Opener) -> None:
    (found,) = opener.open_all([page(0, url="https://ministry.example/1", title="Another title")])
    assert found.document is not None
    assert (found.document.url, found.document.title) == ("https://ministry.example/1", "T")


def test_an_opener_may_be_closed_and_used_again() -> None:
    with Opener(workers=1) as made:
        assert len(list(made.open_all([page(0)]))) == 1
    assert len(list(made.open_all([line(1)]))) == 1


def test_a_file_is_cut_as_before(opener: Opener, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(line(1).data + b"\n" + line(2).data)
    found = list(opener.packets_of(tmp_path / "x.jsonl", standard_input=io.BytesIO()))
    assert [p.name for p in found] == ["x.jsonl:1", "x.jsonl:2"]


@pytest.mark.parametrize(
    ("stated", "address"),
    [
        ("https://wire.example/news/1", "https://wire.example/news/1"),
        ("https://other.example/news/1", "https://www.wire.example/1?id=2"),
    ],
)
def test_a_page_speaks_for_its_own_site_alone(opener: Opener, stated: str, address: str) -> None:
    linked = PAGE.replace(b"<head>", f'<head><link rel="canonical" href="{stated}">'.encode())
    got = page(0, linked, url="https://www.wire.example/1?id=2", fetched="2026-03-01T11:00:00+00:00")
    saved = page(1, linked)
    found = [one.document.url for one in opener.open_all([got, saved]) if one.document]
    assert found == [address, stated]
