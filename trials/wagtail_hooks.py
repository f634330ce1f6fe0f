"""Registers the desk of studies with Wagtail. What it does is in trials/desk/."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

# Importing queues and search registers what is in them.
from .desk import bulk_actions, queues, reports, search  # noqa: F401
from .desk.curation import DecisionViewSet, decide
from .desk.first_page import LastSync
from .desk.records import SyncRunViewSet, TrialViewSet
from .desk.releases import RELEASED, TAKEN_BACK, release, take_back
from .models import StudyReport, TrialCuration

# Editors who decide on studies also handle what readers say about them.
register_permission_policy(
    StudyReport, ModelPermissionPolicy(StudyReport, auth_model=TrialCuration)
)


class TrialsGroup(snippets.SnippetViewSetGroup):
    items = (TrialViewSet, DecisionViewSet, reports.StudyReportViewSet, SyncRunViewSet)
    menu_label = _("Trials")
    menu_name = "trials"
    menu_icon = "doc-empty-inverse"
    menu_order = 80


register_snippet(TrialsGroup)

for action in (
    bulk_actions.Hide,
    bulk_actions.NotAboutMyositis,
    bulk_actions.Pin,
    bulk_actions.Unpin,
    bulk_actions.TakeBack,
):
    hooks.register("register_bulk_action", action)
# After Wagtail's own action of this name, which it replaces because that one logs nothing.
hooks.register("register_bulk_action", bulk_actions.TakeBackDecisions, order=10)


@hooks.register("register_admin_urls")
def admin_urls():
    return [
        path("decide/<str:nct_id>/", decide, name="desk-decide"),
        path("release/<int:pk>/", release, name="desk-release"),
        path("take-back/<int:pk>/", take_back, name="desk-take-back"),
        *reports.urls(),
    ]


@hooks.register("construct_homepage_panels")
def last_sync(request, panels):
    panels.append(LastSync(request))


@hooks.register("register_log_actions")
def log_actions(actions):
    reports.log_actions(actions)
    actions.register_action(RELEASED, _("Release"), _("Released a held sync"))
    actions.register_action(TAKEN_BACK, _("Undo the release"), _("Undid the release of a sync"))
