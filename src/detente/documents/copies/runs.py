"""Runs of words: what two texts share word for word, wherever it stands."""

from collections.abc import Iterator, Sequence

from detente.documents.copies.words import MASK, hash_word

__all__ = ["RUN", "WINDOW", "run_hashes", "winnow"]

RUN = 4
"""Words of a run; of scripts that part no words, twice as many characters."""
WINDOW = 20
"""Runs of which one is kept as a mark: of any stretch of so many that two texts share, both keep the same."""
BASE = 0x5851F42D4C957F2D

Words = Sequence[tuple[int, int, str]]


def run_hashes(words: Words) -> list[int]:
    """Return the hash of every run of words; of fewer words than a run has, the one of all of them."""
    hashes = [hash_word(word) for _, _, word in words]
    length = min(RUN if _are_parted(words) else 2 * RUN, len(hashes))
    return list(_rolled(hashes, length)) if hashes else []


def _are_parted(words: Words) -> bool:
    """Say whether the script parts words: most of them are longer than a character."""
    return 2 * sum(len(word) == 1 and word > "\u0dff" for _, _, word in words) < len(words)


def _rolled(hashes: Sequence[int], length: int) -> Iterator[int]:
    """Yield the hash of every run of `length` words, each made from the one before it."""
    first = pow(BASE, length, MASK + 1)
    value = 0
    for at, one in enumerate(hashes):
        value = (value * BASE + one - (hashes[at - length] * first if at >= length else 0)) & MASK
        if at >= length - 1:
            yield ((value ^ value >> 31) * BASE) & MASK


def winnow(runs: Sequence[int]) -> set[int]:
    """Return the least hash of every window of runs: any stretch that two texts share yields the same in both."""
    if not runs:
        return set()
    least = min(runs[:WINDOW])
    kept = {least}
    for end, (leaving, coming) in enumerate(zip(runs, runs[WINDOW:], strict=False), start=WINDOW + 1):
        if coming <= least:
            least = coming
            kept.add(least)
        elif leaving == least:
            least = min(runs[end - WINDOW : end])
            kept.add(least)
    return kept
