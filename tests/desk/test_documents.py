"""A report on the desk: its text with its words marked, in parts where it is long, and everything about how it came."""

import csv
import datetime as dt
import io
import re
from pathlib import Path

import pytest

from desk.conftest import Visit
from desk.filled import HOSTILE, LATER, filled, put
from detente.desk.pages.documents.versions import pieces_of

MOST = 100_000
"""Bytes of HTML that a page may have."""


def test_a_report_shows_who_says_it_before_what_happened_with_its_words(visit: Visit, tmp_path: Path) -> None:
    ids = filled(tmp_path)
    page = visit(tmp_path).get(f"/documents/{ids['d0']}").text

    assert page.index('class="says"') < page.index('class="tx') < page.index('class="does"')
    assert "Southland ministry" in page
    assert "<u" in page
    assert 'id="show-c"' in page


def test_words_of_the_address_are_marked_once_to_be_scrolled_to_and_said_what_they_are(
    visit: Visit, tmp_path: Path
) -> None:
    ids = filled(tmp_path)
    text = visit(tmp_path).get(f"/documents/{ids['d0']}/original").text
    start = text.index("opened fire")
    page = visit(tmp_path).get(f"/documents/{ids['d0']}?words={start}-{start + 11}&from=/incidents").text

    assert page.count('id="words"') == 1
    assert "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page)).replace("</u>", "").endswith("opened fire")
    assert "what was done" in page
    assert 'href="/incidents"' in page


def test_words_over_two_paragraphs_are_all_marked(visit: Visit, tmp_path: Path) -> None:
    own = put(tmp_path, "The first one ends.\nThe second one begins.")
    page = visit(tmp_path).get(f"/documents/{own}?words=4-30").text

    assert re.findall(r"<mark[^>]*>(.*?)</mark>", page) == ["first one ends.", "The second"]
    assert page.count('id="words"') == 1


@pytest.mark.parametrize("words", ["900-950", "5-5", "7-3"])
def test_words_that_are_not_there_are_said_not_to_be(visit: Visit, tmp_path: Path, words: str) -> None:
    own = put(tmp_path, "A short text.")
    page = visit(tmp_path).get(f"/documents/{own}?words={words}")

    assert page.status_code == 200
    assert "<mark" not in page.text
    assert "are not in this text" in page.text


