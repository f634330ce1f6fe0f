"""A report of who is locked out of the desk, with a button that lets somebody in again.

A lock-out ends by itself after 15 minutes. An administrator who has spoken with the person (by
phone, not by e-mail) can end it sooner.
"""

import datetime as dt
from dataclasses import dataclass

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Sum
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.log_actions import LogFormatter, log

from .access import account_of, is_made_up
from .tables import FormColumn, GuardedReport

LOOKS, LIFTS = "axes.view_accessattempt", "axes.delete_accessattempt"
LIFTED = "portal.lock_out_lifted"


@dataclass(frozen=True)
class LockOut:
    """One name at a network address; an empty name means everyone who is new at that address."""

    username: str
    ip_address: str
    failures: int
    last_at: dt.datetime

    @property
    def who(self):
        if not self.username:
            return _("Everyone at this address who has not signed in from it in the last 30 days")
        # A name that no account has may be a password, so we store a digest of it.
        return _("A name with no account") if is_made_up(self.username) else self.username

    @property
    def until(self):
        return self.last_at + settings.AXES_COOLOFF_TIME


def lock_outs() -> list[LockOut]:
    """Count in the same way as `desk.access.FailedTries`, which locks people out."""
    lately = AccessAttempt.objects.filter(
        attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME
    )
    counts = {"failures": Sum("failures_since_start"), "last_at": Max("attempt_time")}
    of_a_name = lately.values("username", "ip_address").annotate(**counts)
    of_an_address = lately.values("ip_address").annotate(**counts)
    found = [
        LockOut("", row["ip_address"] or "", row["failures"], row["last_at"])
        for row in of_an_address.filter(failures__gte=settings.FAILURES_OF_AN_ADDRESS)
    ]
    found += [
        LockOut(row["username"] or "", row["ip_address"] or "", row["failures"], row["last_at"])
        for row in of_a_name.filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    ]
    return sorted(found, key=lambda one: one.last_at, reverse=True)


def lift(username: str, ip_address: str) -> int:
    """Forget the failed tries that lock somebody out."""
    tries = AccessAttempt.objects.filter(ip_address=ip_address or None)
    if username:
        tries = tries.filter(username=username)
    return tries.delete()[0]


class LiftColumn(FormColumn):
    cell_template_name = "desk/lift_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"may_lift": parent_context["request"].user.has_perm(LIFTS)}


class LockOutsView(GuardedReport):
    page_title = _("Locked out now")
    header_icon = "lock"
    permission = LOOKS
    index_url_name = "lock_outs"
    index_results_url_name = "lock_outs_results"
    is_searchable = False
    no_results_message = _("No one is locked out.")
    columns = [
        Column("who", label=_("Account")),
        Column("ip_address", label=_("Address")),
        Column("failures", label=_("Failed attempts")),
        DateColumn("until", label=_("Until")),
        LiftColumn("lift", label=_("What to do")),
    ]

    def get_queryset(self):
        return lock_outs()


@require_POST
def lift_lock_out(request):
    if not request.user.has_perm(LIFTS):
        raise PermissionDenied
    name, address = request.POST.get("username", ""), request.POST.get("ip_address", "")
    found = next(
        (one for one in lock_outs() if (one.username, one.ip_address) == (name, address)), None
    )
    if found and lift(name, address):
        account = account_of(request)
        log(account, LIFTED, user=account, data={"who": str(found.who)})
        messages.success(request, gettext("%(who)s may try again.") % {"who": found.who})
    else:
        messages.warning(request, gettext("That lockout has already ended."))
    return redirect("lock_outs")


def addresses():
    return [
        path("reports/lock-outs/", LockOutsView.as_view(), name="lock_outs"),
        path(
            "reports/lock-outs/results/",
            LockOutsView.as_view(results_only=True),
            name="lock_outs_results",
        ),
        path("reports/lock-outs/lift/", lift_lock_out, name="lift_lock_out"),
    ]


def log_actions(actions):
    @actions.register_action(LIFTED)
    class Lifted(LogFormatter):
        label = _("Lift a lockout")

        def format_message(self, entry):
            return gettext("Let back in: %(who)s") % entry.data
