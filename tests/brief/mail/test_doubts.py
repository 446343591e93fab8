"""Letters in doubt: who could know is asked, but not all the time; else they go out once more, or wait for somebody."""

import datetime as dt
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from brief.mail.made import NOW, Office, office
from detente.brief.mail.doubts import ASKED_EVERY, WORD_COMES, ask_taken, decide, resolve_doubts
from detente.core.errors import UsageError
from detente.store.mail.queue import Try, begin, settle
from detente.store.mail.tables import deliveries


def _in_doubt(made: Office) -> str:
    """Let the letter of an office stand as in doubt, as sending does."""
    message_id: str = made.delivery.message_id
    with made.file.writing() as connection:
        connection.execute(sa.update(deliveries).values(state="waiting"))
        begin(connection, message_id, now=NOW - dt.timedelta(seconds=2))
        settle(connection, message_id, Try(at=NOW, stage="dot", code=None, words="lost"), state="in doubt", due_at=NOW)
    return message_id


def test_the_log_is_asked_once_in_a_while(tmp_path: Path) -> None:
    asked: list[dt.datetime] = []
    with office(tmp_path) as made:
        _in_doubt(made)
        for second in range(10, 900, 10):
            at = NOW + dt.timedelta(seconds=second)
            resolve_doubts(made.file, made.settings(25), now=at, ask=lambda *_, at=at: asked.append(at))
    assert [one - NOW for one in asked] == [dt.timedelta(seconds=10) + ASKED_EVERY * n for n in range(3)]


@pytest.mark.parametrize(("taken", "state"), [(True, "sent"), (False, "waiting"), (None, "in doubt")])
def test_what_the_log_says_is_believed_at_once(tmp_path: Path, taken: bool | None, state: str) -> None:  # noqa: FBT001
    with office(tmp_path) as made:
        _in_doubt(made)
        resolve_doubts(made.file, made.settings(25), now=NOW, ask=lambda *_: taken)
        assert made.states == [state]


def test_a_letter_that_was_not_taken_may_be_in_doubt_and_sent_again_later(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        for now in (NOW, NOW + WORD_COMES):
            _in_doubt(made)
            resolve_doubts(made.file, made.settings(25), now=now, ask=lambda *_, now=now: False if now == NOW else None)
            assert made.states == ["waiting"]
        _in_doubt(made)
        resolve_doubts(made.file, made.settings(25), now=NOW + 9 * WORD_COMES, ask=lambda *_: None)
        assert made.states == ["in doubt"], "there is no third letter"


def test_where_the_office_wants_to_decide_nothing_goes_out_by_itself(tmp_path: Path) -> None:
    with office(tmp_path) as made:
        message_id = _in_doubt(made)
        later = NOW + dt.timedelta(days=9)
        assert resolve_doubts(made.file, made.settings(25, doubts="keep"), now=later) == {"in doubt": 1}
        decide(made.file, message_id, was_sent=False, now=later, by="A. Karimova")
        assert made.states == ["waiting"]
        assert "A. Karimova" in made.tried[-1].answer
        with pytest.raises(UsageError, match="not in doubt"):
            decide(made.file, message_id, was_sent=True, now=later, by="A. Karimova")


@pytest.mark.parametrize(("status", "taken"), [(0, True), (1, False), (2, None), (75, None)])
def test_a_command_says_by_its_status_what_it_knows(tmp_path: Path, status: int, taken: bool | None) -> None:  # noqa: FBT001
    code = f"import sys; sys.exit({status} if sys.argv[1] == '<{'a' * 24}@desk.example.org>' else 9)"
    with office(tmp_path) as made:
        assert ask_taken(made.settings(25, taken_command=(sys.executable, "-c", code)), "a" * 24) is taken
        assert ask_taken(made.settings(25, taken_command=(str(tmp_path / "none"),)), "a" * 24) is None
