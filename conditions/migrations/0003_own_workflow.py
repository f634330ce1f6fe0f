"""The desk's roles and workflow are made by desk/roles.py after each migrate. Here goes what
Wagtail brings for the page tree that this portal has not; backwards goes what roles.py made."""

from django.db import migrations


def remove_moderators(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name="Moderators approval").delete()
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name="Moderators", user=None).delete()
    # "Editors" is a role of ours too: it loses its rights over the tree.
    for right in ("GroupPagePermission", "GroupCollectionPermission"):
        apps.get_model("wagtailcore", right).objects.filter(group__name="Editors").delete()


def remove_our_workflow(apps, schema_editor):
    for model in ("ClinicalReview", "EditorsLook"):
        apps.get_model("conditions", model).objects.all().delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Medical text").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0002_reviews"),
        ("wagtailcore", "0098_apitoken"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(remove_moderators, remove_our_workflow)]
