"""What reports say of agreements, platforms, institutions and projects: who says it, of what, and in which words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from detente.brief.brief import Kind, Line, Piece, Sentence
from detente.brief.composing.attendance import attendance_sentences, is_meeting, is_overtaken, on_days
from detente.brief.composing.basis import stood_assertion
from detente.brief.composing.draft import Drafted, line_of
from detente.brief.composing.material import Material
from detente.brief.composing.names import in_sentence
from detente.brief.composing.quotes import quote_of, quotes_openly
from detente.brief.composing.sentences import says, sentence
from detente.brief.composing.witnesses import reporter
from detente.display.language import mark, say
from detente.display.prose import listed
from detente.registry.assertions.assertion import Assertion
from detente.registry.evidence import Evidence
from detente.registry.platforms.meetings import ATTENDANCE, STATES

__all__ = ["registry_drafts"]

ROOMS: tuple[tuple[str, str, Kind, str], ...] = (
    ("agreement", "agreements", "agreement", mark("Agreements")),
    ("platform", "platforms", "meeting", mark("Platforms and meetings")),
    ("institution", "institutions", "institution", mark("Institutions")),
    ("project", "projects", "project", mark("Projects")),
)
"""Room of the registry, subject and address, kind of a line, title."""
BEFORE = 31
"""Days before its report came out from which on something told is no news of that report."""
DONE = {
    "signed": ("signatory", mark("%(who)s says that %(names)s signed %(of)s%(days)s.")),
    "initialled": ("signatory", mark("%(who)s says that %(names)s initialled %(of)s%(days)s.")),
    "ratified": ("ratifier", mark("%(who)s says that %(names)s ratified %(of)s%(days)s.")),
    "suspended": ("suspender", mark("%(who)s says that %(names)s suspended %(of)s%(days)s.")),
    "withdrawn": ("leaver", mark("%(who)s says that %(names)s withdrew from %(of)s%(days)s.")),
    "called for": ("caller", mark("%(who)s says that %(names)s called for %(of)s%(days)s.")),
    "proposed": ("proposer", mark("%(who)s says that %(names)s proposed %(of)s%(days)s.")),
}
"""What actors do with a thing: as what they have a part in it, and how that is told; the same for all."""
MANNERS = {
    "planned": mark(", as a plan"), "expected": mark(", as an expectation"), "hoped": mark(", as a hope"),
    "demanded": mark(", as a demand"), "hypothetical": mark(", as a supposition"),
    "alleged": mark(", as an allegation"),
}  # fmt: skip
SILENT = frozenset(
    {"provision", "kind", "mentioned", "taking part", "aim", "function", "route", "legal basis", "being established",
     "envisaged", "party", "length", "capacity"}
)  # fmt: skip
"""What describes a thing and is no news of it."""
WEIGHT = 2
TOLD, MET, LONGEST, FEWEST = 2, 5, 24, 5
"""Passages on one thing that a line has, sentences on meetings; words of a passage, and of a value told alone."""
MEETINGS = frozenset({*ATTENDANCE, *STATES})


def registry_drafts(said: Sequence[Assertion], material: Material) -> Iterator[Drafted]:
    """Yield the lines of each registry, in the order of the watch's own things."""
    order = {id_: n for n, id_ in enumerate(material.things)}
    for room, subject, kind, title in ROOMS:
        every = [one for one in said if one.room == room and one.what not in SILENT]
        own = [one for one in every if _is_news(one, material) and not is_overtaken(one, every)]
        lines = tuple(_lines(own, kind, subject, order, material))
        yield Drafted(subject=subject, title=say(title), href=f"/{subject}", lines=lines)


def _is_news(one: Assertion, material: Material) -> bool:
    """Say whether something is told as of now: nothing recalled, and nothing of a day long before its report."""
    if one.document not in material.new or one.standing == "background":
        return False
    if material.watch is not None and one.subject is not None and one.subject not in material.things:
        return False
    if one.subject is None and one.room != "platform":
        return False
    if one.room == "agreement" and not one.is_claimed_fact:
        return False
    if one.what not in MEETINGS and any(_is_stated(one, each) for each in material.desk.assertions):
        return False
    last = (one.day.last or one.day.first) if one.day else None
    came = one.published or material.day.isoformat()
    return last is None or last >= (dt.date.fromisoformat(came) - dt.timedelta(days=BEFORE)).isoformat()


