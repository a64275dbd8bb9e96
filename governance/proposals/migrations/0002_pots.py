import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from community.record.guards import InstallGuards


def name_the_decision(apps, schema_editor):
    """Proposals that were decided name the vote that decided on them: the last one that was counted."""
    Proposal, Vote = apps.get_model("proposals", "Proposal"), apps.get_model("voting", "Vote")
    votes = Vote.objects.filter(subject_type="proposals.proposal", state="certified").order_by("pk")
    for number, subject in votes.values_list("pk", "subject_id"):
        Proposal.objects.filter(pk=subject, state__in=["passed", "not_passed"]).update(decision=number)


class Migration(migrations.Migration):

    dependencies = [
        ('priorities', '0006_money_desk'),
        ('proposals', '0001_proposals'),
        ('voting', '0005_more_time'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='decision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decided_proposals', to='voting.vote'),
        ),
        migrations.CreateModel(
            name='Pot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.PositiveBigIntegerField(verbose_name='Money to share out')),
                ('rule', models.CharField(choices=[('equal-shares', 'Equal shares: everybody holds an equal part, and supporters pay together'), ('greedy', 'Greedy: the most wanted first, as long as the money lasts')], default='equal-shares', max_length=20, verbose_name='Counted by')),
                ('utility', models.CharField(choices=[('cost', 'Each proposal counts as much as it costs'), ('cardinality', 'Each proposal counts the same')], default='cost', max_length=20, verbose_name='What a proposal is worth, with equal shares')),
                ('completion', models.CharField(choices=[('increment-greedy', 'Raise everybody’s part step by step; then the most wanted that still fit'), ('increment', 'Raise everybody’s part step by step'), ('greedy', 'The most wanted that still fit'), ('none', 'Leave it over')], default='increment-greedy', max_length=20, verbose_name='Money left over, with equal shares')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pots', to='priorities.plan')),
                ('priority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pots', to='priorities.priority')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='PotProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='proposals.pot')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='proposals.proposal')),
            ],
        ),
        migrations.AddField(
            model_name='pot',
            name='proposals',
            field=models.ManyToManyField(related_name='pots', through='proposals.PotProposal', to='proposals.proposal'),
        ),
        migrations.AddConstraint(
            model_name='potproposal',
            constraint=models.UniqueConstraint(fields=('pot', 'proposal'), name='proposals_once_in_a_pot'),
        ),
        migrations.AddConstraint(
            model_name='pot',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='proposals_pot_holds_something'),
        ),
        migrations.RunPython(name_the_decision, migrations.RunPython.noop),
        InstallGuards("proposals_pot", "proposals_potproposal"),
    ]
