from typing import Any

from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.taxonomy import shipped_taxonomy
from detente.registry.ceasefires.verification.ladder import Step, standing_of
from detente.registry.ceasefires.verification.subject import Found, subject_of
from detente.registry.ceasefires.verification.verified import Enquiry, findings_by_row
from detente.registry.ceasefires.violation import Violation
from detente.registry.evidence import Evidence
from registry.ceasefires.made import ceasefire, days, violation

WORDS = (Evidence(words="Two craters.", by="Ann Brook"),)


def found(one: Violation, *findings: tuple[str | None, Any], now: bool = True) -> Enquiry:
    steps = [
        Step(subject=one.id, number=n, rung=rung, by="Ann Brook", day="2031-05-04", body=body, evidence=WORDS)
        for n, (body, rung) in enumerate(findings, 1)
    ]
    there = Found(violation=one if now else None)
    return Enquiry(subject=subject_of(one), found=there, standing=standing_of(steps))


def rows(*enquiries: Enquiry, of: Ceasefire | None = None) -> dict[tuple[str, str], dict[str, int]]:
    made = findings_by_row(enquiries, of or ceasefire(), days(1, 8))
    return {(one.row, one.body): dict(one.findings) for one in made}


def test_what_a_body_found_stands_in_its_column_and_the_row_of_what_it_is_about() -> None:
    told = [
        found(violation("v1"), ("M", "confirmed"), ("B", "refuted")),
        found(violation("v2"), ("M", "confirmed")),
        found(violation("v3"), ("M", "cannot tell")),
        found(violation("v4", kind=None), (None, "not confirmed")),
        found(violation("v5", harm="killed"), ("A", "confirmed")),
    ]
    assert rows(*told) == {
        ("fire", "M"): {"confirmed": 2, "cannot tell": 1}, ("fire", "B"): {"refuted": 1},
        ("unclassed", "desk"): {"not confirmed": 1}, ("killed", "A"): {"confirmed": 1},
    }  # fmt: skip


def test_the_last_finding_of_a_body_counts_and_steps_that_find_nothing_do_not() -> None:
    told = found(violation("v1"), ("M", "enquiry open"), ("M", "not confirmed"), ("M", "confirmed"))
    assert rows(told) == {("fire", "M"): {"confirmed": 1}}
    assert rows(found(violation("v1"), ("M", "access denied"))) == {}


def test_other_days_and_what_is_no_more_are_counted_in_no_row() -> None:
    late = found(violation("v1", interval=days(9)), ("M", "confirmed"))
    undated = found(violation("v2", interval=None), ("M", "confirmed"))
    gone = found(violation("v3"), ("M", "confirmed"), now=False)
    assert rows(late, undated, gone) == {}


def test_a_finding_on_a_split_stands_in_the_row_of_its_class_as_well() -> None:
    of = ceasefire(taxonomy=shipped_taxonomy("explosions-and-fire"))
    split = next(one for one in of.taxonomy.classes if one.within)
    told = found(violation("v1", kind=split.id), ("M", "confirmed"))
    assert set(rows(told, of=of)) == {(split.id, "M"), (split.within, "M")}
