"""Pages printed from a browser: what printing wrote on their edges, and what stands under their columns."""

import pytest

from detente.documents.pdf import read_pdf
from documents.papers.press import Sheet, bind
from documents.papers.texts import PROSE, TITLE


def columns(sheet: Sheet) -> float:
    """Set two columns that are of a page's body, the right one a little lower; return where they end."""
    sheet.put(76, 700, TITLE[:30], size=14, font="F3")
    ends = []
    for x, top, texts in ((76, 660, PROSE[:3]), (311, 657, PROSE[3:6])):
        y = float(top)
        for text in texts:
            y = sheet.paragraph(x, y, 215, text) - 7
        ends.append(y)
    return min(ends)


def printed(*marks: tuple[float, float, str]) -> bytes:
    sheet = Sheet()
    columns(sheet)
    for x, y, text in marks:
        sheet.put(x, y, text, size=8)
    return bind([sheet])


@pytest.mark.parametrize(
    "stamp",
    [
        "11/22/26, 9:09 PM", "22.11.2026, 21:09", "22/11/2026 21:09:30", "2026-11-22 21:09", "22 Nov 2026 21:09",
        "Sunday, November 22, 2026 at 9:09 PM", "Printed on 22 November 2026", "Printed: 22.11.2026 21:09",
    ],
)  # fmt: skip
@pytest.mark.parametrize("foot", ["file:///home/a/b.html", "https://example.org/news?id=12&p=1", "www.example.org"])
def test_what_a_browser_prints_on_the_edge_is_cut_and_columns_are_seen(stamp: str, foot: str) -> None:
    document = read_pdf(printed((24, 822, stamp), (24, 17, foot), (560, 17, "1/1")), name="a.pdf")
    assert document.text.split("\n\n") == [TITLE[:30], *PROSE[:6]]
    assert dict(document.cut_away)["header"] == len(stamp)
    assert dict(document.cut_away)["footer"] >= len(foot) + len("1/1")


def test_the_printed_title_goes_with_the_stamp_beside_it() -> None:
    marks = ((24, 822, "11/22/26, 9:09 PM"), (250, 822, "Night report | Tarnok"), (540, 17, "Page 1 of 1"))
    assert read_pdf(printed(*marks), name="a.pdf").text.split("\n\n") == [TITLE[:30], *PROSE[:6]]


@pytest.mark.parametrize(
    ("y", "line"),
    [(770, "3 May 2021, 21:09"), (822, "Baku, 3 May 2021"), (822, "For release at 21:09"), (60, "www.example.org")],
)  # fmt: skip
def test_a_papers_own_lines_stay(y: float, line: str) -> None:
    sheet = Sheet()
    for i, text in enumerate(PROSE[:2]):
        sheet.paragraph(72, 700 - 200 * i, 450, text)
    sheet.put(72, y, line)
    assert line in read_pdf(bind([sheet]), name="a.pdf").text.split("\n\n")


def test_a_narrow_table_under_both_columns_comes_after_them() -> None:
    sheet = Sheet()
    y = columns(sheet) - 20
    for name, count in (("Place", "Killed"), ("Tarnok", "2"), ("Martuni", "0")):
        sheet.row(y, ((76, name), (130, count)))
        y -= 16
    paragraphs = read_pdf(bind([sheet]), name="a.pdf").text.split("\n\n")
    assert paragraphs[:7] == [TITLE[:30], *PROSE[:6]]
    assert "Martuni" in paragraphs[-1]


def test_a_full_width_paragraph_under_columns_comes_after_them() -> None:
    sheet = Sheet()
    sheet.paragraph(76, columns(sheet) - 20, 450, PROSE[6])
    assert read_pdf(bind([sheet]), name="a.pdf").text.split("\n\n") == [TITLE[:30], *PROSE[:7]]


def test_a_left_column_that_goes_on_alone_is_read_before_the_right_one() -> None:
    sheet, y = Sheet(), 700.0
    for text in PROSE[:3]:
        y = sheet.paragraph(76, y, 215, text) - 7
    sheet.paragraph(76, y, 100, "Tarnok was calm at night.")
    sheet.paragraph(311, 700, 215, PROSE[3])
    calm = "Tarnok was calm at night."
    assert read_pdf(bind([sheet]), name="a.pdf").text.split("\n\n") == [*PROSE[:3], calm, PROSE[3]]
