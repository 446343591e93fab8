"""The lexicon of predicates: which words tell of which event, and which slot of them holds whom.

Entries are written as patterns, one a line, in ``data/lexicon/<type>.toml``; ``data/lexicon/README.md`` explains the
notation. An entry of type NONE names a sense that is no event, and keeps the broader entries of its words away.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.core.errors import KnowledgeError
from detente.knowledge.files import read_toml
from detente.knowledge.plover import plover

__all__ = ["NONE", "Entry", "Lexicon", "Operator", "build_lexicon", "lexicon", "parse_pattern"]

NONE = "NONE"
"""The type of an entry that only keeps a sense apart."""

CLASSES_FILE = "lexicon/classes.toml"
OPERATORS_FILE = "lexicon/operators.toml"
POS = {"verbs": "VERB", "nouns": "NOUN"}

Nouns = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One predicate in one sense.

    `beside` are words that must stand as direct dependants ("up", "hostage"), each group with one of its words;
    `objects` and `never` are what the direct object's noun must and must not be; `subjects` the same for the subject;
    `preps` maps a preposition to what its object must be. `recipients` and `actors` are the slots where the parties
    stand, best first.
    """

    lemma: str
    pos: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    beside: tuple[Nouns, ...] = ()
    objects: Nouns = frozenset()
    never: Nouns = frozenset()
    subjects: Nouns = frozenset()
    preps: tuple[tuple[str, Nouns], ...] = ()
    recipients: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    required: bool = False
    reciprocal: bool = False
    infinitive: bool = False
    named: bool = False
    topics: bool = False
    pattern: str = ""

    @property
    def weight(self) -> int:
        """How much the entry asks for: of those that fit a text, the one that asks most wins."""
        asked = len(self.beside) + bool(self.objects) + len(self.preps)
        return 2 * asked + bool(self.subjects) + bool(self.never) + self.infinitive - 2 * self.named


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A word that says how the event in its complement is meant: promised, demanded, refused, begun, tried.

    `becomes` maps the type of the event within to the type and mode of the whole; `absorbs` holds where the event
    within is then told already. `control` is who does what the complement says: "subject" or "object".
    """

    kind: str
    control: str
    asserted: bool
    absorbs: bool
    becomes: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All predicates by lemma, the operators over them, noun classes, and topics that give an event its contexts."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    operators: Mapping[str, Operator]
    classes: Mapping[str, Nouns]
    topics: Mapping[str, str]

    @property
    def entries(self) -> Iterator[Entry]:
        """All entries."""
        for by_lemma in (self.verbs, self.nouns):
            for entries in by_lemma.values():
                yield from entries


@functools.cache
def lexicon() -> Lexicon:
    """Return the lexicon, loaded and checked once a process.

    Raises `KnowledgeError` when a file is missing or malformed, or an entry is outside the PLOVER vocabulary.
    """
    files = {name: read_toml(f"lexicon/{name.lower()}.toml") for name in (*plover().types, NONE)}
    return build_lexicon(files, read_toml(CLASSES_FILE), read_toml(OPERATORS_FILE))


def build_lexicon(files: Mapping[str, Any], classes: Mapping[str, Any], operators: Mapping[str, Any]) -> Lexicon:
    """Build the lexicon from the content of its files, the predicates by type.

    Raises `KnowledgeError` where an entry is malformed or outside the PLOVER vocabulary.
    """
    nouns = {name: _spellings(words, classes["spelling"]) for name, words in classes["classes"].items()}
    found = [e for name, content in files.items() for e in _entries(name, content, nouns, classes["spelling"])]
    return Lexicon(
        verbs=_by_lemma(e for e in found if e.pos == "VERB"),
        nouns=_by_lemma(e for e in found if e.pos == "NOUN"),
        operators=_operators(operators, classes["spelling"]),
        classes=nouns,
        topics={w: context for context, words in classes["topics"].items() for w in words},
    )


def parse_pattern(pattern: str, classes: Mapping[str, Nouns], spelling: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the fields of the entries that a pattern stands for, one a lemma.

    Raises `KnowledgeError` for a pattern that breaks the notation.
    """
    first, *rest = pattern.split()
    fields: dict[str, Any] = {"pattern": pattern, "beside": (), "preps": ()}
    for token in rest:
        _add_token(fields, token, lambda words: _nouns(words, classes, spelling))
    for lemma in sorted(_spellings(first.split("|"), spelling)):
        yield {**fields, "lemma": lemma}


