"""Whether an answer stands on words that we know: firm ground for a yes and for a no.

A heading says yes or no to whatever stands under it, so a name in words that no rule knows would
get an answer by default. Here it is the other way round: the words between the beginning of an item
and its name have to be known before the heading's answer counts for the name, and so have those
behind a name that is barred ("DM that burnt out" bars few of those with DM). The words are data;
see ground.toml.
"""

import re

from . import kinds, misspelled
from .cues import NAME, PEOPLE, Kind
from .diseases import OVERLAP, UMBRELLA
from .effects import Part
from .excepted import is_of_diseases, tells_of_others
from .governors import is_governed, is_of_another, part_begin, without_brackets
from .ground_words import WORDS
from .lists import first_of_list, is_level, last_of_list
from .reach import NEXT_ITEM
from .scopes import Clause, Found
from .word_grades import are_all_unknown
from .wording import lazy

_SEPARATOR = lazy(rf"[,:;(\[–—/&+=]|[.]\s|\s-\s|\b(?:{WORDS['separators']})\b", re.IGNORECASE)
_PLAIN_BEFORE = lazy(
    # One way to read each character, so that a long line takes no longer than its length.
    rf"(?:[\W{PEOPLE}]+|(?:\d+|{WORDS['before_no']})(?![\w-])[.:]?)*+",
    re.IGNORECASE,
)
_SIGNS = lazy(rf"\b(?:{WORDS['before_denied']})\b", re.IGNORECASE)
_PLAIN_BEHIND = lazy(
    rf"\W*(?:(?:{WORDS['nouns']})\b\W*)*(?:$|[.;:)\]\[(,/&+<>=≥–—-]|\d{{1,2}}[.)]\s|(?:{WORDS['behind_no']})\b)",
    re.IGNORECASE,
)
_NARROWS = lazy(
    rf"(?!\W*(?:because|since)\b)(?:\W*(?:{WORDS['narrows']})\b|(?:(?!\b(?:disease|disorder|condition|illness|cause|infection|myopathy|dystrophy|factor)\w*\s+(?:that|which)\b)[^()])*\b(?:may|might|can|could|discuss\w*|permission|approval)\b)",
    re.IGNORECASE,
)
_SUBJECT = (
    rf"\W*(?:(?:{WORDS['nouns']}|alone|cohort|arm|group|who|which|that|they|these|it|though|however|meanwhile|therefore|thus|still"
    r"|instead)\W+)*"
)
_VERB = rf"(?:{WORDS['verbs']})"
_PREDICATE = lazy(rf"{_SUBJECT}(?P<verb>{_VERB}\b.*)", re.IGNORECASE)
_KNOWN_PREDICATE = lazy(
    rf"(?:{WORDS['demanding']})(?!\w)|goes\s+on|(?:remains?|stays?)\s+(?:\w+ly\s+)?(?:active|refractory|symptomatic|severe|progressive)(?!\w)|(?:(?:{WORDS['auxiliaries']})\s+)+(?:{WORDS['predicates']})(?!\w)",
    re.IGNORECASE,
)
# Atomic: a word that two patterns fit is read in one way, so that the work grows with length.
_KNOWN_BEHIND = lazy(
    rf"\w*(?>\s+(?:{WORDS['beside']})(?![\w-]))*"
    rf"\s*(?:$|[^\w\s]|[{PEOPLE}\d]|(?:{WORDS['small']}|{WORDS['behind_yes']})\b)",
    re.IGNORECASE,
)
_KNOWN_BEFORE = lazy(
    rf"(?:^|[^\w\s-]|[{PEOPLE}\d]|\b(?:{WORDS['small']}))[\s-]*"
    rf"(?>(?<!\w)(?:{WORDS['beside']}|{WORDS['before_yes']})[\s‑-]+)*$",
    re.IGNORECASE,
)
# Characters before a name in which the words that touch it stand.
_TOUCHING = 80
_LISTED = lazy(r"\W*(?:(?:and|or|nor|ou|et|und|oder|an?|the)\W+)*", re.IGNORECASE)
_BY_CRITERIA = lazy(
    rf".*\b(?:(?:{WORDS['criteria']})(?:\s.*\bfor|\s+of)|(?:weakness|myopathy|(?<!heart\s)(?<!lung\s)(?<!skin\s)(?<!cardiac\s)disease|symptoms)\s+"
    r"(?:(?:better|best)\s+)?(?:explained\s+by|due\s+to|caused\s+by))\b",
    re.IGNORECASE,
)
# "Definite or possible IBM" is all IBM, "possible IBM" is not.
_POSSIBLE = lazy(r"\bpossible\b", re.IGNORECASE)
_NOT_ONLY_POSSIBLE = lazy(
    r"\b(?:probable|definite|confirmed|known|suspected|proven|established)\b", re.IGNORECASE
)
# Other diseases overlap as well; beside types of myositis it is one of them.
_OVERLAPS_ALONE = lazy(r"\W*(?:any\s+|other\s+)?overlap(?:ping)?\s+syndromes?\W*", re.IGNORECASE)
_AND = lazy(r"\s*(?:and|or|/|&|and/or)\s*", re.IGNORECASE)
# "Patients with PM, DM, or IMNM who fell ill more than ten years ago": words about all of them
_PEOPLE_WITH = lazy(rf"{PEOPLE}\s+(?:an?\s+|the\s+)?\Z", re.IGNORECASE)
# "PM, IBM, or IMNM, when no biopsy can be had", "CADM, IBM or ASyS which would interfere"
_OF_WHOLE_LIST = lazy(r",?\s*(?:when|if|where|which|that|who|whose|in\s+whom)\b", re.IGNORECASE)
_LIST = lazy(r"\s*,?\s*(?:and|or|/|&|and/or|,)\s*", re.IGNORECASE)
# "IBM, or DM that is paraneoplastic": words about the second alone
_COMMA_OR = lazy(r"\s*,\s*(?:or|and|and/or)\s*(?:an?\s+|the\s+)?", re.IGNORECASE)
# "ASyS and overlap myositis with lupus"
_WITH_ANOTHER = lazy(
    r"\s+(?:syndromes?\s+)?with\s+(?:(?:an?|any|other|another|the|different|defined)\s+)*(?:systemic\s+)?"
    r"(?:CTDs?\b|connective|lupus|SLE\b|sclero|SSc\b|Sj|MCTD|RA\b|rheumat)",
    re.IGNORECASE,
)


