"""The tasks of a run on a cluster of Ray: one that is there, or one that is started on this machine for the run."""

import contextlib
import functools
import itertools
import os
import secrets
import shutil
import signal
import socket
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Generic, Self, TypeVar

from detente.core.errors import UsageError
from detente.core.version import VERSION
from detente.runs.engine import TRIES, TasksLost

__all__ = ["RayEngine"]

Task = TypeVar("Task")
Answer = TypeVar("Answer")

AHEAD = 4
"""Tasks handed out per worker of a cluster that is this run's alone; on another's, as many as may run."""
OBJECTS = 100_000_000
"""Bytes of Ray's own store, which has to be of some size: what is sent is small and does not go through it."""
PATIENCE = 600.0
"""Seconds that a run waits for a cluster which has lost all its processors."""
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_enable_metrics_collection": "0", "RAY_DEDUP_LOGS_SKIP_REGEX": "(?s).*"}
"""Nothing is sent out, nothing measured that nobody asks for, and no line of Ray's gets into standard output."""
ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_AUTH_MODE": "token"}
"""A cluster of this machine alone: by this name, Ray listens on the loopback address; who asks needs a token."""
ANSWERS = 10.0
"""Seconds in which the head of a cluster has to take a connection."""
LAST_PORT = 65_535
EXTRA = "reading on a cluster needs the extra of that name, here and on each machine: pip install 'detente[ray]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What each task is sent with: `run` tells one run's workers from another's, `version` is that of who asks."""

    run: str
    version: str
    work: Callable[[Any], Any]
    prepare: Callable[[], object] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done(Generic[Answer]):
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failed:
    """What the work raised: it goes back as a value, since Ray would make another kind of error of it."""

    error: Exception


@dataclass(slots=True, kw_only=True)
class _Flights(Generic[Task]):
    """Tasks under way by Ray's reference to their answer, with how often each was begun; those that are given up."""

    under_way: dict[Any, tuple[Task, int]] = field(default_factory=dict)
    lost: list[Task] = field(default_factory=list)
    reason: str = ""


@contextlib.contextmanager
def _keeping_sigterm() -> Iterator[None]:
    """Leave to whoever drives the run what SIGTERM does: Ray puts its own end in the place of that."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        if before is not None and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, before)


class RayEngine:
    """Carries out tasks on a cluster of Ray. Close it, or use it in a `with` statement.

    `address` is that of a cluster as Ray writes it ("head:6379"); without one, a cluster of `workers` processes is
    started on this machine, for its own user alone. At most `workers` tasks are done at once. Each takes one processor
    of the cluster. A task whose worker or machine ends is done again by another, so it has to be one that can be.
    """

    def __init__(self, *, workers: int, address: str | None = None, patience: float = PATIENCE) -> None:
        """Join the cluster, or start one.

        Raises `UsageError` where Ray is not installed, or the cluster cannot be joined.
        """
        self._set = _set_up(own=address is None)
        self._ray = _imported()
        self._most = workers if address else workers * AHEAD
        self._patience = patience
        self._folder = None if address else tempfile.mkdtemp(prefix="detente-ray-")
        try:
            self._join(address, workers)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Return the engine itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End what was started."""
        self.close()

    def run(
        self, work: Callable[[Task], Answer], tasks: Iterable[Task], *, prepare: Callable[[], object] | None = None
    ) -> Iterator[Answer]:
        """Yield the answers as they come, in any order; `work`, `prepare` and the tasks can be pickled.

        Raises what `work` or `prepare` raised, `UsageError` where a machine has another détente or the cluster has no
        processors left, and `TasksLost` after all other answers.
        """
        order = _Order(run=secrets.token_hex(8), version=VERSION, work=work, prepare=prepare)
        source = iter(tasks)
        flights: _Flights[Task] = _Flights()
        try:
            while True:
                for task in itertools.islice(source, self._most - len(flights.under_way)):
                    self._submit(order, task, flights, tried=0)
                if not flights.under_way:
                    break
                for reference in self._landed(flights):
                    yield from self._take(order, reference, flights)
        finally:
            self._call_off(flights)
        if flights.lost:
            raise TasksLost(flights.lost, flights.reason)

    def close(self) -> None:
        """Leave the cluster, or end the one that was started."""
        self._ray.shutdown()
        for name in self._set:
            os.environ.pop(name, None)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _join(self, address: str | None, workers: int) -> None:
        """Raise `UsageError` where the cluster does not answer, has another Ray or Python, or no processors."""
        told: dict[str, Any] = {"log_to_driver": False, "logging_level": "error"}
        if address is not None:
            _check_answers(address)
        else:
            told |= {"num_cpus": workers, "include_dashboard": False, "object_store_memory": OBJECTS}
            told |= {"_temp_dir": self._folder, "_node_ip_address": "127.0.0.1"}
        try:
            with _keeping_sigterm():
                self._ray.init(address=address or "local", **told)
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            where = f"the cluster at {address} cannot be joined" if address else "no cluster can be started here"
            message = f"{where}: {error}; look whether it runs, and has this version of Ray and of Python"
            raise UsageError(message) from error
        self._remote = self._ray.remote(num_cpus=1, max_retries=0)(_do)  # tries are counted here, of whatever kind

    def _submit(self, order: _Order, task: Task, flights: _Flights[Task], *, tried: int) -> None:
        flights.under_way[self._remote.remote(order, task)] = (task, tried + 1)

    def _landed(self, flights: _Flights[Task]) -> list[Any]:
        """Return references to answers that are there, one at least; raise `UsageError` where none can come."""
        waiting = [*flights.under_way]
        while True:
            landed: list[Any] = self._ray.wait(waiting, num_returns=1, timeout=self._patience)[0]
            if landed:
                more: list[Any] = self._ray.wait(waiting, num_returns=len(waiting), timeout=0)[0]
                return more or landed
            if self._ray.cluster_resources().get("CPU", 0) < 1:
                message = (
                    f"the cluster has had no processors for {self._patience:g} seconds; what is done stays done; start "
                    "its machines, and run it again"
                )
                raise UsageError(message)

    def _take(self, order: _Order, reference: Any, flights: _Flights[Task]) -> Iterator[Any]:
        """Yield the answer to a task; where its worker ended, send it out again, or give it up."""
        task, tried = flights.under_way.pop(reference)
        try:
            result: _Done[Any] | _Failed = self._ray.get(reference)
        except self._ray.exceptions.RayTaskError as error:
            raise _not_begun(error) from error
        except self._ray.exceptions.RayError as error:
            flights.reason = str(error).partition("\n")[0]
            if tried < TRIES:
                self._submit(order, task, flights, tried=tried)
            else:
                flights.lost.append(task)
            return
        if isinstance(result, _Failed):
            raise result.error
        yield result.answer

    def _call_off(self, flights: _Flights[Task]) -> None:
        """End what is under way and whose answer nobody waits for any more."""
        for reference in flights.under_way:
            with contextlib.suppress(self._ray.exceptions.RayError):
                self._ray.cancel(reference, force=True)


