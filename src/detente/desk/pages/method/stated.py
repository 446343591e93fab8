"""The rules stated in plain sentences; the code that keeps to each says the rest in its own words."""

from collections.abc import Mapping

from detente.display.language import mark

__all__ = ["COMPARED", "STATED"]

STATED: Mapping[str, str] = {
    "board": mark(
        "A cell holds what one claimant says about these days. Nothing is added up across claimants, nor across "
        "reports, forms and published figures. A cell in which nobody says anything is “not reported”, and not zero."
    ),
    "once": mark(
        "What the record holds as one incident is counted once, however many reports have it; so are copies of one "
        "text. A published figure is counted as a figure: which incidents it covers is not known."
    ),
    "figures-once": mark(
        "The same claimant, class, days and number are one figure, however many reports repeat it. Where the body "
        "corrects it, the corrected figure counts, and both are shown."
    ),
    "both-sides": mark(
        "What both sides report in one row is the same where one incident of the record holds both. It is of "
        "different days where no day of one is a day of the other. Otherwise it is not known."
    ),
    "denied": mark(
        "Two sides contradict each other only where both cannot be true: one reports something, the other says that "
        "there was none of it, done by the same side, at the same place, on all of the same days."
    ),
    "voices": mark("Reports that are copies of one text are one voice. A digest of several texts joins none of them."),
    "balance": mark(
        "Reports and voices are counted by whose press the publisher is, as the watch says. A publisher of whom "
        "nobody says it has no known side, and is not therefore independent. One rule holds for every side."
    ),
    "independence": mark(
        "A source is who says so in the end, through whomever it reached the report. A publisher whose whole report "
        "comes from one source is no further source. Copies of one text are one voice."
    ),
    "merging": mark(
        "Accounts are put into one incident where they are, on average, likely enough to be about the same. What a "
        "person decided always holds: accounts joined or kept apart by a person stay so."
    ),
    "likelihood": mark(
        "Each pair of accounts is compared by place, day, who took part, numbers and words. Weights learned from "
        "coded reports, and a few that are set by hand, give how likely it is that both are about one incident."
    ),
    "credibility": mark(
        "From 1 to 6, by who reports the incident and who denies it; the first rule that fits gives the grade. How "
        "reliable people hold a source to be never enters."
    ),
    "comparison": mark(
        "Two periods are compared only in figures of one claimant, one class, one side and one area, at about the "
        "same effort. Where the figures are not enough, the answer is “cannot tell”, with the reason."
    ),
    "trend": mark(
        "A trend is measured in one series alone, with the range in which it may lie. What somebody claims about a "
        "trend is never a point of it."
    ),
    "enough": mark(
        "No trend is given where a series has too few periods, too many zeros, too small a sum or too long a gap, or "
        "where the effort changed. The reason is given instead."
    ),
    "series": mark(
        "Figures stand in one series where claimant, class, alleged side and area are the same and their days do not "
        "overlap. What nobody reported is a gap, and not zero. Each figure that is left out is listed with the reason."
    ),
    "mines": mark(
        "Running totals of a body are compared with the same body’s figures for periods. What does not fit is said; "
        "nothing is corrected. Figures of different bodies, kinds, places or first days are never put together."
    ),
    "meetings": mark(
        "Two claims are about one meeting where they name the same round, or day, or place of one platform, and "
        "nothing else contradicts that. People can put them together or apart."
    ),
    "attendance": mark(
        "Each meeting is a row, each actor a column, in one order for all. Rival claims stand together in the cell. A "
        "blank says that nobody says anything about that actor there."
    ),
    "money": mark(
        "Only a sum for a period may stand in a series, and each claimant has its own. Totals so far, pledges, "
        "estimates, costs and loans do not. Nothing is added up or averaged."
    ),
    "bearing": mark(
        "The machine proposes which deeds in reports concern which provisions, with the reason. A proposal counts for "
        "nothing until a person accepts it."
    ),
    "implementation": mark(
        "How far a provision is carried out is judged by named persons, from 0 (none) to 3 (full). The machine gives "
        "no value, and values of different persons are never averaged. A blank is not 0."
    ),
    "expectations": mark(
        "Two claims are about one expectation where kind, days, place and those who take part fit, and nothing "
        "differs that both say. A promise has to be by the same actor and in like words. People can change it."
    ),
    "contradictions": mark(
        "Claims about one thing are compared by the rules in the table below. Each pair of contents is listed once, "
        "with everybody who says either."
    ),
    "statements": mark(
        "Each quotation is one row, with all its versions in other reports. The speaker is whom the report names; "
        "where the report leaves that open, it stays open."
    ),
    "numbers": mark(
        "A number is kept as it was said: exact, at least, at most, about. A word such as “dozens” is kept as a word."
    ),
    "checking": mark(
        "A number is looked for among the numbers of the record: who says it, about what, for which days. Whether a "
        "sentence is true is not said. Numbers of different claimants are never added up."
    ),
}
"""What each rule states, by its id."""
COMPARED: Mapping[str, str] = {
    "once": mark("What happens once cannot have been on two days."),
    "denied": mark("What one says happened cannot have happened, if the other is right."),
    "opposed": mark("One actor cannot have had both roles at one meeting or on one day."),
    "states": mark("Both states cannot hold on one day; on two days only if something changed in between."),
    "amounts": mark("Two figures for the same thing cannot both be true. Ranges that overlap can."),
    "estimates": mark("Two estimates differ. Both may have been made."),
    "rivals": mark("Two claims name different values or actors. Both may be true."),
    "to_come": mark("What one says is still to come is already there, if the other is right."),
}
"""How claims are compared, by the name of the comparison."""
