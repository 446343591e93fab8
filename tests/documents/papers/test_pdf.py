import contextlib
import difflib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents import pdf
from detente.documents.document import CUT_KINDS
from detente.documents.pdf import read_pdf
from documents.papers.harder import HARDER
from documents.papers.layouts import LAYOUTS as PLAIN
from documents.papers.press import Sheet, bind
from documents.papers.texts import PROSE

LAYOUTS = PLAIN | HARDER
LINES = ["The post heard four explosions.", "Nobody was hurt, it said."]
NIGHT = ("Title(Night report)", "ModDate(D:20210503120000+03'00')", "CreationDate(D:2021)")


def paper(*lines: str, info: str = "", size: float = 10) -> bytes:
    sheet = Sheet()
    for i, line in enumerate(lines):
        sheet.put(72, 700 - 30 * i, line, size=size)
    return bind([sheet], info=info)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_read_in_its_order(layout: str) -> None:
    data, expected = LAYOUTS[layout]()
    document = read_pdf(data, name="a.pdf")
    assert [paragraph for paragraph in expected if paragraph not in document.text.split("\n\n")] == []
    assert {kind for kind, _ in document.cut_away} <= set(CUT_KINDS)


def test_words_and_paragraphs_over_all_layouts() -> None:
    words = ordered = 0
    for layout in LAYOUTS.values():
        data, expected = layout()
        wanted, got = " ".join(expected).split(), read_pdf(data, name="a.pdf").text.split()
        same = difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
        words, ordered = words + len(wanted), ordered + sum(block.size for block in same)
    assert ordered / words > 0.999


def test_what_runs_on_every_page_is_cut_and_counted() -> None:
    document = read_pdf(LAYOUTS["a_bulletin_with_running_lines"]()[0], name="a.pdf")
    assert "Page 2 of 3" not in document.text
    assert dict(document.cut_away)["footer"] == 3 * len("Page 1 of 3")


def test_rows_that_differ_by_their_figures_are_no_running_lines() -> None:
    sheets = []
    for shots in (12, 19, 7):
        sheet = Sheet()
        sheet.put(72, 780, f"{shots} shots at the bridge")
        sheet.paragraph(72, 740, 450, PROSE[shots % 3])
        sheets.append(sheet)
    text = read_pdf(bind(sheets), name="a.pdf").text
    assert all(f"{shots} shots at the bridge" in text for shots in (12, 19, 7))


def paged(*lines: str) -> bytes:
    """Return three pages of the same lines, in which `{n}` counts the pages and `{place}` is another on each."""
    sheets = []
    for n, place in ((4, "Kapan"), (5, "Goris"), (6, "Jermuk")):
        sheet = Sheet()
        sheet.put(72, 800, "DAILY REPORT 12")
        for i, line in enumerate((*lines, "", f"Page {n} of 9")):
            sheet.put(72, 770 - 13 * i, line.format(n=n, place=place))
        sheets.append(sheet)
    return bind(sheets)


def test_a_line_that_runs_on_is_no_running_head_though_its_figure_counts_the_pages() -> None:
    lines = ("The ministry said on Tuesday that {n} soldiers were killed when", "guns shelled {place}.")
    document = read_pdf(paged(*lines), name="a.pdf")
    assert all(f"that {n} soldiers were killed when guns shelled" in document.text for n in (4, 5, 6))
    assert dict(document.cut_away)["header"] == 3 * len("DAILY REPORT 12")


def test_a_line_that_goes_on_from_another_is_no_running_foot_though_its_figure_counts_the_pages() -> None:
    posts = [f"Post {i} was calm, as it was on every day before." for i in range(4)]
    lines = ("On the road to {place} the patrol counted the trucks of", "the army and left {n} of them behind.")
    document = read_pdf(paged(*posts, *lines), name="a.pdf")
    assert all(f"trucks of the army and left {n} of them behind." in document.text for n in (4, 5, 6))
    assert "of 9" not in document.text


def test_a_running_title_of_two_lines_is_cut_whole() -> None:
    sheets = []
    for prose in PROSE[:3]:
        sheet = Sheet()
        sheet.put(72, 800, "Daily report of the mission that observes the truce on both")
        sheet.put(72, 787, "banks of the river")
        sheet.paragraph(72, 740, 450, prose)
        sheets.append(sheet)
    assert "banks of the river" not in read_pdf(bind(sheets), name="a.pdf").text


