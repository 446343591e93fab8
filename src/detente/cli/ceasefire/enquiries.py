"""What could be verified and where each thing stands, in words, by one layout for every body."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.cli.ceasefire.words import ORDERS, titled

if TYPE_CHECKING:
    from detente.registry.ceasefires.chosen import Chosen
    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.ceasefires.happenings import Alleged
    from detente.registry.ceasefires.verification.corroboration import Corroboration
    from detente.registry.ceasefires.verification.ladder import Standing, Step
    from detente.registry.ceasefires.verification.subject import Subject
    from detente.registry.ceasefires.verification.verified import Enquiry, Verifiable
    from detente.registry.ceasefires.violation import Violation
    from detente.registry.evidence import Evidence
    from detente.registry.interval import Interval

__all__ = ["days_words", "listed_lines", "shown_lines", "stands_words", "subject_words"]

SHORT = 10
"""Figures of an id that are shown."""
SHORT_WORDS = 160
"""Characters of a quotation in a list."""
MOST_DAYS = 3
"""Different days that a list names of one happening."""
NO_MORE = "No longer told (read otherwise, withdrawn or rejected)"


def listed_lines(
    ceasefire: "Ceasefire", interval: "Interval", could_be: "Sequence[Verifiable]", lost: "Sequence[Enquiry]"
) -> list[str]:
    """Return a list of what could be verified, with the enquiries whose subject is no more at its end."""
    from detente.registry.ceasefires.board import columns_in_order

    invented = " (invented: an example)" if ceasefire.invented else ""
    lines = [f"{ceasefire.name}{invented}: {interval.first} to {interval.last}"]
    if not could_be and not lost:
        return [*lines, "nothing that could be verified is told of these days"]
    order = columns_in_order(ceasefire, interval)
    for one in could_be:
        lines += _row(one, ceasefire, order)
    if lost:
        lines.append("Enquiries whose subject is no longer told (read otherwise, withdrawn or rejected):")
    for enquiry in lost:
        lines += _lost(enquiry, ceasefire, order)
    return lines


def shown_lines(chosen: "Chosen", ceasefire: "Ceasefire", interval: "Interval") -> list[str]:
    """Return one thing that could be verified, with who tells it, what each body found, and every step."""
    return list(_shown(chosen, ceasefire, interval))


def subject_words(subject: "Subject", ceasefire: "Ceasefire") -> str:
    """Return what an enquiry or a text is about, as it was read when that began."""
    by = subject.claimant or subject.claimant_name
    of = _of((subject.alleged,) if subject.alleged else ())
    what = _what(subject, ceasefire)
    return f"{subject.id[:SHORT]}: {what}, {days_words(subject.interval)}, alleged{of} by {by}"


def days_words(interval: "Interval | None") -> str:
    """Return days in words."""
    if interval is None:
        return "no day told"
    return f"{interval.first}" if interval.first == interval.last else f"{interval.first} to {interval.last}"


def stands_words(standing: "Standing", order: Sequence[str]) -> str:
    """Return where something stands; of findings that differ none comes before the others."""
    held = dict(standing.findings)
    found = ", ".join(f"{body}: {held[body]}" for body in dict.fromkeys((*order, *held)) if body in held)
    rung = "in dispute" if standing.is_disputed else standing.rung
    later = {"enquiry open": standing.is_open, "access denied": standing.is_denied}
    again = "".join(f"; {what}" for what, is_so in later.items() if is_so and rung != what)
    return f"{rung}{again}{f' (found by {found})' if found else ''}"


def _row(one: "Verifiable", ceasefire: "Ceasefire", order: Sequence[str]) -> Iterator[str]:
    lead = one.happening.lead
    # who tells of one happening may tell of other days
    days = list(dict.fromkeys(days_words(violation.interval) for violation in one.happening.told))
    more = f" and {len(days) - MOST_DAYS} more" if len(days) > MOST_DAYS else ""
    yield f"{one.id[:SHORT]}  {'; '.join(days[:MOST_DAYS])}{more}  {_what(lead, ceasefire)}"
    yield f"  {_alleged(one.happening.alleged)}"
    yield f"  {_beside(one.corroboration)}"
    if not one.enquiries:
        yield f"  stands: {stands_words(one.standing, order)}"
    for enquiry in one.enquiries:
        yield f"  stands: {stands_words(enquiry.standing, order)}"
        yield from _otherwise(enquiry)
    yield f"  “{_short(lead.evidence[0].words)}”"


def _lost(one: "Enquiry", ceasefire: "Ceasefire", order: Sequence[str]) -> Iterator[str]:
    yield subject_words(one.subject, ceasefire)
    yield f"  stands: {stands_words(one.standing, order)}"
    yield from _perhaps(one)
    yield f"  “{_short(one.subject.evidence.words)}”"


def _perhaps(one: "Enquiry") -> Iterator[str]:
    if one.found.perhaps:
        yield f"  its words tell something else now: {', '.join(id_[:SHORT] for id_ in one.found.perhaps)}"


def _shown(chosen: "Chosen", ceasefire: "Ceasefire", interval: "Interval") -> Iterator[str]:
    from detente.registry.ceasefires.board import columns_in_order

    yield subject_words(chosen.subject, ceasefire)
    if chosen.enquiry is not None:
        yield from _otherwise(chosen.enquiry)
    if chosen.verifiable is None:
        yield f"{NO_MORE}; its words were “{chosen.subject.evidence.words}”"
    else:
        yield from _told(chosen.verifiable, ceasefire)
    standing = chosen.enquiry.standing if chosen.enquiry else chosen.verifiable.standing if chosen.verifiable else None
    if standing is not None:
        # the day of what is shown says which side stands left
        order = columns_in_order(ceasefire, chosen.told_of or interval)
        yield f"Stands: {stands_words(standing, order)}"
        yield from _bodies(standing, ceasefire, order)
        yield "Steps:" if standing.steps else "Steps: none was taken"
        yield from (line for step in standing.steps for line in _step(step))


def _otherwise(one: "Enquiry") -> Iterator[str]:
    now = one.found.violation
    if now is None:
        yield from _perhaps(one)
        return
    if one.found.by_words:
        yield f"  found again by its words; what is told there is {now.id[:SHORT]} now"
    if one.found.changed:
        names = ", ".join(name.replace("_", " ") for name in one.found.changed)
        yield f"  read otherwise since the enquiry began: {names}"


def _told(one: "Verifiable", ceasefire: "Ceasefire") -> Iterator[str]:
    yield "Told:"
    for violation in one.happening.told:
        yield from _violation(violation, ceasefire)
    if one.happening.against:
        yield "Told against it:"
    for violation in one.happening.against:
        yield from _violation(violation, ceasefire)
    yield f"I{_beside(one.corroboration)[1:]}"


def _violation(one: "Violation", ceasefire: "Ceasefire") -> Iterator[str]:
    who = one.claimant or one.claimant_name
    via = f" via {', '.join(one.via)}" if one.via else ""
    said = "" if one.said == "some" else f" ({one.said})"
    what = f"{_what(one, ceasefire)}{_of((one.alleged,) if one.alleged else ())}{said}"
    yield f"  {one.id[:SHORT]}: {who}{via}, {what}, {days_words(one.interval)}"
    yield f"    “{one.evidence[0].words}” ({_where(one.evidence[0])})"


def _bodies(standing: "Standing", ceasefire: "Ceasefire", order: Sequence[str]) -> Iterator[str]:
    """Yield what each body found last: a line for every one, in the board's order."""
    from detente.registry.ceasefires.verification.verified import DESK

    called = {party.id: titled(party) for party in ceasefire.parties}
    called |= {monitor.id: titled(monitor) for monitor in ceasefire.monitors} | {DESK: "the desk"}
    found = dict(standing.findings)
    yield f"Found by each ({ORDERS[ceasefire.order]}):"
    bodies = dict.fromkeys((*order, DESK, *found))
    yield from (f"  {called.get(body, body)}: {found.get(body, 'no finding')}" for body in bodies)


