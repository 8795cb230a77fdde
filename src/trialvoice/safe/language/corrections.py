"""Words by which a speaker takes a value back, measures again, or settles on one."""

import re

CORRECTED = re.compile(
    r"\b(?:(?:no|nah|naw),? (?:wait|hang|hold|sorry|put|say|call|i|that's|it's|make|let|there|actually|"
    r"what am i|tell a lie)|well,? no|"
    r"wait\b|sorry\b|"
    r"let me (?:say|correct|re-?read|look again)|actually|i mean|i meant|make (?:that|it)|scratch that|strike that|"
    r"correction|i tell a lie|tell a lie|misread|read (?:that|it) wrong|hang on|hold on|what am i saying|or no)\b|"
    r"(?:\.\.\.|…|[,.]) ?no[,.]",
    re.IGNORECASE,
)
"""What comes after replaces what was said before."""
REPEATED = re.compile(
    r"\b(?:again|(?<!to )repeat\w*(?! (?:that |it )?back)|re-?(?:check|take|do|test|measure)\w*|redo|"
    r"second (?:one|time|reading|go|try|measurement)|third (?:one|time|reading)|once more|one more time|"
    r"another (?:go|reading|one|try)|this time|"
    r"now (?:it's|it is|that's|you're|you've|we're|we have|we've)|take a breath|"
    r"sit (?:quiet|still)|rest (?:a|for)|average|goes in|that's the one|put that (?:one )?down|"
    r"(?:i'll|we'll|let's) (?:use|take|keep|go with|write|record|call it)|try that|better\b)",
    re.IGNORECASE,
)
"""A measurement taken again, of which the last is kept."""
