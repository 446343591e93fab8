"""Who only meets somewhere, or deals with a state, does not belong to it."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Negotiators from several states gather in Geneva for talks on Syria.", "Negotiators", None),
        ("Foreign ministers meet in Vienna to discuss the nuclear programme.", "Foreign ministers", None),
        ("The navy will hold joint exercises with Japan in the South China Sea.", "navy", None),
        ("Police in Geneva arrested two men.", "Police", "CHE"),
        ("Protesters clash with police in Cairo.", "Protesters", "EGY"),
        ("In Geneva, about twenty women from Aleppo were detained by the police.", "women", "SYR"),
    ],
)
def test_a_venue_or_a_partner_is_nobodys_country(text: str, name: str, country: str | None) -> None:
    reading = default_reader().read(Document(id="x", text=text, published="2012-06-02"))
    assert next(e.country for e in reading.entities if e.name == name) == country
