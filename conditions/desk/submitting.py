"""Submit several pages to a clinician at once."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from conditions.models import Condition, Guide
from conditions.models.workflow import submit

MODELS = {model._meta.model_name: model for model in (Condition, Guide)}


def chosen_as(page) -> str:
    """Return the name of a page in the form; empty if it cannot be submitted."""
    is_free = type(page) in MODELS.values() and not page.workflow_in_progress
    return f"{page._meta.model_name}:{page.pk}" if is_free else ""


@require_POST
def submit_several(request, slug):
    done, refused = 0, []
    for page in _chosen(request):
        try:
            with transaction.atomic():
                submit(page, request.user)
            done += 1
        except ValidationError as error:
            refused.append(f"{page}: {_in_words(page, error)}")
    if done:
        text = ngettext("%(count)d page submitted.", "%(count)d pages submitted.", done)
        messages.success(request, text % {"count": done})
    elif not refused:
        messages.warning(
            request, _("Select at least one page that is not already waiting for an answer.")
        )
    for reason in refused:
        messages.error(request, _("Not submitted: %(page)s") % {"page": reason})
    return redirect("desk-queue", slug)


def _in_words(page, error):
    """Which field is wrong, and why."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return "; ".join(
        f"{page._meta.get_field(name).verbose_name}: {' '.join(found)}"
        if name != NON_FIELD_ERRORS
        else " ".join(found)
        for name, found in error.message_dict.items()
    )


def _chosen(request):
    found = []
    for name in request.POST.getlist("page"):
        model_name, _colon, pk = name.partition(":")
        model = MODELS.get(model_name)
        if model is None or not (pk.isascii() and pk.isdecimal() and len(pk) <= 9):
            continue
        if not model.snippet_viewset.permission_policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        page = model.objects.filter(pk=pk).first()
        if page and not page.locked and not page.workflow_in_progress:
            found.append(page)
    return found
