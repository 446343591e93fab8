"""A made-up language, in which each string of the catalogues stands in brackets; and what is left outside of them."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from babel.dates import get_month_names
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from lxml import html

from detente.brief.kept import briefs_of
from detente.display.language import LANGUAGES, _Told
from detente.store import open_record

__all__ = ["CODE", "left_over", "made_up", "words_of"]

CODE = "az"
"""The code that it goes by, for dates: no month of it is spelt as in English."""
ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "src" / "detente" / "display" / "catalogues"
KNOWLEDGE = ROOT / "src" / "detente" / "knowledge" / "data"
SAID = re.compile(r"⟦[^⟦⟧]*⟧")
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
WORD = re.compile(r"[^\W\d_]{3,}")
SHOWN = ("title", "aria-label", "placeholder", "data-h", "alt")
"""Attributes whose words a person reads or hears."""
BREAK = "\x1f"
BETWEEN = re.compile(r"[^\w'’\- ]+|\d[\d.,:%]*")
"""What a sentence is put together with."""


def made_up() -> _Told:
    """Return the catalogue of the made-up language."""
    with (CATALOGUES / "detente.pot").open("rb") as stream:
        template = read_po(stream)
    made = Catalog(locale=CODE)
    for one in template:
        if one.id:
            told = tuple(f"⟦{text}⟧" for text in one.id) if isinstance(one.id, tuple) else f"⟦{one.id}⟧"
            made.add(one.id, told)
    return _Told(made)


def words_of(folder: Path) -> str:
    """Return all that stands in a record and in the tables of names and codes, in small letters."""
    tables = (
        path.read_text("utf-8") for path in KNOWLEDGE.rglob("*") if path.suffix in (".toml", ".json", ".jsonl", ".tsv")
    )
    own = [*get_month_names(locale=CODE).values(), *LANGUAGES.values()]
    told = "\n".join([_record(folder), *_briefs(folder), *own, *tables])
    return " ".join(ESCAPED.sub(lambda found: chr(int(found[1], 16)), told).lower().split())


def _record(folder: Path) -> str:
    with sqlite3.connect(folder / "record.sqlite") as connection:
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        rows = (row for name in names for row in connection.execute(f'select * from "{name}"'))  # noqa: S608 - its own
        return "\n".join(" ".join(_texts(row)) for row in rows)


def _briefs(folder: Path) -> Iterator[str]:
    """Yield the sentences of briefs, which the record keeps in pieces: they were composed once, in English."""
    with open_record(folder / "record.sqlite", read_only=True) as record:
        for kept in briefs_of(record):
            lines = [one.sentences for section in kept.brief.sections for one in section.lines]
            lines += [(*one.said, *one.now, one.why) for one in kept.brief.corrections]
            lines += [kept.brief.quiet.sentences] if kept.brief.quiet else []
            yield from (sentence.text for sentences in lines for sentence in sentences)


def _texts(row: tuple[object, ...]) -> Iterator[str]:
    for value in row:
        if isinstance(value, bytes):
            yield value.decode("utf-8", "ignore").replace("\\n", " ")
        elif value is not None:
            yield str(value)


def left_over(page: str, record: str) -> set[str]:
    """Return what a page says that is in no catalogue, and does not stand in the record."""
    tree = html.fromstring(page)
    # what says of itself that it is English is the program's own text: rules out of its code, the contract's words
    for one in tree.xpath("//script | //style | //body//*[@lang='en']"):
        one.drop_tree()
    texts = [str(value) for name in SHOWN for value in tree.xpath(f"//@{name}")]
    texts.append(BREAK.join(str(text) for text in tree.xpath("//text()")))  # a string may hold some that is set apart
    return {part for text in texts for part in _parts(text) if _is_ours(part, record)}


def _parts(text: str) -> Iterator[str]:
    before = None
    while before != text:
        before, text = text, SAID.sub(" · ", text)
    for part in BETWEEN.split(text):
        yield " ".join(part.split()).strip(" '’-")


def _is_ours(part: str, record: str) -> bool:
    return bool(WORD.search(part)) and part.lower() not in record
