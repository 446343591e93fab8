"""Small trained networks that weigh candidates: one hidden layer, numbers in, one number out."""

import base64
import importlib.resources
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.core.errors import ModelError

__all__ = ["Layers", "Weights", "Whole", "layers_of", "load_weights", "shares_of", "whole_of"]

Weights = NDArray[np.float32]
Whole = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Layers:
    """One hidden layer of rectified units, and one number out."""

    inner: Weights
    inner_bias: Weights
    outer: Weights
    outer_bias: float

    def weigh(self, rows: list[list[float]]) -> Weights:
        """Return one number a row."""
        hidden = np.maximum(np.asarray(rows, dtype=np.float32) @ self.inner + self.inner_bias, 0.0)
        answer: Weights = hidden @ self.outer + np.float32(self.outer_bias)
        return answer


def shares_of(scores: Weights) -> Weights:
    """Return scores as likelihoods that add up to 1."""
    likely = np.exp(scores - scores.max())
    answer: Weights = likely / likely.sum()
    return answer


def layers_of(data: dict[str, Any]) -> Layers:
    """Return the network whose weights `data` holds, as the training wrote them."""
    inner, outer = (np.asarray(data[name], dtype=np.float32) for name in ("inner", "outer"))
    bias = np.asarray(data["inner_bias"], dtype=np.float32)
    return Layers(inner, bias, outer, float(data["outer_bias"]))


def load_weights(package: str, name: str) -> dict[str, Any]:
    """Return the weights in a package's JSON file.

    Raises `ModelError` where the file is missing or broken.
    """
    try:
        text = importlib.resources.files(package).joinpath(name).read_text(encoding="utf-8")
        data: dict[str, Any] = json.loads(text)
    except (OSError, ValueError) as error:
        message = f"the weights {name} of {package} cannot be read: {error}; install détente again"
        raise ModelError(message) from error
    return data


def whole_of(packed: str, columns: int) -> Whole:
    """Return weights that are kept as whole numbers from -127 to 127: (rows, columns)."""
    return np.frombuffer(base64.b85decode(packed), dtype=np.int8).reshape(-1, columns)
