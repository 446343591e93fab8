"""Finds who a noun phrase stands for: through its own mention, or through whose forces, villages or officials it is."""

from collections.abc import Iterable, Iterator

from detente.knowledge.lexicon import Lexicon
from detente.knowledge.matcher import known_names
from detente.reading.candidates.grammar import behind, conjuncts, possessors
from detente.reading.reading import Reading
from detente.reading.records import Party

__all__ = ["PartyFinder"]

KINDS = frozenset({"person", "organisation", "state", "group", "place"})
HELD = frozenset(
    {
        "hold",
        "own",
        "belong",
        "control",
        "run",
        "operate",
        "man",
        "make",
        "organise",
        "organize",
        "host",
        "set",
        "claim",
    }
)
DEEPEST = 3


class PartyFinder:
    """Looks up parties in one reading; built once for it."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        """Index mentions by the offset of their head word, and entities by mention."""
        self._reading = reading
        self._parse = reading.parsed()
        self._over = lexicon.classes["over"]
        self._entity = {m: e.id for e in reading.entities for m in e.mentions}
        kinds = {e.id: e.kind for e in reading.entities}
        self._vague = {e.id for e in reading.entities if e.country is None}
        self._places = {e.id for e in reading.entities if e.kind == "place"}
        self._unseated = {e.id for e in reading.entities if e.kind == "place" and not _is_seat(e.name)}
        self._known = {
            e.id for e in reading.entities if e.country or e.sectors or e.role or e.kind in {"state", "group"}
        }
        self._members = {e.id: e.members for e in reading.entities if e.members}
        compounded = {m for members in self._members.values() for m in members}
        self._mentions_of = {
            e.id: [(reading.mentions[i].start, reading.mentions[i].end) for i in e.mentions]
            for e in reading.entities
            if e.id in compounded
        }
        self._by_head: dict[int, int] = {}
        self._named_at: dict[int, int] = {}
        for index, mention in enumerate(reading.mentions):
            if index not in self._entity or kinds[self._entity[index]] not in KINDS:
                continue
            if mention.kind == "person" and mention.form == "name":
                self._named_at[mention.start] = index
            kept = self._by_head.get(mention.head)
            if kept is None or _length(reading, kept) < mention.end - mention.start:
                self._by_head[mention.head] = index

    def parties(self, heads: Iterable[int], *, whose: bool = False) -> tuple[tuple[Party, ...], bool]:
        """Return the parties that nouns stand for, each entity once, and whether all stood there themselves.

        With `whose`, a noun of any kind leads to whose it is: "criticised X's handling", "boycotted goods made by X".
        """
        found: dict[str, Party] = {}
        direct = True
        for head in heads:
            for party, depth in self._resolve(head, 0, whose=whose):
                found.setdefault(party.entity, party)
                direct = direct and depth == 0
        return tuple(found.values()), direct

    def of_noun(self, i: int) -> tuple[Party, ...]:
        """Return the parties that stand as adjective or compound before a noun ("Turkish shelling"), but no place."""
        heads = [n for c in self._parse.children(i, "amod", "compound", "nmod") for n in conjuncts(self._parse, c)]
        found = (p for h in heads if (p := self._own(h)) is not None)
        return tuple(p for p in found if p.entity not in self._places)

    def able(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        """Return the parties that can act: of places only a capital or seat, whose name stands for who sits there."""
        return tuple(p for p in parties if p.entity not in self._unseated)

    def knows(self, parties: tuple[Party, ...]) -> bool:
        """Say whether one of these is a state or group, or has a country, sector or office: not "Chelsea attacked"."""
        return any(p.entity in self._known for p in parties)

    def named_beside(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """Return all persons joined by "and" in a subject, also where the parser hung one on the other's name."""
        found: dict[str, Party] = {}
        for head in heads:
            below = self._parse.subtree(head)
            if any(self._parse.words[i].dep == "cc" for i in below):
                span = self._parse.span_of(below)
                for start in sorted(s for s in self._named_at if span.start <= s < span.end):
                    party = self._party(self._named_at[start])
                    found.setdefault(party.entity, party)
        return tuple(found.values())

    def _party(self, index: int) -> Party:
        mention = self._reading.mentions[index]
        return Party(start=mention.start, end=mention.end, entity=self._entity[index])

    def _own(self, head: int) -> Party | None:
        index = self._by_head.get(self._parse.words[head].start)
        if index is None:
            index = self._named_behind(head)
        return None if index is None else self._party(index)

    def _named_behind(self, head: int) -> int | None:
        """Return the person named right behind a noun, which the parser may hang elsewhere: "his counterpart X"."""
        words = self._parse.words
        if words[head].pos not in {"NOUN", "PROPN"} or head + 1 >= len(words):
            return None
        return self._named_at.get(words[head + 1].start)

    def _resolve(self, head: int, depth: int, *, whose: bool) -> Iterator[tuple[Party, int]]:
        own = self._own(head)
        if own is not None:
            yield from (
                (p, depth) for p in (self._members_within(head, own) or self._behind_plural(head, own) or (own,))
            )
            return
        word = self._parse.words[head]
        if depth >= DEEPEST or not (whose or word.lemma.lower() in self._over or word.pos == "NUM"):
            return
        for below in self._whose(head):
            yield from self._resolve(below, depth + 1, whose=False)

    def _members_within(self, head: int, own: Party) -> list[Party]:
        """Return the states that a plural names in its own words: "the *Azerbaijani* and *Turkish* governments".

        Where it names them behind "of", what stands before it only says of what kind: "Soviet republics of A and B".
        """
        found: dict[str, Party] = {}
        for member in self._members.get(own.entity, ()):
            for start, end in self._mentions_of[member]:
                if own.start <= start and end <= own.end:
                    found.setdefault(member, Party(start=start, end=end, entity=member))
        after = [p for p in found.values() if p.start > self._parse.words[head].start]
        return after if len(after) > 1 else (list(found.values()) if len(found) > 1 else [])

    def _behind_plural(self, head: int, own: Party) -> list[Party]:
        """Return the states behind "the governments of A and B", which by itself names nobody."""
        word = self._parse.words[head]
        if word.tag != "NNS" or word.lemma.lower() not in self._over:
            return []
        vague = own.entity in self._vague
        before = [n for c in self._parse.children(head, "amod", "compound") for n in conjuncts(self._parse, c) if vague]
        found = [p for n in (behind(self._parse, [head], "of") or before) if (p := self._own(n)) is not None]
        return found if len({p.entity for p in found}) > 1 else []

    def _whose(self, head: int) -> list[int]:
        """Return the nouns that say whose a force, village or official is, the nearest reading first."""
        parse = self._parse
        found = possessors(parse, head) or behind(parse, [head], "of")
        if found:
            return found
        before = [n for c in parse.children(head, "amod", "compound", "nmod") for n in conjuncts(parse, c)]
        known = [n for n in before if self._own(n) is not None]
        if known:
            return known
        held = [c for c in parse.children(head, "acl") if parse.words[c].lemma in HELD]
        return behind(parse, held, "by") or behind(parse, held, "to") or behind(parse, [head], "from")


def _is_seat(name: str) -> bool:
    names = known_names()
    return name in names and names[name].sort in {"capital", "seat"}


def _length(reading: Reading, index: int) -> int:
    return reading.mentions[index].end - reading.mentions[index].start
