"""How well accounts are put together into happenings, over situations of which every mention is marked.

All situations are put into one week: in life, too, many things happen on one day, and dates alone must not part them.
Only accounts that stand at a mark are judged: what the reader does not find is a figure of its own.
"""

import datetime as dt
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from detente.documents.packet import Packet
from detente.evaluate.clusters import Mark, Report, Situation, label_accounts
from detente.evaluate.figures import ALIKE, ALONE, EVERY, HAPPENINGS, MERGED, PAIRS, UNMET, figures_of
from detente.evaluate.measure import Section
from detente.evaluate.situations import Situations
from detente.evaluate.tally import UNIT, Tally
from detente.incidents.account import Account
from detente.incidents.blocking import candidates
from detente.incidents.clustering import Links, cluster
from detente.incidents.families import FAMILIES
from detente.incidents.from_reading import accounts_of
from detente.incidents.glance import worth_weighing
from detente.incidents.rivals import weigh_rivals
from detente.incidents.scoring import Weights, default_weights, weigh_pairs
from detente.pipeline.outcomes import lines_of

__all__ = ["Told", "join_accounts", "link_accounts", "measure_happenings", "measure_links", "tally_happenings", "tell"]

MONDAY = dt.date(2021, 3, 1).toordinal()
DAYS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A situation as the reader reads it: its accounts, and by their keys the marks that those stand at."""

    situation: Situation
    accounts: tuple[Account, ...]
    marks: Mapping[str, Mark]
    refused: int = 0
    """Reports that there is no reading of."""


def tell(
    situations: Sequence[Situation], *, workers: int = 1, advance: Callable[[int], object] = bool
) -> Iterator[Told]:
    """Read the reports of situations as `detente read` does, and yield what is told, situation by situation."""
    reports = [report for situation in situations for report in situation.reports]
    packets = (Packet(name=r.id, suffix=".jsonl", data=_packed(r)) for r in reports)
    lines = lines_of(packets, workers=workers)
    for situation in situations:
        accounts: list[Account] = []
        refused = 0
        for report in situation.reports:
            line = next(lines)
            advance(line.taken)
            refused += line.is_error
            if not line.is_error:
                accounts += accounts_of(json.loads(line.data), document=report.id)
        marks = label_accounts(accounts, {r.id: r.marks for r in situation.reports})
        yield Told(situation=situation, accounts=_of_one_week(situation, accounts), marks=marks, refused=refused)


def _packed(report: Report) -> bytes:
    fields = {"id": report.id, "text": report.text, "published": report.published}
    more = {"title": report.title, "publisher": report.publisher}
    return json.dumps(fields | {name: value for name, value in more.items() if value}, ensure_ascii=False).encode()


def _of_one_week(situation: Situation, accounts: Sequence[Account]) -> tuple[Account, ...]:
    """Return accounts with all days moved, so that the situation's first report comes out in the one week."""
    first = min(dt.date.fromisoformat(report.published).toordinal() for report in situation.reports)
    by = MONDAY + zlib.crc32(situation.id.encode()) % DAYS - first
    return tuple(_moved(account, by) for account in accounts)


def _moved(account: Account, by: int) -> Account:
    when, published = account.when, account.published
    return replace(
        account,
        when=when and replace(when, first=when.first + by, last=when.last + by),
        published=published and (published[0] + by, published[1] + by),
    )


def join_accounts(accounts: Sequence[Account], links: Links, threshold: float) -> dict[str, int]:
    """Return the number of each account's cluster, by its key."""
    weighed = weigh_rivals(links, {account.key: account.document for account in accounts})
    clusters = cluster([account.key for account in accounts], weighed, threshold=threshold)
    return {key: number for number, members in enumerate(clusters) for key in members}


def link_accounts(told: Sequence[Told], weights: Weights) -> dict[tuple[str, str], float]:
    """Return how likely the pairs worth weighing among all accounts are one happening, by their keys in order."""
    import numpy as np

    accounts = [account for one in told for account in one.accounts]
    numbers = np.array([*candidates(accounts)], dtype=np.int64).reshape(-1, 2).T
    kept = zip(*(some.tolist() for some in worth_weighing(accounts, numbers[0], numbers[1], weights)), strict=True)
    pairs = [tuple(sorted((accounts[i], accounts[j]), key=lambda account: account.key)) for i, j in kept]
    weighed = weigh_pairs(((one, other) for one, other in pairs), weights)
    return {(one.key, other.key): found.likelihood for (one, other), found in zip(pairs, weighed, strict=True)}


def measure_happenings(gold: Situations, told: Sequence[Told]) -> Section:
    """Measure how the accounts of a section are put together by the weights that the package carries."""
    weights = default_weights()
    return measure_links(gold, told, link_accounts(told, weights), weights.threshold)


