"""A brief set as a letter: what mail programs are given, and what they are not."""

import re
from dataclasses import replace

import pytest
from lxml import html

from brief.made import EDITION, HOSTILE, SETTINGS, full, hostile, quiet
from detente.brief.brief import Approval, How, Remark
from detente.brief.composing.basis import Stood, basis_text
from detente.brief.letter.files import plain_letter
from detente.brief.letter.heads import heads_of
from detente.brief.letter.letter import OWN_PREFERENCES, OWN_UNSUBSCRIBE, Letter, Picture
from detente.brief.letter.setting import set_letter
from detente.brief.letter.wording import one_line
from detente.brief.settings import BriefSettings
from detente.store.levels import Level

OK = Approval(by="Wanda Pell", at="2026-11-23T07:40:00+00:00")
PICTURE = Picture(
    name="figures-1", png=b"\x89PNG", alternative="Four by A, three by the monitors", subject="ceasefire/ossering",
    href="/ceasefires/ossering/trend",
)  # fmt: skip
WIDTH, MOST = 72, 100_000


def letter(brief: object = None, settings: BriefSettings = SETTINGS, **more: object) -> Letter:
    return set_letter(brief or full(approval=OK), settings, EDITION, **{"revision": 3, **more})  # type: ignore[arg-type]


@pytest.fixture
def page() -> html.HtmlElement:
    return html.fromstring(letter(pictures=(PICTURE,)).html)


def test_a_letter_fetches_nothing_and_leads_straight_to_the_desk(page: html.HtmlElement) -> None:
    assert [one.tag for one in page.iter("script", "link", "iframe", "form", "object", "video")] == []
    assert [one.get("src") for one in page.iter("img")] == ["cid:figures-1"]
    leads = {one.get("href") for one in page.iter("a")}
    own = {OWN_PREFERENCES, OWN_UNSUBSCRIBE}
    assert own < leads
    assert all(one.startswith("https://desk.example.org/") for one in leads - own)
    assert "https://desk.example.org/documents/d1?words=10-21#words" in leads
    assert not any("utm" in one or "click" in one for one in leads)
    assert "url(" not in letter().html
    assert "@import" not in letter().html


def test_its_style_is_in_its_tags_but_for_the_dark_and_for_narrow_screens(page: html.HtmlElement) -> None:
    (kept,) = page.iter("style")
    assert "prefers-color-scheme: dark" in kept.text
    assert "max-width: 600px" in kept.text
    assert "var(" not in letter().html
    assert all(one.get("style") for one in page.iter("h1", "h2", "p", "a"))
    assert {one.get("role") for one in page.iter("table")} == {"presentation"}
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")


def test_headings_are_in_order_and_pictures_are_told(page: html.HtmlElement) -> None:
    heads = [one.tag for one in page.iter("h1", "h2", "h3")]
    assert heads == ["h1", *["h2"] * 5]
    (drawn,) = page.iter("img")
    assert drawn.get("alt") == PICTURE.alternative


@pytest.mark.parametrize("brief", [full(), quiet(), hostile(), full(corrections=())])
def test_a_letter_is_small_and_set_the_same_each_time(brief: object) -> None:
    assert letter(brief) == letter(brief)
    assert len(letter(brief).html.encode()) < MOST


def test_who_says_it_stands_out_before_what_is_said(page: html.HtmlElement) -> None:
    told = next(one for one in page.iter("p") if "Kell bridge" in one.text_content())
    assert [one.text for one in told.iter("b")] == [
        "Velduria’s defence ministry", "Sarneth’s defence ministry", "The monitoring mission",
    ]  # fmt: skip
    assert told[0].tag == "b"


def test_words_of_reports_are_set_as_words_once() -> None:
    assert letter().text.count("“Our units did not open fire") == 1
    assert "““" not in letter().text + letter().html
    assert "cases of ceasefire violations are decreasing</a>”" in letter().html


