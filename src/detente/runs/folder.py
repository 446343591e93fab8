"""A run's folder, on disk or in an object store: whatever is in it under its name is whole."""

import contextlib
import errno
import functools
import os
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from detente.core.errors import OutputError, UsageError

__all__ = ["Folder", "file_system"]

UNFINISHED = ".unfinished-"
"""How names of local files begin that are being written: none of them is seen by a reader."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Folder:
    """The files under an address, as fsspec names it ("out", "file:///data/out", "s3://bucket/out").

    Names are relative, with slashes. What is written is put in place in one go, and is on the disk by then.
    """

    address: str

    @property
    def local(self) -> Path | None:
        """Where the folder lies on this machine's disk; none in an object store."""
        files, root = file_system(self.address)
        return Path(root) if "file" in _protocols(files) else None

    def write(self, name: str, data: bytes) -> None:
        """Put a file in place, or another in the place of one.

        Raises `OutputError`.
        """
        if self.local is not None:
            with self.writing(name) as stream:
                stream.write(data)
            return
        files, root = file_system(self.address)
        with _telling(self.address, name):
            files.pipe_file(f"{root}/{name}", data)

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """Give a stream to write to, put in place at the end; what was written is gone where that is not reached.

        Raises `OutputError`.
        """
        local = self.local
        with _telling(self.address, name):
            if local is not None:
                with _replacing(local / name) as stream:
                    yield stream
                return
            files, root = file_system(self.address)
            with tempfile.NamedTemporaryFile() as whole:  # an object is put as a whole, or not at all
                yield whole  # type: ignore[misc]
                whole.flush()
                files.put_file(whole.name, f"{root}/{name}")

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises `FileNotFoundError`.
        """
        files, root = file_system(self.address)
        data: bytes = files.cat_file(f"{root}/{name}")
        return data

    def exists(self, name: str) -> bool:
        """Say whether there is such a file."""
        files, root = file_system(self.address)
        return bool(files.exists(f"{root}/{name}"))

    def names(self, prefix: str = "") -> list[str]:
        """Return the names of all files under a folder of this one ("shards"), at any depth, sorted."""
        files, root = file_system(self.address)
        within = f"{root}/{prefix}".rstrip("/")
        if not files.exists(within):
            return []
        names = [path[len(root) :].lstrip("/") for path in files.find(within)]
        return sorted(name for name in names if not PurePosixPath(name).name.startswith(UNFINISHED))

    def sizes(self, prefix: str) -> dict[str, int]:
        """Return the files under a folder of this one, at any depth, with their sizes in bytes."""
        files, root = file_system(self.address)
        within = f"{root}/{prefix}".rstrip("/")
        found = files.find(within, detail=True) if files.exists(within) else {}
        return {path[len(root) :].lstrip("/"): int(info.get("size") or 0) for path, info in found.items()}

    def open_in(self, name: str) -> BinaryIO:
        """Open a file for reading at any place of it; close it.

        Raises `FileNotFoundError`.
        """
        files, root = file_system(self.address)
        stream: BinaryIO = files.open(f"{root}/{name}", "rb")
        return stream

    def remove(self, name: str) -> None:
        """Remove a file, where there is one."""
        files, root = file_system(self.address)
        with contextlib.suppress(FileNotFoundError), _telling(self.address, name):
            files.rm_file(f"{root}/{name}")

    def sweep(self) -> None:
        """Remove what processes that were killed left unfinished; only for one that has the folder to itself."""
        local = self.local
        for left in sorted(local.rglob(f"{UNFINISHED}*")) if local is not None and local.exists() else ():
            left.unlink(missing_ok=True)


@functools.lru_cache(maxsize=64)
def file_system(address: str) -> tuple[Any, str]:
    """Return the file system of an address and its path there, opened once a process.

    Raises `UsageError` for one that nothing here can open.
    """
    import fsspec  # type: ignore[import-untyped]

    try:
        files, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        message = f"the address {address!r} cannot be opened: {error}; name a path, or install what is named"
        raise UsageError(message) from error
    return files, str(path).rstrip("/")


def _protocols(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


@contextlib.contextmanager
def _telling(address: str, name: str) -> Iterator[None]:
    """Say of what cannot be written which file it was, and what to do now."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        full = error.errno in FULL
        what = f"{name} cannot be written in {address}: {error.strerror or error}"
        do = "make room there" if full else "look at the disk and at who may write there"
        message = f"{what}; {do}, and start the run again: what is done stays"
        raise OutputError(message) from error


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes are put in a path's place once they are on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
    try:
        with made.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """See that a folder's list of names is on the disk too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
