"""Large first letters that reach over several lines, given back to the word that they begin."""

import dataclasses
from collections.abc import Sequence

from detente.documents.pdf_runs import Run

__all__ = ["join_initials"]

LARGER = 1.8
MOST_INITIALS = 40


def join_initials(runs: Sequence[Run]) -> list[Run]:
    """Return the runs, with each large first letter at the start of the first line beside it."""
    joined = [*runs]
    for initial in [run for run in runs if len(run.text) == 1 and run.text.isupper()][:MOST_INITIALS]:
        beside = [run for run in joined if _stands_beside(run, initial)]
        if beside:
            joined = _joined(joined, initial, beside)
    return joined


def _stands_beside(run: Run, initial: Run) -> bool:
    level = initial.base - 0.3 * run.size <= run.base <= initial.base + 0.8 * initial.size
    near = -0.2 * run.size <= run.left - initial.right <= 1.2 * run.size
    return level and near and initial.size > LARGER * run.size and run.turn == initial.turn


def _joined(runs: Sequence[Run], initial: Run, beside: Sequence[Run]) -> list[Run]:
    """Let the lines beside a letter begin where it does, the first of them with it."""
    first = max(beside, key=lambda run: run.base)
    made = []
    for run in runs:
        if run is first and run.text[0].islower():
            made.append(dataclasses.replace(run, text=initial.text + run.text, left=initial.left))
        elif any(run is other for other in beside):
            made.append(dataclasses.replace(run, left=initial.left))
        elif run is not initial or not first.text[0].islower():
            made.append(run)
    return made
