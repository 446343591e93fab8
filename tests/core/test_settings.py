"""Settings come from the environment, and a wrong one is refused."""

import pytest

from detente.core.errors import UsageError
from detente.core.settings import PrivateHost, load_settings, read_author, read_private_hosts


@pytest.fixture(autouse=True)
def forgotten() -> None:
    load_settings.cache_clear()


@pytest.mark.parametrize(("value", "names"), [(None, "both"), ("", "both"), ("az", "az"), (" HY ", "hy")])
def test_whose_names_are_used(monkeypatch: pytest.MonkeyPatch, value: str | None, names: str) -> None:
    monkeypatch.delenv("DETENTE_NAMES", raising=False)
    if value is not None:
        monkeypatch.setenv("DETENTE_NAMES", value)
    assert load_settings().names == names


def test_a_value_that_is_no_language_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_NAMES", "Azerbaijani!")
    with pytest.raises(UsageError, match="DETENTE_NAMES"):
        load_settings()
    load_settings.cache_clear()


def test_the_private_hosts_are_read_with_and_without_a_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_PRIVATE_HOSTS", "Feeds.Intern, 127.0.0.1:8099,[fd00::7]:80 ,")

    assert load_settings().private_hosts == (
        PrivateHost(name="feeds.intern"),
        PrivateHost(name="127.0.0.1", port=8099),
        PrivateHost(name="fd00::7", port=80),
    )
    load_settings.cache_clear()


@pytest.mark.parametrize(
    "value", ["http://feeds.intern", "*.intern", "a b", "feeds.intern:0", "feeds.intern:70000", "-x"]
)
def test_a_private_host_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="DETENTE_PRIVATE_HOSTS"):
        read_private_hosts(value)


@pytest.mark.parametrize("value", ["two words", "a@b.example\r\nX-Evil: 1", "(brackets)", "ü@example.org"])
def test_a_contact_that_would_break_a_header_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DETENTE_CONTACT", value)
    with pytest.raises(UsageError, match="DETENTE_CONTACT"):
        load_settings()
    load_settings.cache_clear()


def test_a_contact_is_kept_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CONTACT", " desk@example.org ")
    assert load_settings().contact == "desk@example.org"
    load_settings.cache_clear()


@pytest.mark.parametrize(
    "value", ["machine détente 9", "Machine", "x" * 200, "a\u202eb", "a\x00b", "A\nB", "ｍachine", "talk"]
)
def test_nobody_is_noted_under_a_name_that_is_none(value: str) -> None:
    with pytest.raises(UsageError, match="cannot be noted as an author"):
        read_author(value)


def test_an_author_is_set_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    load_settings.cache_clear()
    monkeypatch.setenv("DETENTE_AUTHOR", "  A.  Karimova ")
    assert load_settings().author == "A. Karimova"
    load_settings.cache_clear()
