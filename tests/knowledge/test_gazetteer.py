"""The gazetteer: both communities' names, no side taken, small and quick enough."""

import time
from collections.abc import Callable, Iterator
from importlib import resources

import pytest

from detente.core.errors import KnowledgeError, UsageError
from detente.core.settings import load_settings
from detente.knowledge import gazetteer as module
from detente.knowledge.gazetteer import Gazetteer, chosen_language, fold_name, load_gazetteer, region_names

LARGEST_BYTES = 25_000_000


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def test_a_city_has_its_point_country_and_division(gazetteer: Gazetteer) -> None:
    ankara = next(e for e in gazetteer.lookup("Ankara") if e.precision == "city")
    assert (ankara.geonameid, ankara.country, ankara.admin1) == (323786, "TUR", "Ankara")
    assert ankara.lat == pytest.approx(39.92, abs=0.01)
    assert ankara.lon == pytest.approx(32.85, abs=0.01)


@pytest.mark.parametrize(
    "pair", [("Shusha", "Shushi"), ("Stepanakert", "Khankendi"), ("Kalbajar", "Karvachar"), ("Lachin", "Berdzor")]
)
def test_both_communities_names_lead_to_one_place(gazetteer: Gazetteer, pair: tuple[str, str]) -> None:
    one, other = (gazetteer.lookup(name)[0] for name in pair)
    assert one == other


def test_a_disputed_region_has_a_middle_and_no_country(gazetteer: Gazetteer) -> None:
    (karabakh,) = gazetteer.lookup("Nagorno-Karabakh")
    assert (karabakh.country, karabakh.precision) == (None, "region")
    assert karabakh.lat is not None


@pytest.mark.parametrize("name", ["Jerusalem", "Crimea", "Kashmir", "Golan Heights", "Karabakh", "Abkhazia"])
def test_what_is_disputed_is_given_to_nobody(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name)[0].country is None


def test_a_country_is_an_area_with_a_middle(gazetteer: Gazetteer) -> None:
    country = gazetteer.lookup("Georgia")[0]
    assert (country.country, country.precision) == ("GEO", "country")
    assert country.lat == pytest.approx(42, abs=1)
    assert country.lon == pytest.approx(43.5, abs=1)


@pytest.mark.parametrize(("name", "same"), [("Chişinău", "Chisinau"), ("Şəki", "Saki"), ("Łódź", "Lodz")])
def test_accents_do_not_matter(name: str, same: str) -> None:
    assert fold_name(name) == fold_name(same)


@pytest.mark.parametrize(("name", "found"), [("Ill.", "Illinois"), ("Shandong Province", "Shandong")])
def test_short_forms_and_generic_nouns_are_understood(gazetteer: Gazetteer, name: str, found: str) -> None:
    assert any(e.name.startswith(found) and e.precision == "admin1" for e in gazetteer.lookup(name))


def test_what_is_no_place_is_not_found(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Xyzzyville") == ()


def test_entries_come_with_the_most_populous_first(gazetteer: Gazetteer) -> None:
    people = [e.population for e in gazetteer.lookup("Springfield")]
    assert len(people) > 5
    assert people == sorted(people, reverse=True)


def test_names_are_sorted_as_the_search_needs() -> None:
    names = module._rows_of("names.tsv")
    keys = [line.split("\t")[0] for line in names]
    assert keys == sorted(keys)
    assert all(fold_name(k) == k for k in keys[::1000])


def test_regions_are_known_to_the_matcher_under_all_their_names() -> None:
    forms = dict(region_names())
    assert forms["Shushi"].canonical == forms["Shusha"].canonical == "Shusha / Shushi"
    assert len(forms) > 2_000


def test_every_table_says_where_it_comes_from_and_together_they_are_small() -> None:
    folder = resources.files("detente.knowledge") / "data" / "gazetteer"
    tables = [folder / f"{name}.tsv" for name in ("names", "places", "divisions")]
    for table in tables:
        assert "GeoNames" in table.read_text("utf-8").partition("\n")[0]
    assert sum(len(t.read_bytes()) for t in tables) < LARGEST_BYTES


def test_loading_takes_no_longer_than_reading_the_files_a_few_times() -> None:
    folder = resources.files("detente.knowledge") / "data" / "gazetteer"
    started = time.process_time()
    for name in ("names", "places", "divisions"):
        (folder / f"{name}.tsv").read_text("utf-8").split("\n")
    reading = time.process_time() - started
    load_gazetteer.cache_clear()
    started = time.process_time()
    load_gazetteer()
    assert time.process_time() - started < 10 * reading


def test_a_missing_table_names_itself_and_the_way_out() -> None:
    with pytest.raises(KnowledgeError, match=r"gone\.tsv.*reinstall"):
        module._rows_of("gone.tsv")


@pytest.fixture
def set_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Give what sets the language of names, and forget it behind the test."""

    def forget() -> None:
        load_settings.cache_clear()
        chosen_language.cache_clear()

    def work(names: str) -> None:
        monkeypatch.setenv("DETENTE_NAMES", names)
        forget()

    yield work
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("names", ["az", "both"])
def test_a_language_in_which_places_have_names_may_be_set(names: str, set_names: Callable[[str], None]) -> None:
    set_names(names)
    assert chosen_language() == names


def test_a_language_in_which_no_place_has_a_name_is_refused(set_names: Callable[[str], None]) -> None:
    set_names("zz")
    with pytest.raises(UsageError, match=r'set it to "both", .*az, .*hy, '):
        chosen_language()
