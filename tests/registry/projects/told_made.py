"""Reports of this room's tests as tellings, and the projects and actors that they speak of."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import detente
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.projects.definition import Project
from detente.registry.projects.told import assertions_of

HERE = Path(__file__).parent
ACTORS = (
    Actor(id="N", name="Northmark"), Actor(id="S", name="Southmark"), Actor(id="V", name="Velduria"),
    Actor(id="C", name="Corvessa"), Actor(id="AZE", name="Azerbaijan", countries=("AZE",)),
    Actor(id="TUR", name="Turkey", names=("Turkiye",), countries=("TUR",)),
    Actor(id="GEO", name="Georgia", countries=("GEO",)), Actor(id="ARM", name="Armenia", countries=("ARM",)),
)  # fmt: skip
PROJECTS = (
    Project(id="kessing", name="Kessing Railway", kind="railway"),
    Project(id="ormsund", name="Ormsund Bridge", kind="bridge"),
    Project(id="velcor", name="Velduria-Corvessa pipeline", kind="pipeline"),
    Project(id="talvik", name="Talvik Dam", kind="dam"),
    Project(id="btc", name="Baku-Tbilisi-Ceyhan", names=("BTC pipeline", "BTC"), kind="oil pipeline"),
    Project(id="btk", name="Baku-Tbilisi-Kars", names=("BTK railway", "BTK"), kind="railway"),
)


def telling(text: str, **given: Any) -> Telling:
    """Return a report as a telling."""
    return Telling(reading=detente.read(text, **given).model_dump(), document="d1", actors=ACTORS, things=PROJECTS)


def told(text: str, **given: Any) -> tuple[Assertion, ...]:
    """Return what a report says of projects."""
    return tuple(assertions_of(telling(text, **given)))


def sentences(split: str) -> Iterator[Mapping[str, Any]]:
    """Yield the composed reports of one split, with what is to be read of them."""
    for line in (HERE / "held" / "sentences.jsonl").read_text("utf-8").splitlines()[1:]:
        one = json.loads(line)
        if one["split"] == split:
            yield one


def fits(one: Assertion, wanted: Mapping[str, Any]) -> bool:
    """Whether an assertion is the one that is wanted, field by field."""
    bounds = (one.amount.count.low, one.amount.count.high) if one.amount else (None, None)
    standing = "happened" if one.standing == "background" else one.standing
    have = {
        "what": one.what, "subject": one.subject, "value": one.value, "standing": standing,
        "first": one.day.first if one.day else None, "low": bounds[0], "high": bounds[1],
        "unit": one.amount.unit if one.amount else None,
    }  # fmt: skip
    parts = wanted.get("parts", {})
    plain = all(have[key] == value for key, value in wanted.items() if key != "parts")
    return plain and all({part.name for part in one.parts_of(role)} >= set(names) for role, names in parts.items())
