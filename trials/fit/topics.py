"""What each topic of a line says of a person, by the answers to its question."""

from collections.abc import Callable

from trials.reading import diseases

from . import answers as bands
from . import doses
from .answers import Answers
from .quantities import Quantity
from .said import Said
from .tokens import ANTIBODY, TYPE, Token
from .truth import Known, Statement, Truth, Unclear, all_of, any_of

# The kinds of myositis among the answers, and what they are called in readings.
TYPES = {
    "DM": diseases.DERMATOMYOSITIS,
    "CADM": diseases.AMYOPATHIC,
    "JDM": diseases.JUVENILE,
    "PM": diseases.POLYMYOSITIS,
    "IBM": diseases.INCLUSION_BODY,
    "IMNM": diseases.NECROTIZING,
    "ASYS": diseases.ANTISYNTHETASE,
    "OVERLAP": diseases.OVERLAP,
}
# Where the words of a record may or may not stand for the person's type: {type: names}.
_RELATED = {
    "DM": {diseases.AMYOPATHIC, diseases.ANTISYNTHETASE, diseases.OVERLAP},
    "CADM": {diseases.DERMATOMYOSITIS, diseases.ANTISYNTHETASE, diseases.OVERLAP,
             diseases.UMBRELLA, diseases.JUVENILE},
    "JDM": {diseases.DERMATOMYOSITIS, diseases.POLYMYOSITIS, diseases.AMYOPATHIC, diseases.OVERLAP,
            diseases.ANTISYNTHETASE},
    "PM": {diseases.ANTISYNTHETASE, diseases.OVERLAP, diseases.NECROTIZING},
    "IBM": {diseases.UMBRELLA, diseases.OVERLAP},
    "IMNM": {diseases.POLYMYOSITIS, diseases.OVERLAP},
    "ASYS": {diseases.DERMATOMYOSITIS, diseases.POLYMYOSITIS, diseases.OVERLAP,
             diseases.AMYOPATHIC},
    "OVERLAP": {*diseases.SUBTYPES, diseases.UMBRELLA} - {diseases.OVERLAP},
}  # fmt: skip
# Antibodies that are found in other diseases as well.
_NOT_SPECIFIC = {"ro52", "pm-scl", "ku", "u1-rnp", "cn1a"}
_SYNTHETASES = {"jo-1", "pl-7", "pl-12", "ej", "oj", "ks", "ha", "zo"}
MAJORITY = 18
# Months have 30 or 31 days: limits this near to the end of a band are that end.
_NEAR = 0.02


def statement(topic: Token, said: Said) -> Statement:
    """What a topic with the words around it says."""
    name = topic.topic
    if name == TYPE:
        return any_of(_is_type(slug, said) for slug in topic.value[1:])
    if name == ANTIBODY:
        return _has_antibody(topic.value[1], said)
    rule = _RULES.get(name)
    return rule(said) if rule else Unclear()


def question_of(topic: Token) -> str:
    """The question whose answer a topic rests on."""
    name = topic.topic
    if name in (TYPE, ANTIBODY, "msa", "ars"):
        return "type" if name == TYPE else "antibodies"
    if name in ("age", "adult", "child", "onset"):
        return "age"
    return next(iter(statement(topic, Said()).questions()), name)


def _is_type(slug: str, said: Said) -> Statement:
    def test(answers: Answers) -> Truth:
        if answers.type not in TYPES:
            return None
        if slug == TYPES[answers.type]:
            return None if said.narrow else True
        if slug in _RELATED[answers.type] or slug == diseases.ANOTHER:
            return None
        if slug == diseases.UMBRELLA:
            return None if said.narrow else True
        if slug == diseases.JUVENILE and (answers.age is None or answers.age < 21):
            return None if answers.type != "IBM" else False
        return False

    if said.doses or said.ages or said.spans or said.past:
        return Unclear()
    return Known("type", test)


def _has_antibody(slug: str, said: Said) -> Statement:
    def test(answers: Answers) -> Truth:
        if slug in answers.has:
            return True
        return False if slug in answers.lacks else None

    if said.doses or said.ages or said.spans or said.past:
        return Unclear()
    return Known("antibodies", test)


def _specific_antibody(said: Said) -> Statement:
    return Known("antibodies", lambda answers: True if answers.has - _NOT_SPECIFIC else None)


