"""allauth's seam for those without e-mail: a card and a passkey let them in."""

from importlib import import_module

from allauth.account import app_settings
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from allauth.usersessions.models import UserSession
from django.conf import settings

CARD = "card"  # where a session says by which card it was opened


def open_with(request, card, *, lead_to: str):
    """Sign in the holder of a card, as allauth signs people in.

    The clerk knew them when the card was handed over. So no second proof is asked: a phone that is
    lost would keep its owner out for ever.
    """
    record_authentication(request, card.person, method=CARD, reauthenticated=True)
    request.session[CARD] = card.pk
    known = {"stages": {LoginStageKey.MFA_AUTHENTICATE.value: {"handled": True}}}
    no_email = app_settings.EmailVerificationMethod.NONE
    login = Login(user=card.person, email_verification=no_email, redirect_url=lead_to, state=known)
    response = perform_login(request, login)
    # Written now, in the act's own transaction: a newer card finds every session of this one.
    request.session[CARD] = card.pk
    request.session.save()
    return response


def close(card) -> None:
    """End every session that was opened with a card, wherever it is open."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in UserSession.objects.filter(user=card.person_id):
        if store(session.session_key).get(CARD) == card.pk:
            session.end()


def with_own_key(people) -> set[int]:
    """Those of these people who come in without a card: with a confirmed e-mail or a passkey. By number."""
    mailed = EmailAddress.objects.filter(user__in=people, verified=True).values_list("user", flat=True)
    keys = Authenticator.objects.filter(user__in=people, type=Authenticator.Type.WEBAUTHN)
    return {*mailed, *keys.values_list("user", flat=True)}


class EmailStage(EmailVerificationStage):
    """A confirmed e-mail is asked for, except of whoever came in with a passkey: they may have none."""

    def handle(self):
        if did_use_passwordless_login(self.request, self.login.user):
            return None, True
        return super().handle()