def is_firm_no(clause: Clause, number: int, here: list[Found]) -> bool:
    """Whether all who have a disease are barred, as far as the words around its name go."""
    mention = clause.mentions[number]
    if not here and _OVERLAPS_ALONE.fullmatch(clause.text):
        return False
    if kinds.names_a_kind(clause, number):
        return False
    if any(cue.end == mention.start and cue.text.lower().startswith("non") for cue in here):
        # "Non-IBM myositis with weakness"
        return True
    if not _is_plain_behind(clause, number, here) and not _goes_on_of_whole(clause, number, here):
        return False
    last = number
    is_of_people = _PEOPLE_WITH.search(clause.masked, 0, clause.mentions[0].start)
    end = clause.mentions[last_of_list(clause, number)].end
    is_of_last = len(clause.mentions) == 2 and _COMMA_OR.fullmatch(clause.between(0))
    is_of_whole = is_of_people or (_OF_WHOLE_LIST.match(clause.masked, end) and not is_of_last)
    joint = _LIST if is_of_whole else _AND
    while last < len(clause.mentions) - 1 and joint.fullmatch(clause.between(last)):
        following = clause.mentions[last + 1]
        if OVERLAP in following.means and _WITH_ANOTHER.match(clause.masked, following.end):
            break
        # "PM and DM with another disease": the words behind the second are about both.
        last += 1
        if clause.mentions[last].means != (UMBRELLA,) and not _is_plain_behind(clause, last, here):
            return False
    start = mention.start
    if any(cue.kind == Kind.DENIES and cue.start >= start for cue in here):
        # "IBM has been ruled out"
        return True
    begin = max((cue.end for cue in here if cue.end <= start), default=0)
    begin = max(begin, _restart(clause, start))
    own = _own(clause, number, begin)
    words = _BY_CRITERIA.sub(" ", without_brackets(clause.masked[own:start]))
    if _NOT_ONLY_POSSIBLE.search(clause.masked, begin, start):
        words = _POSSIBLE.sub(" ", words)
    if here:
        words = _SIGNS.sub(" ", words)
    if not _PLAIN_BEFORE.fullmatch(words):
        return False
    return bool(here) or not (_is_list_governed(clause, number) or _is_in_a_phrase(clause, number))