def _against_synthetase(said: Said) -> Statement:
    return Known("antibodies", lambda answers: True if answers.has & _SYNTHETASES else None)


def _age(said: Said) -> Statement:
    """Several limits of one line hold together: "≥ 18 years, and < 75 years"."""
    return all_of(Known("age", _within_ages(quantity)) for quantity in said.ages)


def _within_ages(quantity: Quantity) -> Callable[[Answers], Truth]:
    def test(answers: Answers) -> Truth:
        months = answers.age_months
        if quantity.is_bare:
            return None
        if quantity.unit == "month":
            if months is not None:
                return quantity.holds(months, months)
            return (
                None
                if answers.age is None
                else quantity.holds(12 * answers.age, 12 * answers.age + 11)
            )
        age = answers.age if months is None else months // 12
        if age is None:
            return None
        if quantity.low == age and quantity.low_open:
            # "Over 18" may mean 18 and over.
            return None
        return quantity.holds(age, age)

    return test


def _onset(said: Said) -> Statement:
    """At what age it began: nobody knows more of it than that it was not later than now."""

    def at(quantity: Quantity) -> Callable[[Answers], Truth]:
        def test(answers: Answers) -> Truth:
            age = _years(answers)
            if age is None or quantity.is_bare or quantity.unit == "month":
                return None
            return quantity.holds(0, age)

        return test

    return all_of(Known("age", at(quantity)) for quantity in said.ages)


def _adult(said: Said) -> Statement:
    return Known(
        "age", lambda answers: None if (age := _years(answers)) is None else age >= MAJORITY
    )


def _child(said: Said) -> Statement:
    def test(answers: Answers) -> Truth:
        age = _years(answers)
        # From which age on somebody is no adolescent any more differs between records.
        return False if age is not None and age > 21 else None

    return Known("age", test)


def _years(answers: Answers) -> int | None:
    return answers.age if answers.age_months is None else answers.age_months // 12


def _sex(wanted: bool) -> Callable[[Said], Statement]:
    def rule(said: Said) -> Statement:
        return Known(
            "sex",
            lambda answers: None if answers.is_female is None else answers.is_female == wanted,
        )

    return rule


def _fertile(said: Said) -> Statement:
    return Known("sex", lambda answers: False if answers.is_female is False else None)


def _pregnant(said: Said) -> Statement:
    def test(answers: Answers) -> Truth:
        if answers.is_female is False or answers.pregnancy == "no":
            return False
        if answers.pregnancy == "planning":
            return None if said.future else False
        return True if answers.pregnancy == "pregnant_or_nursing" and not said.narrow else None

    return Unclear() if said.past or said.test or said.spans else Known("pregnancy", test)


def _planning(said: Said) -> Statement:
    def test(answers: Answers) -> Truth:
        if answers.is_female is False or answers.pregnancy == "no":
            return False
        return True if answers.pregnancy == "planning" and not said.narrow else None

    return Known("pregnancy", test)


def _infection(name: str) -> Callable[[Said], Statement]:
    def rule(said: Said) -> Statement:
        def test(answers: Answers) -> Truth:
            if said.test:
                return None
            if answers.infections.get(name) == "no":
                # Somebody may have it asleep, and not know of it.
                return None if name == "tuberculosis" and said.other else False
            if answers.infections.get(name) == "yes":
                is_all = said.now and said.other
                is_some = not is_all and (said.other or (said.now and name != "hiv"))
                is_some = is_some or said.narrow or bool(said.spans)
                return None if is_some else True
            return None

        return Known("infections", test)

    return rule


def _infection_now(said: Said) -> Statement:
    def test(answers: Answers) -> Truth:
        answer = answers.infections.get("infection_now")
        if said.open and answer == "yes":
            return None
        if said.past or said.other or said.spans or said.spans_nearby or said.test:
            return True if answer == "yes" and said.acute else None
        if answer == "yes":
            return None if said.narrow else True
        return False if answer == "no" else None

    return Known("infections", test)


def _yes_or_no(question: str) -> Callable[[Said], Statement]:
    def rule(said: Said) -> Statement:
        def test(answers: Answers) -> Truth:
            answer = answers.get(question)
            if said.past or said.other or said.test or said.spans or said.ages:
                return None
            if answer == "yes":
                return None if said.narrow or said.doses else True
            return False if answer == "no" else None

        return Known(question, test)

    return rule


