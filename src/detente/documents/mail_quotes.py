"""What the sender of a mail wrote, apart from what he answers and how he signs; what he forwards is what he sends."""

import re
from collections import Counter

__all__ = ["is_answer", "is_forward", "unfold_flowed", "without_list_notices", "without_quotes"]

ANSWER = re.compile(r"\s*(?:re|aw|sv|antw|odp|ynt|отв?)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
FORWARD = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|i|пересл|ilt)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
FORWARDED = re.compile(
    r"^[ \t>]*(?:-{2,}\s*Forwarded (?:message|by)\b.{0,80}|Begin forwarded message:"
    r"|-{2,}\s*Weitergeleitete Nachricht\b.{0,20})$",
    re.IGNORECASE | re.MULTILINE,
)
WROTE = r"wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|пишет|написал\(?а?\)?|yazdı"
INTRODUCTION = re.compile(rf"(?=.*[\d@])[^>].{{0,600}}\W(?:{WROTE})\b.{{0,40}}:")
OPENING = re.compile(r"(?:On|At|Am|Le|El|Il|Em|Op|Den|W dniu)\s")
MARKED_INTRODUCTION = re.compile(
    rf"(?:> ?)+(?:On|At|Am|Le|El|Il|Em|Op|Den)\s[^>\n]{{1,300}}\s(?:{WROTE})\b.{{0,40}}:\s*"
)
EXACT = re.compile(r"@|\d:\d\d|On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [\w ,]{4,30}\b\d{4}, (?!(?:the|an?)\b)")
"""What the introduction of a quoted mail states; where nothing else says that the mail answers one, it has to."""
PROSE = re.compile(r"(?:> ?)+[^\W\d_]\S*(?:\s+\S+){2}")
OUTLOOK = re.compile(
    r"^(?:-{2,}\s*Original Message\s*-{2,}|_{10,}\n+(?=From:)"
    r"|From:[ \t]\S[^\n]{0,300}\n+(?:Sent|Date):[ \t][^\n]{1,300}\n+To:)",
    re.IGNORECASE | re.MULTILINE,
)
SIGNATURE = re.compile(r"^--[ \t]?$", re.MULTILINE)
LIST_NOTICE = re.compile(
    r"(?:click here to )?(?:unsubscribe|manage (?:your )?(?:preferences|subscriptions?)"
    r"|(?:update|change) (?:your )?(?:e?mail )?preferences|view (?:this e?-?mail |it )?in (?:your|a) (?:web )?browser"
    r"|(?:forward to|send to) a friend|privacy policy)"
    r"(?: (?:here|now|from this list|at any time|https?://\S{1,500}))?",
    re.IGNORECASE,
)
"""A line that a mailing list adds, or several in one, with something between them."""
BETWEEN = re.compile(r"\s*(?:[|·•/]|\s-\s)\s*")
LONGEST_NOTICE = 300
LONGEST_SIGNATURE = 15
"""Lines that a signature has at most, where its mark stands without the space that makes it certain."""


def is_answer(subject: str | None, in_reply_to: str | None) -> bool:
    """Return whether a mail answers another."""
    return bool(ANSWER.match(subject or "") or in_reply_to)


def is_forward(subject: str | None, text: str) -> bool:
    """Return whether a mail passes another on."""
    return bool(FORWARD.match(subject or "") or FORWARDED.search(text))


def without_quotes(text: str, *, answer: bool, forward: bool) -> tuple[str, Counter[str]]:
    """Return a mail's text without what it quotes and its signature, and how much that was.

    What is forwarded stays, without the marks before its lines.
    """
    cut: Counter[str] = Counter()
    if forward:
        return "\n".join(_unmarked(line) for line in text.split("\n")), cut
    own = text
    if answer and (outlook := OUTLOOK.search(own)):
        cut["quoted mail"] += len(own) - outlook.start()
        own = own[: outlook.start()]
    own = _without_marked(own, cut, answer=answer)
    return _without_signature(own, cut), cut


