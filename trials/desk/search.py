"""What the desk's search box finds of studies."""

from django.urls import reverse

from desk.finding import with_words
from desk.search import Found, Section, register, section
from trials.models import Trial

FIELDS = ["nct_id", "brief_title", "official_title", "acronym", "org_study_id"]


def _trials(user, text) -> Section | None:
    if not user.has_perm("trials.view_trial"):
        return None
    rows = Trial.objects.defer("record", "search", "names", "readings")
    return section(
        Trial._meta.verbose_name_plural,
        with_words(rows, text, FIELDS),
        lambda trial: Found(
            trial.brief_title, reverse("desk-trials:inspect", args=[trial.pk]), trial.nct_id
        ),
        reverse("desk-trials:index", query={"q": text}),
    )


register(90, _trials)
