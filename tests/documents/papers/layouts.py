"""Papers as they come: each layout gives the PDF and the paragraphs that a reader of it would write down."""

from collections.abc import Callable

from documents.papers.press import Sheet, bind, break_lines, measure
from documents.papers.texts import BREAKS, NOTES, PROSE, TABLE, TITLE

Set = tuple[bytes, list[str]]
LEFT, WIDTH, TOP = 72, 451, 770
FIRSTS = ("The first post counted 14 explosions in 3 hours.", "The ministry spoke of 7 shots, the centre of 9.")


def one_column() -> Set:
    sheet, y = Sheet(), float(TOP)
    sheet.put(LEFT, y, TITLE, size=14, font="F3")
    y -= 30
    for text in PROSE:
        y = sheet.paragraph(LEFT, y, WIDTH, text) - 7
    return bind([sheet]), [TITLE, *PROSE]


def indented_and_justified() -> Set:
    sheet, y = Sheet(), float(TOP)
    for text in PROSE:
        y = sheet.paragraph(LEFT, y, WIDTH, text, font="F2", size=11, indent=18, justify=True)
    return bind([sheet]), [*PROSE]


def two_columns_under_a_headline() -> Set:
    sheet = Sheet()
    sheet.put(50, 780, TITLE, size=15, font="F3")
    for x, texts in ((50, PROSE[:4]), (305, PROSE[4:])):
        y = 750.0
        for text in texts:
            y = sheet.paragraph(x, y, 240, text, justify=True, hyphenate=BREAKS) - 6
    return bind([sheet]), [TITLE, *PROSE]


def three_narrow_columns() -> Set:
    sheet = Sheet()
    sheet.centre(790, TITLE, size=15, font="F2")
    for x, texts in ((40, PROSE[:3]), (217, PROSE[3:6]), (394, PROSE[6:])):
        y = 760.0
        for text in texts:
            y = sheet.paragraph(x, y, 162, text, font="F2", indent=10, justify=True, hyphenate=BREAKS)
    return bind([sheet]), [TITLE, *PROSE]


def a_bulletin_with_running_lines() -> Set:
    sheets = []
    flow = [line for text in PROSE for line in _lines(text)]
    pages = [flow[i : i + 9] for i in range(0, len(flow), 9)]
    for number, lines in enumerate(pages, 1):
        sheet = Sheet()
        sheet.put(LEFT, 800, "Joint Monitoring Centre" if number % 2 else "Daily bulletin 121/2021", size=8)
        sheet.put(430, 800, "For public release", size=8)
        sheet.centre(40, f"Page {number} of {len(pages)}", size=8)
        y = 740.0
        for line, first in lines:
            y -= 8 if first else 0
            sheet.put(LEFT, y, line)
            y -= 12.5
        sheets.append(sheet)
    return bind(sheets), [*PROSE]


def _lines(text: str) -> list[tuple[str, bool]]:
    return [(line, i == 0) for i, line in enumerate(break_lines(text, WIDTH, size=10, font="F1"))]


def a_table_of_observations() -> Set:
    sheet = Sheet()
    y = sheet.paragraph(LEFT, 770, WIDTH, PROSE[0]) - 12
    for row in TABLE:
        sheet.row(y, zip((72, 130, 250, 330, 450), row, strict=True))
        y -= 16
    sheet.paragraph(LEFT, y - 14, WIDTH, PROSE[1])
    return bind([sheet]), [PROSE[0], "\n".join(" · ".join(row) for row in TABLE), PROSE[1]]


def a_table_with_long_cells() -> Set:
    sheet = Sheet()
    y = sheet.paragraph(LEFT, 770, WIDTH, PROSE[5]) - 16
    rows = [("3 May", "Tarnok", PROSE[1]), ("4 May", "Martuni", PROSE[2]), ("5 May", "Canal", PROSE[4])]
    for day, place, text in rows:
        sheet.row(y, ((72, day), (130, place)))
        y = sheet.paragraph(230, y, 290, text, size=9) - 8
    sheet.paragraph(LEFT, y - 16, WIDTH, PROSE[6])
    return bind([sheet]), [PROSE[5], "\n".join(" · ".join(row) for row in rows), PROSE[6]]


