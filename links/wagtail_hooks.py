"""Register the desk's queues of links, and the button that has a link checked again.

The desk itself contacts no other site; the next batch of links/checking.py does.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.utils import get_valid_next_url_from_request

from .models import Link
from .queues import MENDS


@require_POST
def look_again(request, pk):
    if not any(map(request.user.has_perm, MENDS)):
        raise PermissionDenied
    link = get_object_or_404(Link, pk=pk)
    link.ask_again()
    messages.success(
        request, gettext("We will check it again within the hour: %(link)s") % {"link": link}
    )
    queue = reverse("desk-queue", args=["broken-links" if link.is_broken else "moved-links"])
    return redirect(get_valid_next_url_from_request(request) or queue)


@hooks.register("register_admin_urls")
def addresses():
    return [path("links/<int:pk>/again/", look_again, name="desk-look-again")]
