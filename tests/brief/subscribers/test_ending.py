"""Unsubscribing, undoing it, changing what is sent: at once, by signed links, each noted beside the consent."""

import datetime as dt

import pytest

from brief.subscribers.made import NOW, OFFICE, TERMS, Office, link_of, wanted
from detente.brief.subscribers.ending import Standing, end, standing, undo
from detente.brief.subscribers.links import Unsubscribing
from detente.brief.subscribers.preferences import change
from detente.brief.subscribers.wanted import Wanted
from detente.core.errors import UsageError
from detente.store.mail.consents import terms_hash
from detente.store.mail.subscribers import Choice, Subscriber

HOUR = dt.timedelta(hours=1)
NOTHING = Wanted(choices=(), hour=7, zone="Asia/Baku")


def ended(office: Office, link: Unsubscribing, *, now: dt.datetime = NOW) -> None:
    with office.file.writing() as connection:
        end(connection, link, how="one click", now=now)


def stands(office: Office, link: Unsubscribing, *, now: dt.datetime = NOW) -> Standing:
    with office.file.reading() as connection:
        return standing(connection, link, now=now)


def undone(office: Office, link: Unsubscribing, *, now: dt.datetime) -> bool:
    with office.file.writing() as connection:
        return undo(connection, link, now=now)


def changed(office: Office, found: Subscriber, want: Wanted, *, now: dt.datetime = NOW + HOUR) -> None:
    with office.file.writing() as connection:
        change(connection, found, want, OFFICE, now=now)


def again(office: Office) -> Subscriber:
    found = office.at()
    assert found is not None
    return found


def test_the_last_edition_that_is_ended_ends_all_of_it(office: Office) -> None:
    found = office.subscribed(want=wanted("daily", "weekly"))
    ended(office, link_of(found, "daily"))
    assert (again(office).state, [one.edition for one in office.chosen(found)]) == ("confirmed", ["weekly"])
    ended(office, link_of(found, "weekly"))
    assert (again(office).state, again(office).why, office.chosen(found)) == ("ended", "one click", ())


def test_ended_twice_is_noted_once_and_of_who_is_gone_nothing_is(office: Office) -> None:
    found = office.subscribed()
    for _ in range(2):
        ended(office, link_of(found))
    ended(office, Unsubscribing(subscriber="0" * 32, edition="daily"))
    assert [deed for deed, _ in office.deeds(found)] == ["asked", "confirmed", "ended"]


def test_it_is_undone_by_the_same_link_until_the_day_of_the_subscriber_ends(office: Office) -> None:
    found = office.subscribed(want=wanted("daily", subjects=("mines",)))
    link, evening = link_of(found), dt.datetime(2026, 3, 20, 19, 59, tzinfo=dt.UTC)  # 23:59 in Baku
    ended(office, link)
    assert stands(office, link, now=evening).undo == Choice(edition="daily", subjects=("mines",))
    assert stands(office, link, now=evening + dt.timedelta(minutes=1)).undo is None
    assert not undone(office, link, now=evening + dt.timedelta(minutes=1))
    assert undone(office, link, now=evening)
    assert stands(office, link, now=evening).is_sent
    assert office.chosen(found) == (Choice(edition="daily", subjects=("mines",)),)
    assert office.deeds(found)[-1] == ("resumed", "undone")
    assert not undone(office, link, now=evening)


def test_each_of_two_that_were_ended_comes_back_by_its_own_link(office: Office) -> None:
    found = office.subscribed(want=wanted("daily", "weekly"))
    for edition in ("daily", "weekly"):
        ended(office, link_of(found, edition))
    assert undone(office, link_of(found, "daily"), now=NOW + HOUR)
    assert [one.edition for one in office.chosen(found)] == ["daily"]
    assert stands(office, link_of(found, "weekly")).undo is not None


def test_what_is_chosen_takes_the_place_of_what_was_sent(office: Office) -> None:
    found = office.subscribed(want=wanted("daily", "weekly"))
    changed(office, found, wanted("weekly", hour=18, zone="Europe/Paris"))
    assert ([one.edition for one in office.chosen(found)], again(office).hour, again(office).zone) == (
        ["weekly"], 18, "Europe/Paris",
    )  # fmt: skip
    assert office.deeds(found)[-1] == ("changed", "preferences")
    assert stands(office, link_of(found, "daily")).undo is None


def test_who_chooses_nothing_has_ended_it_and_begins_again_under_the_terms_of_that_day(office: Office) -> None:
    found = office.subscribed()
    changed(office, found, NOTHING)
    assert again(office).state == "ended"
    changed(office, again(office), wanted("weekly"))
    assert (again(office).state, again(office).confirmed_at) == ("confirmed", NOW + HOUR)
    last = office.consents(found)[-1]
    assert (last.deed, last.terms) == ("resumed", terms_hash(TERMS))


def test_who_ended_it_and_is_asked_again_by_somebody_still_undoes_it_and_begins_again_themselves(
    office: Office,
) -> None:
    found = office.subscribed()
    ended(office, link_of(found))
    office.ask(now=NOW + HOUR)
    assert (again(office).state, office.chosen(found)) == ("pending", ())
    assert undone(office, link_of(found), now=NOW + HOUR)
    assert again(office).state == "confirmed"
    ended(office, link_of(found))
    office.ask(now=NOW + HOUR)
    changed(office, again(office), wanted("weekly"))
    assert again(office).state == "confirmed"


def test_nothing_is_changed_before_it_was_confirmed(office: Office) -> None:
    office.ask()
    with pytest.raises(UsageError, match="Nothing was confirmed yet"):
        changed(office, again(office), wanted("daily"))
