"""Command to read stored studies again. The work is in trials/sync/runner.py."""

from django.core.management.base import BaseCommand, CommandError

from trials.sync import runner
from trials.sync.errors import SyncBusy

from .sync_trials import BUSY, progress


class Command(BaseCommand):
    help = (
        "Reads the stored studies with today's rules, without asking the registry: those that "
        "older rules read, or all of them."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="also read those that these rules have already read"
        )

    def handle(self, **options):
        try:
            with progress() as watch:
                run = runner.reread_trials(every=options["all"], watch=watch)
        except SyncBusy as error:
            raise CommandError("A sync is running.", returncode=BUSY) from error
        if run:
            self.stdout.write(run.reason)
        else:
            self.stdout.write("All studies have already been read with today's rules.")
