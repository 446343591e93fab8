"""Stories of different news are no copies for the background that they share, and a copy stays one."""

from collections import Counter
from collections.abc import Callable
from types import ModuleType

import pytest

from detente.documents.copies.compare import compare

BACKGROUND = (
    "The armistice of Ordin was signed on 14 June 2021 after nine weeks of war in which some 4,000 people died. It "
    "left the town of Halm on the government side and the valley above it with the rebels, and it put two hundred "
    "monitors between them."
)
FERRY = "The monitors reopened the ferry at Halm on Tuesday, their spokesman said."
ARRESTS = "Two rebels were arrested in Tessel on Saturday, the police reported."
WIRE = (
    "At least 31 people were killed when a shell hit the market of Dorna on Monday, doctors said. "
    "The market was full, since farmers of the plain sell their apples there at the start of the week. "
    "Ambulances came from as far as Belin, forty kilometres away, and the wounded lay in the corridors of the clinic. "
    '"I heard no siren", said Mara Tusk, who sells honey and lost her sister. '
    "The army denied that it had fired and blamed a mortar of the Dorna Brigade. "
    "General Ivo Lasker promised an inquiry, to which he would invite the monitors of the Vienna mission. "
    "The Brigade's spokesman called that a farce and showed reporters a fin with an army stamp. "
    "The mission has kept eleven monitors in Dorna since the truce of April, and two of them were in the market. "
    "Neither was hurt. "
    "Schools in the district stay closed until Thursday, and the mayor asked families to give blood."
)  # fmt: skip


@pytest.fixture(scope="module")
def stories(tool: Callable[[str], ModuleType]) -> ModuleType:
    return tool("copies_background")


@pytest.mark.parametrize("half", ["tune", "report"])
def test_no_stories_are_joined_by_their_background(half: str, stories: ModuleType) -> None:
    examples = list(stories.unlike_stories(half))
    assert len(examples) > 800
    joined = Counter(one.made for one in examples if (found := compare(one.one, one.other)) and found.copies)
    assert joined == {}


@pytest.mark.parametrize("half", ["tune", "report"])
def test_copies_of_short_stories_with_background_stay_copies(half: str, stories: ModuleType) -> None:
    examples = list(stories.true_copies(half))
    wanted = Counter(one.made for one in examples)
    found = Counter(one.made for one in examples if (like := compare(one.one, one.other)) and like.copies)
    assert {made: count for made, count in wanted.items() if found[made] < 0.98 * count} == {}


@pytest.mark.parametrize(
    "other",
    [
        ARRESTS,
        "The monitors reopened the ferry at Halm on Wednesday, their spokesman said.",
        "Parliament passed the budget.",
    ],
    ids=["other news", "the same of another day", "few words"],
)
def test_a_lead_of_its_own_makes_another_story_and_no_heading(other: str) -> None:
    likeness = compare(f"{FERRY}\n\n{BACKGROUND}", f"{other}\n\n{BACKGROUND}")
    assert likeness is not None
    assert (likeness.kind, likeness.copies) == ("shared part", False)


def test_a_line_without_a_stop_is_a_heading_and_no_news() -> None:
    text = f"{FERRY} {BACKGROUND}"
    likeness = compare(
        f"Ferry at Halm opens again\n\n{text}", f"Ordin: first boats across the river, at last\n\n{text}"
    )
    assert likeness is not None
    assert (likeness.kind, likeness.copies) == ("retitled", True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WIRE.replace("31 people", "34 people"), WIRE),
        (f"{WIRE} Belin lies two hours from our border.", f"{WIRE} Our minister sent her condolences on Tuesday."),
        (f"{WIRE} Reporting by Ada Lund.", f"{WIRE} Editing by Jan Moss."),
        (f"By Ada Lund.\n{WIRE}", f"By our correspondent.\n{WIRE}"),
    ],
    ids=["a corrected toll", "a sentence for readers at home", "credits", "bylines"],
)
def test_a_long_report_stays_one_with_little_of_its_own_on_both_sides(one: str, other: str) -> None:
    likeness = compare(one, other)
    assert likeness is not None
    assert likeness.copies


def test_leads_that_tell_nothing_of_one_another_part_long_texts_as_well() -> None:
    long = f"{BACKGROUND} {WIRE}"
    likeness = compare(f"Parliament passed the budget.\n\n{long}", f"A storm tore roofs from barns in Lesk.\n\n{long}")
    assert likeness is not None
    assert (likeness.kind, likeness.copies) == ("shared part", False)
