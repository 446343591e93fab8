"""Makes the set that copies are measured on: reports, their copies, and a haystack with near misses; seeded."""

import json
import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from copies_background import stories_of_one_name
from copies_retell import cut, reorder, retell, sentences_in

from detente.documents.copies.profile import read_profile
from detente.documents.copies.runs import run_hashes

__all__ = ["SHARES", "Text", "make_set", "written_reports"]

FORMS = Path(__file__).parent / "copies/forms.toml"
SHARES = (0.2, 0.4, 0.6)
FEWEST, MOST = 8, 15
"""Sentences of a report put together from one day's items."""
BACKGROUNDS = 300
"""Names whose stories are given one background."""
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
NEAR = 3
"""Days within which an item may tell the same event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of the set: its group (copies of one text have the same), what was done to it, its words."""

    group: str
    made: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the current-events pages."""

    number: int
    day: date
    text: str


def read_items(path: Path, years: range) -> list[Item]:
    """Return the items of some years, each text once."""
    seen: set[str] = set()
    items = []
    for number, line in enumerate(path.open(encoding="utf-8")):
        row = json.loads(line)
        day = date.fromisoformat(row["date"])
        if day.year in years and row["text"] not in seen:
            seen.add(row["text"])
            items.append(Item(number, day, row["text"]))
    return items


def make_set(path: Path, folder: Path, years: range, *, seed: int, originals: int, forms: int) -> Iterator[Text]:
    """Yield the texts of a set: originals with their copies, near misses, form reports, digests and single items."""
    chance = random.Random(seed)
    items = read_items(path, years)
    single = chance.sample(items, min(6000, len(items) // 4))
    apart = {item.number for item in single}
    items = [item for item in items if item.number not in apart]
    digests = list(_digests(items, chance))
    chance.shuffle(digests)
    reports = [[s for item in digest for s in sentences_in(item.text)] for digest in digests[:originals]]
    used = {item.number for digest in digests[:originals] for item in digest}
    near = [text for digest in digests[:originals] if (text := _near_miss(digest, items, used))]
    written = [sentences_in(text) for text in written_reports(folder)][seed % 2 :: 2]
    for number, sentences in enumerate([*reports, *(one for one in written if len(one) >= 4)]):
        yield from _copies(f"r{number}", sentences, chance)
    for number, row in enumerate(_by_hand(folder)):
        yield Text(group=f"h{number}", made="original", text=row["text"])
        yield Text(group=f"h{number}", made="retold by hand", text=row["again"])
        if "other" in row:
            yield Text(group=f"o{number}", made="other telling by hand", text=row["other"])
    for number, text in enumerate(near):
        yield Text(group=f"n{number}", made="near miss", text=text)
    for number, text in enumerate(_filled_forms(chance, forms)):
        yield Text(group=f"f{number}", made="form", text=text)
    for number, digest in enumerate(digests[originals:]):
        if not used & {item.number for item in digest}:
            yield Text(group=f"d{number}", made="digest", text="\n".join(item.text for item in digest))
    yield from _with_background(items, chance)
    for item in single:
        yield Text(group=f"i{item.number}", made="item", text=item.text)


def _with_background(items: list[Item], chance: random.Random) -> Iterator[Text]:
    """Yield different stories of one name with one background, each of a group of its own: "b3.1" with "b3.2"."""
    for number, stories in enumerate(stories_of_one_name([item.text for item in items], chance, BACKGROUNDS)):
        for place, story in enumerate(stories):
            yield Text(group=f"b{number}.{place}", made="shared background", text=story)


def _copies(group: str, sentences: list[str], chance: random.Random) -> Iterator[Text]:
    heading = f"What is known on the matter so far: {' '.join(sentences[-1].split()[:6])}"
    made = {f"cut {share:.0%}": cut(sentences, share, chance) for share in SHARES}
    made |= {
        "original": sentences,
        "retitled": [heading, *sentences],
        "reordered": reorder(sentences, chance),
        "retold": retell(sentences, chance),
        "retold, cut 20%": retell(cut(sentences, 0.2, chance), chance),
        "retold lightly": retell(sentences, chance, words=0.3),
    }
    for name, told in made.items():
        yield Text(group=group, made=name, text=_laid_out(told, chance))


def _laid_out(sentences: list[str], chance: random.Random) -> str:
    """Put sentences into paragraphs of one to three."""
    text = sentences[0]
    for sentence in sentences[1:]:
        text += ("\n\n" if chance.random() < 0.5 else " ") + sentence
    return text


def _digests(items: list[Item], chance: random.Random) -> Iterator[list[Item]]:
    """Yield the items of one day in groups that make a report."""
    days: defaultdict[date, list[Item]] = defaultdict(list)
    for item in items:
        days[item.day].append(item)
    for day in sorted(days):
        left = days[day]
        while left:
            wanted, taken = chance.randint(FEWEST, MOST), 0
            digest = []
            while left and taken < wanted:
                digest.append(left.pop(0))
                taken += len(sentences_in(digest[-1].text))
            if taken >= FEWEST:
                yield digest


def _near_miss(digest: list[Item], items: list[Item], used: set[int]) -> str | None:
    """Return a report of the same days' events as others told them, or as they went on; its items are used up."""
    day = digest[0].day
    around = [item for item in items if abs(item.day - day) <= timedelta(days=NEAR)]
    profiles = {item.number: read_profile(item.text) for item in around if item.number not in used}
    chosen: list[str] = []
    for item in digest:
        own = read_profile(item.text)
        bits = {stem: weight for sentence in own.sentences for stem, weight in sentence.bits.items() if weight >= 8}
        runs = set(run_hashes(own.words))
        ranked = sorted(
            (
                (sum(w for s in {s for x in other.sentences for s in x.bits} & bits.keys() if (w := bits[s])), number)
                for number, other in profiles.items()
            ),
            reverse=True,
        )
        for score, number in ranked[:4]:
            other = set(run_hashes(profiles[number].words))
            if score >= 20 and len(runs & other) < 0.5 * min(len(runs), len(other)):
                chosen.append(next(one.text for one in around if one.number == number))
                used.add(number)
                del profiles[number]
                break
    text = "\n".join(chosen)
    return text if len(sentences_in(text)) >= 3 else None


