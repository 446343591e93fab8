"""Coded documents as examples, a sentence each."""

from corpus import Json, examples_of

TEXT = 'He spoke. "We will stay," the envoy said. "Nobody leaves."'


def at(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def row(**claim: object) -> Json:
    given: Json = {"cue": at("said"), "source": at("the envoy"), "content": at('"We will stay,"'), "mood": "said"}
    return {"id": "x", "text": TEXT, "events": [], "claims": [given | claim]}


def test_a_claim_goes_with_the_sentence_of_its_cue() -> None:
    examples = list(examples_of([row()], "composed"))
    assert [len(e.claims or ()) for e in examples].count(1) == 1
    (telling,) = [e for e in examples if e.claims]
    (claim,) = telling.claims or ()
    assert telling.text[claim.cue.start : claim.cue.end] == "said"
    assert claim.mood == "said"


def test_of_a_content_over_several_sentences_only_what_stands_there_is_kept() -> None:
    start = TEXT.index('"We')
    (telling,) = [e for e in examples_of([row(content=[start, len(TEXT)])], "composed") if e.claims]
    (claim,) = telling.claims or ()
    assert claim.content is not None
    assert claim.content.end <= len(telling.text)
    assert telling.text[claim.content.start :].startswith('"We will stay')


def test_a_source_in_another_sentence_is_not_marked() -> None:
    (telling,) = [e for e in examples_of([row(source=at("He"))], "composed") if e.claims]
    (claim,) = telling.claims or ()
    assert claim.source is None


def test_a_claim_without_a_cue_is_nothing_to_tag() -> None:
    assert all(e.claims == () for e in examples_of([row(cue=None)], "composed"))
