"""A model that is missing, cut short or altered is refused by name, with how to restore it."""

import json
import shutil
from importlib import resources
from pathlib import Path

import pytest

from detente.core.errors import ModelError
from detente.reading.coding.sift import BUCKETS, buckets_of, load_sieve
from detente.reading.coding.weights import digest_of, open_weights

SHIPPED = Path(str(resources.files("detente.reading.coding").joinpath("model")))
LIMIT = 30_000_000


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


def test_the_shipped_model_is_whole_and_small() -> None:
    assert open_weights(SHIPPED).card["version"]
    assert sum(f.stat().st_size for f in SHIPPED.iterdir()) < LIMIT


@pytest.mark.parametrize("name", ["encoder.onnx", "reader.onnx", "tokenizer.json", "card.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=f"{name} cannot be read.*restore it"):
        open_weights(copy)


@pytest.mark.parametrize("name", ["encoder.onnx", "reader.onnx", "tokenizer.json"])
def test_a_file_cut_short_is_named(copy: Path, name: str) -> None:
    data = (copy / name).read_bytes()
    (copy / name).write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelError, match=f"{name} is not the one that was shipped.*restore it"):
        open_weights(copy)


def test_one_altered_byte_is_seen(copy: Path) -> None:
    data = bytearray((copy / "reader.onnx").read_bytes())
    data[len(data) // 2] ^= 1
    (copy / "reader.onnx").write_bytes(bytes(data))
    with pytest.raises(ModelError, match=r"reader\.onnx"):
        open_weights(copy)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"files": 3}', b'{"files": "\xff"}'])
def test_a_damaged_card_is_said_to_be(copy: Path, data: bytes) -> None:
    (copy / "card.json").write_bytes(data)
    with pytest.raises(ModelError, match=r"card\.json is damaged.*restore it"):
        open_weights(copy)


def test_a_file_that_the_card_does_not_name_is_refused(copy: Path) -> None:
    card = json.loads((copy / "card.json").read_text())
    del card["files"]["reader.onnx"]
    (copy / "card.json").write_text(json.dumps(card | {"digest": digest_of(card)}))
    with pytest.raises(ModelError, match=r"reader\.onnx"):
        open_weights(copy)


def test_an_altered_threshold_is_seen(copy: Path) -> None:
    card = json.loads((copy / "card.json").read_text())
    card["thresholds"]["event"] = 0.999
    (copy / "card.json").write_text(json.dumps(card))
    with pytest.raises(ModelError, match=r"card\.json is damaged or was altered.*restore it"):
        open_weights(copy)


def test_the_sieve_passes_deeds_and_turns_away_what_is_none() -> None:
    sieve = load_sieve()
    assert len(sieve.weights) == BUCKETS
    assert sieve.passes("Police arrested three protesters in the capital.")
    assert not sieve.passes("")


def test_a_sentence_is_made_of_its_words_and_their_pairs() -> None:
    assert len(buckets_of("one two three")) == 5
    assert buckets_of("Two men") == buckets_of("two MEN")
    assert buckets_of("…") == []
