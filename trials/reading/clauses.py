"""What a clause says of each disease that it names: taken, barred, neither, or unclear.

1. The names are masked, and the cues of the table are found between them.
2. Each cue gets its scope. A cue before names reaches the next one and those listed with it; a verb
   reaches back to its subject and those listed with it. Brackets, dashes, semicolons and "but" end
   a scope, and so do words that begin something else ("such as", "who", "with").
3. The heading says yes or no. A verb in force takes its place, and each exception or denial in
   force turns it.
4. Where verbs contradict each other, or a word of refusal stands by a name and no rule knows what
   it does there, the clause is unclear. So a yes needs a clause without an unresolved word.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from . import budget
from .criteria import Part
from .cues import NAME, PEOPLE, Cue, Kind, Scanner
from .names import OVERLAP, UMBRELLA, Mention


class Says(StrEnum):
    INCLUDES = "includes"
    EXCLUDES = "excludes"
    NEITHER = "neither"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause says of one name. `cues` are the words in force, in their order."""

    mention: Mention
    says: Says
    cues: tuple[str, ...] = ()
    # Whether a verb says that people with it may join, and not the heading alone.
    is_allowed: bool = False


_POLARITY = (Kind.PLAIN, Kind.UNCLEAR, Kind.INCLUDES, Kind.REFUSES, Kind.EXCEPTS, Kind.DENIES)
_VERBS = Scanner.of(*_POLARITY)
_ASIDE = Scanner.of(Kind.ELSEWHERE, Kind.PARTLY)
_NEAR = Scanner.of(Kind.ELSEWHERE, Kind.PARTLY, near=True)
# "patients with a diagnosis of" and the like read as one word: their "with" begins nothing new.
_PEOPLE = re.compile(
    r"\b(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|children|those|anyone|anybody|cases"
    r"|men|women|adolescents|sufferers)\s+(?:with|who\s+(?:have|has|had)|having|diagnosed\s+with|suffering\s+from"
    rf"|affected\s+by)(?=\s+(?:[\w'’/-]+\s+){{0,5}}{NAME})",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r";|[.!?]\s|\s[-–—]\s|[–—]|\b(?:but|however|whereas|while|although|though|yet)\b", re.IGNORECASE
)
# Between two names of one list stands none of these.
_BREAK = re.compile(
    r"\b(?:such\s+as|including|includes?|like|e\.?g\.?|i\.?e\.?|for\s+(?:example|instance)|in\s+particular|especially"
    r"|particularly|namely|so|thus|who|which|that|with|having|were|was|is|are|will|must|be|in\s+whom|if|when|after|once|now"
    r"|re-?classif\w*|re-?diagnos\w*)\b|:|=|,\s*(?:all|any|every|the\s+other)\b",
    re.IGNORECASE,
)
# "Weakness from another cause, including IBM": the cause is what counts.
_EXAMPLES = re.compile(
    r"\b(?:such\s+as|including|includes?|e\.?g\.?|i\.?e\.?|for\s+(?:example|instance)|especially|particularly|namely)",
    re.IGNORECASE,
)
# Between a denial and a name: then it is something else that is denied.
_OTHER_MATTER = re.compile(
    r"\b(?:for|to|treat\w*|respon\w*|therap\w*|drugs?(?![-\s]induced)|medic\w*|use|taking|receiv\w*|steroids?|change|because|due|by"
    r"|other|than|but|since|more|less|longer|years?|months?|weeks?|caused|related|restrict\w*|limit\w*|upper|lower|prior|cut-?off"
    r"|explained)\b",
    re.IGNORECASE,
)
# Words in front of a name that belong to it.
_FILLERS = re.compile(
    r"\b(?:an?|the|any|active|confirmed|definite|probable|possible|known|suspected|idiopathic|current|isolated|primary"
    r"|(?:clinical\s+)?diagnosis\s+of|biopsy[-\s]proven|documented|established)\b\s*",
    re.IGNORECASE,
)
_WORD = re.compile(rf"[\w'’./{PEOPLE}+-]+")
_ACTIVE = re.compile(
    r"(?!.*\b(?:be|been|being|is|are|was|were)\b).*\b(?:accept|include|enrol|enroll|recruit|admit|take|study|consider|allow|permit"
    r"|invite|treat|screen|randomi[sz]e)",
    re.IGNORECASE,
)
_OR = re.compile(r"\b(?:and|or|nor)\b|/", re.IGNORECASE)
_TIGHT = re.compile(rf"\s*(?:and|or|/|&|nor|and/or)\s*(?:{PEOPLE}+\s*)?", re.IGNORECASE)
_ANOTHER_SUBJECT = re.compile(
    r"\b(?:after|once|when|as\s+(?:soon|long)\s+as|provided|since|because|before|until|whose|in\s+which|in\s+whom|where|and\s+that"
    r"|for\s+which|if)\b|,\s*(?!(?:and|or|also|as\s+well)\b)(?:an?\s+|the\s+|any\s+|all\s+|other\s+)?(?:\w+\s+){1,6}$",
    re.IGNORECASE,
)
# "If it is IBM, the patient cannot join": the name is what the verb is about.
_THE_SAME = re.compile(
    r"\s*,\s*(?:then\s+)?(?:the\s+|these\s+|such\s+|those\s+|of\s+course,?\s*)?(?:patients?|participants?|subjects?|people|persons?"
    r"|he(?:\s+or\s+she)?|she|they|one|you)?\s*",
    re.IGNORECASE,
)
_SOONER_OR_LATER = re.compile(
    r"\W*(?:after|once|when|before|until|since|because|provided|as\s+soon\s+as)\b", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# Behind a name "(other subtypes are allowed)" takes nothing back, "(mild cases are allowed)" does.
_OTHERS = re.compile(r"\W*(?:all\s+|any\s+)?others?\b", re.IGNORECASE)
_OF_SOME = re.compile(r"\s*(?:with|without|who|whose|that|having)\b[^,;:()]*$", re.IGNORECASE)
_SAME_PEOPLE = re.compile(
    r"\b(?:disease|forms?|cases?|patients?|people|those|mild|stable|controlled|inactive|remission|if|only|when|unless)\b",
    re.IGNORECASE,
)
# Words of refusal. One that no cue explains leaves a name unclear.
_REFUSAL = re.compile(
    r"\b(?:except\w*|exclu\w*|ineligib\w*|non-?eligib\w*|cannot|bar(?:s|red|ring)|refus\w*|disqualif\w*|unlikely|absent|instead"
    r"|ruled|prohibit\w*|forbidden|unsuitable|contraindicat\w*|withdrawn)\b|\w+n[’']t\b",
    re.IGNORECASE,
)
# Behind a name: what it was taken for at first.
_RENAMED = re.compile(r"\b(?:re-?classif\w*|re-?diagnos\w*|mis-?diagnos\w*)", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never)\b(?!\w)", re.IGNORECASE)
# What "not" may say of those who have a disease, without a word on whether they may join.
_DESCRIBES = re.compile(
    r"(?:not|never)\s+(?:(?:\w+ly|well|yet|been|be|have|had|so|too|as|currently|otherwise|even|all|any|both)\s+)*"
    r"(?!(?:interest|recruit|enrol|invit|involv|need|apply|com(?:e|ing)|stud|part|our|us|now|here|tak(?:e|en)\b|want|consid|open)\w*)"
    r"(?:\w+(?:ed|ing|en|ive|ant|ent|ous|ic|al|able|ible|ble)|on|in|due|under|at|an?|the|with|within|more|less|than|respond"
    r"|tolerat\w*|toler\w*|control\w*|improv\w*|meet|fulfil|requir\w*|show|known|clear|of|for|older|younger|until|before"
    r"|later|earlier|because|attribut\w*|secondary|associated|treat\w*|receiv\w*|able|suffici\w*)\b",
    re.IGNORECASE,
)
_ALLOWANCE = re.compile(
    r"\b(?:except\w*|unless|allow\w*|permit\w*|acceptable|eligible)\b", re.IGNORECASE
)
_OVERLAPS = re.compile(
    r"\s*\(?(?:associated\s+)?with\s+(?:(?:an?|the|any|another|other)\s+)*(?:\w+\s+)?(?:connective|CTD|lupus|SLE|sclero|SSc"
    r"|systemic\s+scl|Sj|rheum|RA\b|MCTD|auto-?immune)(?![^,;.]*\b(?:nephritis|active|severe)\b)",
    re.IGNORECASE,
)


@dataclass
class _Found:
    """A cue at its place. `group` is the innermost pair of brackets around it."""

    cue: Cue
    start: int
    end: int
    group: int
    text: str
    reaches: list[int] = field(default_factory=list)
    # Whether it is known to be about something else than a name.
    is_settled: bool = False
    is_uncertain: bool = False
    # What its kind turns into beside others.
    kind: Kind = Kind.PLAIN


_OPPOSITE = {Kind.INCLUDES: Kind.REFUSES, Kind.REFUSES: Kind.INCLUDES}


class _Clause:
    def __init__(self, text, mentions):
        self.text, self.mentions = text, mentions
        self.masked = self._masked()
        self.groups, self.parents = self._bracketed()
        self.cues = [self._found(_VERBS, match) for match in _VERBS.pattern.finditer(self.masked)]
        self._complete()
        taken = {at for cue in self.cues for at in range(cue.start, cue.end)}
        self.boundaries = [
            match.start() for match in _BOUNDARY.finditer(self.masked) if match.start() not in taken
        ]
        self.taken = taken
        self.beside = []

    def _complete(self):
        """Give verbs without their second half the opposite of the verb before them."""
        before = None
        for cue in self.cues:
            if cue.kind not in _OPPOSITE:
                continue
            if cue.cue.elliptic and before:
                cue.kind = _OPPOSITE[before.kind]
            before = cue

    def aside(self):
        """Cues that tell of something or somebody else, or of some people only."""
        self.beside = found = [
            self._found(_ASIDE, match) for match in _ASIDE.pattern.finditer(self.masked)
        ]
        self.taken.update(at for cue in found for at in range(cue.start, cue.end))
        return found

    def _masked(self):
        parts, at = [], 0
        for mention in self.mentions:
            parts += [self.text[at : mention.start], NAME * (mention.end - mention.start)]
            at = mention.end
        masked = "".join((*parts, self.text[at:]))
        return _PEOPLE.sub(lambda match: PEOPLE * len(match[0]), masked)

    def _bracketed(self):
        """The innermost brackets around each character, and the brackets around each."""
        groups, parents, open_, count = [], {0: None}, [0], 0
        for character in self.masked:
            if character in "([":
                count += 1
                parents[count] = open_[-1]
                open_.append(count)
            groups.append(open_[-1])
            if character in ")]" and len(open_) > 1:
                open_.pop()
        groups.append(0)
        return groups, parents

    def _found(self, scanner, match):
        cue = scanner.of_match(match)
        group = self.groups[match.start()]
        text = " ".join(match[0].split())
        return _Found(cue, match.start(), match.end(), group, text, kind=cue.kind)

    def group_of(self, number):
        return self.groups[self.mentions[number].start]

    def holds(self, outer, inner):
        """Whether brackets are the same as others, or around them."""
        while inner is not None:
            if inner == outer:
                return True
            inner = self.parents[inner]
        return False

    def is_parted(self, start, end):
        return any(start <= boundary < end for boundary in self.boundaries)

    def between(self, start, end):
        return self.masked[start:end]

    @cached_property
    def joined(self):
        """For each name but the last: whether the next one belongs to the same list."""
        return [self._is_joined(n) for n in range(len(self.mentions) - 1)]

    def _is_joined(self, number):
        start, end = self.mentions[number].end, self.mentions[number + 1].start
        text = _BRACKETS.sub(" ", self.between(start, end))
        if self.is_parted(start, end) or _BREAK.search(text):
            return False
        if any(start <= cue.start < end and cue.kind != Kind.PLAIN for cue in self.cues):
            return False
        return len(_WORD.findall(text)) <= 6


def said(text: str, mentions: list[Mention], within: Part, *, of_some: bool = False) -> list[Said]:
    """What a clause under a heading says of each of the names in it.

    Where it bars only some of those with it, it says neither, unless `of_some` asks for these too.
    """
    clause = _Clause(text, mentions)
    aside = clause.aside()
    partly: set[int] = set()
    for cue in (*clause.cues, *aside):
        budget.check()
        if cue.cue.where == "before":
            _reach_forward(clause, cue)
        elif cue.cue.where == "after":
            _reach_back(clause, cue, partly)
    _deny_exceptions(clause)
    partly |= _partly_together(clause)
    found = []
    for number, mention in enumerate(mentions):
        budget.check()
        here = [cue for cue in (*clause.cues, *aside) if number in cue.reaches]
        near = _NEAR.pattern.match(clause.masked, mention.end)
        says = _resolve(clause, number, within, here, near, number in partly)
        if of_some and says == Says.NEITHER and _is_of_some(here, near):
            says = Says.EXCLUDES
        words = [cue.text for cue in sorted(here, key=lambda cue: cue.start)]
        if near:
            words.append(" ".join(near[0].split()))
        is_allowed = any(cue.kind == Kind.INCLUDES for cue in here)
        found.append(Said(mention, says, tuple(words), is_allowed))
    return found


def _deny_exceptions(clause):
    """Let a denial of the whole reach what is excepted: "no myositis other than DM"."""
    for cue in clause.cues:
        if cue.kind != Kind.EXCEPTS or not cue.reaches:
            continue
        whole = max((n for n, m in enumerate(clause.mentions) if m.end <= cue.start), default=None)
        if whole is None or clause.mentions[whole].means != (UMBRELLA,):
            continue
        if len(_WORD.findall(clause.between(clause.mentions[whole].end, cue.start))) > 3:
            continue
        for denial in clause.cues:
            if denial.kind == Kind.DENIES and whole in denial.reaches:
                denial.reaches += [n for n in cue.reaches if n not in denial.reaches]


def _partly_together(clause):
    """Names before the one that "with cancer" or the like stands behind, joined by "and"."""
    found = set()
    for number in range(len(clause.mentions) - 1, 0, -1):
        end = clause.mentions[number].end
        near = _NEAR.pattern.match(clause.masked, end)
        is_partly = near and _NEAR.of_match(near).kind == Kind.PARTLY
        if number in found or is_partly:
            middle = clause.between(clause.mentions[number - 1].end, clause.mentions[number].start)
            if _TIGHT.fullmatch(_FILLERS.sub("", middle)) or (
                number in found and middle.strip() == ","
            ):
                found.add(number - 1)
    return found


def _reach_forward(clause, cue):
    first = next((n for n, m in enumerate(clause.mentions) if m.start >= cue.end), None)
    if first is None:
        cue.is_settled = True
        return
    start, end = cue.end, clause.mentions[first].start
    if not clause.holds(cue.group, clause.group_of(first)) or clause.is_parted(start, end):
        cue.is_settled = True
        return
    gap = _FILLERS.sub("", clause.between(start, end))
    if any(start <= other.start < end and other.kind != Kind.PLAIN for other in clause.cues):
        return
    if len(_WORD.findall(gap.replace(PEOPLE, ""))) > cue.cue.gap or _EXAMPLES.search(gap):
        cue.is_settled = True
        return
    if cue.kind in (Kind.DENIES, Kind.EXCEPTS) and _OTHER_MATTER.search(gap):
        cue.is_settled = True
        return
    cue.reaches.append(first)
    # "No dysphagia, DM" may list two things, or begin another.
    cue.is_uncertain = "," in gap and not _OR.search(clause.masked, cue.end)
    if cue.cue.gap == 0:
        return
    for number in range(first, len(clause.mentions) - 1):
        if not clause.joined[number] or not clause.holds(cue.group, clause.group_of(number + 1)):
            break
        cue.reaches.append(number + 1)


def _reach_back(clause, cue, partly):
    numbers = [n for n, m in enumerate(clause.mentions) if m.end <= cue.start]
    inside = [n for n in numbers if clause.holds(cue.group, clause.group_of(n))]
    if cue.group and not inside:
        _reach_before_brackets(clause, cue, numbers, partly)
        return
    if not inside:
        # "We do not accept IBM": the same verb in front of what it is about.
        if _ACTIVE.fullmatch(cue.text):
            _reach_forward(clause, cue)
        else:
            cue.is_settled = True
        return
    last = inside[-1]
    start = clause.mentions[last].end
    between = _BRACKETS.sub(" ", clause.between(start, cue.start)).lstrip(" )]")
    if clause.is_parted(start, cue.start) or any(
        start <= other.start < cue.start and other.cue.where == "after" for other in clause.cues
    ):
        cue.is_settled = True
        return
    words = _WORD.findall(between)
    if _SOONER_OR_LATER.match(between):
        cue.is_settled = True
        return
    if _NEAR.pattern.match(between) and words:
        partly.add(last)
    elif _ANOTHER_SUBJECT.search(between) and not _THE_SAME.fullmatch(between):
        cue.is_settled = True
        return
    elif len(words) > 6 or (cue.cue.tight and len(words) > 2):
        return
    cue.reaches.append(last)
    for number in range(last - 1, -1, -1):
        if not clause.joined[number] or not clause.holds(cue.group, clause.group_of(number)):
            break
        middle = clause.between(clause.mentions[number].end, clause.mentions[number + 1].start)
        if cue.cue.tight and not _TIGHT.fullmatch(middle):
            break
        cue.reaches.append(number)
    first = cue.reaches[-1]
    if first and cue.kind in _OPPOSITE and not cue.cue.tight:
        middle = clause.between(clause.mentions[first - 1].end, clause.mentions[first].start)
        if _OF_SOME.match(middle) and clause.holds(cue.group, clause.group_of(first - 1)):
            # "PM without antibodies of the antisynthetase syndrome is excluded"
            cue.reaches.append(first - 1)
            partly.add(first - 1)


def _reach_before_brackets(clause, cue, numbers, partly):
    """A verb in brackets of its own, behind a name: "IBM (excluded)"."""
    opening = clause.groups.index(cue.group)
    if not numbers or clause.between(clause.mentions[numbers[-1]].end, opening).strip():
        cue.is_settled = True
        return
    subject = clause.between(opening + 1, cue.start)
    if len(_WORD.findall(subject)) <= 1 and not _OTHERS.match(subject):
        cue.reaches.append(numbers[-1])
    else:
        cue.is_settled = True
        mention = clause.mentions[numbers[-1]]
        name = clause.text[mention.start : mention.end].lower().split()
        if mention.means == (OVERLAP,):
            name.append("overlap")
        same = any(word in subject.lower() for word in name)
        if not _OTHERS.match(subject) and (same or _SAME_PEOPLE.search(subject)):
            partly.add(numbers[-1])


def _resolve(clause, number, within, here, near, is_partly):
    kinds = {cue.kind for cue in here}
    if near and any(cue.start < near.end() and near.start() < cue.end for cue in here):
        # The same words are part of a verb: "IBM not allowed".
        near = None
    near_kind = near and _NEAR.of_match(near).kind
    if Kind.ELSEWHERE in kinds or near_kind == Kind.ELSEWHERE:
        return Says.NEITHER
    if any(cue.kind == Kind.UNCLEAR and _together(clause, number, cue) for cue in clause.cues):
        return Says.UNCLEAR
    verbs = kinds & {Kind.INCLUDES, Kind.REFUSES}
    if len(verbs) > 1:
        return Says.UNCLEAR
    if within == Part.EXCLUSION and any(
        cue.cue.elliptic and cue.kind == Kind.REFUSES and cue.kind == cue.cue.kind for cue in here
    ):
        return Says.UNCLEAR
    is_no = Kind.REFUSES in verbs if verbs else within == Part.EXCLUSION
    turns = [cue for cue in here if cue.kind in (Kind.EXCEPTS, Kind.DENIES)]
    if verbs:
        # A verb in brackets of its own is about what stands in them.
        group = next(cue.group for cue in here if cue.kind in verbs)
        turns = [cue for cue in turns if clause.holds(group, cue.group)]
    if within == Part.EXCLUSION and not verbs:
        denials = [cue for cue in turns if cue.kind == Kind.DENIES]
        if any(cue.cue.exclusion == "unclear" for cue in denials):
            return Says.UNCLEAR
    if any(cue.is_uncertain for cue in turns):
        return Says.UNCLEAR
    if len(turns) % 2:
        is_no = not is_no
    partly = Kind.PARTLY in kinds or is_partly or near_kind == Kind.PARTLY
    if clause.mentions[number].means == (OVERLAP,) and _OVERLAPS.match(
        clause.masked, clause.mentions[number].end
    ):
        # "Overlap with lupus" is what overlap means, and no part of its people.
        partly = Kind.PARTLY in kinds
    if is_no:
        if partly or _is_spared_in_part(clause, number):
            return Says.NEITHER
        return Says.UNCLEAR if _is_taken_back(clause, number, here) else Says.EXCLUDES
    return Says.UNCLEAR if _is_unresolved(clause, number, here) else Says.INCLUDES


def _is_spared_in_part(clause, number):
    """Whether an exception about something else than a type stands behind a barred name."""
    end = clause.mentions[number].end
    return any(
        cue.kind == Kind.EXCEPTS
        and cue.start >= end
        and not cue.reaches
        and _together(clause, number, cue)
        for cue in clause.cues
    )


def _is_of_some(here, near):
    kinds = {cue.kind for cue in here} | ({_NEAR.of_match(near).kind} if near else set())
    return Kind.ELSEWHERE not in kinds


def _together(clause, number, cue):
    mention = clause.mentions[number]
    start, end = sorted((mention.start, cue.start))
    return not clause.is_parted(start, end) and clause.holds(clause.group_of(number), cue.group)


def _is_unresolved(clause, number, here):
    """Whether a word of refusal stands by a name, and nothing tells what it does there."""
    if any(
        cue.kind in (Kind.REFUSES, Kind.EXCEPTS) and not cue.reaches and not cue.is_settled
        and _together(clause, number, cue)
        for cue in clause.cues
    ):  # fmt: skip
        return True
    mention = clause.mentions[number]
    for match in _REFUSAL.finditer(clause.masked):
        if match.start() in clause.taken:
            continue
        start, end = sorted((mention.start, match.start()))
        if not clause.is_parted(start, end):
            return True
    renamed = _RENAMED.search(clause.masked, mention.end)
    if renamed and renamed.start() not in clause.taken:
        return not clause.is_parted(mention.end, renamed.start())
    for match in _NOT.finditer(clause.masked, mention.end):
        start = match.start()
        if clause.is_parted(mention.end, start) or _is_explained(clause, start):
            break
        if not _DESCRIBES.match(clause.masked, start):
            return True
    return False


def _is_explained(clause, at):
    found = (*clause.cues, *clause.beside)
    return any(cue.start <= at < cue.end and cue.reaches for cue in found)


def _is_taken_back(clause, number, here):
    """Whether a word of exception stands behind a barred name, and nothing tells what it spares."""
    end = clause.mentions[number].end
    for match in _ALLOWANCE.finditer(clause.masked, end):
        if match.start() in clause.taken or clause.is_parted(end, match.start()):
            continue
        if clause.holds(clause.groups[match.start()], clause.group_of(number)):
            return True
    return False
