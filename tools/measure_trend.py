"""Measures the measured trend on series made with a trend that is known.

    python tools/measure_trend.py [--family report] [--runs 200] [--falls 60] [--times 1] [--seed N] [--steps]

For each kind of series: how often the interval covers the truth, of all that can be fitted and of those that do not say
too little; how often it is called falling, or rising, where nothing changes, by a slope or by a step; how often it says
too little; how often a fall of 3, 6 and 10 per cent a week is seen; how often steps are told where there are none. The
method was chosen on the family `tuning`; `report` is for the figures.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from trend_made import Setting, changed, make, report, step_day, tuning

from detente.registry.ceasefires.trend.trend import Trend, trend_of

FAMILIES = {"tuning": (tuning, 1), "report": (report, 20_000)}
FALLS = (0, -3, -6, -10)
FEW = 12
LEAST_OF_A_STEP = 8.0
"""Counted in a week, from which steps are asked for."""
HEAD = (
    "series",
    "weeks",
    "settings",
    "covers",
    "where told",
    "falling",
    "rising",
    "worst",
    "too little",
    "-3 %",
    "-6 %",
    "-10 %",
    "as step",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What came of the runs of one setting at one change a week."""

    setting: Setting
    percent: int
    runs: int
    told: Counter[str]

    def with_more(self, other: "Score") -> "Score":
        """Return this score with further runs of the same setting."""
        return replace(self, runs=self.runs + other.runs, told=self.told + other.told)

    def share(self, *names: str, of: str | None = None) -> float:
        """Return how many of a hundred runs gave any of these, of all or of those that gave another."""
        whole = self.told[of] if of else self.runs
        return 100 * sum(self.told[name] for name in names) / whole if whole else math.nan


def main() -> None:
    """Measure every setting, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--family", choices=FAMILIES, default="report")
    parser.add_argument("--runs", type=int, default=200, help="runs of each setting where nothing changes")
    parser.add_argument("--falls", type=int, default=60, help="runs of each setting at each fall")
    parser.add_argument("--times", type=int, default=1, help="so many times, with other seeds; a table after each")
    parser.add_argument("--steps", action="store_true", help="measure how true steps are told instead")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    settings, seed = FAMILIES[given.family]
    if given.steps:
        for row in steps(settings(), runs=given.falls, seed=given.seed or seed):
            print("| " + " | ".join(row) + " |")
        return
    jobs = [(setting, percent) for setting in settings() for percent in FALLS]
    runs = [given.falls if percent else given.runs for _, percent in jobs]
    scores: list[Score] = []
    with ProcessPoolExecutor(given.workers) as pool:
        for time in range(given.times):
            first = (given.seed or seed) + time * len(jobs)
            asked = [(*job, some, first + n) for n, (job, some) in enumerate(zip(jobs, runs, strict=True))]
            new = list(pool.map(_measured, asked, chunksize=4))
            scores = [one.with_more(other) for one, other in zip(scores, new, strict=True)] if scores else new
            for row in table(scores):
                print("| " + " | ".join(row) + " |", flush=True)


def _measured(asked: tuple[Setting, int, int, int]) -> Score:
    setting, percent, runs, seed = asked
    return measure(setting, percent, runs=runs, seed=seed)


def measure(setting: Setting, percent: int, *, runs: int, seed: int) -> Score:
    """Return what so many runs of a setting come to, at a change of so many per cent a week."""
    chance = np.random.default_rng(seed)
    own = changed(setting, percent)
    told: Counter[str] = Counter()
    for _ in range(runs):
        told.update(_named(trend_of(make(own, chance)), percent))
    return Score(setting=setting, percent=percent, runs=runs, told=told)


def _named(trend: Trend, percent: float) -> Iterator[str]:
    yield trend.outcome
    if trend.direction:
        yield f"towards {trend.direction}"
    if trend.change is not None:
        yield "interval"
        if trend.change.low <= percent <= trend.change.high:
            yield "covers"
        if trend.outcome != "too little to say":
            yield "told"
            if trend.change.low <= percent <= trend.change.high:
                yield "told and covers"


def table(scores: Sequence[Score]) -> Iterator[Sequence[str]]:
    """Yield the table's rows: by kind of series and number of weeks, and all."""
    yield HEAD
    yield ["---"] * len(HEAD)
    held: defaultdict[tuple[str, str], list[Score]] = defaultdict(list)
    for score in scores:
        few = "to 12" if score.setting.weeks <= FEW else "13 to 26"
        held[score.setting.name, few].append(score)
    for (name, weeks), some in held.items():
        yield _row(name, weeks, some)
    yield _row("all", "8 to 26", scores)


def _row(name: str, weeks: str, scores: Sequence[Score]) -> list[str]:
    level = [score for score in scores if score.percent == 0]
    covered = sum(score.told["covers"] for score in scores) / max(1, sum(score.told["interval"] for score in scores))
    told = sum(score.told["told and covers"] for score in scores) / max(1, sum(score.told["told"] for score in scores))
    lows = [score.share("covers", of="interval") for score in scores if 2 * score.told["interval"] >= score.runs]
    power = [_mean(s.share("towards falling") for s in scores if s.percent == percent) for percent in FALLS[1:]]
    return [
        name, weeks, str(len(level)), f"{100 * covered:.1f} (least {min(lows, default=math.nan):.0f})",
        f"{100 * told:.1f}",
        f"{_mean(s.share('towards falling') for s in level):.1f}",
        f"{_mean(s.share('towards rising') for s in level):.1f}",
        f"{max(s.share('towards falling') for s in level):.1f}",
        f"{_mean(s.share('too little to say') for s in scores):.0f}",
        *(f"{one:.0f}" for one in power),
        f"{_mean(s.share('in steps') for s in scores):.1f}",
    ]  # fmt: skip


def steps(settings: Iterable[Setting], *, runs: int, seed: int) -> Iterator[Sequence[str]]:
    """Yield a table of how a level that falls to 0.45 or to 0.25 in the middle is told."""
    yield "series", "to", "runs", "as one step", "its day within", "as falling", "no trend or too little"
    yield ["---"] * 7
    wanted = [one for one in settings if one.weeks > FEW and one.level * (7 if one.daily else 1) >= LEAST_OF_A_STEP]
    for name in dict.fromkeys(one.name for one in wanted):
        for factor in (0.45, 0.25):
            some = [replace(one, step=factor) for one in wanted if one.name == name]
            told = sum((_stepped(one, runs, seed + n) for n, one in enumerate(some)), Counter[str]())
            whole = runs * len(some)
            yield [
                name, f"{factor}", str(whole), f"{100 * told['one step'] / whole:.0f}",
                f"{100 * told['within'] / max(1, told['one step']):.0f}", f"{100 * told['falling'] / whole:.0f}",
                f"{100 * (told['no trend seen'] + told['too little to say']) / whole:.0f}",
            ]  # fmt: skip


def _stepped(setting: Setting, runs: int, seed: int) -> "Counter[str]":
    chance = np.random.default_rng(seed)
    told: Counter[str] = Counter()
    for _ in range(runs):
        found = trend_of(make(setting, chance))
        told[found.outcome] += 1
        if len(found.steps) == 1:
            told["one step"] += 1
            told["within"] += found.steps[0].between.first <= step_day(setting) <= found.steps[0].between.last
    return told


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


if __name__ == "__main__":
    main()
