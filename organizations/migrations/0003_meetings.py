import django.core.validators
import django.utils.timezone
from django.db import migrations, models

import organizations.models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0002_ways'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='not_on',
            field=organizations.models.Days(base_field=models.DateField(), blank=True, default=list, help_text='One a line, as the first day is written: 2026-12-26.', size=None, verbose_name='days on which it is called off'),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='how_to_join',
            field=models.TextField(blank=True, help_text='How people sign up. No link to the room itself, and no password of it.', verbose_name='how to join'),
        ),
        migrations.AlterField(
            model_name='meeting',
            name='minutes',
            field=models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='minutes it lasts'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='updated_at',
            field=models.DateTimeField(auto_now=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
    ]
