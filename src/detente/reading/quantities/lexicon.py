"""The words around numbers: units, currencies, nouns by kind, words of harm; made ready from the data files."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.knowledge.files import read_toml
from detente.reading.quantities.qualifiers import either

__all__ = ["Harm", "Lexicon", "kind_of_noun", "kind_of_one", "load_lexicon"]

SHORTEST = 5
"""Letters of a word at least whose ending tells a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """How a text says that people came to one kind of harm.

    `behind` fits right after the number and what it counts, `later` further on in the clause, `acting` and `counting`
    fit what ends right before the number.
    """

    kind: str
    behind: re.Pattern[str]
    later: re.Pattern[str]
    acting: re.Pattern[str]
    counting: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All word lists of this package."""

    nouns: dict[str, str]
    singulars: frozenset[str]
    unmanned: frozenset[str]
    person_endings: re.Pattern[str]
    peoples: re.Pattern[str]
    not_persons: frozenset[str]
    invariant: frozenset[str]
    of_others: re.Pattern[str]
    before: dict[str, re.Pattern[str]]
    harms: tuple[Harm, ...]
    currency_signs: dict[str, str]
    currency_words: dict[str, str]
    currency: re.Pattern[str]
    units: dict[str, tuple[str, str]]
    unit: re.Pattern[str]
    time: re.Pattern[str]
    time_words: frozenset[str]
    stops: frozenset[str]
    within: frozenset[str]
    skipped: frozenset[str]
    never: frozenset[str]
    definite: frozenset[str]
    labels: frozenset[str]
    ores: frozenset[str]
    acts_of_persons: frozenset[str]
    done_to_persons: frozenset[str]
    clause_end: re.Pattern[str]
    apart: re.Pattern[str]
    joined: re.Pattern[str]
    part_of: re.Pattern[str]
    sequels: dict[str, tuple[tuple[re.Pattern[str], str], ...]]

    def kind_by_sequel(self, noun: str, text: str, end: int) -> str | None:
        """Return the kind that the words behind a noun give it: "two companies of the army", "five rounds of talks"."""
        return next((kind for words, kind in self.sequels.get(noun, ()) if words.match(text, end)), None)


@functools.cache
def load_lexicon() -> Lexicon:
    """Return the word lists of the package's data files."""
    kinds, units = read_toml("quantities/kinds.toml"), read_toml("quantities/units.toml")
    measures = {w: ("area", u) for w, u in units["area"].items()} | {
        w: ("other", u) for w, u in units["measures"].items()
    }
    words = kinds["words"]
    nouns = {noun: kind for kind, nouns in kinds["nouns"].items() for noun in nouns}
    return Lexicon(
        nouns=nouns,
        singulars=frozenset(noun for noun in nouns if not nouns.keys().isdisjoint(_plurals(noun))),
        unmanned=frozenset(kinds["last_words"]["unmanned"]),
        person_endings=re.compile(rf"(?:{either(kinds['persons']['endings'])})$"),
        peoples=re.compile(rf"(?:{either(kinds['persons']['endings_of_peoples'])})$"),
        not_persons=frozenset(kinds["persons"]["not"]),
        invariant=frozenset(kinds["persons"]["invariant"]),
        of_others=re.compile(rf" (?:more )?of (?:{either(kinds['others']['pronouns'])})(?!\w)"),
        before={k: re.compile(rf"\b(?:{either(w)}) $", re.IGNORECASE) for k, w in kinds["before"].items()},
        harms=tuple(_harm(kind, lists, kinds["forms"]) for kind, lists in kinds["harm"].items()),
        currency_signs=units["currency_signs"],
        currency_words=units["currency_words"],
        currency=re.compile(rf"[ -]({either(units['currency_words'])})(?!\w)"),
        units=measures,
        unit=re.compile(rf"[ -]?({either(measures)})(?!\w)"),
        time=re.compile(
            rf"(?: ?|-)(?:(?:{either(units['time']['between'])}) )?({either(units['time']['words'])})(?!\w)",
            re.IGNORECASE,
        ),
        time_words=frozenset(units["time"]["words"]),
        stops=frozenset(words["stops"]),
        within=frozenset(words["within"]),
        skipped=frozenset(words["skipped"]),
        never=frozenset(words["never"]),
        definite=frozenset(words["definite"]),
        labels=frozenset(words["labels"]),
        ores=frozenset(kinds["last_words"]["mines_of_ore"]),
        acts_of_persons=frozenset(kinds["verbs"]["of_persons"]),
        done_to_persons=frozenset(kinds["verbs"]["to_persons"]),
        clause_end=re.compile(kinds["forms"]["clause_end"]),
        apart=re.compile(kinds["forms"]["apart"]),
        joined=re.compile(kinds["forms"]["joined"]),
        part_of=re.compile(kinds["forms"]["part_of"]),
        sequels=_sequels(kinds["sequel"]),
    )


def _sequels(entries: Sequence[dict[str, Any]]) -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """Return for each noun the words behind it that give it a kind of its own."""
    sequels: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}
    for entry in entries:
        behind = re.compile(rf" (?:{either(entry['behind'])})(?!\w)", re.IGNORECASE)
        for noun in entry["nouns"]:
            sequels[noun] = (*sequels.get(noun, ()), (behind, entry["kind"]))
    return sequels


def _plurals(noun: str) -> tuple[str, ...]:
    men = noun.removesuffix("man") + "men" if noun.endswith("man") else ""
    return f"{noun}s", f"{noun}es", f"{noun[:-1]}ies", men


def _harm(kind: str, lists: dict[str, list[str]], forms: dict[str, str]) -> Harm:
    """Make the patterns of one kind of harm.

    "Three soldiers killed in ..." were killed, "three soldiers killed the mayor" were not: a word that takes an object
    counts after the number only where none follows it. In the rest of the clause it needs a passive.
    """
    acts, states = either(lists["acts"]) or "(?!)", either(lists["states"]) or "(?!)"
    counts = either(lists["counts"])
    return Harm(
        kind=kind,
        behind=re.compile(forms["behind"].format(acts=acts, states=states)),
        later=re.compile(forms["later"].format(acts=acts, states=states)),
        acting=re.compile(forms["acting"].format(acts=acts)),
        counting=re.compile(forms["counting"].format(counts=counts)) if counts else None,
    )


def kind_of_noun(word: str) -> str | None:
    """Return the kind of a noun: a known one, or by an ending that makes persons ("smugglers", "Peruvians")."""
    lexicon, plain = load_lexicon(), word.lower()
    known = lexicon.nouns.get(plain)
    if known or plain in lexicon.not_persons:
        return known
    ending = lexicon.peoples if word[:1].isupper() else lexicon.person_endings
    return "people" if ending.search(plain) else None


def kind_of_one(word: str) -> str | None:
    """Return the kind of one person by the ending that several have: "one borrower"."""
    return kind_of_noun(f"{word}s") if word.islower() and len(word) > SHORTEST else None
