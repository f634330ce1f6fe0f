"""Command to start a sync. The work is in trials/sync/runner.py."""

import logging
import zlib
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm
from tqdm.contrib.logging import logging_redirect_tqdm

from trials import ctgov
from trials.choices import Outcome
from trials.models import SyncRun
from trials.sync import runner
from trials.sync.errors import SyncBusy
from trials.tasks import ask_for_files

FAILED, HELD, BUSY = 1, 2, 75


class Command(BaseCommand):
    help = (
        "Brings the studies up to date with ClinicalTrials.gov. Exits with 0 if they are, 1 if "
        "the sync failed, 2 if it was held back, and 75 if another sync is running."
    )

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--force",
            action="store_true",
            help="sweep even if the registry's data have not changed",
        )
        what.add_argument(
            "--from-file",
            type=Path,
            metavar="STUDIES.jsonl",
            help="load a downloaded file of records, one per line (plain or .gz)",
        )
        what.add_argument(
            "--release",
            type=int,
            metavar="RUN",
            help="publish a sweep that was held back; /status/ shows its number and the reason",
        )

    def handle(self, **options):
        with progress() as watch:
            try:
                run = self.sync(options, watch)
            except SyncBusy as error:
                raise CommandError("Another sync is running.", returncode=BUSY) from error
            except (OSError, EOFError, zlib.error) as error:
                reason = getattr(error, "strerror", None) or error
                raise CommandError(f"{options['from_file']}: {reason}") from error
        ask_for_files(run)
        if run.outcome == Outcome.FAILED:
            raise CommandError(f"The sync failed: {run.reason}", returncode=FAILED)
        if run.outcome == Outcome.HELD:
            raise CommandError(
                f"Sweep {run.pk} is held back, and nothing was changed: {run.reason} "
                f"To publish it anyway: manage.py sync_trials --release {run.pk}",
                returncode=HELD,
            )
        self.stdout.write(
            f"{run.get_outcome_display()}: {run.fetched} studies fetched, {run.created} new, "
            f"{run.changed} changed, {run.vanished} vanished, {run.quarantined} unreadable."
        )

    def sync(self, options, watch):
        if options["from_file"]:
            return runner.load_file(options["from_file"], watch=watch)
        if options["release"] is not None:
            held = SyncRun.objects.filter(pk=options["release"])
            if not held.release(by="command line"):
                raise CommandError("There is no held sweep with that number.")
        client = ctgov.Client.from_settings(settings)
        return runner.sync(client, force=options["force"], watch=watch)


@contextmanager
def progress():
    """A progress bar on a terminal. Elsewhere the log shows the progress."""
    # tqdm draws nothing where standard error is no terminal.
    bar = tqdm(disable=None, unit=" records", leave=False)
    log = logging.getLogger("trials")
    level = log.level

    def watch(run):
        bar.total, bar.n = run.expected or None, run.fetched
        bar.set_description_str(str(run.get_step_display()))

    with bar, logging_redirect_tqdm():
        if not bar.disable:
            log.setLevel(logging.WARNING)
        try:
            yield watch
        finally:
            log.setLevel(level)
