from django.core.management.base import BaseCommand

from myositis_portal import api
from trials.search import parameters


class Command(BaseCommand):
    help = "Writes docs/openapi.yaml and the table of parameters in docs/api.md again."

    def handle(self, **options):
        api.DOCUMENT.write_text(api.description_as_yaml(), encoding="utf-8")
        parameters.DOCUMENT.write_text(parameters.in_document(), encoding="utf-8")
