"""Tell a reader which words we understood and could not search for, and what else there is."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import lab_values
from .question import MEDICINES, NotUsed

# Only to show the calculation: every lab has its own upper limit.
EXAMPLE_LIMIT = 200

_REASONS = {
    "amount": gettext_lazy("We cannot search by a dose, a weight, or a temperature."),
    "time": gettext_lazy(
        "We cannot search by how long ago something happened, or how long it lasted."
    ),
    "area": gettext_lazy(
        "We can search in one country or around one place at a time, so we did not use these words."
    ),
    "travel": gettext_lazy(
        "We cannot search by the time it takes to travel, so we used only the place. You can choose"
        " a distance instead."
    ),
    "cause": gettext_lazy(
        "We took this to be the cause of the disease, so studies in the list may not mention it."
    ),
    "negative": gettext_lazy(
        "You wrote that this antibody is negative. What our pages say about people who have it "
        "does not apply to you, so we did not use it. There are other myositis antibodies: ask "
        "your doctor which ones were tested."
    ),
    "allowed": gettext_lazy(
        "We cannot search for what a study allows you to keep taking, so studies in the list may "
        "not mention it. Read “Who can join” and “Who cannot join” on each study’s page, and ask "
        "the study team. Do not stop a medicine to join a study unless your care team says so."
    ),
    "unstated": gettext_lazy(
        "No matching record states this, so we left it out. A record that does not state it may "
        "still be what you are looking for. Ask the study team."
    ),
    "percent": gettext_lazy(
        "We cannot search by a number like this. Ask your care team what it means for you."
    ),
    "before": gettext_lazy(
        "We took this to be a medicine that was tried before, so studies in the list may not "
        "mention it."
    ),
}


def reason(one: NotUsed, of_studies: bool = True) -> str:
    """Why the words were not used, in the search for studies or in another."""
    if one.why == "decade":
        return _("We cannot search for a whole decade of ages. Type one age, such as 72.")
    if one.why == "value":
        return _of_value(one)
    if one.why == "unstated" and "placebo" in one.text.lower():
        open_label = _(
            "“Open-label” in a title means that everyone knows which treatment they get."
        )
        return f"{_REASONS[one.why]} {open_label}"
    if one.why in _REASONS:
        return str(_REASONS[one.why])
    if of_studies and one.term and one.term.kind in MEDICINES:
        return _(
            "We cannot search for studies without a medicine, so we did not use these words. A "
            "study that excludes %(name)s, or lowers its dose, is not the same as one without it. "
            "Some studies in the list may use it, so read what each study requires and allows."
        ) % {"name": one.term.name}
    if of_studies:
        return _(
            "We cannot search for something that a study or a person does not have, so we did "
            "not use these words."
        )
    return _(
        "We cannot search for something that a group does not have or ask for, so we did not "
        "use these words. Ask the group itself."
    )


def _of_value(one: NotUsed) -> str:
    text = _(
        "We cannot search by the value of a blood test. A value alone does not tell you which "
        "disease it is, or how severe it is. Labs differ, so compare it with the upper limit "
        "printed on your own report, and ask your doctor what it means for you."
    )
    value = lab_values.number(one.text)
    if one.test == "ck" and value and value >= 2 * EXAMPLE_LIMIT:
        example = _(
            "For example: if that limit is %(limit)d, your value is about %(times)d times as high."
        )
        times = round(value / EXAMPLE_LIMIT)
        call = _(
            "If your care team does not know this value yet, call them about it. If your urine is "
            "dark like cola, or you get weaker fast, call your local emergency number now."
        )
        text = f"{text} {example % {'limit': EXAMPLE_LIMIT, 'times': times}} {call}"
    return text
