"""Products of matrices do not depend on what stands beside a row, and are those of the library."""

import numpy as np
import pytest

from detente.reading.products import times_transposed


@pytest.fixture
def matrices() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(7)
    return (
        random.standard_normal((131, 96)).astype(np.float32),
        random.standard_normal((64, 96)).astype(np.float32),
    )


def test_is_the_product(matrices: tuple[np.ndarray, np.ndarray]) -> None:
    x, w = matrices
    assert np.allclose(times_transposed(x, w), x @ w.T, atol=1e-4)


@pytest.mark.parametrize("size", [1, 2, 7, 16, 131])
def test_a_row_is_the_same_whatever_stands_beside_it(matrices: tuple[np.ndarray, np.ndarray], size: int) -> None:
    x, w = matrices
    parts = [times_transposed(x[i : i + size], w) for i in range(0, len(x), size)]
    assert np.array_equal(np.concatenate(parts), times_transposed(x, w))
