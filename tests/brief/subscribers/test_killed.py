"""Killed at any step, a deed is done whole or not at all: who is killed in the middle starts again."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from brief.subscribers.made import ANN, NOW, OFFICE, link_of, opened, wanted
from detente.brief.subscribers.addresses import read_address
from detente.brief.subscribers.confirming import Confirmable, confirm
from detente.brief.subscribers.ending import end
from detente.brief.subscribers.erasing import erase
from detente.brief.subscribers.signing import Asks, sign_up
from detente.store.mail.file import MailFile
from detente.store.mail.keys import links_key
from detente.store.mail.tables import metadata

State = dict[str, list[tuple[object, ...]]]
DRAWN = {"keys"}


def state_of(file: MailFile) -> State:
    with file.reading() as connection:
        return {
            name: [tuple(row) for row in connection.execute(table.select())]
            for name, table in metadata.tables.items()
            if name not in DRAWN
        }


def shape(state: State) -> dict[str, int]:
    return {name: len(rows) for name, rows in state.items()}


def signs_up(file: MailFile, _: str) -> None:
    sign_up(file, Asks(address=read_address(ANN), wanted=wanted()), OFFICE, network="n", now=NOW)


def confirms(file: MailFile, token: str) -> None:
    with file.writing() as connection:
        confirm(connection, links_key(file), token, now=NOW)


def ends(file: MailFile, id_: str) -> None:
    with file.writing() as connection:
        from detente.brief.subscribers.links import Unsubscribing

        end(connection, Unsubscribing(subscriber=id_, edition="daily"), how="one click", now=NOW)


def erases(file: MailFile, id_: str) -> None:
    erase(file, id_, how="preferences", never_again=True, now=NOW)


def killed_at(folder: Path, does: Callable[[MailFile, str], None], what: str, step: int) -> bool:
    """Do something in a process of its own that kills itself before its statement number `step`; say whether it did."""
    child = os.fork()
    if child == 0:
        office = opened(folder)
        left = [step]

        def count(*_: object) -> None:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sa.event.listen(office.file.engine, "before_cursor_execute", count)
        sa.event.listen(office.file.engine, "commit", count)
        does(office.file, what)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in {0, -signal.SIGKILL}
    return status != 0


def begun(folder: Path, deed: str) -> str:
    """Return what a deed is done with, after all that comes before it."""
    office = opened(folder)
    if deed == "signs up":
        return ""
    if deed == "confirms":
        return office.ask()
    return office.subscribed().id


DEEDS: dict[str, Callable[[MailFile, str], None]] = {
    "signs up": signs_up, "confirms": confirms, "ends": ends, "erases": erases,
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_done_whole_or_not_at_all_wherever_it_is_killed(tmp_path: Path, deed: str) -> None:
    what = begun(tmp_path, deed)
    office = opened(tmp_path)
    before, step = state_of(office.file), 0
    office.file.close()
    while killed_at(tmp_path, DEEDS[deed], what, step):
        office = opened(tmp_path)
        after = state_of(office.file)
        office.file.close()
        if after != before:
            break  # it was written, and killed behind that
        step += 1
    assert step > 3
    office = opened(tmp_path)
    DEEDS[deed](office.file, what)
    done = state_of(office.file)
    DEEDS[deed](office.file, what)
    again = state_of(office.file)
    office.file.close()
    if deed != "signs up":
        assert again == done
    assert shape(done)["subscribers"] == 1


def test_links_that_were_handed_out_before_a_kill_are_good_after_it(tmp_path: Path) -> None:
    office = opened(tmp_path)
    token = office.ask()
    office.file.close()
    killed_at(tmp_path, confirms, token, 2)
    office = opened(tmp_path)
    assert isinstance(office.confirm(token), Confirmable)
    assert link_of(office.at()).edition == "daily"  # type: ignore[arg-type]
    office.file.close()