def _is_in_a_phrase(clause: Clause, number: int) -> bool:
    """Whether unknown words are about a whole list: "fibrosis in DM, CADM or ASyS"."""
    first = number
    while first and _LIST.fullmatch(clause.between(first - 1)):
        first -= 1
    words = clause.masked[_own(clause, first, 0) : clause.mentions[first].start]
    return (
        first < number and bool(_PREPOSITION.search(words)) and not _PLAIN_BEFORE.fullmatch(words)
    )


_PREPOSITION = lazy(
    r"\b(?:in|of|from|for|by|to)\s+(?:(?:an?|the|adult|patients\s+with)\s+)?\Z", re.IGNORECASE
)


def _goes_on_of_whole(clause: Clause, number: int, here: list[Found]) -> bool:
    """Whether words behind a comma are about what is taken: "IIM other than IBM, below 65"."""
    end = clause.mentions[number].end
    return (
        clause.masked[end : end + 1] == ","
        and clause.mentions[0].means == (UMBRELLA,)
        and any(
            cue.kind == Kind.EXCEPTS and cue.end <= clause.mentions[number].start for cue in here
        )
    )


def _is_list_governed(clause: Clause, number: int) -> bool:
    """Whether a preposition that we do not know stands before a list, or before an earlier one.

    "IBM, PM with onset after 60 years, JDM": "after" is about PM alone.
    """
    first = first_of_list(clause, number)
    if first and is_level(clause, first - 1) and _ENDS_WITH_COMMA.search(clause.between(first - 1)):
        return _is_list_governed(clause, first - 1)
    begin = max(part_begin(clause, first), _restart(clause, clause.mentions[first].start))
    return is_governed(clause, begin, first)


_ENDS_WITH_COMMA = lazy(r",\s*(?:(?:and|or)\s+)?(?:(?:an?|the|any)\s+)?$", re.IGNORECASE)


def _restart(clause: Clause, start: int) -> int:
    """Where an item begins that no word before it governs: "…, i.e. ASyS", "… and all IBM"."""
    found = [*_RESTATES.finditer(clause.masked, 0, start)]
    if found:
        return found[-1].end()
    if item := NEXT_ITEM.search(clause.masked, 0, start):
        return item.start()
    return max((found.end() for found in _OR_WITH.finditer(clause.masked, 0, start)), default=0)


# "Unable to attend visits, or with a diagnosis of IBM"
_OR_WITH = lazy(
    r"(?<!suspected)(?<!possible)(?<!presumed)(?<!probable)(?<!assumed)\s(?:and|or)\s+(?=(?:known|suspected|established|confirmed|proven)\s+\ue000)|,\s*(?:and|or)\s+(?=(?:with|having|ha(?:s|ve|d)|diagnosed|known|suspected|(?:an?\s+)?diagnosis)\b)",
    re.IGNORECASE,
)
_RESTATES = lazy(r"\b(?:i\.?\s?e\b\.?|that\s+is\s*,|namely|in\s+other\s+words)", re.IGNORECASE)


def _is_plain_behind(clause: Clause, number: int, here: list[Found]) -> bool:
    mention = clause.mentions[number]
    if mention.means == (OVERLAP,):
        return not _NEEDS.search(clause.masked, mention.end)
    return not _is_of_others(clause, number) and are_plain(clause, mention.end, here)


