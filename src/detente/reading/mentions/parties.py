"""Marks the parties of events that no name, noun phrase or pronoun has marked: whoever takes part is mentioned."""

from collections.abc import Iterable, Iterator

from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground
from detente.reading.mentions.titles import countries_in, one_country
from detente.reading.records import Coding

__all__ = ["find_parties"]

PLURAL_TAGS = frozenset({"NNS", "NNPS"})


def find_parties(ground: Ground, drafts: Iterable[Draft], codings: Iterable[Coding]) -> Iterator[Draft]:
    """Yield a draft for each party whose head word heads no draft yet.

    Its kind nothing tells; its country what stands before its head does ("*Syrian* villages").
    """
    headed = {draft.head for draft in drafts}
    for coding in codings:
        for span in (*coding.actors, *coding.recipients):
            words = ground.parse.words_in(span.start, span.end)
            if not words:
                continue
            head = ground.root(words[0], words[-1] + 1)
            if head in headed:
                continue
            headed.add(head)
            yield Draft(
                first=words[0],
                past=words[-1] + 1,
                head=head,
                kind=None,
                form="noun",
                country=one_country(countries_in(ground, range(words[0], head))),
                plural=ground.parse.words[head].tag in PLURAL_TAGS,
            )
