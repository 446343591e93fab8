"""The ledger of quotations: versions side by side, nobody put in the place of a speaker whom nobody names."""

from detente.registry.statements.proposed import propose_phrases
from detente.registry.statements.selection import select_lines
from registry.statements.ledger_made import composed, ledger

FULL = (
    "Northmark's foreign minister Odd Sterrin answered reporters. "
    '"We shall return every prisoner before the snow closes the pass, and nobody will be left behind in the valley," '
    "Sterrin said at a press conference in Brask."
)
CUT = (
    "Northmark's foreign minister Odd Sterrin answered critics. "
    '"We shall return every prisoner before the snow closes the pass," Sterrin said.'
)
OPEN = 'The ministry of Northmark issued a statement. "The bridge is ours and will remain so for ever," he said.'


def test_a_cut_version_stands_under_the_fullest_and_says_what_it_lacks() -> None:
    (line,) = (one for one in ledger(("2023-05-02", FULL), ("2023-05-03", CUT)) if len(one.versions) > 1)
    first, second = line.versions
    assert (first.heard.document, second.heard.document) == ("d0", "d1")
    assert (first.is_cut, second.is_cut) == (False, True)
    assert second.differences
    assert "press conference" in (first.heard.venue or "")
    assert line.speaker == "Odd Sterrin"


def test_lines_are_found_by_speaker_by_words_and_by_whom_they_are_about() -> None:
    lines = ledger(("2023-05-02", FULL), ("2023-05-03", CUT))
    assert select_lines(lines, speaker="Sterrin") == select_lines(lines, words="every prisoner")
    assert select_lines(lines, speaker="Sterrin", words="no such words") == ()
    assert select_lines(lines, about="Corvessa") == ()


def test_lines_are_found_by_those_whom_they_are_said_to() -> None:
    lines = ledger(("2023-05-02", 'Odd Sterrin told the Corvessa Courier: "The bridge is ours and stays so for ever."'))
    (line,) = select_lines(lines, audience="Corvessa Courier")
    assert line.fullest.audience
    assert select_lines(lines, audience="Brask") == ()


def test_phrases_of_composed_speakers_are_found_and_nothing_of_office_is() -> None:
    """Six composed speakers each say one thing twice, and name bodies and plain matters twice as well."""
    reports, phrases = composed()
    proposed = propose_phrases(ledger(*reports))
    true = [one for one in proposed if any(one.words in phrase for phrase in phrases.values())]
    assert len(true) == len(proposed) == len(phrases)


def test_what_is_said_on_one_day_only_is_no_recurring_phrase() -> None:
    assert propose_phrases(ledger(("2023-05-02", FULL), ("2023-05-02", CUT))) == ()
