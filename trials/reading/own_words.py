"""What a line says of one of several types alone: "DM, or IMNM with anti-SRP antibodies".

Where a line or a study takes several types, words that belong to one of them may ask something more
of people with it, or limit it to some of them; see word_grades.py. Words behind a whole list ("DM
or PM with weakness") are about everybody.
"""

import re
from collections import Counter
from itertools import pairwise, zip_longest

from . import budget, diseases
from .clauses import Said, Says
from .effects import Part
from .names import Mention, mentions
from .own_items import ALTERNATIVE, JOINT, Item, items_of, types_of, without_open
from .passages import NAMED, Passage
from .subjects import OF_EACH
from .synthetases import SYNTHETASE
from .word_grades import ANTIBODY, ANYBODY, TOKEN, Grade, grade_of, is_bounded, of_demand
from .wording import lazy

Named = list[tuple[Passage, list[Mention]]]
Spoken = list[tuple[Passage, list[Said]]]


# Between two names: what begins another way to fit.
_ANOTHER_WAY = lazy(
    r"(?i)\b(?:or|and)\s+(?:(?:an?|the)\s+)?(?:patients|those|people|participants|subjects|persons|individuals|with|of|in|for|have|has|having)\b|[;.]\s|\n|\beither\b|[(\s][a-c1-3]\)"
)
_COMMA_OR = lazy(r",\s*(?:(?:and/)?or|and)\b|\balternatively\b", re.IGNORECASE)
_PROVISO = lazy(
    r"(?i)\b(?:provided|providing|(?:as|so)\s+long\s+as|on\s+(?:the\s+)?condition|assuming|insofar|but\s+not\s+(?:if|when|where|in\s+case|after|during)|only\s+(?:if|when|where|as|after|upon|following))\b"
)
# "Paraneoplastic DM or PM", "DM or PM other than that of cancer"
_NARROWS_ALL = lazy(
    r"(?i)(?<![\w-])(?:paraneoplastic|hereditary|sero-?negative|[a-z]+-(?:related|induced|associated|triggered|linked))\W*$"
)
_EXCEPT = lazy(r"\b(?:other\s+than|except(?!ions?)|excluding|apart\s+from|unless)\b", re.IGNORECASE)
_ONE_OF_TWO = lazy(r"\bthe\s+(?:(?P<former>former)|latter)\b", re.IGNORECASE)
_SAYS_MORE = lazy(
    r"[\s,(]*(?!(?:and|but|whereas|while|or)\W*$|(?:both|alike)\b)\w{2}", re.IGNORECASE
)
_OF_NECROTIZING = lazy(r"\b(?:SRP|signal\s+recognition|HMG)", re.IGNORECASE)
_OF_OTHERS = lazy(
    r"(?i)\b(?:Jo-?1|PL-?\d+|MDA-?5|NXP|TIF|Mi-?2|SAE|EJ|OJ|KS|MSAs?|myositis)\b|\ball\b|\bspecific\b"
)


def grades(text: str, said: list[Said], others: frozenset[str]) -> dict[str, Grade]:
    """The types that a clause takes by words of their own: perhaps only some people with them.

    `others` are the types that the rest of the record takes.
    """
    items = items_of(text, said)
    own = {slug for item in items for slug in item.types}
    if not own:
        return {}
    if own == _WITH_SKIN and not others - own and _is_one_disease(items):
        return {}
    if len(own | others) < 2:
        return dict.fromkeys(items[-1].types, Grade.LIMITS) if _ends_in_condition(items) else {}
    _grade(items, others - own, text)
    found: dict[str, Grade] = {}
    for item in items:
        for slug in item.types:
            found[slug] = max(found.get(slug, Grade.HARMLESS), item.grade)
    return {slug: grade for slug, grade in found.items() if grade}


_WITH_SKIN = frozenset({diseases.DERMATOMYOSITIS, diseases.AMYOPATHIC})
# "Anti-MDA5 DM (classic or amyopathic)", "DM, including CADM, with anti-MDA5 antibodies"
_OR_ITS_FORM = lazy(
    r"[^.;()]*,\s*(?:especially|particularly|in\s+particular)\s*|\s*(?:\(|,?\s*\b(?:either|including|incl\b\.?|both|whether|inclusive\s+of)\b)[\s(]*(?:\b(?:either|including|both|whether|the|or|and|clinically|classic(?:al)?|DM|dermatomyositis|also)\b[\s,]*)*",
    re.IGNORECASE,
)


