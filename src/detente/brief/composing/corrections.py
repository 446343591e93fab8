"""What earlier briefs told and the record tells otherwise now: what was said, what is so now, and why.

A line is looked at by what it was made of: coded values of the same words in the same reports. What other reports add
is no correction. It is compared with what was told of it last, which may be a correction: what comes back is told too.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.brief.brief import Brief, Correction, Line, Section, Sentence
from detente.brief.composing.anew import Anew
from detente.brief.composing.basis import Basis, read_basis
from detente.brief.composing.material import Material
from detente.brief.composing.now import Now, gather_now
from detente.brief.composing.otherwise import Otherwise, said_again, said_otherwise, wrong_of
from detente.brief.composing.sentences import sentence
from detente.brief.kept import LOOKED_BACK
from detente.brief.put_right import lead_of
from detente.display.language import say

__all__ = ["corrections_of"]

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A line of an earlier brief, with the correction that told last of it, and the brief that had that."""

    brief: Brief
    section: Section
    line: Line
    last: Correction | None = None
    told_in: Brief | None = None

    @property
    def basis(self) -> Basis:
        return read_basis(self.line.basis)

    @property
    def said(self) -> tuple[Sentence, ...]:
        """What was told of it last."""
        if self.last is None:
            return self.line.sentences
        if self.last.now and self.last.how in {"", "again"}:
            return self.last.now
        return (sentence(lead_of(self.last)), *self.last.now)


def corrections_of(earlier: Sequence[Brief], material: Material, *, days: int = LOOKED_BACK) -> tuple[Correction, ...]:
    """Return what was told wrong and no brief put right yet, the earliest first."""
    cases = list(_cases(earlier, material, days))
    named = {document for one in cases for document in one.line.documents}
    named |= {was.document for one in cases if one.last for was in read_basis(one.last.basis).stood if was.document}
    now = gather_now(material, named)
    joined = _joined(cases, now)
    anew = Anew(material=material)
    found = (_correction(one, joined.get((one.brief.id, one.line.id), ""), now, anew) for one in cases)
    return tuple(one for one in found if one is not None)


def _cases(earlier: Sequence[Brief], material: Material, days: int) -> Iterator[_Case]:
    """Yield the lines that were told, or put right, in the last days."""
    first = (material.day - dt.timedelta(days=days)).isoformat()
    known = sorted((one for one in earlier if one.day < material.day.isoformat()), key=lambda one: one.day)
    last: Mapping[Key, tuple[Brief, Correction]] = {
        one.of: (brief, one) for brief in known for one in brief.corrections
    }
    for brief in known:
        for section in brief.sections:
            for line in section.lines:
                told_in, one = last.get((brief.id, line.id), (None, None))
                if (told_in or brief).day >= first:
                    yield _Case(brief=brief, section=section, line=line, last=one, told_in=told_in)


def _joined(cases: Sequence[_Case], now: Now) -> Mapping[Key, str]:
    """Return the lines of one brief that told of two incidents where the record has one now: the later of the two."""
    seen: dict[Key, Line] = {}
    found: dict[Key, str] = {}
    for one in cases:
        basis = one.basis
        own = {now.incident_of(was) for was in basis.stood} - {""} if basis.incident else set()
        if len(own) != 1 or wrong_of(basis, now):
            continue
        first = seen.setdefault((one.brief.id, own.pop()), one.line)
        if first is not one.line and read_basis(first.basis).incident != basis.incident:
            found[one.brief.id, one.line.id] = first.id
    return found


def _correction(case: _Case, joined: str, now: Now, anew: Anew) -> Correction | None:
    """Return what a line or its last correction has wrong; None where the record has it as it was told last."""
    state, last = _state(case.basis, joined, now), case.last
    if state == ("" if last is None else last.state) and (last is None or not wrong_of(read_basis(last.basis), now)):
        return None
    if state:
        otherwise = said_otherwise(case.brief, case.section, case.line, now, anew, is_joined=bool(joined))
    else:
        otherwise = said_again(case.brief, case.section, case.line, last, anew)
    if _says_the_same(otherwise, case):
        return None
    return _made(case, otherwise, state)


def _state(basis: Basis, joined: str, now: Now) -> str:
    """Return what of a line's basis the record has otherwise, in one text; nothing where all of it stands."""
    gone = wrong_of(basis, now)
    wrong = [
        [n, *sorted(json.dumps(dict(one.values), sort_keys=True) for one in now.at(was))]
        for n, was in enumerate(basis.stood) if was in gone
    ]  # fmt: skip
    if wrong:
        return json.dumps(wrong, ensure_ascii=False)
    if basis.incident and len({now.incident_of(was) for was in basis.stood} - {""}) > 1:
        return "parted"
    return f"joined {joined}" if joined else ""


def _says_the_same(one: Otherwise, case: _Case) -> bool:
    """Say whether the same would be told as was told last, though by another copy, or in another order."""
    how, before = ("", case.line.sentences) if case.last is None else (case.last.how, case.last.now)
    is_as_before = one.how == how or {one.how, how} <= {"", "again"}
    return is_as_before and _bare(one.now) == _bare(before)


def _bare(some: Sequence[Sentence]) -> frozenset[str]:
    return frozenset(one.text.replace(say(" (told before)"), "") for one in some)


def _made(case: _Case, otherwise: Otherwise, state: str) -> Correction:
    last, told_in = case.last, case.told_in or case.brief
    before = () if last is None else dict.fromkeys((case.brief.id, last.brief, *last.earlier))
    return Correction(
        brief=told_in.id, origin="" if told_in is case.brief else case.brief.id, line=case.line.id,
        subject=case.section.subject, day=told_in.day, said=case.said, now=otherwise.now, why=otherwise.why,
        how=otherwise.how, basis=otherwise.basis, state=state,
        earlier=() if otherwise.how == "again" else tuple(one for one in before if one != told_in.id),
    )  # fmt: skip
