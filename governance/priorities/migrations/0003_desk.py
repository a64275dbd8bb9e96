"""Who writes and who publishes at the staff's desk, and the way between them.

Wagtail's own two groups become ours: they hold its pages and files already.
"""

from django.db import migrations

GROUPS = {"Editors": "Authors", "Moderators": "Reviewers"}
MAY = {
    "Authors": ["add_priority", "change_priority", "view_priority"],
    "Reviewers": [
        "change_priority",
        "view_priority",
        "publish_priority",
        "lock_priority",
        "unlock_priority",
    ],
}
BOTH = [("wagtailadmin", "admin", "access_admin"), ("simple_translation", "simpletranslation", "submit_translation")]


def furnish(apps, schema_editor):
    """Two groups, their permissions, and a review by the second of them before anything is published."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")

    def kind(app, model):
        return ContentType.objects.get_or_create(app_label=app, model=model)[0]

    def permission(app, model, codename):
        # Django makes permissions after all migrations; this one cannot wait for them.
        name = f"Can {codename.replace('_', ' ')}"
        return Permission.objects.get_or_create(
            content_type=kind(app, model), codename=codename, defaults={"name": name}
        )[0]

    for theirs, ours in GROUPS.items():
        Group.objects.filter(name=theirs).update(name=ours)
        group, _made = Group.objects.get_or_create(name=ours)
        group.permissions.add(*(permission("priorities", "priority", codename) for codename in MAY[ours]))
        group.permissions.add(*(permission(*door) for door in BOTH))

    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "GroupApprovalTask")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    WorkflowContentType = apps.get_model("wagtailcore", "WorkflowContentType")
    Workflow.objects.filter(name="Moderators approval").update(name="Page: review")
    Task.objects.filter(name="Moderators approval").update(name="Review of pages")
    task = Task.objects.create(
        name="Review of priorities", active=True, content_type=kind("wagtailcore", "groupapprovaltask")
    )
    task.groups.add(Group.objects.get(name="Reviewers"))
    workflow = Workflow.objects.create(name="Priority: review", active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(content_type=kind("priorities", "priority"), workflow=workflow)


class Migration(migrations.Migration):
    dependencies = [
        ("priorities", "0002_published_words"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("simple_translation", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        # These give rights to Wagtail's groups by their first names, so they come before.
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(furnish, migrations.RunPython.noop)]
