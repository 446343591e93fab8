"""Harder papers, set after the layouts of `layouts` were read right, to see what else holds."""

from collections.abc import Callable

from documents.papers.layouts import Set
from documents.papers.press import Sheet, bind, break_lines, measure
from documents.papers.texts import BREAKS, PROSE, TABLE, TITLE


def a_table_in_a_column() -> Set:
    sheet, y = Sheet(), 780.0
    y = sheet.paragraph(50, y, 240, PROSE[0]) - 10
    for row in TABLE:
        sheet.row(y, ((50, row[0]), (110, row[1]), (210, row[3])), size=8)
        y -= 12
    sheet.paragraph(50, y - 10, 240, PROSE[1])
    y = 780.0
    for text in PROSE[2:6]:
        y = sheet.paragraph(305, y, 240, text) - 6
    table = "\n".join(" · ".join((row[0], row[1], row[3])) for row in TABLE)
    return bind([sheet]), [PROSE[0], table, PROSE[1], *PROSE[2:6]]


def bullets_in_two_columns() -> Set:
    sheet = Sheet()
    for x, texts in ((50, PROSE[:4]), (305, PROSE[4:])):
        y = 780.0
        for text in texts:
            sheet.put(x, y, "•", font="F2", size=9)
            y = sheet.paragraph(x + 14, y, 226, text, font="F2", size=9, justify=True, hyphenate=BREAKS) - 3
    return bind([sheet]), [f"• {text}" for text in PROSE]


def headings_without_space() -> Set:
    sheet, y, expected = Sheet(), 780.0, []
    for heading, text in zip(("Explosions", "Visits", "Statements of the parties", "Water"), PROSE[:4], strict=True):
        sheet.put(72, y, heading, font="F3")
        y = sheet.paragraph(72, y - 12.5, 451, text) - 7
        expected += [heading, text]
    return bind([sheet]), expected


def a_large_first_letter() -> Set:
    sheet = Sheet()
    sheet.put(72, 764, PROSE[0][0], size=30, font="F2")
    inwards = measure(PROSE[0][0], 30, "F2") + 2
    lines = break_lines(PROSE[0][1:], 451 - inwards, size=10, font="F1")
    for i, line in enumerate(lines):
        sheet.put(72 + (inwards if i < 2 else 0), 776 - 12.5 * i, line)
    sheet.paragraph(72, 700, 451, PROSE[1])
    return bind([sheet]), [*PROSE[:2]]


def a_table_with_blanks() -> Set:
    sheet, y = Sheet(), 700.0
    sheet.centre(760, TITLE, size=13, font="F3")
    rows = [("Sector", "Explosions", "Shots", "Remarks"), ("North", "4", "", "heard"), ("South", "", "12", "seen"),
            ("East", "", "", "not visited")]  # fmt: skip
    for row in rows:
        sheet.row(y, zip((72, 180, 280, 380), row, strict=True))
        y -= 18
    return bind([sheet]), [TITLE, "\n".join(" · ".join(cell for cell in row if cell) for row in rows)]


def double_spaced() -> Set:
    sheet, y = Sheet(), 790.0
    for text in PROSE[:4]:
        y = sheet.paragraph(72, y, 451, text, font="F2", size=12, leading=2.0, indent=36)
    return bind([sheet]), [*PROSE[:4]]


def a_box_beside_the_text() -> Set:
    sheet, y = Sheet(), 780.0
    for text in PROSE[:5]:
        y = sheet.paragraph(72, y, 290, text) - 7
    y = 700.0
    for text in PROSE[5:7]:
        y = sheet.paragraph(400, y, 130, text, size=8) - 5
    return bind([sheet]), [*PROSE[:7]]


def notes_under_two_columns() -> Set:
    sheet = Sheet()
    for x, texts, note in ((50, PROSE[:3], "1 Local time."), (305, PROSE[3:6], "2 As stated by the commander.")):
        y = 780.0
        for text in texts:
            y = sheet.paragraph(x, y, 240, text) - 6
        sheet.put(x, 90, note, size=7.5)
    return bind([sheet]), [*PROSE[:6], "1 Local time.", "2 As stated by the commander."]


HARDER: dict[str, Callable[[], Set]] = {
    layout.__name__: layout
    for layout in (
        a_table_in_a_column, bullets_in_two_columns, headings_without_space, a_large_first_letter, a_table_with_blanks,
        double_spaced, a_box_beside_the_text, notes_under_two_columns,
    )
}  # fmt: skip
