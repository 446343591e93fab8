"""Enquiries and findings in the browser: who may step, who signs for whom, and that a signature is for words seen."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.conftest import Visit
from desk.ford_made import MAY, desk, do, told  # noqa: F401 - fixtures

ENQUIRIES, FINDINGS = "/ceasefires/ford/enquiries", "/ceasefires/ford/findings"
DENIED = (401, 403)
"""Of somebody without an account, and of one in another role."""
TEXT = "Fire was opened on 3 May.\nTwo <b>craters</b> were seen."


@pytest.fixture(autouse=True)
def released(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let officers see all: what is released to them is held elsewhere."""
    monkeypatch.setattr("detente.desk.access.viewer.level_of", lambda role: "internal" if role else "public")


@pytest.fixture
def staff(visit: Visit, desk: Path) -> TestClient:
    return visit(desk, "adjudicator", name="Ann Brook")


def officer(visit: Visit, desk: Path, side: str, name: str) -> TestClient:
    return visit(desk, "party officer", side=side, name=name, ceasefire="ford")


def subject(client: TestClient) -> str:
    rows = client.get(f"{ENQUIRIES}?{MAY}&row=fire&as=json&sheet=enquiries").json()["sheets"][0]["rows"]
    (found,) = {
        row["id"] for row in rows if row["who"]["text"] == "Northmark" and "opened fire" in row["words"]["value"]
    }
    page = client.get(f"{ENQUIRIES}?{MAY}&row=fire").text
    return next(str(id_) for id_ in re.findall(r"/enquiries/(\w+)", page) if id_.startswith(found))


def lay(staff: TestClient, words: str = TEXT, **fields: str) -> str:
    given = {"words": words} | (fields or {"about": subject(staff)})
    done = staff.post(FINDINGS, data=given)
    assert done.status_code == 303, done.text
    return str(done.headers["location"])


def wording(client: TestClient, href: str) -> str:
    return str(re.findall(r"wording=(\w+)", client.get(href).text)[0])


def act(client: TestClient, href: str, what: str, **fields: str) -> int:
    given = {"act": what, "wording": fields.pop("wording", None) or wording(client, href)} | fields
    return client.post(href, data=given).status_code


def test_a_step_is_kept_with_its_words_and_a_finding_stands_on_the_board(staff: TestClient) -> None:
    id_ = subject(staff)
    step = {"rung": "confirmed", "method": "visit", "body": "M", "day": "2021-05-06", "words": "Two craters.",
            "source": "log 7"}  # fmt: skip
    assert staff.post(f"{ENQUIRIES}/{id_}/steps", data=step).status_code == 303
    page = staff.get(f"{ENQUIRIES}/{id_}").text
    assert "Two craters." in page
    assert "confirmed" in page
    board = staff.get(f"/ceasefires/ford?{MAY}&as=json&sheet=board").json()["sheets"][0]["rows"]
    assert "found: 1 confirmed" in next(row for row in board if row["id"] == "fire")["M"]["text"]
    assert staff.post(f"{ENQUIRIES}/{id_}/steps/1/take-back", data={"reason": "another post"}).status_code == 303
    assert "Two craters." not in staff.get(f"{ENQUIRIES}/{id_}").text


@pytest.mark.parametrize("lacks", [{"method": ""}, {"words": " "}, {"source": ""}, {"rung": "alleged"}, {"day": "x"}])
def test_a_step_that_lacks_something_is_refused_in_words(staff: TestClient, lacks: dict[str, str]) -> None:
    step = {"rung": "confirmed", "method": "visit", "body": "M", "day": "2021-05-06", "words": "w", "source": "s"}
    refused = staff.post(f"{ENQUIRIES}/{subject(staff)}/steps", data=step | lacks)
    assert refused.status_code == 400
    assert "--" not in refused.text


def test_a_step_may_stand_on_words_of_a_report(staff: TestClient) -> None:
    id_ = subject(staff)
    step = {"rung": "enquiry open", "words": "near Ash Ford", "document": "claim", "day": "2021-05-06"}
    assert staff.post(f"{ENQUIRIES}/{id_}/steps", data=step).status_code == 303
    assert re.search(r'#words" data-words="near Ash Ford"', staff.get(f"{ENQUIRIES}/{id_}").text)


