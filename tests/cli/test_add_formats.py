"""Files of every format in one run, in any order; and what is shown of how they came in."""

import random
from pathlib import Path
from typing import Any

import pytest

from cli.runs import Run, line_of
from detente.cli.exits import Exit
from detente.store import documents, open_record
from pipeline.given import FILES, FOREIGN
from store.made import WIRE, dump

GOOD = [name for name in FILES if name not in {"g.txt", "h.html"}]


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    run("init", tmp_path / "desk")
    return tmp_path / "desk"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = []
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
        made.append(tmp_path / name)
    return made


def names(folder: Path) -> list[str]:
    with open_record(folder / "record.sqlite") as record:
        return sorted(origin for d in documents(record) for origin in d.origins)


def shown(run: Run, folder: Path, what: str) -> list[dict[str, Any]]:
    ended = run("show", folder, what, "--json")
    assert ended.status == Exit.DONE
    return ended.items()


def test_every_format_in_one_run(run: Run, folder: Path, files: list[Path]) -> None:
    ended = run("add", folder, *files)
    assert ended.status == Exit.REFUSED
    assert "kept 10 documents; 0 were there already; 9 were read" in ended.err
    assert "1 are not in English and wait unread; 3 could not be read" in ended.err
    assert {name.partition(":")[0] for name in names(folder)} == set(GOOD)
    (unread,) = shown(run, folder, "unread")
    assert (unread["language"], unread["why"]) == ("fr", "in another language than English: fr")


def test_the_order_of_files_and_runs_changes_nothing(run: Run, folder: Path, files: list[Path], tmp_path: Path) -> None:
    run("add", folder, *files)
    expected = dump(folder / "record.sqlite", times=False)
    for seed in range(2):
        order, other = files[:], tmp_path / f"other{seed}"
        random.Random(seed).shuffle(order)  # noqa: S311 - an order, no secret
        run("init", other)
        run("add", other, "--keep-only", *order[:3])
        run("add", other, *order[2:6])
        run("add", other, *order)
        assert dump(other / "record.sqlite", times=False) == expected


def test_columns_are_mapped_to_fields(run: Run, folder: Path, tmp_path: Path) -> None:
    table = "nr,notes,day\n7,Soldiers searched a school in Hillford on Monday.,2026-03-02\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    ended = run("add", folder, tmp_path / "t.csv", "--map", "text=notes", "--map", "date=day", "--map", "id=nr")
    assert ended.status == Exit.DONE
    with open_record(folder / "record.sqlite") as record:
        (found,) = documents(record)
    assert (found.external_id, found.published) == ("7", "2026-03-02")


@pytest.mark.parametrize("wrong", ["text", "=notes", "text=", "colour=notes"])
def test_a_mapping_that_is_none(wrong: str, run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    ended = run("add", folder, tmp_path / "t.csv", "--map", wrong)
    assert ended.status == Exit.USAGE
    assert "Traceback" not in ended.err
    assert names(folder) == []


def page(url: str, text: str, title: str = "Market hit") -> str:
    head = f'<title>{title}</title><link rel="canonical" href="{url}">'
    return f"<!doctype html><html lang=en><head>{head}</head><body><article><p>{text}</p></article></body></html>"


def test_copies_are_shown_with_their_voice(run: Run, folder: Path) -> None:
    lines = line_of("wire", WIRE) + line_of("daily", WIRE.replace("two traders", "2 traders")) + line_of("f", FOREIGN)
    run("add", folder, "-", stdin=lines)
    rows = shown(run, folder, "copies")
    assert {(row["name"], row["copy of"]) for row in rows} == {("wire", "daily"), ("daily", "wire")}
    assert {row["of one voice"] for row in rows} == {2}
    assert len({row["voice"] for row in rows}) == 1


def test_a_copy_is_shown_once_beside_its_nearest_with_the_words_that_differ(run: Run, folder: Path) -> None:
    spun = WIRE.replace("traders", "patriots")
    run("add", folder, "-", stdin=line_of("wire", WIRE) + line_of("again", WIRE + " ") + line_of("spun", spun))
    rows = {row["name"]: row for row in shown(run, folder, "copies")}
    assert sorted(rows) == ["again", "spun", "wire"]
    assert rows["spun"]["replaced"] == [["traders", "patriots"]]
    assert rows["wire"]["copy of"] == "again"
    assert [len(row["copies"]) for row in rows.values()] == [2, 2, 2]
    assert "“traders” → “patriots”" in " ".join(run("show", folder, "copies").out.decode().split())


def test_versions_are_shown_with_what_they_changed(run: Run, folder: Path, tmp_path: Path) -> None:
    url = "https://wire.example/news/1"
    for n, text in enumerate((WIRE, WIRE.replace("two traders were", "three traders were"))):
        (tmp_path / f"{n}.html").write_text(page(url, text), encoding="utf-8")
        assert run("add", folder, tmp_path / f"{n}.html").status == Exit.DONE
    rows = shown(run, folder, "versions")
    assert [(row["address"], row["version"]) for row in rows] == [(url, 1), (url, 2)]
    changes = {str(row["what changed"]) for row in rows if row["what changed"]}
    assert any("“two” became “three”" in told or "“three” became “two”" in told for told in changes)


def test_recycled_paragraphs_are_shown(run: Run, folder: Path) -> None:
    lead, past = WIRE.split("\n\n")
    news = (
        "Parliament in Dunmere voted to let the decree lapse, and its speaker said that courts would reopen on Monday."
    )
    first = line_of("first", f"5 January 2026 - {lead}\n\n{past}").replace(b"{", b'{"published": "2026-01-05", ')
    later = f"{news}\n\n{past}\n\n{news.replace('Dunmere', 'Westmark')} {lead[:0]}"
    second = line_of("second", later).replace(b"{", b'{"published": "2026-01-09", ')
    run("add", folder, "-", stdin=first + second)
    (row,) = shown(run, folder, "recycled")
    assert row["told before by"] == "first"
    assert row["words"] == past


def test_what_extraction_did_to_a_text_is_shown(run: Run, folder: Path, tmp_path: Path) -> None:
    html = page("https://wire.example/2", WIRE).replace("<article>", "<script>let a = 1;</script><article>")
    (tmp_path / "p.html").write_text(html, encoding="utf-8")
    run("add", folder, tmp_path / "p.html")
    (row,) = shown(run, folder, "documents")
    assert row["cut away"]["script"] > 0
    assert (row["decoded from"], row["incomplete"], row["mended"]) == (None, None, [])
    assert b"characters left out" in b" ".join(run("show", folder, "documents").out.split())
