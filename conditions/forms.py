"""What readers type, and what may be asked of the glossary: GET parameters, validated."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from query import lab_values
from vocabulary.folding import fold
from web.shown_text import contained
from web.text_field import TextField

from . import ck_scale
from .choices import TermCategory
from .models import GlossaryTerm


class WordsField(TextField):
    """A reader's own words, as one line."""

    def to_python(self, value):
        # PostgreSQL cannot store NUL, and nobody asks about a terminal's control characters.
        words = "".join(c if c.isprintable() else " " for c in super().to_python(value))
        return words.encode("utf-8", "ignore").decode().strip()


class GlossarySearch(forms.Form):
    q = WordsField(
        label=_("Find a word"),
        required=False,
        max_length=100,
        help_text=_("Part of a word is enough: “biop.”"),
    )
    category = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("All")), *TermCategory.choices]
    )

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        self.errors  # noqa: B018 (validates)

    @property
    def words(self):
        return self.cleaned_data.get("q", "")

    @property
    def chosen(self):
        return self.cleaned_data.get("category", "")

    @property
    def is_asked(self):
        return bool(self.words or self.chosen)

    @property
    def in_words(self) -> str:
        """Say what was asked, for the title of the page; empty if nothing was asked."""
        words = _("“%(words)s”") % {"words": contained(self.words)} if self.words else ""
        label = TermCategory(self.chosen).label if self.chosen else ""
        return ", ".join(str(text) for text in (words, label) if text)

    def terms(self) -> list[GlossaryTerm]:
        """Terms that have all the words in their names or meaning, ignoring case and accents."""
        rows = GlossaryTerm.objects.live().prefetch_related("references")
        if self.chosen:
            rows = rows.filter(category=self.chosen)
        terms = sorted(rows, key=lambda term: (not term.term[0].isalpha(), fold(term.term)))
        wanted = fold(self.words).split()
        return [term for term in terms if all(word in _text(term) for word in wanted)]


def _text(term):
    return fold(" ".join([term.term, *term.other_names, term.meaning]))


class LabValueField(TextField):
    """The value of a blood test as a report prints it: "4,500 U/L" is 4500.0."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    _VALUE = re.compile(r"\d[\d.,]*\s*(?:k|i?u/l|ui/l|units?|[µu]kat/l)?", re.IGNORECASE)

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return None
        found = lab_values.number(text) if self._VALUE.fullmatch(text) else None
        if not found:
            raise ValidationError(
                _("Type the number as it is printed on your report, such as 1,200.")
            )
        return found


class CkOnScale(forms.Form):
    """A reader's CK and the lab's limit, both in the unit of the report."""

    ck = LabValueField(label=_("Your CK"), required=False, max_length=20)
    limit = LabValueField(
        label=_("Upper limit of normal"),
        required=False,
        max_length=20,
        help_text=_(
            "It is printed on your report, next to your CK or as the top number of a range."
        ),
    )

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        self.errors  # noqa: B018 (validates)

    @property
    def times(self) -> float | None:
        """How many times the limit the CK is, once both are known."""
        ck, limit = (self.cleaned_data.get(name) for name in ("ck", "limit"))
        return ck / limit if ck and limit else None

    @property
    def times_in_words(self) -> str:
        """The same number as people say it: with one decimal below ten."""
        times = self.times or 0
        return f"{times:,.0f}" if times >= 10 else f"{times:.1f}"

    @property
    def place(self) -> float:
        return ck_scale.place(self.times or 0)
