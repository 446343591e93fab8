"""Sentences and paragraphs, cut by what stands at the cut alone: the same words are cut the same anywhere."""

import re

__all__ = ["paragraphs_of", "sentences_of"]

ABBREVIATED = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "maj",
        "cpl",
        "brig",
        "adm",
        "st",
        "no",
        "vs",
        "etc",
        "gov",
        "sen",
        "rep",
        "rev",
        "jr",
        "sr",
        "co",
        "inc",
        "ltd",
        "fig",
        "op",
        "cf",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "u.s",
        "u.n",
        "u.k",
        "a.m",
        "p.m",
        "e.g",
        "i.e",
        "approx",
    ]
)
END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[^a-z\s])|[。！？؟۔।]+[”’」』）]*\s*|\n\s*")
WRAPPED = (60, 100)
"""Characters of a line that was broken because it was full: its end is no end of a sentence."""
LAST_WORD = re.compile(r"[^\s(\"'“‘]+$")


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text stand; headings and items of lists are sentences."""
    return _spans(text, [(m.start(), m.end()) for m in END.finditer(text) if _ends(text, m)])


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Return where the paragraphs of a text stand: what line breaks part, but those of full lines."""
    return _spans(text, [(m.start(), m.end()) for m in re.finditer(r"\n\s*", text) if _ends_line(text, m)])


def _spans(text: str, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ends = [cut[0] + len(text[cut[0] : cut[1]].rstrip()) for cut in cuts]
    starts = [len(text) - len(text.lstrip()), *(cut[1] for cut in cuts)]
    spans = zip(starts, [*ends, len(text)], strict=True)
    return [(start, start + length) for start, end in spans if (length := len(text[start:end].rstrip()))]


def _ends(text: str, match: re.Match[str]) -> bool:
    if "\n" in match[0]:
        return bool(match[0].strip()) or _ends_line(text, match)
    if match[0][0] != ".":
        return True
    before = LAST_WORD.search(text, max(0, match.start() - 12), match.start())
    word = before[0].lower() if before else ""
    return not (word in ABBREVIATED or (len(word) == 1 and word.isalpha()))


def _ends_line(text: str, match: re.Match[str]) -> bool:
    """Say whether a line break ends a sentence: not in the middle of one whose line was full."""
    line = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - 2 * WRAPPED[1]) : match.start()].rstrip()
    if match[0].count("\n") > 1 or line[-1:] in ".!?…:;\"'”’»)":
        return True
    length = len(line)
    return not WRAPPED[0] <= length <= WRAPPED[1]
