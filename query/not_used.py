"""Tell a reader which words we understood and could not search for, and what else there is."""

from django.utils.translation import gettext as _

from vocabulary import Kind

from .question import NotUsed

_MEDICINES = {Kind.MEDICINE, Kind.MEDICINE_GROUP}


def reason(one: NotUsed) -> str:
    """Why the words were not used."""
    if one.why == "decade":
        return _("We cannot search for ten ages at once. Type one age, such as 72.")
    if one.why == "value":
        return _(
            "We cannot search by the value of a blood test. A value alone does not tell which"
            " disease it is, or how severe it is. Labs differ: see how many times the upper limit"
            " printed on your own report it is, and ask your doctor what it means for you."
        )
    if one.term and one.term.kind in _MEDICINES:
        return _(
            "We cannot search for studies without a medicine, so we did not use these words. A"
            " study that bars %(name)s, or lowers its dose, is not the same as one without it."
            " The list may have studies with it: read what each study asks for and allows."
        ) % {"name": one.term.name}
    return _(
        "We cannot search for what a study or a person is without, so we did not use these words."
    )
