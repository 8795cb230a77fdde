"""Serious events told at length or in passing, and what sounds like one: people's own ways to say it."""

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import AdverseEvent
from trialvoice.safe.extract import extract

TOLD: list[tuple[str, list[str]]] = [
    ("hospitalisation", ["P: they kept me in for observation cause my sugar was thirty eight"]),
    ("hospitalisation", ["P: ended up in A and E and then they found me a bed upstairs, I was there till Thursday."]),
    ("hospitalisation", ["C: He's in the hospital right now, that's why I'm calling. His kidneys."]),
    ("hospitalisation", ["C: She's still in hospital, with the chest infection."]),
    ("hospitalisation", ["I: It says here you were an inpatient.", "P: Yes, with the jaundice."]),
    ("hospitalisation", ["P: They took my appendix out on the Tuesday. I came home Friday."]),
    ("hospitalisation", ["P: I had a stomach bleed. They got me overnight in the hospital."]),
    ("hospitalisation", ["P: I spent Christmas night in the cardiology ward."]),
    ("hospitalisation", ["P: They wouldn't let me go home. Three days I lay there with the drip in."]),
    (
        "hospitalisation",
        ["M: Why was it reported as serious?", "I: Because of the overnight stay. He fainted at the bus stop."],
    ),
    ("hospitalisation", ["I: So the site got a call that the subject was hospitalized for dehydration on the third."]),
    ("hospitalisation", ["C: They put her on a breathing tube.", "I: In intensive care?", "C: Yes, for two days."]),
    ("hospitalisation", ["P: I had to go back in. The wound opened up and they kept me another two nights."]),
    (
        "hospitalisation",
        ["P: the ambulance took me to saint something hospital and i was there four days with the pneumonia"],
    ),
    ("hospitalisation", ["C: Dad's been admitted. It's his lungs again."]),
    ("important_medical_event", ["C: hi it's about my son he had a fit at school yesterday"]),
    (
        "death",
        ["I: I'm sorry to hear about your wife.", "C: Thank you. She went in her sleep. The funeral was on Friday."],
    ),
    ("death", ["C: He's gone. Tuesday night."]),
    ("death", ["I: Subject one oh four passed away at home on May second."]),
    ("death", ["M: This one's the fatal case?", "I: Yes. Cardiac arrest at work."]),
    ("death", ["C: My husband has passed, I'm afraid."]),
    ("life_threatening", ["P: My heart stopped in the ambulance, they shocked me twice."]),
    ("life_threatening", ["C: The consultant said another hour and he'd have been dead."]),
    ("life_threatening", ["I: The investigator ticked life-threatening for the anaphylaxis."]),
    ("disability", ["P: I can't feel my legs any more. They say I won't walk again."]),
    ("disability", ["C: He's in a wheelchair now, since the fall."]),
    ("important_medical_event", ["P: I've thought about just not being here any more."]),
    (
        "important_medical_event",
        ["I: Question nine, you ticked that you'd thought of ending your life.", "P: I did, yes."],
    ),
    ("important_medical_event", ["P: i took the whole bottle on purpose"]),
    ("important_medical_event", ["P: I had a miscarriage in April."]),
    ("important_medical_event", ["P: I had a convulsion, my partner saw it, shaking all over."]),
    ("congenital_anomaly", ["I: At twenty weeks the scan showed the baby has spina bifida, you said."]),
    (
        "hospitalisation",
        [
            "I: How have you been since March?",
            (
                "P: Well, I had a bit of an adventure. Came over all peculiar at my daughter's and next thing I'm in "
                "a hospital bed with wires everywhere."
            ),
            "I: Goodness. How long did you stay?",
            "P: Till the Sunday. They said it was a funny rhythm, the heart.",
        ],
    ),
    (
        "hospitalisation",
        [
            (
                "P: They wanted to watch me so I didn't get home until the Thursday, two nights it was, on the "
                "assessment unit."
            )
        ],
    ),
    (
        "hospitalisation",
        [
            (
                "C: She'd been throwing up since breakfast, couldn't keep water down, so the GP sent her straight in "
                "and they put her on a drip overnight."
            ),
            "I: And home the next day?",
            "C: Next afternoon.",
        ],
    ),
    (
        "hospitalisation",
        ["I: And the infection?", "P: Oh that turned into a whole thing. They had to operate. I was in a week."],
    ),
    ("hospitalisation", ["I: You were readmitted?", "P: Yeah, the Tuesday after. My wound."]),
    (
        "hospitalisation",
        [
            "M: I see a discharge summary in the folder.",
            "I: Yes, he was in Saint Somewhere from the third to the seventh with cellulitis.",
        ],
    ),
    (
        "hospitalisation",
        [
            (
                "P: so i passed out at the bus stop and woke up in the ambulance and they kept me for two days to do "
                "tests on my heart"
            )
        ],
    ),
    (
        "hospitalisation",
        [
            (
                "C: The school rang, he'd had one of his big seizures, and it wouldn't stop. They flew him to the "
                "children's hospital and he was in the ICU overnight."
            )
        ],
    ),
    (
        "hospitalisation",
        [
            "I: So what happened at Easter?",
            (
                "P: I couldn't breathe. My neighbor called 911. They had me in for five days, pneumonia on top of "
                "the COPD."
            ),
        ],
    ),
    (
        "hospitalisation",
        ["P: Went yellow. They whipped my gallbladder out the same night, and I was home on the Monday."],
    ),
    ("hospitalisation", ["C: He's on the psychiatric unit since Friday. He stopped eating."]),
    (
        "hospitalisation",
        [
            "I: Was that an overnight?",
            "P: Two overnights.",
            "I: In the hospital?",
            "P: Yeah, upstairs, on a ward. The bleeding.",
        ],
    ),
    ("death", ["C: I'm afraid I have bad news. My wife passed on Thursday.", "I: I'm so sorry."]),
    ("death", ["C: He never came round. They turned the machines off Wednesday."]),
    ("death", ["I: Can you tell me what happened to your son?", "C: They couldn't bring him back."]),
    ("death", ["M: Subject twelve, status deceased.", "I: Yes, stroke, on the fourth."]),
    ("death", ["I: Subject seven's daughter phoned. Her mother died in her sleep."]),
    ("death", ["I: The SAE for the participant who died, the autopsy is back."]),
    ("life_threatening", ["P: My blood pressure went so low they said I was lucky to be alive."]),
    ("life_threatening", ["C: His airway was closing. The doctor said it was a matter of minutes."]),
    ("life_threatening", ["P: I coded in the emergency room, twice."]),
    ("life_threatening", ["P: They had to put a tube down to breathe for me."]),
    ("disability", ["P: The eye's gone, I'm blind on that side now, for good they say."]),
    ("disability", ["P: I can't work any more since the nerve thing. They've signed me off permanently."]),
    ("congenital_anomaly", ["I: How's the baby?", "C: He was born with an extra finger and a heart defect."]),
    ("congenital_anomaly", ["P: The twenty week scan, they found the baby's spine hasn't closed, spina bifida."]),
    ("important_medical_event", ["P: I fitted in the supermarket, first time ever, bit my tongue."]),
    ("important_medical_event", ["P: Had a seizure on Sunday, my wife filmed it."]),
    ("important_medical_event", ["P: My throat swelled up after the injection and I had to use the adrenaline pen."]),
    ("important_medical_event", ["I: Any thoughts of being better off dead?", "P: I'd be lying if I said no."]),
    ("important_medical_event", ["P: I've been having these thoughts of, you know, of ending things."]),
    ("important_medical_event", ["C: I found him with the pills lined up on the table. He said he couldn't go on."]),
    ("important_medical_event", ["P: I cut myself again. On my arms. On purpose."]),
    ("important_medical_event", ["P: They found a lump and it's malignant."]),
    ("important_medical_event", ["P: I took eleven of them. I wanted to sleep and not wake up."]),
    ("important_medical_event", ["P: We lost the pregnancy at ten weeks."]),
    ("important_medical_event", ["I: The neutrophils were zero point three, agranulocytosis."]),
    (
        "hospitalisation",
        [
            "I: Have you been to the hospital or the ER for any reason?",
            "P: Yes, the hospital. They admitted me on the tenth with a kidney stone.",
        ],
    ),
    ("hospitalisation", ["I: Any overnight hospital stays?", "P: One. For the vertigo."]),
    ("hospitalisation", ["I: Were you hospitalised at all?", "P: For three days, yeah, with the blood pressure."]),
    (
        "hospitalisation",
        [
            "M: Narrative for the SAE?",
            (
                "I: Seventy year old man, collapsed at home, taken by ambulance, pneumonia on the film, IV "
                "antibiotics, discharged day four."
            ),
        ],
    ),
    ("hospitalisation", ["P: Estuve, I was, how you say, in the hospital four days, for the infection of the kidney."]),
    ("death", ["C: It's my mum. She had a massive stroke on Sunday and she died yesterday."]),
    ("death", ["M: Causality of the fatal event?", "I: Not related, it was a car accident."]),
    ("important_medical_event", ["I: Since last time, any thoughts of suicide?", "P: Well. Yes. A couple of times."]),
    (
        "hospitalisation",
        ["P: yeah they found me on the floor and i was in intensive care a week they thought i wasnt going to make it"],
    ),
]

