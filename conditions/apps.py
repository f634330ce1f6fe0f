from functools import partial

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ConditionsConfig(AppConfig):
    name = "conditions"
    verbose_name = _("conditions")

    def ready(self):
        from desk.roles import make_roles
        from web import own_pages

        from . import shown_links
        from .models import Condition, Guide
        from .models.addresses import is_page

        own_pages.register("conditions:condition", partial(is_page, Condition))
        own_pages.register("conditions:guide", partial(is_page, Guide))
        shown_links.register_all()
        post_migrate.connect(make_roles, sender=self)
