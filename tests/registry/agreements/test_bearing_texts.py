"""Which sections of a text stand beside the watch's provisions, whom they bind, and which words are the same copy."""

import pytest

from detente.registry.agreements.bearing.texts import plain_words, with_cut_provisions
from detente.registry.agreements.definition import Agreement, AgreementParty, Provision, TextVariant
from detente.registry.agreements.texts.cutting import cut_provisions
from detente.registry.assertions.actors import Actor

ACTORS = (Actor(id="V", name="Velduria", kind="state"), Actor(id="C", name="Corvessa", kind="state"))
TEXT = """Article 1
Velduria shall reopen the harbour of Lisk within thirty days.
Article 2
Each Party shall hand over maps of its minefields.
Article 3
Corvessa may keep a liaison office in Lisk.
Article 4
The bridge shall be repaired.
"""


def agreement(*provisions: Provision) -> Agreement:
    parties = (AgreementParty(actor="V"), AgreementParty(actor="C"))
    return Agreement(id="lisk", name="Lisk Accord", parties=parties, provisions=provisions)


def bound(of: Agreement, *variants: TextVariant) -> dict[str, tuple[str, ...]]:
    made = with_cut_provisions(of, [(one, cut_provisions(one.text or "")) for one in variants], ACTORS)
    return {one.id: one.bound for one in made.provisions}


def test_sections_bind_whom_they_name_and_what_binds_nobody_is_no_provision() -> None:
    assert bound(agreement(), TextVariant(id="a", text=TEXT)) == {"a/1": ("V",), "a/2": ("V", "C")}


def test_what_the_watch_has_stands_once() -> None:
    own = Provision(id="1", words="Velduria opens the harbour of Lisk again.", bound=("V",))
    assert bound(agreement(own), TextVariant(id="a", text=TEXT)) == {"1": ("V",), "a/2": ("V", "C")}
    other = Provision(id="1", words="Corvessa frees prisoners.", bound=("C",))
    assert set(bound(agreement(other), TextVariant(id="a", text=TEXT))) == {"1", "a/1", "a/2"}


def test_of_several_texts_the_first_in_english_is_taken() -> None:
    other = TextVariant(id="fr", language="fr", text="Article 1\nVelduria doit ouvrir le port.\nArticle 2\nFin.\n")
    assert set(bound(agreement(), other, TextVariant(id="a", text=TEXT))) == {"a/1", "a/2"}
    assert bound(agreement()) == {}


@pytest.mark.parametrize(
    "copy", ["LISK (AFP) - The harbour opened.", "The harbour opened (dpa).", "the harbour  opened"]
)
def test_agencies_and_datelines_make_no_other_words(copy: str) -> None:
    assert plain_words(copy) == plain_words("The harbour opened.")
    assert plain_words(copy) != plain_words("The harbour closed.")
