from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class WebConfig(AppConfig):
    name = "web"

    def ready(self):
        from . import content_version

        # Sent for each app when all migrations are done: the tables of all apps are there.
        post_migrate.connect(content_version.watch_tables, sender=self)
        pre_migrate.connect(_wait_briefly_for_locks, sender=self)


def _wait_briefly_for_locks(using: str, **_kwargs) -> None:
    """Let a migration fail rather than wait for a sync that publishes.

    Every reader would wait behind it for the same table. It can be run again.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SET lock_timeout = '10s'")
