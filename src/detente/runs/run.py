"""A run from its plan to its manifest: cut once, read shard by shard, put together by month."""

import contextlib
import datetime as dt
import functools
import time
from collections import Counter
from collections.abc import Iterator

import msgspec

from detente.core.errors import DetenteError, OutputError
from detente.runs.alone import alone
from detente.runs.assembling import Joined, PartTask, part_tasks, put_together
from detente.runs.bundle import READS, Reads
from detente.runs.engine import RunsTasks, TasksLost
from detente.runs.file_names import show_name
from detente.runs.folder import Folder
from detente.runs.kept import (
    agree,
    agree_on_cut,
    agree_on_inputs,
    count_shards,
    cut_once,
    done_shards,
    finished,
    kept_inputs,
    kept_shards,
    kept_size,
)
from detente.runs.layout import ASIDE, CUT, MANIFEST, TABLES, marker_of
from detente.runs.local import LocalEngine
from detente.runs.manifest import Manifest, Sums, manifest_of
from detente.runs.metrics import serve_metrics
from detente.runs.plan import Plan
from detente.runs.plan_file import check_plan
from detente.runs.progress import Counts, Watch
from detente.runs.shard import Shard
from detente.runs.shard_work import ShardTask, get_ready, run_task
from detente.runs.sources import Found, find_inputs
from detente.runs.written import check_again, tasks_of, wrong_parts

__all__ = ["OURS", "run"]

OURS = frozenset({"crashed", "took_too_long", "too_much_memory", "failed"})
"""Codes of documents that may be read after all, by another version or a larger machine."""
MOST_SHOWN = 5


def run(
    plan: Plan,
    *,
    again_aside: bool = False,
    watch: Watch | None = None,
    engine: RunsTasks | None = None,
    reads: Reads = READS,
) -> Manifest:
    """Carry out a plan, or what is left of it, and return the manifest; a run that is whole is not done again.

    Its tables are held against its manifest, and what is gone or damaged is put together again from the pieces.

    `again_aside` reads the shards again in which documents were set aside for what they did to the reader. `watch` is
    told how far it is after each shard. `engine` is used in place of the plan's, and not closed.
    Raises `UsageError` for a plan, a folder or inputs that cannot be used, `OutputError` for a disk that cannot be
    written, `FetchFailed` for an input that cannot be had, `DetenteError` for shards that ended their workers: what
    is done stays in each case.
    """
    check_plan(plan)
    store = Folder(plan.output)
    found = find_inputs(plan)  # before the folder is made: a plan with a wrong address takes none
    with alone(store):
        begun = _Run(plan, store, reads, found)
        begun.prepare(again_aside=again_aside)
        kept = _kept_manifest(store) if store.exists(MANIFEST) else None
        wrong = wrong_parts(store, kept.parts) if kept is not None else {}
        if kept is not None and not wrong:
            return kept
        with serve_metrics(plan.metrics_port, workers=plan.workers) as meter:
            watches = [one for one in (watch, meter) if one is not None]
            with _engine(plan, engine) as tasks:
                if kept is not None:
                    return begun.mend(tasks, watches, kept, wrong)
                begun.read(tasks, watches)
                return begun.put_together(tasks, watches)


def _kept_manifest(store: Folder) -> Manifest:
    try:
        return msgspec.json.decode(store.read(MANIFEST), type=Manifest)
    except msgspec.DecodeError as error:
        message = f"{MANIFEST} in {store.address} is damaged ({error}); remove it, and start the run again"
        raise OutputError(message) from error


@contextlib.contextmanager
def _engine(plan: Plan, given: RunsTasks | None) -> Iterator[RunsTasks]:
    if given is not None:
        yield given
        return
    made = _made(plan)
    try:
        yield made
    finally:
        made.close()


def _made(plan: Plan) -> RunsTasks:
    if plan.engine == "ray":
        from detente.runs.on_ray import RayEngine

        return RayEngine(workers=plan.workers, address=plan.address)
    return LocalEngine(workers=plan.workers)


