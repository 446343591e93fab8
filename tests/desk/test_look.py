"""How it looks: a colour means one thing, type has four sizes, a value has one mark, claimants columns of one width."""

import re
from importlib.resources import files

import pytest
from jinja2 import Environment

from detente.desk.access.browsers import browser_words
from detente.desk.rendering import _environment
from detente.desk.rows import Room
from detente.display.drawing.palette import colours
from detente.display.drawing.standing import meaning
from detente.display.sheets import ABREAST, Cell, Column, Empty, Row, Sheet
from detente.registry.evidence import Evidence

STATIC = files("detente.desk").joinpath("static")
STYLES = {one.name: one.read_text(encoding="utf-8") for one in STATIC.iterdir() if one.name.endswith(".css")}
NEEDS_YOU = frozenset({"needs", "wrong", "trouble", "warn", "is-owed"})
"""Classes of what waits for whoever looks at the page, or has to be put right by them."""
SIZES = frozenset({"13px", "15px", "18px", "24px"})
ACCENT = re.compile(r"var\(--(?:accent|tint)\)")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SIZE = re.compile(r"font(?:-size)?:[^;}]*?(?<![\w.-])([\d.]+(?:px|pt|em|rem))")
HERE = Evidence(words="three shells fell", document="d1", start=0, end=17)
THERE = Evidence(words="3 shells", document="d2", start=5, end=13)


def rules(style: str) -> list[tuple[str, str]]:
    """Return the rules of a style sheet without its comments: selectors, and what they set."""
    plain = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return [(selectors.strip(), body) for selectors, body in RULE.findall(plain)]


@pytest.mark.parametrize("name", sorted(STYLES))
def test_the_accent_stands_only_where_something_needs_you(name: str) -> None:
    for selectors, body in rules(STYLES[name]):
        if ACCENT.search(body):
            for one in selectors.split(","):
                assert set(re.findall(r"\.([\w-]+)", one)) & NEEDS_YOU, f"{name}: {one.strip()} has the accent"


def test_the_accent_is_used_at_all() -> None:
    assert any(ACCENT.search(body) for style in STYLES.values() for _, body in rules(style))


@pytest.mark.parametrize("name", sorted(STYLES))
def test_type_has_four_sizes(name: str) -> None:
    assert set(SIZE.findall(re.sub(r"/\*.*?\*/", "", STYLES[name], flags=re.DOTALL))) <= SIZES


def test_each_colour_says_what_it_means() -> None:
    root = files("detente.display.drawing").joinpath("colours.css").read_text(encoding="utf-8").partition("@media")[0]
    for name in colours()[0]:
        assert re.search(rf"--{name}: #[0-9a-f]+;\s+/\* \S", root), f"--{name} does not say what it means"


def test_no_drawing_has_the_colour_of_what_needs_you() -> None:
    drawing = files("detente.display").joinpath("drawing")
    found = [one for one in drawing.iterdir() if one.name.endswith(".py")]
    found += [one for one in drawing.joinpath("maps").iterdir() if one.name.endswith(".py")]
    assert found
    assert not [one.name for one in found if re.search(r"paint\(\"(?:accent|tint)\"", one.read_text(encoding="utf-8"))]


class _Page:
    path, query = "/here", ""

    @staticmethod
    def carry(href: str) -> str:
        return href

    @staticmethod
    def at(**_: str) -> str:
        return "/here"

    @staticmethod
    def begin_of(_: str) -> int:
        return 0


@pytest.fixture
def environment() -> Environment:
    return _environment()


def shown(environment: Environment, sheet: Sheet) -> str:
    """Return a sheet as a page has it."""
    source = '{% from "parts.html.j2" import sheet with context %}{{ sheet(one) }}'
    return environment.from_string(source).render(one=sheet, page=_Page(), row_room=Room([sheet], _Page()))


def sheet_of(*cells: Cell, equal: bool = False, more: tuple[Row, ...] = ()) -> Sheet:
    heads = tuple(Column(id=f"c{n}", title=f"c{n}", equal=equal and n > 0) for n in range(len(cells)))
    return Sheet(
        id="s", title="Told", columns=heads, rows=(Row(id="r", cells=cells), *more), empty=Empty(means="nothing")
    )


