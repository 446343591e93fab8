"""Signing up: nothing is sent before it is confirmed, nobody is told who is known, and nobody is flooded."""

import datetime as dt
import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa

from brief.subscribers.made import ANN, BOB, DAILY, NOW, OFFICE, TERMS, Office, wanted
from detente.brief.subscribers.addresses import read_address
from detente.brief.subscribers.confirming import Confirmable, Over
from detente.brief.subscribers.ending import end_all
from detente.brief.subscribers.erasing import erase
from detente.brief.subscribers.keeping import suspend
from detente.brief.subscribers.letters import Asking, set_asking
from detente.brief.subscribers.signing import FROM_NETWORK, TO_ADDRESS, TO_ADDRESS_LATELY, AskedTooOften
from detente.brief.subscribers.wanted import open_editions, read_wanted, refuse_unfit
from detente.core.errors import UsageError
from detente.store.mail.consents import note_consent, terms_hash, terms_of
from detente.store.mail.subscribers import Choice, Subscriber, set_state
from detente.store.mail.tables import deliveries, letters, metadata

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def rows(office: Office) -> dict[str, int]:
    with office.file.reading() as connection:
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for name, table in metadata.tables.items()
        }


def test_who_signs_up_is_asked_by_letter_and_sent_nothing_before_it_is_confirmed(office: Office) -> None:
    token = office.ask()
    found = office.at()
    assert found is not None
    assert (found.state, found.address, office.chosen(found)) == ("pending", "Ann.Brook@example.org", ())
    assert office.waiting() == 1
    assert isinstance(office.confirm(token), Confirmable)
    found = office.at("ANN.BROOK@EXAMPLE.ORG")
    assert found is not None
    assert (found.state, found.confirmed_at, found.hour, found.zone) == ("confirmed", NOW, 7, "Asia/Baku")
    assert office.chosen(found) == (Choice(edition="daily", days=DAILY.days),)


def test_the_consent_is_kept_with_what_was_asked_and_the_terms_as_they_were_shown(office: Office) -> None:
    found = office.subscribed(want=wanted("daily", subjects=("mines",)))
    asked, confirmed = office.consents(found)
    assert office.deeds(found) == [("asked", "form"), ("confirmed", "letter")]
    assert (asked.at, asked.terms, confirmed.answers) == (NOW, terms_hash(TERMS), asked.number)
    assert read_wanted(asked.choice) == wanted("daily", subjects=("mines",)) == read_wanted(confirmed.choice)
    with office.file.reading() as connection:
        assert terms_of(connection, terms_hash(TERMS)) == TERMS


def test_a_link_confirms_once_and_for_two_days(office: Office) -> None:
    token = office.ask()
    assert office.confirm(token, now=NOW + 48 * HOUR + dt.timedelta(seconds=1)) == "late"
    assert isinstance(office.confirm(token, now=NOW + 48 * HOUR), Confirmable)
    assert office.confirm(token) == "used"
    assert office.confirm(f"{token[:-1]}x") is None


