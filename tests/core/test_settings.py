"""Settings come from the environment, and a wrong one is refused."""

import pytest

from detente.core.errors import UsageError
from detente.core.settings import load_settings


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
