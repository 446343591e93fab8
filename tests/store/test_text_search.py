"""Reports are found by their words alike in each kind of database."""

from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.packet import Carried
from detente.store import (
    NOW,
    KeptDocument,
    Record,
    Words,
    documents_with,
    keep_documents,
    note_origin,
    remake_keys,
)
from detente.store.text_words import words_of_text
from store.made import LATER, NOON


def put(record: Record, name: str, text: str) -> str:
    kept = KeptDocument(document=Document(id=name, text=text), data=text.encode(), name=name)
    return keep_documents(record, [kept], now=NOON)[0].document_id


def found(record: Record, *groups: list[Words]) -> list[str]:
    return [document for _, document in documents_with(record, groups, limit=10, known_on=NOW)]


def test_words_are_found_side_by_side_or_by_their_beginning(record: Record) -> None:
    one = put(record, "a", "Şəhər Ağdam was quiet, said the mission's head.")
    other = put(record, "b", "Drones flew; the head of mission was quiet.")

    assert found(record, [Words(keys=("agdam",))]) == [one]
    assert found(record, [Words(keys=("dron",), open=True)]) == [other]
    assert found(record, [Words(keys=("dron",))]) == []
    assert found(record, [Words(keys=("head", "of"))]) == [other]
    assert found(record, [Words(keys=("quiet",))], [Words(keys=("mission",))]) == [other, one]
    assert found(record, [Words(keys=("agdam",)), Words(keys=("drones",))]) == [other, one]


def test_a_title_that_a_carrier_brings_later_is_searched_too(record: Record) -> None:
    one = put(record, "a", "Nothing of note.")
    note_origin(record, hash_bytes(b"Nothing of note."), "again", now=LATER, carried=Carried(title="Shelling at Ash"))

    assert found(record, [Words(keys=("shelling",))]) == [one]


def test_what_a_search_holds_is_put_right_where_it_is_gone(record: Record) -> None:
    one = put(record, "a", "Ağdam was quiet.")
    with record.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER document_words_added")
            connection.exec_driver_sql("DROP TABLE document_index")
    list(remake_keys(record))

    assert found(record, [Words(keys=("agdam",))]) == [one]


def test_words_are_kept_in_latin_letters_without_accents() -> None:
    assert words_of_text("Ağdam", "Эрдоган, ցուրտ — 15.06.2021!") == "agdam erdogan tsurt 15 06 2021"
