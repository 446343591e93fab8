import pytest

from detente.core.errors import EvidenceError
from detente.registry.evidence import Evidence


@pytest.mark.parametrize("given", [{"words": " ", "document": "d"}, {"words": "fire"}])
def test_what_stands_on_nothing_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(EvidenceError):
        Evidence(**given)  # type: ignore[arg-type]
