"""Missed doses in many voices: numbers told over several turns, by several people, and what is none."""

import pytest

from tests.unit.test_missed_doses import DAILY, PUFFS, TWICE, WEEKLY, found, study
from trialvoice.core.study import Study

PATCH = study("one patch every day", 1, ("study patch", "study patches"))
DROPS = study("one drop in each eye", 2, ("study drops", "the study eye drops"))
SYRUP = study("ten millilitres", 3, ("study syrup", "the study medicine"))
INF = study("one infusion every four weeks", 1, ("study infusion",))
GEL = study("one application", 1, ("study gel",))
OINT = study("twice a day on the skin", 2, ("study ointment",))
SPRAY = study("one spray in each nostril", 2, ("the study spray",))

TOLD = [
    (PATCH, 2, ["I: So how have the patches been?", "P: They stick all right. Twice I forgot to change it."]),
    (
        PATCH,
        1,
        [
            "I: Did any patch fall off or get forgotten?",
            "P: One came off in the shower, but I put a new one on. And one Sunday I forgot it altogether.",
        ],
    ),
    (
        DROPS,
        4,
        [
            "I: And the drops, every morning and every evening?",
            "P: Except when we went to see the grandchildren. Two days. I left the little bottle in the fridge.",
        ],
    ),
    (
        SYRUP,
        3,
        [
            "I: Were any of the syrup doses skipped?",
            "C: A whole day, when she was sick. She couldn't keep anything down.",
        ],
    ),
    (
        SYRUP,
        5,
        [
            "I: Any doses of the study medicine missed?",
            "C: The lunchtime ones at nursery, all that week.",
            "I: Monday to Friday?",
            "C: Monday to Friday, yes.",
        ],
    ),
    (INF, 1, ["M: Infusions?", "I: He missed the one in June, he was on holiday."]),
    (TWICE, 2, ["I: Any you missed?", "P: Hmm. One the night of the party, and one the morning after."]),
    (DAILY, 0, ["I: And no missed tablets?", "P: No."]),
    (DAILY, 0, ["I: So nothing missed?", "P: Nothing at all."]),
    (DAILY, 2, ["I: and did you miss any at all", "P: um i think i missed two yeah two", "I: okay two"]),
    (DAILY, 1, ["I: did you manage to take one every day", "P: all but last thursday i fell asleep on the couch"]),
    (
        TWICE,
        3,
        ["I: how about the study tablets any missed", "P: three mornings", "I: three okay", "P: i was on early shift"],
    ),
    (
        DAILY,
        4,
        ["I: Have you been able to take the tablets every day?", "P: Not every day. I'd say I missed about four."],
    ),
    (DAILY, 0, ["I: Have you been able to take the tablets every day?", "P: Every day."]),
    (
        TWICE,
        4,
        [
            "I: Did you miss any doses?",
            "P: Yes, on the Monday and the Tuesday.",
            "I: Morning and evening?",
            "P: Both times, yes, both days.",
        ],
    ),
    (
        TWICE,
        2,
        ["I: Did you miss any doses?", "P: On the Monday and the Tuesday.", "I: Morning or evening?", "P: Evenings."],
    ),
    (
        DAILY,
        2,
        [
            "I: According to the bottle you have eight left and you should have six. Any idea?",
            "P: I must've missed two then.",
        ],
    ),
    (DAILY, 2, ["I: You should have six left, I count eight. So two too many.", "P: Yes, I skipped two."]),
    (DAILY, 0, ["I: You should have six left, and I count six, great."]),
    (
        DAILY,
        3,
        ["P: Oh, and I have to confess. I didn't take the study tablets from Friday to Sunday, there was a festival."],
    ),
    (DAILY, 1, ["C: Yesterday he didn't want his tablet, he spat it out.", "I: So yesterday's was missed?", "C: Yes."]),
    (WEEKLY, 1, ["I: Did you do all your pens?", "P: I skipped one, I had a temperature and thought better not."]),
    (WEEKLY, 0, ["I: Did you do all your pens?", "P: All of them, one was two days late."]),
    (WEEKLY, 3, ["I: Any weeks without the injection?", "P: Three weeks, when I couldn't get to the fridge."]),
    (
        PUFFS,
        4,
        [
            "I: And the green inhaler?",
            "C: He was at his dad's for the weekend and it was still on the kitchen counter.",
            "I: So four doses?",
            "C: Four.",
        ],
    ),
    (
        TWICE,
        10,
        [
            "I: Did you miss any?",
            "P: I was five days in hospital and they didn't have the study tablets.",
            "I: Ten, then.",
        ],
    ),
    (DAILY, 0, ["I: Did you miss any?", "P: No. When I was in the hospital the doctor told me to pause it."]),
    (DAILY, 6, ["I: Any missed?", "P: Six. One for each Saturday."]),
    (DAILY, 2, ["I: How many did you forget?", "P: One in March. And one in April."]),
    (DAILY, 2, ["P: I've been perfect with the study tablets. Well, nearly. There were two I forgot."]),
    (DAILY, 1, ["I: Missed doses?", "P: Just the one."]),
    (DAILY, 0, ["I: You had no problem remembering the tablets?", "P: No, my husband reminds me at seven."]),
    (DAILY, 5, ["I: Any missed?", "P: Four or five.", "I: Let me count. Five, it's five.", "P: Okay."]),
    (TWICE, 1, ["P: Tuesday. Forgot my evening tablet. Slept badly."]),
    (TWICE, 2, ["P: day nine. no tablets today, we were travelling, forgot both."]),
    (DAILY, 0, ["P: I forget things lately. Names, mostly. Two or three times a day."]),
    (DAILY, 0, ["I: Any memory problems?", "P: I forgot my keys twice."]),
    (DAILY, 0, ["I: Did you skip any meals?", "P: Lunch, three times."]),
    (DAILY, 0, ["I: When did you miss work?", "P: Two days, for the flu."]),
    (DAILY, 0, ["I: Did you miss your period?", "P: Yes, one."]),
    (DAILY, 0, ["P: I miss my dog. He died two weeks ago."]),
    (DAILY, 0, ["I: You missed the last visit, didn't you?", "P: Yes, I was away for a week."]),
    (
        DAILY,
        0,
        ["I: Do you still take the vitamin tablets?", "P: When I remember. I forget them two or three times a week."],
    ),
    (DAILY, 2, ["I: Tablets first. Any gaps?", "P: There's two still in the blister, look. Saturday and Sunday."]),
    (DAILY, 7, ["I: Were you ever without tablets?", "P: For a week, yes. The courier lost the parcel."]),
    (DAILY, 0, ["I: Have you had any trouble with the tablets?", "P: Only the size of them. One got stuck on Monday."]),
    (TWICE, 6, ["C: He was with his grandmother for three days and she didn't give him any of the study tablets."]),
    (DAILY, 0, ["P: I nearly forgot the study tablet on Sunday, but my alarm went."]),
    (DAILY, 0, ["I: So you took all of them?", "P: Yes, I haven't skipped any. I did vomit one up on Monday."]),
    (TWICE, 14, ["I: Any missed?", "P: I stopped taking them for a week because of the nausea. Then I started again."]),
    (
        DAILY,
        2,
        [
            "M: Two missed doses in the diary, but I see nothing in your notes.",
            "I: Right, he missed the second and the third of May. I'll add it.",
        ],
    ),
    (DAILY, 0, ["M: And compliance?", "I: A hundred percent, he hasn't missed one."]),
    (DAILY, 0, ["M: Missed doses?", "I: None."]),
    (DAILY, 2, ["I: Missed any?", "P: I want to say two.", "I: I'll put two."]),
    (TWICE, 3, ["I: Missed any?", "P: Monday morning, Wednesday evening, and Friday evening."]),
    (TWICE, 3, ["I: Missed any?", "P: All day Monday, and Tuesday morning.", "I: So three."]),
    (TWICE, 3, ["I: Missed any?", "P: All day Monday, and then Tuesday morning too."]),
    (DAILY, 1, ["I: Did you take this morning's?", "P: Oh no, I forgot it, it's on the table."]),
    (GEL, 3, ["I: How did you get on with the gel?", "P: I didn't put it on for three days, it stung too much."]),
    (GEL, 1, ["I: Any days you didn't use the gel?", "P: One. The day we flew home."]),
    (DAILY, 3, ["I: And the capsules?", "P: Missed three. I know, I know."]),
    (TWICE, 2, ["I: And our tablets?", "P: Grand. Well, I missed two."]),
    (DAILY, 2, ["I: You have four extra tablets in here.", "P: Four? I only missed two, the other two were spare."]),
    (DAILY, 0, ["I: Any missed doses?", "P: No missed doses."]),
    (DAILY, 0, ["I: Any trouble remembering?", "P: I've got it by the toothbrush, so no."]),
    (
        DAILY,
        3,
        [
            "I: Did you take it on the cruise?",
            "P: No, I left the study tablets in the cabin the first three days, I couldn't find them.",
        ],
    ),
    (
        WEEKLY,
        1,
        [
            "I: You had your injection on the second, the ninth, and then?",
            "P: The sixteenth I missed. I was at my daughter's.",
        ],
    ),
    (DAILY, 5, ["I: Missed tablets?", "P: Um, a good few. Five, maybe?", "I: Five."]),
    (DAILY, 3, ["I: did you forget any", "P: yeah no i forgot like three", "I: three total", "P: three total yeah"]),
    (DAILY, 2, ["I: Any you forgot?", "P: I forgot Sunday's and Monday's."]),
    (TWICE, 4, ["I: Any doses missed?", "P: Sunday and Monday, the whole of both days."]),
    (TWICE, 3, ["I: Missed any?", "P: Only evenings. Three of them."]),
    (TWICE, 3, ["I: Missed any?", "P: Three, all in the evening."]),
    (DAILY, 4, ["I: So in the last month how many times did you not take it?", "P: Let's say four."]),
    (DAILY, 1, ["I: Was there any day without it?", "P: One day, I had gastro."]),
    (DAILY, 0, ["I: Did the nausea make you skip any?", "P: No, I forced them down."]),
    (DAILY, 2, ["I: Did the nausea make you skip any?", "P: Two, yes."]),
    (DAILY, 2, ["I: Did the nausea make you skip any?", "P: It did. The first two days."]),
    (
        DAILY,
        0,
        [
            "I: We need to go over missed doses, what to do if it happens. If you miss one, take it within six hours.",
            "P: Okay.",
        ],
    ),
    (DAILY, 0, ["I: From tomorrow skip the tablets for two days.", "P: Two days, okay."]),
    (DAILY, 2, ["P: You told me to leave out the study tablets before the scan, two days."]),
    (
        DAILY,
        3,
        [
            "I: You were off the study drug for three days?",
            "P: Yes, with the vomiting. I just couldn't.",
            "I: I'll put three missed.",
        ],
    ),
    (
        DAILY,
        2,
        ["M: Accountability. Two tablets more than expected came back.", "I: She missed two, it's in the diary."],
    ),
    (DAILY, 2, ["M: How is his adherence?", "I: Good. Two missed doses in eight weeks."]),
    (
        TWICE,
        4,
        ["P: i forgot my study tablets on the trip, friday evening, saturday both, and this morning, none of them."],
    ),
    (DAILY, 1, ["P: Dear diary. Day twelve. Forgot the tablet. Took it the next day as usual."]),
    (DAILY, 0, ["P: Day twelve. Took the tablet at ten instead of eight, forgot to set the alarm."]),
    (DAILY, 3, ["I: None missed?", "P: No. Oh wait. The long weekend. Saturday, Sunday, Monday.", "I: Three, then."]),
    (DAILY, 2, ["I: Did you miss some?", "P: One.", "C: Two. Remember the funeral?", "P: Oh, yes. Two. You're right."]),
    (
        DAILY,
        0,
        ["I: Your wife said you forgot some.", "P: Not the study ones. The blood pressure ones, I forgot those."],
    ),
    (TWICE, 28, ["I: Any missed?", "P: I took nothing for two weeks. I was abroad without the study tablets."]),
    (DAILY, 1, ["I: Did you take the tablet every day?", "P: Every day except one."]),
    (DAILY, 2, ["I: Did you take the tablet every day?", "P: Every day bar two."]),
    (DAILY, 2, ["I: Is that every day?", "P: Most days.", "I: How many did you miss of the tablets?", "P: Two."]),
    (
        DAILY,
        0,
        ["I: So are you taking the study tablets?", "P: Two of them every morning? No, one. One every morning."],
    ),
    (DAILY, 0, ["P: I lost two kilos and I missed my sister's birthday."]),
    (DAILY, 0, ["I: When was your last dose?", "P: This morning, at seven."]),
    (DAILY, 0, ["I: And the tablets?", "P: They're in my bag, and the diary too."]),
    (DAILY, 0, ["I: Did you bring the tablets?", "P: No, I left them at home, sorry."]),
    (DAILY, 0, ["I: Did you bring the bottle back?", "P: I forgot it on Monday, and today again."]),
    (DAILY, 0, ["I: Did you take the ibuprofen every day?", "P: No, I skipped two days."]),
    (DAILY, 0, ["I: Did you bring the diary?", "P: Yes. I missed three days in it."]),
    (DAILY, 0, ["I: Have you been doing the exercises?", "P: I skipped two sessions."]),
    (DAILY, 0, ["I: Any missed visits?", "P: Just one."]),
    (
        DAILY,
        2,
        [
            "I: Right, capsules. You had thirty-five, I count nine left, and that should be seven.",
            "P: Oh. That'll be the two days I had the stomach thing.",
            "I: Two days, two capsules.",
        ],
    ),
    (
        TWICE,
        6,
        [
            "I: Let's do the drug accountability. Eighteen left. I was expecting twelve.",
            "P: Really?",
            "C: You were at your mother's, love. Three days.",
            "P: Oh yes, so I was.",
        ],
    ),
    (
        DAILY,
        1,
        ["I: So the tablet every morning?", "P: Every morning. Oh, apart from Christmas Day, would you believe."],
    ),
    (
        TWICE,
        2,
        [
            "I: You've been taking both, morning and night?",
            "P: Mornings never a problem. Nights, I fell asleep twice without.",
        ],
    ),
    (SPRAY, 3, ["I: And the spray, morning and evening?", "P: Evenings I've missed. Three, I think it was."]),
    (SPRAY, 0, ["I: And the spray, morning and evening?", "P: Yes, two puffs up each side, eight and eight."]),
    (DAILY, 0, ["I: Have you missed any since I last saw you?", "P: I've got them in one of those boxes, so no."]),
    (
        DAILY,
        4,
        [
            "I: Have you missed any since I last saw you?",
            "P: I have, I'm sorry. Four. I had the decorators in and I couldn't find the box.",
        ],
    ),
    (
        TWICE,
        4,
        [
            "I: Did you miss any?",
            "P: We went camping Friday night, Saturday and Sunday morning and I'd not packed them.",
            "I: So Friday night, both on Saturday, and Sunday morning. Four.",
            "P: Four.",
        ],
    ),
    (
        TWICE,
        4,
        [
            "I: Did you miss any?",
            "P: We went camping, Friday night, all Saturday and Sunday morning, and I'd not packed them.",
        ],
    ),
    (DAILY, 2, ["I: How are we doing with the tablets?", "P: Good. I think I missed maybe two? Two."]),
    (
        WEEKLY,
        1,
        [
            "I: Any problem with the weekly injection?",
            "P: I skipped last week's because of the antibiotics, I wasn't sure.",
            "I: Okay, so one missed.",
        ],
    ),
    (DAILY, 0, ["I: Any problem with the tablets?", "P: No. But I ran out of my blood pressure ones for three days."]),
    (
        DAILY,
        5,
        [
            "I: Any problem with the tablets?",
            "P: I ran out. The parcel came five days late.",
            "I: So five days without?",
            "P: Five, yes.",
        ],
    ),
    (
        DAILY,
        0,
        ["M: The drug log says two tablets missed on the fourth.", "I: No, that was another subject. He missed none."],
    ),
    (DAILY, 3, ["M: I see three missed doses in the log.", "I: Yes, the week of his exam."]),
    (TWICE, 1, ["C: She spat out one dose and I didn't give it again.", "I: That counts as one missed dose."]),
    (DAILY, 1, ["I: did you take it today", "P: not yet no i forgot this morning"]),
    (DAILY, 14, ["I: When did you stop taking the study drug?", "P: I haven't taken the study drug for two weeks."]),
    (DAILY, 0, ["I: You should take one in the morning and not two at night if you miss one.", "P: Understood."]),
    (DAILY, 3, ["I: Missed doses, three?", "P: Three, yes."]),
    (DAILY, 0, ["I: Missed doses, none?", "P: None."]),
    (DAILY, 2, ["I: You said on the phone you'd missed a couple.", "P: Yes, a couple, while I had the flu."]),
    (
        DAILY,
        2,
        ["I: In your diary there are two days with no tick. Did you take the tablets?", "P: No, those two I missed."],
    ),
    (
        DAILY,
        0,
        [
            "I: In your diary there are two days with no tick. Did you take the tablets?",
            "P: Yes, I just forgot to tick them.",
        ],
    ),
    (TWICE, 5, ["I: How many of the evening ones did you forget?", "P: Five out of fourteen."]),
    (DAILY, 1, ["I: Anything else?", "P: One thing. I dropped a tablet down the sink, so that day I had none."]),
    (
        DAILY,
        4,
        [
            "I: Did you have to interrupt the tablets?",
            "P: Doctor Lee had me stop for four days because of the liver test.",
        ],
    ),
    (
        DAILY,
        3,
        ["I: Did you have to interrupt the tablets?", "P: I stopped them myself for three days, I felt too sick."],
    ),
    (
        TWICE,
        2,
        ["P: bad week with the study tablets i miss the night of tuesday and the night of friday i sleep in the sofa"],
    ),
    (DAILY, 0, ["P: No missed tablets this week. Took them all. Headache on two days."]),
    (
        TWICE,
        3,
        [
            "I: Any missed?",
            "C: He'll say none. It's three.",
            "P: It is not three.",
            "C: It is. Ask the box.",
            "I: The box says three.",
            "P: Fine, three.",
        ],
    ),
    (
        TWICE,
        2,
        [
            "I: did you have any trouble with the study tablets",
            "P: no trouble just that i forgot them the once when we were at the airport both of them that day",
        ],
    ),
    (DAILY, 3, ["I: So how many have you missed altogether?", "P: Altogether? Three.", "C: I make it three as well."]),
    (DAILY, 0, ["I: Any missed?", "P: Well, the day of the funeral I took it in the evening instead of the morning."]),
    (
        DAILY,
        2,
        ["I: And the tablets, any left over?", "P: Two. I didn't take them on the days I was fasting for the scan."],
    ),
    (TWICE, 8, ["I: Any missed?", "P: We were in Greece four days and I'd forgotten the study tablets here."]),
    (DAILY, 4, ["I: How many days were you without?", "P: Four days, till the new bottle came."]),
    (WEEKLY, 1, ["I: And your pen?", "P: I missed last Tuesday. I'd run out of needles."]),
    (DAILY, 2, ["I: You've two too many left.", "P: Yeah, that's the two I missed in the second week."]),
    (OINT, 3, ["I: Did you put the ointment on every morning and evening?", "P: I missed a few evenings. Three."]),
    (DAILY, 0, ["I: And you've not had to stop the tablets at any point?", "P: No."]),
    (DAILY, 0, ["I: So zero missed doses?", "P: Zero."]),
    (DAILY, 1, ["I: So one missed dose?", "P: One, yes."]),
    (DAILY, 0, ["I: So one missed dose?", "P: No, none. I found it under the sofa and took it."]),
    (TWICE, 1, ["C: I forgot to give him the evening one on Thursday."]),
    (DAILY, 3, ["C: I couldn't get the capsule into her for three days."]),
    (DAILY, 0, ["P: My memory's terrible. I forgot my wallet twice this week."]),
    (DAILY, 0, ["I: Any missed pills?", "P: You mean the study ones? No. The contraceptive I missed once."]),
    (
        DAILY,
        2,
        ["M: Compliance is at ninety percent?", "I: He missed two tablets in March, we documented that.", "M: Fine."],
    ),
    (
        DAILY,
        5,
        ["M: Doses missed at week eight?", "I: Five. The family emergency.", "M: That is over the limit of four."],
    ),
    (TWICE, 3, ["I: Missed tablets?", "P: One evening, then one morning, then one evening again. So three."]),
    (DAILY, 2, ["I: Did you take it on the Saturday and the Sunday?", "P: No, neither day."]),
    (DAILY, 0, ["I: Did you take it on the Saturday and the Sunday?", "P: Yes, both days."]),
    (DAILY, 1, ["I: Was there a day you forgot?", "P: There was. The fourteenth."]),
    (DAILY, 0, ["I: Two tablets a day, you said?", "P: No, one."]),
    (
        DAILY,
        6,
        [
            "I: Anything about the tablets?",
            "P: I stopped them on Friday because of the rash and didn't start again till Thursday. So six days.",
        ],
    ),
    (
        DAILY,
        2,
        ["I: The bottle says ten left. You should be at eight.", "P: Two I didn't take, yes. I had the norovirus."],
    ),
    (
        TWICE,
        3,
        ["I: Have there been any evenings or mornings you didn't take it?", "P: Three evenings. Tuesdays, I've choir."],
    ),
    (DAILY, 0, ["I: How's it going with the study medicine?", "P: Like clockwork. Alarm at seven, never fails."]),
    (WEEKLY, 2, ["I: Which weeks did you inject?", "P: All but two. I was in Madrid, then I had the flu."]),
    (DAILY, 1, ["P: The study tablet, I forgot it once, on my birthday."]),
    (DAILY, 0, ["I: If you had missed any you'd tell me?", "P: Of course. None."]),
    (
        DAILY,
        2,
        ["I: Any problems?", "P: I dropped two of the study tablets in the toilet, so I went without on those days."],
    ),
    (DAILY, 0, ["I: Any side effects from missing sleep?", "P: I'm tired. I missed a whole night on Monday."]),
    (DAILY, 5, ["I: did you run out at any point", "P: i did yeah five days i had nothing"]),
    (DAILY, 2, ["I: Any days missed?", "P: Friday and Saturday of the bank holiday."]),
    (
        DAILY,
        0,
        ["I: Did you miss your tablets while you were away?", "P: No, I had them in my hand luggage, all seven days."],
    ),
    (DAILY, 0, ["I: Do you find it hard not to miss any?", "P: Not at all."]),
    (TWICE, 2, ["I: Missed doses?", "P: Two, both evenings."]),
    (TWICE, 0, ["P: I forgot to mention, I had two headaches on Monday."]),
    (
        DAILY,
        2,
        ["I: Did you take your capsules on the wedding weekend?", "P: Neither of them, I'm afraid. They were at home."],
    ),
]


@pytest.mark.parametrize(("plan", "doses", "said"), TOLD, ids=lambda v: str(v)[-60:] if isinstance(v, list) else "")
def test_told(plan: Study, doses: int, said: list[str]) -> None:
    told = found(said, plan)
    assert sum(one.doses or 0 for one in told) == doses
    assert bool(told) == bool(doses)
