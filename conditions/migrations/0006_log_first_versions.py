import uuid

from django.db import migrations
from django.db.models import Exists, OuterRef


def log_versions(apps, schema_editor):
    """The starter content was loaded without lines in the desk's log: nobody could go back to it."""
    Revision = apps.get_model("wagtailcore", "Revision")
    ModelLogEntry = apps.get_model("wagtailcore", "ModelLogEntry")
    logged = ModelLogEntry.objects.filter(revision=OuterRef("pk"), content_changed=True).exclude(
        action="wagtail.publish"
    )
    seen = set()
    for revision in Revision.objects.exclude(Exists(logged)).order_by("created_at", "pk"):
        key = (revision.content_type_id, revision.object_id)
        is_first = key not in seen and not Revision.objects.filter(
            content_type=revision.content_type_id,
            object_id=revision.object_id,
            created_at__lt=revision.created_at,
        ).exists()
        seen.add(key)
        ModelLogEntry.objects.create(
            content_type_id=revision.content_type_id,
            object_id=revision.object_id,
            label=revision.object_str,
            action="wagtail.create" if is_first else "wagtail.edit",
            timestamp=revision.created_at,
            user_id=revision.user_id,
            revision_id=revision.pk,
            content_changed=True,
            uuid=uuid.uuid4(),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0005_days_that_have_come"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(log_versions, migrations.RunPython.noop)]
