"""The version of the content changes with every table that a public page shows something of."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction

from tests import knowledge, pages
from tests.organizations import made
from tests.studies import study
from trials.models import SyncRun, Trial
from web import content_version, tasks
from web.models import ContentChange

pytestmark = pytest.mark.django_db

MODELS = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
WRITES = (
    "INSERT INTO {table} SELECT * FROM {table} LIMIT 0",
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table} WHERE false",
)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_every_write_to_a_shown_table_makes_a_new_version():
    assert len(content_version.shown_tables()) > 20
    missed = []
    for table in sorted(content_version.shown_tables()):
        for write in WRITES:
            before = content_version.current()
            run(write.format(table=table, column=MODELS[table]._meta.pk.column))
            if content_version.current() == before:
                missed.append(write.format(table=table, column="…"))
    assert missed == []


def test_every_model_is_shown_or_named_as_shown_nowhere():
    named = {model._meta.app_label for model in MODELS.values()}
    named |= {model._meta.label for model in MODELS.values()}
    assert named >= settings.SHOWN_ON_NO_PUBLIC_PAGE
    watched = content_version.shown_tables()
    for model in MODELS.values():
        names = {model._meta.app_label, model._meta.label}
        is_named = bool(names & settings.SHOWN_ON_NO_PUBLIC_PAGE)
        assert is_named is (model._meta.db_table not in watched), model


def test_no_public_page_reads_a_table_whose_changes_go_unnoticed(
    client, publish, django_assert_max_num_queries
):
    publish(study(title="A study of dermatomyositis"))
    disease, guide = knowledge.signed(knowledge.condition()), knowledge.guide()
    knowledge.term("Biopsy")
    helps = made.organization("helpers", [made.phone()], conditions=("dermatomyositis",))
    meeting = made.meeting(helps)
    addresses = [
        *pages.addresses(),
        "/trials/NCT99000001/",
        "/trials.atom",
        *(thing.get_absolute_url() for thing in (disease, guide, helps, meeting)),
        *("/trials/?q=dermatomyositis&place=Lyon", "/search/?q=dermatomyositis"),
        *("/organizations/?q=helpers", "/organizations/meetings.ics"),
        *("/api/v1/trials/", "/api/v1/trials/NCT99000001/", "/api/v1/conditions/"),
        *("/api/v1/organizations/", "/api/v1/glossary/", "/sitemap.xml", "/sitemap-meetings.xml"),
        *("/api/v1/readings/", "/api/v1/freshness/", "/api/v1/requirements/", "/api/v1/changes/"),
        *("/api/v1/guides/", "/api/v1/meetings/", "/api/v1/readings/NCT99000001/"),
    ]
    unnoticed = set(MODELS) - content_version.shown_tables() - {ContentChange._meta.db_table}
    for address in addresses:
        with django_assert_max_num_queries(200) as asked:
            assert client.get(address).status_code == 200, address
        if address.startswith("/status"):
            continue
        said = " ".join(query["sql"] for query in asked.captured_queries)
        assert {table for table in unnoticed if f'"{table}"' in said} == set(), address


def test_what_no_page_shows_makes_no_new_version():
    before = content_version.current()
    User.objects.create_user("somebody")
    assert content_version.current() == before


def test_a_write_that_is_taken_back_leaves_the_version_that_was():
    before = content_version.current()
    with transaction.atomic():
        SyncRun.objects.create()
        assert content_version.current() != before
        transaction.set_rollback(True)
    assert content_version.current() == before


def test_a_version_of_some_tables_is_of_those_alone():
    runs, trials = content_version.current(SyncRun), content_version.current(Trial)
    SyncRun.objects.create()
    assert content_version.current(SyncRun) != runs
    assert content_version.current(Trial) == trials


def test_merged_notes_are_few_and_say_the_same():
    SyncRun.objects.create()
    before, runs = content_version.current(), content_version.current(SyncRun)
    for _ in range(2):
        tasks.merge_content_changes()
        assert (content_version.current(), content_version.current(SyncRun)) == (before, runs)
    tables = list(ContentChange.objects.values_list("table", flat=True))
    assert len(tables) == len(set(tables))
    SyncRun.objects.create()
    assert content_version.current() != before


def test_a_table_that_is_no_longer_shown_is_no_longer_watched(settings):
    settings.SHOWN_ON_NO_PUBLIC_PAGE = settings.SHOWN_ON_NO_PUBLIC_PAGE | {"trials.SyncRun"}
    content_version.watch_tables("default")
    before = content_version.current()
    SyncRun.objects.create()
    assert content_version.current() == before


def test_a_note_of_another_server_with_the_same_number_is_no_hindrance():
    """As after a restore from a backup, where the numbers of transactions begin anew."""
    # What tests that commit have noted in this database.
    ContentChange.objects.all().delete()
    SyncRun.objects.create()
    mark = ContentChange.objects.get(table="trials_syncrun").mark
    SyncRun.objects.create()
    assert ContentChange.objects.get(table="trials_syncrun").mark != mark
