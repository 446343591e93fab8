"""Reads an office out of the words before a name: role, country and sectors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.knowledge.agents import AgentNouns, word_list
from detente.reading.mentions.ground import Ground
from detente.reading.parse import Word

__all__ = ["Office", "countries_in", "lemma_of", "office_before", "one_country", "read_sectors"]

COMPLEMENTS = frozenset({"of", "to", "for"})
SENT_TO = word_list("sent_to")
MODIFIER_POS = frozenset({"ADJ", "NOUN", "PROPN", "X"})
FARTHEST = 9
GENERAL = "general"
DETERMINERS = frozenset({"DT", "PRP$", "WP$", "PDT", "CD", "POS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the words ``[first, past)`` before a name say of its bearer."""

    first: int
    past: int
    head: int
    role: str
    country: str | None
    sectors: tuple[str, ...]


def lemma_of(word: Word) -> str:
    """Return the lower-case lemma by which nouns are looked up; the parse leaves capitalised plurals as they are."""
    lemma = word.lemma.lower()
    if word.tag == "NNPS" and lemma == word.text.lower() and lemma.endswith("s"):
        return lemma[:-1]
    return lemma


def countries_in(ground: Ground, indices: Iterable[int]) -> tuple[str, ...]:
    """Return the codes of the countries and bodies that these words name, each once, in order."""
    spans = (ground.known.get(i) for i in indices)
    return tuple(dict.fromkeys(s.known.country for s in spans if s and s.known.country))


def one_country(codes: Sequence[str]) -> str | None:
    """Return the only country named; None where there are several, or none."""
    return codes[0] if len(codes) == 1 else None


def read_sectors(words: Iterable[Word], head: str, nouns: AgentNouns) -> tuple[str, ...]:
    """Return the sectors of a phrase, most specific last: the head's, then those that its modifiers add.

    A former office is no office: its bearer is of the elite (ELI) and nothing more.
    """
    texts = [w.text.lower() for w in words if w.text[0].isalnum()]
    if head == GENERAL and len(texts) > 1 and nouns.classes.get(texts[-2]) == "office":
        head = texts[-2]  # an attorney general is no general
    base = nouns.sectors.get(head, ())
    if nouns.former.intersection(texts) and nouns.classes.get(head) == "office":
        return ("ELI",)
    added = [nouns.modifiers[t] for t in texts if t in nouns.modifiers]
    against = {"REB", "PRM", "OPP", "CRM"}.intersection(added)
    if against:
        base = tuple(s for s in base if s not in {"GOV", "MIL"})
    state = [s for s in added if s != "GOV" or not base]
    return tuple(dict.fromkeys((*base, *state)))


def office_before(ground: Ground, name: int, nouns: AgentNouns, name_past: int | None = None) -> Office | None:
    """Return the office that stands right before the name which starts at word `name`.

    With `name_past`, the word past the name, what stands after it is looked at too: "King Felipe *of Spain*".
    """
    words = ground.parse.words
    head, complement = _office_word(ground, name - 1, nouns)
    if head is None or words[head].sentence != words[name].sentence:
        return None
    first = _leftmost(ground, head)
    left = range(first, head)
    lemma = lemma_of(words[head])
    codes = countries_in(ground, left)
    if not codes and complement and lemma not in SENT_TO:
        codes = countries_in(ground, complement)
    if not codes and name_past is not None:
        codes = countries_in(ground, _realm(ground, name_past))
    role_words = [
        i
        for i in left
        if i not in ground.known and words[i].tag not in DETERMINERS and words[i].text.lower() not in nouns.quantifiers
    ]
    role_first = min(role_words, default=head)
    role_past = complement[-1] + 1 if complement else head + 1
    scope = [words[i] for i in (*role_words, head)]
    return Office(
        first=first,
        past=name,
        head=head,
        role=ground.words(role_first, role_past),
        country=one_country(codes),
        sectors=read_sectors(scope, lemma, nouns),
    )


def _realm(ground: Ground, past: int) -> range:
    """Return the words of a known name after "of" that follows a person's name."""
    words = ground.parse.words
    if past + 1 < len(words) and words[past].text == "of" and past + 1 in ground.known:
        return range(past + 1, ground.known[past + 1].past)
    return range(0)


def _office_word(ground: Ground, i: int, nouns: AgentNouns) -> tuple[int | None, range | None]:
    """Return the office noun at or before word `i`, and the words of "of Iran" between it and the name."""
    words = ground.parse.words
    if i >= 0 and _is_office(words[i], nouns):
        return i, None
    at = i
    while at > max(0, i - FARTHEST) and _may_complete(ground, at):
        singular = words[at - 1].tag in {"NN", "NNP"}
        if at < i and words[at].text in COMPLEMENTS and singular and _is_office(words[at - 1], nouns):
            return at - 1, range(at, i + 1)
        at -= 1
    return None, None


def _may_complete(ground: Ground, i: int) -> bool:
    """Say whether word `i` can stand between an office and its holder: "of the Assembly of Venezuela"."""
    word = ground.parse.words[i]
    return i in ground.known or word.text[0].isupper() or word.text in COMPLEMENTS or word.text in {"the", "and"}


def _is_office(word: Word, nouns: AgentNouns) -> bool:
    lemma = lemma_of(word)
    return nouns.classes.get(lemma) in {"office", "people"} and word.tag in {"NN", "NNP", "NNS", "NNPS", "JJ"}


def _leftmost(ground: Ground, head: int) -> int:
    """Return the first word of what stands before an office noun as its modifiers and possessor."""
    words = ground.parse.words
    i = head
    while i > 0 and words[i - 1].sentence == words[head].sentence and _modifies(ground, i - 1):
        i -= 1
    while i < head and (words[i].tag in {"POS", "DT"} or words[i].text in {"-", "–"}):
        i += 1
    return i


def _modifies(ground: Ground, i: int) -> bool:
    word = ground.parse.words[i]
    if i in ground.known or word.text in {"-", "–"} or word.tag in {"POS", "PRP$", "VBG", "VBN"}:
        return word.tag not in {"VBG", "VBN"} or word.dep in {"amod", "compound"}
    return word.pos in MODIFIER_POS and word.dep in {"amod", "compound", "nmod", "poss", "det", "nn", "npadvmod"}
