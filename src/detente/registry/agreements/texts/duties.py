"""Who owes what to whom, by when and on what condition: what the words of a clause say, and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente.registry.agreements.texts.dues import Due, dues_in

__all__ = ["Duty", "Kind", "Piece", "duties_in", "duty_modal", "lead_in", "sentences_in"]

Kind = Literal["owed", "forbidden", "allowed"]
"""Whether something is to be done, is not to be done, or may be done."""
MODAL = re.compile(
    r"\b(?:(?P<forbidden>shall (?:not|refrain from|abstain from)|must (?:not|refrain from)|will (?:not|refrain from)"
    r"|may not|(?:is|are) (?:not to|prohibited from|forbidden to)|undertakes? (?:not to|to refrain from)"
    r"|agrees? not to|(?:shall|will) (?:be )?cease to)"
    r"|(?P<allowed>may(?! \d)|(?:shall have|has|have) the right to|(?:is|are) (?:entitled|allowed|free) to)"
    r"|(?P<owed>shall|must|will|(?:(?:hereby )?(?:undertakes?|pledges?|agrees?)|(?:hereby )?commits? (?:itself|"
    r"themselves)"
    r"|(?:is|are) (?:obliged|committed|bound)|ha(?:s|ve)|(?:is|are)) to"
    r"|(?:hereby )?commits? (?:itself|themselves)? ?to))\b(?!['’])",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|provided(?: that)?|on (?:the )?condition that|unless|in the event (?:of|that)|in case(?: of)?|should"
    r"|as long as|so long as|subject to|once|where)\b",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"\b(?:if|provided(?: that)?|on (?:the )?condition that|unless|in the event (?:of|that)|in case of|as long as"
    r"|so long as|subject to|once)\b[^.;]*",
    re.IGNORECASE,
)
PASSIVE = re.compile(r"\s+(?:also\s+|then\s+)?be\s+(?:\w+ly\s+)?(?!obliged|entitled|bound)(\w+(?:ed|en|n|t|e))\b")
BY_WHOM = re.compile(
    r"\bby\s+((?:the |each |both |either )?(?:[A-Z][\w'’.-]*(?:(?:,? and|,| of(?: the)?) (?=[A-Z])|"
    r" (?=[A-Z]))?|part(?:y|ies)\b|sides?\b"
    r"|(?:joint |monitoring |military |neutral )*(?:commission|mission|centre|center|committee)\b)+)"
)
TOWARD = re.compile(
    r"\b(?:to|with|notify|inform|assist|compensate|provide|grant|give|pay|allow|consult)\s+"
    r"((?:the |each |either )?(?:other )?"
    r"(?:[A-Z][\w'’-]*(?:(?: of(?: the)?| and(?: the)?|,)? (?=[A-Z])[A-Z][\w'’-]*)*"
    r"|part(?:y|ies)\b|sides?\b|(?:joint |monitoring |military |neutral )*(?:commission|"
    r"mission|centre|center|committee)\b))"
)
TRANSFERS = re.compile(
    r"\b(?:hand(?:ed)?|return(?:ed)?|transfer(?:red)?|deliver(?:ed)?|give|gives|given|"
    r"grant(?:ed)?|pay|paid|provide|provided|notif(?:y|ied)"
    r"|inform(?:ed)?|report(?:ed)?|submit(?:ted)?|surrender(?:ed)?|assist|compensate|"
    r"communicat(?:e|ed)|release|released|consult|allow)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[\"“'(]?[A-ZÀ-ÞА-Я0-9Ա-Ֆ])|\n\s*\n")
ABBREVIATED = re.compile(r"\b(?:[A-Z]|No|Art|Mr|Mrs|Dr|St|Nos|Arts|Par|vs)\.$")
MOST_WORDS = 22
"""Words of whoever is bound; a longer run is no name of a party."""
FARTHEST = 1_500
"""Characters before the verb in which whoever is bound is looked for."""
LEADING = re.compile(
    r"^(?:and|but|or|that|then|also|moreover|furthermore|in addition|to this end|therefore|accordingly)[,\s]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a text, and where they stand in it."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that a clause lays down. What its words do not say is None.

    `bound` is whoever is to do it (of "shall be withdrawn" nobody), `toward` whom it is owed or given to, `act` what
    is to be done, with the word that lays it down; `dues` by when; `condition` on what.
    """

    kind: Kind
    act: Piece
    bound: Piece | None = None
    toward: Piece | None = None
    dues: tuple[Due, ...] = ()
    condition: Piece | None = None


def duties_in(text: str, start: int, end: int, *, lead: "Duty | None" = None) -> tuple[Duty, ...]:
    """Return what the words `[start, end)` of a text lay down, a duty for each sentence that lays down something.

    `lead` is what the clause around them begins with ("The Parties shall:"); words without a verb go on it.
    """
    found = [duty for at, stop in sentences_in(text, start, end) if (duty := _duty(text, at, stop)) is not None]
    if not found and lead is not None and text[start:end].strip():
        return (_continued(text, start, end, lead),)
    return tuple(duty for duty in found if not _only_opens(duty))


def lead_in(text: str, start: int, end: int) -> Duty | None:
    """Return the duty that a clause opens for those within it: "Northmark shall:"."""
    words = text[start:end].rstrip()
    last = list(sentences_in(text, start, start + len(words)))[-1:]
    if not words.endswith(":") or not last:
        return None
    return _duty(text, *last[0])


