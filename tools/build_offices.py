"""Builds the table of offices from lists kept by hand, and holds it against what else is known.

    python tools/build_offices.py LIST... --states states.jsonl --items current_events.jsonl --out holders.jsonl

A list has a term of office a line: code or body, office, title, name, other spellings, from, to, m or f, parted by
bars; an empty `to` is somebody in office in the edition, "?" one whose end is not known. Lines that are malformed or
gainsay themselves are refused. What can be checked is printed: heads of state and government of the public table of
states, and offices that dated news items put before a name ("Foreign Minister Sergey Lavrov").
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from detente.knowledge.countries import country_by_name, country_of_code
from detente.knowledge.gazetteer import fold_name
from detente.knowledge.matcher import known_names

ABOUT = {
    "source": "terms of office in common knowledge, listed by hand for this project; heads of state and government "
    "held against a public table of states (May 2026), offices before names against dated news items",
    "licence": "Apache-2.0",
    "version": "2026-11",
}
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
CODE = re.compile("[A-Z]{3}")
FIELDS = 8
NO_STATES = ("de facto", "turkish cypriot", "krajina", "somaliland", "transnistria", "artsakh", "abkhazia", "ossetia")
"""Words of offices of entities that are no states by our table, whoever's territory they act on."""
TITLED = re.compile(
    r"(?<!former )(?<!Former )(?<!ex-)(?<!Vice )"
    r"\b(President|Prime Minister|Foreign Minister|Defen[cs]e Minister)\s+((?:[A-ZÀ-Ž][\w'’-]+\s?){2,4})"
)
HOLDERS = re.compile(r"(?:^|; )[^;()]*?((?:[A-ZÀ-Ž][\w'’.-]+\s)*[A-ZÀ-Ž'’-]{3,}[^(;]*)\(since ([^)]+)\)")


def rows_of(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the terms of office of all lists; refuse malformed lines, with the reason."""
    seen: set[tuple[str, ...]] = set()
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            fields = [f.strip() for f in line.split("|")]
            fault = _fault(fields)
            if fault:
                if line.strip():
                    print(f"{path.name}:{number}: {fault}: {line[:80]}", file=sys.stderr)
                continue
            of, office, title, name, others, first, last, gender = fields
            spellings = [o.strip() for o in others.split(";") if " " in o.strip()]
            if " " not in name:  # a king is known by his given name, and told apart by his title
                name, *spellings = spellings
            key = (of, office.casefold(), fold_name(name), first)
            if key in seen:
                continue
            seen.add(key)
            yield {
                "of": of,
                "country": _country(of, office),
                "office": office.casefold(),
                "title": _capitals(title or office),
                "name": name,
                "aliases": spellings,
                "from": first,
                "to": None if last in {"", "?"} else last,
                **({"ended": None} if last == "?" else {}),
                "gender": gender,
            }


def _capitals(title: str) -> str:
    """Return a title as the press writes it: "Minister of Defence"."""
    if any(c.isupper() for c in title):
        return title
    return " ".join(w if w in {"of", "the", "and", "for", "to", "in"} else w.capitalize() for w in title.split())


def _fault(fields: list[str]) -> str | None:
    if len(fields) != FIELDS:
        return "not eight fields"
    of, _, _, name, others, first, last, gender = fields
    if CODE.fullmatch(of) and of not in country_of_code() and of not in known_names():
        return "unknown code"
    if not DAY.match(first) or not (last in {"", "?"} or DAY.match(last)):
        return "a date is none"
    if last not in {"", "?"} and last[: len(first)] < first[: len(last)]:
        return "ends before it starts"
    return None if " " in name + others and gender in {"m", "f"} else "a name without a surname, or no gender"


def _country(of: str, office: str) -> str | None:
    """Return the code of whom somebody in office acts for; a disputed entity's has none."""
    if any(words in office.casefold() for words in NO_STATES):
        return None
    if of in country_of_code():
        return country_of_code()[of].code
    known = known_names()
    if of.startswith(("United Nations", "UN")):
        return "UNO"
    return known[of].country if of in known else "IGO"


def check_states(rows: list[dict[str, Any]], states: Path) -> None:
    """Print how many heads of state and government of the public table are in ours, in office since the same month."""
    now: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["to"] is None and row["office"] in {"head of state", "head of government"}:
            now[row["of"]].append(row)
    told: Counter[str] = Counter()
    for line in states.read_text(encoding="utf-8").splitlines():
        state = json.loads(line)
        country = country_by_name().get(state.get("short") or "")
        for field in ("head_of_state", "head_of_government"):
            for name, since in HOLDERS.findall(state.get(field) or ""):
                if country is None or country.code not in now:
                    continue
                parts = set(fold_name(name).split())
                own = [
                    r for r in now[country.code] if parts & set(fold_name(" ".join((r["name"], *r["aliases"]))).split())
                ]
                same = any(r["from"][:4] == since[-4:] for r in own)
                told["same year" if same else "another year" if own else "somebody else"] += 1
                if not own:
                    print(
                        f"  {country.code} {field}: the public table has {name.strip()} since {since}", file=sys.stderr
                    )
    print("heads of state and government of the public table:", dict(told))


def check_items(rows: list[dict[str, Any]], items: Path) -> None:
    """Print how often an office before a name in a dated item is in the table on that day."""
    terms = defaultdict(list)
    for row in rows:
        for name in (row["name"], *row["aliases"]):
            terms[fold_name(name)].append(row)
    told: Counter[tuple[str, str]] = Counter()
    wrong: Counter[str] = Counter()
    with items.open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            for title, words in TITLED.findall(item["text"]):
                own = terms.get(fold_name(words))
                if own is None:
                    told[title, "not in the table"] += 1
                    continue
                plain = title.replace("Defense", "Defence")
                held = any(
                    plain in t["title"].replace("Defense", "Defence")
                    and t["from"] <= item["date"]
                    and (t["to"] or "9999") >= item["date"][: len(t["to"] or "9999")]
                    for t in own
                )
                told[title, "confirmed" if held else "not then"] += 1
                if not held:
                    wrong[f"{title} {words.strip()}"] += 1
    for key, count in sorted(told.items()):
        print(" ", *key, count)
    print(" ", wrong.most_common(40))


def main() -> int:
    """Write the table and print the checks."""
    arguments = argparse.ArgumentParser(description="Build the table of offices.")
    arguments.add_argument("lists", nargs="+", type=Path)
    arguments.add_argument("--states", type=Path, required=True)
    arguments.add_argument("--items", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    rows = sorted(rows_of(given.lists), key=lambda r: (r["of"], r["office"], r["from"], r["name"]))
    lines = [{"_about": ABOUT}, *rows]
    given.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in lines), encoding="utf-8")
    print(
        len(rows),
        "terms of",
        len({r["name"] for r in rows}),
        "persons;",
        len({r["of"] for r in rows}),
        "states and bodies",
    )
    check_states(rows, given.states)
    check_items(rows, given.items)
    return 0


if __name__ == "__main__":
    sys.exit(main())
