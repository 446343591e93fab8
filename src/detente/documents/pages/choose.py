"""Chooses of a page's blocks those that are its main text, and says of each other block what it is."""

import re
from collections.abc import Iterable, Sequence

from detente.documents.pages.blocks import Block, Room
from detente.documents.pages.dates import day_on_line
from detente.documents.pages.kinds import kind_of_heading, kind_of_text

__all__ = ["TITLE", "choose_main", "is_prose", "title_block"]

TITLE, OUTSIDE, REPEATED = "title", "outside the main text", "repeated text"
PROSE_LENGTH, PROSE_WORDS = 40, 8
"""Code points and words from which on a block may be prose."""
UNSPACED = "\u0e00"
MOST_LINKED = 0.5
"""The share of a block that may be links, where it is text; what is more is a list of links."""
HOLDS = 0.75
"""The share of a page's prose that the room of its main text holds."""
VALVE = 0.6
"""The share of a page's prose that is never taken for a menu or a box, whatever its class says."""
NOT_VALVED = frozenset({"consent notice", "reader comments", "paywall notice"})
VOTED = 3.0
"""What a letter weighs that the other extraction took as well, against one that only this pass saw."""
END = re.compile(r"[.!?:;…\"”»’')\]]$")
BARE = re.compile(r"[\W_]+")
TIME = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,5})?", re.IGNORECASE)
ENDS_WITHOUT = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SHORT_HEADING = 200
DAY_LETTERS = 40
"""Letters that a line beside its day may have and still be no text: the agency, the place, the weekday."""
LEAST_TIMES = 2
LINE_TAGS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "button", "label", "br", "dt", "dd"})
BOXED = frozenset({"newsletter box", "invitation to subscribe", "paywall notice", "consent notice", "comments notice"})
PULLED = re.compile(r"(?:^|[^a-z])(?:pull|quote|pullquote|callout|highlight)(?:[^a-z]|$)", re.IGNORECASE)
LEAST_REPEATED, MOST_PULLED = 20, 200


def choose_main(blocks: Sequence[Block], rooms: Sequence[Room], *, taken: str, title: str) -> list[str | None]:
    """Return for each block None where it is main text, else what it is.

    `taken` is what another extraction took for the main text; its vote counts, and neither has the last word.
    """
    kinds = _kinds(blocks, rooms)
    votes = _votes(blocks, taken)
    weights = [_weight(block, kind, vote) for block, kind, vote in zip(blocks, kinds, votes, strict=True)]
    inside = _rooms_inside(rooms, _region(blocks, rooms, weights))
    headline = title_block(blocks, kinds, title)
    first = min((i for i, b in enumerate(blocks) if b.room in inside and weights[i]), default=0)
    start = headline if headline is not None and sum(weights[:headline]) <= (1 - HOLDS) * sum(weights) else None
    after = -1 if start is None else start
    found = [
        _verdict(block, kind, vote, near=i > after and (block.room in inside or (start is not None and i < first)))
        for i, (block, kind, vote) in enumerate(zip(blocks, kinds, votes, strict=True))
    ]
    if headline is not None:
        found[headline] = TITLE
    found = _with_times(blocks, _without_day_lines(blocks, found), inside)
    return _without_repeated(blocks, rooms, _without_lone_headings(blocks, found))


def is_prose(block: Block) -> bool:
    """Say whether a block reads as a sentence or more."""
    long = len(block.text) >= PROSE_LENGTH and (block.text.count(" ") >= PROSE_WORDS - 1 or _is_unspaced(block.text))
    return long and block.linked <= MOST_LINKED * len(block.text)


def _is_unspaced(text: str) -> bool:
    """Say whether most of a text is in scripts that part no words: Thai, Khmer, Chinese, Japanese."""
    return sum(character >= UNSPACED for character in text[:PROSE_LENGTH]) > PROSE_LENGTH / 2


