"""The HTML of a letter, as mail programs show it: a table for its frame, its style in its tags, nothing fetched."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from detente.brief.brief import Brief, Section
from detente.brief.letter.footing import FOR_WHOM, WHY_ALONE, footing_of
from detente.brief.letter.heads import titled
from detente.brief.letter.letter import OWN_PREFERENCES, OWN_UNSUBSCRIBE, Picture
from detente.brief.letter.naming import named_pieces
from detente.brief.letter.parts import ALONE, CUT, REST, begin_html, end_html
from detente.brief.letter.styles import inlined_style, kept_style
from detente.brief.letter.wording import day_words, moment_words, piece_href, whole
from detente.brief.put_right import lead_of
from detente.brief.settings import BriefSettings, Edition
from detente.display.language import count, say, spoken
from detente.exchange.page_text import name_hidden, set_words

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Part", "brief_href", "parts_of", "set_html"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section of a letter, and the number of its subject among those of the letter."""

    number: int
    section: Section


def parts_of(brief: Brief, subjects: Sequence[str]) -> tuple[Part, ...]:
    """Return the sections that have something in them, each by the number of its subject."""
    return tuple(Part(number=subjects.index(one.subject), section=one) for one in brief.sections if _has_any(one))


def _has_any(section: Section) -> bool:
    return bool(section.lines or section.left_out)


def brief_href(id_: str) -> str:
    """Return the path of a brief on the desk."""
    return f"/briefs/{quote(id_, safe='')}"


def set_html(
    brief: Brief,
    settings: BriefSettings,
    edition: Edition,
    pictures: Sequence[Picture],
    *,
    subjects: Sequence[str],
) -> str:
    """Return the HTML of a letter."""
    import css_inline

    made = (
        _environment()
        .get_template("letter.html.j2")
        .render(
            brief=brief, parts=parts_of(brief, subjects), pictures=pictures, title=titled(brief), lang=spoken(),
            whole=functools.partial(whole, settings), page=brief_href(brief.id), for_whom=say(FOR_WHOM[brief.level]),
            footing=list(footing_of(brief, settings, edition)), **_fixed(),
        )
    )  # fmt: skip
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
    return inliner.inline(made)


def _fixed() -> dict[str, Any]:
    return {
        "style": Markup(inlined_style()),  # noqa: S704 - shipped with the program
        "kept_style": Markup(kept_style()),  # noqa: S704 - shipped with the program
        "cut": CUT, "alone": ALONE, "rest": REST, "alone_words": say(WHY_ALONE),
        "preferences": OWN_PREFERENCES, "unsubscribe": OWN_UNSUBSCRIBE,
    }  # fmt: skip


@functools.cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("detente.brief.letter"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    made.globals |= {"say": say, "count": count, "begin": begin_html, "end": end_html}
    made.globals |= {"href_of": piece_href, "brief_href": brief_href}
    made.filters |= {
        "words": set_words,
        "day": day_words,
        "moment": moment_words,
        "named": named_pieces,
        "lead": lead_of,
    }
    return made


def _shown(value: Any) -> Any:
    """Keep characters that nobody sees out of every place of a letter, and what passes for a mark of its parts.

    What writes the HTML anew escapes no tags in attributes: a mark could stand there, in words of an alternative text.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return name_hidden(value).replace("<!--", "<! --")
