from django.core.management.base import BaseCommand, CommandError

from myositis_portal import api
from trials.search import parameters


class Command(BaseCommand):
    help = "Writes docs/openapi.yaml and the table of parameters in docs/api.md again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="only fail if they are not up to date",
        )

    def handle(self, check, **options):
        documents = {
            api.DOCUMENT: api.description_as_yaml(),
            parameters.DOCUMENT: parameters.in_document(),
        }
        for path, text in documents.items():
            if not check:
                path.write_text(text, encoding="utf-8")
            elif path.read_text(encoding="utf-8") != text:
                raise CommandError(
                    f"The API is no longer what {path.name} says. If nothing breaks for programs,"
                    " run manage.py describe_api, and read the difference."
                )