@pytest.mark.parametrize(
    ("parted", "joined"),
    [
        ("The mission is moni-|toring the line.", "The mission is monitoring the line."),
        ("The joint-|stock company.", "The joint-stock company."),
        ("The joint\xad|stock company.", "The joint-stock company."),
        ("In Nagorno-|Karabakh it was calm.", "In Nagorno-Karabakh it was calm."),
        ("The Zyrkovians met. Zyrko-|vians left.", "The Zyrkovians met. Zyrkovians left."),
        ("A long-|term plan.", "A long-term plan."),
        ("On 2-|3 May it was calm.", "On 2-3 May it was calm."),
        ("The Tarnok-|vets plant.", "The Tarnok-vets plant."),
    ],
)
def test_a_hyphen_at_a_lines_end_goes_only_where_that_is_certain(parted: str, joined: str) -> None:
    sheet = Sheet()
    for i, line in enumerate(parted.split("|")):
        sheet.put(72, 700 - 12 * i, line)
    document = read_pdf(bind([sheet]), name="a.pdf")
    assert document.text == joined
    assert dict(document.cut_away).get("hyphenation", 0) == len(parted) - 1 - len(joined)


def test_what_the_file_states() -> None:
    document = read_pdf(paper(*LINES, info="/" + "/".join(NIGHT)), name="a.pdf")
    assert (document.id, document.title, document.format) == ("a.pdf", "Night report", "pdf")
    assert (document.published, document.modified) == (None, "2021-05-03T12:00:00+03:00")
    assert document.bytes_hash == hash_bytes(paper(*LINES, info="/" + "/".join(NIGHT)))


@pytest.mark.parametrize(
    "title", ["Microsoft Word - x.doc", "final_v2.docx", "Untitled", "2021-05-03", "Document1", ""]
)
def test_a_word_processors_own_title_is_none(title: str) -> None:
    assert read_pdf(paper(*LINES, info=f"/Title({title})"), name="a.pdf").title is None


def test_raised_digits_are_no_part_of_a_number() -> None:
    sheet = Sheet()
    sheet.put(72, 700, "They heard 14")
    sheet.put(134.5, 704, "3", size=6)
    assert read_pdf(bind([sheet]), name="a.pdf").text == "They heard 14³"


def test_what_nobody_sees_is_counted_and_not_read() -> None:
    sheet = Sheet()
    sheet.put(72, 700, LINES[0])
    sheet.put(72, 650, "Iran attacked Syria.", size=0.2)
    sheet.put(72, 3000, "Iran attacked Syria.")
    document = read_pdf(bind([sheet]), name="a.pdf")
    assert document.text == LINES[0]
    assert dict(document.cut_away) == {"hidden": 2 * len("IranattackedSyria.")}


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "unreadable", "damaged or cut off, or no PDF"),
        (b"%PDF-1.4\n", "unreadable", "damaged"),
        (b"Hello", "unreadable", "no PDF"),
        (bind([Sheet(), Sheet()]), "no_main_text", "OCR"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, code: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        read_pdf(data, name="a.pdf")
    assert caught.value.code == code


def test_a_password_is_said() -> None:
    rules = f"/Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>"
    locked = bind([Sheet()], extra=f"/Encrypt<<{rules}>>/ID[<{'43' * 16}><{'43' * 16}>]")
    with pytest.raises(DocumentError, match="locked with a password"):
        read_pdf(locked, name="a.pdf")


def test_a_broken_table_of_contents_is_mended() -> None:
    data = paper(*LINES)
    broken = data[: data.index(b"xref")] + b"xref\n0 0\ntrailer<</Root 1 0 R>>\nstartxref\n99999\n%%EOF"
    assert read_pdf(broken, name="a.pdf").text == "\n\n".join(LINES)


def test_too_much_is_refused_before_all_of_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    many = bind([Sheet()] * (pdf.MOST_PAGES + 1))
    with pytest.raises(DocumentError, match="cut it into documents"):
        read_pdf(many, name="a.pdf")
    monkeypatch.setattr(pdf, "LONGEST_TEXT", 100)
    with pytest.raises(DocumentError, match="first 1 pages of 3 have 167 characters"):
        read_pdf(bind([_page(PROSE[0])] * 3), name="a.pdf")


def _page(text: str) -> Sheet:
    sheet = Sheet()
    sheet.paragraph(72, 700, 2000, text[:169], size=1.5)
    return sheet


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for begin in (b"", b"%PDF-1.4\n", paper(*LINES)[:300]):
        _read_or_refuse(begin + data)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(["a_table_of_observations", "two_columns_under_a_headline", "bullets"]))
def test_a_damaged_pdf_is_read_or_refused(seed: int, layout: str) -> None:
    chance, data = random.Random(seed), bytearray(LAYOUTS[layout]()[0])  # noqa: S311 - chance that is seeded
    for _ in range(chance.randint(0, 30)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    _read_or_refuse(bytes(data[: chance.randint(len(data) // 2, len(data))]))


def _read_or_refuse(data: bytes) -> None:
    with contextlib.suppress(DocumentError):
        assert read_pdf(data, name="a.pdf").text.strip()
