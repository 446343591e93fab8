"""Tables, verse, code, records, logs and other languages are said to be so; English news never is."""

from typing import TYPE_CHECKING, cast

import pytest

from detente.core.spans import Span
from detente.documents.document import Document
from detente.reading.coding.kinds import Stretch, kind_of, why_not_prose
from detente.reading.coding.languages import language_of, may_be_english
from detente.reading.coding.stage import EncodeSentences
from detente.reading.reading import Reading
from detente.reading.records import Drop, Sentence
from detente.reading.sentences import SplitSentences

if TYPE_CHECKING:
    from detente.reading.coding.coder import Coder
    from detente.reading.coding.sift import Sieve

TABLE = "Sector\tShells\tKilled\nNorth\t12\t0\nSouth\t3\t1\nEast\t7\t0"
VERSE = """The river keeps the bridge it lost
And boats go out at four
No flag is on the other bank
No watchman at the door"""
CODE = """import sys

def main(path):
    rows = open(path)
    return rows

if __name__ == '__main__':
    main(sys.argv[1])"""
FRENCH = "Le porte-parole a déclaré que les soldats avaient ouvert le feu sur des villageois dans la nuit de lundi."
GEORGIAN = "მინისტრმა განაცხადა, რომ ცეცხლის შეწყვეტა დაირღვა ორშაბათს საღამოს."
PROSE = "The two sides exchanged fire on Monday, the mission said. It counted 14 explosions near the bridge."
STOPPED_VERSE = """The miller rode to town at noon,
And sold his only mare.
He sang about a broken moon,
And nobody was there."""
C_CODE = "#include <math.h>\nint main(void) { /* The army attacked. */ return 0; }"
SQL = "SELECT name FROM towns WHERE held = 1;\nDELETE FROM towns WHERE held = 0;"
RECORD = '{"actor": "Chad", "text": "Chad closed the border."}'
RECORDS = '{\n  "actor": "Chad",\n  "killed": 12\n}'
LOG = "2024-03-01 10:00:00 INFO feed opened\n2024-03-01 10:00:01 ERROR Chad attacked Libya"
MARKDOWN = "| Town | Held |\n|---|---|\n| Bol | yes |"
GAPS = "Town  Dead  Hurt\nBol     12    30\nMao      1     2"
CSV = "day,actor,deed\n2024-03-01,Chad,attacked\n2024-03-02,Niger,withdrew"
HEADLINES = (
    "Chad shells border town\nNiger expels envoy\nIran condemns US strike\nUN calls for truce in Sudan\nTogo votes"
)
ROWS = """Bol | Rebels attacked the town on 3 May, killing two civilians.
Mao | The army withdrew from the depot.
Moussoro | Police arrested four students on Monday."""
WRAPPED = "The army of\nChad shelled\nthe town of Bol\non Monday, and\nNiger condemned\nthe attack."
ARTICLES = "the withdrawal of all forces;\nthe release of prisoners;\na return of refugees;\nthe end of the siege."
FIGURES = "It cost 1,200 dollars.\nHe paid 3,400 of it.\nThey owe 5,600 still."
LIST = "- Police arrested two men.\n- The court fined the paper.\n- Miners went on strike.\n- The army withdrew."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TABLE, "a table"),
        (VERSE, "verse"),
        (STOPPED_VERSE, "verse"),
        (CODE, "program code"),
        (C_CODE, "program code"),
        ("rows = open('a')\ntotal = 0\nnames = list(rows)", "program code"),
        (SQL, "program code"),
        (RECORD, "data records"),
        (RECORDS, "data records"),
        (LOG, "log lines"),
        (MARKDOWN, "a table"),
        (GAPS, "a table"),
        (CSV, "a table"),
        (FRENCH, "French"),
        (GEORGIAN, "another script than English"),
    ],
)
def test_what_is_no_prose_is_named(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        *(PROSE, LIST, HEADLINES, ROWS, WRAPPED, WRAPPED.upper(), ARTICLES, FIGURES, ""),
        "Ceasefire holds",
        "El Salvador's Nayib Bukele visits Los Angeles",
        "Mr. Łukaszenko and Mr. Đukanović met Recep Tayyip Erdoğan and Nguyễn Phú Trọng in Székesfehérvár.",
        "Ursula von der Leyen meets Luiz Inácio Lula da Silva in Rio de Janeiro",
        "The group, known as حركة المقاومة, attacked two posts on Tuesday.",
        "[The bridge was rebuilt later.]",
        "Partner = a company that builds roads for the army",
        "KOEI'S LI NA DEFEATS SLOVAKIA'S DOMINIKA, JAPAN'S RADIO REPORTS",
        "Koei's Li Na defeats Slovakia's Dominika Cibulková",
        "He quoted the old saying si vis pacem para bellum et cetera.",
    ],
)
def test_prose_lists_and_headlines_are_coded(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("L'Union européenne a imposé de nouvelles sanctions à la Russie, a déclaré le porte-parole.", "French"),
        ("La Russie a attaqué l'Ukraine.", "French"),
        ("El ministro condenó los ataques contra la aldea y pidió un alto el fuego.", "Spanish"),
        ("O presidente anunciou que as tropas atacaram as posições dos rebeldes no norte do país.", "Portuguese"),
        ("Il presidente ha annunciato che le truppe hanno attaccato i ribelli nella notte.", "Italian"),
        ("Der Minister verurteilte am Montag die Angriffe auf das Dorf.", "German"),
        ("De minister veroordeelde de aanvallen op het dorp en eiste een bestand.", "Dutch"),
        ("Ministern fördömde attackerna mot byn och krävde ett stopp.", "Swedish"),
        ("Ministeri tuomitsi hyökkäykset ja vaati tulitaukoa.", "Finnish"),
        ("A miniszter elítélte a támadást, és tűzszünetet követelt.", "Hungarian"),
        ("Minister potępił ataki i wezwał do zawieszenia broni w regionie.", "Polish"),
        ("Ministr odsoudil útoky na vesnici a vyzval k příměří.", "Czech"),
        ("Ministar je osudio napade na selo i pozvao na prekid vatre.", "Croatian or Serbian"),
        ("Ministri dënoi sulmet në fshat dhe kërkoi armëpushim.", "Albanian"),
        ("Ministras pasmerkė išpuolius prieš kaimą ir paragino nutraukti ugnį.", "Lithuanian"),
        ("Ministrs nosodīja uzbrukumus un aicināja uz pamieru.", "Latvian"),
        ("Bakan köye yönelik saldırıları kınadı ve ateşkes çağrısında bulundu.", "Turkish"),
        ("Vazir hujumni qoraladi va sulh uchun harakat qilishga chaqirdi.", "Uzbek"),
        ("Wezîr êrîşên li ser gund şermezar kir û banga agirbestê kir.", "Kurdish"),
        ("Menteri mengutuk serangan terhadap desa itu dan menyerukan gencatan senjata.", "Indonesian or Malay"),
        ("Kinondena ng ministro ang mga pag-atake sa nayon.", "Filipino"),
        ("Bộ trưởng lên án các cuộc tấn công và kêu gọi ngừng bắn.", "Vietnamese"),
        ("Waziri alilaani mashambulizi dhidi ya kijiji na kutaka mapigano yasitishwe.", "Swahili"),
        ("Wasiirka ayaa cambaareeyay weerarada oo wuxuu ku baaqay xabbad joojin.", "Somali"),
    ],
)
def test_the_language_is_named(text: str, language: str) -> None:
    assert language_of(text) == language


