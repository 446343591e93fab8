"""Search on the desk: words in any script and spelling, days, and nothing that is taken for a command."""

from pathlib import Path

import pytest

from desk.conftest import Visit
from desk.filled import HOSTILE, LATER, filled, put, report
from detente.desk.pages.search.lit import hits_in
from detente.desk.pages.search.wanted import read_query
from detente.store import withdraw

TEXTS = {
    "tr": "Cumhurbaşkanı Erdoğan, İlham Əliyev ile görüştü.",
    "ru": "Президент Эрдоган посетил Цхинвали, сообщил Пашинян.",
    "ka": "ცხინვალი და სოხუმი.",
    "en": "President Erdogan met Ilham Aliyev. Pashinyan spoke in Tskhinval of drones near Stepanakert.",
    "az": "Xankəndi şəhərində sakitlikdir.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        put(tmp_path, text, name=name)
    return tmp_path


def found(visit: Visit, folder: Path, q: str) -> set[str]:
    given = visit(folder).get("/search", params={"q": q, "as": "json"}).json()
    (reports,) = (one for one in given["sheets"] if one["id"] == "reports")
    return {row["report"]["value"] for row in reports["rows"]}


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("Erdogan", {"tr", "ru", "en"}),
        ("Эрдоган", {"tr", "ru", "en"}),
        ("ERDOĞAN", {"tr", "ru", "en"}),
        ("Ilham Aliyev", {"tr", "en"}),
        ("İlham Əliyev", {"tr", "en"}),
        ("Tskhinvali", {"ru", "ka", "en"}),
        ("Cxinvali", {"ru", "ka", "en"}),
        ("Цхинвал", {"ru", "ka", "en"}),
        ("Փաշինյան", {"ru", "en"}),
        ("Khankendi", {"en", "az"}),
        ('"met Ilham"', {"en"}),
        ("drone", {"en"}),
        ("Erdogan drones", {"en"}),
        ("nobody anywhere", set()),
    ],
)
def test_a_name_is_found_in_any_spelling_and_script(visit: Visit, folder: Path, q: str, names: set[str]) -> None:
    assert found(visit, folder, q) == names


def test_the_words_are_lit_and_each_leads_to_where_it_stands(visit: Visit, folder: Path) -> None:
    page = visit(folder).get("/search", params={"q": "Эрдоган"}).text

    assert "<mark>Erdoğan</mark>" in page
    assert "<mark>Эрдоган</mark>" in page
    assert "?words=10-17#words" in page


@pytest.mark.parametrize(
    "q", ['"', '" OR *', "a* OR b", "NEAR(a b)", "words : x", "' & | ! <-> :*", "-", "%_%", "\x00\u202e", "((((", "AND"]
)
def test_nothing_is_taken_for_a_command(visit: Visit, folder: Path, q: str) -> None:
    page = visit(folder).get("/search", params={"q": q})
    assert page.status_code == 200
    assert "\u202e" not in page.text


def test_what_is_hostile_stays_text(visit: Visit, tmp_path: Path) -> None:
    put(tmp_path, HOSTILE, title=HOSTILE)
    page = visit(tmp_path).get("/search", params={"q": "<script>alert(1)</script> Tolvane"}).text
    assert "<script>alert" not in page
    page = visit(tmp_path).get("/search", params={"q": "Tolvane"}).text
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page


def test_what_was_withdrawn_or_came_later_is_not_found(visit: Visit, folder: Path) -> None:
    late = put(folder, "Erdogan again.", name="late", at=LATER)
    assert "late" in found(visit, folder, "Erdogan")
    given = visit(folder).get("/search?q=Erdogan&as=json&known=2026-03-01").text
    assert ">late<" not in given
    from detente.store import open_record

    with open_record(folder / "record.sqlite") as record:
        withdraw(record, "document", late, author="Ada", reason="sent by mistake", now=LATER)
    assert "late" not in found(visit, folder, "Erdogan")


def test_pages_of_results_follow_one_another(visit: Visit, tmp_path: Path) -> None:
    for n in range(45):
        put(tmp_path, f"Report {n} of a patrol.", name=f"n{n}")
    desk = visit(tmp_path)
    seen: list[str] = []
    href: str | None = "/search?q=patrol"
    while href:
        page = desk.get(href).text
        assert len(page.encode()) < 100_000
        hits = page.split('class="hits"')[1]
        seen += [part.split('"')[0] for part in hits.split('<h3><a href="/documents/')[1:]]
        href = hits.split('class="more"><a href="')[1].split('"')[0].replace("&amp;", "&") if ">More<" in hits else None
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize(
    ("q", "days"),
    [
        ("15 June 2021", ("2021-06-15", "2021-06-15")),
        ("fire June 15, 2021", ("2021-06-15", "2021-06-15")),
        ("2021-06", ("2021-06-01", "2021-06-30")),
        ("June 2021", ("2021-06-01", "2021-06-30")),
        ("2021-06-15", ("2021-06-15", "2021-06-15")),
        ("2021-13", None),
        ("31 June 2021", None),
        ("drones", None),
    ],
)
def test_days_are_understood(q: str, days: tuple[str, str] | None) -> None:
    read = read_query(q).days
    assert (read and (read.first.isoformat(), read.last.isoformat())) == days


def test_days_lead_to_the_incidents_of_them(visit: Visit, tmp_path: Path) -> None:
    filled(tmp_path)
    page = visit(tmp_path).get("/search", params={"q": "4 May 2021"}).text
    assert "Incidents on these days" in page
    assert "/incidents?since=2021-05-04" in page
    assert "<mark>4 May 2021</mark>" in page


def test_names_are_listed_with_their_words(visit: Visit, tmp_path: Path) -> None:
    filled(tmp_path)
    given = visit(tmp_path).get("/search?q=Southland&as=json").json()
    (names,) = (one for one in given["sheets"] if one["id"] == "names")
    assert names["rows"]
    assert all(row["name"]["words"] for row in names["rows"])


def test_of_overlapping_ways_the_longest_is_lit() -> None:
    text = "The Line Observer Mission saw it."
    assert [text[a:b] for a, b in hits_in(text, read_query('"line observer" observer').asked)] == ["Line Observer"]


def test_nothing_asked_finds_nothing_and_says_what_to_do(visit: Visit, folder: Path) -> None:
    page = visit(folder).get("/search").text
    assert "Search for words" in page
    assert not found(visit, folder, "   ")
    with report(folder) as record:
        from detente.store import documents_with

        assert documents_with(record, (), limit=5) == ()