def test_the_subject_says_what_it_is_of_first_and_names_nobody() -> None:
    title = "The Ossering Line in the morning, 23 November 2026"
    assert letter().subject == f"Ossering Line; 2 corrections: {title}"
    assert letter(quiet()).subject == f"A quiet day: {title}"
    assert heads_of(full())[-1] == ("", f"2 corrections: {title}")
    bare = full(sections=(), corrections=())
    assert letter(bare).subject == title


@pytest.mark.parametrize(
    ("told", "named"),
    [
        (("", "Pellwick"), "Ossering Line (Pellwick)"),
        (("Pellwick", "the village of Pellwick", "PELLWICK"), "Ossering Line (Pellwick)"),
        (("Pellwick", "Gorse Hill"), "Ossering Line (Pellwick, Gorse Hill)"),
        (("Pellwick", "Gorse Hill", "Harnwick"), "Ossering Line (Pellwick, Gorse Hill and elsewhere)"),
        (("P" * 300,), f"Ossering Line ({'P' * 29}…)"),
    ],
)
def test_the_subject_says_where_the_weightiest_lines_are_of(told: tuple[str, ...], named: str) -> None:
    section = full().sections[0]
    lines = tuple(
        replace(section.lines[0], id=str(n), weight=9 - n, basis=basis_text([placed(one)]))
        for n, one in enumerate(told)
    )  # fmt: skip
    brief = full(sections=(replace(section, lines=lines[::-1]),), corrections=())
    assert heads_of(brief)[0][1].partition(": ")[0] == named


def placed(place: str) -> Stood:
    return Stood(room="told", values={"who": "A", "place": place} if place else {"who": "A"}, document="d1", end=1)


def test_a_quiet_day_says_so_and_why_and_nothing_else_is_new() -> None:
    told = letter(quiet()).text
    assert "A quiet day\n===========\nNo report from Velduria came in, and none from Sarneth." in told
    assert letter(quiet()).subjects == ()
    assert "Nothing is new in this record" in letter(full(sections=())).text


def test_corrections_say_what_was_said_what_is_so_and_why() -> None:
    for told in (letter().text, html.fromstring(letter().html).text_content()):
        flat = " ".join(re.sub(r"\[\d+\]", "", told).split())
        assert "five soldiers were wounded" in flat
        assert "The record says now: Sarneth’s defence ministry says that three soldiers" in flat
        assert "The desk takes that back: the record does not say so any more." in flat
        assert "Why: A person who reviewed the report changed the number." in flat
    assert letter().corrects == ("a" * 64,)


@pytest.mark.parametrize(
    ("approval", "words"),
    [
        (OK, "read and approved by the desk on 23 November 2026"),
        (Approval(by="", at=OK.at), "not read by a person before sending"),
        (None, "a draft that nobody has approved"),
    ],
)
def test_the_foot_says_how_it_came_about_and_why_one_gets_it(approval: Approval | None, words: str) -> None:
    made = letter(full(approval=approval))
    for told in (made.text, html.fromstring(made.html).text_content()):
        flat = " ".join(told.split())
        assert words in flat
        assert "because you asked for “The Ossering Line in the morning”" in flat
        assert SETTINGS.terms in flat
        assert "1 Bridge Street" in flat
        assert "its reports, places and parties are invented" in flat


def test_what_is_for_few_says_so() -> None:
    assert "For the parties of the ceasefire, and for nobody else." in letter(full(level="parties")).text
    assert "For everybody." not in letter().text


@pytest.mark.parametrize(
    ("level", "names", "whose"),
    [
        ("public", False, ""),
        ("parties", False, ""),
        ("public", True, ", Wanda Pell"),
        ("internal", False, ", Wanda Pell"),
    ],
)
def test_an_editors_words_are_marked_and_named_where_that_is_set(level: Level, names: bool, whose: str) -> None:  # noqa: FBT001 - of the table
    edited = full(remarks=(Remark(text="The road was closed.", by="Wanda Pell"),), struck=2, level=level, approval=OK)
    lines = tuple(replace(one, remarks=edited.remarks) for one in edited.sections[0].lines)
    edited = replace(edited, sections=(replace(edited.sections[0], lines=lines), *edited.sections[1:]))
    made = letter(edited, replace(SETTINGS, names_editors=names))
    for told in (made.text, html.fromstring(made.html).text_content()):
        flat = " ".join(told.replace("\n| ", " ").split())
        assert flat.count(f"Editor’s own words{whose}: The road was closed.") == 1 + len(lines)
        assert "An editor left out 2 lines." in flat
        assert flat.count("Wanda Pell") == (len(lines) + 1 if whose else 0) + (level == "internal")


