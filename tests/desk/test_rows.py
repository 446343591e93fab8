"""Rows of a sheet are byte for byte what the templates put that they replaced."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from jinja2 import FileSystemLoader
from lxml import html
from markupsafe import Markup

from desk.filled import HOSTILE
from desk.line_made import line  # noqa: F401 - a fixture
from desk.walked import desk_over
from detente.desk import asked
from detente.desk.access.viewer import Viewer
from detente.desk.rendering import Page, _environment
from detente.desk.rows import Part, put_quote, put_rows, put_value
from detente.display.language import speaking
from detente.display.prose import clip
from detente.display.sheets import BLANK, Cell, Certainty, Column, Empty, Row, Sheet, words_href
from detente.registry.evidence import Evidence

NOW = dt.datetime.now(dt.UTC)
"""The line's record is made by commands, which have no other clock."""
PAGES = (
    "/", "/?days=9000", "/ceasefires", "/ceasefires/ford", "/ceasefires/ford/trend", "/mines", "/agreements",
    "/institutions", "/platforms", "/projects", "/relations", "/statements", "/statements/phrases", "/expectations",
    "/contradictions", "/watches", "/documents", "/incidents", "/search?q=fire", "/sources", "/accuracy",
)  # fmt: skip
FEWEST, FEW = 800, 5
"""Values that must have been compared, so that a desk without any does not pass."""
EVERYTHING = 10**9
"""Room for all rows of any sheet."""
MANY, MOST_BYTES = 200, 100_000
HIDDEN = "a\u202eb\u200b <b>&amp;</b> 'x' \"y\" 2031-05-12"


def page_of(known: str | None = None) -> Page:
    """Return what stands around a page that is asked for as known on a day."""
    who = Viewer(role="administrator", name="Wanda Pell")
    return Page(title="", viewer=who, path="/mines", query="", known=known, now=NOW)


def as_macros(page: Page) -> Any:
    """Return the macros that put a value, a quotation and all rows, as a page is asked for."""
    found = _environment().overlay(loader=FileSystemLoader(Path(__file__).parent))
    found.globals = _environment().globals | {"words_href": words_href}
    return found.get_template("rows_as_macros.html.j2").make_module({"page": page})


def rows_of_macros(sheet: Sheet, page: Page) -> str:
    return str(as_macros(page).rows(sheet, [n for n, _ in sheet.silent]))


def said(words: str = "three were wounded", **more: Any) -> Evidence:
    place: dict[str, Any] = {"document": "d/1", "start": 4, "end": 22}
    return Evidence(words=words, **(place | more))


def evidence() -> Iterator[tuple[Evidence, ...]]:
    """Yield the words that a value may stand on: none, one, the same twice, several, written down, hostile, long."""
    written = Evidence(words=HIDDEN, by=HIDDEN, source=HOSTILE)
    nowhere = Evidence(words="no place", document="d1")
    yield from ((), (said(),), (said(), said()), (said(), said(HOSTILE, start=9)), (written,), (nowhere, written))
    yield tuple(said(start=n) for n in range(15))
    yield from ((said(), written, said(HIDDEN * 30)), (Evidence(words=" a\n b ", by="B"),), (said(HOSTILE * 9),))


def cells() -> Iterator[Cell]:
    """Yield values of every kind, with and without what each may have."""
    standings: tuple[Certainty | None, ...] = (None, "claimed", "undone")
    for words in evidence():
        for certainty in standings:
            for href in (None, "/mines/1?x=1&y=<2>#z", "/mines?known=2020-01-01"):
                for text in ("3", HIDDEN, HOSTILE * 8, "2031-05-12 \u05d0", ""):
                    yield Cell(text=text, words=words, certainty=certainty, href=href)
    also = tuple(Cell(text=f"{n}", words=words, note=HIDDEN) for n, words in enumerate(evidence()))
    yield from (Cell(text="1", words=(said(),), note=HOSTILE, more=also), Cell(blank=HOSTILE), BLANK)
    yield Cell(blank=HOSTILE, href="/somewhere?of=<&>")
    yield from (Cell(blank="not reported", note="2031-05-12", more=(Cell(text="a", more=also),)), Cell(more=also))


@pytest.mark.parametrize("known", [None, "2031-05-12T10:00+00:00"])
@pytest.mark.parametrize("code", ["en", "ru"])
def test_a_value_is_put_as_the_template_puts_it(known: str | None, code: str) -> None:
    page = page_of(known)
    with speaking(code):
        macros = as_macros(page)
        for one in cells():
            assert put_value(one, page.carry) == str(macros.value(one))
        for each in (one for some in evidence() for one in some):
            for most in (None, 20):
                assert put_quote(each, page.carry, most) == str(macros.quote(each, most))


