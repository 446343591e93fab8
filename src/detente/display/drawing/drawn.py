"""Specs drawn on the server: a picture that needs no script, right in light, in dark and on paper."""

import base64
import hashlib
import json
import threading
from collections import OrderedDict

from detente.display.drawing.drawing import WIDTHS, Drawing, Spec
from detente.display.drawing.palette import paint, style_sheet

__all__ = ["HATCH", "POLICY", "draw_picture", "picture_of", "spec_of", "warm_up"]

MOST = 64
"""Pictures that are kept at once, of some 30 kB each."""
ELSEWHERE = 'xlink:href="https://vega.github.io/vega-datasets//'
"""What the drawing program puts before an address of the desk."""
HATCH = "hatch"
"""The name of the pattern of thin slanting lines."""


def _defined() -> str:
    return (
        f'<style>{style_sheet()}</style><defs><pattern id="{HATCH}" width="5" height="5" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5" stroke="{paint("other")}" '
        'stroke-width="3"/></pattern></defs>'
    )


def _policy() -> str:
    seal = base64.b64encode(hashlib.sha256(style_sheet().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{seal}'; frame-ancestors 'none'; base-uri 'none'"


POLICY = _policy()
"""What a picture may do that is opened by itself: have its own colours, and nothing else."""


class _Pictures:
    """Pictures by the hash of their spec, the ones asked for longest ago going first. Threads may share it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, str] = OrderedDict()
        self._lock = threading.Lock()

    def picture_of(self, spec: Spec) -> str:
        key = hashlib.blake2b(json.dumps(spec, sort_keys=True).encode(), digest_size=16).digest()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = _made(spec)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return made


_PICTURES = _Pictures()


def spec_of(drawing: Drawing, width: str) -> Spec:
    """Return the spec of a drawing in a width of that name."""
    return drawing.draw(WIDTHS[width])


def draw_picture(drawing: Drawing, width: str) -> str:
    """Return a drawing as SVG; one that was drawn lately is not drawn again."""
    return picture_of(spec_of(drawing, width))


def picture_of(spec: Spec) -> str:
    """Return a spec drawn as SVG."""
    return _PICTURES.picture_of(spec)


def warm_up() -> None:
    """Draw nothing, once: what draws takes half a second to start, and nobody should wait for that."""
    _made({"$schema": "https://vega.github.io/schema/vega/v6.json", "width": 1, "height": 1})


def _made(spec: Spec) -> str:
    import vl_convert

    svg: str = vl_convert.vega_to_svg(spec)
    head, end, rest = svg.partition(">")
    return f"{head}{end}{_defined()}{rest}".replace(ELSEWHERE, 'xlink:href="/')
