"""A run's documents and readings in a record: the rows that adding the same files makes, and nothing read twice."""

import json
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from detente.core.errors import DocumentError, EvidenceError, UsageError
from detente.documents.document import Document
from detente.documents.packet import Packet
from detente.pipeline import intake, opening
from detente.pipeline.guard import Limits
from detente.pipeline.opening import Opened, Opener
from detente.pipeline.outcomes import Outcome, read_opened
from detente.reading.reading import Reading
from detente.reading.records import Sentence
from detente.runs import load
from detente.runs.documents_in import document_rows, error_of, open_run, packet_of, reading_of
from detente.runs.layout import MANIFEST, PLAN
from detente.runs.load import load_readings, take_in_run
from detente.runs.rows import Origin, Rows, rows_of
from detente.store import Record, compare_waiting, create_record, open_record
from detente.store import rows as store_rows
from detente.store.rows import document_id
from pipeline.given import FILES, FOREIGN, NOON, Ticking, packets, take_all
from runs.tabled import made, make_run, opened_as, outcomes_of, rows_by_number
from store.dying import die_at, moments_of
from store.made import STAGES, dump

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("0[1-4]*.txt"))
ORIGIN = Origin(name="x.txt", source=0, file=0, ordinal=0)


def outcome_of(opened: Opened) -> Outcome:
    """Read as quickly as can be, fail of one document, and leave unread what is in another language."""
    if opened.document is None:
        return Outcome(opened=opened, error=opened.error)
    if opened.document.text == FOREIGN:
        return Outcome(opened=opened, error=DocumentError("not_english", "in another language than English: fr"))
    if opened.document.id == "r2":
        return Outcome(opened=opened, error=DocumentError("failed", "made up"))
    sentence = Sentence(start=0, end=len(opened.document.text))
    return Outcome(opened=opened, reading=Reading(document=opened.document, sentences=(sentence,), stages=STAGES))


def made_readings(documents: Iterable[Document], *, workers: int, limits: Limits) -> Iterator[Outcome]:
    del workers, limits
    yield from (outcome_of(Opened(packet=Packet(name=d.id, suffix=""), document=d)) for d in documents)


@pytest.fixture(autouse=True)
def quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (intake, load):
        monkeypatch.setattr(module, "default_reader", lambda: SimpleNamespace(versions=STAGES))
    monkeypatch.setattr(intake, "readings_of", made_readings)


@pytest.fixture(scope="module")
def rows() -> list[Rows]:
    """Return what a run has of files of every kind."""
    return [rows_of(outcome_of(opened), origin) for opened, origin in outcomes_of(FILES)]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, rows: list[Rows]) -> str:
    """Return where the run of these files lies."""
    return make_run(tmp_path_factory.mktemp("run"), rows, size=3).address


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "record.sqlite"
    create_record(path, now=NOON).close()
    return path


@pytest.fixture
def path(tmp_path: Path, empty: Path) -> Path:
    shutil.copy(empty, tmp_path / "record.sqlite")
    return tmp_path / "record.sqlite"


def load_all(path: Path, address: str) -> Counter[str]:
    """Load a run into the record at a path, and count what became of what waited."""
    with open_record(path) as record:
        return load_into(record, address)


def load_into(record: Record, address: str) -> Counter[str]:
    found = open_run(address)
    list(take_in_run(record, found, workers=1, clock=Ticking()))
    list(compare_waiting(record))
    return Counter(one.outcome for one in load_readings(record, found, clock=Ticking()))


def add_all(path: Path) -> None:
    """Add the files themselves."""
    with open_record(path) as record, Opener() as opener:
        take_all(record, packets(*FILES), opener)
        list(intake.read_waiting(record, workers=1, clock=Ticking()))


def test_loading_makes_the_rows_that_adding_makes(path: Path, empty: Path, run: str) -> None:
    other = path.with_name("added.sqlite")
    shutil.copy(empty, other)
    counts = load_all(path, run)
    add_all(other)
    rows = dump(path, times=False)
    assert rows == dump(other, times=False)
    assert counts == {"read": len(rows["readings"]), "refused": 1}
    assert len(rows["readings"]) > 5
    assert len(rows["refusals"]) == 4


