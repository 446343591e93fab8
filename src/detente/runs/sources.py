"""The files that a run reads, found through fsspec: on disk, in archives, in object stores."""

import bz2
import contextlib
import dataclasses
import gzip
import io
import lzma
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from detente.core.errors import DocumentError, FetchFailed, UsageError
from detente.core.ids import hash_stream
from detente.documents.formats import ENDINGS, ending_of
from detente.runs.file_names import escape_name, show_name, unescape_name
from detente.runs.folder import file_system
from detente.runs.plan import Plan, Source

__all__ = [
    "PARQUET",
    "Found",
    "Input",
    "base_name",
    "changed_inputs",
    "find_inputs",
    "is_packed",
    "open_input",
    "open_raw",
]

PARQUET = ".parquet"
PACKED: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
"""What undoes the packing of a file of any format but web archives, which see to it themselves."""
STAMPS = ("ETag", "etag", "md5Hash", "CRC", "mtime", "LastModified", "last_modified", "created")
"""What file systems tell of a file that is otherwise once the file is, the surest first."""
PATTERN = frozenset("*?[")
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file: which of its source's it is, its format, its size, and what tells that it is another now.

    `sha256` is of its bytes, where they were all read for cutting, or nothing else tells.
    """

    source: int
    file: int
    address: str
    ending: str
    size: int
    stamp: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The inputs of a plan in their order, and how many files were passed over, by ending."""

    inputs: tuple[Input, ...]
    passed: Counter[str]


def find_inputs(plan: Plan) -> Found:
    """Return every file of a plan's sources: each source in its turn, its files by name.

    Raises `UsageError` where a source is not there, has nothing that can be read, or would hold the run's own output.
    """
    passed: Counter[str] = Counter()
    inputs: list[Input] = []
    for number, source in enumerate(plan.sources):
        _check_apart(source, plan.output)
        inputs.extend(_inputs_of(source, number, passed))
    return Found(inputs=tuple(inputs), passed=passed)


def _inputs_of(source: Source, number: int, passed: Counter[str]) -> list[Input]:
    """Return a source's files that are read. Raises `UsageError` where it has files, and none of them is."""
    inputs: list[Input] = []
    left: Counter[str] = Counter()
    found = _files_of(source)
    named = found[0][0] if _is_file(source, found) else None  # by the plan itself, so it is meant
    for path, info in found:
        ending = source.ending or _ending_of(PurePosixPath(path).name)
        if why := _why_passed(path, ending, is_named=path == named):
            left[why] += 1
            continue
        inputs.append(
            Input(
                source=number,
                file=len(inputs),
                address=_address_of(source.address, path),
                ending=ending,
                size=int(info.get("size") or 0),
                stamp=_stamp(info),
            )
        )
    if not inputs:
        told = ", ".join(f"{count:,} {why}" for why, count in left.most_common(MOST_SHOWN))
        message = (
            f"the source {source.address} has nothing that can be read: {told}; where that is its format all the same, "
            'say which in the plan, as in ending = ".jsonl"'
        )
        raise UsageError(message)
    passed.update(left)
    return inputs


def _is_file(source: Source, found: list[tuple[str, dict[str, Any]]]) -> bool:
    """Say whether a source is one file that the plan names, and no pattern and no folder."""
    _, path = file_system(source.address)
    return [name for name, _ in found] == [path]


def _why_passed(path: str, ending: str, *, is_named: bool) -> str | None:
    """Return why a file is passed over, None where it is not."""
    if PurePosixPath(path).name.startswith(".") and not is_named:
        return "file whose name begins with a point"
    if ending in (*ENDINGS, PARQUET):
        return None
    return f"file with the ending {ending[:20]!r}" if ending else "file without an ending"


def _files_of(source: Source) -> list[tuple[str, dict[str, Any]]]:
    """Return the files that an address names, by path. Raises `UsageError` where there are none."""
    files, path = file_system(source.address)
    try:
        if PATTERN & set(path):
            found = files.glob(path, detail=True)
        elif path == "" or files.isdir(path):
            found = files.find(path, detail=True)
        else:
            found = {path: files.info(path)}
    except FileNotFoundError:
        found = {}
    except OSError as error:
        message = f"the source {source.address} cannot be looked at: {error.strerror or error}; look at the address"
        raise UsageError(message) from error
    kept = sorted((str(name), info) for name, info in found.items() if info.get("type") == "file")
    if not kept:
        message = f"the source {source.address} has no files: it does not exist, or is empty; look at the address"
        raise UsageError(message)
    return kept


