"""The watches that are shipped: each can be used, treats parties alike, and nothing else in the program names them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.core.errors import UsageError
from detente.pipeline.watches import WatchFile, parse_watch_file
from detente.registry.assertions.actors import Actor
from detente.registry.watch.shipped import shipped_files, shipped_names, shipped_watch
from detente.registry.watch.stated import stated_in, things_of

SOURCE = Path(__file__).parents[3] / "src" / "detente"
every_watch = pytest.mark.parametrize("name", shipped_names())


def parsed(name: str) -> WatchFile:
    files = shipped_files(name)
    return parse_watch_file(files[f"{name}.toml"], name=name, read_beside=files.__getitem__)


def states(name: str) -> list[Actor]:
    return [one for one in shipped_watch(name).actors if one.kind == "state"]


def test_two_are_shipped_and_share_nothing_that_reports_tell_of() -> None:
    assert shipped_names() == ("south-caucasus", "tigray")
    first, second = ({one.id for one in things_of(shipped_watch(name))} for name in shipped_names())
    assert not first & second


@pytest.mark.parametrize("name", ["", "atlantis", "../tigray", "tigray.toml", "south-caucasus-karabakh-2020"])
def test_another_name_is_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(UsageError, match="south-caucasus, tigray"):
        shipped_files(name)


@every_watch
def test_each_can_be_used_with_the_ceasefires_beside_it(name: str) -> None:
    made = parsed(name)
    assert len(made.ceasefires) == len(made.watch.ceasefires) >= 1
    assert {one.ceasefire for one in made.watch.agreements if one.ceasefire} == {one.id for one in made.ceasefires}


@every_watch
def test_all_that_is_stated_has_its_words_their_writer_and_their_source(name: str) -> None:
    watch = shipped_watch(name)
    evidence = [one for said in stated_in(watch) for one in said.evidence]
    provisions = [one for agreement in watch.agreements for one in agreement.provisions]
    assert evidence
    assert provisions
    assert all(one.by and one.source for one in [*evidence, *(e for p in provisions for e in p.evidence)])
    assert all(one.is_composed and one.evidence for one in provisions)
    assert len({said.id for said in stated_in(watch)}) == len(watch.stated)


@every_watch
def test_every_state_has_the_same_fields_and_as_much_press(name: str) -> None:
    assert {(len(one.countries), len(one.press), bool(one.names)) for one in states(name)} == {(1, 1, True)}
    assert all(one.countries == (one.id,) for one in states(name))


@every_watch
def test_the_parties_of_a_ceasefire_have_names_and_press_alike(name: str) -> None:
    for ceasefire in parsed(name).ceasefires:
        first, second = ceasefire.parties
        assert bool(first.names) == bool(second.names)
        assert len(first.press) == len(second.press)
        assert abs(len(first.names) - len(second.names)) <= 1
        assert ceasefire.order == "alternating"
        assert first.id < second.id


@every_watch
def test_everything_is_in_the_order_of_the_alphabet(name: str) -> None:
    watch = shipped_watch(name)
    listed = [
        [one.id for one in watch.actors],
        [one.name for one in watch.places],
        *([party.actor for party in one.parties if party.role == role] for one in watch.agreements
          for role in ("party", "witness")),
        *(list(one.envisaged) for one in watch.platforms),
        *(list(one.parties) for one in watch.projects),
        *(list(one.actors) for one in watch.institutions),
        *(list(ids) for one in watch.stated for ids in one.parts.values()),
    ]  # fmt: skip
    assert listed == [sorted(one) for one in listed]


@every_watch
def test_a_place_is_called_by_all_of_its_names_and_is_said_to_be_nobodys(name: str) -> None:
    for place in shipped_watch(name).places:
        called = place.name.split(" / ")
        assert called == sorted(called)
        assert set(called) <= {place.name, *place.names}
        assert place.names == tuple(sorted(place.names))
        assert not place.countries


@every_watch
def test_what_both_sides_signed_is_stated_by_each_of_them(name: str) -> None:
    watch = shipped_watch(name)
    claimed = {(one.of, one.what, one.claimant) for one in watch.stated}
    both = [one for one in watch.agreements if len([p for p in one.parties if p.role == "party"]) == 2]
    for one in both:
        who = {claimant for of, what, claimant in claimed if of == one.id and what in {"signed", "initialled"}}
        assert who in (set(), {party.actor for party in one.parties if party.role == "party"}), one.id


def names_of_regions() -> Iterator[str]:
    for name in shipped_names():
        watch = shipped_watch(name)
        yield from (part for place in watch.places for part in place.name.split(" / "))
        yield from (name for one in watch.agreements for name in (one.name, *one.names))
        yield from (name for one in watch.projects for name in (one.name, *one.names) if len(name) > 4)


def test_no_module_names_what_the_shipped_watches_are_about() -> None:
    words = "|".join(re.escape(one) for one in sorted(set(names_of_regions())))
    found = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    modules = [path for path in SOURCE.rglob("*.py") if "data" not in path.relative_to(SOURCE).parts]
    naming = {
        f"{path.relative_to(SOURCE)}: {hit[0]}"
        for path in modules
        for hit in found.finditer(_code_of(path.read_text(encoding="utf-8")))
    }
    assert len(modules) > 500
    assert not naming


def _code_of(module: str) -> str:
    """Return a module without its remarks and its docstrings, in which an example may stand."""
    import ast

    tree = ast.parse(module)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [  # type: ignore[attr-defined]
                one for one in body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
            ] or [ast.Pass()]
    return ast.unparse(tree)
