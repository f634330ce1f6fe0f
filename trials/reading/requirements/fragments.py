"""Parts of patterns that the rules of several questions share."""

NUMBER_WORDS = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty-four": 24},
    **{"twenty": 20, "thirty-six": 36, "forty-eight": 48},
}
NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(NUMBER_WORDS)})"
UNIT = r"(?:days?|weeks?|wks?|months?|mos?|years?|yrs?)"
# What a criterion tells of the study itself: "at every visit", "will be done".
PLANNED = (
    r"(?:at (?:each|every|all) (?:\w+ )?visits?"
    r"|at (?:the )?(?:baseline|inclusion|screening|entry|start) and (?:at |after |on )?(?:the )?"
    r"(?:\w+ )?(?:weeks?|months?|days?|end|years?|\d+)"
    r"|at (?:weeks?|months?) \d+(?:,| and)"
    r"|before and after (?:the )?(?:\w+ )?(?:training|treatment|therapy|study|period|program\w*)"
    r"|(?:will|must|has to|have to) be(?: \w+)? (?:taken|performed|obtained|done|made|repeated"
    r"|carried out))"
)
WILLING = (
    r"\b(?:willing|able|agree\w*|consent\w*|accepts?|ability|prepared|ready|commit\w*"
    r"|must (?:undergo|provide|have an?|agree))\b"
)
UNABLE = (
    r"\b(?:contra-?indicat\w*|unable|inability|unwilling\w*|refus\w*|cannot|can't|not able"
    r"|not willing|incompatible|intoleran\w*|not tolerate|unsuitable|decline\w*)\b"
)
DONE = (
    r"(?:will be|are|is being|were|was|is)(?: \w+){0,2} (?:taken|performed|obtained|collected|done"
    r"|made|carried out|conducted|acquired|assessed|measured|repeated|requested|required|evaluated)"
)
DOES = (
    r"\b(?:undergo|take|perform|obtain|collect|provide|receive|get|complete|conduct"
    r"|(?:will|must|to) (?:have|do)|will (?:include|involve|require)"
    r"|(?:study|trial|visits?|evaluations?|assessments?|tests?|procedures?) (?:include|involve"
    r"|require)s?)"
)
LISTS = (
    r"\b(?:visits?|assessments?|evaluations?|evaluated|tests?|testing|examinations?)\b[^.;]{0,60}"
    r"\b(?:includ\w+|involv\w+)\b[^.]{0,160}"
)
TIME = rf"{NUMBER}(?: \(\d+\))?[- ]?(?:{UNIT}|half[- ]?li(?:fe|ves))"
# Without a mark of a word's beginning it is found twice as fast.
WINDOW = (
    r"(?:within|in the|during the|over the|for the last|for the past|less than|fewer than|<|last"
    r"|past"
    rf"|previous|preceding)[^.;]{{0,25}}?\b{TIME}"
    rf"|\b{TIME}[^.;]{{0,20}}? (?:prior to|before|preceding"
    r"|of (?:the )?(?:screening|baseline|enrol|randomi|first|day))"
    r"|(?:in|during|within|over) the (?:last|past|previous|preceding) (?:year|month|week)\b"
)
# Parts of words, those at the ends of names too: -mab, -nib, -cept.
MEDICINES = (
    *("mab", "nib", "tacept", "nercept", "cicept", "ivig", "immunoglobulin", "immune globulin"),
    *("gimod", "anti-cd", "anti cd", "b-cell-deplet", "leflunomide", "sirolimus"),
    *("cyclophosph", "biologic", "immunosuppress", "immunomodul", "jak", "azathioprine"),
    *("methotrexate", "mycophenol", "tacrolimus", "closporin", "calcineurin", "chloroquine"),
    *("antimalarial", "steroid", "predniso", "glucocort", "plasma exchange", "plasmapheresis"),
    *("anticancer", "anti-cancer", "chemotherap", "b-cell deplet", "b cell deplet", "inhibitor"),
    *("statin", "botulinum", "creatine", "gene therap", "cell therap", "investigational drug"),
    *("investigational medic", "investigational product", "investigational agent"),
    *("investigational treat", "investigational therap", "investigational new drug"),
    *("experimental drug", "experimental medic", "experimental treat", "experimental therap"),
)
OF_STUDY = r"(?: of)?(?: the| an?| first)* ?(?:study|trial|protocol|investigational|treatment|dos)"
CHANGE = (
    r"\b(?:chang\w*|increas\w*|adjust\w*|modif\w*|alter\w*|escalat\w*|newly|unstable"
    rf"|(?:initiat\w*|start(?:ed|ing))(?!{OF_STUDY})|not (?:been )?(?:on )?(?:a )?stable)\b"
)
