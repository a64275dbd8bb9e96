"""Everybody who works at the desk may name cycles and say how much money a board has. Nobody edits what was said."""

from django.db import migrations


def allow(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for model, name in (("cycle", "cycle"), ("purse", "money of a board")):
        kind, _made = ContentType.objects.get_or_create(app_label="priorities", model=model)
        for verb in ("add", "view"):
            # Django makes permissions after all migrations; this one cannot wait for them.
            permission, _made = Permission.objects.get_or_create(
                content_type=kind, codename=f"{verb}_{model}", defaults={"name": f"Can {verb} {name}"}
            )
            for group in Group.objects.filter(name__in=["Authors", "Reviewers"]):
                group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("priorities", "0005_plans")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
