"""How fast a sign of trouble needs help, and the words that say so."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import sources


class Level(TextChoices):
    NOW = "now", pgettext_lazy("how fast to get help", "now")
    TODAY = "today", pgettext_lazy("how fast to get help", "today")
    DAYS = "days", pgettext_lazy("how fast to get help", "within a few days")


LEADS = {
    Level.NOW: _("**Call your local emergency number now, day or night,** if:"),
    Level.TODAY: _("**Call your care team today, even at night or on a weekend,** if:"),
    Level.DAYS: _("**Call your care team within a few days** if:"),
}


# Where each lead was read: what an emergency number is for, that a fever counts at night too, and
# that new signs of a known disease are worth a call.
LEAD_SOURCES = {
    Level.NOW: (sources.EMERGENCIES,),
    Level.TODAY: (sources.FEVER_AT_NIGHT, sources.IMMUNE),
    Level.DAYS: (sources.DERMATOMYOSITIS,),
}
