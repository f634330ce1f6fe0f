"""The editors' desk for pages on diseases, guides, the glossary, and what belongs to them."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.log_actions import LogFormatter
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.action_menu import LockedMenuItem, PublishMenuItem, WorkflowMenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

from desk.dates import is_soon_enough, is_to_come
from desk.tables import IndexView

from .choices import Audience
from .choosers import DeskChooser
from .in_use import DeleteView
from .models import Change, Condition, GlossaryTerm, Guide, KnowledgePage, Reference, SignOff, Topic
from .page_views import PageCreateView, PageEditView, PagePreviewView
from .readability.panel import MeasuredWhileWriting, measure_form
from .review import SIGNED, log_signature, next_review

# Of every model of the desk, so that a new one cannot forget it: a search box for choosing.
snippets.SnippetViewSet.chooser_viewset_class = DeskChooser
# And a page for deleting that says what still needs the thing.
snippets.SnippetViewSet.delete_view_class = DeleteView
snippets.SnippetViewSet.index_view_class = IndexView


class TextsOfTheProgram(ModelPermissionPolicy):
    """They come with the program: nobody adds one here, or takes one away."""

    def user_has_permission(self, user, action):
        return action not in ("add", "delete") and super().user_has_permission(user, action)


register_permission_policy(SignOff, TextsOfTheProgram(SignOff))


class PagePolicy(ModelPermissionPolicy):
    """Who has a page before them to sign opens it, without the right to change pages."""

    def user_has_permission_for_instance(self, user, action, instance):
        if self.user_has_permission(user, action):
            return True
        task = action == "change" and instance.current_workflow_task
        return bool(task and task.user_can_access_editor(instance, user))


for model in (Condition, Guide):
    register_permission_policy(model, PagePolicy(model))


class ForReaders:
    """Whoever sees the page on the desk sees how it came to be."""

    permission_required = None
    any_permission_required = ("add", "change", "delete", "view")


class HistoryView(ForReaders, snippets.HistoryView):
    pass


class VersionView(ForReaders, snippets.PreviewRevisionView):
    pass


class CompareView(ForReaders, snippets.RevisionsCompareView):
    pass


class StepsView(ForReaders, snippets.WorkflowHistoryView):
    pass


class StepView(ForReaders, snippets.WorkflowHistoryDetailView):
    pass


class UsageView(ForReaders, snippets.UsageView):
    pass


def review_of(page):
    """How things stand with the signature, in words."""
    if not page.is_medical:
        return _("Needs none")
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


class ConditionFilterSet(PageFilterSet):
    class Meta:
        model = Condition
        fields = ["kind", "live"]


class GuideFilterSet(PageFilterSet):
    class Meta:
        model = Guide
        fields = ["is_medical", "live", "about"]


class PageForm(WagtailAdminModelForm):
    def clean_body(self):
        """A day on which a statement hides is to come, unless it stood there before.

        An editor who mends another line of the page need not look into an old fact at once.
        """
        before = {
            block.id: block.value["expires_on"]
            for block in self.instance.body
            if block.block_type == "statement"
        }
        passed = _("This day has passed. Choose a day to come, or leave it empty.")
        errors = {
            number: StructBlockValidationError(block_errors={"expires_on": ValidationError(passed)})
            for number, block in enumerate(self.cleaned_data["body"])
            if block.block_type == "statement"
            and block.value.is_expired
            and block.value["expires_on"] != before.get(block.id)
        }
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return self.cleaned_data["body"]


class GuideForm(PageForm):
    audience = forms.MultipleChoiceField(
        label=_("Written for"),
        choices=Audience.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


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
    help_text=_("Filled in when a clinician signs. It holds for the text that was signed."),
)


class PageViewSet(snippets.SnippetViewSet):
    add_view_class = PageCreateView
    edit_view_class = PageEditView
    history_view_class = HistoryView
    revisions_view_class = VersionView
    revisions_compare_view_class = CompareView
    workflow_history_view_class = StepsView
    workflow_history_detail_view_class = StepView
    usage_view_class = UsageView
    preview_on_edit_view_class = PagePreviewView
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 50


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
                            "Readers see them on the page and find the page by them. For a "
                            "disease that our rules know, a new name also finds its studies, a "
                            "minute after it is published. For a new disease, names change "
                            "nothing in the search for studies: readers cannot choose it there "
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
                    # Not the writer's to say, and not the editor's alone: see Guide.drops_medical.
                    FieldPanel(
                        "is_medical",
                        permission="conditions.publish_guide",
                        help_text=_(
                            "Medical text is shown as reviewed only once a clinician has signed "
                            "it. Whoever takes this tick away only asks for it: the guide goes "
                            "out without a signature once a clinician agrees."
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


class TermCreateView(MeasuredWhileWriting, snippets.CreateView):
    pass


class TermEditView(MeasuredWhileWriting, snippets.EditView):
    pass


class GlossaryViewSet(snippets.SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    history_view_class = HistoryView
    revisions_compare_view_class = CompareView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ["term", "category", "checked", LiveStatusTagColumn()]
    list_filter = ["category", "checked", "live"]
    search_fields = ["term", "meaning"]
    ordering = ["term"]
    list_per_page = 50
    list_export = ["term", "slug", "get_category_display", "meaning", "checked", "status_string"]
    export_headings = {"get_category_display": _("category"), "status_string": _("status")}
    export_filename = "glossary"
    edit_handler = ObjectList(
        [
            TitleFieldPanel("term", required_on_save=True),
            FieldPanel("slug", required_on_save=True),
            FieldPanel("category"),
            FieldPanel("other_names"),
            FieldPanel("meaning"),
            FieldPanel("checked"),
            FieldPanel("references", widget=forms.CheckboxSelectMultiple),
            PublishingPanel(),
        ]
    )


class SourceForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Reference
        fields = ["url", "title", "publisher", "licence", "seen_on"]


class ReferenceChooser(DeskChooser):
    # A writer can add a new source without leaving the page.
    creation_form_class = SourceForm


class ReferenceViewSet(snippets.SnippetViewSet):
    model = Reference
    icon = "link"
    history_view_class = HistoryView
    revisions_compare_view_class = CompareView
    inspect_view_enabled = True
    chooser_viewset_class = ReferenceChooser
    chooser_per_page = 30
    copy_view_enabled = False
    list_display = ["title", "publisher", DateColumn("seen_on", sort_key="seen_on")]
    list_filter = ["publisher", "seen_on"]
    search_fields = ["title", "publisher", "url"]
    ordering = ["publisher", "title"]
    list_per_page = 50
    list_export = ["title", "publisher", "url", "licence", "seen_on"]
    export_filename = "sources"
    panels = [
        FieldPanel("url"),
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldPanel("licence"),
        FieldPanel("seen_on"),
    ]


class TopicViewSet(snippets.SnippetViewSet):
    model = Topic
    icon = "list-ul"
    history_view_class = HistoryView
    revisions_compare_view_class = CompareView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ["title", "kind", "publisher", "checked"]
    list_filter = ["kind", "checked", "publisher"]
    search_fields = ["title", "publisher", "url", "note"]
    ordering = ["position", "title"]
    list_per_page = 50
    list_export = ["title", "get_kind_display", "publisher", "url", "note", "checked"]
    export_headings = {"get_kind_display": _("kind")}
    export_filename = "related-topics"
    panels = [
        FieldPanel("kind"),
        FieldPanel("title"),
        FieldPanel("url"),
        FieldPanel("publisher"),
        FieldPanel("note"),
        FieldPanel("checked"),
        FieldPanel("position"),
    ]


class ChangeViewSet(snippets.SnippetViewSet):
    model = Change
    icon = "history"
    history_view_class = HistoryView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ["__str__", "kind", "text"]
    list_filter = ["kind", "changed_on", "condition", "guide"]
    search_fields = ["text", "condition__name", "guide__title"]
    ordering = ["-changed_on", "-pk"]
    list_export = ["changed_on", "get_kind_display", "condition", "guide", "text"]
    export_headings = {"get_kind_display": _("kind")}
    export_filename = "changes"
    panels = [
        FieldPanel("kind"),
        FieldPanel("condition"),
        FieldPanel("guide"),
        FieldPanel("changed_on"),
        FieldPanel("text"),
    ]


class SignOffForm(WagtailAdminModelForm):
    # What the signer had before their eyes: a new version of the program may have new words.
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"shown": self.instance.digest, "review_due": next_review()}
        for name in ("reviewed_by", "review_due"):
            self.fields[name].required = True
        self.fields["review_due"].validators += [is_to_come, is_soon_enough]

    def clean(self):
        super().clean()
        if self.cleaned_data.get("shown") != self.instance.digest:
            raise ValidationError(_("The text has changed meanwhile. Please read it again."))
        return self.cleaned_data

    def save(self, commit=True):
        self.instance.sign(self.cleaned_data["reviewed_by"], self.cleaned_data["review_due"])
        signed = super().save(commit)
        log_signature(signed, self.for_user)
        return signed


class SignOffViewSet(snippets.SnippetViewSet):
    model = SignOff
    icon = "check"
    history_view_class = HistoryView
    copy_view_enabled = False
    inspect_view_enabled = True
    search_fields = ["title"]
    inspect_view_fields = ["title", "text_to_sign", "reviewed_by", "reviewed_on", "review_due"]
    list_display = [
        "title",
        Column("review", label=_("Review"), accessor=lambda text: review_of_text(text)),
        "reviewed_by",
        DateColumn("review_due", label=_("Next review due"), sort_key="review_due"),
    ]
    list_export = ["title", "reviewed_by", "reviewed_on", "review_due"]
    export_filename = "texts-of-the-portal"
    edit_handler = ObjectList(
        [
            HelpPanel(template="conditions/desk/text_to_sign.html", heading=_("The text")),
            FieldPanel("reviewed_by", heading=_("Who signs, and as what (shown to readers)")),
            FieldPanel("review_due"),
        ],
        base_form_class=SignOffForm,
    )


def review_of_text(text):
    text.is_medical = True
    return review_of(text)


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


@hooks.register("construct_snippet_action_menu")
def offer_what_can_be_done(menu_items, request, context):
    if not issubclass(context["model"], KnowledgePage):
        return
    menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]
    page = context.get("instance")
    task = page and page.current_workflow_task
    if context["view"] != "edit" or not task or not context["locked_for_user"]:
        return
    # Wagtail hides all from whom it locks out; who signs is locked out, and has to answer.
    if actions := task.get_actions(page, request.user):
        menu_items[:] = [item for item in menu_items if not isinstance(item, LockedMenuItem)]
        menu_items[:0] = [WorkflowMenuItem(*action, icon_name="edit") for action in actions]


@hooks.register("construct_main_menu")
def hide_the_page_tree(request, menu_items):
    """The portal has no tree of pages, and no library of pictures or documents."""
    hidden = ("explorer", "images", "documents")
    menu_items[:] = [item for item in menu_items if item.name not in hidden]


@hooks.register("register_admin_urls")
def measure_address():
    return [path("measure/<str:model>/", measure_form, name="measure")]


@hooks.register("register_log_actions")
def signatures(actions):
    @actions.register_action(SIGNED)
    class Signed(LogFormatter):
        label = _("Sign")

        def format_message(self, entry):
            return capfirst(gettext("signed by %(reviewed_by)s until %(review_due)s") % entry.data)
