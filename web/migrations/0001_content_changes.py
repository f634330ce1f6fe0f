from django.db import migrations, models

# A table that is restored elsewhere can hold the number of a transaction to come: then the mark is
# written anew, and the version is a new one as well.
FUNCTION = """
CREATE FUNCTION note_content_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO web_contentchange AS noted (transaction, "table", mark)
  VALUES (
    pg_current_xact_id()::text::bigint,
    TG_TABLE_NAME,
    hashtextextended(gen_random_uuid()::text, 0)
  )
  ON CONFLICT (transaction, "table") DO UPDATE SET mark = excluded.mark;
  RETURN NULL;
END
$$
"""
# Takes the triggers along.
DROP = "DROP FUNCTION note_content_change() CASCADE"


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ContentChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("transaction", models.BigIntegerField()),
                ("table", models.CharField(max_length=63)),
                ("mark", models.BigIntegerField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="contentchange",
            constraint=models.UniqueConstraint(
                fields=("transaction", "table"), name="one_change_a_transaction_and_table"
            ),
        ),
        migrations.RunSQL(FUNCTION, DROP),
    ]
