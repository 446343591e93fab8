"""All pages of ceasefires."""

from fastapi import APIRouter

from detente.desk.pages.ceasefires import (
    board_page,
    definition_page,
    effort_page,
    enquiry_page,
    figures_page,
    finding_page,
    laying,
    list_page,
    trend_page,
    withdrawing,
)

__all__ = ["router"]

router = APIRouter()
for page in (
    list_page, board_page, definition_page, trend_page, effort_page, figures_page, enquiry_page, laying, finding_page,
    withdrawing,
):  # fmt: skip
    router.include_router(page.router)
