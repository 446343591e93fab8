"""Groups of mentions that speak of one and the same, as they grow."""

from dataclasses import dataclass, field

from detente.reading.parse import Parse, Word
from detente.reading.reading import Reading
from detente.reading.records import Mention

__all__ = ["Cluster", "Clusters"]


@dataclass(slots=True)
class Cluster:
    """One entity in the making: indices of its mentions, and of the mentions whose entities are its members."""

    mentions: list[int]
    members: tuple[int, ...] = ()
    country: str | None = None


@dataclass(slots=True)
class Clusters:
    """The clusters of one reading, in order of first mention."""

    reading: Reading
    of_mention: dict[int, Cluster] = field(default_factory=dict)
    all: list[Cluster] = field(default_factory=list)

    @property
    def parse(self) -> Parse:
        """The parse of the reading."""
        return self.reading.parsed()

    def mention(self, index: int) -> Mention:
        """Return mention number `index`."""
        return self.reading.mentions[index]

    def words(self, index: int) -> str:
        """Return the words of mention number `index`."""
        return self.reading.words_of(self.mention(index))

    def head(self, index: int) -> int:
        """Return the index of a mention's head word in the parse."""
        return self.parse.word_at(self.mention(index).head) or 0

    def head_word(self, index: int) -> Word:
        """Return a mention's head word."""
        return self.parse.words[self.head(index)]

    def sentence(self, index: int) -> int:
        """Return the sentence in which a mention stands."""
        return self.head_word(index).sentence

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
        cluster.mentions.append(index)
        self.of_mention[index] = cluster