def notes_at_the_foot() -> Set:
    sheets, marks = [], "¹²³"
    for number in range(2):
        sheet, y = Sheet(), float(TOP)
        for i in (2 * number, 2 * number + 1):
            y = sheet.paragraph(LEFT, y, WIDTH, PROSE[i]) - 7
        sheet.put(LEFT, y, FIRSTS[number])
        sheet.put(LEFT + measure(FIRSTS[number], 10), y, str(number + 1), size=6, rise=4)
        sheet.put(LEFT, 80, str(number + 1), size=5, rise=3)
        sheet.put(LEFT + 5, 80, NOTES[number][2:], size=8)
        sheets.append(sheet)
    firsts = [first + mark for first, mark in zip(FIRSTS, marks, strict=False)]
    return bind(sheets), [*PROSE[:2], firsts[0], NOTES[0], *PROSE[2:4], firsts[1], NOTES[1]]


def a_letter_with_a_list() -> Set:
    sheet = Sheet()
    sheet.put(LEFT, 780, "Ref. 12/2021")
    sheet.put(440, 780, "Baku, 3 May 2021")
    sheet.centre(740, "Statement of the joint commission", size=13, font="F3")
    sheet.centre(724, "on the night of 2 May", size=13, font="F3")
    y = sheet.paragraph(LEFT, 690, WIDTH, PROSE[0]) - 7
    for number, text in enumerate(PROSE[1:5], 1):
        sheet.put(LEFT, y, f"{number}.")
        y = sheet.paragraph(LEFT + 18, y, WIDTH - 18, text)
    sheet.put(LEFT, y - 20, "The press service")
    items = [f"{n}. {text}" for n, text in enumerate(PROSE[1:5], 1)]
    head = ["Ref. 12/2021 · Baku, 3 May 2021", "Statement of the joint commission on the night of 2 May"]
    return bind([sheet]), [*head, PROSE[0], *items, "The press service"]


def bullets() -> Set:
    sheet = Sheet()
    y = sheet.paragraph(LEFT, 770, WIDTH, "During the day the patrols of the centre reported the following:") - 4
    for text in PROSE[:5]:
        sheet.put(LEFT + 10, y, "•")
        y = sheet.paragraph(LEFT + 28, y, WIDTH - 28, text) - 3
    expected = [
        "During the day the patrols of the centre reported the following:",
        *(f"• {text}" for text in PROSE[:5]),
    ]
    return bind([sheet]), expected


def a_landscape_page_turned() -> Set:
    sheet = Sheet(rotate=90)
    x = 60.0
    for text in PROSE[:5]:
        x = _turned_paragraph(sheet, x, text) + 8
    return bind([sheet]), [*PROSE[:5]]


def _turned_paragraph(sheet: Sheet, x: float, text: str) -> float:
    for line, _ in _lines(text):
        sheet.put(x, 120, line, turn=90)
        x += 12.5
    return x


def a_stamp_and_a_note_on_the_margin() -> Set:
    sheet, y = Sheet(), float(TOP)
    sheet.put(150, 250, "UNOFFICIAL", size=70, turn=50)
    for text in PROSE[:6]:
        y = sheet.paragraph(LEFT, y, WIDTH, text) - 7
    sheet.put(40, 300, "Received at the registry on 4 May", size=8, turn=90)
    return bind([sheet]), [*PROSE[:6], "Received at the registry on 4 May"]


def words_drawn_in_any_order() -> Set:
    sheet, y = Sheet(), float(TOP)
    for text in PROSE[:4]:
        for line, _ in _lines(text):
            x, words = float(LEFT), []
            for word in line.split(" "):
                words.append((x, word))
                x += measure(word + " ", 10)
            for at, word in words[::-1]:
                sheet.put(at, y, word)
            y -= 12.5
        y -= 7
    sheet.drawn.reverse()
    return bind([sheet]), [*PROSE[:4]]


