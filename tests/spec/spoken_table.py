"""Spoken snippets as a table: the turns, and the values in them that must go; and turns that must stay.

The figures of `tests/bench/deid.py` are measured on it too. Everybody in it is made up.
"""

Row = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


def _row(*turns: str, **values: str | tuple[str, ...]) -> Row:
    pairs = []
    for kind, value in values.items():
        pairs += [(kind, value)] if isinstance(value, str) else [(kind, one) for one in value]
    return turns, tuple(pairs)


SPOKEN: list[Row] = [
    # names: introduced, in any case
    _row("My name is Danuta Kowalczyk and I'm here for visit two.", NAME="Danuta Kowalczyk"),
    _row("my name is danuta kowalczyk and i'm here for visit two", NAME="danuta kowalczyk"),
    _row("hi this is marcus bell calling about my appointment", NAME="marcus bell"),
    _row("good morning mister okonkwo how have you been since last time", NAME="okonkwo"),
    _row("doctor szymanski told me to stop the ibuprofen", NAME="szymanski"),
    _row("so theresa, any headaches since the last visit", NAME="theresa"),
    _row("my daughter grace drove me here today", NAME="grace"),
    _row("My wife Rose gives me the injection.", NAME="Rose"),
    _row("you can call me bill everyone does", NAME="bill"),
    _row("her maiden name was achterberg", NAME="achterberg"),
    _row("i spoke with nurse adeyemi on the phone yesterday", NAME="adeyemi"),
    _row("the coordinator is called shanice i think shanice okafor", NAME=("shanice", "okafor")),
    _row("Thanks, Will. See you next week.", NAME="Will"),
    _row("my neighbor mrs. petrosyan had the same rash", NAME="petrosyan"),
    _row("OKAY MISTER HENDERSON LET'S TAKE YOUR BLOOD PRESSURE", NAME="HENDERSON"),
    _row("it's o'brien with an apostrophe, patrick o'brien", NAME="patrick o'brien"),
    _row("the patient is maria de la cruz", NAME="maria de la cruz"),
    _row("ask for jean luc at the front desk", NAME="jean luc"),
    # names: spelled
    _row("it's spelled k o w a l c z y k", NAME="k o w a l c z y k"),
    _row("That's H-U-E-R-T-A.", NAME="H-U-E-R-T-A"),
    _row("Could you spell your last name for me?", "sure n g u y e n", NAME="n g u y e n"),
    _row("can you spell that for me", "b as in boy, r, u, n, t", NAME="b as in boy, r, u, n, t"),
    _row("what's your first name", "sian, s i a n", NAME=("sian", "s i a n")),
    _row("last name please", "double u, no sorry, w e i s s", NAME="w e i s s"),
    _row("capital M, c, capital D, o, n, a, l, d", NAME="M, c, capital D, o, n, a, l, d"),
    _row("S as in Sam, T as in Tom, O as in Oscar, U as in uncle, T as in Tom", NAME="Sam, T as in Tom, O"),
    _row(
        "the surname is spelled tango uniform romeo november echo romeo",
        NAME="tango uniform romeo november echo romeo",
    ),
    # names: question and answer, and again
    _row("And who's with you today?", "This is my sister, Beatriz.", "Hello Beatriz.", NAME="Beatriz"),
    _row(
        "what is your full name",
        "uh it's aurelio vance",
        "okay mister vance",
        NAME=("aurelio vance", "vance"),
    ),
    _row("who is your emergency contact", "my brother dmitri", NAME="dmitri"),
    _row("Who prescribed it?", "Doctor Abernathy.", "Did Abernathy say why?", NAME="Abernathy"),
    _row("i saw doctor lindqvist and lindqvist's assistant gave me the tablets", NAME="lindqvist"),
    # dates
    _row("i was born on march third nineteen sixty two", DATE="march third nineteen sixty two"),
    _row(
        "my birthday is the fourteenth of june nineteen eighty four",
        DATE="fourteenth of june nineteen eighty four",
    ),
    _row("What's your date of birth?", "Oh four, twelve, sixty-one.", DATE="Oh four, twelve, sixty-one"),
    _row("date of birth", "seven nineteen fifty eight", DATE="seven nineteen fifty eight"),
    _row(
        "can you confirm your date of birth",
        "eleven slash oh two slash seventy three",
        DATE="eleven slash oh two slash seventy three",
    ),
    _row("the rash started on september second", DATE="september second"),
    _row("we met on the twelfth, no, sorry, the fourteenth of may", DATE=("twelfth", "fourteenth of may")),
    _row("I was admitted January 9th, 2024 and came home on the 12th.", DATE=("January 9th, 2024", "12th")),
    _row(
        "it was twenty third of november two thousand and nineteen",
        DATE="twenty third of november two thousand and nineteen",
    ),
    _row("his birthday is coming up december first", DATE="december first"),
    _row(
        "when was your surgery", "february of twenty twenty two i think", DATE="february of twenty twenty two"
    ),
    _row("it all began back in october", DATE="october"),
    _row("i'll be away from july fourth to july eleventh", DATE=("july fourth", "july eleventh")),
    _row("she was born in nineteen thirty one, may second", DATE="may second"),
    _row("The visit was on Tuesday the fourteenth.", DATE="fourteenth"),
    _row("twenty twenty four, august the sixth", DATE="august the sixth"),
    # phone
    _row("you can reach me at five five five oh one four two", PHONE="five five five oh one four two"),
    _row(
        "my cell is six one seven, five five five, zero one nine nine",
        PHONE="six one seven, five five five, zero one nine nine",
    ),
    _row("What's the best number to reach you?", "It's 312-555-0187.", PHONE="312-555-0187"),
    _row(
        "best number",
        "area code two one two then double five five oh one triple three",
        PHONE=("two one two", "double five five oh one triple three"),
    ),
    _row(
        "phone number",
        "five five five",
        "mm hm",
        "oh one eight seven",
        PHONE=("five five five", "oh one eight seven"),
    ),
    _row(
        "call my wife on four one five triple five oh one two six",
        PHONE="four one five triple five oh one two six",
    ),
    _row("it's 5 5 5, 0 1 4 2, okay", PHONE="5 5 5, 0 1 4 2"),
    _row(
        "eight hundred five five five oh one hundred is the fax",
        PHONE="eight hundred five five five oh one hundred",
    ),
    _row("my number ends in oh one forty two", PHONE="oh one forty two"),
    _row("So 555-0142?", "No, sorry, 555-0143.", PHONE=("555-0142", "555-0143")),
    # e-mail and web
    _row("my email is jane dot doe at gmail dot com", EMAIL="jane dot doe at gmail dot com"),
    _row(
        "it's j underscore okafor seventy nine at yahoo dot co dot uk",
        EMAIL="j underscore okafor seventy nine at yahoo dot co dot uk",
    ),
    _row("Send it to jane.doe at gmail.com please.", EMAIL="jane.doe at gmail.com"),
    _row("what's your email", "p e t e at outlook dot com", EMAIL="p e t e at outlook dot com"),
    _row("the address is info at riverbend clinic dot org", EMAIL="riverbend clinic dot org"),
    _row("my blog is www dot petra walks dot com", URL="petra walks dot com"),
    _row("find me on instagram at petra_walks_77", URL="petra_walks_77"),
    # numbers of files and of the trial
    _row("medical record number four four seven nine two one", ID="four four seven nine two one"),
    _row("the M R N is double oh seven one three nine two", ID="double oh seven one three nine two"),
    _row(
        "my social is one two three, four five, six seven eight nine",
        ID="one two three, four five, six seven eight nine",
    ),
    _row("last four of your social?", "eight eight one two", ID="eight eight one two"),
    _row("this is subject one oh four dash oh two two", ID="one oh four dash oh two two"),
    _row("Participant number 2207 took kit number 55913 home.", ID=("2207", "55913")),
    _row("screening number is s c r zero zero four one", ID="s c r zero zero four one"),
    _row("randomization number r nine nine one seven", ID="r nine nine one seven"),
    _row("the kit is number eight oh three one six", ID="eight oh three one six"),
    _row(
        "what does it say on the bottle label for the kit number",
        "it says four seven seven one oh",
        ID="four seven seven one oh",
    ),
    _row(
        "insurance member id is x y z one two three four five six seven",
        ID="x y z one two three four five six seven",
    ),
    _row("policy number A B dash six six two one nine", ID="A B dash six six two one nine"),
    _row("driver's license d four one two eight eight nine oh", ID="d four one two eight eight nine oh"),
    _row("my account number with you is nine one one two oh seven", ID="nine one one two oh seven"),
    _row(
        "the serial number on my pump is m k seven seven two oh one three",
        ID="m k seven seven two oh one three",
    ),
    _row(
        "what's your medicare number",
        "one e g four t e five m k seven two",
        ID="one e g four t e five m k seven two",
    ),
    # places
    _row(
        "i live at forty two maple street apartment three b",
        ADDRESS="forty two maple street apartment three b",
    ),
    _row("it's 1180 Old Mill Road in Springfield", ADDRESS=("1180 Old Mill Road", "Springfield")),
    _row("we moved from toledo to ann arbor last year", ADDRESS=("toledo", "ann arbor")),
    _row("what's your zip code", "oh two one three nine", ADDRESS="oh two one three nine"),
    _row("zip is six two seven oh four", ADDRESS="six two seven oh four"),
    _row("where do you live now", "over in chattanooga", ADDRESS="chattanooga"),
    _row("What's your home address?", "Seventeen Larkspur Lane.", ADDRESS="Seventeen Larkspur Lane"),
    _row("twenty two hundred west division avenue", ADDRESS="twenty two hundred west division avenue"),
    _row("p o box four four one in duluth", ADDRESS=("duluth",)),
    _row("i drive in from kenosha county every time", ADDRESS="kenosha county"),
    # sites and employers
    _row("i had my surgery at saint mary's hospital", ORGANISATION="saint mary's hospital"),
    _row("the riverbend clinic called me twice", ORGANISATION="riverbend clinic"),
    _row("They took me to Mercy General Hospital by ambulance.", ORGANISATION="Mercy General Hospital"),
    _row("i work at brightwater logistics nights mostly", ORGANISATION="brightwater"),
    _row("he was treated at the Fairhaven Cancer Center for a year", ORGANISATION="Fairhaven Cancer Center"),
    # ages
    _row("my mother is ninety three and still drives", AGE="ninety three"),
    _row("I'm 91 years old, you know.", AGE="91"),
    _row("how old is he now", "ninety six in the spring", AGE="ninety six"),
    _row("grandpa turned a hundred and one last week", AGE="hundred and one"),
]

