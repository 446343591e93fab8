"""Numbered fields within fields: the form in which the model's runtime takes a graph, written and read."""

from collections.abc import Iterable, Iterator

__all__ = ["Field", "fields_of", "joined", "read_number", "write_field"]

Field = tuple[int, int | bytes]
"""The number of a field, with a whole number or with bytes, which may be fields again."""

NUMBER, BYTES = 0, 2
"""How what follows a field's number is written."""
LOW, MORE = 0x7F, 0x80


def write_field(number: int, value: int | str | bytes) -> bytes:
    """Return a field: a whole number from 0 on, a text, or bytes."""
    if isinstance(value, int):
        return _varying(number << 3 | NUMBER) + _varying(value)
    data = value.encode() if isinstance(value, str) else value
    return _varying(number << 3 | BYTES) + _varying(len(data)) + data


def fields_of(data: bytes) -> Iterator[Field]:
    """Yield the fields in order.

    Raises `ValueError` for a field of a fixed number of bytes, which graphs hold in nothing that is taken apart here,
    and for data that break off.
    """
    at = 0
    while at < len(data):
        key, at = read_number(data, at)
        value, at = read_number(data, at)
        if key & 7 == NUMBER:
            yield key >> 3, value
            continue
        if key & 7 != BYTES or at + value > len(data):
            message = f"field {key >> 3} at byte {at} is no whole number and no bytes of the length it names"
            raise ValueError(message)
        yield key >> 3, data[at : at + value]
        at += value


def joined(fields: Iterable[Field]) -> bytes:
    """Return fields as they are written one behind the other."""
    return b"".join(write_field(number, value) for number, value in fields)


def read_number(data: bytes, at: int) -> tuple[int, int]:
    """Return the number at a place, written in sevens of bits, least first, and the place behind it.

    Raises `ValueError` where it breaks off.
    """
    number = shift = 0
    while at < len(data):
        number |= (data[at] & LOW) << shift
        shift += 7
        at += 1
        if data[at - 1] < MORE:
            return number, at
    message = f"a number breaks off at byte {at}"
    raise ValueError(message)


def _varying(n: int) -> bytes:
    """Return a number in sevens of bits, least first, as many as it takes."""
    low, rest = n & LOW, n >> 7
    return bytes([low | MORE]) + _varying(rest) if rest else bytes([low])
