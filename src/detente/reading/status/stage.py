"""Judges how an event stands: happened, planned, demanded, denied ... by the claim that holds it and by grammar.

A claim goes before the grammar where its mood decides ("denied that", "accused ... of"); an ordinary report ("said
that") leaves it to the words of what is said. The first rule that applies gives the standing, and says so in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.core.spans import Span, covers, overlaps
from detente.knowledge.cues import StandingWords, load_standing_words
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Candidate, Claim, Standing
from detente.reading.status.case import Case, is_presupposed
from detente.reading.status.rules import DATED, FORESEEN, RULES, SHIFTED, YIELDING, Rule

__all__ = ["JudgeStandings"]

TOLD = frozenset({"happened", "ongoing"})
BY_MODEL = "judged by the model from the words of the sentence"
BY_GRAMMAR = "; found by grammar, not by the model"
CLIMBED = frozenset(
    {"xcomp", "ccomp", "pcomp", "pobj", "dobj", "prep", "acl", "advcl", "conj", "attr", "amod", "compound"}
)
TO_NOUNS = frozenset({"for", "of", "to", "on", "against", "in", "from", "about", "over"})


class JudgeStandings:
    """Gives each candidate its standing: a status, the claim it is known through, and the rule that says so."""

    name, version = "standings", "7"
    needs: tuple[str, ...] = ("sentences", "parse", "claims", "candidates")
    adds = "standings"

    def __init__(self, words: StandingWords | None = None) -> None:
        """Use these words, by default the package's own."""
        self._words = words or load_standing_words()

    def __call__(self, reading: Reading, /) -> Iterator[Standing]:
        """Yield one standing for each candidate, in order."""
        contents, dates = Nearby([c.content for c in reading.claims]), Nearby(reading.dates)
        for candidate in reading.candidates:
            claims = holding_claims(reading.claims, contents, candidate)
            standing = judge(reading, candidate, claims, self._words, dates)
            yield replace(standing, rule=standing.rule + BY_GRAMMAR) if candidate.by_grammar else standing


def judge(
    reading: Reading, candidate: Candidate, claims: tuple[Claim, ...], words: StandingWords, dates: Nearby
) -> Standing:
    """Return the standing of a candidate that `claims` hold, innermost first.

    Where the model that found it has judged it too, a rule that asks what the claims say goes before it; so do those of
    dates and of what was foreseen where the model sees no more than a deed told. Of the words around the trigger, and
    where no rule applies, the model is the judge.
    """
    ruled, rule = judge_by_rule(reading, candidate, claims, words, dates)
    if candidate.status in {None, ruled.status} or _stands(rule, candidate.status):
        return ruled
    return replace(ruled, status=candidate.status, rule=BY_MODEL)


def _stands(rule: Rule | None, by_model: str | None) -> bool:
    """Say whether a rule goes before the model; that of dates does where the model sees no more than a deed told."""
    if rule in {DATED, FORESEEN}:
        return by_model in TOLD
    if rule is SHIFTED:
        return by_model == "background"
    return rule is not None and rule not in YIELDING


def judge_by_rule(
    reading: Reading, candidate: Candidate, claims: tuple[Claim, ...], words: StandingWords, dates: Nearby
) -> tuple[Standing, Rule | None]:
    """Return the standing of a candidate by the first rule that applies, and that rule.

    `claims` hold the candidate, innermost first.
    """
    claim = claims[0].id if claims else None
    parse = reading.parsed()
    case = Case(
        reading=reading,
        parse=parse,
        candidate=candidate,
        claims=claims,
        path=_path(parse, candidate, claims),
        words=words,
        dates=dates,
    )
    for rule in RULES:
        verdict = rule(case)
        if verdict is not None:
            return Standing(status=verdict[0], claim=claim, rule=verdict[1]), rule
    told = "reported without anything that says otherwise" if claims else "told in the publisher's own voice"
    return Standing(status="happened", claim=claim, rule=told), None


def holding_claims(claims: Sequence[Claim], contents: Nearby, candidate: Candidate) -> tuple[Claim, ...]:
    """Return the claims whose content holds a trigger, innermost first; not one whose cue is the trigger."""
    word = Span(candidate.trigger_word, candidate.trigger_word + 1)
    near = (claims[k] for k in contents.around(word))
    found = [c for c in near if _holds(c, word) and not (c.cue and overlaps(c.cue, candidate.trigger))]
    return tuple(sorted(found, key=lambda c: c.content.end - c.content.start))


def _holds(claim: Claim, word: Span) -> bool:
    return any(covers(p, word) for p in claim.parts or (claim.content,))


def _path(parse: Parse, candidate: Candidate, claims: Sequence[Claim]) -> tuple[int, ...]:
    """Return the trigger's word and the words above it, as far as they can decide for it."""
    i = parse.word_at(candidate.trigger_word)
    if i is None:
        return ()
    path = [i, *_verbs_of_occurring(parse, i)]
    i = path[-1]
    cues = [c.cue for c in claims if c.cue]
    while parse.words[i].head != i and parse.words[i].dep in CLIMBED:
        above = parse.words[i].head
        here = Span(parse.words[above].start, parse.words[above].end)
        if any(overlaps(cue, here) for cue in cues) or not _decides_below(parse, i, above):
            break
        path.append(above)
        i = above
    return tuple(path)


def _verbs_of_occurring(parse: Parse, i: int) -> list[int]:
    """Return the verb that says of an event noun, as its subject, that it comes to pass: "the talks took place"."""
    word = parse.words[i]
    if word.dep not in {"nsubj", "nsubjpass"} or word.pos != "NOUN":
        return []
    return [k for k in (word.head, *parse.children(word.head, "xcomp")) if _occurs(parse, k)][:1]


def _occurs(parse: Parse, verb: int) -> bool:
    if parse.words[verb].lemma.lower() == "take":
        return any(parse.words[k].lemma.lower() == "place" for k in parse.children(verb, "dobj"))
    passive = parse.words[verb].lemma.lower() != "hold" or bool(parse.children(verb, "auxpass"))
    return passive and parse.words[verb].lemma.lower() in load_standing_words().words["occur"]


def _decides_below(parse: Parse, i: int, above: int) -> bool:
    """Say whether the word above can decide for word `i`: not a finite clause's, nor one of another matter."""
    word, head = parse.words[i], parse.words[above]
    if word.dep == "conj" and parse.children(i, "nsubj", "nsubjpass"):
        return False
    if word.dep == "advcl":
        return any(parse.words[k].tag == "TO" for k in parse.children(i, "aux")) and head.pos in {"VERB", "ADJ", "AUX"}
    if is_presupposed(parse, i):
        return False
    if word.dep == "prep":
        return word.lemma.lower() in TO_NOUNS
    if word.dep == "ccomp":
        return not parse.children(i, "mark")
    return True
