"""A mention in the making: by words, until its kind is settled."""

from dataclasses import dataclass

from detente.reading.mentions.ground import Ground
from detente.reading.records import EntityKind, Mention

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Words ``[first, past)`` that mention somebody or something; `kind` is None until it can be told."""

    first: int
    past: int
    head: int
    kind: EntityKind | None
    form: str = "name"
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    canonical: str | None = None
    plural: bool = False
    office: tuple[int, int] | None = None
    """The words of the office before a name, which no other mention may claim."""
    office_head: int | None = None

    def mention(self, ground: Ground) -> Mention:
        """Return the mention, of kind "other" where nothing told its kind."""
        words = ground.parse.words
        return Mention(
            start=words[self.first].start,
            end=words[self.past - 1].end,
            kind=self.kind or "other",
            head=words[self.head].start,
            form="name" if self.form == "name" else ("pronoun" if self.form == "pronoun" else "noun"),
            country=self.country,
            sectors=self.sectors,
            role=self.role,
            canonical=self.canonical,
            plural=self.plural,
        )
