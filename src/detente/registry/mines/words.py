"""The words in which reports tell of mines, as patterns; they stand in a data file."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.knowledge.files import read_toml

__all__ = ["Phrase", "Phrases", "Words", "load_words"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Phrase:
    """Words found in a text, `[start, end)`, and the label that they have in the list."""

    start: int
    end: int
    label: str


class Phrases:
    """Phrases with labels, found as whole words, the longest first."""

    __slots__ = ("_labels", "_pattern")

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        """Take the phrases of each label."""
        self._labels = {phrase: label for label, phrases in lists.items() for phrase in phrases}
        longest = sorted(self._labels, key=lambda phrase: (-len(phrase), phrase))
        inner = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)
        self._pattern = re.compile(rf"(?<!\w)(?:{inner})(?!\w)", re.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Phrase]:
        """Yield the phrases of a stretch of a text, in their order."""
        for found in self._pattern.finditer(text, max(start, 0), len(text) if end is None else end):
            label = self._labels.get(" ".join(found[0].lower().split()))
            if label is not None:  # a letter that only folds to one of ours is none
                yield Phrase(start=found.start(), end=found.end(), label=label)

    def first(self, text: str, start: int = 0, end: int | None = None) -> Phrase | None:
        """Return the first of them, None where there is none."""
        return next(self.find(text, start, end), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lists, ready for finding. The label of a hazard is its category, of an act its kind, of a mood its name."""

    hazards: Phrases
    pits: Phrases
    not_acts: Phrases
    specific: Phrases
    general: Phrases
    fates: Phrases
    releases: Phrases
    ground: Phrases
    call_outs: Phrases
    call_out_teams: Phrases
    about: Phrases
    areas: Phrases
    handovers: Phrases
    handed: Phrases
    accidents: Phrases
    controlled: Phrases
    groups: Phrases
    moods: Phrases
    turned_back: Phrases
    movers: Phrases
    reasons_before: Phrases
    reasons_behind: Phrases
    running: Phrases
    prepositions: Phrases
    place_kinds: frozenset[str]
    body_kinds: frozenset[str]
    joining: frozenset[str]


@functools.cache
def load_words() -> Words:
    """Return the words about mines, read once a process. Raises `KnowledgeError` where the file is broken."""
    told: dict[str, Any] = read_toml("mines/words.toml")
    handovers, accidents, running = told["handovers"], told["accidents"], told["running"]
    reasons = told["reasons"]
    return Words(
        hazards=Phrases(told["hazards"] | {"": told["not_hazards"]["phrases"]}),
        pits=Phrases({"pit": told["not_hazards"]["pits"]}),
        not_acts=Phrases({"name": told["not_acts"]["behind"]}),
        specific=Phrases(told["specific"]),
        general=Phrases(told["general"]),
        fates=Phrases(told["fates"]),
        releases=Phrases(told["releases"]),
        ground=Phrases(told["ground"]),
        call_outs=Phrases({"EOD spot task": told["call_outs"]["acts"]}),
        call_out_teams=Phrases({"team": told["call_outs"]["teams"]}),
        about=Phrases({"about": told["about"]["words"]}),
        areas=Phrases(told["areas"]),
        handovers=Phrases({"act": handovers["acts"]}),
        handed=Phrases({"minefield records": handovers["records"], "land": handovers["land"]}),
        accidents=Phrases({name: accidents[name] for name in ("after", "before", "harm")}),
        controlled=Phrases({"controlled": accidents["controlled"]}),
        groups=Phrases(told["groups"]),
        moods=Phrases(told["moods"]),
        turned_back=Phrases({"always": reasons["turned_back"], "who moves": reasons["stopped"]}),
        movers=Phrases({"mover": reasons["movers"]}),
        reasons_before=Phrases({"reason": reasons["before"]}),
        reasons_behind=Phrases({"reason": reasons["behind"]}),
        running=Phrases({"running": [*running["phrases"], *running["words"]]}),
        prepositions=Phrases({"in": told["places"]["prepositions"]}),
        place_kinds=frozenset(told["places"]["kinds"]),
        body_kinds=frozenset(told["bodies"]["kinds"]),
        joining=frozenset(told["bodies"]["joining"]),
    )
