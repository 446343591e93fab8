"""The pages of institutions, platforms, projects and watches: rival claims side by side, blanks told, decisions."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.conftest import Visit, bare_asked
from desk.rooms import sheet, texts
from detente.desk.pages.registry.cut import behind, cut_to
from detente.registry.projects.stages import STAGES

REASON = {"reason": "read both"}


def test_staff_stands_side_by_side_and_is_not_put_together(desk: TestClient) -> None:
    rows = sheet(desk, "/institutions/centre", "staff")
    told = {row["who"]["text"]: row for row in rows}
    assert told["Northmark"]["of_N"]["text"] == "40 officers"
    assert told["Southmark"]["of_N"]["text"] == "60 officers"
    assert told["Southmark"]["of_N"]["certainty"] == "unsure"
    assert told["Northmark"]["of_S"] is None
    assert "100 officers" not in desk.get("/institutions/centre").text


def test_an_institution_says_of_which_kind_nobody_says_anything(desk: TestClient) -> None:
    rows = {row["id"]: row for row in sheet(desk, "/institutions/centre", "kinds")}
    assert texts(rows["opened"]["claims"])[0].startswith("Northmark: ")
    assert rows["closed"]["claims"] is None


def test_a_note_of_an_institution_stands_beside_the_others(desk: TestClient) -> None:
    note = {"what": "closed", "claimant": "S", "words": "It has closed.", "source": "radio", "first": "2023-01-01"}
    assert desk.post("/institutions/centre/notes", data=note | REASON).status_code == 303
    rows = {row["id"]: row for row in sheet(desk, "/institutions/centre", "kinds")}
    assert texts(rows["closed"]["claims"]) == ["Southmark: 2023-01-01"]
    assert "written down by Wanda Pell" in desk.get("/institutions/centre").text


def test_the_matrix_tells_an_empty_chair_from_a_blank_and_shows_rival_claims(desk: TestClient) -> None:
    (first, second) = sheet(desk, "/platforms/talks", "attendance")
    assert texts(first["of_N"]) == ["Northmark: came: minister"]
    assert texts(first["of_S"]) == ["Southmark: came", "Northmark: stayed away"]
    assert first["of_S"]["note"] == "rival claims"
    assert first["of_E"] is None
    assert texts(second["of_E"]) == ["Eastmark: invited, and no more is said"]
    assert second["of_N"] is None
    page = desk.get("/platforms/talks").text
    assert "to be in it; nobody says more" in page
    assert "order of the alphabet" in page


def test_nobody_is_given_the_level_that_another_tells(desk: TestClient) -> None:
    note = {
        "what": "present", "claimant": "Eastmark", "words": "Northmark came.", "source": "radio", "value": "round 1",
        "first": "2021-07-01", "part_who": "Northmark", "part_role": "present", **REASON,
    }  # fmt: skip
    assert desk.post("/platforms/talks/notes", data=note).status_code == 303
    first, _ = sheet(desk, "/platforms/talks", "attendance")
    assert sorted(texts(first["of_N"])) == ["Eastmark: came", "Northmark: came: minister"]


def test_actors_stand_by_name_in_equal_columns(desk: TestClient) -> None:
    page = desk.get("/platforms/talks").text
    head = page.split('id="attendance"', 1)[1].split("</thead>", 1)[0]
    assert head.index("Eastmark") < head.index("Northmark") < head.index("Southmark")
    assert head.count(" equal") == 3


def test_a_claim_is_put_apart_from_a_meeting_and_together_again(desk: TestClient) -> None:
    before = sheet(desk, "/platforms/talks", "meetings")
    page = desk.get("/platforms/talks").text
    own = page.split('id="attendance"', 1)[1].split('href="/platforms/talks/meetings/', 1)[1].split('"', 1)[0]
    form = desk.get(f"/platforms/talks/meetings/{own}").text.split('name="how" value="apart"', 1)[1]
    ids = [part.split('"', 1)[0] for part in form.split('<option value="')[1:]]
    address = f"/platforms/talks/meetings/{own}/decide"
    assert len(ids) == 2
    other = next(one for one in ids if one != own)
    assert desk.post(address, data={"other": other, "how": "apart"}).status_code == 400
    assert desk.post(address, data={"other": other, "how": "apart", **REASON}).status_code == 303
    assert len(sheet(desk, "/platforms/talks", "meetings")) == len(before) + 1
    assert desk.post(address, data={"other": other, "how": "together", **REASON}).status_code == 303
    assert len(sheet(desk, "/platforms/talks", "meetings")) == len(before)
    assert desk.post(address, data={"other": "0" * 32, "how": "apart", **REASON}).status_code == 404


def test_money_stands_by_who_claims_it_and_is_never_summed(desk: TestClient) -> None:
    rows = sheet(desk, "/projects/line", "money")
    assert [row["who"]["text"] for row in rows] == ["Northmark", "Southmark"]
    assert all(row["sum"]["words"] for row in rows)
    assert "12" not in {row["sum"]["text"] for row in rows}
    assert "no sums are added up" in desk.get("/projects/line").text


def test_a_project_says_what_nobody_has_told(desk: TestClient) -> None:
    told, missing = sheet(desk, "/projects/line", "complete")
    assert "cost" in told["fields"]["text"]
    assert "capacity" in missing["fields"]["text"]
    assert "No report gives a sum for it." in desk.get("/projects/pipe").text


def test_projects_are_filtered_by_the_address(desk: TestClient) -> None:
    assert [row["id"] for row in sheet(desk, "/projects?kind=railway", "projects")] == ["line"]


def test_a_stage_that_is_none_is_refused(desk: TestClient) -> None:
    note = {"what": "status", "claimant": "N", "words": "It flies.", "source": "radio", "value": "flying", **REASON}
    assert desk.post("/projects/line/notes", data=note).status_code == 400
    assert desk.post("/projects/line/notes", data=note | {"value": STAGES[0]}).status_code == 303
    assert any(texts(row["claims"]) == [f"Northmark: {STAGES[0]}"] for row in sheet(desk, "/projects/line", "stages"))


def test_what_no_watch_has_is_turned_down_and_proposed_again(desk: TestClient) -> None:
    rows = sheet(desk, "/watches?section=agreements", "missing")
    named = next(row for row in rows if "Ordin" in row["name"]["text"])
    page = desk.get("/watches?section=agreements").text
    href = f"/watches/proposals/{full(page, named['id'])}"
    assert desk.post(href, data={"how": "dismiss"}).status_code == 400
    assert desk.post(href, data={"how": "dismiss", **REASON}).status_code == 303
    assert named["id"] not in {row["id"] for row in sheet(desk, "/watches", "missing")}
    down = {row["id"]: row for row in sheet(desk, "/watches?dismissed=true", "missing")}
    assert down[named["id"]]["name"]["note"] == "rejected"
    assert desk.post(href, data={"how": "again", **REASON}).status_code == 303
    assert named["id"] in {row["id"] for row in sheet(desk, "/watches", "missing")}


def full(page: str, short: str) -> str:
    """Return the whole id that a link has."""
    return short + page.split(f"/watches/proposals/{short}", 1)[1].split('"', 1)[0]


def test_a_watch_shows_what_it_follows(desk: TestClient) -> None:
    page = desk.get("/watches/kessing-desk").text
    assert 'href="/agreements/kessing"' in page
    assert "as the desk begins" in page


LISTS = ("/agreements", "/institutions", "/platforms", "/projects", "/watches")
PAGES = ("/agreements/kessing", "/institutions/centre", "/platforms/talks", "/projects/line", "/watches/kessing-desk")


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_desk_says_what_that_means_and_what_to_do(visit: Visit, empty: Path, address: str) -> None:
    page = visit(empty).get(address)
    assert page.status_code == 200
    assert 'class="empty"' in page.text
    assert 'href="/watches' in page.text or address == "/watches"


@pytest.mark.parametrize("address", [*LISTS, *PAGES])
def test_pages_are_small_and_run_nothing(desk: TestClient, address: str) -> None:
    page = desk.get(address).text
    assert len(page.encode()) < 100_000
    assert "style=" not in page
    assert "<script>" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_there_as_known_before_it_was_kept(desk: TestClient, address: str) -> None:
    assert desk.get(f"{address}?known=2020-01-01").status_code == 404


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/institutions/centre/notes", {"what": "closed", "claimant": "S", "words": "w", "source": "s", **REASON}),
        ("/platforms/talks/notes", {"what": "held", "claimant": "S", "words": "w", "source": "s", **REASON}),
        ("/projects/line/notes", {"what": "remark", "claimant": "S", "words": "w", "source": "s", **REASON}),
        ("/watches/proposals/none", {"how": "dismiss", **REASON}),
    ],
)
@pytest.mark.parametrize("role", ["reader", "coder"])
def test_only_who_may_adjudicate_writes(
    visit: Visit, room: Path, role: str, address: str, data: dict[str, str]
) -> None:
    assert visit(room, role).post(address, data=data).status_code in {401, 403}


def test_a_long_list_says_what_is_left_out_and_goes_on_behind_the_last() -> None:
    shown, told = cut_to(range(7), 5)
    assert (tuple(shown), told) == ((0, 1, 2, 3, 4), "the first 5 are shown; 2 more are left out")
    assert cut_to(range(5), 5) == ((0, 1, 2, 3, 4), "")
    asked = bare_asked()
    assert behind(asked, "abcde", None, str, most=2) == ("ab", "b")
    assert behind(asked, "abcde", "b", str, most=2) == ("cd", "d")
    assert behind(asked, "abcde", "d", str, most=2) == ("e", "")
    assert not hasattr(asked.request.state, "begun_anew")
    assert behind(asked, "abcde", "gone", str, most=2) == ("ab", "b")
    assert asked.request.state.begun_anew


def test_what_several_say_is_taken_away_whole(desk: TestClient) -> None:
    lines = desk.get("/agreements?as=csv&sheet=agreements").text.splitlines()
    head, row = lines[0].split(","), lines[1]
    assert {"signed", "signed_words", "signed_at"} <= set(head)
    assert "Northmark: 2021-05-02 | Southmark: 2021-05-03" in row
    assert "N of kessing: signed." in row
    assert "by Ann Brook | by Ann Brook" in row


def test_links_keep_the_day_that_a_page_is_asked_for(visit: Visit, room: Path) -> None:
    later = "2026-03-20"
    page = visit(room, "adjudicator").get(f"/watches?known={later}").text
    assert f"known={later}" in page.split("<main", 1)[1]
    assert '<form class="act"' not in page
