"""allauth's seam: how a sign-up becomes a Person."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils import translation


class Adapter(DefaultAccountAdapter):
    """Name and language come from the form and the page; e-mails say where they come from."""

    def save_user(self, request, user, form, commit=True):
        """A new person, with the name they typed and the language of the page they typed it on."""
        user.name = form.cleaned_data["name"].strip()
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def populate_username(self, request, user):
        """A Person has no user name."""

    def send_mail(self, template_prefix, email, context):
        """Mail in the reader's language where we know the reader."""
        user = context.get("user")
        with translation.override(getattr(user, "language", None) or translation.get_language()):
            super().send_mail(template_prefix, email, context | {"site_name": settings.SITE_NAME})

    def get_login_stages(self):
        """allauth's own steps, with ours where an e-mail would be asked of somebody who has none."""
        ours = {"allauth.account.stages.EmailVerificationStage": "community.people.doors.EmailStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]
