import pytest

from detente.reading.claims.quotations import find_paragraphs, find_quotations


def inner(text: str) -> list[str]:
    return [text[q.inner.start : q.inner.end] for q in find_quotations(text, find_paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said, "We will stay."', ["We will stay."]),
        ("He said: “We will stay.”", ["We will stay."]),
        ("He said: «We will stay».", ["We will stay"]),
        ("He said: „We will stay“.", ["We will stay"]),
        ("‘We will stay,’ he said.", ["We will stay,"]),
        ("'It isn't over,' he said.", ["It isn't over,"]),
        ("“A,” he said, “B.”", ["A,", "B."]),
        ("“He told us ‘go home’ and left,” she said.", ["He told us ‘go home’ and left,"]),
        ("“One “inner” word,” she said.", ["One “inner” word,"]),
        ("“Closed twice.”” He left.", ["Closed twice."]),
        ('A 6" gun and a 155 mm one.', []),
        ("The soldiers' mothers met the workers' union.", []),
        ("The ’90s and the king’s road.", []),
        ("rock 'n' roll", []),
    ],
)
def test_marks_are_matched(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    text = "He said: “We are ready. We wait.\n\nThe road is closed."
    (found,) = find_quotations(text, find_paragraphs(text))
    assert not found.closed
    assert text[found.inner.start : found.inner.end] == "We are ready. We wait."


def test_an_open_quotation_ends_before_the_sentence_that_opens_another() -> None:
    text = "He said: “We are ready. She answered: “So are we.”"
    assert inner(text) == ["We are ready.", "So are we."]


def test_a_quotation_runs_over_paragraphs_with_a_mark_at_each() -> None:
    text = "“We came in May.\n\n“We left in June,” he said.\n\n“And you?” she asked."
    found = find_quotations(text, find_paragraphs(text))
    assert [(q.closed, q.continues) for q in found] == [(False, False), (True, True), (True, False)]


def test_marks_never_match_across_paragraphs() -> None:
    text = 'The "first part.\n\nA second" part.'
    assert [q.closed for q in find_quotations(text, find_paragraphs(text))] == [False]


def test_lines_are_paragraphs_where_no_line_is_blank() -> None:
    text = "One sentence.\nAnother one,\nwrapped.\n"
    assert [text[p.start : p.end] for p in find_paragraphs(text)] == ["One sentence.", "Another one,\nwrapped."]


def test_a_text_without_marks_has_no_quotations() -> None:
    assert find_quotations("No marks here.", find_paragraphs("No marks here.")) == ()


@pytest.mark.parametrize("text", ["“", '"', "“”", '""', "“ ”", "'", "‘", "“““", "”””"])
def test_marks_without_words_hold_nothing(text: str) -> None:
    assert inner(text) in ([], ["““"], ["“"])


@pytest.mark.parametrize("piece", ["'a ", "‘a ", "“a ", "„a ", '"', "“a”"])
def test_a_text_of_nothing_but_marks_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * 4_000
    assert all(q.outer.end <= len(text) for q in find_quotations(text, find_paragraphs(text)))
