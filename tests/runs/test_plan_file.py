"""Plans as files: what they say, and how their mistakes are told."""

import os
from pathlib import Path

import pytest

from detente.core.errors import UsageError
from detente.runs.plan import Bounds, Source
from detente.runs.plan_file import read_plan

SOURCE = '[[sources]]\naddress = "a.jsonl"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plan_says_what_is_read_and_how(tmp_path: Path) -> None:
    text = 'output = "out"\nworkers = 3\nshard_documents = 9\n' + SOURCE + 'columns = {text = "body"}\n'
    plan = read_plan(written(tmp_path, text + "[bounds]\nseconds = 5\n"))
    assert plan.output == str(tmp_path / "out")
    assert plan.sources == (Source(address=str(tmp_path / "a.jsonl"), columns={"text": "body"}),)
    assert (plan.workers, plan.shard_documents, plan.engine) == (3, 9, "local")
    assert plan.bounds == Bounds(seconds=5.0)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("../b/c.jsonl", "{up}/b/c.jsonl"),
        ("/data/c.jsonl", "/data/c.jsonl"),
        ("s3://bucket/c", "s3://bucket/c"),
        ("zip://inner.jsonl::packed.zip", "zip://inner.jsonl::{here}/packed.zip"),
        ("zip://*::s3://bucket/packed.zip", "zip://*::s3://bucket/packed.zip"),
    ],
)
def test_paths_are_relative_to_the_plan(tmp_path: Path, address: str, place: str) -> None:
    plan = read_plan(written(tmp_path, f'output = "memory://out"\n[[sources]]\naddress = "{address}"\n'))
    assert plan.sources[0].address == place.format(up=tmp_path.parent, here=tmp_path)
    assert plan.output == "memory://out"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "it has no 'sources' and no 'output'"),
        ('output = "o"\nworkrs = 2\n' + SOURCE, "there is no 'workrs'; known are sources, output, "),
        (
            'output = "o"\n[[sources]]\naddres = "a"\n',
            "source 1 cannot be used: there is no 'addres'; known are address",
        ),
        ('output = "o"\n[[sources]]\nending = ".txt"\n', "source 1 cannot be used: it has no 'address'"),
        ('output = "o"\nsources = "a.jsonl"\n', "write each as a table, [[sources]]"),
        ('output = "o"\nbounds = 3\n' + SOURCE, "write each as a table, [bounds]"),
        ('output = "o"\n' + SOURCE + "[bounds]\nsecond = 3\n", "there is no 'second'; known are seconds"),
        (
            'output = "o"\nworkers = "2"\n' + SOURCE,
            'workers is text in quotation marks ("..."); it has to be a whole number',
        ),
        ("output = 3\n" + SOURCE, 'output is a whole number; it has to be text in quotation marks ("...")'),
        ('output = "o"\n' + SOURCE + "ending = 1.5\n", "sources[0].ending is a number; it has to be text in"),
        ('output = "o"\n' + SOURCE + "columns = {text = 1}\n", "columns[...] is a whole number; it has to be text in"),
        ('output = "o"\nmetrics_port = 2019-04-01\n' + SOURCE, "metrics_port is a day; it has to be a whole number"),
        ('output = "o"\nworkers = 0\n' + SOURCE, "workers is 0; it may be 1 to 100,000"),
        ('output = "o"\nmetrics_port = 99999\n' + SOURCE, "metrics_port is 99,999; it may be 1 to 65,535"),
        ('output = "o"\n' + SOURCE + "[bounds]\nseconds = nan\n", "bounds.seconds is nan"),
        ('output = "o"\nengine = "cloud"\n' + SOURCE, "engine is 'cloud'; it may be local or ray"),
        ('output = " "\n' + SOURCE, "output is empty"),
        ('output = "o"\nsources = []\n', "there are no sources"),
        ('output = "o"\n' + SOURCE + 'ending = "exe"\n', "ending is 'exe'; it may be .txt"),
        (
            'output = "o"\n' + SOURCE + 'columns = {body = "text"}\n',
            "columns cannot fill 'body'; what they can is text",
        ),
        ('output = "o"\n[[sources]]\naddress = "s3://key:word@bucket"\n', "holds a user name or password"),
        ("output = ", "it is to be TOML in UTF-8"),
    ],
)
def test_a_mistake_is_told_with_what_is_allowed(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_plan(written(tmp_path, text))
    assert told in str(raised.value)
    assert "the plan plan.toml" in str(raised.value)


def test_a_plan_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name a file that is there"):
        read_plan(tmp_path / "plan.toml")
    with pytest.raises(UsageError, match=r"the plan \. cannot be read: Is a directory"):
        read_plan(Path())


def test_a_folder_whose_name_is_no_text_is_told(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"archive-\xe9")
    folder.mkdir()
    with pytest.raises(UsageError, match="rename that folder"):
        read_plan(written(folder, 'output = "o"\n' + SOURCE))
