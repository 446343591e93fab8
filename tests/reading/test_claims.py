from collections.abc import Callable, Iterator

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.claims import FindAttributions, FindClaims
from detente.reading.damage import FindDamage
from detente.reading.dates import FindDates
from detente.reading.published import ReadPublished
from detente.reading.reading import Reading
from detente.reading.records import Claim, Entity, EntityKind, Mention
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords

NAMES: dict[str, EntityKind] = {
    "Karimova": "person",
    "Novak": "person",
    "Reuters": "organisation",
    "Ruritania": "state",
}


class MarkNames:
    """Marks the names of these tests wherever they stand, and nothing else."""

    name, version = "mentions", "test"
    needs: tuple[str, ...] = ("sentences",)
    adds = "mentions"

    def __call__(self, reading: Reading, /) -> Iterator[Mention]:
        found = [(i, n) for n in NAMES for i in range(len(reading.text)) if reading.text.startswith(n, i)]
        pronouns = [(i, "She") for i in range(len(reading.text)) if reading.text.startswith("She ", i)]
        for start, word in sorted([*found, *pronouns]):
            form = "pronoun" if word == "She" else "name"
            kind = NAMES.get(word, "person")
            yield Mention(start=start, end=start + len(word), kind=kind, head=start, form=form)  # type: ignore[arg-type]


class LinkNames:
    """Makes one entity of each name; "She" is Karimova, wherever she was last named."""

    name, version = "entities", "test"
    needs: tuple[str, ...] = ("mentions",)
    adds = "entities"

    def __call__(self, reading: Reading, /) -> Iterator[Entity]:
        for k, name in enumerate(NAMES):
            words = {name, "She"} if name == "Karimova" else {name}
            mentions = tuple(i for i, m in enumerate(reading.mentions) if reading.words_of(m) in words)
            if mentions:
                sectors = ("JRN",) if name == "Reuters" else ()
                yield Entity(id=f"E{k}", name=name, kind=NAMES[name], sectors=sectors, mentions=mentions)


@pytest.fixture(scope="module")
def read() -> Callable[[str], Reading]:
    reader = Reader(
        (
            SplitSentences(),
            ParseWords(),
            FindDamage(),
            ReadPublished(),
            FindDates(),
            MarkNames(),
            LinkNames(),
            FindAttributions(by_model=False),
            FindClaims(),
        )
    )
    return lambda text: reader.read(Document(id="test", text=text))


def told(reading: Reading, claim: Claim) -> tuple[str | None, str | None, str, str]:
    """Return source, cue, content and mode in words."""
    source = reading.words_of(claim.source) if claim.source else None
    cue = reading.words_of(claim.cue) if claim.cue else None
    content = " … ".join(reading.words_of(p) for p in claim.parts) or reading.words_of(claim.content)
    return source, cue, content, claim.mode


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Karimova said that the road is open.", ("Karimova", "said", "the road is open", "indirect")),
        ("The road is open, Karimova said.", ("Karimova", "said", "The road is open", "indirect")),
        ("The army, Karimova said, has left.", ("Karimova", "said", "The army … has left", "indirect")),
        ("“The road is open,” said Karimova.", ("Karimova", "said", "The road is open", "direct")),
        (
            "Karimova said: “The road is open. We use it.”",
            ("Karimova", "said", "The road is open. We use it.", "direct"),
        ),
        (
            '"We will not go," Karimova said, "until the road is open."',
            ("Karimova", "said", "We will not go … until the road is open.", "direct"),
        ),
        (
            "“Are they gone?” Karimova asked. “They are still there.”",
            ("Karimova", "asked", "Are they gone? … They are still there.", "direct"),
        ),
        ("Karimova stressed that the truce is a “model”.", ("Karimova", "stressed", "the truce is a “model”", "mixed")),
        (
            "According to Karimova, the convoy was attacked.",
            ("Karimova", "According to", "the convoy was attacked", "indirect"),
        ),
        (
            "Karimova accused Ruritania of shelling the village.",
            ("Karimova", "accused", "Ruritania of shelling the village", "indirect"),
        ),
        ("Karimova called for a ceasefire.", ("Karimova", "called for", "a ceasefire", "indirect")),
        (
            "Karimova called for the road to be opened.",
            ("Karimova", "called for", "the road to be opened", "indirect"),
        ),
        ("Novak is accused of selling arms.", (None, "accused", "Novak … of selling arms", "indirect")),
        ("Iran is believed to have sent drones.", (None, "believed", "Iran … to have sent drones", "indirect")),
        ("Karimova denied closing the road.", ("Karimova", "denied", "closing the road", "indirect")),
        ("Karimova promised to open the road.", ("Karimova", "promised", "to open the road", "indirect")),
        ("It was announced that the road will open.", (None, "announced", "the road will open", "indirect")),
        ("Two soldiers were reportedly wounded.", (None, "reportedly", "Two soldiers were … wounded", "indirect")),
        (
            "We are close to our neighbours, Karimova said.",
            ("Karimova", "said", "We are close to our neighbours", "unmarked"),
        ),
        ('Karimova: "We are here to help you."', ("Karimova", ":", "We are here to help you.", "direct")),
        (
            "The agency quoted Karimova as saying that the talks had failed.",
            ("Karimova", "saying", "the talks had failed", "indirect"),
        ),
        ("Karimova's claim that the road is open was false.", ("Karimova", "claim", "the road is open", "indirect")),
    ],
)
def test_who_says_what(read: Callable[[str], Reading], text: str, claim: tuple[str | None, ...]) -> None:
    reading = read(text)
    assert claim in [told(reading, c) for c in reading.claims]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “peace corridor” opened.",
        "“Two ministers meet in Geneva”\n\nThe road is open.",
        "Karimova did not say that the road is open.",
        "Karimova will announce that the road is open.",
        "The workers' union met the soldiers' mothers.",
        "The road goes according to plan.",
        "The convoy left at noon.",
    ],
)
def test_what_is_no_claim(read: Callable[[str], Reading], text: str) -> None:
    assert [told(read(text), c) for c in read(text).claims] == []


