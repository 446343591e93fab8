"""One speaker has one name all over the ledger, and two who share a family name are not made one."""

from detente.registry.statements.selection import select_lines
from detente.registry.statements.speakers import Speaker, full_names
from registry.statements.ledger_made import ledger


def test_a_family_name_is_the_fuller_ones_who_alone_has_it() -> None:
    names = full_names([Speaker(name="Per Sterrin", country="NOR"), Speaker(name="Sterrin")])
    assert names == {"Per Sterrin": "Per Sterrin", "Sterrin": "Per Sterrin"}


def test_a_family_name_that_two_have_stays_what_it_is() -> None:
    some = [Speaker(name=name) for name in ("Per Sterrin", "Ana Sterrin", "Sterrin")]
    assert full_names(some)["Sterrin"] == "Sterrin"


def test_another_country_a_first_name_and_an_office_are_not_the_person() -> None:
    some = [
        Speaker(name="Per Sterrin", country="NOR"), Speaker(name="Sterrin", country="FIN"), Speaker(name="Per"),
        Speaker(name="official"), Speaker(name="Tarvian official"),
    ]  # fmt: skip
    names = full_names(some)
    assert [names.get(one.name, one.name) for one in some] == [one.name for one in some]


def test_the_name_most_used_is_listed_and_other_letters_make_no_other_person() -> None:
    some = [
        Speaker(name=name)
        for name in ("Per Sterrin", "Per Sterrin", "PM Per Sterrin", "Oleh Dovzhenko", "Oleh Dovjenko")
    ]
    names = full_names(some)
    assert names["PM Per Sterrin"] == "Per Sterrin"
    assert names["Oleh Dovzhenko"] == names["Oleh Dovjenko"]


def test_what_may_be_a_company_is_a_person_only_where_a_person_is_so_named() -> None:
    bare = Speaker(name="Vorr", is_sure=False)
    assert full_names([bare, Speaker(name="Mette Vorr")])["Vorr"] == "Mette Vorr"
    assert full_names([bare, Speaker(name="Mette Vorr", is_sure=False)])["Vorr"] == "Vorr"


def test_a_bare_name_that_a_country_was_found_for_is_a_speaker_who_is_known() -> None:
    lines = ledger(
        ("2024-01-25", 'Turkish Cypriot leader Ersin Tatar said: "We will open the gate before the winter."'),
        (
            "2024-01-26",
            (
                '"We stay on the island," Turkish Foreign Minister Hakan Fidan said in Lefkosa on Thursday. '
                'Tatar spoke of "two peoples, one island".'
            ),
        ),
    )
    assert [line.speaker for line in lines] == ["Ersin Tatar", "Hakan Fidan", "Ersin Tatar"]


def test_the_ledger_has_one_speaker_and_keeps_the_name_that_each_report_has() -> None:
    lines = ledger(
        ("2024-01-01", 'Turkish Cypriot leader Ersin Tatar said: "We will open the gate before the winter."'),
        ("2024-02-01", 'Tatar said: "The two sides must speak as equals about the road."'),
    )
    assert [line.speaker for line in lines] == ["Ersin Tatar", "Ersin Tatar"]
    assert [line.fullest.speaker for line in lines] == ["Ersin Tatar", "Tatar"]
    assert len(select_lines(lines, speaker="Ersin Tatar")) == 2
