"""Tables of one document a row, from whatever program."""

import csv
import io
import itertools
import json
import time
import tracemalloc
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents.document import Document
from detente.documents.field_report import read_observation
from detente.documents.formats import open_packet
from detente.documents.packet import Packet
from detente.documents.packets import packets_of
from detente.documents.table import cut_table, read_row
from detente.documents.table_columns import find_columns
from detente.documents.table_rows import LONGEST_CELL
from detente.documents.text import MOST_BYTES
from documents.reports import FIRE, file_of


def cut(data: bytes | str, **mapping: str) -> list[Packet]:
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    return list(cut_table(stream, name="t.csv", mapping=mapping or None))


def documents(data: bytes | str, **mapping: str) -> list[Document]:
    return [read_row(packet.data, name=packet.name) for packet in cut(data, **mapping) if packet.error is None]


def refusal(data: bytes | str, **mapping: str) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        cut(data, **mapping)
    return caught.value


def test_a_row_with_all_that_it_states() -> None:
    header = "ID,Headline,Body,Pub Date,Link,Outlet,Lang,Fatalities"
    (packet,) = cut(f'{header}\nr1,Shelling,"Two men, hurt.",2021-06-16,https://a.example/,Valley Wire,en,0\n')
    assert (packet.name, packet.suffix, json.loads(packet.data)["columns"]) == ("t.csv:2", ".row", {"Fatalities": "0"})
    document = read_row(packet.data, name=packet.name)
    assert (document.id, document.title, document.text) == ("r1", "Shelling", "Two men, hurt.")
    assert (document.published, document.url, document.language) == ("2021-06-16", "https://a.example/", "en")
    assert (document.publisher, document.format) == ("Valley Wire", "table")


def test_an_export_of_events_with_notes() -> None:
    header = "event_id_cnty,event_date,year,disorder_type,actor1,country,source,notes,fatalities,timestamp"
    row = (
        'ARM1,"16 June 2021",2021,Political violence,Forces,Armenia,"Valley Wire; Post","On 16 June,'
        ' shots were fired.",0,1623900000'
    )
    (document,) = documents(f"{header}\n{row}\n")
    assert (document.id, document.publisher, document.text) == (
        "ARM1",
        "Valley Wire; Post",
        "On 16 June, shots were fired.",
    )
    assert document.published is None
    (mapped,) = documents(f"{header}\n{row}\n", published="EVENT_DATE")
    assert mapped.published == "2021-06-16"


@pytest.mark.parametrize("stated", ["03/04/2022", "13/04/2022", "3.4.22", "20220403", "April 2022"])
def test_a_day_that_may_be_either_stays_as_stated(stated: str) -> None:
    (document, _) = documents(f"text;date\nShots.;{stated}\nMore.;25/12/2021\n")
    assert document.published == stated


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    rows = [["id", "text", "title"], ["1", "One, two; three | four\tfive.", "A"], ["2", "x", ""]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    assert [(d.id, d.text) for d in documents(out.getvalue())] == [(row[0], row[1]) for row in rows[1:]]


def test_a_first_line_that_states_the_delimiter() -> None:
    assert documents("sep=;\r\nid;text, all\r\n1;One\r\n", text="text, all")[0].text == "One"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_ends_of_lines(encoding: str, end: str) -> None:
    data = f'id,text{end}1,"Мост{end}и дорога"{end}{end}2,Two{end}'.encode(encoding)
    assert [d.text for d in documents(data)] == ["Мост\nи дорога", "Two"]


def test_an_end_of_line_between_two_pieces_of_the_file() -> None:
    for padding in range(65_520, 65_540):
        (document,) = documents(f'id,text\r\n1,"{"x" * padding}\r\nend"\r\n')
        assert document.text == "x" * padding + "\nend"


def test_rows_that_are_ragged_or_no_utf_8_are_said_and_the_others_are_taken() -> None:
    data = b"id,text\n1,One\n2\n3,Three,more\n4,\xff\n5,Five,,\n,\n6,\n"
    packets = cut(data)
    assert [(p.name, p.error.code if p.error else None) for p in packets] == [
        ("t.csv:2", None),
        ("t.csv:3", "unreadable"),
        ("t.csv:4", "unreadable"),
        ("t.csv:5", "not_utf8"),
        ("t.csv:6", None),
        ("t.csv:8", None),
    ]
    with pytest.raises(DocumentError, match="empty"):
        read_row(packets[-1].data, name="x")


def test_a_name_of_a_column_that_is_no_utf_8_costs_no_row() -> None:
    (document,) = documents(b"text,ann\xe9e\nA shell fell.,2026\n")
    assert document.text == "A shell fell."


def test_a_quotation_mark_that_is_never_closed_costs_no_more_than_a_cell() -> None:
    rows = "".join(f"{number},Words of row {number}\n" for number in range(100_000))
    first, broken, *others = cut(f'id,text\n1,One\n2,"Two\n{rows}')
    assert first.error is None
    assert broken.error is not None
    assert "quotation mark" in broken.error.message
    assert len(others) > 50_000


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ('id,text\n1,"One\n2,Two\n3,Three\n', 2),
        ('id,text\n1,"One\n2,"Two"\n3,Three\n', 2),
        ('sep=;\nid;text\n1;"One\n2;Two\n3;Three\n', 3),
    ],
)
def test_a_quotation_mark_that_is_never_closed_swallows_no_other_row(table: str, line: int) -> None:
    broken, *others = cut(table)
    assert broken.error is not None
    assert f"line {line} opens a quotation mark" in broken.error.message
    assert [read_row(packet.data, name=packet.name).text for packet in others] == ["Two", "Three"]


