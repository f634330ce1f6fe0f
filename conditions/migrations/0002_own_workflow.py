"""Remove Wagtail's own workflow and group, which are for a tree of pages that this portal does not
have. desk/roles.py makes ours after each migrate; going back removes those."""

from django.db import migrations


def remove_moderators(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name="Moderators approval").delete()
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name="Moderators", user=None).delete()
    # We have a role "Editors", too: it loses its rights over the tree.
    for right in ("GroupPagePermission", "GroupCollectionPermission"):
        apps.get_model("wagtailcore", right).objects.filter(group__name="Editors").delete()


def remove_our_workflow(apps, schema_editor):
    for model in ("ClinicalReview", "EditorsLook"):
        apps.get_model("conditions", model).objects.all().delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Medical text").delete()


class Migration(migrations.Migration):
    replaces = [("conditions", "0003_own_workflow")]
    dependencies = [
        ("conditions", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(remove_moderators, remove_our_workflow)]
