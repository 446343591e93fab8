"""The model's weights with a sign, where the processor multiplies those exactly: the same products in less time.

The shipped weights are bytes from 0 to 255. Processors with instructions for products of bytes want one side from -128
to 127: weights and the byte that stands for zero are both less by 128, so every product and every sum is the same whole
number. A processor without them may overflow where both sides are large, and keeps the weights as they were shipped.
"""

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.reading.fields import Field, fields_of, joined, read_number, write_field
from detente.reading.sessions import open_session, write_matrix, write_model

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["is_exact", "with_signed_weights"]

Bytes = NDArray[np.uint8]

GRAPH, NODE, INITIALISER = 7, 1, 5
INPUT, OPERATOR = 1, 4
KIND, AS_NUMBERS, NAME, AS_BYTES = 2, 5, 8, 9
"""Numbers of fields: of a model, of a graph in it, of a node and of an initialiser in that."""
UNSIGNED, SIGNED, WHOLE = 2, 3, 6
"""How the format calls bytes from 0 to 255 and from -128 to 127, and whole numbers of four bytes."""
PRODUCT = b"MatMulInteger"
WEIGHTS, ZERO = 1, 3
"""Which inputs of a product of whole numbers are its weights and the byte that stands for zero in them."""
HALF = 0x80

INNER, COLUMNS, ROWS = 384, 80, (1, 3, 16, 67)
"""Sides of the products that are tried."""


def with_signed_weights(model: bytes) -> bytes:
    """Return a model whose products of whole numbers take signed weights, and say the same.

    Raises `ValueError` where the weights are not such as they are shipped.
    """
    return joined((n, _graph(v) if n == GRAPH and isinstance(v, bytes) else v) for n, v in fields_of(model))


def _graph(graph: bytes) -> bytes:
    fields = list(fields_of(graph))
    names = {name for number, node in fields if number == NODE for name in _weights_of(node)}
    return joined((n, _signed(v, names) if n == INITIALISER and isinstance(v, bytes) else v) for n, v in fields)


def _weights_of(node: int | bytes) -> Iterator[bytes]:
    """Yield the names of the weights and of their zero, where a node is a product of whole numbers."""
    if isinstance(node, bytes) and node.find(PRODUCT) >= 0:
        inputs = [value for number, value in fields_of(node) if number == INPUT and isinstance(value, bytes)]
        if (OPERATOR, PRODUCT) in fields_of(node):
            yield from (inputs[k] for k in (WEIGHTS, ZERO))


def _signed(initialiser: bytes, names: set[bytes]) -> bytes:
    fields = list(fields_of(initialiser))
    return joined(map(_less, fields)) if names & {v for n, v in fields if n == NAME} else initialiser


def _less(field: Field) -> Field:
    """Return a field of weights less by 128; a zero that is kept as a number becomes a byte."""
    match field:
        case (n, int(kind)) if n == KIND:
            if kind != UNSIGNED:
                message = f"weights are of kind {kind}, not bytes from 0 to 255"
                raise ValueError(message)
            return KIND, SIGNED
        case (n, bytes(data)) if n == AS_BYTES:
            return AS_BYTES, (np.frombuffer(data, dtype=np.uint8) ^ HALF).tobytes()
        case (n, bytes(data)) if n == AS_NUMBERS:
            return AS_BYTES, bytes([_only_number(data) ^ HALF])
    return field


def _only_number(packed: bytes) -> int:
    """Return the one number from 0 to 255 that a packed list holds."""
    number, behind = read_number(packed, 0)
    if behind != len(packed) or number >= 2 * HALF:
        message = "the zero of the weights is not one number from 0 to 255"
        raise ValueError(message)
    return number


@functools.cache
def is_exact() -> bool:
    """Say whether this processor multiplies signed weights without an overflow, by trying the largest there are."""
    few, many = np.random.default_rng(1), np.full((INNER, COLUMNS), 2 * HALF - 1, dtype=np.uint8)
    many[:, ::2] = few.integers(0, 2 * HALF, (INNER, COLUMNS // 2))
    product = open_session(with_signed_weights(_product_by(many)))
    return all(_is_exact_for(product, np.full((rows, INNER), 2 * HALF - 1, dtype=np.uint8), many) for rows in ROWS)


def _is_exact_for(product: "InferenceSession", given: Bytes, weights: Bytes) -> bool:
    (found,) = product.run(None, {"x": given})
    return np.array_equal(found, given.astype(np.int32) @ weights.astype(np.int32))


def _product_by(weights: Bytes) -> bytes:
    """Return a model that multiplies bytes (rows, inner) by weights whose zero is 0."""
    inputs = b"".join(write_field(INPUT, name) for name in ("x", "weights", "", "zero"))
    node = inputs + write_field(2, "y") + write_field(OPERATOR, PRODUCT)
    graph = (
        write_field(NODE, node)
        + write_field(2, "product")
        + write_field(INITIALISER, _initialiser("weights", weights))
        + write_field(INITIALISER, _initialiser("zero", np.zeros((), dtype=np.uint8)))
        + write_field(11, write_matrix("x", "rows", "inner", kind=UNSIGNED))
        + write_field(12, write_matrix("y", "rows", "columns", kind=WHOLE))
    )
    return write_model(graph)


def _initialiser(name: str, values: Bytes) -> bytes:
    sides = b"".join(write_field(1, side) for side in values.shape)
    return sides + write_field(KIND, UNSIGNED) + write_field(NAME, name) + write_field(AS_BYTES, values.tobytes())
