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
            name='option',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='voting.option'),
        ),
        migrations.AlterField(
            model_name='answer',
            name='vote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='voting.vote'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(condition=models.Q(('option', None)), fields=('vote',), name='accountability_one_answer_a_decision'),
        ),
        InstallGuards("accountability_answer"),
    ]
