"""Briefs made by hand: a full one, a quiet one, and one of names and words from outside that mean no good."""

from detente.brief.brief import Brief, Correction, Line, Piece, Quiet, Remark, Section, Sentence
from detente.brief.settings import BriefSettings, Edition, MailSettings
from detente.registry.evidence import Evidence

__all__ = ["EDITION", "HOSTILE", "SETTINGS", "full", "hostile", "line", "quiet", "said", "sentence"]

HOSTILE = "<script>alert(1)</script> \u202erobe \"'&<!--part 0--> \x1e0\x1f [data-ogsc]{} \r\nBcc: all@example.org"
EDITION = Edition(id="morning", title="The Ossering Line in the morning")
SETTINGS = BriefSettings(
    address="https://desk.example.org",
    editions=(EDITION,),
    terms="Your address is kept to send you this letter, and for nothing else. You can end it at any time.",
    mail=MailSettings(
        host="mail.example.org", sender="brief@desk.example.org", sender_name="Joint Monitoring Desk, Łódź",
        postal_address="Joint Monitoring Desk, 1 Bridge Street, Ossering",
    ),
)  # fmt: skip
VELDURIA, SARNETH = "Velduria’s defence ministry", "Sarneth’s defence ministry"


def said(text: str, *, document: str = "d1", at: int = 10, href: str | None = None, quoted: bool = False) -> Piece:
    """Return a run of a sentence with the words it stands on."""
    evidence = Evidence(words=text.strip() or "–", document=document, start=at, end=at + len(text))
    return Piece(text=text, evidence=evidence, href=href, quoted=quoted)


def sentence(claimant: str | None, *pieces: Piece | str) -> Sentence:
    """Return a sentence; what is given as a string stands on no words."""
    runs = (one if isinstance(one, Piece) else Piece(text=one) for one in pieces)
    return Sentence(claimant=claimant, pieces=tuple(runs))


