"""Command that writes a backup of the database. The work is in myositis_portal/backup.py."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from myositis_portal import backup


class Command(BaseCommand):
    help = "Writes a backup of the database to a new folder: a dump and its manifest."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            help="the new folder; by default, one in VAR_DIR/backups named for the date and time",
        )

    def handle(self, **options):
        name = f"portal-{timezone.now():%Y%m%dT%H%M%SZ}"
        folder = options["folder"] or settings.VAR_DIR / "backups" / name
        # Draws nothing where standard error is no terminal.
        with tqdm(disable=None, unit=" tables", leave=False) as bar:
            try:
                manifest = backup.write(folder.absolute(), watch=lambda table: bar.update())
            except backup.BackupError as error:
                raise CommandError(str(error)) from error
        tables = manifest["tables"].values()
        self.stdout.write(
            f"{folder}: {len(tables)} tables, {sum(table['rows'] for table in tables)} rows, "
            f"{manifest['bytes'] / 1e6:.1f} MB."
        )
