"""Times the reading, as a ratio to spaCy's whole small pipeline over the same texts in the same run.

Texts are read as `detente read` does, several at once. One process with one thread is timed, so per second is per
second and core. Absolute times are noisy from machine to machine and hour to hour; the ratio is what to watch. Texts
are the first 2,000 items of ``../shared``'s current events where that folder is there, else the examples, and reports
of about 320 words made by joining them.
"""

import itertools
import time
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from texts import REPORT_WORDS, ROOT, join_reports, read_items

from detente.documents.document import Document
from detente.pipeline.outcomes import AT_ONCE
from detente.pipeline.reader import Reader, default_reader
from detente.reading.reading import Reading
from detente.reading.spacy_parse import load_spacy

MOST_ITEMS = 2_000
MOST_REPORTS = 60


def load_items() -> tuple[str, list[tuple[str, str | None]]]:
    """Return where the texts come from, and (text, date) of each."""
    if rows := list(read_items(MOST_ITEMS)):
        return f"first {len(rows):,} current-events items", [*rows]
    return "examples", [(p.read_text("utf-8"), None) for p in sorted((ROOT / "examples").glob("*.txt"))]


def time_reader(reader: Reader, items: Sequence[tuple[str, str | None]]) -> tuple[float, int]:
    """Return the seconds that reading takes, and how many sentences that were."""
    sentences = 0
    started = time.perf_counter()
    documents = [Document(id=str(number), text=text, published=date) for number, (text, date) in enumerate(items)]
    for at in range(0, len(documents), AT_ONCE):
        bundle = documents[at : at + AT_ONCE]
        sentences += sum(len(r.sentences) for r in reader.read_all(bundle) if isinstance(r, Reading))
    return time.perf_counter() - started, sentences


def time_spacy(texts: Sequence[str]) -> float:
    """Return the seconds that spaCy's pipeline alone takes, text by text as the reader goes."""
    parser = load_spacy()
    started = time.perf_counter()
    for text in texts:
        parser(text)
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    where, items = load_items()
    reports = [(text, None) for text in itertools.islice(join_reports(text for text, _ in items), MOST_REPORTS)]
    started = time.perf_counter()
    reader = default_reader()
    reader.read(Document(id="warm", text="Armenia and Azerbaijan signed an agreement in Moscow on 10 November 2020."))
    ready = time.perf_counter() - started
    table = Table(
        "what", "texts", "sentences", "seconds", "texts/s", "sentences/s", "words/s", "× spaCy alone", box=None
    )
    for what, batch in ((where, items), (f"reports of {REPORT_WORDS} words", reports)):
        words = sum(len(text.split()) for text, _ in batch)
        (ours, sentences), theirs = time_reader(reader, batch), time_spacy([text for text, _ in batch])
        speeds = (f"{n / ours:,.1f}" for n in (len(batch), sentences, words))
        table.add_row(what, f"{len(batch):,}", f"{sentences:,}", f"{ours:.1f}", *speeds, f"{ours / theirs:.2f}")
    console = Console(width=120)
    console.print(table)
    total = sum(reader.seconds.values())
    shares = sorted(reader.seconds.items(), key=lambda pair: -pair[1])
    console.print("time by stage: " + ", ".join(f"{name} {seconds / total:.0%}" for name, seconds in shares))
    console.print(f"a reader is ready in {ready:.1f} s")


if __name__ == "__main__":
    main()
