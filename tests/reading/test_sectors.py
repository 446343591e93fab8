"""The chooser of sectors: what it is told, what it chooses, and when it leaves what the tables give."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from detente.core.errors import ModelError
from detente.reading.coding.coder import Encoded
from detente.reading.coding.pieces import Pieces
from detente.reading.entities import sectors
from detente.reading.entities.clusters import Clusters
from detente.reading.entities.sectors import (
    NONE,
    WIDTH,
    SectorChooser,
    load_sector_chooser,
    sector_features,
    sector_states,
)
from reading.parses import reading_of


def chooser(weights: Mapping[str, tuple[int, int]], *, least: float) -> SectorChooser:
    return SectorChooser(
        classes=(NONE, "COP"),
        index={name: k for k, name in enumerate(weights)},
        rows=np.array(list(weights.values()), dtype=np.int8).reshape(len(weights), 2),
        bias=np.zeros(2, dtype=np.float32),
        scale=0.1,
        inner=np.zeros((2 * WIDTH, 1), dtype=np.float32),
        inner_bias=np.zeros(1, dtype=np.float32),
        outer=np.zeros((1, 2), dtype=np.float32),
        least=least,
    )


def features_of(table: str, word: str) -> set[str]:
    clusters = Clusters(reading_of(table, (word, "person", None)))
    return sector_features(clusters, clusters.start(0), ("CVL",))


OFFICER = """
    Two two NUM CD nummod 2
    officers officer NOUN NNS nsubj 3
    arrested arrest VERB VBD ROOT 0
    a a DET DT det 5
    man man NOUN NN dobj 3
"""


def test_what_the_tables_give_and_what_stands_around_are_told() -> None:
    told = features_of(OFFICER, "officers")
    assert {"last=CVL", "head=officer", "nummod=<number>", "nsubj<arrest", "at-1=<number>", "at1=arrest"} <= told
    assert "head=man" not in told


def test_what_the_model_has_not_read_has_no_states() -> None:
    clusters = Clusters(reading_of(OFFICER, ("officers", "person", None)))
    assert sector_states(clusters, clusters.start(0)) is None


def test_states_are_those_of_the_words_and_weigh_with_the_signs() -> None:
    reading = reading_of(OFFICER, ("officers", "person", None))
    starts = tuple(w.start for w in reading.parsed().words)
    ends = tuple(w.end for w in reading.parsed().words)
    pieces = Pieces(ids=(1,) * 5, starts=starts, ends=ends, shapes=(0,) * 5, goes_on=(False,) * 5)
    states = np.zeros((1, 7, WIDTH), dtype=np.float32)
    states[0, 2] = 1.0  # the second word, behind the mark that opens a window
    window = Encoded(
        text=reading.text, offset=0, part=pieces, core=range(5), states=states, triggers=states, cues=states
    )
    clusters = Clusters(replace(reading, encoded=(window,)))
    found = sector_states(clusters, clusters.start(0))
    assert found is not None
    assert found.tolist() == [1.0] * 2 * WIDTH
    told = replace(
        chooser({"head=officer": (50, 0)}, least=0.5),
        inner=np.ones((2 * WIDTH, 1), dtype=np.float32),
        outer=np.array([[0.0, 1.0]], dtype=np.float32),
    )
    assert told.choose({"head=officer"}, found, ()) == ("COP",)


def test_the_likeliest_sector_comes_last() -> None:
    found = chooser({"head=officer": (0, 50)}, least=0.5)
    assert found.choose({"head=officer"}, None, ("COP", "GOV")) == ("GOV", "COP")
    assert found.choose({"head=officer", "never seen"}, None, ()) == ("COP",)


def test_no_sector_is_a_choice_too() -> None:
    assert chooser({"form=name": (50, 0)}, least=0.5).choose({"form=name"}, None, ("GOV",)) == ()


def test_what_is_not_sure_enough_stays_as_the_tables_give_it() -> None:
    assert chooser({"head=officer": (0, 1)}, least=0.9).choose({"head=officer"}, None, ("MIL",)) == ("MIL",)


def test_the_same_signs_give_the_same_shares_in_any_order() -> None:
    found = load_sector_chooser()
    signs = sorted(features_of(OFFICER, "officers"))
    assert found.shares(signs, None).tolist() == found.shares(reversed(signs), None).tolist()
    assert float(found.shares(signs, None).sum()) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("broken", [{}, {"classes": ["-"], "features": "a\nb", "rows": "00"}])
def test_broken_weights_are_refused(broken: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sectors, "load_weights", lambda *_: json.loads(json.dumps(broken)))
    load_sector_chooser.cache_clear()
    try:
        with pytest.raises(ModelError, match=r"sectors\.json"):
            load_sector_chooser()
    finally:
        load_sector_chooser.cache_clear()