def ligatures_and_bold_by_double_strokes() -> Set:
    sheet, y = Sheet(), float(TOP)
    text = (
        "The ﬁrst ofﬁcer of the ﬂotilla conﬁrmed that no ﬁre was heard; the ﬁeld hospital at the river was in ﬂames. "
    )
    for shift in (0, 0.3):
        sheet.put(LEFT + shift, y, "Findings of the night", size=10, font="F3")
    y = sheet.paragraph(LEFT, y - 22, WIDTH, text * 3 + PROSE[0])
    plain = text.replace("ﬁ", "fi").replace("ﬂ", "fl")
    return bind([sheet]), ["Findings of the night", plain * 3 + PROSE[0]]


def columns_broken_by_a_heading() -> Set:
    sheet, expected = Sheet(), []
    y = 790.0
    for heading, texts in (("Northern sector: explosions heard at four posts in a night", PROSE[:4]),
                           ("Southern sector: no observation from the posts at the canal", PROSE[4:8])):  # fmt: skip
        sheet.centre(y, heading, size=13, font="F3")
        ends = []
        for x, pair in ((50, texts[:2]), (305, texts[2:])):
            below = y - 24
            for text in pair:
                below = sheet.paragraph(x, below, 240, text, leading=1.2 if x == 50 else 1.3) - 6
            ends.append(below)
        y = min(ends) - 20
        expected += [heading, *texts]
    return bind([sheet]), expected


def columns_then_a_table_then_prose() -> Set:
    sheet = Sheet()
    ends = []
    for x, texts in ((50, PROSE[:2]), (305, PROSE[2:4])):
        y = 780.0
        for text in texts:
            y = sheet.paragraph(x, y, 240, text, indent=12)
        ends.append(y)
    y = min(ends) - 20
    sheet.put(
        50, y, "Observations of the night by position, method and number as of six in the morning", size=12, font="F3"
    )
    y -= 22
    for row in TABLE:
        sheet.row(y, zip((50, 120, 240, 340, 480), row, strict=True))
        y -= 15
    sheet.paragraph(50, y - 15, 495, PROSE[7])
    heading = "Observations of the night by position, method and number as of six in the morning"
    return bind([sheet]), [*PROSE[:4], heading, "\n".join(" · ".join(row) for row in TABLE), PROSE[7]]


def a_paragraph_over_columns_and_pages() -> Set:
    sheets = [Sheet(), Sheet()]
    lines = [
        (line, i == 0) for text in PROSE for i, line in enumerate(break_lines(text, 240, size=10, font="F2", indent=12))
    ]
    quarter = -(-len(lines) // 4)
    for number, sheet in enumerate(sheets):
        sheet.put(50, 810, "Weekly review of the Tarnok Institute", size=8)
        sheet.put(540, 810, str(number + 14), size=8)
        for column, x in enumerate((50, 305)):
            start = (2 * number + column) * quarter
            for i, (line, first) in enumerate(lines[start : start + quarter]):
                sheet.put(x + 12 * first, 780 - 12 * i, line, font="F2")
    return bind(sheets), [*PROSE]


LAYOUTS: dict[str, Callable[[], Set]] = {
    layout.__name__: layout
    for layout in (
        one_column, indented_and_justified, two_columns_under_a_headline, three_narrow_columns,
        a_bulletin_with_running_lines, a_table_of_observations, a_table_with_long_cells, notes_at_the_foot,
        a_letter_with_a_list, bullets, a_landscape_page_turned, a_stamp_and_a_note_on_the_margin,
        words_drawn_in_any_order, ligatures_and_bold_by_double_strokes, columns_broken_by_a_heading,
        columns_then_a_table_then_prose, a_paragraph_over_columns_and_pages,
    )
}  # fmt: skip