def test_a_cell_of_several_lines_stays_one() -> None:
    table = 'id,text\n1,"One,\n""two"", ""three""\n, four"\n2,"a\nhe said "no" to it"\n'
    assert next(d.text for d in documents(table)) == 'One,\n"two", "three"\n, four'
    assert all(packet.error is None for packet in cut(table))


def test_a_file_made_to_be_read_again_and_again_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.documents.table_rows.MOST_AGAIN", 40)
    packets = cut("id,text\n" + 'x","\n' * 8)
    assert packets[-1].error is not None
    assert "the row (lines 3 to 9)" in packets[-1].error.message


def test_a_long_cell_is_taken_and_one_without_end_is_not() -> None:
    assert len(documents(f"id,text\n1,{'x' * 200_000}\n")[0].text) == 200_000
    assert cut(f"id,text\n1,{'x' * (LONGEST_CELL + 1)}\n2,Two\n")[1].error is None
    with pytest.raises(DocumentError, match="8,000,000"):
        cut(b"id,text\n1," + b"x" * (MOST_BYTES + 1))
    with pytest.raises(DocumentError, match="8,000,000"):
        cut(b"id,text\n1," + b'"\n",' * (MOST_BYTES // 3))


def test_a_table_of_one_column() -> None:
    assert [d.text for d in documents('text\nOne, two; three.\n"Four ""five"""\n')] == [
        "One, two; three.",
        'Four "five"',
    ]


@pytest.mark.parametrize(
    ("header", "mapping", "says"),
    [
        ("a,b,c", {}, "no column is named as the text; the columns are 'a', 'b', 'c': say which is what with --map"),
        ("notes,description", {}, "several columns may be the text"),
        ("text,text", {}, "several columns may be the text"),
        ("text,b", {"text": "c"}, "text is mapped to 'c', but no column is so named"),
        ("text,b,b", {"title": "b"}, "but several columns are so named"),
        ("text,b", {"colour": "b"}, "'colour' cannot be mapped"),
    ],
)
def test_a_table_without_a_certain_text_says_how_to_map_it(header: str, mapping: dict[str, str], says: str) -> None:
    error = refusal(f"{header}\n1,2,3\n", **mapping)
    assert error.code == "not_a_document"
    assert says in error.message


def test_an_exact_name_goes_before_the_others_and_a_mapping_before_all() -> None:
    data = "notes,text,x\nNotes.,Text.,X.\n"
    assert documents(data)[0].text == "Text."
    assert documents(data, text="NOTES")[0].text == "Notes."
    assert json.loads(cut(data, text="x")[0].data)["columns"] == {"notes": "Notes.", "text": "Text."}


def test_columns_of_one_name_or_none_are_kept_apart() -> None:
    assert find_columns(["text", "a", "a", " "], None).header == ("text", "a", "a (3)", "column 4")


@pytest.mark.parametrize("header", ["text" + ",a" * 16_384, f"text,{'a' * 1_000_000}"])
def test_a_header_wider_than_any_spreadsheet_is_refused(header: str) -> None:
    with pytest.raises(DocumentError, match=r"at most 16,384 and 1,000,000 are taken") as caught:
        next(cut_table(io.BytesIO(f"{header}\n1".encode()), name="t.csv"))
    assert caught.value.code == "too_long"


def test_the_time_for_a_header_grows_no_faster_than_its_columns() -> None:
    def seconds(columns: int) -> float:
        header = ["text", *map(str, range(columns))]
        began = time.process_time()
        find_columns(header, None)
        return time.process_time() - began

    few = min(seconds(4_000) for _ in range(3))
    assert seconds(32_000) < 30 * few


def test_a_form_of_the_observers_goes_to_its_own_reader() -> None:
    (packet,) = cut(file_of([FIRE]))
    assert packet.suffix == ".observation"
    assert read_observation(packet.data, name=packet.name).observation is not None


@pytest.mark.parametrize("data", [b"", b"\n\n", b" , \n", b"\xff\xfe"])
def test_a_table_without_a_header_is_refused(data: bytes) -> None:
    assert refusal(data).code == "empty"


class Rows(io.RawIOBase):
    """A table of many rows, made as it is read."""

    def __init__(self, rows: int) -> None:
        self.lines = itertools.chain([b"id,text\n"], (f"{n},{'word ' * 200}\n".encode() for n in range(rows)))
        self.left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while len(self.left) < len(buffer) and (line := next(self.lines, b"")):
            self.left += line
        piece, self.left = self.left[: len(buffer)], self.left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.mark.usefixtures("tidied")
def test_memory_does_not_grow_with_the_rows() -> None:
    tracemalloc.start()
    try:
        stream = cast("BinaryIO", io.BufferedReader(Rows(20_000)))
        assert sum(1 for _ in cut_table(stream, name="t.csv")) == 20_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1, max_size=20).filter(str.strip)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=8))
