"""Count the statements of the starter content: read at their source, to be reviewed, or questions.

manage.py count_statements [--pages]
"""

from collections import Counter

from django.core.management.base import BaseCommand

from conditions import starter
from conditions.blocks import is_question

# Nothing can confirm a question to ask: readers see no mark beside it.
QUESTION = "question"


class Command(BaseCommand):
    help = "Counts the statements of the starter content that were read at their source."

    def add_arguments(self, parser):
        parser.add_argument("--pages", action="store_true", help="One line for each page.")

    def handle(self, **options):
        whole: Counter[str] = Counter()
        sections: dict[str, Counter[str]] = {}
        for folder in ("conditions", "guides"):
            for row in starter.pages(folder):
                own: Counter[str] = Counter()
                for part in row["sections"]:
                    name = part.get("section") or "guides"
                    marks = Counter(map(_mark, part["statements"]))
                    own += marks
                    sections.setdefault(name, Counter()).update(marks)
                whole += own
                if options["pages"]:
                    self._line(f"{folder}/{row['slug']}", own)
        for name, marks in sections.items():
            self._line(name, marks)
        self._line("glossary", Counter(row["mark"] for row in starter.read("glossary.yaml")))
        self._line("all statements", whole)

    def _line(self, name, marks):
        claims = marks["read"] + marks["memory"]
        share = 100 * marks["read"] // max(1, claims)
        asked = f", and {marks[QUESTION]} questions to ask" if marks[QUESTION] else ""
        self.stdout.write(
            f"{name}: {marks['read']} read, {marks['memory']} to be reviewed ({share}% read){asked}"
        )


def _mark(statement):
    return QUESTION if is_question(statement["text"]) else statement["mark"]
