"""Sessions of the runtime that the model runs on, always on one thread, and the outline of the graphs made for it."""

from typing import TYPE_CHECKING

from detente.reading.fields import write_field

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["FLOAT", "open_session", "write_matrix", "write_model"]

VERSION, OPERATORS = 8, 17
"""Of the format in which the runtime takes a graph, and of the operators in it."""
FLOAT = 1
"""How the format calls numbers of four bytes."""


def open_session(model: bytes) -> "InferenceSession":
    """Open a model: one process a core, and the same figures however many cores a machine has."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def write_model(graph: bytes) -> bytes:
    """Return a model of one graph."""
    return (
        write_field(1, VERSION) + write_field(8, write_field(1, "") + write_field(2, OPERATORS)) + write_field(7, graph)
    )


def write_matrix(name: str, *sides: str, kind: int = FLOAT) -> bytes:
    """Return what a graph says of a matrix that goes in or comes out: its name, its kind and its sides."""
    shape = b"".join(write_field(1, write_field(2, side)) for side in sides)
    return write_field(1, name) + write_field(2, write_field(1, write_field(1, kind) + write_field(2, shape)))
