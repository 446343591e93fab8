"""Second-hand words: the source is whose words they are, and who passes them on stands in `via`."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader

Said = tuple[str | None, tuple[str, ...], str]


def said(text: str) -> list[Said]:
    reading = default_reader().read(Document(id="x", text=text))
    return [
        (
            reading.words_of(c.source) if c.source else None,
            tuple(reading.words_of(v) for v in c.via),
            reading.words_of(c.content),
        )
        for c in reading.claims
    ]


@pytest.mark.parametrize(
    ("text", "source", "via", "content"),
    [
        (
            "The convoy was stopped at noon, the army said, Reuters reported.",
            "the army",
            ("Reuters",),
            "The convoy was stopped at noon",
        ),
        (
            "Citing the ministry, TASS reported that the bridge had been closed.",
            "the ministry",
            ("TASS",),
            "the bridge had been closed",
        ),
        (
            "The rebels will free the hostages, the BBC reported, citing a spokesman for the group.",
            "a spokesman for the group",
            ("the BBC",),
            "The rebels will free the hostages",
        ),
        (
            "According to the mayor, quoted by local radio, three men were arrested.",
            "the mayor",
            ("local radio",),
            "three men were arrested",
        ),
        (
            "The Guardian quoted a diplomat as saying that the talks had failed.",
            "a diplomat",
            ("The Guardian",),
            "the talks had failed",
        ),
        (
            "State television, citing unnamed officials, said the general had been dismissed.",
            "unnamed officials",
            ("State television",),
            "the general had been dismissed",
        ),
    ],
)
def test_who_passes_words_on_is_no_claimant_of_his_own(
    text: str, source: str, via: tuple[str, ...], content: str
) -> None:
    assert said(text) == [(source, via, content)]


def test_who_cites_a_reason_speaks_for_himself() -> None:
    ((source, via, _),) = said("The minister cancelled the visit, citing security concerns, his office said.")
    assert (source, via) == ("his office", ())


def test_who_says_that_another_said_so_claims_that_too() -> None:
    found = said("The ministry said that the rebels had announced that they would leave the town.")
    assert [(source, via) for source, via, _ in found] == [("The ministry", ()), ("the rebels", ("The ministry",))]


def test_who_contradicts_behind_a_semicolon_passes_nothing_on() -> None:
    found = said("Tehran says it did not bomb Erbil; Baghdad says it did.")
    assert [(source, via) for source, via, _ in found] == [("Tehran", ()), ("Baghdad", ())]


def test_who_is_sent_a_paper_does_not_say_what_stands_in_it() -> None:
    text = "The mission received a note from the Ministry of Foreign Affairs, stating that the army had left."
    assert said(text) == [("the Ministry of Foreign Affairs", (), "the army had left")]
