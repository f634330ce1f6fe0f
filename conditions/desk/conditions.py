"""The list and the form of pages on diseases."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn

from conditions.models import Condition

from .pages import ADDRESS, REVIEW, PageFilterSet, PageForm, PageViewSet, review_of


class ConditionFilterSet(PageFilterSet):
    class Meta:
        model = Condition
        fields = ["kind", "live"]


class ConditionViewSet(PageViewSet):
    model = Condition
    icon = "doc-full"
    list_display = [
        "name",
        "kind",
        Column("review", label=_("Review"), accessor=review_of),
        DateColumn("review_due", label=_("Next review due"), sort_key="review_due"),
        DateColumn("updated_at", label=_("Updated"), sort_key="updated_at"),
        LiveStatusTagColumn(),
    ]
    filterset_class = ConditionFilterSet
    search_fields = ["name", "abbreviation", "slug", "summary"]
    ordering = ["position", "name"]
    list_export = [
        "name",
        "abbreviation",
        "slug",
        "get_kind_display",
        "status_string",
        "reviewed_by",
        "reviewed_on",
        "review_due",
        "updated_at",
    ]
    export_headings = {"get_kind_display": _("kind"), "status_string": _("status")}
    export_filename = "pages-on-diseases"
    inspect_view_fields = [
        "name",
        "abbreviation",
        "kind",
        "parent",
        "summary",
        "body",
        "reviewed_by",
        "reviewed_on",
        "review_due",
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("name", required_on_save=True),
                    FieldPanel("kind"),
                    FieldPanel("summary"),
                    FieldPanel("body"),
                ],
                heading=_("Text"),
            ),
            ObjectList(
                [
                    FieldPanel("abbreviation"),
                    InlinePanel(
                        "names",
                        [
                            FieldPanel("name", required_on_save=True),
                            FieldRowPanel([FieldPanel("kind"), FieldPanel("guard")]),
                        ],
                        label=_("Name"),
                        heading=_("Names"),
                        help_text=_(
                            "Readers see these names on the page and can search by them. If "
                            "our rules know the disease, a new name also finds its studies, a "
                            "minute after it is published. For a new disease, names do not change "
                            "the search for studies. Readers cannot choose the new disease there "
                            "until a programmer adds it to the rules that read the records."
                        ),
                    ),
                    InlinePanel(
                        "codes",
                        [
                            FieldRowPanel([FieldPanel("system"), FieldPanel("value")]),
                            FieldPanel("label"),
                            FieldPanel("checked"),
                        ],
                        label=_("Code"),
                        heading=_("Codes"),
                    ),
                ],
                heading=_("Names and codes"),
            ),
            ObjectList(
                [
                    ADDRESS,
                    FieldPanel("parent"),
                    FieldPanel("confused_with", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("position"),
                    REVIEW,
                    PublishingPanel(),
                ],
                heading=_("About this page"),
            ),
        ],
        base_form_class=PageForm,
    )
