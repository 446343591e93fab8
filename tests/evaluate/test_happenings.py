"""How accounts put together are held against the happenings that were marked."""

import dataclasses
from collections.abc import Mapping

import pytest

from detente.evaluate.clusters import Mark, Report, Situation
from detente.evaluate.figures import ALIKE, ALONE, EVERY, HAPPENINGS, MERGED, PAIRS, UNMET, figures_of
from detente.evaluate.happenings import Told, join_accounts, measure_links, tally_happenings, tell
from detente.evaluate.situations import Situations
from detente.incidents.account import Account
from detente.incidents.from_reading import accounts_of

REPORTS = ("Rebels shelled Karavan.", "Karavan was shelled at noon.", "Police arrested two men in Karavan.")
DEEDS = ("shelled", "shelled", "arrested")


def mark(text: str, word: str, happening: str | None, *, recalled: bool = False) -> Mark:
    start = text.index(word)
    return Mark(start=start, end=start + len(word), happening=happening, recalled=recalled)


def situation(happenings: tuple[str | None, ...], name: str = "s") -> Situation:
    reports = tuple(
        Report(
            id=f"{name}-{at}",
            published=f"2019-07-0{at + 1}",
            publisher="",
            title=None,
            text=text,
            marks=(mark(text, deed, h),),
        )
        for at, (text, deed, h) in enumerate(zip(REPORTS, DEEDS, happenings, strict=True))
    )
    return Situation(id=name, region="x", hard=(), reports=reports)


def account(report: Report, word: str, kind: str) -> Account:
    start = report.text.index(word)
    span = {"start": start, "end": start + len(word)}
    event: dict[str, object] = {
        "id": "e", "type": kind, "mode": None, "contexts": [], "trigger": span, "evidence": span, "actors": [],
        "recipients": [], "status": "happened", "claim": None, "place": None, "date": None, "confidence": 0.9,
    }  # fmt: skip
    reading: dict[str, object] = {
        "text": report.text, "title": None, "published": {"from": report.published, "to": report.published},
        "sentences": [{"start": 0, "end": len(report.text)}], "entities": [], "claims": [], "places": [],
        "dates": [], "quantities": [], "events": [event],
    }  # fmt: skip
    return next(iter(accounts_of(reading, document=report.id)))


def told(happenings: tuple[str | None, ...] = ("H1", "H1", "H2"), name: str = "s") -> Told:
    reports = situation(happenings, name)
    kinds = ("ASSAULT", "ASSAULT", "COERCE")
    made = tuple(account(r, d, k) for r, d, k in zip(reports.reports, DEEDS, kinds, strict=True))
    marks = {a.key: r.marks[0] for a, r in zip(made, reports.reports, strict=True)}
    return Told(situation=reports, accounts=made, marks=marks)


def values(some: list[Told], found: Mapping[str, int]) -> dict[str, float]:
    return {f.label or f.name: f.estimate.value for f in figures_of(tally_happenings(some, found))}


def test_clusters_that_are_the_happenings_are_wholly_right() -> None:
    one = told()
    found = dict(zip((a.key for a in one.accounts), (1, 1, 2), strict=True))
    figures = values([one], found)
    assert (figures[HAPPENINGS], figures[PAIRS], figures[MERGED], figures[UNMET]) == (1.0, 1.0, 0.0, 0.0)
    assert figures[ALONE] == pytest.approx(0.8)


def test_mentions_without_an_account_and_accounts_without_a_mark_count_where_every_mention_does() -> None:
    one = told()
    found = dict(zip((a.key for a in one.accounts), (1, 1, 2), strict=True))
    assert values([one], found)[EVERY] == 1.0
    first, second, third = one.accounts
    unfound = dataclasses.replace(one, accounts=(first, third), marks={k: one.marks[k] for k in (first.key, third.key)})
    figures = values([unfound], found)  # recall: a half of H1 for one of its two mentions, and H2
    assert figures[HAPPENINGS] == 1.0
    assert figures[EVERY] == pytest.approx(2 * 1 * 0.5 / 1.5)
    unmarked = dataclasses.replace(one, marks={k: one.marks[k] for k in (second.key, third.key)})
    assert values([unmarked], found)[EVERY] == pytest.approx(0.5)  # precision: a half of one cluster, and H2


def test_of_two_accounts_at_one_mark_one_is_the_mentions() -> None:
    one = told()
    twin = dataclasses.replace(one.accounts[0], key="twin")
    both = dataclasses.replace(
        one, accounts=(*one.accounts, twin), marks={**one.marks, "twin": one.marks[one.accounts[0].key]}
    )
    found = dict(zip((*(a.key for a in one.accounts), "twin"), (1, 1, 2, 3), strict=True))
    assert values([both], found)[EVERY] == pytest.approx(2 * 0.75 / 1.75)


def test_one_cluster_of_two_happenings_is_a_false_merge() -> None:
    one = told()
    figures = values([one], {a.key: 1 for a in one.accounts})
    assert figures[MERGED] == 1.0
    assert ALIKE not in figures  # a shelling and an arrest are not alike
    assert figures[HAPPENINGS] == pytest.approx(2 * (5 / 9) / (5 / 9 + 1))


def test_happenings_of_one_kind_that_are_merged_are_counted_apart() -> None:
    one = told(("H1", "H2", "H3"))
    figures = values([one], dict(zip((a.key for a in one.accounts), (1, 1, 2), strict=True)))
    assert figures[MERGED] == pytest.approx(1 / 3)
    assert figures[ALIKE] == 1.0


def test_clusters_across_situations_cost_precision() -> None:
    one, other = told(), told(name="t")
    apart = {a.key: n for n, a in enumerate((*one.accounts, *other.accounts))}
    joined = dict.fromkeys(apart, 1)
    assert values([one, other], joined)[HAPPENINGS] < values([one, other], apart)[HAPPENINGS]


def test_what_no_other_tells_of_is_a_happening_of_its_own() -> None:
    one = told((None, None, None))
    assert values([one], {a.key: n for n, a in enumerate(one.accounts)})[HAPPENINGS] == 1.0


def test_a_mention_that_the_reader_misses_is_counted_and_not_judged() -> None:
    one = told()
    kept = dict(list(one.marks.items())[:2])
    few = dataclasses.replace(one, accounts=one.accounts[:2], marks=kept)
    figures = values([few], {a.key: 1 for a in few.accounts})
    assert figures[UNMET] == pytest.approx(1 / 3)
    assert figures[HAPPENINGS] == 1.0


def test_links_put_accounts_together_from_the_threshold_on() -> None:
    one = told()
    first, second, _ = (a.key for a in one.accounts)
    key = (first, second) if first < second else (second, first)
    found = join_accounts(one.accounts, {key: 0.9}, 0.5)
    assert found[first] == found[second]
    assert len(set(join_accounts(one.accounts, {key: 0.2}, 0.5).values())) == 3
    gold = Situations(section="x", split="test", hash="h", situations=(one.situation,))
    section = measure_links(gold, [one], {key: 0.9}, 0.5)
    assert (section.documents, section.events, section.values()[HAPPENINGS]) == (3, 3, 1.0)


def test_situations_are_read_and_moved_into_one_week() -> None:
    (first, second) = tell([situation(("H1", "H1", "H2")), situation(("H1", "H1", "H2"), "another")])
    days = [a.published[0] for one in (first, second) for a in one.accounts if a.published]
    assert days
    assert max(days) - min(days) <= 9
    assert {m.happening for m in first.marks.values()} <= {"H1", "H2"}
