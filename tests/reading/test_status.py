import dataclasses
from collections.abc import Callable, Iterator

import pytest

from detente.core.spans import Span
from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.claims import FindAttributions, FindClaims
from detente.reading.damage import FindDamage
from detente.reading.dates import FindDates
from detente.reading.published import ReadPublished
from detente.reading.reading import Reading
from detente.reading.records import Candidate, DateMention, Entity, Interval, Mention, Published, Standing
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords
from detente.reading.status import JudgeStandings


class NoMentions:
    name, version, adds = "mentions", "test", "mentions"
    needs: tuple[str, ...] = ()

    def __call__(self, _reading: Reading, /) -> Iterator[Mention]:
        return iter(())


class NoEntities:
    name, version, adds = "entities", "test", "entities"
    needs: tuple[str, ...] = ()

    def __call__(self, _reading: Reading, /) -> Iterator[Entity]:
        return iter(())


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(
        (
            SplitSentences(),
            ParseWords(),
            FindDamage(),
            ReadPublished(),
            FindDates(),
            NoMentions(),
            NoEntities(),
            FindAttributions(by_model=False),
            FindClaims(),
        )
    )


def candidate(text: str, trigger: str, *, asserted: bool = True) -> Candidate:
    start = text.index(trigger)
    span = Span(start, start + len(trigger))
    return Candidate(
        type="ASSAULT",
        mode=None,
        contexts=(),
        cameo=None,
        trigger=span,
        trigger_word=start,
        actors=(),
        recipients=(),
        evidence=span,
        confidence=0.9,
        asserted=asserted,
    )


@pytest.fixture(scope="module")
def judge(reader: Reader) -> Callable[..., Standing]:
    def judged(text: str, trigger: str, *, asserted: bool = True, **layers: object) -> Standing:
        reading = reader.read(Document(id="test", text=text))
        given = (candidate(text, trigger, asserted=asserted),)
        (standing,) = JudgeStandings()(dataclasses.replace(reading, candidates=given, **layers))  # type: ignore[arg-type]
        return standing

    return judged


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("The army shelled the village.", "shelled", "happened"),
        ("The minister said that the army shelled the village.", "shelled", "happened"),
        ("The minister said the army had shelled the village.", "shelled", "happened"),
        ("The army did not shell the village.", "shell", "negated"),
        ("The police foiled an attack on the village.", "attack", "negated"),
        ("The minister asked the court to investigate the attack on the village.", "attack", "happened"),
        ("The minister condemned the attack on the village.", "attack", "happened"),
        ("Ruritanian war: the army left.", "war", "background"),
        ("No attack was reported.", "attack", "negated"),
        ("The army failed to capture the village.", "capture", "negated"),
        ("The army left without shelling the village.", "shelling", "negated"),
        ("The minister denied that the army shelled the village.", "shelled", "denied"),
        ("The minister denied shelling the village.", "shelling", "denied"),
        ("Ruritania accused the army of shelling the village.", "shelling", "alleged"),
        ("Ruritania accused the army of shelling the village.", "accused", "happened"),
        ("The army allegedly shelled the village.", "shelled", "alleged"),
        ("The two presidents will meet in Geneva.", "meet", "planned"),
        ("The two presidents are to meet in Geneva.", "meet", "planned"),
        ("The two presidents plan to meet in Geneva.", "meet", "planned"),
        ("The minister said the presidents would meet in Geneva.", "meet", "planned"),
        ("The minister promised to withdraw the troops.", "withdraw", "planned"),
        ("The minister threatened to shell the village.", "shell", "planned"),
        ("If the army shells the village, the talks end.", "shells", "hypothetical"),
        ("The army could shell the village.", "shell", "hypothetical"),
        ("The minister hopes that the sides will meet.", "meet", "hypothetical"),
        ("The minister expects the sides to meet.", "meet", "hypothetical"),
        ("The minister fears an attack on the village.", "attack", "hypothetical"),
        ("The minister urged the sides to meet.", "meet", "demanded"),
        ("The minister called for a withdrawal of troops.", "withdrawal", "demanded"),
        ("The minister called for a withdrawal of troops.", "called for", "happened"),
        ("The army should withdraw from the village.", "withdraw", "demanded"),
        ("The army is shelling the village.", "shelling", "ongoing"),
        ("The army continues to shell the village.", "shell", "ongoing"),
        ("The minister recalled the shelling of the village.", "shelling", "background"),
        ("By then the army had shelled the village.", "shelled", "background"),
        ("During the 44-day war the army shelled the village.", "shelled", "background"),
        ("They marked the anniversary of the attack.", "attack", "background"),
        ("The delegation met to discuss the withdrawal of troops.", "discuss", "planned"),
        ("The minister warned that the army shelled the village.", "shelled", "happened"),
        ("The minister warned of an attack.", "attack", "hypothetical"),
        ("The minister hopes that the sides will meet after the attack.", "attack", "happened"),
        ("The army managed to capture the village.", "capture", "happened"),
        ("The army not only shelled the village, it burned it.", "shelled", "happened"),
    ],
)
def test_standings(judge: Callable[..., Standing], text: str, trigger: str, status: str) -> None:
    standing = judge(text, trigger)
    assert (standing.status, bool(standing.rule)) == (status, True)


def test_an_event_is_known_through_the_innermost_claim(judge: Callable[..., Standing]) -> None:
    text = "Karimova said that Novak had announced that the army shelled the village."
    assert judge(text, "shelled").claim == "C2"
    assert judge(text, "announced").claim == "C1"


def test_the_publisher_speaks_where_nobody_is_named(judge: Callable[..., Standing]) -> None:
    standing = judge("The army shelled the village.", "shelled")
    assert standing.claim is None
    assert "publisher" in standing.rule


def test_accusing_is_told_by_the_publisher_and_what_is_alleged_by_the_accuser(
    judge: Callable[..., Standing],
) -> None:
    text = "Ruritania accused the army of shelling the village."
    assert judge(text, "accused").claim is None
    assert judge(text, "shelling").claim == "C1"


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("The army failed to capture the village.", "capture", "negated"),
        ("The minister orders the army to close the road.", "close the road", "demanded"),
        ("The army stopped short of the village.", "stopped", "hypothetical"),
    ],
)
def test_a_frame_that_says_it_did_not_happen_is_believed(
    judge: Callable[..., Standing], text: str, trigger: str, status: str
) -> None:
    assert judge(text, trigger, asserted=False).status == status


def test_a_date_long_before_publication_makes_it_background(judge: Callable[..., Standing]) -> None:
    text = "In 1992 the army shelled the village."
    interval = Interval(first="1992-01-01", last="1992-12-31", precision="year", rule="stated")
    dates = (DateMention(start=3, end=7, interval=interval, rule="stated"),)
    published = Published(first="2022-01-09", last="2022-01-09", rule="stated")
    assert judge(text, "shelled", dates=dates, published=published).status == "background"
    assert judge(text, "shelled", dates=dates).status == "happened"


def test_every_candidate_has_one_standing(reader: Reader) -> None:
    text = "The army shelled the village and burned the bridge."
    given = (candidate(text, "shelled"), candidate(text, "burned"))
    reading = dataclasses.replace(reader.read(Document(id="test", text=text)), candidates=given)
    assert [s.status for s in JudgeStandings()(reading)] == ["happened", "happened"]
