"""Measures the main text and the dates that are read from pages with gold, beside those of the plain library.

python tools/measure_pages.py                 the pages composed for this, in tests/documents/fixtures/pages
python tools/measure_pages.py --newspaper     real pages that come with newspaper4k's sources, fetched by pip, not kept
"""

import argparse
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from detente.core.errors import DocumentError
from detente.documents.html import read_html

PAGES = Path(__file__).resolve().parent.parent / "tests/documents/fixtures/pages"
NEWSPAPER = "newspaper4k==0.9.6"
WORD = re.compile(r"\w+")
Read = Callable[[bytes], tuple[str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A page and what a reader takes from it: the main text, and the day of publication where the page states one."""

    name: str
    part: str
    data: bytes
    text: str
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The mean F1 of the words of main texts, and how many of the days that pages state were read right."""

    f1: float
    days_right: int
    days: int
    of_page: tuple[tuple[str, float, str | None], ...]


def measure(pages: Iterable[Gold], read: Read) -> Measured:
    """Return how well `read` reads the pages."""
    rows, right, stated = [], 0, 0
    for page in pages:
        text, day = read(page.data)
        rows.append((page.name, score_words(text, page.text), None if day == page.published else f"{day}"))
        stated += page.published is not None
        right += page.published is not None and day == page.published
    return Measured(f1=sum(r[1] for r in rows) / max(1, len(rows)), days_right=right, days=stated, of_page=tuple(rows))


def score_words(found: str, gold: str) -> float:
    """Return the F1 of the words found, each counted as often as it stands there."""
    one, other = (Counter(WORD.findall(text.casefold())) for text in (found, gold))
    common = (one & other).total()
    return 2 * common / max(1, one.total() + other.total())


def read_ours(data: bytes) -> tuple[str, str | None]:
    """Read a page as the project does."""
    try:
        document = read_html(data, name="page")
    except DocumentError:
        return "", None
    return document.text, document.published


def read_plainly(data: bytes) -> tuple[str, str | None]:
    """Read a page as trafilatura alone does."""
    import trafilatura

    found = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
    return ("", None) if found is None or isinstance(found, dict) else (str(found.text or ""), found.date)


def composed_pages(folder: Path = PAGES) -> list[Gold]:
    """Return the pages composed for this with their gold."""
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()[1:]
    return [_composed(folder, json.loads(line)) for line in lines]


def newspaper_pages(folder: Path) -> list[Gold]:
    """Return the pages among newspaper4k's tests that have a text and a language written with spaces."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--no-binary",
        ":all:",
        "-d",
        str(folder),
        NEWSPAPER,
    ]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command, no input in it
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as sources:
        sources.extractall(folder, filter="data")
    (tests,) = folder.glob("*/tests/data")
    names = sorted(
        path.stem for path in (tests / "metadata").glob("*.json") if (tests / f"txt/{path.stem}.txt").exists()
    )
    pages = [_newspaper(tests, name) for name in names if not name.startswith(("chinese", "japanese", "thai"))]
    return [page for page in pages if page.text]


def _composed(folder: Path, row: dict[str, object]) -> Gold:
    lines, day = row["text"], row["published"]
    text = "\n".join(map(str, lines)) if isinstance(lines, list) else ""
    data = (folder / f"{row['page']}.html").read_bytes()
    return Gold(name=str(row["page"]), part=str(row["part"]), data=data, text=text, published=str(day) if day else None)


def _newspaper(tests: Path, name: str) -> Gold:
    stated = json.loads((tests / f"metadata/{name}.json").read_text(encoding="utf-8"))
    day = str(stated.get("publish_date") or "")[:10] or None
    text = (tests / f"txt/{name}.txt").read_text(encoding="utf-8")
    return Gold(name=name, part="all", data=(tests / f"html/{name}.html").read_bytes(), text=text, published=day)


def _print(pages: list[Gold], *, details: bool) -> None:
    for part in sorted({page.part for page in pages}):
        of_part = [page for page in pages if page.part == part]
        for who, read in (("ours", read_ours), ("trafilatura alone", read_plainly)):
            found = measure(of_part, read)
            print(f"{part:5} {who:18} {len(of_part)} pages: F1 {found.f1:.3f}, days {found.days_right}/{found.days}")
            if details and read is read_ours:
                print(
                    "\n".join(
                        f"    {f1:.3f} {name} {wrong or ''}"
                        for name, f1, wrong in sorted(found.of_page, key=lambda r: r[1])
                    )
                )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newspaper", action="store_true")
    parser.add_argument("--part", help="only pages of this part, each with its figure")
    given = parser.parse_args()
    if given.newspaper:
        with tempfile.TemporaryDirectory() as folder:
            _print(newspaper_pages(Path(folder)), details=True)
        return
    pages = [page for page in composed_pages() if given.part in (None, page.part)]
    _print(pages, details=given.part is not None)


if __name__ == "__main__":
    main()
