"""CAMEO codes, their labels, and what each is in PLOVER's terms: the official table, with our corrections beside it."""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from detente.core.errors import KnowledgeError
from detente.knowledge.files import read_jsonl, read_toml
from detente.knowledge.plover import Vocabulary, plover

__all__ = ["CameoCode", "cameo_codes", "cameo_to_plover", "default_cameo", "outside_vocabulary"]

OFFICIAL_FILE = "plover/cameo_official.jsonl"
CORRECTIONS_FILE = "plover/corrections.toml"
DEFAULTS_FILE = "plover/default_cameo.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """A CAMEO code in PLOVER's terms; without a type where PLOVER drops it (statements).

    `reasons` say where and why this is not what the official table prints.
    """

    code: str
    label: str
    type: str | None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def cameo_to_plover(code: str) -> CameoCode:
    """Return what a CAMEO code is in PLOVER's terms.

    Raises `KnowledgeError` for a code that CAMEO does not have.
    """
    found = cameo_codes().get(code)
    if found is None:
        message = f"CAMEO has no code {code!r}"
        raise KnowledgeError(message)
    return found


def default_cameo(event_type: str, mode: str | None = None, contexts: tuple[str, ...] = ()) -> str:
    """Return the CAMEO code for a PLOVER coding whose words say nothing closer: by mode, else context, else type."""
    row = _defaults()[event_type]
    if mode is not None and mode in row.get("mode", {}):
        return str(row["mode"][mode])
    by_context = row.get("context", {})
    return str(next((by_context[c] for c in contexts if c in by_context), row["any"]))


def outside_vocabulary(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """Yield code, field and value wherever the official table says what the manual's vocabulary does not hold."""
    for row in _official():
        if row["mode"] is not None and row["mode"] not in vocabulary.types[row["type"]].modes:
            yield row["cameo"], "mode", row["mode"]
        for context in row["contexts"]:
            if context not in vocabulary.contexts:
                yield row["cameo"], "contexts", context


@functools.cache
def cameo_codes() -> Mapping[str, CameoCode]:
    """Return all CAMEO codes in PLOVER's terms, corrected and checked, loaded once a process.

    Raises `KnowledgeError` when a correction is missing or does not fit the table.
    """
    corrections = read_toml(CORRECTIONS_FILE)
    codes = {row["cameo"]: _as_printed(row) for row in _official()}
    for rule in corrections["value"]:
        for code in rule["codes"]:
            codes[code] = _with_value(codes[code], rule)
    for rule in corrections["code"]:
        for code in rule["codes"]:
            codes[code] = _with_fields(codes[code], rule)
    codes.update((c.code, c) for rule in corrections["added"] for c in _added(rule))
    for coded in codes.values():
        _check(coded)
    return codes


def _as_printed(row: dict[str, Any]) -> CameoCode:
    return CameoCode(
        code=row["cameo"], label=row["label"], type=row["type"], mode=row["mode"], contexts=tuple(row["contexts"])
    )


def _with_value(coded: CameoCode, rule: dict[str, Any]) -> CameoCode:
    reasons = (*coded.reasons, rule["reason"])
    value, becomes = rule["value"], rule.get("becomes")
    if rule["field"] == "mode" and coded.mode == value:
        return replace(coded, mode=becomes, reasons=reasons)
    if rule["field"] == "contexts" and value in coded.contexts:
        kept = (becomes if c == value else c for c in coded.contexts)
        return replace(coded, contexts=tuple(c for c in kept if c), reasons=reasons)
    message = f"{CORRECTIONS_FILE} corrects {value!r} at {coded.code}, which the table does not say there"
    raise KnowledgeError(message)


def _with_fields(coded: CameoCode, rule: dict[str, Any]) -> CameoCode:
    return replace(
        coded,
        type=rule.get("type", coded.type),
        mode=rule.get("mode", coded.mode) or None,
        contexts=tuple(rule.get("contexts", coded.contexts)),
        reasons=(*coded.reasons, rule["reason"]),
    )


def _added(rule: dict[str, Any]) -> Iterator[CameoCode]:
    for code, label in rule["codes"].items():
        yield CameoCode(
            code=code,
            label=label,
            type=rule.get("type"),
            mode=rule.get("mode"),
            contexts=tuple(rule.get("contexts", ())),
            reasons=(rule["reason"],),
        )


def _check(coded: CameoCode) -> None:
    if coded.type is not None:
        try:
            plover().check(coded.type, coded.mode, coded.contexts)
        except KnowledgeError as error:
            message = f"CAMEO {coded.code} cannot be told in PLOVER's terms ({error}); {CORRECTIONS_FILE} must say how"
            raise KnowledgeError(message) from error


@functools.cache
def _official() -> list[dict[str, Any]]:
    """Return the table's rows as printed; 175 stands twice, with the same values and two wordings."""
    return read_jsonl(OFFICIAL_FILE)


@functools.cache
def _defaults() -> dict[str, Any]:
    return read_toml(DEFAULTS_FILE)
