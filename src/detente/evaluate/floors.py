"""Floors under figures, kept in a file: they rise with what was measured, and fall only for a reason that is kept.

The file holds them under the key `evaluate`; whatever else it holds stays as it is. A figure that is the better the
smaller has a ceiling instead, which is meant wherever a floor is spoken of.
"""

import json
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.core.errors import OutputError, UsageError
from detente.evaluate.collect import SPLITS, Gold, parse_json
from detente.evaluate.figures import BELOW, FIGURES
from detente.evaluate.measure import Section
from detente.evaluate.situations import Situations

__all__ = [
    "Floor",
    "Verdict",
    "check_floors",
    "check_measured",
    "compare_floors",
    "load_floors",
    "raise_floors",
    "strange_sections",
]

KEY = "evaluate"
PLACES = 1_000
"""Floors have three decimals."""
SLACK = 1e-9

Json = dict[str, Any]
Verdict = str
"""holds, fallen, rose (by a step of three decimals at least), new (no floor yet), or not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A figure of a section beside its floor; either is None where there is none."""

    section: str
    figure: str
    floor: float | None
    value: float | None

    @property
    def verdict(self) -> Verdict:
        """How the figure stands to its floor."""
        if self.value is None:
            return "not measured"
        if self.floor is None:
            return "new"
        sign = -1 if self.figure in BELOW else 1
        if sign * self.value < sign * self.floor - SLACK:
            return "fallen"
        return "rose" if sign * self.bound > sign * self.floor + SLACK else "holds"

    @property
    def bound(self) -> float:
        """The floor that the measured value would give: rounded down to three decimals (a ceiling: up)."""
        value = self.value or 0.0
        whole = math.ceil(value * PLACES - SLACK) if self.figure in BELOW else math.floor(value * PLACES + SLACK)
        return whole / PLACES


def load_floors(path: Path, *, make: bool = False) -> Json:
    """Return what a file of floors holds; with `make`, a file without floors, or none at all, will do.

    Raises `UsageError` for a file that is missing, is not JSON, or holds something that is no floor.
    """
    try:
        content = parse_json(path.read_bytes(), str(path)) if path.exists() or not make else {}
    except OSError as error:
        advice = "--raise-floors makes it" if isinstance(error, FileNotFoundError) else "name a file of floors"
        message = f"{path} cannot be read: {error.strerror or error}; {advice}"
        raise UsageError(message) from error
    if not isinstance(content, dict):
        message = f"{path} is JSON and no object, so no file of floors; name another"
        raise UsageError(message)
    if KEY not in content and not make:
        message = (
            f"{path} holds no floors of `detente evaluate` yet (no `{KEY}`); --raise-floors measures and adds them"
        )
        raise UsageError(message)
    for fault in _faults(content.get(KEY, {"sections": {}})):
        message = f"{path}: {fault}; mend it, or take it back from version control"
        raise UsageError(message)
    return content


def _faults(kept: Any) -> Iterator[str]:
    sections = kept.get("sections") if isinstance(kept, dict) else None
    if not isinstance(sections, dict) or not isinstance(kept.get("lowered", []), list):
        yield f"`{KEY}` holds no `sections`, or its `lowered` is no list"
        return
    for name, section in sections.items():
        floors = section.get("floors") if isinstance(section, dict) else None
        if not isinstance(floors, dict) or not all(isinstance(section.get(k), str) for k in ("hash", "split")):
            yield f"section {name!r} lacks `hash`, `split` or `floors`"
            continue
        if section["split"] not in SPLITS:
            yield f"{section['split']!r} (in {name!r}) is no split; there are: {', '.join(SPLITS)}"
        for figure, floor in floors.items():
            if figure not in FIGURES:
                yield f"{figure!r} (in {name!r}) is no figure; there are: {'; '.join(FIGURES)}"
            elif isinstance(floor, bool) or not isinstance(floor, int | float) or not 0 <= floor <= 1:
                yield f"the floor of {figure!r} (in {name!r}) is {floor!r}, and no number from 0 to 1"


def check_floors(path: Path, content: Json, collected: Sequence[Gold | Situations], *, make: bool) -> None:
    """Say before anything is measured where floors cannot be held or, with `make`, written.

    Raises `UsageError` for floors of another split, for gold without floors, and where they are to be made, for gold
    of which a part is left out; `OutputError` for a file that cannot be written.
    """
    kept = _kept(content)
    for gold in collected:
        split = kept.get(gold.section, {}).get("split", gold.split)
        if split != gold.split:
            message = (
                f"the floors of {gold.section!r} were measured on the split {split!r}, and this is {gold.split!r}; "
                f"give --split {split}"
            )
            raise UsageError(message)
        if make and gold.left_out:
            message = f"{gold.section}: {gold.left_out:,} documents are left out; floors are made on the whole only"
            raise UsageError(message)
    if make:
        _check_writable(path)
    elif not any(gold.section in kept for gold in collected):
        raise _nothing_held(kept)


