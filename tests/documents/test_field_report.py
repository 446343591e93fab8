"""A row of a field report becomes sentences and a record, or a complaint that names row and column."""

import datetime as dt
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents.field_report import read_observation
from detente.documents.formats import open_packet
from detente.documents.observation import Observation, Stated
from detente.documents.packet import Packet
from detente.knowledge.field import columns
from documents.reports import FIRE, WATCH, document_of

HOURS_3 = dt.timezone(dt.timedelta(hours=3))


def observed(**changed: str) -> Observation:
    found = document_of(FIRE, **changed).observation
    assert found is not None
    return found


def test_a_row_becomes_a_sentence_a_fact() -> None:
    assert document_of(FIRE).text.splitlines() == [
        "Composed from the observer's form.",
        "Observer: R. Okafor, Team 3.",
        "From 10:05 to 14:10 on 4 March 2026 (UTC+3), at Gate Hill (41.2031, 45.3320).",
        "R. Okafor reported having heard 4 explosions 3 to 6 km to the south-east of Gate Hill.",
        "R. Okafor reported that this was done by soldiers of the Northern Brigade, recognised by their badges.",
        "Weather: fog.",
        "Visibility: 2 km.",
        "Not visited: the east bank, because the bridge was closed.",
        "Remarks: The first was the loudest.",
        "The dogs barked.",
    ]


def test_nothing_observed_with_interval_method_and_position_is_a_whole_report() -> None:
    document = document_of(WATCH)
    assert document.text.splitlines()[-1] == "R. Okafor reported having heard nothing."
    assert document.observation is not None
    assert document.observation.is_nothing
    assert document.observation.count_low is None


def test_the_document_says_when_whose_and_what_it_is() -> None:
    document = document_of(FIRE)
    assert (document.id, document.format, document.publisher) == ("w.csv:7", "field report", "Team 3")
    assert document.published == "2026-03-04T14:10:00+03:00"
    assert document.title == "Field report, 2026-03-04, Gate Hill"
    assert document.language is None


def test_the_record_has_the_values() -> None:
    found = observed()
    assert found.time_from.value == dt.datetime(2026, 3, 4, 10, 5, tzinfo=HOURS_3)
    values = {
        name: value.value
        for name in Observation.__slots__
        if isinstance(value := getattr(found, name), Stated) and not name.startswith("time")
    }
    assert values == {
        "observer": "R. Okafor", "mission": "Team 3", "place": "Gate Hill", "lat": 41.2031, "lon": 45.332,
        "method": "heard", "what": "explosion", "count_low": 4, "count_high": 4, "count_words": "4", "bearing": 135.0,
        "bearing_words": "south-east", "near_km": 3.0, "far_km": 6.0, "who": "soldiers of the Northern Brigade",
        "recognised_by": "their badges", "weather": "fog", "visibility": "2", "visibility_km": 2.0,
        "not_visited": "the east bank", "why_not": "the bridge was closed",
        "remarks": "The first was the loudest.\nThe dogs barked.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("observer", "R. Okafor"),
        ("time_from", "From 10:05 to 14:10 on 4 March 2026 (UTC+3)"),
        ("lat", "41.2031, 45.3320"),
        ("method", "having heard"),
        ("what", "explosions"),
        ("count_high", "4"),
        ("far_km", "3 to 6 km"),
        ("bearing", "south-east"),
        ("visibility_km", "2 km"),
        ("why_not", "the bridge was closed"),
    ],
)
def test_every_value_has_its_words(field: str, words: str) -> None:
    document = document_of(FIRE)
    stated = getattr(document.observation, field)
    assert stated.span.text_in(document.text) == words


@pytest.mark.parametrize(
    ("kind", "bounds", "words"),
    [
        ("exact", (4, 4), "4"),
        ("at least", (4, None), "at least 4"),
        ("about", (4, 4), "about 4"),
        ("up to", (None, 4), "up to 4"),
    ],
)
def test_a_count_keeps_its_bounds_and_words(kind: str, bounds: tuple[int | None, int | None], words: str) -> None:
    found = observed(count_kind=kind)
    assert (found.count_low and found.count_low.value, found.count_high and found.count_high.value) == bounds
    assert found.count_words is not None
    assert found.count_words.value == words


def test_uncounted_is_said_and_is_no_number() -> None:
    found = observed(count_kind="uncounted", count="")
    assert (found.count_low, found.count_high) == (None, None)
    assert found.count_words is not None
    assert found.count_words.value == "uncounted"
    text = document_of(FIRE, count_kind="uncounted", count="").text
    assert found.count_words.span.text_in(text) == "an uncounted number of"


