"""Who speaks stands out once, outside of quotes, and keeps the way to its words."""

import pytest

from brief.made import said, sentence
from detente.brief.letter.naming import named_pieces


@pytest.mark.parametrize(
    ("claimant", "begins", "strong"),
    [
        ("the Ministry of Defence", "The Ministry of Defence says", "The Ministry of Defence"),
        ("Ministry of Defence", "The Ministry of Defence says", "The Ministry of Defence"),
        ("The Corridor Review", "The Corridor Review says", "The Corridor Review"),
        ("A (B) [C", "A (B) [C says", "A (B) [C"),
    ],
)
def test_a_claimant_is_found_with_the_article_and_without(claimant: str, begins: str, strong: str) -> None:
    runs = list(named_pieces(sentence(claimant, begins)))
    assert [one.piece.text for one in runs if one.strong] == [strong]
    assert "".join(one.piece.text for one in runs) == begins


def test_it_stands_out_once_outside_of_quotes_and_keeps_its_words() -> None:
    one = sentence("Akar", said("Akar spoke", quoted=True), " and ", said("Akar"), " says it of Akar")
    (found,) = (run for run in named_pieces(one) if run.strong)
    assert found.piece.evidence is not None
    assert not found.piece.quoted


def test_where_nobody_is_named_nothing_stands_out() -> None:
    for claimant in (None, "", "Rook"):
        assert not any(run.strong for run in named_pieces(sentence(claimant, "Nobody is the one who says so.")))