def line(id_: str, *sentences: Sentence, weight: int = 0, href: str = "/incidents/1", **more: object) -> Line:
    """Return a line of a brief."""
    return Line(
        id=id_, kind="incident", about=id_, href=href, sentences=sentences, documents=("d1",), basis=f"basis {id_}",
        weight=weight, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _fire() -> Line:
    return line(
        "fire",
        sentence(
            VELDURIA, f"{VELDURIA} says that Sarneth’s forces ", said("opened fire"), " at ",
            said("Kell bridge", at=60), " on ", said("22 November", at=90), ", and that ", said("two soldiers were wounded", at=120), ".",
        ),
        sentence(SARNETH, f"{SARNETH} ", said("denies", document="d2"), " it: ",
                 said("“Our units did not open fire on that day.”", document="d2", at=40, quoted=True)),
        sentence("The monitoring mission", "The monitoring mission ", said("heard", document="d3"), " ",
                 said("eleven bursts of small-arms fire", document="d3", at=30), " and does not say whose."),
        weight=9,
    )  # fmt: skip


def _drones() -> Line:
    return line(
        "drones",
        sentence(SARNETH, f"{SARNETH} says that ", said("a drone", document="d4"), " crossed the line near ",
                 said("Upper Ostrava-on-the-Tessel, in the district of Karavanserai", document="d4", at=44), "."),
        sentence(None, "No word of Velduria’s on it was found in the reports."),
        weight=5, href="/incidents/2",
    )  # fmt: skip


def _trend() -> Line:
    return line(
        "trend",
        sentence("Hulusi Akar", "Hulusi Akar, Turkey’s defence minister, says through Turkish media that ",
                 said("cases of ceasefire violations are decreasing", document="d5", quoted=True),
                 "; he gives no figure."),
        sentence(None, "The reports here measure no trend: too few weeks are known."),
        weight=4, href="/ceasefires/ossering/trend",
    )  # fmt: skip


def _meeting() -> Line:
    return line(
        "meeting",
        sentence("The joint centre’s spokesperson for humanitarian demining and the return of displaced persons",
                 "The joint centre’s spokesperson for humanitarian demining and the return of displaced persons says "
                 "that ", said("a meeting", document="d6"), " took place in ", said("Tessel", document="d6", at=30),
                 "; ", said("Sarneth", document="d6", at=50), " stayed away."),
        sentence("Radio Karavan", "Radio Karavan quotes a delegate: ",
                 said("لم نكن هناك", document="d7", quoted=True), "."),
        weight=3, href="/platforms/talks",
    )  # fmt: skip


def full(**more: object) -> Brief:
    """Return a brief of a full day: two ceasefires, sides in turn, quotes, corrections, and more than there is room for."""
    given: dict[str, object] = {
        "id": "b" * 64, "edition": "morning", "level": "public", "title": "The Ossering Line in the morning",
        "day": "2026-11-23", "since": "2026-11-22T07:00:00+00:00", "until": "2026-11-23T07:00:00+00:00",
        "state": "12 abc",
        "sections": (
            Section(subject="ceasefire/ossering", title="Ossering Line", lines=(_fire(), _drones(), _trend()),
                    left_out=3, href="/ceasefires/ossering"),
            Section(subject="ceasefire/south-caucasus", title="Line of 10 November", lines=(
                line("effort", sentence(
                    "The monitoring mission", "The monitoring mission reports ", said("61 hours", document="d8"),
                    " on watch; ", said("two visits were refused", document="d8", at=70), ", by Velduria."), weight=2,
                    href="/ceasefires/south-caucasus/effort"),
            )),
            Section(subject="platforms", title="Platforms", lines=(_meeting(),)),
            Section(subject="expectations", title="What is expected", lines=(
                line("due", sentence(VELDURIA, f"{VELDURIA} hopes that the road to Tessel will be opened by ",
                                     said("30 November", document="d9"), "."), href="/expectations/x"),
            )),
        ),
        "corrections": (
            Correction(
                brief="a" * 64, line="old", subject="ceasefire/ossering", day="2026-11-21",
                said=(sentence(SARNETH, f"{SARNETH} says that ", said("five soldiers", document="d2", at=5),
                               " were wounded."),),
                now=(sentence(SARNETH, f"{SARNETH} says that ", said("three soldiers", document="d2", at=5),
                              " were wounded."),),
                why=sentence(None, "A person who reviewed the report changed the number."),
            ),
            Correction(
                brief="a" * 64, line="older", subject="platforms", day="2026-11-21",
                said=(sentence("Radio Karavan", "Radio Karavan says that a second meeting took place in Ordin."),),
                now=(), why=sentence(None, "The report was withdrawn by its publisher."),
            ),
        ),
        "invented": True,
    }  # fmt: skip
    return Brief(**(given | more))  # type: ignore[arg-type]


def quiet(**more: object) -> Brief:
    """Return a brief of a day on which nothing was reported."""
    why = Quiet(
        sentences=(
            sentence(None, "No report from Velduria came in, and none from Sarneth."),
            sentence("The monitoring mission", "The monitoring mission reports ", said("two patrols", document="d8"),
                     " of ", said("nine hours", document="d8", at=60), "; nothing was observed."),
        )
    )  # fmt: skip
    return full(**({"sections": (), "corrections": (), "quiet": why} | more))


def hostile() -> Brief:
    """Return a brief in which all that can come from outside means no good."""
    worst = line(
        "worst",
        sentence(HOSTILE, HOSTILE, said(HOSTILE), said(HOSTILE, quoted=True), Piece(text="x", href="/y?" + HOSTILE)),
        remarks=(Remark(text=HOSTILE, by=HOSTILE),), weight=1,
    )  # fmt: skip
    section = Section(subject=f"ceasefire/{HOSTILE}", title=HOSTILE, lines=(worst,), left_out=1, href="/z?" + HOSTILE)
    return full(title=HOSTILE, sections=(section,), remarks=(Remark(text=HOSTILE, by=HOSTILE),))
