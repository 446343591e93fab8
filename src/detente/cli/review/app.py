"""`detente review`: people look over what was read, and say what of it holds."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.add import link_all_waiting, now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.moments import KNOWN_HELP, known_as, person_of, reason_of
from detente.cli.review.session import session_app
from detente.core.errors import OutputError, UsageError

if TYPE_CHECKING:
    from detente.review.records import Kind, Review, Verdict

__all__ = ["review_app"]

review_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)
review_app.add_typer(session_app, name="session", short_help="Code twice and blind: start, compare, settle.")

Folder = Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]
Item = Annotated[str, typer.Argument(help="The first figures of an id that `queue` and `next` show.", metavar="ID")]
Coder = Annotated[str, typer.Option(help="Who says so.", metavar="NAME")]
Comment = Annotated[str | None, typer.Option(help="A remark that is kept with it.", metavar="WORDS")]
Again = Annotated[
    bool, typer.Option("--again", help="Though the same coder has reviewed it before, or another coder said otherwise.")
]
Author = Annotated[str, typer.Option(help="Who does so.", metavar="NAME")]
Reason = Annotated[str, typer.Option(help="Why; it is kept.", metavar="WORDS")]
KnownOn = Annotated[str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, an object a line, instead of a table.")]
FIELD_HELP = (
    'A field and what it should be: actor="words in the text", type=COERCE, date=2021-05-04@4 May, '
    "killed=3@three; nothing after = where the text does not tell. May be given again."
)


@review_app.command("next", short_help="Look at what matters most, with a key for each verdict.")
def next_item(
    folder: Folder,
    *,
    coder: Coder,
    document: Annotated[
        str | None, typer.Option(help="Only of this document: its id or its name.", metavar="ID")
    ] = None,
    again: Again = False,
) -> None:
    """Show what is most doubtful and most consequential, its words marked, and take a key for it.

    a accepts, c corrects, r rejects, d doubts (and asks why), s skips, q ends. Where standard input is no terminal, the
    first is shown and nothing is taken.
    """
    from detente.cli.named import resolve_document
    from detente.cli.review.next import read_key, run_next
    from detente.pipeline.reviewing import waiting_items
    from detente.store import NOW, open_record

    with open_record(record_path(folder), now=now()) as record:
        only, who = document and resolve_document(record, document, NOW), person_of(coder)
        items = waiting_items(record, coder=who, document=only, again=again)
        keys = read_key if sys.stdin.isatty() else None
        if run_next(record, items, coder=who, keys=keys, lines=sys.stdin.readline, again=again):
            link_all_waiting(record, workers=1)


@review_app.command(short_help="List what waits, most pressing first, with its points.")
def queue(
    folder: Folder,
    *,
    coder: Annotated[str | None, typer.Option(help="Without what this coder has reviewed.", metavar="NAME")] = None,
    limit: Annotated[int, typer.Option(help="So many at most.", min=1)] = 20,
    as_json: Json = False,
) -> None:
    """List what waits for review: doubtful and consequential first, with the points that make it so."""
    from detente.cli.review.next import words_of
    from detente.store import documents, incident_sizes, open_record, review_queue

    with open_record(record_path(folder), read_only=True) as record:
        waiting = review_queue(record, coder=coder, hanging=incident_sizes(record))[:limit]
        names = {one.id: one.external_id for one in documents(record)}
        rows = [
            {
                "id": one.subject.key,
                "kind": one.subject.kind,
                "document": one.subject.document,
                "report": names[one.subject.document],
                "points": one.score,
                "because": one.because,
                "words": words_of(record, one.subject),
            }
            for one in waiting
        ]
    if as_json:
        points = [[{"of": p.of, "why": p.why, "points": round(p.points, 3)} for p in one.points] for one in waiting]
        _print([row | {"sums": sums} for row, sums in zip(rows, points, strict=True)], as_json=True, nothing="")
    else:
        _print(rows, as_json=False, nothing="nothing waits for review")


@review_app.command(short_help="Say that a coding holds.")
def accept(folder: Folder, item: Item, *, coder: Coder, comment: Comment = None, again: Again = False) -> None:
    """Say that an event or claim holds as it was read."""
    _keep(folder, item, "accept", coder=coder, comment=comment, again=again)


@review_app.command(short_help="Say that a coding should not be there.")
def reject(folder: Folder, item: Item, *, coder: Coder, comment: Comment = None, again: Again = False) -> None:
    """Say that an event or claim should not be there: it counts no more, and stays in the record."""
    _keep(folder, item, "reject", coder=coder, comment=comment, again=again)


@review_app.command(short_help="Say that it cannot be told from these words.")
def doubt(folder: Folder, item: Item, *, coder: Coder, reason: Reason, again: Again = False) -> None:
    """Say that it cannot be told from these words whether an event or claim holds: it counts as read, and is doubted.

    It waits for a second coder then, before all else. When that one cannot tell either, the doubt stands.
    """
    _keep(folder, item, "doubt", coder=coder, comment=reason_of(reason), again=again)


@review_app.command(short_help="Say what a coding should be, by words of the text.")
def correct(
    folder: Folder,
    item: Item,
    *,
    field: Annotated[list[str], typer.Option(help=FIELD_HELP, metavar="NAME=VALUE")],
    coder: Coder,
    comment: Comment = None,
    again: Again = False,
) -> None:
    """Say what fields of an event or claim should be. Words must stand in the text; codes must be of the vocabulary.

    Words that stand there more than once are told with their offsets: name one as "words[120]". A long passage is
    "first words ... last words". What the machine read is kept beside it.
    """
    _keep(folder, item, "correct", given=field, coder=coder, comment=comment, again=again)


@review_app.command(short_help="Code an event or a claim that the machine missed, by words of the text.")
def add(
    folder: Folder,
    document: Annotated[str, typer.Argument(help="The document: its id, or its name.", metavar="DOCUMENT")],
    *,
    trigger: Annotated[
        str | None, typer.Option(help="Of an event: the words of the deed, as the text has them.", metavar="WORDS")
    ] = None,
    content: Annotated[
        str | None, typer.Option(help="Of a claim: the words that are said, as the text has them.", metavar="WORDS")
    ] = None,
    field: Annotated[list[str], typer.Option(help=FIELD_HELP, metavar="NAME=VALUE")],
    coder: Coder,
    comment: Comment = None,
    again: Again = False,
) -> None:
    """Code an event that the machine missed (the words of its deed, type, status, who took part), or a claim.

    A claim has the words that are said, who says so, and how. An event is held by it that says so: --field claim="words
    of the claim". What is added counts, stands in `detente show` and on the page as coded by a person, and goes into
    the corpus. A withdrawn one counts no more.
    """
    from detente.cli.named import resolve_document
    from detente.cli.review.keep import add_missed
    from detente.store import NOW, open_record

    if (trigger is None) == (content is None):
        message = "say what is added: --trigger with the words of an event, or --content with those of a claim"
        raise UsageError(message)
    kind: Kind = "claim" if content is not None else "event"
    with open_record(record_path(folder), now=now()) as record:
        own, who = resolve_document(record, document, NOW), person_of(coder)
        add_missed(
            record, own, trigger or content or "", kind=kind, coder=who, given=field, comment=comment, again=again
        )
        link_all_waiting(record, workers=1)


@review_app.command("list", short_help="List reviews.")
def list_reviews(
    folder: Folder,
    *,
    coder: Annotated[str | None, typer.Option(help="Only by this coder.", metavar="NAME")] = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List reviews that were not withdrawn. What was said in a blind session that is running is not among them."""
    from detente.review.apply import review_view
    from detente.store import open_record, reviews

    with open_record(record_path(folder), read_only=True) as record:
        found = reviews(record, coder=coder and " ".join(coder.split()), known_on=known_as(as_known_on, now=now()).at)
    if as_json:
        own = [
            {"kind": r.subject.kind, "key": r.subject.key, "document": r.subject.document, "session": r.session}
            for r in found
        ]
        _print([review_view(r) | more for r, more in zip(found, own, strict=True)], as_json=True, nothing="")
    else:
        _print([_row(review) for review in found], as_json=False, nothing="nothing was reviewed yet")


