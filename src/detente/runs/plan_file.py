"""Plans as files (TOML), with every mistake told by where it stands."""

import dataclasses
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from detente.core.errors import UsageError
from detente.documents.address import without_login
from detente.documents.formats import ENDINGS
from detente.documents.table_columns import FIELDS
from detente.registry.forms import from_plain
from detente.runs.plan import Bounds, Engine, Plan, Source
from detente.runs.sources import PARQUET

__all__ = ["check_plan", "read_plan"]

MOST_BYTES = 10_000_000
MOST_WORKERS = 100_000
MOST_PORT = 65_535
WRONG_KIND = re.compile(r"Expected `([^`]+)`, got `([^`]+)` - at `\$\.?([^`]+)`")
KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": 'text in quotation marks ("...")',
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "datetime": "a time",
    "date": "a day",
}
"""What the kinds of values are called, as they are written in a plan."""


def read_plan(path: Path) -> Plan:
    """Return the plan in a file; addresses in it are relative to its folder.

    Raises `UsageError`.
    """
    what = f"the plan {path.name or path}"
    content = _content(path, what)
    _check_keys(content, Plan, what)
    for n, source in enumerate(_tables(content.get("sources", []), f"{what}: sources", "[[sources]]"), 1):
        _check_keys(source, Source, f"{what}: source {n}")
    for bounds in _tables([content.get("bounds", {})], f"{what}: bounds", "[bounds]"):
        _check_keys(bounds, Bounds, f"{what}: bounds")
    engines = get_args(Engine)
    if content.get("engine", engines[0]) not in engines:
        message = f"{what} cannot be used: engine is {content['engine']!r}; it may be {' or '.join(engines)}"
        raise UsageError(message)
    given = check_plan(_plan_of(content, what), what=what)
    return check_plan(_placed(given, path.absolute().parent), what=what)


def check_plan(plan: Plan, *, what: str = "the plan") -> Plan:
    """Return a plan that can be carried out as far as its values go.

    Raises `UsageError` that names the value and what is allowed.
    """
    for wrong in (*_wrong_numbers(plan), *_wrong_words(plan)):
        message = f"{what} cannot be used: {wrong}"
        raise UsageError(message)
    return plan


def _content(path: Path, what: str) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            message = f"{what} has more than {MOST_BYTES:,} bytes: look whether it is the file that was meant"
            raise UsageError(message)
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        message = f"{what} cannot be read: {error.strerror or error}; name a file that is there"
        raise UsageError(message) from error
    except (ValueError, RecursionError) as error:
        message = f"{what} cannot be read: {error}; it is to be TOML in UTF-8"
        raise UsageError(message) from error


def _plan_of(content: Mapping[str, Any], what: str) -> Plan:
    """Return the plan that a file's content says; what has the wrong kind of value is told in TOML's words."""
    try:
        return from_plain(content, Plan, what=what)
    except UsageError as error:
        raise UsageError(WRONG_KIND.sub(_told_kind, str(error))) from error


def _told_kind(found: re.Match[str]) -> str:
    wanted, given = (" or ".join(KINDS.get(k, k) for k in found[n].split(" | ") if k != "null") for n in (1, 2))
    return f"{found[3]} is {given}; it has to be {wanted}"


def _tables(given: Any, where: str, form: str) -> list[Mapping[str, Any]]:
    if isinstance(given, list) and all(isinstance(one, Mapping) for one in given):
        return given
    message = f"{where} cannot be used: write each as a table, {form}"
    raise UsageError(message)


def _check_keys(given: Mapping[str, Any], kind: type, where: str) -> None:
    """Refuse keys that are not a record's, and the lack of those that it has to have."""
    fields = dataclasses.fields(kind)
    known = [field.name for field in fields]
    if unknown := sorted(set(given) - set(known)):
        message = f"{where} cannot be used: there is no {', '.join(map(repr, unknown))}; known are {', '.join(known)}"
        raise UsageError(message)
    blank = dataclasses.MISSING
    needed = [f.name for f in fields if f.default is blank and f.default_factory is blank]
    if lacking := [name for name in needed if name not in given]:
        message = f"{where} cannot be used: it has no {' and no '.join(map(repr, lacking))}"
        raise UsageError(message)


def _placed(plan: Plan, folder: Path) -> Plan:
    sources = tuple(dataclasses.replace(s, address=_place(s.address, folder)) for s in plan.sources)
    return dataclasses.replace(plan, sources=sources, output=_place(plan.output, folder))


def _place(address: str, folder: Path) -> str:
    """Return an address as it stands where it names a protocol, else the path as seen from a folder."""
    head, sign, file = address.rpartition("::")
    if "://" in file or not file:
        return address
    return f"{head}{sign}{os.path.normpath(folder / Path(file).expanduser())}"


def _wrong_numbers(plan: Plan) -> list[str]:
    bounds = plan.bounds
    limits: tuple[tuple[str, float | None, float, float], ...] = (
        ("shard_documents", plan.shard_documents, 1, 10_000_000),
        ("shard_bytes", plan.shard_bytes, 1, 10**12),
        ("workers", plan.workers, 1, MOST_WORKERS),
        ("metrics_port", plan.metrics_port, 1, MOST_PORT),
        ("bounds.seconds", bounds.seconds, 0.001, 86_400),
        ("bounds.memory", bounds.memory, 100_000_000, 10**13),
        ("bounds.tries", bounds.tries, 1, 100),
    )
    return [
        f"{name} is {value:,}; it may be {least:,} to {most:,}"
        for name, value, least, most in limits
        if value is not None and not least <= value <= most
    ]


def _wrong_words(plan: Plan) -> list[str]:
    engines = get_args(Engine)
    wrong = [f"engine is {plan.engine!r}; it may be {' or '.join(engines)}"] if plan.engine not in engines else []
    if not plan.sources:
        wrong.append('there are no sources; write each as [[sources]] with address = "..."')
    if not plan.output.strip():
        wrong.append("output is empty; name the folder that the run writes")
    wrong += [f"source {n}: {told}" for n, source in enumerate(plan.sources, 1) for told in _wrong_source(source)]
    if without_login(plan.output) != plan.output:
        wrong.append(f"output {LOGIN}")
    if not _is_text(plan.output):
        wrong.append(f"output {NO_TEXT}")
    return wrong


LOGIN = "holds a user name or password; set them where its library looks for them, since addresses are kept and shown"


NO_TEXT = "lies under a name that is no UTF-8, and is kept and shown as text; rename that folder"


def _is_text(address: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in address)


def _wrong_source(source: Source) -> list[str]:
    endings = (*ENDINGS, PARQUET)
    wrong = []
    if not source.address.strip():
        wrong.append("address is empty; name a file, a folder or a pattern")
    if without_login(source.address) != source.address:
        wrong.append(f"address {LOGIN}")
    if not _is_text(source.address):
        wrong.append(f"address {NO_TEXT}")
    if source.ending is not None and source.ending not in endings:
        wrong.append(f"ending is {source.ending!r}; it may be {', '.join(endings)}")
    if unknown := sorted(set(source.columns) - set(FIELDS)):
        wrong.append(f"columns cannot fill {', '.join(map(repr, unknown))}; what they can is {', '.join(FIELDS)}")
    return wrong