def test_what_a_program_writes_is_what_is_read(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("title", "text"), *rows])
    found = [json.loads(packet.data) for packet in cut(out.getvalue())]
    assert [(row["title"], row["text"]) for row in found] == rows


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b'{"text": 1}', b"[" * 100_000])
def test_a_row_in_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        read_row(data, name="x")


@settings(max_examples=300, deadline=5_000)
@given(
    st.binary(max_size=300)
    | st.text("\"',;\t\r\n|xtext=\x00\ud800 ", max_size=60).map(lambda t: t.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_are_documents_or_a_reason(data: bytes) -> None:
    found: list[Any] = []
    for start in (b"", b"id,text,title\n", b"sep=", b"\xff\xfe"):
        try:
            packets = cut(start + data)
        except DocumentError:
            continue
        found += packets
    for packet in found:
        if packet.error is None:
            try:
                read_row(packet.data, name=packet.name)
            except DocumentError:
                continue


def test_a_mapping_reaches_the_table_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,Words.\n")
    (refused,) = packets_of(path, standard_input=io.BytesIO())
    assert refused.error is not None
    (packet,) = packets_of(path, standard_input=io.BytesIO(), mapping={"text": "b"})
    assert open_packet(packet).text == "Words."


def test_a_table_in_the_encoding_of_windows_is_read_where_it_is_certain() -> None:
    table = (
        "id;text\n1;The café in Kherson was shelled, said Müller. “It was bad,” he added.\n2;One shell fell.\n".encode(
            "cp1252"
        )
    )
    first, second = documents(table)
    assert first.text == "The café in Kherson was shelled, said Müller. “It was bad,” he added."
    assert (first.decoded_from, second.decoded_from) == ("cp1252", "cp1252")
    assert documents("id;text\n1;Le ministère à Gao, où l’été\n")[0].decoded_from is None


def test_a_broken_row_in_a_table_of_utf_8_is_refused_alone() -> None:
    good, broken = cut(
        "id,text\n1,tiré\n".encode() + "2,a déclaré, où l’été était\n".replace(", ", " ").encode("cp1252")
    )
    assert good.error is None
    assert broken.error is not None
    assert broken.error.code == "not_utf8"
