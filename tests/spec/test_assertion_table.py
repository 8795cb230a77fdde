"""What is asserted of a problem that is named, as a table that reads as the specification."""

import pytest

from tests.visits import STUDY, visit
from trialvoice.safe.events.symptoms import mentions
from trialvoice.safe.language.assertion import judge
from trialvoice.safe.language.dialogue import Dialogue

TABLE = [
    # said, problem, asserted
    (["P: I had a headache on Tuesday."], "headache", "present"),
    (["P: I've been throwing up since Monday."], "vomiting", "present"),
    (["P: My left knee? No, but my shoulder has been hurting."], "shoulder pain", "present"),
    (["P: I couldn't work because of the headache."], "headache", "present"),
    (["P: I didn't take anything for the rash."], "rash", "present"),
    (["P: It's not just the nausea."], "nausea", "present"),
    (["P: I can't sleep."], "insomnia", "present"),
    (["P: If I stand up quickly I get dizzy."], "dizziness", "present"),
    (["P: My asthma is fine but I had a bad cold.", "I: I see."], "common cold", "present"),
    (["I: Any dizziness?", "P: A little bit."], "dizziness", "present"),
    (["I: Have you had any headaches?", "P: Yes, twice."], "headache", "present"),
    (["I: Any fever, chills, or rash?", "P: Just the rash."], "rash", "present"),
    (["I: So you had a nosebleed in week two.", "P: That's right."], "nosebleed", "present"),
    (["I: What about your stomach?", "P: It's been upset a few times."], "stomach upset", "present"),
    (["C: He had a seizure on Sunday."], "seizure", "present"),
    (["M: Any events?", "I: She developed a rash in week three."], "rash", "present"),
    (["I: And the cramps in your calf?", "P: Gone. A month ago."], "calf cramps", "present"),
    (["I: The rash?", "P: Oh, it's a lot better."], "rash", "present"),
    (["I: No more vomiting?", "P: No."], "vomiting", "present"),
    (["I: Are you still dizzy?", "P: No, not since Friday."], "dizziness", "present"),
    (["I: A dry cough. Since when do you have that?", "P: From the second week."], "cough", "present"),
    (["P: I always had nosebleeds, once a month. Now it's twice a week."], "nosebleed", "present"),
    (["P: A big bruise on the hip, no fracture."], "hip bruising", "present"),
    # denied
    (["P: No headaches."], "headache", "denied"),
    (["P: I haven't had any nausea, vomiting, or diarrhea."], "diarrhoea", "denied"),
    (["P: Headaches, no."], "headache", "denied"),
    (["P: I've never had a seizure."], "seizure", "denied"),
    (["I: Any dizziness?", "P: No."], "dizziness", "denied"),
    (["I: Any fever, chills, or rash?", "P: Nope, nothing like that."], "chills", "denied"),
    (["I: Any fever, chills, or rash?", "P: Just the rash."], "fever", "denied"),
    (["I: Sore throat, a change in your voice, thrush?", "P: Just the voice."], "sore throat", "denied"),
    (["I: nothing at all no cough cramps nosebleeds", "P: no"], "nosebleed", "denied"),
    (["I: Did you notice any bruising?", "P: Um, not really."], "bruising", "denied"),
    (["I: Has he been dizzy?", "C: No, not at all."], "dizziness", "denied"),
    (["I: so no vomiting", "P: no"], "vomiting", "denied"),
    (["I: fever", "P: nope"], "fever", "denied"),
    (["I: So no fever.", "P: Right."], "fever", "denied"),
    (["P: I'm not near so dizzy now."], "dizziness", "denied"),
    # past
    (["P: I had pneumonia ten years ago."], "pneumonia", "past"),
    (["P: I used to get migraines."], "migraine", "past"),
    (["P: I've had back pain for twenty years."], "back pain", "past"),
    (["P: I had a rash before I started the study."], "rash", "past"),
    (["I: Any history of seizures?", "P: Yes, when I was a child."], "seizure", "past"),
    (["I: Do you have any other medical conditions?", "P: I had a stroke."], "stroke", "past"),
    (["P: I get headaches. That's been going on since I was a teenager."], "headache", "past"),
    (["P: I had panic attacks in college."], "anxiety", "past"),
    (["P: My feet have been numb, two, three years now."], "foot numbness", "past"),
    (["P: I have a tremor.", "I: Since when is that?", "P: Since always."], "tremor", "past"),
    (["P: That one is just for hay fever."], "hay fever", "past"),
    (["I: And that cough?", "P: Gone before I ever took the first pill."], "cough", "past"),
    # hypothetical
    (["P: The list of things that can go wrong is long. Shingles, blood clots."], "shingles", "hypothetical"),
    (["I: The risks are these. You've read them: shingles, and a rash.", "P: Yes."], "shingles", "hypothetical"),
    (["I: It can cause nausea. You have a rash, you stop.", "P: Okay."], "rash", "hypothetical"),
    (["I: This drug can cause nausea or a rash.", "P: Okay."], "nausea", "hypothetical"),
    (["I: Call us if you get chest pain.", "P: Okay."], "chest pain", "hypothetical"),
    (["P: The leaflet says it might cause dizziness."], "dizziness", "hypothetical"),
    (["P: I was worried it was a heart attack."], "heart attack", "hypothetical"),
    (["I: Some people get diarrhea with these tablets.", "P: Okay."], "diarrhoea", "hypothetical"),
    # someone else
    (["P: My wife had the flu."], "influenza-like illness", "someone_else"),
    (["P: My daughter has been throwing up all week."], "vomiting", "someone_else"),
    (["P: My father died of a heart attack."], "heart attack", "someone_else"),
    (["P: My sister came to stay. She had awful diarrhea."], "diarrhoea", "someone_else"),
    (["P: My brother [NAME_3] dropped dead of a heart attack."], "heart attack", "someone_else"),
    (["P: My neighbor rolled his tractor. Broke his hip."], "broken bone", "someone_else"),
    (["P: I read people's hair falls out."], "hair loss", "someone_else"),
    (["P: Everybody at work has a cough."], "cough", "someone_else"),
    (["I: Does anyone in your family have seizures?", "P: My uncle, seizures."], "seizure", "someone_else"),
    (["C: I had a terrible headache myself."], "headache", "someone_else"),
    (["C: My grandmother lives with us. She broke her arm."], "arm fracture", "someone_else"),
]


@pytest.mark.parametrize(("said", "problem", "asserted"), TABLE, ids=lambda value: str(value)[:60])
def test_asserted(said: list[str], problem: str, asserted: str) -> None:
    dialogue = Dialogue(visit(*said))
    found = mentions(dialogue, STUDY)
    verdicts = [judge(dialogue, mention, found) for mention in found if mention.term == problem]
    assert verdicts, "the problem was not found at all"
    assert {verdict.assertion for verdict in verdicts if verdict} == {asserted}


NOT_PROBLEMS = [
    "P: I was on sick leave.",
    "P: I got my flu shot.",
    "P: I fell asleep on the sofa.",
    "P: I'm tired of this weather.",
    "P: It happened last fall.",
    "P: My knees hurt.",
    "P: The stiffness in my knees is the same.",
    "P: They did a pregnancy test.",
]


@pytest.mark.parametrize("said", NOT_PROBLEMS)
def test_no_problem_is_named(said: str) -> None:
    assert mentions(Dialogue(visit(said)), STUDY) == ()