def _step(step: "Step") -> Iterator[str]:
    method = f" ({step.method})" if step.method else ""
    denied = f" by {step.denied_by}" if step.denied_by else " by whom is not known" * (step.rung == "access denied")
    yield f"  {step.number}. {step.rung}{denied}{method}, {step.day}; {step.by} for {step.body or 'the desk'}"
    yield from (f"    “{held.words}” ({_where(held)})" for held in step.evidence)
    if step.note:
        yield f"    note: {step.note}"


def _beside(found: "Corroboration") -> str:
    also = f"{len(found.also)} ({', '.join(found.also)})" if found.also else "none"
    return f"independent sources beside {', '.join(found.alleged_by) or 'nobody'}: {also}"


def _alleged(alleged: "Sequence[Alleged]") -> str:
    """Return who names whom; who names no doer accuses nobody, and is told apart."""
    named = [f"alleged of {one.of} by {', '.join(one.by)}" for one in alleged if one.of]
    without = "told without a doer" if named else "alleged (doer not told)"
    nameless = [f"{without} by {', '.join(one.by)}" for one in alleged if not one.of]
    return "; ".join((*named, *nameless))


def _of(alleged: Sequence[str]) -> str:
    return f" of {', '.join(alleged)}" if alleged else " (doer not told)"


def _what(one: "Violation | Subject", ceasefire: "Ceasefire") -> str:
    if one.harm is not None:
        return one.harm
    if one.kind is None:
        return "violation, no class told"
    # a class that the ceasefire's file had when the enquiry began, and has no more, goes by its id
    return ceasefire.taxonomy[one.kind].one if one.kind in ceasefire.taxonomy else one.kind


def _where(held: "Evidence") -> str:
    if held.document is not None:
        return f"document {held.document[:SHORT]}"
    return ", ".join(filter(None, (held.source, f"written by {held.by}")))


def _short(words: str) -> str:
    return words if len(words) <= SHORT_WORDS else words[:SHORT_WORDS].rsplit(" ", 1)[0] + " …"
