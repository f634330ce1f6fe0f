"""What a check of somebody else's page can find."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Finding(TextChoices):
    FINE = "fine", _("It works.")
    NOT_FOR_ROBOTS = "not-for-robots", _("It does not answer programs. Please open it yourself.")
    NOT_LOOKED = (
        "not-looked",
        _("Our program cannot check this kind of address. Please open it yourself."),
    )
    GONE = "gone", _("The page is not there.")
    SERVER_ERROR = "server-error", _("Its server reports an error.")
    NO_NAME = "no-name", _("No site has this name.")
    NO_CONNECTION = "no-connection", _("Its server cannot be reached.")
    NO_ANSWER = "no-answer", _("Its server does not answer, or answers much too slowly.")
    BAD_TLS = "bad-tls", _("Its certificate is not valid: browsers show a warning.")
    IN_CIRCLES = "in-circles", _("It redirects in a loop.")
    NOT_PUBLIC = "not-public", _("It leads to an address that readers cannot open.")


# If we could not find out anything, that is not a failure.
UNKNOWN = (Finding.NOT_FOR_ROBOTS, Finding.NOT_LOOKED)
FAILURES = tuple(one for one in Finding if one is not Finding.FINE and one not in UNKNOWN)
# If we have no network ourselves, all links are like this.
UNREACHED = (Finding.NO_NAME, Finding.NO_CONNECTION)