NOT_SERIOUS: list[list[str]] = [
    ["P: My dad's in hospital, so I've been tired with the driving."],
    ["P: I went to the hospital for my scan and then home. Headache's gone."],
    ["P: I've been to A and E with my ankle, four hours waiting, and then home with crutches."],
    ["I: The hospital sent us your records.", "P: Good. I've had a rash."],
    ["P: We visited my sister on the ward and I got dizzy."],
    ["P: In September I'm going in for the hernia, they'll keep me a night."],
    ["P: I nearly died when I saw the size of that needle."],
    ["P: It kept me up three nights, the itching."],
    ["C: His brother died last year and he's been low."],
    ["P: My neighbour was found dead. It gave me a headache all week."],
    ["P: The dog had a seizure."],
    ["I: Do you know anybody who had a stroke?", "P: My nan."],
    ["I: Any history of seizures, cancer, stroke?", "P: I had breast cancer in two thousand eight."],
    ["P: I'm not suicidal or anything, just tired."],
    ["P: I was in hospital when I was born."],
    ["P: I was dead tired, and dead on my feet."],
    ["P: I lost her number, sorry. My cough is better."],
    ["C: We lost him in the supermarket for ten minutes. He was dizzy."],
    ["M: Were there any deaths or hospitalisations?", "I: None."],
    ["M: No serious events then?", "I: No, no admissions, nothing."],
    ["P: The tablets kept me in the bathroom all morning, the runs."],
    ["I: You'll stay here overnight for the blood draws, as planned.", "P: Okay."],
    ["P: I was in and out of the day unit for my iron."],
    ["I: If you think about hurting yourself, you call us.", "P: I will."],
    ["P: It was so bad I wanted to die, the cramps. Gone now."],
    ["P: My son broke his arm, they kept him in overnight, so I didn't sleep."],
    ["I: They kept you long?", "P: Couple of hours."],
    ["P: The paramedics came, checked me over, and left. I didn't go in. I'd fainted."],
    ["P: I was at the ER till two in the morning with my asthma and then they let me go home."],
    ["P: My cat was in the animal hospital for two nights, so I slept badly."],
    ["I: Last year you were in hospital with your gallbladder, nothing since?", "P: Nothing since."],
    ["P: They kept my blood for testing. I had a bruise."],
    ["P: I stayed overnight at my sister's and got a migraine."],
    ["P: My grandson's been admitted to university. I've had a headache from the party."],
    ["P: They said stay in bed for two days with the flu."],
    ["I: This is a day-case procedure on the third, as planned.", "P: The colonoscopy, yes."],
    ["P: I thought I was dying, the heartburn was that bad, but it was only reflux."],
    ["P: It knocked me dead for two days, the tiredness."],
    ["P: The heat is killing me and I'm sweating."],
    ["C: Her grandfather passed away in April and she's been off her food."],
    ["I: Any seizures?", "P: None at all."],
    ["I: If you have any thoughts of harming yourself, ring this number.", "P: Okay."],
    ["P: I'm terrified of having a stroke like my dad."],
    ["P: I was in the hospital canteen when I felt dizzy."],
    ["P: My sister lost her baby at twenty weeks so I've been crying."],
    ["P: I had cancer fifteen years ago."],
    ["M: This one was upgraded to serious by mistake, it was an emergency room visit only, no admission."],
    ["P: I went to the hospital to visit my brother and slipped on the steps. Bruised my hip."],
    ["P: I have to go into hospital next month to get my knee replaced, that was arranged before the study."],
    ["P: I spent two days in bed with the vomiting."],
    ["P: I nearly passed out."],
    ["P: My legs died on me on the stairs, so weak."],
    ["I: They didn't admit you?", "P: No, stitches and out."],
    ["P: He was on the ward round when I asked him about my rash."],
    ["P: The thrush is gone. I lost my voice for a day."],
    ["M: Were all hospitalisations and deaths reported within a day?", "I: Yes, all of them."],
    [
        "M: Do the staff know that a hospitalisation has to be reported within twenty four hours?",
        "I: Yes, we trained them.",
    ],
    ["I: We report any death, hospital stay or birth defect to the sponsor.", "P: Right."],
    ["I: Do you know that in other patients there was a death in this study?", "P: Yes, you told me."],
    ["I: You'll get a card. If you end up in hospital, show it to them.", "P: Okay."],
    ["M: The emergency contact, is it on the hospital ward list?", "I: Yes."],
    ["I: Have you got someone at home overnight?", "P: Yes, my wife."],
    ["I: Do you get chest pain or fits?", "P: No, never had a fit."],
    ["P: I work nights on the cardiac unit so my sleep's a mess."],
    ["P: I had my baby in hospital, she's perfect. Two nights they keep you. I'm just tired."],
    ["I: Is there a family history of stroke or heart attack?", "P: My father died of one."],
    [
        "I: Now the mood questions. Over the last two weeks, thoughts that you would be better off dead?",
        "P: Not at all.",
    ],
    ["P: They stopped the infusion when my blood pressure dropped, and I rested an hour in the day unit."],
    ["P: I almost fainted in the queue."],
    ["C: He was kept home from school with the fever."],
    ["P: My insurance was cancelled and I had a breakdown over it, crying."],
    ["I: Next time you'll stay overnight with us for the sampling.", "P: Yes, I remember, the overnight stay."],
    ["P: My knee is dead when I get up."],
    ["P: I thought about dying my hair."],
]


def serious(said: list[str]) -> list[AdverseEvent]:
    """The serious events of a dialogue."""
    found = [f.value for f in extract(visit(*said), STUDY).findings if isinstance(f.value, AdverseEvent)]
    return [event for event in found if event.serious]


@pytest.mark.parametrize(("criterion", "said"), TOLD, ids=str)
def test_one_serious_event(criterion: str, said: list[str]) -> None:
    (event,) = serious(said)
    assert criterion in event.criteria


@pytest.mark.parametrize("said", NOT_SERIOUS, ids=str)
def test_nothing_serious(said: list[str]) -> None:
    assert [(event.term, event.criteria) for event in serious(said)] == []
