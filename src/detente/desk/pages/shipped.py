"""What pages are drawn with: style, scripts, pictures; under addresses that change with what is in them."""

import mimetypes

from fastapi import APIRouter
from starlette.responses import Response

from detente.desk.refusals import not_here
from detente.desk.rendering import static_file, static_href
from detente.display.language import say

__all__ = ["router"]

router = APIRouter()
FOREVER = "public, max-age=31536000, immutable"


@router.get("/static/{stamp}/{name}")
def shipped(stamp: str, name: str) -> Response:
    """Send a file that pages are drawn with."""
    data = static_file(name)
    if data is None or static_href(name) != f"/static/{stamp}/{name}":
        raise not_here(say("There is no such file."))
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(data, media_type=kind, headers={"Cache-Control": FOREVER})
