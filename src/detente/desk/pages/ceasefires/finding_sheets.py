"""Findings that were laid before both sides, as tables: where each stands, each side in the same words."""

from collections.abc import Iterable, Iterator, Sequence

from detente.desk.pages.ceasefires.around import href_of
from detente.desk.pages.ceasefires.signing import ACTS
from detente.display.ceasefires.names import Names, claimant_of, days_iso, joined, names_of, thing_words
from detente.display.language import say
from detente.display.prose import clip
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.signing import Act, Signature, SignOff
from detente.registry.ceasefires.verification.subject import Subject
from detente.registry.ceasefires.verification.verified import Laid

__all__ = [
    "about_sheet",
    "done_sheet",
    "findings_sheet",
    "sides_sheet",
    "standing_words",
    "subjects_sheet",
    "wordings_sheet",
]

CERTAIN: dict[Act, Certainty] = {"signed": "told", "refused": "told"}


def findings_sheet(
    laid: Iterable[Laid], ceasefire: Ceasefire, order: Sequence[str], names: Names, *, name: str = "findings",
    title: str = "",
) -> Sheet:  # fmt: skip
    """Return the texts of a ceasefire, the one laid last first, with a column of the same width for each side."""
    return Sheet(
        id=name,
        title=title or say("Findings"),
        columns=(
            Column(id="text", title=say("text")),
            Column(id="stands", title=say("state of the enquiry")),
            *(Column(id=party, title=names[party], equal=True) for party in order),
            Column(id="laid", title=say("put before both sides")),
        ),
        rows=tuple(
            Row(
                id=one.id[:20],
                cells=(
                    Cell(text=f"“{clip(one.sign_off.text.text, 120)}”", href=href_of(ceasefire, f"/findings/{one.id}")),
                    cell(standing_words(one, names)),
                    *(_side(one.sign_off, party) for party in order),
                    cell(one.at[:10], note=say("by %(who)s", who=one.sign_off.text.by)),
                ),
            )
            for one in laid
        ),
        empty=Empty(
            means=say("No text is before the sides."),
            now=say("An adjudicator puts one before the sides from the page of what it is about: see the enquiries."),
            href=href_of(ceasefire, "/enquiries"),
        ),
    )


def sides_sheet(one: Laid, order: Sequence[str], names: Names) -> Sheet:
    """Return where each side stands to a text: signed or refused, by whom, when, why, and what dissent there is."""
    fields = (
        ("act", say("the text"), [_side(one.sign_off, party) for party in order]),
        ("reason", say("reason"), [_reason(one.sign_off, party) for party in order]),
        ("dissent", say("dissent beside it"), [_dissent(one.sign_off, party) for party in order]),
    )
    return Sheet(
        id="sides",
        title=say("The two sides"),
        columns=(
            Column(id="what", title=say("what")),
            *(Column(id=party, title=names[party], equal=True) for party in order),
        ),
        rows=tuple(Row(id=id_, cells=(cell(title), *cells)) for id_, title, cells in fields),
        empty=Empty(means=""),
    )


def about_sheet(one: Laid, ceasefire: Ceasefire, names: Names) -> Sheet:
    """Return what a text that is laid is about."""
    return subjects_sheet(one.about, ceasefire, names)


def subjects_sheet(subjects: Sequence[Subject], ceasefire: Ceasefire, names: Names) -> Sheet:
    """Return what a text is about: who alleges it, what, of which days, in which words."""
    return Sheet(
        id="about",
        title=say("What it is about"),
        columns=(
            Column(id="who", title=say("who alleges it")),
            Column(id="what", title=say("what")),
            Column(id="by", title=say("said to be done by")),
            Column(id="days", title=say("days")),
            Column(id="words", title=say("in which words")),
        ),
        rows=tuple(
            Row(
                id=about.id[:20],
                cells=(
                    cell(claimant_of(about, names)),
                    Cell(text=thing_words(about, ceasefire), href=href_of(ceasefire, f"/enquiries/{about.id}")),
                    cell(names.get(about.alleged, about.alleged)) if about.alleged
                    else Cell(blank=say("not reported who did it")),
                    cell(days_iso(about.interval)) if about.interval else Cell(blank=say("days not reported")),
                    Cell(text=f"“{clip(about.evidence.words)}”", words=(about.evidence,)),
                ),
            )
            for about in subjects
        ),
        empty=Empty(means=""),
    )  # fmt: skip


