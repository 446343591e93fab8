"""Products of matrices by the runtime that the model runs on, for the parser's library, whose own are slow.

The parser's wheels bring a multiplication written for any processor, several times slower than one that uses what the
processor has. The runtime's uses it, on one thread, and gives a row the same figures whatever rows stand beside it: a
sentence's parse does not depend on what else is parsed with it.
"""

import functools
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["quicken", "times_transposed"]

Matrix = NDArray[np.float32]

VERSION, OPERATORS = 8, 17
"""Of the format in which the runtime takes a graph, and of the operators in it."""
FLOAT, INTEGER = 1, 2
"""How the format calls numbers of four bytes, and an attribute that is a whole number."""


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
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(_graph(), options, providers=["CPUExecutionProvider"])


def _graph() -> bytes:
    """Return the graph ``y = x · wᵀ`` as the runtime takes it: an ONNX model, which is a nest of numbered fields."""
    transposed = _field(1, "transB") + _field(3, 1) + _field(20, INTEGER)
    node = _field(1, "x") + _field(1, "w") + _field(2, "y") + _field(4, "Gemm") + _field(5, transposed)
    given = _field(11, _matrix("x", "rows", "inner")) + _field(11, _matrix("w", "columns", "inner"))
    graph = _field(1, node) + _field(2, "product") + given + _field(12, _matrix("y", "rows", "columns"))
    return _field(1, VERSION) + _field(8, _field(1, "") + _field(2, OPERATORS)) + _field(7, graph)


def _matrix(name: str, *sides: str) -> bytes:
    shape = b"".join(_field(1, _field(2, side)) for side in sides)
    return _field(1, name) + _field(2, _field(1, _field(1, FLOAT) + _field(2, shape)))


def _field(number: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return _varying(number << 3) + _varying(value)
    data = value.encode() if isinstance(value, str) else value
    return _varying(number << 3 | 2) + _varying(len(data)) + data


def _varying(n: int) -> bytes:
    """Return a number in sevens of bits, least first, as many as it takes."""
    low, rest = n & 0x7F, n >> 7
    return bytes([low | 0x80]) + _varying(rest) if rest else bytes([low])
