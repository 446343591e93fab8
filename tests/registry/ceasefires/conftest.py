import pytest

from detente.registry.ceasefires.definition import Basis, Ceasefire, Monitor, Party
from registry.ceasefires.made import ceasefire


@pytest.fixture(scope="session")
def seed_ceasefire() -> Ceasefire:
    """The ceasefire of 10 November 2020, as a desk would keep it for the two reports."""
    return ceasefire(
        id="karabakh-2020", name="Ceasefire of 10 November 2020", first="2020-11-10", invented=False,
        bases=(
            Basis(title="Trilateral statement of 10 November 2020", names=("trilateral agreement",)),
            Basis(title="Memorandum of 11 November 2020", claimant="JC"),
        ),
        parties=(
            Party(id="ARM", name="Armenia", names=("Armenian",), countries=("ARM",)),
            Party(id="AZE", name="Azerbaijan", names=("Azerbaijani",), countries=("AZE",)),
        ),
        monitors=(
            Monitor(
                id="JC", name="Joint Turkish-Russian centre", names=("joint centre", "joint center"),
                staff={"TUR": None, "RUS": 60},
            ),
        ),
    )  # fmt: skip
