"""The doubt about two numbers of one study is called "duplicates", as its queue is."""

import json

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

OLD, NEW = "twins", "duplicates"


def rename(apps, old, new):
    for curation in apps.get_model("trials", "TrialCuration").objects.filter(
        settled__contains=[old]
    ):
        curation.settled = [new if doubt == old else doubt for doubt in curation.settled]
        curation.save(update_fields=["settled"])
    # Earlier versions of a decision can be restored, so they need the new name too. They hold the
    # list as text.
    for revision in apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="trials",
        content_type__model="trialcuration",
        content__settled__icontains=f'"{old}"',
    ):
        settled = json.loads(revision.content["settled"])
        revision.content["settled"] = json.dumps([new if name == old else name for name in settled])
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("trials", "0012_plain_help_texts"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AlterField(
            model_name="trialcuration",
            name="settled",
            field=ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("relevance", "What it is about"),
                        ("subtypes", "Which types it takes"),
                        ("flags", "Whether readers need a caution"),
                        ("duplicates", "Whether it is another study under a second number"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="looked into, nothing to decide",
            ),
        ),
        migrations.RunPython(
            lambda apps, _: rename(apps, OLD, NEW), lambda apps, _: rename(apps, NEW, OLD)
        ),
    ]
