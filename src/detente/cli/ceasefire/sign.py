"""`detente ceasefire sign`: a text is laid before both sides, and what their officers do with it is noted."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.ceasefire.step import said
from detente.cli.ceasefire.verify import Author, Folder, From, Id, Json, KnownOn, Reason, To, gather_verification
from detente.cli.init import record_path
from detente.cli.moments import author_of, known_as, person_of, reason_of
from detente.core.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.ceasefires.verification.signing import Act, Signature
    from detente.registry.ceasefires.verification.subject import Subject
    from detente.registry.ceasefires.verification.verified import Laid
    from detente.store import Known, Record

__all__ = ["sign_ceasefire"]


def sign_ceasefire(  # noqa: PLR0913 - each is an option of the command
    folder: Folder,
    id_: Id,
    text: Annotated[
        str | None, typer.Argument(help="A text: the first figures of its id.", metavar="TEXT", show_default=False)
    ] = None,
    *,
    file: Annotated[
        Path | None, typer.Option("--text", help="Lay the text in this file before both sides.", metavar="FILE")
    ] = None,
    about: Annotated[
        list[str] | None, typer.Option(help="What it is about, as `verify` lists it; may be repeated.", metavar="ID")
    ] = None,
    replaces: Annotated[str | None, typer.Option(help="The text of which it is a new wording.", metavar="TEXT")] = None,
    party: Annotated[str | None, typer.Option(help="For which side the officer stands.", metavar="ID")] = None,
    officer: Annotated[str | None, typer.Option(help="Who signs, refuses or dissents.", metavar="NAME")] = None,
    refuse: Annotated[bool, typer.Option("--refuse", help="Refuse to sign, with the reason.")] = False,
    dissent: Annotated[bool, typer.Option("--dissent", help="Say in what one differs; it stands beside.")] = False,
    take_back: Annotated[bool, typer.Option("--take-back", help="Take a signature back, with the reason.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Withdraw a text that nobody has signed.")] = False,
    from_: From = None,
    to: To = None,
    author: Author = None,
    reason: Reason = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List texts and where each stands; lay one before both sides; or note what an officer does with one.

    A text is joint only when officers of both sides have signed that same text. Whoever changes a word lays another
    text, which nobody has signed yet. Nobody signs for both sides.
    """
    from detente.store import open_record

    acts: dict[Act, bool] = {"refused": refuse, "dissents": dissent, "took back": take_back}
    act = _act(acts, signs=party is not None or officer is not None)
    _check(text, file, about, replaces, party, officer, act, withdraw=withdraw)
    writes = file is not None or act is not None or withdraw
    _check_looking(author, reason, as_known_on, writes=writes)
    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), now=now(), read_only=not writes) as record:
        ceasefire, laid = _texts(record, id_, known_on)
        told = None
        if file is not None:
            subjects = _subjects(record, id_, about or [], from_, to)
            text = _lay(record, ceasefire, laid, file, subjects, replaces, author_of(author))
            told = f"text {text[:10]} is laid before both sides; nobody has signed it yet"
        elif act is not None and text is not None:
            given = _signature(act, party or "", officer or "", reason)
            told = _note(record, ceasefire, laid, text, given, author)
        elif withdraw and text is not None:
            _withdraw(record, ceasefire, laid, text, author_of(author), reason_of(reason))
            told, text = f"text {text[:10]} is withdrawn; it stays in the history", None
        if writes:
            ceasefire, laid = _texts(record, id_, known_on)
        _print(record, ceasefire, laid, text, told, known_on, as_json=as_json)


def _texts(record: "Record", id_: str, known_on: "Known") -> "tuple[Ceasefire, tuple[Laid, ...]]":
    from detente.pipeline.ceasefires import stored_ceasefire
    from detente.pipeline.sign_offs import laid_texts

    ceasefire, _ = stored_ceasefire(record, id_, known_on=known_on)
    return ceasefire, laid_texts(record, ceasefire, known_on=known_on)


def _act(acts: "dict[Act, bool]", *, signs: bool) -> "Act | None":
    """Return what an officer does: signs, where nothing else is said. Raises `UsageError` for more than one thing."""
    said_so = [act for act, given in acts.items() if given]
    if len(said_so) > 1:
        message = "an officer does one thing at a time: --refuse, --dissent or --take-back"
        raise UsageError(message)
    return said_so[0] if said_so else "signed" if signs else None


