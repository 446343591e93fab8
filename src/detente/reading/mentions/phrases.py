"""Reads noun phrases that stand for somebody: "Turkish soldiers", "the rebels", "the Armenian military"."""

from collections.abc import Iterator

from detente.knowledge.agents import AgentNouns, Instruments, word_list
from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground, Seen
from detente.reading.mentions.titles import SENT_TO, countries_in, lemma_of, one_country, read_sectors
from detente.reading.records import EntityKind

__all__ = ["find_phrases"]

LEFT = frozenset({"amod", "compound", "nmod", "poss", "nn", "advmod", "punct", "case", "npadvmod", "conj", "cc"})
SKIPPED = frozenset(
    {"DT", "PRP$", "WP$", "PDT", "CD", "JJS", "POS", "``", "''", ",", "-LRB-", "RB", "IN", "HYPH", "CC"}
)
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ"})
OF = frozenset({"of", "for", "from", "to"})
KINDS: dict[str, EntityKind] = {"agreement": "agreement", "platform": "platform", "project": "project"}
PLURAL_NOUNS = frozenset({"people", "police", "personnel", "servicemen", "policemen"})
HYPHENS = frozenset({"-", "–", "+"})
NOBODY = frozenset({("state", "of"), ("opposition", "to")})
LONGEST = 6
"""Words that a possessor may take up, whose head may stand left of its last word."""
VAGUE = word_list("vague_instruments")
PARTY, PARTY_WORDS = "party", word_list("party_words")
STATE_NOUNS = frozenset({"country", "nation", "state", "side"})
NOUN_USES = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "conj"})


