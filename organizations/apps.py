from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = _("organizations")

    def ready(self):
        from conditions.models.addresses import is_page
        from web import own_pages

        from . import shown_links
        from .models import Organization

        own_pages.register("organizations:organization", partial(is_page, Organization))
        shown_links.register_all()
