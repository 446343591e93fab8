"""`detente ceasefire sign`: one text before both sides, and each side's line in the same words."""

# ruff: noqa: F811 - fixtures of another module are asked for by their names

from pathlib import Path
from typing import Any

import pytest

from cli.ceasefire.test_app import MAY, desk, told  # noqa: F401 - fixtures
from cli.ceasefire.test_verify import ANN, fire
from cli.runs import Ended, Run
from detente.cli.exits import Exit

WHY = ("--reason", "the hour is missing")


@pytest.fixture
def text(run: Run, desk: Path, tmp_path: Path) -> str:
    """Return the id of a text that was laid before both sides."""
    ended = lay(run, desk, tmp_path, b"Fire was opened on 3 May.\nTwo craters were seen.\n", "--about", fire(run, desk))
    assert ended.status == Exit.DONE
    (one,) = texts(run, desk)
    return str(one["id"])


def lay(run: Run, desk: Path, folder: Path, words: bytes, *options: str) -> Ended:
    (folder / "text.txt").write_bytes(words)
    return run("ceasefire", "sign", desk, "ford", "--text", folder / "text.txt", *options, *ANN)


def texts(run: Run, desk: Path) -> list[Any]:
    return run("ceasefire", "sign", desk, "ford", "--json").items()


def sign(run: Run, desk: Path, text: str, party: str, officer: str, *options: str) -> Ended:
    return run("ceasefire", "sign", desk, "ford", text, "--party", party, "--officer", officer, *options)


def test_a_text_is_joint_only_when_officers_of_both_sides_signed_it(run: Run, desk: Path, text: str) -> None:
    assert b"waits for signatures" in run("ceasefire", "sign", desk, "ford").out
    sign(run, desk, text[:8], "A", "Cal Dunn")
    (one,) = texts(run, desk)
    assert (one["joint"], one["waits for"]) == (False, ["B"])
    assert b"joint: both sides have signed" in sign(run, desk, text[:8], "B", "Eve Ford").out
    assert texts(run, desk)[0]["joint"] is True
    board = run("ceasefire", "board", desk, "ford", *MAY).out.decode()
    assert "Joint findings, signed by both sides:" in board
    assert "“Fire was opened on 3 May. Two craters were seen.”" in board
    (plain,) = run("ceasefire", "board", desk, "ford", "--json", *MAY).items()
    assert [one["sign_off"]["text"]["id"] for one in plain["verification"]["joint"]] == [text]


def test_each_side_has_its_line_in_the_same_words_within_the_terminal(run: Run, desk: Path, text: str) -> None:
    sign(run, desk, text, "B", "Eve Ford")
    words = run("ceasefire", "sign", desk, "ford", text[:6], columns=80).out.decode()
    assert max(map(len, words.splitlines())) <= 80
    assert "  A (Northmark): has neither signed nor refused" in words
    assert "  B (Southmark): signed by Eve Ford, " in words
    assert "  │ Two craters were seen." in words


def test_a_refusal_stands_with_its_reason_and_dissent_beside(run: Run, desk: Path, text: str) -> None:
    sign(run, desk, text, "A", "Cal Dunn")
    sign(run, desk, text, "B", "Eve Ford", "--refuse", *WHY)
    sign(run, desk, text, "A", "Cal Dunn", "--dissent", "--reason", "it was three")
    (one,) = texts(run, desk)
    assert not one["joint"]
    assert [(act["party"], act["reason"]) for act in one["refused"]] == [("B", "the hour is missing")]
    assert [act["reason"] for act in one["dissents"]] == ["it was three"]
    assert [act["act"] for act in one["done"]] == ["signed", "refused", "dissents"]


def test_a_new_wording_takes_its_place_and_waits_for_both(run: Run, desk: Path, text: str, tmp_path: Path) -> None:
    sign(run, desk, text, "A", "Cal Dunn")
    assert lay(run, desk, tmp_path, b"Fire was opened.", "--replaces", text[:8]).status == Exit.DONE
    older, newer = texts(run, desk)
    assert (older["replaced by"], newer["replaces"]) == (newer["id"], text)
    assert (newer["waits for"], newer["about"]) == (["A", "B"], older["about"])
    ended = sign(run, desk, text, "B", "Eve Ford")
    assert (ended.status, "a new wording took its place" in ended.err) == (Exit.USAGE, True)