def _by_hand(folder: Path) -> Iterator[dict[str, str]]:
    """Yield texts, how a person told them `again` in other words, and for some how an `other` reporter told it."""
    with (folder / "tools/copies/by_hand.jsonl").open(encoding="utf-8") as lines:
        yield from (row for row in map(json.loads, lines) if "text" in row)


def written_reports(folder: Path) -> Iterator[str]:
    """Yield the project's own reports: the corpus and the examples."""
    for name in ("composed/reports.jsonl", "details/local.jsonl"):
        with (folder / "corpus" / name).open(encoding="utf-8") as lines:
            yield from (row["text"] for row in map(json.loads, lines) if "text" in row)
    for path in sorted((folder / "examples").glob("*.txt")):
        yield path.read_text(encoding="utf-8")


def _filled_forms(chance: random.Random, wanted: int) -> Iterator[str]:
    """Yield daily reports in ten missions' forms, with other figures every day."""
    with FORMS.open("rb") as file:
        forms = tomllib.load(file)["forms"]
    for number in range(wanted):
        form = forms[number % len(forms)]
        day = date(2021, 1, 1) + timedelta(days=number // len(forms))
        places = form["places"].split()
        text = form["text"].strip()
        for slot in ("{n}", "{m}", "{t}", "{p}", "{k}"):
            while slot in text:
                text = text.replace(slot, _slot(slot, places, chance), 1)
        yield text.replace("{d}", f"{day.day} {day:%B %Y}").replace("{w}", WEEKDAYS[day.weekday()])


def _slot(slot: str, places: list[str], chance: random.Random) -> str:
    match slot:
        case "{n}":
            return str(chance.randint(0, 9))
        case "{m}":
            return str(chance.randint(10, 180))
        case "{t}":
            return f"{chance.randrange(24):02}:{chance.randrange(0, 60, 5):02}"
        case "{k}":
            return str(chance.randint(1, 12))
        case _:
            return chance.choice(places)