def are_plain(clause: Clause, end: int, here: list[Found]) -> bool:
    """Whether the words behind a place narrow nothing of what stands before it."""
    until = min(
        (
            cue.start
            for cue in clause.cues
            if cue.start >= end and (cue.reaches or cue.kind == Kind.PLAIN or cue in here)
        ),
        default=len(clause.masked),
    )
    if abbreviated := _ABBREVIATED.match(clause.masked, end):
        end = abbreviated.end()
    elif _ABBREVIATION.search(clause.masked, 0, end + 1):
        end += 1
    behind = clause.masked[end:until]
    if _OF_ONE_OF_TWO.match(behind):
        # Which one of them is spared is told elsewhere: see narrowing.py.
        return True
    if not _PLAIN_BEHIND.match(behind):
        # "Neither PM nor IBM may join": another word has said already that it is barred.
        return bool(here) and bool(_PREDICATE.match(behind))
    found = re.match(r"\s*(?:,|\()", behind)
    if found and found[0].endswith("("):
        behind = behind.partition(")")[0]
        if _OF_ANY_CERTAINTY.search(behind):
            # "IBM (possible, probable or definite)"
            return True
    if NAME not in behind and _PROVIDED.search(behind):
        return False
    return not (found and NAME not in behind and _NARROWS.match(behind, found.end()))


# "Amyopathic dermatomyositis (CADM) with fibrosis", at either name
_ABBREVIATED = lazy(rf"\s*\({NAME}+\)")
_ABBREVIATION = lazy(rf"{NAME}\s*\({NAME}+\)\Z")
_PROVIDED = lazy(
    r",\s*(?:provided|as\s+long\s+as|(?:save|except)\s+(?:where|when|if|for))\b", re.IGNORECASE
)


_OF_ANY_CERTAINTY = lazy(r"\b(?:possible|probable)\b.*\bdefinite\b", re.IGNORECASE)
_OF_ONE_OF_TWO = lazy(
    r"\W*(?:(?:but|however|although|though|whereas|while)\W+)?the\s+(?:latter|former)\b",
    re.IGNORECASE,
)
# "Overlap with SLE that needs treatment of its own": few of those with it
_NEEDS = lazy(
    r"\b(?:requir(?:es?|ing)|needs?(?!\s+not)|needing|with\s+(?:active|severe|uncontrolled|predominant)|for\s+which|in\s+whom|whose|where|carrying"
    r"|in\s+(?:patients|persons|people|those|subjects|participants|individuals)\s+(?:with|who)|only(?=\s*(?:$|[;.,)])))\b",
    re.IGNORECASE,
)


def _is_of_others(clause: Clause, number: int) -> bool:
    """Whether words behind a list are about all of it: "DM, PM or other myositis due to cancer"."""
    last = last_of_list(clause, number)
    return (
        last > number
        and clause.mentions[last].means == (UMBRELLA,)
        and bool(_OTHER.search(clause.between(last - 1)))
        and not _PLAIN_BEHIND.match(clause.masked, clause.mentions[last].end)
    )


_OTHER = lazy(r"\b(?:another|other)\s*$", re.IGNORECASE)


def is_firm_yes(clause: Clause, number: int, within: Part, here: list[Found]) -> bool:
    """Whether a yes reaches a name through words that we know, and is about all who have it."""
    if any(_ELSEWHERE.match(clause.masked, cue.end) for cue in here if cue.kind == Kind.INCLUDES):
        return False
    if within == Part.EXCLUSION and _is_lacked(number, here, clause):
        return True
    if within == Part.EXCLUSION:
        is_plain = _is_plain_behind(clause, number, here) or tells_of_others(clause, number, here)
        return is_plain and is_of_diseases(clause, number, here)
    if not _is_known_beside(clause, number) or _is_whose_task(clause, number):
        return False
    if _STRATIFIED.search(clause.masked, 0, clause.mentions[number].start):
        return False
    if any(cue.kind == Kind.INCLUDES and not cue.text.endswith(" be") for cue in here):
        return True
    if _may_be_refused_too(clause, number):
        return False
    first = first_of_list(clause, number)
    if is_of_another(clause, _own(clause, first, 0), first) or (
        not here and _is_denied(clause, first)
    ):
        return False
    last = last_of_list(clause, number)
    return not (_has_unknown_predicate(clause, last) or _has_unknown_remark(clause, last))


