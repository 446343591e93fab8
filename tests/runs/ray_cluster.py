"""A cluster of Ray of the tests' own: two machines, which are two nodes on the loopback address of this one."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Cluster", "Node", "children_of", "drive", "environment_of", "is_alive", "started", "wait_for"]

HERE = Path(__file__).parent
SRC = HERE.parents[1] / "src"
STORE = 80_000_000
HEAD, SECOND = "127.0.0.2", "127.0.0.3"
"""Addresses of this machine alone; Ray puts another in the place of 127.0.0.1, which others could not reach."""
SOON = {"RAY_health_check_period_ms": "500", "RAY_health_check_failure_threshold": "4"}
"""A machine that is lost is missed within seconds."""
STARTED = "Ray runtime started"
TITLE = b"ray::_do"
"""What Ray calls a worker while it does a task of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node: `ray start --block`, under which are all of its processes."""

    process: subprocess.Popen[bytes]

    def processes(self) -> list[int]:
        """Return its processes, the first of them first."""
        return [self.process.pid, *children_of(self.process.pid)]

    def workers(self) -> list[int]:
        """Return the workers that are at a task."""
        return [pid for pid in self.processes() if _title(pid).startswith(TITLE)]

    def kill(self) -> None:
        """End all of it at once, as a machine ends that loses its power."""
        found = self.processes()
        for pid in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        wait_for(lambda: not any(is_alive(pid) for pid in found), "a node does not end")


@dataclass(slots=True, kw_only=True)
class Cluster:
    """Nodes by name; the first is the head, without which there is no cluster."""

    folder: Path
    port: int
    environment: dict[str, str]
    nodes: dict[str, Node] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where drivers join it."""
        return f"{HEAD}:{self.port}"

    def start(self, name: str, host: str, *more: str) -> None:
        """Start a node with one processor."""
        command = [str(Path(sys.executable).with_name("ray")), "start", "--block", "--num-cpus", "1"]
        command += ["--node-ip-address", host, "--object-store-memory", str(STORE), "--disable-usage-stats", *more]
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env=self.environment)
        self.nodes[name] = Node(process=process)
        wait_for(lambda: process.poll() is not None or STARTED in self.log(name), f"the node {name} does not start")
        assert process.poll() is None, self.log(name)

    def log(self, name: str) -> str:
        """Return what a node has told."""
        return (self.folder / f"{name}.log").read_text("utf-8")

    def start_second(self) -> None:
        """Start the node that may be lost."""
        self.start("second", SECOND, "--address", self.address)

    def workers(self) -> list[int]:
        """Return the workers that are at a task, on whatever node."""
        return [pid for node in self.nodes.values() for pid in node.workers()]

    def drive(self, what: str, folder: Path) -> "subprocess.Popen[str]":
        """Start a driver."""
        return drive(what, folder, self.environment, self.address)


def drive(what: str, folder: Path, environment: dict[str, str], *address: str) -> "subprocess.Popen[str]":
    """Start a driver; without an address it starts a cluster of its own."""
    command = [sys.executable, str(HERE / "ray_driver.py"), what, str(folder), *address]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment)


def environment_of(ready: Path) -> dict[str, str]:
    """Return what drivers and nodes find in their environment."""
    paths = os.pathsep.join((str(SRC), str(HERE.parent)))
    return os.environ | {"PYTHONPATH": paths, "READY": str(ready), "RAY_USAGE_STATS_ENABLED": "0"}


@contextmanager
def started() -> Iterator[Cluster]:
    """Start a cluster of two nodes that listen on the loopback address alone, and end all of it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="detente-ray-"))
    (folder / "ready").mkdir()
    own = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)} | SOON
    cluster = Cluster(folder=folder, port=_free_port(), environment=environment_of(folder / "ready") | own)
    try:
        head = ("--head", "--port", str(cluster.port), "--include-dashboard", "false", "--temp-dir", str(folder / "r"))
        cluster.start("head", HEAD, *head)
        cluster.start_second()
        yield cluster
    finally:
        for node in reversed(cluster.nodes.values()):
            node.kill()
        shutil.rmtree(folder, ignore_errors=True)


def children_of(pid: int) -> list[int]:
    """Return the processes under one, and under those."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                found += [child, *children_of(child)]
    return found


def _title(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_for(is_so: Callable[[], object], otherwise: str, *, seconds: float = 60.0) -> None:
    """Wait until something is so."""
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            raise AssertionError(otherwise)
        time.sleep(0.02)
