"""Meetings in sentences: who came, who stayed away, who will not come; the same words for everybody."""

from collections.abc import Iterable, Iterator

from detente.brief.brief import Piece, Sentence
from detente.brief.composing.material import Material
from detente.brief.composing.names import in_sentence
from detente.brief.composing.sentences import Part, sentence
from detente.brief.composing.witnesses import reporter
from detente.display.language import count, mark, say
from detente.display.prose import days_words, listed
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.assertion import Part as Who
from detente.registry.platforms.meetings import STATES, came_in, is_of_meeting

__all__ = ["attendance_sentences", "is_meeting", "is_overtaken", "on_days"]

CAME = {
    "present": mark("%(who)s says that %(names)s took part in %(meeting)s%(where)s%(days)s."),
    "absent": mark("%(who)s says that %(names)s did not take part in %(meeting)s%(where)s%(days)s."),
    "accepted": mark("%(who)s says that %(names)s will take part in %(meeting)s%(where)s%(days)s."),
    "declined": mark("%(who)s says that %(names)s will not take part in %(meeting)s%(where)s%(days)s."),
}
OF_ITSELF = {
    "present": mark("%(who)s says that it took part in %(meeting)s%(where)s%(days)s."),
    "absent": mark("%(who)s says that it did not take part in %(meeting)s%(where)s%(days)s."),
    "accepted": mark("%(who)s says that it will take part in %(meeting)s%(where)s%(days)s."),
    "declined": mark("%(who)s says that it will not take part in %(meeting)s%(where)s%(days)s."),
}
"""Where one says it of oneself alone."""
HELD = {
    "held": mark("%(who)s says that %(meeting)s was held%(where)s%(days)s."),
    "not held": mark("%(who)s says that %(meeting)s was not held%(where)s%(days)s."),
    "planned": mark("%(who)s says that %(meeting)s is planned%(where)s%(days)s."),
    "expected": mark("%(who)s says that %(meeting)s is expected%(where)s%(days)s."),
    "postponed": mark("%(who)s says that %(meeting)s is postponed%(where)s%(days)s."),
    "cancelled": mark("%(who)s says that %(meeting)s is cancelled%(where)s%(days)s."),
}
TO_COME = ("planned", "expected")
DONE = frozenset({"held", "not held", "postponed", "cancelled"})
"""What leaves no expectation of a meeting behind in the report that tells it."""
UNREAL = frozenset({"denied", "hypothetical", "hoped", "demanded"})


def is_meeting(one: Assertion) -> bool:
    """Say whether something is told of a meeting in a way that has sentences of its own."""
    return is_of_meeting(one) and one.standing not in UNREAL


def attendance_sentences(one: Assertion, platform: str, material: Material) -> Iterator[Sentence]:
    """Yield what is told of one meeting: that it was or is to be, then who came and who did not."""
    words = one.evidence[0]
    who = reporter(one, material)
    shared: dict[str, Part] = {
        "who": Piece(text=who, evidence=words), "meeting": Piece(text=_called(one, platform), evidence=words),
        "where": _where(one), "days": on_days(one),
    }  # fmt: skip
    if one.what in STATES and one.what in HELD and one.standing != "negated":
        hosts = one.parts_of("host") if one.what in TO_COME else ()
        names = Piece(text=listed([in_sentence(part.name) for part in hosts]), evidence=words)
        yield sentence(_hosted(one.what, len(hosts)) if hosts else say(HELD[one.what]), claimant=who, names=names,
                       **shared)  # fmt: skip
    held: dict[str, list[Who]] = {}
    for kind, part in came_in(one):
        held.setdefault(kind, []).append(part)
    for kind, some in held.items():
        is_own = len(some) == 1 and one.claimant.actor is not None and some[0].actor == one.claimant.actor
        names = Piece(text=listed([in_sentence(part.name) for part in some]), evidence=words)
        if kind == "invited":
            pattern = count(
                "%(who)s says that %(names)s was invited to %(meeting)s%(where)s%(days)s.",
                "%(who)s says that %(names)s were invited to %(meeting)s%(where)s%(days)s.", len(some),
                **{name: f"%({name})s" for name in ("who", "names", "meeting", "where", "days")},
            )  # fmt: skip
        else:
            pattern = say((OF_ITSELF if is_own else CAME)[kind])
        yield sentence(pattern, claimant=who, names=names, **shared)


def _hosted(what: str, n: int) -> str:
    """Return how it is told that somebody is to host a meeting, or expects it: an expectation is somebody's."""
    slots = {name: f"%({name})s" for name in ("who", "names", "meeting", "where", "days")}
    if what == "expected":
        return count(
            "%(who)s says that %(names)s expects to host %(meeting)s%(where)s%(days)s.",
            "%(who)s says that %(names)s expect to host %(meeting)s%(where)s%(days)s.", n, **slots,
        )  # fmt: skip
    return count(
        "%(who)s says that %(names)s is to host %(meeting)s%(where)s%(days)s.",
        "%(who)s says that %(names)s are to host %(meeting)s%(where)s%(days)s.", n, **slots,
    )  # fmt: skip


def is_overtaken(one: Assertion, among: Iterable[Assertion]) -> bool:
    """Say whether a report that tells of a meeting to come also tells that it was held, put off or called off."""
    if one.what not in TO_COME or not is_of_meeting(one):
        return False
    return any(
        other.what in DONE and other.document == one.document and other.standing not in {"negated", *UNREAL}
        and (other.subject or other.named) == (one.subject or one.named) and _is_same_round(one, other)
        for other in among
    )  # fmt: skip


def _is_same_round(one: Assertion, other: Assertion) -> bool:
    """Say whether two assertions name one round; where neither names any, whether they stand in one sentence."""
    if one.value or other.value:
        return one.value == other.value
    return one.evidence[0].start == other.evidence[0].start


def _called(one: Assertion, platform: str) -> str:
    told = (one.value or "").strip()
    if not told:
        return say("a meeting of %(platform)s", platform=platform)
    if told.startswith("next "):
        return say("the %(round)s of %(platform)s", round=told, platform=platform)
    return say("%(round)s of %(platform)s", round=told, platform=platform)


def _where(one: Assertion) -> Part:
    return Piece(text=say(" in %(place)s", place=one.where.words), evidence=one.evidence[0]) if one.where else ""


def on_days(one: Assertion) -> Part:
    """Return on which days something is told to have been, or to be; nothing where no days are told."""
    days = one.day.interval if one.day else None
    if days is None:
        return ""
    told = days_words(days.first, days.last)
    text = say(" on %(day)s", day=told) if days.first == days.last else say(" (%(days)s)", days=told)
    return Piece(text=text, evidence=one.evidence[0])
