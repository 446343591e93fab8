"""Pages that show nothing of the record: refusals, and those by which people come in."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import Request
from starlette.responses import Response

from detente.desk.access.viewer import STRANGER
from detente.desk.answers import answer
from detente.desk.rendering import Page, render

if TYPE_CHECKING:
    from detente.desk.settings import DeskSettings

__all__ = ["plain_page"]


def plain_page(
    request: Request, template: str, *, title: str, status: HTTPStatus = HTTPStatus.OK, **more: Any
) -> Response:
    """Answer with a page for whoever asks, whatever they may see."""
    settings: DeskSettings = request.app.state.settings
    shown = Page(
        title=title, viewer=getattr(request.state, "viewer", STRANGER), path=request.url.path, query="", known=None,
        now=settings.now(), logs_in=not settings.read_only, by_mail=request.app.state.mail.signs_up(),
    )  # fmt: skip
    return answer(request, render(template, page=shown, **more), status=status)
