"""Incidents: the list of them, each with what every claimant tells, and what people decide about them."""

from fastapi import APIRouter

from detente.desk.pages.incidents import deeds, incident, listing

__all__ = ["router"]

router = APIRouter()
for _part in (listing, incident, deeds):
    router.include_router(_part.router)
