"""What people found out and signed since the last brief: steps of enquiries, and texts laid before both sides.

Each is told by whoever did it. Nothing follows from it here: a finding is that of its body.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from detente.brief.brief import Line, Piece, Sentence
from detente.brief.composing.basis import Stood
from detente.brief.composing.draft import line_of
from detente.brief.composing.incidents import sides_in_order
from detente.brief.composing.material import Material
from detente.brief.composing.names import in_sentence
from detente.brief.composing.quotes import quote_of
from detente.brief.composing.sentences import Part, sentence
from detente.display.language import mark, say
from detente.display.prose import day_words, listed
from detente.pipeline.sign_offs import laid_texts
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.ladder import Step
from detente.registry.ceasefires.verification.signing import Signature
from detente.registry.ceasefires.verification.subject import Subject
from detente.registry.ceasefires.verification.verified import Laid
from detente.registry.forms import from_plain
from detente.store import EntryView, entries

__all__ = ["enquiry_lines", "stood_signature", "stood_step"]

STEPS = {
    "enquiry open": mark("%(who)s opened an enquiry on %(day)s into what %(claims)s says: %(words)s."),
    "access denied": mark("%(who)s says that access was denied%(by)s on %(day)s, to what %(claims)s says: %(words)s."),
    "confirmed": mark("%(who)s gives as the finding of %(day)s “confirmed”, of what %(claims)s says: %(words)s."),
    "not confirmed": mark(
        "%(who)s gives as the finding of %(day)s “not confirmed”, of what %(claims)s says: %(words)s."
    ),
    "refuted": mark("%(who)s gives as the finding of %(day)s “refuted”, of what %(claims)s says: %(words)s."),
    "cannot tell": mark("%(who)s gives as the finding of %(day)s “cannot tell”, of what %(claims)s says: %(words)s."),
}  # fmt: skip
ACTS = {
    "signed": mark("%(who)s signed it on %(day)s."),
    "refused": mark("%(who)s refused on %(day)s to sign it."),
    "dissents": mark("%(who)s noted a dissent from it on %(day)s."),
    "took back": mark("%(who)s took the signature back on %(day)s."),
}
WEIGHT = 5
LONGEST = 24
"""Words of what an enquiry is into, or of a text, that a line quotes."""


def enquiry_lines(ceasefire: Ceasefire, material: Material) -> Iterator[Line]:
    """Yield a line for each step that was noted since, and for each text that was laid or acted on since."""
    if material.since is None:
        return
    for entry in sorted(_entries("step", ceasefire, material), key=_turn):
        if _is_new(entry, material):
            yield _step_line(entry, ceasefire)
    acts = {one.subject: one for one in _entries("signature", ceasefire, material)}
    for laid in laid_texts(material.record, ceasefire, known_on=material.known_on):
        own = [one for one in acts.values() if one.content["text"] == laid.id]
        if laid.at > material.since.isoformat() or any(_is_new(one, material) for one in own):
            yield _text_line(laid, own, ceasefire, material)


def _entries(kind: str, ceasefire: Ceasefire, material: Material) -> tuple[EntryView, ...]:
    return entries(material.record, kind=kind, owner=ceasefire.id, known_on=material.known_on)


def _turn(step: EntryView) -> tuple[str, int]:
    return step.content["step"]["subject"], step.content["step"]["number"]


def _is_new(one: EntryView, material: Material) -> bool:
    return material.since is not None and one.made_at > material.since


def stood_step(one: EntryView) -> Stood:
    """Return what a step of an enquiry is, by its entry."""
    step = one.content["step"]
    told = {"who": step.get("body") or "", "what": step["rung"], "days": f"{step['day']}/{step['day']}",
            "by": step.get("denied_by") or ""}  # fmt: skip
    return Stood(room="step", entry=one.subject, values={name: value for name, value in told.items() if value})


def stood_signature(one: EntryView) -> Stood:
    """Return what an officer of a side did with a text, by its entry."""
    return Stood(room="signature", entry=one.subject, values={"by": one.content["party"], "what": one.content["act"]})


def _step_line(entry: EntryView, ceasefire: Ceasefire) -> Line:
    step = from_plain(entry.content["step"], Step, what="a step of this record")
    about = from_plain(entry.content["about"], Subject, what="what a step is about")
    href = f"/ceasefires/{quote(ceasefire.id, safe='')}/enquiries/{quote(about.id, safe='')}"
    who = _named(step.body, ceasefire)
    day = Piece(text=day_words(step.day), evidence=step.evidence[0] if step.evidence else None, href=href)
    by: Part = say(" by %(who)s", who=_named(step.denied_by, ceasefire)) if step.denied_by else ""
    made = sentence(
        say(STEPS[step.rung]), claimant=who, who=Piece(text=who, href=href), day=day, by=by,
        claims=_claimant(about, ceasefire), words=quote_of(about.evidence, most=LONGEST).piece,
    )  # fmt: skip
    return line_of("finding", entry.subject, href, [made], [stood_step(entry)], weight=WEIGHT)


def _claimant(about: Subject, ceasefire: Ceasefire) -> str:
    return _named(about.claimant, ceasefire) if about.claimant else in_sentence(about.claimant_name)


def _named(body: str | None, ceasefire: Ceasefire) -> str:
    """Return a party or monitor by its name; the desk where it is neither."""
    names = {party.id: party.name for party in ceasefire.parties}
    names |= {monitor.id: monitor.name for monitor in ceasefire.monitors}
    return in_sentence(names[body]) if body in names else say("the desk")


def _text_line(laid: Laid, acts: Sequence[EntryView], ceasefire: Ceasefire, material: Material) -> Line:
    """Return a line of one text: its words, then what each side did with it last, in turn; who did nothing is told."""
    href = f"/ceasefires/{quote(ceasefire.id, safe='')}/findings/{quote(laid.id, safe='')}"
    words = " ".join(laid.sign_off.text.text.split()[:LONGEST])
    cut = words if len(words.split()) == len(laid.sign_off.text.text.split()) else f"{words} …"
    made: list[Sentence] = [
        sentence(
            say("A finding was laid before both sides on %(day)s: %(words)s."),
            day=Piece(text=day_words(laid.at[:10]), href=href),
            words=Piece(text=cut.rstrip("."), href=href, quoted=True),
        )
    ]
    given = [from_plain(one.content, Signature, what="a signature of this record") for one in acts]
    parties = {party.id for party in ceasefire.parties}
    silent = []
    for id_ in (one for one in sides_in_order(ceasefire, material) if one in parties):
        own = sorted((one for one in given if one.party == id_), key=lambda one: one.number)
        made += [_act(one, ceasefire, href) for one in own[-2:]]
        silent += [] if own else [_named(id_, ceasefire)]
    if silent:
        made.append(sentence(say("No act of %(who)s on it is kept."), who=listed(silent, either=True)))
    text = Stood(room="text", entry=laid.id, values={"value": laid.sign_off.text.text})
    return line_of("finding", laid.id, href, made, [text, *map(stood_signature, acts)], weight=WEIGHT)


def _act(one: Signature, ceasefire: Ceasefire, href: str) -> Sentence:
    who = _named(one.party, ceasefire)
    return sentence(
        say(ACTS[one.act]), claimant=who, who=Piece(text=who, href=href), day=Piece(text=day_words(one.at[:10]))
    )
