"""Sentences that were written down before the rules: both halves are held, the made one and the one set aside."""

import json
from pathlib import Path
from typing import Any

import pytest

from detente.registry.agreements.told.told import assertions_of
from detente.registry.assertions.assertion import Assertion
from registry.agreements.made import ACTORS, telling

FILE = Path(__file__).parent / "held" / "sentences.jsonl"
ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()[1:]]
ROLES = ("signatory", "ratifier", "leaver", "suspender", "party", "guarantor", "bound")
IDS = {actor.name: actor.id for actor in ACTORS}


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_what_a_sentence_says_of_agreements_is_told_and_nothing_else(row: dict[str, Any]) -> None:
    said = list(assertions_of(telling(row["text"], published=row["published"])))
    missing = [expected for expected in row["expect"] if not any(_fits(one, expected) for one in said)]
    assert missing == []
    assert [one.what for one in said if one.what in row.get("never", ()) and one.is_claimed_fact] == []
    if not row["expect"]:
        assert said == []


def _fits(one: Assertion, expected: dict[str, Any]) -> bool:
    standings = expected.get("standing", one.standing)
    standings = ["happened", "background", "ongoing"] if standings == "happened" else standings
    return (
        one.what == expected["what"]
        and expected.get("named", "").lower() in one.named.lower()
        and one.standing in ([standings] if isinstance(standings, str) else standings)
        and (one.day.first if one.day and one.day.first else "").startswith(expected.get("day", ""))
        and expected.get("claimant", "").lower() in one.claimant.name.lower()
        and expected.get("value", "").lower() in (one.value or "").lower()
        and expected.get("where", "") in (one.where.words if one.where else "")
        and all(_has(one, role, expected[role]) for role in ROLES if role in expected)
        and all(any(name in part.name for part in one.parts_of("mentioned")) for name in expected.get("mentioned", ()))
    )


def _has(one: Assertion, role: str, names: list[str]) -> bool:
    parts = one.parts_of(role)
    return len(parts) == len(names) and all(
        any(name in part.name or part.actor == IDS.get(name, name) for part in parts) for name in names
    )
