"""A run's figures for Prometheus, on a port of this machine."""

import contextlib
import math
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from detente.core.errors import UsageError
from detente.runs.processes import memory_of_tree
from detente.runs.progress import Progress, Watch

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

__all__ = ["serve_metrics"]

HOST = "127.0.0.1"
FIGURES: Mapping[str, str] = {
    "detente_run_tasks_done": "Tasks of what is being done (shards to read, months to put together) that are done.",
    "detente_run_tasks_waiting": "Tasks of what is being done that wait or are under way.",
    "detente_run_documents": "Documents that went through.",
    "detente_run_documents_read": "Documents that were read.",
    "detente_run_documents_per_second": "Documents a second since this start of the run.",
    "detente_run_remaining_seconds": "Seconds that the tasks waiting will take, if they take what the others took.",
    "detente_run_workers": "Processes that read.",
    "detente_run_memory_bytes": "Memory of this process and those that it started on this machine.",
}
NOT_YET_KNOWN = ("detente_run_documents_per_second", "detente_run_remaining_seconds")
"""Figures that are no number (NaN) until there is anything to tell by: 0 would say that nothing is left."""
BY_CODE: Mapping[str, str] = {
    "detente_run_documents_aside": "Documents that were set aside, by the code of why.",
    "detente_run_documents_unread": "Documents that are kept and not for reading, by the code of why.",
}
STAGES = "detente_run_stage_seconds"


@contextlib.contextmanager
def serve_metrics(port: int | None, *, workers: int) -> Iterator[Watch]:
    """Serve a run's figures while the block runs, and give what takes them up; without a port nothing is served.

    Raises `UsageError` where the port is taken.
    """
    if port is None:
        yield lambda _progress: None
        return
    from prometheus_client import CollectorRegistry, start_http_server

    registry = CollectorRegistry()
    figures = _Figures(registry, workers)
    try:
        server, thread = start_http_server(port, addr=HOST, registry=registry)
    except OSError as error:
        message = f"metrics_port {port} cannot be served: {error.strerror or error}; name a port that is free"
        raise UsageError(message) from error
    try:
        yield figures.take
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Figures:
    """The figures as Prometheus asks for them; memory is looked at when it asks."""

    def __init__(self, registry: "CollectorRegistry", workers: int) -> None:
        from prometheus_client import Gauge

        self._plain = {name: Gauge(name, told, registry=registry) for name, told in FIGURES.items()}
        self._coded = {name: Gauge(name, told, ["code"], registry=registry) for name, told in BY_CODE.items()}
        self._stages = Gauge(STAGES, "Seconds by stage, over all workers.", ["stage"], registry=registry)
        for name in NOT_YET_KNOWN:
            self._plain[name].set(math.nan)
        self._plain["detente_run_workers"].set(workers)
        self._plain["detente_run_memory_bytes"].set_function(lambda: memory_of_tree(os.getpid()))

    def take(self, progress: Progress) -> None:
        """Take up how far the run is."""
        values: dict[str, float | None] = {
            "detente_run_tasks_done": progress.pieces_done,
            "detente_run_tasks_waiting": progress.pieces - progress.pieces_done,
            "detente_run_documents": progress.documents,
            "detente_run_documents_read": progress.read,
            "detente_run_documents_per_second": progress.rate,
            "detente_run_remaining_seconds": progress.remaining,
        }
        for name, value in values.items():
            self._plain[name].set(math.nan if value is None else value)
        _set_all(self._coded["detente_run_documents_aside"], progress.aside)
        _set_all(self._coded["detente_run_documents_unread"], progress.unread)
        _set_all(self._stages, progress.stages)


def _set_all(figure: Any, values: Mapping[str, float]) -> None:
    for label, value in values.items():
        figure.labels(label).set(value)
