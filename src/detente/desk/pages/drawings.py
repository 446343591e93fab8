"""The program that drawings are made alive with, under an address that changes with its version."""

import gzip

from fastapi import APIRouter, Request
from starlette.responses import Response

from detente.desk.answers import takes_packed
from detente.desk.pages.shipped import FOREVER
from detente.desk.refusals import not_here
from detente.display.drawing.bundle import bundle_packed, bundle_stamp
from detente.display.language import say

__all__ = ["router"]

router = APIRouter()


@router.get("/drawings/{stamp}/vega.js")
def give_bundle(request: Request, stamp: str) -> Response:
    """Send the program, packed to browsers that unpack it."""
    if stamp != bundle_stamp():
        raise not_here(say("There is no such file."))
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if takes_packed(request):
        return Response(bundle_packed(), media_type="text/javascript", headers=headers | {"Content-Encoding": "gzip"})
    return Response(gzip.decompress(bundle_packed()), media_type="text/javascript", headers=headers)
