"""Writes how well the measured trend does into the file that ships, from the table that stands in its explanation.

    python tools/ship_trend.py

The table is what `tools/measure_trend.py` printed (docs/explanation/trend.md). A test holds that both say the same.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "trend.md"
SHIPPED = Path(__file__).parents[1] / "src/detente/knowledge/data/accuracy/trend.json"
HEAD = "| series | weeks | settings |"
FIELDS = ("series", "weeks", "settings", "covers", "where_told", "falling", "rising", "worst", "too_little")


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of the table, as they stand there."""
    lines = text[text.index(HEAD) :].splitlines()[2:]
    table = [re.split(r"\s*\|\s*", line.strip("| ")) for line in lines[: lines.index("")]]
    return [dict(zip(FIELDS, row, strict=False)) for row in table]


def shipped(text: str) -> dict[str, Any]:
    """Return the file's content."""
    source = "tools/measure_trend.py, over series made with a trend that is known"
    return {"_about": {"source": source, "licence": "Apache-2.0", "version": "1"}, "rows": rows_of(text)}


def main() -> int:
    """Write the file."""
    content = shipped(PAGE.read_text(encoding="utf-8"))
    SHIPPED.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
