"""One driver at a time on a run's folder."""

import contextlib
import fcntl
import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.core.errors import OutputError, UsageError
from detente.runs.folder import Folder
from detente.runs.layout import LOCK

__all__ = ["alone"]

LASTS = 60.0
"""Seconds that a lease in an object store lasts without being renewed; one left by a driver that died ends so."""
BEATS = 4
"""How often it is renewed in that time."""


@contextlib.contextmanager
def alone(store: Folder) -> Iterator[None]:
    """Hold a run's folder while the block runs.

    On a disk the lock ends with the process that has it. In an object store it is a lease that lasts a minute and is
    renewed: two that begin within the same moment may both take it there.
    Raises `UsageError` where another process has it.
    """
    held = _locked(store.local / LOCK) if store.local is not None else _leased(store)
    with held:
        yield


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        message = f"the output {path.parent} cannot be written: {error.strerror}; name another folder"
        raise OutputError(message) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _taken(str(path.parent), os.read(handle, 200).decode(errors="replace").strip()) from error
        os.ftruncate(handle, 0)
        with contextlib.suppress(OSError):  # a full disk may hold no name; the lock holds all the same
            os.pwrite(handle, _holder().encode(), 0)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _leased(store: Folder) -> Iterator[None]:
    token = secrets.token_hex(8)
    held = _lease(store)
    if held is not None and held["until"] > time.time():
        raise _taken(store.address, str(held["holder"]))
    _renew(store, token)
    if (now := _lease(store)) is None or now["token"] != token:
        raise _taken(store.address, str(now["holder"]) if now else "another")
    ended = threading.Event()
    threading.Thread(target=_keep, args=(store, token, ended), name="lease of a run", daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        store.remove(LOCK)


def _keep(store: Folder, token: str, ended: threading.Event) -> None:
    while not ended.wait(LASTS / BEATS):
        with contextlib.suppress(OutputError):  # the next beat may reach the store
            _renew(store, token)


def _renew(store: Folder, token: str) -> None:
    lease = {"holder": _holder(), "token": token, "until": time.time() + LASTS}
    store.write(LOCK, json.dumps(lease).encode())


def _lease(store: Folder) -> dict[str, Any] | None:
    """Return the lease that lies in a store, none where there is none that can be read."""
    try:
        found = json.loads(store.read(LOCK))
    except (FileNotFoundError, ValueError):
        return None
    whole = (
        isinstance(found, dict) and isinstance(found.get("until"), int | float) and {"holder", "token"} <= set(found)
    )
    return found if whole else None


def _holder() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"


def _taken(address: str, holder: str) -> UsageError:
    return UsageError(
        f"another run writes {address} ({holder or 'a process that begins'}); wait for it, or end it, and start again"
    )
