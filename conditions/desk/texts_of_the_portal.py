"""Sign texts that are part of the program, such as the emergency box."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn

from conditions.models import SignOff
from conditions.models.workflow import log_signature, next_review
from desk.dates import is_soon_enough, is_to_come
from desk.view_sets import DeskViewSet

from .pages import review_of


class SignOffForm(WagtailAdminModelForm):
    # The text that the signer saw: a new version of the program may have new words.
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
            raise ValidationError(
                _("The text has changed since you opened it. Please read it again.")
            )
        return self.cleaned_data

    def save(self, commit=True):
        self.instance.sign(self.cleaned_data["reviewed_by"], self.cleaned_data["review_due"])
        signed = super().save(commit)
        log_signature(signed, self.for_user)
        return signed


class SignOffViewSet(DeskViewSet):
    model = SignOff
    icon = "check"
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
