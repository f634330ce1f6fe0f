import pytest
from django.urls import reverse

from tests.studies import study
from trials.models import SyncRun, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(registry, publish):
    """A sweep of two studies that is held back, because there were ten."""
    publish(*[study(f"NCT99{n:06}") for n in range(1, 11)])
    for number in range(3, 11):
        registry.remove(f"NCT99{number:06}")
    registry.data_timestamp = "2026-11-23T09:00:05"
    return publish()


def test_an_operator_releases_a_held_sweep_and_the_next_sync_publishes_it(
    admin_client, admin_user, held, publish
):
    page = reverse("admin:trials_syncrun_changelist")
    answer = admin_client.post(
        page, {"action": "release", "_selected_action": [held.pk]}, follow=True
    )
    assert "1 sweep is released" in answer.content.decode()
    held.refresh_from_db()
    assert (held.outcome, held.released_by) == ("held", admin_user.get_username())
    assert publish().outcome == "published"
    assert Trial.objects.open().count() == 2


def test_a_sweep_that_is_not_held_cannot_be_released(admin_client, publish):
    run = publish(study())
    page = reverse("admin:trials_syncrun_changelist")
    answer = admin_client.post(
        page, {"action": "release", "_selected_action": [run.pk]}, follow=True
    )
    assert "0 sweeps are released" in answer.content.decode()
    assert SyncRun.objects.get().released_at is None


def test_nobody_edits_by_hand_what_the_sync_writes(admin_client, publish):
    publish(study())
    change = reverse("admin:trials_trial_change", args=["NCT99000001"])
    assert admin_client.get(change).status_code == 200
    assert admin_client.post(change, {"brief_title": "Mine"}).status_code == 403
    assert admin_client.get(reverse("admin:trials_trial_add")).status_code == 403


def test_a_stranger_is_sent_to_the_door(client):
    assert client.get(reverse("admin:trials_syncrun_changelist")).status_code == 302
