"""Who signed the texts that are part of the program."""

from django.utils.functional import SimpleLazyObject

from .models import SignOff


def sign_offs(request):
    """`emergency_sign_off`, for includes/emergency.html. Asked for only where a page shows the box.

    Pages that are rendered without a request, such as error pages, do not have it: the box then has
    no line on who checked it, and needs no database.
    """
    return {"emergency_sign_off": SimpleLazyObject(_emergency)}


def _emergency():
    return SignOff.objects.filter(key="emergency").first() or SignOff(key="emergency")
