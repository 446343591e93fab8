import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.incidents.utterances import Quotation, Utterance, link_utterances, quotations_of
from incidents.made_accounts import DAY, side

TODAY = (DAY.toordinal(), DAY.toordinal())
WEAK = "There will be no Azerbaijan without Turkey, and Turkey will be weak without Azerbaijan"
WEAK_RETOLD = "Without Turkey there would be no Azerbaijan, and without Azerbaijan Turkey would be weak"
WEAK_CUT = "There will be no Azerbaijan without Turkey"
RAILWAY = "Turkey and Azerbaijan will build the railway without any delay"
SAW = (
    "We immediately saw a very good unifying potential in this initiative and immediately … we advocated for our "
    "Georgian neighbors to be involved in this process as well, based on the fact that the more opportunities for "
    "communication, the better. is to solve the remaining problems"
)
SAW_RETOLD = (
    "From the start we saw in this initiative a very good potential for unification and at once spoke up for our "
    "Georgian neighbours to take part in the process too, since the more opportunities for communication there are, "
    "the better"
)
SAW_CUT = "We immediately saw a very good unifying potential in this initiative"
SAW_MENDED = "the more opportunities for communication, the better. The main thing is to solve the remaining problems"
SAW_ORPHAN = "is to solve the remaining problems"
NOT_INTERESTED = (
    "Our Georgian neighbours have so far not shown interest in the process, but in this initiative the door remains "
    "open to them"
)


def quotation(key: str, words: str, speaker: str, **told: Any) -> Quotation:
    plain: dict[str, Any] = {"document": f"doc-{key}", "claim": "C1", "start": 0, "end": len(words), "days": TODAY}
    return Quotation(key=key, words=words, speaker=side(speaker), **(plain | told))


def keys(found: tuple[Utterance, ...]) -> list[str]:
    return sorted("".join(sorted(one.quotation.key for one in utterance.variants)) for utterance in found)


def mammadov() -> list[Quotation]:
    told = zip("abcd", [WEAK, WEAK_RETOLD, WEAK_CUT, RAILWAY], strict=True)
    return [quotation(key, words, "Anar Mammadov" if key != "c" else "Mammadov") for key, words in told]


def lavrov() -> list[Quotation]:
    told = [SAW, SAW_RETOLD, SAW_CUT, SAW_MENDED, SAW_ORPHAN, NOT_INTERESTED]
    return [quotation(key, words, "Sergey Lavrov") for key, words in zip("stuvwx", told, strict=True)]


def test_variants_of_a_quotation_are_one_utterance_and_another_of_that_day_is_not() -> None:
    assert keys(link_utterances(mammadov())) == ["abc", "d"]


def test_a_damaged_quotation_its_translation_its_cuts_and_its_mended_form_are_one_utterance() -> None:
    assert keys(link_utterances(lavrov())) == ["stuvw", "x"]


def test_words_of_two_speakers_are_two_utterances() -> None:
    assert keys(link_utterances([quotation("a", WEAK, "Anar Mammadov"), quotation("b", WEAK, "Ilham Aliyev")])) == [
        "a",
        "b",
    ]


def test_what_is_said_again_long_after_is_another_utterance_and_without_a_day_it_is_not() -> None:
    late = (TODAY[0] + 40, TODAY[0] + 40)
    one = quotation("a", WEAK, "Mammadov")
    assert keys(link_utterances([one, quotation("b", WEAK, "Mammadov", days=late)])) == ["a", "b"]
    assert keys(link_utterances([one, quotation("b", WEAK, "Mammadov", days=None)])) == ["ab"]


def test_a_phrase_that_two_utterances_have_joins_them_not() -> None:
    told = [WEAK_CUT, f"{WEAK_CUT}, as I told the students in Ganja this morning", f"{WEAK_CUT}; our armies train"]
    found = link_utterances([quotation(key, words, "Mammadov") for key, words in zip("abc", told, strict=True)])
    assert keys(found) in (["ab", "c"], ["ac", "b"])


def test_the_fullest_variant_comes_first_and_the_others_tell_where_they_differ() -> None:
    [found] = [one for one in link_utterances(mammadov()) if len(one.variants) > 1]
    first = found.variants[0]
    assert first.differences == ()
    [cut] = [one for one in found.variants if one.quotation.key == "c"]
    assert all(old or new for old, new in cut.differences)
    assert cut.differences
    assert found.speaker == "Anar Mammadov"


@pytest.mark.parametrize("words", ["", "…", "a a a", "€ 5", "we", "没有土耳其就没有阿塞拜疆"])
def test_hardly_any_words_make_an_utterance_of_their_own(words: str) -> None:
    assert keys(link_utterances([*mammadov(), quotation("z", words, "Mammadov")])) == ["abc", "d", "z"]


@given(st.permutations(range(10)), st.sets(st.integers(0, 9)))
def test_order_changes_nothing(order: list[int], left_out: set[int]) -> None:
    some = [one for at, one in enumerate([*mammadov(), *lavrov()]) if at not in left_out]
    mixed = [one for at in order for one in itertools.islice(some, at, at + 1)]
    assert link_utterances(mixed) == link_utterances(some)


def test_quotations_of_a_reading_are_those_in_a_known_speakers_own_words() -> None:
    text = 'Lavrov said it was "a very good potential" for all. He said: "We agree." "Yes," they said. It is cold.'

    def claim(number: int, mode: str, source: tuple[str, str | None], words: str) -> dict[str, Any]:
        span = {"start": text.index(words), "end": text.index(words) + len(words)}
        who = {"start": text.index(source[0]), "end": text.index(source[0]) + len(source[0]), "entity": source[1]}
        return {"id": f"C{number}", "source": who, "via": [], "content": span, "parts": [], "mode": mode}

    reading = {
        "text": text,
        "published": {"from": "2026-03-01", "to": "2026-03-01"},
        "dates": [{"start": 0, "end": 1, "from": "2026-02-27", "to": "2026-02-27"}],
        "entities": [
            {"id": "E1", "name": "Sergey Lavrov", "kind": "person", "country": "RUS", "sectors": ["GOV"]},
        ],
        "statements": [{"claim": "C2", "date": 0}],
        "claims": [
            claim(1, "mixed", ("Lavrov", "E1"), 'it was "a very good potential" for all'),
            claim(2, "direct", ("He", "E1"), "We agree"),
            claim(3, "direct", ("they", None), "Yes"),
            claim(4, "indirect", ("He", "E1"), "It is cold"),
        ],
    }
    found = list(quotations_of(reading, document="d"))
    assert [(one.claim, one.words, one.speaker.name) for one in found] == [
        ("C1", "a very good potential", "Sergey Lavrov"),
        ("C2", "We agree", "Sergey Lavrov"),
    ]
    assert [one.days for one in found] == [(TODAY[0], TODAY[0]), (TODAY[0] - 2, TODAY[0] - 2)]
    assert text[found[1].start : found[1].end] == "We agree"
