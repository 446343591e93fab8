"""The package's data files: read, checked, and refused with a way out when something is wrong."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from detente.core.errors import KnowledgeError
from detente.knowledge import files

ABOUT = {"source": "made for a test", "licence": "Apache-2.0", "version": "1"}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand a folder of our own in for the package's data."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setattr(files, "resources", SimpleNamespace(files=lambda _: tmp_path))
    files.about.cache_clear()
    return folder


def test_json_comes_back_without_what_it_says_of_itself(data: Path) -> None:
    (data / "a.json").write_text(json.dumps({"_about": ABOUT, "x": [1]}), encoding="utf-8")
    assert files.read_json("a.json") == {"x": [1]}
    assert files.about("a.json") == ABOUT


def test_toml_comes_back_without_what_it_says_of_itself(data: Path) -> None:
    (data / "a.toml").write_text(
        '[_about]\nsource = "s"\nlicence = "l"\nversion = "1"\n[x]\ny = "Yerevan"\n', encoding="utf-8"
    )
    assert files.read_toml("a.toml") == {"x": {"y": "Yerevan"}}
    assert files.about("a.toml")["licence"] == "l"


def test_jsonl_comes_back_without_its_first_line(data: Path) -> None:
    lines = [json.dumps({"_about": ABOUT}), json.dumps({"x": 1}), "", json.dumps({"x": "a\u2028b"}, ensure_ascii=False)]
    (data / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert files.read_jsonl("a.jsonl") == [{"x": 1}, {"x": "a\u2028b"}]
    assert files.about("a.jsonl") == ABOUT


@pytest.mark.parametrize("missing", files.ABOUT_FIELDS)
def test_a_file_that_does_not_say_where_it_comes_from_is_refused(data: Path, missing: str) -> None:
    about = {key: value for key, value in ABOUT.items() if key != missing}
    (data / "a.json").write_text(json.dumps({"_about": about}), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"a\.json does not say its {missing}"):
        files.read_json("a.json")


@pytest.mark.parametrize("text", ["", '{"x": 1}\n'])
def test_lines_without_a_first_line_about_them_are_refused(data: Path, text: str) -> None:
    (data / "a.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="source, licence, version"):
        files.read_jsonl("a.jsonl")


def test_a_missing_file_names_itself_and_the_way_out(data: Path) -> None:
    assert data.exists()
    with pytest.raises(KnowledgeError, match=r"gone\.json.*reinstall"):
        files.read_json("gone.json")


@pytest.mark.parametrize(("name", "text"), [("a.json", "{"), ("a.toml", "x ="), ("a.jsonl", '{"_about": {}}\n{')])
def test_a_malformed_file_names_itself_and_the_way_out(data: Path, name: str, text: str) -> None:
    (data / name).write_text(text, encoding="utf-8")
    read = {"json": files.read_json, "toml": files.read_toml, "jsonl": files.read_jsonl}[name.split(".")[1]]
    with pytest.raises(KnowledgeError, match=rf"{name}.*malformed.*reinstall"):
        read(name)


def test_every_data_file_of_the_package_says_where_it_comes_from() -> None:
    folder = Path(files.__file__).parent / "data"
    names = [
        f.relative_to(folder).as_posix() for f in sorted(folder.rglob("*")) if f.suffix in {".json", ".jsonl", ".toml"}
    ]
    assert names
    for name in names:
        assert all(files.about(name)[field] for field in files.ABOUT_FIELDS)
