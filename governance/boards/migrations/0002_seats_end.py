from django.db import migrations, models

from community.record.guards import InstallGuards


class Migration(migrations.Migration):

    dependencies = [
        ('boards', '0001_boards'),
    ]

    operations = [
        migrations.AddField(
            model_name='seat',
            name='until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        InstallGuards("boards_seat"),
    ]