def test_a_participle_that_leads_in_is_a_claim_by_the_same_speaker(read: Callable[[str], Reading]) -> None:
    reading = read("Noting that the bridge was rebuilt, Karimova said the road is open.")
    assert [told(reading, c)[:3] for c in reading.claims] == [
        ("Karimova", "Noting", "the bridge was rebuilt"),
        ("Karimova", "said", "the road is open"),
    ]


def test_a_participle_that_follows_is_a_claim_by_the_same_speaker(read: Callable[[str], Reading]) -> None:
    reading = read("Karimova said that the number of attacks fell, adding that the road is open.")
    assert [told(reading, c)[:3] for c in reading.claims] == [
        ("Karimova", "said", "the number of attacks fell"),
        ("Karimova", "adding", "the road is open"),
    ]


def test_the_chain_goes_from_the_source_to_the_publisher(read: Callable[[str], Reading]) -> None:
    reading = read("Karimova has stressed that the road is open, Novak reported.")
    claim = next(c for c in reading.claims if told(reading, c)[1] == "stressed")
    assert [reading.words_of(v) for v in claim.via] == ["Novak"]


def test_press_that_is_told_stands_in_the_chain(read: Callable[[str], Reading]) -> None:
    (claim,) = (reading := read("Karimova told Reuters that the road is open.")).claims
    assert [reading.words_of(v) for v in claim.via] == ["Reuters"]


def test_we_in_a_quotation_is_its_speaker(read: Callable[[str], Reading]) -> None:
    reading = read("Karimova said: “We hope that the truce will hold.”")
    hoped = next(c for c in reading.claims if c.mood == "hoped")
    assert hoped.source is not None
    assert hoped.source.entity == "E0"


def test_a_pronoun_reaches_one_paragraph_back(read: Callable[[str], Reading]) -> None:
    near = read("Karimova left.\n\nShe said that the road is open.")
    far = read("Karimova left.\n\nThe night was calm.\n\nShe said that the road is open.")
    assert [c.source and c.source.entity for c in near.claims] == ["E0"]
    assert [c.source and c.source.entity for c in far.claims] == [None]
    assert far.claims[0].confidence < near.claims[0].confidence


def test_a_run_over_paragraphs_is_one_claim(read: Callable[[str], Reading]) -> None:
    reading = read("“We came in May.\n\n“We left in June,” Karimova said.\n\nThe mission closed.")
    (claim,) = reading.claims
    assert [reading.words_of(p) for p in claim.parts] == ["We came in May.", "We left in June"]


def test_a_quotation_that_never_closes_is_less_sure(read: Callable[[str], Reading]) -> None:
    closed = read("Karimova said: “The road is open. We use it.”").claims[0]
    never = read("Karimova said: “The road is open. We use it.").claims[0]
    assert never.content == closed.content
    assert never.confidence < closed.confidence


def test_a_quotation_without_a_cue_is_taken_over_less_surely(read: Callable[[str], Reading]) -> None:
    reading = read("Karimova said the road is open. Trucks came by. “It was a hard winter for us.”")
    first, second = reading.claims
    assert told(reading, second)[0] == "Karimova"
    assert second.cue is None
    assert second.confidence < first.confidence


def test_a_sentence_in_marks_that_nobody_speaks_is_counted_as_dropped(read: Callable[[str], Reading]) -> None:
    reading = read("The night was calm. “It was a hard winter for us.”")
    assert not reading.claims
    assert [d.stage for d in reading.drops] == ["attributions"]


@pytest.mark.parametrize(
    ("text", "trend"),
    [
        ("Karimova said that violations are decreasing.", "falling"),
        ("Karimova said that the number of attacks has risen.", "rising"),
        ("Karimova spoke of a rise in attacks.", "rising"),
        ("Karimova said that prices are rising.", None),
        ("Karimova said that violations are not decreasing.", None),
    ],
)
def test_claimed_trends(read: Callable[[str], Reading], text: str, trend: str | None) -> None:
    assert [c.trend for c in read(text).claims] == [trend]


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Karimova denied that the road is open.", "denied"),
        ("Karimova demanded that the road be opened.", "demanded"),
        ("Karimova warned that the road is mined.", "warned"),
        ("Karimova recalled that the road was mined.", "recalled"),
        ("Karimova believes that the truce will hold.", "believed"),
        ("Karimova does not believe that the truce will hold.", "denied"),
        ("Karimova threatened to close the road.", "threatened"),
        ("Karimova urged Ruritania to open the road.", "demanded"),
    ],
)
def test_moods(read: Callable[[str], Reading], text: str, mood: str) -> None:
    assert [c.mood for c in read(text).claims] == [mood]


def test_claims_are_numbered_in_order_of_the_text(read: Callable[[str], Reading]) -> None:
    reading = read("Karimova said the road is open. Novak denied that it is open. Karimova warned of mines.")
    assert [c.id for c in reading.claims] == ["C1", "C2", "C3"]
    assert [c.content.start for c in reading.claims] == sorted(c.content.start for c in reading.claims)


@pytest.mark.parametrize("text", ["", "“", "said", "said that", '"" he said', "“A.” “B.” “C.”", "he said. he added."])
def test_odd_texts_are_read_without_error(read: Callable[[str], Reading], text: str) -> None:
    for claim in read(text).claims:
        assert claim.content.end <= len(text)
