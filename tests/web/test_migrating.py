"""A migration while readers are here."""

import pytest
from django.apps import apps
from django.db import connections
from django.db.models.signals import pre_migrate

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_does_not_wait_long_for_a_table_that_others_use():
    migrating = connections.create_connection("default")
    web = apps.get_app_config("web")
    connections["migrating"] = migrating
    try:
        pre_migrate.send(sender=web, app_config=web, using="migrating")
        with migrating.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("10s",)
    finally:
        migrating.close()
        del connections["migrating"]
