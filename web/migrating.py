"""What happens before each `migrate`."""

from django.core.management.base import CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader

# The last commit that has each of the migrations that ours replace.
LAST_WITH_ALL = "a31e873b"


def wait_briefly_for_locks(using: str, **_kwargs) -> None:
    """Let a migration fail rather than wait for a sync that publishes.

    Every reader would wait behind it for the same table. It can be run again.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SET lock_timeout = '10s'")


def require_all_that_were_replaced(using: str, **_kwargs) -> None:
    """Refuse a database that has only some of the migrations that one of ours replaces.

    Django itself would say that there is nothing to do, and columns would be missing.
    """
    loader = MigrationLoader(connections[using])
    for (app, _name), migration in loader.disk_migrations.items():
        missing = [key for key in migration.replaces if key not in loader.applied_migrations]
        if 0 < len(missing) < len(migration.replaces):
            raise CommandError(
                f"The tables of {app} are of an older release: {missing[0][1]} is missing. "
                f"Install commit {LAST_WITH_ALL}, run `migrate`, and then try again here."
            )