def title_block(blocks: Sequence[Block], kinds: Sequence[str | None], title: str) -> int | None:
    """Return the number of the block that is the page's headline."""
    wanted = _bare(title)
    for i, block in enumerate(blocks):
        bare = _bare(block.text)
        same = len(bare) >= len("Title") and (bare == wanted or (bare in wanted and len(bare) > len(wanted) / 2))
        if same and kinds[i] not in {"menu", "related articles", "header", "contents list"} and not _all_link(block):
            return i
    heads = [i for i, block in enumerate(blocks) if block.tag == "h1" and kinds[i] is None]
    return heads[0] if len(heads) == 1 else None


def _kinds(blocks: Sequence[Block], rooms: Sequence[Room]) -> list[str | None]:
    """Return what each block is by mark-up, then by its words, then by the heading of its section."""
    kinds = [block.kind for block in blocks]
    prose = [len(block.text) if is_prose(block) else 0 for block in blocks]
    total = sum(n for n, kind in zip(prose, kinds, strict=True) if kind not in NOT_VALVED) or 1
    for kind in {kind for kind in kinds if kind} - NOT_VALVED:
        share = sum(n for n, own in zip(prose, kinds, strict=True) if own == kind) / total
        if share > VALVE:
            kinds = [None if own == kind and is_prose(block) else own for own, block in zip(kinds, blocks, strict=True)]
    kinds = [kind or kind_of_text(block.text) for kind, block in zip(kinds, blocks, strict=True)]
    return _with_boxes(blocks, rooms, _under_headings(blocks, rooms, kinds))


def _under_headings(blocks: Sequence[Block], rooms: Sequence[Room], kinds: list[str | None]) -> list[str | None]:
    """Carry the kind that a heading opens to what stands with it in the room around it."""
    opened: dict[int, str] = {}
    result = list(kinds)
    for i, block in enumerate(blocks):
        kind = kind_of_heading(block.text)
        if kind is not None:
            around = rooms[block.room].parent if block.tag in ENDS_WITHOUT or block.tag == "p" else block.room
            opened[around] = kind
            result[i] = result[i] or kind
        elif opened and result[i] is None:
            room, steps = block.room, 0
            while room >= 0 and steps < len(("li", "ul", "div", "div", "a")) and room not in opened:
                room, steps = rooms[room].parent, steps + 1
            listed = block.linked > MOST_LINKED * len(block.text) or not is_prose(block)
            if room in opened and (listed or opened[room] == "reader comments"):
                result[i] = opened[room]
    return result


def _votes(blocks: Iterable[Block], taken: str) -> list[bool]:
    joined = _bare(taken)
    return [bool(bare) and bare in joined for bare in (_bare(block.text) for block in blocks)]


def _weight(block: Block, kind: str | None, vote: object) -> float:
    if kind is not None or not is_prose(block):
        return 0.0
    return (len(block.text) - block.linked) * (VOTED if vote else 1.0)


def _region(blocks: Sequence[Block], rooms: Sequence[Room], weights: Sequence[float]) -> int:
    """Return the innermost room that holds most of the page's prose, -1 where there is none."""
    sums = [0.0] * len(rooms)
    for block, weight in zip(blocks, weights, strict=True):
        if block.room >= 0:
            sums[block.room] += weight
    for i in range(len(rooms) - 1, 0, -1):
        if rooms[i].parent >= 0:
            sums[rooms[i].parent] += sums[i]
    total = sums[0] if sums else 0.0
    holding = [i for i, weight in enumerate(sums) if total and weight >= HOLDS * total]
    best = holding[-1] if holding else -1
    # a single paragraph is no room: what stands beside it belongs to it
    while best >= 0 and rooms[best].tag in {"p", "li", "blockquote", "td", "br", "pre"} and rooms[best].parent >= 0:
        if rooms[best].tag == "td" and sum(block.room == best for block in blocks) > 1:
            break
        best = rooms[best].parent
    return best


def _rooms_inside(rooms: Sequence[Room], region: int) -> set[int]:
    inside = {region}
    for i, room in enumerate(rooms):
        if room.parent in inside and room.parent >= 0:
            inside.add(i)
    return inside if region >= 0 else set(range(-1, len(rooms)))


