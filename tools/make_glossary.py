"""Writes the words of the desk into docs/glossary.md, from the file that the desk's own page is made of.

python tools/make_glossary.py [--check]
"""

import sys
from pathlib import Path

from detente.knowledge.glossary import Term, glossary

__all__ = ["PAGE", "section", "written"]

PAGE = Path(__file__).parents[1] / "docs" / "glossary.md"
BEGIN, END = "<!-- words of the desk -->", "<!-- end of the words of the desk -->"


def section() -> str:
    """Return the words of the desk as the page has them."""
    lines = [BEGIN]
    for group in glossary():
        lines += ["", f"### {group.name}", "", *map(_line, group.terms)]
    return "\n".join([*lines, "", END])


def _line(one: Term) -> str:
    return f"- **{one.term}** – {one.means}"


def written(page: str) -> str:
    """Return the page with its words of the desk written anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{section()}{after}"


if __name__ == "__main__":
    old = PAGE.read_text("utf-8")
    if "--check" not in sys.argv:
        PAGE.write_text(written(old), "utf-8")
    elif written(old) != old:
        sys.exit("docs/glossary.md is behind the words of the desk; tools/make_glossary.py writes it")
