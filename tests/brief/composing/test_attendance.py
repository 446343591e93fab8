"""Meetings in sentences: whose expectation it is, and that none is told which its own report tells to be past."""

from pathlib import Path

import pytest

from brief.composing.reports_made import EDITION, come_in, evening, made_watch, texts
from detente.brief.composing.compose import compose_brief
from detente.store import open_record

DAY = "2024-10-21"


def _told(folder: Path, text: str) -> str:
    path = made_watch(folder, "south-caucasus", at=evening("2024-10-01"))
    report = {"id": "r", "text": text, "publisher": "Valley Wire", "published": "2024-10-20", "language": "en"}
    come_in(path, [report], at=evening("2024-10-20"))
    until = evening(DAY)
    with open_record(path, read_only=True) as record:
        return texts(compose_brief(record, EDITION, day=until.date(), since=evening("2024-10-02"), until=until),
                     "platforms")  # fmt: skip


def test_who_expects_to_host_is_told(tmp_path: Path) -> None:
    told = _told(tmp_path, "Turkey expects to host the fourth meeting of the 3+3 platform in Istanbul.")
    assert "Valley Wire says that Turkey expects to host round 4 of the 3+3 platform in Istanbul." in told


@pytest.mark.parametrize(
    "text",
    [
        "Turkey once expected to host the second meeting of the 3+3 platform; it was held in Tehran.",
        "Turkey was expected to host the second 3+3 meeting. The second 3+3 meeting was held in Tehran.",
        "The second 3+3 meeting was expected to be held in Ankara. The second 3+3 meeting was held in Tehran.",
    ],
)
def test_what_the_same_report_tells_as_held_is_not_told_as_expected(tmp_path: Path, text: str) -> None:
    told = _told(tmp_path, text)
    assert "was held in Tehran" in told
    assert "expect" not in told
