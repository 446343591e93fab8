"""How an address of the API is made: where it lies, what it answers with, which errors it tells."""

from typing import Any

from fastapi import APIRouter, Depends

from detente.desk.api.asking import PROBLEMS, tell_known

__all__ = ["API", "api_router"]

API = "/api/v1"


def api_router(tag: str, **more: Any) -> APIRouter:
    """Return a router of the API; `tag` is under which heading its addresses are listed."""
    return APIRouter(prefix=API, tags=[tag], responses=PROBLEMS, dependencies=[Depends(tell_known)], **more)
