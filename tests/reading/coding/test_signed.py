"""Weights with a sign give the figures of the shipped ones to the last bit, or are not used."""

from collections.abc import Iterator

import numpy as np
import pytest

from detente.core.errors import ModelError
from detente.reading.coding import signed, weights
from detente.reading.coding.signed import is_exact, with_signed_weights
from detente.reading.coding.weights import checked_file, read_card, shipped_model
from detente.reading.fields import joined, write_field
from detente.reading.sessions import open_session


@pytest.fixture
def reader_model() -> bytes:
    return checked_file(shipped_model(), "reader.onnx", read_card(shipped_model()))


@pytest.fixture
def encoder_model() -> bytes:
    return checked_file(shipped_model(), "encoder.onnx", read_card(shipped_model()))


@pytest.mark.skipif(not is_exact(), reason="this processor keeps the weights as they are shipped")
def test_the_encoder_says_the_same_to_the_last_bit(encoder_model: bytes) -> None:
    shipped, ours = open_session(encoder_model), open_session(with_signed_weights(encoder_model))
    chance = np.random.default_rng(3)
    for length in (3, 4, 17, 64, 194):
        given = {"ids": chance.integers(0, 30_000, (1, length)), "shapes": chance.integers(0, 4, (1, length))}
        for theirs, own in zip(shipped.run(None, given), ours.run(None, given), strict=True):
            assert np.array_equal(theirs, own)


@pytest.mark.skipif(not is_exact(), reason="this processor keeps the weights as they are shipped")
def test_the_reader_says_the_same_to_the_last_bit(reader_model: bytes) -> None:
    shipped, ours = open_session(reader_model), open_session(with_signed_weights(reader_model))
    chance = np.random.default_rng(4)
    for count, length in ((1, 3), (2, 40), (12, 194)):
        states = chance.standard_normal((count, length, 384)).astype(np.float32) * 5
        given = {"states": states, "marks": chance.integers(0, 5, (count, length))}
        for theirs, own in zip(shipped.run(None, given), ours.run(None, given), strict=True):
            assert np.array_equal(theirs, own)


def test_a_processor_that_overflows_keeps_the_weights_as_shipped(
    monkeypatch: pytest.MonkeyPatch, reader_model: bytes
) -> None:
    opened: list[bytes] = []
    monkeypatch.setattr(weights, "is_exact", lambda: False)
    monkeypatch.setattr(weights, "open_session", opened.append)
    weights._session(reader_model)
    assert opened == [reader_model]


@pytest.fixture
def fresh() -> Iterator[None]:
    is_exact.cache_clear()
    yield
    is_exact.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_an_overflow_in_one_product_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    class Overflows:
        def run(self, _: None, given: dict[str, np.ndarray]) -> list[np.ndarray]:
            return [np.minimum(given["x"].astype(np.int32) @ np.full((384, 80), 255, np.int32), 1 << 24)]

    monkeypatch.setattr(signed, "open_session", lambda _: Overflows())
    assert not is_exact()


def test_weights_of_another_kind_are_refused(reader_model: bytes) -> None:
    with pytest.raises(ValueError, match="kind 3, not bytes from 0 to 255"):
        with_signed_weights(with_signed_weights(reader_model))


@pytest.mark.parametrize("zero", [b"\x80\x02", b"\x01\x01"])
def test_a_zero_that_is_no_byte_is_refused(zero: bytes) -> None:
    node = joined([(1, b"x"), (1, b"w"), (1, b"a"), (1, b"z"), (4, b"MatMulInteger")])
    made = write_field(2, 2) + write_field(8, "z") + write_field(5, zero)
    with pytest.raises(ValueError, match="not one number from 0 to 255"):
        with_signed_weights(write_field(7, write_field(1, node) + write_field(5, made)))


def test_a_model_whose_weights_cannot_be_taken_is_said_to_be_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "is_exact", lambda: True)
    with pytest.raises(ModelError, match="restore it"):
        weights._session(b"\x0a")
