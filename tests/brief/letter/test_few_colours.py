"""Pictures in few colours: what is drawn stays as it was, in a fraction of the bytes."""

import struct
import zlib

import numpy as np
import pytest

from detente.brief.letter.few_colours import SIGN, in_few_colours


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def written(pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", filter_: int = 1, bits: int = 8) -> bytes:
    """Return pixels as a picture as drawings are written: each but the first of a row as what it differs by."""
    height, width, channels = pixels.shape
    less = np.diff(pixels, axis=1, prepend=np.zeros((height, 1, channels), np.uint8)).astype(np.uint8)
    data = (less if filter_ == 1 else pixels).reshape(height, -1)
    rows = np.concatenate([np.full((height, 1), filter_, np.uint8), data], axis=1)
    head = struct.pack(">IIBBBBB", width, height, bits, 6 if channels == 4 else 2, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), 0)
    half = len(body) // 2
    parts = ((b"IHDR", head), (b"IDAT", body[:half]), (b"IDAT", body[half:]), (b"IEND", b""))
    return SIGN + b"".join(chunk(name, one) for name, one in parts)


def read(png: bytes) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """Return the pixels of a picture that has a palette, read anew."""
    found, at = {}, len(SIGN)
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        found[name] = png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + found[name])
        at += 12 + length
    width, height, bits, kind, *_ = struct.unpack(">IIBBBBB", found[b"IHDR"])
    assert (bits, kind) == (8, 3)
    rows = np.frombuffer(zlib.decompress(found[b"IDAT"]), np.uint8).reshape(height, width + 1)
    return np.frombuffer(found[b"PLTE"], np.uint8).reshape(-1, 3)[rows[:, 1:]]


@pytest.mark.parametrize("filter_", [0, 1])
@pytest.mark.parametrize("channels", [3, 4])
def test_a_drawing_of_few_colours_stays_as_it_is(filter_: int, channels: int) -> None:
    pixels = np.full((40, 60, channels), 245, np.uint8)
    pixels[..., 3:] = 255
    pixels[5:20, 5:30, :3] = (42, 95, 147)
    pixels[25:30, :, :3] = (138, 100, 20)
    made = in_few_colours(written(pixels, filter_))
    assert np.array_equal(read(made), pixels[..., :3])
    assert len(made) < len(written(pixels, filter_)) / 10


def test_of_more_colours_those_stay_that_most_of_it_has() -> None:
    drawn = np.random.default_rng(7).integers(0, 256, (80, 80, 3), dtype=np.uint8)
    drawn[:60] = (29, 31, 34)
    told = read(in_few_colours(written(drawn)))
    assert (told[:60] == (29, 31, 34)).all()
    assert np.abs(told.astype(int) - drawn.astype(int)).mean() < 32


def test_what_is_seen_through_is_shown_on_white() -> None:
    pixels = np.zeros((20, 20, 4), np.uint8)
    pixels[10:, :, 3] = 255
    told = read(in_few_colours(written(pixels)))
    assert (told[:10] == 255).all()
    assert (told[10:] == 0).all()


def test_a_picture_of_another_form_stays_whole() -> None:
    pixels = np.zeros((4, 4, 3), np.uint8)
    assert in_few_colours(written(pixels, bits=16)) == written(pixels, bits=16)
    assert in_few_colours(written(pixels, filter_=4)) == written(pixels, filter_=4)