@review_app.command(short_help="Take a review back, with a reason.")
def withdraw(
    folder: Folder,
    review: Annotated[str, typer.Argument(help="The first figures of the review's id.", metavar="REVIEW")],
    *,
    author: Author,
    reason: Reason,
) -> None:
    """Take a review back: it counts no more, and stays in the record with who took it back and why."""
    from detente.store import open_record, withdraw_review

    with open_record(record_path(folder), now=now()) as record:
        withdraw_review(record, review, author=person_of(author), reason=reason_of(reason), now=now())
        link_all_waiting(record, workers=1)
    typer.echo(f"withdrew review {review}")


@review_app.command("grade-source", short_help="Say how reliable a source is, A to F.")
def grade_source_command(
    folder: Folder,
    source: Annotated[str, typer.Argument(help="Whom reports name, or a publisher.", metavar="NAME")],
    grade: Annotated[str, typer.Argument(help="A (completely reliable) to E (unreliable); F cannot be judged.")],
    *,
    author: Author,
    reason: Reason,
) -> None:
    """Say how reliable a source is from now on. Earlier grades stay, with who gave them and why."""
    from detente.store import grade_source, open_record

    with open_record(record_path(folder), now=now()) as record:
        made = grade_source(
            record, source, grade.upper(), author=person_of(author), reason=reason_of(reason), now=now()
        )
    typer.echo(f"{made.source} is {made.grade} from now on (grade {made.revision} of this source)")