def _is_stated(one: Assertion, known: Assertion) -> bool:
    """Say whether the desk knows the same of the same thing from elsewhere: to tell it again is no news."""
    return (one.room, one.subject, one.what) == (known.room, known.subject, known.what) and one.subject is not None


def _lines(
    said: Sequence[Assertion], kind: Kind, path: str, order: dict[str, int], material: Material
) -> Iterator[Line]:  # fmt: skip
    held: dict[str, list[Assertion]] = {}
    for one in said:
        held.setdefault(one.subject or one.named, []).append(one)
    for key in sorted(held, key=lambda k: (order.get(k, len(order)), _first(held[k], material))):
        some = sorted(held[key], key=lambda one: _place(one, material))
        told = _told(some, key, material)
        if told:
            made = [own for own, _ in told]
            used = [one for _, one in told]
            href = f"/{path}/{quote(key, safe='')}" if key in material.things else f"/{path}"
            yield line_of(kind, key, href, made, map(stood_assertion, used), weight=WEIGHT)


def _first(some: Sequence[Assertion], material: Material) -> tuple[str, str, int]:
    return min(_place(one, material) for one in some)


def _place(one: Assertion, material: Material) -> tuple[str, str, int]:
    return (*material.order_of(one.document), one.evidence[0].start or 0)


def _told(some: Sequence[Assertion], key: str, material: Material) -> list[tuple[Sentence, Assertion]]:
    """Return what is told of one thing, each passage of a report once: by a pattern, else in its words."""
    found: list[tuple[Sentence, Assertion]] = []
    met: list[tuple[str, int, int]] = []
    plain = 0
    name = in_sentence(material.things.get(key, some[0].named))
    for one in some:
        words = one.evidence[0]
        if is_meeting(one):
            room = MET - sum(1 for _, each in found if is_meeting(each))
            found += [(made, one) for made in attendance_sentences(one, name, material)][: max(room, 0)]
            met.append((words.document or "", words.start or 0, words.end or 0))
        elif plain < TOLD and not material.is_used(words.document, words.start, words.end):
            made = _done(one, name, material) or _quoted(one, name, material)
            if quotes_openly(made):
                found.append((made, one))
                plain += 1
                material.used.append((words.document or "", words.start or 0, words.end or 0))
    material.used.extend(met)
    return found


def _done(one: Assertion, name: str, material: Material) -> Sentence | None:
    """Return that parties signed something, or the like, where it is told who did; None else."""
    role, pattern = DONE.get(one.what, ("", ""))
    parts = one.parts_of(role) if role and one.is_claimed_fact else ()
    if not parts:
        return None
    words = one.evidence[0]
    who = reporter(one, material)
    return sentence(
        say(pattern), claimant=who, who=Piece(text=who, evidence=words),
        names=Piece(text=listed([in_sentence(part.name) for part in parts]), evidence=words), of=name,
        days=on_days(one),
    )  # fmt: skip


def _quoted(one: Assertion, name: str, material: Material) -> Sentence:
    words = one.evidence[0]
    manner = say(MANNERS[one.standing]) if one.standing in MANNERS else ""
    of = say(" of %(thing)s%(manner)s", thing=name, manner=manner)
    told = quote_of(_value(one) or words, most=LONGEST)
    return says(reporter(one, material), told, of=of, evidence=words)


def _value(one: Assertion) -> Evidence | None:
    """Return the words of a value alone, where they are some and stand as they are in what tells it."""
    words = one.evidence[0]
    at = words.words.find(one.value or "\0")
    if at < 0 or one.value is None or len(one.value.split()) < FEWEST or words.start is None:
        return None
    return Evidence(words=one.value, document=words.document, start=words.start + at,
                    end=words.start + at + len(one.value))  # fmt: skip
