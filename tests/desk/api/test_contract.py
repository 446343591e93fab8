"""The API holds what its contract says: of real answers to the letter, of any request whatever comes."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import jsonschema_rs
import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from desk.line_made import line  # noqa: F401 - a fixture
from detente.desk.access.viewer import Viewer
from detente.desk.api.contract import openapi
from detente.desk.app import make_desk
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings, Limits

API = "/api/v1"
STATUSES = ["2xx", "400", "404"]
"""Days that end before they begin, a day ahead, and a place no list has are of the right form, and refused with 400."""


@pytest.fixture
def reader(visit: Visit, line: Path) -> TestClient:  # noqa: F811
    return visit(line, "reader")


class Served:
    """The desk that is asked: which one is known once its record has been made."""

    desk: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.desk(scope, receive, send)


served = Served()
config = SchemathesisConfig.from_dict({"checks": {"positive_data_acceptance": {"expected-statuses": STATUSES}}})
contract = schemathesis.openapi.from_dict(openapi(), config=config)
contract.app = served


@pytest.fixture(scope="module")
def open_desk(line: Path) -> Iterator[None]:  # noqa: F811
    """Open the desk that is asked."""
    settings = DeskSettings(
        folder=line, everyone=Viewer(role="reader", name="Ann Brook"), hosts=("testserver", "localhost"),
        now=lambda: NOW, limits=Limits(stranger=10**9),
    )  # fmt: skip
    served.desk = make_desk(settings, open_records(line / "record.sqlite", now=NOW))
    with TestClient(served.desk):
        yield


@pytest.mark.usefixtures("open_desk")
@contract.parametrize()
@hypothesis.settings(max_examples=4, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
def test_whatever_is_asked_is_answered_as_the_contract_says(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate()


def addresses(reader: TestClient) -> Iterator[tuple[str, str]]:
    """Yield each address of the contract with one of it at which something is."""
    ids = {
        "document": reader.get(f"{API}/documents").json()["items"][0]["id"],
        "incident": reader.get(f"{API}/incidents").json()["items"][0]["id"], "a": "N", "b": "S",
    }  # fmt: skip
    kept = {"ceasefires": "ford", "agreements": "pact", "platforms": "forum"}
    for path in openapi()["paths"]:
        room = path.removeprefix(f"{API}/").partition("/")[0]
        yield path, path.format(**ids, id=kept.get(room, ""))


def closed(schema: Any) -> Any:
    """Return schemas in which a field that they do not name is an error."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(one) for name, one in schema.items()}
    return made | {"additionalProperties": False} if "properties" in made else made


def test_real_answers_have_the_fields_of_the_contract_and_no_others(reader: TestClient) -> None:
    whole = closed(copy.deepcopy(openapi()))
    empty = []
    for path, address in addresses(reader):
        answer = reader.get(address)
        assert answer.status_code == 200, (address, answer.text)
        told = whole["paths"][path]["get"]["responses"]["200"]["content"]
        if "application/json" not in told:
            continue
        schema = {**told["application/json"]["schema"], "components": whole["components"]}
        jsonschema_rs.validator_for(schema).validate(answer.json())
        if answer.json().get("items") == []:
            empty.append(path)
    assert empty == [f"{API}/sources"]  # every other list is held by something that is in it


REFERENCE = (Path(__file__).parents[3] / "docs/reference/api.md").read_text("utf-8")
EXAMPLES = re.findall(r"```http\nGET (\S+)\n```\n\n```json\n(.+?)\n```", REFERENCE, re.DOTALL)


def holds(told: Any, shown: Any) -> bool:
    """Say whether all that is shown is told."""
    if isinstance(shown, dict):
        return isinstance(told, dict) and all(name in told and holds(told[name], one) for name, one in shown.items())
    if isinstance(shown, list):
        return len(told) == len(shown) and all(map(holds, told, shown))
    return bool(told == shown)


def test_the_examples_of_the_reference_are_what_is_answered(reader: TestClient) -> None:
    assert len(EXAMPLES) == 3
    for address, shown in EXAMPLES:
        told = reader.get(address).json()
        assert holds(told, json.loads(shown)), (address, told)


def test_every_address_is_on_the_page_and_in_the_reference(reader: TestClient) -> None:
    page = reader.get("/api").text
    for path, own in openapi()["paths"].items():
        assert path in page.replace("&#123;", "{")
        assert path.removeprefix(API) in REFERENCE, path
        for field in own["get"].get("parameters", ()):
            told = {f"`{field['name']}`", f"{{{field['name']}}}"}
            assert any(one in REFERENCE for one in told), (path, field["name"])
    assert len(page.encode()) < 100_000