def _add_token(fields: dict[str, Any], token: str, nouns: Any) -> None:
    mark, body = token[0], token[1:]
    named = {"+": "objects", "-": "never", "^": "subjects"}
    slots = {">": "recipients", "<": "actors"}
    flags = {"&": "reciprocal", "%": "infinitive", "=": "named"}
    if mark == ">" and body.startswith("!"):
        fields["required"], body = True, body[1:]
    if mark in flags and not body:
        fields[flags[mark]] = True
    elif mark == "~" and body:
        fields["beside"] = (*fields["beside"], nouns(body))
    elif mark in named and body:
        fields[named[mark]] = nouns(body)
    elif mark in slots and body:
        fields[slots[mark]] = tuple(body.split("|"))
    elif "+" in token:
        prep, _, words = token.partition("+")
        fields["preps"] = (*fields["preps"], (prep, nouns(words)))
    else:
        message = f"lexicon pattern {fields['pattern']!r}: {token!r} is not part of the notation"
        raise KnowledgeError(message)


def _nouns(words: str, classes: Mapping[str, Nouns], spelling: Mapping[str, str]) -> Nouns:
    found: set[str] = set()
    for word in words.split("|"):
        if not word.startswith("@"):
            found |= _spellings([word], spelling)
        elif word[1:] in classes:
            found |= classes[word[1:]]
        else:
            message = f"{CLASSES_FILE} has no class {word!r}"
            raise KnowledgeError(message)
    return frozenset(found)


def _spellings(words: Iterable[str], spelling: Mapping[str, str]) -> Nouns:
    """Return words with their other spelling: "apologise", "apologize"; a form nobody writes does no harm."""
    found = set(words)
    for word in tuple(found):
        found |= {word.removesuffix(old) + new for old, new in spelling.items() if word.endswith(old)}
    return frozenset(found)


def _entries(
    name: str, content: Mapping[str, Any], classes: Mapping[str, Nouns], spelling: Mapping[str, str]
) -> Iterator[Entry]:
    for kind, pos in POS.items():
        for group in content.get(kind, ()):
            yield from _group_entries(name, pos, group, classes, spelling)


def _group_entries(
    name: str, pos: str, group: Mapping[str, Any], classes: Mapping[str, Nouns], spelling: Mapping[str, str]
) -> Iterator[Entry]:
    shared = {
        "type": name,
        "pos": pos,
        "mode": group.get("mode"),
        "contexts": tuple(group.get("contexts", ())),
        "cameo": group.get("cameo"),
        "topics": group.get("topics", False),
    }
    if name != NONE:
        plover().check(name, shared["mode"], shared["contexts"])
    for pattern in group["patterns"]:
        for fields in parse_pattern(pattern, classes, spelling):
            yield Entry(**shared, **fields)


def _by_lemma(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Group entries by lemma: first those that keep a sense apart, then those that ask most."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.lemma, []).append(entry)
    return {k: tuple(sorted(v, key=lambda e: (e.type != NONE, -e.weight))) for k, v in found.items()}


def _operators(content: Mapping[str, Any], spelling: Mapping[str, str]) -> dict[str, Operator]:
    found: dict[str, Operator] = {}
    for kind, row in content.items():
        becomes = {inner: _outer(outer) for inner, outer in row.get("becomes", {}).items()}
        for control in ("subject", "object"):
            made = Operator(
                kind=kind,
                control=control,
                asserted=row["asserted"],
                absorbs=row.get("absorbs", False),
                becomes=becomes,
            )
            words = row.get(control, ())
            twice = [w for w in words if w in found or words.count(w) > 1]
            if twice:
                message = f"{OPERATORS_FILE} says twice how {twice[0]!r} is meant"
                raise KnowledgeError(message)
            found.update(dict.fromkeys(_spellings(words, spelling), made))
    return found


def _outer(coding: str) -> tuple[str, str | None]:
    name, _, mode = coding.partition(" ")
    plover().check(name, mode or None, ())
    return name, mode or None
