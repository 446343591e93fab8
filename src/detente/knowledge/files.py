"""The package's data files: read, checked, and each one saying where it comes from.

A JSON or TOML file carries a table ``_about``, a JSONL file has ``{"_about": {...}}`` as its first line, with at least
``source``, ``licence`` and ``version``. Names are relative to ``detente/knowledge/data``: ``plover/types.json``.
"""

import functools
import json
import tomllib
from collections.abc import Callable
from importlib import resources
from typing import Any

from detente.core.errors import KnowledgeError

__all__ = ["ABOUT_FIELDS", "about", "check_about", "read_json", "read_jsonl", "read_toml"]

ABOUT_FIELDS = ("source", "licence", "version")
"""What every data file must say of itself."""

RESTORE = "reinstall détente to restore it"


def read_json(name: str) -> Any:
    """Return what a JSON file holds, without its ``_about``.

    Raises `KnowledgeError` when the file is missing, malformed or does not say where it comes from.
    """
    return _without_about(_decoded(name, json.loads), name)


def read_toml(name: str) -> dict[str, Any]:
    """Return what a TOML file holds, without its ``_about``.

    Raises `KnowledgeError` when the file is missing, malformed or does not say where it comes from.
    """
    content: dict[str, Any] = _without_about(_decoded(name, tomllib.loads), name)
    return content


def read_jsonl(name: str) -> list[dict[str, Any]]:
    """Return the records of a JSONL file, without the first line, which is its ``_about``.

    Raises `KnowledgeError` when the file is missing, malformed or does not say where it comes from.
    """
    records: list[dict[str, Any]] = _decoded(name, _json_lines)
    check_about(records[0] if records else {}, name)
    return records[1:]


@functools.cache
def about(name: str) -> dict[str, Any]:
    """Return what a file says of itself: its source, licence and version at least.

    Raises `KnowledgeError` when the file is missing, malformed or does not say where it comes from.
    """
    if name.endswith(".toml"):
        return check_about(_decoded(name, tomllib.loads), name)
    if name.endswith(".jsonl"):
        return check_about(_first_line(name), name)
    return check_about(_decoded(name, json.loads), name)


def check_about(content: Any, name: str) -> dict[str, Any]:
    """Return the ``_about`` of a file's content.

    Raises `KnowledgeError` when it does not say source, licence and version.
    """
    found = content.get("_about") if isinstance(content, dict) else None
    missing = [f for f in ABOUT_FIELDS if not (isinstance(found, dict) and found.get(f))]
    if not isinstance(found, dict) or missing:
        message = f"data file {name} does not say its {', '.join(missing)} under _about; {RESTORE}"
        raise KnowledgeError(message)
    return found


def _without_about(content: Any, name: str) -> Any:
    check_about(content, name)
    return {key: value for key, value in content.items() if key != "_about"}


def _first_line(name: str) -> Any:
    first = _text(name).partition("\n")[0]
    return _decode(first, name, json.loads)


def _json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def _decoded(name: str, decode: Callable[[str], Any]) -> Any:
    return _decode(_text(name), name, decode)


def _decode(text: str, name: str, decode: Callable[[str], Any]) -> Any:
    try:
        return decode(text)
    except ValueError as error:
        message = f"data file {name} is malformed ({error}); {RESTORE}"
        raise KnowledgeError(message) from error


def _text(name: str) -> str:
    file = resources.files("detente.knowledge") / "data" / name
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"data file {name} cannot be read ({error}); {RESTORE}"
        raise KnowledgeError(message) from error
