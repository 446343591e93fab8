"""Figures and their intervals, from counts."""

from pathlib import Path

import pytest

from detente.evaluate import claims as c
from detente.evaluate import details as d
from detente.evaluate import tally as t
from detente.evaluate.figures import ALIKE, BELOW, FIGURES, MERGED, UNMET, Figure, figures_of
from detente.evaluate.tally import Tally


def counted(name: str, **labels: tuple[int, int, int]) -> Tally:
    """Make a document's counts: right, given and gold by label."""
    sums = ("right", "given", "gold")
    return Tally({(name, lab, w): n for lab, counts in labels.items() for w, n in zip(sums, counts, strict=True)})


def figure(tallies: list[Tally], name: str, label: str = "") -> Figure:
    (found,) = (f for f in figures_of(tallies) if (f.name, f.label) == (name, label))
    return found


def test_precision_recall_and_f1_over_all_documents() -> None:
    found = figure([counted(t.TYPED, AID=(1, 2, 1)), counted(t.TYPED, AID=(1, 1, 3), COERCE=(0, 1, 0))], t.TYPED)
    assert found.precision is not None
    assert found.recall is not None
    assert found.precision.value == pytest.approx(2 / 4)
    assert found.recall.value == pytest.approx(2 / 4)
    assert found.estimate.value == pytest.approx(0.5)
    assert (found.right, found.given, found.gold) == (2, 4, 4)


def test_each_type_has_its_own() -> None:
    tallies = [counted(t.TYPED, AID=(1, 2, 1), COERCE=(0, 1, 0))]
    assert figure(tallies, t.TYPED, "AID").estimate.value == pytest.approx(2 / 3)
    assert figure(tallies, t.TYPED, "COERCE").estimate.value == 0.0


def test_the_mean_is_over_the_labels_that_gold_has() -> None:
    tallies = [counted(t.STATUS, happened=(2, 2, 2), denied=(0, 0, 1), planned=(0, 3, 0))]
    found = figure(tallies, t.STATUS)
    assert found.estimate.value == pytest.approx((1.0 + 0.0) / 2)
    assert (found.precision, found.right, found.given, found.gold) == (None, 2, 5, 3)


def test_none_has_no_part_in_the_mean_but_costs_precision() -> None:
    tallies = [counted(t.PAIR_OR_NONE, AID=(1, 3, 1), NONE=(2, 2, 4))]
    assert figure(tallies, t.PAIR_OR_NONE).estimate.value == pytest.approx(0.5)
    assert figure(tallies, t.PAIR_OR_NONE, "NONE").right == 2


def test_a_share() -> None:
    tallies = [Tally({(t.QUIET, "", "all"): 3, (t.QUIET, "", "wrong"): 1}), Tally({(t.QUIET, "", "all"): 1})]
    found = figure(tallies, t.QUIET)
    assert found.estimate.value == pytest.approx(1 / 4)
    assert (found.given, found.gold) == (1, 4)


def test_calibration_error_is_weighted_by_bins() -> None:
    def sure(label: str, every: int, confidence: float, right: int) -> Tally:
        sums = {"all": every, "sure": round(every * confidence * t.UNIT), "right": right * t.UNIT}
        return Tally({(t.CALIBRATION, label, what): n for what, n in sums.items()})

    tallies = [sure("9", 4, 0.95, 3), sure("2", 1, 0.25, 1)]
    assert figure(tallies, t.CALIBRATION).estimate.value == pytest.approx((4 * 0.20 + 1 * 0.75) / 5)
    assert figure([*tallies, sure("2", 3, 0.25, 0)], t.CALIBRATION).estimate.value == pytest.approx(0.8 / 8)


def test_what_was_not_counted_has_no_figure() -> None:
    assert figures_of([]) == ()
    assert figures_of([Tally(), Tally()]) == ()
    assert {f.name for f in figures_of([counted(t.TYPED, AID=(0, 0, 1))])} == {t.TYPED}
    assert [f.label for f in figures_of([counted(t.STATUS, planned=(0, 1, 0))])] == ["planned"]


def test_the_interval_is_the_same_each_time_and_holds_the_value() -> None:
    tallies = [counted(t.TYPED, AID=(n % 2, 1, 1)) for n in range(30)]
    once, again = figure(tallies, t.TYPED).estimate, figure(tallies, t.TYPED).estimate
    assert once == again
    assert once.low < once.value < once.high


@pytest.mark.parametrize("documents", [50, 200, 800])
def test_the_interval_is_as_wide_as_theory_says(documents: int) -> None:
    tallies = [counted(t.TYPED, AID=(n % 2, 1, 1)) for n in range(documents)]
    found = figure(tallies, t.TYPED).estimate
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.5 / documents**0.5, rel=0.12)


def test_documents_are_drawn_and_not_events() -> None:
    lumped = [counted(t.TYPED, AID=(20 * (n % 2), 20, 20)) for n in range(10)]
    spread = [counted(t.TYPED, AID=(n % 2, 1, 1)) for n in range(200)]
    wide, narrow = (figure(tallies, t.TYPED).estimate for tallies in (lumped, spread))
    assert wide.value == narrow.value
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)


def test_one_document_says_nothing_of_others() -> None:
    found = figure([counted(t.TYPED, AID=(1, 2, 3))], t.TYPED).estimate
    assert found.low == found.value == found.high


def test_a_label_that_few_documents_have_is_judged_where_it_is_drawn() -> None:
    tallies = [counted(t.TYPED, AID=(1, 1, 1)), *(counted(t.TYPED, COERCE=(1, 1, 1)) for _ in range(9))]
    found = figure(tallies, t.TYPED, "AID").estimate
    assert (found.low, found.high) == (1.0, 1.0)


def test_a_seed_and_a_number_of_resamples_can_be_given() -> None:
    tallies = [counted(t.TYPED, AID=(n % 3 == 0, 1, 1)) for n in range(40)]
    estimates = {figures_of(tallies, resamples=50, seed=seed)[0].estimate for seed in (1, 2)}
    assert len(estimates) == 2
    assert {e.value for e in estimates} == {14 / 40}


def test_what_is_better_smaller_is_known() -> None:
    assert (
        set(FIGURES)
        >= BELOW
        == {
            t.NONE_PAIRS,
            t.QUIET,
            c.LINKED,
            d.COUNTRY,
            d.SECTORS,
            d.POINTS,
            MERGED,
            ALIKE,
            UNMET,
            t.CALIBRATION,
        }
    )


def test_every_figure_is_explained() -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "evaluate.md").read_text(encoding="utf-8")
    listed = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")]
    assert listed[1:] == list(FIGURES)
