"""Refuse to save over what somebody else saved after a form was opened.

Wagtail puts the version that a form was opened with into the form, but compares it only when the
form saves itself. Before a person saves, it warns only if a script has noticed in time.
"""

from django.contrib.admin.utils import quote
from django.db import transaction
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.snippets.views import snippets
from wagtail.utils.timestamps import render_timestamp


def who_and_when(user, at) -> dict[str, str]:
    who = get_user_display_name(user) if user else _("someone")
    return {"who": who, "when": render_timestamp(at)}


class OnlyDraftsSaveThemselves:
    """Wagtail's forms save themselves. Where there are no drafts, readers would see half of it."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = self.autosave_enabled and self.draftstate_enabled


class CreateView(OnlyDraftsSaveThemselves, snippets.CreateView):
    pass


class EditView(OnlyDraftsSaveThemselves, snippets.EditView):
    """A form that shows its words again, with who saved what meanwhile, before it replaces that.

    The form then has the version that the person was told about, so a second press replaces it.
    """

    @classmethod
    def as_view(cls, **names):
        return transaction.atomic(super().as_view(**names))

    def get_object(self, queryset=None):
        if queryset is None and self.request.method == "POST":
            # Of two that save at the same moment, the second waits and sees what the first saved.
            queryset = self.get_queryset().select_for_update(of=("self",))
        return super().get_object(queryset)

    @cached_property
    def is_out_of_date(self):
        names = ("loaded_revision_id", "overwrite_revision_id")
        is_unknown = self.latest_revision and not any(self.request.POST.get(name) for name in names)
        # A form without a version was opened while there was none yet.
        is_newer = bool(is_unknown) or super().is_out_of_date
        return is_newer and (self.expects_json_response or self.has_version_of_others())

    def has_version_of_others(self):
        """Whether somebody else saved after the form was opened. A version of one's own may well be
        of this form, which saves itself and does not tell which version that made."""
        opened = self.request.POST.get("loaded_revision_id", "")
        if opened == str(self.latest_revision.pk):
            # It was saved again under the same number.
            return self.latest_revision.user != self.request.user
        newer = self.object.revisions.filter(pk__gt=int(opened) if opened.isdecimal() else 0)
        return newer.exclude(user=self.request.user).exists()

    def is_valid(self, form):
        is_valid = super().is_valid(form)
        if not self.is_out_of_date or self.locked_for_user or self.expects_json_response:
            return is_valid
        self.produced_error_message = self.what_was_saved_meanwhile()
        # The form would replace the other version by itself, before anyone could decide.
        self.autosave_enabled = False
        return False

    def what_was_saved_meanwhile(self):
        newer = self.latest_revision
        told = _(
            "Not saved yet: %(who)s saved another version on %(when)s, after you opened this form. "
            "What you typed is still below. If you save again, it replaces the other version."
        ) % who_and_when(newer.user, newer.created_at)
        return format_html(
            '{} <a href="{}" target="_blank" rel="noreferrer">{}</a>',
            told,
            self.address_of_what_changed(),
            _("See the other version in a new tab"),
        )

    def address_of_what_changed(self):
        """Both versions side by side. The form, if there was none before or it was overwritten."""
        opened, newer = self.request.POST.get("loaded_revision_id", ""), self.latest_revision
        known = self.object.revisions.exclude(pk=newer.pk).values_list("pk", flat=True)
        if not self.revisions_compare_url_name or opened not in map(str, known):
            return self.get_edit_url()
        pair = (quote(self.object.pk), opened, newer.pk)
        return reverse(self.revisions_compare_url_name, args=pair)
