"""A document reads the same alone and among others, in whatever order they come: every layer, to the last bit."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader
from detente.reading.coding.coder import Encoded
from detente.reading.reading import LAYERS, Reading

EXAMPLES = Path(__file__).parents[2] / "examples"
SHORT = (
    "",
    "\n \t\n",
    "Gunmen killed five policemen near Basra on Monday, and he said that it would go on.",
    "GENEVA, 3 May - The two countries, which the minister met, agreed on a truce in Georgetown, Texas.",
    "Ünal’s “soldiers” left Tskhinvali – the army didn't. 停火。 Они ушли.",
    "Gonna go, the army said. " * 9 + "The road\u200b is closed.",
)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))[:4]]
    return [Document(id=f"d{k}", text=text, published="2020-11-12") for k, text in enumerate((*texts, *SHORT))]


@pytest.fixture(scope="module")
def alone(documents: list[Document]) -> dict[str, dict[str, Any]]:
    return {document.id: layers_of(default_reader().read(document)) for document in documents}


def layers_of(reading: Reading | Exception) -> dict[str, Any]:
    """Return all layers of a reading and what was dropped, with the encoder's figures as bytes."""
    assert isinstance(reading, Reading)
    layers = {name: getattr(reading, name) for name in LAYERS | {"drops", "stages"}}
    return layers | {"encoded": [*map(_figures, reading.encoded)]}


def _figures(window: Encoded) -> tuple[Any, ...]:
    return (window.offset, window.part, *(np.asarray(x).tobytes() for x in (window.states, window.triggers)))


def bundles(documents: Sequence[Document], size: int) -> Iterator[Sequence[Document]]:
    return (documents[at : at + size] for at in range(0, len(documents), size))


@pytest.mark.parametrize(("size", "step"), [(10, 1), (3, 1), (4, -1)])
def test_a_document_reads_the_same_in_every_bundle(
    documents: list[Document], alone: dict[str, dict[str, Any]], size: int, step: int
) -> None:
    for bundle in bundles(documents[::step], size):
        for document, reading in zip(bundle, default_reader().read_all(bundle), strict=True):
            assert layers_of(reading) == alone[document.id]


def test_the_texts_give_every_layer_something(alone: dict[str, dict[str, Any]]) -> None:
    assert {name for layers in alone.values() for name, layer in layers.items() if layer} == LAYERS | {
        "drops",
        "stages",
    }