@pytest.mark.parametrize("where", ["//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_way_back_that_leads_elsewhere_is_refused(visit: Visit, tmp_path: Path, where: str) -> None:
    own = put(tmp_path, "A short text.")
    assert visit(tmp_path).get(f"/documents/{own}", params={"words": "0-5", "from": where}).status_code == 422


def test_a_long_report_comes_in_parts_and_the_words_decide_which(visit: Visit, tmp_path: Path) -> None:
    text = (
        "\n\n".join(f"Paragraph {n} tells of a quiet day at the bridge. " * 5 for n in range(600)) + "\n\nThe very end."
    )
    own = put(tmp_path, text)
    desk = visit(tmp_path)
    first, last = desk.get(f"/documents/{own}"), desk.get(f"/documents/{own}?words={len(text) - 4}-{len(text)}")

    assert max(len(first.content), len(last.content)) < MOST
    assert "Go on" in first.text
    assert "The very end" not in first.text
    assert ">end.</mark>" in last.text
    number = int(re.findall(r"Part (\d+) of", last.text)[0])
    assert number == int(re.findall(r"Part 1 of (\d+)", first.text)[0])


def test_one_paragraph_without_a_space_is_cut_too(visit: Visit, tmp_path: Path) -> None:
    own = put(tmp_path, "x" * 300_000)
    page = visit(tmp_path).get(f"/documents/{own}?words=299990-300000")

    assert len(page.content) < MOST
    assert ">xxxxxxxxxx</mark>" in page.text


def test_what_is_hostile_stays_text(visit: Visit, tmp_path: Path) -> None:
    own = put(tmp_path, HOSTILE, title=HOSTILE, url="javascript:alert(1)", publisher=HOSTILE)
    desk = visit(tmp_path)
    for path in (f"/documents/{own}", "/documents", f"/documents/{own}/versions", f"/documents/{own}/history"):
        page = desk.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "\u202e" not in page
        assert 'href="javascript' not in page
    assert "&lt;script&gt;" in desk.get(f"/documents/{own}").text


def test_the_text_is_handed_out_as_plain_text_only(visit: Visit, tmp_path: Path) -> None:
    own = put(tmp_path, HOSTILE)
    given = visit(tmp_path).get(f"/documents/{own}/original")

    assert given.headers["content-type"] == "text/plain; charset=utf-8"
    assert given.headers["content-disposition"].startswith("attachment")
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.text == HOSTILE


def test_a_report_that_nobody_keeps_reads_as_not_here(visit: Visit, tmp_path: Path) -> None:
    filled(tmp_path)
    desk = visit(tmp_path)
    assert {desk.get(f"/documents/{one}").status_code for one in ("0" * 32, "nobody", "%")} == {404}


def test_what_was_not_known_on_a_day_is_not_shown_then(visit: Visit, tmp_path: Path) -> None:
    put(tmp_path, "The early one.", name="early")
    late = put(tmp_path, "The late one.", name="late", at=LATER)
    desk = visit(tmp_path)

    then = desk.get("/documents?known=2026-03-01").text
    assert ">early<" in then
    assert ">late<" not in then
    assert desk.get(f"/documents/{late}?known=2026-03-01").status_code == 404
    assert desk.get(f"/documents/{late}").status_code == 200


def test_the_list_is_narrowed_by_its_address_and_goes_on_page_by_page(visit: Visit, tmp_path: Path) -> None:
    for n in range(130):
        put(tmp_path, f"Report {n}.", name=f"n{n:03}", publisher="Harbour Wire" if n % 2 else "Quay", language="en")
    desk = visit(tmp_path)
    rows = [row["id"] for row in _rows(desk.get("/documents?as=csv&sheet=reports").text)]
    page = desk.get("/documents").text
    more = re.findall(r'href="(/documents\?after=[0-9a-f]+)"', page)[0]
    rest = [row["id"] for row in _rows(desk.get(f"{more}&as=csv&sheet=reports").text)]

    assert (len(rows), len(rest), len({*rows, *rest})) == (100, 30, 130)
    assert len(page.encode()) < MOST
    narrowed = _rows(desk.get("/documents?outlet=harbour&language=en&as=csv&sheet=reports").text)
    assert {row["publisher"] for row in narrowed} == {"Harbour Wire"}
    assert "no report" in desk.get("/documents?outlet=nobody").text.casefold()


def test_days_of_publication_narrow_to_what_was_read_then(visit: Visit, tmp_path: Path) -> None:
    filled(tmp_path)
    desk = visit(tmp_path)
    days = {row["published"] for row in _rows(desk.get("/documents?as=csv&sheet=reports").text)}
    (day,) = days
    first = day.split()[-1]
    after = (dt.date.fromisoformat(first[:10]) + dt.timedelta(days=1)).isoformat()

    assert len(_rows(desk.get(f"/documents?since={first[:10]}&as=csv&sheet=reports").text)) == 2
    assert desk.get(f"/documents?since={after}&as=csv&sheet=reports").text.count("\n") <= 1


def test_values_are_handed_out_with_their_words(visit: Visit, tmp_path: Path) -> None:
    ids = filled(tmp_path)
    desk = visit(tmp_path)
    events = _rows(desk.get(f"/documents/{ids['d0']}?as=csv&sheet=events").text)

    assert events
    assert all(row["type_at"].startswith(ids["d0"]) for row in events)
    assert "not reported" not in {row["sure"] for row in events}
    assert "Quantities" in desk.get(f"/documents/{ids['d0']}/values").text


def test_versions_stand_side_by_side_with_what_changed(visit: Visit, tmp_path: Path) -> None:
    url = "https://wire.example/a"
    seen = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    old = put(tmp_path, "Two soldiers were wounded at Ash.", name="one", url=url, fetched=seen)
    put(tmp_path, "Three soldiers were wounded at Ash.", name="two", url=url, fetched=seen + dt.timedelta(hours=3))
    page = visit(tmp_path).get(f"/documents/{old}/versions").text

    assert "<del>Two</del>" in page
    assert "<ins>Three</ins>" in page
    assert "version 1 of 2" in visit(tmp_path).get(f"/documents/{old}").text


def test_a_comparison_passes_over_what_stayed_and_loses_nothing_that_changed() -> None:
    same = "word " * 400
    pieces = pieces_of(f"{same}old {same}", f"{same}new {same}")

    assert [one.text.strip() for one in pieces if one.kind in ("in", "out")] == ["old", "new"]
    assert sum(one.kind == "gap" for one in pieces) == 2
    assert sum(int(p.text) if p.kind == "gap" else len(p.text) for p in pieces if p.kind != "out") == len(
        f"{same}new {same}"
    )


def test_the_history_says_who_and_why(visit: Visit, tmp_path: Path) -> None:
    ids = filled(tmp_path)
    page = visit(tmp_path).get(f"/documents/{ids['d0']}/history").text

    assert "taken in" in page
    assert "first reading" in page


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))