def made(**more: Any) -> Sheet:
    """Return a sheet of all values, three in a row, with rows that share their words, lie within others, are headed."""
    every = list(cells())
    rows = [
        Row(id=f"{n}{HIDDEN}", cells=(every[n], every[n], every[n + 1], BLANK), within=n % 5 == 1,
            under=("", HIDDEN, "2030")[n // 40 % 3])
        for n in range(len(every) - 1)
    ]  # fmt: skip
    columns = (
        Column(id="a", title=HIDDEN, tight=True), Column(id="b", title="b", numeric=True, equal=True),
        Column(id="c", title="c", equal=True), Column(id="d", title="d", tight=True),
    )  # fmt: skip
    return Sheet(id="s<", title="s", columns=columns, rows=tuple(rows), empty=Empty(means=""), **more)


@pytest.mark.parametrize("head", [True, False])
def test_rows_are_put_as_the_template_puts_them(*, head: bool) -> None:
    page, sheet = page_of("2031-05-12"), made(head=head)
    assert sheet.silent
    assert put_rows(sheet, page.carry, room=EVERYTHING).html == rows_of_macros(sheet, page)


def test_all_values_of_a_desk_are_put_as_the_template_puts_them(
    line: Path,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[tuple[Page, Sheet]] = []

    def noted(_template: str, *, page: Page, **more: Any) -> str:
        given.extend((page, sheet) for sheet in more["sheets"].values())
        return ""

    monkeypatch.setattr(asked, "render", noted)
    with desk_over(line / "record.sqlite", line, "administrator", now=NOW) as desk:
        for address in PAGES:
            desk.get(address)

    assert sum(len(row.cells) for _, sheet in given for row in sheet.rows) > FEWEST
    for page, sheet in given:
        assert put_rows(sheet, page.carry, room=EVERYTHING).html == rows_of_macros(sheet, page), sheet.id


def many(sheet: Sheet) -> Sheet:
    """Return a sheet of which every row is there so often that no page has room for it."""
    rows = (replace(row, id=f"{row.id}-{n}") for n in range(MANY) for row in sheet.rows)
    return replace(sheet, rows=tuple(rows))


def test_no_page_of_a_desk_with_many_rows_is_larger_than_it_may_be_and_all_are_taken_away(
    line: Path,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole: Callable[..., Any] = asked.Asked.page

    def multiplied(self: asked.Asked, template: str, *, sheets: Sequence[Sheet] = (), **more: Any) -> Any:
        return whole(self, template, sheets=[many(one) for one in sheets], **more)

    monkeypatch.setattr(asked.Asked, "page", multiplied)
    with desk_over(line / "record.sqlite", line, "administrator", now=NOW) as desk:
        sizes = {address: len(desk.get(address).content) for address in PAGES}
        assert not {address: size for address, size in sizes.items() if size > MOST_BYTES}
        assert sum(size > MOST_BYTES // 2 for size in sizes.values()) > FEW
        (taken,) = desk.get("/mines?as=json&sheet=mines").json()["sheets"]
        page = html.fromstring(desk.get("/mines").text)
        drawn = page.xpath("//section[@id='mines']//tbody/tr/@id")
        (onward,) = page.xpath("//section[@id='mines']//p[@class='more']/a/@href")
        then = html.fromstring(desk.get(onward).text).xpath("//section[@id='mines']//tbody/tr/@id")
    every = [f"mines-{row['id']}" for row in taken["rows"]]
    assert len(every) > len(drawn) + len(then)
    assert drawn + then == every[: len(drawn) + len(then)]


def test_what_is_put_is_no_mark_up_from_outside() -> None:
    put = put_rows(made(), page_of().carry, room=EVERYTHING).html
    assert isinstance(put, Markup)
    assert "<script" not in put
    assert "\u202e" not in put
    assert clip(HOSTILE) in put.unescape().replace("[U+202E]", "\u202e").replace("[U+202C]", "\u202c")


def parts_of(sheet: Sheet, room: int) -> list[Part]:
    """Return the parts of a sheet as somebody reads them who goes on to the end."""
    found = [put_rows(sheet, str, room=room)]
    while found[-1].last < found[-1].of:
        found.append(put_rows(sheet, str, found[-1].last, room=room))
    return found


def test_the_parts_of_a_sheet_have_every_row_once_and_never_begin_within_another() -> None:
    sheet = replace(made(), rows=tuple(replace(row, under="") for row in made().rows))
    found = parts_of(sheet, 20_000)
    assert len(found) > FEW
    assert "".join(one.html for one in found) == put_rows(sheet, str, room=EVERYTHING).html
    assert [one.first for one in found[1:]] == [one.last + 1 for one in found[:-1]]
    assert not any(sheet.rows[one.first - 1].within for one in found)


def test_a_part_that_is_not_there_is_the_first_one() -> None:
    sheet = made()
    assert put_rows(sheet, str, 10**8, room=EVERYTHING) == put_rows(sheet, str, room=EVERYTHING)
    for asked_for in ("s:x", "s:-1", "s:\u0661", "s", ":", "other:3", f"s:{'9' * 30}"):
        assert replace(page_of(), query=urlencode({"part": asked_for})).begin_of("s") == 0
    assert replace(page_of(), query="part=s%3A30").begin_of("s") == 30
