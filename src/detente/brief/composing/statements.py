"""Who is quoted in the reports that came in, in their own words; one quotation each, those without damage."""

from collections.abc import Iterator

from detente.brief.brief import Line
from detente.brief.composing.basis import stood_heard
from detente.brief.composing.draft import Drafted, line_of
from detente.brief.composing.material import Material
from detente.brief.composing.names import in_sentence, through
from detente.brief.composing.quotes import quote_of, quotes_openly
from detente.brief.composing.sentences import says
from detente.brief.composing.witnesses import dated
from detente.display.language import say
from detente.registry.evidence import Evidence
from detente.registry.statements.ledger import Heard

__all__ = ["statement_draft"]

SHORTEST = 5
"""Words under which a quotation says little by itself."""
FEWEST = 3
"""Words under which what somebody is told to have said says little."""
SAID = frozenset({None, "said", "stated"})
"""Moods in which something is told as so."""
WEIGHT = 1


def statement_draft(material: Material) -> Drafted:
    """Return a line for each who is quoted; then what parties and monitors say in reports of which nothing is told."""
    own = sorted(material.heard, key=lambda one: (*material.order_of(one.document), one.start))
    told = {document for document, _, _ in material.used}
    direct = tuple(_lines([one for one in own if _is_told(one)], material))
    told |= {document for line in direct for document in line.documents}
    others = _one_each([one for one in own if one.document not in told and _is_retold(one, material)], material)
    return Drafted(
        subject="statements", title=say("Statements"), href="/statements",
        lines=(*direct, *_lines(others, material)),
    )  # fmt: skip


def _one_each(found: list[Heard], material: Material) -> list[Heard]:
    """Return one of each party and monitor: nobody is told of twice before the other is."""
    chosen: dict[str | None, Heard] = {}
    for one in found:
        chosen.setdefault(material.column_named(one.speaker or ""), one)
    return list(chosen.values())


def _is_told(one: Heard) -> bool:
    return (
        one.quotation is not None and one.speaker is not None and not one.damage and one.mode == "direct"
        and one.speaker[:1].isupper() and one.words[:1].isupper() and len(one.words.split()) >= SHORTEST
    )  # fmt: skip


def _is_retold(one: Heard, material: Material) -> bool:
    """Say whether a report gives in its words what a party or a monitor says to be so."""
    return (
        one.speaker is not None and not one.damage and one.mode == "indirect" and one.mood in SAID
        and len(one.words.split()) >= FEWEST and material.column_named(one.speaker) is not None
    )  # fmt: skip


def _lines(found: list[Heard], material: Material) -> Iterator[Line]:
    said: set[str] = set()
    for one in found:
        words = Evidence(words=one.words, document=one.document, start=one.start, end=one.end)
        made = says(_who(one, material), quote_of(words), of=dated(one.document, material), evidence=words)
        if not quotes_openly(made) or one.speaker in said or material.is_used(one.document, one.start, one.end):
            continue
        said.add(one.speaker or "")
        material.used.append((one.document, one.start, one.end))
        href = f"/documents/{one.document}?words={one.start}-{one.end}#words"
        about = f"{one.document}:{one.start}"
        yield line_of("statement", about, href, [made], [stood_heard(one)], weight=WEIGHT)


def _who(one: Heard, material: Material) -> str:
    """Return who is quoted, with the office, and with whose side they speak for where neither says it."""
    name = in_sentence(one.speaker or "")
    office = _office(one.office) if one.office else ""
    side = material.side_of(one.speaker or "", office)
    behind = say(", ").join(told for told in (office, side) if told)
    return through(say("%(who)s (%(office)s)", who=name, office=behind) if behind else name, one.via)


def _office(told: str) -> str:
    """Return an office without the rank behind it: "spokeswoman Colonel" is a spokeswoman."""
    words = told.split()
    while len(words) > 1 and words[0].islower() and words[-1].istitle() and "of" not in words:
        words.pop()
    return " ".join(words)
