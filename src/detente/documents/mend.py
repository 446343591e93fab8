"""Mends mojibake (UTF-8 that was read as another encoding) where it is certain, and leaves all else as it is.

It goes word by word, so that good text beside broken text stays. A word is mended when at least one of its broken
characters can be nothing else; characters that may be broken or may be an accented capital before a quotation mark
("CAFÉ”") follow what the rest of their word shows, and stay where it shows nothing.
"""

import re

from detente.documents.document import Repair
from detente.documents.misread import PAGES, WORD_END, Page, Piece, pieces_of

__all__ = ["mend"]

WORD = re.compile(r"[^ \t\r\n]+")
MOST_ROUNDS = 4
"""How often one text may have gone through the wrong encoding; each round undoes one time."""
LONG_RUN = 3
"""Pieces in a row: so many are no accident, in whatever encoding."""
PLAIN = re.compile("[A-Za-z](?:[^A-Za-z]*[A-Za-z]){2}")
"""So many plain letters a word has beside a broken one before it is a word, and no formula ("n√π")."""
NEVER_ALONE = frozenset("×ØÙÚÛ")
"""What begins Hebrew and Arabic letters when misread, and stands before a sign in measures too ("3×½", "Ø±2")."""
RARE_CAPITALS = frozenset("ÃÂ")
"""Capitals that begin hardly any word, but most misread ones."""
LAST_LATIN = "\u036f"
CYRILLIC = frozenset(map(chr, range(0x400, 0x460)))
CONTROLS = re.compile("[\x80-\x9f]")
DASHES = frozenset("–—…")


def mend(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Return `text` with its certain mojibake mended, and each repair by where it stands in the new text."""
    if text.isascii():
        return text, ()
    words = list(WORD.finditer(text))
    mended = [None if w.group().isascii() else _mend_word(w.group()) for w in words]
    for k, word in enumerate(words):
        if _is_beside(mended, k) and not word.group().isascii():
            mended[k] = _mend_word(word.group(), beside=True)
    return _join(text, words, mended)


def _is_beside(mended: list[tuple[str, str] | None], k: int) -> bool:
    """Say whether a word beside number `k` turned out to be in another script: so is this one, then."""
    beside = (*mended[max(k - 1, 0) : k], *mended[k + 1 : k + 2])
    return any(new is not None and any(c.isalpha() and c > LAST_LATIN for c in new[0]) for new in beside)


def _join(
    text: str, words: list[re.Match[str]], mended: list[tuple[str, str] | None]
) -> tuple[str, tuple[Repair, ...]]:
    parts: list[str] = []
    repairs: list[Repair] = []
    at = length = 0
    for word, new in zip(words, mended, strict=True):
        if new is None:
            continue
        changed, rule = new
        start, stop, tail = _changed(word.group(), changed)
        kept = text[at : word.start() + start]
        parts += [kept, changed[start : len(changed) - tail]]
        begin = length + len(kept)
        length = begin + len(parts[-1])
        at = word.start() + stop
        repairs.append(Repair(start=begin, end=length, was=word.group()[start:stop], rule=rule))
    return "".join([*parts, text[at:]]), tuple(repairs)


def _changed(old: str, new: str) -> tuple[int, int, int]:
    """Return where the difference of two words starts, where it stops in the old, and how much is alike behind it."""
    most = min(len(old), len(new))
    start = next((k for k in range(most) if old[k] != new[k]), most)
    tail = next((k for k in range(most - start) if old[-1 - k] != new[-1 - k]), most - start)
    if start + tail == len(new):  # a repair has words to stand on: a character beside what went
        start, tail = (start, tail - 1) if tail else (start - 1, tail)
    return start, len(old) - tail, tail


def _mend_word(word: str, *, beside: bool = False) -> tuple[str, str] | None:
    """Return a word mended, with the rule; None where nothing of it is certainly broken."""
    names: list[str] = []
    now = word
    while len(names) < MOST_ROUNDS and not now.isascii():
        step = next(filter(None, (_undo(now, page, beside=beside) for page in PAGES)), None)
        if step is None:
            break
        now, name = step
        names.append(name)
    if not names or set(CONTROLS.findall(now)) - set(word):  # half undone is not undone
        return None
    return now, f"UTF-8 read as {', then as '.join(names)}"


def _undo(word: str, page: Page, *, beside: bool) -> tuple[str, str] | None:
    """Return a word with one misreading undone; None where it is not certain that there was one."""
    pieces = pieces_of(word, page)
    runs = _runs(pieces)
    sure = [p for run in runs if _is_sure(word, run, page, beside=beside) for p in run]
    if not sure:
        return None
    # letters of another script prove nothing of accents elsewhere in the word, and the other way round
    proven = {p.is_foreign for p in sure}
    certain = {p.start for p in sure}
    return _spliced(word, [p for p in pieces if p.start in certain or p.is_foreign in proven]), page.name


def _runs(pieces: list[Piece]) -> list[list[Piece]]:
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and runs[-1][-1].end == piece.start:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _spliced(word: str, pieces: list[Piece]) -> str:
    parts: list[str] = []
    at = 0
    for piece in pieces:
        parts += [word[at : piece.start], piece.target]
        at = piece.end
    return "".join([*parts, word[at:]])


def _is_sure(word: str, run: list[Piece], page: Page, *, beside: bool) -> bool:
    """Say whether a run of pieces can be nothing but misread characters."""
    proving = any(p.proves for p in run)
    if any(p.is_mark and p.proves for p in run) or (len(run) >= LONG_RUN and (proving or page.is_western)):
        return True
    if run[0].is_foreign:
        paired = len(run) > 1 or run[0].words[0] not in NEVER_ALONE
        return beside or (page.is_western and proving and paired)
    before, after = word[max(run[0].start - 1, 0) : run[0].start], word[run[-1].end : run[-1].end + 1]
    if page.is_western:
        twice = len(run) > 1 and run[0].words[0] in RARE_CAPITALS
        return proving or twice or _stands_inside(run[-1], before, after)
    return _mixes(run, before, after) and bool(PLAIN.search(word))


def _mixes(run: list[Piece], before: str, after: str) -> bool:
    """Say whether plain small letters touch what no word joins to them: Cyrillic, a capital, a sign."""
    lead, mark = run[0].words[0], run[-1].words[-1]
    if before.isascii() and before.islower():
        return lead.isupper() or not lead.isalpha()
    return after.isascii() and after.islower() and (lead in CYRILLIC or not mark.isalpha()) and mark not in WORD_END


def _stands_inside(piece: Piece, before: str, after: str) -> bool:
    """Say whether an accented capital and the mark behind it stand where good text has no capital."""
    lead, mark = piece.words[0], piece.words[-1]
    if not lead.isupper():
        return False
    if before.islower():
        return True
    if before.isupper():
        return mark == "™" and after.islower()  # "SÉ™" for "Sə": no trade mark goes on in small letters
    if lead in RARE_CAPITALS:
        return after.isalpha() or before.isdigit() or (mark == "\u00a0" and bool(before or after))
    return after.islower() and mark not in DASHES
