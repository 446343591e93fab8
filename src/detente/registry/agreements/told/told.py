"""The assertions about agreements that one report makes: of kept ones, and of others by the words that name them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from detente.registry.agreements.definition import Agreement
from detente.registry.agreements.told.days import day_of_verb
from detente.registry.agreements.told.instruments import Instrument, instruments_in
from detente.registry.agreements.told.parts import listed_after, listed_before, mentioned_in
from detente.registry.agreements.told.provisions import ToldProvision, provisions_in
from detente.registry.agreements.told.roles import others_in, roles_behind
from detente.registry.agreements.told.standings import standing_of
from detente.registry.agreements.told.statuses import ROLES, Found, status_verbs, statuses_in
from detente.registry.agreements.told.words import is_legislature
from detente.registry.assertions.assertion import Assertion, Day, Part, Standing
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.where import Locality

__all__ = ["assertions_of", "told_of"]

BY = re.compile(r"\b(?:by|between)\s+", re.IGNORECASE)
OF = re.compile(r"\s*(?=\S)")
IN_A = r"\s+(?:in|at)\s+(?:the\s+)?(?:(?:city|town|capital|village)(?: city)? of\s+)?"
BEHIND_IT = re.compile(
    rf"(?:\s+on\s[\w ,]{{1,25}}?|\s+(?:last|this)\s\w+)?(?:\s+by\s(?:(?!\b(?:to|war|for)\b)[^;:]){{1,120}}?)?{IN_A}",
    re.IGNORECASE,
)
"""What may stand between what was done and where: a day, and by whom."""
AT_HEAD = re.compile(
    rf"(?:.{{0,40}}\b(?:on|that)\b.{{0,40}}?|\W{{0,4}}){IN_A.replace('s+', 's*', 1)}", re.IGNORECASE | re.DOTALL
)
WITH = re.compile(
    r"(?:\s+(?:on|in|at|last|this|yesterday|today|earlier)(?:\s[\w'’]+){0,4}?)?\s+with\s+(?:the\s+)?"
    r"(?!(?:the\s+)?(?:\w+\s+){0,2}(?:of|from)\b)"
)
HELP = re.compile(r"['’]s?\s+\w+")
"""What stands behind a name that something is done with the help of."""
TERM = re.compile(r"\s+(?P<term>(?:until|till|to|for|by)\s+[^,;.]{3,60})")
ANY_VERB = frozenset(
    {"approved", "approve", "approves", "adopted", "adopt", "adopts", "endorsed", "endorse", "endorses"}
)
"""Verbs that ratify only where a parliament does it."""
WITH_OTHERS = frozenset({"signed", "initialled", "ratified", "guaranteed", "suspended", "withdrawn", "extended"})
PARTIES = re.compile(
    r"\b(?:part(?:y|ies)|sides?|governments?|states|countries|nations|signatories|forces|"
    r"troops|armies|combatants|fighters|rebels)\b",
    re.IGNORECASE,
)
"""Words for somebody who can owe something, where no actor is named."""
CALLS_ITSELF = re.compile(
    r"\b(?:calls|called|describes|described) itself (?:as )?(?P<kind>(?:a|an)\s+[\w -]{3,40})", re.IGNORECASE
)


def assertions_of(telling: Telling, *, aliases: Mapping[str, str] | None = None) -> Iterator[Assertion]:
    """Yield what a report says of agreements, in the order of its text.

    `aliases` are what is taken for a kept agreement, by its key in the report (see `told_of` and `aliases.py`).
    """
    return (said for _, said in told_of(telling, aliases=aliases))


def told_of(telling: Telling, *, aliases: Mapping[str, str] | None = None) -> Iterator[tuple[str, Assertion]]:
    """Yield what a report says of agreements, each with the key of its agreement in this report.

    The key is the id of a kept one, else that of an entity of the reading, else of where it is named.
    """
    ids = frozenset(thing.id for thing in telling.things if isinstance(thing, Agreement))
    sentences = instruments_in(telling, ids, aliases or {})
    for sentence, instruments in sentences:
        yield from _statuses(telling, sentence, instruments)
        yield from _called(telling, sentence, instruments)
    for one in provisions_in(telling.text, sentences):
        made = _provision(telling, one)
        if not _is_brought_up(one.instrument) or any(part.actor is not None for part in made.parts):
            yield one.instrument.key, made


def _statuses(telling: Telling, sentence: Span, instruments: Sequence[Instrument]) -> Iterator[tuple[str, Assertion]]:
    found = list(statuses_in(telling.text, sentence, instruments))
    verbs = status_verbs(telling.text, sentence)
    for one in found:
        made = _status(telling, sentence, one, verbs)
        if made is not None:
            yield one.instrument.key, made


def _status(telling: Telling, sentence: Span, found: Found, verbs: Sequence[Span]) -> Assertion | None:
    """Return what a verb tells of an instrument, None where it tells nothing that is kept."""
    parts = _parts(telling, sentence, found, verbs)
    if not _is_told(telling, found, parts):
        return None
    day = day_of_verb(
        telling,
        sentence,
        (found.start, max(found.end, found.instrument.end)),
        verbs,
        may_be_open=found.voice == "state",
    )
    others = tuple(others_in(telling, sentence, ROLES.get(found.what)))
    every = (*parts, *(part for part in others if part.name not in {one.name for one in parts}))
    if found.what in WITH_OTHERS:
        every = (*every, *mentioned_in(telling, sentence, every))
    return _assertion(
        telling, found.what, found.instrument, (found.start, found.end), sentence,
        parts=every, day=day, where=_where(telling, sentence, found), value=_value(telling, sentence, found),
        standing=standing_of(telling, (found.start, found.end), day),
    )  # fmt: skip


def _parts(telling: Telling, sentence: Span, found: Found, verbs: Sequence[Span]) -> tuple[Part, ...]:
    role = ROLES.get(found.what)
    if role is None or (found.voice == "state" and found.what != "signed"):
        return ()
    others = (low for _, low, _ in roles_behind(telling, sentence))
    stop = min((at for at in (*others, *(start for start, _ in verbs)) if at > found.end), default=sentence[1])
    if found.voice in {"active", "relative"}:
        subject = listed_before(telling, role, found.start, since=found.since)
        subject = subject or _by(telling, role, found.end, stop)
        return (*subject, *_with(telling, found, subject)) if role == "signatory" else subject
    if found.voice == "state":
        return listed_after(telling, role, OF.match(telling.text, found.end).end(), until=sentence[1])  # type: ignore[union-attr]
    return _by(telling, role, found.end, stop) or _by(telling, role, found.instrument.end, found.start)


def _with(telling: Telling, found: Found, others: Sequence[Part]) -> Iterator[Part]:
    """Yield with whom somebody signs: "signed an agreement with Singapore"."""
    cue = WITH.match(telling.text, found.instrument.end) if found.voice == "active" else None
    if cue is not None and others:
        names = {part.name for part in others}
        sentence = telling.sentence_at(cue.end() - 1)
        if any(low < cue.end() <= high for _, low, high in roles_behind(telling, sentence)):
            return
        some = listed_after(telling, "signatory", cue.end(), until=sentence[1])
        if any(part.evidence and HELP.match(telling.text, part.evidence[0].end or 0) for part in some):
            return
        yield from (part for part in some if part.name not in names)


def _by(telling: Telling, role: str, start: int, stop: int) -> tuple[Part, ...]:
    """Return who is named behind "by", a day that something is done by left aside."""
    for by in BY.finditer(telling.text, start, stop):
        parts = listed_after(telling, role, by.end(), until=stop)
        if parts:
            return parts
    return ()


def _is_told(telling: Telling, found: Found, parts: Sequence[Part]) -> bool:
    """Say whether a verb tells what is kept: an approval by a parliament, an instrument between those who make some."""
    words = telling.words(found.start, found.end).lower()
    subject = telling.text[max(found.since, found.start - 120) : found.start]
    if found.what == "ratified" and words.split()[0] in ANY_VERB and not is_legislature(subject):
        return False
    if _is_domestic(telling, found, parts):
        return False
    is_known = any(part.actor is not None for part in parts)
    return is_known or not (found.instrument.is_weak or (parts and _is_by_noun_alone(telling, found.instrument)))


def _is_domestic(telling: Telling, found: Found, parts: Sequence[Part]) -> bool:
    """Say whether one alone signs a declaration, or approves a deal, that is called by no name: a state's own act."""
    noun = telling.words(*found.instrument.named).lower()
    if not _is_by_noun_alone(telling, found.instrument):
        return False
    alone = len([part for part in parts if part.role == ROLES.get(found.what)]) == 1
    return (alone and noun.endswith("declaration")) or (
        found.what == "ratified" and noun.endswith("deal") and noun == "deal"
    )


