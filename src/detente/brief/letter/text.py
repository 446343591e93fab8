"""The plain text of a letter: lines of 72 characters, words of reports in quotation marks, links below each section."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from unicodedata import bidirectional

from detente.brief.brief import Brief, Correction, Line, Remark, Section, Sentence
from detente.brief.letter.footing import FOR_WHOM, WHY_ALONE, footing_of
from detente.brief.letter.html import Part, brief_href, parts_of
from detente.brief.letter.letter import OWN_PREFERENCES, OWN_UNSUBSCRIBE, Picture
from detente.brief.letter.parts import ALONE, CUT, REST, begin_text, end_text
from detente.brief.letter.wording import day_words, moment_words, one_line, whole
from detente.brief.put_right import lead_of
from detente.brief.settings import BriefSettings, Edition
from detente.display.language import count, say
from detente.display.sheets import words_href
from detente.exchange.page_text import name_hidden
from detente.registry.evidence import Evidence

__all__ = ["set_text"]

WIDTH, FAR = 72, 1_000
SPACES = re.compile(r"[ \t\r\n]+")
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
APART, TOGETHER = "\u2068", "\u2069"
"""Between them words keep their direction to themselves (first strong isolate, pop directional isolate)."""
UNBROKEN, SHORT = "\u00a0", 48
"""What keeps such words on one line, and how many characters of them: over two lines they would lose what follows."""


def set_text(
    brief: Brief, settings: BriefSettings, edition: Edition, pictures: Sequence[Picture], *, subjects: Sequence[str]
) -> str:
    """Return the plain text of a letter."""
    return "\n".join(_Text(brief, settings, edition, pictures, subjects).lines()) + "\n"


class _Links:
    """The links of a section, each with its number."""

    def __init__(self, settings: BriefSettings) -> None:
        self._settings = settings
        self._every: dict[str, int] = {}

    def mark(self, *hrefs: str | None) -> str:
        """Return the numbers of some links as they stand at the end of a sentence."""
        own = dict.fromkeys(self._every.setdefault(one, len(self._every) + 1) for one in hrefs if one)
        return "".join(f" [{n}]" for n in own)

    def told(self, sentences: Iterable[Sentence]) -> str:
        """Return sentences, each with the numbers of its links."""
        return " ".join(f"{_text(one)}{self.mark(*_hrefs(one))}" for one in sentences)

    def lines(self) -> Iterator[str]:
        if self._every:
            yield ""
        yield from (f"[{n}] {whole(self._settings, href)}" for href, n in self._every.items())


class _Text:
    def __init__(
        self, brief: Brief, settings: BriefSettings, edition: Edition, pictures: Sequence[Picture],
        subjects: Sequence[str],
    ) -> None:  # fmt: skip
        self._brief, self._settings, self._edition, self._pictures = brief, settings, edition, pictures
        self._parts = parts_of(brief, subjects)

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from _rest(line for remark in self._brief.remarks for line in ("", *_remark(remark)))
        yield from self._corrections()
        yield from _rest(self._quiet())
        for part in self._parts:
            yield from self._part(part)
        yield from _rest(self._last())
        page = whole(self._settings, brief_href(self._brief.id))
        cut = say("You chose some of its subjects; the others are left out here. All of this brief:")
        yield from _marked(CUT, ["", *_wrapped(cut), page])
        yield from self._foot()

    def _last(self) -> Iterator[str]:
        if not self._parts and self._brief.quiet is None:
            yield from ("", *_wrapped(say("Nothing is new in this record since the last brief.")))
        yield from self._drawn("")

    def _head(self) -> Iterator[str]:
        brief = self._brief
        yield from _wrapped(brief.title.upper() if brief.title.isascii() else brief.title)
        yield day_words(brief.day)
        yield ""
        until = moment_words(brief.until)
        since = moment_words(brief.since) if brief.since else ""
        if brief.corrections:
            yield from _marked(ALONE, _wrapped(say(WHY_ALONE)))
        told = (
            say("What the record has anew from %(since)s to %(until)s.", since=since, until=until)
            if since
            else say("What the record has as of %(until)s.", until=until)
        )
        yield from _rest(_wrapped(told))
        yield say("On the desk: %(address)s", address=whole(self._settings, brief_href(brief.id)))
        if brief.level != "public":
            yield from _wrapped(say(FOR_WHOM[brief.level]))
        if brief.invented:
            yield from _wrapped(say("This is an example: its reports, places and parties are invented."))

    def _corrections(self) -> Iterator[str]:
        if self._brief.corrections:
            yield from _heading(say("What we got wrong"))
        links = _Links(self._settings)
        for number, one in enumerate(self._brief.corrections):
            yield from [""] if number else []
            yield from _correction(one, links)
        yield from links.lines()

    def _quiet(self) -> Iterator[str]:
        if self._brief.quiet is None:
            return
        yield from _heading(say("Why there is little to tell") if self._parts else say("A quiet day"))
        links = _Links(self._settings)
        for one in self._brief.quiet.sentences:
            yield from _set(links.told([one]))
        yield from links.lines()

    def _part(self, part: Part) -> Iterator[str]:
        links = _Links(self._settings)
        told = [*_heading(part.section.title), *self._section(part.section, links), *links.lines()]
        yield from _marked(part.number, told)

    def _section(self, section: Section, links: _Links) -> Iterator[str]:
        for number, line in enumerate(section.lines):
            yield from [""] if number else []
            yield from _line(line, links)
        yield from self._drawn(section.subject)
        if section.left_out:
            more = count("%(n)d more on the desk", "%(n)d more on the desk", section.left_out)
            yield from ("", *_wrapped(more + links.mark(section.href)))

    def _drawn(self, subject: str) -> Iterator[str]:
        for one in self._pictures:
            if one.subject == subject:
                yield from ("", *_wrapped(say("Picture: %(what)s", what=one_line(one.alternative))))

    def _foot(self) -> Iterator[str]:
        yield from ("", "-" * WIDTH)
        for one in footing_of(self._brief, self._settings, self._edition):
            yield from (*_wrapped(one), "")
        yield say("Change what is sent to you: %(address)s", address=OWN_PREFERENCES)
        yield say("End these letters: %(address)s", address=OWN_UNSUBSCRIBE)


def _marked(of: object, told: Sequence[str]) -> Iterator[str]:
    """Yield lines as a part of their own: where it is left out, none of its lines stays."""
    yield f"{begin_text(of)}{told[0]}"
    yield from told[1:]
    yield end_text(of)


def _rest(told: Iterable[str]) -> Iterator[str]:
    """Yield lines that are left out where the corrections stand alone."""
    if lines := list(told):
        yield from _marked(REST, lines)


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield ""
    told = _wrapped(title)
    yield from told
    yield "=" * max(map(len, told))


def _line(line: Line, links: _Links) -> Iterator[str]:
    said = {href for one in line.sentences[-1:] for href in _hrefs(one)}
    told = links.told(line.sentences)
    more = "" if line.href in said else links.mark(line.href)  # else its words are what there is of it
    yield from _set(told + more, first="- ")
    for one in line.remarks:
        yield from _remark(one)


def _correction(one: Correction, links: _Links) -> Iterator[str]:
    said = say("The brief of %(day)s said:", day=day_words(one.day))
    yield from _set(f"{said} {links.told(one.said)}{links.mark(brief_href(one.brief))}")
    yield from _set(f"{lead_of(one)} {links.told(one.now)}")
    yield from _set(f"{say('Why:')} {links.told([one.why])}")


def _remark(one: Remark) -> Iterator[str]:
    whose = say("Editor’s own words, %(by)s:", by=one_line(one.by)) if one.by else say("Editor’s own words:")
    yield from _set(f"{whose} {_apart(one_line(one.text))}", first="| ", then="| ")


def _text(one: Sentence) -> str:
    return "".join(f"“{_own(piece.bare)}”" if piece.quoted else _own(piece.text) for piece in one.pieces)


def _own(words: str) -> str:
    return _apart(name_hidden(words))


def _apart(words: str) -> str:
    """Return words so that their direction is their own: a number after them would stand before them else."""
    if not any(bidirectional(one) in RIGHT_TO_LEFT for one in words):
        return words
    kept = words.replace(" ", UNBROKEN) if len(words) <= SHORT else words
    return f"{APART}{kept}{TOGETHER}"


def _hrefs(one: Sentence) -> Iterator[str]:
    """Yield where the words of a sentence are seen: one address for each report, from its first words to its last."""
    spans: dict[str, Evidence] = {}
    for found in (piece.evidence for piece in one.pieces):
        if found is not None and found.document is not None:
            before = spans.get(found.document, found)
            spans[found.document] = _span(before, found)
    yield from (href for each in spans.values() if (href := words_href(each)))
    yield from dict.fromkeys(piece.href for piece in one.pieces if piece.href and piece.evidence is None)


def _span(first: Evidence, other: Evidence) -> Evidence:
    """Return the words from one place of a report to another; the first ones alone where these are far apart."""
    if first.start is None or first.end is None or other.start is None or other.end is None:
        return first
    start, end = min(first.start, other.start), max(first.end, other.end)
    return replace(first, start=start, end=end) if end - start <= FAR else first


def _wrapped(told: str) -> list[str]:
    """Return words from outside, or of ours with some of theirs, as lines; nothing is hidden in them."""
    return _set(one_line(told))


def _set(told: str, *, first: str = "", then: str = "") -> list[str]:
    """Return lines of at most 72 characters; what is longer without a space, as an address, stands whole."""
    made = textwrap.wrap(
        SPACES.sub(" ", told).strip(), WIDTH, initial_indent=first, subsequent_indent=then or " " * len(first),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return made or [first.rstrip()]
