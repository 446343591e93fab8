"""Gathers every string that the desk says into the catalogues that it is translated by.

What stands in ``say``, ``mark`` and ``count`` in its code and its templates goes into ``catalogues/detente.pot``, and
from there into a catalogue for each language: what is translated there stays, what is said no more goes.

    python tools/make_strings.py [--check]
"""

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from detente.display.language import LANGUAGES

__all__ = ["CATALOGUES", "TEMPLATE", "catalogue_of", "gather", "write_all", "written"]

ROOT = Path(__file__).parents[1] / "src" / "detente"
ROOMS = tuple(ROOT / name for name in ("brief", "desk", "display"))
CATALOGUES = ROOT / "display" / "catalogues"
TEMPLATE = CATALOGUES / "detente.pot"
SAID: dict[str, tuple[int, ...] | None] = {"say": None, "mark": None, "count": (1, 2)}
"""The calls whose words a person sees, and which of what they are given are words."""
EXTRACTED = {"*.py": "python", "*.j2": "jinja2.ext:babel_extract"}
HEADER = """\
# What the desk says, to be translated. Made by `make strings`; only msgstr is written by hand.
# Values in %(...)s stay as they are; they may change their place.
# The project's licence holds for translations: Apache-2.0.
"""
DATA = ("knowledge/data/plover/plain.toml", "knowledge/data/glossary/desk.toml")
"""Data files every text of which the desk says."""
LEFT_OUT = tuple(
    f'"{name}:'
    for name in (
        "POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid-Bugs-To", "Last-Translator",
        "Language-Team",
    )
)  # fmt: skip
"""Fields of a header that say when it was made, which would change each time, or nothing."""


def gather() -> Catalog:
    """Return every string that the desk says, with the files that say it."""
    made = Catalog(project="détente", version="desk", header_comment=HEADER, charset="utf-8", fuzzy=False)
    for pattern, method in EXTRACTED.items():
        for path in sorted(one for room in ROOMS for one in room.rglob(pattern)):
            for words in _strings(path, method):
                made.add(words, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    for name in DATA:
        for words in _texts(tomllib.loads((ROOT / name).read_text("utf-8"))):
            made.add(words, locations=[(name, 0)])
    return made


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a data file but for those about the file; what only names an entry is a key, and no text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in {"_about", "id"}:
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _strings(path: Path, method: str) -> Iterator[str | tuple[str, str]]:
    options = {"trimmed": "true", "silent": "false"}
    with path.open("rb") as stream:
        for _, message, _, _ in extract(method, stream, keywords=SAID, options=options):
            one, *more = message if isinstance(message, tuple) else (message,)
            if one:
                yield (one, more[0]) if more else one


def catalogue_of(code: str, template: Catalog) -> Catalog:
    """Return the catalogue of a language with the strings of the template, and what is translated of them."""
    path = CATALOGUES / f"{code}.po"
    made = Catalog(locale=code)
    if path.exists():
        with path.open("rb") as stream:
            made = read_po(stream, locale=code)
    made.update(template, no_fuzzy_matching=True)
    made.obsolete.clear()
    made.header_comment, made.fuzzy = HEADER.replace("to be translated", f"in {LANGUAGES[code]}"), False
    made.project, made.version = template.project, template.version
    return made


def written(catalogue: Catalog) -> str:
    """Return a catalogue as its file holds it: in the order of its strings, without the day it was made."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=120, sort_output=True, include_lineno=False)
    lines = stream.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(LEFT_OUT))


def write_all() -> Iterator[tuple[Path, str]]:
    """Yield each file of the catalogues with what it is to hold."""
    template = gather()
    yield TEMPLATE, written(template)
    for code in LANGUAGES:
        if code != "en":
            yield CATALOGUES / f"{code}.po", written(catalogue_of(code, template))


def main(arguments: list[str]) -> int:
    """Write the catalogues, or with --check say which are not up to date."""
    CATALOGUES.mkdir(exist_ok=True)
    stale = [(path, text) for path, text in write_all() if not path.exists() or path.read_text("utf-8") != text]
    for path, text in stale:
        print(f"{path.name}: {'not up to date; run make strings' if '--check' in arguments else 'written'}")
        if "--check" not in arguments:
            path.write_text(text, "utf-8")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
