"""What is so of a line now: values that changed, the line composed anew, or that it is not told any more; and why."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.brief.brief import Brief, Correction, How, Line, Piece, Section, Sentence
from detente.brief.composing.anew import Anew
from detente.brief.composing.basis import Basis, Stood, basis_text, read_basis
from detente.brief.composing.changed import change_sentences
from detente.brief.composing.material import Material
from detente.brief.composing.now import Now
from detente.brief.composing.sentences import sentence
from detente.display.language import say
from detente.display.prose import listed
from detente.store import WithdrawalView, reviews, withdrawals

__all__ = ["Otherwise", "said_again", "said_otherwise", "wrong_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What is told of a line now, how that stands, what it was made of, and why it is so."""

    now: tuple[Sentence, ...]
    why: Sentence
    how: How = ""
    basis: str = ""


def wrong_of(basis: Basis, now: Now) -> tuple[Stood, ...]:
    """Return the values that the record has otherwise, or not at all."""
    return tuple(was for was in basis.stood if all(one.values != was.values for one in now.at(was)))


def said_otherwise(
    brief: Brief, section: Section, line: Line, now: Now, anew: Anew, *, is_joined: bool
) -> Otherwise:  # fmt: skip
    """Return what is told of a line that the record has otherwise."""
    basis = read_basis(line.basis)
    wrong = wrong_of(basis, now)
    if not wrong:
        told = (
            say("This and another line of that day are taken to be of one incident now.")
            if is_joined
            else say("These words are taken to be of different incidents now, and not of one.")
        )
        return Otherwise(now=(sentence(told),), why=sentence(say("Reports were put together otherwise.")))
    standing = tuple(was for was in basis.stood if was not in wrong)
    changed = [told for was in wrong for told in change_sentences(was, now.at(was), anew.material)]
    if changed:
        left = _left(line, wrong)
        stood = (*standing, *(one for was in wrong for one in now.at(was)))
        why = _why(wrong, brief, now, anew.material, how="")
        return Otherwise(now=(*changed, *left), why=why, basis=basis_text(stood, incident=basis.incident))
    return _gone(brief, section, line, wrong, now, anew)


def _gone(
    brief: Brief, section: Section, line: Line, wrong: Sequence[Stood], now: Now, anew: Anew
) -> Otherwise:  # fmt: skip
    """Return what is told of a line some of whose words do not stand: all that does, else that it is told no more.

    Where what was claimed is gone, what is said against it is not told by itself: it would stand against nothing.
    """
    basis = read_basis(line.basis)
    standing = tuple(was for was in basis.stood if was not in wrong)
    incidents = {now.incident_of(was) for was in standing} | {basis.incident}
    lines = anew.lines(brief, section.subject, line, standing=standing, incidents=incidents - {""})
    made = tuple(told for one in lines for told in one.sentences)
    stood = tuple(was for one in lines for was in read_basis(one.basis).stood)
    left = _left(line, wrong)
    if not made and standing:
        made, stood = left, standing
    if made and not _only_against(basis, stood):
        why = _why(wrong, brief, now, anew.material, how="")
        return Otherwise(now=made, why=why, basis=basis_text(stood, incident=basis.incident))
    how = _how(wrong, now, anew.material)
    why = _why(wrong, brief, now, anew.material, how=how)
    return Otherwise(now=tuple(_against(left)), why=why, how=how, basis=basis_text(standing, incident=basis.incident))


def said_again(brief: Brief, section: Section, line: Line, last: Correction | None, anew: Anew) -> Otherwise:
    """Return that the record says again what a line said; what others say of it is told as it stands by now."""
    basis = read_basis(line.basis)
    incidents = {basis.incident} - {""}
    lines = anew.lines(brief, section.subject, line, standing=basis.stood, incidents=incidents)
    own = tuple(one for one in line.sentences if one.claimant)
    made = tuple(told for one in lines for told in one.sentences)
    stood = tuple(was for one in lines for was in read_basis(one.basis).stood)
    if not {one.text for one in own} <= {one.text for one in made}:
        made = _with_others(line, basis, made, stood) if line.kind == "incident" and made else line.sentences
    return Otherwise(
        now=made, how="again", basis=basis_text((*basis.stood, *stood), incident=basis.incident),
        why=_why_again(brief, line, last, anew.material),
    )  # fmt: skip


def _with_others(
    line: Line, basis: Basis, made: Sequence[Sentence], stood: Sequence[Stood]
) -> tuple[Sentence, ...]:  # fmt: skip
    """Return the words of a line as it had them, with those of others whom it did not have, as they stand now."""
    there = {was.values.get("column") for was in basis.stood}
    others = [was for was in stood if was.values.get("column") not in there]
    own = (one for one in line.sentences if one.claimant)
    return (
        *own,
        *(one for one in made if one.claimant is None or any(_stands_on(one, was) for was in others)),
    )


