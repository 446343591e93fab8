"""Groups of mentions that speak of one and the same, as they grow."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.reading.parse import Parse, Word
from detente.reading.reading import Reading
from detente.reading.records import Mention

__all__ = ["Cluster", "Clusters"]


SOME = 12


@dataclass(slots=True)
class Cluster:
    """One entity in the making: indices of its mentions, in order, and of the mentions whose entities are its members.

    `called` holds the sorts of pronouns that stand for it.
    """

    mentions: list[int]
    members: tuple[int, ...] = ()
    country: str | None = None
    called: set[str] = field(default_factory=set)
    sure: dict[int, float] = field(default_factory=dict)
    """How sure it is that a mention belongs here, for those that were weighed."""
    sectors: tuple[str, ...] = ()
    """Sectors that no words of its mentions give."""
    signs: tuple[int, tuple[float, ...]] | None = None
    """What belonging weighs of somebody by himself, with the number of mentions it was told by."""
    told: tuple[int, frozenset[str]] | None = None
    """The signs of its mentions, with the number of mentions they were told by."""
    named: tuple[int, int] | None = None
    """The mention that names it best, with the number of mentions it was told by (the first)."""
    inferred: str | None = None
    """From what its country is inferred, where no words of its mentions give it."""

    def some(self) -> list[int]:
        """Return its first and last mentions: enough to know it by, however often a long text mentions it."""
        if len(self.mentions) <= 2 * SOME:
            return self.mentions
        return [*self.mentions[:SOME], *self.mentions[-SOME:]]

    def has_between(self, low: int, high: int) -> bool:
        """Say whether it is mentioned between two mentions."""
        at = bisect_right(self.mentions, low)
        return at < len(self.mentions) and self.mentions[at] < high

    def best(self, clusters: "Clusters") -> int:
        """Return its mention that names it best: the first name, else the first noun, else the first."""
        if self.named is None or self.named[0] != len(self.mentions):
            forms = [(clusters.mention(i).form, i) for i in self.some()]
            found = (i for wanted in ("name", "noun") for form, i in forms if form == wanted)
            self.named = (len(self.mentions), next(found, self.mentions[0]))
        return self.named[1]

    def last_before(self, index: int) -> int | None:
        """Return its last mention before mention `index`."""
        at = bisect_left(self.mentions, index)
        return self.mentions[at - 1] if at else None


@dataclass(slots=True)
class Clusters:
    """The clusters of one reading, in order of first mention."""

    reading: Reading
    of_mention: dict[int, Cluster] = field(default_factory=dict)
    all: list[Cluster] = field(default_factory=list)
    parse: Parse = field(init=False)
    """The parse of the reading."""
    heads: list[int] = field(init=False)
    """For every mention, the index of its head word in the parse."""
    shapes: dict[int, str] = field(default_factory=dict)
    """What weighing makes of a word, by the word's index, for those it has looked at."""
    _mentions: tuple[Mention, ...] = field(init=False)
    _head_words: list[Word] = field(init=False)
    _by_head: dict[int, list[int]] = field(init=False)
    _by_sentence: dict[int, list[int]] = field(init=False)
    _states: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Index mentions by head word, by sentence and by the state they name."""
        parse = self.parse = self.reading.parsed()
        self._mentions = self.reading.mentions
        self.heads = [parse.word_at(m.head) or 0 for m in self._mentions]
        self._head_words = [parse.words[head] for head in self.heads]
        self._by_head, self._by_sentence, self._states = {}, {}, {}
        for i, (mention, head) in enumerate(zip(self.reading.mentions, self.heads, strict=True)):
            self._by_head.setdefault(head, []).append(i)
            self._by_sentence.setdefault(parse.words[head].sentence, []).append(i)
            if mention.kind == "state" and mention.form == "name" and mention.country:
                self._states.setdefault(mention.country, i)

    def mention(self, index: int) -> Mention:
        """Return mention number `index`."""
        return self._mentions[index]

    def words(self, index: int) -> str:
        """Return the words of mention number `index`."""
        return self.reading.words_of(self.mention(index))

    def head(self, index: int) -> int:
        """Return the index of a mention's head word in the parse."""
        return self.heads[index]

    def headed_by(self, words: Iterable[int]) -> list[int]:
        """Return the mentions whose head is one of these words, in order of the text."""
        return sorted(i for word in words for i in self._by_head.get(word, ()))

    def in_sentence(self, sentence: int) -> list[int]:
        """Return the mentions that stand in a sentence, in order of the text."""
        return self._by_sentence.get(sentence, [])

    def state_named(self, country: str) -> int | None:
        """Return the first mention of a state by its name."""
        return self._states.get(country)

    def head_word(self, index: int) -> Word:
        """Return a mention's head word."""
        return self._head_words[index]

    def sentence(self, index: int) -> int:
        """Return the sentence in which a mention stands."""
        return self._head_words[index].sentence

    def first_word(self, index: int) -> int:
        """Return the index of a mention's first word."""
        return self.parse.word_at(self.mention(index).start) or 0

    def words_before(self, index: int, count: int) -> list[str]:
        """Return up to `count` lower-case words before a mention in its sentence, nearest first."""
        first = self.first_word(index)
        words, sentence = self.parse.words, self.sentence(index)
        low = max(0, first - count)
        return [w.text.lower() for w in reversed(words[low:first]) if w.sentence == sentence]

    def start(self, index: int) -> Cluster:
        """Open a cluster with a mention."""
        cluster = Cluster([index])
        self.all.append(cluster)
        self.of_mention[index] = cluster
        return cluster

    def join(self, cluster: Cluster, index: int) -> None:
        """Put a mention into a cluster."""
        insort(cluster.mentions, index)
        self.of_mention[index] = cluster
