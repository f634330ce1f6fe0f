"""Release a held sync for the next sync to publish, or undo the release."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from trials.models import SyncRun

from . import queues

RELEASED = "trials.release"


TAKEN_BACK = "trials.take_back"


@require_POST
def release(request, pk):
    """Mark a held sync for the next sync to publish."""
    if not request.user.has_perm(queues.RELEASES):
        raise PermissionDenied
    run = get_object_or_404(SyncRun, pk=pk)
    held = SyncRun.objects.filter(pk=pk).to_release()
    if held.release(by=request.user.get_username()):
        log(run, RELEASED, user=request.user)
        text = gettext(
            "Sync %(number)s is released. The next sync, within the hour, publishes it. Until then "
            "you can undo the release on the first page of the desk."
        )
        messages.success(request, text % {"number": pk})
    else:
        text = gettext("Sync %(number)s is not waiting to be released.")
        messages.warning(request, text % {"number": pk})
    return redirect("desk-queue", "held-syncs")


@require_POST
def take_back(request, pk):
    """Undo the release of a sync that is not being published yet."""
    if not request.user.has_perm(queues.RELEASES):
        raise PermissionDenied
    run = get_object_or_404(SyncRun, pk=pk)
    if SyncRun.objects.filter(pk=pk).take_back():
        log(run, TAKEN_BACK, user=request.user)
        text = gettext("Sync %(number)s is no longer released.")
        messages.success(request, text % {"number": pk})
    else:
        text = gettext("Sync %(number)s is not released, or is being published right now.")
        messages.warning(request, text % {"number": pk})
    return redirect("desk-queue", "held-syncs")
