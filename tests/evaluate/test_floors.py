"""Floors rise, and fall only for a reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from detente.core.errors import OutputError, UsageError
from detente.evaluate import tally as t
from detente.evaluate.collect import Gold
from detente.evaluate.floors import (
    Floor,
    check_floors,
    check_measured,
    compare_floors,
    load_floors,
    raise_floors,
    strange_sections,
)
from evaluate.made import section_of

KEPT: dict[str, Any] = {
    "examples": {"shares": {"claim": 71}},
    "evaluate": {
        "sections": {"real": {"split": "test", "hash": "h", "floors": {t.TYPED: 0.5, t.QUIET: 0.1}}},
        "lowered": [],
    },
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "floors.json").write_text(json.dumps(KEPT), encoding="utf-8")
    return tmp_path / "floors.json"


def verdict(figure: str, floor: float | None, value: float | None) -> str:
    return Floor(section="real", figure=figure, floor=floor, value=value).verdict


@pytest.mark.parametrize(
    ("floor", "value", "expected"),
    [
        (0.5, 0.5, "holds"),
        (0.5, 0.5009, "holds"),
        (0.5, 0.501, "rose"),
        (0.5, 0.4999, "fallen"),
        (None, 0.2, "new"),
        (0.5, None, "not measured"),
    ],
)
def test_a_figure_and_its_floor(floor: float | None, value: float | None, expected: str) -> None:
    assert verdict(t.TYPED, floor, value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0.1, "holds"), (0.0995, "holds"), (0.099, "rose"), (0.1001, "fallen"), (0.0, "rose")]
)
def test_what_is_better_smaller_has_a_ceiling(value: float, expected: str) -> None:
    assert verdict(t.QUIET, 0.1, value) == expected


def test_floors_are_rounded_to_the_safe_side() -> None:
    assert Floor(section="s", figure=t.TYPED, floor=None, value=0.12399).bound == 0.123
    assert Floor(section="s", figure=t.QUIET, floor=None, value=0.12301).bound == 0.124
    assert Floor(section="s", figure=t.TYPED, floor=None, value=0.57).bound == 0.57
    assert Floor(section="s", figure=t.QUIET, floor=None, value=0.07).bound == 0.07


def test_every_figure_with_a_floor_or_a_value_is_compared() -> None:
    floors = compare_floors(KEPT, [section_of({t.TYPED: 0.4, t.WHOLE: 0.3})])
    assert [(f.figure, f.verdict) for f in floors] == [(t.TYPED, "fallen"), (t.WHOLE, "new"), (t.QUIET, "not measured")]


def test_a_section_that_was_not_measured_is_said_to_be_so() -> None:
    content = {"evaluate": {"sections": KEPT["evaluate"]["sections"] | {"composed": _section({t.TYPED: 0.9})}}}
    floors = compare_floors(content, [section_of({t.TYPED: 0.6})])
    assert [(f.section, f.verdict) for f in floors if f.figure == t.TYPED] == [
        ("real", "rose"),
        ("composed", "not measured"),
    ]


def _section(floors: dict[str, Any]) -> dict[str, Any]:
    return {"split": "test", "hash": "h", "floors": floors}


def test_where_nothing_with_a_floor_was_measured_nothing_is_held() -> None:
    check_measured(KEPT, compare_floors(KEPT, [section_of({t.TYPED: 0.4})]))
    floors = compare_floors(KEPT, [section_of({t.WHOLE: 0.4})])
    assert floors[1] == Floor(section="real", figure=t.WHOLE, floor=None, value=0.4)
    with pytest.raises(UsageError, match="nothing that has a floor is measured; there are floors for: real"):
        check_measured(KEPT, floors)


def gold(section: str = "real", split: str = "test", left_out: int = 0) -> Gold:
    return Gold(section=section, split=split, hash="h", documents=(), left_out=left_out)


@pytest.mark.parametrize("make", [False, True])
def test_floors_of_another_split_are_no_floors(path: Path, *, make: bool) -> None:
    check_floors(path, KEPT, [gold()], make=make)
    with pytest.raises(UsageError, match="give --split test"):
        check_floors(path, KEPT, [gold(split="dev")], make=make)


def test_gold_without_floors_is_told_before_it_is_measured(path: Path) -> None:
    with pytest.raises(UsageError, match="nothing that has a floor is measured"):
        check_floors(path, KEPT, [gold("composed")], make=False)
    check_floors(path, KEPT, [gold("composed")], make=True)


def test_a_part_of_the_gold_is_held_to_floors_but_makes_none(path: Path) -> None:
    check_floors(path, KEPT, [gold(left_out=3)], make=False)
    with pytest.raises(UsageError, match="real: 3 documents are left out; floors are made on the whole only"):
        check_floors(path, KEPT, [gold(left_out=3)], make=True)


def test_a_file_that_cannot_be_written_is_told_before_anything_is_measured(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nothing was measured"):
        check_floors(tmp_path / "absent" / "floors.json", {}, [gold()], make=True)


def test_a_corpus_that_changed_is_named() -> None:
    assert strange_sections(KEPT, [section_of({t.TYPED: 0.4}, made_of="h")]) == []
    assert strange_sections(KEPT, [section_of({t.TYPED: 0.4}, made_of="g"), section_of({}, name="other")]) == ["real"]


def work(path: Path, *sections: Any, lower: str | None = None) -> Any:
    content = load_floors(path, make=True)
    raise_floors(path, content, sections, compare_floors(content, sections), lower=lower)
    return json.loads(path.read_text(encoding="utf-8"))


def test_what_rose_and_what_is_new_is_written_and_all_else_stays(path: Path) -> None:
    written = work(path, section_of({t.TYPED: 0.61239, t.QUIET: 0.1, t.WHOLE: 0.3}, made_of="g"))
    assert written["examples"] == KEPT["examples"]
    assert written["evaluate"]["sections"]["real"] == {
        "split": "test",
        "hash": "g",
        "floors": {t.TYPED: 0.612, t.WHOLE: 0.3, t.QUIET: 0.1},
    }
    assert compare_floors(written, [section_of({t.TYPED: 0.61239})])[0].verdict == "holds"


def test_a_floor_under_what_was_not_measured_stays(path: Path) -> None:
    written = work(path, section_of({t.TYPED: 0.7}), section_of({t.TYPED: 0.2}, name="mine"))
    sections = written["evaluate"]["sections"]
    assert sections["real"]["floors"] == {t.TYPED: 0.7, t.QUIET: 0.1}
    assert work(path, section_of({t.TYPED: 0.3}, name="mine"))["evaluate"]["sections"]["real"] == sections["real"]


def test_a_floor_that_was_not_measured_is_not_taken_for_one_of_gold_that_changed(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(UsageError, match=r"gold of real has changed .* not measured now: sentences without events"):
        work(path, section_of({t.TYPED: 0.7}, made_of="g"), lower="other gold")
    assert path.read_bytes() == before


def test_a_link_to_a_file_of_floors_stays_a_link(path: Path) -> None:
    link = path.with_name("link.json")
    link.symlink_to(path)
    written = work(link, section_of({t.TYPED: 0.7}))
    assert link.is_symlink()
    assert json.loads(path.read_text(encoding="utf-8")) == written


def test_no_floor_falls_without_a_reason(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(UsageError, match=r"floors would fall: real: type and trigger \(0.500 to 0.400\).*--lower"):
        work(path, section_of({t.TYPED: 0.4, t.WHOLE: 0.9}))
    assert path.read_bytes() == before


def test_a_floor_falls_for_a_reason_which_is_kept(path: Path) -> None:
    work(path, section_of({t.TYPED: 0.4, t.QUIET: 0.05}), lower="harder items were added")
    written = work(path, section_of({t.TYPED: 0.3, t.QUIET: 0.05}), lower="harder still")
    assert written["evaluate"]["sections"]["real"]["floors"] == {t.TYPED: 0.3, t.QUIET: 0.05}
    lowered = written["evaluate"]["lowered"]
    assert [(row["from"], row["to"], row["reason"]) for row in lowered] == [
        (0.5, 0.4, "harder items were added"),
        (0.4, 0.3, "harder still"),
    ]
    assert {(row["section"], row["figure"]) for row in lowered} == {("real", t.TYPED)}


def test_a_ceiling_rises_only_for_a_reason(path: Path) -> None:
    with pytest.raises(UsageError, match="sentences without events"):
        work(path, section_of({t.TYPED: 0.5, t.QUIET: 0.2}))


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    written = work(tmp_path / "new.json", section_of({t.TYPED: 0.5}))
    assert written["evaluate"]["sections"]["real"]["floors"] == {t.TYPED: 0.5}
    assert [p.name for p in tmp_path.iterdir()] == ["new.json"]


def test_a_file_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        work(tmp_path / "absent" / "floors.json", section_of({t.TYPED: 0.5}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not JSON"),
        ("[1]", "is JSON and no object"),
        ('{"examples": {}}', "holds no floors of `detente evaluate` yet (no `evaluate`); --raise-floors measures"),
        (
            '{"evaluate": {"sections": {"a": {"split": "tost", "hash": "h", "floors": {}}}}}',
            "'tost' (in 'a') is no split",
        ),
        ('{"evaluate": []}', "holds no `sections`"),
        ('{"evaluate": {"sections": {}, "lowered": {}}}', "`lowered` is no list"),
        ('{"evaluate": {"sections": {"real": {"split": "test", "floors": {}}}}}', "'real' lacks `hash`"),
        ({"kind": 0.5}, "is no figure; there are: type and trigger; type, trigger, parties; "),
        ({t.TYPED: "high"}, "is 'high', and no number"),
        ({t.TYPED: True}, "is True, and no number"),
        ({t.TYPED: 1.5}, "is 1.5, and no number"),
    ],
)
def test_a_file_that_is_no_file_of_floors(content: Any, said: str, tmp_path: Path) -> None:
    text = content if isinstance(content, str) else json.dumps({"evaluate": {"sections": {"real": _section(content)}}})
    (tmp_path / "floors.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_floors(tmp_path / "floors.json")
    assert said in str(caught.value)


def test_a_file_of_floors_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--raise-floors makes it"):
        load_floors(tmp_path / "absent.json")


@pytest.mark.parametrize("make", [False, True])
def test_what_raising_cannot_mend_is_not_said_to_be_mended_by_it(tmp_path: Path, *, make: bool) -> None:
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    for path in (tmp_path, tmp_path / "list.json"):
        with pytest.raises(UsageError) as caught:
            load_floors(path, make=make)
        assert "--raise-floors" not in str(caught.value)


def test_the_floors_of_the_project_hold_what_the_tests_of_examples_need() -> None:
    content = json.loads((Path(__file__).parents[1] / "gold" / "floors.json").read_text(encoding="utf-8"))
    assert "shares" in content["examples"]
    assert load_floors(Path(__file__).parents[1] / "gold" / "floors.json", make=True) == content
