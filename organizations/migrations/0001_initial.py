import desk.dates
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import organizations.models.fields
import organizations.models.meeting
import organizations.models.organization
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # Those that came one by one until 2026-11-30. A database that has only some of them needs the
    # rest first, from commit a31e873b.
    replaces = [
        ("organizations", "0001_organizations"),
        ("organizations", "0002_ways"),
        ("organizations", "0003_meetings"),
        ("organizations", "0004_reports"),
        ("organizations", "0005_days_that_have_come"),
        ("organizations", "0006_public_addresses"),
        ("organizations", "0007_contacts_read_and_answered"),
        ("organizations", "0008_plain_english"),
        ("organizations", "0009_plain_words"),
        ("organizations", "0010_plainer_words"),
        ("organizations", "0011_words_of_editors"),
        ("organizations", "0012_plain_american_english"),
        ("organizations", "0013_wording_of_sources"),
        ("organizations", "0014_plainer_labels"),
        ("organizations", "0015_reach_of_the_european_union"),
    ]

    initial = True

    dependencies = [
        ('conditions', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WebsiteAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.URLField(max_length=500, unique=True)),
                ('answered_on', models.DateField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Organization',
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
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                ('other_names', organizations.models.fields.Lines(base_field=models.CharField(max_length=200), blank=True, default=list, help_text='One per line.', size=None, verbose_name='other names')),
                ('nature', models.CharField(choices=[('patients', 'Patient organization'), ('federation', 'Federation of patient organizations'), ('center', 'Specialist center'), ('network', 'Network of doctors and researchers'), ('registry', 'Patient registry'), ('government', 'Government agency')], max_length=20, verbose_name='what it is')),
                ('kinds', organizations.models.fields.ManyOf(base_field=models.CharField(choices=[('helpline', 'Helpline'), ('group', 'Support group'), ('grants', 'Help with money'), ('practical', 'Practical help with daily life'), ('camp', 'Camp for children'), ('advocacy', 'Speaks up for patients'), ('information', 'Information'), ('events', 'Conferences and lectures'), ('studies', 'Help finding studies'), ('clinic', 'Specialist clinic'), ('center-list', 'List of specialist centers'), ('registry', 'Patient registry'), ('research', 'Research')], max_length=20), blank=True, default=list, size=None, verbose_name='help it gives')),
                ('audience', organizations.models.fields.ManyOf(base_field=models.CharField(choices=[('patient', 'People with myositis'), ('new', 'People who have just been diagnosed'), ('undiagnosed', 'People without a diagnosis'), ('caregiver', 'Caregivers and family'), ('parent', 'Parents'), ('young-person', 'Children and young people'), ('professional', 'Doctors and researchers'), ('anyone', 'Anyone')], max_length=20), blank=True, default=list, size=None, verbose_name='who it is for')),
                ('ways', organizations.models.fields.ManyOf(base_field=models.CharField(choices=[('online', 'Online'), ('in-person', 'In person')], max_length=20), blank=True, default=list, help_text='Enter only what a source says. Listed meetings are counted automatically.', size=None, verbose_name='how people meet')),
                ('scope', models.CharField(choices=[('myositis', 'Myositis'), ('muscle', 'Muscle and nerve diseases'), ('rheumatic', 'Arthritis and connective tissue diseases'), ('autoimmune', 'Autoimmune diseases'), ('rare', 'Rare diseases'), ('any', 'Any disease'), ('other', 'Another disease, which may be mistaken for myositis')], help_text='If there are several, the broadest one.', max_length=20, verbose_name='for which diseases')),
                ('country', models.CharField(blank=True, help_text='The country where it is based, in English. Empty means international.', max_length=80, validators=[organizations.models.organization.validate_country], verbose_name='country')),
                ('also_in', organizations.models.fields.Lines(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='One per line.', size=None, verbose_name='other countries it serves')),
                ('reach', models.CharField(choices=[('countries', 'The countries listed here'), ('eu', 'The European Union'), ('europe', 'Europe'), ('world', 'The whole world')], default='countries', max_length=20, verbose_name='who it serves')),
                ('place', models.CharField(blank=True, help_text='For example: Columbia, MD', max_length=120, verbose_name='city or town')),
                ('region', models.CharField(blank=True, help_text='Leave it empty to use the city or town.', max_length=80, verbose_name='state or region')),
                ('latitude', models.FloatField(blank=True, help_text='Leave it empty to use the city or town.', null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('languages', organizations.models.fields.ManyOf(base_field=models.CharField(choices=[('en', 'English'), ('es', 'Spanish'), ('cs', 'Czech'), ('nl', 'Dutch'), ('fr', 'French'), ('de', 'German'), ('gu', 'Gujarati'), ('hi', 'Hindi'), ('it', 'Italian'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('ru', 'Russian'), ('sv', 'Swedish')], max_length=20), blank=True, default=list, size=None, verbose_name='languages')),
                ('languages_in_part', organizations.models.fields.ManyOf(base_field=models.CharField(choices=[('en', 'English'), ('es', 'Spanish'), ('cs', 'Czech'), ('nl', 'Dutch'), ('fr', 'French'), ('de', 'German'), ('gu', 'Gujarati'), ('hi', 'Hindi'), ('it', 'Italian'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('ru', 'Russian'), ('sv', 'Swedish')], max_length=20), blank=True, default=list, size=None, verbose_name='languages of some of its materials')),
                ('unread', organizations.models.fields.ManyOf(base_field=models.CharField(choices=[('country', 'Country'), ('place', 'City or town'), ('point', 'Point on the map'), ('audience', 'Who it is for'), ('languages', 'Languages')], max_length=20), blank=True, default=list, help_text='Readers see “to be reviewed” next to these.', size=None, verbose_name='source not read yet for')),
                ('sources', organizations.models.fields.Lines(base_field=models.CharField(max_length=500), blank=True, default=list, help_text='One per line.', size=None, verbose_name='where the other facts were read')),
                ('registry_names', organizations.models.fields.Lines(base_field=models.CharField(max_length=200), blank=True, default=list, help_text='As ClinicalTrials.gov writes them, one per line.', size=None, verbose_name='names it uses for its studies')),
                ('note', models.TextField(blank=True, verbose_name='note for readers')),
                ('editors_note', models.TextField(blank=True, verbose_name='note for editors')),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='Lower numbers come first.', verbose_name='position in lists')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('conditions', modelcluster.fields.ParentalManyToManyField(blank=True, help_text='“The whole family” means all types of myositis.', related_name='organizations', to='conditions.condition', verbose_name='named diseases')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
            ],
            options={
                'verbose_name': 'organization',
                'verbose_name_plural': 'organizations',
                'ordering': ['position', 'name'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.TextField(help_text='One or two short sentences.', verbose_name='what it offers')),
                ('mark', models.CharField(choices=[('read', 'We read the source'), ('memory', 'From memory: to be reviewed')], default='memory', max_length=10, verbose_name='where it is from')),
                ('source', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('organization', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'offer',
                'verbose_name_plural': 'what it offers',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Meeting',
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
                ('checked_on', models.DateField(blank=True, db_index=True, null=True, validators=[desk.dates.has_come], verbose_name='checked on')),
                ('checked_by', models.CharField(blank=True, help_text='A role, not a name, such as “Editor.”', max_length=100, verbose_name='checked by')),
                ('checked_how', models.CharField(blank=True, choices=[('called', 'Called, and someone answered'), ('wrote', 'Wrote, and got a reply'), ('opened', 'Opened the page'), ('read', "Read on the organization's own site")], max_length=20, verbose_name='how')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('is_online', models.BooleanField(default=False, verbose_name='online')),
                ('is_in_person', models.BooleanField(default=False, verbose_name='in person')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('starts_at', models.TimeField(help_text='Local time in its time zone.', verbose_name='begins at')),
                ('time_zone', models.CharField(default='America/New_York', max_length=60, validators=[organizations.models.meeting.validate_time_zone], verbose_name='time zone')),
                ('minutes', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='length in minutes')),
                ('recurrence', models.CharField(blank=True, help_text='Empty means once. Write it as calendars do: FREQ=MONTHLY;BYDAY=1SA is the first Saturday of each month.', max_length=300, validators=[organizations.models.meeting.validate_recurrence], verbose_name='recurrence')),
                ('not_on', organizations.models.fields.Days(base_field=models.DateField(), blank=True, default=list, help_text='One per line, written like the first day: 2026-12-26.', size=None, verbose_name='days when it is canceled')),
                ('audience', organizations.models.fields.ManyOf(base_field=models.CharField(choices=[('patient', 'People with myositis'), ('new', 'People who have just been diagnosed'), ('undiagnosed', 'People without a diagnosis'), ('caregiver', 'Caregivers and family'), ('parent', 'Parents'), ('young-person', 'Children and young people'), ('professional', 'Doctors and researchers'), ('anyone', 'Anyone')], max_length=20), blank=True, default=list, size=None, verbose_name='who it is for')),
                ('languages', organizations.models.fields.ManyOf(base_field=models.CharField(choices=[('en', 'English'), ('es', 'Spanish'), ('cs', 'Czech'), ('nl', 'Dutch'), ('fr', 'French'), ('de', 'German'), ('gu', 'Gujarati'), ('hi', 'Hindi'), ('it', 'Italian'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('ru', 'Russian'), ('sv', 'Swedish')], max_length=20), blank=True, default=list, size=None, verbose_name='languages')),
                ('how_to_join', models.TextField(blank=True, help_text='How people sign up. Do not enter the link to the room itself, or its password.', verbose_name='how to join')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='city or town')),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('source', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('conditions', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='meetings', to='conditions.condition', verbose_name='diseases')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='organizations.organization', verbose_name='organization')),
            ],
            options={
                'verbose_name': 'meeting',
                'verbose_name_plural': 'meetings',
                'ordering': ['organization', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('checked_on', models.DateField(blank=True, db_index=True, null=True, validators=[desk.dates.has_come], verbose_name='checked on')),
                ('checked_by', models.CharField(blank=True, help_text='A role, not a name, such as “Editor.”', max_length=100, verbose_name='checked by')),
                ('checked_how', models.CharField(blank=True, choices=[('called', 'Called, and someone answered'), ('wrote', 'Wrote, and got a reply'), ('opened', 'Opened the page'), ('read', "Read on the organization's own site")], max_length=20, verbose_name='how')),
                ('kind', models.CharField(choices=[('phone', 'Phone'), ('email', 'E-mail'), ('website', 'Website'), ('calendar', 'Calendar of meetings'), ('registry', 'Registry to join'), ('publication', 'Publication'), ('postal', 'Postal address')], max_length=20, verbose_name='kind')),
                ('value', models.CharField(max_length=500, verbose_name='number or address')),
                ('label', models.CharField(blank=True, help_text='For example: helpline', max_length=120, verbose_name='what it is for')),
                ('hours', models.CharField(blank=True, max_length=200, verbose_name='hours')),
                ('mark', models.CharField(choices=[('read', 'We read the source'), ('memory', 'From memory: to be reviewed')], default='memory', max_length=10, verbose_name='where it is from')),
                ('source', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('source_year', models.PositiveSmallIntegerField(blank=True, help_text='If it is known.', null=True, verbose_name='year of the source')),
                ('read_on', models.DateField(blank=True, help_text="For two years, readers see what was read on the organization's own site or on a government page. They are told that no one has checked it.", null=True, verbose_name='source read on')),
                ('editors_note', models.CharField(blank=True, max_length=300, verbose_name='note for editors')),
                ('organization', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='organizations.organization')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='how many said so')),
                ('first_at', models.DateTimeField(auto_now_add=True, verbose_name='first reported')),
                ('last_at', models.DateTimeField(verbose_name='last reported')),
                ('handled_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='handled')),
                ('handled_by', models.CharField(blank=True, help_text='A role, not a name.', max_length=100, verbose_name='handled by')),
                ('value', models.CharField(help_text='As it was shown there.', max_length=500, verbose_name='number or address')),
                ('wrong', organizations.models.fields.ManyOf(base_field=models.CharField(choices=[('dead', 'It does not work'), ('somebody-else', 'Someone else answers'), ('other-topic', 'The page is about something else'), ('other', 'Something else is wrong')], max_length=20), blank=True, default=list, size=None, verbose_name='what is wrong')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='organizations.contact', verbose_name='contact')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='organizations.organization', verbose_name='organization')),
            ],
            options={
                'verbose_name': 'report from readers',
                'verbose_name_plural': 'reports from readers',
                'ordering': ['-last_at'],
            },
        ),
        migrations.CreateModel(
            name='ReportSender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender', models.CharField(max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='senders', to='organizations.report')),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('handled_at', None)), fields=('contact', 'value'), name='one_open_report_of_a_contact'),
        ),
        migrations.AddConstraint(
            model_name='reportsender',
            constraint=models.UniqueConstraint(fields=('report', 'sender'), name='each_sender_once'),
        ),
    ]
