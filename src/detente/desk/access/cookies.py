"""The cookies of the desk: the session of a browser, and the language that somebody chose.

No script reads them (HttpOnly). The session goes along with a link that somebody follows from a mail, so that the link
opens for who is logged in (SameSite=Lax): nothing is changed by following a link, and what another site posts comes
without it and is refused besides. It ends with the browser; the desk ends it sooner.
"""

from starlette.responses import Response

from detente.desk.settings import DeskSettings

__all__ = ["LANGUAGE", "hand_out", "language_cookie", "take_back"]

LANGUAGE = "language"
"""What the cookie is called that holds the language somebody chose: nothing but its code."""
A_YEAR = 365 * 24 * 3600


def hand_out(response: Response, secret: str, settings: DeskSettings) -> Response:
    """Let a browser hold a session."""
    response.set_cookie(settings.cookie, secret, path="/", httponly=True, samesite="lax", secure=settings.secure)
    return response


def language_cookie(code: str, settings: DeskSettings) -> str:
    """Return what lets a browser hold the language that was chosen, as a header says it."""
    made = Response()
    made.set_cookie(
        LANGUAGE, code, path="/", httponly=True, samesite="lax", secure=settings.secure, max_age=A_YEAR
    )  # fmt: skip
    return made.headers["set-cookie"]


def take_back(response: Response, settings: DeskSettings) -> Response:
    """Let a browser forget its session, and what it kept of pages."""
    response.delete_cookie(settings.cookie, path="/", httponly=True, samesite="lax", secure=settings.secure)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
