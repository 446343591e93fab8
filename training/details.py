"""Texts with the places and quantities that people coded in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import load_composed, load_real, load_rows
from detente.documents.document import Document
from detente.evaluate.details import GoldPlace, GoldQuantity
from detente.evaluate.gold import details_of

__all__ = ["Detailed", "PlaceGold", "load_details"]

PlaceGold = GoldPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Detailed:
    """A text with what was coded in it."""

    document: Document
    split: str
    places: tuple[GoldPlace, ...]
    quantities: tuple[GoldQuantity, ...]


def load_details(corpus: Path, items: Path) -> Iterator[Detailed]:
    """Yield every text of a corpus in which places and quantities are coded, as far as its text is at hand."""
    texts = {
        row["id"]: row
        for row in (*load_real(corpus / "real" / "coding.jsonl", items), *load_composed(corpus / "composed"))
    }
    for name in ("coding.jsonl", "local.jsonl"):
        for row in load_rows(corpus / "details" / name):
            own = texts.get(row["id"], row)
            if "text" not in own:
                continue
            places, quantities = details_of(row, own["text"], where=row["id"])
            published = own.get("published") or own.get("date")
            yield Detailed(
                document=Document(id=row["id"], text=own["text"], published=published, publisher=own.get("publisher")),
                split=row["split"],
                places=places,
                quantities=quantities,
            )
