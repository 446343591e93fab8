"""Numbered fields are read as they were written, and what breaks off is refused."""

import pytest

from detente.reading.fields import fields_of, joined, read_number, write_field


@pytest.mark.parametrize("number", [0, 1, 127, 128, 300, 1 << 40])
def test_numbers_come_back(number: int) -> None:
    assert list(fields_of(write_field(5, number))) == [(5, number)]


def test_fields_within_fields_come_back_in_order() -> None:
    inner = write_field(1, "name") + write_field(2, 384)
    data = write_field(7, inner) + write_field(8, b"\x00" * 300)
    fields = list(fields_of(data))
    assert fields == [(7, inner), (8, b"\x00" * 300)]
    assert list(fields_of(inner)) == [(1, b"name"), (2, 384)]
    assert joined(fields) == data


@pytest.mark.parametrize("data", [b"\x08", b"\x0a\x05abc", b"\x0d\x00\x00\x00\x00", b"\x80"])
def test_what_breaks_off_or_is_of_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"breaks off|no whole number and no bytes"):
        list(fields_of(data))


def test_a_number_is_read_with_the_place_behind_it() -> None:
    assert read_number(b"\xac\x02\x07", 0) == (300, 2)
