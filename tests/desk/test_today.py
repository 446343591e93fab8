"""Today: what is new since somebody last looked, in order of consequence; and where only one side is heard."""

import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from desk.said_made import LATER, filled, take_in
from desk.test_said import links_to_words, rows, text
from detente.desk.access.viewer import Viewer
from detente.desk.app import make_desk
from detente.desk.pages.today.ceasefires import _lead, _ordered
from detente.desk.pages.today.news import by_year, news_sheet, year_of
from detente.desk.pages.today.seen import COOKIE
from detente.desk.records import open_records
from detente.desk.settings import DeskSettings
from detente.incidents.column import DaysTold
from detente.pipeline.news import NewsItem, gather_news
from detente.registry.ceasefires.board import Cell, Row, Told
from detente.registry.ceasefires.violation import Origin
from detente.registry.count import Count
from detente.store import open_record


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("today"))


@pytest.fixture
def desk(told: Path, visit: Visit) -> TestClient:
    return visit(told)


def groups(desk: TestClient, address: str = "/") -> list[str]:
    page = desk.get(address).text
    return re.findall(r'<section class="sheet" id="new-([a-z-]+)"', page)


def test_deaths_come_before_force_and_force_before_words(desk: TestClient) -> None:
    assert groups(desk) == ["deaths", "force", "hard-words"]
    (one,) = rows(desk, "/", "new-deaths")
    assert list(one)[1] == "by"
    assert (text(one, "by"), text(one, "harm")) == ("defence ministry (Valley Wire)", "2 killed")
    assert one["harm"]["words"]
    assert list(links_to_words(desk.get("/").text))


def test_what_a_monitor_did_not_observe_is_neither_none_nor_denied(visit: Visit, told: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(told, tmp_path / "desk"))
    words = (
        "Soluvia said that Tarenia's army shelled the village of Vellin Ford on 18 March 2026, wounding three people. "
        "The Border Monitoring Mission said that it did not observe any shelling of Vellin Ford on 18 March 2026."
    )
    take_in(own, LATER, ("ford", "Far Wire", "2026-03-19", words))
    said = {text(one, "by"): one["told"] for one in rows(visit(own), "/", "new-harm")}
    assert said["Border Monitoring Mission"] == {"value": "not observed", "text": "not observed"}


def test_at_first_what_came_in_on_the_last_day_is_new(desk: TestClient) -> None:
    assert "talk" not in groups(desk)
    assert "talk" in groups(desk, "/?since=2026-03-01")
    assert "Since 19 March 2026, 07:00 UTC" in desk.get("/").text


def test_what_was_marked_as_seen_is_not_new_again(desk: TestClient) -> None:
    (upto,) = re.findall(r'name="upto" value="([^"]+)"', desk.get("/").text)
    assert dt.datetime.fromisoformat(upto) == LATER
    answer = desk.post("/seen", data={"upto": upto})
    assert answer.headers["location"] == "/"
    kept = answer.headers["set-cookie"]
    assert "HttpOnly" in kept
    assert "samesite=lax" in kept.lower()
    assert groups(desk) == []
    assert "marked as seen" in desk.get("/").text
    assert groups(desk, "/?since=2026-03-19") != []


def test_a_cookie_that_is_none_of_ours_says_nothing_and_an_address_that_is_none_is_refused(desk: TestClient) -> None:
    desk.cookies.set(COOKIE, "<script>")
    assert groups(desk) == ["deaths", "force", "hard-words"]
    assert desk.get("/?since=yesterday").status_code == 400


def test_nobody_marks_what_is_still_to_come_as_seen(desk: TestClient) -> None:
    desk.post("/seen", data={"upto": "2031-01-01"})
    assert dt.datetime.fromisoformat(desk.cookies[COOKIE].strip('"')) <= dt.datetime(2026, 3, 20, 9, tzinfo=dt.UTC)


def test_one_weight_alone_is_a_view_of_its_own(desk: TestClient) -> None:
    assert groups(desk, "/?group=force") == ["force"]
    assert desk.get("/?group=gossip").status_code == 422


def of_year(item: NewsItem, year: str) -> NewsItem:
    words = next(number.words for one in item.sayings for number in one.column.numbers)
    days = (DaysTold(first=f"{year}-05-01", last=f"{year}-05-02", nearness="told", words=words),) if year else ()
    return replace(item, sayings=tuple(replace(one, column=replace(one.column, days=days)) for one in item.sayings))


def test_what_is_told_of_years_that_mix_stands_by_year_the_latest_first(told: Path) -> None:
    with open_record(told / "record.sqlite", now=NOW) as record:
        one, *_ = gather_news(record, since=None).items
    items = [of_year(one, year) for year in ("2019", "", "2021", "2019")]
    assert [year_of(item) for item in by_year(items)] == ["2021", "2019", "2019", ""]
    assert [year_of(item) for item in by_year(items[:1])] == ["2019"]
    mixed = news_sheet("deaths", items, {}, more=None)
    assert [row.under for row in mixed.rows if row.id.endswith("-0")] == [
        "reported for 2019", "no day is reported", "reported for 2021", "reported for 2019",
    ]  # fmt: skip
    assert not any(row.under for row in news_sheet("deaths", items[:1], {}, more=None).rows)


