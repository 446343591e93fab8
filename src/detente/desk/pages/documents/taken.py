"""A report's text to take away, as plain text: never its own mark-up, which might run."""

from fastapi import APIRouter
from starlette.responses import Response

from detente.desk.answers import download
from detente.desk.asked import Reads
from detente.desk.pages.documents.found import find_report

__all__ = ["router"]

router = APIRouter()


@router.get("/documents/{document}/original")
def take_original(asked: Reads, document: str) -> Response:
    """Hand out the text that all offsets of a report refer to."""
    found = find_report(asked, document)
    text = found.text.encode("utf-8", "replace").decode()  # a lone surrogate has no place in a file
    return download(asked.request, text, name=f"{document}.txt", kind="text/plain; charset=utf-8")
