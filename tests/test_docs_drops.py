"""The page of the stages names every reason for a drop that the code has, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.reading.coding.coder import MOST_MARKED
from detente.reading.coding.stage import MOST_PIECES

ROOT = Path(__file__).parents[1]
READING = ROOT / "src/detente/reading"
DROPPING = {
    "dates": [*READING.glob("dates/*.py")],
    "quantities": [*READING.glob("quantities/*.py")],
    "encoded": [READING / "coding/stage.py", READING / "coding/kinds.py"],
    "codings": [READING / "coding/crowded.py"],
    "places": [*READING.glob("places/*.py")],
    "attributions": [*READING.glob("claims/*.py")],
    "candidates": [READING / "coding/candidates.py", READING / "candidates/find.py"],
    "events": [READING / "events.py"],
}
"""The modules in which the reasons of a stage's drops are written."""
DIFFERS = {
    "count": "N",
    "MOST_MARKED": str(MOST_MARKED),
    "MOST_PIECES": f"{MOST_PIECES:,}",
    "type": "TYPE",
    "kind": "KIND",
    "declared": "CODE",
    "told": "VALUE",
}
REFUSES = re.compile(r"refus|lacking|reason|why")


def _written(node: ast.AST) -> str | None:
    """Return a string as the page writes it: what is filled in, in capitals."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    parts: list[ast.expr] = [n.value if isinstance(n, ast.FormattedValue) else n for n in node.values]
    names = [getattr(n, "attr", None) or getattr(n, "id", None) for n in parts]
    return "".join(
        DIFFERS[name] if name else str(getattr(n, "value", "")) for name, n in zip(names, parts, strict=True)
    )


def _is_pattern(node: ast.expr) -> bool:
    """Say whether a string is made for looking words up, and no reason."""
    return isinstance(node, ast.JoinedStr) and any(
        isinstance(n, ast.FormattedValue) and getattr(n.value, "id", "") not in DIFFERS for n in node.values
    )


def _reasons(paths: list[Path]) -> set[str]:
    """Return every reason for a drop in these modules: written where it is given, or under a name in capitals."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    consts = {
        target.id: words
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.Assign) and not _is_pattern(node.value)
        if (words := _written(node.value)) and " " in words.strip()
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    functions = [f for tree in trees for f in ast.walk(tree) if isinstance(f, ast.FunctionDef)]
    return {reason for function in functions for reason in _given_in(function, consts)}


def _given_in(function: ast.FunctionDef, consts: dict[str, str]) -> Iterator[str]:
    inside = [*ast.walk(function)]
    given = [n.value for n in inside if isinstance(n, ast.keyword) and n.arg in {"reason", "refused"}]
    given += [n.value for n in inside if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == "reason"]
    if REFUSES.search(function.name):
        given += [n.value for n in inside if isinstance(n, ast.Return) and n.value]
    if given:
        yield from (consts[n.id] for n in inside if isinstance(n, ast.Name) and n.id in consts)
    yield from (words for node in given if (words := _written(node)) and " " in words)


@pytest.mark.parametrize("stage", sorted(DROPPING))
def test_the_reasons_for_a_drop_stand_in_the_row_of_their_stage(stage: str) -> None:
    table = (
        (ROOT / "docs/reference/stages.md")
        .read_text(encoding="utf-8")
        .split("## Reasons for a drop")[1]
        .split("\n## ")[0]
    )
    row = next(line for line in table.splitlines() if line.startswith(f"| `{stage}`"))
    documented = row.split("|")[2].replace("in the dictionary reader also: ", "").split(";")

    assert {reason.strip() for reason in documented} == _reasons(DROPPING[stage])


def test_no_other_module_drops_anything() -> None:
    dropping = {path for path in READING.rglob("*.py") if re.search(r"\bDrop\(", path.read_text(encoding="utf-8"))}

    assert dropping <= {path for paths in DROPPING.values() for path in paths} | {
        READING / "records.py",
        READING / "load.py",
    }
