"""Print every sentence of the site that says how soon to get help, as a table.

    manage.py list_triage

Columns, set apart by tabs: how fast, the page and its part, whether it comes from the scale,
whether it was read at its source, the sentence. If one does not fit the scale, the command fails.
"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from conditions import triage
from conditions.models import Condition, GlossaryTerm, Guide


class Command(BaseCommand):
    help = "Prints all sentences that say how fast to get help, and checks them."

    def handle(self, **options):
        with translation.override("en"):
            texts = list(_texts())
            rows = list(_rows(texts))
            for level in triage.Level:
                for found, page, part, own, mark, sentence in rows:
                    if found == level:
                        self.stdout.write(
                            "\t".join((level, f"{page} / {part}", own, mark, sentence))
                        )
            wrong = [
                f"{page} / {part}: {sentence} ({why})"
                for page, part, text, _read in texts
                for sentence, why in triage.disagreements(text)
            ]
        self.stdout.write(f"{len(rows)} sentences")
        if wrong:
            raise CommandError("\n".join(wrong))


def _texts():
    """Yield (page, part, text, whether it was read at its source)."""
    for group in triage.box():
        for sign in group.signs:
            yield "emergency box", group.level, str(sign.text), sign.is_read
    for model in (Condition, Guide):
        for page in model.objects.live():
            yield page.slug, "summary", page.summary, False
            for part in page.parts:
                for statement in part.statements:
                    yield page.slug, part.slug, statement["text"], statement.is_checked
    for term in GlossaryTerm.objects.live():
        yield "glossary", term.slug, term.meaning, term.checked


def _rows(texts):
    for page, part, text, read in texts:
        for sentence, level, is_of_scale in triage.levels_in(text):
            own = "scale" if is_of_scale else "own words"
            yield level, page, part, own, "read" if read else "to be reviewed", sentence