def done_sheet(given: Sequence[Signature], names: Names) -> Sheet:
    """Return all that was done with a text, the first first; nothing is ever struck out."""
    return Sheet(
        id="done",
        title=say("All that was done with it"),
        columns=(
            Column(id="number", title=say("number")),
            Column(id="side", title=say("side")),
            Column(id="officer", title=say("officer")),
            Column(id="act", title=say("what")),
            Column(id="at", title=say("when (UTC)")),
            Column(id="reason", title=say("reason")),
        ),
        rows=tuple(
            Row(
                id=f"act-{one.number}",
                cells=(
                    cell(one.number),
                    cell(names.get(one.party, one.party)),
                    cell(one.officer),
                    cell(say(ACTS[one.act]), value=one.act),
                    cell(_when(one)),
                    cell(f"“{one.reason}”") if one.reason else Cell(),
                ),
            )
            for one in given
        ),
        empty=Empty(means=say("Nobody has signed, refused or dissented yet."), anybody=True),
    )


def wordings_sheet(one: Laid, laid: Sequence[Laid], ceasefire: Ceasefire) -> Sheet:
    """Return the wordings of one finding, the first first; that which is shown is among them."""
    return Sheet(
        id="wordings",
        title=say("Wordings"),
        columns=(
            Column(id="laid", title=say("put before both sides")),
            Column(id="by", title=say("by")),
            Column(id="text", title=say("wording")),
            Column(id="stands", title=say("state of the enquiry")),
        ),
        rows=tuple(
            Row(
                id=each.id[:20],
                cells=(
                    cell(each.at[:16].replace("T", " ")),
                    cell(each.sign_off.text.by),
                    Cell(text=f"“{clip(each.sign_off.text.text, 160)}”",
                         href=href_of(ceasefire, f"/findings/{each.id}"),
                         note=say("this one") if each.id == one.id else ""),
                    cell(standing_words(each, names_of(ceasefire))),
                ),
            )
            for each in _chain(one, laid)
        ),
        empty=Empty(means=""),
    )  # fmt: skip


def standing_words(one: Laid, names: Names) -> str:
    """Return where a text stands, and who refused it or has not answered."""
    if one.replaced_by:
        return say("a new wording replaced it")
    if one.sign_off.is_joint:
        return say("joint: both sides have signed")
    refused = [each.party for each in one.sign_off.refused]
    if refused:
        return say("not joint: refused by %(who)s", who=_sides_told(refused, names))
    return say("not joint: waits for %(who)s", who=_sides_told(one.sign_off.waits_for, names))


def _sides_told(parties: Sequence[str], names: Names) -> str:
    """Return one side by its name, and two as both: neither stands before the other."""
    return say("both sides") if len(parties) > 1 else "".join(names.get(party, party) for party in parties)


def _side(stands: SignOff, party: str) -> Cell:
    for one in (*stands.signed, *stands.refused):
        if one.party == party:
            note = joined([one.officer, _when(one)])
            return Cell(text=say(ACTS[one.act]), value=one.act, certainty=CERTAIN.get(one.act), note=note)
    return Cell(blank=say("has neither signed nor refused"))


def _reason(stands: SignOff, party: str) -> Cell:
    said = [one.reason for one in (*stands.signed, *stands.refused) if one.party == party and one.reason]
    return cell("; ".join(f"“{why}”" for why in said)) if said else Cell(blank=say("none is given"))


def _dissent(stands: SignOff, party: str) -> Cell:
    said = [one for one in stands.dissents if one.party == party]
    told = "; ".join(f"“{one.reason}” ({one.officer}, {_when(one)})" for one in said)
    return cell(told) if told else Cell(blank=say("none"))


def _chain(one: Laid, laid: Sequence[Laid]) -> Iterator[Laid]:
    """Yield all wordings that one wording comes from or led to."""
    known = {each.id: each for each in laid}
    before = known.get(one.sign_off.text.replaces or "")
    earlier: list[Laid] = []
    while before is not None and before not in earlier:
        earlier.append(before)
        before = known.get(before.sign_off.text.replaces or "")
    yield from reversed(earlier)
    seen, after = set[str](), one
    while after.id not in seen:
        yield after
        seen.add(after.id)
        after = known.get(after.replaced_by or "", after)


def _when(one: Signature) -> str:
    return one.at[:16].replace("T", " ")
