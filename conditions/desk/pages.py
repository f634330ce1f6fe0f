"""What the lists and forms of pages on diseases and of guides have in common."""

import django_filters
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from conditions.blocks import leads_nowhere
from desk.view_sets import DeskViewSet, StepsView, StepView, UsageView

from .page_views import PageCreateView, PageEditView, PageInspectView, PagePreviewView


def review_of(page):
    """Say whether the page is signed, and whether the signature is still valid."""
    if not page.is_medical:
        return _("No review needed")
    if not page.reviewed_by:
        return _("Never reviewed")
    if page.is_changed_since_review:
        return _("Changed since it was signed")
    return _("Overdue") if page.is_overdue else _("Signed")


class PageFilterSet(WagtailFilterSet):
    review = django_filters.ChoiceFilter(
        label=_("Review"),
        method="by_review",
        choices=[
            ("overdue", _("Overdue")),
            ("due_soon", _("Due within 30 days")),
            ("never_reviewed", _("Never reviewed")),
        ],
    )

    def by_review(self, pages, name, value):
        return getattr(pages, value)()


class PageForm(WagtailAdminModelForm):
    def clean_body(self):
        errors = {}
        for number, block in enumerate(self.cleaned_data["body"]):
            if block.block_type == "statement" and (found := self.errors_of(block)):
                errors[number] = StructBlockValidationError(block_errors=found)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return self.cleaned_data["body"]

    def errors_of(self, block) -> dict[str, ValidationError]:
        found = {}
        # An editor who corrects another line of the page need not check an old fact at once.
        if block.value.is_expired and block.value["expires_on"] != self.days_before.get(block.id):
            found["expires_on"] = ValidationError(
                _("This day has passed. Choose a later day, or leave it empty.")
            )
        if self.moves_on and (dead := block.value.dead_links):
            found["text"] = ValidationError(leads_nowhere(dead))
        return found

    @cached_property
    def days_before(self):
        """The days on which statements hide, as they were saved."""
        statements = (block for block in self.instance.body if block.block_type == "statement")
        return {block.id: block.value["expires_on"] for block in statements}

    @property
    def moves_on(self) -> bool:
        """Whether the page goes to its next step, or out. A draft may have links to what is yet to
        be written, and may be sent back because of them."""
        if "action-workflow-action" in self.data:
            return self.data.get("workflow-action-name") == "approve"
        return bool({"action-submit", "action-restart-workflow"} & self.data.keys())


ADDRESS = FieldPanel(
    "slug",
    required_on_save=True,
    help_text=_(
        "The last part of the page’s address. If you change it, links to the old address still "
        "lead here."
    ),
)
REVIEW = MultiFieldPanel(
    [
        FieldPanel("reviewed_by", read_only=True),
        FieldPanel("reviewed_on", read_only=True),
        FieldPanel("review_due", read_only=True),
    ],
    heading=_("Clinical review"),
    help_text=_("Filled in when a clinician signs. It applies to the text that was signed."),
)


class PageViewSet(DeskViewSet):
    add_view_class = PageCreateView
    edit_view_class = PageEditView
    inspect_view_class = PageInspectView
    workflow_history_view_class = StepsView
    workflow_history_detail_view_class = StepView
    usage_view_class = UsageView
    preview_on_edit_view_class = PagePreviewView
