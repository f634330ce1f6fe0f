"""Register the desk's lists, forms, queues and log messages for pages and what belongs to them."""

from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

# Importing these two registers what is in them.
from .desk import queues, search  # noqa: F401
from .desk.action_menu import offer_what_can_be_done
from .desk.changes import ChangeViewSet
from .desk.conditions import ConditionViewSet
from .desk.first_page import OverdueReviews
from .desk.glossary import GlossaryViewSet
from .desk.guides import GuideViewSet
from .desk.policies import PagePolicy, TextsOfTheProgram
from .desk.sources import ReferenceViewSet, TopicViewSet
from .desk.submitting import submit_several
from .desk.texts_of_the_portal import SignOffViewSet
from .models import Condition, Guide, SignOff
from .models.workflow import SIGNED
from .readability.panel import readability_of_form

register_permission_policy(SignOff, TextsOfTheProgram(SignOff))
for model in (Condition, Guide):
    register_permission_policy(model, PagePolicy(model))


class PagesGroup(snippets.SnippetViewSetGroup):
    items = (
        ConditionViewSet,
        GuideViewSet,
        GlossaryViewSet,
        ReferenceViewSet,
        TopicViewSet,
        ChangeViewSet,
        SignOffViewSet,
    )
    menu_label = _("Pages")
    menu_name = "knowledge"
    menu_icon = "doc-full-inverse"
    menu_order = 100


register_snippet(PagesGroup)

hooks.register("construct_snippet_action_menu", offer_what_can_be_done)


@hooks.register("construct_homepage_panels")
def overdue_reviews(request, panels):
    panels.append(OverdueReviews(request))


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("measure/<str:model>/", readability_of_form, name="measure"),
        path("queues/<slug:slug>/submit/", submit_several, name="desk-submit-several"),
    ]


@hooks.register("register_log_actions")
def signatures(actions):
    @actions.register_action(SIGNED)
    class Signed(LogFormatter):
        label = _("Sign")

        def format_message(self, entry):
            return capfirst(gettext("signed by %(reviewed_by)s until %(review_due)s") % entry.data)
