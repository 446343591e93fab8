"""Measured figures in words: what each is of, and on which kind of text."""

from detente.display.language import mark

__all__ = ["FIELDS", "MEANINGS", "SECTIONS"]

SECTIONS = {
    "real": mark("real news"),
    "composed": mark("composed text"),
    "local": mark("local news, composed"),
    "happenings, real": mark("real situations"),
    "happenings, composed": mark("composed situations"),
}
FIELDS = {
    "an event at all, by item": mark("an event at all, by item"),
    "type, with NONE": mark("type, with no event as an answer"),
    "type, where both see an event": mark("type, where both see an event"),
    "mode": mark("mode"),
    "status": mark("status"),
    "actors": mark("actors"),
    "recipients": mark("recipients"),
    "contexts": mark("contexts"),
    "in a claim": mark("inside a claim"),
}
MEANINGS: dict[str, tuple[str, str]] = {
    "type and trigger": (
        mark("events"),
        mark("An event counts as right if it is found at its words, with the right kind of deed."),
    ),
    "type, trigger, parties": (
        mark("events with who and to whom"),
        mark("As above, and everybody who did it and to whom it was done is right."),
    ),
    "type, trigger, parties, status": (
        mark("events with everything"),
        mark("As above, and whether it happened, is planned or denied is right too."),
    ),
    "claims": (mark("claims"), mark("What somebody is said to say is found, from the first to the last word.")),
    "claims, source": (
        mark("claims with the words for who says it"),
        mark("As above, and the words that name who says it are right."),
    ),
    "claims, speaker": (mark("claims with who is meant"), mark("As above, and whom those words mean is right.")),
    "direct quotations, speaker": (mark("quotations"), mark("A quotation is found whole, with the right speaker.")),
    "links of pronouns and nouns": (
        mark("“he”, “the ministry”"),
        mark("A word such as “he” is linked to the one it means."),
    ),
    "places": (mark("place names"), mark("The name of a place is found.")),
    "places, put right": (mark("places on the map"), mark("As above, and it is put within 161 km of where it lies.")),
    "quantities": (mark("numbers"), mark("A number of people or things is found.")),
    "quantities, kind and value": (
        mark("numbers with what and how many"),
        mark("As above, and what is counted and how many is right."),
    ),
    "quantities, kind, value, qualifier": (
        mark("numbers with how exact"),
        mark("As above, and whether it is exact, “about” or “at least” is right."),
    ),
    "happenings, pairs of accounts": (
        mark("pairs of reports"),
        mark(
            "Of all pairs of accounts of one incident, how many are put together, and how many pairs are put together "
            "rightly."
        ),
    ),
    "happenings, B-cubed": (
        mark("reports put into incidents (B-cubed)"),
        mark(
            "For each account: how many of those put with it belong with it, and how many of those that belong with it "
            "are there."
        ),
    ),
    "mode, if matched": (mark("in which way it was done"), mark("Among the events that are found.")),
    "contexts, if matched": (mark("on which matters"), mark("Among the events that are found.")),
    "status, if matched": (mark("whether it happened"), mark("Among the events that are found.")),
    "type given the pair": (
        mark("kind of deed between two actors"),
        mark("The two actors are given, and something was done between them."),
    ),
    "type or NONE given the pair": (
        mark("kind of deed between two actors, or none"),
        mark("The two actors are given; “nothing” is one of the answers."),
    ),
    "NONE pairs coded": (
        mark("a deed where there is none"),
        mark("Share of pairs of actors with nothing between them for which the machine gives a deed."),
    ),
    "sentences without events coded": (
        mark("an event where there is none"),
        mark("Share of sentences without an event in which the machine finds one."),
    ),
    "speakers named elsewhere, not linked": (
        mark("speakers missed"),
        mark("Share of speakers named in another sentence who are not found."),
    ),
    "parties with a wrong country": (mark("wrong country"), mark("Share of actors that get a wrong country.")),
    "parties with wrong sectors": (
        mark("wrong sector"),
        mark("Share of actors taken for the wrong part of society, such as police for army."),
    ),
    "points given that are wrong": (
        mark("wrong points on the map"),
        mark("Share of the points that the machine gives that are more than 161 km away."),
    ),
    "other happenings taken for one": (
        mark("two incidents taken for one"),
        mark("Share of pairs of different incidents that are put together."),
    ),
    "alike happenings taken for one": (
        mark("two similar incidents taken for one"),
        mark("As above, where the two are alike in place, day and kind."),
    ),
    "marked mentions without an account": (
        mark("accounts missed"),
        mark("Share of the places where a report speaks of an incident that the machine does not find."),
    ),
    "calibration error": (
        mark("confidence off by"),
        mark("How far the confidence that the machine gives is from how often it is right, on average."),
    ),
}
"""What each figure is of, and a sentence that says what counts as right."""
