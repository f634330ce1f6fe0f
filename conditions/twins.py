"""What a page of results and its twins for programs and spreadsheets have in common."""

import csv
import itertools

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from rest_framework import pagination, serializers

# Parameters that are no questions, and those that other sites hang on every address.
NO_QUESTIONS = {"page", "page_size", "format", "for"}
TRACKING = ("utm_", "fbclid", "gclid", "msclkid", "mc_")


class Pages(pagination.PageNumberPagination):
    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100


def unknown(parameters, known=()) -> list[str]:
    """Names that ask for something which nothing here knows."""
    names = {*known, *NO_QUESTIONS}
    return [name for name in parameters if name not in names and not name.startswith(TRACKING)]


def refuse(errors, unknown_names=()):
    """Unlike a page, which leaves out what it cannot use, a program is told: 400.

    `errors` as Form.errors.get_json_data() has them.
    """
    for name in unknown_names:
        message = _("This is no parameter of this address.")
        errors[name] = [{"message": message, "code": "unknown"}]
    if errors:
        raise serializers.ValidationError(errors)


class _Echo:
    def write(self, row):
        return row


def csv_response(rows, filename):
    """All rows as a table, streamed; the first has the names of the columns."""
    writer = csv.writer(_Echo())
    lines = (writer.writerow([cell(value) for value in row]) for row in rows)
    # The mark tells Excel that this is UTF-8.
    response = StreamingHttpResponse(itertools.chain(["\ufeff"], lines), content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def cell(value):
    """A text that begins like a formula would be run by a spreadsheet."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
