"""Frozen records as plain JSON and back, with every field that is wrong or unknown named by where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from detente.core.errors import DetenteError, UsageError

__all__ = ["from_plain", "to_plain"]

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Return a record as what JSON can hold; what is empty or None is left out."""
    import msgspec

    return _without_blanks(msgspec.to_builtins(value))


def from_plain(content: Any, kind: type[T], *, what: str) -> T:
    """Return the record of a kind that plain content describes.

    Raises `UsageError` that says what is wrong, and where: `what` names the whole ("the ceasefire in line.toml").
    """
    import msgspec

    try:
        made = msgspec.convert(content, kind)
    except (msgspec.ValidationError, DetenteError) as error:
        message = f"{what} cannot be used: {error}"
        raise UsageError(message) from error
    unknown = sorted(_unknown(content, msgspec.to_builtins(made), ""))
    if unknown:
        message = f"{what} cannot be used: there is no field {', '.join(unknown)}"
        raise UsageError(message)
    return made


def _unknown(given: Any, known: Any, path: str) -> Iterator[str]:
    """Yield the fields of what was given that the record does not know."""
    if isinstance(given, Mapping) and isinstance(known, Mapping):
        for name, value in given.items():
            if name not in known:
                yield f"{path}{name}"
            else:
                yield from _unknown(value, known[name], f"{path}{name}.")
    elif isinstance(given, list | tuple) and isinstance(known, list | tuple):
        for n, (value, told) in enumerate(zip(given, known, strict=False), 1):
            yield from _unknown(value, told, f"{path.removesuffix('.')}[{n}].")


def _without_blanks(value: Any) -> Any:
    if isinstance(value, Mapping):
        held = {name: _without_blanks(one) for name, one in value.items()}
        return {name: one for name, one in held.items() if one is not None and one not in ([], {})}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_without_blanks(one) for one in value]
    return value