def test_a_blank_count_says_nothing_about_the_number() -> None:
    found = observed(count_kind="", count="")
    assert (found.count_low, found.count_high, found.count_words) == (None, None, None)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"count": "1"}, "having heard 1 explosion 3 to 6 km"),
        ({"count": "", "count_kind": ""}, "having heard explosions 3 to 6 km"),
        ({"direction": "135"}, "4 explosions 3 to 6 km at a bearing of 135 degrees from Gate Hill."),
        ({"near": "", "far": ""}, "4 explosions to the south-east of Gate Hill."),
        ({"direction": ""}, "4 explosions 3 to 6 km from Gate Hill."),
        ({"far": ""}, "4 explosions 3 km to the south-east"),
        ({"near": ""}, "4 explosions up to 6 km to the south-east"),
        ({"near": "800", "far": "1200", "distance_unit": "m"}, "4 explosions 800 to 1200 m to the south-east"),
        ({"place": ""}, "3 to 6 km to the south-east of the observer's position."),
        ({"place": ""}, "(UTC+3), at 41.2031, 45.3320."),
        ({"method": "told", "told_by": "a baker"}, "R. Okafor reported having been told by a baker of 4 explosions"),
        ({"method": "told"}, "R. Okafor reported having been told that this was done by soldiers"),
        ({"method": "camera"}, "having seen on a camera 4 explosions"),
        ({"what": "other", "what_words": "a siren."}, "something of another kind (4) 3 to 6 km to the south-east of "),
        ({"what": "other", "what_words": "a siren."}, "Gate Hill: a siren.\n"),
        ({"what_words": "dull thuds"}, "Gate Hill.\nIn the observer's words: dull thuds."),
        ({"to": ""}, "At 10:05 on 4 March 2026 (UTC+3), at"),
        ({"to": "2026-03-05T01:00+03:00"}, "From 10:05 on 4 March 2026 to 01:00 on 5 March 2026 (UTC+3), at"),
        ({"to": "2026-03-04T14:10Z"}, "From 10:05 on 4 March 2026 (UTC+3) to 14:10 on 4 March 2026 (UTC), at"),
        ({"from": "2026-03-04T10:05:09+0530", "to": ""}, "At 10:05:09 on 4 March 2026 (UTC+5:30), at"),
        ({"visibility": "to the tree line"}, "Visibility: to the tree line."),
        ({"Number plate": "AB 12"}, "Number plate: AB 12."),
    ],
)
def test_the_sentences_follow_the_cells(changed: dict[str, str], sentence: str) -> None:
    assert sentence in document_of(FIRE, **changed).text


def test_metres_are_kilometres_in_the_record() -> None:
    found = observed(near="800", far="", distance_unit="m")
    assert found.near_km is not None
    assert found.far_km is not None
    assert (found.near_km.value, found.far_km.value) == (0.8, 0.8)


def test_a_decimal_comma_is_a_decimal_point() -> None:
    found = observed(lat="41,2031", near="2,5", visibility="1,5 km")
    assert found.lat is not None
    assert found.near_km is not None
    assert found.visibility_km is not None
    assert (found.lat.value, found.near_km.value, found.visibility_km.value) == (41.2031, 2.5, 1.5)


def test_columns_that_the_form_does_not_have_are_kept() -> None:
    document = document_of(FIRE, plate="AB 12")
    assert document.observation is not None
    ((name, stated),) = document.observation.further
    assert (name, stated.value, stated.span.text_in(document.text)) == ("plate", "AB 12", "AB 12")


def test_a_cell_and_a_column_make_no_lines_of_their_own() -> None:
    text = document_of(FIRE, weather="fog\nObserver: somebody else", **{"\nObserver": "somebody"}).text
    assert "Weather: fog Observer: somebody else." in text
    assert text.count("\nObserver: ") == 2