def _check(
    text: str | None,
    file: Path | None,
    about: list[str] | None,
    replaces: str | None,
    party: str | None,
    officer: str | None,
    act: "Act | None",
    *,
    withdraw: bool,
) -> None:
    """Refuse options that say nothing together. Raises `UsageError`."""
    message = None
    if file is not None and (text is not None or act is not None or withdraw):
        message = "a text is laid first, and signed when it lies there; leave out the other options"
    elif file is None and (about or replaces):
        message = "--about and --replaces are of a text that is laid: --text FILE"
    elif (act is not None or withdraw) and text is None:
        message = "which text is meant is not said; list them: detente ceasefire sign DIR ID"
    elif act is not None and withdraw:
        message = "a text is withdrawn, or something is noted on it; leave out --withdraw or the officer"
    elif act is not None and (party is None or officer is None):
        message = "say for which side and who: --party ID --officer NAME"
    if message:
        raise UsageError(message)


def _check_looking(author: str | None, reason: str | None, as_known_on: str | None, *, writes: bool) -> None:
    """Refuse what is of writing where one only looks, and the other way round. Raises `UsageError`."""
    message = None
    if writes and as_known_on is not None:
        message = "texts are laid and signed now; leave out --as-known-on, or what is to be noted"
    elif not writes and (author or reason):
        message = "looking needs no author and no reason; leave them out"
    if message:
        raise UsageError(message)


def _subjects(
    record: "Record", id_: str, about: list[str], from_: "dt.datetime | None", to: "dt.datetime | None"
) -> "list[Subject]":
    """Return what a text is about. Raises `UsageError` for what nothing answers to."""
    from detente.registry.ceasefires.chosen import choose
    from detente.store import NOW

    if not about:
        return []
    held = gather_verification(record, id_, from_, to, known_on=NOW)
    return [choose(given, held.could_be, held.lost).subject for given in about]


def _lay(
    record: "Record",
    ceasefire: "Ceasefire",
    laid: "tuple[Laid, ...]",
    file: Path,
    subjects: "list[Subject]",
    replaces: str | None,
    author: str,
) -> str:
    from detente.cli.files import read_whole
    from detente.pipeline.sign_offs import find_text, lay_text

    try:
        words = read_whole(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{file.name} is no text in UTF-8 (byte {error.start:,}); save it so, and lay it again"
        raise UsageError(message) from error
    older = find_text(laid, replaces) if replaces is not None else None
    return lay_text(record, ceasefire, words, subjects, by=author, replaces=older, now=now())


def _note(
    record: "Record",
    ceasefire: "Ceasefire",
    laid: "tuple[Laid, ...]",
    text: str,
    given: "Signature",
    author: str | None,
) -> str:
    """Note what an officer does with a text, and return it in words; the officer writes it down if nobody else does."""
    from detente.pipeline.sign_offs import find_text, give_signature

    who = author_of(author) if author else given.officer
    made = give_signature(record, ceasefire, find_text(laid, text), given, author=who, now=now())
    return f"noted: {made.officer} for {made.party} {made.act}"


def _signature(act: "Act", party: str, officer: str, reason: str | None) -> "Signature":
    """Return what an officer does as it is asked for, not yet held against what was done before."""
    from detente.registry.ceasefires.verification.signing import Signature

    who, why = person_of(officer), said(reason, "the reason")
    return Signature(text="", number=0, act=act, officer=who, party=party, at="", reason=why)


def _withdraw(
    record: "Record", ceasefire: "Ceasefire", laid: "tuple[Laid, ...]", text: str, author: str, reason: str
) -> None:
    from detente.pipeline.sign_offs import find_text, withdraw_text

    withdraw_text(record, ceasefire, find_text(laid, text), author=author, reason=reason, now=now())


def _print(
    record: "Record",
    ceasefire: "Ceasefire",
    laid: "tuple[Laid, ...]",
    text: str | None,
    told: str | None,
    known_on: "Known",
    *,
    as_json: bool,
) -> None:
    from detente.cli.ceasefire.lines import print_lines
    from detente.cli.ceasefire.texts import text_plain, texts_lines
    from detente.pipeline.sign_offs import find_text, signatures_of

    shown = laid if text is None else (find_text(laid, text),)
    given = signatures_of(record, ceasefire.id, known_on=known_on)
    if as_json:
        for one in shown:
            typer.echo(json.dumps(text_plain(one, given.get(one.id, ())), ensure_ascii=False))
        return
    day = min(known_on.at or now(), now()).date()
    lines = texts_lines(shown, given, ceasefire, day, whole=text is not None)
    print_lines([*([told] if told else []), *lines])
