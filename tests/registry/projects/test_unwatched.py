"""Projects that no watch has: one is listed once, under all of its names, with what is told of it."""

from dataclasses import replace

from detente.registry.projects.unwatched import unwatched_in
from registry.projects.told_made import told


def listed(*texts: str) -> list[tuple[tuple[str, ...], bool]]:
    said = [replace(one, id=f"{n} {one.id}") for n, text in enumerate(texts) for one in told(text)]
    return [((one.name, *one.names), one.is_told_of) for one in unwatched_in(said)]


def test_a_project_is_one_whatever_noun_stands_behind_its_name() -> None:
    assert listed(
        "The Brennick Link pipeline was opened in May.",
        "The Brennick Link pipeline was discussed.",
        "Northmark closed the Brennick Link gas pipeline.",
        "Velmark's Brennick Link natural gas pipeline was damaged.",
    ) == [(("Brennick Link pipeline", "Brennick Link gas pipeline", "Brennick Link natural gas pipeline"), True)]


def test_a_word_that_says_which_of_two_makes_another_project() -> None:
    texts = ("The Brennick Link pipeline was opened.", "The Upper Brennick Link pipeline was closed.")
    assert [name for name, _ in listed(*texts)] == [("Brennick Link pipeline",), ("Upper Brennick Link pipeline",)]


def test_what_is_only_named_says_so_and_a_station_is_none() -> None:
    assert listed("Talks on the Harlow railway were held.") == [(("Harlow railway",), False)]
    assert not listed("A fire broke out at the Harlow railway station on Monday.")


def test_money_in_no_project_is_no_project() -> None:
    assert not listed("Northmark invested 40 million euros in Velduria's energy sector.")
