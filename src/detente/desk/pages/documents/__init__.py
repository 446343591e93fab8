"""Reports: the list of them, and each with its text, its evidence, how it came in, its versions and its history."""

from fastapi import APIRouter

from detente.desk.pages.documents import listing, report, taken, values, versions

__all__ = ["router"]

router = APIRouter()
for _part in (listing, report, values, versions, taken):
    router.include_router(_part.router)
