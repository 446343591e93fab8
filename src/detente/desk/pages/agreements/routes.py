"""The pages of agreements: the list, one of them, a provision, its texts."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.pages.agreements import gathered
from detente.desk.pages.agreements.bearing import bearing_sheet, dismissed_sheet, open_of
from detente.desk.pages.agreements.listed import (
    agreement_href,
    deadline_sheet,
    list_sheet,
    near,
    others_sheet,
    party_ids,
)
from detente.desk.pages.agreements.provisions import (
    STEPS,
    judged_sheet,
    provision_href,
    provisions_sheet,
    told_sheet,
)
from detente.desk.pages.agreements.standing import names_sheet, standing_sheet
from detente.desk.pages.agreements.texts import (
    counts_of,
    diff_sheet,
    differing,
    text_names,
    text_sheet,
    texts_sheet,
)
from detente.desk.pages.registry.addresses import After, Id
from detente.desk.pages.registry.claims import called_words
from detente.desk.pages.registry.notes import note_form
from detente.desk.pages.registry.said import said_sheet
from detente.desk.pages.registry.things import actor_choice, day_asked, names_of, turned
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.display.sheets import Empty
from detente.display.witness import named_claimant
from detente.pipeline.agreements import known_names
from detente.registry.agreements.definition import Agreement, TextVariant
from detente.registry.agreements.implementation import parties_in_order
from detente.registry.agreements.texts.alignment import ClausePair, align_texts
from detente.registry.agreements.texts.cutting import CutText
from detente.registry.agreements.told.statuses import KINDS

__all__ = ["router"]

router = APIRouter()
MOST_DECIDED = 12
"""Decisions of a provision that its page offers to take back."""
Text = Annotated[str | None, Query(max_length=200)]


@router.get("/agreements")
def list_agreements(asked: Reads, party: Annotated[str | None, Query(max_length=100)] = None) -> Response:
    """List the agreements, who says what became of each, and what is due near the day."""
    found, day = gathered.agreements_of(asked), day_asked(asked)
    names = names_of(found.desk)
    due = near(gathered.deadlines_of_all(asked), day)
    calendar = deadline_sheet(
        due, day, names, called={one.id: one.name for one in found.kept}, title=say("Due within 90 days of this day"),
        empty=Empty(means=say("No provision that this desk knows says that anything is due near this day.")),
    )  # fmt: skip
    sheets = [list_sheet(found, names, party=party or None), calendar, others_sheet(found.others)]
    parties = actor_choice(found.desk, (id_ for one in found.kept for id_ in party_ids(one)))
    return asked.page("agreements.html.j2", title=say("Agreements"), sheets=sheets, parties=parties, party=party)


@router.get("/agreements/{id_}")
def show_agreement(asked: Reads, id_: Id, provision: After = None, after: After = None) -> Response:
    """Show one agreement: its names, who says what became of it, what stands in it, and its calendar."""
    found, day = gathered.agreements_of(asked), day_asked(asked)
    one, names = gathered.agreement_of(found, id_), names_of(found.desk)
    said, whole = found.said_of(id_), gathered.implemented(asked, id_)
    sheets = [
        standing_sheet(one, said, names, turned(party_ids(one), day)),
        provisions_sheet(
            whole, gathered.bearings_of(asked, id_), gathered.judged(asked, id_), names, after=provision or None
        ),
        told_sheet(said),
        deadline_sheet(
            [due for due in gathered.deadlines_of_all(asked) if due.agreement == id_], day, names, called={},
            title=say("Calendar"), empty=Empty(means=say("No provision of it says by when.")),
        ),
        texts_sheet(one, gathered.texts_of(asked, one)), names_sheet(found.aliases_of(id_)),
        said_sheet(
            [each for each in said if each.what != "provision"], after=after or None, at=agreement_href(id_),
            title=say("Every claim of what became of it"),
            empty=Empty(means=say("Nobody says anything about it: no report names it."), now=say("See the reports."),
                        href="/documents"),
        ),
    ]  # fmt: skip
    form = note_form(found.desk, "agreement", KINDS, value_called=say("What is said plainly, of a provision its words"))
    return asked.page(
        "agreement.html.j2", title=one.name, sheets=sheets, one=one, form=form,
        roles=_roles(one, names), href=agreement_href(id_), texts=text_names(one), called_words=called_words,
    )  # fmt: skip


def _roles(one: Agreement, names: Mapping[str, str]) -> list[tuple[str, str]]:
    roles = dict.fromkeys(party.role for party in one.parties)
    return [
        (role, ", ".join(names.get(party.actor, party.actor) for party in one.parties if party.role == role))
        for role in roles
    ]


@router.get("/agreements/{id_}/provisions/{number:path}")
def show_provision(asked: Reads, id_: Id, number: Id, bears: After = None, proposed: After = None) -> Response:
    """Show one provision: what persons judge, what bears on it by party, and apart from it what is proposed."""
    found, day = gathered.agreements_of(asked), day_asked(asked)
    one, names = gathered.implemented(asked, id_), names_of(found.desk)
    provision = next((each for each in one.provisions if each.id == number), None)
    if provision is None:
        raise not_here(
            say("This agreement has no such provision here."), now=say("See its provisions."), href=agreement_href(id_)
        )
    at = provision_href(id_, number)
    parties = [each for each in parties_in_order(one, day) if each in provision.bound]
    rows = [row for row in gathered.bearings_of(asked, id_) if row.proposal.provision == number]
    sheets = [
        judged_sheet(one, gathered.judged(asked, id_), names, day, only=number),
        bearing_sheet(rows, parties, names, proposed=False, after=bears or None, at=at),
        bearing_sheet(rows, parties, names, proposed=True, after=proposed or None, at=at),
        dismissed_sheet(rows),
    ]
    return asked.page(
        "provision.html.j2", title=say("%(agreement)s, provision %(number)s", agreement=one.name, number=number),
        sheets=sheets, one=one, provision=provision, href=agreement_href(id_), steps=STEPS, day=day,
        named=named_claimant,
        bound=[(each, names.get(each, each)) for each in parties], open=open_of(rows, proposed or None),
        decided=[row for row in rows if row.decision is not None][:MOST_DECIDED],
    )  # fmt: skip


@router.get("/agreements/{id_}/texts/{text:path}")
def show_text(asked: Reads, id_: Id, text: Id, after: After = None) -> Response:
    """Show a text of an agreement, cut into its provisions."""
    one = gathered.agreement_of(gathered.agreements_of(asked), id_)
    variant, cut = _text(asked, one, text)
    return asked.page(
        "agreement_text.html.j2", title=say("%(agreement)s, text %(id)s", agreement=one.name, id=variant.id),
        sheets=[text_sheet(id_, variant, cut, after=after or None)], one=one, variant=variant, href=agreement_href(id_),
        texts=text_names(one),
    )  # fmt: skip


@router.get("/agreements/{id_}/diff")
def compare_texts(
    asked: Reads, id_: Id, old: Text = None, new: Text = None, after: Annotated[int, Query(ge=0, le=100_000)] = 0
) -> Response:
    """Hold two texts of an agreement against each other, clause by clause."""
    found = gathered.agreements_of(asked)
    one = gathered.agreement_of(found, id_)
    (first, cut_a), (second, cut_b) = _text(asked, one, old or ""), _text(asked, one, new or "")

    def work() -> tuple[ClausePair, ...]:
        alike = first.language == second.language
        return align_texts(cut_a, cut_b, are_one_language=alike, names=known_names(found.desk))

    pairs = asked.held("align_texts", work, id_, first.id, second.id)
    at = f"{agreement_href(id_)}/diff?{urlencode({'old': first.id, 'new': second.id})}"
    return asked.page(
        "agreement_diff.html.j2", title=say("%(agreement)s: two texts", agreement=one.name), one=one,
        sheets=[diff_sheet(differing(pairs), first, second, after=after, at=at)], counts=counts_of(pairs),
        first=first, second=second, href=agreement_href(id_), texts=text_names(one),
    )  # fmt: skip


def _text(asked: Asked, one: Agreement, id_: str) -> tuple[TextVariant, CutText]:
    found = next(((variant, cut) for variant, cut in gathered.texts_of(asked, one) if variant.id == id_), None)
    if found is None:
        raise not_here(
            say("This agreement has no such text here."), now=say("See its texts."),
            href=f"{agreement_href(one.id)}#texts",
        )  # fmt: skip
    return found
