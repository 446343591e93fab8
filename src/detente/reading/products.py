"""Products of matrices by the runtime that the model runs on, for the parser's library, whose own are slow.

The parser's wheels bring a multiplication written for any processor, several times slower than one that uses what the
processor has. The runtime's uses it, on one thread, and gives a row the same figures whatever rows stand beside it: a
sentence's parse does not depend on what else is parsed with it.
"""

import functools
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.reading.fields import write_field
from detente.reading.sessions import open_session, write_matrix, write_model

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["quicken", "times_transposed"]

Matrix = NDArray[np.float32]

INTEGER = 2
"""How the format calls an attribute that is a whole number."""


def times_transposed(x: Matrix, w: Matrix) -> Matrix:
    """Return the product of `x` (rows, inner) and the transposed of `w` (columns, inner)."""
    rows = len(x)
    if rows == 1:  # a lone row goes another way, which rounds otherwise
        x = np.repeat(x, 2, axis=0)
    (product,) = _multiplier().run(None, {"x": x, "w": w})
    return np.asarray(product[:rows])


def quicken(model: Any) -> None:
    """Make a model of the parser's library, and all it is made of, multiply by `times_transposed`."""
    kind: Any = type(model.ops)
    ops = _ops(kind)
    for part in model.walk():
        part.ops = ops


@functools.cache
def _ops(kind: Any) -> Any:
    class Ops(kind):  # type: ignore[misc]
        """The library's operations, with the one product that prediction needs done otherwise."""

        def gemm(self, x: Matrix, y: Matrix, out: Matrix | None = None, **transposed: bool) -> Matrix:
            """Multiply two matrices, each transposed where asked for (`trans1`, `trans2`)."""
            if transposed != {"trans2": True} or not len(x):
                return np.asarray(super().gemm(x, y, out=out, **transposed))
            if out is None:
                return times_transposed(x, y)
            out[:] = times_transposed(x, y)
            return out

    return Ops()


@functools.cache
def _multiplier() -> "InferenceSession":
    return open_session(_graph())


def _graph() -> bytes:
    """Return the graph ``y = x · wᵀ`` as the runtime takes it: an ONNX model, which is a nest of numbered fields."""
    transposed = write_field(1, "transB") + write_field(3, 1) + write_field(20, INTEGER)
    given = [write_field(1, "x"), write_field(1, "w"), write_field(2, "y"), write_field(4, "Gemm")]
    node = b"".join(given) + write_field(5, transposed)
    inputs = write_field(11, write_matrix("x", "rows", "inner")) + write_field(
        11, write_matrix("w", "columns", "inner")
    )
    output = write_field(12, write_matrix("y", "rows", "columns"))
    return write_model(write_field(1, node) + write_field(2, "product") + inputs + output)