def test_a_value_that_leads_elsewhere_has_one_mark_on_its_own_line(environment: Environment) -> None:
    page = shown(environment, sheet_of(Cell(text="4", href="/cell", words=(HERE,))))
    assert page.count('class="w"') == 1
    assert '4</a>\u00a0<a class="w" href="/documents/d1?words=0-17#words"' in page
    assert 'aria-label="the words: three shells fell"' in page


def test_words_in_several_places_are_one_mark_with_their_number_that_leads_to_each(environment: Environment) -> None:
    page = shown(environment, sheet_of(Cell(text="4", href="/cell", words=(HERE, THERE, HERE))))
    assert page.count("<summary") == 1
    assert "“…”\u00a02</summary>" in page
    assert 'aria-label="the words, in 2 places"' in page
    assert page.count('href="/documents/d1?words=0-17#words"') == 1
    assert page.count('href="/documents/d2?words=5-13#words"') == 1


def test_the_same_words_are_marked_once_in_a_row_and_again_in_the_next(environment: Environment) -> None:
    cells = (Cell(text="4", href="/a", words=(HERE,)), Cell(text="5", href="/b", words=(HERE,)))
    assert shown(environment, sheet_of(*cells)).count('class="w"') == 1
    assert shown(environment, sheet_of(*cells, more=(Row(id="r2", cells=cells),))).count('class="w"') == 2
    apart = (cells[0], Cell(text="5", href="/b", words=(THERE,)))
    assert shown(environment, sheet_of(*apart)).count('class="w"') == 2


def test_hostile_words_stay_words_in_a_mark(environment: Environment) -> None:
    bad = Evidence(words='"><script>alert(1)</script>\u202e', document="d1", start=0, end=9)
    page = shown(environment, sheet_of(Cell(text="4", href="/cell", words=(bad, THERE))))
    page += shown(environment, sheet_of(Cell(text="4", href="/cell", words=(bad,))))
    assert "<script>" not in page
    assert "\u202e" not in page


def test_many_claimants_stand_in_one_table_of_columns_of_one_width(environment: Environment) -> None:
    many = sheet_of(Cell(text="what"), *(Cell(text=str(n)) for n in range(ABREAST)), equal=True)
    page = shown(environment, many)
    assert page.count("<table") == 1
    assert 'class="abreast has-equal"' in page
    assert 'role="group"' in page
    assert 'tabindex="0"' in page
    few = sheet_of(Cell(text="what"), *(Cell(text=str(n)) for n in range(ABREAST - 1)), equal=True)
    assert 'class="stack has-equal"' in shown(environment, few)


def test_rows_of_a_table_that_mixes_years_stand_under_them(environment: Environment) -> None:
    rows = tuple(
        Row(id=f"r{n}", cells=(Cell(text="x"),), under=year) for n, year in enumerate(("2021", "2021", "2019"))
    )
    sheet = Sheet(id="s", title="Told", columns=(Column(id="c", title="c"),), rows=rows, empty=Empty(means="nothing"))
    page = shown(environment, sheet)
    assert page.count('class="group"') == 2
    assert page.index("2021</th>") < page.index("2019</th>")


def test_a_legend_tells_of_the_signs_that_are_there() -> None:
    assert meaning(["claimed", "claimed"]) == "Hollow: claimed by somebody."
    assert meaning([None, "undone"]) == "Full: the report itself says so. Faint: denied."
    assert meaning([]) == ""


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
        (("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 "
         "Safari/537.36 Edg/130.0.0.0"), "Edge on Windows"),
        (("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "Version/17.5 Mobile/15E148 Safari/604.1"), "Safari on iPhone"),
        (("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile "
         "Safari/537.36"), "Chrome on Android"),
        ("a program 1.0", "a program 1.0"),
        ("", "not reported"),
    ],
)  # fmt: skip
def test_a_browser_is_called_as_people_call_it(agent: str, words: str) -> None:
    assert browser_words(agent) == words
