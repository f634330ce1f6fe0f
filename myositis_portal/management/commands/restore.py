"""Command that puts a backup in place, or checks one. The work is in myositis_portal/backup.py."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tqdm import tqdm

from myositis_portal import backup


class Command(BaseCommand):
    help = (
        "Restores a backup into a new database, compares it with its manifest, and only then "
        "replaces the portal's database with it."
    )
    # Of what is there before: it may be anything.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder that `manage.py backup` wrote")
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--check",
            action="store_true",
            help="only restore and compare: nothing is replaced",
        )
        how.add_argument(
            "--replace",
            action="store_true",
            help="even if the database has data in it, which is kept under another name",
        )

    def handle(self, **options):
        folder = options["folder"]
        with tqdm(disable=None, unit=" tables", leave=False) as bar:
            try:
                if options["check"]:
                    backup.check(folder, watch=lambda table: bar.update())
                    kept = None
                else:
                    kept = backup.restore(
                        folder, options["replace"], watch=lambda table: bar.update()
                    )
            except backup.BackupError as error:
                raise CommandError(str(error)) from error
        if kept is None:
            self.stdout.write(
                f"{folder} can be restored: every table is as it was when it was saved."
            )
            return
        name = connection.settings_dict["NAME"]
        self.stdout.write(f"“{name}” matches {folder}: every table was compared.")
        if kept:
            self.stdout.write(
                f"What was there before is now “{kept}”: drop it once no one needs it."
            )
        if self.lacks_migrations():
            self.stdout.write("The backup is from an older release: run `manage.py migrate` now.")

    def lacks_migrations(self):
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
