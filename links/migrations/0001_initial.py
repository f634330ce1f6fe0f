import django.contrib.postgres.fields
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    # Those that came one by one until 2026-11-30. A database that has only some of them needs the
    # rest first, from commit a31e873b.
    replaces = [
        ("links", "0001_links"),
        ("links", "0002_plain_english"),
        ("links", "0003_plain_words"),
        ("links", "0004_plain_american_english"),
        ("links", "0005_plainer_labels"),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=500, unique=True, verbose_name='address')),
                ('due_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='next check')),
                ('last_looked_at', models.DateTimeField(null=True, verbose_name='last check')),
                ('last_fine_at', models.DateTimeField(null=True, verbose_name='last time it worked')),
                ('finding', models.CharField(blank=True, choices=[('fine', 'It works.'), ('not-for-robots', 'It does not answer programs. Please open it yourself.'), ('not-looked', 'Our program cannot check this kind of address. Please open it yourself.'), ('gone', 'The page is not there.'), ('server-error', 'Its server reports an error.'), ('no-name', 'No site has this name.'), ('no-connection', 'Its server cannot be reached.'), ('no-answer', 'Its server does not answer, or answers much too slowly.'), ('bad-tls', 'Its certificate is not valid: browsers show a warning.'), ('in-circles', 'It redirects in a loop.'), ('not-public', 'It leads to an address that readers cannot open.')], max_length=20, verbose_name='what was found')),
                ('status', models.PositiveSmallIntegerField(null=True, verbose_name='status of the answer')),
                ('moved_to', models.URLField(blank=True, max_length=2000, verbose_name='moved to')),
                ('failed_on', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, size=None, verbose_name='failed on')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['url'],
                'default_permissions': (),
            },
        ),
    ]
