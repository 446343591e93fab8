"""Measured figures, kept in a file that ships: what the desk's page on accuracy and the model's card are made from."""

import datetime as dt
import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.core.errors import KnowledgeError, OutputError
from detente.core.version import VERSION
from detente.evaluate.figures import BELOW
from detente.evaluate.measure import Section
from detente.evaluate.table import dump_sections
from detente.knowledge.files import about, read_json

__all__ = ["FILE", "Measured", "MeasuredFigure", "MeasuredSection", "load_measured", "measured_rows", "write_measured"]

FILE = "accuracy/figures.json"
PLACES = 6
COUNTS = ("documents", "events", "pairs", "refused")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredFigure:
    """A figure with its interval at 95 of 100; of a share or an error, `wrong` of `gold` are wrong.

    `label` is empty where it is of all labels together.
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    precision: float | None = None
    recall: float | None = None
    gold: int = 0
    given: int | None = None
    wrong: int | None = None

    @property
    def is_error(self) -> bool:
        """Whether it is the better the smaller."""
        return self.name in BELOW


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredSection:
    """What was measured on one kind of text: how much of it there was, of which split, with which hash."""

    name: str
    split: str
    hash: str
    documents: int
    events: int
    pairs: int
    refused: int
    figures: tuple[MeasuredFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The file whole: on which day, of which version of the program and its stages."""

    date: str
    program: str
    stages: tuple[tuple[str, str], ...]
    sections: tuple[MeasuredSection, ...]


def write_measured(
    path: Path, sections: Sequence[Section], *, stages: Sequence[tuple[str, str]], today: dt.date
) -> None:
    """Write what was measured, in the form in which it ships. Raises `OutputError` where that cannot be done."""
    source = "measured by `detente evaluate` on the corpus of this project"
    content = {
        "_about": {"source": source, "licence": "Apache-2.0", "version": VERSION, "date": today.isoformat()},
        "stages": dict(stages),
        "sections": [_section(one) for one in sections],
    }
    try:
        path.write_text(_as_text(content), encoding="utf-8")
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}; name another file"
        raise OutputError(message) from error


def _as_text(content: Json) -> str:
    """Return the file: a line a figure, numbers to six places, so that two versions of it can be read side by side."""
    bare = {**content, "sections": [{**one, "figures": []} for one in content["sections"]]}
    text = json.dumps(bare, indent=1, ensure_ascii=False)
    for section in content["sections"]:
        lines = ",\n".join(f"    {json.dumps(_rounded(row), ensure_ascii=False)}" for row in section["figures"])
        text = text.replace('"figures": []', f'"figures": [\n{lines}\n   ]', 1)
    return text + "\n"


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return round(value, PLACES) if isinstance(value, float) else value


def _section(one: Section) -> Json:
    rows = [{k: v for k, v in row.items() if k not in ("section", "split", "hash")} for row in dump_sections([one], [])]
    head = {"name": one.name, "split": one.split, "hash": one.hash}
    return head | {name: getattr(one, name) for name in COUNTS} | {"figures": rows}


@functools.cache
def load_measured() -> Measured:
    """Return the file that ships. Raises `KnowledgeError` where it is not there, or is no such file."""
    kept, said = read_json(FILE), about(FILE)
    try:
        return Measured(
            date=str(said["date"]), program=str(said["version"]), stages=tuple(kept["stages"].items()),
            sections=tuple(map(_loaded, kept["sections"])),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        message = f"data file {FILE} is malformed ({error!r}); reinstall détente to restore it"
        raise KnowledgeError(message) from error


def measured_rows(content: Mapping[str, Any]) -> list[Json]:
    """Return the figures of a file's content as `detente evaluate --json` prints them: one row a figure."""
    return [
        {"section": section["name"], "split": section["split"], "hash": section["hash"], **row}
        for section in content["sections"]
        for row in section["figures"]
    ]


def _loaded(kept: Json) -> MeasuredSection:
    return MeasuredSection(
        name=kept["name"], split=kept["split"], hash=kept["hash"], figures=tuple(map(_figure, kept["figures"])),
        **{name: kept[name] for name in COUNTS},
    )  # fmt: skip


def _figure(row: Json) -> MeasuredFigure:
    return MeasuredFigure(
        name=row["figure"], label=row["label"] or "", value=row["value"], low=row["low"], high=row["high"],
        precision=row.get("precision", {}).get("value"), recall=row.get("recall", {}).get("value"),
        gold=int(row.get("gold", row.get("all")) or 0), given=row.get("given"), wrong=row.get("wrong"),
    )  # fmt: skip
