"""Which date is an event's own: the one that hangs on its verb or noun, or on the verb by which its noun happens."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.core.spans import overlaps
from detente.knowledge.files import read_toml
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Candidate, DateMention, Interval, Status

__all__ = ["Calendar"]

VERBAL = frozenset({"VERB", "AUX"})
SUBJECT = frozenset({"nsubj", "nsubjpass"})
BOUNDS = frozenset({"before", "by"})
DEEPEST = 8
"""How many words up a date is looked for its governor at most; deeper ones are no longer of its clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hung:
    """A date with its days, and the word that it hangs on."""

    date: DateMention
    days: Interval
    on: int
    fronted: bool
    behind: bool
    """Whether it stands behind a preposition."""


class Calendar:
    """The dates of a reading, each with the word it hangs on, for all of its events."""

    def __init__(self, reading: Reading) -> None:
        """Index a reading's dates by sentence."""
        self._parse = reading.parsed()
        self._triggers = frozenset(c.trigger_word for c in reading.candidates)
        self._names = (*reading.places, *(p for c in reading.candidates for p in (*c.actors, *c.recipients)))
        self._near = Nearby(self._names)
        self._by_sentence: dict[int, list[_Hung]] = {}
        for mention in reading.dates:
            hung = self._hang(mention)
            if hung is not None:
                self._by_sentence.setdefault(self._parse.words[hung.on].sentence, []).append(hung)

    def date_of(self, candidate: Candidate, status: Status) -> Interval | None:
        """Return the days that the clause of an event names for it; never the day of publication, nor another's."""
        parse = self._parse
        at = parse.word_at(candidate.trigger_word)
        if at is None:
            return None
        within = (at, *parse.words_in(candidate.trigger.start, candidate.trigger.end))
        parties = (*candidate.actors, *candidate.recipients)
        found = [
            hung
            for hung in self._by_sentence.get(parse.words[at].sentence, ())
            if not any(overlaps(hung.date, p) for p in parties)
            and not (_is_up_to(parse, hung.date) and status != "ongoing")
            and self._owns(candidate, at, within, hung)
        ]
        own = min(found, key=lambda h: _length(h.days), default=None)
        return _up_to(own.days, _word_before(parse, own.date)) if own is not None else None

    def _owns(self, candidate: Candidate, at: int, within: Sequence[int], hung: _Hung) -> bool:
        return (
            (hung.on in within and (hung.behind or hung.on == at or self._parse.words[hung.on].pos in VERBAL))
            or self._opens_with(at, hung.date)
            or hung.on in self._carriers(at)
            or (hung.fronted and hung.on in self._first_of_several(at))
            or self._tells_the_same(candidate, within, hung)
        )

    def _opens_with(self, at: int, mention: DateMention) -> bool:
        """Say whether the trigger's clause says what happened then: "since 19 December, when police beat ..."."""
        parse = self._parse
        before = [i for k in parse.children(at, "advmod") if _lemma(parse, k) == "when" for i in (k - 1, k - 2)]
        return any(i >= 0 and mention.start <= parse.words[i].start < mention.end for i in before)

    def _carriers(self, at: int) -> Iterator[int]:
        """Yield the verbs whose time is that of the trigger's word: "the talks were held", "began shelling"."""
        parse = self._parse
        for _ in range(3):
            word, above = parse.words[at], parse.words[at].head
            if above == at:
                return
            if (
                word.dep == "pobj"
                and _lemma(parse, above) == "of"
                and parse.words[parse.words[above].head].pos == "NOUN"
            ):
                at = parse.words[above].head  # "a round of talks"
                if parse.words[at].start in self._triggers:
                    return
                continue
            if word.pos not in VERBAL:  # "the request, made on Monday"
                yield from (k for k in parse.children(at, "acl") if _lemma(parse, k) in _words()["told"])
            noun = word.pos not in VERBAL and word.dep in {*SUBJECT, "dobj", "attr"}
            verbs = "told" if noun else "stretch" if word.dep == "xcomp" else ""
            if verbs and parse.words[above].start not in self._triggers and _lemma(parse, above) in _words()[verbs]:
                yield above
                at = above
                continue
            return

    def _first_of_several(self, at: int) -> Iterator[int]:
        """Yield the verbs that share their subject with the trigger's, which comes behind them: "met and signed"."""
        parse = self._parse
        while parse.words[at].dep == "conj" and not parse.children(at, *SUBJECT):
            at = parse.words[at].head
            yield at

    def _tells_the_same(self, candidate: Candidate, within: Sequence[int], hung: _Hung) -> bool:
        """Say whether a noun is of the trigger's time: "killed in clashes", the object of a deed done to things."""
        parse = self._parse
        word = parse.words[hung.on]
        if word.pos != "NOUN" or word.start in self._triggers:
            return False
        if word.dep == "pobj":
            return _lemma(parse, word.head) in _words()["same"] and parse.words[word.head].head in within
        return word.dep == "dobj" and hung.behind and word.head in within and candidate.type in _object_types()

    def _hang(self, mention: DateMention) -> _Hung | None:
        """Return a date with the word that it hangs on; None where it has no days or hangs on nothing of time."""
        parse = self._parse
        words = parse.words_in(mention.start, mention.end)
        if mention.interval is None or not words:
            return None
        root = next((i for i in words if parse.words[i].head not in words or parse.words[i].head == i), words[0])
        fronted = self._is_fronted(words[0])
        on = self._governor(root, fronted=fronted)
        behind = parse.words[parse.words[root].head].pos in {"ADP", "SCONJ"}
        return None if on is None else _Hung(date=mention, days=mention.interval, on=on, fronted=fronted, behind=behind)

    def _is_fronted(self, first: int) -> bool:
        """Say whether a date opens its sentence, but for a preposition or the like."""
        parse = self._parse
        before = range(parse.sentence_words(parse.words[first].sentence).start, first)
        return all(parse.words[i].pos in {"ADP", "ADV", "DET", "PUNCT", "CCONJ"} for i in before)

    def _governor(self, at: int, *, fronted: bool) -> int | None:
        """Return the verb or noun that a date's word hangs on, past a name that the parser hung it on by mistake."""
        parse, loose, part = self._parse, True, False
        for _ in range(DEEPEST):
            above = parse.words[at].head
            if above == at:
                return at if parse.words[at].pos in VERBAL else None
            at = above
            word, lemma = parse.words[at], _lemma(parse, at)
            if word.pos in VERBAL or word.start in self._triggers:
                return at
            if word.dep == "prep" or word.pos in {"ADP", "SCONJ"}:
                if loose and not part and not self._puts_in_time(at):
                    return None
                loose = lemma in _words()["loose"]
            elif lemma in _words()["part"]:
                part = loose = True
            elif not (fronted or (loose and self._has_no_time(at))):
                return at
        return None

    def _puts_in_time(self, preposition: int) -> bool:
        """Say whether a preposition puts a deed into time; "of" does behind what tells of it, and a part of a day."""
        parse, lemma = self._parse, _lemma(self._parse, preposition)
        if lemma == "of":
            over = parse.words[preposition].head
            return parse.words[over].start in self._triggers or _lemma(parse, over) in _words()["part"]
        return lemma in _words()["when"]

    def _has_no_time(self, at: int) -> bool:
        """Say whether a word is a name, a party's, or a thing's: nothing that has a time of its own."""
        word, lemma = self._parse.words[at], _lemma(self._parse, at)
        if word.pos == "PROPN" or next(iter(self._near.around(word)), None) is not None:
            return True
        timed = lemma in _words()["timed"] or lemma.endswith(tuple(_words()["endings"]))
        return word.pos == "NOUN" and not timed and word.dep in {"pobj", "dobj", "conj"}


