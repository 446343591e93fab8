"""Measured figures in words: what each is of, and on which kind of text."""

from detente.desk.language import mark

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
MEANINGS = {
    "type and trigger": mark("the event is found, at its words, with its type"),
    "type, trigger, parties": mark("and all who did it and to whom are right"),
    "type, trigger, parties, status": mark("and whether it happened is right too"),
    "claims": mark("what somebody is said to say is found"),
    "claims, source": mark("and the words that name who says it"),
    "claims, speaker": mark("and who is meant by them"),
    "direct quotations, speaker": mark("a quotation is found whole, with its speaker"),
    "links of pronouns and nouns": mark("“he” and “the ministry” are linked to whom they mean"),
    "places": mark("names of places are found"),
    "places, put right": mark("and put within 161 km of where they lie"),
    "quantities": mark("numbers of something are found"),
    "quantities, kind and value": mark("and what and how many is right"),
    "quantities, kind, value, qualifier": mark("and how exact they are said to be"),
    "happenings, pairs of accounts": mark("two accounts of one happening are put together"),
    "happenings, B-cubed": mark("accounts of happenings are put together, over all accounts"),
    "mode, if matched": mark("the mode of events that are found"),
    "contexts, if matched": mark("the contexts of events that are found"),
    "status, if matched": mark("the status of events that are found"),
    "type given the pair": mark("the type, where the pair is given and there is one"),
    "type or NONE given the pair": mark("the type or none, where the pair is given"),
    "NONE pairs coded": mark("pairs without a relation that got a type"),
    "sentences without events coded": mark("sentences without an event in which one is given"),
    "speakers named elsewhere, not linked": mark("speakers named elsewhere who are missed"),
    "parties with a wrong country": mark("parties with a wrong country"),
    "parties with wrong sectors": mark("parties with a wrong sector"),
    "points given that are wrong": mark("points on the map that are wrong"),
    "other happenings taken for one": mark("two happenings taken for one"),
    "alike happenings taken for one": mark("two alike happenings taken for one"),
    "marked mentions without an account": mark("mentions of a happening that the reader does not find"),
    "calibration error": mark("how far stated confidence is from what is right"),
}
