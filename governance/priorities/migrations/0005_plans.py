import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from community.record.guards import InstallGuards


class Migration(migrations.Migration):

    dependencies = [
        ('boards', '0010_lotteries'),
        ('priorities', '0004_city_figures'),
        ('voting', '0005_more_time'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('language', models.CharField(default='en', max_length=12)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'cycle',
                'verbose_name_plural': 'cycles',
                'ordering': ['-starts_on'],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('begun', 'Being made'), ('counted', 'Counted, not decided yet'), ('adopted', 'Adopted'), ('rejected', 'Not adopted: the board said no'), ('overtaken', 'Overtaken: it never counted')], default='begun', max_length=20)),
                ('decided_at', models.DateTimeField(null=True)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='boards.board')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('charter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='boards.charter')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='priorities.cycle')),
                ('decision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='voting.vote')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Division',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='priorities.plan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveIntegerField(null=True)),
                ('average', models.PositiveBigIntegerField(null=True)),
                ('median', models.PositiveBigIntegerField(null=True)),
                ('amount', models.PositiveBigIntegerField(null=True)),
                ('adoption', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned', to='priorities.adoption')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='priorities.plan')),
                ('priority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned', to='priorities.priority')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Purse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.PositiveBigIntegerField(verbose_name='sum')),
                ('currency', models.CharField(default='USD', max_length=3, verbose_name='currency')),
                ('decided_by', models.CharField(max_length=200, verbose_name='decided by')),
                ('why', models.TextField(max_length=2000, verbose_name='reason')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('at', models.DateTimeField(verbose_name='said at')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purses', to='boards.board', verbose_name='board')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='said by')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purses', to='priorities.cycle', verbose_name='cycle')),
            ],
            options={
                'verbose_name': 'money of a board',
                'verbose_name_plural': 'money of boards',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='plan',
            name='purse',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='priorities.purse'),
        ),
        migrations.CreateModel(
            name='Ranking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='priorities.plan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('ends_on'))), name='priorities_cycle_ends_after'),
        ),
        migrations.AddConstraint(
            model_name='planpart',
            constraint=models.UniqueConstraint(fields=('plan', 'priority'), name='priorities_planned_once'),
        ),
        migrations.AddConstraint(
            model_name='planpart',
            constraint=models.UniqueConstraint(fields=('plan', 'rank'), name='priorities_one_priority_a_place'),
        ),
        migrations.AddConstraint(
            model_name='purse',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='priorities_purse_holds_something'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'adopted'), _negated=True), models.Q(('decided_at__isnull', False), ('decision__isnull', False)), _connector='OR'), name='priorities_plan_adopted_by_a_vote'),
        ),
        InstallGuards(
            "priorities_cycle",
            "priorities_purse",
            "priorities_plan",
            "priorities_planpart",
            "priorities_ranking",
            "priorities_division",
        ),
    ]
