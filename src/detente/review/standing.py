"""Which of several verdicts on one thing counts.

What each coder said last counts. Corrections of different fields hold together, whoever made them; of one field the
later does. An acceptance, a rejection or a doubt that comes later takes the place of all before it; doubts of several
coders stand together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from detente.review.records import Review, pack_fields

__all__ = ["standing_reviews"]

JOINING = frozenset({"correct", "doubt"})
"""Verdicts of which those of several coders hold together."""


def standing_reviews(reviews: Iterable[Review], *, running: Collection[str] = ()) -> Mapping[str, Review]:
    """Return by key the verdict that counts: what settled a session, and what was said outside sessions after that.

    Of those made blind, what all of the last ones agree on counts once their session is over; while it is `running`
    nothing of it does. Where they differ, nothing counts until somebody settles it.
    """
    by_key: defaultdict[str, list[Review]] = defaultdict(list)
    for review in reviews:
        if review.session not in running or review.session is None:
            by_key[review.subject.key].append(review)
    chosen = ((key, _chosen(sorted(some, key=_order))) for key, some in sorted(by_key.items()))
    return {key: review for key, review in chosen if review is not None}


def _order(review: Review) -> tuple[object, str]:
    return review.at, review.id


def _chosen(reviews: list[Review]) -> Review | None:
    settled = [r for r in reviews if r.settles]
    free = [r for r in reviews if r.session is None]
    if settled and (not free or _order(settled[-1]) > _order(free[-1])):
        return settled[-1]
    if free:
        return _brought_together([*settled[-1:], *free])
    last = {r.coder: r for r in reviews}
    said = {(r.verdict, repr(pack_fields(r.fields))) for r in last.values()}
    return reviews[-1] if len(said) == 1 and len(last) > 1 else None


def _brought_together(reviews: list[Review]) -> Review:
    """Return the last verdict with the fields that earlier corrections of others hold beside its own."""
    last = {review.coder: review for review in reviews}
    holding: list[Review] = []
    for review in sorted(last.values(), key=_order):
        joins = review.verdict in JOINING and bool(holding) and holding[-1].verdict == review.verdict
        holding = [*holding, review] if joins else [review]
    if holding[-1].verdict == "doubt":
        return replace(holding[-1], beside=tuple(holding[:-1])) if holding[1:] else holding[-1]
    fields = dict(holding[-1].fields)
    beside: list[Review] = []
    for one in reversed(holding[:-1]):
        if own := {name: field for name, field in one.fields.items() if name not in fields}:
            fields |= own
            beside.insert(0, replace(one, fields=own))
    return replace(holding[-1], fields=fields, beside=tuple(beside)) if beside else holding[-1]
