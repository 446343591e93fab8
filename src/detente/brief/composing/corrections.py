"""What earlier briefs told and the record tells otherwise now: what was said, what is so now, and why.

A line is looked at by what it was made of: coded values of the same words in the same reports. What other reports add
is no correction.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.brief.brief import Brief, Correction, Line, Section, Sentence
from detente.brief.composing.basis import Basis, Stood, read_basis
from detente.brief.composing.changed import change_sentences
from detente.brief.composing.incidents import retold
from detente.brief.composing.material import Material
from detente.brief.composing.now import Now, gather_now
from detente.brief.composing.sentences import sentence
from detente.display.language import say
from detente.display.prose import day_words
from detente.store import reviews, withdrawals

__all__ = ["LOOKED_BACK", "corrections_of"]

LOOKED_BACK = 30
"""Days before a brief whose briefs are looked at again."""


def corrections_of(
    earlier: Sequence[Brief], material: Material, *, days: int = LOOKED_BACK
) -> tuple[Correction, ...]:  # fmt: skip
    """Return what earlier briefs had wrong and no brief put right yet, the earliest first."""
    first = (material.day - dt.timedelta(days=days)).isoformat()
    known = sorted((one for one in earlier if one.day < material.day.isoformat()), key=lambda one: one.day)
    last = _last_told(known)
    lines = [
        (brief, section, line)
        for brief in known
        if brief.day >= first
        for section in brief.sections
        for line in section.lines
    ]
    now = gather_now(material, {document for _, _, line in lines for document in line.documents})
    found = [one for one in (_correction(*one, now, material) for one in lines) if one is not None]
    found += _merged(lines, now, {one.line for one in found})
    wrong = {(one.brief, one.line) for one in found}
    again = (_again(*one, last) for one in lines if (one[0].id, one[2].id) not in wrong)
    return (*(one for one in found if _is_news(one, last)), *(one for one in again if one is not None))


def _last_told(known: Sequence[Brief]) -> dict[tuple[str, str], tuple[Brief, Correction]]:
    """Return by brief and line what was corrected of it last, and in which brief.

    A correction of a correction names the brief that had that one: it is of the line that was told first.
    """
    first: dict[tuple[str, str], str] = {}
    last: dict[tuple[str, str], tuple[Brief, Correction]] = {}
    for brief in known:
        for one in brief.corrections:
            begun = first.get((one.brief, one.line), one.brief)
            first[brief.id, one.line] = begun
            last[begun, one.line] = brief, one
    return last


def _is_news(one: Correction, last: Mapping[tuple[str, str], tuple[Brief, Correction]]) -> bool:
    """Say whether a correction says anything else than the last one of its line did."""
    before = last.get((one.brief, one.line))
    return before is None or _words(before[1].now) != _words(one.now)


def _again(
    brief: Brief, section: Section, line: Line, last: Mapping[tuple[str, str], tuple[Brief, Correction]]
) -> Correction | None:
    """Return that the record has again what a line told and a later brief took back or put otherwise."""
    told = last.get((brief.id, line.id))
    if told is None or _words(told[1].now) == _words(line.sentences):
        return None
    by, before = told
    said = before.now or (sentence(say("We take back what we told on %(day)s.", day=day_words(brief.day))),)
    why = sentence(say("The record has again what was told first."))
    return Correction(
        brief=by.id, line=line.id, subject=section.subject, day=by.day, said=said, now=line.sentences, why=why
    )


def _words(some: Sequence[Sentence]) -> str:
    return " ".join(one.text for one in some)


def _correction(brief: Brief, section: Section, line: Line, now: Now, material: Material) -> Correction | None:
    basis = read_basis(line.basis)
    wrong = [was for was in basis.stood if all(one.values != was.values for one in now.at(was))]
    if wrong:
        changed = [told for was in wrong for told in change_sentences(was, now.at(was), material)]
        day = dt.date.fromisoformat(brief.day)
        left = _anew(section, basis, now, material, day) or _left(line, wrong)
        return _made(brief, section, line, (*changed, *left), _why(wrong[0], brief, now, material))
    incidents = {now.incident_of(was) for was in basis.stood} - {""}
    if basis.incident and len(incidents) > 1:
        told = sentence(say("These words are taken to be of different incidents now, and not of one."))
        return _made(brief, section, line, (told,), sentence(say("Reports were put together otherwise.")))
    return None


def _anew(section: Section, basis: Basis, now: Now, material: Material, day: dt.date) -> Sequence[Sentence]:
    """Return what is told of the happening of a line now: what one report told others may tell as well."""
    ceasefire = next((one for one in material.ceasefires if section.subject == f"ceasefire/{one.id}"), None)
    incidents = {now.incident_of(was) for was in basis.stood} - {""} or {basis.incident} - {""}
    if ceasefire is None or len(incidents) != 1:
        return ()
    return retold(incidents.pop(), ceasefire, replace(material, day=day))


def _left(line: Line, wrong: Sequence[Stood]) -> list[Sentence]:
    """Return the sentences of a line that stand on nothing that is wrong; of what people wrote down, none."""
    if any(was.entry for was in wrong):
        return []
    return [told for told in line.sentences if told.claimant and not any(_stands_on(told, was) for was in wrong)]


def _stands_on(told: Sentence, was: Stood) -> bool:
    """Say whether a sentence is made of words that a value stood on."""
    return any(
        piece.evidence.document == was.document
        and (piece.evidence.start or 0) < was.end and was.start < (piece.evidence.end or 0)
        for piece in told.pieces if piece.evidence is not None and piece.evidence.document is not None
    )  # fmt: skip


def _merged(
    lines: Sequence[tuple[Brief, Section, Line]], now: Now, done: set[str]
) -> Iterator[Correction]:  # fmt: skip
    """Yield lines of one brief that told of two incidents where the record has one now: the later of the two."""
    seen: dict[tuple[str, str], Line] = {}
    for brief, section, line in lines:
        basis = read_basis(line.basis)
        own = {now.incident_of(was) for was in basis.stood} - {""} if basis.incident else set()
        if len(own) != 1 or line.id in done:
            continue
        first = seen.setdefault((brief.id, own.pop()), line)
        if first is not line and read_basis(first.basis).incident != basis.incident:
            told = sentence(say("This and another line of that day are taken to be of one incident now."))
            yield _made(brief, section, line, (told,), sentence(say("Reports were put together otherwise.")))


def _made(brief: Brief, section: Section, line: Line, now: Sequence[Sentence], why: Sentence) -> Correction:
    return Correction(
        brief=brief.id, line=line.id, subject=section.subject, day=brief.day, said=line.sentences, now=tuple(now),
        why=why,
    )  # fmt: skip


def _why(was: Stood, brief: Brief, now: Now, material: Material) -> Sentence:
    """Return why it is otherwise: the report was withdrawn, people looked it over, or it was read anew."""
    if was.entry:
        return sentence(say("What was written down here was changed or taken back."))
    if was.document not in now.documents:
        said = withdrawals(material.record, kind="document", subject=was.document, known_on=material.known_on)
        if said and said[-1].withdrawn:
            return sentence(say("The desk withdrew the report, and does not tell any more what it says."))
        return sentence(say("The report is not shown any more."))
    until = dt.datetime.fromisoformat(brief.until)
    people = reviews(material.record, document=was.document, known_on=material.known_on.at)
    if any(one.at > until for one in people):
        return sentence(say("People of the desk looked over what was read in the report."))
    return sentence(say("The report was read anew."))
