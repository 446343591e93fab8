"""Which passwords are taken, and that one is the same however its accents were typed."""

import pytest

from desk.access.conftest import CHEAP
from detente.desk.access.passwords import LONGEST, Passwords, refuse_weak
from detente.desk.refusals import Refused


@pytest.mark.parametrize(
    "password",
    [
        "", "short", "elevenchars", "password1234", "Password-2026", "qwertyuiop123", "123456789012", "aaaaaaaaaaaa",
        "abcabcabcabc", "annbrook12345", "Ann Brook 1987!", "administrator1", "letmein letmein", "zyxwvutsrqponm",
        "ceasefire-desk", "welcomewelcome1", "asdfghjklzxcvbnm", "x" * (LONGEST + 1),
    ],
)  # fmt: skip
def test_what_everybody_tries_is_no_password(password: str) -> None:
    with pytest.raises(Refused):
        refuse_weak(password, login="annbrook", name="Ann Brook")


@pytest.mark.parametrize(
    "password",
    ["otter lamp seventeen brick", "correct-horse-9-battery", "gK4#xPz!92mQ", "dörtyapraklıyonca", "шесть синих вёдер"],
)
def test_a_password_of_some_words_or_of_chance_is_taken(password: str) -> None:
    refuse_weak(password, login="annbrook", name="Ann Brook")


def test_a_password_is_the_same_however_its_accents_were_put_together() -> None:
    passwords = Passwords(CHEAP)
    kept = passwords.kept("ein schöner Tag im Mai")
    assert passwords.holds(kept, "ein scho\u0308ner Tag im Mai")
    assert not passwords.holds(kept, "ein schoner Tag im Mai")


def test_where_no_password_is_set_none_is_right() -> None:
    passwords = Passwords(CHEAP)
    assert not any(passwords.holds(kept, word) for kept in (None, "", "no hash") for word in ("", "None", "no hash"))


def test_passwords_are_kept_by_argon2id_as_the_library_advises() -> None:
    kept = Passwords().kept("otter lamp seventeen brick")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