def test_only_who_adjudicates_steps_or_lays_and_only_officers_sign(visit: Visit, desk: Path, staff: TestClient) -> None:
    id_, href = subject(staff), lay(staff)
    reader = visit(desk, "reader")
    assert "Take the step" not in reader.get(f"{ENQUIRIES}/{id_}").text
    assert reader.post(f"{ENQUIRIES}/{id_}/steps", data={"rung": "confirmed", "words": "w"}).status_code in DENIED
    assert reader.post(FINDINGS, data={"words": "w", "about": id_}).status_code in DENIED
    for client in (reader, staff, visit(desk, "administrator")):
        assert "wording=" not in client.get(href).text
        assert act(client, href, "signed", wording="0" * 32) in DENIED


def test_a_text_is_joint_when_an_officer_of_each_side_signed_it(visit: Visit, desk: Path, staff: TestClient) -> None:
    href = lay(staff)
    one, other = officer(visit, desk, "A", "Cal Dunn"), officer(visit, desk, "B", "Eve Ford")
    assert "&lt;b&gt;craters&lt;/b&gt;" in one.get(href).text
    assert act(one, href, "signed") == 303
    assert "waits for Southmark" in other.get(href).text
    assert act(other, href, "signed") == 303
    assert "joint: both sides have signed" in one.get(href).text
    assert "Joint findings, signed by both sides" in staff.get(f"/ceasefires/ford?{MAY}").text


def test_a_refusal_and_a_dissent_stand_with_their_reasons(visit: Visit, desk: Path, staff: TestClient) -> None:
    href = lay(staff)
    other = officer(visit, desk, "B", "Eve Ford")
    assert act(other, href, "refused") == 400
    assert act(other, href, "refused", reason="the hour is missing") == 303
    assert act(other, href, "dissents", reason="it was <three>") == 303
    page = other.get(href).text
    assert "the hour is missing" in page
    assert "it was &lt;three&gt;" in page
    assert "not joint: refused" in page


def test_a_signature_is_for_the_words_that_were_seen(visit: Visit, desk: Path, staff: TestClient) -> None:
    href = lay(staff)
    one = officer(visit, desk, "A", "Cal Dunn")
    seen = wording(one, href)
    newer = lay(staff, "Fire was opened on 3 May, twice.", replaces=href.rpartition("/")[2])
    assert wording(one, newer) != seen
    assert act(one, newer, "signed", wording=seen) == 400
    assert act(one, href, "signed", wording=seen) == 400
    assert "Nobody has signed" in staff.get(newer).text
    assert "This is an older wording." in one.get(href).text
    assert "Fire was opened on 3 May, twice." in one.get(href).text


def test_nobody_signs_for_another_side_nor_for_both(visit: Visit, desk: Path, staff: TestClient) -> None:
    href = lay(staff)
    seen = wording(officer(visit, desk, "A", "Cal Dunn"), href)
    assert act(officer(visit, desk, "M", "Pat Lowe"), href, "signed", wording=seen) == 400
    assert act(officer(visit, desk, "A", "Cal Dunn"), href, "signed", wording=seen) == 303
    assert act(officer(visit, desk, "B", "cal dunn"), href, "signed", wording=seen) == 400
    assert act(officer(visit, desk, "A", "Cal Dunn"), href, "signed", wording=seen) == 400
    assert act(officer(visit, desk, "A", "Cal Dunn"), href, "took back", wording=seen, reason="too soon") == 303
    assert "took the signature back" in staff.get(href).text


def test_words_that_lie_there_already_are_not_laid_twice(staff: TestClient) -> None:
    lay(staff)
    assert staff.post(FINDINGS, data={"words": TEXT, "about": subject(staff)}).status_code == 400
    assert staff.post(FINDINGS, data={"words": TEXT}).status_code == 400
    assert staff.post(FINDINGS, data={"words": "a\u202eb", "about": subject(staff)}).status_code == 400


