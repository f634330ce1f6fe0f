"""Load the first content of the portal: pages, guides, the glossary, organizations."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from conditions import starter as pages
from organizations import starter as organizations


class Command(BaseCommand):
    help = (
        "Loads the first pages, or a newer version of them. Pages that editors changed stay as "
        "they are."
    )

    def handle(self, **options):
        done = pages.load() + organizations.load()
        if not options["verbosity"]:
            return
        self.stdout.write(
            _(
                "%(created)d new, %(updated)d updated, %(unchanged)d unchanged; %(kept)d left "
                "as editors changed them."
            )
            % {name: done[name] for name in ("created", "updated", "unchanged", "kept")}
        )
