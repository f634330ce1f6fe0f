"""What readers told us about a study and an editor checked, as a sentence for other readers."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from trials.choices import Told
from trials.models import ConfirmedReport

_SENTENCES = {
    Told.CLOSED: gettext_lazy(
        "A reader told us on %(told)s that this study is not accepting anyone now; we checked on "
        "%(checked)s. The record may be updated later."
    ),
    Told.OPEN: gettext_lazy(
        "A reader told us on %(told)s that this study is accepting people now; we checked on "
        "%(checked)s. The record may be updated later."
    ),
    Told.NUMBER: gettext_lazy(
        "A reader told us on %(told)s that a number or an address in the record is wrong; we"
        " checked on %(checked)s. Try another contact, or ask your doctor."
    ),
    Told.SILENT: gettext_lazy(
        "A reader told us on %(told)s that no one answers; we checked on %(checked)s. Try another "
        "contact, or ask your doctor."
    ),
}


def in_words(report: ConfirmedReport) -> str:
    days = {
        "told": date_format(report.told_on, "DATE_FORMAT"),
        "checked": date_format(report.checked_on, "DATE_FORMAT"),
    }
    return _SENTENCES[Told(report.told)] % days