def _is_one_disease(items: list[Item]) -> bool:
    """Whether a line names dermatomyositis with its form in the skin as one disease."""
    joints = [item.joint for item in items[1:] if item.types]
    is_one = bool(joints) and all(_OR_ITS_FORM.fullmatch(joint) for joint in joints)
    is_closed = all(_CLOSES.match(item.tail) for item in items[1:] if item.types)
    return is_one and is_closed and not _ends_in_condition(items)


_CLOSES = lazy(r"\s*(?:forms?|types?|disease|ones?)?\s*(?:[,)]|$)", re.IGNORECASE)


def _ends_in_condition(items: list[Item]) -> bool:
    """Whether a condition behind the last name may leave out some people.

    An antibody that it asks for is told as such; see antibodies.py.
    """
    last = items[-1]
    if not last.types or ANTIBODY.search(last.tail):
        return False
    found = _PROVISO.search(last.tail)
    return bool(found and grade_of(last.tail[found.start() :], is_of_all=True) == Grade.LIMITS)


def _grade(items: list[Item], others: frozenset[str], text: str) -> None:
    if not others:
        _share_words(items)
    is_last_apart = _is_last_apart(items, text)
    apart = bool(others) or is_last_apart or _are_apart(items, text)
    if apart:
        items[0].head = _behind_joint(items[0].head)
    for number, item in enumerate(items):
        is_last = number == len(items) - 1
        words = [item.head] if number or apart else []
        if not is_last or (apart and not ALTERNATIVE.match(item.tail)):
            words.append(item.tail)
        item.grade = max((grade_of(w, item.types) for w in words), default=Grade.HARMLESS)
        if words and _ONLY_BEFORE.search(item.head) and _OF_SOME.match(item.tail):
            # "Only DM with anti-MDA5 antibodies, or PM"
            item.grade = Grade.LIMITS
    if not apart:
        _grade_whole_list(items)
    elif is_last_apart and is_bounded(items[-1].tail.partition(",")[0]):
        items[-1].grade = max(items[-1].grade, Grade.ASKS)
    if ANYBODY.search(text):
        for item in items:
            if is_bounded(item.tail) and not ANYBODY.search(item.tail):
                # "IBM below the age of 80, PM at any age"
                item.grade = max(item.grade, Grade.ASKS)
    for before, item in reversed([*pairwise(items)]):
        is_of_both = not before.tail.strip() and not item.tail.lstrip().startswith(("(", "[", ":"))
        if _is_pair(items) and _COMMA_OR.search(item.joint):
            continue
        if is_of_both and "(" not in item.joint and not _ANOTHER_WAY.search(item.joint):
            # "PM or DM with anti-Jo-1, or IBM": the words are about both.
            before.grade = max(
                before.grade,
                grade_of(item.tail, item.types)
                if item is not items[-1] or apart
                else Grade.HARMLESS,
            )


_ONLY_BEFORE = lazy(r"\b(?:only|just|merely|solely)\s+\Z", re.IGNORECASE)


def _share_words(items: list[Item]) -> None:
    """Drop what each name of a list has: "anti-Jo-1 positive PM or anti-Jo-1 positive DM"."""
    heads = {" ".join(TOKEN.findall(_behind_joint(item.head))).lower() for item in items}
    is_shared = len(heads) == 1 and ANTIBODY.search(next(iter(heads)))
    if is_shared and all(item.types for item in items):
        for item in items:
            item.head = ""


def _are_apart(items: list[Item], text: str) -> bool:
    """Whether the names of a list stand in items of their own."""
    tails = [_BY_CRITERIA.sub("", item.tail) for item in items[:-1] if item.types]
    if any(tail.strip(" \t)],") for tail in tails):
        return True
    typed = [item for item in items if item.types]
    if any(_ANOTHER_WAY.search(item.joint) or _ADJECTIVE.search(item.head) for item in typed[1:]):
        return True
    if not _is_pair(items) or not _COMMA_OR.search(typed[1].joint):
        return False
    # "DM, PM, or IMNM, with anti-Ro52" is one list.
    is_list = "," in text[typed[0].start : typed[0].end]
    return not (is_list and typed[1].tail.startswith(","))


