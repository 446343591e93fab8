"""All pages of ceasefires."""

from fastapi import APIRouter

from detente.desk.pages.ceasefires import board_page

__all__ = ["router"]

router = APIRouter()
for page in (board_page,):
    router.include_router(page.router)
