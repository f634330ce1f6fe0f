"""What each topic of a line says of a person, by the answers to its question."""

from collections.abc import Callable
from dataclasses import dataclass

from trials.reading import names

from . import answers as bands
from .answers import Answers
from .quantities import Quantity
from .tokens import ANTIBODY, TYPE, Token
from .truth import Known, Statement, Truth, Unclear, all_of, any_of

# The kinds of myositis among the answers, and what they are called in readings.
TYPES = {
    "DM": names.DERMATOMYOSITIS,
    "CADM": names.AMYOPATHIC,
    "JDM": names.JUVENILE,
    "PM": names.POLYMYOSITIS,
    "IBM": names.INCLUSION_BODY,
    "IMNM": names.NECROTIZING,
    "ASYS": names.ANTISYNTHETASE,
    "OVERLAP": names.OVERLAP,
}
# Where the words of a record may or may not stand for the person's type: {type: names}.
_RELATED = {
    "DM": {names.AMYOPATHIC, names.ANTISYNTHETASE, names.OVERLAP},
    "CADM": {names.DERMATOMYOSITIS, names.ANTISYNTHETASE, names.OVERLAP,
             names.UMBRELLA, names.JUVENILE},
    "JDM": {names.DERMATOMYOSITIS, names.POLYMYOSITIS, names.AMYOPATHIC, names.OVERLAP,
            names.ANTISYNTHETASE},
    "PM": {names.ANTISYNTHETASE, names.OVERLAP, names.NECROTIZING},
    "IBM": {names.UMBRELLA, names.OVERLAP},
    "IMNM": {names.POLYMYOSITIS, names.OVERLAP},
    "ASYS": {names.DERMATOMYOSITIS, names.POLYMYOSITIS, names.OVERLAP, names.AMYOPATHIC},
    "OVERLAP": {*names.SUBTYPES, names.UMBRELLA} - {names.OVERLAP},
}  # fmt: skip
# Antibodies that are found in other diseases as well.
_NOT_SPECIFIC = {"ro52", "pm-scl", "ku", "u1-rnp", "cn1a"}
MAJORITY = 18
# A person who says "the same dose for four weeks".
STABLE_DAYS = 28
# Months have 30 or 31 days: limits this near to the end of a band are that end.
_NEAR = 0.02


@dataclass(frozen=True)
class Said:
    """What stands around a topic. `spans` are limits of time, `doses` amounts of a medicine.

    `spans_are_sure`: they belong to this topic, and to no other in the line.
    """

    past: bool = False
    other: bool = False
    now: bool = False
    narrow: bool = False
    use: bool = False
    test: bool = False
    spans: tuple[Token, ...] = ()
    spans_are_sure: bool = True
    # Whether some limit of time stands anywhere in the clause.
    spans_nearby: bool = False
    doses: tuple[Quantity, ...] = ()
    ages: tuple[Quantity, ...] = ()
    demands: bool = False
    # Whether the topic stands alone with a stable dose in its clause.
    stable: bool = False


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
    if name in (TYPE, ANTIBODY, "msa"):
        return "type" if name == TYPE else "antibodies"
    if name in ("age", "adult", "child"):
        return "age"
    return next(iter(statement(topic, Said()).questions()), name)


def _is_type(slug: str, said: Said) -> Statement:
    def test(answers: Answers) -> Truth:
        if answers.type not in TYPES:
            return None
        if slug == TYPES[answers.type]:
            return None if said.narrow else True
        if slug in _RELATED[answers.type] or slug == names.ANOTHER:
            return None
        if slug == names.UMBRELLA:
            return None if said.narrow else True
        if slug == names.JUVENILE and (answers.age is None or answers.age < 21):
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
        if said.past or said.other or said.spans or said.spans_nearby or said.test:
            return None
        if answer == "yes":
            return None if said.narrow else True
        return False if answer == "no" else None

    return Known("infections", test)


def _yes_or_no(question: str) -> Callable[[Said], Statement]:
    def rule(said: Said) -> Statement:
        def test(answers: Answers) -> Truth:
            answer = answers.get(question)
            if said.past or said.other or said.test or said.spans or said.doses or said.ages:
                return None
            if answer == "yes":
                return None if said.narrow else True
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


def _medicine(question: str, is_one: bool = False) -> Callable[[Said], Statement]:
    def rule(said: Said) -> Statement:
        def test(answers: Answers) -> Truth:
            answer = answers.get(question)
            if said.test or answer is None:
                return None
            if answer == bands.NEVER:
                return False
            since = _since(bands.SINCE_BANDS[answer], said)
            if since is False:
                return False
            if is_one or said.narrow or said.other or said.now or said.doses:
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


def _steroid(said: Said) -> Statement:
    def test(answers: Answers) -> Truth:
        if answers.steroid is None or said.test or said.spans:
            return None
        low, high = bands.STEROID_BANDS[answers.steroid]
        if not said.doses:
            if said.narrow or said.past or said.other:
                return None
            return answers.steroid != "none"
        if said.past or said.other:
            return None
        if answers.steroid == "none":
            values = {_dose(quantity, 0, 0, low_open=False) for quantity in said.doses}
            if values == {True} and (said.use or not said.demands):
                # "On at most 20 mg" may demand, or bar, that a person takes some.
                return None
        else:
            values = {_dose(quantity, low, high, low_open=True) for quantity in said.doses}
        return False if False in values else None if None in values or said.narrow else True

    return Known("steroid", test)


def _dose(quantity: Quantity, low: float, high: float, *, low_open: bool) -> Truth:
    if quantity.unit == "mg/kg" and high == 0:
        return quantity.holds(0, 0)
    if quantity.unit != "mg" or quantity.is_bare:
        return None
    return quantity.holds(low, high, low_open=low_open)


def _stable(said: Said) -> Statement:
    """A stable dose of a steroid, for at most as long as the question asks."""

    def test(answers: Answers) -> Truth:
        days = [
            bands.DAYS[s.quantity.unit] * s.quantity.low
            for s in said.spans
            if s.quantity and s.quantity.unit in bands.DAYS
        ]
        if len(days) != 1 or not said.spans_are_sure or answers.steroid in (None, "none"):
            return None
        if answers.steroid_stable == "yes":
            return True if days[0] <= STABLE_DAYS else None
        if answers.steroid_stable == "no":
            return False if days[0] >= STABLE_DAYS else None
        return None

    return Known("steroid_stable", test)


def _chair(by_answer: dict[str, bool]) -> Callable[[Said], Statement]:
    def rule(said: Said) -> Statement:
        return Known("chair", lambda answers: by_answer.get(answers.chair or ""))

    return rule


_RULES: dict[str, Callable[[Said], Statement]] = {
    "msa": _specific_antibody,
    "age": _age,
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
    "ivig": _medicine("ivig"),
    "jak": _medicine("jak"),
    "one_jak": _medicine("jak", is_one=True),
    "cell_therapy": _medicine("cell_therapy"),
    "steroid": _steroid,
    "stable": _stable,
    "chair_any_arms": _chair({"without_arms": True, "with_arms": True, "no": False}),
    "chair_without_arms": _chair({"without_arms": True, "with_arms": False, "no": False}),
    "chair": _chair({"without_arms": True, "no": False}),
}
