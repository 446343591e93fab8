"""What differs between two readings is said in words."""

from detente.exchange.intake_words import changes_between
from store.made import kept, reading


def test_an_event_that_is_gone_and_one_told_otherwise_are_said() -> None:
    old = reading(kept(1).document).model_dump()
    new = old | {"events": [old["events"][0] | {"status": "alleged"}]}
    assert changes_between(old, old) == ()
    told = changes_between(old, new)
    assert any(words.startswith("event changed in status") for words in told)
    assert any(words.startswith("event gone") for words in told)