def _ending_of(name: str) -> str:
    """Return the ending that tells a file's format: the one before that of its packing, where it is packed."""
    ending = ending_of(name)
    plain = name[: -len(ending)] if ending else name
    return ending_of(plain) if ending in PACKED else ending


def _address_of(given: str, path: str) -> str:
    """Return the address of a file that was found under another."""
    head, chain, rest = given.partition("::")
    files, _ = file_system(given)
    path = escape_name(path)
    if "://" not in head and not chain:
        return path
    return f"{head.partition('://')[0] if chain else _protocol(files)}://{path}{chain}{rest}"


def _protocol(files: Any) -> str:
    return files.protocol if isinstance(files.protocol, str) else str(files.protocol[0])


def _stamp(info: dict[str, Any]) -> str | None:
    return next((str(info[name]) for name in STAMPS if info.get(name) is not None), None)


def _check_apart(source: Source, output: str) -> None:
    """Refuse a run that would read what it writes."""
    files, path = file_system(source.address)
    others, place = file_system(output)
    within = PurePosixPath(place).is_relative_to(path) if path and not PATTERN & set(path) else False
    if type(files) is type(others) and within:
        message = f"the output {output} lies in the source {source.address}, and would be read: name another folder"
        raise UsageError(message)


def base_name(address: str) -> str:
    """Return a file's own name: what documents in it are called by."""
    return show_name(PurePosixPath(address.partition("::")[0]).name)


def is_packed(address: str, ending: str) -> bool:
    """Say whether a file of that format is packed beside."""
    name = base_name(address)
    return ending_of(name) != ending and Path(name).suffix.lower() in PACKED


@contextlib.contextmanager
def open_input(address: str, ending: str) -> Iterator[BinaryIO]:
    """Give a file's bytes from its beginning, unpacked.

    Raises `FetchFailed` where they cannot be had, `DocumentError` where what is packed is damaged.
    """
    with open_raw(address) as raw:
        if not is_packed(address, ending):
            yield raw
            return
        try:
            with PACKED[Path(base_name(address)).suffix.lower()](raw) as stream:
                yield io.BufferedReader(stream)
        except (gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError) as error:
            message = f"what is packed is damaged ({error}); get it again where that matters"
            raise DocumentError("unreadable", message) from error


@contextlib.contextmanager
def telling_of(address: str) -> Iterator[None]:
    """Say which file cannot be had, and what to do now."""
    try:
        yield
    except OSError as error:
        message = f"{show_name(address)} cannot be read: {error.strerror or error}; see to it and start the run again"
        raise FetchFailed(message) from error


def changed_inputs(kept: Iterable[Input], now: Iterable[Input]) -> list[str]:
    """Return what was changed in the inputs since they were cut, each told; a new time on the same bytes is nothing."""
    before = {(one.source, one.address): one for one in kept}
    after = {(one.source, one.address): one for one in now}
    told = [f"{show_name(address)} is gone" for source, address in before if (source, address) not in after]
    told += [f"{show_name(address)} is new" for source, address in after if (source, address) not in before]
    told += [
        f"{show_name(key[1])} was changed" for key, one in before.items() if key in after and _differs(one, after[key])
    ]
    return told


def _differs(before: Input, after: Input) -> bool:
    if dataclasses.replace(before, sha256=None) == dataclasses.replace(after, sha256=None):
        return False
    if (before.size, before.ending) != (after.size, after.ending) or before.sha256 is None:
        return True
    with open_raw(after.address) as stream:
        return hash_stream(stream) != before.sha256


@contextlib.contextmanager
def open_raw(address: str) -> Iterator[BinaryIO]:
    """Give a file's bytes as they are kept, packed or not. Raises `FetchFailed` where they cannot be had."""
    files, path = file_system(address)
    with telling_of(address), files.open(unescape_name(path), "rb") as stream:
        yield stream
