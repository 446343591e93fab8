"""`detente evaluate`: how well the reader reads, by figure and by type, against documents coded by hand."""

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.exits import Exit
from detente.cli.lines import WORKERS_HELP
from detente.cli.progress import show_progress
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.evaluate.collect import Gold
    from detente.evaluate.floors import Floor
    from detente.evaluate.given import Given
    from detente.evaluate.measure import Section
    from detente.evaluate.situations import Situations
    from detente.evaluate.tally import Relate

__all__ = ["Split", "evaluate"]

CORPUS = Path("corpus")
"""Where the corpus is in the project's own folder."""
FILES_HELP = "Coded documents, JSONL. Without any, the corpus is measured on."


class Split(StrEnum):
    """Which documents of the gold: those kept for measuring, for choosing, or for learning."""

    TEST = "test"
    DEV = "dev"
    TRAIN = "train"


def evaluate(  # noqa: PLR0913 - each is an option of the command
    files: Annotated[list[Path] | None, typer.Argument(help=FILES_HELP, metavar="FILE")] = None,
    *,
    split: Annotated[Split, typer.Option(help="Measure on the documents of this split.")] = Split.TEST,
    items: Annotated[
        Path | None, typer.Option(help="The collection that the texts of real items stand in.", metavar="FILE")
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option(help="The corpus; `corpus` in this folder if not given.", metavar="DIR")
    ] = None,
    readings: Annotated[
        Path | None,
        typer.Option(help="Take these readings, as `detente read` prints them, and read nothing.", metavar="FILE"),
    ] = None,
    no_happenings: Annotated[
        bool, typer.Option("--no-happenings", help="Leave out how accounts are put together into happenings.")
    ] = False,
    no_pairs: Annotated[bool, typer.Option("--no-pairs", help="Leave out the type given the pair.")] = False,
    floors: Annotated[
        Path | None, typer.Option(help="Compare with the floors in this file; status 1 where one fell.", metavar="FILE")
    ] = None,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help="Write what rose into the file of floors.")
    ] = False,
    lower: Annotated[
        str | None,
        typer.Option(help="With --raise-floors: let floors fall as well, for this reason.", metavar="REASON"),
    ] = None,
    write: Annotated[
        Path | None, typer.Option(help="Write the figures into this file, in the form that ships.", metavar="FILE")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, max=256, help=WORKERS_HELP)] = 1,
    brief: Annotated[bool, typer.Option("--brief", help="Only the figures as a whole, not by type.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, an object a figure, instead of tables.")] = False,
) -> None:
    """Measure the reader against documents coded by hand, every figure with a 95 % interval.

    Real and composed text, and every FILE, are measured apart. Progress and notes go to standard error.
    """
    from detente.evaluate.floors import check_floors, compare_floors, load_floors

    _check(floors, raise_floors=raise_floors, lower=lower)
    content = load_floors(floors, make=raise_floors) if floors else {}
    gold = _collect(files or [], corpus, split.value, items)
    measured_too = not (no_happenings or readings or (files and not corpus))
    situations = _situations(corpus or CORPUS, split.value, items) if measured_too else []
    if floors:
        check_floors(floors, content, [*gold, *situations], make=raise_floors)
    sections = _measure(gold, readings, None if no_pairs else _relate(), workers)
    sections += [_happenings(of, workers) for of in situations]
    if write is not None:
        _write(write, sections)
    stands = compare_floors(content, sections) if floors else []
    _print(sections, stands, brief=brief, as_json=as_json)
    if floors:
        _say_strange(content, sections)
        _settle(floors, content, sections, stands, raise_them=raise_floors, lower=lower)


def _check(floors: Path | None, *, raise_floors: bool, lower: str | None) -> None:
    message = None
    if raise_floors and floors is None:
        message = "--raise-floors needs to know which: give --floors FILE"
    elif lower is not None and not raise_floors:
        message = "--lower goes with --raise-floors, which writes the floors"
    elif lower is not None and not lower.strip():
        message = "--lower needs a reason, in words, which is kept with the floors"
    if message:
        raise UsageError(message)


def _collect(files: Sequence[Path], corpus: Path | None, split: str, items: Path | None) -> list["Gold"]:
    from detente.evaluate.collect import collect_corpus, collect_file

    collected = list(collect_corpus(corpus or CORPUS, split=split, items=items)) if corpus or not files else []
    collected += [collect_file(path, split=split, items=items) for path in files]
    names = [gold.section for gold in collected]
    if len(set(names)) < len(names):
        message = f"two files have the same name, and so their figures would ({', '.join(names)}); rename one"
        raise UsageError(message)
    for note in (note for gold in collected for note in gold.notes):
        typer.echo(note, err=True)
    found = [gold for gold in collected if gold.documents]
    if not found:
        message = f"there is no gold in the split {split!r}: nothing to measure on"
        raise UsageError(message)
    return found


