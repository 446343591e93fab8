"""Reports of which every mention of a happening is marked, and how well accounts of them are put together.

In a file of such situations ``{words|H1}`` tell of happening H1, ``{words|H1~}`` recall it, ``{words|~}`` recall what
no other report
tells of, ``{words|#}`` sum many happenings up (corpus/README.md).
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.core.errors import UsageError
from detente.incidents.account import Account

__all__ = ["Mark", "Report", "Situation", "b_cubed", "label_accounts", "read_situations"]

MARK = re.compile(r"\{([^{}|]+)\|(H\d+~?|~|#)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words that tell of a happening: which (None for none that others tell of), and whether as recalled."""

    start: int
    end: int
    happening: str | None
    recalled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report of a situation, with its marks."""

    id: str
    published: str
    publisher: str
    title: str | None
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Reports around some happenings, and what makes them hard to tell apart."""

    id: str
    region: str
    hard: tuple[str, ...]
    reports: tuple[Report, ...]


def read_situations(path: Path) -> Iterator[Situation]:
    """Yield the situations of a file. Raises `UsageError` with the line where its form is broken."""
    head: list[str] = []
    reports: list[tuple[list[str], list[str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("## "):
            if head:
                yield _situation(head, reports)
            head, reports = _fields(line[3:], 3, path, number), []
        elif line.startswith("@ "):
            reports.append((_fields(line[2:], 4, path, number), []))
        elif line.strip():
            if not reports:
                raise UsageError(_broken(path, number, "text before the line of its report"))
            reports[-1][1].append(line.strip())
    if head:
        yield _situation(head, reports)


def _fields(line: str, count: int, path: Path, number: int) -> list[str]:
    fields = [field.strip() for field in line.split("|")]
    if len(fields) != count:
        raise UsageError(_broken(path, number, f"{len(fields)} fields instead of {count}"))
    return fields


def _broken(path: Path, number: int, why: str) -> str:
    return f"{path.name}, line {number}: {why}; the form is told in corpus/README.md"


def _situation(head: Sequence[str], reports: Sequence[tuple[list[str], list[str]]]) -> Situation:
    name, region, hard = head
    return Situation(
        id=name,
        region=region.removeprefix("region:").strip(),
        hard=tuple(part.strip() for part in hard.removeprefix("hard:").split(";")),
        reports=tuple(_report(name, fields, "\n\n".join(lines)) for fields, lines in reports),
    )


def _report(situation: str, fields: Sequence[str], marked: str) -> Report:
    letter, published, publisher, title = fields
    text, marks, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        label = match[2]
        happening = f"{situation}/{label.rstrip('~')}" if label[0] == "H" else None
        marks.append(
            Mark(start=len(text), end=len(text) + len(match[1]), happening=happening, recalled=label.endswith("~"))
        )
        text += match[1]
        at = match.end()
    return Report(
        id=f"{situation}-{letter}",
        published=published,
        publisher=publisher,
        title=None if title == "-" else title,
        text=text + marked[at:],
        marks=tuple(marks),
    )


def label_accounts(accounts: Sequence[Account], marks: Mapping[str, Sequence[Mark]]) -> dict[str, Mark]:
    """Return the mark that each account stands at, by the account's key; one that stands at none is not judged.

    Of several marks that a trigger meets it is the one that it meets most.
    """
    found = {}
    for account in accounts:
        meets = [(min(account.end, m.end) - max(account.start, m.start), m) for m in marks[account.document]]
        length, mark = max(meets, key=lambda pair: pair[0], default=(0, None))
        if mark is not None and length > 0:
            found[account.key] = mark
    return found


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of clusters by B-cubed (Bagga and Baldwin 1998), over the keys of `gold`."""
    pairs = Counter((gold[key], found[key]) for key in gold)
    golds, founds = Counter(gold.values()), Counter(found[key] for key in gold)
    precision = sum(n * n / founds[f] for (_, f), n in pairs.items()) / max(len(gold), 1)
    recall = sum(n * n / golds[g] for (g, _), n in pairs.items()) / max(len(gold), 1)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