def test_nothing_is_there_under_an_id_that_nobody_gave(staff: TestClient) -> None:
    assert staff.get(f"{FINDINGS}/nothing").status_code == 404
    assert staff.get(f"{ENQUIRIES}/nothing").status_code == 404


def test_an_officer_of_another_ceasefire_does_nothing_though_its_sides_go_by_the_same_names(
    visit: Visit, desk: Path, staff: TestClient
) -> None:
    href = lay(staff)
    own = officer(visit, desk, "A", "Cal Dunn")
    stranger = visit(desk, "party officer", side="A", name="Eve Moss", ceasefire="another")
    before = own.get(href).text
    assert act(stranger, href, "signed", wording=wording(own, href)) == 400
    assert "wording=" not in stranger.get(href).text
    assert stranger.get(f"{href}/act?act=signed").status_code == 400
    assert own.get(href).text == before


def test_a_text_is_seen_by_the_officers_of_its_sides_from_when_it_is_laid_and_by_nobody_else(
    visit: Visit, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    staff = visit(desk, "adjudicator", name="Ann Brook")
    one = officer(visit, desk, "A", "Cal Dunn")
    assert one.get(FINDINGS).status_code == 404
    assert "No text was put before your side yet." in one.get("/").text
    href = lay(staff)
    one, other = officer(visit, desk, "A", "Cal Dunn"), officer(visit, desk, "B", "Eve Ford")
    stranger = visit(desk, "party officer", side="A", name="Eve Moss", ceasefire="another")
    for client in (one, other):
        assert client.get(href).status_code == 200
        assert "Put before both sides by the desk" in client.get(href).text
        assert not any("Ann Brook" in client.get(page).text for page in (href, FINDINGS, f"/ceasefires/ford?{MAY}"))
        assert "1 text waits for the answer of" in client.get("/").text
        assert "Needs you" in client.get(FINDINGS).text
        assert "Needs you" in client.get(f"/ceasefires/ford?{MAY}").text
    for client in (stranger, visit(desk, "public")):
        assert client.get(href).status_code == client.get(f"{FINDINGS}/{'0' * 32}").status_code == 404
        assert "craters" not in client.get("/").text
    assert "do not see this text" not in staff.get(href).text


def test_what_is_noted_on_the_command_line_and_at_the_desk_is_the_same(
    visit: Visit, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    staff = visit(desk, "adjudicator", name="Ann Brook")
    href = lay(staff)
    id_ = href.rpartition("/")[2]
    do("ceasefire", "sign", desk, "ford", id_[:12], "--party", "A", "--officer", "Major Cal Dunn (A)")
    other = officer(visit, desk, "B", "Eve Ford")
    assert act(other, href, "signed") == 303
    for client in (officer(visit, desk, "B", "Eve Ford"), staff):
        page = client.get(href).text
        assert "joint: both sides have signed" in page
        assert "Major Cal Dunn (A)" in page
        assert "Eve Ford" in page
    line = re.sub("<[^>]+>", "", staff.get(FINDINGS).text)
    assert "not answered" not in line


def test_before_a_text_is_laid_it_is_said_who_will_see_it_and_what_they_do_not_see(
    staff: TestClient, monkeypatch: pytest.MonkeyPatch, visit: Visit, desk: Path
) -> None:
    monkeypatch.undo()
    given = {"words": "Two <b>craters</b>.", "about": subject(staff)}
    page = staff.post(f"{FINDINGS}/draft", data=given).text
    assert "&lt;b&gt;craters&lt;/b&gt;" in page
    assert "outside the desk nobody else" in page
    assert "It quotes 1 report, of which the sides do not see 1." in page
    assert "No text is before the sides." in staff.get(FINDINGS).text
    assert visit(desk, "reader").post(f"{FINDINGS}/draft", data=given).status_code in DENIED


def test_each_act_is_asked_once_more_with_what_follows_from_it(visit: Visit, desk: Path, staff: TestClient) -> None:
    href = lay(staff)
    one = officer(visit, desk, "A", "Cal Dunn")
    seen = wording(one, href)
    for act_, asks in (("signed", False), ("refused", True), ("dissents", True)):
        page = one.get(f"{href}/act?act={act_}&wording={seen}").text
        assert ("<textarea" in page) is asks
        assert "is never struck out" in page
        assert f'name="wording" value="{seen}"' in page
    assert one.get(f"{href}/act?act=took+back").status_code == 400
    assert one.get(f"{href}/act?act=signed&wording={'0' * 32}").status_code == 400
    assert one.get(f"{href}/act?act=burnt").status_code == 400
    assert "Nobody has signed" in one.get(href).text


def test_staff_are_told_where_a_text_is_not_seen_by_the_sides_and_which_side_owes_an_answer(
    visit: Visit, desk: Path, staff: TestClient
) -> None:
    href = lay(staff)
    line = re.sub("<[^>]+>", "", staff.get(f"/ceasefires/ford?{MAY}").text)
    assert line.count("has not answered 1 text") == 2
    wanda = visit(desk, "administrator")
    taken = {"named": href.rpartition("/")[2], "level": "internal", "reason": "a name stands in it"}
    assert wanda.post("/release/one", data=taken).status_code == 303
    assert "The officers of the sides do not see this text" in wanda.get(href).text


def test_a_text_is_withdrawn_with_its_reason_and_both_sides_see_that_it_was_and_when(
    visit: Visit, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    staff = visit(desk, "adjudicator", name="Ann Brook")
    href = lay(staff)
    assert staff.post(f"{href}/withdraw", data={"reason": " "}).status_code == 400
    assert "Withdrawn" not in staff.get(FINDINGS).text
    before = officer(visit, desk, "B", "Eve Ford")
    seen = wording(before, href)
    assert "Withdraw this text" not in before.get(href).text
    why = "the hour <script>alert(1)</script> is \u202ewrong"
    assert staff.post(f"{href}/withdraw", data={"reason": why}).status_code == 303
    for side, name in (("A", "Cal Dunn"), ("B", "Eve Ford")):
        one = officer(visit, desk, side, name)
        page = one.get(href).text
        told = "This text was withdrawn by the desk, 2026-03-20 09:00 UTC; it waits for no signature."
        assert told in re.sub("<[^>]+>", "", page)
        assert "the hour" not in page
        assert "wording=" not in page
        assert act(one, href, "signed", wording=seen) == 404
        (row,) = one.get(f"{FINDINGS}?as=json&sheet=withdrawn").json()["sheets"][0]["rows"]
        assert row["withdrawn"] == {"value": "2026-03-20 09:00", "text": "2026-03-20 09:00", "note": "by the desk"}
        assert row["A"] is row["B"] is None
        assert "Nothing waits for the answer of" in one.get("/").text
    page = staff.get(href).text
    assert "withdrawn by Ann Brook" in page
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert visit(desk, "public").get(href).status_code == 404
    assert staff.post(f"{href}/withdraw", data={"reason": "again"}).status_code == 404
    assert staff.post(FINDINGS, data={"words": TEXT, "about": subject(staff)}).status_code == 400


def test_a_signed_text_is_not_withdrawn_until_the_signature_is_taken_back(
    visit: Visit, desk: Path, staff: TestClient
) -> None:
    href = lay(staff)
    one = officer(visit, desk, "A", "Cal Dunn")
    assert act(one, href, "signed") == 303
    refused = staff.post(f"{href}/withdraw", data={"reason": "the hour is wrong"})
    assert refused.status_code == 400
    assert "a signed text is not withdrawn" in refused.text
    assert "--" not in re.sub("<[^>]+>", "", refused.text)
    assert "It is signed by Northmark" in staff.get(href).text
    assert act(one, href, "took back", reason="too soon") == 303
    assert staff.post(f"{href}/withdraw", data={"reason": "the hour is wrong"}).status_code == 303
    page = staff.get(href).text
    assert "took the signature back" in page
    assert "the hour is wrong" in page


def test_who_may_not_lay_a_text_may_not_withdraw_it_and_what_was_known_before_stays(
    visit: Visit, desk: Path, staff: TestClient
) -> None:
    href = lay(staff)
    for client in (visit(desk, "reader"), visit(desk, "coder"), officer(visit, desk, "A", "Cal Dunn")):
        assert "/withdraw" not in client.get(href).text
        assert client.post(f"{href}/withdraw", data={"reason": "x"}).status_code in DENIED
    id_ = href.rpartition("/")[2]
    assert staff.post(f"{FINDINGS}/nothing/withdraw", data={"reason": "x"}).status_code == 404
    then = dt.datetime.now(dt.UTC)
    do("ceasefire", "sign", desk, "ford", id_[:12], "--withdraw", "--author", "Ann Brook", "--reason", "on paper")
    reader = visit(desk, "reader")
    assert "“on paper”" in reader.get(href).text
    settings = reader.app.state.settings  # type: ignore[attr-defined]
    reader.app.state.settings = replace(settings, now=lambda: dt.datetime.now(dt.UTC))  # type: ignore[attr-defined]
    known = reader.get(href, params={"known": then.isoformat()}).text
    assert "not joint: waits for both sides" in known
    assert "on paper" not in known


def test_who_signed_is_told_so_and_whom_the_text_waits_for_and_nobody_else_is(
    visit: Visit, desk: Path, staff: TestClient
) -> None:
    href = lay(staff)
    one, other = officer(visit, desk, "A", "Cal Dunn"), officer(visit, desk, "B", "Eve Ford")
    assert "not joint: waits for both sides" in one.get(href).text
    done = one.post(href, data={"act": "signed", "wording": wording(one, href)}).headers["location"]
    page = one.get(done).text
    assert re.search(r"You signed for Northmark, \d+ \w+ \d{4}, \d\d:\d\d UTC\. Southmark has not answered\.", page)
    assert "Nothing is noted yet" not in page
    assert "not joint: waits for Southmark" in page
    for client, address in ((other, done), (staff, done), (one, href), (one, f"{href}?noted=7")):
        assert "You signed" not in client.get(address).text
    assert other.post(href, data={"act": "refused", "wording": wording(other, href), "reason": "r"}).status_code == 303
    page = other.get(f"{href}?noted=2").text
    assert "You refused to sign for Southmark" in page
    assert "has not answered" not in page
    assert "not joint: refused by Southmark" in page


def test_an_officer_is_told_whose_signature_or_refusal_would_be_undone(
    visit: Visit, desk: Path, staff: TestClient
) -> None:
    href = lay(staff)
    cal, vera = officer(visit, desk, "A", "Cal Dunn"), officer(visit, desk, "A", "Vera <b>Lind")
    assert act(cal, href, "signed") == 303
    assert "Cal Dunn signed this for Northmark" in vera.get(href).text
    asks = vera.get(f"{href}/act?act=took+back").text
    assert "You would take back the signature that Cal Dunn gave." in asks
    assert "You would take back" not in cal.get(f"{href}/act?act=took+back").text
    assert "Cal Dunn signed this" not in cal.get(href).text
    assert act(vera, href, "took back", reason="too soon") == 303
    assert act(vera, href, "refused", reason="too soon") == 303
    assert "Vera &lt;b&gt;Lind refused to sign this" in cal.get(href).text
    assert "in place of the refusal that Vera &lt;b&gt;Lind noted" in cal.get(f"{href}/act?act=signed").text


def test_before_a_text_is_laid_what_it_quotes_of_a_table_is_told_too(staff: TestClient) -> None:
    rows = staff.get(f"{ENQUIRIES}?{MAY}&as=json&sheet=enquiries").json()["sheets"][0]["rows"]
    typed = {row["id"] for row in rows if row["words"].get("words") and not row["words"]["words"][0].get("document")}
    ids = re.findall(r"/enquiries/(\w+)", staff.get(f"{ENQUIRIES}?{MAY}").text)
    about = next(id_ for id_ in ids if any(id_.startswith(one) for one in typed))
    page = staff.post(f"{FINDINGS}/draft", data={"words": "Six shots.", "about": about}).text
    assert "It quotes 0 reports" in page
    assert "It quotes the words of 1 thing that is in no report" in page
    page = staff.post(f"{FINDINGS}/draft", data={"words": "Six shots.", "about": subject(staff)}).text
    assert "in no report" not in page
