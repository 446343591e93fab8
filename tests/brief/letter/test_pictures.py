"""Drawings as pictures of a letter: twice as fine as a page, in figures for colours, and small."""

import struct

from detente.brief.letter.pictures import EDGE, draw_pictures
from detente.brief.pictures import WIDTH, Pictured
from detente.display.drawing.drawing import Spec
from detente.display.drawing.frame import data, field, picture
from detente.display.drawing.palette import colours, paint

MOST, TALL = 60_000, 80


def made_of(name: str, spec: Spec, *, subject: str = "", href: str = "") -> Pictured:
    return Pictured(name=name, spec=spec, alternative="three bars", subject=subject, href=href)


def bars(many: int = 3) -> Spec:
    rows = [{"x": n * WIDTH / many, "w": WIDTH / many - 1, "fill": paint("one")} for n in range(many)]
    encode = {"x": field("x"), "width": field("w"), "y": {"value": 10}, "height": {"value": 50}, "fill": field("fill")}
    marks = [{"type": "rect", "from": {"data": "rows"}, "encode": {"update": encode}}]
    return picture(width=WIDTH, height=TALL, told="bars", sets=[data("rows", rows)], marks=marks)


def test_a_drawing_is_a_picture_twice_as_fine_on_a_ground_of_its_own() -> None:
    (made,) = draw_pictures([made_of("Figures Ossering/Line", bars(), subject="mines", href="/mines")])
    assert made.png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", made.png[16:24]) == (2 * (WIDTH + 2 * EDGE), 2 * (TALL + 2 * EDGE))
    assert len(made.png) < MOST
    assert (made.name, made.alternative, made.subject, made.href) == (
        "figures-ossering-line-1", "three bars", "mines", "/mines",
    )  # fmt: skip


def test_names_are_told_apart_and_fit_a_head() -> None:
    names = [one.name for one in draw_pictures([made_of("\r\nBcc: x", bars()), made_of("ქ", bars())])]
    assert names == ["bcc-x-1", "picture-2"]


def test_the_ground_stands_out_from_a_light_letter_and_a_dark_one() -> None:
    light, dark = colours()
    assert light["soft"] not in (light["paper"], dark["paper"])
