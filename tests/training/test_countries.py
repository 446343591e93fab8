"""A sentence of other countries: the same words in the same parts, whatever the names."""

import random

from corpus import Json, examples_of
from countries import with_other_countries
from detente.knowledge.files import read_jsonl
from examples import Example

ADJECTIVES = {
    row["name"]: row["adjectives"][0] for row in read_jsonl("countries/states.jsonl") if row.get("adjectives")
}
TEXT = "Kenya accused Somali fishermen of crossing into Kenyan waters, a minister said, and France agreed."


def spans(*words: str) -> list[list[int]]:
    return [[TEXT.index(w), TEXT.index(w) + len(w)] for w in words]


def example() -> Example:
    accusing: Json = {
        "type": "ACCUSE",
        "mode": "allege",
        "contexts": ["territory"],
        "status": "happened",
        "trigger": spans("accused")[0],
        "actors": spans("Kenya"),
        "recipients": spans("Somali fishermen"),
    }
    claim: Json = {"cue": spans("said")[0], "source": spans("a minister")[0], "content": [0, TEXT.index(", a min")]}
    row: Json = {"id": "x", "text": TEXT, "events": [accusing], "claims": [{**claim, "mood": "said"}]}
    row["entities"] = [{"start": s, "end": e} for s, e in spans("Kenya", "Somali fishermen", "France")]
    (made,) = examples_of([row], "real")
    return made


def test_every_span_stands_on_what_took_the_place_of_its_words() -> None:
    seen = set()
    for seed in range(60):
        other = with_other_countries(example(), random.Random(seed))
        (event,), text = other.events, other.text
        seen.add(text)
        assert text[event.trigger.start : event.trigger.end] == "accused"
        (actor,), (recipient,) = event.actors or (), event.recipients or ()
        name, fishermen = text[actor.start : actor.end], text[recipient.start : recipient.end]
        assert text.startswith(f"{name} accused {fishermen} of crossing into ")
        assert fishermen.endswith(" fishermen")
        (claim,) = other.claims or ()
        assert claim.source is not None
        assert claim.content is not None
        assert text[claim.source.start : claim.source.end] == "a minister"
        assert text[claim.cue.start : claim.cue.end] == "said"
        assert text[claim.content.start : claim.content.end].endswith(" waters")
        assert {(p.actor, p.recipient) for p in other.pairs} >= {(actor, recipient)}
    assert len(seen) > 50


def test_a_country_is_the_same_throughout_and_two_stay_two() -> None:
    for seed in range(60):
        text = with_other_countries(example(), random.Random(seed)).text
        if text == TEXT:
            continue  # two were given one country, and the sentence was left as it is
        first, last = text.split(" accused ")[0], text.split(" said, and ")[-1].removesuffix(" agreed.")
        assert first != last
        assert text.split(" crossing into ")[1].split(" waters")[0] == ADJECTIVES[first]


def test_a_sentence_without_countries_stays_as_it_is() -> None:
    plain = Example(text="Police arrested two men.", source="real")
    assert with_other_countries(plain, random.Random(1)) is plain
