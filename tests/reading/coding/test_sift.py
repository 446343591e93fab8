"""The sieve, with weights made for this and with those that ship."""

from itertools import product

import numpy as np

from detente.reading.coding.sift import BUCKETS, STRETCH, Sieve, buckets_of, load_sieve

MANY = " ".join("".join(letters) for letters in product("abcdefgh", repeat=3))
"""Words of which each is there once."""


def made() -> Sieve:
    """Make a sieve that passes what tells of shelling."""
    weights = np.full(BUCKETS, -1, dtype=np.int8)
    weights[buckets_of("shelled")] = 127
    return Sieve(weights=weights, least=0.0)


def test_what_speaks_for_an_event_passes_and_nothing_else() -> None:
    assert made().passes("Forces shelled Ribe.")
    assert not made().passes("It rained.")
    assert not made().passes("")


def test_an_event_is_not_lost_among_many_dull_words_wherever_it_stands() -> None:
    assert len(MANY.split()) > 10 * STRETCH
    for text in (f"{MANY} forces shelled Ribe.", f"Forces shelled Ribe and {MANY}", f"{MANY} forces shelled {MANY}"):
        assert made().passes(text)
        assert made().score(text) < 0
    assert not made().passes(MANY)


def test_the_one_that_ships_passes_a_plain_event() -> None:
    assert load_sieve().passes("Police arrested three protesters in the capital.")
