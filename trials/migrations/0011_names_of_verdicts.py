from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("trials", "0010_other_numbers_and_ages")]

    operations = [
        migrations.RenameField("trial", "takes", "includes"),
        migrations.RenameField("trial", "may_take", "may_include"),
    ]
