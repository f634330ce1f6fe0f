"""The list and the form of guides."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn

from conditions.choices import Audience
from conditions.models import Guide

from .pages import ADDRESS, REVIEW, PageFilterSet, PageForm, PageViewSet, review_of


class GuideFilterSet(PageFilterSet):
    class Meta:
        model = Guide
        fields = ["theme", "is_medical", "live", "about"]


class GuideForm(PageForm):
    audience = forms.MultipleChoiceField(
        label=_("Written for"),
        choices=Audience.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class GuideViewSet(PageViewSet):
    model = Guide
    icon = "help"
    list_display = [
        "title",
        Column("review", label=_("Review"), accessor=review_of),
        DateColumn("review_due", label=_("Next review due"), sort_key="review_due"),
        DateColumn("updated_at", label=_("Updated"), sort_key="updated_at"),
        LiveStatusTagColumn(),
    ]
    filterset_class = GuideFilterSet
    search_fields = ["title", "slug", "summary"]
    ordering = ["position", "title"]
    list_export = [
        "title",
        "slug",
        "is_medical",
        "status_string",
        "reviewed_by",
        "reviewed_on",
        "review_due",
        "updated_at",
    ]
    export_headings = {"status_string": _("status")}
    export_filename = "guides"
    inspect_view_fields = [
        "title",
        "summary",
        "body",
        "is_medical",
        "reviewed_by",
        "reviewed_on",
        "review_due",
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title", required_on_save=True),
                    FieldPanel("summary"),
                    FieldPanel("body"),
                ],
                heading=_("Text"),
            ),
            ObjectList(
                [
                    ADDRESS,
                    FieldPanel("about", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("audience"),
                    FieldPanel("theme"),
                    # The writer cannot decide this, nor the editor alone: see Guide.drops_medical.
                    FieldPanel(
                        "is_medical",
                        permission="conditions.publish_guide",
                        help_text=_(
                            "Medical text is shown as reviewed only once a clinician has signed "
                            "it. Unchecking this box is only a request: the guide goes out "
                            "without a signature once a clinician agrees."
                        ),
                    ),
                    FieldPanel("position"),
                    REVIEW,
                    PublishingPanel(),
                ],
                heading=_("About this guide"),
            ),
        ],
        base_form_class=GuideForm,
    )
