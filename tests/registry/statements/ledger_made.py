"""Reports of this room's tests, and what is said in them."""

import json
from pathlib import Path

import detente
from detente.registry.statements.ledger import Line, heard_in, ledger_of

HERE = Path(__file__).parent


def ledger(*reports: tuple[str, str]) -> tuple[Line, ...]:
    """Return the ledger of reports, each a day and a text."""
    heard = [
        one
        for number, (day, text) in enumerate(reports)
        for one in heard_in(detente.read(text, published=day).model_dump(), document=f"d{number}")
    ]
    return ledger_of(heard)


def composed() -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Return the composed reports of speakers who say things again, and their phrases by speaker."""
    content = json.loads((HERE / "held" / "speakers.json").read_text("utf-8"))
    return [(day, text) for day, text in content["reports"]], content["phrases"]
