"""Where a sentence tells of what a kind of provision is about: the deed, its object, and which way it goes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.registry.agreements.bearing.deeds import Deed
from detente.registry.agreements.bearing.topics import Direction, Topic, general_deeds

__all__ = ["Touch", "touch_of"]

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
    whole, thing = topic.whole.search(deed.words), topic.objects.search(deed.words)
    act, direction = _act(deed, topic, thing)
    if not (whole or thing or act):
        return None
    is_own = act is not None and (topic.towards.fullmatch(act[0]) or topic.against.fullmatch(act[0])) is not None
    return Touch(topic=topic, whole=whole, thing=thing, act=act, direction=direction, is_own=is_own)


def _act(deed: Deed, topic: Topic, thing: re.Match[str] | None) -> tuple[re.Match[str] | None, Direction]:
    """Return the word that says what was done, and in which direction it goes.

    What is halted or refused goes against a provision, whatever it is that is halted; what is drafted prepares it.
    """
    general = general_deeds()
    preparing = general.about.search(deed.words)
    own = [*_acts(deed, topic.towards, thing, "towards"), *_acts(deed, topic.against, thing, "against")]
    if preparing and thing and not any(name == "against" for *_, name in own):
        return preparing, "about"
    if not own and thing and topic.general:
        own = [*_acts(deed, general.towards, thing, "towards"), *_acts(deed, general.against, thing, "against")]
    if not own:
        return None, "unclear"
    _, _, act, direction = min(own, key=lambda one: (one[0], one[1], one[3]))
    if direction == "towards" and NEGATION.search(deed.words):
        direction = "against"
    return act, direction


def _acts(
    deed: Deed, pattern: re.Pattern[str], thing: re.Match[str] | None, direction: Direction
) -> Iterator[tuple[bool, int, re.Match[str], Direction]]:
    """Yield the words for a deed, those in the trigger of an event first; the word for its object is none of them."""
    for found in pattern.finditer(deed.words):
        start, end = deed.at(found.start()), deed.at(found.end())
        if thing is None or not (thing.start() <= found.start() and found.end() <= thing.end()):
            triggers = (event["trigger"] for event in deed.events)
            yield not any(t["start"] < end and start < t["end"] for t in triggers), found.start(), found, direction
