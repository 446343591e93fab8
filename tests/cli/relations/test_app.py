"""`detente relations`: what is counted, what stands apart, who answered, and what was known then."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.mines_made import begin, copied
from cli.runs import Run
from detente.cli.exits import Exit

BACK = (
    "Composed. India rejected Pakistan's accusation that its troops had violated the ceasefire near Kotli. India's "
    "Foreign Ministry denied violating the ceasefire near Kotli."
)
REPORTS = (
    ("r1", "Composed. On 2 May 2021 Pakistan accused India of violating the ceasefire near Kotli.", "2021-05-03"),
    ("r2", BACK, "2021-05-05"),
    ("r3", "Composed. Pakistan's foreign minister visited India on Monday.", "2021-06-08"),
    ("r4", "Composed. Pakistan and India marked the 30th anniversary of the water pact on 9 June.", "2021-06-09"),
    ("r5", "Composed. Kenya has firmly supported Uganda in the talks about the lake.", "2021-06-10"),
    ("r6", "Composed. Chile accused Peru of moving a border marker at Tacna.", "2021-06-11"),
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begin(tmp_path_factory.mktemp("relations"), *REPORTS)


@pytest.fixture
def own(desk: Path, tmp_path: Path) -> Path:
    """A copy of that record, to be changed."""
    return copied(desk, tmp_path)


def shown(run: Run, *words: object) -> list[dict[str, Any]]:
    ended = run("relations", *words, "--json")
    assert ended.status == Exit.DONE, ended.err
    return ended.items()


def test_pairs_are_listed_most_first_and_each_once(run: Run, desk: Path) -> None:
    rows = shown(run, "pairs", desk)
    named = [{row["one"]["id"], row["other"]["id"]} for row in rows]
    assert named[0] == {"PAK", "IND"}
    assert len(named) == len({frozenset(one) for one in named})


def test_a_pair_has_two_lanes_a_table_of_scores_and_the_volume_beside(run: Run, desk: Path) -> None:
    pair, *rows = shown(run, "show", desk, "PAK", "IND")
    assert pair["scores"] == "PLOVER scores, 2021-draft-2.0"
    periods = {row["period"]: row for row in rows if row["object"] == "period"}
    assert periods["2021-05"]["conflict"]["verbal"]["first to second"] == 1
    assert periods["2021-06"]["cooperation"]["verbal"]["first to second"] == 1
    assert periods["2021-06"]["conflict"]["happenings"] is None
    assert periods["2021-05"]["reports"] == {"both": 2, "either": 2}
    counted = [row for row in rows if row["object"] == "happening" and row["group"] == "counted"]
    assert all(told["words"] for row in counted for told in row["told"])


def test_asked_for_the_other_way_round_it_is_the_same_turned(run: Run, desk: Path) -> None:
    turn = {"first to second": "second to first", "second to first": "first to second", "first": "second"}
    turn["second"] = "first"

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {turn.get(key, key): turned(one) for key, one in value.items()}
        if isinstance(value, list):
            return [turned(one) for one in value]
        return turn.get(value, value) if isinstance(value, str) else value

    assert shown(run, "show", desk, "IND", "PAK") == turned(shown(run, "show", desk, "PAK", "IND"))


def test_an_accusation_stands_with_its_answer_and_an_unanswered_one_says_so(run: Run, desk: Path) -> None:
    rows = shown(run, "accusations", desk, "PAK", "IND")
    assert rows
    assert rows[0]["accusation"]["claimant"]["actor"] == "PAK"
    assert rows[0]["accusation"]["standing"] == "alleged"
    assert "denied" in {one["kind"] for one in rows[0]["answers"]}
    (open_one,) = shown(run, "accusations", desk, "CHL", "PER", "--unanswered")
    assert open_one["answered"] is False
    words = run("relations", "accusations", desk, "CHL").out.decode()
    assert "silence confirms nothing" in words


def test_anniversaries_and_positions_stand_in_lists_of_their_own(run: Run, desk: Path) -> None:
    (kept,) = shown(run, "anniversaries", desk, "IND", "PAK")
    assert kept["day"]["first"] == "1991-06-09"
    assert kept["day"]["rule"].startswith("30 years before 2021-06-09")
    (stance,) = shown(run, "positions", desk, "Uganda")
    assert [(part["role"], part["actor"]) for part in stance["parts"]] == [("holder", "KEN"), ("toward", "UGA")]


def test_before_the_reports_came_nothing_was_known(run: Run, desk: Path) -> None:
    for words in (("pairs", desk), ("accusations", desk), ("anniversaries", desk), ("positions", desk)):
        assert shown(run, *words, "--as-known-on", "2020-01-01") == []
    rows = shown(run, "show", desk, "PAK", "IND", "--as-known-on", "2020-01-01")
    assert [row["object"] for row in rows] == ["pair", "all"]


def test_as_known_now_is_as_of_today(run: Run, desk: Path) -> None:
    import datetime as dt

    today = dt.datetime.now(dt.UTC).date().isoformat()
    for words in (("pairs", desk), ("show", desk, "PAK", "IND"), ("positions", desk)):
        assert shown(run, *words, "--as-known-on", today) == shown(run, *words)


def test_what_is_withdrawn_counts_no_more(run: Run, own: Path) -> None:
    (found,) = shown(run, "accusations", own, "CHL")
    document = found["accusation"]["document"]
    assert run("withdraw", own, document, "--reason", "sent by mistake", "--author", "Ann Brook").status == Exit.DONE
    assert shown(run, "accusations", own, "CHL") == []
    pairs = [{row["one"]["id"], row["other"]["id"]} for row in shown(run, "pairs", own)]
    assert {"CHL", "PER"} not in pairs


def test_what_cannot_be_asked_is_told(run: Run, desk: Path) -> None:
    for words in (("show", desk, "AZE", "Azerbaijan"), ("show", desk, " ", "AZE"), ("accusations", desk, " ")):
        assert run("relations", *words).status == Exit.USAGE
    assert (
        run("relations", "show", desk, "PAK", "IND", "--from", "2021-06-01", "--to", "2021-05-01").status == Exit.USAGE
    )


def test_who_is_nobody_is_refused_and_a_state_or_whoever_a_report_names_is_not(run: Run, desk: Path) -> None:
    for words in (("show", "PAK", "Zzyzx"), ("accusations", "Zzyzx"), ("positions", "PAK", "Zzyzx")):
        ended = run("relations", words[0], desk, *words[1:])
        assert ended.status == Exit.USAGE
        assert "nobody is called 'Zzyzx'" in ended.err
    for words in (("show", "PAK", "FJI"), ("show", "PAK", "Fiji"), ("accusations", "FJI"), ("anniversaries", "fiji")):
        assert run("relations", words[0], desk, *words[1:]).status == Exit.DONE


def test_what_a_report_writes_for_a_terminal_is_not_obeyed(run: Run, tmp_path: Path) -> None:
    own = begin(tmp_path, ("r1", "Composed. Chile accused Peru of moving \x1b[31ma marker\x07 at Tacna.", "2021-06-11"))
    for words in (("accusations", own), ("show", own, "CHL", "PER", "--words"), ("pairs", own)):
        out = run("relations", *words).out
        assert b"\x1b" not in out
        assert b"\x07" not in out
    json.dumps(shown(run, "accusations", own))