def _may_be_refused_too(clause: Clause, number: int) -> bool:
    """Whether a refusal of the next name may be of this one: "IBM and cancer-related DM: no"."""
    if number + 1 >= len(clause.mentions) or not _AND_KIND.match(clause.between(number)):
        return False
    end = clause.mentions[number + 1].end
    return any(
        cue.kind == Kind.REFUSES and cue.start >= end and number + 1 in cue.reaches
        for cue in clause.cues
    )


_AND_KIND = lazy(r"\s+(?:and|or)\s+\w", re.IGNORECASE)


def _has_unknown_remark(clause: Clause, number: int) -> bool:
    """Whether a name is all but a heading for a few words that no rule knows: "IBM: nope"."""
    remark = _SHORT_REMARK.fullmatch(clause.masked, clause.mentions[number].end)
    if not remark:
        return False
    is_heading = remark["mark"] == ":" and not _NO_SUCH.match(remark["words"])
    return bool(_OFF.match(remark["words"])) or (is_heading and are_all_unknown(remark["words"]))


# Without numbers: "DM: CDASI of 14 or more" tells who they are.
_SHORT_REMARK = lazy(
    rf"\s*(?P<mark>:|(?<=\s)[-–—](?=\s)|\()\s*(?P<words>[^\d<>≥≤=:;,.(){NAME}]{{2,40}})[.)]?"
)
_OFF = lazy(r"(?:off|out)\b|(?:no|never)\W*\Z", re.IGNORECASE)
_NO_SUCH = lazy(r"no\s+\w", re.IGNORECASE)  # "DM: no biopsy required"
# "Randomization is stratified by subtype (DM versus others)": it may take more types than these.
_STRATIFIED = lazy(r"\bstratif(?:y|ied|ication|ying)\b", re.IGNORECASE)


def _is_whose_task(clause: Clause, number: int) -> bool:
    """Whether brackets say who is asked for something: "able to send photos (DM only)"."""
    if any(clause.group_of(other) == 0 for other in range(len(clause.mentions))):
        return False
    is_of_one = clause.group_of(number) != 0 and _ONLY_ONE.search(clause.masked)
    return bool(is_of_one and _TASK.match(clause.masked))


_ONLY_ONE = lazy(rf"\(\s*(?:only\b[^()]*|[{NAME}\s]+|[^()]*\bonly\s*)\)", re.IGNORECASE)


_TASK = lazy(
    r"\W*(?:(?:is|are|be|must\s+be|patient|participant|subject)\s+)*(?:able|ability|willing\w*|capable|agree\w*|consent\w*|written|signed|caregivers?|availab\w+|access|provid\w+|photos?|owns?|underst\w+)\b",
    re.IGNORECASE,
)


def _is_denied(clause: Clause, first: int) -> bool:
    """Whether a denial stands before a name in its item: "no features that point to IBM"."""
    start = clause.mentions[first].start
    begin = _own(clause, first, 0)
    if _HINTS.search(clause.masked, begin, start):
        # "Without vacuoles or other hints at IBM"
        begin = part_begin(clause, first)
    return any(
        not any(cue.start <= at.start() < cue.end for cue in clause.cues if cue.kind == Kind.PLAIN)
        for at in _DENIAL.finditer(clause.masked, begin, start)
    )


_HINTS = lazy(
    r"\b(?:hints?|signs?|features?|suggest\w*|suspicion|evidence|findings?|changes)\b",
    re.IGNORECASE,
)
_DENIAL = lazy(r"\b(?:no|not|without|never|neither|nor|none|free|absen\w+)\b(?!-)", re.IGNORECASE)


def _is_lacked(number: int, here: list[Found], clause: Clause) -> bool:
    """Whether an exclusion is of those who do not have it: "not having IMNM with anti-SRP"."""
    start = clause.mentions[number].start
    return bool(here) and all(cue.kind == Kind.DENIES and cue.end <= start for cue in here)


