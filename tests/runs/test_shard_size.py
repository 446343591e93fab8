"""How large shards are where no plan says it: small for small inputs, bounded for large, and told."""

import json
from pathlib import Path

import pytest

from detente.core.errors import OutputError
from detente.runs.cutting import Cutting
from detente.runs.run import run
from detente.runs.shard_size import SHARDS, ShardSize, size_shards
from detente.runs.sources import Input
from runs.quick import QUICK, Here, parts_in, plan_of, write_lines

TEXT = "The two sides met on Monday and said that the ceasefire holds, number {}."


def of_bytes(size: int, *, each: int, **plan: int) -> tuple[int, int]:
    """Return documents and bytes of a shard, of an input of so many bytes whose documents have `each`."""
    one = Input(source=0, file=0, address="a.jsonl", ending=".jsonl", size=size)
    found = size_shards(plan_of(Path("/nowhere"), "a.jsonl", **plan), [one])
    documents = next(n for n in range(1, 10**6) if found.is_full(n, n * each))
    return documents, documents * each


def test_a_small_input_has_small_shards() -> None:
    assert of_bytes(0, each=0) == (256, 0)
    assert of_bytes(170_000_000, each=2_200) == (256, 256 * 2_200)


@pytest.mark.parametrize("each", [350, 2_200])
def test_a_large_one_has_as_many_as_are_enough(each: int) -> None:
    documents, _ = of_bytes(100_000_000 * each, each=each)
    assert 0.99 * SHARDS <= 100_000_000 / documents <= SHARDS


def test_no_shard_is_so_large_that_a_worker_cannot_hold_it() -> None:
    assert of_bytes(10**15, each=2_000) == (4_000, 8_000_000)
    assert of_bytes(10**15, each=10) == (16_384, 163_840)
    assert of_bytes(10**7, each=3_000_000) == (2, 6_000_000)


def test_what_the_plan_says_is_so() -> None:
    assert of_bytes(10**15, each=2_000, shard_documents=9) == (9, 18_000)
    assert of_bytes(10**15, each=2_000, shard_bytes=5_000) == (3, 6_000)
    assert of_bytes(10**15, each=2_000, shard_documents=9, shard_bytes=5_000) == (3, 6_000)


def test_what_was_chosen_is_told_and_decides_nothing_else(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [TEXT.format(n) for n in range(20)])
    chosen = run(plan_of(tmp_path, "a.jsonl"), engine=Here(), reads=QUICK)
    given = run(plan_of(tmp_path, "a.jsonl", output=str(tmp_path / "b"), shard_documents=6), engine=Here(), reads=QUICK)
    assert parts_in(tmp_path / "out") == parts_in(tmp_path / "b")
    assert (chosen.shards, given.shards) == (1, 4)
    assert chosen.shard_size
    assert given.shard_size == ShardSize(
        documents=6, most_documents=6, least_bytes=0, most_bytes=4_000_000, chosen=False
    )
    kept = tmp_path / "out" / "shard-size.json"
    assert json.loads(kept.read_bytes())["chosen"] is True
    (tmp_path / "out" / "manifest.json").unlink()
    kept.write_text("{")
    with pytest.raises(OutputError, match=r"shard-size\.json .* is damaged .*; remove it"):
        run(plan_of(tmp_path, "a.jsonl"), engine=Here(), reads=QUICK)
    kept.unlink()
    assert run(plan_of(tmp_path, "a.jsonl"), engine=Here(), reads=QUICK).shard_size is None


def test_a_large_input_is_cut_by_its_bytes(tmp_path: Path) -> None:
    """Hold what cutting makes of a size: shards end at its bytes, and no document is lost between them."""
    path = write_lines(tmp_path / "a.jsonl", [TEXT.format(n) for n in range(1_000)])
    one = Input(source=0, file=0, address=str(path), ending=".jsonl", size=path.stat().st_size)
    size = ShardSize(documents=10, most_documents=100, least_bytes=5_000, most_bytes=10**6, chosen=True)
    shards = [*Cutting(size).shards([one])]
    spans = [shard.spans[0] for shard in shards]
    assert [span.start for span in spans[1:]] == [span.end for span in spans[:-1]]
    assert spans[-1].end == one.size
    lengths = [(span.end or 0) - (span.start or 0) for span in spans]
    assert all(5_000 <= length < 5_200 for length in lengths[:-1])
