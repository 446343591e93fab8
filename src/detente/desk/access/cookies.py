"""The one cookie of the desk: the session of a browser.

No script reads it (HttpOnly). It goes along with a link that somebody follows from a mail, so that the link opens for
who is logged in (SameSite=Lax): nothing is changed by following a link, and what another site posts comes without it
and is refused besides. It ends with the browser; the desk ends it sooner.
"""

from starlette.responses import Response

from detente.desk.settings import DeskSettings

__all__ = ["hand_out", "take_back"]


def hand_out(response: Response, secret: str, settings: DeskSettings) -> Response:
    """Let a browser hold a session."""
    response.set_cookie(settings.cookie, secret, path="/", httponly=True, samesite="lax", secure=settings.secure)
    return response


def take_back(response: Response, settings: DeskSettings) -> Response:
    """Let a browser forget its session, and what it kept of pages."""
    response.delete_cookie(settings.cookie, path="/", httponly=True, samesite="lax", secure=settings.secure)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
