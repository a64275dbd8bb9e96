"""Everybody who works at the desk may keep the figures of the city that stand beside those of the boards."""

from django.db import migrations


def allow(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    kind, _made = ContentType.objects.get_or_create(app_label="people", model="cityshare")
    for verb in ("add", "change", "view"):
        # Django makes permissions after all migrations; this one cannot wait for them.
        permission, _made = Permission.objects.get_or_create(
            content_type=kind, codename=f"{verb}_cityshare", defaults={"name": f"Can {verb} share of the city"}
        )
        for group in Group.objects.filter(name__in=["Authors", "Reviewers"]):
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("priorities", "0003_desk"), ("people", "0003_cityshare")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