def _without_marked(text: str, cut: Counter[str], *, answer: bool) -> str:
    """Cut lines marked as quoted, with the line that introduces them. A mark alone proves nothing: "> 500 fled"."""
    kept: list[str] = []
    blocks = _blocks(text)
    last = max((i for i, (marked, _) in enumerate(blocks) if marked), default=-1)
    for i, (marked, block) in enumerate(blocks):
        introduction = _introduction(kept, exact=not answer) if marked else 0
        introduced = introduction or MARKED_INTRODUCTION.fullmatch(block[0])
        if i == last and not introduced:
            introduced = _is_left_below(kept, block, [line for _, after in blocks[i + 1 :] for line in after])
        if not marked or not (answer or introduced):
            kept += block
            continue
        cut["quoted mail"] += sum(len(line) + 1 for line in (*block, *kept[len(kept) - introduction :]))
        del kept[len(kept) - introduction :]
    return "\n".join(kept)


def _is_left_below(before: list[str], block: list[str], after: list[str]) -> bool:
    """Return whether marked lines are what a mail program leaves below an answer: prose, set apart, up to the end.

    What a colon announces the sender quotes himself.
    """
    said = [line for line in before if line.strip()]
    apart = len(said) > 0 and not before[-1].strip() and not said[-1].rstrip().endswith(":")
    ends = SIGNATURE.match("\n".join(after).lstrip("\n")) or not any(map(str.strip, after))
    return bool(apart and ends and PROSE.match(block[0]))


def _blocks(text: str) -> list[tuple[bool, list[str]]]:
    """Return the lines of a text in runs that are marked as quoted and runs that are not."""
    blocks: list[tuple[bool, list[str]]] = []
    for line in text.split("\n"):
        marked = line.startswith(">")
        if not blocks or blocks[-1][0] != marked:
            blocks.append((marked, []))
        blocks[-1][1].append(line)
    return blocks


def _introduction(lines: list[str], *, exact: bool) -> int:
    """Return how many of the last lines say whose words follow."""
    blank = next((n for n, line in enumerate(reversed(lines)) if line.strip()), len(lines))
    end = len(lines) - blank
    said = {length: " ".join(map(str.strip, lines[end - length : end])) for length in range(1, min(3, end) + 1)}
    fit = [n for n, text in said.items() if INTRODUCTION.fullmatch(text) and (not exact or EXACT.search(text))]
    opened = [length for length in fit if OPENING.match(said[length])]
    return next(iter(opened or fit)) + blank if fit else 0


def without_list_notices(text: str) -> tuple[str, int]:
    """Return a text without the notices of a mailing list at its end, and how many characters they were."""
    lines = text.rstrip().split("\n")
    while lines and (not lines[-1].strip() or _is_list_notice(lines[-1])):
        lines.pop()
    kept = "\n".join(lines)
    cut = len(text.rstrip()) - len(kept)
    return (kept, cut) if kept and cut else (text, 0)


def _is_list_notice(line: str) -> bool:
    parts = [part for part in BETWEEN.split(line.strip()) if part] if len(line) <= LONGEST_NOTICE else []
    return bool(parts) and all(LIST_NOTICE.fullmatch(part.rstrip(" .")) for part in parts)


def _without_signature(text: str, cut: Counter[str]) -> str:
    for mark in SIGNATURE.finditer(text):
        certain = mark[0] == "-- "
        if certain or text.count("\n", mark.start()) <= LONGEST_SIGNATURE:
            cut["signature"] += len(text) - mark.start()
            return text[: mark.start()]
    return text


def _unmarked(line: str) -> str:
    return re.sub(r"^(?:> ?)+", "", line)


def unfold_flowed(text: str, *, delete_space: bool) -> str:
    """Return a text of `format=flowed` with each paragraph on one line (RFC 3676)."""
    out: list[str] = []
    depth, open_line = 0, False
    for line in text.split("\n"):
        quoted, plain = len(line) - len(line.lstrip(">")), line.lstrip(">")
        plain = plain.removeprefix(" ")
        flows = plain.endswith(" ") and plain != "-- "
        content = plain[:-1] if flows and delete_space else plain
        if open_line and quoted == depth and plain != "-- ":
            out[-1] += content
        else:
            out.append(">" * quoted + (" " if quoted else "") + content)
        depth, open_line = quoted, flows
    return "\n".join(out)