def _is_by_noun_alone(telling: Telling, one: Instrument) -> bool:
    """Say whether an instrument that is not kept is called by what it is and not by a name."""
    words = telling.text[one.named[0] : one.named[1]]
    return one.subject is None and words == words.lower()


def _where(telling: Telling, sentence: Span, found: Found) -> Locality | None:
    """Return where it was: a place behind "in" or "at", nearest to the verb or what it is done to."""
    if found.what not in {"signed", "initialled", "announced"}:
        return None
    ends = (found.end, found.instrument.end)
    for mention in telling.layer_in("mentions", sentence):
        if mention["kind"] in {"place", "state"} and any(_is_place_of(telling, sentence, end, mention) for end in ends):
            return Locality(words=telling.words(mention["start"], mention["end"]))
    return None


def _is_place_of(telling: Telling, sentence: Span, end: int, mention: Json) -> bool:
    """Say whether a place stands right behind what was done, or at the head of its sentence."""
    at = mention["start"]
    if at >= end:
        return BEHIND_IT.fullmatch(telling.text, end, at) is not None
    return AT_HEAD.fullmatch(telling.text, sentence[0], at) is not None


def _value(telling: Telling, sentence: Span, found: Found) -> str | None:
    if found.what != "extended":
        return None
    at = max(found.end, found.instrument.end)
    term = TERM.match(telling.text, at, sentence[1])
    return " ".join(term["term"].split()) if term else None


