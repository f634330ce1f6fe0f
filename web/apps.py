from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class WebConfig(AppConfig):
    name = "web"

    def ready(self):
        from . import content_version, migrating

        # Sent for each app when all migrations are done: the tables of all apps are there.
        post_migrate.connect(content_version.watch_tables, sender=self)
        pre_migrate.connect(migrating.require_all_that_were_replaced, sender=self)
        pre_migrate.connect(migrating.wait_briefly_for_locks, sender=self)