def test_a_ceasefire_is_one_line_and_leads_to_the_rest(desk: TestClient) -> None:
    (one,) = rows(desk, "/", "ceasefires")
    (heard,) = (side for side in (one["one"], one["other"]) if side)
    first, *rest = heard["more"]
    assert first["words"]
    assert len(rest) <= 1


def test_where_only_one_side_is_heard_it_is_said_of_words_and_of_outlets(desk: TestClient) -> None:
    page = desk.get("/").text
    assert page.count('class="warn"') == 2
    assert "reports have what Northmark says, and nothing that Southmark says" in page
    assert "publishers on the side of Northmark" in page


def test_a_side_that_says_nothing_is_not_reported_and_no_zero(desk: TestClient) -> None:
    (one,) = rows(desk, "/", "ceasefires")
    sides = [one["one"], one["other"]]
    assert sides.count(None) == 1
    (heard,) = (side for side in sides if side)
    assert heard["text"] == "Northmark"
    assert any("fire" in told["text"] and told["words"] for told in heard["more"])
    assert "Southmark: not reported" in desk.get("/").text


def test_as_known_before_nothing_of_later_is_there(desk: TestClient) -> None:
    assert groups(desk, "/?known=2026-03-19") == ["talk"]
    assert 'class="warn"' not in desk.get("/?known=2026-03-19").text
    assert "Mark as seen" not in desk.get("/?known=2026-03-19").text


def test_what_is_due_and_contradicted_stands_beside_it(desk: TestClient) -> None:
    assert [text(one, "by") for one in rows(desk, "/", "expectations")] == ["Valley Wire", "Kessing Pact"]
    assert rows(desk, "/", "contradictions") == []
    assert len(rows(desk, "/?since=2026-03-01", "contradictions")) == 1


def test_places_behind_the_map_say_how_exact_they_are(desk: TestClient) -> None:
    places = rows(desk, "/", "places")
    assert places
    assert all(list(one)[1] == "by" and one["near"] for one in places)


@pytest.mark.parametrize("role", ["reader", "coder", "adjudicator", "administrator"])
def test_whoever_may_read_sees_it_and_may_mark_it(visit: Visit, told: Path, role: str) -> None:
    desk = visit(told, role)
    assert desk.get("/").status_code == 200
    assert desk.post("/seen", data={"upto": "2026-03-20"}).status_code == 303


def test_a_desk_that_only_shows_has_nothing_to_mark(told: Path) -> None:
    settings = DeskSettings(
        folder=told, everyone=Viewer(role="public", name=""), hosts=("testserver",), now=lambda: NOW, read_only=True
    )
    with TestClient(make_desk(settings, open_records(told / "record.sqlite", now=NOW))) as shown:
        page = shown.get("/")
        assert (page.status_code, 'action="/seen"' in page.text) == (200, False)


def test_what_bodies_publish_stands_first_and_is_of_one_kind() -> None:
    words: list[tuple[str, str, Origin, int]] = [("A", "drone", "published", 3), ("A", "fire", "report", 2)]
    words += [("A", "fire", "published", 17)]
    words += [("M", "fire", "published", 14), ("B", "fire", "report", 1), ("B", "fire", "published", 4)]
    lines = [
        [(_kind(kind), _told(origin, n)) for by, kind, origin, n in words if by == column] for column in ("A", "M", "B")
    ]
    lead = _lead(lines)
    assert lead == (False, "fire")
    first = [_ordered(line, lead)[0][1].count for line in lines]
    assert [one.low for one in first if one] == [17, 14, 4]
    counted = [[one for one in line if one[1].origin == "report"] for line in (lines[0], [], lines[2])]
    assert _lead(counted) == (True, "fire")
    assert _lead([lines[0], lines[1], []]) is None


def _kind(id_: str) -> Row:
    others = Cell(column="others")
    return Row(id=id_, title=id_, within=None, cells=(), others=others, agreement="not reported")


def _told(origin: Origin, n: int) -> Told:
    count = Count(words=str(n), low=n, high=n) if origin == "published" else None
    return Told(
        origin=origin, said="some", alleged=None, happenings=None if count else n, count=count, violations=()
    )  # fmt: skip


def test_parts_are_folded_with_how_much_is_in_each_and_the_first_stands_open(visit: Visit, told: Path) -> None:
    page = html.fromstring(visit(told, "reader").get("/").text)
    parts = page.xpath("//details[@class='part']")
    told_of = {one.xpath("./summary")[0].text_content(): one for one in parts}
    assert parts[0].get("open") is not None
    assert [one.get("open") for one in parts[1:]] == [None] * (len(parts) - 1)
    for summary, one in told_of.items():
        assert re.search(r": (?:the first )?\d+(?: places?)?$", summary), summary
        assert one.xpath(".//tbody//tr")


def test_one_part_alone_is_not_folded(visit: Visit, told: Path) -> None:
    reader = visit(told, "reader")
    group = re.search(r"group=([\w-]+)", reader.get("/").text)
    assert 'details class="part"' not in reader.get(f"/?group={group[1] if group else 'killed'}").text
