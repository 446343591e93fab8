"""Loads the model that ships with the package, and refuses one that is missing, cut short or altered."""

import functools
import hashlib
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import msgspec

from detente.core.errors import ModelError
from detente.reading.coding.pieces import read_tokenizer
from detente.reading.coding.signed import is_exact, with_signed_weights
from detente.reading.sessions import open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = [
    "RESTORE",
    "Weights",
    "checked_file",
    "digest_of",
    "load_weights",
    "open_weights",
    "read_card",
    "shipped_model",
]

FOLDER = "model"
CARD = "card.json"
RESTORE = (
    "restore it: `git checkout -- src/detente/reading/coding/model` in a copy of the repository, or reinstall détente"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The model, ready to run: the tokenizer, the encoder, the reader, and what its card says of thresholds."""

    tokenizer: "Tokenizer"
    encoder: "InferenceSession"
    reader: "InferenceSession"
    card: dict[str, Any]


@functools.cache
def load_weights() -> Weights:
    """Load the shipped model once a process.

    Raises `ModelError`, naming the file and how to restore it.
    """
    return open_weights(shipped_model())


def shipped_model() -> Traversable:
    """Return the folder of the model that ships with the package."""
    return resources.files("detente.reading.coding").joinpath(FOLDER)


def open_weights(folder: Traversable) -> Weights:
    """Load a model from a folder that holds its card and the files the card names, each with its SHA-256.

    Raises `ModelError`.
    """
    card = read_card(folder)
    return Weights(
        tokenizer=read_tokenizer(checked_file(folder, "tokenizer.json", card).decode()),
        encoder=_session(checked_file(folder, "encoder.onnx", card)),
        reader=_session(checked_file(folder, "reader.onnx", card)),
        card=card,
    )


def read_card(folder: Traversable) -> dict[str, Any]:
    """Return what the model says of itself: version, files, thresholds, calibration.

    Raises `ModelError`.
    """
    data = _bytes_of(folder, CARD)
    try:
        card = msgspec.json.decode(data, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"the model's card {CARD} is damaged ({error}); {RESTORE}"
        raise ModelError(message) from error
    if not isinstance(card.get("files"), dict) or card.get("digest") != digest_of(card):
        message = f"the model's card {CARD} is damaged or was altered; {RESTORE}"
        raise ModelError(message)
    return card


def digest_of(card: dict[str, Any]) -> str:
    """Return the SHA-256 of a card's content without its own digest, so that a changed threshold is seen."""
    content = {name: value for name, value in card.items() if name != "digest"}
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()


def checked_file(folder: Traversable, name: str, card: dict[str, Any]) -> bytes:
    """Return the bytes of a file of the model, if they are those that the card names.

    Raises `ModelError`.
    """
    data, digest = _bytes_of(folder, name), card["files"].get(name)
    if hashlib.sha256(data).hexdigest() != digest:
        message = (
            f"the model file {name} is not the one that was shipped ({len(data)} bytes, its hash differs); {RESTORE}"
        )
        raise ModelError(message)
    return data


def _bytes_of(folder: Traversable, name: str) -> bytes:
    try:
        return folder.joinpath(name).read_bytes()
    except OSError as error:
        message = f"the model file {name} cannot be read ({error.strerror or error}); {RESTORE}"
        raise ModelError(message) from error


def _session(data: bytes) -> "InferenceSession":
    """Open a file of the model, with its weights in the form that this processor multiplies faster."""
    if not is_exact():
        return open_session(data)
    try:
        model = with_signed_weights(data)
    except ValueError as error:
        message = f"a file of the model is not of the form of this version ({error}); {RESTORE}"
        raise ModelError(message) from error
    return open_session(model)
