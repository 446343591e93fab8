"""Measures coreference on news that others annotated: the articles of GUM, in CoNLL-U with ``Entity=``.

    python tools/measure_gum.py ../shared/data/open/gum_news

A mention is ours and theirs where the head words are the same: what belongs to a phrase is drawn otherwise there.
Entities mentioned once are left out on both sides. Prints the CoNLL F1 over all entities and over persons, bodies and
places, and how many of the pronouns and nouns that speak are linked to the right name.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from detente.core.spans import HasSpan
from detente.documents.document import Document
from detente.evaluate.coreference import Scores, conll_f1, score_clusters
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading

MARK = re.compile(r"\((\d+)-([a-z]+)[^()]*(\))?|(\d+)\)")
ACTORS = frozenset({"person", "organization", "place"})
COLUMNS = 10
PRONOUN, NAME = "PRON", "PROPN"


Token = tuple[int, int, str, str, list[tuple[str, int]]]
"""Where a word starts, the number of its governor, part of speech, relation, and the mentions that end with it."""


@dataclass(slots=True)
class Article:
    """A text, and its entities: the head words (by offset), their parts of speech and the kind."""

    text: str = ""
    heads: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    parts: dict[int, int] = field(default_factory=dict)
    """The words of a name that hang on its first one, which is its head there and not with us: by offset, the first."""

    def head(self, offset: int) -> int:
        """Return the head as this annotation has it."""
        return self.parts.get(offset, offset)


def read_article(lines: Iterator[str]) -> Article:
    """Return the article in the lines of a CoNLL-U file, its text put together from its words."""
    article = Article()
    words: list[Token] = []
    opened: dict[str, list[int]] = {}
    paragraph = False
    for line in lines:
        paragraph = paragraph or line.startswith("# newpar")
        fields = line.rstrip("\n").split("\t")
        if not line.strip():
            _close(article, words)
            words = []
            continue
        if len(fields) != COLUMNS or not fields[0].isdigit():
            continue
        if paragraph and article.text:
            article.text = article.text.rstrip() + "\n\n"
        paragraph = False
        start = len(article.text)
        spaced = "SpaceAfter=No" not in fields[9]
        article.text += fields[1] + (" " if spaced else "")
        words.append((start, int(fields[6]), fields[3], fields[7], []))
        entity = next((m[7:] for m in fields[9].split("|") if m.startswith("Entity=")), "")
        for number, kind, closed, ending in MARK.findall(entity):
            if number:
                article.kinds.setdefault(number, kind)
                opened.setdefault(number, []).append(len(words) - 1)
            if closed or ending:
                key = number if closed else ending
                first = opened[key].pop()
                words[-1][4].append((key, first))
    _close(article, words)
    return article


def _close(article: Article, words: list[Token]) -> None:
    """Find the head word of every mention of a sentence: the one governed from outside."""
    for start, governor, _, relation, _ in words:
        if relation.startswith("flat"):
            article.parts[start] = words[governor - 1][0]
    for last, (_, _, _, _, ended) in enumerate(words):
        for key, first in ended:
            inside = range(first, last + 1)
            head = next((i for i in inside if words[i][1] - 1 not in inside), first)
            article.heads.setdefault(key, []).append((words[head][0], words[head][2]))


def given_clusters(reading: Reading, article: Article) -> list[set[int]]:
    """Return the head words of every entity of a reading."""
    return [{article.head(reading.mentions[i].head) for i in e.mentions} for e in reading.entities]


def speakers(reading: Reading, article: Article) -> Iterator[tuple[str, bool, bool]]:
    """Yield, for each claim whose source is a pronoun or noun of somebody named elsewhere: its sort, linked, right."""
    entity_of = {at: key for key, heads in article.heads.items() for at, _ in heads}
    form = {at: pos for heads in article.heads.values() for at, pos in heads}
    for claim in reading.claims:
        if claim.source is None:
            continue
        inside = [at for at in entity_of if claim.source.start <= at < claim.source.end]
        at = _source_head(reading, claim.source, inside)
        if at is None or form[at] == NAME:
            continue
        names = {k for k, pos in article.heads[entity_of[at]] if pos == NAME}
        if not names:
            continue
        own = reading.entity(claim.source.entity) if claim.source.entity else None
        named = [reading.mentions[i] for i in own.mentions if reading.mentions[i].form == "name"] if own else []
        heads = {article.head(m.head) for m in named}
        yield ("pronoun" if form[at] == PRONOUN else "noun"), bool(heads), bool(heads & names)


def _source_head(reading: Reading, source: HasSpan, inside: list[int]) -> int | None:
    parse = reading.parsed()
    words = parse.words_in(source.start, source.end)
    roots = {parse.words[i].start for i in words if parse.words[i].head not in words}
    return next((at for at in inside if at in roots), None)


def main() -> int:
    """Read every article and print the figures."""
    arguments = argparse.ArgumentParser(description="Measure coreference on GUM's news.")
    arguments.add_argument("folder", type=Path)
    given = arguments.parse_args()
    every, actors, told = Scores(), Scores(), Counter[tuple[str, str]]()
    files = sorted(given.folder.glob("*.conllu"))
    for path in files:
        with path.open(encoding="utf-8") as lines:
            article = read_article(lines)
        reading = default_reader().read(Document(id=path.stem, text=article.text))
        ours = [c for c in given_clusters(reading, article) if len(c) > 1]
        for only in (None, ACTORS):
            keys = [k for k in article.heads if only is None or article.kinds[k] in only]
            theirs = [c for k in keys if len(c := {at for at, _ in article.heads[k]}) > 1]
            scored = score_clusters(ours, theirs)
            every, actors = (every.plus(scored), actors) if only is None else (every, actors.plus(scored))
        for sort, linked, right in speakers(reading, article):
            told.update([(sort, "all"), *([(sort, "linked")] if linked else []), *([(sort, "right")] if right else [])])
    print(f"{len(files)} articles: CoNLL F1 {conll_f1(every):.3f}; persons, bodies and places {conll_f1(actors):.3f}")
    for sort in ("pronoun", "noun"):
        print(f"{sort}s that speak, named elsewhere:", {k: told[sort, k] for k in ("all", "linked", "right")})
    return 0


if __name__ == "__main__":
    sys.exit(main())
