import django.db.models.deletion
import governance.boards.models.portraits
from django.conf import settings
from django.db import migrations, models

from community.record.guards import InstallGuards


class Migration(migrations.Migration):

    dependencies = [
        ('boards', '0009_conflicts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(
            model_name='portrait',
            name='token',
        ),
        migrations.CreateModel(
            name='Lottery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seats', models.PositiveIntegerField()),
                ('quotas', models.JSONField(blank=True, default=list)),
                ('state', models.CharField(choices=[('drafted', 'Prepared'), ('computing', 'The chances are being worked out'), ('published', 'The chances are published'), ('drawn', 'Drawn'), ('failed', 'Not drawn'), ('cancelled', 'Stopped')], default='drafted', max_length=20)),
                ('prepared_at', models.DateTimeField()),
                ('why', models.TextField(blank=True, max_length=1000)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('source_at', models.DateTimeField(blank=True, null=True)),
                ('source_said', models.CharField(blank=True, max_length=300)),
                ('claim', models.CharField(blank=True, max_length=16)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('stage', models.CharField(blank=True, max_length=20)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('heard_at', models.DateTimeField(blank=True, null=True)),
                ('text', models.TextField(blank=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('pool', models.PositiveIntegerField(blank=True, null=True)),
                ('smallest', models.PositiveIntegerField(blank=True, null=True)),
                ('is_refined', models.BooleanField(default=False)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('reveal_by', models.DateTimeField(blank=True, null=True)),
                ('seed', models.CharField(blank=True, max_length=64)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('drawn_at', models.DateTimeField(blank=True, null=True)),
                ('fault', models.CharField(blank=True, max_length=20)),
                ('fault_facts', models.JSONField(blank=True, default=dict)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_why', models.TextField(blank=True, max_length=1000)),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='boards.lottery')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lotteries', to='boards.call')),
            ],
            options={
                'verbose_name_plural': 'lotteries',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('resident', 'resident seat'), ('partner', 'seat of a partner organization'), ('public', 'seat of the public sector'), ('clerk', 'clerk'), ('chair', 'chair'), ('officer', 'programme officer'), ('staff', 'works for the fund')], max_length=20)),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('secret', models.CharField(blank=True, max_length=300)),
                ('revealed_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to=settings.AUTH_USER_MODEL)),
                ('lottery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='boards.lottery')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=governance.boards.models.portraits.opaque_word, max_length=19, unique=True)),
                ('chance', models.PositiveSmallIntegerField()),
                ('is_drawn', models.BooleanField(default=False)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='boards.application')),
                ('lottery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='boards.lottery')),
            ],
        ),
        migrations.AddConstraint(
            model_name='lottery',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('drafted', 'computing', 'published'))), fields=('call',), name='boards_lottery_one_runs_for_a_call'),
        ),
        migrations.AddConstraint(
            model_name='lottery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['published', 'drawn']), _negated=True), models.Q(models.Q(('digest', ''), _negated=True), models.Q(('text', ''), _negated=True), ('published_at__isnull', False), ('reveal_by__isnull', False)), _connector='OR'), name='boards_lottery_published_has_a_file'),
        ),
        migrations.AddConstraint(
            model_name='lottery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawn_at__isnull', False), ('number__isnull', False), ('number__lt', 1000), ('state', 'drawn'), models.Q(('seed', ''), _negated=True)), models.Q(models.Q(('state', 'drawn'), _negated=True), ('drawn_at', None), ('number', None), ('seed', '')), _connector='OR'), name='boards_lottery_drawn_has_a_number'),
        ),
        migrations.AddConstraint(
            model_name='lottery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', ''), ('source_at', None)), models.Q(models.Q(('source', ''), _negated=True), ('source_at__isnull', False)), _connector='OR'), name='boards_lottery_source_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(fields=('lottery', 'person'), name='boards_commitment_once'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(fields=('lottery', 'digest'), name='boards_commitment_of_ones_own'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revealed_at', None), ('secret', '')), models.Q(models.Q(('secret', ''), _negated=True), ('revealed_at__gte', models.F('at')), ('revealed_at__isnull', False)), _connector='OR'), name='boards_commitment_revealed_later'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(fields=('lottery', 'application'), name='boards_ticket_once'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('chance__lte', 1000)), name='boards_ticket_chance_of_1000'),
        ),
        InstallGuards("boards_lottery", "boards_commitment", "boards_ticket"),
    ]
