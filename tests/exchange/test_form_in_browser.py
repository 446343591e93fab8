"""The form in a browser: what an observer fills in comes back from the desk's reader, and from the form itself."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest

from detente.core.errors import DocumentError
from detente.documents.field_report import cut_field_report, read_observation
from detente.exchange.form import write_form

TOOLS = r"""
const form = document.getElementById("form"), entries = () => [...document.querySelectorAll(".entry")];
const set = (root, values) => {
  for (const [column, value] of Object.entries(values)) {
    const field = root.querySelector(`[data-col="${column}"]` + (column === "method" ? `[value=${value}]` : ""));
    if (column === "method") field.checked = true; else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
};
const add = (values) => { document.getElementById("add").click(); set(entries().at(-1), values); };
const blobs = [];
URL.createObjectURL = (blob) => { blobs.push(blob); return "#"; };
const save = () => document.getElementById("save").click();
const saved = async () => btoa(String.fromCharCode(...new Uint8Array(await blobs.at(-1).arrayBuffer())));
const said = (id) => document.getElementById(id).textContent;
const load = (text) => {
  const files = new DataTransfer(), input = document.getElementById("load");
  const loaded = new Promise((done) => new MutationObserver((_, watch) => { watch.disconnect(); done(); })
    .observe(document.getElementById("status"), { childList: true, characterData: true, subtree: true }));
  files.items.add(new File([text], "w.csv"));
  input.files = files.files;
  input.dispatchEvent(new Event("change"));
  return loaded;
};
"""


@pytest.fixture
def drive(browser: Any, tmp_path: Path) -> Any:
    """Return what a script tells after it has run in the form."""

    def run(script: str, *, width: int = 1000) -> Any:
        (tmp_path / "form.html").write_text(write_form(mission="Team 3"), encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": 900})
        try:
            page.goto((tmp_path / "form.html").as_uri())
            return page.evaluate(f"() => new Promise((tell) => {{ {TOOLS} (async () => {{ {script} }})(); }})")
        finally:
            page.close()

    return run


FIRE = {
    "place": "Gate Hill", "lat": "-41,2031", "lon": "45.3320", "from": "2026-03-04T10:05", "to": "2026-03-04T14:10",
    "offset": "+03:00", "method": "heard", "what": "explosion", "count_kind": "at least", "count": "4",
    "direction": "SE", "near": "800", "far": "1200", "distance_unit": "m", "who": '=cmd, "x"',
    "recognised_by": "badges", "weather": "fog", "visibility": "2", "not_visited": "the east bank",
    "why_not": "the bridge was closed",
    "remarks": 'One;\ntwo, "three". Ağdam',
}  # fmt: skip
WATCH = {"from": "2026-03-04T14:10", "to": "2026-03-04T18:10", "method": "seen", "what": "nothing"}
FILL = f'set(form, {{observer: "R. Okafor"}}); set(entries()[0], {json.dumps(FIRE)}); add({json.dumps(WATCH)});'


def texts(data: bytes) -> list[str]:
    packets = cut_field_report(io.BytesIO(data), name="w.csv")
    return [read_observation(p.data, name=p.name).text for p in packets]


def test_what_is_saved_is_read_by_the_desk(drive: Any) -> None:
    data, status = drive(FILL + "save(); tell([await saved(), said('status')]);")
    file = base64.b64decode(data)
    assert file.startswith(b"\xef\xbb\xbfobserver,mission,place,")
    fire, watch = texts(file)
    assert fire.splitlines()[1:] == [
        "Observer: R. Okafor, Team 3.",
        "From 10:05 to 14:10 on 4 March 2026 (UTC+3), at Gate Hill (-41.2031, 45.3320).",
        "R. Okafor reported having heard at least 4 explosions 800 to 1200 m to the south-east of Gate Hill.",
        'R. Okafor reported that this was done by =cmd, "x", recognised by badges.',
        "Weather: fog.",
        "Visibility: 2 km.",
        "Not visited: the east bank, because the bridge was closed.",
        "Remarks: One;",
        'two, "three". Ağdam.',
    ]
    # a second entry stands where the first one stood
    assert watch.splitlines()[2:] == [
        "From 14:10 to 18:10 on 4 March 2026 (UTC+3), at Gate Hill (-41.2031, 45.3320).",
        "R. Okafor reported having seen nothing.",
    ]
    assert status == "Saved 2 observations as field-report-2026-03-04-r-okafor.csv. Hand this file to the desk."


def test_a_file_loaded_and_saved_again_is_the_same(drive: Any) -> None:
    first, second, status = drive(
        FILL + "save(); const a = await saved(); await load(blobs[0]); const s = said('status'); save();"
        "tell([a, await saved(), s]);"
    )
    assert first == second
    assert status == "Loaded 2 from w.csv."


def test_columns_and_clocks_of_another_file_are_kept(drive: Any) -> None:
    file = (
        "observer;mission;place;from;to;method;what;plate\r\n"
        "Ada;M;Hill;2026-03-04T10:05:30+05:45;2026-03-04T06:00Z;camera;vehicles;AB 12\r\n"
    )
    data = drive(f"await load({json.dumps(file)}); save(); tell(await saved());")
    (text,) = texts(base64.b64decode(data))
    assert "From 10:05:30 to 11:45 on 4 March 2026 (UTC+5:45), at Hill." in text
    assert "plate: AB 12." in text


def test_what_is_missing_is_told_before_it_is_saved(drive: Any) -> None:
    blobs, told, marked = drive(
        "save(); tell([blobs.length, said('problems'),"
        "[...document.querySelectorAll('[aria-invalid]')].map((e) => e.dataset.col)]);"
    )
    assert blobs == 0
    for words in (
        "Write your name",
        "Say where you were",
        "Say when it was",
        "Choose how you know",
        "Choose what it was",
    ):
        assert words in told
    assert set(marked) == {"observer", "place", "from", "what"}


def test_an_unfinished_draft_can_be_saved_and_gone_on_with(drive: Any) -> None:
    place, status = drive(
        "set(form, {observer: 'Ada'}); set(entries()[0], {place: 'Hill'}); save();"
        "document.querySelector('#problems button').click(); const s = said('status'); await load(blobs[0]);"
        "tell([entries()[0].querySelector('[data-col=place]').value, s]);"
    )
    assert (place, status) == (
        "Hill",
        "Saved 1 observation as field-report-no-date-ada.csv, unfinished. Load it to go on.",
    )


WRONG = [
    {"lat": "91"}, {"lon": ""}, {"place": "", "lat": "", "lon": ""}, {"count": "0"}, {"count": "4.5"}, {"from": ""},
    {"direction": "left"}, {"direction": "361"}, {"near": "x"}, {"far": "1"}, {"to": "2026-03-04T10:04"},
    {"who": ""}, {"not_visited": ""}, {"what": "other"}, {"what": "nothing", "to": ""},
    {"near": "9", "distance_unit": "km", "far": "501"},
]  # fmt: skip


def test_the_form_and_the_desk_refuse_the_same(drive: Any) -> None:
    steps = "".join(
        f"add({json.dumps(FIRE | one)}); entries()[0].remove(); save();"
        "if (problems.hidden) tell('saved');"
        "else { problems.querySelector('button').click(); files.push(await saved()); }"
        for one in WRONG
    )
    files = drive(
        "set(form, {observer: 'Ada'}); const problems = document.getElementById('problems'), files = [];"
        + steps
        + "tell(files);"
    )
    assert len(files) == len(WRONG)
    for file in files:
        with pytest.raises(DocumentError):
            texts(base64.b64decode(file))


def test_fields_are_told_with_their_labels_and_errors(drive: Any) -> None:
    bare = drive(
        "save(); tell([...document.querySelectorAll('main input, main select, main textarea')]"
        ".filter((e) => !e.labels.length || (e.type !== 'radio' && !e.getAttribute('aria-describedby')))"
        ".map((e) => e.dataset.col));"
    )
    assert bare == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_has_to_be_scrolled_sideways(drive: Any, width: int) -> None:
    page, window = drive(
        FILL + "const e = document.documentElement; save(); set(entries()[0], {what: ''}); save();"
        "tell([e.scrollWidth, innerWidth]);",
        width=width,
    )
    assert page <= window == width
