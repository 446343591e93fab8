"""Files as packets, whatever they are."""

import io
import os
import tracemalloc
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from detente.core.errors import DocumentError, UsageError
from detente.documents.formats import ENDINGS, open_packet
from detente.documents.jsonl import cut_json_lines
from detente.documents.packet import Packet
from detente.documents.packets import check_paths, packets_of
from detente.documents.text import MOST_BYTES

GOOD = b'{"id": "d1", "text": "Text."}'


def packets(path: Path, standard_input: bytes = b"") -> list[Packet]:
    return list(packets_of(path, standard_input=io.BytesIO(standard_input)))


def test_lines_are_documents_and_blank_ones_are_not() -> None:
    stream = io.BytesIO(b"\n" + GOOD + b"\r\n  \n\r\n" + GOOD)
    assert [(p.name, p.data) for p in cut_json_lines(stream, name="x.jsonl")] == [
        ("x.jsonl:2", GOOD),
        ("x.jsonl:5", GOOD),
    ]


def test_a_byte_order_mark_before_the_first_line() -> None:
    (packet,) = cut_json_lines(io.BytesIO(b"\xef\xbb\xbf" + GOOD), name="x.jsonl")
    assert open_packet(packet).id == "d1"


def _buffered(stream: io.RawIOBase) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(stream, 1 << 18))


class Endless(io.RawIOBase):
    """A stream of one line of many bytes, then `after`, made as it is read."""

    def __init__(self, length: int, after: bytes) -> None:
        self.left = length
        self.after = after

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self.left:
            piece, self.after = self.after[: len(buffer)], self.after[len(buffer) :]
        else:
            piece = b"x" * min(len(buffer), self.left)
            self.left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.mark.usefixtures("tidied")
def test_a_hundred_megabytes_on_a_line_are_passed_over_and_not_held() -> None:
    length = 100_000_000
    stream = _buffered(Endless(length, b"\n" + GOOD + b"\n"))
    tracemalloc.start()
    try:
        too_long, good = cut_json_lines(stream, name="-")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert too_long.error is not None
    assert too_long.error.code == "too_long"
    assert f"{length + 1:,} bytes" in too_long.error.message
    assert (good.name, good.data) == ("-:2", GOOD)
    assert peak < 4 * MOST_BYTES


@pytest.mark.usefixtures("tidied")
def test_a_hundred_megabytes_in_many_lines_are_not_held() -> None:
    one = b'{"id": "d", "text": "' + b"y" * 999_976 + b'"}\n'
    lines = _buffered(_Repeated(one, 100))
    tracemalloc.start()
    try:
        sizes = [len(p.data) for p in cut_json_lines(lines, name="-")]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sizes == [len(one) - 1] * 100
    assert sum(sizes) > 99_000_000
    assert peak < 8 * len(one)


class _Repeated(io.RawIOBase):
    def __init__(self, piece: bytes, times: int) -> None:
        self.piece, self.left, self.at = piece, times, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self.left:
            return 0
        part = self.piece[self.at : self.at + len(buffer)]
        self.at = (self.at + len(part)) % len(self.piece)
        self.left -= self.at == 0
        buffer[: len(part)] = part
        return len(part)


def test_the_longest_line_that_is_taken() -> None:
    line = b"x" * MOST_BYTES
    (packet,) = cut_json_lines(io.BytesIO(line + b"\n"), name="-")
    assert (packet.error, packet.data) == (None, line)
    (packet,) = cut_json_lines(io.BytesIO(line + b"x"), name="-")
    assert packet.error is not None
    assert packet.error.code == "too_long"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "A.TXT"])
def test_a_file_too_large_is_refused_without_being_held(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(100_000_000)  # a hole: it takes no room
    (packet,) = packets(path)
    assert packet.data == b""
    assert packet.error is not None
    assert packet.error.code == "too_long"
    assert "8,000,000" in packet.error.message


def test_a_file_that_vanishes_after_it_was_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD)
    check_paths([path])
    path.unlink()
    (packet,) = packets(path)
    with pytest.raises(DocumentError, match="No such file") as caught:
        open_packet(packet)
    assert (packet.name, caught.value.code) == ("a.jsonl", "unreadable")


def test_a_file_that_turns_into_a_directory(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (packet,) = packets(tmp_path / "a.txt")
    assert packet.error is not None
    assert "directory" in packet.error.message


class _Failing(io.RawIOBase):
    def __init__(self) -> None:
        self.first = GOOD + b"\n"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self.first:
            raise OSError(5, os.strerror(5))
        buffer[: len(self.first)] = self.first
        read, self.first = len(self.first), b""
        return read


def test_a_disk_that_fails_half_way_costs_only_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.touch()
    monkeypatch.setattr(Path, "open", lambda *_: _buffered(_Failing()))
    good, bad = packets(path)
    assert good.data == GOOD
    assert bad.error is not None
    assert bad.error.code == "unreadable"
    assert "Input/output error" in bad.error.message


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:  # root may read everything, so the mode of the file would not do
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "open", refuse)
    (packet,) = packets(tmp_path / "a.txt")
    assert packet.error is not None
    assert packet.error.code == "unreadable"
    assert "Permission denied" in packet.error.message


def test_a_name_that_is_no_text_is_made_one(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"bad\xff.txt")
    path.write_bytes(b"text")
    (packet,) = packets(path)
    assert packet.name == "bad\ufffd.txt"
    assert open_packet(packet).text == "text"


def test_symbolic_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    link = tmp_path / "link.txt"
    link.symlink_to("a.txt")
    check_paths([link])
    assert [(p.name, p.data) for p in packets(link)] == [("link.txt", b"text")]


def test_all_arguments_that_cannot_be_used_are_named_at_once(tmp_path: Path) -> None:
    good, folder, loop, nothing = (tmp_path / n for n in ("good.txt", "folder.txt", "loop.txt", "nothing.txt"))
    good.touch()
    folder.mkdir()
    loop.symlink_to(loop)
    nothing.symlink_to(tmp_path / "gone.txt")
    unknown, absent, endless = tmp_path / "a.xyz", tmp_path / "b.txt", Path("x" * 5_000)
    unknown.touch()
    with pytest.raises(UsageError) as caught:
        check_paths([good, folder, loop, nothing, unknown, absent, endless, Path("-"), Path("-")])
    said = str(caught.value).splitlines()
    assert said[0].startswith("nothing was read")
    assert said[1:] == [
        f"  {folder}: is a directory; name the files in it",
        f"  {loop}: is a symbolic link to nothing",
        f"  {nothing}: is a symbolic link to nothing",
        f"  {unknown}: has the ending '.xyz'; known are {', '.join(ENDINGS)}",
        f"  {absent}: does not exist",
        f"  {endless}: cannot be looked at ([Errno 36] File name too long: '{endless}')",
        "  -: is given more than once, and standard input can be read only once",
    ]


def test_standard_input_is_jsonl() -> None:
    check_paths([Path("-")])
    assert [(p.name, p.suffix, p.data) for p in packets(Path("-"), GOOD)] == [("-:1", ".jsonl", GOOD)]
