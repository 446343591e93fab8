"""The page as a whole: safe, self-contained, and every entry on words."""

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from detente.exchange.page import write_page
from detente.knowledge.plover import plover

Json = dict[str, Any]
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "]]></style></script><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp;amp;",
    "--><!-- </title>",
)
VOID = {"meta", "input", "br", "hr", "link", "img"}


class Page(HTMLParser):
    """A page taken apart: tags in order with their attributes, and the text of every element by tag."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]

    def inside(self, tag: str) -> str:
        return "".join(data for where, data in self.texts if where == tag)

    @property
    def words(self) -> str:
        return "".join(data for where, data in self.texts if where not in {"script", "style"})


def poisoned(reading: Json, poison: str) -> Json:
    """Put hostile words into every string of a reading that does not name one of its own kinds or ids."""
    keys = {"name", "role", "country", "title", "publisher", "language", "rule", "kind", "reason", "stage", "qualifier"}
    keys |= {"inferred", "counted"}

    def poisoned_value(key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {k: poisoned_value(k, v) for k, v in value.items()}
        if isinstance(value, list):
            return [poisoned_value(key, v) for v in value]
        return (
            poison if isinstance(value, str) and key in keys | {"sectors", "unit", "trend", "mood", "mode"} else value
        )

    result: Json = poisoned_value("", reading)
    return result | {"id": poison, "url": f"javascript:{poison}", "added_at": poison}


@pytest.mark.parametrize("poison", HOSTILE)
def test_hostile_words_stay_words(reading: Json, bare: Callable[..., Json], poison: str) -> None:
    plain = Page(write_page([reading, bare("Calm text.")]))
    lines = [
        poisoned(reading, poison),
        bare(f"{poison} and more."),
        {"id": poison, "error": {"code": poison, "message": poison}},
    ]
    page = Page(write_page(lines, title=poison, about=poison))
    assert page.open == []
    assert {t for t, _ in page.tags} <= {t for t, _ in plain.tags}
    assert sum(t == "script" for t, _ in page.tags) == 1
    assert sum(t == "style" for t, _ in page.tags) == 1
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert page.words.count(poison) > 20
    assert page.inside("title") == poison


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " https://x.example", "file:///x", "//x.example"]
)
def test_only_addresses_of_the_web_become_links(reading: Json, url: str) -> None:
    links = Page(write_page([reading | {"url": url}])).values("href")
    assert all(link.startswith("#") for link in links)


def test_the_web_address_of_a_report_is_a_link(reading: Json) -> None:
    assert reading["url"] in Page(write_page([reading])).values("href")


def test_the_policy_lets_only_these_two_blocks_work(reading: Json) -> None:
    html = write_page([reading])
    policy = next(a["content"] for t, a in Page(html).tags if a.get("http-equiv") == "Content-Security-Policy")
    for tag in ("style", "script"):
        (block,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_nothing_is_fetched_and_nothing_is_styled_in_place(reading: Json) -> None:
    html = write_page([reading])
    page = Page(html)
    assert not page.values("src") + page.values("srcset") + page.values("style") + page.values("action")
    assert not {t for t, _ in page.tags} & {"link", "img", "iframe", "object", "embed", "base", "form"}
    assert "@import" not in html
    assert "url(" not in html


def test_every_entry_stands_on_words_and_every_link_leads_somewhere(reading: Json) -> None:
    page = Page(write_page([reading, reading]))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.values("href") if link.startswith("#")} <= set(ids)
    tokens = {token[:-1] for value in page.values("data-i") for token in value.split()}
    assert set(page.values("data-k")) == tokens == {"C1", "C2", "C3", "C4", "V1", "V2", "V3", "V4"}


def test_what_is_inferred_is_marked_with_its_reason(reading: Json) -> None:
    page = Page(write_page([reading]))
    marked = [a for t, a in page.tags if t == "small" and a.get("class") == "inferred" and "title" in a]
    assert {a["title"] for a in marked} == {"inferred: the text names Norland"}


def test_lengths_of_time_stand_with_both_outcomes(reading: Json, bare: Callable[..., Json]) -> None:
    heading = "Lengths of time held against dates"
    words = _quoted(write_page([reading]))
    told = words.split(heading)[1].split("Also read")[0]
    assert [told.index(outcome) for outcome in ("agrees", "contradicts", "one end only")]
    assert told.count("“by June” held against “3 May 2021”") == 3
    assert heading not in Page(write_page([bare("Nothing in here.")])).words


def test_a_quantity_stands_with_its_event_and_whose_claim_it_is(reading: Json) -> None:
    html = write_page([reading])
    row = next(row for row in re.findall(r"<tr>.*?</tr>", html) if "at least 5 people" in row)
    cells = [_quoted(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
    assert cells[:4] == ["wounded “wounding”", "“at least 5 people”", "at least 5 “at least”", "people"]
    assert cells[4:] == ["ASSAULT heavy weapons, alleged", "“she”"]
    assert '<a href="#r1-V2">ASSAULT</a>' in row


def test_a_quantity_in_no_claim_is_the_publishers(reading: Json) -> None:
    reading["quantities"][0] |= {"event": None, "claim": None}
    row = next(row for row in re.findall(r"<tr>.*?</tr>", write_page([reading])) if "at least 5 people" in row)
    assert row.endswith("<td>–</td><td>publisher</td></tr>")
    reading["claims"][3]["source"] = None
    reading["quantities"][0]["claim"] = "C4"
    assert "<td>somebody not named</td>" in write_page([reading])


def test_what_labels_something_exists(reading: Json) -> None:
    page = Page(write_page([reading]))
    assert set(page.values("aria-labelledby")) <= set(page.values("id"))


def test_the_text_is_all_there_and_in_order(reading: Json) -> None:
    html = write_page([reading])
    paragraphs = re.findall(r'<p class="tx[^>]*>(.*?)</p>', html, re.DOTALL)
    shown = [Page(p).words for p in paragraphs]
    assert shown == reading["text"].split("\n\n")


def test_a_claimed_trend_is_labelled_and_has_no_figure(reading: Json) -> None:
    words = Page(write_page([reading])).words
    assert "claimed trend: falling, no figure" in words


def test_a_claimed_trend_shows_the_figures_said_with_it(reading: Json) -> None:
    reading["claims"][3]["trend"] = "rising"
    assert "claimed trend: rising, beside “at least 5 people”" in _quoted(write_page([reading]))


def _quoted(html: str) -> str:
    return Page(html.replace("<q>", "“").replace("</q>", "”")).words


def test_blanks_are_said_and_are_never_zero(bare: Callable[..., Json]) -> None:
    words = Page(write_page([bare("Nothing in here.")])).words
    assert "no date read out" in words
    assert "no publisher read out" in words
    assert "language not stated" in words
    report = words.split("who did what to whom")[-1].split("The record so far")[0]
    assert "0" not in report
    assert "None" not in words


def test_the_page_says_what_types_and_codes_mean() -> None:
    page = Page(write_page([]))
    codes = {data for where, data in page.texts if where == "dt"}
    assert {*plover().types, *plover().sectors, *plover().international} <= codes
    assert plover().types["SUPPORT"].means in page.words
    assert "codes" in page.values("id")


def test_an_empty_record_says_what_to_do() -> None:
    words = Page(write_page([])).words
    assert "No report has been read yet. Add one with detente add" in words
    assert "No event has been read yet" in words
    assert "No document was set aside" in words


def test_refused_documents_are_listed_with_the_reason() -> None:
    line = {"id": "b.txt", "error": {"code": "empty", "message": "b.txt holds no text"}}
    words = Page(write_page([line])).words
    assert "b.txt holds no text" in words
    assert "1 set aside" in words


def test_what_no_file_can_hold_or_no_eye_can_see_is_named(bare: Callable[..., Json]) -> None:
    text = "a\x00b\ud800c\u202ed\u200be\ufefff"
    html = write_page([bare(text, title=text, publisher=text)], title=text, about=text)
    html.encode("utf-8")
    for code in ("U+0000", "U+D800", "U+202E", "U+200B", "U+FEFF"):
        assert html.count(code) > 4
    assert not re.search("[\x00\u200b\u202e\ufeff]", html)


def test_right_to_left_words_keep_to_themselves(reading: Json) -> None:
    reading["entities"][2]["name"] = "آدا برن"
    html = write_page([reading])
    assert "<bdi>آدا برن</bdi>" in html
    assert all(a.get("dir") == "auto" for t, a in Page(html).tags if a.get("class", "").startswith("tx"))


def test_the_same_readings_give_the_same_page(reading: Json) -> None:
    assert write_page([reading]) == write_page([reading])


def test_a_long_report_is_cut_and_says_so(reading: Json) -> None:
    html = write_page([reading], longest=150)
    words = Page(html).words
    assert f"the first 150 of {len(reading['text'])} characters" in words
    assert "5 claims and events have their words beyond" in words
    assert "opened fire" not in re.sub(r"<details>.*?</details>", "", html, flags=re.DOTALL)


def test_sixteen_reports_of_a_usual_length_stay_under_450_kilobytes(reading: Json) -> None:
    long = _many_times(reading, 3)
    long["text"] += "Nothing else was said that day. " * 30
    assert (len(long["text"]) > 2000, len(long["claims"]), len(long["events"])) == (True, 12, 12)
    assert len(write_page([long] * 16).encode()) < 450_000


def _many_times(reading: Json, times: int) -> Json:
    text = reading["text"] + "\n\n"
    result = reading | {"text": text * times}
    for layer in ("claims", "events", "dates", "checks", "places", "quantities", "damage", "drops"):
        result[layer] = [_moved(item, len(text) * n, f"{n}") for n in range(times) for item in reading[layer]]
    return result


def _moved(item: Any, by: int, mark: str) -> Any:
    if isinstance(item, dict):
        moved = {k: _moved(v, by, mark) for k, v in item.items()}
        moved |= {k: item[k] + by for k in ("start", "end") if k in item}
        return moved | ({"id": item["id"] + mark} if "id" in item else {})
    return [_moved(i, by, mark) for i in item] if isinstance(item, list) else item


def test_what_a_person_added_is_told_with_who_when_and_why(reading: Json, added_to: Json) -> None:
    page = write_page([added_to])
    assert page.count('<div class="hand"><h4 class="m">added by people</h4>') == 2
    assert "coded by Ann, 6 May 2031; the machine read none: &lt;b&gt;seen&lt;/b&gt;" in page
    assert 'id="added"' in page
    assert "overline" in page
    assert not any(words in write_page([reading]) for words in ("added by people", "overline", 'id="added"'))