def measure_links(gold: Situations, told: Sequence[Told], links: Links, threshold: float) -> Section:
    """Measure the happenings of a section as these links put its accounts together."""
    accounts = [account for one in told for account in one.accounts]
    tallies = tally_happenings(told, join_accounts(accounts, links, threshold))
    return Section(
        name=gold.section,
        split=gold.split,
        hash=gold.hash,
        documents=sum(len(one.situation.reports) for one in told),
        events=sum(len(one.marks) for one in told),
        pairs=0,
        refused=sum(one.refused for one in told),
        figures=figures_of(tallies),
    )


def tally_happenings(told: Sequence[Told], found: Mapping[str, int]) -> list[Tally]:
    """Count every situation: its accounts against the clusters found, over all situations together."""
    sizes = Counter(found[key] for one in told for key in one.marks)
    whole = Counter(found[account.key] for one in told for account in one.accounts)
    tallies = [_tally(one, found, sizes) for one in told]
    for one, tally in zip(told, tallies, strict=True):
        tally.update(_every(one, found, whole))
    return tallies


def _tally(told: Told, found: Mapping[str, int], sizes: Mapping[int, int]) -> Tally:
    gold = {key: mark.happening or key for key, mark in told.marks.items()}
    both = Counter((gold[key], found[key]) for key in gold)
    golds = Counter(gold.values())
    tally = Tally()
    for (happening, number), count in both.items():
        tally[HAPPENINGS, "", "precise"] += round(UNIT * count * count / sizes[number])
        tally[HAPPENINGS, "", "recalled"] += round(UNIT * count * count / golds[happening])
    for label, what in ((label, what) for label in ("", ALONE) for what in ("given", "gold")):
        tally[HAPPENINGS, label, what] += len(gold)
    tally[HAPPENINGS, ALONE, "precise"] += UNIT * len(gold)
    tally[HAPPENINGS, ALONE, "recalled"] += UNIT * len(golds)
    tally[PAIRS, "", "right"] += sum(map(_pairs, both.values()))
    tally[PAIRS, "", "gold"] += sum(map(_pairs, golds.values()))
    tally[PAIRS, "", "given"] += sum(
        _pairs(n) + n * (sizes[number] - n) // 2 for number, n in Counter(found[key] for key in gold).items()
    )
    tally.update(_merged(told, found))
    met = {(mark.start, mark.end, key) for mark, key in _standing(told)}
    tally[UNMET, "", "all"] += sum(len(report.marks) for report in told.situation.reports)
    tally[UNMET, "", "wrong"] += sum(len(report.marks) for report in told.situation.reports) - len(met)
    return tally


def _every(told: Told, found: Mapping[str, int], whole: Mapping[int, int]) -> Tally:
    """Count a situation as coreference is scored: a mention without an account is missed, one without a mark is wrong.

    Where several accounts stand at one mark, the first is the mention's, and the others are wrong.
    """
    at: dict[tuple[str, int], str] = {}
    for account in told.accounts:
        if account.key in told.marks:
            at.setdefault((account.document, told.marks[account.key].start), account.key)
    happening = {key: told.marks[key].happening or key for key in at.values()}
    marks = [mark for report in told.situation.reports for mark in report.marks]
    golds = Counter(mark.happening for mark in marks)
    tally = Tally()
    for (one, number), count in Counter((happening[key], found[key]) for key in happening).items():
        tally[HAPPENINGS, EVERY, "precise"] += round(UNIT * count * count / whole[number])
        tally[HAPPENINGS, EVERY, "recalled"] += round(UNIT * count * count / golds.get(one, 1))
    tally[HAPPENINGS, EVERY, "given"] += len(told.accounts)
    tally[HAPPENINGS, EVERY, "gold"] += len(marks)
    return tally


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _standing(told: Told) -> Iterator[tuple[Mark, str]]:
    """Yield each mark that an account stands at, with the account's document."""
    for account in told.accounts:
        if account.key in told.marks:
            yield told.marks[account.key], account.document


def _merged(told: Told, found: Mapping[str, int]) -> Tally:
    """Count the pairs of happenings told as news in one situation, and those of them that share a cluster."""
    clusters: defaultdict[str, set[int]] = defaultdict(set)
    families: defaultdict[str, set[str]] = defaultdict(set)
    for account in told.accounts:
        mark = told.marks.get(account.key)
        if mark is not None and mark.happening is not None and not mark.recalled:
            clusters[mark.happening].add(found[account.key])
            families[mark.happening].add(FAMILIES[account.type])
    tally = Tally()
    for one, other in combinations(clusters, 2):
        wrong = not clusters[one].isdisjoint(clusters[other])
        names = (MERGED,) if families[one].isdisjoint(families[other]) else (MERGED, ALIKE)
        for name in names:
            tally[name, "", "all"] += 1
            tally[name, "", "wrong"] += wrong
    return tally
