"""Which of several verdicts on one thing counts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from detente.review.records import Review, pack_fields

__all__ = ["standing_reviews"]


def standing_reviews(reviews: Iterable[Review], *, running: Collection[str] = ()) -> Mapping[str, Review]:
    """Return by key the verdict that counts: what settled a session; else the last of those made outside sessions.

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
        return free[-1]
    last = {r.coder: r for r in reviews}
    said = {(r.verdict, repr(pack_fields(r.fields))) for r in last.values()}
    return reviews[-1] if len(said) == 1 and len(last) > 1 else None
