"""What the first page of the desk tells of studies: the last sync, and how many there are."""

from django.utils.functional import cached_property
from django.utils.translation import ngettext_lazy

from desk.first_page import Panel, count
from trials.choices import Source
from trials.models import SyncRun, Trial, TrialCuration

from .queues import RELEASES


class LastSync(Panel):
    order = 310
    template_name = "trials/desk/last_sync.html"

    @cached_property
    def edition(self):
        return SyncRun.objects.published().first()

    @cached_property
    def last(self):
        return SyncRun.objects.finished().exclude(source=Source.SAMPLES).first()

    @cached_property
    def released(self):
        return SyncRun.objects.released().first()

    @cached_property
    def running(self):
        return SyncRun.objects.running().first()

    @property
    def may_release(self) -> bool:
        return self.request.user.has_perm(RELEASES)

    @property
    def may_look(self) -> bool:
        return self.request.user.has_perm("trials.view_syncrun")


count(
    40,
    ngettext_lazy("%(count)d study of myositis", "%(count)d studies of myositis", "count"),
    lambda: Trial.objects.listed().about_myositis().count(),
)
count(
    50,
    ngettext_lazy("%(count)d of them is open", "%(count)d of them are open", "count"),
    lambda: Trial.objects.about_myositis().open().count(),
)
count(
    60,
    ngettext_lazy(
        "%(count)d study with an editor’s decision",
        "%(count)d studies with an editor’s decision",
        "count",
    ),
    lambda: TrialCuration.objects.count(),
)