def test_what_failed_in_the_run_is_not_tried_again(path: Path, run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    own = opening.open_with

    def noting(opens: Callable[[Packet], Document], packet: Packet) -> Opened:
        tried.append(packet.name)
        return own(opens, packet)

    monkeypatch.setattr(opening, "open_with", noting)
    load_all(path, run)
    assert "a.txt" in tried
    assert "g.txt" not in tried
    assert "c.jsonl:4" not in tried


def test_a_run_that_is_loaded_again_changes_nothing(path: Path, run: str) -> None:
    load_all(path, run)
    before = dump(path)
    assert load_all(path, run) == {}
    assert dump(path) == before


def test_a_run_is_loaded_beside_what_was_added_before(path: Path, run: str) -> None:
    with open_record(path) as record, Opener() as opener:
        take_all(record, packets("a.txt", "d.csv"), opener)
        list(intake.read_waiting(record, workers=1, clock=Ticking()))
    counts = load_all(path, run)
    rows = dump(path, times=False)
    assert counts["read"] == len(rows["readings"]) - 2
    assert len(rows["refusals"]) == 4


def test_loading_that_is_killed_goes_on(tmp_path: Path, empty: Path) -> None:
    files = {name: FILES[name] for name in ("a.txt", "c.jsonl", "d.csv")}
    run = make_run(tmp_path / "run", [rows_of(outcome_of(one), place) for one, place in outcomes_of(files)]).address
    whole = tmp_path / "whole.sqlite"
    shutil.copy(empty, whole)
    moments = moments_of(whole, lambda: load_all(whole, run))
    rows = dump(whole, times=False)
    telling = moments.telling[:: max(1, len(moments.telling) // 4)]
    held = set()
    for moment in telling:
        path = tmp_path / f"{moment}.sqlite"
        shutil.copy(empty, path)
        assert die_at(moment, partial(load_all, path, run)) == -signal.SIGKILL
        found = dump(path, times=False)
        held.add(tuple(bool(found[name]) for name in ("documents", "readings")))
        load_all(path, run)
        assert dump(path, times=False) == rows
        path.unlink()
    assert held >= {(False, False), (True, False)}


def test_what_other_stages_read_waits(path: Path, tmp_path: Path, rows: list[Rows]) -> None:
    other = make_run(tmp_path / "other", rows, stages=(*STAGES, ("more", "1")))
    counts = load_all(path, other.address)
    assert set(counts) == {"waits"}
    assert counts["waits"] > 5
    assert dump(path)["readings"] == []
    with open_record(path) as record:
        done = list(intake.read_waiting(record, workers=1, clock=Ticking()))
    assert len(done) == counts["waits"]


def test_what_the_record_has_by_another_day_waits(path: Path, tmp_path: Path) -> None:
    opened = opened_as("a.txt", FILES["a.txt"])
    assert opened.document is not None
    told = replace(opened, document=replace(opened.document, published="2026-03-01"))
    run = make_run(tmp_path / "told", [rows_of(outcome_of(told), ORIGIN)])
    assert load_all(path, run.address) == {"waits": 1}


@pytest.mark.parametrize("n", range(len(EXAMPLES) + 1))
def test_a_reading_comes_back_as_it_was(n: int, tmp_path: Path) -> None:
    files = [*EXAMPLES]
    outcome = made(1) if n == len(files) else read_opened([opened_as(files[n].name, files[n].read_bytes())])[0]
    reading = outcome.reading
    assert reading is not None
    run = make_run(tmp_path, [rows_of(outcome, ORIGIN)], stages=reading.stages)
    (row,) = document_rows(open_run(run.address))
    back = reading_of(row)
    assert back is not None
    assert packet_of(row) == outcome.opened.packet
    assert json.dumps(back.model_dump()) == json.dumps(reading.model_dump())
    document = document_id(row["sha256"])
    kept = replace(back, document=reading.document)
    assert list(store_rows.rows_of(kept, document)) == list(store_rows.rows_of(reading, document))


@pytest.mark.parametrize("name", ["\ud800half.txt", "../../etc/passwd"])
def test_hostile_names_come_into_a_record(path: Path, tmp_path: Path, name: str) -> None:
    opened = opened_as("a.txt", FILES["a.txt"])
    named = replace(opened, packet=replace(opened.packet, name=name, suffix=".txt"))
    run = make_run(tmp_path / "run", [rows_of(outcome_of(named), ORIGIN)])
    assert load_all(path, run.address) == {"read": 1}
    assert [one[0] for one in dump(path)["readings"]]


def test_a_run_that_is_none_or_not_finished_is_refused(tmp_path: Path, rows: list[Rows]) -> None:
    with pytest.raises(UsageError, match="holds no run; name the folder"):
        open_run(str(tmp_path / "nowhere"))
    store = make_run(tmp_path / "run", rows)
    store.remove(MANIFEST)
    with pytest.raises(UsageError, match=r"not finished; finish it: detente run PLAN\.toml"):
        open_run(store.address)
    store.write(MANIFEST, b"{}")
    for damaged in (b"{", b"{}", b"[]", b'{"stages": [["a"]]}'):
        store.write(PLAN, damaged)
        with pytest.raises(UsageError, match="gone or damaged"):
            open_run(store.address)


def _cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize("damage", [_cut_short, lambda _: b"", lambda _: b"PAR1"])
def test_a_run_that_is_damaged_is_told(
    path: Path, tmp_path: Path, rows: list[Rows], damage: Callable[[bytes], bytes]
) -> None:
    store = make_run(tmp_path / "run", rows)
    name = store.names("documents")[0]
    store.write(name, damage(store.read(name)))
    with pytest.raises(UsageError, match=r"part-00000\.parquet .* copied again"):
        load_all(path, store.address)


def test_a_run_with_documents_that_it_did_not_write_is_told(path: Path, tmp_path: Path, rows: list[Rows]) -> None:
    store = make_run(tmp_path / "run", rows)
    other = make_run(tmp_path / "other", rows_by_number([made(0)]))
    name, theirs = store.names("documents")[0], other.names("documents")[0]
    store.write(name, other.read(theirs))
    with pytest.raises(UsageError, match=r"not as manifest\.json says .*part-00000\.parquet has .* copied again"):
        load_all(path, store.address)
    shutil.rmtree(tmp_path / "run" / "documents")
    with pytest.raises(UsageError, match=r"part-00000\.parquet is gone"):
        load_all(path, store.address)
    store.write(MANIFEST, b"{}")
    with pytest.raises(UsageError, match=r"manifest\.json .* is damaged"):
        load_all(path, store.address)
    assert dump(path)["documents"] == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reading", "{"),
        ("reading", "[]"),
        ("reading", "{}"),
        ("text", "short"),
        ("carried", {"fetched": "yesterday"}),
    ],
)
def test_a_row_that_was_changed_is_told(path: Path, tmp_path: Path, column: str, value: object) -> None:
    rows = rows_by_number([made(0)])
    changed = replace(rows[0], documents=(rows[0].documents[0] | {column: value},))
    store = make_run(tmp_path / "run", [changed])
    if column == "text":
        (row,) = document_rows(open_run(store.address))
        with pytest.raises(EvidenceError, match="no words at"):
            reading_of(row)
    else:
        with pytest.raises(UsageError, match=r"is damaged: .* copied again"):
            load_all(path, store.address)
    assert dump(path)["readings"] == []


def test_a_reason_that_no_version_knows_is_a_failure() -> None:
    error = error_of({"error_code": "made_up", "error_message": None})
    assert (error and error.code, error and error.message) == ("failed", "no reason is noted")


def test_rows_come_a_few_at_a_time(tmp_path: Path) -> None:
    store = make_run(tmp_path, rows_by_number([made(n) for n in range(200)]))
    found = document_rows(open_run(store.address), "document", "ordinal")
    assert next(found) == {"document": "d0", "ordinal": 0}
    assert len(list(found)) == 199
    assert pq.read_table(tmp_path / "documents").num_rows == 200
