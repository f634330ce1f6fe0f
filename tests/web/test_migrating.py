"""A migration while readers are here, and on tables of an older release."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import pre_migrate

APPS = {"conditions", "links", "organizations", "trials"}


@pytest.mark.usefixtures("read_only_db")
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


@pytest.fixture
def replaced(db):
    """The migrations that ours replace; the database has these and none of those in their place."""
    done = MigrationRecorder(connection)
    found = []
    for (app, name), migration in MigrationExecutor(connection).loader.disk_migrations.items():
        if app in APPS and migration.replaces:
            done.record_unapplied(app, name)
            found += migration.replaces
    assert {app for app, _name in found} == APPS
    return found


def test_a_database_with_all_that_were_replaced_has_nothing_to_do(replaced):
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_a_database_that_lacks_one_of_them_is_refused(replaced):
    MigrationRecorder(connection).record_unapplied("trials", "0020_plainer_labels")
    with pytest.raises(CommandError, match="0020_plainer_labels is missing.*a31e873b"):
        call_command("migrate", verbosity=0)
