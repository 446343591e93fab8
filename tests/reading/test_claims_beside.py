"""Verbs beside quotation marks: whoever is their subject speaks, whatever verb it is."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader


def spoken(text: str) -> list[tuple[str | None, str]]:
    reading = default_reader().read(Document(id="x", text=text))
    return [
        (reading.words_of(c.source) if c.source else None, reading.words_of(c.content))
        for c in reading.claims
        if c.mode == "direct"
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ('"We have lost everything," sobbed the driver Tomas Belik.', "driver", "We have lost everything"),
        ('"Which plan?" asked Kobalidze. "We have never seen it."', "Kobalidze", "Which plan"),
        ('The minister Ana Prohaska was blunt: "The bridge stays closed."', "Prohaska", "The bridge stays closed."),
        (
            "Deputy Minister Gugu Radebe lost her patience on Sunday. “Every summer they send us a telegram.”",
            "Radebe",
            "Every summer they send us a telegram.",
        ),
    ],
)
def test_the_subject_of_a_verb_beside_a_quotation_speaks(text: str, speaker: str, words: str) -> None:
    found = spoken(text)
    assert any(source and speaker in source and content.startswith(words) for source, content in found), found


def test_a_quotation_that_ends_before_its_full_stop_is_speech_all_the_same() -> None:
    ((source, content),) = spoken("“It had every chance to turn,” said the minister. “We will not wait again”.")
    assert source == "the minister"
    assert content.endswith("We will not wait again")


def test_a_song_in_quotation_marks_is_nobodys_words() -> None:
    assert not spoken('The song, "We shall overcome," drifted through the hall.')
