"""A picture made smaller for a letter: in at most 256 colours, which a drawing has by far."""

import struct
import zlib
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

__all__ = ["in_few_colours"]

SIGN = b"\x89PNG\r\n\x1a\n"
MOST = 256
BITS = 4
"""Bits of each of red, green and blue by which colours are told apart: between two of them lies a seventeenth."""
EIGHT_BITS, COLOUR, COLOUR_AND_ALPHA, PALETTE = 8, 2, 6, 3
SUB = 1
Pixels = npt.NDArray[np.uint8]


def in_few_colours(png: bytes) -> bytes:
    """Return a picture with the colours that most of it has; one of another form than drawings have, as it is.

    What is seen through is shown on white: a drawing stands on a ground of its own.
    """
    pixels = _pixels(png)
    if pixels is None:
        return png
    made = _indexed(pixels)
    return made if len(made) < len(png) else png


def _pixels(png: bytes) -> Pixels | None:
    """Return red, green and blue of each pixel; None for what is no picture as drawings are written."""
    chunks = dict(_chunks(png))
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    channels = {COLOUR: 3, COLOUR_AND_ALPHA: 4}.get(kind)
    if bits != EIGHT_BITS or channels is None or interlaced:
        return None
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, 1 + width * channels)
    filters, data = rows[:, 0], rows[:, 1:].reshape(height, width, channels)
    if not np.isin(filters, (0, SUB)).all():
        return None
    plain = np.where((filters == SUB)[:, None, None], np.cumsum(data, axis=1, dtype=np.uint8), data)
    return _on_white(plain)


def _on_white(plain: Pixels) -> Pixels:
    if plain.shape[2] == 3:  # noqa: PLR2004 - red, green, blue
        return plain
    shown = plain[:, :, 3:].astype(np.uint16)
    mixed = (plain[:, :, :3].astype(np.uint16) * shown + 255 * (255 - shown)) // 255
    return mixed.astype(np.uint8)


def _indexed(pixels: Pixels) -> bytes:
    height, width, _ = pixels.shape
    flat = pixels.reshape(-1, 3)
    coarse = (flat >> (8 - BITS)).astype(np.uint16)
    codes = coarse[:, 0] << (2 * BITS) | coarse[:, 1] << BITS | coarse[:, 2]
    _, which, times = np.unique(codes, return_inverse=True, return_counts=True)
    palette, place = _palette(flat, which, times)
    rows = np.zeros((height, width + 1), np.uint8)
    rows[:, 1:] = place[which].reshape(height, width)
    head = struct.pack(">IIBBBBB", width, height, EIGHT_BITS, PALETTE, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), 9)
    parts = ((b"IHDR", head), (b"PLTE", palette.tobytes()), (b"IDAT", body), (b"IEND", b""))
    return SIGN + b"".join(_chunk(name, data) for name, data in parts)


def _palette(flat: Pixels, which: npt.NDArray[np.intp], times: npt.NDArray[np.intp]) -> tuple[Pixels, Pixels]:
    """Return the colours that most pixels have, and for each code the place of the one that is nearest to it."""
    sums = np.stack([np.bincount(which, flat[:, n], len(times)) for n in range(3)], axis=1)
    means = sums / times[:, None]
    kept = means[np.argsort(-times, kind="stable")[:MOST]]
    apart = ((means[:, None, :] - kept[None, :, :]) ** 2).sum(axis=2)
    return np.rint(kept).astype(np.uint8), apart.argmin(axis=1).astype(np.uint8)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a picture; the data of it as one."""
    at, data = len(SIGN), b""
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        part = png[at + 8 : at + 8 + length]
        data += part if name == b"IDAT" else b""
        yield name, data if name == b"IDAT" else part
        at += 12 + length


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
