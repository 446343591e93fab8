"""Where a sentence tells of what a kind of provision is about: the deed, its object, and which way it goes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.registry.agreements.bearing.deeds import Deed
from detente.registry.agreements.bearing.topics import Direction, Topic, general_deeds

__all__ = ["Touch", "touch_of"]

FAR = 60
"""Characters that may part a deed from what it is done to."""
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
CLAUSE = re.compile(r"[;:]|,?\s(?:while|whereas|although|after|before|when|because|but)\s")
NOUN = re.compile(r"\w(?:ments?|[aei]tions?|ees?|[a-z]sions?|ances?|ences?|ors?|ures?)$", re.IGNORECASE)
"""The end of a word that names a thing, and tells of no deed, though it begins as one that does."""
INSTRUMENT = re.compile(
    r"\b(?:agreement|accord|deal|pact|treaty|protocol|statement|declaration|memorandum|truce|ceasefire|document)\s+"
    r"(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
"""What a word for signing or breaking that follows only describes: "the accord signed in May"."""
OF_NOUN = re.compile(r"\b(?:the|a|an|its|their|his|her|this|that|these|those|of|'s)\s+$", re.IGNORECASE)
PLAIN = re.compile(r"(?:ed|ing)$|\s", re.IGNORECASE)
OFFICE = re.compile(r"(?:Vice-)?(?:Minister|President|Governor|Senator|Secretary|Officer|Commissioner|General)s?")
TITLED = re.compile(r"\b[A-Z]\w+\s+(?:and\s+)?$")
NAMED = re.compile(r"\s+(?:of\s+(?:the\s+)?)?[A-Z]|\s+and\s+[A-Z]")
IDLE = re.compile(
    r"(?:includ|follow|accord|regard|concern)ing\b|(?:left|leav(?:e|es|ing))\b[^.;]{0,60}?\b(?:dead|missing|injured|wounded"
    r"|homeless|displaced|stranded)\b",
    re.IGNORECASE,
)
"""What has the form of a verb and tells no deed: "including", "leaving three dead"."""
NEGATION = re.compile(r"\b(?:not|no longer|never|without|failed|refused)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """What of a topic stands in a sentence: spans of its words, in those of the sentence."""

    topic: Topic
    whole: re.Match[str] | None
    thing: re.Match[str] | None
    act: re.Match[str] | None
    direction: Direction
    is_own: bool
    """Whether the word for the deed is one of the topic's own, and none that fits any."""

    @property
    def weight(self) -> float:
        """How much it tells: a phrase, a deed with its object, one of both."""
        return 3.0 * bool(self.whole) + 2.0 * bool(self.act and self.thing) + 0.5 * bool(self.thing or self.act)


def touch_of(deed: Deed, topic: Topic) -> Touch | None:
    """Return what of a topic stands in a sentence; None where nothing does."""
    things = tuple(one for one in topic.objects.finditer(deed.words) if not _is_title(deed.words, one))
    whole = next((one for one in topic.whole.finditer(deed.words) if _tells(deed, one)), None)
    act, direction = _act(deed, topic, things)
    thing = _thing_of(act, things)
    if not (whole or thing or act):
        return None
    is_own = act is not None and (topic.towards.fullmatch(act[0]) or topic.against.fullmatch(act[0])) is not None
    return Touch(topic=topic, whole=whole, thing=thing, act=act, direction=direction, is_own=is_own)


def _is_title(words: str, found: re.Match[str]) -> bool:
    """Say whether a word for an office stands before a name, or in one: "Prime Minister May" is no cabinet."""
    if not OFFICE.fullmatch(found[0]):
        return False
    return TITLED.search(words[: found.start()]) is not None or NAMED.match(words[found.end() :]) is not None


def _thing_of(act: re.Match[str] | None, things: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """Return what the deed is done to: of the words that are near it the nearest; where no deed is told, the first."""
    if act is None:
        return things[0] if things else None
    near = [(gap, n) for n, one in enumerate(things) if (gap := _gap(act, one)) <= FAR]
    return things[min(near)[1]] if near else None


def _gap(one: re.Match[str], other: re.Match[str]) -> int:
    return max(other.start() - one.end(), one.start() - other.end(), 0)


def _act(deed: Deed, topic: Topic, things: Sequence[re.Match[str]]) -> tuple[re.Match[str] | None, Direction]:
    """Return the word that says what was done, and in which direction it goes.

    What is halted or refused goes against a provision, whatever it is that is halted; what is drafted prepares it.
    """
    general = general_deeds()
    preparing = next((one for one in general.about.finditer(deed.words) if _does(deed, one, things)), None)
    own = [*_acts(deed, topic.towards, things, "towards"), *_acts(deed, topic.against, things, "against")]
    if preparing and not any(name == "against" for *_, name in own):
        return preparing, "about"
    if not own and topic.general:
        any_deed = (
            *_acts(deed, general.towards, things, "towards"),
            *_acts(deed, general.against, things, "against"),
        )
        own = [one for one in any_deed if _does(deed, one[2], things)]
    if not own:
        return None, "unclear"
    _, _, act, direction = min(own, key=lambda one: (one[0], one[1], one[3]))
    if direction == "towards" and NEGATION.search(deed.words):
        direction = "against"
    return act, direction


def _does(deed: Deed, act: re.Match[str], things: Sequence[re.Match[str]]) -> bool:
    """Say whether what may be done of anything is done to what the topic is about: it follows, or "was" done.

    Who stands before such a word does it ("the government promised"), and is not what it is done to.
    """
    is_suffered = PASSIVE.search(deed.words[: act.start()]) is not None
    return any(
        _gap(act, one) <= FAR and (one.start() >= act.start() or is_suffered) and not _parted(deed.words, act, one)
        for one in things
    )


def _parted(words: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Say whether a new clause begins between two words."""
    first, last = min(one.end(), other.end()), max(one.start(), other.start())
    return CLAUSE.search(words[first:last]) is not None


def _acts(
    deed: Deed, pattern: re.Pattern[str], things: Sequence[re.Match[str]], direction: Direction
) -> Iterator[tuple[bool, int, re.Match[str], Direction]]:
    """Yield the words for a deed, those in the trigger of an event first; the word for its object is none of them."""
    for found in pattern.finditer(deed.words):
        is_thing = any(one.start() <= found.start() and found.end() <= one.end() for one in things[:1])
        if not is_thing and _tells(deed, found):
            yield not deed.is_trigger(found.span()), found.start(), found, direction


def _tells(deed: Deed, found: re.Match[str]) -> bool:
    """Say whether a word tells that something was done: it is a verb of its clause, or an event of the reader.

    "Detainees" and "establishment" tell of none, nor does "signed" in "the agreement signed by both".
    """
    if IDLE.match(deed.words, found.start()):
        return False
    if deed.is_trigger(found.span()):
        return INSTRUMENT.search(deed.words[: found.start()]) is None
    if NOUN.search(found[0]) or INSTRUMENT.search(deed.words[: found.start()]):
        return False
    return OF_NOUN.search(deed.words[: found.start()]) is None or PLAIN.search(found[0]) is not None