def _check_writable(path: Path) -> None:
    real = path.resolve()
    if not os.access(real.parent, os.W_OK | os.X_OK):
        message = f"{path} cannot be written: {real.parent} is no folder that may be written to; nothing was measured"
        raise OutputError(message)


def check_measured(content: Json, floors: Sequence[Floor]) -> None:
    """Raise `UsageError` where nothing that has a floor was measured."""
    if all(f.floor is None or f.value is None for f in floors):
        raise _nothing_held(_kept(content))


def _nothing_held(kept: Json) -> UsageError:
    names = ", ".join(kept) or "nothing"
    return UsageError(f"nothing that has a floor is measured; there are floors for: {names}")


def _kept(content: Json) -> Json:
    kept: Json = content.get(KEY, {}).get("sections", {})
    return kept


def compare_floors(content: Json, sections: Sequence[Section]) -> list[Floor]:
    """Return every figure that has a floor or was measured, section by section."""
    kept = _kept(content)
    measured = {section.name: section for section in sections}
    return [
        Floor(section=name, figure=figure, floor=under.get(figure), value=values.get(figure))
        for name in dict.fromkeys([*kept, *measured])
        for under in [kept[name]["floors"] if name in kept else {}]
        for values in [measured[name].values() if name in measured else {}]
        for figure in FIGURES
        if figure in under or figure in values
    ]


def strange_sections(content: Json, sections: Sequence[Section]) -> list[str]:
    """Return the sections whose files are others than those that their floors were measured on."""
    kept = _kept(content)
    return [s.name for s in sections if s.name in kept and kept[s.name]["hash"] != s.hash]


def raise_floors(
    path: Path, content: Json, sections: Sequence[Section], floors: Sequence[Floor], *, lower: str | None
) -> None:
    """Write the file with every floor that rose or is new, and with those that fell only where `lower` says why.

    Raises `UsageError` where a floor would have to fall and no reason is given, and where one that was not measured
    would pass for one of gold that has changed; nothing is written then.
    """
    _check_hashes(path, content, sections, floors)
    fallen = [f for f in floors if f.verdict == "fallen"]
    if fallen and lower is None:
        names = ", ".join(f"{f.section}: {f.figure} ({f.floor:.3f} to {f.bound:.3f})" for f in fallen)
        message = (
            f"{path} is left as it was, because floors would fall: {names}; if that has to be, say why with --lower"
        )
        raise UsageError(message)
    kept = content.get(KEY, {})
    record = {
        "sections": kept.get("sections", {}) | {s.name: _section(s, floors) for s in sections},
        "lowered": [*kept.get("lowered", []), *(_lowered(f, lower) for f in fallen)],
    }
    _write(path, content | {KEY: record})


def _check_hashes(path: Path, content: Json, sections: Sequence[Section], floors: Sequence[Floor]) -> None:
    for name in strange_sections(content, sections):
        unmeasured = [f.figure for f in floors if f.section == name and f.value is None]
        if unmeasured:
            message = (
                f"{path} is left as it was: the gold of {name} has changed since its floors were measured, and these "
                f"were not measured now: {'; '.join(unmeasured)}; measure them too, or take them out of the file"
            )
            raise UsageError(message)


def _section(section: Section, floors: Sequence[Floor]) -> Json:
    own = [f for f in floors if f.section == section.name]
    return {"split": section.split, "hash": section.hash, "floors": {f.figure: _new(f) for f in own}}


def _new(floor: Floor) -> float | None:
    return floor.floor if floor.verdict in {"holds", "not measured"} else floor.bound


def _lowered(floor: Floor, reason: str | None) -> Mapping[str, Any]:
    return {
        "section": floor.section,
        "figure": floor.figure,
        "from": floor.floor,
        "to": floor.bound,
        "reason": reason,
    }


def _write(path: Path, content: Json) -> None:
    """Put a new file in the old one's place, so that it is whole whatever happens; a link stays a link."""
    real = path.resolve()
    beside = real.with_name(f".{real.name}.new")
    try:
        beside.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        beside.replace(real)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}; the floors are as they were"
        raise OutputError(message) from error
