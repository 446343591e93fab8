from detente.registry.agreements.texts.alignment import ClausePair, align_texts
from detente.registry.agreements.texts.cutting import cut_provisions

OLD = (
    "1. Northmark shall withdraw 1,960 troops by 15 November 2020.\n2. The corridor shall be five km wide and open.\n"
    "3. Prisoners shall be exchanged.\n4. The centre shall monitor the truce."
)
NEW = (
    "1. Northmark shall withdraw 1,900 troops by 15 November 2020.\n2. A new road shall be built.\n"
    "3. The corridor shall be five km wide and open.\n4. The centre shall monitor the truce with drones.\n"
    "5. Prisoners shall be exchanged."
)
OTHER = "1. Нортмарк выводит 1 960 военных до 20 ноября 2020.\n2. Коридор.\n3. Пленные.\n4. Центр."


def pairs(old: str, new: str, *, are_one: bool = True, names: dict[str, str] | None = None) -> list[ClausePair]:
    return list(align_texts(cut_provisions(old), cut_provisions(new), are_one_language=are_one, names=names))


def test_clauses_are_aligned_and_what_was_changed_moved_or_added_is_said() -> None:
    told = [(one.old and one.old.id, one.new and one.new.id, one.kind) for one in pairs(OLD, NEW)]
    assert told == [
        ("1", "1", "changed"), (None, "2", "only in B"), ("2", "3", "same"), ("3", "5", "moved"), ("4", "4", "changed"),
    ]  # fmt: skip


def test_what_was_changed_is_told_word_by_word() -> None:
    first, *_, last = pairs(OLD, NEW)
    assert [(change.old, change.new) for change in first.changes] == [("1,960", "1,900")]
    assert [(change.old, change.new) for change in last.changes] == [(None, "with drones")]


def test_of_two_languages_figures_dates_and_known_names_are_compared_and_words_are_not() -> None:
    first, second, *_ = pairs(OLD, OTHER, are_one=False, names={"northmark": "N", "нортмарк": "N", "corridor": "K"})
    assert (first.kind, first.changes, first.names) == ("not compared", (), ())
    assert first.figures == (("15 of month 11", "A"), ("20 of month 11", "B"))
    assert second.names == (("K", "A"),)


def test_a_text_and_itself_differ_in_nothing_and_an_empty_one_in_all() -> None:
    assert {one.kind for one in pairs(OLD, OLD)} == {"same"}
    assert {one.kind for one in pairs(OLD, "")} == {"only in A"}


def test_the_first_of_a_month_is_one_day_in_any_language() -> None:
    from detente.registry.agreements.texts.figures import figures_in

    assert figures_in("le 1er juin 2017") == figures_in("on 1 June 2017") == figures_in("el 1º de junio de 2017")