def _verdict(block: Block, kind: str | None, vote: object, *, near: bool) -> str | None:
    if kind is not None:
        return kind
    linked = block.linked > MOST_LINKED * len(block.text)
    if near and not (linked and not (vote and is_prose(block))):
        return None
    return None if vote and is_prose(block) and not linked and near else OUTSIDE


def _without_day_lines(blocks: Sequence[Block], found: list[str | None]) -> list[str | None]:
    """Take out the lines before the second paragraph that say no more than a day: they are the page's own."""
    result, paragraphs = list(found), 0
    for i, block in enumerate(blocks):
        if result[i] is None:
            paragraphs += is_prose(block)
            if paragraphs > 1:
                break
            alone = paragraphs == 0 and block.moment is not None and TIME.fullmatch(block.text)
            if alone or (day_on_line(block.text) and sum(map(str.isalpha, block.text)) <= DAY_LETTERS):
                result[i] = "byline"
    return result


def _with_times(blocks: Sequence[Block], found: list[str | None], inside: set[int]) -> list[str | None]:
    """Keep the times of a live report's entries, which stand where other pages have their bylines."""
    times = [i for i, b in enumerate(blocks) if b.room in inside and TIME.fullmatch(b.text) and not b.aside]
    times = [i for i in times if found[i] in {None, "byline", OUTSIDE}]
    if len(times) < LEAST_TIMES:
        return found
    return [None if i in times else kind for i, kind in enumerate(found)]


def _with_boxes(blocks: Sequence[Block], rooms: Sequence[Room], kinds: list[str | None]) -> list[str | None]:
    """Carry the kind of a notice to the short lines that stand in one box with it, where no paragraph does."""
    boxes: dict[int, list[int]] = {}
    for i, block in enumerate(blocks):
        if block.room >= 0:
            box = rooms[block.room].parent if rooms[block.room].tag in LINE_TAGS else block.room
            boxes.setdefault(box, []).append(i)
    result = list(kinds)
    for members in boxes.values():
        boxed = next((kinds[i] for i in members if kinds[i] in BOXED), None)
        if boxed is not None and not any(kinds[i] is None and is_prose(blocks[i]) for i in members):
            for i in members:
                result[i] = result[i] or boxed
    return result


def _without_lone_headings(blocks: Sequence[Block], found: list[str | None]) -> list[str | None]:
    """Take headings out behind which nothing comes."""
    result = list(found)
    for i in range(len(blocks) - 1, -1, -1):
        if result[i] is None:
            if blocks[i].tag not in ENDS_WITHOUT or len(blocks[i].text) > SHORT_HEADING or END.search(blocks[i].text):
                break
            result[i] = OUTSIDE
    return result


def _without_repeated(blocks: Sequence[Block], rooms: Sequence[Room], found: list[str | None]) -> list[str | None]:
    """Take pulled quotations out: set apart, and word for word in a paragraph of the main text."""
    pulled = [i for i, block in enumerate(blocks) if found[i] is None and _is_pulled(block, rooms)]
    rest = set(range(len(blocks))) - set(pulled)
    joined = "\n".join(_bare(blocks[i].text) for i in sorted(rest) if found[i] is None) if pulled else ""
    result = list(found)
    for i in pulled[:MOST_PULLED]:
        bare = _bare(blocks[i].text)
        if len(bare) >= LEAST_REPEATED and bare in joined:
            result[i] = REPEATED
    return result


def _is_pulled(block: Block, rooms: Sequence[Room]) -> bool:
    around = [rooms[block.room], rooms[rooms[block.room].parent]] if block.room > 0 else []
    return any(room.tag in {"blockquote", "aside"} or PULLED.search(room.names) for room in around)


def _all_link(block: Block) -> bool:
    return block.linked >= len(block.text) and block.tag not in ENDS_WITHOUT


def _bare(text: str) -> str:
    return BARE.sub("", text).casefold()
