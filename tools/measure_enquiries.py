"""Measures whether an enquiry finds what it is about again when a report is read otherwise, or says that it does not.

    python tools/measure_enquiries.py

Every composed report of the corpus's happenings is read as one between each of ten pairs of states. Each violation
told is taken for the subject of an enquiry, and looked for in the same reading changed: with other ids, with the words
cut at both ends, with the class blank, with another claimant, and with the violation itself gone. Right is the same
violation, or where it is gone, none.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from detente.documents.document import Document
from detente.evaluate.situations import collect_situations
from detente.pipeline.reader import default_reader
from detente.reading.dump import dump_reading
from detente.registry.ceasefires.definition import Basis, Ceasefire, Party
from detente.registry.ceasefires.from_reading import violations_of
from detente.registry.ceasefires.taxonomy import shipped_taxonomy
from detente.registry.ceasefires.verification.subject import find_again, subject_of
from detente.registry.ceasefires.violation import Violation

CORPUS = Path(__file__).parents[1] / "corpus"
SPLITS = ("train", "dev", "test")
CUT = 4
"""Characters that are cut off the words at either end."""
SIDES = (
    ("ARM", "Armenia", "Armenian", "AZE", "Azerbaijan", "Azerbaijani"),
    ("IND", "India", "Indian", "PAK", "Pakistan", "Pakistani"),
    ("UKR", "Ukraine", "Ukrainian", "RUS", "Russia", "Russian"),
    ("ISR", "Israel", "Israeli", "LBN", "Lebanon", "Lebanese"),
    ("GEO", "Georgia", "Georgian", "RUS", "Russia", "Russian"),
    ("PRK", "North Korea", "North Korean", "KOR", "South Korea", "South Korean"),
    ("THA", "Thailand", "Thai", "KHM", "Cambodia", "Cambodian"),  # codespell:ignore tha
    ("SDN", "Sudan", "Sudanese", "SSD", "South Sudan", "South Sudanese"),
    ("ETH", "Ethiopia", "Ethiopian", "ERI", "Eritrea", "Eritrean"),
    ("KGZ", "Kyrgyzstan", "Kyrgyz", "TJK", "Tajikistan", "Tajik"),
)
Change = Callable[[Violation], Violation]


def main() -> None:
    """Read, look again, print."""
    ceasefires = [_ceasefire(*sides) for sides in SIDES]
    read, taken, found = 0, 0, Counter[tuple[str, str]]()
    for number, text in enumerate(_texts()):
        read += 1
        for told in _told(f"d{number}", text, ceasefires):
            for one in told:
                taken += one.said == "some"
                found.update(_looked_for(one, told) if one.said == "some" else ())
    print(f"{read:,} reports, {taken:,} violations")
    for (what, ended), count in sorted(found.items()):
        print(f"{what:<16}{ended:<28}{count:>6,}")


def _ceasefire(*sides: str) -> Ceasefire:
    one, name, of_one, other, other_name, of_other = sides
    return Ceasefire(
        id=f"{one}-{other}", name=f"{name} and {other_name}", bases=(Basis(title="none"),), monitors=(),
        parties=(
            Party(id=one, name=name, names=(of_one,), countries=(one,)),
            Party(id=other, name=other_name, names=(of_other,), countries=(other,)),
        ),
        taxonomy=shipped_taxonomy("posts-on-a-line"),
    )  # fmt: skip


def _texts() -> Iterator[str]:
    """Yield the reports that name a state of any pair."""
    names = {name for sides in SIDES for name in (*sides[1:3], *sides[4:])}
    for split in SPLITS:
        for some in collect_situations(CORPUS, split=split, items=None):
            for situation in some.situations:
                texts = (report.text for report in situation.reports)
                yield from (text for text in texts if any(name in text for name in names))


def _told(document: str, text: str, ceasefires: Sequence[Ceasefire]) -> Iterator[tuple[Violation, ...]]:
    reading = dump_reading(default_reader().read(Document(id=document, text=text)))
    for ceasefire in ceasefires:
        yield violations_of(reading, document=document, ceasefire=ceasefire)


def _looked_for(one: Violation, told: Sequence[Violation]) -> Iterator[tuple[str, str]]:
    """Yield how it ends under each change: found, told as lost, or put to something else."""
    changes: dict[str, Change] = {"other ids": _anew, "words cut": _cut, "class blank": _blank, "claimant": _by_another}
    for what, change in changes.items():
        yield what, _ended(one, [change(other) for other in told])
    gone = _ended(one, [_anew(other) for other in told if other.id != one.id])
    yield "gone", gone


def _ended(one: Violation, now: Sequence[Violation]) -> str:
    subject = subject_of(one)
    found = find_again(subject, {other.id: other for other in now}, {subject.evidence.document or "": now})
    if found.violation is None:
        return "told as lost"
    if found.violation.id == _anew(one).id:
        return "found"
    return "put to another, and told" if found.by_words else "put to another, untold"


def _anew(one: Violation) -> Violation:
    return replace(one, id=f"anew {one.id}")


def _cut(one: Violation) -> Violation:
    spans = (
        replace(held, start=(held.start or 0) + CUT, end=max((held.end or 0) - CUT, (held.start or 0) + CUT + 1))
        for held in one.evidence
    )
    return replace(_anew(one), evidence=tuple(spans))


def _blank(one: Violation) -> Violation:
    return replace(_anew(one), kind=None)


def _by_another(one: Violation) -> Violation:
    return replace(_anew(one), claimant=None, claimant_name="another")


if __name__ == "__main__":
    main()