def _is_up_to(parse: Parse, mention: DateMention) -> bool:
    words = parse.words_in(mention.start, mention.end)
    around = (
        {_lemma(parse, i) for i in (words[0], parse.words[words[0]].head, max(words[0] - 1, 0))} if words else set()
    )
    return bool(around & _words()["up_to"])


def _word_before(parse: Parse, mention: DateMention) -> str:
    inside = parse.words_in(mention.start, mention.end)
    return parse.words[inside[0] - 1].text.lower() if inside and inside[0] else ""


def _up_to(days: Interval, word: str) -> Interval:
    """Open the beginning of what "before" or "by" only bounds: "killed before March 2012", "leave by June"."""
    if days.first is None or word not in BOUNDS:
        return days
    last = days.last
    if word == "before":
        first = date.fromisoformat(days.first)
        last = str(first - timedelta(days=1)) if first > date.min else None
    return replace(days, first=None, last=last, precision="range", rule=f"{word} then: {days.rule}")


def _length(days: Interval) -> int:
    """Return how many days an interval has; one with an open end is longer than any other."""
    if days.first is None or days.last is None:
        return date.max.toordinal()
    return date.fromisoformat(days.last).toordinal() - date.fromisoformat(days.first).toordinal()


def _lemma(parse: Parse, i: int) -> str:
    return parse.words[i].lemma.lower()


@functools.cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in read_toml("cues/dating.toml")["words"].items()}


@functools.cache
def _object_types() -> frozenset[str]:
    return frozenset(read_toml("cues/dating.toml")["types"]["object"].split())