def _cancer(is_one: bool) -> Callable[[Said], Statement]:
    def rule(said: Said) -> Statement:
        def test(answers: Answers) -> Truth:
            if said.test or answers.cancer is None:
                return None
            if answers.cancer == bands.NEVER:
                return False
            since = _since(bands.CANCER_BANDS[answers.cancer], said)
            if since is False:
                return False
            if is_one or said.narrow or said.other or (said.now and not said.past):
                return None
            return since if said.spans or said.past else None

        return Known("cancer", test)

    return rule


def _medicine(
    question: str, is_one: bool = False, is_class: bool = False
) -> Callable[[Said], Statement]:
    """`is_one` is one of the medicines asked for, `is_class` has more of them than that."""

    def rule(said: Said) -> Statement:
        def test(answers: Answers) -> Truth:
            answer = answers.get(question)
            if said.test or answer is None:
                return None
            if is_class and answer == bands.NEVER:
                return None
            if answer == bands.NEVER:
                return False
            since = _since(bands.SINCE_BANDS[answer], said)
            if since is False:
                return None if is_class else False
            if is_one or said.narrow or said.other or said.now or said.doses or said.stable:
                return None
            return since

        return Known(question, test)

    return rule


def _since(band: tuple[float, float], said: Said) -> Truth:
    """Whether the last time lies within the limits: True without any limit."""
    if not said.spans:
        return True
    found = [_within(band, span) for span in said.spans]
    if len(found) == 1 and said.spans_are_sure:
        return found[0]
    # It is not known which of them counts.
    return True if all(value is True for value in found) else None


def _within(band: tuple[float, float], span: Token) -> Truth:
    quantity = span.quantity
    if quantity is None or quantity.unit not in bands.DAYS:
        return None
    limit = bands.DAYS[quantity.unit] * (
        quantity.high if quantity.high != float("inf") else quantity.low
    )
    if band[1] <= limit * (1 + _NEAR):
        return None if span.may_be_shorter else True
    if band[0] >= limit * (1 - _NEAR):
        return None if span.may_be_longer else False
    return None


def _chair(by_answer: dict[str, bool]) -> Callable[[Said], Statement]:
    def rule(said: Said) -> Statement:
        return Known("chair", lambda answers: by_answer.get(answers.chair or ""))

    return rule


_RULES: dict[str, Callable[[Said], Statement]] = {
    "msa": _specific_antibody,
    "ars": _against_synthetase,
    "age": _age,
    "onset": _onset,
    "adult": _adult,
    "child": _child,
    "female": _sex(True),
    "male": _sex(False),
    "female_fertile": _fertile,
    "pregnant": _pregnant,
    "planning": _planning,
    "hepatitis_b": _infection("hepatitis_b"),
    "hepatitis_c": _infection("hepatitis_c"),
    "hepatitis_b_or_c": lambda said: any_of(
        (_infection("hepatitis_b")(said), _infection("hepatitis_c")(said))
    ),
    "hiv": _infection("hiv"),
    "tuberculosis": _infection("tuberculosis"),
    "infection_now": _infection_now,
    "cancer": _cancer(is_one=False),
    "one_cancer": _cancer(is_one=True),
    "ild": _yes_or_no("ild"),
    "oxygen": _yes_or_no("oxygen"),
    "rituximab": _medicine("rituximab"),
    "rituximab_class": _medicine("rituximab", is_class=True),
    "biologic": _medicine("rituximab", is_class=True),
    "ivig_class": _medicine("ivig", is_class=True),
    "ivig": _medicine("ivig"),
    "jak": _medicine("jak"),
    "one_jak": _medicine("jak", is_one=True),
    "cell_therapy": _medicine("cell_therapy"),
    "cell_therapy_class": _medicine("cell_therapy", is_class=True),
    "steroid": doses.steroid,
    "stable": doses.stable,
    "chair_any_arms": _chair({"without_arms": True, "with_arms": True, "no": False}),
    "chair_without_arms": _chair({"without_arms": True, "with_arms": False, "no": False}),
    "chair": _chair({"without_arms": True, "no": False}),
}
