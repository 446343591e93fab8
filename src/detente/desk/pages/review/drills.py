"""Drills: texts whose answers are known, coded for practice; after each answer the known one stands beside it."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Asked, Codes
from detente.desk.pages.review.fields_words import field_name
from detente.desk.pages.review.given import given_lines, typed_values
from detente.desk.pages.review.passage import pieces_of
from detente.desk.pages.review.queue import at_now
from detente.desk.pages.review.sayings import in_words
from detente.desk.pages.review.shown import blank_fields, field_said
from detente.desk.refusals import not_here
from detente.desk.typed import Sent, Typed
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.review.agreement import Coding, compare_codings
from detente.review.correct import correct_fields, scene_of
from detente.review.drill import GOLD, SCORED, DrillItem, Score, item_reading, score_drill
from detente.review.records import Field, Verdict
from detente.store import drill_answers, drill_sets, items_of_drill, keep_drill_answer

__all__ = ["router"]

router = APIRouter()
Answers = Mapping[str, tuple[Verdict, Mapping[str, Field]]]


@router.get("/review/drills")
def drills_page(asked: Codes) -> Response:
    """List the drill sets of the desk, and how far the coder is in each."""
    if (now := at_now(asked)) is not None:
        return now
    rows = [_set_row(asked, one.hash, one.items, one.added_at.date().isoformat()) for one in drill_sets(asked.record)]
    sheet = Sheet(
        id="sets",
        title=say("Practice sets"),
        columns=(
            Column(id="set", title=say("set")),
            Column(id="items", title=say("items"), numeric=True),
            Column(id="answered", title=say("answered by you"), numeric=True),
            Column(id="added", title=say("kept since")),
        ),
        rows=tuple(rows),
        empty=Empty(
            means=say("No practice set is kept here yet."),
            now=say("Whoever runs this desk adds one; the manual says how."),
        ),
    )
    return asked.page("review/drills.html.j2", title=say("Practice"), sheets=[sheet])


def _set_row(asked: Asked, set_hash: str, items: int, added: str) -> Row:
    done = len(_answers(asked, set_hash))
    return Row(
        id=set_hash[:16],
        cells=(
            Cell(text=say("set %(id)s", id=set_hash[:10]), href=f"/review/drills/{set_hash}"),
            cell(items),
            cell(done),
            cell(added),
        ),
    )


def _answers(asked: Asked, set_hash: str) -> Answers:
    kept = drill_answers(asked.record, coder=asked.viewer.name, set_hash=set_hash)
    return {item.id: (verdict, fields) for item, _, verdict, fields in kept}


def _items(asked: Asked, set_hash: str) -> list[DrillItem]:
    found = items_of_drill(asked.record, set_hash)
    if not found:
        raise not_here(
            say("There is no practice set of this id."), now=say("To the practice sets"), href="/review/drills"
        )
    return found


@router.get("/review/drills/{set_hash}")
def drill_page(asked: Codes, set_hash: str) -> Response:
    """Show how the coder does in a set, by field."""
    items, kept = _items(asked, set_hash), _answers(asked, set_hash)
    scores = score_drill((item, *kept[item.id]) for item in items if item.id in kept)
    first = next((n for n, item in enumerate(items, 1) if item.id not in kept), None)
    return asked.page(
        "review/drill.html.j2", title=say("Practice set %(id)s", id=set_hash[:10]),
        sheets=[_score_sheet(scores, len(kept))],
        total=len(items), done=len(kept), first=first, set_hash=set_hash,
    )  # fmt: skip


def _score_sheet(scores: Sequence[Score], done: int) -> Sheet:
    return Sheet(
        id="scores",
        title=say("How you do"),
        columns=(
            Column(id="field", title=say("field")),
            Column(id="right", title=say("right"), numeric=True),
            Column(id="of", title=say("of"), numeric=True),
            Column(id="share", title=say("share"), numeric=True),
        ),
        rows=tuple(_score(one) for one in scores) if done else (),
        empty=Empty(means=say("You have answered nothing of this set yet.")),
        rule=say("your last answer to each item; for what you rejected, only whether it is there is scored"),
    )


def _score(one: Score) -> Row:
    share = one.right / one.items if one.items else None
    told = Cell(blank=say("nothing to score")) if share is None else Cell(text=f"{share:.0%}", value=round(share, 3))
    return Row(id=one.field.replace(" ", "-"), cells=(cell(one.field), cell(one.right), cell(one.items), told))


@router.get("/review/drills/{set_hash}/{number}")
def drill_item_page(asked: Codes, set_hash: str, number: int) -> Response:
    """Show an item to be coded; or where the coder has answered it, the answer beside the known one."""
    return _item_page(asked, set_hash, number)


def _item_page(asked: Asked, set_hash: str, number: int, *, sent: Typed | None = None, trouble: str = "") -> Response:
    items = _items(asked, set_hash)
    item = _numbered(items, number)
    reading, coded = item_reading(item)
    answer = _answers(asked, set_hash).get(item.id)
    values = typed_values("event", sent, {}) if sent else {}
    return asked.page(
        "review/drill_item.html.j2", title=say("Practice item %(n)s of %(all)s", n=number, all=len(items)), item=item,
        pieces=pieces_of(reading, scene_of(reading, coded), {"trigger": (item.trigger,)}), trouble=trouble,
        fields=blank_fields("event", values, reading=reading, document=item.document, only=SCORED),
        compared=_compared(item, *answer) if answer else [], rejected=bool(answer and answer[0] == "reject"),
        here=f"/review/drills/{set_hash}/{number}", home=f"/review/drills/{set_hash}",
        onward=f"/review/drills/{set_hash}/{number + 1}" if number < len(items) else f"/review/drills/{set_hash}",
    )  # fmt: skip


def _numbered(items: Sequence[DrillItem], number: int) -> DrillItem:
    if not 1 <= number <= len(items):
        raise not_here(
            say("The set has no item of this number."), now=say("To the practice sets"), href="/review/drills"
        )
    return items[number - 1]


def _compared(item: DrillItem, verdict: Verdict, fields: Mapping[str, Field]) -> list[tuple[str, str, str, bool]]:
    """Return each scored field with what the coder said, what is known, and whether that is the same."""
    own = {name: field for name, field in fields.items() if name in item.answers}
    codings = [
        Coding(coder=GOLD, verdict="correct", fields=item.answers), Coding(coder="own", verdict=verdict, fields=own)
    ]  # fmt: skip
    wrong = {one.field for one in compare_codings("event", codings)}
    return [
        (field_name(name), field_said(name, own.get(name)), field_said(name, item.answers[name]), name not in wrong)
        for name in SCORED
        if name in item.answers
    ]


@router.post("/review/drills/{set_hash}/{number}")
def answer_drill(asked: Codes, sent: Sent, set_hash: str, number: int) -> Response:
    """Keep an answer, and show the known one."""
    item = _numbered(_items(asked, set_hash), number)
    verdict: Verdict = "reject" if sent.one("act") == "reject" else "correct"
    reading, coded = item_reading(item)
    try:
        fields: Mapping[str, Field] = {}
        if verdict == "correct":
            lines = given_lines("event", typed_values("event", sent, {}), {}, reading=reading)
            fields = correct_fields("event", lines, reading=reading, coded=coded, document=item.document, whole=True)
    except UsageError as error:
        return _item_page(asked, set_hash, number, sent=sent, trouble=in_words(error))
    with asked.writing() as record:
        keep_drill_answer(record, item.id, coder=asked.viewer.name, verdict=verdict, fields=fields, now=asked.now)
    return asked.back(f"/review/drills/{set_hash}/{number}")
