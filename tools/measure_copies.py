"""Measures how copies are found: recall by what was done to a text, precision over all decisions, throughput.

    python tools/measure_copies.py CURRENT_EVENTS_JSONL [--years tune|report] [--failures N]

The set is made on the fly (`copies_material`): reports put together from one day's items of Wikipedia's current-events
pages, and the project's own, each cut, reordered, retitled, retold by machine, some retold by hand; in a haystack
of other days, single items, other tellings of the same events and monitors' forms with other figures. Thresholds were
chosen on the years up to 2010 (`tune`); those from 2011 on (`report`) are for the figures.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from copies_material import Text, make_set

from detente.documents.copies.compare import Likeness, compare_profiles
from detente.documents.copies.fingerprint import Fingerprint, least_shared, mark
from detente.documents.copies.outline import may_be_copies, outline
from detente.documents.copies.profile import Profile, read_profile

ROOT = Path(__file__).parents[1]
HALVES = {"tune": (range(2002, 2011), 1), "report": (range(2011, 2020), 2)}
SHARING = "shared background"
Pair = tuple[int, int]


def main() -> None:
    """Make the set, find and compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", type=Path)
    parser.add_argument("--years", choices=HALVES, default="report")
    parser.add_argument("--originals", type=int, default=400)
    parser.add_argument("--forms", type=int, default=1200)
    parser.add_argument("--failures", type=int, default=0)
    given = parser.parse_args()
    years, seed = HALVES[given.years]
    texts = list(make_set(given.items, ROOT, years, seed=seed, originals=given.originals, forms=given.forms))
    print(
        f"{len(texts)} texts:", ", ".join(f"{made} {count}" for made, count in Counter(t.made for t in texts).items())
    )
    profiles, prints = fingerprinted(texts)
    shared = candidates(prints)
    found = compared(shared, profiles)
    report(texts, shared, found, failures=given.failures)


def fingerprinted(texts: list[Text]) -> tuple[list[Profile], list[Fingerprint]]:
    """Return words and marks of all texts, and print how fast that went."""
    started = time.process_time()
    profiles = [read_profile(text.text) for text in texts]
    prints = [mark(profile) for profile in profiles]
    seconds = time.process_time() - started
    words = sum(len(profile.words) for profile in profiles)
    marks = sum(len(one.marks) for one in prints)
    print(f"fingerprinted: {len(texts) / seconds:,.0f} texts/s, {words / seconds:,.0f} words/s a core")
    print(f"marks: {320 * marks / words:.0f} for 320 words, at most {max(len(one.marks) for one in prints)}")
    return profiles, prints


def candidates(prints: list[Fingerprint]) -> dict[Pair, int]:
    """Return which pairs share enough marks, as the store's inverted index finds them."""
    holding: defaultdict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(prints):
        for value in one.marks:
            holding[value].append(number)
    shared: Counter[Pair] = Counter()
    for numbers in holding.values():
        shared.update(combinations(numbers, 2))
    kept = {
        (one, other): count
        for (one, other), count in shared.items()
        if count >= least_shared(len(prints[one].marks), len(prints[other].marks))
    }
    longest = max(map(len, holding.values()))
    print(
        f"candidates: {len(kept)} of {len(shared)} pairs with a mark in common; {longest} texts have the commonest mark"
    )
    return kept


def compared(shared: dict[Pair, int], profiles: list[Profile]) -> dict[Pair, Likeness]:
    """Return what comparison says of the candidates that their outlines do not tell apart, as the store compares."""
    outlines = [outline(profile) for profile in profiles]
    likely = [(one, other) for one, other in shared if may_be_copies(outlines[one], outlines[other])]
    started = time.process_time()
    found = {pair: likeness for pair in likely if (likeness := compare_profiles(profiles[pair[0]], profiles[pair[1]]))}
    seconds = time.process_time() - started
    print(f"compared: {len(likely)} of {len(shared)} candidates, {len(likely) / seconds:,.0f} pairs/s a core")
    return found


def report(texts: list[Text], shared: dict[Pair, int], found: dict[Pair, Likeness], *, failures: int) -> None:
    """Print recall by what was done to a text, and precision by what was taken for what."""
    wanted = _wanted(texts)
    for made, pairs in wanted.items():
        hits = [pair for pair in pairs if pair in found and found[pair].copies]
        missed = [pair for pair in pairs if pair not in hits]
        near = sum(pair in shared for pair in pairs) / len(pairs)
        kinds = Counter(found[pair].kind for pair in hits).most_common(4)
        print(f"{made:18} recall {len(hits) / len(pairs):.4f} of {len(pairs)} (candidates {near:.4f})  {kinds}")
        for one, other in missed[:failures]:
            print("   missed:", found.get((one, other)), "|", texts[one].text[:200], "|", texts[other].text[:200])
    # these are counted by themselves below: the items that they are made of stand in other texts as well
    counted = [pair for pair in found if SHARING not in {texts[pair[0]].made, texts[pair[1]].made}]
    copies = [pair for pair in counted if found[pair].copies]
    wrong = [(one, other) for one, other in copies if texts[one].group != texts[other].group]
    print(f"precision {1 - len(wrong) / max(1, len(copies)):.5f}: {len(wrong)} wrong of {len(copies)} called copies")
    for one, other in wrong[:failures]:
        print(f"   wrong: {found[one, other]}\n      {texts[one].text[:600]!r}\n      {texts[other].text[:600]!r}")
    sorts = Counter("|".join(sorted((texts[one].made, texts[other].made))) for one, other in wrong)
    print("wrong by sort:", sorts.most_common(12))
    told = [pair for group in _with_one_background(texts) for pair in combinations(group, 2)]
    joined = sum(pair in found and found[pair].copies for pair in told)
    print(f"shared background: {joined} of {len(told)} pairs called copies")
    both = [pair for pair in shared if texts[pair[0]].made == texts[pair[1]].made == "form"]
    forms = Counter(found[pair].kind if pair in found else "no likeness" for pair in both)
    print("forms:", dict(forms))


def _with_one_background(texts: list[Text]) -> Iterable[list[int]]:
    """Return which texts are different stories with the same background."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        if text.made == SHARING:
            groups[text.group.partition(".")[0]].append(number)
    return groups.values()


def _wanted(texts: list[Text]) -> dict[str, list[Pair]]:
    """Return by what was done to them the pairs of an original and its copy."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        groups[text.group].append(number)
    wanted: defaultdict[str, list[Pair]] = defaultdict(list)
    for numbers in groups.values():
        originals = [number for number in numbers if texts[number].made == "original"]
        for original in originals:
            for number in numbers:
                if number != original:
                    wanted[texts[number].made].append((min(original, number), max(original, number)))
    return dict(wanted)


if __name__ == "__main__":
    main()