class _Run:
    """One start of a run, by the only process that drives it."""

    def __init__(self, plan: Plan, store: Folder, reads: Reads, found: Found) -> None:
        self._plan, self._store, self._reads, self._found = plan, store, reads, found
        self._began = time.monotonic()
        self._counts = Counts()

    def prepare(self, *, again_aside: bool) -> None:
        """See that the folder is this run's, and cut the input where it was not."""
        agree(self._store, self._plan, self._reads)
        self._store.sweep()
        if self._store.exists(CUT):
            agree_on_cut(self._store)
            agree_on_inputs(self._store, self._found.inputs)
        else:
            cut_once(self._store, self._plan, self._found.inputs)
        if again_aside:
            self._forget_aside()

    def _forget_aside(self) -> None:
        """Remove the markers of shards in which documents were set aside for what they did to the reader."""
        for done in done_shards(self._store, sorted(finished(self._store))):
            if any(one.code in OURS for one in done.aside):
                self._store.remove(MANIFEST)
                self._store.remove(marker_of(done.number))

    def read(self, engine: RunsTasks, watches: list[Watch]) -> None:
        """Read the shards that are not done."""
        store, counts = self._store, self._counts
        ready = finished(store)
        counts.pieces = count_shards(store)
        for done in done_shards(store, sorted(ready)):
            counts.note(done, earlier=True)
        self._tell(watches)
        tasks = (
            ShardTask(plan=self._plan, shard=shard, reads=self._reads)
            for shard in kept_shards(store)
            if shard.number not in ready
        )
        prepare = functools.partial(get_ready, self._plan.bounds, self._reads)
        try:
            if len(ready) < counts.pieces:
                for done in engine.run(run_task, tasks, prepare=prepare):
                    counts.note(done)
                    self._tell(watches)
        except TasksLost as lost:
            raise _lost(lost) from lost

    def put_together(self, engine: RunsTasks, watches: list[Watch]) -> Manifest:
        """Put the parts of all tables together, and write the manifest."""
        store, sums = self._store, Sums(passed=Counter(self._found.passed))
        agree_on_inputs(store, find_inputs(self._plan).inputs)  # one that changed meanwhile was read in part
        with store.writing(ASIDE) as aside:
            done = done_shards(store, range(count_shards(store)))
            tasks = part_tasks(store, sums.over(done, aside))
        parts = self._join(engine, tasks, watches)
        manifest = manifest_of(
            self._plan,
            self._reads,
            inputs=kept_inputs(store),
            size=kept_size(store),
            sums=sums,
            parts=parts,
            seconds=time.monotonic() - self._began,
            ended=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        )
        self._remove_other_parts(manifest)
        store.write(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
        return manifest

    def mend(self, engine: RunsTasks, watches: list[Watch], manifest: Manifest, wrong: dict[str, str]) -> Manifest:
        """Put parts of a run that was whole together again, which are gone or damaged, and return its manifest."""
        store, shards = self._store, range(manifest.shards)
        lost = len(set(shards) - finished(store))
        tasks = tasks_of(store, wrong, lost=lost, tasks=lambda: part_tasks(store, done_shards(store, shards)))
        check_again(store, manifest.parts, self._join(engine, tasks, watches), wrong)
        return manifest

    def _join(self, engine: RunsTasks, tasks: list[PartTask], watches: list[Watch]) -> list[Joined]:
        self._counts.turn_to("putting together", len(tasks))
        parts: list[Joined] = []
        for part in engine.run(put_together, tasks) if tasks else ():
            parts.append(part)
            self._counts.note_piece()
            self._tell(watches)
        return parts

    def _remove_other_parts(self, manifest: Manifest) -> None:
        """Remove files of tables that an earlier end of this run wrote and this one has no rows for."""
        mine = {part.name for part in manifest.parts}
        for table in TABLES:
            for name in self._store.names(table):
                if name not in mine:
                    self._store.remove(name)

    def _tell(self, watches: list[Watch]) -> None:
        progress = self._counts.progress()
        for watch in watches:
            watch(progress)


def _lost(lost: TasksLost) -> DetenteError:
    shards = [task.shard for task in lost.tasks if isinstance(task, ShardTask)]
    told = "; ".join(_told(shard) for shard in shards[:MOST_SHOWN])
    more = f"; and {len(shards) - MOST_SHOWN:,} more" if len(shards) > MOST_SHOWN else ""
    message = (
        f"{len(shards):,} shards ended their workers each time they were tried ({lost.reason}): {told}{more}. "
        "All others are done and stay; look at memory and at what ends processes, and start the run again: it tries "
        "these once more"
    )
    return DetenteError(message)


def _told(shard: Shard) -> str:
    """Return which documents a shard is: files, and bytes or rows of them."""
    first, last = shard.spans[0], shard.spans[-1]
    where = show_name(first.address) + (f" from {first.start:,}" if first.start is not None else "")
    until = f" to {show_name(last.address)}" if last.address != first.address else ""
    end = f" to {last.end:,}" if last.end is not None else ""
    return f"shard {shard.number:,} ({where}{until}{end})"