def _left(line: Line, wrong: Sequence[Stood]) -> tuple[Sentence, ...]:
    """Return what somebody says in a line that stands on none of the words that are wrong.

    Of what people of the desk wrote down, and took back, nothing: its sentences are one step that was taken together.
    """
    if any(was.entry for was in wrong):
        return ()
    return tuple(told for told in line.sentences if told.claimant and not any(_stands_on(told, was) for was in wrong))


def _stands_on(told: Sentence, was: Stood) -> bool:
    """Say whether a sentence is made of words that a value stood on."""
    return any(
        piece.evidence.document == was.document
        and (piece.evidence.start or 0) < was.end and was.start < (piece.evidence.end or 0)
        for piece in told.pieces if piece.evidence is not None and piece.evidence.document is not None
    )  # fmt: skip


def _only_against(basis: Basis, stood: Sequence[Stood]) -> bool:
    """Say whether a line told that something was, and only that it was not is left."""
    return _says_some(basis.stood) and not _says_some(stood)


def _says_some(stood: Sequence[Stood]) -> bool:
    return any(one.values.get("said") == "some" for one in stood)


def _against(left: Sequence[Sentence]) -> Iterator[Sentence]:
    who = list(dict.fromkeys(one.claimant for one in left if one.claimant))
    if who:
        yield sentence(say("What %(who)s said against it stands in the record as it was told."), who=listed(who))


def _how(wrong: Sequence[Stood], now: Now, material: Material) -> How:
    """Return how a line stands of which nothing is told any more: by the first report of it that is gone."""
    gone = next((was.document for was in wrong if was.document and was.document not in now.documents), None)
    if gone is None:
        return "taken back"
    last = _last_word(gone, material)
    return "withdrawn" if last is not None and last.withdrawn else "hidden"


def _last_word(document: str, material: Material) -> WithdrawalView | None:
    """Return what was said last of withdrawing a report; None where nothing was."""
    said = withdrawals(material.record, kind="document", subject=document, known_on=material.known_on)
    return said[-1] if said else None


def _why(wrong: Sequence[Stood], brief: Brief, now: Now, material: Material, *, how: How) -> Sentence:
    """Return why it is otherwise: the report was withdrawn, people looked it over, or it was read anew."""
    gone = dict.fromkeys(was.document for was in wrong if was.document and was.document not in now.documents)
    words = [word for one in gone if (word := _last_word(one, material)) is not None and word.withdrawn]
    if words:
        told = list(dict.fromkeys(one.told for one in words if one.told))
        return _why_withdrawn(told, is_told=how == "withdrawn")
    if gone:
        return sentence(say("The report is not shown any more."))
    if wrong[0].entry:
        return sentence(say("What was written down here was changed or taken back."))
    return _why_read(tuple(was.document for was in wrong), brief, material)


def _why_withdrawn(reasons: Sequence[str], *, is_told: bool) -> Sentence:
    """Return that the desk withdrew a report, unless that is told already, with its reasons for readers."""
    said = tuple(Piece(text=one.rstrip("."), quoted=True) for one in reasons)[:1]
    if not said:
        return sentence(say("The desk gives no reason.") if is_told else say("The desk has withdrawn the report."))
    pattern = say("The desk says: %(reason)s.") if is_told else say("The desk has withdrawn the report: %(reason)s.")
    return sentence(pattern, reason=said)


def _why_read(documents: Sequence[str], brief: Brief, material: Material) -> Sentence:
    until = dt.datetime.fromisoformat(brief.until)
    people = (one for document in dict.fromkeys(documents)
              for one in reviews(material.record, document=document, known_on=material.known_on.at))  # fmt: skip
    if any(one.at > until for one in people):
        return sentence(say("People of the desk looked over what was read in the report."))
    return sentence(say("The report was read anew."))


def _why_again(brief: Brief, line: Line, last: Correction | None, material: Material) -> Sentence:
    """Return why the record says again what it said: what had changed it was undone."""
    words = [word for one in line.documents if (word := _last_word(one, material)) is not None]
    since = dt.datetime.fromisoformat(brief.until)
    back = [one for one in words if not one.withdrawn and one.at > since]
    if back and last is not None and last.how != "hidden":
        told = tuple(Piece(text=one.told.rstrip("."), quoted=True) for one in back if one.told)[:1]
        return (
            sentence(say("The desk has taken the report in again: %(reason)s."), reason=told)
            if told
            else sentence(say("The desk has taken the report in again."))
        )
    if last is not None and last.how == "hidden":
        return sentence(say("The report is shown again."))
    if last is not None and (last.state or "").startswith(("parted", "joined")):
        return sentence(say("Reports were put together otherwise."))
    return _why_read(line.documents, brief, material)
