"""Figures of a run for Prometheus, and lines of how far it is."""

import dataclasses
import math
import socket
import urllib.request

import pytest
from prometheus_client import CollectorRegistry

from detente.cli.run_progress import told
from detente.core.errors import UsageError
from detente.runs.metrics import _Figures, serve_metrics
from detente.runs.progress import Counts
from detente.runs.shard import Aside, ShardDone


def counted() -> Counts:
    counts = Counts(pieces=4)
    counts.note(ShardDone(number=0, documents=10, read=10), earlier=True)
    lost = (Aside(id="x", code="crashed", message="it ended"),)
    counts.note(ShardDone(number=1, documents=5, read=3, unread={"not_english": 1}, aside=lost, seconds={"parse": 2.0}))
    return counts


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def test_what_was_done_before_counts_and_tells_nothing_of_the_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = counted()
    monkeypatch.setattr("detente.runs.progress.time.monotonic", lambda: counts._began + 10.0)
    progress = counts.progress()
    assert (progress.documents, progress.read, progress.aside) == (15, 13, {"crashed": 1})
    assert progress.rate == pytest.approx(0.5)
    assert progress.remaining == pytest.approx(20.0)
    assert told(progress) == "reading: 2 of 4, 15 documents, 0.5 a second, 0:00:20 left"
    assert told(dataclasses.replace(progress, documents=1, rate=None)) == "reading: 2 of 4, 1 document, 0:00:20 left"


def test_what_is_not_known_yet_is_no_number() -> None:
    registry = CollectorRegistry()
    figures = _Figures(registry, workers=2)
    names = ("detente_run_remaining_seconds", "detente_run_documents_per_second")

    def told() -> list[float | None]:
        return [registry.get_sample_value(name) for name in names]

    assert all(value is not None and math.isnan(value) for value in told())
    figures.take(counted().progress())
    assert all(value is not None and value > 0 for value in told())
    figures.take(Counts(pieces=4).progress())
    assert all(value is not None and math.isnan(value) for value in told())


@pytest.mark.enable_socket
def test_figures_are_served_to_this_machine_while_a_run_goes_on() -> None:
    port = free_port()
    with serve_metrics(port, workers=2) as take:
        take(counted().progress())
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            lines = answer.read().decode().splitlines()
        with pytest.raises(UsageError, match="name a port that is free"), serve_metrics(port, workers=2):
            pass
    figures = {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}
    assert figures["detente_run_tasks_done"] == 2
    assert figures["detente_run_tasks_waiting"] == 2
    assert figures['detente_run_documents_aside{code="crashed"}'] == 1
    assert figures['detente_run_documents_unread{code="not_english"}'] == 1
    assert figures['detente_run_stage_seconds{stage="parse"}'] == 2
    assert figures["detente_run_workers"] == 2
    assert figures["detente_run_memory_bytes"] > 10_000_000
