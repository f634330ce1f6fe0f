import desk.dates
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # Those that came one by one until 2026-11-30. A database that has only some of them needs the
    # rest first, from commit a31e873b.
    replaces = [
        ("conditions", "0001_knowledge"),
        ("conditions", "0002_reviews"),
        ("conditions", "0004_public_addresses"),
        ("conditions", "0005_days_that_have_come"),
        ("conditions", "0006_log_first_versions"),
        ("conditions", "0007_plain_english"),
        ("conditions", "0008_scores"),
        ("conditions", "0009_plain_words"),
        ("conditions", "0010_plainer_words"),
        ("conditions", "0011_themes_of_guides"),
        ("conditions", "0012_plain_american_english"),
        ("conditions", "0013_wording_of_sources"),
        ("conditions", "0014_plainer_labels"),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SignOff',
            fields=[
                ('reviewed_by', models.CharField(blank=True, help_text='Name and role of the person who signed.', max_length=200, verbose_name='reviewed by')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='reviewed on')),
                ('review_due', models.DateField(blank=True, db_index=True, null=True, verbose_name='next review due')),
                ('signed_text', models.CharField(blank=True, editable=False, max_length=64)),
                ('key', models.SlugField(primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120)),
            ],
            options={
                'verbose_name': 'text of the portal itself',
                'verbose_name_plural': 'texts of the portal itself',
            },
        ),
        migrations.CreateModel(
            name='StarterEntry',
            fields=[
                ('key', models.CharField(max_length=600, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('revision', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ClinicalReview',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'clinical review',
                'verbose_name_plural': 'clinical reviews',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('reviewed_by', models.CharField(blank=True, help_text='Name and role of the person who signed.', max_length=200, verbose_name='reviewed by')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='reviewed on')),
                ('review_due', models.DateField(blank=True, db_index=True, null=True, verbose_name='next review due')),
                ('signed_text', models.CharField(blank=True, editable=False, max_length=64)),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                ('summary', models.TextField(help_text='One sentence, for lists and search results.', verbose_name='summary')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('abbreviation', models.CharField(blank=True, max_length=20, verbose_name='abbreviation')),
                ('kind', models.CharField(choices=[('umbrella', 'The whole family'), ('subtype', 'A type of myositis'), ('phenotype', 'A special form'), ('neighbour', 'Another disease that can be confused with it or is often mentioned with it')], max_length=20, verbose_name='kind')),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='Lower numbers come first.', verbose_name='position in lists')),
                ('body', wagtail.fields.StreamField([('section', 0), ('statement', 8)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('answer', 'In short'), ('what', 'What it is'), ('signs', 'Signs'), ('who', 'Who gets it'), ('tests', 'How it is diagnosed'), ('difference', 'How it differs from similar diseases'), ('treatment', 'Treatment'), ('urgent', 'When to get help now'), ('cancer-and-lungs', 'Cancer and lungs'), ('living', 'Daily life and exercise'), ('outlook', 'What to expect'), ('research', 'Research today'), ('questions', 'Questions for your doctor')], 'icon': 'title', 'label': 'Section'}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown in bold before the text: CK, EMG, MRI.', 'label': 'Label', 'max_length': 60, 'required': False}), 2: ('wagtail.blocks.TextBlock', (), {'help_text': 'One thing, in one to three short sentences. **bold**; [words](/guides/placebo/) for a link to our own page.', 'label': 'Text', 'rows': 3}), 3: ('wagtail.blocks.BooleanBlock', (), {'label': 'List item', 'required': False}), 4: ('wagtail.snippets.blocks.SnippetChooserBlock', ('conditions.Reference',), {}), 5: ('wagtail.blocks.ListBlock', (4,), {'default': [], 'label': 'Sources'}), 6: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Unless this is checked, readers see “to be reviewed” next to the statement.', 'label': 'I have read the source, and it says this', 'required': False}), 7: ('wagtail.blocks.DateBlock', (), {'help_text': 'For approvals and results of studies: from this day on, readers see “being rechecked.”', 'label': 'Hide it on', 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('label', 1), ('text', 2), ('point', 3), ('references', 5), ('checked', 6), ('expires_on', 7)]], {})}, verbose_name='text')),
                ('confused_with', modelcluster.fields.ParentalManyToManyField(blank=True, to='conditions.condition', verbose_name='confused with')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='conditions.condition', verbose_name='belongs to')),
            ],
            options={
                'verbose_name': 'page on a disease',
                'verbose_name_plural': 'pages on diseases',
                'ordering': ['position', 'name'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='ConditionCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('system', models.CharField(choices=[('mesh', 'MeSH'), ('icd10cm', 'ICD-10-CM (United States)'), ('icd11', 'ICD-11 (World Health Organization)'), ('orphanet', 'Orphanet'), ('gard', 'GARD')], max_length=20, verbose_name='system')),
                ('value', models.CharField(max_length=40, verbose_name='code')),
                ('label', models.CharField(blank=True, max_length=200, verbose_name='what the system calls it')),
                ('checked', models.BooleanField(default=False, verbose_name='I have seen this code in the system')),
                ('condition', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='conditions.condition')),
            ],
            options={
                'verbose_name': 'code',
                'verbose_name_plural': 'codes',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EditorsLook',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': "editor's check",
                'verbose_name_plural': "editors' checks",
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='Guide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('reviewed_by', models.CharField(blank=True, help_text='Name and role of the person who signed.', max_length=200, verbose_name='reviewed by')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='reviewed on')),
                ('review_due', models.DateField(blank=True, db_index=True, null=True, verbose_name='next review due')),
                ('signed_text', models.CharField(blank=True, editable=False, max_length=64)),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                ('summary', models.TextField(help_text='One sentence, for lists and search results.', verbose_name='summary')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('patient', 'People with myositis'), ('caregiver', 'Caregivers'), ('parent', 'Parents'), ('young-person', 'Young people'), ('undiagnosed', 'People without a diagnosis')], max_length=20), blank=True, default=list, size=None, verbose_name='written for')),
                ('theme', models.CharField(blank=True, choices=[('start', 'First steps and tests'), ('treatment', 'Medicines and treatment'), ('living', 'Body and daily life'), ('study', 'Taking part in a study')], db_default='', default='', help_text='The heading it is listed under, if it is written for people with myositis.', max_length=20, verbose_name='theme')),
                ('is_medical', models.BooleanField(default=True, help_text='Medical text is shown as reviewed only once a clinician has signed it.', verbose_name='medical')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='position in lists')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('statement', 8)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown in bold before the text: CK, EMG, MRI.', 'label': 'Label', 'max_length': 60, 'required': False}), 2: ('wagtail.blocks.TextBlock', (), {'help_text': 'One thing, in one to three short sentences. **bold**; [words](/guides/placebo/) for a link to our own page.', 'label': 'Text', 'rows': 3}), 3: ('wagtail.blocks.BooleanBlock', (), {'label': 'List item', 'required': False}), 4: ('wagtail.snippets.blocks.SnippetChooserBlock', ('conditions.Reference',), {}), 5: ('wagtail.blocks.ListBlock', (4,), {'default': [], 'label': 'Sources'}), 6: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Unless this is checked, readers see “to be reviewed” next to the statement.', 'label': 'I have read the source, and it says this', 'required': False}), 7: ('wagtail.blocks.DateBlock', (), {'help_text': 'For approvals and results of studies: from this day on, readers see “being rechecked.”', 'label': 'Hide it on', 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('label', 1), ('text', 2), ('point', 3), ('references', 5), ('checked', 6), ('expires_on', 7)]], {})}, verbose_name='text')),
                ('about', modelcluster.fields.ParentalManyToManyField(blank=True, help_text='Leave it empty for all diseases.', related_name='guides', to='conditions.condition', verbose_name='about')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
            ],
            options={
                'verbose_name': 'guide',
                'verbose_name_plural': 'guides',
                'ordering': ['position', 'title'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
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
        migrations.CreateModel(
            name='Reference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=500, unique=True, verbose_name='address')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('publisher', models.CharField(max_length=200, verbose_name='publisher')),
                ('licence', models.CharField(blank=True, help_text='What we may do with its text.', max_length=200, verbose_name='license')),
                ('seen_on', models.DateField(blank=True, help_text='When one of us last read it.', null=True, validators=[desk.dates.has_come], verbose_name='last read on')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['publisher', 'title'],
            },
        ),
        migrations.CreateModel(
            name='GlossaryTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('term', models.CharField(max_length=120, unique=True, verbose_name='word')),
                ('slug', models.SlugField(max_length=120, unique=True, verbose_name='address')),
                ('category', models.CharField(choices=[('trial', 'Studies'), ('status', 'Status of a study'), ('drug', 'Medicines'), ('measure', 'Scores'), ('sign', 'Signs'), ('test', 'Tests'), ('care', 'Care')], max_length=20, verbose_name='category')),
                ('other_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='Separated by commas.', size=None, verbose_name='other names')),
                ('meaning', models.TextField(help_text='One or two short sentences.', verbose_name='meaning')),
                ('lowest', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lowest value')),
                ('highest', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='highest value')),
                ('more_means', models.CharField(blank=True, help_text='Such as “more strength.” Only for scores.', max_length=120, verbose_name='more points mean')),
                ('checked', models.BooleanField(default=False, help_text='Unless this is checked, readers see “to be reviewed” next to it.', verbose_name='I have read the source, and it says this')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('references', modelcluster.fields.ParentalManyToManyField(blank=True, to='conditions.reference', verbose_name='sources')),
            ],
            options={
                'verbose_name': 'glossary word',
                'verbose_name_plural': 'glossary',
                'ordering': ['term'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('topic', 'Related topic'), ('publication', 'Publication to order')], max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('url', models.URLField(max_length=500, unique=True, verbose_name='address')),
                ('publisher', models.CharField(max_length=200, verbose_name='publisher')),
                ('note', models.TextField(blank=True, verbose_name='what it offers')),
                ('checked', models.BooleanField(default=False, verbose_name='I have seen it at this address')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='place in lists')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
            ],
            options={
                'verbose_name': 'related topic or publication',
                'verbose_name_plural': 'related topics and publications',
                'ordering': ['position', 'title'],
            },
        ),
        migrations.CreateModel(
            name='ConditionName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('standard', 'Standard name'), ('abbreviation', 'Abbreviation'), ('lay', 'What people say'), ('misspelling', 'Misspelling'), ('spanish', 'Spanish')], max_length=20, verbose_name='kind')),
                ('guard', models.CharField(choices=[('always', 'Always'), ('capitals', 'Alone if in capital letters; otherwise only next to other words about myositis'), ('beside', 'Only next to other words about myositis'), ('never', 'Never')], default='always', max_length=20, verbose_name='counts as this disease')),
                ('condition', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='conditions.condition')),
            ],
            options={
                'verbose_name': 'name',
                'verbose_name_plural': 'names',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('condition', 'name'), name='one_name_once_a_condition')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'Correction: something was wrong'), ('update', 'Update: something is new')], max_length=20, verbose_name='kind')),
                ('changed_on', models.DateField(default=django.utils.timezone.localdate, validators=[desk.dates.has_come], verbose_name='date')),
                ('text', models.TextField(help_text='What was said before, and what is said now.', verbose_name='what changed')),
                ('condition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='conditions.condition', verbose_name='page on a disease')),
                ('guide', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='conditions.guide', verbose_name='guide')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes and corrections',
                'ordering': ['-changed_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('condition', None), ('guide', None), _connector='OR'), name='a_change_is_of_one_page', violation_error_message='Choose one page, not two.')],
            },
        ),
    ]
