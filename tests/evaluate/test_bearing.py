"""The yardstick of bearings: composed pairs, test apart from train, and the figures held."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from detente.documents.document import Document
from detente.evaluate.bearing import cases_in, measure_bearing
from detente.pipeline.reader import default_reader
from detente.reading.dump import dump_reading

CORPUS = Path(__file__).parents[2] / "corpus" / "implementation"
FLOOR = 0.80
"""Of F1 on the test half: what was measured, rounded down, with room for a newer reading."""


@cache
def read(text: str) -> Mapping[str, Any]:
    return dump_reading(default_reader().read(Document(id="composed", text=text)))


def test_the_halves_share_no_agreement_and_no_report_and_are_large_enough() -> None:
    train, test = (list(cases_in(CORPUS / f"{name}.jsonl")) for name in ("train", "test"))
    for cases, least in ((train, 250), (test, 300)):
        assert len({case.agreement.id for case in cases}) >= 12
        assert sum(len(case.bears) + len(case.near) for case in cases) >= least
    assert not {case.agreement.id for case in train} & {case.agreement.id for case in test}
    assert not {case.text for case in train} & {case.text for case in test}


def test_every_pair_names_a_provision_of_its_agreement_and_a_direction() -> None:
    for case in (one for name in ("train", "test") for one in cases_in(CORPUS / f"{name}.jsonl")):
        ids = {one.id for one in case.agreement.provisions}
        assert case.bears.keys() | case.near.keys() <= ids, case.text
        assert set(case.bears.values()) <= {"towards", "against", "about", "unclear"}
        assert case.bears or case.near, case.text


def test_bearings_hold_their_floor_and_what_is_only_said_is_hardly_ever_taken() -> None:
    told = measure_bearing(CORPUS / "test.jsonl", read)
    assert told.f1 >= FLOOR
    assert told.directions >= 0.9 * told.right
    only_said = ("promise", "demand", "denial", "accusation")
    assert sum(told.taken.get(why, 0) for why in only_said) <= 2