@pytest.mark.parametrize(
    ("party", "officer", "options", "said"),
    [
        ("M", "Eve Ford", (), "no party of ford"),
        ("B", "cal  DUNN.", (), "nobody signs for both sides"),
        ("A", "Cal Dunn", (), "has signed it already"),
        ("B", "Eve Ford", ("--refuse",), "says why"),
        ("B", "Eve Ford", ("--take-back", *WHY), "has not signed it"),
        ("B", "Eve Ford", ("--refuse", "--dissent", *WHY), "one thing at a time"),
        ("B", "\x1b[31m", (), "cannot be noted"),
        ("B", " ", (), "a name is given and blank"),
        ("B", "Eve Ford", ("--refuse", "--reason", "a\x07b"), "nobody sees"),
        ("B", "Eve Ford", ("--withdraw", *WHY), "leave out --withdraw"),
        ("B", "Eve Ford", ("--as-known-on", "2021-05-05"), "leave out --as-known-on"),
    ],
)
def test_what_an_officer_may_not_do_is_told(
    run: Run,
    desk: Path,
    text: str,
    party: str,
    officer: str,
    options: tuple[str, ...],
    said: str,
) -> None:
    sign(run, desk, text, "A", "Cal Dunn")
    ended = sign(run, desk, text, party, officer, *options)
    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert len(texts(run, desk)[0]["done"]) == 1


def test_a_signed_text_is_not_withdrawn_and_one_that_nobody_signed_is(run: Run, desk: Path, text: str) -> None:
    sign(run, desk, text, "A", "Cal Dunn")
    withdrawing = ("ceasefire", "sign", desk, "ford", text, "--withdraw", *ANN, "--reason", "wrong day")
    assert "a signed text is not withdrawn" in run(*withdrawing).err
    sign(run, desk, text, "A", "Cal Dunn", "--take-back", *WHY)
    assert b"is withdrawn; it stays in the history" in run(*withdrawing).out
    assert texts(run, desk) == []
    assert b"wrong day" in run("history", desk, text).out


@pytest.mark.parametrize(
    ("words", "options", "said"),
    [
        (b"", ("--about", "FIRE"), "no words"),
        (b"\xff\xfe", ("--about", "FIRE"), "no text in UTF-8"),
        (b"Fire \x1b[2J", ("--about", "FIRE"), "nobody sees"),
        (b"x" * 20_001, ("--about", "FIRE"), "20,000 at most"),
        (b"Fire.", (), "is about nothing"),
        (b"Fire.", ("--about", "zz"), "nothing answers to 'zz'"),
        (b"Fire.", ("--about", "FIRE", "--replaces", "zz"), "no text begins with 'zz'"),
        (b"Fire.", ("--about", "FIRE", "--party", "A"), "laid first"),
    ],
)
def test_a_text_that_cannot_be_laid_is_told_and_nothing_is_kept(
    run: Run,
    told: Path,
    tmp_path: Path,
    words: bytes,
    options: tuple[str, ...],
    said: str,
) -> None:
    own = fire(run, told)
    ended = lay(run, told, tmp_path, words, *(own if one == "FIRE" else one for one in options))
    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert texts(run, told) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--about", "x"), "of a text that is laid"),
        (("--party", "A", "--officer", "Cal Dunn"), "which text is meant"),
        (("abcd", "--party", "A"), "for which side and who"),
        (("abcd",), "no text begins"),
        (("--reason", "why"), "looking needs no author"),
        (("--text", "missing.txt", "--about", "zz", "--author", "Ann"), "nothing answers"),
    ],
)
def test_options_that_say_nothing_together_are_told(
    run: Run,
    told: Path,
    options: tuple[str, ...],
    said: str,
) -> None:
    ended = run("ceasefire", "sign", told, "ford", *options)
    assert ended.status == Exit.USAGE
    assert said in ended.err


def test_where_no_text_lies_it_is_said_what_to_do(run: Run, told: Path) -> None:
    assert b"--text FILE --about ID" in run("ceasefire", "sign", told, "ford").out
