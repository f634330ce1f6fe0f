"""Command to read stored studies again. The work is in trials/sync/runner.py."""

from django.core.management.base import BaseCommand, CommandError

from trials.sync import runner
from trials.sync.errors import SyncBusy

from .sync_trials import BUSY, progress


class Command(BaseCommand):
    help = (
        "Reads the stored studies by the rules of today, without asking the registry: those that "
        "were read by older rules, or every one."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="read also those that these rules have read already"
        )

    def handle(self, **options):
        try:
            with progress() as watch:
                run = runner.reread_trials(every=options["all"], watch=watch)
        except SyncBusy as error:
            raise CommandError("A sync is at work.", returncode=BUSY) from error
        if run:
            self.stdout.write(run.reason)
        else:
            self.stdout.write("All studies have been read by the rules of today.")
