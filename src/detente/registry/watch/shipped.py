"""The watches that are shipped: files to begin with, which a desk makes its own."""

from collections.abc import Mapping
from importlib import resources

from detente.core.errors import UsageError
from detente.knowledge.files import read_toml
from detente.registry.watch.definition import Watch
from detente.registry.watch.parse import parse_watch

__all__ = ["shipped_files", "shipped_names", "shipped_watch"]

FOLDER = "watches"


def shipped_names() -> tuple[str, ...]:
    """Return the names of the watches that are shipped."""
    files = (resources.files("detente.knowledge") / "data" / FOLDER).iterdir()
    names = sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml"))
    return tuple(name for name in names if "actors" in read_toml(f"{FOLDER}/{name}.toml"))


def shipped_files(name: str) -> Mapping[str, bytes]:
    """Return the files of a watch by their names: its own first, then those that stand beside it.

    Raises `UsageError` that lists what is shipped where there is none of that name.
    """
    if name not in shipped_names():
        message = (
            f"no watch {name[:60]!r} is shipped; there are {', '.join(shipped_names())}; a file of your own is named "
            "with its ending: --watch ./mine.toml"
        )
        raise UsageError(message)
    own = f"{name}.toml"
    return {file: _bytes(file) for file in (own, *read_toml(f"{FOLDER}/{own}").get("ceasefires", ()))}


def shipped_watch(name: str) -> Watch:
    """Return a watch that is shipped. Raises `UsageError` where there is none of that name."""
    files = shipped_files(name)
    return parse_watch(files[f"{name}.toml"], name=f"{name}.toml", read_beside=files.__getitem__)


def _bytes(file: str) -> bytes:
    return (resources.files("detente.knowledge") / "data" / FOLDER / file).read_bytes()
