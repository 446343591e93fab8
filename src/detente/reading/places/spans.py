"""Finds the stretches of a text that may be names of places: capitalised words that a gazetteer knows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.knowledge.agents import word_list
from detente.knowledge.countries import country_by_name
from detente.knowledge.gazetteer import Gazetteer, GazetteerEntry, common_words, fold_name, short_forms
from detente.knowledge.matcher import KnownName, NameMatcher
from detente.reading.parse import Name, Parse

__all__ = ["Toponym", "find_toponyms"]

AFTER = re.compile(r",\s+((?:[A-Z][\w.'’-]*)(?:\s(?:of\s(?:the\s)?)?[A-Z][\w.'’-]*){0,3})")
DIVISION_WORDS = re.compile(
    r"(?:’s|'s)?\s+(?:[Pp]rovince|[Gg]overnorate|[Rr]egion|[Oo]blast|[Ss]tate|[Pp]refecture|[Kk]rai|[Dd]istrict"
    r"|[Rr]aion|[Dd]epartment|[Cc]ounty)\b"
)
DIVISIONS = frozenset({"province", "governorate", "region", "oblast", "prefecture", "krai", "county", "district"})
LEADING = re.compile(r"^(?:the|The)\s+")
UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff]")
"""Characters without width, which copying leaves in a text."""
LONGEST = 6
"""Words of the longest names that are looked up."""
SHORTEST = 3
"""Letters of the shortest name that is not all capitals."""
STEPS = 4
INNER = frozenset({"-", "–", "'", "’", "."})
PARTICLES = frozenset({"al", "el", "as", "ar", "an", "at", "az", "ad", "ash"})
AROUND = frozenset({"admin1", "district"})
DIRECTIONS = word_list("directions")
ARTICLES = frozenset({"The", "A", "An"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
LOCATIVE = word_list("place_prepositions")
OF_PLACES = frozenset({"name", "capital"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A stretch that may name a place: words ``[first, past)`` of the parse, and the places it may mean.

    `after` is the country code or folded division behind a comma ("Paris, *Texas*"), `label` the recogniser's label
    of the name it stands in, `around` that name's words ``[first, past)``.
    """

    start: int
    end: int
    first: int
    past: int
    words: str
    entries: tuple[GazetteerEntry, ...]
    after: str | None = None
    as_division: bool = False
    known: KnownName | None = None
    label: str | None = None
    around: tuple[int, int] | None = None


def find_toponyms(parse: Parse, text: str, gazetteer: Gazetteer, matcher: NameMatcher) -> list[Toponym]:
    """Return what may be names of places, in order; the longest where several start at one word."""
    return _like_first(list(_Finder(parse, text, gazetteer, matcher).find()))


def _like_first(found: Sequence[Toponym]) -> list[Toponym]:
    """Let a name stand for what it was first said to: "Georgetown, Texas ... Georgetown" is in Texas throughout."""
    said: dict[str, str] = {}
    for toponym in found:
        after = toponym.after
        if after and (any(e.country == after or fold_name(e.admin1 or "") == after for e in toponym.entries)):
            said.setdefault(toponym.words, after)
    return [replace(t, after=said[t.words]) if t.words in said else t for t in found]