@review_app.command(short_help="List grades of sources with their history.")
def grades(folder: Folder, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """List every grade that a source was given: the last of a source is the one it has."""
    from detente.review.credibility import RELIABILITY
    from detente.store import open_record, source_grades

    with open_record(record_path(folder), read_only=True) as record:
        rows = [
            {
                "source": g.source,
                "grade": g.grade,
                "means": RELIABILITY[g.grade],
                "by": g.author,
                "reason": g.reason,
                "at": g.graded_at.isoformat(timespec="seconds"),
            }
            for g in source_grades(record, known_on=known_as(as_known_on, now=now()).at)
        ]
    _print(rows, as_json=as_json, nothing="no source is graded yet: detente review grade-source DIR NAME GRADE")


@review_app.command(short_help="Write what people reviewed as corpus to learn from.")
def export(
    folder: Folder,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", help="The .jsonl file to write.", metavar="OUT")],
) -> None:
    """Write what people accepted or corrected in the corpus's form: the sentences in which every event was reviewed."""
    import json

    from detente import __version__
    from detente.cli.page import check_target, write_whole
    from detente.core.settings import is_person
    from detente.review.corpus import about_corpus, corpus_rows
    from detente.store import open_record, reading_of, reviews

    check_target(output)
    with open_record(record_path(folder), read_only=True) as record:
        every = [one for one in reviews(record) if is_person(one.coder)]
        documents = sorted({review.subject.document for review in every})
        rows = [row for one in documents for row in corpus_rows(reading_of(record, one), every, document=one)]
    if not rows:
        message = "there is no sentence of which every event was reviewed; nothing was written"
        raise OutputError(message)
    lines = [about_corpus(__version__), *rows]
    write_whole(output, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    typer.echo(f"wrote {len(rows):,} sentences of {len({r['review']['document'] for r in rows}):,} reports to {output}")


@review_app.command(short_help="Practise on texts whose answers are known.")
def drill(
    folder: Folder,
    *,
    set_file: Annotated[
        Path, typer.Option("--set", help="Documents coded in the corpus's form, JSONL.", metavar="FILE")
    ],
    coder: Coder,
    answers: Annotated[
        Path | None,
        typer.Option(help="Answers from a file: a line of fields for each item, or reject.", metavar="FILE"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask for the coding of texts whose answers are known, and score it by field; nothing of it counts in the record.

    In a terminal each item is shown and asked for. With --answers each line of a file answers the next item:
    fields with a tab between them, or the word reject.
    """
    from detente.cli.review.drill import run_drill
    from detente.store import open_record

    with open_record(record_path(folder), now=now()) as record:
        rows = run_drill(record, set_file, coder=person_of(coder), answers=answers)
    _print(rows, as_json=as_json, nothing="nothing was answered")


@review_app.command(short_help="Say how far coders agree, by field.")
def agreement(
    folder: Folder,
    *,
    since: Annotated[
        str | None, typer.Option(help="Of sessions that ended on this day or later.", metavar="DAY")
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Of sessions that ended on this day or before.", metavar="DAY")
    ] = None,
    as_json: Json = False,
) -> None:
    """Print Krippendorff's alpha by field over the blind sessions that ended in a period, with its 95 % interval."""
    from detente.pipeline.coding_sessions import agreement_rows
    from detente.store import open_record, review_sessions

    if since and until and since > until:
        message = f"--since {since} is after --until {until}; no day is both: give the earlier one first"
        raise UsageError(message)
    with open_record(record_path(folder), read_only=True) as record:
        ended = [s for s in review_sessions(record) if s.ended_at is not None]
        chosen = [s for s in ended if s.ended_at and _within(s.ended_at.date().isoformat(), since, until)]
        rows = agreement_rows(record, chosen)
    _print(rows, as_json=as_json, nothing="no blind session has ended in that time: detente review session start DIR")


def _within(day: str, since: str | None, until: str | None) -> bool:
    import datetime as dt

    for bound in (since, until):
        try:
            dt.date.fromisoformat(bound or day)
        except ValueError:
            message = f"{bound!r} is no day; write it as 2026-03-01"
            raise UsageError(message) from None
    return (since or day) <= day <= (until or day)


def _keep(
    folder: Path,
    item: str,
    verdict: "Verdict",
    *,
    coder: str,
    given: list[str] | None = None,
    comment: str | None,
    again: bool,
) -> None:
    from detente.cli.review.keep import keep_review
    from detente.store import find_subject, open_record

    with open_record(record_path(folder), now=now()) as record:
        subject = find_subject(record, item).subject
        keep_review(
            record, subject, coder=person_of(coder), verdict=verdict, given=given or [], comment=comment, again=again
        )
        link_all_waiting(record, workers=1)


def _row(review: "Review") -> dict[str, Any]:
    from detente.cli.review.view import field_in_words
    from detente.review.added import ADDED, is_added

    told = {name: one for name, one in review.fields.items() if name != ADDED and (one.value or not is_added(review))}
    said = "; ".join(f"{name}: {field_in_words(name, one)}" for name, one in told.items())
    return {
        "id": review.id,
        "verdict": f"settled: {review.verdict}" if review.settles else "add" if is_added(review) else review.verdict,
        "of": f"{review.subject.kind} {review.subject.key[:10]}",
        "by": review.coder,
        "fields": said or None,
        "comment": review.comment,
        "at": review.at.isoformat(timespec="seconds"),
    }


def _print(rows: list[dict[str, Any]], *, as_json: bool, nothing: str) -> None:
    import json

    from detente.cli.show.table import print_rows

    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        print_rows(rows, nothing=nothing, wide=WIDE)


WIDE = 100
"""Columns of a terminal from which these lists are tables."""