def test_the_plain_text_is_wrapped_and_its_links_stand_below_each_section() -> None:
    told = plain_letter(letter(pictures=(PICTURE,)), form="https://desk.example.org/subscribe").text
    assert all(len(line) <= WIDTH or "https://" in line for line in told.split("\n"))
    assert "[1] https://desk.example.org/documents/d1?words=10-145#words" in told
    assert "Picture: Four by A, three by the monitors" in told
    assert "3 more on the desk" in told
    first = told.index("Ossering Line\n====")
    assert "https" not in told[first : told.index("[1]", first)]


def test_a_letter_goes_to_whoever_was_sent_what_it_corrects_or_told_it_before() -> None:
    wrong = full().corrections[0]
    again = replace(wrong, brief="c" * 64, origin="a" * 64, earlier=("a" * 64, "b" * 64))
    assert letter(full(corrections=(again, wrong))).corrects == ("c" * 64, "a" * 64, "b" * 64)


@pytest.mark.parametrize(
    ("how", "lead"),
    [
        ("again", "The record says it again:"),
        ("withdrawn", "The desk has withdrawn the report; it is not told any more."),
        ("hidden", "The report is not released any more; what it says is not told any more."),
        ("taken back", "The desk takes that back: the record does not say so any more."),
    ],
)  # fmt: skip
def test_a_correction_says_whose_deed_it_is(how: How, lead: str) -> None:
    made = letter(full(corrections=(replace(full().corrections[0], how=how),)))
    for told in (made.text, html.fromstring(made.html).text_content()):
        assert f"{lead} Sarneth’s defence ministry says that three" in " ".join(re.sub(r" \[\d+\]", "", told).split())


def test_words_from_right_to_left_keep_their_direction() -> None:
    assert "“\u2068لم\u00a0نكن\u00a0هناك\u2069”" in letter().text
    assert "<bdi>لم نكن هناك</bdi>" in letter().html


def test_words_from_outside_stay_words() -> None:
    made = letter(hostile(), pictures=(replace(PICTURE, subject="", alternative=HOSTILE),))
    page = html.fromstring(made.html)
    assert list(page.iter("script")) == []
    assert [" ".join(one.get("alt").split()) for one in page.iter("img")] == [
        one_line(HOSTILE).replace("<!--", "<! --")
    ]
    assert "\u202e" not in made.html + made.text + made.subject
    assert "\r" not in made.text
    assert "\n" not in made.subject
    marks = re.findall(r"<!--(?:part|end) \w+-->", made.html)
    assert [one for one in marks if " 0-" in one] == ["<!--part 0-->", "<!--end 0-->"] * 2
    assert {re.sub(r"<!--\w+ |-->", "", one) for one in marks} == {"0", "cut", "rest", "corrections"}
    assert [one.replace("end", "part") for one in marks[1::2]] == marks[::2]
    ours = r"\x1e(?:end )?(?:0|cut|rest|corrections)\x1f"
    assert made.text.count("\x1e") == made.text.count("\x1f") == len(re.findall(ours, made.text))
    assert len(re.findall(r"\x1e(?:end )?0\x1f", made.text)) == 2
    assert all(one.get("href").startswith("https://") for one in page.iter("a"))


def test_words_that_pass_for_a_style_change_none() -> None:
    worst = replace(hostile(), title="</style><style>h1 {display:none}</style>")
    assert [one.text for one in html.fromstring(letter(worst).html).iter("style")] == [
        one.text for one in html.fromstring(letter().html).iter("style")
    ]
