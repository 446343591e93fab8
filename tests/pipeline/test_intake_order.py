"""What is taken in, in whatever order and pieces, ends as the same copies, voices and versions."""

import datetime as dt
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from detente.documents.packet import Packet
from detente.documents.packets import packets_of
from detente.pipeline.intake import take_in
from detente.pipeline.opening import Opener
from detente.store import addresses, compare_waiting, copies_of, create_record, documents, voices

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("17-valley-wire-monday.xml", "18-valley-wire-tuesday.xml", "19-liaison-mail.eml", "20-district-log.csv")
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def packets() -> list[Packet]:
    return [packet for name in NAMES for packet in packets_of(EXAMPLES / name, standard_input=BytesIO())]


def _stopped(at: dt.datetime) -> Callable[[], dt.datetime]:
    return lambda: at


def ends_as(folder: Path, pieces: Iterable[list[Packet]], opener: Opener) -> dict[str, Any]:
    folder.mkdir()
    with create_record(folder / "record.sqlite", now=NOON) as record:
        for number, piece in enumerate(pieces):
            clock = _stopped(NOON + dt.timedelta(hours=number))
            taken = list(take_in(record, piece, opener, clock=clock))
            assert [one.error for one in taken] == [None] * len(piece)
            list(compare_waiting(record))
        found = sorted(document.id for document in documents(record))
        return {
            "documents": found,
            "copies": {one: copies_of(record, one) for one in found},
            "voices": dict(voices(record)),
            "versions": addresses(record),
        }


def test_copies_voices_and_versions_do_not_depend_on_the_order_or_on_the_pieces(tmp_path: Path) -> None:
    given = packets()
    with Opener() as opener:
        at_once = ends_as(tmp_path / "at-once", [given], opener)
        one_by_one = ends_as(tmp_path / "one-by-one", [[packet] for packet in reversed(given)], opener)
        twice = ends_as(tmp_path / "twice", [given[4:], given, given[:6]], opener)

    assert at_once == one_by_one == twice
    assert len(at_once["documents"]) == len(given) - 1, "the entry that both feeds have is one document"
    assert max(map(len, at_once["copies"].values())) == 2
    assert [len(address.versions) for address in at_once["versions"]] == [2]
