"""The floor: the same database and server, with nothing of ours on top."""

from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, TEMPLATES

# allauth insists on it when Django starts; serve_floor.py takes it out again before the first request.
ALLAUTH = "allauth.account.middleware.AccountMiddleware"
ROOT_URLCONF = "bench.floor"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ALLAUTH,
]
TEMPLATES[0]["DIRS"] = [BASE_DIR / "bench" / "templates"]
TEMPLATES[0]["OPTIONS"]["context_processors"] = ["django.template.context_processors.request"]
