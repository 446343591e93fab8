"""A desk with a tiny watch and composed reports, for commands of the registries."""

from pathlib import Path

from cli.runs import Run

SIGNED = ("--author", "A. Karimova", "--reason", "as read")
WATCH = """
id = "line"
name = "The line"
invented = true

[[actors]]
id = "N"
name = "Northmark"

[[actors]]
id = "S"
name = "Southmark"

[[agreements]]
id = "pact"
name = "Kessing Pact"
parties = [{actor = "N"}, {actor = "S"}]

[[agreements.provisions]]
id = "4"
words = "Northmark hands over the maps by 1 April 2024."
bound = ["N"]
due = "2024-04-01"
"""
STATED = """
[[stated]]
of = "pact"
what = "{what}"
claimant = "{by}"
first = "{day}"
[[stated.evidence]]
words = "{by} has {what} on {day}."
by = "the desk"
"""
REPORTS = (
    '{"id": "r1", "published": "2024-03-06", "publisher": "Valley Wire", "text": "The foreign ministers of Northmark '
    'and Southmark will meet in Kessing on 14 March. We hope that the talks will bring peace, Southmark said."}\n'
    '{"id": "r2", "published": "2024-03-15", "publisher": "Line Post", "text": "The foreign ministers of Northmark and '
    'Southmark met in Kessing on 14 March."}\n'
)


def begin(run: Run, folder: Path, *stated: tuple[str, str, str]) -> Path:
    desk = folder / "desk"
    (folder / "watch.toml").write_text(WATCH + "".join(STATED.format(what=w, by=b, day=d) for w, b, d in stated))
    (folder / "reports.jsonl").write_text(REPORTS)
    assert run("init", desk).status == 0
    assert run("watch", "load", desk, folder / "watch.toml", *SIGNED).status == 0
    assert run("add", desk, folder / "reports.jsonl").status == 0
    return desk
