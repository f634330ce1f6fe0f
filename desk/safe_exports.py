"""Guard every table that the desk exports, including Wagtail's own.

Names, titles and names of browsers in them come from outside. We replace one method of Wagtail's
for all views at once, so that a new list cannot forget it.
"""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from web.exports import cell

_prepare = SpreadsheetExportMixin.preprocess_field_value


def preprocess_field_value(view, field, value, export_format):
    prepared = _prepare(view, field, value, export_format)
    if export_format == view.FORMAT_CSV:
        return cell(prepared)
    # Dates and numbers keep their type in a workbook. People may save it as CSV later, so its texts
    # get the same guard. A workbook cannot contain control characters at all.
    if isinstance(prepared, str):
        return ILLEGAL_CHARACTERS_RE.sub("", cell(prepared))
    return prepared
