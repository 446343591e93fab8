"""A page's bytes as characters: by its mark, by what holds together, then by what the page says of itself."""

import codecs
import re

__all__ = ["decode_page"]

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
STATED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""")
HEAD = 4_096
"""Bytes at the start in which a page states its encoding."""
SAME = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254"}
"""Encodings that pages name, and the larger one that browsers read them by."""
MOSTLY_UTF8 = 0.5
"""The share of sequences above ASCII that are whole UTF-8 from which on a page is UTF-8 with a few wrong bytes."""
HIGH = re.compile(rb"[\x80-\xff]+")
UTF8_RUN = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})"
)
EVERY_OTHER = 0.3
"""The share of zero bytes on one side of the pairs from which on bytes are UTF-16 without its mark."""


def decode_page(data: bytes) -> str:
    """Return the characters of a page, none of them NUL or half a pair; what no encoding explains is U+FFFD."""
    return _whole(_decoded(data)).replace("\x00", "")


def _decoded(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _utf16(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        # bytes that are whole UTF-8 are UTF-8, whatever the page says: other encodings hardly ever look like it
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _other(data)


def _other(data: bytes) -> str:
    if _share_utf8(data) >= MOSTLY_UTF8:
        return _mixed(data)
    named = _stated(data)
    if named is not None and named != "utf-8":
        return data.decode(named, "replace")
    return data.decode(_guessed(data), "replace")


def _stated(data: bytes) -> str | None:
    """Return the encoding that the page names, where there is one of that name."""
    found = STATED.search(data[:HEAD])
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    try:
        known = codecs.lookup(SAME.get(name, name)).name
        "".encode(known)
    except (LookupError, ValueError):
        return None
    return SAME.get(known, known)


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(HIGH_CONTEXT.sub(b" ", data)[:50_000], cp_isolation=list(COMMON)).best()
    return best.encoding if best is not None else "cp1252"


HIGH_CONTEXT = re.compile(rb"<[^>]{0,2000}>")
COMMON = ("cp1251", "cp1252", "cp1254", "cp1250", "cp1256", "koi8_r")
"""Encodings that a page which names none is looked at in."""


def _share_utf8(data: bytes) -> float:
    high = sum(map(len, HIGH.findall(data)))
    whole = sum(map(len, UTF8_RUN.findall(data)))
    return whole / high if high else 1.0


def _mixed(data: bytes) -> str:
    """Return UTF-8 with stray bytes of Windows-1252 in it, as pages put together from two sources have."""
    codecs.register_error("detente-1252", _stray)
    return data.decode("utf-8", "detente-1252")


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


def _utf16(data: bytes) -> str | None:
    pairs = len(data[:HEAD]) // 2
    if pairs < len("<p>"):
        return None
    even, odd = data[:HEAD:2].count(0) / pairs, data[1:HEAD:2].count(0) / pairs
    if odd > EVERY_OTHER > even:
        return "utf-16-le"
    return "utf-16-be" if even > EVERY_OTHER > odd else None


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
