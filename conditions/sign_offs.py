"""Who signed the texts that stand in the program."""

from django.utils.functional import SimpleLazyObject

from .models import SignOff


def sign_offs(request):
    """`emergency_sign_off`, for includes/emergency.html. Asked for only where a page shows the box.

    A page that is rendered without a request, as the ones for errors are, has no such word: the
    box then stands there without any line on who checked it, and needs no database.
    """
    return {"emergency_sign_off": SimpleLazyObject(_emergency)}


def _emergency():
    return SignOff.objects.filter(key="emergency").first() or SignOff(key="emergency")