CLEAN: list[tuple[str, ...]] = [
    ("i take metoprolol fifty milligrams twice a day and lisinopril ten",),
    ("How many tablets did you miss?", "Two, maybe three."),
    ("blood pressure one twenty over eighty pulse seventy two",),
    ("i was diagnosed with crohn's disease when i was twenty nine",),
    ("we put a holter monitor on for forty eight hours",),
    ("the babinski sign was negative and romberg was normal",),
    ("She has Parkinson's, and her gait got worse since Tuesday.",),
    ("your hemoglobin a one c is seven point two",),
    ("on study day fifteen you took the second dose at eight thirty in the morning",),
    ("i'm sixty four years old and i smoke about ten cigarettes a day",),
    ("my husband is eighty nine",),
    ("the pain is a seven out of ten, sometimes eight",),
    ("i felt dizzy for about two hours last tuesday",),
    ("take one tablet every morning with food",),
    ("How's the rash on your face?", "It may be a bit better."),
    ("your creatinine was one point one and potassium four point oh",),
    ("he will call you when the results are in",),
    ("i had a stroke in twenty nineteen",),
    ("Let me mark that down. Can you rate your fatigue?",),
    ("Tylenol helps, and so does Advil, but Aleve upsets my stomach.",),
    ("We follow the AHA and the FDA guidelines here.",),
    ("my heart rate went up to one hundred and ten",),
    ("the temperature was ninety eight point six",),
    ("i weigh ninety two kilos now",),
    ("visit three is in two weeks, plus or minus three days",),
    ("can you walk on your heels and then on your toes",),
    ("the A C L tear was fixed and the M R I looked good",),
    ("I take vitamin D, vitamin B twelve and some fish oil.",),
    ("just a moment please, i'll be right back",),
    ("Are you allergic to anything?", "Penicillin and sulfa."),
    ("count backward from one hundred by sevens", "ninety three, eighty six, seventy nine, seventy two"),
    ("what is the name of the medication", "atorvastatin i think", "okay and the dose", "forty milligrams"),
    ("we are going to draw three tubes of blood and do an E K G",),
    ("i drank two glasses of wine on saturday night",),
    ("the bell's palsy went away after six weeks",),
    ("it hurts when i bend down or march in place",),
    ("any chest pain, shortness of breath, nausea, vomiting",),
    ("Epworth score nine, Karnofsky ninety, ECOG one.",),
    ("we moved the appointment from nine to ten thirty",),
    ("I was on prednisone, then methotrexate, and now Humira every two weeks.",),
    ("In Texas we have different rules than in California.",),
    ("she is hope less and tired most days",),
    ("what's your pain level today", "about a four"),
    ("how old are you", "i'm fifty eight"),
    ("do you have any questions for me", "no i think that's all"),
    ("the EGFR is forty five and the BUN is twenty two",),
    ("He's on Keytruda, two hundred milligrams every three weeks.",),
    ("the grade two neuropathy started in cycle four",),
    ("You should rest, drink water, and call us if it gets worse.",),
    ("was it the left knee or the right knee", "the left one"),
]