def _called(telling: Telling, sentence: Span, instruments: Sequence[Instrument]) -> Iterator[tuple[str, Assertion]]:
    """Yield of which kind an instrument says it is: "the text calls itself a statement"."""
    for one in instruments:
        found = CALLS_ITSELF.search(telling.text, one.end, sentence[1])
        if found and found.start() - one.end < 20:  # noqa: PLR2004 - right behind it
            yield one.key, _assertion(telling, "called", one, found.span(), sentence, value=found["kind"])


def _is_brought_up(one: Instrument) -> bool:
    """Say whether an instrument is a noun alone that no sentence before speaks of: it may be that of two firms."""
    return one.subject is None and one.key.startswith("at ") and one.key == f"at {one.start}" and one.named == one.at


def _provision(telling: Telling, one: ToldProvision) -> Assertion:
    """Return what is said to stand in an agreement; whoever says that it stands there is its claimant."""
    sentence = telling.sentence_at(one.cue[0])
    at = one.instrument.at if sentence[0] <= one.instrument.start < sentence[1] else one.cue
    said: Standing = "denied" if telling.standing(*one.cue) in {"denied", "negated"} else "happened"
    return _assertion(
        telling, "provision", one.instrument, (one.start, one.end), sentence,
        claimant=telling.claimant(*at), standing=said, value=telling.words(one.start, one.end), note=one.mood,
        parts=tuple(_bound(telling, one)), day=_due(telling, one),
    )  # fmt: skip


def _bound(telling: Telling, one: ToldProvision) -> Iterator[Part]:
    for role, piece in (("bound", one.duty.bound), ("toward", one.duty.toward)) if one.duty else ():
        if piece is None:
            continue
        parts = listed_after(telling, role, piece.start, until=piece.end)
        known = [part for part in parts if part.actor is not None]
        if known:
            yield from known
        elif PARTIES.search(piece.words):
            yield Part(role=role, name=piece.words, evidence=telling.evidence((piece.start, piece.end)))


def _due(telling: Telling, one: ToldProvision) -> Day | None:
    """Return the one day by which it is owed, as the reading has it; of several, and of a counted time, none."""
    dues = one.duty.dues if one.duty else ()
    days = [due for due in dues if due.count is None]
    return telling.day_in((days[0].start, days[0].end), near=days[0].start) if len(dues) == 1 and days else None


def _assertion(telling: Telling, what: str, one: Instrument, at: Span, sentence: Span, **told: object) -> Assertion:
    """Return an assertion about an instrument, with its sentence, and where that only stands for it its name."""
    spans = [sentence]
    if not (sentence[0] <= one.named[0] < sentence[1]):
        spans.append(telling.sentence_at(one.named[0]))
    if what == "provision":
        spans.insert(0, at)
    return telling.assertion(
        "agreement", what, named=one.named, subject=one.subject, at=at, evidence=telling.evidence(*spans), **told
    )
