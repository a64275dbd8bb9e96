from django.db import migrations, models

import governance.voting.models.votes
from community.record.guards import InstallGuards


class Migration(migrations.Migration):

    dependencies = [
        ('voting', '0005_more_time'),
    ]

    operations = [
        migrations.AddField(
            model_name='vote',
            name='seed',
            field=models.CharField(default=governance.voting.models.votes.new_seed, editable=False, max_length=32),
        ),
        InstallGuards("voting_vote"),
    ]
