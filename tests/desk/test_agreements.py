"""The pages of agreements: who says what became of each, what bears on its provisions, what adjudicators may do."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desk.conftest import NOW, Visit
from desk.rooms import sheet, texts
from detente.desk.pages.agreements.standing import standing_sheet
from detente.desk.pages.registry.things import turned
from detente.pipeline.agreements import keep_text, kept_agreements
from detente.registry.agreements.definition import TextVariant
from detente.registry.assertions.assertion import Assertion, Claimant, Day, Part
from detente.registry.evidence import Evidence
from detente.store import entries, open_record
from registry.agreements.made import KESSING

REASON = {"reason": "read both"}


def test_the_list_says_who_says_what_and_a_blank_is_no_no(desk: TestClient) -> None:
    (row,) = sheet(desk, "/agreements", "agreements")
    assert texts(row["signed"]) == ["Northmark: 2021-05-02", "Southmark: 2021-05-03"]
    assert texts(row["ratified"]) == ["Eastmark: denied"]
    assert row["in_force"] is None
    assert "nobody says" in desk.get("/agreements").text


def test_a_filter_is_in_the_address(desk: TestClient) -> None:
    assert len(sheet(desk, "/agreements?party=N", "agreements")) == 1
    answer = desk.get("/agreements?party=E")
    assert "Kessing Protocol" not in answer.text
    assert "has them as a party" in answer.text


def test_a_status_of_each_party_stands_in_its_own_column(desk: TestClient) -> None:
    rows = {row["id"]: row for row in sheet(desk, "/agreements/kessing", "standing")}
    assert texts(rows["ratified"]["by_S"]) == ["Eastmark: denied"]
    assert rows["ratified"]["by_S"]["certainty"] == "undone"
    assert rows["ratified"]["by_N"] is None
    page = desk.get("/agreements/kessing").text
    assert page.count('class=" equal"') % 3 == 0
    assert "every other day" in page


def test_columns_are_turned_round_every_other_day() -> None:
    day = dt.date(2026, 3, 18)
    orders = [turned(("N", "S", "E"), day + dt.timedelta(days=n)) for n in range(3)]
    assert orders[0] == orders[2] == tuple(reversed(orders[1]))


def test_a_deadline_counts_from_each_day_that_is_told_and_by_whose_word(desk: TestClient) -> None:
    rows = sheet(desk, "/agreements/kessing", "calendar")
    told = [(row["due"]["text"], row["term"]["text"], texts(row["base"])) for row in rows]
    assert told == [
        ("2021-05-12", "in the past", ["Northmark: 2021-05-02"]),
        ("2021-05-13", "in the past", ["Southmark: 2021-05-03"]),
    ]
    assert "nobody is in breach by a calendar" in desk.get("/agreements/kessing").text


def test_a_value_leads_to_its_words_in_one_click(desk: TestClient) -> None:
    row = next(row for row in sheet(desk, "/agreements", "others") if "Ordin" in row["name"]["text"])
    words = row["words"]["words"][0]
    assert (
        f'href="/documents/{words["document"]}?words={words["start"]}-{words["end"]}#words"'
        in desk.get("/agreements").text
    )


def test_proposals_stand_apart_until_a_person_takes_one_in(desk: TestClient) -> None:
    address = "/agreements/kessing/provisions/1"
    proposed = sheet(desk, address, "proposed")
    assert proposed
    assert sheet(desk, address, "bears") == []
    done = next(row for row in proposed if "pulled back artillery" in row["by_N"]["text"])
    assert done["by_S"] is None
    full = full_id(desk, address, done["id"])
    answer = desk.post(f"/agreements/kessing/bearings/{full}", data={"holds": "yes", **REASON})
    assert answer.status_code == 303
    taken = sheet(desk, address, "bears")
    assert [row["decided"]["text"] for row in taken] == ["Wanda Pell"]
    assert done["id"] not in {row["id"] for row in sheet(desk, address, "proposed")}


def test_a_proposal_is_turned_down_with_a_reason_that_is_shown(desk: TestClient) -> None:
    address = "/agreements/kessing/provisions/1"
    short = sheet(desk, address, "proposed")[0]["id"]
    href = f"/agreements/kessing/bearings/{full_id(desk, address, short)}"
    assert desk.post(href, data={"holds": "no"}).status_code == 400
    assert desk.post(href, data={"holds": "no", "reason": "another river"}).status_code == 303
    (row,) = sheet(desk, address, "dismissed")
    assert (row["by"]["text"], row["why"]["text"]) == ("Wanda Pell", "another river")
    assert "Decide again" in desk.get(address).text
    assert desk.post(href, data={"holds": "yes", "reason": "the same river"}).status_code == 303
    assert [one["id"] for one in sheet(desk, address, "bears")] == [short]


def full_id(desk: TestClient, address: str, short: str) -> str:
    """Return the whole id of a proposal, as the form on its page has it."""
    page = desk.get(address).text
    return short + page.split(f"/bearings/{short}", 1)[1].split('"', 1)[0]


def test_a_judgement_stands_under_the_name_of_who_judges_and_blank_is_no_zero(desk: TestClient) -> None:
    address = "/agreements/kessing/provisions/2"
    (row,) = sheet(desk, address, "judged")
    assert row["of_N"] is None
    assert "not judged" in desk.get(address).text
    told = {"party": "N", "value": "0", "day": "2021-08-01", "words": "none was freed", **REASON}
    assert desk.post("/agreements/kessing/assessments/2", data=told).status_code == 303
    (row,) = sheet(desk, address, "judged")
    assert row["of_N"]["value"] == 0
    assert row["of_N"]["text"] == "Wanda Pell: 0 none initiated"
    assert row["of_S"] is None


@pytest.mark.parametrize("wrong", [{"party": "S"}, {"day": "2031-01-01"}, {"words": "  "}, {"reason": " "}])
def test_what_cannot_be_judged_is_refused_in_the_words_of_the_desk(desk: TestClient, wrong: dict[str, str]) -> None:
    told = {"party": "N", "value": "1", "day": "2021-08-01", "words": "two were freed", **REASON} | wrong
    answer = desk.post("/agreements/kessing/assessments/2", data=told)
    assert answer.status_code == 400
    assert "--" not in answer.text.split("<main", 1)[1]
    assert sheet(desk, "/agreements/kessing/provisions/2", "judged")[0]["of_N"] is None


def test_a_note_is_a_claim_beside_others_under_who_says_it(desk: TestClient, room: Path) -> None:
    note = {
        "what": "ratified", "claimant": "Southmark", "words": "Our house has ratified it.", "source": "gazette 7",
        "first": "2021-09-01", "part_who": ["Southmark", "", ""], "part_role": ["ratifier", "", ""],
        "part_value": ["", "", ""], **REASON,
    }  # fmt: skip
    assert desk.post("/agreements/kessing/notes", data=note).status_code == 303
    rows = {row["id"]: row for row in sheet(desk, "/agreements/kessing", "standing")}
    assert texts(rows["ratified"]["by_S"]) == ["Eastmark: denied", "Southmark: 2021-09-01"]
    with open_record(room / "record.sqlite", now=NOW) as record:
        (kept,) = entries(record, kind="assertion")
    assert (kept.author, kept.reason) == ("Wanda Pell", "read both")


@pytest.mark.parametrize(
    "wrong",
    [{"words": " "}, {"what": "exploded"}, {"reason": ""}, {"first": "soon"}, {"part_role": ["signatory"]},
     {"first": "2021-02-02", "last": "2021-01-01"}, {"standing": "perhaps"}],
)  # fmt: skip
def test_half_a_note_is_refused(desk: TestClient, wrong: dict[str, Any]) -> None:
    note = {"what": "ratified", "claimant": "Southmark", "words": "It is.", "source": "gazette", **REASON} | wrong
    answer = desk.post("/agreements/kessing/notes", data=note)
    assert answer.status_code == 400
    assert "--" not in answer.text.split("<main", 1)[1]


def test_words_are_kept_as_a_name(desk: TestClient) -> None:
    told = {"words": "Paper of Tessel", "verdict": "same", **REASON}
    assert desk.post("/agreements/kessing/names", data=told).status_code == 303
    rows = sheet(desk, "/agreements/kessing", "names")
    assert [(row["words"]["text"], row["taken"]["text"]) for row in rows] == [
        ("Paper of Tessel", "a name of it, says Wanda Pell")
    ]


PASTED = "Article 1\nThe guns <script>alert(1)</script> fall silent.\n\nArticle 2\nA commission meets on 4 May 2021.\n"


def test_a_text_is_brought_as_somebody_published_it(desk: TestClient) -> None:
    told = {"called": "pasted", "words": PASTED, "language": "en", "claimant": "Northern press", **REASON}
    before = len(sheet(desk, "/agreements/kessing", "texts"))
    assert desk.post("/agreements/kessing/texts", data=told).status_code == 303
    assert len(sheet(desk, "/agreements/kessing", "texts")) == before + 1
    page = desk.get("/agreements/kessing").text
    assert "Northern press" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("wrong", [{"words": "  "}, {"called": " "}, {"language": "E1"}, {"reason": " "}])
def test_a_text_that_cannot_be_kept_is_refused(desk: TestClient, wrong: dict[str, str]) -> None:
    told = {"called": "pasted", "words": PASTED, "language": "en", **REASON, **wrong}
    assert desk.post("/agreements/kessing/texts", data=told).status_code in {400, 422}


def bring(desk: TestClient, content: bytes, kind: str = "text/plain", **fields: str) -> Any:
    told = {"called": "brought", "language": "en", "claimant": "Northern press", **REASON, **fields}
    return desk.post("/agreements/kessing/texts", data=told, files={"file": ("<b>text</b>.txt", content, kind)})


def test_a_text_is_brought_as_a_file_and_is_cut_as_a_pasted_one_is(desk: TestClient) -> None:
    assert 'enctype="multipart/form-data"' in desk.get("/agreements/kessing").text
    with_mark = b"\xef\xbb\xbf" + PASTED.replace("\n", "\r\n").encode()
    assert bring(desk, with_mark, "text/plain; charset=utf-8").status_code == 303
    told = {"called": "pasted", "words": PASTED, "language": "en", **REASON}
    assert desk.post("/agreements/kessing/texts", data=told).status_code == 303
    brought, pasted = (sheet(desk, f"/agreements/kessing/texts/{one}", "clauses") for one in ("brought", "pasted"))
    assert brought == pasted != []
    page = desk.get("/agreements/kessing/texts/brought").text
    assert "<script>alert" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize(
    ("content", "kind", "fields", "status", "says"),
    [
        (PASTED.encode("utf-16"), "text/plain", {}, 400, "no text in UTF-8"),
        (b"%PDF-1.7 1. The parties withdraw.", "application/pdf", {}, 400, "plain text"),
        (b"1. The parties\x00 withdraw.", "text/plain", {}, 400, "no plain text has"),
        (b" \n", "text/plain", {}, 400, "no words in it"),
        (PASTED.encode(), "text/plain", {"words": PASTED}, 400, "not both"),
        (b"1. a\n" * 90_000, "text/plain", {}, 400, "400,000 characters"),
        (b"1. a\n" * 210_000, "text/plain", {}, 413, "1,000,000 bytes"),
        (PASTED.encode(), "text/plain", {"reason": " "}, 400, "No reason"),
    ],
)
def test_a_file_that_is_no_text_or_too_much_is_refused_in_words(
    desk: TestClient, content: bytes, kind: str, fields: dict[str, str], status: int, says: str
) -> None:
    before = sheet(desk, "/agreements/kessing", "texts")
    refused = bring(desk, content, kind, **fields)
    assert refused.status_code == status
    assert says in refused.text
    assert sheet(desk, "/agreements/kessing", "texts") == before


def test_a_form_whose_file_was_left_blank_keeps_what_was_pasted(desk: TestClient) -> None:
    told = {"called": "pasted", "words": PASTED, "language": "en", **REASON}
    sent = desk.post("/agreements/kessing/texts", data=told, files={"file": ("", b"", "application/octet-stream")})
    assert sent.status_code == 303
    assert len(sheet(desk, "/agreements/kessing/texts/pasted", "clauses")) > 0


def test_a_reader_brings_no_file(visit: Visit, room: Path) -> None:
    assert bring(visit(room, "reader"), PASTED.encode()).status_code in {401, 403}


def test_a_reader_sees_no_form_and_may_not_write(visit: Visit, room: Path) -> None:
    reader = visit(room, "reader")
    assert '<form class="act"' not in reader.get("/agreements/kessing/provisions/1").text
    assert '<form class="act"' not in reader.get("/agreements/kessing").text
    told = {"words": "Paper of Tessel", "verdict": "same", **REASON}
    assert reader.post("/agreements/kessing/names", data=told).status_code in {401, 403}
    assert sheet(reader, "/agreements/kessing", "names") == []


def test_two_texts_stand_side_by_side(desk: TestClient, room: Path) -> None:
    old = "1. The parties shall withdraw by 1 May 2022.\n2. Northmark shall free the prisoners.\n"
    with open_record(room / "record.sqlite", now=NOW) as record:
        one = kept_agreements(record)[1][0]
        first = TextVariant(id="first", text=old, claimant="Northmark")
        for text in (first, replace(first, id="second", text=old.replace("1 May", "9 May"))):
            keep_text(record, one, text, author="Ann Brook", reason="as published", now=NOW)
    rows = sheet(desk, "/agreements/kessing/diff?old=first&new=second", "diff")
    assert [(row["kind"]["text"], texts(row["changes"])) for row in rows] == [("changed", ["“1” became “9”"])]
    assert len(sheet(desk, "/agreements/kessing/texts/first", "clauses")) == 2
    assert desk.get("/agreements/kessing/diff?old=first&new=third").status_code == 404


@pytest.mark.parametrize(
    "address", ["/agreements/none", "/agreements/kessing/provisions/99", "/agreements/kessing/texts/none"]
)
def test_what_is_not_there_leads_back(desk: TestClient, address: str) -> None:
    answer = desk.get(address)
    assert answer.status_code == 404
    assert 'href="/agreements' in answer.text


def test_hostile_words_stay_words(desk: TestClient) -> None:
    page = desk.get("/agreements").text + desk.get("/institutions/centre").text
    assert "<script>alert" not in page
    assert "\u202e" not in page


def test_as_known_before_it_was_kept_there_is_nothing(desk: TestClient) -> None:
    page = desk.get("/agreements?known=2020-01-01").text
    assert "Kessing Protocol" not in page
    assert "follows no agreement" in page


def test_a_claim_of_all_parties_stands_once_and_not_under_each() -> None:
    parts = tuple(Part(role="signatory", name=one, actor=one) for one in ("NOR", "SOU"))
    both = Assertion(
        id="both", room="agreement", subject="kessing", named="Kessing Protocol", what="signed",
        claimant=Claimant(name="Valley Wire"), standing="happened", parts=parts,
        evidence=(Evidence(words="both signed", by="desk"),), day=Day(first="2020-11-09", last="2020-11-09"),
    )  # fmt: skip
    own = replace(both, id="own", claimant=Claimant(name="Northmark"), parts=parts[:1])
    shown = standing_sheet(KESSING, (both, own), {"NOR": "Northmark", "SOU": "Southmark"}, ("NOR", "SOU"))
    signed = next(row for row in shown.rows if row.id == "signed")
    cells = {column.id: cell for column, cell in zip(shown.columns, signed.cells, strict=True)}
    assert cells["whole"].text == "Valley Wire: 2020-11-09"
    assert cells["by_NOR"].text == "Northmark: 2020-11-09"
    assert (cells["by_SOU"].text, cells["by_SOU"].blank) == ("", "as of all of them")
    assert not cells["whole"].more
