from typing import Any

import pytest

from detente.incidents.remarks import Remark, account_of, find_kind, remarks_of, with_remarks
from incidents.made_accounts import account, side

TEXT = (
    "Shells fell on the town. The monitoring mission did not observe any shelling. There were no casualties. "
    "The ministry denied that nobody was hurt. The governor did not observe any shelling."
)


def span(words: str) -> dict[str, Any]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def entity(name: str, number: int) -> dict[str, Any]:
    return {"id": f"E{number}", "name": name, "kind": "organisation", "country": None, "sectors": []}


def reading() -> dict[str, Any]:
    starts = [0, *(at + 2 for at, char in enumerate(TEXT[:-1]) if char == ".")]
    denied = {"source": span("The ministry") | {"entity": "E2"}, "content": span("that nobody was hurt")}
    return {
        "text": TEXT,
        "sentences": [{"start": a, "end": b} for a, b in zip(starts, [*starts[1:], len(TEXT)], strict=True)],
        "entities": [entity("EU monitoring mission", 1), entity("Ministry", 2), entity("Governor", 3)],
        "mentions": [
            span("The monitoring mission") | {"entity": "E1"},
            span("The ministry") | {"entity": "E2"},
            span("The governor") | {"entity": "E3"},
        ],
        "claims": [denied | {"id": "C1", "via": [], "mood": "denied"}],
    }


@pytest.mark.parametrize(
    "words",
    ["reported no casualties", "no civilians were killed", "Nobody was hurt", "suffered no losses", "no loss of life"],
)
def test_that_nobody_was_hurt_is_said(words: str) -> None:
    assert find_kind(words) == "none"


@pytest.mark.parametrize(
    "words",
    [
        "There were no reports of casualties",
        "No casualties were reported",
        "no immediate information on casualties",
        "No deaths or injuries were confirmed",
        "It is not known whether anybody was hurt",
        "killed no fewer than 3",
        "",
    ],
)
def test_that_nothing_is_reported_says_nothing(words: str) -> None:
    assert find_kind(words) is None


@pytest.mark.parametrize(
    "words",
    ["did not observe any shelling", "observed no violations", "No shelling was recorded", "hasn’t seen troops"],
)
def test_that_nothing_was_observed_is_said(words: str) -> None:
    assert find_kind(words) == "not observed"


def test_a_reading_tells_who_says_there_was_none_and_which_monitor_observed_nothing() -> None:
    found = list(remarks_of(reading(), [account("a", document="d", sentence=0)]))
    assert [(one.kind, one.claimant and one.claimant.name, one.words) for one in found] == [
        ("not observed", "EU monitoring mission", "did not observe"),
        ("none", None, "no casualties"),
    ]
    assert all(TEXT[one.start : one.end] == one.words for one in found)


def test_a_remark_is_about_the_nearest_account_of_force() -> None:
    some = [
        account("a", sentence=0),
        account("b", sentence=3, start=90),
        account("c", sentence=2, type="CONSULT"),
        account("far", sentence=40),
    ]
    assert [one.account for one in remarks_of(reading(), some)] == ["a", "b"]
    assert not list(remarks_of(reading(), [account("far", sentence=40)]))
    assert not list(remarks_of(reading(), []))


def test_a_remark_becomes_an_account_that_tells_nothing_else() -> None:
    near = account("a", actors=(side("Armenian forces", "ARM"),), claimant=side("Ministry"), via=(side("Agency"),))
    remark = Remark(account="a", document="d", kind="none", claimant=None, via=(), start=5, end=12, words="no dead")
    found = account_of(remark, near)
    assert (found.event, found.status, found.actors, found.claimant, found.via) == ("", "negated", (), None, ())
    assert (found.evidence, found.said, found.key != "a") == ((5, 12), "no dead", True)


@pytest.mark.parametrize(
    "words",
    [
        "The mission could not independently verify the claims",
        "Observers were unable to access the village",
        "its patrol was denied access",
    ],
)
def test_that_a_monitor_could_not_look_is_no_observation(words: str) -> None:
    assert find_kind(words) == "could not observe"
    assert find_kind("The mission could not establish who fired") is None
    assert find_kind("The mission could not verify who fired") is None


def test_an_event_read_from_a_monitors_not_observing_gives_way_to_the_remark() -> None:
    told = account("a", document="d", evidence=(0, 20), status="happened")
    unseen = account("b", document="d", evidence=(30, 80), status="denied")
    elsewhere = account("c", document="e", evidence=(30, 80), status="denied")
    remark = Remark(
        account="b", document="d", kind="not observed", claimant=side("EU monitoring mission"), via=(),
        start=50, end=65, words="did not observe",
    )  # fmt: skip
    found = with_remarks([unseen, told, elsewhere], [remark])
    assert [one.key for one in found[:2]] == ["a", "c"]
    assert [(one.claimant and one.claimant.name, one.said, one.event) for one in found[2:]] == [
        ("EU monitoring mission", "did not observe", "")
    ]
