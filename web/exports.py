"""What a list on a page, its file for spreadsheets and its API answer have in common."""

import csv
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _
from rest_framework import serializers

# Parameters that do not change what is found, and those that other sites add to addresses.
NO_QUESTIONS = {"page", "page_size", "cursor", "fields", "format", "for"}
TRACKING = ("utm_", "fbclid", "gclid", "msclkid", "mc_")


def unknown(parameters, known=()) -> list[str]:
    """Return the names of parameters that nothing here uses."""
    names = {*known, *NO_QUESTIONS}
    return [name for name in parameters if name not in names and not name.startswith(TRACKING)]


def refuse(errors, unknown_names=(), without_effect=()):
    """Tell a program what cannot be used: 400. A page would leave it out.

    `errors` as Form.errors.get_json_data() has them; `without_effect`: {parameter: why}.
    """
    for name, why in dict(without_effect).items():
        errors[name] = [{"message": why, "code": "without_effect"}]
    for name in unknown_names:
        message = _("This address does not accept this parameter.")
        errors[name] = [{"message": message, "code": "unknown"}]
    for problems in errors.values():
        for problem in problems:
            # Most of our checks only say in words what is wrong.
            problem["code"] = problem["code"] or "invalid"
    if errors:
        raise serializers.ValidationError(errors)


CSV = "text/csv"


class _Echo:
    def write(self, row):
        return row


def csv_lines(rows):
    """Write rows as lines of CSV. The first row has the names of the columns."""
    # The mark tells Excel that this is UTF-8.
    yield "\ufeff"
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


# What a spreadsheet takes for the beginning of a formula. It reads full-width and small forms of
# these like the plain ones, and a minus sign like a hyphen.
_FORMULA = tuple("=+-@\u2212")
# In some programs, these begin a new cell, whatever follows.
_BREAKS = tuple("\t\r\n\v\f")


def cell(value):
    """One value as it may be in a table: a text that a spreadsheet would run gets an apostrophe.

    Every export goes through here, the public ones and those of the desk. Numbers stay numbers:
    only a text can be a formula.
    """
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, int | float | Decimal):
        return text
    return f"'{text}" if _would_run(text) else text


def _would_run(text):
    first = next((sign for sign in text if not _is_blank(sign)), "")
    return text.startswith(_BREAKS) or unicodedata.normalize("NFKC", first).startswith(_FORMULA)


def _is_blank(sign):
    """Whether a spreadsheet would skip this character before a formula."""
    return sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf")
