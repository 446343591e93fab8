"""What earlier briefs told and the record tells otherwise now: what was said, what is so now, and why.

A line is looked at by what it was made of: coded values of the same words in the same reports. What other reports add
is no correction.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from detente.brief.brief import Brief, Correction, Line, Section, Sentence
from detente.brief.composing.basis import Stood, read_basis
from detente.brief.composing.changed import change_sentences
from detente.brief.composing.material import Material
from detente.brief.composing.now import Now, gather_now
from detente.brief.composing.sentences import sentence
from detente.display.language import say
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
    told = {_key(one) for brief in known for one in brief.corrections}
    lines = [
        (brief, section, line)
        for brief in known
        if brief.day >= first
        for section in brief.sections
        for line in section.lines
    ]
    now = gather_now(material, {document for _, _, line in lines for document in line.documents})
    found = (_correction(*one, now, material) for one in lines)
    made = [one for one in found if one is not None and _key(one) not in told]
    return (*made, *(one for one in _merged(lines, now, {one.line for one in made}) if _key(one) not in told))


def _key(one: Correction) -> tuple[str, str, str]:
    return one.brief, one.line, " ".join(each.text for each in one.now)


def _correction(brief: Brief, section: Section, line: Line, now: Now, material: Material) -> Correction | None:
    basis = read_basis(line.basis)
    wrong = [was for was in basis.stood if all(one.values != was.values for one in now.at(was))]
    if wrong:
        changed = [told for was in wrong for told in change_sentences(was, now.at(was), material)]
        left = [told for told in line.sentences if told.claimant and not any(_stands_on(told, was) for was in wrong)]
        return _made(brief, section, line, (*changed, *left), _why(wrong[0], brief, now, material))
    incidents = {now.incident_of(was) for was in basis.stood} - {""}
    if basis.incident and len(incidents) > 1:
        told = sentence(say("These words are taken to be of different incidents now, and not of one."))
        return _made(brief, section, line, (told,), sentence(say("Reports were put together otherwise.")))
    return None


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
            return sentence(say("The report was withdrawn here."))
        return sentence(say("The report is not shown any more."))
    until = dt.datetime.fromisoformat(brief.until)
    people = reviews(material.record, document=was.document, known_on=material.known_on.at)
    if any(one.at > until for one in people):
        return sentence(say("People of the desk looked over what was read in the report."))
    return sentence(say("The report was read anew."))
