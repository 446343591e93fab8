"""Phrases through time as sheets: who says which of them in which month, and where each stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from detente.desk.pages.said.telling import quoted_cell, words_at
from detente.desk.pages.said.witness import in_own_voice, outlet_of
from detente.desk.pages.statements.words import heard_words
from detente.display.language import say
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.ledger import Phrases
from detente.registry.statements.phrases import Occurrence
from detente.registry.statements.proposed import ProposedPhrase
from detente.registry.watch.definition import Phrase
from detente.store import OutletView

__all__ = ["followed_sheet", "months_sheet", "occurrences_sheet", "proposed_sheet"]

MOST_COLUMNS, MOST_PROPOSED = 8, 30
MONTH = 7
"""Characters of a day (YYYY-MM-DD) that are its month."""


def followed_sheet(phrases: Phrases) -> Sheet:
    """Return the phrases that the watches follow, each with who says it and how often."""
    return Sheet(
        id="followed", title=say("Phrases that a watch follows"),
        columns=(
            Column(id="phrase", title=say("phrase")),
            Column(id="speakers", title=say("who says it")),
            Column(id="forms", title=say("other forms")),
            Column(id="times", title=say("times"), numeric=True),
            Column(id="days", title=say("from and to"), tight=True),
        ),
        rows=tuple(_followed(one, phrases.of(one.id)) for one in phrases.watched),
        empty=Empty(
            means=say("No watch of this desk follows a phrase."),
            now=say("Name some in a watch’s file, under phrases, and load it anew."),
        ),
        rule=say("places in reports where it is used in any of its forms; a copy of a text counts once more"),
    )  # fmt: skip


def _followed(one: Phrase, some: Sequence[Occurrence]) -> Row:
    href = f"/statements/phrases?{urlencode({'phrase': one.id})}#occurrences"
    return Row(
        id=quote(one.id),
        cells=(
            Cell(text=one.words, value=one.id, href=href),
            Cell(text=_speakers(some), blank=say("nobody here")),
            cell(", ".join(one.forms)),
            cell(len(some) or None),
            cell(_days(some)),
        ),
    )


def _speakers(some: Sequence[Occurrence]) -> str:
    return ", ".join(dict.fromkeys(one.speaker or say("the report in its own voice") for one in some))


def _days(some: Sequence[Occurrence]) -> str | None:
    days = sorted(one.published for one in some if one.published)
    if not days:
        return None
    return days[0] if days[0] == days[-1] else say("%(first)s to %(last)s", first=days[0], last=days[-1])


def months_sheet(phrases: Phrases) -> Sheet:
    """Return month by month how often each phrase stands in reports; blank where no report of a month has it."""
    shown = phrases.watched[:MOST_COLUMNS]
    counted = Counter((one.phrase, one.published[:MONTH]) for one in phrases.occurrences if one.published)
    return Sheet(
        id="months", title=say("Month by month"),
        columns=(
            Column(id="month", title=say("month"), tight=True),
            *(Column(id=f"phrase_{n}", title=one.words, numeric=True) for n, one in enumerate(shown)),
        ),
        rows=tuple(
            Row(id=month, cells=(cell(month), *(cell(counted.get((one.id, month))) for one in shown)))
            for month in sorted({month for _, month in counted}, reverse=True)
        ),
        empty=Empty(means=say("No report whose day is known has one of these phrases.")),
        rule=say("places in reports published in the month; a blank says that no report of this record has it"),
    )  # fmt: skip


def occurrences_sheet(shown: Sequence[Occurrence], reports: Mapping[str, OutletView], *, more: str | None) -> Sheet:
    """Return where reports have a phrase: who says it, in whose mouth, in which form and sentence."""
    return Sheet(
        id="occurrences", title=say("Where it is used"), more=more,
        columns=(
            Column(id="speaker", title=say("who says it")),
            Column(id="mouths", title=say("in whose words that is said")),
            Column(id="passed", title=say("passed on by")),
            Column(id="published", title=say("published on"), tight=True),
            Column(id="form", title=say("in which form")),
            Column(id="sentence", title=say("in which sentence")),
        ),
        rows=tuple(_occurrence(one, reports) for one in shown),
        empty=Empty(means=say("No report of this record has this phrase in any of its forms.")),
    )  # fmt: skip


def _occurrence(one: Occurrence, reports: Mapping[str, OutletView]) -> Row:
    outlet = outlet_of(reports, one.document)
    marks = say("in quotation marks") if one.in_marks else ""
    return Row(
        id=f"{one.document[:10]}-{one.start}",
        cells=(
            cell(one.speaker or in_own_voice(outlet)),
            cell(", ".join(one.mouths)) if one.mouths else BLANK,
            Cell(text=" → ".join((*one.via, outlet)), href=f"/documents/{one.document}"),
            Cell(text=one.published or "", blank=say("not reported")),
            Cell(text=one.words, words=words_at(one.document, one.start, one.end, one.words), note=marks),
            quoted_cell(one.sentence, ()),
        ),
    )


def proposed_sheet(proposed: Sequence[ProposedPhrase]) -> Sheet:
    """Return phrases that recur by one speaker on several days; none is followed before a watch names it."""
    return Sheet(
        id="proposed", title=say("Found by the machine"),
        columns=(
            Column(id="speaker", title=say("who says it")),
            Column(id="phrase", title=say("words")),
            Column(id="days", title=say("on which days"), tight=True),
            Column(id="times", title=say("times"), numeric=True),
        ),
        rows=tuple(
            Row(id=f"p{n}", cells=(
                cell(one.speaker),
                Cell(text=one.words, words=tuple(e for said in one.sayings for e in heard_words(said))),
                cell(", ".join(one.days)),
                cell(len(one.sayings)),
            ))
            for n, one in enumerate(proposed[:MOST_PROPOSED])
        ),
        empty=Empty(means=say("No words recur in quotations of one speaker on several days.")),
        rule=say("words that recur in quotations of one speaker on several days; a watch has to name one to follow it"),
    )  # fmt: skip
