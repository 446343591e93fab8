"""What the desk's staff may do: ask somebody by letter, suspend and resume with a reason; never subscribe anybody."""

import pytest

from brief.subscribers.made import ANN, NOW, OFFICE, Office, wanted
from detente.brief.subscribers.addresses import read_address
from detente.brief.subscribers.confirming import Confirmable
from detente.brief.subscribers.ending import end_all
from detente.brief.subscribers.erasing import erase
from detente.brief.subscribers.keeping import add_by_hand, resume, suspend, wanted_of_all
from detente.core.errors import PlaceGone, UsageError
from detente.store.mail.listed import counted, counted_states, listed
from detente.store.mail.subscribers import Subscriber

ADDRESS = read_address(ANN)


def added(office: Office, *, note: str = "by telephone, 19 March", again: bool = False) -> str:
    return add_by_hand(
        office.file, ADDRESS, wanted_of_all(OFFICE, ("daily", "inside")), OFFICE, note=note, by="Wanda Pell",
        again=again, now=NOW,
    )  # fmt: skip


def suspended(office: Office, found: Subscriber, reason: str = "letters come back") -> None:
    with office.file.writing() as connection:
        suspend(connection, found, reason=reason, by="Wanda Pell", now=NOW)


def resumed(office: Office, found: Subscriber, reason: str = "the address works again") -> None:
    with office.file.writing() as connection:
        resume(connection, found, reason=reason, by="Wanda Pell", now=NOW)


def again(office: Office) -> Subscriber:
    found = office.at()
    assert found is not None
    return found


def test_who_is_added_by_hand_confirms_it_all_the_same(office: Office) -> None:
    assert added(office) == "new"
    found = again(office)
    assert (found.state, office.chosen(found)) == ("pending", ())
    (asked,) = office.consents(found)
    assert (asked.how, (asked.choice or {})["note"]) == ("desk (Wanda Pell)", "by telephone, 19 March")
    assert isinstance(office.confirm(office.last_token()), Confirmable)
    assert [one.edition for one in office.chosen(found)] == ["daily", "inside"]


def test_nobody_is_added_without_a_note_of_how_they_asked_for_it(office: Office) -> None:
    with pytest.raises(UsageError, match="how they asked"):
        added(office, note=" \n ")
    assert office.at() is None


def test_who_asked_never_to_be_written_to_is_only_added_where_they_ask_for_it_again(office: Office) -> None:
    erase(office.file, office.subscribed().id, how="preferences", never_again=True, now=NOW)
    with pytest.raises(UsageError, match="not to be written to"):
        added(office)
    assert added(office, again=True) == "new"


def test_a_suspension_has_a_reason_and_ends_with_one(office: Office) -> None:
    found = office.subscribed()
    for reason in ("", "   "):
        with pytest.raises(UsageError, match="Say why"):
            suspended(office, found, reason)
    suspended(office, found)
    assert (again(office).state, again(office).why) == ("suspended", "desk: letters come back")
    with pytest.raises(UsageError, match="is suspended"):
        added(office)
    resumed(office, again(office))
    assert (again(office).state, again(office).why) == ("confirmed", "")
    assert office.deeds(found)[-2:] == [("suspended", "desk (Wanda Pell)"), ("resumed", "desk (Wanda Pell)")]


def test_who_ended_it_is_not_resumed_by_the_desk(office: Office) -> None:
    found = office.subscribed()
    with office.file.writing() as connection:
        end_all(connection, found, how="one click", now=NOW)
    with pytest.raises(UsageError, match="signs up again"):
        resumed(office, again(office))


def test_who_never_confirmed_is_not_subscribed_by_suspending_and_resuming(office: Office) -> None:
    token = office.ask()
    suspended(office, again(office))
    resumed(office, again(office))
    assert again(office).state == "pending"
    assert office.confirm(token) == "undone"


def test_they_are_counted_by_edition_and_listed_in_parts(office: Office) -> None:
    for n in range(7):
        office.subscribed(f"a{n}@example.org", wanted("daily", "weekly") if n % 2 else wanted("daily"), network=str(n))
    suspended(office, again_at(office, "a0@example.org"))
    with office.file.reading() as connection:
        assert counted(connection) == {
            ("daily", "confirmed"): 6, ("daily", "suspended"): 1, ("weekly", "confirmed"): 3,
        }  # fmt: skip
        assert counted_states(connection) == {"confirmed": 6, "suspended": 1}
        found, after = list[str](), ""
        while part := listed(connection, after=after, limit=3):
            found += [one.address or "" for one, _ in part]
            after = part[-1][0].id
        assert sorted(found) == [f"a{n}@example.org" for n in range(7)]
        assert [one.folded for one, _ in listed(connection, words="A3@")] == ["a3@example.org"]
        assert listed(connection, words="%") == ()
        assert len(listed(connection, edition="weekly")) == 3
        assert [one.folded for one, _ in listed(connection, state="suspended")] == ["a0@example.org"]
        with pytest.raises(PlaceGone):
            listed(connection, after="0" * 32)


def again_at(office: Office, address: str) -> Subscriber:
    found = office.at(address)
    assert found is not None
    return found


def test_wanted_is_what_is_public_unless_the_desk_says_otherwise() -> None:
    assert wanted("daily").choices == wanted_of_all(OFFICE, ("daily",)).choices