class PhraseReader:
    """Reads the noun phrases of one document that no name covers."""

    def __init__(self, ground: Ground, nouns: AgentNouns, closing: Instruments) -> None:
        """Take the ground to read on and the nouns to look for."""
        self.ground = ground
        self.nouns = nouns
        self.closing = closing

    def read(self, seen: Seen) -> Iterator[Draft]:
        """Yield the phrases whose head no name has taken."""
        words = self.ground.parse.words
        for i, word in enumerate(words):
            if word.tag not in NOUN_TAGS or i in seen.covered:
                continue
            if word.dep in {"compound", "amod", "nmod"} and word.head > i:
                continue  # the noun that it modifies is looked at in its stead
            draft = self._phrase(i, seen)
            if draft:
                yield draft

    def _phrase(self, i: int, seen: Seen) -> Draft | None:
        word = self.ground.parse.words[i]
        lemma = lemma_of(word)
        if (word.tag == "JJ" and word.dep not in NOUN_USES) or self._is_no_actor(i, lemma):
            return None
        if lemma in self.nouns.classes or lemma in self.nouns.states:
            return self._agent(i, lemma, seen)
        kind = KINDS.get(self.closing.kinds.get(lemma, ""))
        if kind is not None and lemma not in VAGUE:
            return self._instrument(i, kind, seen)
        return None

    def _is_no_actor(self, i: int, lemma: str) -> bool:
        """Say whether a noun stands for nobody here: "state of emergency", "opposition to it", "country-wide"."""
        words = self.ground.parse.words
        after = words[i + 1] if i + 1 < len(words) else None
        if after is None:
            return False
        hyphened = after.text in HYPHENS and words[i].end == after.start
        return hyphened or (lemma, after.text) in NOBODY

    def _agent(self, i: int, lemma: str, seen: Seen) -> Draft:
        words = self.ground.parse.words
        first, past = self._leftmost(i, seen), self._rightmost(i)
        plural = words[i].tag in {"NNS", "NNPS"} or lemma in PLURAL_NOUNS
        near = countries_in(self.ground, range(first, i))
        far = countries_in(self.ground, range(i + 1, past)) if lemma not in SENT_TO else ()
        return Draft(
            first=first,
            past=past,
            head=i,
            kind=self._kind(lemma, plural=plural),
            form="noun",
            country=one_country(near or far),
            sectors=self._sectors(first, i, lemma),
            role=self._role(first, i) if self.nouns.classes.get(lemma) == "office" and not plural else None,
            plural=plural,
        )

    def _sectors(self, first: int, head: int, lemma: str) -> tuple[str, ...]:
        """Return the sectors that the phrase states: its words', else those of the body it names ("Hamas leader")."""
        words = self.ground.parse.words
        own = [words[k] for k in range(first, head + 1) if k not in self.ground.known]
        spans = self.ground.known_in(first, head)
        bodies = next((s.known.sectors for s in spans if s.known.kind in {"organisation", "group"}), ())
        if lemma == PARTY and not any(w.text.lower() in PARTY_WORDS or w.tag == "NNP" for w in own):
            return bodies  # a party to an agreement is as likely as one that stands for election
        return read_sectors(own, lemma, self.nouns) or bodies

    def _kind(self, lemma: str, *, plural: bool) -> EntityKind:
        """Tell the kind by the noun's class: a state, a body, a person or several."""
        plural = plural or lemma in self.nouns.collective
        noun_class = self.nouns.classes.get(lemma)
        if noun_class is None or lemma in STATE_NOUNS:
            return "group" if plural else "state"
        if noun_class == "body":
            return "organisation"
        return "group" if plural else "person"

    def _role(self, first: int, head: int) -> str:
        words = self.ground.parse.words
        kept = [k for k in range(first, head) if k not in self.ground.known and words[k].tag not in SKIPPED]
        return self.ground.words(min(kept, default=head), head + 1)

    def _leftmost(self, head: int, seen: Seen) -> int:
        """Return the first word of the phrase, without article, number or a possessor that is not a country."""
        i = head
        while i > 0 and self._belongs(i - 1, head) and (i - 1 not in seen.covered or i - 1 in self.ground.known):
            i -= 1
        while i < head and self._is_outer(i) and i not in self.ground.known:
            i += 1
        return i

    def _is_outer(self, i: int) -> bool:
        """Say whether word `i` is no part of what the phrase calls somebody: an article, "over 15", "several"."""
        words = self.ground.parse.words
        if words[words[i].head].pos == "NUM" and words[i].head == i + 1:
            return True
        if words[i + 1].text in HYPHENS and words[i].end == words[i + 1].start:
            return False
        return words[i].tag in SKIPPED or words[i].text.lower() in self.nouns.quantifiers

    def _belongs(self, i: int, head: int) -> bool:
        """Say whether word `i` is a modifier within the phrase of `head`."""
        words = self.ground.parse.words
        if words[i].sentence != words[head].sentence:
            return False
        at = i
        while max(0, i - LONGEST) <= at < head:
            if words[at].dep not in LEFT and words[at].tag not in SKIPPED and words[at].text not in HYPHENS:
                return False
            if words[at].head == at:
                return False
            at = words[at].head
        if at != head:
            return False
        return words[i].tag not in {",", "IN", "``", "''"} or i in self.ground.known

    def _rightmost(self, head: int) -> int:
        """Take in "of Iran", "of Azerbaijan and Turkey": what the office or body is of, where that is known by name."""
        words = self.ground.parse.words
        past = head + 1
        if past >= len(words) or words[past].text.lower() not in OF or words[past].head != head:
            return past
        at = past + 1
        if at < len(words) and words[at].text.lower() == "the":
            at += 1
        end = past
        while at in self.ground.known:
            if self._is_possessor(self.ground.known[at].past):
                break
            end = self.ground.known[at].past
            joined = end < len(words) and words[end].text in {"and", ","} and end + 1 in self.ground.known
            at = end + 1 if joined else len(words)
        return max(past, end)

    def _is_possessor(self, past: int) -> bool:
        """Say whether "'s" follows: "leader of Uganda's opposition" is no leader of Uganda."""
        words = self.ground.parse.words
        return past < len(words) and words[past].tag == "POS"

    def _instrument(self, i: int, kind: EntityKind, seen: Seen) -> Draft:
        words = self.ground.parse.words
        first = self._leftmost(i, seen)
        past = i + 1
        of = past < len(words) and words[past].text == "of" and words[past].head == i
        if of and past + 1 < len(words) and words[past + 1].tag in {"NN", "NNP"} and words[past + 1].dep == "pobj":
            past += 2
        return Draft(
            first=first,
            past=past,
            head=i,
            kind=kind,
            form="noun",
            plural=words[i].tag in {"NNS", "NNPS"},
        )


def find_phrases(ground: Ground, seen: Seen, nouns: AgentNouns, closing: Instruments) -> list[Draft]:
    """Return the noun phrases that stand for somebody, or for an agreement, platform or project."""
    return list(PhraseReader(ground, nouns, closing).read(seen))
