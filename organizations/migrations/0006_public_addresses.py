from django.db import migrations


def keep(apps, schema_editor):
    """The addresses at which readers find organizations today."""
    address = apps.get_model("conditions", "PublicAddress")
    pages = apps.get_model("organizations", "Organization").objects.filter(live=True)
    address.objects.bulk_create(
        address(model="organizations.organization", slug=slug, page_pk=pk)
        for pk, slug in pages.values_list("pk", "slug")
    )


def forget(apps, schema_editor):
    addresses = apps.get_model("conditions", "PublicAddress").objects
    addresses.filter(model="organizations.organization").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('conditions', '0004_public_addresses'),
        ('organizations', '0005_days_that_have_come'),
    ]

    operations = [
        migrations.RunPython(keep, forget, elidable=True),
    ]
