"""What a line says of steroids: how much a day, and whether the dose was the same for long."""

from . import answers as bands
from .answers import Answers
from .quantities import Quantity
from .said import Said
from .truth import Known, Statement, Truth

# A person who says "the same dose for four weeks".
STABLE_DAYS = 28


def steroid(said: Said) -> Statement:
    def test(answers: Answers) -> Truth:
        value = dose(answers)
        if not said.spans or value is None:
            return value
        spans = [span.quantity for span in said.spans if span.quantity]
        lasts = any(span.high == float("inf") for span in spans)
        days = [
            bands.DAYS[span.unit] * (span.low if span.high == float("inf") else span.high)
            for span in spans
        ]
        if answers.steroid_stable == "yes" and max(days) <= STABLE_DAYS and said.spans_are_sure:
            return value
        # Who takes it now has taken it within that time; who does not may have.
        is_more = all(quantity.high == float("inf") for quantity in said.doses)
        if value is False and said.demands and said.doses:
            # "At most 15 mg for at least 4 weeks" is not so of who takes more now.
            return None if is_more else False
        return True if value and is_more and not said.demands and not lasts else None

    def dose(answers: Answers) -> Truth:
        if answers.steroid is None or said.test:
            return None
        low, high = bands.STEROID_BANDS[answers.steroid]
        if not said.doses:
            if said.narrow or said.other or (said.past and not said.spans):
                return None
            return answers.steroid != "none"
        if said.past or said.other:
            return None
        if answers.steroid == "none":
            values = {_dose(quantity, 0, 0, low_open=False) for quantity in said.doses}
            if values == {True} and (said.use or said.narrow or not said.demands):
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


def stable(said: Said) -> Statement:
    """A stable dose of a steroid, for at most as long as the question asks."""

    def test(answers: Answers) -> Truth:
        days = [
            bands.DAYS[s.quantity.unit] * s.quantity.low
            for s in said.spans
            if s.quantity and s.quantity.unit in bands.DAYS and s.quantity.low > 0
        ]
        if len(days) != 1 or not said.spans_are_sure or answers.steroid in (None, "none"):
            return None
        if answers.steroid_stable == "yes":
            return True if days[0] <= STABLE_DAYS else None
        if answers.steroid_stable == "no":
            return False if days[0] >= STABLE_DAYS else None
        return None

    return Known("steroid_stable", test)
