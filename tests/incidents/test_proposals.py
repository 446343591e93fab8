import datetime as dt
from collections.abc import Mapping

from detente.incidents.account import Account
from detente.incidents.decisions import Decision
from detente.incidents.proposals import Proposal, proposals
from incidents.made_accounts import MONDAY, WEIGHTS, account, decision

Found = Mapping[tuple[str, str], float]
SPLIT = decision("split", "apart", "a", "b", days=1)
MERGE = decision("merge", "together", "ab", days=1)


def days(**found: float) -> dict[str, dt.datetime]:
    """Return when accounts came, in days after the Monday."""
    return {key: MONDAY + dt.timedelta(days=day) for key, day in found.items()}


def proposed(
    accounts: list[Account],
    links: Found,
    decisions: list[Decision],
    came: dict[str, dt.datetime],
    dismissed: dict[str, dt.datetime] | None = None,
) -> tuple[Proposal, ...]:
    return proposals(accounts, links, WEIGHTS, decisions, came=came, dismissed=dismissed)


AB, ABC = [account("a"), account("b")], [account("a"), account("b"), account("c")]
ONE = {("a", "b"): 0.9, ("a", "c"): 0.9, ("b", "c"): 0.9}


def test_what_a_person_knew_when_deciding_is_not_proposed_again() -> None:
    assert proposed(AB, {("a", "b"): 0.99}, [SPLIT], days(a=0, b=0)) == ()
    assert proposed(AB, {}, [MERGE], days(a=0, b=0)) == ()


def test_a_new_account_that_links_both_sides_of_a_split_proposes_a_merge() -> None:
    [found] = proposed(ABC, ONE, [SPLIT], days(a=0, b=0, c=2))
    assert (found.decision, found.kind, found.newest) == ("split", "together", MONDAY + dt.timedelta(days=2))
    [new] = found.evidence
    assert (new.account, new.first, new.second) == ("c", 0.9, 0.9)


def test_a_new_account_that_fits_one_side_only_says_nothing_against_a_split() -> None:
    assert proposed(ABC, {("a", "b"): 0.9, ("a", "c"): 0.9}, [SPLIT], days(a=0, b=0, c=2)) == ()


def test_a_copy_of_what_was_known_is_no_new_evidence() -> None:
    copy = account("c", voice="doc-a")
    assert proposed([*AB, copy], ONE, [SPLIT], days(a=0, b=0, c=2)) == ()


def test_a_new_account_that_fits_one_part_of_a_merge_only_proposes_a_split() -> None:
    [found] = proposed(ABC, {("a", "c"): 0.9}, [MERGE], days(a=0, b=0, c=2))
    assert (found.kind, found.first, found.second) == ("apart", ("a", "c"), ("b",))
    assert [new.account for new in found.evidence] == ["c"]


def test_a_new_account_that_brings_the_parts_of_a_merge_together_proposes_nothing() -> None:
    assert proposed(ABC, ONE, [MERGE], days(a=0, b=0, c=2)) == ()


def test_a_proposal_that_was_dismissed_comes_again_with_newer_evidence_only() -> None:
    links = ONE | {("a", "d"): 0.9, ("b", "d"): 0.9, ("c", "d"): 0.9}
    dismissed = {"split": MONDAY + dt.timedelta(days=3)}
    assert proposed(ABC, ONE, [SPLIT], days(a=0, b=0, c=2), dismissed) == ()
    [found] = proposed([*ABC, account("d")], links, [SPLIT], days(a=0, b=0, c=2, d=4), dismissed)
    assert [new.account for new in found.evidence] == ["d"]


def test_nothing_is_proposed_against_what_was_withdrawn() -> None:
    undone = decision("split", "apart", "a", "b", withdrawn=True)
    assert proposed(ABC, ONE, [undone], days(a=0, b=0, c=2)) == ()


def test_order_changes_no_proposal() -> None:
    came = days(a=0, b=0, c=2, d=0)
    accounts = [*ABC, account("d")]
    links = {("a", "c"): 0.9, ("b", "d"): 0.5}
    mixed = dict(reversed(links.items()))
    first = proposed(accounts, links, [MERGE, SPLIT], came)
    assert proposed(accounts[::-1], mixed, [SPLIT, MERGE], came) == first
