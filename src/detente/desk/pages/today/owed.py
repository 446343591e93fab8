"""What waits for the officer of a side, on the first page: the texts that the side has not answered."""

from detente.desk.asked import Asked
from detente.desk.pages.ceasefires.answers import sides_in_order
from detente.desk.pages.ceasefires.finding_sheets import findings_sheet
from detente.desk.pages.ceasefires.gathered import latest_day
from detente.display.ceasefires.names import names_of
from detente.display.language import count, say
from detente.display.sheets import Empty, Sheet

__all__ = ["waiting_sheet"]


def waiting_sheet(asked: Asked) -> Sheet | None:
    """Return the texts that wait for the side of the officer who looks; None for everybody else."""
    if not asked.viewer.may("sign") or asked.known:
        return None
    ceasefire, waiting = asked.own_ceasefire, asked.waiting
    if ceasefire is None:
        return Sheet(id="waiting", title=say("To sign"), columns=(), rows=(), empty=Empty(means=""))
    names = names_of(ceasefire)
    side = names.get(asked.viewer.side or "", "")
    title = count("%(n)d text waits for the answer of %(side)s", "%(n)d texts wait for the answer of %(side)s",
                  len(waiting), side=side)  # fmt: skip
    return findings_sheet(
        reversed(waiting), ceasefire, sides_in_order(ceasefire, latest_day(asked)), names, name="waiting",
        title=title if waiting else say("Nothing waits for the answer of %(side)s", side=side),
    )  # fmt: skip
