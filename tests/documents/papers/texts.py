"""Texts about the watch over a ceasefire, composed for these tests."""

TITLE = "Joint monitoring centre reports a quiet night on the Tarnok line"
WRITTEN = """\
The joint monitoring centre recorded eleven explosions and two bursts of heavy machine-gun fire between the evening
of 2 May and the morning of 3 May. Most of them were heard from the post at Aghdam, at a distance of four to six
kilometres to the north-east.

Observers of both sides visited the village of Tarnok and saw fresh damage to the roof of a school. Nobody was hurt,
said the head of the local administration, who accompanied the patrol. The other side denied that its forces had
fired in that direction during the night.

The defence ministry said that its units had kept to the ceasefire and that a howitzer battery which was seen near
the railway had been moved there for repairs. The centre could not verify this statement, because its patrol was
turned back at a checkpoint outside Martuni.

Repair crews of the joint-stock company that runs the water works reached the pumping station under guarantees of
both commands. They replaced a damaged transformer and expect the supply of drinking water to resume within days.

A camera at the bridge recorded three vehicles with military plates, which crossed after the hours agreed for
civilian traffic. The centre asked both liaison officers for an explanation and has received one of the two answers.

The area between the canal and the old quarry could not be visited, since mines had been reported there. A demining
team of the humanitarian mission is to begin its work after the representatives of both sides have agreed on a date.

Both delegations will meet again in Tbilisi on 12 May to discuss the exchange of detained persons and the withdrawal
of mortars from the zone of disengagement. The agenda has not been published so far.

In the reporting period the centre received nine complaints from inhabitants. Seven of them concerned shots that
were fired into the air, one a stolen tractor, and one the closing of a road which leads to the cemetery.
"""
PROSE = tuple(" ".join(text.split()) for text in WRITTEN.split("\n\n"))
BREAKS = """
moni-toring obser-vers adminis-tration minis-try explo-sions kilo-metres check-point state-ment transfor-mer
explana-tion humani-tarian represen-tatives delega-tions with-drawal report-ing inhabi-tants accom-panied direc-tion
guaran-tees dam-aged recor-ded Obser-vers vehi-cles
""".split()  # noqa: SIM905 - a list of words reads as one
TABLE = (
    ("Time", "Position", "Method", "What", "Number"),
    ("20:14", "Aghdam post", "heard", "explosions", "4"),
    ("21:40", "Tarnok bridge", "camera", "vehicles", "3"),
    ("23:05", "Aghdam post", "heard", "bursts of fire", "2"),
    ("02:31", "Old quarry", "told", "explosions", "7"),
    ("05:50", "Martuni", "seen", "howitzers", "1"),
)
NOTES = (
    "¹ The times are local times, as given by the observers.",
    "² The ministry published its statement on its site in the evening.",
    "³ See the report of the previous day, which is kept by the centre.",
)
