import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from community.record.guards import InstallGuards


class Migration(migrations.Migration):

    dependencies = [
        ('boards', '0002_calls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PayChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('card', 'A prepaid card'), ('transfer', 'A bank transfer'), ('donate', 'Give it to a group in the neighborhood'), ('none', 'No pay')], max_length=20)),
                ('at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pay_choices', to='boards.board')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pay_choices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='FirstStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('meet', 'Meet a member'), ('orientation', 'Your orientation'), ('needs', 'What you need to take part'), ('ties', 'What you are tied to')], max_length=20)),
                ('done_at', models.DateTimeField()),
                ('done_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='first_steps', to='boards.term')),
            ],
            options={
                'ordering': ['done_at'],
                'constraints': [models.UniqueConstraint(fields=('term', 'step'), name='boards_first_step_once')],
            },
        ),
        InstallGuards("boards_firststep", "boards_paychoice"),
    ]
