"""What stands before the name of an employer, a school, a parish or a home: "i drive for", "my parish is"."""

import re

_THE = r"(?:the\s+|a\s+place\s+called\s+)?"
_OVER = r"(?:(?:over|down|up|out|on|here|back|now|still|currently)\s+){0,2}"
_TRADE = (
    r"manager|supervisor|foreman|driver|welder|teller|clerk|cashier|cook|chef|guard|janitor|mechanic|operator|nurse|teacher|waitress"
    r"|waiter|bartender|barista|dispatcher|secretary|receptionist|librarian|engineer|accountant|bookkeeper|lawyer|attorney|paralegal"
    r"|salesman|technician|custodian|carpenter|plumber|electrician|painter|baker|butcher|barber|hairdresser|stylist|host|hostess"
    r"|porter|loader|picker|packer|sorter|stocker|trucker|pilot|steward|aide|assistant|intern|apprentice|trainer|coach|tutor|professor"
    r"|instructor|analyst|programmer|developer|designer|editor|reporter|consultant|adviser|advisor|agent|broker|inspector|machinist"
    r"|fitter|roofer|mason|farmhand|rancher|groomer|caretaker|superintendent|councilor|trustee|deacon|organist|pastor|usher|treasurer"
    r"|president|chairman|secretary|volunteer|lady|guy|hand|rep|tech|temp"
)
WORK = re.compile(
    r"\b(?:(?:work(?:s|ed|ing)?|employed|hired|contract(?:s|ed|ing)?|shifts?|job|boss|drive|drives|drove|deliver|delivers|delivered|temp"
    r"|temping|clean|cleaning|bartend(?:s|ed|ing)?|wait(?:s|ed|ing)?\s+tables|usher(?:s|ed|ing)?|preach(?:es|ed|ing)?"
    r"|intern(?:s|ed|ing)?|fly|flew|flying|sail(?:s|ed|ing)?|nann(?:y|ies|ied)|cater(?:s|ed|ing)?|umpires?|referees?|coach(?:es|ed|ing)?|t(?:each|aught|eaches|eaching)|consult(?:s|ed|ing)?|freelanc(?:e|es|ed|ing)|moonlight(?:s|ed|ing)?"
    r"|(?:sell|sells|sold|haul|hauls|hauled|build|builds|built|fix|fixes|fixed|repair|repairs|clean|cleans|cleaned|pack|packs|load|loads|paint|paints)\s+(?:the\s+)?[a-z]+"
    r"|work(?:s|ed|ing)?\s+(?:the|a|in|on)\s+(?:\w+\s+){1,3}?(?=(?:at|for|with|out\s+of)\b)|(?:driv(?:e|es|ing)|drove)\s+(?:(?:a|the|their)\s+)?(?:school\s+bus|bus|truck|cab|taxi|van|long\s+haul|forklift"
    r"|semi|lorry|tractor|limo|ambulance|rig|tanker|shuttle|route)"
    r"|r[ua]ns?\s+(?:a|the)\s+(?:forklift|crane|press|lathe|loom|machine|saw|oven|grill|kiln|line)"
    r"|(?:do|did|does|doing|handle|handles|run|runs)\s+(?:the\s+|some\s+)?(?:books|payroll|accounts|accounting|security|maintenance|landscaping|hair|nails|taxes|catering"
    r"|billing|scheduling|sales|marketing|deliveries|laundry|cleaning|nights|days|shifts|bookkeeping|repairs)|light\s+duty|overtime"
    rf"|{_TRADE}"
    r"|volunteer(?:s|ed|ing)?|worship(?:s|ed|ing)?|bingo|group|meetings?|class(?:es)?|choir|rehab|living|lives|degree|diploma|shelves|books|line|job\s+(?:is|was)|retired|laid\s+off|fired|let\s+go|been)"
    r"(?:\s+(?:part\s+time|full\s+time|nights|days|weekends|security|maintenance))?"
    rf"\s*\b{_OVER}(?:at|for|with|from|by|out\s+of)|(?:employer|company|union|firm)(?:['’]?s|\s+is|\s+was)(?:\s+called)?"
    r"|(?:at\s+work|my\s+job),?\s+i['’]?m\s+(?:at|with))\s+" + _THE,
    re.I,
)
"""What follows is an employer, if it has no article and two words or more, too."""
JOB = re.compile(
    rf"\b(?:(?:work(?:s|ed|ing)?|employed|hired|shifts?|job|bartend(?:s|ed|ing)?|wait(?:s|ed|ing)?\s+tables|nights|{_TRADE})\s+{_OVER}(?:at|for)"
    r"|(?:play|bowl|pitch|coach|row|skate|cheer)(?:s|es|ed|ing)?\s+for|\b(?:i|we|he|she|they|husband|wife|family)\s+(?:own(?:s|ed)?|opened|manage[sd]?|bought))\s+the\s+",
    re.I,
)
"""What follows is a house or a team even if it is called two plain words: "i bartend at the rusty anchor"."""
AT = re.compile(
    r"\b(?:at|(?:go|goes|going|went|transferred|commutes?|degree|freshman|sophomore|junior|senior|student|alum\w*|graduated|graduate|dropped\s+out)"
    r"\s+(?:to|of|from|at))\s+(?:the\s+)?",
    re.I,
)
AT_BARE = re.compile(
    r"(?<!look\s)(?<!looked\s)(?<!looking\s)(?<!good\s)(?<!bad\s)(?<!better\s)(?<!worse\s)(?<!mad\s)\b(?:at|through)\s+(?!the\b|an?\b)",
    re.I,
)
"""No article follows: what comes is a name, or one of the phrases that need none."""
PAID = re.compile(
    r"\b(?:insurance|pension|paycheck|check|benefits|disability|coverage|retirement|care|transport|rides?|meals|meds|pills|prescriptions?|supplies|settlement|claim|case)"
    r"(?:['’]s|\s+is|\s+are|\s+comes?|\s+came|\s+goes)\s+(?:\w+\s+)?(?:from|through|with|at|by)\s+(?:the\s+)?",
    re.I,
)
APPOSED = re.compile(
    r"\b(?:my|our|his|her|their|the|kids['’]|a\s+little|a\s+small)\s+(?:\w+\s+)?(?:church|parish|school|college|bank|mosque|temple|synagogue|union|club|gym|daycare"
    r"|preschool|employer|agency|congregation|company|firm|pharmacy|drugstore|chemist|shop|store|business|attorney|lawyers?|clinic|hospital),\s+(?:the\s+)?",
    re.I,
)
WITH = re.compile(
    r"(?:['’](?:s|re|m)|\b(?:is|are|was|were|am|been|contract\w*|partner\w*|signed|insured|registered|affiliated|practices?))\s+"
    rf"{_OVER}(?:with|from|out\s+of)\s+(?:the\s+)?",
    re.I,
)
OURS = re.compile(
    r"\b(?:my|our|his|her|their|the\s+kids['’]?)\s+(?:\w+\s+)?(?:church|parish|school|college|bank|mosque|temple|synagogue|union|club|team|gym|lodge"
    r"|daycare|preschool|employer|agency|congregation|company|firm|pharmacy|chemist|drugstore|practice|hospital|clinic|surgery|home|work"
    r"|university|office|insurance|nursery)(?:['’]?s|\s+is|\s+was)\s+(?:at\s+|called\s+|named\s+)?(?:the\s+)?",
    re.I,
)
"""After these, a word that is in no list of words is a name."""
CALLED = re.compile(
    r"\b(?:(?:group|club|team|home|church|school|place|company|shelter|firm|band|choir|charity|nursery|gym)(?:['’]?s|\s+is|\s+was)?"
    r"\s+(?:called|named)|(?:under|by)\s+the\s+name(?:\s+of)?)\s+" + _THE,
    re.I,
)
NEAR = re.compile(
    r"\b(?:at|for|with|from|to|into|near|by|down|attends?|attended|attending|joined|join|owns?|owned|manages?|managed|runs?"
    r"|of|in|visit(?:s|ed)?|like|(?:church|parish|school|college|bank|mosque|temple|synagogue|union|group|club|team|gym|home|lodge"
    r"|daycare|preschool|employer|agency|congregation)(?:['’]?s|\s+is|\s+was|,))\s+" + _THE,
    re.I,
)
"""What follows may be a house: it needs a word that tells."""
