"""The countries and international bodies that a text names, and where."""

from dataclasses import dataclass, field

from detente.reading.entities.clusters import Cluster, Clusters

__all__ = ["EARLY", "Named", "is_dateline", "named_countries", "own_of"]

EARLY = 80
"""Characters within which a dateline names where a report was written."""


@dataclass(slots=True)
class Named:
    """A country that a text names: its mentions, also by sentence, and of what forms and kinds they are.

    All of it is the same for everybody who may belong to it, and told once.
    """

    code: str
    mentions: list[int] = field(default_factory=list)
    by_sentence: dict[int, list[int]] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    only_dateline: bool = True
    """Whether no other words than a dateline name it."""


def named_countries(clusters: Clusters) -> dict[str, Named]:
    """Return the countries and bodies that the mentions of a text name, in order of the first."""
    found: dict[str, Named] = {}
    text = clusters.reading.text
    for i, mention in enumerate(clusters.reading.mentions):
        if not mention.country:
            continue
        named = found.setdefault(mention.country, Named(mention.country))
        named.mentions.append(i)
        named.by_sentence.setdefault(clusters.sentence(i), []).append(i)
        named.forms.add(mention.form)
        named.kinds.add(mention.kind)
        named.only_dateline = named.only_dateline and is_dateline(text, mention.end, mention.start)
    return found


def own_of(clusters: Clusters, cluster: Cluster) -> str | None:
    """Return the country that the words of somebody's mentions give, the first of them."""
    return next((c for i in cluster.mentions if (c := clusters.mention(i).country)), None)


def is_dateline(text: str, end: int, start: int) -> bool:
    """Say whether a name stands where a dateline does: "GENEVA, 3 May -"."""
    return start < EARLY and text[end : end + 20].lstrip(" ,.()ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")[
        :1
    ] in {"-", "–", "—", ":"}
