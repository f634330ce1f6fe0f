"""The operators' view of syncs and studies: to look at, and to release a held sweep."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .models import SyncRun, Trial


class ReadOnlyAdmin(admin.ModelAdmin):
    """The sync writes these; a hand that changed them would be overruled within the hour."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(SyncRun)
class SyncRunAdmin(ReadOnlyAdmin):
    list_display = ["id", "source", "outcome", "started_at", "fetched", "changed", "reason"]
    list_filter = ["outcome", "source"]
    actions = ["release"]

    @admin.action(description=_("Release held sweeps: the next sync publishes them"))
    def release(self, request, queryset):
        count = queryset.release(by=request.user.get_username())
        text = ngettext(
            "%(count)d sweep is released; the next sync, within the hour, publishes it.",
            "%(count)d sweeps are released; the next sync, within the hour, publishes them.",
            count,
        )
        self.message_user(
            request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING
        )


@admin.register(Trial)
class TrialAdmin(ReadOnlyAdmin):
    list_display = [
        "nct_id",
        "brief_title",
        "overall_status",
        "presence",
        "last_update_posted_date",
    ]
    list_filter = ["presence", "overall_status", "is_sample"]
    search_fields = ["nct_id", "brief_title"]
