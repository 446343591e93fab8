"""The observers' form is one file that fetches nothing and has a field for every column."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources

from detente.exchange.form import write_form
from detente.knowledge.field import columns, counts, kinds, methods

TEMPLATES = resources.files("detente.exchange") / "templates"
CSS, JS = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("form.css", "form.js"))


class Elements(HTMLParser):
    """The elements of a page, with what they say of themselves."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    return Elements(html).found


def test_every_column_has_a_field() -> None:
    fields = {found.get("data-col") for _, found in elements(write_form())}
    assert fields - {None, "offset"} == set(columns())


def test_every_choice_can_be_made() -> None:
    values = {found.get("value") for tag, found in elements(write_form()) if tag in {"option", "input"}}
    assert values >= {*kinds(), *methods(), *counts()}


def test_nothing_comes_from_outside() -> None:
    html = write_form()
    assert not re.search(r"https?:|//[a-z]|@import|url\(", html.replace("// ", ""))
    assert not [
        found
        for _, found in elements(html)
        if {"src", "href", "action"} & found.keys() and found.get("href") != "#main"
    ]
    assert not re.search(r"localStorage|sessionStorage|indexedDB|fetch\(|XMLHttpRequest|innerHTML|document\.cookie", JS)


def test_the_policy_lets_only_these_two_blocks_work() -> None:
    html = write_form()
    policy = next(found["content"] for _, found in elements(html) if found.get("http-equiv"))
    assert policy is not None
    for kind, block in (("style", CSS), ("script", JS)):
        assert f"<{kind}>{block}</{kind}>" in html
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")


def test_the_mission_stands_in_its_field_and_is_no_mark_up() -> None:
    html = write_form(mission='Team "3" <b>')
    assert [f["value"] for _, f in elements(html) if f.get("data-col") == "mission"] == ['Team "3" <b>']
    assert "<b>" not in html.partition('data-col="mission"')[2].partition(">")[0]


def test_the_same_arguments_give_the_same_page() -> None:
    assert write_form(mission="x") == write_form(mission="x")


def test_the_vocabulary_in_the_page_ends_no_script() -> None:
    block = write_form().partition('<script type="application/json" id="vocabulary">')[2].partition("</script>")[0]
    assert json.loads(block)["columns"] == list(columns())
    assert "<" not in block