def _is_known_beside(clause: Clause, number: int) -> bool:
    """Whether the words before and behind a list of names are known, up to the next small word."""
    first = last = number
    while first and _LISTED.fullmatch(clause.between(first - 1)):
        first -= 1
    while last < len(clause.mentions) - 1 and _LISTED.fullmatch(clause.between(last)):
        last += 1
    start, end = clause.mentions[first].start, clause.mentions[last].end
    cues = [
        cue
        for cue in (*clause.cues, *clause.beside)
        if cue.kind == Kind.PLAIN or not {first, last}.isdisjoint(cue.reaches)
    ]
    begin = max((cue.end for cue in cues if cue.end <= start), default=part_begin(clause, first))
    until = min((cue.start for cue in cues if cue.start >= end), default=len(clause.masked))
    before = clause.masked[max(begin, start - _TOUCHING) : start]
    if _NUMBERED.search(clause.text, 0, start):
        before = ""
    if not _KNOWN_BEFORE.search(before) and not misspelled.before_known(before, _KNOWN_BEFORE):
        return False
    return bool(
        _KNOWN_BEHIND.match(clause.masked, end, until)
        or misspelled.known_behind(clause.masked, end, until)
    )


# "DM with a rash b) PM": another item.
_NUMBERED = lazy(r"(?<!\w)\(?(?:[a-h]|\d|i{1,3})\)\s*(?:an?\s+|the\s+)?\Z", re.IGNORECASE)


# "They will be invited to a separate study."
_ELSEWHERE = lazy(
    r"\s+(?:later|elsewhere|separately|afterwards)\b|\s+(?:to|in|into|for|by|at)\s+(?:(?:an?|our|the|their)\s+)?(?:an?other|other|separate|different|sister|later|future|second|parallel|extension|previous"
    r"|earlier|national|next)\b|\s+(?:to|into)\s+(?:an?|our|the|their)\s+(?!(?:present|current|main|open|whole|same|entire|double|randomi\w+|extension)\b)[\w-]+\s+(?:trial|study|protocol)\b",
    re.IGNORECASE,
)


def _own(clause: Clause, number: int, begin: int) -> int:
    """Where the item of a list begins that a name stands in."""
    start = clause.mentions[number].start
    begin = max(begin, part_begin(clause, number))
    if number:
        begin = max(begin, clause.mentions[number - 1].end)
    text = without_brackets(clause.masked[begin:start])
    return begin + max((found.end() for found in _SEPARATOR.finditer(text)), default=0)


# "IBM not being part of it"
_LEFT_OUT = lazy(
    rf"{_SUBJECT}(?:is\s+|are\s+)?not\s+(?:being|one|among|part|belong\w*|count\w*|within|considered|regarded)\b",
    re.IGNORECASE,
)
# "Those with IBM who can walk", "PM, that is, weakness"
_RESTRICTS = lazy(
    rf"\s+(?:(?:{WORDS['nouns']})\s+)?(?:who|whose|that|which)\b|\W*that\s+is(?:\s+to\s+say\b|\s*[,:])",
    re.IGNORECASE,
)
_NOT = lazy(rf"{_VERB}\s+(?:not|never)\b", re.IGNORECASE)


def _has_unknown_predicate(clause: Clause, number: int) -> bool:
    """Whether a verb that we do not know says something of a name: "IBM has to wait"."""
    end = clause.mentions[number].end
    until = min((b for b in clause.boundaries if b >= end), default=len(clause.masked))
    if _LEFT_OUT.match(clause.masked, end, until):
        return True
    found = _PREDICATE.match(clause.masked, end, until)
    if not found or _RESTRICTS.match(clause.masked, end, until):
        return False
    at = found.start("verb")
    denied = _NOT.match(clause.masked, at)
    if denied and not clause.masked[end:at].strip():
        # "IBM is not suspected", but "patients with DM who are not treated"
        until = denied.end()
        return not any(c.kind == Kind.PLAIN and at <= c.start < until for c in clause.cues)
    if any(cue.start <= at < cue.end for cue in (*clause.cues, *clause.beside)):
        return False
    return not _KNOWN_PREDICATE.match(clause.masked, at, until)
