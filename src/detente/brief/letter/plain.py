"""A brief in plain text without its links: for feeds, which have one of their own."""

from collections.abc import Iterable, Iterator

from detente.brief.brief import Brief, Correction, Remark, Sentence
from detente.brief.letter.footing import read_by
from detente.brief.letter.wording import day_words, one_line
from detente.brief.put_right import lead_of
from detente.display.language import count, say

__all__ = ["brief_text"]


def brief_text(brief: Brief) -> str:
    """Return a brief in plain text: what it corrects, why it is short, its lines, and who read it."""
    return "\n".join(_lines(brief))


def _lines(brief: Brief) -> Iterator[str]:
    if brief.invented:
        yield say("This is an example: its reports, places and parties are invented.")
    yield from map(_remark, brief.remarks)
    for one in brief.corrections:
        yield from _correction(one)
    if brief.quiet is not None:
        yield _told(brief.quiet.sentences)
    for section in brief.sections:
        yield from ("", one_line(section.title))
        for line in section.lines:
            yield f"- {_told(line.sentences)}"
            yield from map(_remark, line.remarks)
        if section.left_out:
            yield count("%(n)d more on the desk", "%(n)d more on the desk", section.left_out)
    yield ""
    yield say("Composed by rules out of coded reports: %(read)s.", read=read_by(brief))


def _correction(one: Correction) -> Iterator[str]:
    yield say("The brief of %(day)s said: %(words)s", day=day_words(one.day), words=_told(one.said))
    yield f"{lead_of(one)} {_told(one.now)}".rstrip()


def _remark(one: Remark) -> str:
    whose = say("Editor’s own words, %(by)s:", by=one_line(one.by)) if one.by else say("Editor’s own words:")
    return f"{whose} {one_line(one.text)}"


def _told(sentences: Iterable[Sentence]) -> str:
    return " ".join(one_line(one.text) for one in sentences)
