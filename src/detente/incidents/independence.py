"""How many reports, voices, independent sources and sides tell of an incident, and who each of them is.

A source is who says so in the end: "according to the agency, the ministry said" has the ministry for its source, and
so has the
report that quotes the ministry directly. What a report says in its own voice has its publisher for a source; copies
of one text
are one voice. A medium whose own report of the incident has everything from one source is that source's relay, and
no further one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.incidents.account import Account, Side
from detente.incidents.names import Name, is_bare, match_names, name_of
from detente.incidents.standing import NOBODY, Parties, Standing, known_side, parties_to, standing_of
from detente.knowledge.countries import country_of_code

__all__ = [
    "Independence",
    "Source",
    "Speaker",
    "SpeakingSide",
    "Standing",
    "Voice",
    "independence",
    "speakers_of",
    "ultimate",
]

REBELS = frozenset({"REB", "UAF", "OPP", "CRM"})
"""Sectors of those who are no side with their country's government."""


_Open = tuple[Name, str]
"""An office that nobody says whose it is, and who prints it."""
_Key = Name | _Open | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Reports that are copies of one text, and who prints it."""

    id: str
    documents: tuple[str, ...]
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says so in the end, through whomever it reached the reports.

    `names` are those that it goes by in the reports; `own` is whether it speaks as a report's own voice. Where neither
    is named, it is called by the id of its document.
    """

    name: str
    names: tuple[str, ...]
    country: str | None
    standing: Standing
    own: bool
    accounts: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingSide:
    """A party, a monitor or a third party that speaks of the incident, with the names of its sources."""

    name: str
    standing: Standing
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """So many reports, voices, independent sources and sides, each with who it is. Media are sources, and no side."""

    reports: tuple[str, ...]
    voices: tuple[Voice, ...]
    sources: tuple[Source, ...]
    sides: tuple[SpeakingSide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One who tells of an incident, with the accounts that are from it, and the side that each of them names.

    `own` are the accounts in which it is the voice of the report itself. `text` is what its name is not known of.
    `within` is who prints it, of an office that nobody says whose it is.
    """

    accounts: tuple[Account, ...]
    sides: tuple[Side, ...]
    own: frozenset[str]
    text: str | None = None
    within: str | None = None

    @property
    def side(self) -> Side:
        """The fullest of its names."""
        return min(self.sides, key=lambda s: (-len(name_of(s).words), s.country is None, s.name, -len(s.sectors)))

    @property
    def name(self) -> str:
        """What it is called by."""
        called = self.text if self.text is not None else self.side.name
        texts = {one for account in self.accounts for one in (account.document, account.voice)}
        return f"{called} ({self.within})" if self.within and self.within not in texts else called

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, in order."""
        return tuple(sorted({side.name for side in self.sides}))

    @property
    def documents(self) -> tuple[str, ...]:
        """The reports that have it."""
        return tuple(sorted({account.document for account in self.accounts}))

    def standing(self, parties: Parties) -> Standing:
        """Return what it is to an incident; a text of which nobody is known is a medium's."""
        if not self.sides:
            return "media"
        found = {standing_of(side, parties) for side in self.sides}
        return next(one for one in ("party", "monitor", "media", "other") if one in found)


def independence(
    accounts: Sequence[Account], *, publishers: Mapping[str, str], published: Mapping[str, Standing] = NOBODY
) -> Independence:
    """Return who is behind an incident's accounts. `publishers` are names by document; a document may lack one.

    `published` is what publishers are by the files of a desk, where these say it.
    """
    publishers = {one.document: publishers[one.document] for one in accounts if one.document in publishers}
    voices = _voices(accounts, publishers)
    parties = parties_to(accounts, published=published)
    told = speakers_of(accounts, lambda one: _own_voice(voices[one.voice]), publishers=publishers)
    speakers = _without_relays(told, publishers)
    sources = [_source(speaker, parties) for speaker in speakers]
    return Independence(
        reports=tuple(sorted({account.document for account in accounts})),
        voices=tuple(voices[name] for name in sorted(voices)),
        sources=tuple(sorted(sources, key=lambda source: (source.name, source.accounts))),
        sides=_sides(speakers, parties),
    )


def speakers_of(
    accounts: Iterable[Account], own: Callable[[Account], Side | str], *, publishers: Mapping[str, str]
) -> tuple[Speaker, ...]:
    """Return who tells, each with what it tells; `own` says whose a report's own voice is, or its text's name.

    "The ministry" is its publisher's where that is one, or it stays open: whom a text accuses has a ministry as well,
    and which other reports are seen must not change who says so.
    """
    told = [(account, ultimate(account) or own(account)) for account in sorted(accounts, key=lambda one: one.key)]
    clear = [name for _, who in told if isinstance(who, Side) and not is_bare(name := name_of(who))]
    full = match_names(clear)
    meant = _meant(told, own, publishers)
    groups: defaultdict[_Key, list[tuple[Account, Side | str]]] = defaultdict(list)
    for account, who in told:
        groups[_key(who, meant.get(account.key), full)].append((account, who))
    found = [
        Speaker(
            accounts=tuple(account for account, _ in some),
            sides=tuple(dict.fromkeys(replace(who, span=None, said=None) for _, who in some if isinstance(who, Side))),
            own=frozenset(account.key for account, _ in some if ultimate(account) is None),
            text=who if isinstance(who, str) else None,
            within=who[1] if isinstance(who, tuple) else None,
        )
        for who, some in groups.items()
    ]
    return tuple(sorted(found, key=lambda speaker: (speaker.name, speaker.accounts[0].key)))


def _meant(
    told: Sequence[tuple[Account, Side | str]], own: Callable[[Account], Side | str], publishers: Mapping[str, str]
) -> dict[str, _Open]:
    """Return by account, of offices that are not said whose, whose they are in their own text, and who prints it."""
    printed: defaultdict[str, set[Name]] = defaultdict(set)
    for account, _ in told:
        if account.document in publishers:
            printed[account.voice].add(name_of(known_side(publishers[account.document])))
    return {
        account.key: (_at_home(who, printed[account.voice]), _printer(own(account)))
        for account, who in told
        if isinstance(who, Side) and is_bare(name_of(who))
    }


def _at_home(who: Side, printers: Iterable[Name]) -> Name:
    """Return the publisher whose own office it is; where the words say more ("in Tressany"), nobody knows whose."""
    name = name_of(who)
    is_alone = who.said is None or is_bare(name_of(replace(who, name=who.said)))
    return match_names((name, *printers))[name] if is_alone else name


def _printer(own: Side | str) -> str:
    return own.name if isinstance(own, Side) else own


def _key(who: Side | str, meant: _Open | None, full: Mapping[Name, Name]) -> _Key:
    """Return by what a claimant is the same in several reports."""
    if not isinstance(who, Side):
        return who
    if meant is None:
        return full[name_of(who)]
    return meant if is_bare(meant[0]) else full.get(meant[0], meant[0])


def ultimate(account: Account) -> Side | None:
    """Return who says so in the end, as far as the report tells; None for the report itself."""
    if account.claimant is not None:
        return account.claimant
    return account.via[-1] if account.via else None


def _voices(accounts: Sequence[Account], publishers: Mapping[str, str]) -> dict[str, Voice]:
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts:
        documents[account.voice].add(account.document)
    return {
        voice: Voice(
            id=voice,
            documents=tuple(sorted(some)),
            publishers=tuple(sorted({publishers[one] for one in some if one in publishers})),
        )
        for voice, some in documents.items()
    }


def _own_voice(voice: Voice) -> Side | str:
    """Return who speaks in a text: its publisher where that is one; else nobody knows whose it is first."""
    if len(voice.publishers) == 1:
        return known_side(voice.publishers[0])
    return " / ".join(voice.publishers) or voice.id


def _without_relays(speakers: Sequence[Speaker], publishers: Mapping[str, str]) -> tuple[Speaker, ...]:
    """Return the speakers without media whose own reports have all from one other; what was theirs is that one's."""
    of: dict[str, int] = {account.key: at for at, speaker in enumerate(speakers) for account in speaker.accounts}
    printed: defaultdict[Name, set[str]] = defaultdict(set)
    full = match_names(name_of(known_side(name)) for name in set(publishers.values()))
    for speaker in speakers:
        for account in speaker.accounts:
            if account.document in publishers:
                printed[full[name_of(known_side(publishers[account.document]))]].add(account.key)
    instead = {}
    for at, speaker in enumerate(speakers):
        own = {of[key] for name in map(name_of, speaker.sides) for key in printed.get(full.get(name, name), ())}
        if len(own) == 1 and at not in own and "JRN" in speaker.side.sectors:
            instead[at] = own.pop()
    kept = {at: speaker for at, speaker in enumerate(speakers) if at not in instead}
    for at, other in instead.items():
        if other in kept:
            merged = sorted((*kept[other].accounts, *speakers[at].accounts), key=lambda one: one.key)
            kept[other] = replace(kept[other], accounts=tuple(merged))
        else:
            kept[at] = speakers[at]
    return tuple(kept[at] for at in sorted(kept))


def _source(speaker: Speaker, parties: Parties) -> Source:
    return Source(
        name=speaker.name,
        names=speaker.names,
        country=speaker.side.country if speaker.sides else None,
        standing=speaker.standing(parties),
        own=bool(speaker.own),
        accounts=tuple(account.key for account in speaker.accounts if account.event),
        documents=speaker.documents,
    )


def _sides(speakers: Sequence[Speaker], parties: Parties) -> tuple[SpeakingSide, ...]:
    found: defaultdict[tuple[str, Standing], list[str]] = defaultdict(list)
    for speaker in speakers:
        if (standing := speaker.standing(parties)) != "media":
            found[_side_name(speaker, standing), standing].append(speaker.name)
    order: tuple[Standing, ...] = ("party", "monitor", "other")
    return tuple(
        SpeakingSide(name=name, standing=standing, sources=tuple(sorted(set(names))))
        for (name, standing), names in sorted(found.items(), key=lambda item: (order.index(item[0][1]), item[0][0]))
    )


def _side_name(speaker: Speaker, standing: Standing) -> str:
    """Return the country that a source speaks for; itself for monitors, and for those against their government."""
    side = speaker.side
    known = country_of_code().get(side.country or "")
    if known is None or standing == "monitor" or REBELS.intersection(side.sectors):
        return speaker.name
    return known.name