def barred(text: str) -> list[str]:
    sentences = list(SplitSentences()(Reading(document=Document(id="d", text=text))))
    return [text[s.start : s.end] for s in why_not_prose(text, sentences)]


@pytest.mark.parametrize("foreign", [FRENCH, GEORGIAN])
def test_a_foreign_sentence_leaves_the_english_around_it(foreign: str) -> None:
    assert barred(f"Chad shelled Niger on Monday. {foreign} Togo closed the border.") == [foreign]


def test_a_short_sentence_goes_with_its_foreign_block() -> None:
    text = f"{FRENCH} Kinshasa accuse Kigali."
    assert barred(text) == [text]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\n\u00a0\n", "\u2029"])
@pytest.mark.parametrize("kind", [TABLE, FRENCH, VERSE])
def test_any_blank_line_parts_blocks(gap: str, kind: str) -> None:
    assert barred(f"Chad shelled Niger on Monday.{gap}{kind}{gap}Togo closed the border.") == [kind]


def test_a_stanza_of_two_lines_goes_with_the_one_before() -> None:
    couplet = "The miller never came again,\nAnd no one asked him why."
    assert kind_of(couplet) is None
    assert barred(f"{VERSE}\n\n{couplet}") == [VERSE, couplet]


@pytest.mark.parametrize(
    ("declared", "may_be"),
    [("en", True), ("en-GB", True), ("EN_us", True), ("und", True), ("fr", False), ("pt-BR", False)],
)
def test_what_a_declared_language_tells(declared: str, may_be: bool) -> None:  # noqa: FBT001 - a table's column
    assert may_be_english(declared) is may_be


def test_a_text_declared_to_be_foreign_is_one_drop() -> None:
    text = "Chad shelled Niger. Togo closed the border."
    sentences = (Sentence(start=0, end=19), Sentence(start=20, end=43))
    reading = Reading(document=Document(id="d", text=text, language="fr"), sentences=sentences)
    (drop,) = EncodeSentences()(reading)
    assert isinstance(drop, Drop)
    assert (drop.start, drop.end) == (0, len(text))
    assert "(fr)" in drop.reason


class Listening:
    """A coder and a sieve that keep what they are given and find nothing in it."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def passes(self, text: str) -> bool:
        return bool(text)

    def encode(self, text: str, _start: int) -> tuple[object, ...]:
        self.heard.append(text)
        return ()


def test_only_what_is_not_barred_is_coded() -> None:
    text = f"Chad shelled Niger. {FRENCH} Togo closed the border.\r\n\r\n{TABLE}\r\n\r\nThe truce held."
    split = Reading(document=Document(id="d", text=text, language="en-GB"))
    reading = Reading(document=split.document, sentences=tuple(SplitSentences()(split)))
    ear = Listening()
    drops = list(EncodeSentences(cast("Coder", ear), cast("Sieve", ear))(reading))
    assert ear.heard == ["Chad shelled Niger.", "Togo closed the border.", "The truce held."]
    assert [text[d.start : d.end] for d in drops if isinstance(d, Drop)] == [FRENCH, TABLE]


def test_without_sentences_a_block_is_one() -> None:
    (stretch,) = why_not_prose(f"{PROSE}\n\n{FRENCH}")
    assert stretch == Stretch(start=len(PROSE) + 2, end=len(PROSE) + 2 + len(FRENCH), reason=stretch.reason)
    assert why_not_prose(PROSE, (Span(0, len(PROSE)),)) == ()


def test_only_the_block_that_is_no_prose_is_barred() -> None:
    text = f"{PROSE}\n\n{TABLE}\n\n{PROSE}"
    (stretch,) = why_not_prose(text)
    assert text[stretch.start : stretch.end] == TABLE
    assert "a table" in stretch.reason