WRONG = [
    ({"observer": " "}, "observer", "every observation needs it"),
    ({"from": ""}, "from", "every observation needs it"),
    ({"place": "", "lat": "", "lon": ""}, "place", "where the observer stood"),
    ({"lon": ""}, "lat", "write the longitude as well"),
    ({"lat": "91"}, "lat", "a number from -90 to 90"),
    ({"lon": "-180.5"}, "lon", "a number from -180 to 180"),
    ({"lat": "41°12'"}, "lat", "a number from -90 to 90"),
    ({"lat": "nan"}, "lat", "a number"),
    ({"from": "2026-03-04T10:05"}, "from", "does not say its offset from UTC; add the offset"),
    ({"from": "04/03/2026 10:05"}, "from", "nobody can tell the day from the month"),
    ({"from": "4.3.26"}, "from", "nobody can tell the day from the month"),
    ({"from": "2026-02-30T10:05Z"}, "from", "is no time"),
    ({"from": "2026-03-04T25:05Z"}, "from", "is no time"),
    ({"from": "0001-01-01T00:00+14:00"}, "from", "check the year"),
    ({"from": "2026-03-04T10:05+23:00"}, "from", "between -14:00 and +14:00"),
    ({"from": "yesterday"}, "from", "write it as 2026-03-04T10:05+03:00"),
    ({"to": "2026-03-04T10:04+03:00"}, "to", "is before `from`"),
    ({"method": "smelt"}, "method", "write one of seen, heard, camera, drone, told"),
    ({"what": "ufo"}, "what", "write one of nothing, explosion"),
    ({"what": "other"}, "what_words", "say what it was"),
    ({"what": "nothing"}, "count", "has no number"),
    ({"what": "nothing", "to": "", "count": "", "count_kind": ""}, "to", "from when to when was watched"),
    ({"count": "-4"}, "count", "a whole number above zero"),
    ({"count": "four"}, "count", "in figures"),
    ({"count": "0"}, "count", "write `nothing` under `what`"),
    ({"count": ""}, "count", "write a number, or `uncounted`"),
    ({"count_kind": "uncounted"}, "count", "leave it blank"),
    ({"direction": "left"}, "direction", "a compass point (SE, south-east) or degrees"),
    ({"direction": "361"}, "direction", "0 to 360"),
    ({"near": "7"}, "far", "is below `near`"),
    ({"near": "-1"}, "near", "a number from 0 to 500 (km)"),
    ({"distance_unit": "miles"}, "distance_unit", "write one of km, m"),
    ({"who": ""}, "recognised_by", "write who was recognised"),
    ({"not_visited": ""}, "why_not", "write which area"),
    ({"told_by": "a baker"}, "told_by", "write `told` under `method`"),
]


@pytest.mark.parametrize(("changed", "column", "expected"), WRONG)
def test_a_wrong_cell_is_named_with_its_row_and_what_is_expected(
    changed: dict[str, str], column: str, expected: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        document_of(FIRE, **changed)
    assert caught.value.code == "not_a_document"
    assert caught.value.message.startswith(f"row 7, column `{column}`: ")
    assert expected in caught.value.message


def test_all_that_is_wrong_in_a_row_is_told_together() -> None:
    with pytest.raises(DocumentError) as caught:
        document_of(FIRE, observer="", **{"from": "4.3.26"}, what="ufo", count="four", near="9", who="")
    told = caught.value.message
    assert told.startswith("row 7, 6 faults: (1) column `observer`: is blank; every observation needs it.")
    for column in ("from", "what", "count", "far", "recognised_by"):
        assert told.count(f") column `{column}`: ") == 1


def test_of_very_many_faults_the_first_are_told_and_the_others_counted() -> None:
    wrong = dict.fromkeys(
        ("lat", "lon", "to", "method", "what", "count_kind", "count", "direction", "near", "far"), "?"
    )
    with pytest.raises(DocumentError) as caught:
        document_of(FIRE, **wrong, observer="", **{"from": "?"})
    assert "row 7, 12 faults: (1) " in caught.value.message
    assert "(10) " in caught.value.message
    assert caught.value.message.endswith(" ... and 2 more")


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b'{"observer": 3}', b"\xff", b'{"observer": {"a": 1}}', b"[" * 9999]
)
def test_what_is_no_row_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        read_observation(data, name="w.csv:7")


CELL = st.one_of(
    st.sampled_from([*FIRE.values(), "0", "-1", "1e9", "NaN", "9" * 400, "2026-03-04T10:05Z", "\x00", "۴", "\ud800"]),
    st.text(max_size=30),
)


@given(st.dictionaries(st.one_of(st.sampled_from(list(columns())), st.text(max_size=8)), CELL, max_size=30))
def test_any_cells_are_read_or_refused_and_never_lose_their_words(cells: dict[str, str]) -> None:
    data = json.dumps(FIRE | cells).encode()
    try:
        document = read_observation(data, name="w.csv:7")
    except DocumentError:
        return
    assert document.observation is not None
    stated = [getattr(document.observation, name) for name in Observation.__slots__]
    spans = [one.span for one in stated if isinstance(one, Stated)]
    spans += [one.span for _, one in document.observation.further]
    assert all(span.text_in(document.text).strip() for span in spans)


def test_an_observation_is_opened_as_any_format_is() -> None:
    document = open_packet(Packet(name="w.csv:2", suffix=".observation", data=json.dumps(WATCH).encode()))
    assert document.observation is not None
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301 - our own; it crosses processes so
