"""Which given event is which coded one."""

from detente.evaluate.matching import Match, match_events
from evaluate.made import given_event, gold_event

WHO, WHOM = [(0, 4)], [(20, 24)]


def test_same_type_and_triggers_that_touch() -> None:
    gold = [gold_event("ASSAULT", (5, 10), WHO, WHOM)]
    assert match_events([given_event("ASSAULT", (9, 12), WHO, WHOM)], gold) == [
        Match(given=0, gold=0, parties=True, status=True)
    ]
    assert match_events([given_event("ASSAULT", (10, 12), WHO, WHOM)], gold) == []
    assert match_events([given_event("COERCE", (5, 10), WHO, WHOM)], gold) == []


def test_every_party_has_to_be_met_and_to_meet() -> None:
    gold = [gold_event("ASSAULT", (5, 10), WHO, WHOM)]
    for parties in ([WHO, [*WHOM, (30, 34)]], [WHO, []], [[(6, 9)], WHOM], [WHOM, WHO]):
        (match,) = match_events([given_event("ASSAULT", (5, 10), *parties)], gold)
        assert (match.parties, match.status) == (False, False)
    (match,) = match_events([given_event("ASSAULT", (5, 10), [(3, 5)], [(18, 40)])], gold)
    assert match.parties


def test_the_status_counts_only_with_the_parties() -> None:
    gold = [gold_event("ASSAULT", (5, 10), WHO, WHOM)]
    (match,) = match_events([given_event("ASSAULT", (5, 10), WHO, WHOM, status="denied")], gold)
    assert (match.parties, match.status) == (True, False)
    (match,) = match_events([given_event("ASSAULT", (5, 10), WHO)], gold)
    assert (match.parties, match.status) == (False, False)


def test_each_event_is_used_once_and_the_best_match_first() -> None:
    gold = [gold_event("ASSAULT", (5, 10), WHO, WHOM), gold_event("ASSAULT", (8, 12), WHO)]
    given = [given_event("ASSAULT", (8, 10), WHO), given_event("ASSAULT", (5, 10), WHO, WHOM)]
    assert {(m.given, m.gold) for m in match_events(given, gold)} == {(0, 1), (1, 0)}
    (only,) = match_events(given, gold[:1])
    assert (only.given, only.status) == (1, True)