def duty_modal(words: str) -> re.Match[str] | None:
    """Return the word that lays something down in words, None where none does."""
    return MODAL.search(words)


def sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a stretch of text stand; a semicolon ends one."""
    at = start
    for found in SENTENCE.finditer(text, start, end):
        if not ABBREVIATED.search(text, max(at, found.start() - 6), found.start()):
            if text[at : found.start()].strip():
                yield at, found.start()
            at = found.end()
    if text[at:end].strip():
        yield at, end


def _only_opens(duty: Duty) -> bool:
    """Say whether a clause only opens what those within it say: "Northmark shall:"."""
    return MODAL.fullmatch(duty.act.words) is not None


def _duty(text: str, start: int, end: int) -> Duty | None:
    modal = _modal(text, start, end)
    if modal is None:
        return None
    kind: Kind = "forbidden" if modal["forbidden"] else "allowed" if modal["allowed"] else "owed"
    condition = _condition(text, start, modal.start(), end)
    is_passive = PASSIVE.match(text, modal.end(), end) is not None
    act_end = condition.start if condition and condition.start > modal.start() else end
    act = _piece(text, modal.start(), act_end)
    return None if act is None else Duty(
        kind=kind, act=act,
        bound=_agent(text, modal.end(), act_end) if is_passive else _bound(text, start, modal.start()),
        toward=_toward(text, modal.end(), act_end),
        dues=dues_in(text, start, end),
        condition=condition,
    )  # fmt: skip


def _modal(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first word that lays something down outside a condition at the head of the sentence."""
    at = start
    if CONDITION.match(text, start + _blank(text, start, end), end):
        comma = text.find(",", start, end)
        at = comma if comma >= 0 else start
    return MODAL.search(text, at, end)


def _blank(text: str, start: int, end: int) -> int:
    return len(text[start:end]) - len(text[start:end].lstrip())


def _condition(text: str, start: int, modal: int, end: int) -> Piece | None:
    """Return the condition: at the head of the sentence up to its comma, or behind what is owed."""
    head = start + _blank(text, start, end)
    if CONDITION.match(text, head, modal):
        comma = text.rfind(",", head, modal)
        if comma > head:
            return _piece(text, head, comma)
    tail = TAIL.search(text, modal, end)
    return _piece(text, tail.start(), tail.end()) if tail else None


def _bound(text: str, start: int, modal: int) -> Piece | None:
    """Return who stands before the verb: what follows the last comma that does not part a list of names."""
    at = max(start + _blank(text, start, modal), modal - FARTHEST)
    words = text[at:modal]
    for found in reversed(list(re.finditer(r"[,;:]\s+(?:and\s+)?", words))):
        before, after = words[: found.start()], words[found.end() :]
        if not _is_list(before, after, found[0]):
            at += found.end()
            break
    lead = LEADING.match(text[at:modal])
    at += lead.end() if lead else 0
    dues = [due for due in dues_in(text, at, modal) if due.start - at <= 1]
    at = dues[-1].end if dues else at
    piece = _piece(text, at, modal)
    if piece is None or len(piece.words.split()) > MOST_WORDS or not re.search(r"\w", piece.words):
        return None
    return None if re.match(r"(?:it|this|there|which|that|who|what)\b", piece.words, re.IGNORECASE) else piece


def _is_list(before: str, after: str, mark: str) -> bool:
    """Say whether a comma parts names of one list: "Northmark, Southmark and Velduria shall"."""
    if ";" in mark or ":" in mark:
        return False
    tail = re.search(r"(?:^|[,;:]\s*)((?:the\s+)?[A-Z][^,;:]*)$", before)
    opens = tail is not None and not re.match(
        r"(?:in|on|at|after|before|within|upon|under|by|from|no|not|until|pending|without|during|for|to|with)\b",
        tail[1],
        re.IGNORECASE,
    )
    return opens and re.match(r"(?:the\s+)?[A-Z]", after) is not None and (" and " in after or "and" in mark)


def _agent(text: str, start: int, end: int) -> Piece | None:
    found = BY_WHOM.search(text, start, end)
    if found is None or re.match(
        r"(?:the )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
        found[1],
    ):
        return None
    return _piece(text, found.start(1), found.end(1))


def _toward(text: str, start: int, end: int) -> Piece | None:
    verb = TRANSFERS.search(text, start, end)
    found = TOWARD.search(text, verb.start(), end) if verb else None
    return _piece(text, found.start(1), found.end(1)) if found else None


def _continued(text: str, start: int, end: int, lead: Duty) -> Duty:
    """Return what words owe that go on a clause: whoever it binds is bound, and what it says of time holds."""
    tail = TAIL.search(text, start, end)
    act = _piece(text, start, tail.start() if tail else end) or lead.act
    return Duty(
        kind=lead.kind, act=act, bound=lead.bound, toward=_toward(text, start, end) or lead.toward,
        dues=(*lead.dues, *dues_in(text, start, end)),
        condition=_piece(text, tail.start(), tail.end()) if tail else lead.condition,
    )  # fmt: skip


def _piece(text: str, start: int, end: int) -> Piece | None:
    """Return words without the blanks and marks around them, None where nothing is left."""
    words = text[start:end]
    left = len(words) - len(words.lstrip(" \t\r\n,;:"))
    right = len(words.rstrip(" \t\r\n,;:."))
    if left >= right:
        return None
    return Piece(start=start + left, end=start + right, words=" ".join(words[left:right].split()))
