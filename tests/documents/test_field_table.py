"""The CSV of field reports is cut into rows, as the form saves it and as spreadsheets save it again."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents.field_report import cut_field_report, is_field_report, read_observation
from detente.documents.field_table import LONGEST_LINE, missing_in
from detente.documents.packet import Packet
from detente.knowledge.field import columns
from documents.reports import FIRE, WATCH, cells_of, file_of

NEEDED = ["observer", "place", "from", "method", "what"]


def cut(data: bytes) -> list[Packet]:
    return list(cut_field_report(io.BytesIO(data), name="w.csv"))


def test_each_row_is_an_observation_named_by_its_row() -> None:
    found = cut(file_of([FIRE, WATCH]))
    assert [(p.name, p.suffix) for p in found] == [("w.csv:2", ".observation"), ("w.csv:3", ".observation")]
    assert [cells_of(p) for p in found] == [FIRE, WATCH]


def test_the_same_row_has_the_same_bytes_in_any_file() -> None:
    columns_turned = dict(reversed(FIRE.items()))
    (first,), (second, third) = cut(file_of([FIRE])), cut(file_of([columns_turned, FIRE], delimiter=";"))
    assert first.data == second.data == third.data


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_spreadsheets_habits_change_nothing(separator: str, encoding: str, end: str) -> None:
    row = FIRE | {"weather": "dichter Nebel, Böen; später klar"}
    text = file_of([row], delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).decode()
    (found,) = cut(text.encode(encoding))
    assert cells_of(found) == row


def test_the_line_that_names_the_separator_is_passed_over() -> None:
    (found,) = cut(b"sep=;\r\n" + file_of([FIRE], delimiter=";"))
    assert cells_of(found) == FIRE


def test_names_of_columns_are_known_in_any_case_and_with_blanks() -> None:
    data = file_of([FIRE]).replace(b"count_kind", b" Count kind ").replace(b"observer", b"OBSERVER")
    assert cells_of(cut(data)[0]) == FIRE


def test_blank_rows_count_and_are_no_observations() -> None:
    lines = file_of([WATCH, WATCH]).splitlines(keepends=True)
    found = cut(lines[0] + b"\r\n" + b",,,,,,\r\n" + lines[1])
    assert [p.name for p in found] == ["w.csv:4"]


def test_blank_cells_are_left_out() -> None:
    (found,) = cut(file_of([WATCH | {"count": "  ", "weather": ""}]))
    assert cells_of(found) == WATCH


def test_unknown_columns_and_those_without_a_name_are_kept() -> None:
    (found,) = cut(file_of([WATCH | {"Number  plate": "AB 12", "": "x"}]))
    assert cells_of(found) == WATCH | {"Number plate": "AB 12", f"column {len(WATCH) + 2}": "x"}


def test_the_apostrophe_that_guards_a_formula_is_taken_away() -> None:
    (found,) = cut(file_of([WATCH | {"remarks": "'=1+1", "weather": "'twas foggy"}]))
    assert (cells_of(found)["remarks"], cells_of(found)["weather"]) == ("=1+1", "'twas foggy")


def test_a_row_of_too_many_cells_is_refused_and_the_rest_goes_on() -> None:
    head, row = file_of([WATCH]).splitlines(keepends=True)
    bad, good = cut(head + row.rstrip() + b",more\r\n" + row)
    assert bad.error is not None
    assert bad.error.message.startswith("row 2 has 8 cells and the header 7 columns")
    assert good.error is None


def test_what_stands_before_a_quotation_that_never_ends_is_kept() -> None:
    stream = io.BytesIO(file_of([WATCH, WATCH]) + b'"no end,\r\n' + b"x,\r\n" * 20)
    packets = cut_field_report(stream, name="w.csv")
    assert [next(packets).name, next(packets).name] == ["w.csv:2", "w.csv:3"]
    with pytest.raises(DocumentError, match=r"row 4 and what follows cannot be read .*; mend the quotation marks"):
        next(packets)


def test_a_line_without_an_end_is_not_held_in_memory() -> None:
    with pytest.raises(DocumentError, match="line 2 has more than") as caught:
        cut(file_of([WATCH]).splitlines(keepends=True)[0] + b"x" * (LONGEST_LINE + 1))
    assert caught.value.code == "too_long"


def test_another_encoding_is_refused_with_what_to_do() -> None:
    with pytest.raises(DocumentError, match=r"is not UTF-8 .*; save the file as `CSV UTF-8`") as caught:
        cut(file_of([WATCH | {"weather": "Böen"}]).decode().encode("cp1252"))
    assert caught.value.code == "not_utf8"


def test_columns_that_stand_twice_are_refused_together() -> None:
    with pytest.raises(DocumentError, match="more than once in the first row: `place`, `what`; leave one of each"):
        cut(b"observer,place,from,method,what,What,place\r\n")


def test_what_a_table_lacks_to_be_one_of_field_reports_is_told_together() -> None:
    whole = ["observer", "place", "from", "method", "what", "count"]
    assert missing_in(whole) == ()
    assert missing_in(["observer", "place", "since", "method", "what", "count"]) == ("from",)
    assert missing_in(["observer", "from", "what", "count"]) == ("method", "place or lat")
    assert missing_in(["from", "to", "what"]) == ()
    assert missing_in(["date", "deaths", "place", "what", "from", "text", "id", "by"]) == ()


@pytest.mark.parametrize("data", [b"", b"\r\n", b"date,deaths\r\n2026,4\r\n", b"observer,place\r\n", b'"', b"\xff\xfe"])
def test_another_table_is_none_of_field_reports(data: bytes) -> None:
    with pytest.raises(DocumentError, match="not a table of field reports: the first row lacks"):
        cut(data)


def test_a_header_is_known_by_the_columns_that_are_needed() -> None:
    assert is_field_report(NEEDED)
    assert is_field_report(["Observer", "lat", "LON", "from", "method", "what", "more"])
    assert is_field_report(list(columns()))
    assert not is_field_report([])
    assert not any(is_field_report([c for c in NEEDED if c != left_out]) for left_out in NEEDED)


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_cut_or_refused(data: bytes, headed: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    head = (",".join(NEEDED) + "\n").encode() if headed else b""
    try:
        for packet in cut_field_report(io.BytesIO(head + data), name="w.csv"):
            if packet.error is None:
                assert json.loads(packet.data)
                read_observation(packet.data, name=packet.name)
    except DocumentError:
        pass
