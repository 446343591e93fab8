"""Makes `knowledge/data/prose/word_levels.toml`: how rare the stems of English news are, and which of them are names.

    python tools/build_word_levels.py CURRENT_EVENTS_JSONL [--until YEAR]

Counted are the items of Wikipedia's current-events pages up to a year (the later ones are left for measuring). A stem's
level is the whole part of log2(items / items with it): 0 stands in every item, 1 in half of them. A stem is a name
where it mostly begins with a capital letter inside a sentence.
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from detente.documents.copies.sentences import sentences_of
from detente.documents.copies.words import stem_of, words_of

TARGET = Path(__file__).parents[1] / "src/detente/knowledge/data/prose/word_levels.toml"
LEAST = 6
"""Items a stem stands in before it is listed."""
HEAD = """\
# How rare the stems of English news are. A level is log2(items / items with the stem), cut to a whole number: 0 stands
# in every item. `plain` are words, `names` begin with a capital letter mostly. Built by tools/build_word_levels.py.
"""


def items_of(path: Path, until: int) -> Iterator[str]:
    """Yield the texts of the items dated up to a year."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if int(item["date"][:4]) <= until:
                yield item["text"]


def count_stems(texts: Iterable[str]) -> tuple[int, Counter[str], Counter[str], Counter[str]]:
    """Return how many items there are, and by stem: items with it, places inside sentences, places with a capital."""
    items = 0
    having: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        items += 1
        starts = {start for start, _ in sentences_of(text)}
        words = [(start, stem_of(word)) for start, _, word in words_of(text) if not word[0].isdigit()]
        having.update({stem for _, stem in words})
        for start, stem in words:
            if start not in starts:
                inside[stem] += 1
                capital[stem] += text[start].isupper()
    return items, having, inside, capital


def main() -> None:
    """Count, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=Path)
    parser.add_argument("--until", type=int, default=2010)
    given = parser.parse_args()
    items, having, inside, capital = count_stems(items_of(given.items, given.until))
    tables: dict[str, defaultdict[int, list[str]]] = {"plain": defaultdict(list), "names": defaultdict(list)}
    for stem, count in having.items():
        if count >= LEAST and len(stem) > 1 and stem.isascii():
            kind = "names" if capital[stem] > 0.6 * inside[stem] else "plain"
            tables[kind][int(math.log2(items / count))].append(stem)
    lines = [HEAD]
    lines.append(
        f'_about = {{ source = "counted over {items} items of Wikipedia\'s current-events pages up to {given.until}", '
        'licence = "CC BY-SA 4.0", version = "1", date = "2026-11-22" }\n'
    )
    for kind, levels in tables.items():
        lines.append(f"[{kind}]")
        lines += [f'{level} = "{" ".join(sorted(levels[level]))}"' for level in sorted(levels)]
        lines.append("")
    TARGET.write_text("\n".join(lines), encoding="utf-8")
    print(
        f"{TARGET.name}: {sum(map(len, tables['plain'].values()))} words, {sum(map(len, tables['names'].values()))} "
        f"names"
    )


if __name__ == "__main__":
    main()