def _situations(corpus: Path, split: str, items: Path | None) -> list["Situations"]:
    """Return the situations of a corpus whose texts are at hand, and say how many reports are left out."""
    from detente.evaluate.situations import collect_situations

    collected = list(collect_situations(corpus, split=split, items=items))
    for gold in (gold for gold in collected if gold.left_out):
        why = "their texts have changed" if items else "--items names the collection that they stand in"
        typer.echo(f"{gold.section}: {gold.left_out:,} reports left out; {why}", err=True)
    return [gold for gold in collected if gold.situations]


def _happenings(gold: "Situations", workers: int) -> "Section":
    from detente.evaluate.happenings import measure_happenings, tell

    total = sum(len(report.text) for situation in gold.situations for report in situation.reports)
    with show_progress(f"reading {gold.section}", total=total) as advance:
        told = list(tell(gold.situations, workers=workers, advance=advance))
    return measure_happenings(gold, told)


def _relate() -> "Relate":
    """Return what is asked about pairs: the model's own answer."""
    from detente.reading.coding.stage import load_coder

    return load_coder().relate


def _measure(
    collected: Sequence["Gold"], readings: Path | None, relate: "Relate | None", workers: int
) -> list["Section"]:
    from detente.evaluate.measure import measure_section

    sections = []
    for gold, given in _given(collected, readings, workers):
        total = sum(len(d.text) for d in gold.documents) if relate else None
        with show_progress(f"asking about pairs of {gold.section}", total=total) as advance:
            sections.append(measure_section(gold, given, relate, advance=advance))
    if not any(section.figures for section in sections):
        raise UsageError(_nothing(collected))
    return sections


def _nothing(collected: Sequence["Gold"]) -> str:
    if all(document.asked for gold in collected for document in gold.documents):
        return "there is nothing to measure: this gold marks pairs only, and --no-pairs leaves them out"
    return "there is nothing to measure: no event is coded or given, and no sentence has been read"


def _given(collected: Sequence["Gold"], readings: Path | None, workers: int) -> Iterator[tuple["Gold", list["Given"]]]:
    from detente.evaluate.given import load_readings, make_readings, take_given
    from detente.evaluate.measure import read_in_full

    made = load_readings(readings) if readings else {}
    for gold in collected:
        documents = read_in_full(gold)
        if readings:
            yield gold, list(take_given(documents, made, path=readings))
        else:
            total = sum(len(d.text) for d in documents)
            with show_progress(f"reading {gold.section}", total=total) as advance:
                yield gold, list(make_readings(documents, workers=workers, advance=advance))


def _print(sections: Sequence["Section"], floors: Sequence["Floor"], *, brief: bool, as_json: bool) -> None:
    from detente.evaluate.table import dump_sections, open_console, print_floors, print_section

    if as_json:
        for row in dump_sections(sections, floors, brief=brief):
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    console = open_console()
    for section in sections:
        print_section(console, section, brief=brief)
    if floors:
        print_floors(console, floors)


def _write(path: Path, sections: Sequence["Section"]) -> None:
    import datetime as dt

    from detente.evaluate.measured import write_measured
    from detente.pipeline.reader import default_reader

    today = dt.datetime.now(dt.UTC).date()
    write_measured(path, sections, stages=default_reader().versions, today=today)
    typer.echo(f"figures written to {path}", err=True)


def _say_strange(content: dict[str, object], sections: Sequence["Section"]) -> None:
    from detente.evaluate.floors import strange_sections

    for name in strange_sections(content, sections):
        typer.echo(f"{name}: the gold has changed since its floors were measured (another hash)", err=True)


def _settle(
    path: Path,
    content: dict[str, object],
    sections: Sequence["Section"],
    floors: Sequence["Floor"],
    *,
    raise_them: bool,
    lower: str | None,
) -> None:
    """Write the floors, or say which figures fell and end with status 1."""
    from detente.evaluate.floors import check_measured, raise_floors

    fallen = [f"{f.section}: {f.figure}" for f in floors if f.verdict == "fallen"]
    if raise_them:
        if lower and not fallen:
            typer.echo("no floor fell, so the reason given with --lower is not kept", err=True)
        raise_floors(path, content, sections, floors, lower=lower)
        typer.echo(f"floors written to {path}", err=True)
        return
    check_measured(content, floors)
    if fallen:
        typer.echo(f"fallen under their floors in {path}: {'; '.join(fallen)}", err=True)
        raise typer.Exit(Exit.BROKEN)