def _is_last_apart(items: list[Item], text: str) -> bool:
    """Whether a list ends before its last name: "DM or PM, or IBM with an age under 80"."""
    *before, last = items
    if not last.types or last.tail.lstrip().startswith(",") or not _COMMA_OR.search(last.joint):
        return False
    typed = [item for item in before if item.types]
    names_of_two = any(_PLAIN_OR.search(text[item.start : item.end]) for item in typed)
    return names_of_two or any(_PLAIN_OR.search(item.joint) for item in typed[1:])


# "DM (Bohan and Peter) or CADM (Sontheimer) with anti-MDA5": the names of criteria part nothing.
# A word ends where it ends, or each hyphen and digit in it would double the ways to read it.
_BY_CRITERIA = lazy(
    r"\((?=[^()]*[A-Z])\s*(?:(?:[A-Z][\w-]+|and|or|et|al\.?|criteria|by|per)(?![\w-])"
    r"|[/&,\d\s.-])+\)"
)
_PLAIN_OR = lazy(r"^[^,]*(?:\b(?:or|and)\b|/)[^,]*$", re.IGNORECASE)
_ADJECTIVE = lazy(r"(?!\W*(?:an?|the|any|of|for|with)\W*$)\w")


def _is_pair(items: list[Item]) -> bool:
    return sum(1 for item in items if item.types) == 2


def _behind_joint(head: str) -> str:
    """The words of the first name alone: behind "anti-Jo-1 antibodies in a patient with either"."""
    head = head[max((found.end() for found in OF_EACH.finditer(head)), default=0) :]
    return head[max((found.end() for found in JOINT.finditer(head)), default=0) :]


def _grade_whole_list(items: list[Item]) -> None:
    """A condition behind a whole list, and an antibody that goes with its last type alone."""
    last, typed = items[-1], [item for item in items if item.types]
    if _NARROWS_ALL.search(items[0].head) or (len(typed) > 1 and _EXCEPT.search(last.tail)):
        for item in typed:
            item.grade = max(item.grade, Grade.UNKNOWN)
    of_one = [*_ONE_OF_TWO.finditer(last.tail)]
    for found, following in zip_longest(of_one, of_one[1:]):
        words = last.tail[found.end() : following.start() if following else None]
        item = items[0] if found["former"] else last
        words = words if _SAYS_MORE.match(words) or len(of_one) > 1 else last.tail
        # Of a name such as "DM or PM", narrowing.py tells which one is meant.
        if _SAYS_MORE.match(words) and len(item.types) == 1:
            item.grade = max(item.grade, of_demand(words))
    in_brackets = _IN_BRACKETS.match(last.tail) or _ONLY_BEHIND.match(last.tail)
    if in_brackets and len(typed) > 1 and grade_of(in_brackets[0]) == Grade.LIMITS:
        # "DM, PM, IBM (only those who walk)", "DM, CADM only with ILD"
        last.grade = Grade.LIMITS
    if not of_one and _ends_in_condition(items):
        for item in typed:
            item.grade = Grade.LIMITS
    is_one_word = last.joint == "/"
    if (
        last.types == {diseases.ANTISYNTHETASE}
        and len(typed) > 1
        and not is_one_word
        and SYNTHETASE.search(last.tail)
    ):
        # "DM, PM or ASyS (positive for Jo-1)", and not "DM/PM/ASyS with anti-Jo-1"
        last.grade = max(last.grade, of_demand(last.tail))
    if diseases.NECROTIZING in last.types and all(item.types != last.types for item in items[:-1]):
        is_of_all = last.tail.startswith((",", ")")) or (
            _WHO.match(last.tail) and _PATIENTS_WITH.search(items[0].head)
        )
        words = "" if is_of_all else last.tail
        if _OF_NECROTIZING.search(words) and not _OF_OTHERS.search(words):
            last.grade = max(last.grade, of_demand(words))