class _Finder:
    """Goes through the words of one document."""

    def __init__(self, parse: Parse, text: str, gazetteer: Gazetteer, matcher: NameMatcher) -> None:
        self.parse, self.text, self.gazetteer = parse, text, gazetteer
        self.known: dict[int, tuple[int, KnownName]] = {}
        self.taken: set[int] = set()
        for found in matcher.find(text):
            words = parse.words_in(found.start, found.end)
            if not words or parse.words[words[0]].start != found.start:
                continue
            if found.known.kind in {"state", "place"} and found.known.sort in OF_PLACES:
                self.known[words[0]] = (words[-1] + 1, found.known)
            else:
                self.taken.update(words)  # a people, a body or a paper: no place, whatever is in its name
        self.labels: dict[int, tuple[Name, int, int]] = {}
        for name in parse.names:
            words = parse.words_in(name.start, name.end)
            self.labels.update(dict.fromkeys(words, (name, words[0], words[-1] + 1)) if words else {})

    def find(self) -> Iterator[Toponym]:
        """Yield the stretches in order."""
        i, n = 0, len(self.parse.words)
        while i < n:
            found = None if i in self.taken else self._at(i)
            if found is None:
                i += 1
                continue
            yield found
            i = found.past

    def _at(self, i: int) -> Toponym | None:
        """Return the longest name of a place that starts at word `i`."""
        known = self.known.get(i)
        for past in range(self._end(i), i, -1):
            if known and past == known[0]:
                return self._toponym(i, past, known[1])
            if self._may_name(i, past):
                entries = self.gazetteer.lookup(self._plain(i, past))
                if entries:
                    return self._toponym(i, past, None, entries)
        return self._marked(i)

    def _end(self, i: int) -> int:
        """Return the word past the last that a name starting at word `i` may have."""
        words = self.parse.words
        past, behind = i + 1, min(i + LONGEST, len(self.parse.words))
        while past < behind and words[past].sentence == words[i].sentence and past not in self.taken:
            word = words[past].text
            if not (word[0].isalnum() or word in INNER) or "\n" in self.text[words[past - 1].end : words[past].start]:
                break
            past += 1
        return past

    def _may_name(self, first: int, past: int) -> bool:
        """Say whether words are written as a name is, and are not the everyday words that some place is called."""
        words = self.parse.words
        head, last = words[first].text, words[past - 1].text
        if head in ARTICLES:
            return past - first > 1 and last[0].isupper() and self._is_named_so(first, past)
        opens = head[0].isupper() or (head in PARTICLES and past - first > 1)
        if not opens or not (last[0].isupper() or (last[0].isdigit() and past - first > 1)):
            return False
        if past - first > 1:
            return True
        if head.lower() in DIRECTIONS:
            return False
        if words[first].pos in {"PROPN", "NOUN", "ADJ", "X"} and fold_name(head) not in common_words():
            return len(head) >= SHORTEST or head.isupper()
        return self._is_marked(first) and not (first and words[first - 1].text[0].isupper())

    def _is_named_so(self, first: int, past: int) -> bool:
        """Say whether a name has its article: "The Hague"."""
        words = self.parse.words
        whole = fold_name(self.text[words[first].start : words[past - 1].end])
        return any(fold_name(e.name) == whole for e in self.gazetteer.lookup(whole))

    def _is_marked(self, i: int) -> bool:
        name = self.labels.get(i)
        before = self.parse.words[i - 1].text.lower() if i else ""
        return name is not None and name[0].label in PLACES and (before in LOCATIVE or name[1:] == (i, i + 1))

    def _marked(self, i: int) -> Toponym | None:
        """Return the name of a place at word `i` that the recogniser sees and no gazetteer knows."""
        name = self.labels.get(i)
        if name is None or name[0].label not in PLACES:
            return None
        words = self.parse.words
        first, past = name[1], name[2]
        while first < past and (words[first].tag == "DT" or not words[first].text[0].isalnum()):
            first += 1
        while past > first and (words[past - 1].tag == "POS" or not words[past - 1].text[-1].isalnum()):
            past -= 1
        if first != i or first >= past or not any(words[k].text[0].isupper() for k in range(first, past)):
            return None
        return None if self.taken.intersection(range(first, past)) else self._toponym(first, past, None)

    def _plain(self, first: int, past: int) -> str:
        words = self.parse.words
        stretch = self.text[words[first].start : words[past - 1].end]
        plain = " ".join(UNSEEN.sub("", stretch).split())
        return plain if self._is_named_so(first, past) else LEADING.sub("", plain)

    def _toponym(
        self, first: int, past: int, known: KnownName | None, entries: tuple[GazetteerEntry, ...] | None = None
    ) -> Toponym:
        words = self.parse.words
        plain = self._plain(first, past)
        end = words[past - 1].end
        name = self.labels.get(first)
        return Toponym(
            start=words[first].start,
            end=end,
            first=first,
            past=past,
            words=plain,
            entries=self.gazetteer.lookup(plain) if entries is None else entries,
            after=_named_after(self.text, end, self.gazetteer),
            as_division=DIVISION_WORDS.match(self.text, end) is not None or plain.split()[-1].lower() in DIVISIONS,
            known=known,
            label=name[0].label if name else None,
            around=(name[1], name[2]) if name else None,
        )


def _named_after(text: str, end: int, gazetteer: Gazetteer) -> str | None:
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
        if any(e.precision in AROUND for e in gazetteer.lookup(plain)):
            return fold_name(plain)
    return None
