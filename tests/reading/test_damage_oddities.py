import pytest

from detente.knowledge.cues import load_damage_signs
from detente.reading.oddities import find_oddities

LONG = "The two delegations met for the third time in the border town and agreed on lists of prisoners."


def oddities(text: str) -> list[tuple[str, str]]:
    found = sorted(find_oddities(text, load_damage_signs()), key=lambda d: (d.start, d.end))
    return [(d.kind, text[d.start : d.end]) for d in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Prime Clergyman met them.", [("machine paraphrase", "Prime Clergyman")]),
        ("Both sides left the peace-keeping powers.", [("machine paraphrase", "peace-keeping powers")]),
        ("The truce understandings hold.", [("machine paraphrase", "truce understandings")]),
        ("A {truce|ceasefire|halt} was agreed.", [("spinner leftover", "{truce|ceasefire|halt}")]),
        ("[spin]A truce[/spin] holds.", [("spinner leftover", "[spin]"), ("spinner leftover", "[/spin]")]),
        ("They left the the village.", [("doubled word", "the the")]),
        ("The army&#8217;s road &amp;amp; bridge.", [("broken entity", "&#8217;"), ("broken entity", "&amp;amp;")]),
        ('<p>The road</p> is <a href="x">closed', [("mark-up", m) for m in ("<p>", "</p>", '<a href="x">')]),
        ("[caption id=1 width=2]A tank[/caption]", [("mark-up", "[caption id=1 width=2]"), ("mark-up", "[/caption]")]),
        ("A cease- fire and the govern-\nment.", [("broken hyphenation", w) for w in ("cease- fire", "govern-\nment")]),
        ("The road was closed in the end.The army left.", [("missing space", "end.The")]),
        ("The govemment warned them.", [("misread letters", "govemment")]),
        (f"{LONG}\n\nMore.\n\n{LONG}\n", [("repeated passage", LONG)]),
        ("He said that\n\nAdvertisement\n\nit is closed.", [("interrupted sentence", "that\n\nAdvertisement\n\nit")]),
        (f"{LONG} He said в столице прошла встреча.", [("untranslated", "в столице прошла встреча")]),
    ],
)  # fmt: skip
def test_what_no_writer_leaves_is_marked(text: str, found: list[tuple[str, str]]) -> None:
    assert oddities(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister met the peacekeeping forces and a clergyman.",
        "He had had that that before; it was so, so cold in in-between days.",
        "A set {a, b} and R&D; AT&T; x < y and a > b.",
        "Pre- and post-war governments, two- or three-year terms.",
        "See example.The-site or node.The; the U.S. The army left.",
        "WBO champions and modem makers.",
        "The town (в столице прошла встреча министров) is closed.",
        "Short line.\n\nShort line.",
        "Civil Protection Minister and an international financial institution.",
        "the cease-fire\nheld",
    ],
)
def test_what_a_writer_may_write_is_not(text: str) -> None:
    assert oddities(text) == []


@pytest.mark.seeds
def test_the_damaged_report_names_an_organisation_as_no_one_does(readings: dict[str, dict[str, object]]) -> None:
    text, damage = next((r["text"], r["damage"]) for name, r in readings.items() if name.startswith("000"))
    assert isinstance(text, str)
    assert isinstance(damage, list)
    found = {(d["kind"], text[d["start"] : d["end"]]) for d in damage}
    assert ("machine paraphrase", "Organization of Turkish States") in found
    assert ("orphan fragment", "humanitarian fire.") in found
    assert ("doubled attribution", "he added.") in found
    assert ("boilerplate", "Comments are closed.") in found


@pytest.mark.seeds
def test_the_sound_report_is_sound(readings: dict[str, dict[str, object]]) -> None:
    assert [r["damage"] for name, r in readings.items() if name.startswith("004")] == [[]]


@pytest.mark.seeds
def test_damage_lowers_what_stands_in_it(readings: dict[str, dict[str, object]]) -> None:
    broken = next(r for name, r in readings.items() if name.startswith("000"))
    claims = [c for c in broken["claims"] if c["lowered_by"]]  # type: ignore[attr-defined]
    kinds = {kind for c in claims for kind in c["lowered_by"]}
    assert {"doubled attribution", "unclosed quotation", "machine paraphrase"} <= kinds
