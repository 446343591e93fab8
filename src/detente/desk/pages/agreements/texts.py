"""The texts of an agreement, each cut into its provisions, and two of them held against each other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, urlencode

from detente.desk.pages.agreements.listed import agreement_href
from detente.display.language import mark, say
from detente.display.prose import clip
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.agreements.definition import Agreement, TextVariant
from detente.registry.agreements.texts.alignment import ClausePair, PairKind
from detente.registry.agreements.texts.cutting import CutText, Section
from detente.registry.agreements.texts.duties import Duty

__all__ = ["KINDS", "counts_of", "diff_sheet", "differing", "text_names", "text_sheet", "texts_sheet"]

AT_ONCE = 40
"""Clauses on a page at once."""
LONGEST = 700
"""Characters of a clause that are shown; all of them are in what is taken away."""
KINDS: dict[PairKind, str] = {
    "same": mark("the same"), "changed": mark("changed"), "moved": mark("moved"),
    "moved and changed": mark("moved and changed"), "only in A": mark("only in the first"),
    "only in B": mark("only in the second"), "not compared": mark("two languages: not compared word by word"),
}  # fmt: skip


def texts_sheet(one: Agreement, kept: Iterable[tuple[TextVariant, CutText]]) -> Sheet:
    """Return the texts of an agreement: in which language, by whom published, how many provisions are cut from it."""
    cut = {variant.id: text for variant, text in kept}
    return Sheet(
        id="texts", title=say("Texts"),
        columns=(
            Column(id="text", title=say("text")), Column(id="claimant", title=say("who published it")),
            Column(id="language", title=say("language")), Column(id="source", title=say("from")),
            Column(id="provisions", title=say("provisions"), numeric=True),
        ),
        rows=tuple(_text(one.id, each, cut.get(each.id)) for each in one.texts),
        empty=Empty(means=say("No text of it is kept here: its provisions are those of the watch and of reports.")),
    )  # fmt: skip


def _text(of: str, one: TextVariant, text: CutText | None) -> Row:
    href = f"{agreement_href(of)}/texts/{quote(one.id, safe='')}" if text else None
    lang = one.language
    if one.translated_from:
        lang = say("%(language)s, translated from %(other)s", language=one.language, other=one.translated_from)
    return Row(
        id=one.id,
        cells=(
            Cell(text=one.id, href=href), cell(one.claimant, blank=say("not reported")), cell(lang), cell(one.source),
            cell(len(text.sections) if text else None, blank=say("the text is not kept")),
        ),
    )  # fmt: skip


def text_sheet(of: str, variant: TextVariant, text: CutText, *, after: str | None) -> Sheet:
    """Return a text's provisions with what each lays down, as far as its words say so."""
    start = next((n + 1 for n, one in enumerate(text.sections) if one.id == after), 0) if after else 0
    shown = text.sections[start : start + AT_ONCE]
    at = f"{agreement_href(of)}/texts/{quote(variant.id, safe='')}"
    more = len(text.sections) > start + AT_ONCE
    return Sheet(
        id="clauses", title=say("Provisions"),
        columns=(
            Column(id="id", title=say("no.")), Column(id="words", title=say("words")),
            Column(id="lays", title=say("what it obliges to, as read by rule")),
        ),
        rows=tuple(_section(one) for one in shown),
        empty=Empty(means=say("Nothing in this text obliges anybody, as far as the rules can see.")),
        rule="" if text.is_numbered else say("the text has no numbers: these are the desk's"),
        more=f"{at}?{urlencode({'after': shown[-1].id})}#clauses" if more else None,
    )  # fmt: skip


def _section(one: Section) -> Row:
    duties = [_duty(each) for each in one.duties]
    return Row(
        id=one.id,
        cells=(
            cell(one.number or one.id), Cell(text=clip(one.words, LONGEST), value=one.words),
            Cell(text=duties[0], more=tuple(Cell(text=each) for each in duties[1:])) if duties else Cell(),
        ),
    )  # fmt: skip


_OWED = {"owed": mark("to be done"), "forbidden": mark("not to be done"), "allowed": mark("may be done")}


def _duty(one: Duty) -> str:
    told = [
        say(_OWED[one.kind]),
        say("by %(who)s", who=one.bound.words) if one.bound else say("by whom is not said"),
        say("toward %(who)s", who=one.toward.words) if one.toward else "",
        say("due %(when)s", when="; ".join(due.words for due in one.dues)) if one.dues else "",
        say("on condition: %(words)s", words=one.condition.words) if one.condition else "",
    ]
    return ", ".join(filter(None, told))


def differing(pairs: Iterable[ClausePair]) -> tuple[ClausePair, ...]:
    """Return the pairs in which something differs, or could not be compared and has other figures or names."""
    return tuple(one for one in pairs if one.kind not in {"same", "not compared"} or one.figures or one.names)


def counts_of(pairs: Iterable[ClausePair]) -> list[tuple[str, int]]:
    """Return how many clauses became what, the most first."""
    return [(say(KINDS[kind]), n) for kind, n in Counter(one.kind for one in pairs).most_common()]


def diff_sheet(pairs: Sequence[ClausePair], old: TextVariant, new: TextVariant, *, after: int, at: str) -> Sheet:
    """Return what differs between two texts, clause by clause, in equal columns."""
    shown = pairs[after : after + AT_ONCE]
    return Sheet(
        id="diff", title=say("What differs"),
        columns=(
            Column(id="kind", title=say("what became of it")), Column(id="old", title=_called(old), equal=True),
            Column(id="new", title=_called(new), equal=True), Column(id="changes", title=say("in words"), equal=True),
        ),
        rows=tuple(_pair(after + n, one) for n, one in enumerate(shown)),
        empty=Empty(means=say("Nothing differs between these two, as far as they can be compared.")),
        more=f"{at}&{urlencode({'after': after + AT_ONCE})}#diff" if len(pairs) > after + AT_ONCE else None,
    )  # fmt: skip


def _called(one: TextVariant) -> str:
    return f"{one.id} ({one.language})"


def _pair(n: int, one: ClausePair) -> Row:
    return Row(
        id=str(n),
        cells=(Cell(text=say(KINDS[one.kind]), note=_rule(one)), _clause(one.old), _clause(one.new), _changes(one)),
    )


def _rule(one: ClausePair) -> str:
    return say("matched by: %(rule)s", rule=one.rule) if one.old and one.new else ""


def _clause(one: Section | None) -> Cell:
    if one is None:
        return Cell(blank=say("not in this text"))
    return Cell(text=f"{one.number or one.id} {clip(one.words, LONGEST)}", value=one.words)


def _changes(one: ClausePair) -> Cell:
    told = [_change(each.old, each.new) for each in one.changes[:12]]
    if one.kind == "not compared":
        told += [_only(what, side) for what, side in (*one.figures, *one.names)[:12]]
    return Cell(text=told[0], more=tuple(Cell(text=each) for each in told[1:])) if told else Cell()


def _only(what: str, side: str) -> str:
    if side == "A":
        return say("only in the first: %(what)s", what=what)
    return say("only in the second: %(what)s", what=what)


def _change(old: str | None, new: str | None) -> str:
    if old and new:
        return say("“%(old)s” became “%(new)s”", old=clip(old, 160), new=clip(new, 160))
    if old:
        return say("left out: “%(words)s”", words=clip(old, 160))
    return say("put in: “%(words)s”", words=clip(new or "", 160))


def text_names(one: Agreement) -> Mapping[str, str]:
    """Return the texts that can be compared, by their ids."""
    return {each.id: _called(each) for each in one.texts if each.text is not None}