_IN_BRACKETS = lazy(r"\s*\([^()]*\)")
_ONLY_BEHIND = lazy(r"\s+only\s+(?:with|if|when|in|after)\b[^,;.()]*", re.IGNORECASE)
# "Patients with PM or IMNM who are negative for anti-SRP": all of these patients
_WHO = lazy(r"\s+(?:who|whose)\b", re.IGNORECASE)
_PATIENTS_WITH = lazy(
    r"\b(?:patients|participants|subjects|people|persons|adults|individuals)\s+with\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)


def _taken(said: list[Said]) -> frozenset[str]:
    return frozenset[str]().union(*(types_of(one) for one in said if one.says == Says.INCLUDES))


def of_record(found: Named, spoken: Spoken) -> list[dict[str, Grade]]:
    """For each passage: the types of which it may take only some people, by words of their own."""
    taken = [
        _taken(said) if p.field in NAMED or p.names == Part.INCLUSION else frozenset[str]()
        for p, said in spoken
    ]
    every = frozenset(slug for slugs in taken for slug in slugs)
    by_criteria = frozenset(
        slug
        for (p, _said), slugs in zip(spoken, taken, strict=True)
        if p.field not in NAMED
        for slug in slugs
    )
    own: list[dict[str, Grade]] = []
    for (passage, said), slugs in zip(spoken, taken, strict=True):
        own.append({})
        if passage.field != "eligibility_criteria":
            continue
        if slugs and not _ONE_OF_THESE.search(passage.text):
            budget.check()
            # Words behind a list are about all of it, also if a title names another type.
            others = (every if len(slugs) == 1 else by_criteria) - slugs
            own[-1] = grades(_with_rest(passage, spoken), said, others)
            if len(slugs) == 1 and others:
                for slug in slugs:
                    own[-1][slug] = max(own[-1].get(slug, Grade.HARMLESS), _grade_below(passage))
        elif passage.names == Part.EXCLUSION and (spared := _taken(said)):
            own[-1] = _spared_in_part(passage.line, spared, found, spoken)
            if _IF_ANTIBODY.search(passage.text):
                own[-1] |= dict.fromkeys(spared, Grade.LIMITS)
            own[-1] |= _allowed_in_part(passage.text, said)
    return _without_antibodies_of_all(spoken, taken, own)


def _without_antibodies_of_all(
    spoken: Spoken, taken: list[frozenset[str]], own: list[dict[str, Grade]]
) -> list[dict[str, Grade]]:
    """Where a record asks people with each type for an antibody, none of them is set apart.

    "DM with anti-Mi-2, or IMNM with anti-SRP or anti-HMGCR"
    """
    every: set[str] = set()
    for (passage, said), slugs in zip(spoken, taken, strict=True):
        if passage.field != "eligibility_criteria" or not slugs:
            continue
        items = [item for item in items_of(passage.text, said) if item.types]
        if not all(_asks_for_any(f"{item.head} {item.tail}", item.types) for item in items):
            return own
        if _SINGLED_OUT.search(passage.text):
            return own
        every |= slugs
    if len(every) < 2:
        return own
    return [
        {slug: Grade.EXPECTED if grade == Grade.ASKS else grade
         for slug, grade in here.items()}
        for here in own
    ]  # fmt: skip


def _asks_for_any(words: str, types: frozenset[str]) -> bool:
    """Whether words ask for one of the antibodies that go with a type, and for none alone."""
    if not ANTIBODY.search(words) or _EITHER_WAY.search(words):
        return False
    is_any = types == {diseases.ANTISYNTHETASE} or _ANY.search(words)
    return bool(is_any) or len(_ANTIBODIES.findall(words)) > 1


_ANY = lazy(r"\b(?:any|an?|one\s+or\s+more)\s+(?:[\w-]+\s+){0,3}(?:auto-?)?antibod", re.IGNORECASE)
_EITHER_WAY = lazy(r"\b(?:positive|negative)\s+or\s+(?:negative|positive)\b", re.IGNORECASE)
_ANTIBODIES = lazy(
    r"(?<![a-z])(?:MDA-?5|TIF-?1|NXP-?2|Mi-?2|SAE|SRP|signal\s+recognition|HMG|Jo-?1|PL-?7|PL-?12|EJ|OJ|KS|Ku|PM[-/]Scl)",
    re.IGNORECASE,
)
# "At least one of these antibodies: Mi-2 or SAE for DM; SRP for IMNM"
_ONE_OF_THESE = lazy(
    r"\b(?:one|1|any)\b[^:;.]*\bof\b[^:;.]*\b(?:auto-?)?antibodies\b[^:;.]*:", re.IGNORECASE
)
_SINGLED_OUT = lazy(
    r"\b(?:must|only|if|provided|unless|when|should|needs?|required|biops\w+|the\s+(?:latter|former|last))\b",
    re.IGNORECASE,
)


def _grade_below(passage: Passage) -> Grade:
    """What inner lines ask of the type of their outer line: "IMNM", "only if biopsied"."""
    below = map(without_open, passage.below)
    asking = [w for w in below if _ASKS_MORE.search(w) and not mentions(w)]
    return max((g for g in map(grade_of, asking) if g >= Grade.ASKS), default=Grade.HARMLESS)


_ASKS_MORE = lazy(
    r"(?i)\b(?:only|must|if|provided|unless|needed|mandatory|required|obligatory|compulsory|has\s+to|have\s+to|not\s+(?:be\s+)?(?:eligible|allowed|included|accepted|enrolled|permitted)"
    r"|ineligible|excluded|cannot)\b(?!\s+(?:the\s+)?(?:one|two|three|any|either|all)\b)"
)
# "Patients with ASyS may be included if anti-Jo-1 positive", among the exclusions
_IF_ANTIBODY = lazy(rf"\b(?:if|when|provided|only|unless)\b[^.;]*{ANTIBODY.pattern}", re.IGNORECASE)


def _allowed_in_part(text: str, said: list[Said]) -> dict[str, Grade]:
    """Of an exclusion: the types that it allows for some: "those with JDM who walk may join"."""
    found: dict[str, Grade] = {}
    for number, one in enumerate(said):
        if one.says != Says.INCLUDES or not one.is_allowed:
            continue
        until = said[number + 1].mention.start if number + 1 < len(said) else len(text)
        tail = text[one.mention.end : until]
        condition = _UNDER_CONDITION.search(tail)
        is_limited = condition and grade_of(tail[condition.start() :]) >= Grade.ASKS
        if is_limited or _OF_SOME.match(tail):
            found |= dict.fromkeys(types_of(one), Grade.LIMITS)
    return found


_OF_SOME = lazy(
    r"\s*,?\s*(?:(?:patients|participants|subjects|people|persons|cases)\s+)?(?:who|whose|in\s+whom|in\s+which|with(?!\s*(?:or|and|/)\s*without)|without|having|on(?!\s+the\s+(?:other|contrary))|after|under|aged|that\s+(?:is|are|has|have|was|were)"
    r"|which\s+(?:is|are|has|have|was|were))\s(?!(?:may|can|will)\s+(?:be|join|enter|take|participate|enrol\w*|qualify|apply)\b)",
    re.IGNORECASE,
)
_UNDER_CONDITION = lazy(
    r"\b(?:if|when|where|only|provided|unless|as\s+long\s+as|under\s+the\s+condition|on\s+condition|once|except)\b",
    re.IGNORECASE,
)


def _spared_in_part(
    line: str, spared: frozenset[str], found: Named, spoken: Spoken
) -> dict[str, Grade]:
    """Of an exclusion: the types that its line names more often than it lets them join.

    "Overlap with lupus; other overlap myositis is allowed"
    """
    named = Counter(
        slug for p, here in found if p.line == line for mention in here for slug in mention.means
    )
    named[diseases.OVERLAP] = len(_OVERLAP.findall(line))
    joining = Counter(
        slug
        for p, said in spoken
        if p.line == line
        for one in said
        if one.says == Says.INCLUDES
        for slug in one.mention.means
    )
    return {slug: Grade.UNKNOWN for slug in spared if named[slug] > joining[slug]}


def _with_rest(passage: Passage, spoken: Spoken) -> str:
    """A clause with what is said behind it of no disease: "PM, but only with anti-Jo-1"."""
    start = passage.line.find(passage.text)
    if start < 0 or passage.line == passage.text:
        return passage.text
    for p, said in spoken:
        at = passage.line.find(p.text, start + len(passage.text)) if p.line == passage.line else -1
        if at >= 0:
            if said and said[0].says != Says.EXCLUDES and _GOES_ON.match(p.text):
                at += said[0].mention.start
            return passage.line[start:at]
    return passage.line[start:]


_GOES_ON = lazy(r"(?:but|however|only|provided|unless|if)\b", re.IGNORECASE)
_OVERLAP = lazy(r"\boverlap|scleromyositis", re.IGNORECASE)


def limited(spoken: Spoken, own: list[dict[str, Grade]]) -> set[str]:
    """Types of which no criterion takes all people, whatever a title says."""
    graded = [(slug, grade) for here in own for slug, grade in here.items() if grade.is_of_some]
    whole = {
        slug
        for (passage, said), here in zip(spoken, own, strict=True)
        if passage.field == "eligibility_criteria"
        for slug in _taken(said)
        if not here.get(slug, Grade.HARMLESS).is_of_some
    }
    return {slug for slug, grade in graded if grade == Grade.LIMITS or slug not in whole}
