import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from community.record.guards import InstallGuards, RemoveGuards


class Migration(migrations.Migration):

    dependencies = [
        ('accountability', '0002_handover'),
        ('voting', '0005_more_time'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        RemoveGuards("accountability_answer"),
        migrations.AddField(
            model_name='answer',
            name='key',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='answer',
            name='option',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='voting.option'),
        ),
        migrations.AlterField(
            model_name='answer',
            name='vote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='voting.vote'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('vote', 'key'), name='accountability_one_answer_each'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', ''), ('option', None)), models.Q(('option__isnull', False), models.Q(('key', ''), _negated=True)), _connector='OR'), name='accountability_key_of_an_option'),
        ),
        InstallGuards("accountability_answer"),
    ]
