"""A brief approved: one text of its own, released in the same transaction, and its letter put up once."""

import datetime as dt
from pathlib import Path

import pytest

from brief.made import EDITION, SETTINGS, full, quiet
from detente.brief.kept import brief_entry, brief_revisions, kept_brief, latest_briefs
from detente.brief.letter.approving import BY_ITSELF, approve, as_letter, put_letter
from detente.brief.letter.letter import Picture
from detente.brief.letter.setting import letter_id, set_letter
from detente.core.errors import UsageError
from detente.store import Known, Record, keep_entries, releases
from detente.store.mail.file import open_mail
from detente.store.mail.letters import letter_of

NOW = dt.datetime(2026, 11, 23, 7, 5, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
ID = "b" * 64


@pytest.fixture
def kept(record: Record) -> Record:
    keep_entries(record, [brief_entry(full())], author=BY_ITSELF, reason="composed", now=NOW)
    return record


def test_a_brief_is_approved_once_and_released_with_it(kept: Record) -> None:
    draft = kept_brief(kept, ID)
    assert draft is not None
    assert draft.state == "draft"
    made = approve(kept, draft, by="Ann Brook", reason="read it whole", now=LATER)
    assert kept_brief(kept, ID) == made
    assert made.brief.approval is not None
    assert (made.state, made.revision, made.brief.approval.by) == ("approved", 2, "Ann Brook")
    (released,) = releases(kept, subject=ID)
    assert (released.level, released.author, released.reason) == ("public", "Ann Brook", "read it whole")
    with pytest.raises(UsageError, match="approved already"):
        approve(kept, made, by="Ann Brook", reason="again", now=LATER)
    with pytest.raises(UsageError, match="meanwhile"):
        approve(kept, draft, by="Bo", reason="at the same time", now=LATER)
    assert len(brief_revisions(kept, ID)) == 2
    assert [one.state for one in latest_briefs(kept, known_on=Known(at=NOW))] == ["draft"]


def test_a_brief_for_the_desk_alone_is_released_to_nobody(record: Record) -> None:
    keep_entries(record, [brief_entry(full(level="internal"))], author=BY_ITSELF, reason="composed", now=NOW)
    draft = kept_brief(record, ID)
    assert draft is not None
    approve(record, draft, by="", reason="its edition is not held", now=LATER)
    assert releases(record) == ()
    assert [one.author for one in brief_revisions(record, ID)] == [BY_ITSELF, BY_ITSELF]


def test_briefs_are_listed_by_their_days_so_many_at_once(record: Record) -> None:
    briefs = [full(id=f"{n:064d}", day=f"2026-11-{n:02d}") for n in range(1, 6)]
    keep_entries(record, map(brief_entry, [*briefs, quiet(edition="noon")]), author="x", reason="y", now=NOW)
    first = latest_briefs(record, edition="morning", limit=2)
    assert [one.brief.day for one in first] == ["2026-11-05", "2026-11-04"]
    rest = latest_briefs(record, edition="morning", before=f"{first[-1].brief.day} {first[-1].brief.id}")
    assert [one.brief.day for one in rest] == ["2026-11-03", "2026-11-02", "2026-11-01"]
    assert len(latest_briefs(record)) == 6
    assert latest_briefs(record)[0].brief == quiet(edition="noon")
    assert kept_brief(record, "none") is None


def test_a_letter_is_put_up_once_as_it_was_set(tmp_path: Path, kept: Record) -> None:
    draft = kept_brief(kept, ID)
    assert draft is not None
    picture = Picture(name="map-1", png=b"1", alternative="a map")
    with open_mail(tmp_path / "mail.sqlite") as mail:
        with pytest.raises(UsageError, match="is a draft"):
            put_letter(mail, draft, SETTINGS, (), now=NOW)
        made = approve(kept, draft, by="Ann Brook", reason="read", now=LATER)
        assert put_letter(mail, made, SETTINGS, [picture], now=LATER)
        assert not put_letter(mail, made, SETTINGS, (), now=LATER + dt.timedelta(days=1))
        with mail.reading() as connection:
            found = letter_of(connection, letter_id(ID, 2))
            assert letter_of(connection, letter_id(ID, 1)) is None
    assert found is not None
    assert (found.kind, found.approved_by, found.made_at) == ("brief", "Ann Brook", LATER)
    assert as_letter(found) == set_letter(made.brief, SETTINGS, EDITION, [picture], revision=2)
