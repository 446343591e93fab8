"""The model of a run is held to what must be so, and to real runs of one and two workers."""

import dataclasses
import random
import time

import pytest

from detente.runs.local import LocalEngine
from detente.runs.simulated import Assumed, Load, Measured, Work, efficiency, simulate, work_off
from runs import ray_work

FREE = Assumed(
    latency=0,
    requests=float("inf"),
    bandwidth=float("inf"),
    worker_bandwidth=float("inf"),
    hours_between_failures=1e12,
)
PLAIN = Measured(
    shards=(4.0,),
    sample=32,
    cut=0,
    joined=(0, 0, 0, 0),
    rows=(1, 5, 2, 20),
    marker=0,
    dispatch=0,
    ready=0,
    input_bytes=0,
    piece_bytes=0,
    part_bytes=0,
)
CHANCE = random.Random(1)  # noqa: S311 - chance of a model, not a secret
LOAD = Load(documents=64 * 256 * 4, shard_documents=256)
NAPS = [0.08, 0.16, 0.1, 0.2, 0.12, 0.09, 0.14, 0.18, 0.11, 0.13, 0.15, 0.07]


def test_where_nothing_is_in_the_way_all_time_is_made_use_of() -> None:
    alone = simulate(LOAD, PLAIN, FREE, workers=1)

    assert [efficiency(simulate(LOAD, PLAIN, FREE, workers=n), alone) for n in (1, 2, 64)] == pytest.approx([1, 1, 1])


@pytest.mark.parametrize("workers", [1, 8, 64, 256])
def test_what_the_driver_does_alone_bounds_the_rest_as_amdahl_has_it(workers: int) -> None:
    measured = dataclasses.replace(PLAIN, cut=0.001)
    serial, parallel = LOAD.documents * 0.001, LOAD.shards * 32.0

    assert simulate(LOAD, measured, FREE, workers=workers).seconds == pytest.approx(serial + parallel / workers)


def test_a_driver_hands_out_one_task_after_the_other() -> None:
    measured = dataclasses.replace(PLAIN, dispatch=0.01)
    tasks = [Work(seconds=0)] * 500

    seconds, _ = work_off(tasks, FREE, workers=100, measured=measured, chance=CHANCE)

    assert seconds == pytest.approx(5)


def test_a_store_bounds_all_together_and_latency_each() -> None:
    tasks = [Work(seconds=1, reads=1, read_bytes=1e6, writes=1, written_bytes=1e6)] * 100
    narrow = dataclasses.replace(FREE, bandwidth=1e6)
    slow = dataclasses.replace(FREE, latency=0.5)

    bounded = work_off(tasks, narrow, workers=100, measured=PLAIN, chance=CHANCE)[0]
    waited = work_off(tasks, slow, workers=100, measured=PLAIN, chance=CHANCE)[0]

    assert bounded == pytest.approx(200, rel=0.01)
    assert waited == pytest.approx(2)


def test_machines_that_fail_cost_time_and_no_task() -> None:
    failing = dataclasses.replace(FREE, hours_between_failures=0.2, machine_workers=4)

    run = simulate(LOAD, PLAIN, failing, workers=16, seed=3)
    whole = simulate(LOAD, PLAIN, FREE, workers=16)

    assert run.again > 0
    assert run.seconds > whole.seconds
    # what is done again, and waiting for machines, is all that is lost
    assert run.seconds * 16 >= whole.seconds * 16 + run.again


def test_markers_are_read_by_the_driver_before_months_are_put_together() -> None:
    slow = dataclasses.replace(FREE, latency=0.03)

    one, many = (
        simulate(LOAD, PLAIN, dataclasses.replace(slow, at_once=n), workers=64).phases["markers"] for n in (1, 30)
    )

    assert one == pytest.approx(LOAD.shards * 0.03)
    assert many == pytest.approx(LOAD.shards * 0.001)


def test_what_is_undated_is_put_together_by_many_workers_a_part_each() -> None:
    """Hold the parts of a run by hand: 32,768 documents without a day are one part and a bit of each table."""
    measured = dataclasses.replace(PLAIN, joined=(0.001, 0.001, 0.001, 0.004), rows=(1, 10, 10, 25))
    undated = dataclasses.replace(LOAD, undated=0.5)

    many, one = (simulate(undated, measured, FREE, workers=n).phases["putting together"] for n in (1_000, 1))

    assert LOAD.documents * 0.5 == 32_768
    assert many == pytest.approx(32_000 * 0.004)  # the longest part of all, of 800,000 mentions
    assert one == pytest.approx(LOAD.documents * 0.007)


def test_short_pieces_are_asked_for_together_and_long_ones_as_the_rows_of_a_group_allow() -> None:
    measured = dataclasses.replace(PLAIN, rows=(1, 0, 0, 0))
    slow = dataclasses.replace(FREE, latency=0.03)

    def seconds(shard: int) -> float:
        load = Load(documents=32_000, shard_documents=shard, months=1)
        return simulate(load, measured, slow, workers=1).phases["putting together"]

    # two requests a piece, of which one more is in two parts, and then the file
    assert seconds(2_000) == pytest.approx(0.03 * (34 + 1))
    assert seconds(40) == pytest.approx(0.03 * (-(-1_602 // 32) + 1))


def test_the_same_seed_gives_the_same_run_and_another_draws_others() -> None:
    measured = dataclasses.replace(PLAIN, shards=(2.0, 3.0, 7.0))
    failing = dataclasses.replace(FREE, hours_between_failures=1)

    runs = [simulate(LOAD, measured, failing, workers=8, seed=seed) for seed in (1, 1, 2)]

    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


@pytest.mark.parametrize("workers", [1, 2])
def test_it_agrees_with_real_runs(workers: int) -> None:
    engine = LocalEngine(workers=workers)
    try:
        list(engine.run(ray_work.nap, [0.0] * 4))
        begun = time.perf_counter()
        list(engine.run(ray_work.nap, NAPS))
        real = time.perf_counter() - begun
    finally:
        engine.close()

    tasks = [Work(seconds=seconds) for seconds in NAPS]
    modelled, _ = work_off(tasks, FREE, workers=workers, measured=PLAIN, chance=CHANCE)

    assert real == pytest.approx(modelled, rel=0.1)
