import pytest

from detente.core.errors import UsageError
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.parse import ceasefire_from_json, ceasefire_to_json, parse_ceasefire

FORD = """
id = "ford"
name = "Line of the Ford"
taxonomy = "posts-on-a-line"
first = "2031-03-01"
invented = true
[[bases]]
title = "Protocol of the Ford"
[[bases.evidence]]
words = "The parties shall cease fire along the line."
by = "Ann Brook"
[[bases.clauses]]
id = "1"
words = "The parties shall not open fire."
breached_by = ["fire"]
[[parties]]
id = "A"
name = "Northmark"
[[parties]]
id = "B"
name = "Southmark"
[[monitors]]
id = "M"
name = "Joint Centre"
"""


def parse(text: str, beside: bytes = b"") -> Ceasefire:
    return parse_ceasefire(text.encode(), name="ford.toml", read_beside=lambda _: beside)


def test_a_ceasefire_is_read_and_kept_as_it_was_written() -> None:
    ceasefire = parse(FORD)
    assert [party.name for party in ceasefire.parties] == ["Northmark", "Southmark"]
    assert ceasefire.columns == ("A", "B", "M")
    assert ceasefire.clauses_of("fire") == ("1",)
    assert ceasefire.clauses_of("exercise") == ()
    assert ceasefire_from_json(ceasefire_to_json(ceasefire)) == ceasefire


def test_a_taxonomy_of_ones_own_stands_beside() -> None:
    own = b'name = "Own"\ncounted = "nights"\ndisjoint = true\ntotal = ["fire"]\n'
    own += b'[[classes]]\nid = "fire"\none = "night of fire"\nmany = "nights of fire"\n'
    assert parse(FORD.replace("posts-on-a-line", "own.toml"), own).taxonomy.counted == "nights"


@pytest.mark.parametrize(
    ("part", "instead", "said"),
    [
        ('["fire"]', '["fir"]', "'fir', no class"),
        ('id = "M"', 'id = "A"', "'A' is there twice"),
        ('id = "M"', 'id = "M"\nstaf = 3', r"monitors\[1\].staf"),
        ('words = "The parties shall cease', 'wrds = "The parties shall cease', "`words`"),
        ("2031-03-01", "2031-3-1", "no day"),
        ('[[parties]]\nid = "B"\nname = "Southmark"\n', "", "length"),
        ('taxonomy = "posts-on-a-line"\n', "", "which taxonomy"),
        ("invented = true", "invented = ", "TOML"),
        ('by = "Ann Brook"', "", "nobody wrote it"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(part: str, instead: str, said: str) -> None:
    assert part in FORD
    with pytest.raises(UsageError, match=said):
        parse(FORD.replace(part, instead))
