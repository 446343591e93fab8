"""`detente agreements text`, `diff`, `calendar` and `note`: texts, what differs in them, and what is due when."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.add import now
from detente.cli.agreements.app import Id, agreement_of, agreements_app, gathered, print_wrapped
from detente.cli.init import record_path
from detente.cli.moments import author_of, reason_of
from detente.cli.registry.note import PART_HELP
from detente.cli.registry.options import DAY, Author, Folder, Json, KnownOn, Reason, print_json
from detente.core.errors import UsageError

__all__ = ["agreements_app", "calendar", "diff", "note", "text"]

Variant = Annotated[str, typer.Argument(help="A text of it, by its id.", metavar="TEXT")]


@agreements_app.command(short_help="Keep a text of an agreement.")
def text(  # noqa: PLR0913 - options
    folder: Folder,
    id_: Id,
    file: Annotated[Path, typer.Argument(help="The text (UTF-8).", metavar="FILE")],
    *,
    language: Annotated[str, typer.Option(help="Its language (ISO 639-1).", metavar="CODE")] = "en",
    called: Annotated[
        str | None, typer.Option("--as", help="Under which id; the file's name if not given.", metavar="ID")
    ] = None,
    claimant: Annotated[str | None, typer.Option(help="Who published it as the text.", metavar="NAME")] = None,
    source: Annotated[str | None, typer.Option(help="Where it was taken from.", metavar="WORDS")] = None,
    translated_from: Annotated[
        str | None, typer.Option(help="The language that it is a translation from.", metavar="CODE")
    ] = None,
    author: Author = None,
    reason: Reason = None,
) -> None:
    """Keep a text of an agreement, as somebody published it; the same id again makes a revision."""
    from detente.cli.agreements.languages import refuse_unknown_language
    from detente.cli.files import read_whole
    from detente.pipeline.agreements import keep_text
    from detente.registry.agreements.definition import TextVariant
    from detente.registry.agreements.texts.cutting import cut_provisions
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    refuse_unknown_language(language, "--language")
    if translated_from is not None:
        refuse_unknown_language(translated_from, "--translated-from")
    words = _decoded(read_whole(file), file.name)
    if not words.strip():
        message = f"{file.name} has no words in it: is it the right file?"
        raise UsageError(message)
    name = (called or file.stem).strip()
    if not name:
        message = "the text has no id: give one with --as"
        raise UsageError(message)
    one = agreement_of(gathered(folder, None), id_)
    variant = TextVariant(
        id=name, language=language, claimant=claimant, text=words, translated_from=translated_from, source=source
    )
    with open_record(record_path(folder), now=now()) as record:
        is_new = keep_text(record, one, variant, author=who, reason=why, now=now())
    count = len(cut_provisions(words).sections)
    print_wrapped([f"{name} is kept as a text of {one.id}{'' if is_new else ' already'}: {count} provisions"])


@agreements_app.command(short_help="Hold two texts of an agreement against each other.")
def diff(
    folder: Folder, id_: Id, old: Variant, new: Variant, *, as_known_on: KnownOn = None, as_json: Json = False
) -> None:
    """Hold two texts of an agreement against each other, clause by clause: changed, moved, added, missing.

    Of two languages the words are not compared; figures, dates and the names that the desk knows are.
    """
    from detente.cli.agreements.diff_lines import diff_lines, pair_plain
    from detente.pipeline.agreements import find_text, known_names
    from detente.registry.agreements.texts.alignment import align_texts

    found = gathered(folder, as_known_on)
    one = agreement_of(found, id_)
    (first, cut_a), (second, cut_b) = find_text(one, old), find_text(one, new)
    pairs = align_texts(cut_a, cut_b, are_one_language=first.language == second.language, names=known_names(found.desk))
    if as_json:
        print_json(map(pair_plain, pairs))
    else:
        print_wrapped(diff_lines(first, second, pairs))


@agreements_app.command(short_help="Show what is due when, by an agreement's provisions.")
def calendar(
    folder: Folder,
    id_: Annotated[str | None, typer.Argument(help="One agreement; all if not given.", metavar="ID")] = None,
    *,
    on: Annotated[
        dt.datetime | None, typer.Option(help="As seen on this day; today if not given.", formats=DAY, metavar="DATE")
    ] = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """Show the deadlines of agreements: days that a text states, and times counted from a day that somebody tells.

    Where two tell that day otherwise both deadlines stand. Overdue says that a day lies back, not that anybody is
    in breach.
    """
    from detente.cli.agreements.blocks import print_blocks
    from detente.cli.agreements.calendar_rows import deadline_plain, deadline_row
    from detente.pipeline.agreements import deadlines_in
    from detente.pipeline.registries import actor_names

    found = gathered(folder, as_known_on)
    some = [agreement_of(found, id_)] if id_ else list(found.kept)
    day = on.date() if on else now().date()
    deadlines = [one for agreement in some for one in deadlines_in(found, agreement)]
    if as_json:
        print_json(deadline_plain(one, day) for one in deadlines)
        return
    names = actor_names(found.desk)
    print_blocks(
        [deadline_row(one, day, names) for one in deadlines],
        nothing="no provision here says by when", head=("due", "status", "agreement", "provision"),
    )  # fmt: skip
    if deadlines:
        print_wrapped(["A day that lies back is overdue; whether what was due was done the calendar does not say."])


@agreements_app.command(short_help="Write down what somebody says of an agreement.")
def note(  # noqa: PLR0913 - options
    folder: Folder,
    id_: Id,
    *,
    what: Annotated[str, typer.Option(help="What became of it, such as ratified.", metavar="WHAT")],
    words: Annotated[str, typer.Option(help="The words that say so.", metavar="WORDS")],
    source: Annotated[str, typer.Option(help="Where they stand.", metavar="WORDS")],
    claimant: Annotated[str, typer.Option(help="Who says so: an actor's id, or a name.", metavar="NAME")],
    part: Annotated[list[str] | None, typer.Option(help=PART_HELP, metavar="ROLE=ACTOR")] = None,
    first: Annotated[
        dt.datetime | None, typer.Option(help="The day, or the first of them.", formats=DAY, metavar="DATE")
    ] = None,
    last: Annotated[dt.datetime | None, typer.Option(help="The last day.", formats=DAY, metavar="DATE")] = None,
    where: Annotated[str | None, typer.Option(help="Where it was.", metavar="PLACE")] = None,
    value: Annotated[
        str | None, typer.Option(help="What is said plainly, of a provision its words.", metavar="WORDS")
    ] = None,
    standing: Annotated[
        str, typer.Option(help="Whether it was, is planned, is denied, ...", metavar="WORD")
    ] = "happened",
    comment: Annotated[str | None, typer.Option(help="What the desk adds.", metavar="WORDS")] = None,
    author: Author = None,
    reason: Reason = None,
) -> None:
    """Write down what somebody says of an agreement, with the words and where they stand."""
    from detente.pipeline.notes import Written, made_note
    from detente.pipeline.registries import keep_assertions
    from detente.registry.agreements.told.statuses import KINDS
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    written = Written(
        what=what, words=words, source=source, claimant=claimant, parts=tuple(part or ()),
        first=first.date() if first else None, last=last.date() if last else None, where=where, value=value,
        standing=standing, note=comment,
    )  # fmt: skip
    found = gathered(folder, None)
    made = made_note(found.desk, agreement_of(found, id_), "agreement", written, whats=KINDS, author=who)
    with open_record(record_path(folder), now=now()) as record:
        new = keep_assertions(record, [made], author=who, reason=why, now=now())
    print_wrapped([f"{made.id[:10]} is kept{'' if new else ' already'}: {written.claimant}: {what} of {made.named}"])


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{name} cannot be read: {error}; a text is to be UTF-8"
        raise UsageError(message) from error
