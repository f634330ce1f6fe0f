from django.db import migrations, models

THEMES = {
    "start": ("just-diagnosed", "my-test-results", "outlook-in-figures"),
    "treatment": (
        "medicines-and-their-checks",
        "steroids",
        "medicines-that-can-harm-muscle",
        "vaccines-and-infections",
        "surgery-and-anesthesia",
        "when-treatment-stops-working",
        "expanded-access",
    ),
    "living": (
        "swallowing",
        "fatigue-pain-and-itch",
        "food-supplements-and-alcohol",
        "lungs-and-heart",
        "mood",
        "physiotherapy-and-exercise",
        "planning-ahead-in-ibm",
        "pregnancy",
        "skin-sun-and-calcinosis",
        "work-benefits-and-travel",
    ),
    "study": (
        "understanding-clinical-trials",
        "placebo",
        "informed-consent",
        "costs-and-travel-of-a-study",
        "cell-therapy-studies",
    ),
}


def set_themes(apps, schema_editor):
    """The guides that came with the program. Their versions get it as well.

    Otherwise the theme would be gone when an editor publishes one of them.
    """
    Guide = apps.get_model("conditions", "Guide")
    Revision = apps.get_model("wagtailcore", "Revision")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind = ContentType.objects.filter(app_label="conditions", model="guide").first()
    for theme, slugs in THEMES.items():
        for guide in Guide.objects.filter(slug__in=slugs):
            Guide.objects.filter(pk=guide.pk).update(theme=theme)
            for revision in Revision.objects.filter(content_type=kind, object_id=str(guide.pk)):
                revision.content["theme"] = theme
                revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0010_plainer_words"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="guide",
            name="theme",
            field=models.CharField(
                blank=True,
                choices=[
                    ("start", "First steps and tests"),
                    ("treatment", "Medicines and treatment"),
                    ("living", "Body and daily life"),
                    ("study", "Taking part in a study"),
                ],
                db_default="",
                default="",
                help_text=(
                    "The heading it is listed under, if it is written for people with myositis."
                ),
                max_length=20,
                verbose_name="theme",
            ),
        ),
        # The column goes with the theme, so there is nothing to take back; versions may keep it.
        migrations.RunPython(set_themes, migrations.RunPython.noop),
    ]
