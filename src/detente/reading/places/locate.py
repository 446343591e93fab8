"""Puts the toponyms among a document's mentions on the map: the same for an entity's country and for its place."""

import re
from collections.abc import Iterator, Sequence

from detente.knowledge.countries import country_by_name
from detente.knowledge.gazetteer import Gazetteer, GazetteerEntry, fold_name, short_forms
from detente.knowledge.matcher import NameMatcher
from detente.reading.places.resolve import Toponym, choose, context_of
from detente.reading.records import Mention

__all__ = ["Located", "locate"]

AFTER = re.compile(r",\s+((?:[A-Z][\w.'’-]*)(?:\s(?:of\s(?:the\s)?)?[A-Z][\w.'’-]*){0,3})")
DIVISION_WORDS = re.compile(
    r"(?:’s|'s)?\s+(?:[Pp]rovince|[Gg]overnorate|[Rr]egion|[Oo]blast|[Ss]tate|[Pp]refecture|[Kk]rai)\b"
)
LEADING = re.compile(r"^(?:the|The)\s+")
UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff]")
"""Characters without width, which copying leaves in a text."""
DIVISIONS = frozenset({"province", "governorate", "region", "oblast", "prefecture", "krai", "county", "district"})
STEPS = 4

Located = tuple[Mention, Toponym, GazetteerEntry | None]


def locate(mentions: Sequence[Mention], text: str, gazetteer: Gazetteer, matcher: NameMatcher) -> list[Located]:
    """Return the mentions that are toponyms, each with the place it means, or None where that is unsure."""
    named = [m for m in mentions if _is_toponym(m, text, matcher)]
    toponyms = [_toponym(m, text, gazetteer, matcher) for m in named]
    context = context_of(toponyms, _countries(mentions, named))
    like = [_like_first(t, toponyms) for t in toponyms]
    return [(m, t, choose(t, context)) for m, t in zip(named, like, strict=True)]


def _is_toponym(mention: Mention, text: str, matcher: NameMatcher) -> bool:
    """Say whether a mention is the name of a place or country, and not of a people or a government's seat."""
    if mention.form != "name" or mention.kind not in {"place", "state"}:
        return False
    words = text[mention.start : mention.end]
    return words not in matcher or matcher[words].sort in {"name", "capital"}


def _countries(mentions: Sequence[Mention], toponyms: Sequence[Mention]) -> Iterator[str]:
    """Yield the countries that the document names otherwise than by a toponym: by a demonym, by who belongs to it."""
    starts = {m.start for m in toponyms}
    for mention in mentions:
        if mention.country and mention.start not in starts:
            yield mention.country


def _toponym(mention: Mention, text: str, gazetteer: Gazetteer, matcher: NameMatcher) -> Toponym:
    whole = UNSEEN.sub("", text[mention.start : mention.end])
    words = LEADING.sub("", " ".join(whole.split()))
    return Toponym(
        start=mention.start,
        end=mention.end,
        words=words,
        after=_named_after(text, mention.end),
        as_division=DIVISION_WORDS.match(text, mention.end) is not None or words.split()[-1].lower() in DIVISIONS,
        entries=gazetteer.lookup(words),
        capital_of=matcher[words].country if words in matcher and matcher[words].sort == "capital" else None,
    )


def _named_after(text: str, end: int) -> str | None:
    """Return the country code or folded division that stands after a comma: "Paris, Texas", "Springfield, Ill."."""
    found = AFTER.match(text, end)
    if not found:
        return None
    words = found[1].split()
    for count in range(min(STEPS, len(words)), 0, -1):
        name = " ".join(words[:count])
        for form in (name, name.rstrip(".,")):
            if form in short_forms():
                return fold_name(short_forms()[form])
        plain = name.rstrip(".")
        country = country_by_name().get(plain)
        if country and country.code and plain != "Georgia":
            return country.code
    return fold_name(words[0].rstrip(".")) if len(words) == 1 else fold_name(" ".join(words).rstrip("."))


def _like_first(toponym: Toponym, toponyms: list[Toponym]) -> Toponym:
    """Return the mention of the same name that says most: the first with something after it, else this one."""
    for other in toponyms:
        if other.after and other.words == toponym.words and other.entries:
            return other
    return toponym
