from django.core.management.base import BaseCommand

from trials.search import parameters


class Command(BaseCommand):
    help = "Write the table of parameters in docs/api.md again."

    def handle(self, **options):
        parameters.DOCUMENT.write_text(parameters.in_document(), encoding="utf-8")
