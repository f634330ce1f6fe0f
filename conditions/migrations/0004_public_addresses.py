from django.db import migrations, models


def keep(apps, schema_editor):
    """The addresses at which readers find pages today."""
    address = apps.get_model("conditions", "PublicAddress")
    for name in ("Condition", "Guide"):
        pages = apps.get_model("conditions", name).objects.filter(live=True)
        address.objects.bulk_create(
            address(model=f"conditions.{name.lower()}", slug=slug, page_pk=pk)
            for pk, slug in pages.values_list("pk", "slug")
        )


class Migration(migrations.Migration):

    dependencies = [
        ('conditions', '0003_own_workflow'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=60)),
                ('slug', models.SlugField(max_length=120)),
                ('page_pk', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('model', 'slug'), name='one_page_at_an_address')],
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop, elidable=True),
    ]
