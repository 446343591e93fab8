"""The provisions of an agreement in lines and for programs: by the watch, cut from its texts, told by reports."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.pipeline.agreements import Agreements
    from detente.registry.agreements.definition import Agreement, Provision
    from detente.registry.agreements.texts.cutting import Section
    from detente.registry.agreements.texts.duties import Duty
    from detente.registry.assertions.assertion import Assertion

__all__ = ["duty_line", "provision_lines", "provisions_plain"]


def provision_lines(found: "Agreements", one: "Agreement") -> Iterator[str]:
    """Yield the provisions of an agreement for people, each with where it is from."""
    from detente.pipeline.agreements import cut_texts
    from detente.pipeline.registries import actor_names
    from detente.registry.agreements.view import provisions_told

    names = actor_names(found.desk)
    if one.provisions:
        yield "by the watch"
        for provision in one.provisions:
            yield from _of_watch(provision, names)
    for variant, text in cut_texts(one):
        how = "" if text.is_numbered else ", not numbered in it: the numbers are the desk's"
        yield f"text {variant.id} ({variant.language}{how})"
        for section in text.sections:
            yield from _section(section)
    told = provisions_told(found.said_of(one.id))
    if told:
        yield "told by reports"
    for words, said in told:
        yield f"  {words} ({', '.join(dict.fromkeys(filter(None, (one.note for one in said))))})"
        for one_said in said:
            yield f"    {_told_by(one_said)}"
    if not (one.provisions or one.texts or told):
        yield f"nobody says what stands in {one.id}; a text is brought with detente agreements text DIR ID FILE"


def _told_by(one: "Assertion") -> str:
    """Return who says that something stands in an agreement, and in which sentence."""
    when = f", {one.published}" if one.published else ""
    sentence = one.evidence[min(1, len(one.evidence) - 1)]
    return f"{one.claimant.name}{when}: “{sentence.words}”"


def _of_watch(one: "Provision", names: dict[str, str]) -> Iterator[str]:
    yield f"  {one.id}  {one.words}" + (" (the desk's own summary)" if one.is_composed else "")
    told = [
        f"bound: {', '.join(names.get(a, a) for a in one.bound)}" if one.bound else None,
        f"toward: {', '.join(names.get(a, a) for a in one.toward)}" if one.toward else None,
        f"by {one.due}" if one.due else None,
        _within(one),
        f"on condition: {one.condition}" if one.condition else None,
    ]  # fmt: skip
    if any(told):
        yield f"      {'; '.join(filter(None, told))}"


def _within(one: "Provision") -> str | None:
    if one.within_days is None:
        return None
    return f"within {one.within_days} days of {one.counted_from or 'what is not said'}"


def _section(one: "Section") -> Iterator[str]:
    yield f"  {one.id}  {one.words}"
    yield from (f"      {duty_line(duty)}" for duty in one.duties)


def duty_line(one: "Duty") -> str:
    """Return what a clause lays down: who, toward whom, by when, on what condition; what is not said is left out."""
    told = [
        one.kind,
        f"bound: {one.bound.words}" if one.bound else "by whom is not said",
        f"toward: {one.toward.words}" if one.toward else None,
        f"due: {'; '.join(due.words for due in one.dues)}" if one.dues else None,
        f"condition: {one.condition.words}" if one.condition else None,
    ]
    return "; ".join(filter(None, told))


def provisions_plain(found: "Agreements", one: "Agreement") -> Iterator[dict[str, Any]]:
    """Yield the provisions of an agreement for programs, each with its source: "watch", "text" or "report"."""
    import msgspec

    from detente.cli.registry.assertions import assertion_plain
    from detente.pipeline.agreements import cut_texts
    from detente.registry.agreements.view import provisions_told

    for provision in one.provisions:
        yield {"source": "watch", "text": None} | msgspec.to_builtins(provision)
    for variant, text in cut_texts(one):
        for section in text.sections:
            yield {"source": "text", "text": variant.id, "numbered": text.is_numbered} | msgspec.to_builtins(section)
    for words, said in provisions_told(found.said_of(one.id)):
        yield {"source": "report", "text": None, "words": words, "said": [assertion_plain(each) for each in said]}
