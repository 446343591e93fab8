import datetime as dt

import pytest

from detente.core.errors import UsageError
from detente.registry.mines.by_hand import records_by_hand
from detente.registry.mines.records import Accident, Activity, HazardousArea, MineFigure

HEAD = 'claimant = "Joint Centre"\nwords = "as told"\nsource = "the centre\'s sheet, page 1"\n'


def one(kind: str, text: str = "") -> object:
    (made,) = records_by_hand(f"[[{kind}]]\n{HEAD}{text}".encode(), name="sheet.toml", by="Ann Brook")
    return made


def test_work_that_nobody_put_in_numbers_is_a_record_without_figures() -> None:
    made = one("activity", 'kind = "clearance"\nstatus = "ongoing"')
    assert isinstance(made, Activity)
    assert (made.has_figures, made.released, made.devices, made.interval) == (False, None, (), None)
    assert (made.claimant, made.origin, made.evidence[0].by) == ("Joint Centre", "entered", "Ann Brook")


def test_sizes_and_counts_are_read_as_people_write_them() -> None:
    made = one(
        "activity",
        'cleared = "at least 12 ha"\nreached = "1,200"\nfirst = 2031-05-03\n'
        'devices = [{ kind = "mine", count = "about 40", fate = "destroyed" }, { kind = "IED" }]',
    )
    assert isinstance(made, Activity)
    assert made.released is not None
    assert made.released.cleared is not None
    assert (made.released.cleared.low, made.released.cleared.high) == (120_000, None)
    assert made.reached is not None
    assert made.reached.low == 1200
    assert [(some.kind, some.count is None) for some in made.devices] == [("mine", False), ("IED", True)]
    assert made.interval is not None
    assert made.interval.last == dt.date(2031, 5, 3)


def test_an_accident_has_numbers_by_age_and_sex_as_told_and_adds_none_of_them_up() -> None:
    made = one("accident", 'groups = [{ harm = "wounded", group = "children", count = "3" }]')
    assert isinstance(made, Accident)
    assert (made.wounded, made.killed) == (None, None)
    assert made.groups[0].count.low == 3


def test_a_blank_cell_says_nothing_and_zero_is_told() -> None:
    made = one("accident", 'killed = ""\nwounded = "none"')
    assert isinstance(made, Accident)
    assert made.killed is None
    assert made.wounded is not None
    assert made.wounded.is_none


def test_the_same_record_has_the_same_id_and_another_word_another() -> None:
    first, again = (one("hazard", 'area = "3,000 m2"') for _ in range(2))
    other = one("hazard", 'area = "3,001 m2"')
    assert isinstance(first, HazardousArea)
    assert first == again
    assert isinstance(other, HazardousArea)
    assert first.id != other.id


def test_a_figure_has_its_days_and_its_kind() -> None:
    made = one("figure", 'what = "cleared"\narea = "12 ha"\nrunning = true\nfirst = 2031-01-01\nlast = 2031-05-03')
    assert isinstance(made, MineFigure)
    assert made.running


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("accident", 'note = "Jon Reed lost a foot"', "an accident has no note"),
        ("accident", 'victim = "Jon Reed"', "no field"),
        ("activity", 'cleared = "12"', "has no unit"),
        ("activity", 'cleared = "12 dunams"', "no size of ground"),
        ("activity", 'reached = "many"', "is no count"),
        ("activity", 'kind = "digging"', "Invalid enum value"),
        ("boat", "", "no field boat"),
        ("figure", 'what = "mine"\ncount = "4"', "needs its days"),
        ("figure", 'what = "boats"\ncount = "4"\nfirst = 2031-05-03', "it is one of"),
        ("figure", 'what = "mine"\nfirst = 2031-05-03', "either a count or an area"),
        ("hazard", "first = 2031-05-03\nlast = 2031-05-01", "turn them round"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(kind: str, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        one(kind, text)


@pytest.mark.parametrize("field", ["claimant", "words", "source"])
def test_a_record_needs_who_says_so_in_which_words_and_where(field: str) -> None:
    left_out = "\n".join(line for line in HEAD.splitlines() if not line.startswith(field))
    for text in (left_out, f'{left_out}\n{field} = " "'):
        with pytest.raises(UsageError, match=field):
            records_by_hand(f"[[activity]]\n{text}".encode(), name="sheet.toml", by="Ann Brook")


@pytest.mark.parametrize("data", [b"", b"\xff", b"[[activity", b"activity = 1"])
def test_a_file_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"mine records in sheet\.toml"):
        records_by_hand(data, name="sheet.toml", by="Ann Brook")
