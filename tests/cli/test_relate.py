"""`detente relate` over good lines and bad ones."""

import json
from pathlib import Path
from typing import Any

import pytest

import detente
from cli.runs import Run
from detente.cli.exits import Exit
from detente.core.errors import DocumentError
from detente.knowledge.plover import plover

TEXT = "Norway condemned the shelling of the village by government forces."


def marked(name: str, text: str, actor: str, recipient: str) -> dict[str, Any]:
    def where(words: str) -> list[int]:
        return [text.index(words), text.index(words) + len(words)]

    return {"id": name, "text": text, "actor": where(actor), "recipient": where(recipient)}


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


ROWS = [
    marked("a", TEXT, "Norway", "government forces"),
    marked("b", TEXT, "government forces", "village"),
    marked("c", "Kenya will send doctors to Somalia.", "Kenya", "Somalia"),
]


def test_a_line_a_pair_in_the_contracts_form(run: Run, tmp_path: Path) -> None:
    ended = run("relate", written(tmp_path / "pairs.jsonl", ROWS))
    assert ended.status == Exit.DONE
    assert [item["id"] for item in ended.items()] == ["a", "b", "c"]
    for item in ended.items():
        assert set(item) == {"id", "type", "confidence", "scores"}
        assert set(item["scores"]) == {*plover().types, "NONE"}
        assert sum(item["scores"].values()) == pytest.approx(1.0, abs=1e-4)
        assert item["confidence"] == item["scores"][item["type"]] == max(item["scores"].values())


def test_roles_matter(run: Run, tmp_path: Path) -> None:
    ended = run("relate", written(tmp_path / "pairs.jsonl", ROWS))
    assert [item["type"] for item in ended.items()][:2] == ["ACCUSE", "ASSAULT"]


def test_another_language_is_said_to_be_one_and_not_related(run: Run, tmp_path: Path) -> None:
    french = [
        marked("f", "La France a condamné les frappes de la Russie dans le nord du pays.", "France", "Russie"),
        marked("g", "Les forces russes ont bombardé la ville de Kharkiv lundi.", "forces russes", "ville de Kharkiv"),
    ]
    ended = run("relate", written(tmp_path / "pairs.jsonl", [*french, ROWS[0]]))
    assert ended.status == Exit.REFUSED
    *refused, related = ended.items()
    assert [(r["id"], r["error"]["code"]) for r in refused] == [("f", "not_english"), ("g", "not_english")]
    assert all("French" in r["error"]["message"] for r in refused)
    assert related["type"] == "ACCUSE"


def test_bad_lines_have_their_own_and_the_rest_go_on(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "pairs.jsonl", [ROWS[0], ROWS[1] | {"actor": [9, 2]}])
    path.write_bytes(path.read_bytes() + b"{oops\n" + json.dumps(ROWS[2]).encode() + b"\n")
    ended = run("relate", path)
    assert ended.status == Exit.REFUSED
    assert [item.get("error", {}).get("code") for item in ended.items()] == [None, "not_a_document", "not_json", None]
    assert "related 2 pairs, could not use 2 lines" in ended.err


def test_only_lines_of_json_are_taken(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.txt").write_text("x", encoding="utf-8")
    ended = run("relate", tmp_path / "pairs.txt")
    assert ended.status == Exit.USAGE
    assert "is no .jsonl" in ended.err


@pytest.mark.slow
def test_the_same_bytes_over_two_workers(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "pairs.jsonl", ROWS * 3)
    assert run("relate", path).out == run("relate", path, "--workers", 2).out


def test_the_library_gives_the_same(run: Run, tmp_path: Path) -> None:
    row = ROWS[0]
    relation = detente.relate(row["text"], row["actor"], row["recipient"])
    (item,) = run("relate", written(tmp_path / "pairs.jsonl", [row])).items()
    assert relation.type == item["type"]
    assert relation.model_dump()["scores"] == pytest.approx(item["scores"])


def test_the_library_refuses_marks_outside_the_text() -> None:
    with pytest.raises(DocumentError, match="outside the text"):
        detente.relate("Kenya thanked Somalia.", (0, 5), (14, 99))


def test_a_pair_at_the_end_of_a_sentence_of_two_thousand_words() -> None:
    text = "The list names " + "one village after another, " * 500 + "and Ruritanian troops shelled Port Amal."
    actor, recipient = text.index("Ruritanian"), text.index("Port Amal")
    relation = detente.relate(text, (actor, actor + 17), (recipient, recipient + 9))
    assert relation.type == "ASSAULT"
