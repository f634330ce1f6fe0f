from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ConditionsConfig(AppConfig):
    name = "conditions"
    verbose_name = _("conditions")

    def ready(self):
        from desk.roles import make_roles

        from . import shown_links

        shown_links.register_all()
        post_migrate.connect(make_roles, sender=self)
