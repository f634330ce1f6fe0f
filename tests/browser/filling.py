"""What is written into the databases of the portals, by processes that have the portal imported.

They import the tables here, and not above: this module is also read before there are any.
"""

SUPERUSER, OTHER_SUPERUSER = "grace", "alan"
THEIR_PASSWORD = "seven quiet herons"


def write_pages():
    from . import knowledge

    knowledge.write()


def let_websites_answer():
    """As after the first weekly look at links."""
    from django.utils import timezone

    from organizations.models import Contact, WebsiteAnswer

    addresses = set(Contact.objects.filter(kind="website").values_list("value", flat=True))
    today = timezone.localdate()
    WebsiteAnswer.objects.bulk_create(
        WebsiteAnswer(address=address, answered_on=today) for address in sorted(addresses)
    )


def load_samples():
    from trials.sync import runner

    runner.load_samples()


def begin_a_sync():
    from trials.models import SyncRun

    SyncRun.objects.create(step="fetching", fetched=120, totals={"": 400})


def fill_the_desk():
    from . import people

    people.come()


def let_two_superusers_in():
    from django.contrib.auth.models import User

    for name in (SUPERUSER, OTHER_SUPERUSER):
        User.objects.create_superuser(name, f"{name}@example.org", THEIR_PASSWORD)
