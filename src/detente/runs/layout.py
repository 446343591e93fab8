"""What lies where in a run's folder."""

__all__ = [
    "ASIDE",
    "CUT",
    "CUT_NOTE",
    "INPUTS",
    "LOCK",
    "MANIFEST",
    "PLAN",
    "SIZE",
    "TABLES",
    "UNKNOWN",
    "marker_of",
    "part_of",
    "piece_of",
]

TABLES = ("documents", "claims", "events", "mentions")
UNKNOWN = "unknown"
"""The month of what came out on a day that nobody knows."""
PLAN = "plan.json"
"""The plan as it was understood, with the versions of all stages: a second run with another is refused."""
INPUTS = "inputs.jsonl"
"""The files that the run is cut from, a line each, with their sizes and what tells that one is another now."""
CUT = "shards.jsonl"
"""The shards, a line each: cut once, before the first is read."""
CUT_NOTE = "cut.json"
"""How many shards were cut, and the SHA-256 of their list: a list that lost its end is told."""
SIZE = "shard-size.json"
"""How large the shards are, and who decided it."""
MANIFEST = "manifest.json"
"""What came in and out, written last: a run that has it is whole."""
LOCK = "lock"
"""Held by the process that drives the run."""
ASIDE = "aside.jsonl"
"""The documents that were set aside, with their reasons, in the order of the input."""


def piece_of(shard: int, table: str) -> str:
    """Return where a shard's rows of a table lie until months are put together."""
    return f"shards/{shard:08d}/{table}.arrow"


def marker_of(shard: int) -> str:
    """Return the file that says that a shard is finished; it is written last, in one go."""
    return f"shards/{shard:08d}/done.json"


def part_of(table: str, month: str, part: int) -> str:
    """Return a file of the rows of a month ("2019-04", or "unknown" where no day of publication is known)."""
    return f"{table}/month={month}/part-{part:05d}.parquet"
