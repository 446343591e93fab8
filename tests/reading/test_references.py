"""Whom pronouns and nouns mean: weighed, with how sure it is, and left alone where it is not sure enough."""

import json
import time
from importlib import resources
from pathlib import Path

import pytest

from detente.core.errors import ModelError
from detente.documents.document import Document
from detente.pipeline.reader import default_reader
from detente.reading.entities import linker
from detente.reading.entities.antecedents import Antecedent
from detente.reading.entities.asked import ask
from detente.reading.entities.clusters import Clusters
from detente.reading.entities.evidence import Evidence
from detente.reading.entities.features import alone_features, pair_features
from detente.reading.entities.names import link_names
from detente.reading.entities.references import link_references
from detente.reading.reading import Reading


def read(text: str) -> Reading:
    return default_reader().read(Document(id="x", text=text))


def meant(reading: Reading, words: str, *, last: bool = False) -> str | None:
    at = reading.text.rindex(words) if last else reading.text.index(words)
    index = next(i for i, m in enumerate(reading.mentions) if m.start <= at < m.end and m.start >= at)
    entity = reading.entity_of_mention(index)
    return None if entity is None else entity.name


def test_he_is_the_one_who_spoke_before() -> None:
    reading = read("General Idriss Toumani met the elders in Gao. He said that the road was safe.")
    assert meant(reading, "He said") == "Idriss Toumani"


def test_the_ministry_is_the_one_named_before() -> None:
    reading = read(
        "Georgia's Interior Ministry said two men had been arrested. The ministry added that they were armed."
    )
    name = meant(reading, "ministry added")
    assert name is not None
    assert "Interior Ministry" in name


def test_i_is_who_speaks() -> None:
    reading = read("“I have seen the letter,” Foreign Minister Ana Prohaska told parliament.")
    assert meant(reading, "I have") == "Ana Prohaska"


def test_his_is_an_owner_and_gives_his_country_to_what_he_owns() -> None:
    reading = read("French President Paul Armand said that his army would leave Chad.")
    army = next(e for e in reading.entities if e.name == "army")
    assert army.country == "FRA"


def test_a_link_carries_how_sure_it_is_and_a_name_is_sure() -> None:
    reading = read("General Idriss Toumani met the elders in Gao. He said that the road was safe.")
    links = {m["text"]: m["link"] for m in reading.model_dump()["mentions"] if m["entity"]}
    assert links["Idriss Toumani"] == 1.0
    assert 0.3 <= links["He"] < 1.0


def test_it_that_stands_for_nothing_is_no_mention() -> None:
    reading = read("The army withdrew. It is likely that it will rain.")
    assert not [m for m in reading.mentions if reading.words_of(m).lower() == "it"]


def test_the_weights_fit_the_features() -> None:
    loaded = linker.load_linker()
    reading = read("General Idriss Toumani spoke. He said that the road was safe.")
    seen: set[tuple[int, int]] = set()

    def choose(evidence: Evidence, index: int, antecedents: list[Antecedent], _: str) -> tuple[None, float]:
        asked = ask(evidence, index)
        alone = alone_features(asked, antecedents)
        seen.update((len(pair_features(asked, a, k)), len(alone)) for k, a in enumerate(antecedents))
        return None, 0.0

    clusters = Clusters(reading)
    link_names(clusters)
    link_references(clusters, choose)
    assert seen == {(loaded.pairs.inner.shape[0], loaded.alone.inner.shape[0])}


def test_broken_weights_are_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = json.loads(resources.files("detente.reading.entities").joinpath("linker.json").read_text(encoding="utf-8"))
    del good["pairs"]["outer"]
    (tmp_path / "linker.json").write_text(json.dumps(good), encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    linker.load_linker.cache_clear()
    with pytest.raises(ModelError, match=r"linker\.json"):
        linker.load_linker()
    monkeypatch.undo()
    linker.load_linker.cache_clear()


def test_whom_the_text_calls_she_is_not_he() -> None:
    reading = read("Margot Wallstrom met Sergey Lavrov. She said she was worried. He said that nothing had been done.")
    assert meant(reading, "He said") in {"Sergey Lavrov", None}


def test_of_two_of_one_surname_the_link_is_unsure() -> None:
    reading = read("George Bush and Laura Bush visited Tbilisi. Bush said that Russia must withdraw.")
    at = reading.text.rindex("Bush")
    (link,) = (m["link"] for m in reading.model_dump()["mentions"] if m["start"] == at)
    assert link == 0.5


def test_who_is_quoted_within_a_quotation_does_not_go_on_outside_it() -> None:
    reading = read("\"Zelensky told us: 'We will not fight.' That was a lie,\" Putin said. He left the room.")
    assert meant(reading, "He left") in {"Putin", None}


def test_a_long_report_costs_no_more_than_its_length() -> None:
    def cost(times: int) -> float:
        started = time.process_time()
        read("General Idriss Toumani left Gao. He said that the ministry was ready. The minister thanked him. " * times)
        return time.process_time() - started

    cost(5)
    assert cost(400) < 8 * cost(100)