def _set_up(*, own: bool) -> list[str]:
    """Set what Ray reads from the environment, where nobody else has, and return the names of what was set."""
    settings = QUIET | (ALONE | {"RAY_AUTH_TOKEN": _token()} if own else {})
    new = [name for name in settings if name not in os.environ]
    os.environ.update({name: settings[name] for name in new})
    return new


@functools.cache
def _token() -> str:
    """Return the token of this process's own clusters: Ray keeps the first that it reads as long as a process lives."""
    return secrets.token_hex(32)


def _imported() -> ModuleType:
    try:
        import ray
    except ModuleNotFoundError as error:
        raise UsageError(EXTRA) from error
    return ray


def _check_answers(address: str) -> None:
    """Raise `UsageError` where nobody listens at "host:port": Ray itself would wait for minutes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or int(port) > LAST_PORT:
        message = f"{address!r} is no address of a cluster of Ray; write it as host:port, such as head:6379"
        raise UsageError(message)
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=ANSWERS).close()
    except OSError as error:
        message = f"the cluster at {address} cannot be joined: {error.strerror or error}; look whether it runs"
        raise UsageError(message) from error


def _not_begun(error: Exception) -> UsageError:
    """Return what is told where a worker did not come as far as the work, or its answer cannot be sent."""
    last = str(error).strip().rpartition("\n")[2]
    message = (
        f"a machine of the cluster cannot do the work: {last}; install détente {VERSION} with its extra ray on each"
    )
    return UsageError(message)


_ready: set[str] = set()
"""The runs that this process, a worker of Ray, has got ready for: a worker goes from one task to the next."""


def _do(order: _Order, task: Any) -> _Done[Any] | _Failed:
    """Do a task in a worker of Ray, which gets ready before its first."""
    try:
        if order.run not in _ready:
            _get_ready(order)
        return _Done(answer=order.work(task))
    except Exception as error:  # noqa: BLE001 - it is raised again where the answer is asked for
        error.add_note(f"in a worker on {socket.gethostname()}:\n{traceback.format_exc()}")
        return _Failed(error=error)


def _get_ready(order: _Order) -> None:
    if order.version != VERSION:
        message = (
            f"the machine {socket.gethostname()} has détente {VERSION}, and the run was begun with {order.version}; "
            "install the same on each machine of the cluster"
        )
        raise UsageError(message)
    if order.prepare is not None:
        order.prepare()
    _ready.add(order.run)