def test_two_who_confirm_at_once_confirm_once(office: Office) -> None:
    token, told = office.ask(), list[Confirmable | Over | None]()
    both = threading.Barrier(2)

    def one() -> None:
        both.wait()
        told.append(office.confirm(token))

    threads = [threading.Thread(target=one) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted("used" if one == "used" else "done" for one in told) == ["done", "used"]
    found = office.at()
    assert found is not None
    assert [deed for deed, _ in office.deeds(found)] == ["asked", "confirmed"]


def test_who_is_subscribed_gets_a_letter_that_says_so_and_nothing_changes_before_they_confirm(office: Office) -> None:
    found = office.subscribed()
    token = office.ask(want=wanted("weekly", subjects=("mines",), hour=9))
    assert "already" in office.letters()[-1]
    assert (office.at(), len(office.chosen(found))) == (found, 1)
    assert isinstance(office.confirm(token, now=NOW + HOUR), Confirmable)
    changed = office.at()
    assert changed is not None
    assert (changed.id, changed.hour) == (found.id, 9)
    assert [one.edition for one in office.chosen(changed)] == ["daily", "weekly"]


def test_a_link_from_before_it_was_ended_begins_nothing(office: Office) -> None:
    office.subscribed()
    token = office.ask(want=wanted("weekly"))
    found = office.at()
    assert found is not None
    with office.file.writing() as connection:
        end_all(connection, found, how="page", now=NOW)
    assert office.confirm(token) == "undone"
    assert isinstance(office.confirm(office.ask(now=NOW + HOUR), now=NOW + HOUR), Confirmable)


def test_what_nobody_confirms_is_forgotten_whole(office: Office) -> None:
    office.ask()
    office.ask(BOB, now=NOW + 49 * HOUR)
    assert office.at() is None
    assert {name: n for name, n in rows(office).items() if name in {"subscribers", "consents", "letters"}} == {
        "subscribers": 1, "consents": 1, "letters": 1,
    }  # fmt: skip


def test_who_ended_it_and_was_asked_again_by_somebody_has_ended_it_as_before(office: Office) -> None:
    found = office.subscribed()
    with office.file.writing() as connection:
        end_all(connection, found, how="one click", now=NOW)
    office.ask(now=NOW + HOUR)
    between = office.at()
    office.ask(BOB, now=NOW + 3 * DAY)
    after = office.at()
    assert between is not None
    assert after is not None
    assert (between.state, after.state, after.why) == ("pending", "ended", "one click")


def test_whose_letters_came_back_signs_up_again_by_a_letter_that_reaches_them(office: Office) -> None:
    found = office.subscribed()
    bounced(office, found)
    token = office.ask(now=NOW + HOUR)
    between = office.at()
    assert between is not None
    assert between.state == "pending"  # what asks them goes out to who is pending, and nothing else does
    assert isinstance(office.confirm(token, now=NOW + HOUR), Confirmable)
    assert [deed for deed, _ in office.deeds(found)] == ["asked", "confirmed", "suspended", "asked", "confirmed"]


def test_a_stranger_who_signs_up_somebody_whose_letters_came_back_changes_nothing(office: Office) -> None:
    found = office.subscribed()
    bounced(office, found)
    before = office.at()
    office.ask(now=NOW + HOUR)
    office.ask(BOB, now=NOW + 3 * DAY)
    after = office.at()
    assert before is not None
    assert after is not None
    assert (after.state, after.why) == (before.state, before.why) == ("suspended", "550 5.1.1")
    assert office.chosen(found) == (Choice(edition="daily", days=DAILY.days),)


def bounced(office: Office, found: Subscriber) -> None:
    with office.file.writing() as connection:
        set_state(connection, found.id, "suspended", why="550 5.1.1", now=NOW)
        note_consent(connection, found.id, "suspended", how="bounce", now=NOW)


def test_to_one_address_only_a_few_letters_go_in_a_day_and_in_a_month(office: Office) -> None:
    for n in range(TO_ADDRESS + 2):
        office.ask(" ANN.brook@example.org", network=str(n))
    assert len(office.letters()) == TO_ADDRESS
    for n in range(1, 20):
        office.ask(now=NOW + n * DAY, network=f"other {n}")
    with office.file.reading() as connection:
        made = connection.scalars(sa.select(letters.c.made_at)).all()
    assert sum(one < NOW + 30 * DAY for one in made) <= TO_ADDRESS_LATELY


def test_from_one_network_only_so_much_is_asked_in_a_day(office: Office) -> None:
    for n in range(FROM_NETWORK):
        office.ask(f"a{n}@example.org")
    with pytest.raises(AskedTooOften):
        office.ask("one.more@example.org")
    office.ask("one.more@example.org", network="another")
    office.ask("tomorrow@example.org", now=NOW + DAY)
    assert len(office.letters()) == FROM_NETWORK + 2


def test_addresses_are_counted_by_a_hash_that_says_nothing_without_the_file(office: Office) -> None:
    office.ask(network="192.0.2.7")
    with office.file.reading() as connection:
        kept = str(connection.execute(sa.select(metadata.tables["askings"])).all())
    assert "ann" not in kept.lower()
    assert "192.0.2.7" not in kept


def test_who_asked_never_to_be_written_to_and_whom_the_desk_suspended_get_no_letter(office: Office) -> None:
    found, other = office.subscribed(), office.subscribed(BOB)
    erase(office.file, found.id, how="preferences", never_again=True, now=NOW)
    with office.file.writing() as connection:
        suspend(connection, other, reason="not theirs", by="Wanda Pell", now=NOW)
    before = rows(office)["letters"]
    for address in (ANN, BOB):
        office.ask(address, now=NOW + DAY)
    assert rows(office)["letters"] == before


def test_nothing_of_what_a_stranger_types_stands_in_a_letter(office: Office) -> None:
    office.ask(want=wanted("daily", subjects=("mines",), zone="Europe/Paris"))
    with office.file.reading() as connection:
        letter = connection.execute(sa.select(letters)).mappings().one()
        delivery = connection.execute(sa.select(deliveries)).mappings().one()
    assert "ann" not in f"{letter['subject']}{letter['text']}{letter['html']}".lower()
    assert (letter["kind"], letter["brief"], delivery["domain"]) == ("confirmation", None, "example.org")
    assert "brook" not in delivery["message_id"].lower()


def test_only_what_is_public_and_open_is_signed_up_for() -> None:
    assert [one.id for one in open_editions(OFFICE)] == ["daily", "weekly"]


@pytest.mark.parametrize(
    ("want", "told"),
    [
        (wanted("inside"), "not offered"), (wanted("daily", subjects=("weather",)), "not offered"),
        (wanted("daily", hour=24), "an hour"), (wanted("daily", hour=-1), "an hour"),
        (wanted("daily", zone="Europe/Atlantis"), "time zone"), (wanted("daily", zone="../etc/passwd"), "time zone"),
        (wanted("daily", "daily"), "twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_refused(want: object, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        refuse_unfit(want, open_editions(OFFICE), {"mines"})  # type: ignore[arg-type]


def test_the_letter_tells_the_days_and_the_hour_that_were_chosen(office: Office) -> None:
    want = wanted("daily", "weekly", hour=6, zone="Europe/Berlin")
    few = (replace(want.choices[0], days=(0, 4)), want.choices[1])
    office.ask(want=replace(want, choices=few))
    text = office.letters()[-1]
    assert "* Morning brief of the Line: Monday, Friday" in text
    assert "* The week on the Line: Monday" in text
    assert "Not before 06:00, by the clock of Europe/Berlin." in text
    assert max(len(line) for line in text.splitlines() if "https://" not in line) <= 72


def test_no_line_of_a_letter_is_longer_than_a_screen_whatever_the_office_is_called() -> None:
    named = replace(DAILY, title="A morning brief with a name that goes on and on " * 3)
    made = set_asking(
        Asking(
            choices=[(named.title, DAILY.days)], hour=7, zone="UTC", sender="The centre for watching the Line, " * 4,
            at=NOW, until=NOW, confirm="https://desk.example.org/c", preferences="https://desk.example.org/p",
            is_known=True,
        )
    )  # fmt: skip
    assert max(map(len, made.text.splitlines())) <= 72


def test_a_letter_is_set_alike_as_text_and_as_html(office: Office) -> None:
    token = office.ask()
    with office.file.reading() as connection:
        letter = connection.execute(sa.select(letters)).mappings().one()
    for form in (letter["text"], letter["html"]):
        assert form.count(token) == 1
        assert "Morning brief of the Line" in form
        assert "22 March 2026, 09:00 UTC" in form
        assert "If it was not you, do nothing." in form
        assert "https://desk.example.org/preferences/" in form
    assert "<img" not in letter["html"]
    assert "src=" not in letter["html"]
    assert letter["subject"].isprintable()
    assert read_address(ANN).domain == "example.org"
