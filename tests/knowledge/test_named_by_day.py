import pytest

from detente.knowledge.named_by_day import is_making, names_by_day


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The truce of 5 May was broken by fire.", True),
        ("Shelling broke the ceasefire signed on 5 May.", True),
        ("The ceasefire, announced 5 May, was broken.", True),
        ("Fire broke the 5 May truce.", True),
        ("Under the 5 May ceasefire agreement both withdraw.", True),
        ("The statement dated 5 May says so.", True),
        ("Under the 5 May trilateral statement both withdraw.", True),
        ("The 5 May ceasefire violations were many.", False),
        ("The 5 May attack on ceasefire monitors was denied.", False),
        ("On 5 May ceasefire monitors heard fire.", False),
        ("The truce was broken on 5 May.", False),
        ("The shelling of 5 May killed two.", False),
        ("The sides agreed on 5 May to withdraw.", False),
        ("They must withdraw by 5 May under the truce.", False),
    ],
)
def test_a_day_that_names_a_thing_is_told_from_a_day_of_a_deed(text: str, named: object) -> None:
    start = text.index("5 May")
    assert names_by_day(text, start, start + len("5 May")) is named


def test_of_its_making_the_day_that_names_a_thing_is_the_day() -> None:
    assert is_making("was signed")
    assert not is_making("shelled")
